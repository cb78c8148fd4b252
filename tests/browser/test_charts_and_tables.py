"""Charts and side-by-side tables on the page: on a desk and on a phone, seen and heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.slack.blocks import draw
from flows.dialogue.parts import Chart, Grid
from flows.dialogue.reply import Message
from tests.browser.bare_page import BarePage, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser

    from bot.fake_slack import Workspace
    from flows.dialogue.parts import Part
    from tests.browser.window import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

DESK, PHONE = 1280, 360
CELL = " ".join(["A longitudinal commitment beside the work"] * 4) + " and a"
SIDE_BY_SIDE = Grid(
    ("Asked", "Faculty development", "Fellowship", "Short courses", "Master's degree"),
    (("Length", CELL, "Not stated", CELL, CELL), ("Credential", CELL, CELL, CELL, CELL)),
)
BARS = Chart(
    "x" * 50,
    ("Priority", "Figure, no unit"),
    (("Quality of faculty", 90), ("W" * 20, 45), ("Nothing", 0)),
)
INSIDE = """figure => {
    const { left, right } = figure.getBoundingClientRect();
    return [...figure.querySelectorAll('text, rect')].every(node => {
        const box = node.getBoundingClientRect();
        return box.left >= left && box.right <= right;
    });
}"""
"""Whether all that is drawn stands within the chart's frame."""
LENGTHS = "figure => [...figure.querySelectorAll('rect')].map(r => r.getBoundingClientRect().width)"


@pytest_asyncio.fixture(loop_scope="session", params=[DESK, PHONE])
async def screen(
    request: pytest.FixtureRequest, browser: Browser, workspace: Workspace
) -> AsyncIterator[tuple[BarePage, int]]:
    """The page on a screen, and how wide that is."""
    width = int(request.param)
    async with opened(browser, workspace, viewport={"width": width, "height": 800}) as bare:
        yield bare, width


async def show(bare: BarePage, part: Part) -> None:
    await bare.say(*draw(Message("said", (part,))).at(1)["blocks"])


async def test_bars_are_as_long_as_their_figures_say_within_their_frame(
    screen: tuple[BarePage, int],
) -> None:
    bare, width = screen
    await show(bare, BARS)
    figure = bare.page.get_by_role("figure", name=BARS.title)
    await expect(figure).to_be_visible()
    long, half, nothing = await figure.evaluate(LENGTHS)
    assert long == pytest.approx(2 * half, rel=0.02)
    assert nothing < 0.02 * long
    assert await figure.evaluate(INSIDE)
    await expect(figure.locator("svg").get_by_text("90", exact=True)).to_be_visible()
    await expect(figure.get_by_text("Priority · Figure, no unit")).to_be_visible()
    assert await bare.page.evaluate("document.documentElement.scrollWidth") == width


async def test_whoever_hears_the_page_hears_the_bars_as_a_table(bare: BarePage) -> None:
    await show(bare, BARS)
    table = bare.page.get_by_role("figure", name=BARS.title).get_by_role("table")
    await expect(table.get_by_role("columnheader")).to_have_text(["Priority", "Figure, no unit"])
    row = table.get_by_role("row", name="Quality of faculty")
    await expect(row.get_by_role("rowheader")).to_have_text("Quality of faculty")
    await expect(row.get_by_role("cell")).to_have_text("90")


async def test_a_side_by_side_table_wraps_and_scrolls_in_its_own_box(
    screen: tuple[BarePage, int],
) -> None:
    bare, width = screen
    await show(bare, SIDE_BY_SIDE)
    region = bare.page.get_by_role("region", name="Table")
    await expect(region).to_be_visible()
    box = await region.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert await bare.page.evaluate("document.documentElement.scrollWidth") == width
    hidden = await region.evaluate("box => box.scrollWidth - box.clientWidth")
    assert (hidden > 0) is (width == PHONE)
    for cell in await region.get_by_role("cell").all():
        drawn = await cell.bounding_box()
        assert drawn
        assert 84 <= drawn["width"] <= 280
    await region.focus()
    await bare.page.keyboard.press("ArrowRight")
    await expect(region).to_be_focused()
    bold = region.get_by_role("cell", name="Length").locator("strong")
    await expect(bold).to_have_text("Length")


async def test_a_column_that_does_not_wrap_stays_on_one_line(bare: BarePage) -> None:
    row = [{"type": "raw_text", "text": CELL}, {"type": "raw_text", "text": CELL}]
    await bare.say({"type": "table", "rows": [row], "column_settings": [{"is_wrapped": True}]})
    heads = bare.page.get_by_role("columnheader")
    await expect(heads).to_have_count(2)
    wrapped, flat = await heads.all()
    sides = [await wrapped.bounding_box(), await flat.bounding_box()]
    assert sides[0]
    assert sides[1]
    assert sides[0]["width"] <= 280 < sides[1]["width"]


async def test_the_priorities_are_drawn_where_they_are_asked_for(window: Window) -> None:
    await window.say("program priorities")
    await window.press("More")
    figure = window.log.get_by_role("figure")
    await expect(figure.get_by_role("row", name="Funding 75")).to_have_count(1)
    await expect(figure.locator("rect")).to_have_count(5)
