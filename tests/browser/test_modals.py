"""A modal, as somebody at a keyboard or with a phone meets it; the app behind it is a small one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from playwright.async_api import expect
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from tests.browser.bare_page import DM, RESIDENT, BarePage, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Locator
    from slack_bolt.async_app import AsyncAck

    from bot.fake_slack import Workspace

pytestmark = pytest.mark.asyncio(loop_scope="session")

Json = dict[str, Any]
ERROR = "Say a little more, please."
TROUBLE = "We had some trouble connecting. Try again?"


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def field(label: str, **more: object) -> Json:
    element = {"type": "plain_text_input", "action_id": "typed", "max_length": 40}
    return {
        "type": "input",
        "block_id": label.lower(),
        "label": plain(label),
        "element": element | more,
    }


GO = {"type": "button", "action_id": "open", "text": plain("Ask a person")}
CARD = {"type": "actions", "elements": [GO]}
FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "notify_on_close": True,
    "title": plain("Ask a person"),
    "submit": plain("Send"),
    "blocks": [
        {"type": "section", "text": {"type": "mrkdwn", "text": "Somebody reads this."}},
        field("Question", placeholder=plain("In your own words"), initial_value="Is it"),
        field("Background", multiline=True) | {"optional": True, "hint": plain("A line or two.")},
    ],
}
THANKS: Json = {"type": "modal", "title": plain("Thank you"), "blocks": FORM["blocks"][:1]}


class FormApp:
    """Opens the form from its button, and answers each submission as the test says."""

    def __init__(self, workspace: Workspace) -> None:
        self.answer: Json = {}
        self.late = asyncio.Event()
        self.late.set()
        self.sent: list[str] = []
        self.bolt = AsyncApp(token=workspace.bot_token)
        self.bolt.client.base_url = workspace.api_url
        self.bolt.action("open")(self._open)
        self.bolt.view("form")(self._submitted)
        self.bolt.view_closed("form")(self._closed)

    async def _open(self, ack: AsyncAck, body: Json) -> None:
        await ack()
        await self.bolt.client.views_open(trigger_id=body["trigger_id"], view=FORM)

    async def _submitted(self, ack: AsyncAck, view: Json) -> None:
        self.sent.append(view["state"]["values"]["question"]["typed"]["value"])
        await self.late.wait()
        await ack(**self.answer)

    async def _closed(self, ack: AsyncAck) -> None:
        self.sent.append("closed")
        await ack()


@pytest_asyncio.fixture(loop_scope="session")
async def app(workspace: Workspace) -> AsyncIterator[FormApp]:
    made = FormApp(workspace)
    handler = AsyncSocketModeHandler(made.bolt, workspace.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call] # the SDK's own
    yield made
    await handler.close_async()  # type: ignore[no-untyped-call] # the SDK's own


async def form_on(bare: BarePage) -> Locator:
    """Press the button that opens the form, by keyboard."""
    await bare.say(CARD)
    await bare.page.get_by_role("button", name="Ask a person").press("Enter")
    dialog = bare.page.get_by_role("dialog", name="Ask a person")
    await expect(dialog).to_be_visible()
    return dialog


async def refused_at_its_field(bare: BarePage, app: FormApp) -> tuple[Locator, Locator]:
    """Send the form and see what is wrong with it; returns the dialog and its first field."""
    app.answer = {"response_action": "errors", "errors": {"question": ERROR}}
    dialog = await form_on(bare)
    question = dialog.get_by_role("textbox", name="Question")
    await question.fill("Why?")
    await question.press("Enter")
    await expect(question).to_have_accessible_description(ERROR)
    return dialog, question


async def test_a_form_is_filled_in_and_sent_by_keyboard_alone(bare: BarePage, app: FormApp) -> None:
    dialog = await form_on(bare)
    question = dialog.get_by_role("textbox", name="Question")
    await expect(question).to_be_focused()
    await expect(question).to_have_value("Is it")
    await expect(question).to_have_attribute("placeholder", "In your own words")
    await bare.page.keyboard.press("End")
    await bare.page.keyboard.type(" worth it? " + "x" * 40)
    await bare.page.keyboard.press("Tab")
    await bare.page.keyboard.type("one")
    await bare.page.keyboard.press("Enter")
    await bare.page.keyboard.type("two")
    await expect(dialog.get_by_role("textbox", name="Background")).to_have_value("one\ntwo")
    await bare.page.keyboard.press("Control+Enter")
    await expect(dialog).to_be_hidden()
    assert app.sent == [("Is it worth it? " + "x" * 40)[:40]]
    await expect(bare.page.get_by_role("button", name="Ask a person")).to_be_focused()


async def test_an_error_stands_at_its_field_and_keeps_what_was_typed(
    bare: BarePage, app: FormApp
) -> None:
    _, question = await refused_at_its_field(bare, app)
    await expect(question).to_have_attribute("aria-invalid", "true")
    await expect(question).to_be_focused()
    await expect(question).to_have_value("Why?")
    app.answer = {"response_action": "update", "view": THANKS}
    await question.press("Enter")
    thanks = bare.page.get_by_role("dialog", name="Thank you")
    await expect(thanks).to_be_visible()
    await expect(thanks.get_by_role("button", name="Cancel")).to_be_focused()
    assert app.sent == ["Why?"] * 2


async def test_what_is_missing_is_said_before_anything_is_sent(
    bare: BarePage, app: FormApp
) -> None:
    dialog = await form_on(bare)
    question = dialog.get_by_role("textbox", name="Question")
    await question.fill("")
    await dialog.get_by_role("button", name="Send").click()
    await expect(question).to_have_accessible_description("Please complete this required field.")
    assert app.sent == []


async def test_escape_closes_a_form_and_the_app_hears_of_it(bare: BarePage, app: FormApp) -> None:
    dialog = await form_on(bare)
    await bare.page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await bare.workspace.wait_for(lambda: app.sent == ["closed"])
    assert bare.workspace.views(RESIDENT) == []
    await expect(bare.page.get_by_role("button", name="Ask a person")).to_be_focused()


async def test_a_form_acknowledged_too_late_says_so_and_can_be_sent_again(
    bare: BarePage, app: FormApp
) -> None:
    dialog, question = await refused_at_its_field(bare, app)
    app.late.clear()
    await question.press("Enter")
    await bare.workspace.wait_for(lambda: not bare.workspace.sent[-1].ack)
    bare.workspace.move_clock(3)
    await expect(dialog.get_by_role("alert")).to_have_text(TROUBLE)
    await expect(dialog.get_by_text(ERROR)).to_have_count(0)
    await expect(question).to_have_value("Why?")
    app.answer = {}
    app.late.set()
    await question.press("Enter")
    await expect(dialog).to_be_hidden()


async def test_home_shows_what_was_published_and_its_button_opens_the_form(
    bare: BarePage, app: FormApp
) -> None:
    await bare.page.get_by_role("link", name="Home", exact=True).click()
    await expect(bare.page.get_by_text("has nothing on its Home yet")).to_be_visible()
    home = {"type": "home", "blocks": [FORM["blocks"][0], CARD]}
    await bare.web.views_publish(user_id=RESIDENT, view=home)
    await expect(bare.page.get_by_text("Somebody reads this.")).to_be_visible()
    await bare.page.get_by_role("button", name="Ask a person").click()
    dialog = bare.page.get_by_role("dialog", name="Ask a person")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_be_hidden()
    assert app.sent == ["Is it"]


@pytest.mark.usefixtures("app")
async def test_a_form_fits_a_phone(browser: Browser, workspace: Workspace) -> None:
    async with opened(browser, workspace, viewport={"width": 390, "height": 600}) as bare:
        dialog = await form_on(bare)
        box = await dialog.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert await bare.page.evaluate("document.documentElement.scrollWidth") == 390
        await expect(dialog.get_by_role("button", name="Send")).to_be_in_viewport()
        assert bare.workspace.dm(RESIDENT) == DM
