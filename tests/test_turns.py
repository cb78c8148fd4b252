"""One turn at the desk, over the real server: once, in time, and answered whatever happens."""

from __future__ import annotations

import asyncio
import tempfile
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from redis import Redis

from bot.errors import StoreError
from bot.store.connection import Store
from bot.store.embedded import Embedded
from bot.store.keys import Keys
from bot.turns import DEADLINE, TurnService
from flows.dialogue.action import Action, ActionType, answer
from flows.dialogue.effect import Outcome
from flows.dialogue.engine import DialogueEngine
from flows.dialogue.request import Installation, Person
from tests.conversation import OFFICE, asks, message_of, request_by

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.settings import Settings
    from bot.turns import Committed
    from flows.dialogue.request import Request
    from flows.dialogue.result import Result
    from flows.dialogue.session import Session

ROSA, PAUL = Person("T0MEDED00", "U0RESIDENT"), Person("T0MEDED00", "U0DIRECTOR")
BEGIN, YES = Action(ActionType.BEGIN, "decide"), answer("decide", "identity", "yes")
CARD = Action(ActionType.ASK, text="buzzwords")
UNABLE = "can't remember"


def now() -> float:
    """Let versions start at 0."""
    return 0.0


@pytest.fixture
def turn_service(engine: DialogueEngine, store: Store) -> TurnService:
    return TurnService(engine, store.sessions, now)


@pytest.fixture
async def other_desk(
    engine: DialogueEngine, store: Store, make_settings: Callable[..., Settings]
) -> AsyncIterator[TurnService]:
    """Another process of ours on the same sessions."""
    space = store.sessions._keys.namespace  # noqa: SLF001 - to be the same
    other = await Store.open(make_settings(redis_namespace=space))
    yield TurnService(engine, other.sessions, now)
    await other.close()


async def kept(store: Store, person: Person = ROSA) -> Session:
    return (await store.sessions.read(person, fresh=True)).session


async def test_a_turn_is_answered_and_kept(turn_service: TurnService, store: Store) -> None:
    first = await turn_service.turn(request_by(ROSA, BEGIN, "1"))
    second = await turn_service.turn(request_by(ROSA, YES, "2", first.version))
    assert asks(message_of(second)) == ["ambition"]
    assert (second.version, second.saved, second.repeated) == (2, True, False)
    assert (await kept(store)).answers_for("decide") == {"identity": "yes"}


async def test_a_press_for_a_session_that_expired_does_nothing_to_the_next(
    engine: DialogueEngine, store: Store
) -> None:
    moment = 1_800_000_000.0
    turn_service = TurnService(engine, store.sessions, lambda: moment)
    first = await turn_service.turn(request_by(ROSA, BEGIN, "1"))
    await turn_service.turn(request_by(ROSA, YES, "2"))
    await store.sessions.forget(ROSA)
    moment += 1
    await turn_service.turn(request_by(ROSA, BEGIN, "3"))
    await turn_service.turn(request_by(ROSA, YES, "4"))
    for event, action in (("5", ActionType.RESTART), ("6", ActionType.BACK)):
        turn = await turn_service.turn(request_by(ROSA, Action(action), event, first.version))
        assert "older card" in message_of(turn).text
    assert (await kept(store)).answers_for("decide") == {"identity": "yes"}


async def test_every_move_leaves_its_mark_a_question_asked_included(
    turn_service: TurnService, store: Store
) -> None:
    for number, action in enumerate(
        [Action(ActionType.HELP), CARD, Action(ActionType.TOPICS), Action(ActionType.WHY)], 1
    ):
        assert (
            await turn_service.turn(request_by(ROSA, action, f"event {number}"))
        ).version == number
    assert len((await kept(store)).event_digests) == 4


async def test_a_repeated_event_changes_nothing_and_says_where_you_are(
    turn_service: TurnService, other_desk: TurnService, store: Store
) -> None:
    await turn_service.turn(request_by(ROSA, BEGIN, "1"))
    await turn_service.turn(request_by(ROSA, YES, "2"))
    before = await kept(store)
    for again in (turn_service, other_desk):
        turn = await again.turn(request_by(ROSA, YES, "2"))
        assert turn.repeated
        assert asks(message_of(turn)) == ["ambition"]
    assert await kept(store) == before


async def test_a_repeated_back_does_not_go_back_twice(
    turn_service: TurnService, store: Store
) -> None:
    for event, action in enumerate([BEGIN, YES, answer("decide", "ambition", "yes")]):
        await turn_service.turn(request_by(ROSA, action, str(event)))
    for _ in range(3):
        await turn_service.turn(request_by(ROSA, Action(ActionType.BACK), "back"))
    assert (await kept(store)).answers_for("decide") == {"identity": "yes"}


async def test_the_same_event_twice_at_once_is_applied_once(
    turn_service: TurnService, store: Store
) -> None:
    request = request_by(ROSA, CARD, "the same")
    turns = await asyncio.gather(*(turn_service.turn(request) for _ in range(5)))
    assert (await kept(store)).version == 1
    assert sum(not turn.repeated for turn in turns) == 1


async def test_two_windows_at_once_both_count_in_some_order(
    turn_service: TurnService, other_desk: TurnService, store: Store
) -> None:
    await turn_service.turn(request_by(ROSA, BEGIN, "0"))
    turns = await asyncio.gather(
        *(
            which.turn(request_by(ROSA, CARD, f"{n}"))
            for n, which in enumerate([turn_service, other_desk] * 4, 1)
        )
    )
    assert sorted(turn.version for turn in turns) == list(range(2, 10))
    assert (await kept(store)).version == 9


async def test_a_desk_that_remembers_an_old_session_decides_on_the_new_one(
    turn_service: TurnService, other_desk: TurnService
) -> None:
    await turn_service.turn(request_by(ROSA, BEGIN, "1"))
    await other_desk.turn(request_by(ROSA, YES, "2"))
    turn = await turn_service.turn(request_by(ROSA, Action(ActionType.BACK), "3", 2))
    assert asks(message_of(turn)) == ["identity"]
    assert turn.version == 3


async def test_forget_leaves_no_key_behind(turn_service: TurnService, store: Store) -> None:
    await turn_service.turn(request_by(ROSA, BEGIN, "1"))
    await turn_service.turn(request_by(PAUL, BEGIN, "1"))
    await turn_service.turn(request_by(ROSA, Action(ActionType.FORGET), "2"))
    turn = await turn_service.turn(request_by(ROSA, Action(ActionType.FORGET_NOW), "3"))
    assert (turn.version, turn.saved) == (0, True)
    found = [key async for key in store.redis.scan_iter(store.sessions._keys.all_of("*", None))]  # noqa: SLF001 - every key
    assert all(ROSA.user.encode() not in key for key in found)
    assert (await kept(store, PAUL)).version == 1


async def test_a_receipt_is_given_only_for_what_is_deleted(turn_service: TurnService) -> None:
    """Neither a double press on an old button nor one long after gets a receipt for nothing."""
    await turn_service.turn(request_by(ROSA, BEGIN, "1"))
    await turn_service.turn(request_by(ROSA, Action(ActionType.FORGET), "2"))
    await turn_service.turn(request_by(ROSA, CARD, "3"))  # no longer asked about
    old = request_by(ROSA, Action(ActionType.FORGET_NOW), "pressed")
    for _ in range(2):
        assert "Delete everything" in message_of(await turn_service.turn(old)).text
    sure = request_by(ROSA, Action(ActionType.FORGET_NOW), "pressed again")
    for _ in range(2):
        assert "Done" in message_of(await turn_service.turn(sure)).text
    await turn_service.turn(request_by(ROSA, BEGIN, "4"))
    assert "Delete everything" in message_of(await turn_service.turn(sure)).text


async def test_what_became_of_a_question_is_not_kept_of_whoever_was_forgotten(
    turn_service: TurnService, store: Store
) -> None:
    sent = Action(ActionType.SEND, text="Is it worth it?")
    request = request_by(ROSA, sent, "1")._replace(installation=Installation("", OFFICE))
    committed = await turn_service.turn(request)
    await store.sessions.forget(ROSA)
    await turn_service.tell(request, committed.effects[0], Outcome(done=False))
    assert (await kept(store)).version == 0


async def test_forget_in_one_window_is_a_new_start_in_the_other(
    turn_service: TurnService, other_desk: TurnService
) -> None:
    await turn_service.turn(request_by(ROSA, BEGIN, "1"))
    await other_desk.turn(request_by(ROSA, Action(ActionType.FORGET), "2"))
    await other_desk.turn(request_by(ROSA, Action(ActionType.FORGET_NOW), "3"))
    turn = await turn_service.turn(request_by(ROSA, YES, "4", 1))
    assert turn.version == 1
    assert "ambition" in asks(message_of(turn))  # a new session, begun by this very answer


async def test_what_is_no_session_is_answered_without_one_and_not_overwritten(
    turn_service: TurnService, store: Store
) -> None:
    key = store.sessions._keys.session(ROSA)  # noqa: SLF001 - to put something else there
    await store.redis.set(key, b"somebody else's")
    assert UNABLE in message_of(await turn_service.turn(request_by(ROSA, BEGIN, "1"))).text
    turn = await turn_service.turn(request_by(ROSA, CARD, "2"))
    assert turn.reply == turn_service.engine.replies.cards.card("red-flags")
    assert await store.redis.get(key) == b"somebody else's"


async def test_what_is_no_session_can_still_be_forgotten(
    turn_service: TurnService, store: Store
) -> None:
    key = store.sessions._keys.session(ROSA)  # noqa: SLF001 - to put something else there
    await store.redis.set(key, b"somebody else's")
    asked = await turn_service.turn(request_by(ROSA, Action(ActionType.FORGET), "1"))
    assert "Delete everything" in message_of(asked).text
    gone = await turn_service.turn(request_by(ROSA, Action(ActionType.FORGET_NOW), "2"))
    assert gone.forgotten
    assert await store.redis.get(key) is None
    assert (await turn_service.turn(request_by(ROSA, BEGIN, "3"))).saved


async def test_somebody_who_is_never_fast_enough_is_told(
    turn_service: TurnService, store: Store
) -> None:
    """Every time this desk has decided, another has committed."""
    other, number = store.sessions, iter(range(1000))

    class Busy(DialogueEngine):
        """An engine during whose turn time passes."""

        def decide(self, session: Session, request: Request, *, underway: bool = False) -> Result:
            with Redis(unix_socket_path=sockets) as client:
                client.set(key, session.accepted(f"other{next(number)}").dump())
            return super().decide(session, request, underway=underway)

    sockets = store.redis.connection_pool.connection_kwargs["path"]
    key = Keys(other._keys.namespace).session(ROSA)  # noqa: SLF001 - to be the same
    busy = TurnService(Busy(turn_service.engine.pack), other)
    turn = await busy.turn(request_by(ROSA, BEGIN, "1"))
    assert not turn.saved
    assert UNABLE in message_of(turn).text
    assert (await kept(store)).flow is None


async def test_a_guest_sends_nothing_to_the_authors_and_can_still_be_forgotten(
    turn_service: TurnService, store: Store
) -> None:
    async def as_guest(action: Action, event: str) -> Committed:
        request = request_by(ROSA, action, event)
        return await turn_service.turn(request._replace(external=True))

    kept_text = await as_guest(Action(ActionType.KEEP, text="where is the gym"), "1")
    assert kept_text.effects == ()
    await turn_service.turn(request_by(ROSA, BEGIN, "2"))  # a member then, a guest now
    sure = await as_guest(Action(ActionType.ASK, text="forget me"), "3")
    assert "Delete everything" in message_of(sure).text
    gone = await as_guest(Action(ActionType.FORGET_NOW), "4")
    assert gone.forgotten
    assert (await kept(store)).version == 0


# The store away, or slow


@pytest.mark.parametrize(
    ("action", "remembers"),
    [
        (BEGIN, True),
        (YES, True),
        (Action(ActionType.BACK), True),
        (Action(ActionType.RESUME), True),
        (Action(ActionType.STOP), True),
        (Action(ActionType.RESTART), True),
        (Action(ActionType.FORGET_NOW), True),
        (CARD, False),
        (Action(ActionType.SHOW, "red-flags"), False),
        (Action(ActionType.TOPICS), False),
        (Action(ActionType.ABOUT), False),
        (Action(ActionType.HELP), False),
        (Action(ActionType.HUMAN), False),
        (Action(ActionType.ASK, text="how much does it cost?"), False),
        (Action(ActionType.ASK, text="I want to die"), False),
        (Action(ActionType.ASK, text="they are retaliating against me"), False),
        (Action(ActionType.ASK, text="yes"), True),
        (Action(ActionType.ASK, text="I want to be a program director"), True),
        (Action(ActionType.ASK, text="wibble"), True),
        (Action(ActionType.WHY), True),
        (Action("gone"), True),
    ],
    ids=str,
)
async def test_with_redis_away_topics_are_answered_and_the_flow_says_it_cannot_remember(
    engine: DialogueEngine,
    make_settings: Callable[..., Settings],
    action: Action,
    *,
    remembers: bool,
) -> None:
    store = await Store.open(make_settings(redis_url="redis://127.0.0.1:1/0"))
    try:
        turn = await TurnService(engine, store.sessions, now).turn(request_by(ROSA, action, "1"))
        assert not turn.saved
        assert (UNABLE in message_of(turn).text) == remembers
    finally:
        await store.close()


async def test_with_redis_away_a_question_to_a_person_says_it_cannot_remember(
    engine: DialogueEngine, make_settings: Callable[..., Settings]
) -> None:
    store = await Store.open(make_settings(redis_url="redis://127.0.0.1:1/0"))
    try:
        request = request_by(ROSA, Action(ActionType.HUMAN), "1")
        request = request._replace(installation=Installation("Only you.", OFFICE))
        turn = await TurnService(engine, store.sessions, now).turn(request)
        assert UNABLE in message_of(turn).text
    finally:
        await store.close()


@pytest.mark.parametrize("text", ["start", "back", "stop", "resume", "restart"])
async def test_with_redis_away_a_typed_word_of_the_flow_says_it_cannot_remember(
    engine: DialogueEngine, make_settings: Callable[..., Settings], text: str
) -> None:
    store = await Store.open(make_settings(redis_url="redis://127.0.0.1:1/0"))
    try:
        turn_service = TurnService(engine, store.sessions, now)
        turn = await turn_service.turn(request_by(ROSA, Action(ActionType.ASK, text=text), "1"))
        assert UNABLE in message_of(turn).text
    finally:
        await store.close()


async def test_an_unreachable_redis_is_one_clear_line(
    make_settings: Callable[..., Settings],
) -> None:
    store = await Store.open(make_settings(redis_url="redis://:secret@127.0.0.1:1/0"))
    try:
        with pytest.raises(StoreError, match="check REDIS_URL") as told:
            await store.check()
    finally:
        await store.close()
    assert "\n" not in str(told.value)
    assert "127.0.0.1" in str(told.value)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("url", ["unix://:not-this@{}", "unix://{}"])
async def test_a_wrong_password_is_one_clear_line_without_the_password(
    tmp_path: Path, engine: DialogueEngine, make_settings: Callable[..., Settings], url: str
) -> None:
    guarded = Embedded(tmp_path / "store")
    guarded.open()
    try:
        with Redis.from_url(guarded.url) as client:
            client.config_set("requirepass", "the-right-one")
            try:
                store = await Store.open(make_settings(redis_url=url.format(guarded.socket)))
                try:
                    with pytest.raises(StoreError, match=r"password.*REDIS_URL") as told:
                        await store.check()
                    turn = await TurnService(engine, store.sessions, now).turn(
                        request_by(ROSA, CARD, "1")
                    )
                finally:
                    await store.close()
            finally:
                client.config_set("requirepass", "")
    finally:
        guarded.close()
    assert turn.reply == engine.replies.cards.card("red-flags")
    assert "not-this" not in str(told.value)
    assert "\n" not in str(told.value)


async def test_a_slow_redis_is_waited_for_no_longer_than_the_deadline(
    turn_service: TurnService, store: Store
) -> None:
    await turn_service.turn(request_by(ROSA, BEGIN, "1"))
    await store.redis.client_pause(2500)
    started = time.monotonic()
    turns = await asyncio.gather(
        turn_service.turn(request_by(ROSA, YES, "2")),
        turn_service.turn(request_by(PAUL, BEGIN, "3")),
        turn_service.turn(request_by(PAUL, CARD, "4")),
    )
    assert time.monotonic() - started < DEADLINE + 1.5
    assert not any(turn.saved for turn in turns)
    await _until_it_answers(store)
    assert (await kept(store)).version in {1, 2}


async def test_after_a_slow_spell_nobody_gets_somebody_elses_session(
    turn_service: TurnService, store: Store
) -> None:
    """An answer that came too late must not be read as the next one's."""
    people = [Person("T0MEDED00", f"U{n}") for n in range(20)]
    ways = {person: "yes" if n % 2 else "no" for n, person in enumerate(people)}
    for person, way in ways.items():
        await turn_service.turn(request_by(person, BEGIN, "1"))
        await turn_service.turn(request_by(person, answer("decide", "identity", way), "2"))
    await store.redis.client_pause(900)
    await asyncio.gather(*(turn_service.turn(request_by(person, CARD, "3")) for person in people))
    await _until_it_answers(store)
    for person, way in ways.items():
        session = await kept(store, person)
        assert session.answers_for("decide") == {"identity": way}
        turn = await turn_service.turn(request_by(person, Action(ActionType.HELP), "4"))
        assert turn.saved
        assert turn.version in {3, 4}


@asynccontextmanager
async def _losing_one_answer(server: Embedded) -> AsyncIterator[str]:
    """Stand between us and the server, and cut the line once, after a commit went through."""
    lost = asyncio.Event()

    async def serve(ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        answers, server_in = await asyncio.open_unix_connection(str(server.socket))
        try:
            while asked := await ours.read(65536):
                server_in.write(asked)
                answer = await answers.read(65536)
                if b"EVALSHA" in asked and not answer.startswith(b"-") and not lost.is_set():
                    lost.set()
                    return
                back.write(answer)
        finally:
            back.close()
            server_in.close()

    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/relay"
        relay = await asyncio.start_unix_server(serve, path)
        try:
            yield f"unix://{path}"
        finally:
            relay.close()
            await relay.wait_closed()
    assert lost.is_set()


async def test_a_commit_whose_answer_is_lost_is_answered_and_not_done_twice(
    server: Embedded, engine: DialogueEngine, make_settings: Callable[..., Settings]
) -> None:
    async with _losing_one_answer(server) as url:
        store = await Store.open(make_settings(redis_url=url))
        try:
            turn_service = TurnService(engine, store.sessions, now)
            for number, action in enumerate([BEGIN, YES, Action(ActionType.BACK)], 1):
                turn = await turn_service.turn(request_by(ROSA, action, f"event {number}"))
                assert (turn.version, turn.saved, turn.repeated) == (number, True, False)
            assert (await kept(store)).answers_for("decide") == {}
        finally:
            await store.close()


async def _until_it_answers(store: Store) -> None:
    async with asyncio.timeout(5):
        await store.redis.ping()


async def test_a_turn_whose_answer_was_lost_on_the_way_is_not_done_twice(
    turn_service: TurnService, store: Store
) -> None:
    """Too slow for us, yet written: the same event, sent again, is a repeated one."""
    await turn_service.turn(request_by(ROSA, BEGIN, "1"))
    await store.redis.client_pause(700)
    assert not (await turn_service.turn(request_by(ROSA, CARD, "2"))).saved
    await _until_it_answers(store)
    await turn_service.turn(request_by(ROSA, CARD, "2"))
    assert (await kept(store)).version == 2
