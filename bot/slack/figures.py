"""Tables and charts as Slack's own blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slackblocks import (
    AxisConfig,
    BarChart,
    ColumnSettings,
    DataPoint,
    DataSeries,
    DataVisualizationBlock,
    RawText,
    RichText,
    RichTextSection,
    TableBlock,
)

if TYPE_CHECKING:
    from slackblocks import RichTextObject

    from flows.dialogue.parts import Chart, Grid

_EMPTY = " "
"""What stands in a cell of nothing; Slack takes none without a character."""


def table(grid: Grid, block_id: str) -> TableBlock:
    """Draw a table whose cells wrap, and whose rows begin in bold with what they are about."""
    rows = [[*map(_plain, grid.head)]]
    rows += [[_bold(first), *map(_plain, rest)] for first, *rest in grid.rows]
    settings = [ColumnSettings(is_wrapped=True) for _ in grid.head]
    return TableBlock(rows, settings, block_id)


def chart(drawn: Chart, block_id: str) -> DataVisualizationBlock:
    """Draw bars; what their figures are stands at the axis, and in a legend where there is one."""
    labels, figures = drawn.head
    points = [DataPoint(label, figure) for label, figure in drawn.bars]
    axis = AxisConfig([label for label, _ in drawn.bars], labels, figures)
    return DataVisualizationBlock(
        drawn.title, BarChart([DataSeries(figures, points)], axis), block_id
    )


def _plain(text: str) -> RawText | RichTextObject:
    return RawText(text or _EMPTY)


def _bold(text: str) -> RawText | RichTextObject:
    return RichTextSection([RichText(text or _EMPTY, bold=True)])
