"""Marks in channels: which mention was heard, and what was said once; they hold no text."""

from __future__ import annotations

import asyncio
import logging
from hashlib import blake2b
from typing import TYPE_CHECKING

from redis.exceptions import RedisError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from redis.asyncio import Redis

    from bot.store.keys import Keys
    from flows.dialogue.request import Person

SECONDS = 7 * 86_400
"""How long a mark stays: a mention that is edited later than that is answered again."""
DEADLINE = 0.2
"""Seconds that a mark may take; without it something is said once more, rather than never."""

log = logging.getLogger(__name__)


class Marks:
    """Tells what comes first in a channel or thread, for all processes of ours together."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis = redis
        self._keys = keys

    async def is_first_in(self, tenant_id: str, place: str) -> bool:
        """Whether nothing was marked in this place of a channel before; it is now."""
        key = self._keys.mark(_digest(f"{tenant_id} {place}"))
        return await self._ask(self._redis.set(key, 1, nx=True, ex=SECONDS))

    async def is_first_offer(self, person: Person, thread: str) -> bool:
        """Whether somebody was offered nothing in this thread before; they are now."""
        key = self._keys.offers(person)

        async def add() -> bool:
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.sadd(key, _digest(thread))
                pipe.expire(key, SECONDS)
                return bool((await pipe.execute())[0])

        return await self._ask(add())

    async def _ask(self, call: Awaitable[object]) -> bool:
        try:
            async with asyncio.timeout(DEADLINE):
                return bool(await call)
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("what was said in a channel was not marked: %s", type(error).__name__)
            return True


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=9).hexdigest()
