"""The outbox: in order for each channel, whatever fails; nothing of what is said stays behind."""

from __future__ import annotations

import asyncio
import gc
import weakref
from typing import TYPE_CHECKING, Any

import pytest

from bot.slack.send_queue import SendQueue

if TYPE_CHECKING:
    from collections.abc import Coroutine


@pytest.fixture
def failed() -> list[Exception]:
    return []


@pytest.fixture
def queue(failed: list[Exception]) -> SendQueue:
    async def report(error: Exception) -> None:
        failed.append(error)

    return SendQueue(report)


async def test_a_lane_is_in_order_and_no_lane_waits_for_another(queue: SendQueue) -> None:
    said: list[str] = []
    go = asyncio.Event()

    async def first() -> None:
        await go.wait()
        said.append("first")

    async def say(word: str) -> None:
        said.append(word)
        if word == "elsewhere":
            go.set()

    queue.add("C1", first())
    queue.add("C1", say("second"))
    queue.add("C2", say("elsewhere"))
    assert await queue.drain(5) == 0
    assert said == ["elsewhere", "first", "second"]


async def test_a_lane_stays_in_order_though_something_before_is_done(queue: SendQueue) -> None:
    said: list[str] = []
    begun, go = asyncio.Event(), asyncio.Event()

    async def say(word: str) -> None:
        begun.set()
        if word == "second":
            await go.wait()
        said.append(word)

    queue.add("C1", say("first"))
    await begun.wait()
    begun.clear()
    queue.add("C1", say("second"))
    await begun.wait()
    queue.add("C1", say("third"))
    queue.add("C2", say("elsewhere"))
    begun.clear()
    await begun.wait()
    go.set()
    assert await queue.drain(5) == 0
    assert said == ["first", "elsewhere", "second", "third"]


async def test_what_fails_is_reported_and_holds_nothing_up(
    queue: SendQueue, failed: list[Exception]
) -> None:
    done = asyncio.Event()

    async def fail() -> None:
        raise LookupError

    async def succeed() -> None:
        done.set()

    queue.add("C1", fail())
    queue.add("C1", succeed())
    assert await queue.drain(5) == 0
    assert done.is_set()
    assert [type(error) for error in failed] == [LookupError]


async def test_what_was_said_is_let_go(queue: SendQueue) -> None:
    tasks: list[weakref.ref[asyncio.Task[Any]]] = []

    async def say() -> None:
        task = asyncio.current_task()
        assert task
        tasks.append(weakref.ref(task))

    for lane in ("C1", "C1", "C2"):
        queue.add(lane, say())
    assert await queue.drain(5) == 0
    gc.collect()
    assert [task() for task in tasks] == [None] * 3


async def test_what_takes_too_long_is_given_up_and_counted(queue: SendQueue) -> None:
    async def for_ever() -> None:
        await asyncio.Event().wait()

    works: list[Coroutine[Any, Any, None]] = [for_ever(), for_ever()]
    for work in works:
        queue.add("C1", work)
    assert await queue.drain(0.01) == 2
    assert await queue.drain(5) == 0
