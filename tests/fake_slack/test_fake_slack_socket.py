import asyncio

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.fake_slack import Workspace
from tests.fake_slack.scene import (
    BOT,
    CARD,
    GO,
    HERE,
    PAUL,
    ROSA,
    SAM,
    SHARED,
    Connect,
    Json,
    hears,
    plain,
)


async def test_a_command_is_answered_and_a_press_replaces_the_answer(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    @app.command("/meded")
    async def command(ack: AsyncAck, respond: AsyncRespond, command: Json) -> None:
        await ack()
        await respond(text=command["text"], blocks=CARD)

    @app.action("go")
    async def press(ack: AsyncAck, respond: AsyncRespond, body: Json) -> None:
        await ack()
        assert body["container"]["is_ephemeral"]
        assert "message" not in body
        await respond(text="gone", replace_original=True)

    await connect(app)
    result = await workspace.command(ROSA, HERE, "/meded", "start")
    assert (result.acked, result.error, result.deliveries) == (True, None, 1)
    told = await workspace.wait_for(lambda: workspace.ephemerals(ROSA, HERE))
    assert told[0]["text"] == "start"
    assert (await workspace.press(ROSA, HERE, told[0]["ts"], "go")).acked
    await workspace.wait_for(lambda: workspace.ephemerals(ROSA, HERE)[0]["text"] == "gone")
    assert workspace.ephemerals(PAUL, HERE) == []
    assert workspace.messages(HERE) == []


async def test_what_a_command_is_acknowledged_with_is_shown(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    @app.command("/meded")
    async def command(ack: AsyncAck, command: Json) -> None:
        if command["text"] == "aloud":
            await ack({"response_type": "in_channel", "text": "to all"})
        else:
            await ack("to you")

    await connect(app)
    await workspace.command(ROSA, HERE, "/meded")
    await workspace.command(ROSA, HERE, "/meded", "aloud")
    assert [m["text"] for m in workspace.ephemerals(ROSA, HERE)] == ["to you"]
    assert [m["text"] for m in workspace.messages(HERE)] == ["to all"]


async def test_a_command_not_acknowledged_in_three_seconds_tells_the_person(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    reached = asyncio.Event()

    @app.command("/meded")
    async def command(ack: AsyncAck) -> None:
        reached.set()
        await asyncio.Event().wait()
        await ack()

    await connect(app)
    asked = asyncio.ensure_future(workspace.command(ROSA, HERE, "/meded"))
    await reached.wait()
    workspace.move_clock(2.9)
    await asyncio.sleep(0)
    assert not asked.done()
    workspace.move_clock(0.2)
    result = await asked
    assert (result.acked, result.error) == (False, "operation_timeout")
    assert "operation_timeout" in workspace.ephemerals(ROSA, HERE)[0]["text"]


async def test_a_command_the_manifest_does_not_know_reaches_nobody(workspace: Workspace) -> None:
    assert (await workspace.command(ROSA, HERE, "/other")).error == "unknown_command"
    assert (await workspace.command(SAM, SHARED, "/meded")).error == "unknown_command"


async def test_without_the_app_a_command_fails_at_once(workspace: Workspace) -> None:
    assert (await workspace.command(ROSA, HERE, "/meded")).error == "dispatch_failed"


async def test_a_line_in_the_dm_is_heard_and_the_answer_is_echoed(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    @app.event("message")
    async def hear(event: Json, say: AsyncSay) -> None:
        await say(f"you said {event['text']}")

    await connect(app)
    dm = workspace.dm(ROSA)
    result = await workspace.send(ROSA, dm, "hello")
    assert (result.acked, result.deliveries, result.attempts) == (True, 1, 1)
    said = await workspace.wait_for(lambda: workspace.messages(dm)[1:])
    assert said[0]["text"] == "you said hello"
    event = workspace.sent[0].envelope.payload["event"]
    assert (event["channel_type"], event["ts"]) == ("im", result.ts)
    assert event["client_msg_id"]
    echo = await workspace.wait_for(lambda: workspace.sent[1:])
    assert echo[0].envelope.payload["event"]["bot_id"] == "B0MEDEDBOT"


async def test_the_bots_own_message_comes_back_as_an_event(
    workspace: Workspace, app: AsyncApp, connect: Connect, web: AsyncWebClient
) -> None:
    await connect(app)
    await web.chat_postMessage(channel=workspace.dm(ROSA), text="hi")
    sent = (await workspace.wait_for(lambda: workspace.sent))[0].envelope.payload
    event = sent["event"]
    assert (event["user"], event["bot_id"], event["channel_type"]) == (BOT, "B0MEDEDBOT", "im")
    assert sent["authorizations"][0]["user_id"] == BOT
    await workspace.wait_for(lambda: workspace.sent[0].ack)


async def test_a_mention_in_a_channel_is_heard_and_other_talk_is_not(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    @app.event("app_mention")
    async def mention(event: Json, say: AsyncSay) -> None:
        await say(text="yes?", thread_ts=event["ts"])

    await connect(app)
    assert (await workspace.send(ROSA, HERE, "just talk")).deliveries == 0
    result = await workspace.send(ROSA, HERE, f"<@{BOT}> costs?")
    assert result.deliveries == 1
    await workspace.wait_for(lambda: workspace.messages(HERE)[2:])
    answer = workspace.messages(HERE)[2]
    assert answer["thread_ts"] == result.ts
    assert workspace.messages(HERE)[1]["reply_count"] == 1


async def test_a_strangers_mention_names_the_strangers_team(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    heard = hears(app, "app_mention")

    await connect(app)
    await workspace.send(SAM, SHARED, f"<@{BOT}> hello")
    body = await heard.next()
    assert body["is_ext_shared_channel"]
    assert body["context_team_id"] == "T0MEDED00"
    assert body["event"]["user_team"] == "T0ELSEWHERE"
    assert (await workspace.send(SAM, HERE, "hello")).error == "not_in_channel"


async def test_a_mention_comes_twice_where_channel_messages_are_subscribed(
    manifest: Json,
) -> None:
    manifest["settings"]["event_subscriptions"]["bot_events"].append("message.channels")
    async with Workspace(manifest, retry_delays=()) as workspace:
        assert (await workspace.send(ROSA, HERE, f"<@{BOT}> hello")).deliveries == 2
        assert (await workspace.send(ROSA, HERE, "hello")).deliveries == 1


async def test_edits_and_deletions_are_hidden_message_events(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    hidden = ({"type": "message", "subtype": f"message_{what}"} for what in ("changed", "deleted"))
    heard = hears(app, "message", *hidden)
    await connect(app)
    dm = workspace.dm(ROSA)
    ts = (await workspace.send(ROSA, dm, "on")).ts or ""
    await workspace.edit(ROSA, dm, ts, "one")
    await workspace.delete(ROSA, dm, ts)
    written, changed, deleted = [(await heard.next())["event"] for _ in range(3)]
    assert "subtype" not in written
    assert changed["subtype"] == "message_changed"
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("on", "one")
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)


async def test_a_press_in_a_message_carries_state_and_the_message(
    workspace: Workspace, app: AsyncApp, connect: Connect, web: AsyncWebClient
) -> None:
    bodies: list[Json] = []

    @app.action({"action_id": "go"})
    @app.action("pick")
    async def press(ack: AsyncAck, body: Json) -> None:
        bodies.append(body)
        await ack()

    offered = [{"text": plain(value), "value": value} for value in ("yes", "no")]
    radio = {"type": "radio_buttons", "action_id": "pick", "options": offered}
    blocks = [{"type": "actions", "block_id": "row", "elements": [radio, GO]}]
    await connect(app)
    dm = workspace.dm(ROSA)
    ts = (await web.chat_postMessage(channel=dm, text="?", blocks=blocks))["ts"]
    assert (await workspace.press(ROSA, dm, ts, "pick", entry="no")).acked
    assert (await workspace.press(ROSA, dm, ts, "go", "row")).acked
    assert bodies[0]["actions"][0]["selected_option"]["value"] == "no"
    assert bodies[1]["actions"][0]["value"] == "1"
    assert bodies[1]["state"]["values"]["row"]["pick"]["selected_option"]["value"] == "no"
    assert bodies[1]["message"]["ts"] == ts
    with pytest.raises(LookupError, match="no 'gone' here"):
        await workspace.press(ROSA, dm, ts, "gone")
    with pytest.raises(LookupError, match="sees no message"):
        await workspace.press(PAUL, dm, ts, "go")


async def test_an_event_not_acknowledged_is_tried_three_times_more(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    async def ignore(*_: object) -> None:
        """Take it, and say nothing."""

    handler = await connect(app)
    handler.client.socket_mode_request_listeners[:] = [ignore]
    sending = asyncio.ensure_future(workspace.send(ROSA, workspace.dm(ROSA), "hello"))
    sent = workspace.sent
    await workspace.wait_for(lambda: len(sent) == 1)
    workspace.move_clock(3)
    await workspace.wait_for(lambda: len(sent) == 2)
    workspace.move_clock(3)
    result = await sending
    assert (result.acked, result.attempts) == (False, 2)
    workspace.move_clock(60)
    await workspace.wait_for(lambda: len(sent) == 3)
    workspace.move_clock(3)
    await workspace.wait_for(lambda: sent[2].ack)
    workspace.move_clock(300)
    await workspace.wait_for(lambda: len(sent) == 4)
    assert len({attempt.envelope.payload["event_id"] for attempt in sent}) == 1
    assert [(attempt.attempt, attempt.reason) for attempt in sent] == [
        (0, ""),
        (1, "timeout"),
        (2, "timeout"),
        (3, "timeout"),
    ]


async def test_a_duplicated_envelope_arrives_twice(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    heard = hears(app, "message")

    await connect(app)
    workspace.failures.duplicate_envelopes = True
    await workspace.send(ROSA, workspace.dm(ROSA), "hello")
    assert (await heard.next())["event_id"] == (await heard.next())["event_id"]


async def test_a_rate_limit_is_honored_by_the_sdks_handler(
    workspace: Workspace, web: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("random.random", lambda: 0.0)
    web.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
    workspace.failures.rate_limit("chat.postMessage", times=2, retry_after=0)
    await web.chat_postMessage(channel=HERE, text="hi")
    assert [call.status for call in workspace.calls] == [429, 429, 200]
    assert [m["text"] for m in workspace.messages(HERE)] == ["hi"]


async def test_a_deaf_socket_is_replaced_and_its_envelope_sent_again(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    heard = hears(app, "message")

    await connect(app)
    workspace.failures.deaf_sockets = True
    sending = asyncio.ensure_future(workspace.send(ROSA, workspace.dm(ROSA), "hello"))
    await workspace.wait_for(lambda: workspace.sent)
    workspace.failures.deaf_sockets = False
    assert (await sending).acked
    assert (await heard.next())["event"]["text"] == "hello"


async def test_the_app_comes_back_after_a_disconnect(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    heard = hears(app, "message")

    await connect(app)
    await workspace.disconnect()
    await workspace.wait_for(lambda: workspace.sockets.count)
    assert (await workspace.send(ROSA, workspace.dm(ROSA), "hello")).acked
    assert (await heard.next())["event"]["text"] == "hello"


async def test_each_payload_goes_to_one_socket_and_a_dead_ones_to_another(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = []
        for number in range(2):
            opened = await web.apps_connections_open(app_token=workspace.app_token)
            sockets.append(await session.ws_connect(opened["url"]))
            hello = await sockets[number].receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", number + 1)
        sending = asyncio.ensure_future(workspace.send(ROSA, workspace.dm(ROSA), "hello"))
        readers = [asyncio.ensure_future(socket.receive_json()) for socket in sockets]
        done, waiting = await asyncio.wait(readers, return_when=asyncio.FIRST_COMPLETED)
        assert (len(done), len(waiting)) == (1, 1)
        first = next(iter(done)).result()
        await sockets[readers.index(next(iter(done)))].close()
        again = await next(iter(waiting))
        assert again["envelope_id"] == first["envelope_id"]
        other = sockets[readers.index(next(iter(waiting)))]
        await other.send_json({"envelope_id": again["envelope_id"]})
        assert (await sending).acked
        await other.close()


async def test_a_ticket_opens_one_socket_and_ten_sockets_are_the_most(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    async with aiohttp.ClientSession() as session:

        async def open_one() -> aiohttp.ClientWebSocketResponse:
            opened = await web.apps_connections_open(app_token=workspace.app_token)
            return await session.ws_connect(opened["url"])

        opened = await web.apps_connections_open(app_token=workspace.app_token)
        kept = [await session.ws_connect(opened["url"])]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(opened["url"])
        kept += [await open_one() for _ in range(9)]
        eleventh = await open_one()
        assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
        assert workspace.sockets.count == len(kept) == 10


async def test_nobody_can_write_where_the_messages_tab_is_read_only(manifest: Json) -> None:
    manifest["features"]["app_home"]["messages_tab_read_only_enabled"] = True
    async with Workspace(manifest) as workspace:
        sent = await workspace.send(ROSA, workspace.dm(ROSA), "hello")
        assert sent.error == "messages_tab_read_only"
        assert workspace.messages(workspace.dm(ROSA)) == []


async def test_an_event_needs_its_scope_and_a_press_needs_interactivity(manifest: Json) -> None:
    manifest["oauth_config"]["scopes"]["bot"].remove("im:history")
    manifest["settings"]["interactivity"]["is_enabled"] = False
    async with Workspace(manifest) as workspace:
        assert (await workspace.send(ROSA, workspace.dm(ROSA), "hello")).deliveries == 0
        web = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url)
        ts = (await web.chat_postMessage(channel=HERE, text="?", blocks=CARD))["ts"]
        assert (await workspace.press(ROSA, HERE, ts, "go")).error == "dispatch_failed"


async def test_the_bot_hears_that_somebody_joined(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    heard = hears(app, "member_joined_channel")

    await connect(app)
    await workspace.leave(PAUL, HERE)
    assert (await workspace.send(PAUL, HERE, "still here?")).error == "not_in_channel"
    assert (await workspace.join(PAUL, HERE)).acked
    assert (await heard.next())["event"]["user"] == PAUL


async def test_the_bot_hears_that_it_was_uninstalled(
    manifest: Json,
) -> None:
    manifest["settings"]["event_subscriptions"]["bot_events"].append("app_uninstalled")
    async with Workspace(manifest, retry_delays=()) as workspace:
        assert (await workspace.emit("app_uninstalled", {})).deliveries == 1
        assert (await workspace.emit("tokens_revoked", {"tokens": {}})).deliveries == 0


async def test_a_message_shortcut_brings_the_message(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    @app.shortcut("about")
    async def about(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
        await ack()
        await respond(f"about: {body['message']['text']}")

    await connect(app)
    ts = (await workspace.send(PAUL, HERE, "worth it?")).ts
    assert (await workspace.shortcut(ROSA, "about", HERE, ts)).acked
    told = await workspace.wait_for(lambda: workspace.ephemerals(ROSA, HERE))
    assert told[0]["text"] == "about: worth it?"
    assert (await workspace.shortcut(ROSA, "about")).error == "unknown_shortcut"
