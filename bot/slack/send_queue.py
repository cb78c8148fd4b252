"""The outbox: what is still to be said to Slack, in order for each channel."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine


class SendQueue:
    """Tracked tasks, one lane a channel; what fails reaches the one error handler."""

    def __init__(self, report: Callable[[Exception], Awaitable[None]]) -> None:
        self._report = report
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, lane: str, work: Coroutine[Any, Any, None]) -> None:
        """Do `work` soon, after everything added to this lane before."""
        task = asyncio.create_task(self._do(self._lanes.get(lane), work))
        self._lanes[lane] = task
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._done(lane, done))

    async def drain(self, seconds: float) -> int:
        """Wait until all is said, at most so long; returns how much was given up."""
        time = asyncio.get_running_loop().time
        end = time() + seconds
        while self._tasks and time() < end:  # some of it queues more
            await asyncio.wait(set(self._tasks), timeout=end - time())
        left = [task for task in self._tasks if not task.done()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        return len(left)

    async def _do(self, before: asyncio.Task[None] | None, work: Coroutine[Any, Any, None]) -> None:
        try:
            if before and not before.done():
                await asyncio.wait([before])
            await work
        except Exception as error:  # noqa: BLE001 - the one handler takes every kind
            await self._report(error)
        finally:
            work.close()

    def _done(self, lane: str, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._lanes.get(lane) is task:
            del self._lanes[lane]
