"""The line to the store: what is asked there, and asked again where that can help."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as GoneError
from redis.exceptions import NoScriptError, RedisError
from redis.exceptions import TimeoutError as SlowError

from bot.store.trouble import OTHER_SERVER, to_store_error

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from redis.asyncio import Redis

SECONDS = 2.0
"""How long another server is looked for when the caller names no end."""
PAUSES = (0.02, 0.05)

# The client tries nothing again, so that we know how often we asked. After these errors it closes
# the connection, under its own lock, so that what comes next looks up the name and dials anew.
ONCE = Retry(NoBackoff(), 0, (GoneError, SlowError, *OTHER_SERVER))


class Line:
    """Asks the store, within a deadline.

    A server that says it is not the one to ask, as after a failover, is asked again until then:
    the answer can only come from another connection, or later. A connection that is gone is tried
    once more, after `revive` where there is one, for nobody there should not take the whole time.
    """

    def __init__(self, redis: Redis, revive: Callable[[], Awaitable[None]] | None = None) -> None:
        self.redis = redis
        self._revive = revive

    async def ask(self, call: Callable[[], Awaitable[Any]], until: float | None = None) -> Any:  # noqa: ANN401 - Redis answers anything
        """Ask until there is an answer or, on the event loop's clock, `until`."""
        time = asyncio.get_running_loop().time
        end = time() + SECONDS if until is None else until
        pauses, lost, said = iter(PAUSES), False, None
        try:
            async with asyncio.timeout_at(until):
                while True:
                    try:
                        return await call()
                    except (*OTHER_SERVER, NoScriptError) as error:
                        said, pause = error, next(pauses, PAUSES[-1])
                        if time() + pause >= end:
                            raise
                        await asyncio.sleep(pause)
                    except (GoneError, OSError):
                        if lost:
                            raise
                        lost = True
                        if self._revive:
                            await self._revive()
        except TimeoutError as error:
            cause = said or error  # what it last said tells more than that the time was up
            raise to_store_error(cause) from cause
        except (RedisError, OSError) as error:
            raise to_store_error(error) from error
