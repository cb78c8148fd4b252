"""Several people in several windows at once, over the real server: nothing is lost or doubled."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.connection import Store
from bot.turns import TurnService
from flows.dialogue.action import Action, ActionType, Visibility, answer, change
from flows.dialogue.reply import Message
from flows.dialogue.request import Person
from flows.dialogue.session import Session
from tests.conversation import message_of, request_by

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from bot.settings import Settings
    from bot.turns import Committed
    from flows.dialogue.engine import DialogueEngine
    from flows.dialogue.request import Request

PEOPLE = [Person("T0MEDED00", f"U{n}") for n in range(3)]
QUESTIONS = ("identity", "ambition", "support")
MOVES = [
    *(answer("decide", question, way) for question in QUESTIONS for way in ("yes", "no")),
    *(change("decide", question) for question in QUESTIONS),
    *(
        Action(ActionType.ASK, text=text)
        for text in ("buzzwords", "yes", "no", "back", "stop", "wibble")
    ),
    Action(ActionType.BEGIN, "decide"),
    Action(ActionType.BACK),
    Action(ActionType.RESTART),
    Action(ActionType.STOP),
    Action(ActionType.RESUME),
    Action(ActionType.WHY),
    Action(ActionType.UNSURE),
    Action(ActionType.SHOW, "red-flags"),
    Action(ActionType.FORGET),
    Action("gone"),
    answer("decide", "gone", "yes"),
]


@dataclass(frozen=True)
class Act:
    """What somebody does in one of two windows, how stale it is, and how often it arrives."""

    person: int
    window: int
    action: Action
    behind: int | None
    copies: int
    visibility: Visibility


acts = st.lists(
    st.builds(
        Act,
        person=st.integers(0, len(PEOPLE) - 1),
        window=st.integers(0, 1),
        action=st.sampled_from(MOVES),
        behind=st.none() | st.integers(-2, 4),
        copies=st.sampled_from([1, 1, 1, 2, 3]),
        visibility=st.sampled_from([Visibility.DIRECT, Visibility.DIRECT, Visibility.EPHEMERAL]),
    ),
    min_size=20,
    max_size=60,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_what_is_kept_is_the_accepted_moves_in_their_order(
    engine: DialogueEngine,
    make_settings: Callable[..., Settings],
    monkeypatch: pytest.MonkeyPatch,
    acts: list[Act],
) -> None:
    # A busy disk can be slower than the deadline; what is said then has a test of its own.
    monkeypatch.setattr("bot.turns.DEADLINE", 30)
    space = make_settings().redis_namespace
    asyncio.run(_crowd(engine, lambda: make_settings(redis_namespace=space), acts))


async def _crowd(engine: DialogueEngine, make: Callable[[], Settings], acts: list[Act]) -> None:
    stores = [await Store.open(make()) for _ in range(2)]  # two processes of ours
    try:
        desks = [TurnService(engine, store.sessions, lambda: 0.0) for store in stores]
        done: list[tuple[Request, Committed]] = []
        seen: dict[Person, int] = defaultdict(int)

        async def window(number: int, person: int) -> None:
            for place, act in enumerate(acts):
                if (act.window, act.person) != (number, person):
                    continue
                who = PEOPLE[person]
                version = None if act.behind is None else max(0, seen[who] - act.behind)
                request = request_by(who, act.action, f"event {place}", version, act.visibility)
                arrivals = (
                    desks[(number + copy) % 2].turn(request)  # a copy may reach the other process
                    for copy in range(act.copies)
                )
                for turn in await asyncio.gather(*arrivals):
                    done.append((request, turn))
                    seen[who] = max(seen[who], turn.version)

        await asyncio.gather(*(window(n, p) for n in range(2) for p in range(len(PEOPLE))))
        assert len(done) == sum(act.copies for act in acts)
        assert all(message_of(turn).text and turn.saved for _, turn in done)
        for person in PEOPLE:
            kept = (await stores[0].sessions.read(person, fresh=True)).session
            _check(
                engine,
                kept,
                [(request, turn) for request, turn in done if request.person == person],
            )
    finally:
        for store in stores:
            await store.close()


def _decided(engine: DialogueEngine, session: Session, request: Request) -> tuple[Session, str]:
    result = engine.decide(session, request)
    assert result.session is not None
    assert isinstance(result.reply, Message)
    return result.session, result.reply.text


def _check(engine: DialogueEngine, kept: Session, done: list[tuple[Request, Committed]]) -> None:
    """Compare with a pure model: the accepted moves, folded in the order of their versions.

    Whoever asks to be forgotten before there is anything of them leaves nothing.
    """
    done = [(request, turn) for request, turn in done if turn.version]
    accepted = sorted(
        ((request, turn) for request, turn in done if not turn.repeated),
        key=lambda one: one[1].version,
    )
    assert [turn.version for _, turn in accepted] == list(range(1, len(accepted) + 1))
    assert kept.version == len(accepted)
    assert {request.event for request, _ in accepted} == {request.event for request, _ in done}
    model = Session()
    for request, turn in accepted:
        after, text = _decided(engine, model, request)
        assert text == message_of(turn).text
        model = after.accepted(f"{turn.version}")
    assert (model.flow, model.paused, model.miss_count, model.position_version) == (
        kept.flow,
        kept.paused,
        kept.miss_count,
        kept.position_version,
    )
    assert model.answers == kept.answers
