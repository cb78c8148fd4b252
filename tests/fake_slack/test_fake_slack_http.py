import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web as aio
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.fake_slack import Workspace
from tests.fake_slack.scene import CARD, HERE, ROSA, Json, hears


async def listen(app: aio.Application) -> tuple[aio.AppRunner, str]:
    runner = aio.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = aio.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"


class Receiver:
    """An app of no library: it answers what the test tells it to."""

    def __init__(self) -> None:
        self.status = 200
        self.headers: dict[str, str] = {}
        self.silent = False
        self.end = asyncio.Event()
        self.heard: list[dict[str, str]] = []

    async def take(self, request: aio.Request) -> aio.Response:
        if request.content_type == "application/json":
            body = await request.json()
            if body["type"] == "url_verification":
                return aio.json_response({"challenge": body["challenge"]})
        self.heard.append(dict(request.headers))
        if self.silent:
            await self.end.wait()
        return aio.Response(status=self.status, headers=self.headers)


@pytest.fixture
async def receiver(workspace: Workspace) -> AsyncIterator[Receiver]:
    made = Receiver()
    app = aio.Application()
    app.router.add_post("/slack/events", made.take)
    runner, url = await listen(app)
    await workspace.deliver_to(url)
    yield made
    made.end.set()
    await runner.cleanup()


@pytest.fixture
async def bolt(workspace: Workspace, app: AsyncApp) -> AsyncIterator[AsyncApp]:
    runner, url = await listen(app.web_app(path="/slack/events", port=0))
    await workspace.deliver_to(url)
    yield app
    await runner.cleanup()


async def test_a_signed_command_is_acknowledged_and_answered(
    workspace: Workspace, bolt: AsyncApp
) -> None:
    @bolt.command("/meded")
    async def command(ack: AsyncAck, command: Json) -> None:
        await ack(f"you said {command['text']}")

    result = await workspace.command(ROSA, HERE, "/meded", "a & b")
    assert result.payload["text"] == "you said a & b"
    assert workspace.ephemerals(ROSA, HERE)[0]["text"] == "you said a & b"


async def test_a_signed_press_and_a_signed_event_arrive(
    workspace: Workspace, bolt: AsyncApp, web: AsyncWebClient
) -> None:
    @bolt.event("message")
    async def hear(event: Json) -> None:
        await web.chat_postMessage(channel=event["channel"], text="card", blocks=CARD)

    @bolt.action("go")
    async def press(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="done", replace_original=True)

    dm = workspace.dm(ROSA)
    assert (await workspace.send(ROSA, dm, "hello")).acked
    card = (await workspace.wait_for(lambda: workspace.messages(dm)[1:]))[0]
    assert (await workspace.press(ROSA, dm, card["ts"], "go")).acked
    await workspace.wait_for(lambda: workspace.messages(dm)[1]["text"] == "done")


async def test_a_wrong_signature_is_not_believed(workspace: Workspace, app: AsyncApp) -> None:
    workspace.signing_secret = "another"  # noqa: S105 - wrong on purpose
    runner, url = await listen(app.web_app(path="/slack/events", port=0))
    with pytest.raises(ValueError, match="challenge"):
        await workspace.deliver_to(url)
    await runner.cleanup()


async def test_an_event_answered_with_an_error_is_tried_again_with_the_reason(
    workspace: Workspace, receiver: Receiver
) -> None:
    receiver.status = 500
    result = await workspace.send(ROSA, workspace.dm(ROSA), "hello")
    assert (result.acked, result.attempts, result.error) == (False, 2, "http_error")
    assert "x-slack-retry-num" not in receiver.heard[0]
    assert receiver.heard[1]["x-slack-retry-num"] == "1"
    assert receiver.heard[1]["x-slack-retry-reason"] == "http_error"
    receiver.status = 200
    workspace.move_clock(60)
    await workspace.wait_for(lambda: workspace.sent[2:] and workspace.sent[2].ack)
    assert receiver.heard[2]["x-slack-retry-num"] == "2"


async def test_an_app_that_wants_no_retry_gets_none(
    workspace: Workspace, receiver: Receiver
) -> None:
    receiver.status, receiver.headers = 500, {"x-slack-no-retry": "1"}
    result = await workspace.send(ROSA, workspace.dm(ROSA), "hello")
    assert (result.acked, result.attempts) == (False, 1)


async def test_a_press_is_not_tried_again_and_times_out(
    workspace: Workspace, receiver: Receiver, web: AsyncWebClient
) -> None:
    ts = (await web.chat_postMessage(channel=HERE, text="card", blocks=CARD))["ts"]
    receiver.silent = True
    pressing = asyncio.ensure_future(workspace.press(ROSA, HERE, ts, "go"))
    await workspace.wait_for(lambda: workspace.sent)
    workspace.move_clock(3)
    result = await pressing
    assert (result.acked, result.error) == (False, "operation_timeout")
    assert len(workspace.sent) == 1


async def test_a_command_answered_with_an_error_says_so(
    workspace: Workspace, receiver: Receiver
) -> None:
    receiver.status = 500
    assert (await workspace.command(ROSA, HERE, "/meded")).error == "http_service_error"


async def test_an_app_that_is_gone_is_said_to_be(workspace: Workspace, app: AsyncApp) -> None:
    runner, url = await listen(app.web_app(path="/slack/events", port=0))
    await workspace.deliver_to(url)
    await runner.cleanup()
    assert (await workspace.command(ROSA, HERE, "/meded")).error == "http_client_error"


async def test_any_payload_is_signed_and_encoded_for_what_it_is(
    workspace: Workspace, bolt: AsyncApp
) -> None:
    heard = hears(bolt, "app_mention")

    @bolt.command("/meded")
    @bolt.action("go")
    async def hear(ack: AsyncAck, body: Json) -> None:
        heard.put_nowait(body)
        await ack()

    odd = {"type": "event_callback", "event": {"type": "app_mention"}, "odd": None}
    press = {"type": "block_actions", "actions": [{"action_id": "go", "odd": None}]}
    command = {"command": "/meded", "text": "a & b", "odd": "1"}
    assert (await workspace.deliver(odd, "events_api", retry=1)).acked
    assert await heard.next() == odd
    assert (await workspace.deliver(press, "interactive")).acked
    assert await heard.next() == press
    assert (await workspace.deliver(command, "slash_commands")).acked
    assert await heard.next() == command
    assert not (await workspace.deliver({"command": "/other"}, "slash_commands")).acked
