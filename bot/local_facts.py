"""Local facts while the guide runs: the file that LOCAL names, read again when it changes."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from flows.pack.local_file import read_local

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from flows.model.local import LocalFacts

EVERY_SECONDS = 1.0
"""The file is looked at this often at most."""

log = logging.getLogger(__name__)

State = tuple[int, ...]
"""What tells that a file is as it was; nothing where there is none."""


class LocalFactsFile:
    """The file of an institution, if it has one; looked at when somebody asks.

    One with a fault changes nothing: what was read before it stands.
    """

    def __init__(
        self,
        path: Path | None,
        options: Collection[str],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = path
        self._options = options
        self._now = now
        self._facts: LocalFacts | None = None
        self._state: State | None = None
        self._next = float("-inf")

    def read(self) -> LocalFacts | None:
        """Give what the file says; None where there is no file, or none without a fault yet."""
        if self._path and (now := self._now()) >= self._next:
            self._next = now + EVERY_SECONDS
            state = _state(self._path)
            if state != self._state:
                self._state = state
                self._take(self._path)
        return self._facts

    def _take(self, path: Path) -> None:
        if not self._state:
            self._facts = None
            log.warning("LOCAL: %s is not there, so nothing local is shown", path)
            return
        found, issues, _ = read_local(path, self._options)
        if found:
            self._facts = found
            log.info("LOCAL: read %s", path)
            return
        kept = "what was read before stands" if self._facts else "nothing local is shown"
        mend = "`meded check --local` names every one"
        log.warning("LOCAL: %s has faults (%d), so %s; %s", path, len(issues), kept, mend)


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino
