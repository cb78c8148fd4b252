"""The connection to the store: a server somebody runs, or the embedded one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from bot.errors import BadSettingError, StoreError
from bot.store.embedded import Embedded
from bot.store.keys import Keys
from bot.store.marks import Marks
from bot.store.sessions import Sessions, to_store_error
from bot.store.unanswered import Unanswered

if TYPE_CHECKING:
    from bot.settings import Settings

CONNECT_SECONDS = 0.4
PING_SECONDS = 2.0


class Store:
    """The open store: its sessions, and the embedded server if that is what it runs on."""

    def __init__(self, url: str, settings: Settings, embedded: Embedded | None = None) -> None:
        self.redis: Redis = _client(url)
        self._embedded = embedded
        parts = urlsplit(url)
        self.name = f"{parts.scheme}://{parts.hostname or ''}{parts.path}"  # without the password
        keys = Keys(settings.redis_namespace)
        ttl = settings.session_ttl_days * 86_400
        self.unanswered = Unanswered(self.redis, keys, ttl)
        self.marks = Marks(self.redis, keys)
        self.sessions = Sessions(self.redis, keys, ttl, self.revive if embedded else None)
        self._reviving: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, settings: Settings) -> Self:
        """Open what `REDIS_URL` names, or the embedded store; raises `StoreError`."""
        if settings.redis_url is not None:
            return cls(settings.redis_url.get_secret_value(), settings)
        embedded = Embedded(settings.var_dir / "store")
        await asyncio.to_thread(embedded.open)
        return cls(embedded.url, settings, embedded)

    async def ping(self) -> None:
        """Raise `StoreError`, with the mend, unless the store answers."""
        try:
            async with asyncio.timeout(PING_SECONDS):
                await self.redis.ping()
        except (RedisError, OSError, TimeoutError) as error:
            raise StoreError(f"{self.name}: {to_store_error(error)}; check REDIS_URL") from error

    @property
    def log_hours(self) -> int | None:
        """Hours that the store's own log can hold what was deleted; None if that is not known."""
        return 1 if self._embedded else None

    async def revive(self) -> None:
        """Start the embedded server again after it died; many may ask, one does."""
        if self._embedded is None:
            return
        if self._reviving is None or self._reviving.done():
            self._reviving = asyncio.create_task(asyncio.to_thread(self._embedded.ensure))
        await asyncio.shield(self._reviving)

    async def close(self) -> None:
        """Close the connections, and leave the embedded server."""
        await self.redis.aclose()
        if self._reviving:
            await asyncio.gather(self._reviving, return_exceptions=True)
        if self._embedded:
            await asyncio.to_thread(self._embedded.close)


def _client(url: str) -> Redis:
    try:
        client: Redis = Redis.from_url(
            url,
            single_connection_client=True,  # half the cost of a pool; what waits in line is short
            socket_connect_timeout=CONNECT_SECONDS,
            retry=Retry(NoBackoff(), 0),  # sessions try again, and know that they did
            protocol=2,
        )
        # What is wrong in it would show only in use.
        client.connection_pool.make_connection()  # type: ignore[no-untyped-call]
    except (ValueError, TypeError):  # which quote the address, password and all
        raise BadSettingError(
            "REDIS_URL is malformed; write redis://user:password@host:6379/0, with special "
            "characters in the password as %XX"
        ) from None
    return client
