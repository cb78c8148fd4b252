"""Sessions in Redis: one key each, written only over the very value that was read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple

from redis.exceptions import AuthenticationError, RedisError
from redis.exceptions import ConnectionError as GoneError

from bot.bounded import Bounded
from bot.errors import StoreError
from flows.dialogue.session import Session, load_session

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from redis.asyncio import Redis

    from bot.store.keys import Keys
    from flows.dialogue.request import Person

_COMMIT = """
local kept = redis.call('GET', KEYS[1]) or ''
if kept ~= ARGV[1] then return kept end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return false
"""
REMEMBERED = 10_000
"""Sessions remembered as hints, each checked by the next commit: about 10 MB."""


class Kept(NamedTuple):
    """A session, and the very bytes that the store held for it."""

    session: Session
    raw: bytes


def to_store_error(error: Exception) -> StoreError:
    """Say a client's error in one line."""
    if isinstance(error.__cause__, AuthenticationError) or isinstance(error, AuthenticationError):
        return StoreError("Redis refused the password; mend it in REDIS_URL")
    if isinstance(error, TimeoutError):
        return StoreError("the store did not answer in time")
    return StoreError(f"the store did not answer: {' '.join(str(error).split()) or 'no reason'}")


class Sessions:
    """Reads, commits and removes sessions; a TTL in seconds runs from the last commit.

    `until` is the event loop's time at which a call gives up. When the connection is gone, the
    same is tried once more, after `revive` where there is one.
    """

    def __init__(
        self,
        redis: Redis,
        keys: Keys,
        ttl: int,
        revive: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._redis = redis
        self._keys = keys
        self._ttl = ttl
        self._commit = redis.register_script(_COMMIT)
        self._revive = revive
        self._known: Bounded[Person, Kept] = Bounded(REMEMBERED)

    async def read(
        self, person: Person, until: float | None = None, *, fresh: bool = False
    ) -> Kept:
        """Give a person's session as we last saw it, else (or if `fresh`) in one round trip.

        What we last saw can be old; only a commit decides whether it still holds.
        """
        known = None if fresh else self._known.get(person)
        if known is None:
            key = self._keys.session(person)
            known = self._remember(person, await self._ask(lambda: self._redis.get(key), until))
        return known

    async def commit(
        self, person: Person, kept: Kept, session: Session, until: float | None = None
    ) -> Kept | None:
        """Write a session over the one it was made from: one round trip.

        Returns None when that is done, else what the store holds now, and nothing is written.
        """
        keys, raw = [self._keys.session(person)], session.dump().encode()
        args: list[bytes | int] = [kept.raw, raw, self._ttl]
        self._known.pop(person, None)
        tries = 0

        async def write() -> bytes | None:
            nonlocal tries
            tries += 1
            now: bytes | None = await self._commit(keys=keys, args=args)
            return now

        now = await self._ask(write, until)
        # Our first try can have arrived though its answer was lost on the way.
        if now is not None and (tries == 1 or now != raw):
            return self._remember(person, now)
        self._known[person] = Kept(session, raw)
        return None

    def _remember(self, person: Person, raw: bytes | None) -> Kept:
        try:
            kept = Kept(load_session(raw or None), raw or b"")
        except ValueError as error:
            raise StoreError(
                "what is kept under somebody's key is no session; “forget me” in Slack or "
                "`meded forget USER` removes it"
            ) from error
        self._known[person] = kept
        return kept

    async def forget(self, person: Person, until: float | None = None) -> int:
        """Remove every key that concerns a person; returns how many there were."""
        self._known.pop(person, None)
        return int(await self._ask(lambda: self._redis.delete(*self._keys.of(person)), until))

    async def forget_everywhere(self, user: str, tenant_id: str | None) -> list[str]:
        """Remove a user's keys in one tenant or in all; returns the keys. Slow: reads every key."""
        pattern = self._keys.all_of(user, tenant_id)

        async def found() -> list[bytes]:
            return [key async for key in self._redis.scan_iter(pattern, count=1000)]

        keys = sorted(key.decode() for key in await self._ask(found))
        for key in keys:
            await self._ask(lambda key=key: self._redis.delete(key))  # type: ignore[misc]
        return keys

    async def _ask(self, call: Callable[[], Awaitable[Any]], until: float | None = None) -> Any:  # noqa: ANN401 - Redis answers anything
        try:
            async with asyncio.timeout_at(until):
                try:
                    return await call()
                except (GoneError, OSError):
                    if self._revive:
                        await self._revive()
                    return await call()
        except (RedisError, OSError, TimeoutError) as error:
            raise to_store_error(error) from error
