"""Our own messages in somebody's direct messages: old ones become history, or go.

Both are tidying: it has lanes of its own, and keeps no answer waiting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.slack.blocks import STEP
from bot.slack.errors import reason

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.send_queue import SendQueue

Json = dict[str, Any]
_NEAR = 15
"""How far back an open question is looked for: as many messages as Slack gives any app."""


class History:
    """What the bot said to people directly, tidied one conversation at a time."""

    def __init__(self, queue: SendQueue, bot_user: str) -> None:
        self._queue = queue
        self._bot_user = bot_user
        self._waiting: dict[str, str] = {}
        """By conversation, the message whose predecessors are still to become history."""

    def retire(self, client: AsyncWebClient, channel: str, before: str) -> None:
        """Turn the questions before a message into history, soon: words stay, buttons go."""
        waits = channel in self._waiting
        self._waiting[channel] = before
        if not waits:  # else whoever waits does it up to the newest
            self.later(channel, self._retire(client, channel))

    def later(self, channel: str, work: Coroutine[Any, Any, None]) -> None:
        """Do something in a conversation that is no answer, after whatever was to be done so."""
        self._queue.add(f"{channel} tidied", work)

    async def clear(
        self, client: AsyncWebClient, channel: str, before: str, keep: str | None = None
    ) -> bool:
        """Delete every message of ours in a conversation up to a moment, but for one to keep.

        Returns whether all of them are gone; raises `SlackApiError` if they can't be listed.
        """
        said = self._said(client, channel)
        mine = [ts async for ts in said if ts != keep and float(ts) <= float(before)]
        return all([await _delete(client, channel, ts) for ts in mine])

    async def _retire(self, client: AsyncWebClient, channel: str) -> None:
        before = float(self._waiting.pop(channel))
        found = await client.conversations_history(channel=channel, latest=str(before), limit=_NEAR)
        for message in found["messages"]:
            shown = max(float(message["ts"]), float((message.get("edited") or {}).get("ts", 0)))
            blocks = message.get("blocks") or []
            if shown < before and message.get("bot_id") and any(map(_asks, blocks)):
                kept = [_still(block) for block in blocks if block["type"] != "actions"]
                await client.chat_update(
                    channel=channel, ts=message["ts"], text=message["text"], blocks=kept
                )

    async def _said(self, client: AsyncWebClient, channel: str) -> AsyncIterator[str]:
        cursor = ""
        while True:
            page = await client.conversations_history(channel=channel, limit=200, cursor=cursor)
            for message in page["messages"]:
                if message.get("reply_count"):
                    thread = await client.conversations_replies(channel=channel, ts=message["ts"])
                    for reply in thread["messages"][1:]:
                        if reply.get("user") == self._bot_user:
                            yield reply["ts"]
                if message.get("user") == self._bot_user:
                    yield message["ts"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return


async def _delete(client: AsyncWebClient, channel: str, ts: str) -> bool:
    """Delete a message; returns whether it is gone. One that stays must not keep the others."""
    try:
        await client.chat_delete(channel=channel, ts=ts)
    except SlackApiError as error:
        return reason(error) == "message_not_found"
    return True


def _asks(block: Json) -> bool:
    waits = block["type"] == "actions" or "accessory" in block
    return waits and str(block.get("block_id", "")).startswith(STEP)


def _still(block: Json) -> Json:
    return {key: value for key, value in block.items() if key not in {"accessory", "block_id"}}
