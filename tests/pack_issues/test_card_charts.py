"""Charts: what no card can draw as bars."""

from __future__ import annotations

import pytest

from flows.check.load import load
from flows.model.card import Chart
from tests.pack_issues.pack_folder import CARD, PackFolder

PRIORITIES = "cards/program-priorities.md"
HEAD = "| Priority | Figure, no unit |"
FUNDING = "| Funding | 75 [^priority-funding] |"


def test_a_table_under_a_chart_title_becomes_its_bars(pack: PackFolder) -> None:
    card = load(pack.path).cards["program-priorities"]
    (chart,) = (block for block in card.rest if isinstance(block, Chart))
    assert dict(chart.bars)["Funding"] == 75
    assert [claim.facts for claim in chart.table.claims][2] == ("priority-funding",)
    assert set(chart.table.claims) < set(card.claims())


def test_a_figure_may_be_nothing_or_have_decimals(pack: PackFolder) -> None:
    pack.swap(CARD, "title:", "chart: Bars\ntitle:")
    rows = "| a | 0 [^ours] |\n| b | 2.5 [^ours] |\n"
    pack.add(CARD, f"\n| What | How much |\n| --- | --- |\n{rows}")
    chart = load(pack.path).cards["red-flags"].rest[-1]
    assert isinstance(chart, Chart)
    assert chart.bars == (("a", 0), ("b", 2.5))


@pytest.mark.parametrize(
    ("old", "new", "pattern"),
    [
        (FUNDING, FUNDING.replace("75", "75%"), "no bar can show “75%”; write digits alone"),
        (FUNDING, FUNDING.replace("75", "high"), "no bar can show “high”; write digits alone"),
        (FUNDING, FUNDING.replace("75", "-75"), "no bar can show “-75”; write digits alone"),
        (FUNDING, FUNDING.replace("75", "9" * 13), "no bar can show “9999999999999”"),
        (FUNDING, FUNDING.replace("Funding", "x" * 21), "“x{21}” has 21 characters; 20 at most"),
        (FUNDING, FUNDING.replace(" [^priority-funding]", ""), "rests on no fact"),
        (FUNDING, FUNDING.replace("75", "76"), "figure 76 is in no fact it rests on"),
    ],
)
def test_a_row_that_is_no_bar(pack: PackFolder, old: str, new: str, pattern: str) -> None:
    pack.says(PRIORITIES, pack.swap(PRIORITIES, old, new), pattern)


def test_two_bars_of_one_label(pack: PackFolder) -> None:
    pack.swap(PRIORITIES, "| Funding |", "| Brand name |")
    line = pack.line(PRIORITIES, "| Brand name | 50")
    pack.says(PRIORITIES, line, "label “Brand name” stands on two bars; keep one")


@pytest.mark.parametrize(
    ("head", "pattern"),
    [
        (HEAD.replace("Figure", "x" * 12), "chart has “x{12}, no unit” in its head, 21 characters"),
        (HEAD.replace("Figure", "*Figure*"), "markup in its head"),
        ("| Priority | Figure | Rank |", "chart has 3 columns; make it two"),
    ],
)
def test_a_head_that_names_no_axis(pack: PackFolder, head: str, pattern: str) -> None:
    ruled = f"{head}\n{'| --- ' * (head.count('|') - 1)}|"
    line = pack.swap(PRIORITIES, f"{HEAD}\n| --- | --- |", ruled)
    pack.says(PRIORITIES, line, pattern)


def test_more_bars_than_a_chart_takes(pack: PackFolder) -> None:
    line = pack.line(PRIORITIES, HEAD)
    pack.swap(PRIORITIES, FUNDING, "\n".join([f"| x{n} | 75 [^ours] |" for n in range(17)]))
    pack.says(PRIORITIES, line, "chart has 21 bars; 20 at most")


def test_a_chart_without_a_bar(pack: PackFolder) -> None:
    pack.swap(CARD, "title:", "chart: Nothing\ntitle:")
    line = pack.add(CARD, "\n| What | How much |\n| --- | --- |\n") + 1
    pack.says(CARD, line, "chart has no bars; add a row of a label and its figure")


def test_a_chart_without_a_table(pack: PackFolder) -> None:
    line = pack.swap(CARD, "title:", "chart: Nothing\ntitle:")
    pack.says(CARD, line, "chart has no table to draw; add one of labels and figures")


@pytest.mark.parametrize(
    ("title", "pattern"),
    [("x" * 51, "chart has 51 characters; 50 at most"), ("so *bold*", "has markup")],
)
def test_a_title_that_no_chart_can_have(pack: PackFolder, title: str, pattern: str) -> None:
    line = pack.swap(PRIORITIES, "chart: ", f"chart: {title} #")
    pack.says(PRIORITIES, line, pattern)


def test_a_table_beside_a_chart_stays_a_table(pack: PackFolder) -> None:
    pack.add(PRIORITIES, "\n| One |\n| --- |\n| x [^ours] |\n")
    line = pack.add(PRIORITIES, "\nBetween. [^ours]\n\n| Two |\n| --- |\n| x [^ours] |\n") + 3
    pack.says(PRIORITIES, line, "is a second table")
