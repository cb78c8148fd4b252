"""Our own messages in somebody's direct messages: old ones become history, or go.

Both are tidying: it has lanes of its own, and keeps no answer waiting.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.bounded import Bounded
from bot.slack.blocks import STEP
from bot.slack.errors import limited, reason
from bot.slack.web_client import client_for_once
from flows.dialogue.action import ActionType

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.send_queue import SendQueue
    from bot.slack.web_client import WebClient

Json = dict[str, Any]
_STAYS = {"message_not_found", "cant_update_message", "edit_window_closed"}
"""Why a message can't be changed, now or later; the others are changed all the same."""
REMEMBERED = 10_000
TRIES = 4
_NEAR = 15
"""How far back an open question is looked for: as many messages as Slack gives any app."""


class History:
    """What the bot said to people directly, tidied one conversation at a time."""

    def __init__(self, queue: SendQueue, bot_user: str) -> None:
        self._queue = queue
        self._bot_user = bot_user
        self._redrawn: Bounded[tuple[str, str], float] = Bounded(REMEMBERED)
        self._waiting: dict[str, str] = {}
        """By conversation, the message whose predecessors are still to become history."""

    def retire(self, client: AsyncWebClient, channel: str, before: str) -> None:
        """Turn the questions before a message into history, soon: words stay, buttons go."""
        waits = channel in self._waiting
        self._waiting[channel] = before
        if not waits:  # else whoever waits does it up to the newest
            self.later(channel, self._retire(client, channel))

    def keep(self, place: tuple[str, str]) -> None:
        """Leave a message as it is shown from now on, whatever was listed of it before."""
        self._redrawn[place] = time.monotonic()

    def later(self, lane: str, work: Coroutine[Any, Any, None]) -> None:
        """Do something that is no answer, after whatever was to be done so in the same lane."""
        self._queue.add(f"{lane} tidied", work)

    async def clear(self, client: AsyncWebClient, channel: str, before: str, since: float) -> bool:
        """Delete every message of ours in a conversation up to a moment, as Slack writes those.

        What is shown anew `since` a moment of our own clock stays, as the receipt does. Returns
        whether all others are gone; raises `SlackApiError` if they can't be listed.
        """
        mine = [ts async for ts in self._said(client, channel) if float(ts) <= float(before)]
        gone = True
        for ts in mine:
            if not self._is_shown_since(channel, ts, since):
                gone = await _delete(client, channel, ts) and gone
        return gone

    async def _retire(self, client: AsyncWebClient, channel: str) -> None:
        before, begun = float(self._waiting.pop(channel)), time.monotonic()
        found = await client.conversations_history(channel=channel, latest=str(before), limit=_NEAR)
        for message in found["messages"]:
            shown = max(float(message["ts"]), float((message.get("edited") or {}).get("ts", 0)))
            blocks = message.get("blocks") or []
            asks = any(map(_asks, blocks)) and not any(map(_sends, blocks))
            if shown < before and message.get("bot_id") and asks:
                await self._strip(client_for_once(client), channel, message, begun)

    async def _strip(self, client: WebClient, channel: str, message: Json, begun: float) -> None:
        """Take the buttons off a message, unless it shows something new by then."""
        kept = [_still(block) for block in message["blocks"] if block["type"] != "actions"]
        drawn = {"channel": channel, "ts": message["ts"], "text": message["text"], "blocks": kept}
        for _ in range(TRIES):
            if self._is_shown_since(channel, message["ts"], begun):
                return
            try:
                await client.chat_update(**drawn)
            except SlackApiError as error:
                if reason(error) in _STAYS:
                    return
                if (pause := limited(error)) is None:
                    raise
                await asyncio.sleep(pause)
            else:
                return

    def _is_shown_since(self, channel: str, ts: str, moment: float) -> bool:
        return self._redrawn.get((channel, ts), 0.0) > moment

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


def _sends(block: Json) -> bool:
    """Whether a question to a person is shown there before it is sent, which only a press does."""
    pressed = (str(one.get("action_id", "")) for one in block.get("elements", ()))
    return ActionType.SEND in {name.partition(":")[0] for name in pressed}


def _still(block: Json) -> Json:
    return {key: value for key, value in block.items() if key not in {"accessory", "block_id"}}
