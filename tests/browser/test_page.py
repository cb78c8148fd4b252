"""The page itself: keyboard, phone, threads, edits, people, a server that goes away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

from bot.fake_slack import Workspace
from bot.settings import Settings
from bot.slack.manifest import manifest
from tests.browser.bare_page import CHANNEL, DM, RESIDENT, BarePage, opened
from tests.conversation import ABOUT

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = pytest.mark.asyncio(loop_scope="session")


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def typed(block_id: str) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": "Goal"},
        "element": {"type": "plain_text_input", "action_id": "goal"},
    }


async def test_what_is_written_is_never_markup(bare: BarePage) -> None:
    box = bare.page.get_by_role("textbox", name="Message MedEd Advisor")
    await box.fill("<img src=x onerror=alert(1)> & *so*")
    await box.press("Enter")
    await expect(bare.page.get_by_text("<img src=x onerror=alert(1)> & so")).to_be_visible()
    assert bare.workspace.messages(DM)[0]["text"].startswith("&lt;img")


async def test_an_edit_keeps_the_focus_and_what_was_typed(bare: BarePage) -> None:
    ts = await bare.say(section("before"), typed("kept"))
    field = bare.page.get_by_role("textbox", name="Goal")
    await field.fill("half a sent")
    await bare.web.chat_update(
        channel=DM, ts=ts, text="said", blocks=[section("after"), typed("kept")]
    )
    await expect(bare.page.get_by_text("after")).to_be_visible()
    await expect(field).to_have_value("half a sent")
    await expect(field).to_be_focused()
    await expect(bare.page.get_by_text("(edited)")).to_be_visible()


async def test_a_slash_is_completed_by_keys_alone(bare: BarePage) -> None:
    box = bare.page.get_by_role("textbox", name="Message MedEd Advisor")
    await box.press_sequentially("/")
    await expect(bare.page.get_by_role("option", name="/meded")).to_be_visible()
    await box.press("Tab")
    await expect(box).to_have_value("/meded ")


async def test_a_thread_is_answered_beside_and_escape_closes_it(bare: BarePage) -> None:
    ts = await bare.say(section("*parent*"), channel=CHANNEL)
    await bare.web.chat_postMessage(channel=CHANNEL, text="child", thread_ts=ts)
    await bare.go("our-department")
    await bare.page.get_by_role("link", name="1 reply").click()
    thread = bare.page.get_by_role("complementary", name="Thread")
    await expect(thread.get_by_text("child")).to_be_visible()
    box = thread.get_by_role("textbox", name="Reply in thread")
    await box.fill("mine")
    await box.press("Enter")
    await expect(thread.get_by_text("mine")).to_be_visible()
    await expect(bare.page.get_by_role("link", name="2 replies")).to_be_visible()
    await box.press("Escape")
    await expect(thread).to_be_hidden()


async def test_an_ephemeral_message_says_so_and_goes_when_dismissed(bare: BarePage) -> None:
    await bare.go("our-department")
    await bare.web.chat_postEphemeral(channel=CHANNEL, user=RESIDENT, text="psst")
    ephemeral = bare.page.get_by_role("article", name="only visible to you")
    await expect(ephemeral).to_contain_text("Only visible to you")
    await ephemeral.get_by_role("button", name="Dismiss message").click()
    await expect(ephemeral).to_have_count(0)


async def test_a_slack_link_opens_the_conversation_here(bare: BarePage) -> None:
    await bare.say(
        section(f"<https://slack.com/app_redirect?channel={DM}|Open it>"), channel=CHANNEL
    )
    await bare.go("our-department")
    await bare.page.get_by_role("link", name="Open it").click()
    await expect(bare.page.get_by_role("heading", name="MedEd Advisor", level=1)).to_be_visible()


async def test_one_can_be_somebody_else(bare: BarePage) -> None:
    await bare.page.get_by_role("button", name="You are: Rosa Rivera").click()
    await bare.page.get_by_role("menuitemradio", name="Sam Stranger").click()
    await expect(bare.page.get_by_role("button", name="You are: Sam Stranger")).to_be_visible()
    links = bare.page.get_by_role("navigation").get_by_role("link")
    await expect(links).to_have_text(["#shared-department"])


async def test_a_press_that_nobody_hears_says_so(bare: BarePage) -> None:
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go on"}}
    await bare.say({"type": "actions", "elements": [button]})
    await bare.page.get_by_role("button", name="Go on").click()
    alert = bare.page.get_by_role("alert").filter(has_text="not connected")
    await expect(alert).to_be_visible()


async def test_a_server_that_comes_back_is_found_again(browser: Browser) -> None:
    async with Workspace(manifest(Settings(), ABOUT)) as first:
        context = opened(browser, first)
        bare = await context.__aenter__()
        await expect(bare.page.get_by_role("button", name="You are: Rosa")).to_be_visible()
    banner = bare.page.get_by_text("does not answer")
    await expect(banner).to_be_visible()
    async with Workspace(manifest(Settings(), ABOUT), port=first.port) as second:
        await expect(banner).to_be_hidden()
        await BarePage(second, bare.page).say(section("here again"))
        await expect(bare.page.get_by_text("here again")).to_be_visible()
    await context.__aexit__(None, None, None)


async def test_a_conversation_that_a_new_start_emptied_says_so(browser: Browser) -> None:
    kept = "what was said before is gone, what MedEd Advisor has kept is not"
    async with Workspace(manifest(Settings(), ABOUT)) as first:
        context = opened(browser, first)
        bare = await context.__aenter__()
        await expect(bare.page.get_by_text("gone once the local workspace stops")).to_be_visible()
        await bare.say(section("said before"))
        await expect(bare.page.get_by_text("said before")).to_be_visible()
    async with Workspace(manifest(Settings(), ABOUT), port=first.port):
        await expect(bare.page.get_by_text(kept)).to_be_visible()
        await expect(bare.page.get_by_role("article")).to_have_count(0)
        await bare.page.reload()
        await expect(bare.page.get_by_text(kept)).to_be_visible()
    await context.__aexit__(None, None, None)


async def test_whoever_still_reads_stays_there_and_can_go_to_what_is_new(bare: BarePage) -> None:
    await bare.say(section("*Long one*\n" + "a line\n" * 60))
    old, new = (bare.page.get_by_role("heading", name=name) for name in ("Long one", "New one"))
    await expect(old).to_be_in_viewport()
    await bare.say(section("*New one*\n" + "a line\n" * 60))
    button = bare.page.get_by_role("button", name="New messages")
    await expect(button).to_be_visible()
    await expect(old).to_be_in_viewport()
    await expect(new).not_to_be_in_viewport()
    await button.click()
    await expect(new).to_be_in_viewport()
    await expect(button).to_have_count(0)


async def test_a_phone_has_a_drawer_and_nothing_is_wider_than_it(
    browser: Browser, workspace: Workspace
) -> None:
    cells = [[{"type": "raw_text", "text": f"cell {n} of a wide row"} for n in range(9)]] * 3
    async with opened(browser, workspace, viewport={"width": 390, "height": 844}) as bare:
        await bare.say({"type": "table", "rows": cells})
        await expect(bare.page.get_by_role("table")).to_be_visible()
        assert await bare.page.evaluate("document.documentElement.scrollWidth") == 390
        link = bare.page.get_by_role("link", name=re.compile("our-department"))
        await expect(link).to_have_count(0)
        await bare.page.get_by_role("button", name="Channels").click()
        await link.click()
        await expect(bare.page.get_by_role("textbox", name="#our-department")).to_be_visible()
        await expect(link).to_have_count(0)
