"""Who and what the tests of the stand-in meet again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from slack_bolt.async_app import AsyncApp

if TYPE_CHECKING:
    from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

Json: TypeAlias = dict[str, Any]
Connect: TypeAlias = Callable[[AsyncApp], Awaitable["AsyncSocketModeHandler"]]
ROSA, PAUL, SAM, GRETA = "U0RESIDENT", "U0DIRECTOR", "U0STRANGER", "U0GUESTXXX"
HERE, SHARED, PRIVATE = "C0INTERNAL", "C0PEDIATRIC", "C0PRIVATE0"
BOT = "U0MEDEDBOT"


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


GO = {"type": "button", "action_id": "go", "text": plain("Go"), "value": "1"}
CARD: list[Json] = [{"type": "actions", "block_id": "row", "elements": [GO]}]


class Heard(asyncio.Queue[Json]):
    """What the app's listeners noted, in order."""

    async def next(self) -> Json:
        async with asyncio.timeout(5):
            return await self.get()


def hears(app: AsyncApp, *events: str | dict[str, Any]) -> Heard:
    """Let the app listen to events; what comes is the whole body of each."""
    heard = Heard()

    async def hear(body: Json) -> None:
        heard.put_nowait(body)

    for event in events:
        app.event(event)(hear)
    return heard
