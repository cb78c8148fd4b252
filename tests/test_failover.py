"""The store moves: another server takes over, and people notice at most a moment of it."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bot.store.connection import Store
from bot.turns import DEADLINE, TurnService
from flows.dialogue.action import Action, ActionType, answer
from flows.dialogue.request import Person
from tests.conversation import request_by
from tests.valkeys import (
    SLOW,
    Forwarder,
    cluster_node,
    filled,
    follow,
    forwarder,
    port_of,
    refusing,
    valkey,
    wait_for,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from redis import Redis

    from bot.settings import Settings
    from flows.dialogue.engine import DialogueEngine

ROSA = Person("T0MEDED00", "U0RESIDENT")
BEGIN, YES = Action(ActionType.BEGIN, "decide"), answer("decide", "identity", "yes")
CARD = Action(ActionType.ASK, text="buzzwords")
BACK_WITHIN = 2.0
PEOPLE = 8


class Pair(NamedTuple):
    """A primary with its replica, the name for the primary, and the desk that uses it."""

    primary: Redis
    replica: Redis
    name: Forwarder
    store: Store
    turns: TurnService

    def promote(self) -> None:
        self.replica.replicaof("NO", "ONE")

    def switch(self) -> None:
        """Demote the old one, which stays up with its connections, and move the name."""
        self.primary.replicaof("127.0.0.1", port_of(self.replica))
        self.name.port = port_of(self.replica)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Redis, Redis]]:
    with valkey(tmp_path / "one") as primary, valkey(tmp_path / "two") as replica:
        follow(replica, primary)
        yield primary, replica


@pytest.fixture
async def pair(
    two: tuple[Redis, Redis], engine: DialogueEngine, make_settings: Callable[..., Settings]
) -> AsyncIterator[Pair]:
    primary, replica = two
    async with forwarder(port_of(primary)) as name, _opened(name, make_settings) as store:
        yield Pair(primary, replica, name, store, TurnService(engine, store.sessions, lambda: 0.0))


@asynccontextmanager
async def _opened(
    name: Forwarder, make_settings: Callable[..., Settings], **given: str
) -> AsyncIterator[Store]:
    store = await Store.open(make_settings(redis_url=name.url, **given))
    try:
        yield store
    finally:
        await store.close()


async def _until_saved(turns: TurnService, action: Action = CARD, event: str = "until") -> float:
    """Ask until it is saved; gives the seconds that took."""
    begun = time.monotonic()
    while not (await turns.turn(request_by(ROSA, action, event))).saved:
        assert time.monotonic() - begun < BACK_WITHIN
    return time.monotonic() - begun


# A replica takes over


async def test_under_load_a_failover_is_over_within_two_seconds_and_nothing_later_is_lost(
    pair: Pair,
) -> None:
    everybody = [Person("T0MEDED00", f"U{number}") for number in range(PEOPLE)]
    saved: dict[Person, list[tuple[float, float, int]]] = {person: [] for person in everybody}
    done = asyncio.Event()

    async def talk(person: Person) -> None:
        number = 0
        while not done.is_set():
            number += 1
            began = time.monotonic()
            turn = await pair.turns.turn(request_by(person, CARD, f"event {number}"))
            if turn.saved:
                saved[person].append((began, time.monotonic(), turn.version))
            await asyncio.sleep(0.002)

    talking = [asyncio.create_task(talk(person)) for person in everybody]
    await asyncio.sleep(0.3)
    pair.promote()
    pair.switch()
    over = time.monotonic()
    await asyncio.sleep(BACK_WITHIN)
    done.set()
    await asyncio.gather(*talking)
    for person in everybody:
        before = [version for began, _, version in saved[person] if began < over]
        after = [(end, version) for began, end, version in saved[person] if began >= over]
        assert before  # one begun before may have been the old server's last, and be lost
        assert after[0][0] - over < BACK_WITHIN
        versions = [version for _, version in after]
        assert versions == list(range(versions[0], versions[0] + len(versions)))
        session = (await pair.store.sessions.read(person, fresh=True)).session
        assert session.version == versions[-1]
    assert pair.replica.dbsize() == PEOPLE


async def test_the_first_turn_after_a_failover_is_saved(pair: Pair) -> None:
    await pair.turns.turn(request_by(ROSA, BEGIN, "1"))
    pair.primary.wait(1, 1000)
    pair.promote()
    pair.switch()
    turn = await pair.turns.turn(request_by(ROSA, YES, "2"))
    assert (turn.saved, turn.version) == (True, 2)
    assert pair.name.dialled == 2
    session = (await pair.store.sessions.read(ROSA, fresh=True)).session
    assert session.answers_for("decide") == {"identity": "yes"}


async def test_what_the_new_primary_never_got_is_decided_again_from_what_it_has(
    pair: Pair,
) -> None:
    await pair.turns.turn(request_by(ROSA, BEGIN, "1"))
    pair.primary.wait(1, 1000)
    pair.promote()
    await pair.turns.turn(request_by(ROSA, YES, "2"))  # on the old one, which nobody follows
    pair.switch()
    turn = await pair.turns.turn(request_by(ROSA, CARD, "3"))
    assert (turn.saved, turn.version) == (True, 2)
    session = (await pair.store.sessions.read(ROSA, fresh=True)).session
    assert session.answers_for("decide") == {}


async def test_a_move_that_was_lost_is_made_when_slack_repeats_it(pair: Pair) -> None:
    await pair.turns.turn(request_by(ROSA, BEGIN, "1"))
    pair.primary.wait(1, 1000)
    pair.promote()
    await pair.turns.turn(request_by(ROSA, YES, "2"))
    pair.switch()
    pair.name.cut()  # so that it is the new one which is read
    turn = await pair.turns.turn(request_by(ROSA, YES, "2"))
    assert (turn.saved, turn.repeated, turn.version) == (True, False, 2)
    session = (await pair.store.sessions.read(ROSA, fresh=True)).session
    assert session.answers_for("decide") == {"identity": "yes"}


async def test_whoever_is_behind_the_new_primary_reads_it_and_goes_on(
    pair: Pair, engine: DialogueEngine, make_settings: Callable[..., Settings]
) -> None:
    await pair.turns.turn(request_by(ROSA, BEGIN, "1"))
    pair.primary.wait(1, 1000)
    pair.promote()
    pair.switch()
    space = pair.store.sessions._keys.namespace  # noqa: SLF001 - to be the same
    async with (
        forwarder(port_of(pair.replica)) as there,
        _opened(there, make_settings, redis_namespace=space) as other,
    ):
        await TurnService(engine, other.sessions, lambda: 0.0).turn(request_by(ROSA, YES, "2"))
    turn = await pair.turns.turn(request_by(ROSA, CARD, "3"))
    assert (turn.saved, turn.version) == (True, 3)


async def test_forgetting_and_counting_reach_the_new_primary(pair: Pair) -> None:
    await pair.turns.turn(request_by(ROSA, BEGIN, "1"))
    await pair.store.unanswered.keep("any gym?")
    pair.primary.wait(1, 1000)
    pair.promote()
    pair.switch()
    await pair.store.unanswered.keep("parking?")
    await pair.store.unanswered.count()
    assert await pair.store.unanswered.read() == (1, ["parking?", "any gym?"])
    assert await pair.store.sessions.forget(ROSA) == 1
    await pair.turns.turn(request_by(ROSA, BEGIN, "2"))
    assert len(await pair.store.sessions.forget_everywhere(ROSA.user, None)) == 1
    assert not list(pair.replica.scan_iter("*{*"))


# A server that can't serve just now


async def test_a_connection_that_is_killed_is_dialled_again_in_the_same_turn(pair: Pair) -> None:
    await pair.turns.turn(request_by(ROSA, BEGIN, "1"))
    for number in range(2, 5):
        pair.name.cut()
        turn = await pair.turns.turn(request_by(ROSA, CARD, f"{number}"))
        assert (turn.saved, turn.version) == (True, number)
    pair.primary.client_kill_filter(_type="normal", skipme=True)
    assert (await pair.turns.turn(request_by(ROSA, CARD, "5"))).saved


async def test_a_script_cache_that_is_flushed_midway_costs_no_turn(pair: Pair) -> None:
    for number in range(1, 4):
        pair.primary.script_flush()
        turn = await pair.turns.turn(request_by(ROSA, CARD, f"{number}"))
        assert (turn.saved, turn.version) == (True, number)
    assert pair.name.dialled == 1


async def test_a_server_that_will_have_loaded_within_the_deadline_is_waited_for(
    tmp_path: Path, pair: Pair
) -> None:
    filled(tmp_path / "slow", 500)
    await pair.turns.turn(request_by(ROSA, BEGIN, "1"))
    with valkey(tmp_path / "slow", *SLOW, "400", loading=True) as slow:
        pair.name.port = port_of(slow)
        pair.name.cut()
        assert (await pair.turns.turn(request_by(ROSA, CARD, "2"))).saved
        assert slow.dbsize() == 501


async def test_one_that_loads_for_longer_is_used_as_soon_as_it_has(
    tmp_path: Path, pair: Pair, caplog: pytest.LogCaptureFixture
) -> None:
    filled(tmp_path / "slow", 3000)
    await pair.turns.turn(request_by(ROSA, BEGIN, "1"))
    with valkey(tmp_path / "slow", *SLOW, "400", loading=True) as slow:
        pair.name.port = port_of(slow)
        pair.name.cut()
        begun = time.monotonic()
        assert not (await pair.turns.turn(request_by(ROSA, CARD, "2"))).saved
        assert time.monotonic() - begun < DEADLINE + 0.1
        assert "still loading" in caplog.text
        await asyncio.to_thread(wait_for, slow)
        assert await _until_saved(pair.turns) < DEADLINE


async def test_a_replica_without_its_primary_is_left_when_the_name_moves(
    two: tuple[Redis, Redis], pair: Pair
) -> None:
    primary, orphan = two
    await pair.turns.turn(request_by(ROSA, BEGIN, "1"))
    orphan.config_set("replica-serve-stale-data", "no")
    orphan.replicaof("127.0.0.1", 1)
    pair.name.port = port_of(orphan)
    pair.name.cut()
    assert await _saved_once_it_points_to(pair, port_of(primary))


async def test_a_replica_that_stays_one_is_named_and_takes_no_longer_than_the_deadline(
    pair: Pair, caplog: pytest.LogCaptureFixture
) -> None:
    await pair.turns.turn(request_by(ROSA, BEGIN, "1"))
    pair.name.port = port_of(pair.replica)
    pair.name.cut()
    begun = time.monotonic()
    assert not (await pair.turns.turn(request_by(ROSA, YES, "2"))).saved
    assert time.monotonic() - begun < DEADLINE + 0.1
    assert "the server is a replica" in caplog.text
    pair.name.port = port_of(pair.primary)
    assert await _until_saved(pair.turns) < DEADLINE


async def test_a_node_of_a_cluster_that_is_down_is_asked_again_until_it_serves(
    tmp_path: Path, pair: Pair
) -> None:
    await pair.turns.turn(request_by(ROSA, BEGIN, "1"))
    with cluster_node(tmp_path / "node") as node:
        pair.name.port = port_of(node)
        pair.name.cut()
        assert not (await pair.turns.turn(request_by(ROSA, CARD, "2"))).saved
        node.execute_command("CLUSTER", "ADDSLOTSRANGE", 0, 16383)  # type: ignore[no-untyped-call]
        await _until_saved(pair.turns)


@pytest.mark.parametrize(
    "line",
    [
        "MOVED 3999 127.0.0.1:1",
        "ASK 3999 127.0.0.1:1",
        "TRYAGAIN Multiple keys request during rehashing of slot",
        "CLUSTERDOWN The cluster is down",
        "LOADING The server is loading the dataset in memory",
        "READONLY You can't write against a read only replica.",
    ],
)
async def test_whatever_it_says_the_turn_ends_at_the_server_to_which_the_name_moves(
    pair: Pair, line: str
) -> None:
    await pair.turns.turn(request_by(ROSA, BEGIN, "1"))
    async with refusing(line) as wrong:
        pair.name.port = wrong
        pair.name.cut()
        assert await _saved_once_it_points_to(pair, port_of(pair.primary))


async def _saved_once_it_points_to(pair: Pair, port: int) -> bool:
    """Tell whether a turn is saved during which the name moves."""
    turn = asyncio.create_task(pair.turns.turn(request_by(ROSA, CARD, "moving")))
    await asyncio.sleep(0.15)
    assert not turn.done()
    pair.name.port = port
    return (await turn).saved


async def test_where_nobody_listens_a_turn_does_not_wait(pair: Pair) -> None:
    await pair.turns.turn(request_by(ROSA, BEGIN, "1"))
    pair.name.port = None
    pair.name.cut()
    begun = time.monotonic()
    assert not (await pair.turns.turn(request_by(ROSA, CARD, "2"))).saved
    assert time.monotonic() - begun < DEADLINE / 2
    pair.name.port = port_of(pair.primary)
    assert await _until_saved(pair.turns) < DEADLINE / 2
