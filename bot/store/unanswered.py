"""What was not understood: counted always, kept as text only when somebody said so."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from bot.store.keys import Keys
    from bot.store.line import Line

MOST = 1000
"""Texts that are kept; the oldest go first."""


class Unanswered:
    """A count of misses, and the texts that people sent to the authors, without their names."""

    def __init__(self, line: Line, keys: Keys, ttl: int) -> None:
        self._line = line
        self._redis = line.redis
        self._keys = keys
        self._ttl = ttl

    async def count(self) -> None:
        """Count one miss, rarely twice where an answer was lost; raises `StoreError`."""
        await self._line.ask(lambda: self._redis.incr(self._keys.misses))

    async def keep(self, text: str) -> None:
        """Keep a text for the authors, for as long as a session; raises `StoreError`."""
        key, now = self._keys.unanswered, time.time()

        async def keep() -> None:
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.zadd(key, {text: now})
                pipe.zremrangebyscore(key, 0, now - self._ttl)
                pipe.zremrangebyrank(key, 0, -MOST - 1)
                pipe.expire(key, self._ttl)
                await pipe.execute()

        await self._line.ask(keep)

    async def read(self) -> tuple[int, list[str]]:
        """Give the count of misses, and the kept texts, newest first; raises `StoreError`."""
        count = await self._line.ask(lambda: self._redis.get(self._keys.misses))
        since, key = time.time() - self._ttl, self._keys.unanswered
        texts = await self._line.ask(lambda: self._redis.zrangebyscore(key, since, "+inf"))
        return int(count or 0), [cast("bytes", text).decode() for text in reversed(texts)]

    async def check(self) -> None:
        """Do all of this once, and remove it; raises `StoreError`."""
        await self.count()
        await self.keep("")
        await self.read()
        both = (self._keys.misses, self._keys.unanswered)
        await self._line.ask(lambda: self._redis.delete(*both))
