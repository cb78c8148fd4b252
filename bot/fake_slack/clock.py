"""Time that tests can move, and waiting that notices when it moved."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Clock:
    """Seconds since the epoch from `source`, plus whatever `move` has added."""

    def __init__(self, source: Callable[[], float]) -> None:
        self._source = source
        self._offset = 0.0
        self._moved: asyncio.Event = asyncio.Event()

    def now(self) -> float:
        """Return the time in seconds."""
        return self._source() + self._offset

    def move(self, seconds: float) -> None:
        """Let time pass at once; whoever waits for a moment looks again."""
        self._offset += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    async def until(self, moment: float) -> None:
        """Wait until the clock shows `moment`."""
        while (left := moment - self.now()) > 0:
            moved = self._moved
            try:
                async with asyncio.timeout(left):
                    await moved.wait()
            except TimeoutError:
                continue

    async def within(self, future: asyncio.Future[T], moment: float) -> T:
        """Wait for `future`, but raise TimeoutError once the clock shows `moment`."""
        alarm: asyncio.Future[None] = asyncio.ensure_future(self.until(moment))
        racing: set[asyncio.Future[Any]] = {future, alarm}
        try:
            await asyncio.wait(racing, return_when=asyncio.FIRST_COMPLETED)
            if not future.done():
                raise TimeoutError
            return future.result()
        finally:
            alarm.cancel()
