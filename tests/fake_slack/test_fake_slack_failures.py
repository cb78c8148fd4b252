"""Slack and what stands before it, on a bad day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.fake_slack.scene import HERE, ROSA, Json, plain

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.fake_slack import Workspace


async def answer_by_url(workspace: Workspace) -> tuple[int, str, str]:
    """Post to the newest response url; return the status, Retry-After and the content type."""
    url = workspace.sent[-1].envelope.payload["response_url"]
    async with aiohttp.ClientSession() as session, session.post(url, json={"text": "x"}) as said:
        return said.status, said.headers.get("Retry-After", ""), said.content_type


def seen(workspace: Workspace) -> int:
    return sum(message["text"] == "x" for message in workspace.ephemerals(ROSA, HERE))


@pytest.mark.parametrize("status", [404, 500, 503])
async def test_a_response_url_can_fail_without_being_used(
    workspace: Workspace, status: int
) -> None:
    await workspace.command(ROSA, HERE, "/meded")
    workspace.failures.server_errors("response_url", times=5, status=status)
    for _ in range(5):
        assert (await answer_by_url(workspace))[0] == status
    assert (seen(workspace), workspace.calls[-1].status) == (0, status)
    assert [(await answer_by_url(workspace))[0] for _ in range(6)] == [200] * 5 + [404]
    assert seen(workspace) == 5


async def test_a_response_url_can_ask_to_wait(workspace: Workspace) -> None:
    await workspace.command(ROSA, HERE, "/meded")
    workspace.failures.rate_limit("response_url", retry_after=7)
    assert (await answer_by_url(workspace))[:2] == (429, "7")
    workspace.failures.limited("response_url", 30)
    assert (await answer_by_url(workspace))[:2] == (429, "30")
    workspace.move_clock(30)
    assert (await answer_by_url(workspace))[:2] == (200, "")


@pytest.mark.parametrize("done", [True, False])
async def test_a_gateways_page_at_a_response_url_leaves_open_what_slack_did(
    workspace: Workspace, *, done: bool
) -> None:
    await workspace.command(ROSA, HERE, "/meded")
    workspace.failures.html("response_url", done=done)
    assert await answer_by_url(workspace) == (502, "", "text/html")
    assert seen(workspace) == done


@pytest.mark.parametrize("status", [200, 502])
@pytest.mark.parametrize("done", [True, False])
async def test_a_gateways_page_leaves_open_what_slack_did(
    workspace: Workspace, web: AsyncWebClient, status: int, *, done: bool
) -> None:
    workspace.failures.html("chat.postMessage", status=status, done=done)
    with pytest.raises(SlackApiError) as failed:
        await web.chat_postMessage(channel=HERE, text="x")
    assert failed.value.response.status_code == status
    assert not isinstance(failed.value.response.data, dict) or "error" not in failed.value.response
    assert [message["text"] for message in workspace.messages(HERE)] == ["x"] * done
    assert workspace.calls[-1].status == status
    assert (await web.chat_postMessage(channel=HERE, text="y"))["ok"]


async def test_a_method_is_limited_until_the_time_is_over(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    dm = workspace.dm(ROSA)
    workspace.failures.limited("conversations.history", 60)
    for waited, left in ((0, "60"), (0.5, "60"), (58.5, "1")):
        workspace.move_clock(waited)
        with pytest.raises(SlackApiError, match="ratelimited") as limited:
            await web.conversations_history(channel=dm)
        assert limited.value.response.headers["Retry-After"] == left
    assert (await web.auth_test())["ok"]
    workspace.move_clock(1)
    assert (await web.conversations_history(channel=dm))["ok"]
    workspace.failures.limited("conversations.history", 60)
    workspace.failures.clear()
    assert (await web.conversations_history(channel=dm))["ok"]


async def test_history_may_begin_later_than_it_was_asked_to(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    dm = workspace.dm(ROSA)
    first = (await web.chat_postMessage(channel=dm, text="1"))["ts"]
    await web.chat_postMessage(channel=dm, text="2")

    async def texts() -> list[str]:
        page = await web.conversations_history(channel=dm, latest=first, inclusive=True)
        return [message["text"] for message in page["messages"]]

    assert await texts() == ["1"]
    workspace.failures.history_ignores_latest = True
    assert await texts() == ["2", "1"]


@pytest.mark.parametrize(
    "error", ["cant_update_message", "edit_window_closed", "message_not_found"]
)
async def test_a_change_can_be_refused(
    workspace: Workspace, web: AsyncWebClient, error: str
) -> None:
    ts = (await web.chat_postMessage(channel=HERE, text="old"))["ts"]
    workspace.failures.refuse("chat.update", error)
    with pytest.raises(SlackApiError, match=error):
        await web.chat_update(channel=HERE, ts=ts, text="new")
    assert workspace.messages(HERE)[0]["text"] == "old"


def menu(block_id: str) -> list[Json]:
    options = [{"text": plain(name), "value": name} for name in ("cost", "time")]
    topic = {"type": "static_select", "action_id": "topic", "options": options}
    go = {"type": "button", "action_id": "go", "text": plain("Go")}
    return [{"type": "actions", "block_id": block_id, "elements": [topic, go]}]


async def test_a_pick_stands_for_as_long_as_its_blocks_id(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    ts = (await web.chat_postMessage(channel=HERE, text="menu", blocks=menu("one")))["ts"]
    await workspace.press(ROSA, HERE, ts, "topic", entry="cost")

    async def picked(block_id: str) -> str | None:
        await web.chat_update(channel=HERE, ts=ts, text="menu", blocks=menu(block_id))
        await workspace.press(ROSA, HERE, ts, "go")
        values = workspace.sent[-1].envelope.payload["state"]["values"]
        chosen = values[block_id]["topic"]["selected_option"]
        return str(chosen["value"]) if chosen else None

    assert await picked("one") == "cost"
    assert await picked("two") is None
    assert await picked("one") is None
