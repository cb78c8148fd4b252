"""What Slack did not sign: counted, and told in one line now and then, whoever sends how much."""

from __future__ import annotations

import asyncio
import logging

TOLD_EVERY = 60.0

log = logging.getLogger(__name__)


class Unsigned:
    """The first is told at once; how many came since, once a minute at most."""

    def __init__(self) -> None:
        self._count = 0
        self._timer: asyncio.TimerHandle | None = None

    def add(self) -> None:
        """Count one more."""
        self._count += 1
        if self._timer is None:
            self._tell_and_wait()

    def close(self) -> None:
        """Tell what is left to tell."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
            self._tell()

    def _tell_and_wait(self) -> None:
        self._timer = None
        if self._count:
            self._tell()
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(TOLD_EVERY, self._tell_and_wait)

    def _tell(self) -> None:
        count, self._count = self._count, 0
        if count:
            requests = "request" if count == 1 else "requests"
            log.warning("refused %d %s that Slack did not sign", count, requests)
