"""What Slack rarely sends, and where the bot is rarely asked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.fake_slack.scene import BOT, HERE, PAUL, ROSA, Connect, Json, hears, plain

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.fake_slack import Workspace


def events(workspace: Workspace) -> list[Json]:
    sent = [s for s in workspace.sent if s.attempt == 0]  # nobody listens, so each comes twice
    return [s.envelope.payload for s in sent if s.envelope.kind == "events_api"]


async def test_an_edited_mention_is_a_mention_again(workspace: Workspace) -> None:
    ts = (await workspace.send(ROSA, HERE, f"<@{BOT}> cost?")).ts or ""
    assert (await workspace.edit(ROSA, HERE, ts, f"<@{BOT}> costs?")).deliveries == 1
    first, second = events(workspace)
    assert first["event_id"] != second["event_id"]
    assert first["event"]["ts"] == second["event"]["ts"] == ts
    assert "edited" not in first["event"]
    assert second["event"]["type"] == "app_mention"
    assert second["event"]["edited"]["user"] == ROSA
    assert second["event"]["text"] == f"<@{BOT}> costs?"


async def test_an_edit_can_be_the_first_mention(workspace: Workspace) -> None:
    ts = (await workspace.send(ROSA, HERE, "costs?")).ts or ""
    assert events(workspace) == []
    await workspace.edit(ROSA, HERE, ts, f"<@{BOT}> costs?")
    assert [e["event"]["type"] for e in events(workspace)] == ["app_mention"]
    await workspace.edit(ROSA, HERE, ts, "never mind")
    assert len(events(workspace)) == 1


async def test_a_mention_edited_into_a_direct_message_is_an_edit_alone(
    workspace: Workspace,
) -> None:
    dm = workspace.dm(ROSA)
    ts = (await workspace.send(ROSA, dm, "costs?")).ts or ""
    await workspace.edit(ROSA, dm, ts, f"<@{BOT}> costs?")
    assert [e["event"].get("subtype") for e in events(workspace)] == [None, "message_changed"]


async def test_a_reply_also_sent_to_a_direct_message_comes_once_and_with_its_root(
    workspace: Workspace,
) -> None:
    dm = workspace.dm(ROSA)
    parent = (await workspace.send(ROSA, dm, "start")).ts or ""
    result = await workspace.send(ROSA, dm, "costs?", parent, broadcast=True)
    assert result.deliveries == 1
    event = events(workspace)[-1]["event"]
    assert (event["type"], event["subtype"]) == ("message", "thread_broadcast")
    assert (event["channel_type"], event["thread_ts"], event["ts"]) == ("im", parent, result.ts)
    root = event["root"]
    assert (root["text"], root["ts"], root["thread_ts"]) == ("start", parent, parent)
    assert (root["reply_count"], root["latest_reply"]) == (1, result.ts)


async def test_a_mention_also_sent_to_the_channel_says_that_it_was(workspace: Workspace) -> None:
    parent = (await workspace.send(PAUL, HERE, "about costs")).ts
    await workspace.send(ROSA, HERE, f"<@{BOT}> costs?", parent, broadcast=True)
    (event,) = [e["event"] for e in events(workspace)]
    assert (event["type"], event["subtype"]) == ("app_mention", "thread_broadcast")
    assert (event["root"]["text"], event["parent_user_id"]) == ("about costs", PAUL)


async def test_a_direct_message_of_two_people_has_no_bot_in_it(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    private = workspace.private_dm(ROSA, PAUL)
    assert private.startswith("D")
    assert (await workspace.send(ROSA, private, f"<@{BOT}> hello")).deliveries == 0
    for call in (
        web.chat_postMessage(channel=private, text="x"),
        web.chat_postEphemeral(channel=private, user=ROSA, text="x"),
        web.conversations_history(channel=private),
        web.conversations_info(channel=private),
    ):
        with pytest.raises(SlackApiError, match="channel_not_found"):
            await call


async def test_a_command_in_a_direct_message_of_two_people_is_answered_by_its_url(
    workspace: Workspace,
) -> None:
    private = workspace.private_dm(ROSA, PAUL)
    await workspace.command(ROSA, private, "/meded", "about")
    form = workspace.sent[-1].envelope.payload
    assert (form["channel_id"], form["channel_name"]) == (private, "directmessage")
    before = len(workspace.ephemerals(ROSA, private))
    async with aiohttp.ClientSession() as session:
        for kind in ("ephemeral", "in_channel"):
            answer = {"text": kind, "response_type": kind}
            assert (await session.post(form["response_url"], json=answer)).status == 200
    assert [m["text"] for m in workspace.ephemerals(ROSA, private)[before:]] == ["ephemeral"]
    assert [m["text"] for m in workspace.messages(private)] == ["in_channel"]
    assert events(workspace) == []


MENU = {
    "type": "static_select",
    "action_id": "topic",
    "options": [{"text": plain(name), "value": name} for name in ("cost", "time")],
}


async def test_a_menu_that_is_emptied_sends_nothing_chosen(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    row = {"type": "actions", "block_id": "row", "elements": [MENU]}
    ts = (await web.chat_postMessage(channel=HERE, text="menu", blocks=[row]))["ts"]
    for entry, expected in (("cost", "cost"), (None, None)):
        await workspace.press(ROSA, HERE, ts, "topic", entry=entry)
        payload = workspace.sent[-1].envelope.payload
        (action,) = payload["actions"]
        for held in (action, payload["state"]["values"]["row"]["topic"]):
            assert "selected_option" in held
            assert (held["selected_option"] or {}).get("value") == expected


async def test_any_payload_can_be_delivered_as_it_is(
    workspace: Workspace, app: AsyncApp, connect: Connect
) -> None:
    heard = hears(app, "app_mention")
    await connect(app)
    odd = {"type": "event_callback", "event": {"type": "app_mention", "odd": None}}
    delivering = asyncio.ensure_future(workspace.deliver(odd, "events_api", retry=2))
    assert await heard.next() == odd
    assert (await delivering).acked
    assert workspace.sent[-1].attempt == 2


async def test_a_message_about_oneself_has_a_subtype(workspace: Workspace) -> None:
    await workspace.send(ROSA, workspace.dm(ROSA), "wonders", me=True)
    event = events(workspace)[-1]["event"]
    assert (event["subtype"], event["text"]) == ("me_message", "wonders")
    assert not {"blocks", "client_msg_id"} & event.keys()
