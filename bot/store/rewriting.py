"""Writing the embedded server's file anew, so that what was forgotten is not in it any more."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from redis.exceptions import RedisError

if TYPE_CHECKING:
    from redis.asyncio import Redis

HOURS = 1
"""Hours after which nothing on disk holds what was forgotten, as long as the store runs."""
EVERY_SECONDS = 50 * 60.0
"""At most so often, which leaves some minutes of the hour for the writing itself."""
AGAIN_SECONDS = 60.0
LAST_SECONDS = 2.0

log = logging.getLogger(__name__)


class Rewriting:
    """Has the append-only file written anew after somebody was forgotten.

    What is still wanted at the end is done then. Only a process that is killed leaves it undone;
    for that, the embedded store has a file that grew written anew at each start, which takes a
    child of the server some 20 ms for ten thousand people, so that nothing has to note it.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._wanted = False
        self._next = 0.0
        self._task: asyncio.Task[None] | None = None

    def want(self) -> None:
        """Somebody was forgotten."""
        self._wanted = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Do what is still wanted, now."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        try:
            async with asyncio.timeout(LAST_SECONDS):
                while self._wanted and not await self._rewrite():  # noqa: ASYNC110 - the server tells nobody when it can
                    await asyncio.sleep(0.05)
        except TimeoutError:
            log.warning("what was forgotten is in the store's file until the next start")

    async def _run(self) -> None:
        time = asyncio.get_running_loop().time
        while self._wanted:
            await asyncio.sleep(self._next - time())
            done = await self._rewrite()
            self._next = time() + (EVERY_SECONDS if done else AGAIN_SECONDS)

    async def _rewrite(self) -> bool:
        """Have the file written; tells whether nobody is in it any more who was forgotten."""
        self._wanted, done = False, False  # whoever is forgotten from here on may be in it
        try:
            await self._redis.bgrewriteaof()
            done = await self._written()
        except (RedisError, OSError) as error:  # also that one is underway, which began too early
            log.info("the store's file was not written anew, so again later: %s", error)
        finally:
            self._wanted = self._wanted or not done
        return done

    async def _written(self) -> bool:
        while True:
            now = await self._redis.info("persistence")
            if not now["aof_rewrite_in_progress"]:
                return bool(now["aof_last_bgrewrite_status"] == "ok")
            await asyncio.sleep(0.01)
