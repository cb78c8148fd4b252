"""The page for whoever hears it, uses keys alone, or enlarges it: axe, and what axe can't see."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.window import Window

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page

pytestmark = pytest.mark.asyncio(loop_scope="session")

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
BAD = """async () => {
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.filter(one => ['serious', 'critical'].includes(one.impact))
        .map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' ')}`);
}"""
NAMES = """() => [...document.querySelectorAll('main [role=region], main button[aria-label]')]
    .filter(node => node.checkVisibility()).map(node => node.ariaLabel)"""
ENTIRELY_SEEN = """node => {
    const { top, bottom, left, right } = node.getBoundingClientRect();
    return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
}"""
SIZES: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "phone in the dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    "enlarged to 400%": {"viewport": {"width": 320, "height": 256}},
}


@pytest_asyncio.fixture(loop_scope="session", params=SIZES)
async def window(
    request: pytest.FixtureRequest, browser: Browser, address: str
) -> AsyncIterator[Window]:
    page = await browser.new_page(**SIZES[request.param], reduced_motion="reduce")
    await page.add_init_script(AXE)
    await page.goto(address)
    yield Window(page)
    await page.close()


async def is_fine(page: Page) -> None:
    """Check the state that is shown: axe, and that nothing is wider than the screen."""
    assert await page.evaluate(BAD) == []
    assert page.viewport_size
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == page.viewport_size["width"]


async def go_home(page: Page) -> None:
    """Open Home, from the drawer where there is one."""
    drawer = page.get_by_role("button", name="Channels")
    if await drawer.is_visible():
        await drawer.click()
        await is_fine(page)
    await page.get_by_role("navigation").get_by_role("link", name="App Home").click()


async def test_the_main_states_have_no_serious_fault(window: Window) -> None:
    page = window.page
    await window.offers("Start")
    await is_fine(page)
    await window.press("Topics")
    await page.get_by_role("combobox", name="Pick a topic").click()
    await expect(page.get_by_role("option").first).to_be_focused()
    await is_fine(page)
    await page.get_by_role("option", name="Red flags in a program").click()
    await window.press("More")
    await window.sees("Source:")
    await window.say("program priorities")
    await window.press("More")
    await window.log.get_by_role("figure").wait_for()
    await window.say("fellowship vs certificate")
    await window.log.get_by_role("columnheader", name="Teaching certificate").wait_for()
    await window.say("start")
    await window.offers("Yes, either one")
    await is_fine(page)
    await window.answers("Yes, either one", "Yes, one of these", "No")
    await window.sees("Only with a very clear")
    await is_fine(page)
    await window.press("Behind this result")
    await window.sees("Your answers that led here")
    await is_fine(page)


async def test_a_form_its_draft_and_home_have_no_serious_fault(window: Window) -> None:
    page = window.page
    await window.say("What does a program director make?")
    await window.press("Ask a person")
    form = page.get_by_role("dialog", name="Ask a person")
    await expect(form).to_be_visible()
    await is_fine(page)
    await form.get_by_role("button", name="Preview").click()
    await expect(form.get_by_role("button", name="Send", exact=True)).to_be_visible()
    await is_fine(page)
    await page.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    await go_home(page)
    await window.offers("Start")
    await is_fine(page)


@pytest.mark.parametrize("window", ["desk"], indirect=True)
async def test_tables_and_buttons_of_a_kind_are_told_apart_by_name(window: Window) -> None:
    await window.say("fellowship vs certificate")
    await window.log.get_by_role("columnheader", name="Teaching certificate").wait_for()
    await window.say("fellowship vs academy")
    await window.log.get_by_role("columnheader", name="Teaching academy").wait_for()
    await window.say("funding")
    await window.sees("Money or protected time")
    await window.say("start")
    await window.offers("Yes, either one")
    await window.answers("Yes, either one", "Yes, one of these", "No")
    await window.sees("Only with a very clear")
    names = await window.page.evaluate(NAMES)
    assert "Table: Medical education fellowship · Teaching certificate" in names
    assert "Change: Main identity: Yes, either one" in names
    assert "More: Funding and protected time" in names
    assert len(names) == len(set(names)), names


@pytest.mark.parametrize("window", ["desk"], indirect=True)
async def test_a_press_leads_to_the_first_line_of_its_answer(window: Window) -> None:
    heading = window.log.get_by_role("heading")
    await window.press("Start")
    await expect(heading.get_by_text("Question 1 of at most 3")).to_be_focused()
    await window.press("Yes, either one")
    await expect(heading.get_by_text("Question 2 of at most 3")).to_be_focused()
    newest = window.page.get_by_role("article", name="Question 2 of at most 3")
    await window.page.keyboard.press("Tab")
    await expect(newest.get_by_role("button", name="Yes, one of these")).to_be_focused()


async def test_a_long_answer_is_read_from_its_beginning(window: Window) -> None:
    await window.press("Start")
    await window.offers("Yes, either one")
    await window.say("what are red flags in a program?")
    await window.press("More")
    title = window.log.get_by_role("heading", name="Red flags in a program")
    await expect(title).to_be_focused()
    assert await title.evaluate(ENTIRELY_SEEN)
    await window.say("fellowship vs certificate")
    await window.log.get_by_role("columnheader", name="Teaching certificate").wait_for()
    title = window.log.get_by_role("heading", name="Medical education fellowship ·")
    assert await title.evaluate(ENTIRELY_SEEN)
    await window.answers("Yes, either one", "Yes, one of these", "No")
    await window.press("Behind this result")
    await window.sees("Your answers that led here")
    title = window.log.get_by_role("heading", name="Only with a very clear")
    await expect(title).to_be_focused()
    assert await title.evaluate(ENTIRELY_SEEN)


async def test_the_list_of_topics_says_what_it_holds_and_how_much_is_still_below(
    window: Window,
) -> None:
    page = window.page
    await window.press("Topics")
    button = page.get_by_role("combobox", name="Pick a topic")
    await button.click()
    listed, options = page.get_by_role("listbox"), page.get_by_role("option")
    await expect(listed).to_have_accessible_name(f"Pick a topic ({await options.count()})")
    assert await button.get_attribute("aria-controls") == await listed.get_attribute("id")
    await expect(button).to_have_attribute("aria-expanded", "true")
    shelf = listed.get_by_role("group", name="Instead of a degree")
    size = await shelf.get_by_role("option").count()
    await expect(shelf).to_have_accessible_name(f"Instead of a degree ({size})")
    hint = page.get_by_text(re.compile(r"↓ \d+ more"))
    assert await hint.evaluate(ENTIRELY_SEEN)
    for _ in range(size):
        await page.keyboard.press("ArrowDown")
        assert await page.locator(":focus").evaluate(ENTIRELY_SEEN)
    await page.keyboard.press("End")
    assert await page.locator(":focus").evaluate(ENTIRELY_SEEN)
    await expect(hint).to_have_count(0)
    await page.keyboard.press("Escape")
    await expect(button).to_be_focused()
    await expect(button).to_have_attribute("aria-expanded", "false")
    assert await button.get_attribute("aria-controls") is None


async def test_escape_closes_the_drawer_wherever_the_focus_is(
    browser: Browser, address: str
) -> None:
    page = await browser.new_page(**SIZES["phone in the dark"])
    await page.goto(address)
    drawer = page.get_by_role("button", name="Channels")
    links = page.get_by_role("navigation").get_by_role("link")
    for place in (links.first, drawer):
        await drawer.click()
        await expect(links.get_by_text("MedEd Advisor").locator("..")).to_be_focused()
        await place.focus()
        await page.keyboard.press("Escape")
        await expect(links).to_have_count(0)
        await expect(drawer).to_be_focused()
    await page.close()


async def test_enlarged_to_400_percent_half_the_screen_is_conversation(
    browser: Browser, address: str
) -> None:
    page = await browser.new_page(**SIZES["enlarged to 400%"])
    await page.goto(address)
    window = Window(page)
    await window.offers("Start")
    stage = await page.locator("#stage").bounding_box()
    assert stage
    assert stage["height"] >= 128
    start = page.get_by_role("button", name="Start", exact=True)
    await start.focus()
    assert await start.evaluate(ENTIRELY_SEEN)
    await page.close()
