"""kill -9 in the middle of a thousand turns: what was acknowledged is there afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from redis import Redis

from bot.store.connection import Store
from bot.store.embedded import Embedded
from tests.walker import ROSA, model, settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.dialogue.engine import DialogueEngine
    from flows.dialogue.session import Session

TURNS = 1000


@contextmanager
def walker(folder: Path) -> Iterator[subprocess.Popen[str]]:
    words = [sys.executable, "-m", "tests.walker", str(folder), str(TURNS)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program, our own words
        try:
            yield process
        finally:
            process.kill()


def acknowledged(process: subprocess.Popen[str], most: int = TURNS) -> list[tuple[int, int]]:
    """Read the next printed turns as (event, version), until there are no more."""
    found: list[tuple[int, int]] = []
    assert process.stdout
    while len(found) < most and (line := process.stdout.readline()).endswith("\n"):
        number, version = line.split()
        found.append((int(number), int(version)))
    return found


async def kept(folder: Path) -> Session:
    store = await Store.open(settings(folder))
    try:
        return (await store.sessions.read(ROSA)).session
    finally:
        await store.close()


def same(one: Session, other: Session) -> bool:
    return (one.answers, one.flow, one.position_version) == (
        other.answers,
        other.flow,
        other.position_version,
    )


@pytest.mark.parametrize("after", [1, 337])
async def test_when_the_bot_is_killed_everything_acknowledged_is_there(
    tmp_path: Path, engine: DialogueEngine, after: int
) -> None:
    with walker(tmp_path) as process:
        found = acknowledged(process, after)
        process.kill()
        found += acknowledged(process)
    session = await kept(tmp_path)
    last = found[-1][1]
    assert session.version in {last, last + 1}  # one more may have been written and never told
    assert same(session, model(engine, session.version))
    assert [version for _, version in found] == list(range(1, last + 1))


async def test_when_the_server_is_killed_everything_acknowledged_is_there_and_it_goes_on(
    tmp_path: Path, engine: DialogueEngine
) -> None:
    with walker(tmp_path) as process:
        found: list[tuple[int, int]] = []
        for after in (150, 200, 250):
            found += acknowledged(process, after)
            with Redis.from_url(Embedded(tmp_path / "store").url) as client:
                pid = int(client.info("server")["process_id"])
            os.kill(pid, signal.SIGKILL)
        found += acknowledged(process)
        assert process.wait(30) == 0
    assert found == [(number, number + 1) for number in range(TURNS)]
    assert same(await kept(tmp_path), model(engine, TURNS))


async def test_when_both_are_killed_at_once_everything_acknowledged_is_there(
    tmp_path: Path, engine: DialogueEngine
) -> None:
    with walker(tmp_path) as process:
        found = acknowledged(process, 200)
        with Redis.from_url(Embedded(tmp_path / "store").url) as client:
            pid = int(client.info("server")["process_id"])
        os.kill(pid, signal.SIGKILL)
        process.kill()
        found += acknowledged(process)
    session = await kept(tmp_path)
    assert session.version in {found[-1][1], found[-1][1] + 1}
    assert same(session, model(engine, session.version))
