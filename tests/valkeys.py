"""Real servers for the store, and what can stand between them and us."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import time
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import BusyLoadingError, RedisError
from redis.retry import Retry

from bot.store.server import server_program

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

SECONDS = 10.0
SLOW = ("--loading-process-events-interval-bytes", "1024", "--key-load-delay")
"""Lets a server load slowly; then come the microseconds for each key."""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_for(redis: Redis, *, loading: bool = False) -> None:
    end = time.monotonic() + SECONDS
    while True:
        try:
            redis.ping()
        except BusyLoadingError:
            if loading:
                return
        except RedisError:
            pass
        else:
            return
        assert time.monotonic() < end
        time.sleep(0.01)


@contextmanager
def valkey(folder: Path, *options: str, loading: bool = False) -> Iterator[Redis]:
    """Run a server of our own; its client's `port` is where it listens."""
    folder.mkdir(exist_ok=True)
    port = free_port()
    given = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""]
    words = [str(server_program()), *given, "--repl-diskless-sync-delay", "0", *options]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own
        try:
            with Redis(port=port, retry=Retry(NoBackoff(), 0)) as redis:
                wait_for(redis, loading=loading)
                yield redis
        finally:
            process.kill()


def cluster_node(folder: Path) -> AbstractContextManager[Redis]:
    """Run a node that serves no slots yet, and answers for each as best it can."""
    # Without a port of its own for the cluster, it takes one 10,000 higher, which may not exist.
    words = ("--cluster-enabled", "yes", "--cluster-port", str(free_port()))
    return valkey(folder, *words, "--cluster-require-full-coverage", "no")


def port_of(redis: Redis) -> int:
    return int(redis.connection_pool.connection_kwargs["port"])


def follow(replica: Redis, primary: Redis) -> None:
    """Make one the replica of another, and wait until it has everything."""
    replica.replicaof("127.0.0.1", port_of(primary))
    end = time.monotonic() + SECONDS
    while replica.info("replication")["master_link_status"] != "up":
        assert time.monotonic() < end
        time.sleep(0.01)
    primary.wait(1, 1000)


def filled(folder: Path, keys: int) -> None:
    """Leave so many keys in a folder, for a server to load."""
    with valkey(folder) as redis:
        with redis.pipeline(transaction=False) as pipe:
            for number in range(keys):
                pipe.set(f"key {number}", "x" * 100)
            pipe.execute()
        redis.save()


class Forwarder:
    """A name that can move: new connections go to `port`, old ones stay where they are."""

    def __init__(self, port: int) -> None:
        self.port: int | None = port
        self.dialled = 0
        self.url = ""
        self._lines: set[asyncio.StreamWriter] = set()

    async def serve(self, ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self.dialled += 1
        self._lines.add(back)
        out: asyncio.StreamWriter | None = None
        try:
            if self.port is not None:
                answers, out = await asyncio.open_connection("127.0.0.1", self.port)
                await asyncio.gather(_copy(ours, out), _copy(answers, back))
        finally:
            self._lines.discard(back)
            await _end(back, *([out] if out else []))

    def cut(self) -> None:
        """Cut every connection there is."""
        for line in self._lines:
            line.transport.abort()


async def _copy(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(65536):
            to.write(data)
    except OSError:
        pass
    finally:
        to.close()


async def _end(*lines: asyncio.StreamWriter) -> None:
    for line in lines:
        line.close()
        with suppress(OSError):
            await line.wait_closed()


@asynccontextmanager
async def forwarder(port: int) -> AsyncIterator[Forwarder]:
    forwards = Forwarder(port)
    underway: set[asyncio.Task[None]] = set()

    async def serve(ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(forwards.serve(ours, back))
        underway.add(task)
        await task

    listener = await asyncio.start_server(serve, "127.0.0.1", 0)
    forwards.url = f"redis://127.0.0.1:{listener.sockets[0].getsockname()[1]}/0"
    try:
        yield forwards
    finally:
        listener.close()
        forwards.cut()
        await listener.wait_closed()
        await asyncio.gather(*underway)


@asynccontextmanager
async def refusing(line: str) -> AsyncIterator[Any]:
    """Stand in for a server that answers all but the greeting with one error."""

    async def serve(asked: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        while data := await asked.read(65536):
            commands = data.count(b"*")
            back.write(f"-{line}\r\n".encode() * commands)
        await _end(back)

    listener = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield listener.sockets[0].getsockname()[1]
    finally:
        listener.close()
        await listener.wait_closed()
