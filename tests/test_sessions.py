"""What sessions promise, the same over fakeredis and over the real server."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Any

import pytest
from fakeredis import FakeAsyncRedis
from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.connection import UnixDomainSocketConnection

from bot.errors import StoreError
from bot.store.keys import Keys
from bot.store.line import Line
from bot.store.sessions import Sessions
from bot.turns import TurnService
from flows.dialogue.action import Action, ActionType, answer
from flows.dialogue.request import Person
from flows.dialogue.session import EVENTS, Session
from flows.model.option import MOST
from flows.model.subject import Subject
from tests.conversation import positions, request_by

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.settings import Settings
    from bot.store.embedded import Embedded
    from flows.dialogue.engine import DialogueEngine
    from flows.pack.pack import Pack

TTL = 100
ROSA, PAUL = Person("T0MEDED00", "U0RESIDENT"), Person("T0MEDED00", "U0DIRECTOR")
BYTES = 300
PEOPLE = 10_000
LONG = 180 * 86_400

FOREIGN = [
    *(b"hello", b"7", b"null", b"[]", b'{"a":1}', b"\xff"),
    *(
        b'{"v":1,"m":1,"e":"","f":["x"]}',
        b'{"v":1,"m":1,"e":"","a":{"decide":{"identity":["yes"]}}}',
    ),
]


@pytest.fixture(params=["fakeredis", "real"])
async def redis(
    request: pytest.FixtureRequest, server: Embedded, make_settings: Callable[..., Settings]
) -> AsyncIterator[Any]:
    fake = request.param == "fakeredis"
    client: Any = FakeAsyncRedis() if fake else Redis.from_url(server.url)
    client.space = make_settings().redis_namespace
    yield client
    await client.aclose()


@pytest.fixture
def sessions(redis: Any) -> Sessions:  # noqa: ANN401 - either client
    return Sessions(Line(redis), Keys(redis.space), TTL)


@pytest.fixture
def elsewhere(redis: Any) -> Sessions:  # noqa: ANN401 - either client
    """Another process's view of the same sessions: it remembers nothing of what we did."""
    return Sessions(Line(redis), Keys(redis.space), TTL)


async def kept(sessions: Sessions, person: Person) -> Session:
    return (await sessions.read(person, fresh=True)).session


async def put(sessions: Sessions, person: Person, session: Session) -> None:
    assert await sessions.commit(person, await sessions.read(person), session) is None


class TestSessions:
    async def test_somebody_new_has_a_new_session(self, sessions: Sessions) -> None:
        assert await kept(sessions, ROSA) == Session()

    async def test_what_was_committed_is_read_back(
        self, sessions: Sessions, elsewhere: Sessions
    ) -> None:
        session = Session().with_answers("decide", {"identity": "yes"}).accepted("m1")
        await put(sessions, ROSA, session)
        assert await kept(sessions, ROSA) == session
        assert await kept(elsewhere, ROSA) == session

    async def test_a_commit_over_something_newer_writes_nothing_and_tells_it(
        self, sessions: Sessions, elsewhere: Sessions
    ) -> None:
        stale = await sessions.read(ROSA)
        newer = Session().accepted("elsewhere")
        await put(elsewhere, ROSA, newer)
        found = await sessions.commit(ROSA, stale, Session().accepted("mine"))
        assert found is not None
        assert found.session == newer
        assert await kept(elsewhere, ROSA) == newer

    async def test_what_a_refused_commit_tells_can_be_committed_over(
        self, sessions: Sessions, elsewhere: Sessions
    ) -> None:
        stale = await sessions.read(ROSA)
        await put(elsewhere, ROSA, Session().accepted("first"))
        found = await sessions.commit(ROSA, stale, Session().accepted("mine"))
        assert found is not None
        assert await sessions.commit(ROSA, found, found.session.accepted("mine")) is None
        assert (await kept(elsewhere, ROSA)).event_digests == ("first", "mine")

    async def test_of_many_at_once_exactly_one_commits(self, sessions: Sessions) -> None:
        base = await sessions.read(ROSA)
        tries = [sessions.commit(ROSA, base, base.session.accepted(f"m{n}")) for n in range(20)]
        done = await asyncio.gather(*tries)
        assert sum(found is None for found in done) == 1
        assert (await kept(sessions, ROSA)).version == 1

    async def test_people_do_not_share_anything(self, sessions: Sessions) -> None:
        await put(sessions, ROSA, Session().accepted("rosa"))
        assert await kept(sessions, PAUL) == Session()

    async def test_the_same_user_id_in_another_team_is_somebody_else(
        self, sessions: Sessions
    ) -> None:
        await put(sessions, ROSA, Session().accepted("rosa"))
        assert await kept(sessions, Person("T0ELSEWHERE", ROSA.user)) == Session()

    async def test_each_commit_renews_the_time_to_live(
        self,
        sessions: Sessions,
        redis: Any,  # noqa: ANN401 - either client
    ) -> None:
        key = Keys(redis.space).session(ROSA)
        await put(sessions, ROSA, Session().accepted("m1"))
        assert TTL - 5 < await redis.ttl(key) <= TTL
        await redis.expire(key, 7)
        await put(sessions, ROSA, Session().accepted("m1").accepted("m2"))
        assert TTL - 5 < await redis.ttl(key) <= TTL

    async def test_a_session_that_expired_is_a_new_one(
        self,
        sessions: Sessions,
        redis: Any,  # noqa: ANN401 - either client
    ) -> None:
        await put(sessions, ROSA, Session().accepted("m1"))
        await redis.delete(Keys(redis.space).session(ROSA))
        stale = await sessions.read(ROSA)
        found = await sessions.commit(ROSA, stale, stale.session.accepted("m2"))
        assert found is not None
        assert found.session == Session()

    @pytest.mark.parametrize("foreign", FOREIGN)
    async def test_a_value_that_is_no_session_is_named_and_never_overwritten(
        self,
        sessions: Sessions,
        redis: Any,  # noqa: ANN401 - either client
        foreign: bytes,
    ) -> None:
        key = Keys(redis.space).session(ROSA)
        base = await sessions.read(ROSA)
        await redis.set(key, foreign)
        with pytest.raises(StoreError, match="no session"):
            await sessions.read(ROSA, fresh=True)
        with pytest.raises(StoreError, match="no session"):
            await sessions.commit(ROSA, base, Session().accepted("m1"))
        assert await redis.get(key) == foreign

    @pytest.mark.parametrize("foreign", FOREIGN)
    async def test_over_what_is_no_session_everything_is_answered_and_the_log_names_the_mend(
        self,
        sessions: Sessions,
        redis: Any,  # noqa: ANN401 - either client
        engine: DialogueEngine,
        caplog: pytest.LogCaptureFixture,
        foreign: bytes,
    ) -> None:
        await redis.set(Keys(redis.space).session(ROSA), foreign)
        turn_service = TurnService(engine, sessions)
        for action_type in (
            ActionType.BEGIN,
            ActionType.BACK,
            ActionType.RESUME,
            ActionType.STOP,
            ActionType.LOOK,
            ActionType.HELP,
        ):
            await turn_service.turn(request_by(ROSA, Action(action_type), f"a {type}"))
        assert not (
            await turn_service.turn(request_by(ROSA, Action(ActionType.BEGIN), "the last"))
        ).saved
        assert "no session" in caplog.text
        assert "meded forget" in caplog.text
        assert ROSA.user not in caplog.text

    async def test_a_key_of_another_kind_is_an_error_and_never_overwritten(
        self,
        sessions: Sessions,
        redis: Any,  # noqa: ANN401 - either client
    ) -> None:
        key = Keys(redis.space).session(ROSA)
        base = await sessions.read(ROSA)
        await redis.rpush(key, "x")
        with pytest.raises(StoreError):
            await sessions.read(ROSA, fresh=True)
        with pytest.raises(StoreError):
            await sessions.commit(ROSA, base, Session().accepted("m1"))
        assert await redis.type(key) == b"list"

    async def test_forget_removes_one_person_and_says_how_much(
        self, sessions: Sessions, elsewhere: Sessions
    ) -> None:
        await put(sessions, ROSA, Session().accepted("rosa"))
        await put(sessions, PAUL, Session().accepted("paul"))
        assert await sessions.forget(ROSA) == 1
        assert await sessions.forget(ROSA) == 0
        assert (await sessions.read(ROSA)).session == Session()
        assert await kept(elsewhere, ROSA) == Session()
        assert (await kept(elsewhere, PAUL)).version == 1

    async def test_what_another_process_forgot_is_not_brought_back(
        self, sessions: Sessions, elsewhere: Sessions
    ) -> None:
        await put(sessions, ROSA, Session().with_answers("decide", {"identity": "yes"}))
        await elsewhere.forget(ROSA)
        stale = await sessions.read(ROSA)
        found = await sessions.commit(ROSA, stale, stale.session.accepted("m2"))
        assert found is not None
        assert found.session == Session()
        assert await kept(elsewhere, ROSA) == Session()

    async def test_forget_everywhere_finds_each_home_and_nobody_else(
        self,
        sessions: Sessions,
        redis: Any,  # noqa: ANN401 - either client
    ) -> None:
        homes = [Person("T1", "U1"), Person("T2", "U1"), Person("T1", "U11"), Person("T1", "U2")]
        for person in homes:
            await put(sessions, person, Session().accepted("m"))
        keys = Keys(redis.space)
        assert await sessions.forget_everywhere("U1", "T2") == [keys.session(homes[1])]
        assert await sessions.forget_everywhere("U1", None) == [keys.session(homes[0])]
        assert (await kept(sessions, homes[2])).version == 1
        assert (await kept(sessions, homes[3])).version == 1

    @pytest.mark.parametrize("who", [("*", None), ("U?RESIDENT", None), (ROSA.user, "T*")])
    async def test_forget_everywhere_takes_no_name_for_a_pattern(
        self, sessions: Sessions, who: tuple[str, str | None]
    ) -> None:
        await put(sessions, ROSA, Session().accepted("rosa"))
        assert await sessions.forget_everywhere(*who) == []
        assert (await kept(sessions, ROSA)).version == 1


# Numbers


class Counted(UnixDomainSocketConnection):
    """A connection that counts what is sent."""

    trips = 0

    async def send_packed_command(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as there
        type(self).trips += 1
        await super().send_packed_command(*args, **kwargs)


@pytest.mark.parametrize("fresh", [True, False])
async def test_a_turn_takes_at_most_two_round_trips(
    server: Embedded, engine: DialogueEngine, make_settings: Callable[..., Settings], *, fresh: bool
) -> None:
    class Mine(Counted):
        pass

    pool = ConnectionPool(connection_class=Mine, path=str(server.socket))
    async with Redis(connection_pool=pool) as redis:
        keys = Keys(make_settings().redis_namespace)
        turn_service = TurnService(engine, Sessions(Line(redis), keys, TTL))
        await turn_service.turn(
            request_by(PAUL, Action(ActionType.HELP), "the first one teaches the script")
        )
        actions = [
            Action(ActionType.BEGIN, "decide"),
            answer("decide", "identity", "yes"),
            Action(ActionType.ASK, text="buzzwords"),
            Action(ActionType.WHY),
            Action(ActionType.BACK),
            Action(ActionType.STOP),
            Action(ActionType.FORGET_NOW),
            Action(ActionType.HELP),
        ]
        for number, action in enumerate(actions):
            if fresh:  # as in a process that never saw this person
                turn_service = TurnService(engine, Sessions(Line(redis), keys, TTL))
            before = Mine.trips
            turn = await turn_service.turn(request_by(ROSA, action, f"event {number}"))
            assert turn.saved
            assert 1 <= Mine.trips - before <= 2
    await pool.disconnect()


async def test_a_repeated_event_takes_at_most_two_round_trips(
    server: Embedded, engine: DialogueEngine, make_settings: Callable[..., Settings]
) -> None:
    class Mine(Counted):
        pass

    pool = ConnectionPool(connection_class=Mine, path=str(server.socket))
    async with Redis(connection_pool=pool) as redis:
        turn_service = TurnService(
            engine, Sessions(Line(redis), Keys(make_settings().redis_namespace), TTL)
        )
        request = request_by(ROSA, Action(ActionType.BEGIN, "decide"), "the same")
        await turn_service.turn(request)
        before = Mine.trips
        assert (await turn_service.turn(request)).repeated
        assert Mine.trips - before <= 2
    await pool.disconnect()


def test_a_session_is_short_with_all_that_it_can_hold(pack: Pack) -> None:
    events = [f"event {number}" for number in range(20)]
    done = {"identity": "yes", "ambition": "yes", "support": "yes"}
    finished = Session(version=10**13, position_version=10**13, flow="decide")
    longest = sorted(pack.options, key=len)[-MOST:]
    subject = Subject((), tuple(longest), max(pack.aspects, key=len), longest[0], whole=True)
    finished = finished._replace(subject=subject.dump(), unsure_at="identity")
    finished = finished._replace(answers={"decide": done})
    full = finished._replace(
        paused=True,
        miss_count=2,
        pending_action="answer:decide/ambition/yes",
        reopened="ambition",
        unsure_at="ambition",
        intent="underway",
        answers={"decide": done, "another": done},
    )
    for event in events:
        finished, full = finished.accepted(event), full.accepted(event)
    assert len(finished.dump()) <= 320
    assert len(full.dump()) <= 512


def test_a_session_stays_small_with_every_flow_at_its_longest_result(pack: Pack) -> None:
    answers = {
        flow: max((at.answers for at in positions(machine)), key=lambda given: len(str(given)))
        for flow, machine in pack.machines.items()
    }
    session = Session(version=10**13, position_version=10**13, flow="alternative", answers=answers)
    session = session._replace(event_digests=("abc123",) * EVENTS)
    assert len(session.dump()) <= 400


async def test_ten_thousand_sessions_take_300_bytes_each_and_stay_flat_after_fifty_moves(
    server: Embedded, engine: DialogueEngine, make_settings: Callable[..., Settings]
) -> None:
    async with Redis.from_url(server.url) as redis:
        grown = Sessions(Line(redis), Keys(make_settings().redis_namespace), TTL)
        turn_service, path = TurnService(engine, grown), ("identity", "ambition", "support")
        actions = [
            Action(ActionType.BEGIN, "decide"),
            *(answer("decide", node, "yes") for node in path),
        ]
        actions += [
            Action(ActionType.BACK),
            actions[-1],
            Action(ActionType.ASK, text="buzzwords"),
            actions[1],
        ] * 12
        taken: dict[int, float] = {}
        before = 0
        everybody = [Person(f"T{n:010d}", f"U{n * 7919:010d}") for n in range(PEOPLE)]
        keys = Keys("meded")  # as long as the real ones
        same = Sessions(Line(redis), keys, LONG)
        for number, action in enumerate(actions[:50], 1):
            await turn_service.turn(request_by(ROSA, action, f"event {number}"))
            if number not in {len(path) + 1, 50}:
                continue
            session = await kept(grown, ROSA)
            assert len(session.answers["decide"]) == len(path)
            before = before or await _memory(redis)
            await put(same, ROSA, session)
            assert await redis.get(keys.session(ROSA)) == session.dump().encode()
            for _ in range(2):  # At first the server's own table of keys is still growing.
                async with redis.pipeline(transaction=False) as pipe:
                    for person in everybody:
                        pipe.set(keys.session(person), session.dump(), ex=LONG)
                    await pipe.execute()
            taken[number] = (await _memory(redis) - before) / PEOPLE
        await redis.delete(*(keys.session(person) for person in (ROSA, *everybody)))
    assert taken[50] <= BYTES, taken
    assert math.isclose(taken[4], taken[50], abs_tol=8), taken


async def _memory(redis: Redis) -> int:
    return int((await redis.info("memory"))["used_memory"])
