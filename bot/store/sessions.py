"""Sessions in Redis: one key each, written only over the very value that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.bounded import Bounded
from bot.errors import StoreError
from flows.dialogue.session import Session, load_session

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.keys import Keys
    from bot.store.line import Line
    from flows.dialogue.request import Person

_COMMIT = """
local kept = redis.call('GET', KEYS[1]) or ''
if kept ~= ARGV[1] then return kept end
local done = redis.pcall('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
if done.err then return done end
return false
"""
# `pcall`, for then a server before Redis 7 too says READONLY or OOM rather than "error in script".
REMEMBERED = 10_000
"""Sessions remembered as hints, each checked by the next commit: about 10 MB."""


class Kept(NamedTuple):
    """A session, and the very bytes that the store held for it."""

    session: Session
    raw: bytes


class Sessions:
    """Reads, commits and removes sessions; a TTL in seconds runs from the last commit.

    `until` is the event loop's time at which a call gives up. `forgot` is called once what
    was kept of somebody is removed.
    """

    def __init__(
        self, line: Line, keys: Keys, ttl: int, forgot: Callable[[], object] = bool
    ) -> None:
        self._line = line
        self._redis = line.redis
        self._keys = keys
        self._ttl = ttl
        self._forgot = forgot
        self._commit = self._redis.register_script(_COMMIT)
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
            known = self._remember(
                person, await self._line.ask(lambda: self._redis.get(key), until)
            )
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

        now = await self._line.ask(write, until)
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
        keys = self._keys.of(person)
        removed = int(await self._line.ask(lambda: self._redis.delete(*keys), until))
        self._forgot()
        return removed

    async def forget_everywhere(self, user: str, tenant_id: str | None) -> list[str]:
        """Remove a user's keys in one tenant or in all; returns the keys. Slow: reads every key."""
        pattern = self._keys.all_of(user, tenant_id)

        async def found() -> list[bytes]:
            return [key async for key in self._redis.scan_iter(pattern, count=1000)]

        keys = sorted(key.decode() for key in await self._line.ask(found))
        for key in keys:
            await self._line.ask(lambda key=key: self._redis.delete(key))  # type: ignore[misc]
        self._forgot()
        return keys

    async def check(self, person: Person) -> None:
        """Do for a person who is nobody what is done in turns; raises `StoreError`."""
        # A script that somebody else left there would hide that we may not load it.
        await self._line.ask(lambda: self._redis.script_load(_COMMIT))
        await self.commit(person, await self.read(person, fresh=True), Session())
        self._known.pop(person, None)
        await self._line.ask(lambda: self._redis.delete(*self._keys.of(person)))
