"""The embedded store: a server of our own in a folder, shared by our processes."""

from __future__ import annotations

import fcntl
import logging
import math
import threading
import time
from typing import IO, TYPE_CHECKING

from bot.errors import StoreError
from bot.store.server import Server, Sign

if TYPE_CHECKING:
    from pathlib import Path

START_SECONDS = 5.0
AWAY_SECONDS = 0.5
TELL_SECONDS = 10.0

log = logging.getLogger(__name__)


class Embedded:
    """One folder's server: started by whoever comes first, stopped by whoever leaves last.

    Three locks, released by the kernel when a process dies: `users` (shared by all who use it),
    `start` (whoever is starting it), `server` (held by the server itself as long as it lives).
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server = Server(folder)
        self.socket = self._server.socket
        self._users: IO[str] | None = None
        self._given_up = threading.Event()

    @property
    def url(self) -> str:
        """Where clients reach it."""
        return f"unix://{self.socket}"

    def open(self) -> None:
        """Join the users of the server, starting it if needed; raises `StoreError`."""
        self._given_up.clear()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._users = (self.folder / "users.lock").open("a+")
        except OSError as error:
            raise StoreError(f"can't write in {self.folder}: {error.strerror}") from error
        try:
            fcntl.flock(self._users, fcntl.LOCK_SH)
            self.ensure()
        except BaseException:
            self.close()
            raise

    def ensure(self) -> None:
        """Start the server unless it answers; anybody who uses it may, at any time."""
        waiting = _Waiting(self.folder, self._given_up)
        with (
            (self.folder / "start.lock").open("a") as start,
            (self.folder / "server.lock").open("a") as lock,
        ):
            while not _taken(start, 0):  # somebody else is starting it
                waiting.tick(self._server.sign())
            if not _taken(lock, 0):
                if self._comes(lock, waiting, START_SECONDS):
                    return
                self._clear(lock)
            self._server.launch(lock)
            lock.close()  # it is the server's alone now
            with (self.folder / "server.lock").open("a") as theirs:
                if not self._comes(theirs, waiting, math.inf):
                    raise self._server.failed()
            self._server.rewrite()

    def give_up(self) -> None:
        """Have a start that is underway in another thread end, with a `StoreError`."""
        self._given_up.set()

    def close(self) -> None:
        """Leave; the last one out stops the server."""
        if self._users is None:
            return
        try:
            if _taken(self._users, 0):  # nobody else uses it
                self._stop()
        finally:
            self._users.close()
            self._users = None

    def _comes(self, lock: IO[str], waiting: _Waiting, seconds: float) -> bool:
        """Wait for the server that holds the lock; false once it ended, or was so long silent.

        A server that loads is never too late, and one of ours that lives isn't either: on a slow
        disk it is silent while it reads.
        """
        heard = time.monotonic()
        while (sign := self._server.sign()) is not Sign.ANSWERS:
            now = time.monotonic()
            if sign is Sign.LOADS:
                heard = now
            away = sign is Sign.AWAY and seconds < math.inf  # it may have lost its socket
            if _taken(lock, 0) or now - heard > (AWAY_SECONDS if away else seconds):
                return False
            waiting.tick(sign)
        return True

    def _clear(self, lock: IO[str]) -> None:
        """End a server of ours that answers nobody, and take its lock."""
        if not _taken(lock, 0):
            self._server.end(at_once=True)
        if not _taken(lock, START_SECONDS):
            raise StoreError(
                f"a store server (process {self._server.pid()}) holds {self.folder} and does not "
                f"answer; end it and try again"
            )

    def _stop(self) -> None:
        with (self.folder / "server.lock").open("a") as lock:
            end = time.monotonic() + START_SECONDS
            while not _taken(lock, 0):
                if time.monotonic() > end:
                    return
                self._server.end()  # more than once, for one that just began can't be reached yet
                _taken(lock, 0.1)
            self.socket.unlink(missing_ok=True)


class _Waiting:
    """Tells now and then what is waited for, until it is given up."""

    def __init__(self, folder: Path, given_up: threading.Event) -> None:
        self._folder = folder
        self._given_up = given_up
        self._begun = time.monotonic()
        self._next = 1.0

    def tick(self, sign: Sign) -> None:
        seconds = time.monotonic() - self._begun
        if seconds > self._next:
            does = "is loading what it kept" if sign is Sign.LOADS else "does not answer yet"
            # As a warning, so that whoever waits for a demo or a chat sees it.
            log.warning("the store in %s %s; %d s so far", self._folder, does, seconds)
            self._next = seconds + TELL_SECONDS
        if self._given_up.wait(0.05 if sign is Sign.LOADS else 0.005):
            raise StoreError(f"the start of the store in {self._folder} was given up")


def _taken(lock: IO[str], seconds: float) -> bool:
    """Try to lock a file for so many seconds; true once it is ours."""
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(0.01)
        else:
            return True
