"""Marks in channels: which mention was heard, and what was said once; they hold no text."""

from __future__ import annotations

import asyncio
import logging
import secrets
from hashlib import blake2b
from typing import TYPE_CHECKING

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.store.keys import Keys
    from bot.store.line import Line
    from flows.dialogue.request import Person

SECONDS = 7 * 86_400
"""How long a mark stays: a mention that is edited later than that is answered again."""
DEADLINE = 0.2
"""Seconds that a mark may take; without it something is said once more, rather than never."""

log = logging.getLogger(__name__)


class Marks:
    """Tells what comes first in a channel or thread, for all processes of ours together."""

    def __init__(self, line: Line, keys: Keys) -> None:
        self._line = line
        self._redis = line.redis
        self._keys = keys

    async def mark(self, tenant_id: str, place: str) -> bool:
        """Mark a place of a channel; returns whether it was not marked before."""
        return await self._told(lambda until: self._mark(f"{tenant_id} {place}", until))

    async def mark_offer(self, person: Person, thread: str) -> bool:
        """Mark an offer in a thread; returns whether somebody had none there before."""
        return await self._told(lambda until: self._offer(person, thread, until))

    async def check(self, person: Person) -> None:
        """Do all of this once for a person who is nobody, and remove it; raises `StoreError`."""
        place = str(person)
        await self._mark(place, None)
        await self._offer(person, place, None)
        keys = (self._keys.mark(_digest(place)), self._keys.offers(person))
        for key in keys:  # which a cluster keeps apart
            await self._line.ask(lambda key=key: self._redis.delete(key))  # type: ignore[misc]

    async def _mark(self, place: str, until: float | None) -> bool:
        key, ours = self._keys.mark(_digest(place)), secrets.token_bytes(6)

        async def mark() -> bool:
            if await self._redis.set(key, ours, nx=True, ex=SECONDS):
                return True
            # A first try can have arrived though its answer was lost on the way.
            return bool(await self._redis.get(key) == ours)

        return bool(await self._line.ask(mark, until))

    async def _offer(self, person: Person, thread: str, until: float | None) -> bool:
        key, tries = self._keys.offers(person), 0

        async def add() -> bool:
            nonlocal tries
            tries += 1
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.sadd(key, _digest(thread))
                pipe.expire(key, SECONDS)
                added = bool((await pipe.execute())[0])
            return added or tries > 1  # a first try may have arrived; rather once more than never

        return bool(await self._line.ask(add, until))

    async def _told(self, ask: Callable[[float], Awaitable[bool]]) -> bool:
        try:
            return await ask(asyncio.get_running_loop().time() + DEADLINE)
        except StoreError as error:
            log.warning("what was said in a channel was not marked: %s", error)
            return True


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=9).hexdigest()
