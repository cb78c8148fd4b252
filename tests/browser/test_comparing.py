"""Options in a browser, on a desk and on a phone: side by side, chosen from, and what is unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import window_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Locator

    from tests.browser.window import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

DESK, PHONE = 1280, 360
FELLOWSHIP, CERTIFICATE = "Medical education fellowship", "Teaching certificate"
ACADEMY, WORKSHOPS = "Teaching academy", "Workshops"
NARROWEST, SMALLEST = 84, 13
"""The least that a cell and its letters measure, in pixels, to be read on a phone."""
READ = """box => {
    const left = node => node.getBoundingClientRect().left;
    const cells = [...box.querySelectorAll('th, td')];
    box.scrollLeft = box.scrollWidth;
    const kept = [...box.querySelectorAll('tr > :first-child')];
    return {
        widest: document.documentElement.scrollWidth,
        sides: [left(box), box.getBoundingClientRect().right],
        hidden: box.scrollWidth - box.clientWidth,
        narrowest: Math.min(...cells.map(cell => cell.getBoundingClientRect().width)),
        smallest: Math.min(...cells.map(cell => parseFloat(getComputedStyle(cell).fontSize))),
        kept: kept.every(cell => Math.abs(left(cell) - left(box)) <= 1),
    };
}"""
"""What a reader of a table meets, once it is scrolled to its end."""


@pytest_asyncio.fixture(loop_scope="session", params=[DESK, PHONE])
async def window(
    request: pytest.FixtureRequest, browser: Browser, address: str
) -> AsyncIterator[Window]:
    async with window_at(browser, address, int(request.param)) as made:
        yield made


async def shows(window: Window, *options: str) -> Locator:
    """Wait until the newest answer holds these options side by side, readable on this screen."""
    box = window.page.get_by_role("article").last.get_by_role("region", name="Table")
    await expect(box.get_by_role("columnheader")).to_have_text(["Aspect", *options])
    read = await box.evaluate(READ)
    assert window.page.viewport_size
    width = window.page.viewport_size["width"]
    assert read["widest"] == width, "only the table's own box may scroll"
    assert 0 <= read["sides"][0] < read["sides"][1] <= width
    assert read["hidden"] == 0 or len(options) > 2, "two options fit without scrolling"
    assert read["kept"], "the aspects stay in sight"
    assert read["narrowest"] >= NARROWEST
    assert read["smallest"] >= SMALLEST
    return box


async def pick(window: Window, menu: str, option: str) -> None:
    await window.page.get_by_role("combobox", name=menu).last.click()
    await window.page.get_by_role("option", name=option).click()


async def test_buttons_put_options_side_by_side(window: Window) -> None:
    await window.press("Fellowship or certificate?")
    await shows(window, FELLOWSHIP, CERTIFICATE)
    await window.sees("Not stated for any of them: length, hours a week.")
    await pick(window, "Add an option", ACADEMY)
    box = await shows(window, FELLOWSHIP, CERTIFICATE, ACADEMY)
    rows = await box.get_by_role("row").count()
    await window.press("All aspects")
    await window.offers("All aspects", 0)
    box = await shows(window, FELLOWSHIP, CERTIFICATE, ACADEMY)
    assert await box.get_by_role("row").count() > rows
    await window.press("Options")
    await pick(window, "Pick an option", WORKSHOPS)
    await window.press("Compare")
    await shows(window, WORKSHOPS, "Master's degree")


async def test_a_typed_line_puts_options_side_by_side(window: Window) -> None:
    await window.say("fellowship vs academy")
    await shows(window, FELLOWSHIP, ACADEMY)
    await window.say("how long is a fellowship?")
    await window.sees("The document gives no length for a medical education fellowship.")
    await window.press("Compare")
    await shows(window, FELLOWSHIP, "Master's degree")


async def test_a_result_leads_to_the_alternatives_and_they_to_a_comparison(window: Window) -> None:
    await window.press("Start")
    await window.answers("No, neither")
    await window.press("Which alternative fits me?")
    await window.answers("Just teach better", "Whatever is offered near me")
    await window.sees("No single match, so see three local options side by side.")
    await shows(window, CERTIFICATE, ACADEMY, WORKSHOPS)
    await window.press("Compare")
    await window.sees("Teaching certificate · Teaching academy · Workshops")
    await shows(window, CERTIFICATE, ACADEMY, WORKSHOPS)
    await window.press("Back to the result")
    await window.offers("Change", 2)


async def test_what_the_document_is_silent_on_goes_to_a_person(window: Window) -> None:
    await window.say("What does a program director make?")
    await window.sees("The document names no salaries")
    await window.press("Ask a person")
    form = window.page.get_by_role("dialog", name="Ask a person")
    asked = form.get_by_role("textbox", name="What would you like to ask?")
    await expect(asked).to_have_value("What does a program director make?")
    await form.get_by_role("button", name="Preview").click()
    await form.get_by_role("button", name="Send", exact=True).click()
    await expect(form.get_by_text("Sent to #our-department.")).to_be_visible()
