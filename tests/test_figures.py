"""Tables and charts: as Slack's blocks, in words, and as lines of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from bot.fake_slack.block_kit import violations
from bot.fake_slack.mentions import loud
from bot.slack.blocks import draw
from bot.slack.in_words import CHART, TABLE, in_words
from bot.slack.mrkdwn import SECTION
from bot.slack.views import draw_home, draw_in_form
from bot.terminal.page import WIDTH, Page
from flows.dialogue.parts import Chart, Grid, Text, Title
from flows.dialogue.reply import Message
from tests.slack_user import screen

if TYPE_CHECKING:
    from bot.fake_slack.block_kit import Surface
    from flows.dialogue.engine import DialogueEngine
    from flows.dialogue.parts import Part

Json = dict[str, Any]
CELL = " ".join(["commitment"] * 25)
WIDE = Grid(
    ("About", "Faculty development", "Fellowship", "Short courses", "Master's"),
    tuple((about, CELL, "Not stated", CELL, CELL) for about in ("Length", "Hours", "Money")),
)
BARS = Chart("Values", ("Priority", "No unit"), (("Faculty", 90), ("Brand", 50)))
NASTY = "<!channel> *x* & <@U0SOMEBODY>"

words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=40)
cells = st.lists(words, max_size=25).map(" ".join)
grids = st.integers(1, 5).flatmap(
    lambda columns: st.builds(
        Grid,
        st.tuples(*[cells] * columns),
        st.lists(st.tuples(*[cells] * columns), min_size=1, max_size=4).map(tuple),
    )
)
labels = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
charts = st.builds(
    Chart,
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=50),
    st.tuples(labels, labels),
    st.lists(
        st.tuples(labels, st.integers(0, 10**12) | st.floats(0, 10**6)),
        min_size=1,
        max_size=20,
        unique_by=lambda bar: bar[0],
    ).map(tuple),
)


def message(*drawn: Part) -> Message:
    return Message("Said", (Text("Before"), *drawn, Text("After")))


def blocks(*drawn: Part) -> list[Json]:
    return draw(message(*drawn)).at(7)["blocks"]  # type: ignore[no-any-return]  # Slack's JSON


# Slack


def test_a_table_wraps_in_every_column_and_begins_its_rows_in_bold() -> None:
    table = blocks(WIDE)[1]
    assert table["column_settings"] == [{"is_wrapped": True}] * 5
    kinds = [[cell["type"] for cell in row] for row in table["rows"]]
    assert kinds == [["raw_text"] * 5, *[["rich_text", *["raw_text"] * 4]] * 3]
    first = table["rows"][1][0]["elements"][0]["elements"]
    assert first == [{"type": "text", "text": "Length", "style": {"bold": True}}]


def test_bars_are_slacks_own_with_what_their_figures_are() -> None:
    assert blocks(BARS)[1] | {"block_id": ""} == {
        "type": "data_visualization",
        "block_id": "",
        "title": "Values",
        "chart": {
            "type": "bar",
            "series": [
                {
                    "name": "No unit",
                    "data": [{"label": "Faculty", "value": 90}, {"label": "Brand", "value": 50}],
                }
            ],
            "axis_config": {
                "categories": ["Faculty", "Brand"],
                "x_label": "Priority",
                "y_label": "No unit",
            },
        },
    }


@given(grids, charts)
def test_any_table_and_any_chart_are_what_slack_takes(grid: Grid, chart: Chart) -> None:
    assert violations(blocks(grid, chart), "message") == []


@given(grids, charts)
def test_in_words_they_stand_anywhere_and_lose_nothing(grid: Grid, chart: Chart) -> None:
    drawn = message(grid, chart)
    surfaces: tuple[tuple[Surface, Json], ...] = (
        ("modal", draw_in_form("Form", drawn, 1)),
        ("home", draw_home(drawn, 1, "")),
    )
    for surface, view in surfaces:
        assert violations(view["blocks"], surface) == []
        read = screen(view)
        assert all(cell in read for row in grid.rows for cell in row)
        assert all(f"{label}: {figure}" in read for label, figure in chart.bars)


def test_a_table_stays_one_on_home_and_is_words_in_a_modal() -> None:
    home, modal = draw_home(message(WIDE), 1, ""), draw_in_form("Form", message(WIDE), 1)
    assert TABLE in [block["type"] for block in home["blocks"]]
    assert {block["type"] for block in modal["blocks"]} == {"section"}


def test_a_notification_says_the_bars_and_as_much_of_a_table_as_it_takes() -> None:
    assert draw(message(BARS)).text == "Said\n*Values* (No unit)\n• Faculty: 90\n• Brand: 50"
    longer = Grid(WIDE.head, WIDE.rows * 2)
    text = draw(message(longer)).text
    assert text.startswith(f"Said\n*Length*\n• Faculty development: {CELL}\n• Fellowship: Not")
    assert text.endswith("\n…")
    assert len(text) <= SECTION


def test_a_cell_of_nothing_stands_in_a_table_and_is_not_said() -> None:
    grid = Grid(("", "A", "B"), (("Length", "", "long"),))
    assert violations(blocks(grid), "message") == []
    assert draw(message(grid)).text == "Said\n*Length*\n• B: long"


def test_what_is_said_in_words_pings_nobody_and_is_no_markup() -> None:
    chart = Chart(NASTY, ("x", "<!here>"), ((NASTY[:20], 1),))
    said = in_words(blocks(Grid((NASTY, NASTY), ((NASTY, NASTY),)), chart), CHART, TABLE)
    assert not [*loud(draw(message(chart)).text, said)]
    assert violations(said, "message") == []
    assert "&lt;!channel&gt;" in screen({"blocks": said})


def test_the_priorities_are_bars_of_figures_without_a_unit(engine: DialogueEngine) -> None:
    card = draw(engine.replies.cards.card("program-priorities", whole=True))
    (chart,) = [block["chart"] for block in card.blocks if block["type"] == CHART]
    assert [point["value"] for point in chart["series"][0]["data"]] == [90, 80, 75, 70, 50]
    assert "no unit" in chart["axis_config"]["y_label"]
    assert "%" not in screen({"blocks": card.blocks})


def test_a_comparison_is_told_once_in_its_notification(engine: DialogueEngine) -> None:
    told = draw(engine.replies.comparison.of(("fellowship", "faculty_development"))).text
    assert told.count("1–2 years") == 1
    assert told.splitlines()[1] == "*Length*"


# The terminal


@given(grids, charts)
def test_nothing_in_the_terminal_is_wider_than_its_page(grid: Grid, chart: Chart) -> None:
    titles = Title(" ".join(grid.head)), Title(chart.title)
    page = str(Page(Message("x", (*titles, grid, chart))))
    assert max(map(len, page.splitlines())) <= WIDTH
    read = page.split()
    assert all(word in read for row in grid.rows for cell in row for word in cell.split())
    assert all(str(figure) in read for _, figure in chart.bars)


def test_cells_wrap_within_their_columns_in_the_terminal() -> None:
    grid = Grid(("About", "A", "B"), (("Length", "one two", "x " * 40), ("Cost", "three", "y")))
    lines = str(Page(Message("x", (grid,)))).splitlines()
    assert lines[:4] == [
        "About   A        B",
        f"{'─' * 6}  {'─' * 7}  {'─' * 55}",
        f"Length  one two  {'x ' * 28}".rstrip(),
        f"{' ' * 17}{'x ' * 12}".rstrip(),
    ]
    assert lines[4:] == ["", "Cost    three    y"]


def test_where_words_have_no_room_beside_each_other_they_stand_below() -> None:
    long = "x" * 40
    lines = str(Page(Message("x", (Grid(("About", "A", "B"), (("Length", long, long),)),))))
    assert lines.splitlines() == ["Length", f"  A: {long}", f"  B: {long}"]


def test_bars_in_the_terminal_are_as_long_as_their_figures_say() -> None:
    chart = Chart("Values", ("Priority", "No unit"), (("Most", 90), ("Third", 30), ("None", 0)))
    assert str(Page(Message("x", (chart,)))).splitlines() == [
        "Values (No unit)",
        f"Most   {'█' * 30}  90",
        f"Third  {'█' * 10}  30",
        "None   0",
    ]
