"""The page itself: keyboard, phone, threads, edits, people, a server that goes away."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from playwright.async_api import expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.fake_slack import Workspace
from bot.settings import Settings
from bot.slack.manifest import manifest
from tests.conversation import ABOUT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page

pytestmark = pytest.mark.asyncio(loop_scope="session")

RESIDENT, DM, CHANNEL = "U0RESIDENT", "D0RESIDENT", "C0INTERNAL"


class Visibility:
    """A workspace without a bot, a page on it, and a pen for what a bot would write."""

    def __init__(self, workspace: Workspace, page: Page) -> None:
        self.workspace = workspace
        self.page = page
        self.web = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url)

    async def say(self, *blocks: dict[str, Any], channel: str = DM) -> str:
        sent = await self.web.chat_postMessage(channel=channel, text="said", blocks=blocks)
        return str(sent["ts"])

    async def go(self, name: str) -> None:
        await self.page.get_by_role("navigation").get_by_role("link", name=name).click()


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def typed(block_id: str) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": "Goal"},
        "element": {"type": "plain_text_input", "action_id": "goal"},
    }


@asynccontextmanager
async def opened(browser: Browser, workspace: Workspace, **look: Any) -> AsyncIterator[Visibility]:  # noqa: ANN401 - Playwright's own options
    page = await browser.new_page(**look)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    await page.goto(workspace.page_url)
    yield Visibility(workspace, page)
    await page.close()
    assert [fault for fault in faults if "ERR_CONNECTION" not in fault] == []


@pytest_asyncio.fixture(loop_scope="session")
async def workspace() -> AsyncIterator[Workspace]:
    async with Workspace(manifest(Settings(), ABOUT)) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def place(browser: Browser, workspace: Workspace) -> AsyncIterator[Visibility]:
    async with opened(browser, workspace, viewport={"width": 1280, "height": 800}) as made:
        yield made


async def test_what_is_written_is_never_markup(place: Visibility) -> None:
    box = place.page.get_by_role("textbox", name="Message MedEd Advisor")
    await box.fill("<img src=x onerror=alert(1)> & *so*")
    await box.press("Enter")
    await expect(place.page.get_by_text("<img src=x onerror=alert(1)> & so")).to_be_visible()
    assert place.workspace.messages(DM)[0]["text"].startswith("&lt;img")


async def test_an_edit_keeps_the_focus_and_what_was_typed(place: Visibility) -> None:
    ts = await place.say(section("before"), typed("kept"))
    field = place.page.get_by_role("textbox", name="Goal")
    await field.fill("half a sent")
    await place.web.chat_update(
        channel=DM, ts=ts, text="said", blocks=[section("after"), typed("kept")]
    )
    await expect(place.page.get_by_text("after")).to_be_visible()
    await expect(field).to_have_value("half a sent")
    await expect(field).to_be_focused()
    await expect(place.page.get_by_text("(edited)")).to_be_visible()


async def test_a_slash_is_completed_by_keys_alone(place: Visibility) -> None:
    box = place.page.get_by_role("textbox", name="Message MedEd Advisor")
    await box.press_sequentially("/")
    await expect(place.page.get_by_role("option", name="/meded")).to_be_visible()
    await box.press("Tab")
    await expect(box).to_have_value("/meded ")


async def test_a_thread_is_answered_beside_and_escape_closes_it(place: Visibility) -> None:
    ts = await place.say(section("*parent*"), channel=CHANNEL)
    await place.web.chat_postMessage(channel=CHANNEL, text="child", thread_ts=ts)
    await place.go("internal-medicine")
    await place.page.get_by_role("link", name="1 reply").click()
    thread = place.page.get_by_role("complementary", name="Thread")
    await expect(thread.get_by_text("child")).to_be_visible()
    box = thread.get_by_role("textbox", name="Reply in thread")
    await box.fill("mine")
    await box.press("Enter")
    await expect(thread.get_by_text("mine")).to_be_visible()
    await expect(place.page.get_by_role("link", name="2 replies")).to_be_visible()
    await box.press("Escape")
    await expect(thread).to_be_hidden()


async def test_a_whisper_says_so_and_goes_when_dismissed(place: Visibility) -> None:
    await place.go("internal-medicine")
    await place.web.chat_postEphemeral(channel=CHANNEL, user=RESIDENT, text="psst")
    post_ephemeral = place.page.get_by_role("article", name="only visible to you")
    await expect(post_ephemeral).to_contain_text("Only visible to you")
    await post_ephemeral.get_by_role("button", name="Dismiss message").click()
    await expect(post_ephemeral).to_have_count(0)


async def test_a_slack_link_opens_the_conversation_here(place: Visibility) -> None:
    await place.say(
        section(f"<https://slack.com/app_redirect?channel={DM}|Open it>"), channel=CHANNEL
    )
    await place.go("internal-medicine")
    await place.page.get_by_role("link", name="Open it").click()
    await expect(place.page.get_by_role("heading", name="MedEd Advisor", level=1)).to_be_visible()


async def test_one_can_be_somebody_else(place: Visibility) -> None:
    await place.page.get_by_role("button", name="You are: Rosa Resident").click()
    await place.page.get_by_role("menuitemradio", name="Sam Stranger").click()
    await expect(place.page.get_by_role("button", name="You are: Sam Stranger")).to_be_visible()
    links = place.page.get_by_role("navigation").get_by_role("link")
    await expect(links).to_have_text(["#pediatrics"])


async def test_a_press_that_nobody_hears_says_so(place: Visibility) -> None:
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go on"}}
    await place.say({"type": "actions", "elements": [button]})
    await place.page.get_by_role("button", name="Go on").click()
    alert = place.page.get_by_role("alert").filter(has_text="not connected")
    await expect(alert).to_be_visible()


async def test_a_server_that_comes_back_is_found_again(browser: Browser) -> None:
    async with Workspace(manifest(Settings(), ABOUT)) as first:
        context = opened(browser, first)
        place = await context.__aenter__()
        await expect(place.page.get_by_role("button", name="You are: Rosa")).to_be_visible()
    banner = place.page.get_by_text("does not answer")
    await expect(banner).to_be_visible()
    async with Workspace(manifest(Settings(), ABOUT), port=first.port) as second:
        await expect(banner).to_be_hidden()
        await Visibility(second, place.page).say(section("here again"))
        await expect(place.page.get_by_text("here again")).to_be_visible()
    await context.__aexit__(None, None, None)


async def test_a_phone_has_a_drawer_and_nothing_is_wider_than_it(
    browser: Browser, workspace: Workspace
) -> None:
    cells = [[{"type": "raw_text", "text": f"cell {n} of a wide row"} for n in range(9)]] * 3
    async with opened(browser, workspace, viewport={"width": 390, "height": 844}) as place:
        await place.say({"type": "table", "rows": cells})
        await expect(place.page.get_by_role("table")).to_be_visible()
        assert await place.page.evaluate("document.documentElement.scrollWidth") == 390
        link = place.page.get_by_role("link", name=re.compile("internal-medicine"))
        await expect(link).to_have_count(0)
        await place.page.get_by_role("button", name="Channels").click()
        await link.click()
        await expect(place.page.get_by_role("textbox", name="#internal-medicine")).to_be_visible()
        await expect(link).to_have_count(0)
