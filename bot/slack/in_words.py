"""Tables and charts in words: for notifications, and wherever Slack takes no such block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.slack.mrkdwn import SECTION, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Json = dict[str, Any]

TABLE, CHART = "table", "data_visualization"
_CUT = "…"


def said(block: Json) -> list[str]:
    """Say a table or a chart line by line; any other block has no lines."""
    if block["type"] == CHART:
        return list(_chart(block))
    return list(_table(block)) if block["type"] == TABLE else []


def in_words(blocks: Iterable[Json], *kinds: str) -> list[Json]:
    """Replace blocks of these kinds, tables or charts or both, by sections that say the same."""
    return [
        one for block in blocks for one in (_sections(block) if block["type"] in kinds else [block])
    ]


def fitting(lines: Iterable[str]) -> str:
    """Join as many lines as one section takes; what is left out is marked."""
    text, *more = _pages(lines)
    return f"{text}\n{_CUT}" if more else text


def _chart(block: Json) -> Iterator[str]:
    (series,) = block["chart"]["series"]
    yield f"*{escaped(block['title'])}* ({escaped(series['name'])})"
    yield from (f"• {escaped(point['label'])}: {point['value']}" for point in series["data"])


def _table(block: Json) -> Iterator[str]:
    (_, *head), *rows = [[escaped(_text(cell)) for cell in row] for row in block["rows"]]
    for about, *cells in rows:
        yield f"*{about}*"
        named = zip(head, cells, strict=True)
        yield from (f"• {name}: {cell}" for name, cell in named if cell.strip())


def _text(cell: Json) -> str:
    """Read the words of a cell, plain or rich."""
    return cell.get("text") or "".join(map(_text, cell["elements"]))


def _sections(block: Json) -> Iterator[Json]:
    for number, text in enumerate(_pages(said(block))):
        words = {"type": "mrkdwn", "text": text, "verbatim": True}
        yield {"type": "section", "block_id": f"{block['block_id']}.{number}", "text": words}


def _pages(lines: Iterable[str]) -> list[str]:
    """Join lines into texts of which a section takes each, with room for a mark of what follows."""
    pages: list[str] = [""]
    for line in (one[: SECTION - 2] for one in lines):
        longer = f"{pages[-1]}\n{line}" if pages[-1] else line
        if len(longer) > SECTION - 2:
            pages.append(line)
        else:
            pages[-1] = longer
    return pages
