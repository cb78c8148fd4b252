"""Charts: what Slack takes of one, and a label and a figure in every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.model.card import figure_of
from flows.model.issue import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.model.card import Chart

BARS, LABEL = 20, 20
"""What Slack takes of a chart: bars, and characters of a label and of what the figures are."""
_PAIR = 2


def check_chart(chart: Chart, file: str) -> Iterator[Issue]:
    """Find what no chart can show; a row's fault stands at the row."""
    table = chart.table
    for what in _misshapen(chart):
        yield Issue(file, table.line, f"chart has {what}")
    if len(table.head) != _PAIR:
        return
    seen: set[str] = set()
    for (label, written), claim in zip(table.rows, table.claims, strict=True):
        if len(label) > LABEL:
            what = f"label “{label}” has {len(label)} characters; {LABEL} at most in a chart"
            yield Issue(file, claim.line, what)
        if label in seen:
            yield Issue(file, claim.line, f"label “{label}” stands on two bars; keep one")
        seen.add(label)
        try:
            figure_of(written)
        except ValueError:
            what = f"no bar can show “{written}”; write digits alone, and a unit in the head"
            yield Issue(file, claim.line, what)


def _misshapen(chart: Chart) -> Iterator[str]:
    head, rows = chart.table.head, chart.table.rows
    if len(head) != _PAIR:
        yield f"{len(head)} columns; make it two, labels and their figures"
    if len(rows) > BARS:
        yield f"{len(rows)} bars; {BARS} at most"
    if not rows:
        yield "no bars; add a row of a label and its figure"
    for name in head:
        if len(name) > LABEL:
            yield f"“{name}” in its head, {len(name)} characters; {LABEL} at most"
