import asyncio
from contextlib import suppress

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.fake_slack import Workspace
from bot.fake_slack.shapes import Receipt
from tests.fake_slack.scene import CARD, GO, HERE, ROSA, Connect, Heard, Json, hears, plain

ASK: Json = {
    "type": "input",
    "block_id": "why",
    "label": plain("Why?"),
    "dispatch_action": False,
    "element": {
        "type": "plain_text_input",
        "action_id": "typed",
        "placeholder": plain("In your own words"),
        "initial_value": "Because",
        "max_length": 20,
    },
}
MODAL: Json = {
    "type": "modal",
    "callback_id": "form",
    "private_metadata": "kept for later",
    "title": plain("Form"),
    "submit": plain("Send"),
    "blocks": [ASK],
}
READ_ONLY: Json = {"type": "modal", "title": plain("Card"), "blocks": CARD}


class Form:
    """An app that opens a modal from a shortcut and answers it as told, when it may go on."""

    def __init__(self, workspace: Workspace, app: AsyncApp, view: Json) -> None:
        self.workspace = workspace
        self.app = app
        self.view = view
        self.triggers: list[str] = []
        self.answer: Json = {}
        self.sent: list[Json] = []
        self.closed = Heard()
        self.reached, self.may_go_on = asyncio.Event(), asyncio.Event()
        self.may_go_on.set()
        app.shortcut("ask")(self._ask)
        app.view("form")(self._submitted)
        app.view_closed("form")(self._close)

    async def _ask(self, ack: AsyncAck, client: AsyncWebClient, body: Json) -> None:
        await ack()
        self.triggers.append(body["trigger_id"])
        with suppress(SlackApiError):
            await client.views_open(trigger_id=body["trigger_id"], view=self.view)

    async def _submitted(self, ack: AsyncAck, view: Json) -> None:
        self.sent.append(view)
        self.reached.set()
        await self.may_go_on.wait()
        await ack(**self.answer)

    async def _close(self, ack: AsyncAck, body: Json) -> None:
        await ack()
        self.closed.put_nowait(body)

    async def send_and_wait(self, opened: str, **typed: str) -> asyncio.Future[Receipt]:
        """Submit it, up to where the app has it and has not acknowledged it."""
        self.may_go_on.clear()
        sending = asyncio.ensure_future(self.workspace.submit_view(ROSA, opened, typed))
        await self.reached.wait()
        return sending

    async def open(self) -> str:
        """Use the shortcut; returns the id of the modal that opened."""
        assert (await self.workspace.shortcut(ROSA, "ask")).acked
        await self.workspace.wait_for(lambda: self.workspace.views(ROSA))
        return str(self.top["id"])

    @property
    def top(self) -> Json:
        return self.workspace.views(ROSA)[-1]


@pytest.fixture
async def form(workspace: Workspace, app: AsyncApp, connect: Connect) -> Form:
    made = Form(workspace, app, MODAL)
    await connect(app)
    return made


async def refusal(web: AsyncWebClient, trigger: str, view: Json = MODAL) -> str:
    with pytest.raises(SlackApiError) as refused:
        await web.views_open(trigger_id=trigger, view=view)
    return str(refused.value.response["error"])


async def test_a_press_and_a_command_open_a_form_and_each_trigger_once(
    workspace: Workspace, app: AsyncApp, connect: Connect, web: AsyncWebClient
) -> None:
    triggers: list[str] = []

    @app.command("/meded")
    @app.action("go")
    async def opens(ack: AsyncAck, body: Json) -> None:
        triggers.append(body["trigger_id"])
        await web.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await ack()

    await connect(app)
    card = (await web.chat_postMessage(channel=workspace.dm(ROSA), text="?", blocks=CARD))["ts"]
    assert (await workspace.press(ROSA, workspace.dm(ROSA), card, "go")).acked
    first = workspace.views(ROSA)[0]["id"]
    await workspace.close_view(ROSA, first)
    assert (await workspace.command(ROSA, HERE, "/meded")).acked
    assert workspace.views(ROSA)[0]["id"] != first
    assert [await refusal(web, trigger) for trigger in triggers] == ["exchanged_trigger_id"] * 2


async def test_a_trigger_lives_three_seconds(
    workspace: Workspace, form: Form, web: AsyncWebClient
) -> None:
    workspace.failures.refuse("views.open", "expired_trigger_id")
    await workspace.shortcut(ROSA, "ask")
    await workspace.wait_for(lambda: [c for c in workspace.calls if c.method == "views.open"])
    assert workspace.views(ROSA) == []
    workspace.move_clock(2.5)
    assert (await web.views_open(trigger_id=form.triggers[0], view=MODAL))["ok"]
    await form.open()
    assert await refusal(web, "made-up") == "invalid_trigger_id"


async def test_a_trigger_that_is_too_old_when_it_arrives_is_refused(
    workspace: Workspace, form: Form
) -> None:
    workspace.failures.slow("views.open", 3.0)
    await workspace.shortcut(ROSA, "ask")
    await workspace.wait_for(lambda: workspace.failures.held)
    workspace.move_clock(3)
    calls = await workspace.wait_for(
        lambda: [call for call in workspace.calls if call.method == "views.open"]
    )
    assert calls[0].answer["error"] == "expired_trigger_id"
    assert len(form.triggers) == 1


async def test_a_form_is_refused_at_its_field_and_then_sent(form: Form) -> None:
    form.answer = {"response_action": "errors", "errors": {"why": "Say more, please"}}
    opened = await form.open()
    await form.workspace.submit_view(ROSA, opened)
    assert form.top["errors"] == {"why": "Say more, please"}
    form.answer = {}
    assert (await form.workspace.submit_view(ROSA, opened, {"why": "For money"})).acked
    assert form.workspace.views(ROSA) == []
    typed = [view["state"]["values"]["why"]["typed"]["value"] for view in form.sent]
    assert typed == ["Because", "For money"]
    assert [view["private_metadata"] for view in form.sent] == ["kept for later"] * 2


@pytest.mark.parametrize("typed", ["", "x" * 21])
async def test_what_does_not_fit_the_field_never_reaches_the_app(form: Form, typed: str) -> None:
    opened = await form.open()
    held_back = await form.workspace.submit_view(ROSA, opened, {"why": typed})
    assert (held_back.deliveries, held_back.error) == (0, "invalid_fields")
    assert form.top["errors"].keys() == {"why"}
    with pytest.raises(LookupError, match="nothing to fill in"):
        await form.workspace.submit_view(ROSA, opened, {"wherefore": "x"})


async def test_an_input_tells_nothing_before_it_is_sent(form: Form) -> None:
    opened = await form.open()
    before = len(form.workspace.sent)
    typed = await form.workspace.press_in_view(ROSA, opened, "typed", entry="Money")
    assert (typed.acked, typed.deliveries) == (True, 0)
    assert len(form.workspace.sent) == before


async def test_a_submission_can_update_push_and_clear(form: Form) -> None:
    second = MODAL | {"callback_id": "second"}
    answers: dict[str, Json] = {
        "second": {"response_action": "push", "view": MODAL | {"callback_id": "third"}},
        "third": {"response_action": "clear"},
    }

    async def submitted(ack: AsyncAck, view: Json) -> None:
        await ack(**answers[view["callback_id"]])

    for callback in answers:
        form.app.view(callback)(submitted)
    form.answer = {"response_action": "update", "view": second}
    first = await form.open()
    await form.workspace.submit_view(ROSA, first, {"why": "Money"})
    assert (form.top["id"], form.top["callback_id"]) == (first, "second")
    assert form.top["state"]["values"]["why"]["typed"]["value"] == "Money"
    await form.workspace.submit_view(ROSA, first)
    assert (form.top["callback_id"], form.top["previous_view_id"]) == ("third", first)
    assert len(form.workspace.views(ROSA)) == 2
    assert (await form.workspace.submit_view(ROSA, form.top["id"])).acked
    assert form.workspace.views(ROSA) == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "push", "view": MODAL | {"title": plain("x" * 25)}},
    ],
)
async def test_a_broken_acknowledgement_leaves_the_form_and_is_noted(
    form: Form, answer: Json
) -> None:
    form.answer = answer
    opened = await form.open()
    assert (await form.workspace.submit_view(ROSA, opened)).error == "invalid_arguments"
    assert form.top["id"] == opened
    assert len(form.workspace.warnings) == 1


async def test_nothing_is_pushed_on_a_form_that_was_closed_meanwhile(form: Form) -> None:
    form.answer = {"response_action": "push", "view": READ_ONLY}
    opened = await form.open()
    sending = await form.send_and_wait(opened)
    await form.workspace.close_view(ROSA, opened)
    form.may_go_on.set()
    assert (await sending).error == "not_found"
    assert form.workspace.views(ROSA) == []


async def test_a_form_acknowledged_too_late_stays_and_can_be_sent_again(form: Form) -> None:
    opened = await form.open()
    sending = await form.send_and_wait(opened, why="Money")
    form.workspace.move_clock(3)
    assert (await sending).error == "operation_timeout"
    assert form.top["state"]["values"]["why"]["typed"]["value"] == "Money"
    form.may_go_on.set()
    assert (await form.workspace.submit_view(ROSA, opened)).acked
    assert form.workspace.views(ROSA) == []


@pytest.mark.parametrize("wholly", [False, True])
async def test_the_app_hears_that_a_form_was_closed_if_it_asked_for_that(
    form: Form, *, wholly: bool
) -> None:
    await form.workspace.close_view(ROSA, await form.open())
    form.view = MODAL | {"notify_on_close": True, "clear_on_close": wholly}
    await form.workspace.close_view(ROSA, await form.open())
    assert form.workspace.views(ROSA) == []
    body = await form.closed.next()
    assert body["is_cleared"] is wholly
    assert body["view"]["private_metadata"] == "kept for later"
    assert form.closed.empty()


async def test_three_modals_lie_on_each_other_and_no_more(
    workspace: Workspace, app: AsyncApp, connect: Connect, web: AsyncWebClient
) -> None:
    form = Form(workspace, app, READ_ONLY)
    refused: list[str] = []

    @app.action("go")
    async def more(ack: AsyncAck, body: Json) -> None:
        try:
            await web.views_push(trigger_id=body["trigger_id"], view=READ_ONLY)
        except SlackApiError as error:
            refused.append(error.response["error"])
        await ack()

    await connect(app)
    await form.open()
    for depth in (2, 3, 3):
        assert (await workspace.press_in_view(ROSA, form.top["id"], "go")).acked
        assert len(workspace.views(ROSA)) == depth
    assert refused == ["push_limit_reached"]
    top = form.top
    await web.views_update(view_id=top["id"], hash=top["hash"], view=READ_ONLY)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await web.views_update(view_id=top["id"], hash=top["hash"], view=READ_ONLY)
    await workspace.close_view(ROSA, top["id"])
    assert len(workspace.views(ROSA)) == 2


async def test_home_is_published_when_it_is_opened_and_its_buttons_open_forms(
    workspace: Workspace, app: AsyncApp, connect: Connect, web: AsyncWebClient
) -> None:
    heard = hears(app, "app_home_opened")
    home: Json = {"type": "home", "blocks": [{"type": "actions", "elements": [GO]}]}

    @app.action("go")
    async def press(ack: AsyncAck, body: Json) -> None:
        assert body["view"]["type"] == "home"
        assert "response_url" not in body
        await web.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await ack()

    await connect(app)
    await workspace.open_home(ROSA)
    assert "view" not in (await heard.next())["event"]
    published = (await web.views_publish(user_id=ROSA, view=home))["view"]
    assert workspace.home(ROSA) == published
    assert (await workspace.press_in_view(ROSA, published["id"], "go")).acked
    assert workspace.views(ROSA)[0]["callback_id"] == "form"
    await workspace.open_home(ROSA)
    assert (await heard.next())["event"]["view"]["id"] == published["id"]
    await workspace.open_messages_tab(ROSA)
    assert (await heard.next())["event"]["tab"] == "messages"
