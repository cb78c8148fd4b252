"""The connection to the store: a server somebody runs, or the embedded one."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.exceptions import BusyLoadingError

from bot.errors import BadSettingError, StoreError
from bot.store.embedded import Embedded
from bot.store.keys import Keys
from bot.store.line import ONCE, Line
from bot.store.marks import Marks
from bot.store.rewriting import HOURS, Rewriting
from bot.store.sessions import Sessions
from bot.store.unanswered import Unanswered
from flows.dialogue.request import Person

if TYPE_CHECKING:
    from bot.settings import Settings

CONNECT_SECONDS = 0.4
CHECK_SECONDS = 4.0
LOADING_SECONDS = 30.0
SCRATCH_TTL = 60

log = logging.getLogger(__name__)


class Store:
    """The open store: its sessions, and the embedded server if that is what it runs on.

    `log_hours`: for how many hours what was deleted can still be in files; None: not known.
    """

    def __init__(self, url: str, settings: Settings, embedded: Embedded | None = None) -> None:
        self.redis: Redis = _client(url)
        self._embedded = embedded
        self._rewriting = Rewriting(self.redis) if embedded else None
        self.log_hours = HOURS if embedded else settings.store_log_hours
        parts = urlsplit(url)
        self.name = f"{parts.scheme}://{parts.hostname or ''}{parts.path}"  # without the password
        self._line = Line(self.redis, self.revive if embedded else None)
        self._scratch = Keys(f"{settings.redis_namespace}:check")
        keys = Keys(settings.redis_namespace)
        ttl = settings.session_ttl_days * 86_400
        self.unanswered = Unanswered(self._line, keys, ttl)
        self.marks = Marks(self._line, keys)
        forgot = self._rewriting.want if self._rewriting else bool
        self.sessions = Sessions(self._line, keys, ttl, forgot)
        self._reviving: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, settings: Settings) -> Self:
        """Open what `REDIS_URL` names, or the embedded store; raises `StoreError`."""
        if settings.redis_url is not None:
            return cls(settings.redis_url.get_secret_value(), settings)
        embedded = Embedded(settings.var_dir / "store")
        opening = asyncio.create_task(asyncio.to_thread(embedded.open))
        try:
            await asyncio.shield(opening)
        except asyncio.CancelledError:  # a thread goes on all the same
            embedded.give_up()
            await asyncio.gather(opening, return_exceptions=True)
            await asyncio.to_thread(embedded.close)
            raise
        return cls(embedded.url, settings, embedded)

    async def check(self) -> None:
        """Do once, under scratch keys, all that will be done; raises `StoreError` with the mend."""
        time = asyncio.get_running_loop().time
        end, told = time() + LOADING_SECONDS, False
        while True:
            try:
                async with asyncio.timeout(CHECK_SECONDS):
                    return await self._try()
            except TimeoutError as error:
                raise self._at(StoreError("the store did not answer in time")) from error
            except StoreError as error:
                if not isinstance(error.__cause__, BusyLoadingError) or time() >= end:
                    raise self._at(error) from error
            if not told:
                log.info("%s is loading what it kept; waiting for it", self.name)
                told = True

    async def _try(self) -> None:
        await self._line.ask(self._try_slots)
        person = Person("check", secrets.token_hex(4))  # another process may check as well
        await Sessions(self._line, self._scratch, SCRATCH_TTL).check(person)
        await Unanswered(self._line, self._scratch, SCRATCH_TTL).check()
        await Marks(self._line, self._scratch).check(person)

    async def _try_slots(self) -> None:
        """Read keys of many hash slots: a cluster's node, but for a lonely one, refuses some."""
        async with self.redis.pipeline(transaction=False) as pipe:
            for number in range(16):
                pipe.get(self._scratch.session(Person("slot", str(number))))
            await pipe.execute()

    def _at(self, error: StoreError) -> StoreError:
        mend = "" if "REDIS_URL" in str(error) or self._embedded else "; check REDIS_URL"
        return StoreError(f"{self.name}: {error}{mend}")

    async def revive(self) -> None:
        """Start the embedded server again after it died; many may ask, one does."""
        if self._embedded is None:
            return
        if self._reviving is None or self._reviving.done():
            self._reviving = asyncio.create_task(asyncio.to_thread(self._embedded.ensure))
        await asyncio.shield(self._reviving)

    async def close(self) -> None:
        """Close the connections, and leave the embedded server."""
        if self._rewriting:
            await self._rewriting.close()
        await self.redis.aclose()
        if self._embedded:
            self._embedded.give_up()
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
            retry=ONCE,
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
