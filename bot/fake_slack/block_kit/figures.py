"""Tables and charts."""

from collections import Counter

from bot.fake_slack.block_kit.node import Node
from bot.fake_slack.block_kit.rich_text import rich_text

CELL_CHARACTERS = 10_000
SERIES = 6
POINTS = 20


def _raw_text(node: Node) -> None:
    node.only("text")
    node.string("text", CELL_CHARACTERS)


def _raw_number(node: Node) -> None:
    node.only("value", "text")
    node.number("value", float("-inf"), optional=False)
    node.string("text", CELL_CHARACTERS, optional=True)


def _rich_cell(node: Node) -> None:
    node.only("elements", "block_id")
    rich_text(node)


CELLS = {"raw_text": _raw_text, "raw_number": _raw_number, "rich_text": _rich_cell}


def _rows(node: Node, least: int, most: int) -> list[int]:
    """Check a table's rows and cells; return how many cells each row has."""
    if not node.has("rows", optional=False):
        return []
    rows = node.value["rows"]
    if not isinstance(rows, list):
        node.violates("must provide an array", "rows")
        return []
    node.count("rows", len(rows), least, most)
    lengths = []
    for number, row in enumerate(rows):
        if not isinstance(row, list):
            node.violates("must provide an array", "rows", number)
            continue
        node.count(f"rows/{number}", len(row), 1, 20)
        lengths.append(len(row))
        for place, value in enumerate(row):
            if cell := node.inner(value, "rows", number, place):
                cell.check(CELLS)
    return lengths


def table(node: Node) -> None:
    """Check a table: 100 rows of 20 cells."""
    node.only("block_id", "rows", "column_settings")
    _rows(node, 1, 100)
    for column in node.items("column_settings", 20, least=0, optional=True):
        column.only("align", "is_wrapped")
        column.choice("align", ("left", "center", "right"))
        column.flag("is_wrapped")


def data_table(node: Node) -> None:
    """Check a data table: a caption, a header row, rows of the same length."""
    node.only("block_id", "rows", "page_size", "caption", "row_header_column_index")
    node.string("caption", 255)
    node.number("page_size", 1, 100)
    node.number("row_header_column_index", 0, 19)
    if len(set(_rows(node, 2, 101))) > 1:
        node.violates("all rows must have the same number of cells", "rows")


def data_visualization(node: Node) -> None:
    """Check a chart and its data."""
    node.only("block_id", "title", "chart")
    node.string("title", 50)
    if chart := node.child("chart"):
        plotted = dict.fromkeys(("bar", "line", "area"), _plot)
        chart.check({"pie": _pie, **plotted})


def _pie(node: Node) -> None:
    node.only("segments")
    for segment in node.items("segments", SERIES):
        segment.only("label", "value")
        segment.string("label", 20)
        segment.number("value", 0, optional=False)
        if segment.value.get("value") == 0:
            segment.violates("must be more than 0", "value")


def _plot(node: Node) -> None:
    node.only("series", "axis_config")
    categories = _categories(node)
    names = []
    for series in node.items("series", SERIES):
        series.only("name", "data")
        names.append(series.string("name", 20))
        labels = []
        for point in series.items("data", POINTS):
            point.only("label", "value")
            labels.append(point.string("label", 20))
            point.number("value", float("-inf"), optional=False)
        if categories and labels and Counter(labels) != Counter(categories):
            series.violates("labels must match axis_config.categories", "data")
    if len(set(names)) < len(names):
        node.violates("series names must be unique", "series")


def _categories(node: Node) -> list[str]:
    axis = node.child("axis_config")
    if not axis:
        return []
    axis.only("categories", "x_label", "y_label")
    axis.string("x_label", 50, optional=True)
    axis.string("y_label", 50, optional=True)
    listed = axis.value.get("categories")
    if not isinstance(listed, list):
        axis.violates("missing required field: categories")
        return []
    axis.count("categories", len(listed), 1, POINTS)
    for place, label in enumerate(listed):
        if not isinstance(label, str) or not 0 < len(label) <= 20:  # noqa: PLR2004 - documented
            axis.violates("must be 1 to 20 characters", "categories", place)
    labels = [label for label in listed if isinstance(label, str)]
    if len(set(labels)) < len(labels):
        axis.violates("must be unique", "categories")
    return labels


def cell_characters(block: object) -> int:
    """Count the characters in a table's cells."""
    if isinstance(block, dict):
        own = block.get("text")
        inner = sum(cell_characters(value) for key, value in block.items() if key != "text")
        return (len(own) if isinstance(own, str) else 0) + inner
    if isinstance(block, list):
        return sum(cell_characters(value) for value in block)
    return 0
