"""What was not understood: counted always, kept as text only when somebody said so."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from redis.exceptions import RedisError

from bot.store.sessions import to_store_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from redis.asyncio import Redis

    from bot.store.keys import Keys

MOST = 1000
"""Texts that are kept; the oldest go first."""


class Unanswered:
    """A count of misses, and the texts that people sent to the authors, without their names."""

    def __init__(self, redis: Redis, keys: Keys, ttl: int) -> None:
        self._redis = redis
        self._keys = keys
        self._ttl = ttl

    async def count(self) -> None:
        """Count one miss; raises `StoreError`."""
        with _told():
            await self._redis.incr(self._keys.misses)

    async def keep(self, text: str) -> None:
        """Keep a text for the authors, for as long as a session; raises `StoreError`."""
        key, now = self._keys.unanswered, time.time()
        with _told():
            async with self._redis.pipeline(transaction=True) as pipe:
                pipe.zadd(key, {text: now})
                pipe.zremrangebyscore(key, 0, now - self._ttl)
                pipe.zremrangebyrank(key, 0, -MOST - 1)
                pipe.expire(key, self._ttl)
                await pipe.execute()

    async def read(self) -> tuple[int, list[str]]:
        """Give the count of misses, and the kept texts, newest first; raises `StoreError`."""
        with _told():
            count = await self._redis.get(self._keys.misses)
            since = time.time() - self._ttl
            texts = await self._redis.zrangebyscore(self._keys.unanswered, since, "+inf")
        return int(count or 0), [cast("bytes", text).decode() for text in reversed(texts)]


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError) as error:
        raise to_store_error(error) from error
