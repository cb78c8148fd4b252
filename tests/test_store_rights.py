"""At the start the store is tried as it will be used, and what is missing is named."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreError
from bot.store import trouble
from bot.store.connection import Store
from bot.turns import TurnService
from flows.dialogue.action import Action, ActionType
from flows.dialogue.request import Person
from tests.conversation import request_by
from tests.valkeys import SLOW, cluster_node, filled, follow, port_of, refusing, valkey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from redis import Redis

    from bot.settings import Settings
    from flows.dialogue.engine import DialogueEngine

ROSA = Person("T0MEDED00", "U0RESIDENT")
WORDS = trouble._RIGHTS.split()  # noqa: SLF001 - what operators are told to grant


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    with valkey(tmp_path_factory.mktemp("rights") / "store") as redis:
        yield redis


@pytest.fixture
def check(
    make_settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., str]:
    """Try the store as a start does; gives what is said of it, or nothing."""
    monkeypatch.setattr("bot.store.line.SECONDS", 0.2)  # no other server will come

    async def run(port: int, who: str) -> str:
        store = await Store.open(make_settings(redis_url=f"redis://{who}127.0.0.1:{port}/0"))
        said = ""
        try:
            await store.check()
        except StoreError as error:
            said = str(error)
        finally:
            await store.close()
        assert "\n" not in said
        assert "secret" not in said
        assert not said or said.startswith("redis://127.0.0.1/0: ")
        return said

    return lambda redis, who="": asyncio.run(run(port_of(redis), who))


@pytest.fixture
def check_as(redis: Redis, check: Callable[..., str]) -> Callable[..., str]:
    """The same as a user who has these rights."""

    def run(*rights: str) -> str:
        redis.script_flush()
        _allow(redis, *rights)
        return check(redis, "guide:secret@")

    return run


def _allow(redis: Redis, *rights: str) -> None:
    words = ("ACL", "SETUSER", "guide", "reset", "on", ">secret", *rights)
    redis.execute_command(*words)  # type: ignore[no-untyped-call]


def test_a_store_where_all_is_allowed_is_fine_and_holds_nothing_afterwards(
    redis: Redis, check: Callable[..., str]
) -> None:
    redis.flushall()  # a user who may not delete leaves what expires within a minute
    assert check(redis) == ""
    assert redis.dbsize() == 0


def test_nothing_is_needed_but_what_operators_are_told_to_grant(
    check_as: Callable[..., str],
) -> None:
    assert check_as("~test*", *WORDS) == ""


async def test_with_it_a_person_can_also_be_forgotten_by_hand(
    redis: Redis, engine: DialogueEngine, make_settings: Callable[..., Settings]
) -> None:
    _allow(redis, "~test*", *WORDS)
    url = f"redis://guide:secret@127.0.0.1:{port_of(redis)}/0"
    store = await Store.open(make_settings(redis_url=url))
    try:
        begin = Action(ActionType.BEGIN, "decide")
        assert (await TurnService(engine, store.sessions).turn(request_by(ROSA, begin, "1"))).saved
        assert len(await store.sessions.forget_everywhere(ROSA.user, None)) == 1
    finally:
        await store.close()


@pytest.mark.parametrize("word", [word for word in WORDS if word != "+scan"])
def test_each_command_that_is_not_allowed_is_named(check_as: Callable[..., str], word: str) -> None:
    said = check_as("~test*", "+@all", word.replace("+", "-"))
    assert f"may not run {word.removeprefix('+')}; grant {word} (" in said


def test_a_user_without_any_right_to_scripts_is_told_so(check_as: Callable[..., str]) -> None:
    assert "may not run script|load; grant +script|load" in check_as("~*", "+@all", "-@scripting")


def test_keys_that_are_not_allowed_are_named(check_as: Callable[..., str]) -> None:
    assert "may not use our keys; grant" in check_as("~other:*", "+@all")


def test_a_wrong_password_is_named(redis: Redis, check: Callable[..., str]) -> None:
    assert "refused the password; mend it in REDIS_URL" in check(redis, ":secret@")


def test_full_memory_is_named(redis: Redis, check: Callable[..., str]) -> None:
    redis.config_set("maxmemory", 1)
    try:
        assert "memory is full; raise its maxmemory" in check(redis)
    finally:
        redis.config_set("maxmemory", 0)


def test_a_server_that_keeps_nothing_on_disk_is_no_reason_not_to_start(
    redis: Redis, check: Callable[..., str]
) -> None:
    assert redis.info("persistence")["aof_enabled"] == 0
    assert check(redis) == ""


def test_a_replica_is_named(tmp_path: Path, redis: Redis, check: Callable[..., str]) -> None:
    with valkey(tmp_path / "replica") as replica:
        follow(replica, redis)
        assert "is a replica, which refuses writes; name the primary in REDIS_URL" in check(replica)


def test_a_replica_without_its_primary_is_named(tmp_path: Path, check: Callable[..., str]) -> None:
    with valkey(tmp_path / "replica") as replica:
        replica.config_set("replica-serve-stale-data", "no")
        replica.replicaof("127.0.0.1", 1)
        assert "is a replica without its primary; name the primary" in check(replica)


@pytest.mark.parametrize("slots", [None, (0, 8000)])
def test_a_node_of_a_cluster_that_has_not_every_slot_is_named(
    tmp_path: Path, check: Callable[..., str], slots: tuple[int, int] | None
) -> None:
    with cluster_node(tmp_path / "node") as node:
        if slots:
            node.execute_command("CLUSTER", "ADDSLOTSRANGE", *slots)  # type: ignore[no-untyped-call]
        assert "is a node of a Redis Cluster, which the guide can't use" in check(node)


async def test_a_node_that_sends_us_to_another_is_named(
    make_settings: Callable[..., Settings],
) -> None:
    async with refusing("MOVED 3999 127.0.0.1:1") as port:
        store = await Store.open(make_settings(redis_url=f"redis://127.0.0.1:{port}/0"))
        try:
            with pytest.raises(StoreError, match="node of a Redis Cluster"):
                await store.check()
        finally:
            await store.close()


def test_a_store_that_loads_is_waited_for(
    tmp_path: Path, check: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.line.SECONDS", 0.1)
    filled(tmp_path / "slow", 2000)
    with valkey(tmp_path / "slow", *SLOW, "400", loading=True) as slow:
        assert check(slow) == ""
        assert slow.dbsize() == 2000


def test_one_that_loads_for_too_long_is_named(
    tmp_path: Path, check: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.line.SECONDS", 0.1)
    monkeypatch.setattr("bot.store.connection.LOADING_SECONDS", 0.5)
    filled(tmp_path / "slow", 20_000)
    with valkey(tmp_path / "slow", *SLOW, "400", loading=True) as slow:
        begun = time.monotonic()
        assert "is still loading what it kept" in check(slow)
        assert time.monotonic() - begun < 2


async def test_the_check_takes_a_handful_of_commands(
    redis: Redis, make_settings: Callable[..., Settings]
) -> None:
    store = await Store.open(make_settings(redis_url=f"redis://127.0.0.1:{port_of(redis)}/0"))
    try:
        await store.check()
        begun = time.monotonic()
        await store.check()
        assert time.monotonic() - begun < 0.1
    finally:
        await store.close()


async def test_no_text_of_a_person_is_in_what_is_said_of_the_store(
    redis: Redis, make_settings: Callable[..., Settings]
) -> None:
    redis.execute_command(
        "ACL", "SETUSER", "guide", "reset", "on", ">secret", "~*", "+@all", "-zadd"
    )  # type: ignore[no-untyped-call]
    url = f"redis://guide:secret@127.0.0.1:{port_of(redis)}/0"
    store = await Store.open(make_settings(redis_url=url))
    try:
        with pytest.raises(StoreError) as told:
            await store.unanswered.keep("is (my boss) of pipeline\ncaused error: angry?")
    finally:
        await store.close()
    assert "boss" not in str(told.value)
    assert re.search(r"may not run zadd; grant \+zadd", str(told.value))
