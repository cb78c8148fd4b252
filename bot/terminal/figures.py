"""Tables and charts as lines of text, no wider than the page."""

from __future__ import annotations

import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flows.dialogue.parts import Chart, Grid

GAP = "  "
_BAR = 30
"""Characters of the longest bar."""


def columns(grid: Grid, width: int) -> Iterator[str]:
    """Draw a table, its cells wrapped; where a column has no room for its words, row below row."""
    rows = (grid.head, *grid.rows)
    widths = _widths(rows, width - len(GAP) * (len(grid.head) - 1))
    if not widths:
        yield from _stacked(grid, width)
        return
    wraps = any(len(cell) > room for row in rows for cell, room in zip(row, widths, strict=True))
    for number, row in enumerate(rows):
        cells = [textwrap.wrap(cell, room) for cell, room in zip(row, widths, strict=True)]
        for line in zip_longest(*cells, fillvalue=""):
            yield _line(line, widths)
        if not number:
            yield _line(["─" * room for room in widths], widths)
        elif wraps and number < len(rows) - 1:
            yield ""  # or nobody could tell where a row of several lines ends


def bars(chart: Chart, width: int) -> Iterator[str]:
    """Draw bars, each with its label before it and its figure behind."""
    yield from textwrap.wrap(f"{chart.title} ({chart.head[1]})", width)
    most = max(figure for _, figure in chart.bars) or 1
    labels = max(len(label) for label, _ in chart.bars)
    figures = max(len(str(figure)) for _, figure in chart.bars)
    longest = min(_BAR, width - labels - figures - 2 * len(GAP))
    for label, figure in chart.bars:
        bar = "█" * round(figure / most * longest)
        yield GAP.join([label.ljust(labels), *([bar] if bar else []), str(figure)])


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Share out the room between columns; None where a word would have to be broken for it."""
    texts = [" ".join(column).split() for column in zip(*rows, strict=True)]
    widths = [max(map(len, words), default=1) for words in texts]
    if sum(widths) > room:
        return None
    wanted = [max(1, *map(len, column)) for column in zip(*rows, strict=True)]
    while sum(widths) < min(room, sum(wanted)):
        short = [at for at, width in enumerate(widths) if width < wanted[at]]
        widths[min(short, key=widths.__getitem__)] += 1
    return widths


def _stacked(grid: Grid, width: int) -> Iterator[str]:
    for row in grid.rows:
        yield from textwrap.wrap(row[0], width)
        for name, cell in zip(grid.head[1:], row[1:], strict=True):
            yield from textwrap.wrap(
                f"{name}: {cell}", width, initial_indent=GAP, subsequent_indent=GAP * 2
            )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(cell.ljust(room) for cell, room in zip(cells, widths, strict=True)).rstrip()
