"""Another document in a browser: its name, its command, a list to pick from, a link to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from flows.check.load import load
from flows.dialogue.engine import DialogueEngine
from tests.test_second_document import CLAIMS, foreign

if TYPE_CHECKING:
    from tests.browser.window import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def shown() -> DialogueEngine:
    return DialogueEngine(load(CLAIMS))


async def test_the_way_goes_from_its_command_through_the_list_to_an_outcome_with_a_link(
    window: Window,
) -> None:
    await window.go("our-department")
    await window.say("/claims")
    await window.press("Start")
    await window.sees("Sent to your DM")
    await window.go("Claims Desk")
    await window.page.get_by_role("combobox", name="Pick an answer").click()
    await expect(window.page.get_by_role("option")).to_have_count(8)
    await window.page.get_by_role("option", name="My own car").click()
    await window.offers("Change")
    await window.press("Yes, before I paid")
    await window.press("A full receipt")
    await window.sees("Yes, claim it.")
    link = window.log.get_by_role("link", name="the claim form")
    await expect(link).to_have_attribute("href", "https://quaymouth.example/claims/form")
    assert not foreign(await window.page.locator("body").inner_text())
