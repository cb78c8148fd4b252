"""Several people in several windows at once, over the real server: nothing is lost or doubled."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk import Deed, Desk
from bot.store.connection import Store
from bot.store.keys import Person
from flows.move import Move, Place, Verb, answer, change
from flows.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from bot.desk import Turn
    from bot.settings import Settings
    from flows.guide import Guide

PEOPLE = [Person("T0MEDED00", f"U{n}") for n in range(3)]
QUESTIONS = ("identity", "ambition", "support")
MOVES = [
    *(answer("decide", question, way) for question in QUESTIONS for way in ("yes", "no")),
    *(change("decide", question) for question in QUESTIONS),
    *(Move(Verb.ASK, text=text) for text in ("buzzwords", "yes", "no", "back", "stop", "wibble")),
    Move(Verb.BEGIN, "decide"),
    Move(Verb.BACK),
    Move(Verb.RESTART),
    Move(Verb.STOP),
    Move(Verb.RESUME),
    Move(Verb.WHY),
    Move(Verb.UNSURE),
    Move(Verb.SHOW, "red-flags"),
    Move(Verb.FORGET),
    Move(Verb.UNKNOWN),
    answer("decide", "gone", "yes"),
]


@dataclass(frozen=True)
class Act:
    """What somebody does in one of two windows, how stale it is, and how often it arrives."""

    person: int
    window: int
    move: Move
    behind: int | None
    copies: int
    place: Place


acts = st.lists(
    st.builds(
        Act,
        person=st.integers(0, len(PEOPLE) - 1),
        window=st.integers(0, 1),
        move=st.sampled_from(MOVES),
        behind=st.none() | st.integers(-2, 4),
        copies=st.sampled_from([1, 1, 1, 2, 3]),
        place=st.sampled_from([Place.HOME, Place.HOME, Place.ASIDE]),
    ),
    min_size=20,
    max_size=60,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_what_is_kept_is_the_accepted_moves_in_their_order(
    guide: Guide,
    make_settings: Callable[..., Settings],
    monkeypatch: pytest.MonkeyPatch,
    acts: list[Act],
) -> None:
    # A busy disk can be slower than the deadline; what is said then has a test of its own.
    monkeypatch.setattr("bot.desk.DEADLINE", 30)
    space = make_settings().redis_namespace
    asyncio.run(_crowd(guide, lambda: make_settings(redis_namespace=space), acts))


async def _crowd(guide: Guide, make: Callable[[], Settings], acts: list[Act]) -> None:
    stores = [await Store.open(make()) for _ in range(2)]  # two processes of ours
    try:
        desks = [Desk(guide, store.sessions) for store in stores]
        done: list[tuple[Deed, Turn]] = []
        seen: dict[Person, int] = defaultdict(int)

        async def window(number: int, person: int) -> None:
            for place, act in enumerate(acts):
                if (act.window, act.person) != (number, person):
                    continue
                who = PEOPLE[person]
                version = None if act.behind is None else max(0, seen[who] - act.behind)
                deed = Deed(who, act.move, f"event {place}", version, act.place)
                arrivals = (
                    desks[(number + copy) % 2].turn(deed)  # a copy may reach the other process
                    for copy in range(act.copies)
                )
                for turn in await asyncio.gather(*arrivals):
                    done.append((deed, turn))
                    seen[who] = max(seen[who], turn.version)

        await asyncio.gather(*(window(n, p) for n in range(2) for p in range(len(PEOPLE))))
        assert len(done) == sum(act.copies for act in acts)
        assert all(turn.reply.text and turn.saved for _, turn in done)
        for person in PEOPLE:
            kept = (await stores[0].sessions.read(person, fresh=True)).session
            _check(guide, kept, [(deed, turn) for deed, turn in done if deed.person == person])
    finally:
        for store in stores:
            await store.close()


def _check(guide: Guide, kept: Session, done: list[tuple[Deed, Turn]]) -> None:
    """Compare with a pure model: the accepted moves, folded in the order of their versions."""
    accepted = sorted(
        ((deed, turn) for deed, turn in done if not turn.repeated), key=lambda one: one[1].version
    )
    assert [turn.version for _, turn in accepted] == list(range(1, len(accepted) + 1))
    assert kept.version == len(accepted)
    assert {deed.event for deed, _ in accepted} == {deed.event for deed, _ in done}
    model = Session()
    for deed, turn in accepted:
        after, reply = guide.turn(model, deed.move, deed.seen, deed.place)
        assert after is not None
        assert reply.text == turn.reply.text
        model = after.accepted(f"{turn.version}")
    assert (model.flow, model.paused, model.missed, model.moved) == (
        kept.flow,
        kept.paused,
        kept.missed,
        kept.moved,
    )
    assert model.answers == kept.answers
