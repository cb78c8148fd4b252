"""How the page reads: from right to left too, and aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

from tests.browser.bare_page import CHANNEL, DM, RESIDENT, BarePage

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.browser.window import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

Json = dict[str, Any]
HEBREW, ARABIC = "כן, שתיהן.", "هل أحتاج إلى ماجستير؟"
DIRECTION = "node => getComputedStyle(node).direction"
LISTEN = """log => {
    window.heard = [];
    const aloud = node => {
        const live = (node.closest ? node : node.parentElement).closest('[aria-live]');
        return live.ariaLive !== 'off' && log.ariaBusy !== 'true' && node.textContent;
    };
    new MutationObserver(all => all.forEach(one => window.heard.push(
        ...[...one.addedNodes].map(node => node.isConnected && aloud(node)).filter(Boolean),
    ))).observe(log, {childList: true, subtree: true});
}"""
"""Collects what a screen reader would say: what is added to the log, but where that is silent."""


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def buttons(*labels: str) -> Json:
    named = [{"type": "button", "action_id": one, "text": plain(one)} for one in labels]
    return {"type": "actions", "elements": named}


def rich(kind: str, *lines: str) -> Json:
    said = [{"type": "text", "text": line} for line in lines]
    if kind == "rich_text_list":
        items = [{"type": "rich_text_section", "elements": [one]} for one in said]
        return {"type": kind, "style": "bullet", "elements": items}
    return {"type": kind, "elements": said}


EVERYTHING: dict[str, Json] = {
    "section": section(HEBREW),
    "context": {"type": "context", "elements": [plain(HEBREW)]},
    "header": {"type": "header", "text": plain(HEBREW)},
    "quote": section(f">{HEBREW}"),
    "table": {"type": "table", "rows": [[{"type": "raw_text", "text": HEBREW}]] * 2},
    "markdown": {"type": "markdown", "text": f"{HEBREW}\n\n> {HEBREW}\n\n- {HEBREW}"},
    "rich": {
        "type": "rich_text",
        "elements": [
            *(rich("rich_text_section", HEBREW), rich("rich_text_quote", HEBREW)),
            *(rich("rich_text_list", HEBREW), rich("rich_text_preformatted", HEBREW)),
        ],
    },
    "button": buttons(HEBREW),
    "input": {
        "type": "input",
        "label": plain(HEBREW),
        "hint": plain(HEBREW),
        "element": {"type": "plain_text_input", "action_id": "typed", "initial_value": HEBREW},
    },
    "choices": {
        "type": "input",
        "label": plain(HEBREW),
        "element": {
            "type": "radio_buttons",
            "action_id": "picked",
            "options": [{"text": plain(HEBREW), "value": "yes", "description": plain(HEBREW)}],
        },
    },
}


@pytest.mark.parametrize("kind", EVERYTHING)
async def test_what_runs_from_right_to_left_is_shown_so(bare: BarePage, kind: str) -> None:
    await bare.say(EVERYTHING[kind])
    said = bare.page.get_by_role("article").get_by_text(HEBREW)
    await expect(said.first).to_be_visible()
    for one in await said.all():
        assert await one.evaluate(DIRECTION) == "rtl"
    for field in await bare.page.get_by_role("article").get_by_role("textbox").all():
        assert await field.evaluate(DIRECTION) == "rtl"


async def test_home_and_what_is_typed_run_from_right_to_left(bare: BarePage) -> None:
    box = bare.page.get_by_role("textbox", name="Message MedEd Advisor")
    await box.fill(ARABIC)
    assert await box.evaluate(DIRECTION) == "rtl"
    await box.press("Enter")
    typed = bare.page.get_by_role("article").get_by_text(ARABIC)
    await expect(typed).to_be_visible()
    assert await typed.evaluate(DIRECTION) == "rtl"
    await bare.page.get_by_role("link", name="Home", exact=True).click()
    await bare.web.views_publish(
        user_id=RESIDENT, view={"type": "home", "blocks": [EVERYTHING["section"]]}
    )
    shown = bare.page.get_by_text(HEBREW)
    await expect(shown).to_be_visible()
    assert await shown.evaluate(DIRECTION) == "rtl"


async def test_a_line_of_english_beside_it_stays_as_it_is(bare: BarePage) -> None:
    await bare.say(section(HEBREW), section("Yes, both."))
    english = bare.page.get_by_text("Yes, both.")
    await expect(english).to_be_visible()
    assert await english.evaluate(DIRECTION) == "ltr"


async def listen(page: Page) -> None:
    log = page.get_by_role("log")
    await expect(log).to_have_attribute("aria-busy", "false")
    await log.evaluate(LISTEN)


async def heard(bare: BarePage | Window, last: str) -> str:
    """What was read aloud up to some words."""
    await bare.page.wait_for_function("last => window.heard.join('').includes(last)", arg=last)
    found: str = await bare.page.evaluate("window.heard.splice(0).join(' / ')")
    return found


async def test_a_question_that_is_retired_is_not_read_aloud_again(bare: BarePage) -> None:
    ts = await bare.say(section("Main identity?"), buttons("Yes", "No"))
    await expect(bare.page.get_by_role("button", name="Yes")).to_be_visible()
    await listen(bare.page)
    await bare.web.chat_update(channel=DM, ts=ts, text="said", blocks=[section("Main identity?")])
    await expect(bare.page.get_by_role("button", name="Yes")).to_have_count(0)
    await bare.say(section("Something new"))
    assert "Main identity?" not in await heard(bare, "Something new")


async def test_a_message_that_gets_a_reply_is_not_read_aloud_again(bare: BarePage) -> None:
    await bare.go("our-department")
    ts = await bare.say(section("parent"), channel=CHANNEL)
    await expect(bare.page.get_by_text("parent")).to_be_visible()
    await listen(bare.page)
    await bare.web.chat_postMessage(channel=CHANNEL, text="child", thread_ts=ts)
    await expect(bare.page.get_by_role("link", name="1 reply")).to_be_visible()
    await bare.say(section("Something new"), channel=CHANNEL)
    assert "1 reply" not in await heard(bare, "Something new")


async def test_what_the_own_press_changed_is_read_aloud_until_something_is_typed(
    window: Window,
) -> None:
    await window.press("Start")
    await window.offers("Yes, either one")
    await listen(window.page)
    await window.press("Yes, either one")
    await window.sees("Question 2")
    assert "Main identity: Yes, either one" in await heard(window, "Question 2")
    await window.say("what are red flags in a program?")
    await window.sees("Back to your question")
    again = await heard(window, "Back to your question")
    assert "Main identity" not in again.partition("Back to your question")[0]


async def test_a_new_answer_is_read_aloud_once_and_the_own_line_never(window: Window) -> None:
    await listen(window.page)
    await window.say("what are red flags in a program?")
    await window.sees("A website rich in buzzwords")
    said = await heard(window, "A website rich in buzzwords")
    assert said.count("A website rich in buzzwords") == 1
    assert "what are red flags" not in said
