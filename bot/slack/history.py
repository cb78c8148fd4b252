"""Our own messages in somebody's direct messages: old ones become history, or go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.slack.blocks import STEP
from bot.slack.errors import reason

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from slack_sdk.web.async_client import AsyncWebClient

_NEAR = 15
"""How far back an open question is looked for: as many messages as Slack gives any app."""


async def strip_buttons(client: AsyncWebClient, channel: str, before: str) -> None:
    """Turn the last question before a message into history: its words stay, its buttons go."""
    found = await client.conversations_history(channel=channel, latest=before, limit=_NEAR)
    for message in found["messages"]:
        blocks = message.get("blocks") or []
        if message.get("bot_id") and any(_asks(block) for block in blocks):
            kept = [_still(block) for block in blocks if block["type"] != "actions"]
            await client.chat_update(
                channel=channel, ts=message["ts"], text=message["text"], blocks=kept
            )
            return


async def clear(client: AsyncWebClient, channel: str, pressed: str | None = None) -> bool:
    """Delete every message of ours in a conversation, the pressed one first.

    Returns whether all of them are gone; raises `SlackApiError` if they can't be listed.
    """
    if pressed:
        await _delete(client, channel, pressed)
    bot = (await client.auth_test())["user_id"]
    mine = [ts async for ts in _written_by(client, channel, bot)]
    return all([await _delete(client, channel, ts) for ts in mine])


async def _delete(client: AsyncWebClient, channel: str, ts: str) -> bool:
    """Delete a message; returns whether it is gone. One that stays must not keep the others."""
    try:
        await client.chat_delete(channel=channel, ts=ts)
    except SlackApiError as error:
        return reason(error) == "message_not_found"
    return True


async def _written_by(client: AsyncWebClient, channel: str, user: str) -> AsyncIterator[str]:
    cursor = ""
    while True:
        page = await client.conversations_history(channel=channel, limit=200, cursor=cursor)
        for message in page["messages"]:
            if message.get("reply_count"):
                thread = await client.conversations_replies(channel=channel, ts=message["ts"])
                for reply in thread["messages"][1:]:
                    if reply.get("user") == user:
                        yield reply["ts"]
            if message.get("user") == user:
                yield message["ts"]
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _asks(block: dict[str, Any]) -> bool:
    waits = block["type"] == "actions" or "accessory" in block
    return waits and str(block.get("block_id", "")).startswith(STEP)


def _still(block: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in block.items() if key not in {"accessory", "block_id"}}
