"""Effects: carried out once, after the commit, and told as they went."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from bot.effects import Effects
from bot.store.keys import Keys
from bot.store.unanswered import MOST
from bot.turns import TurnService
from flows.dialogue.action import Action, ActionType
from flows.dialogue.effect import CountMiss, Outcome, PassOn
from flows.dialogue.request import Installation, OwnMessages, Person, Request
from flows.dialogue.session import FAILED, UNDERWAY
from tests.conversation import OFFICE, message_of, words

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.settings import Settings
    from bot.store.connection import Store
    from bot.turns import Committed
    from flows.dialogue.engine import DialogueEngine

ROSA = Person("T0MEDED00", "U0RESIDENT")
SEND = Action(ActionType.SEND, text="Is it worth it?")


class Desk:
    """A surface that keeps what it shows, and fails to pass on if it is told to."""

    def __init__(self, *, fails: bool = False, dies: bool = False) -> None:
        self.fails, self.dies = fails, dies
        self.shown: list[str] = []
        self.sent: list[str] = []

    async def deliver(self, committed: Committed) -> None:
        self.shown.append(words(message_of(committed)))

    async def pass_on(self, text: str) -> Outcome:
        if self.dies:
            raise KeyboardInterrupt
        if self.fails:
            raise OSError
        self.sent.append(text)
        return Outcome(done=True, link="https://x.test/1")

    async def later(self, work: Coroutine[Any, Any, None]) -> None:
        await work

    async def delete_messages(self) -> Outcome:
        return Outcome(done=False)


def by_rosa(action: Action, event: str) -> Request:
    here = Installation("Only you.", OFFICE, own_messages=OwnMessages.DELETED)
    return Request(ROSA, action, event, here)


@pytest.fixture
def turns(engine: DialogueEngine, store: Store) -> TurnService:
    return TurnService(engine, store.sessions)


@pytest.fixture
def effects(turns: TurnService, store: Store) -> Effects:
    return Effects(turns, store.unanswered)


async def finish(effects: Effects, turns: TurnService, request: Request, desk: Desk) -> None:
    await effects.finish(request, await turns.turn(request), desk)


async def intent(store: Store) -> str:
    return (await store.sessions.read(ROSA, fresh=True)).session.intent


async def test_what_was_sent_is_said_only_then(
    turns: TurnService, effects: Effects, store: Store
) -> None:
    desk = Desk()
    await finish(effects, turns, by_rosa(SEND, "1"), desk)
    assert desk.sent == ["Is it worth it?"]
    assert desk.shown[0].startswith("Sending it to")
    assert desk.shown[1].startswith("Sent to")
    assert not await intent(store)


async def test_a_repeated_event_sends_nothing_again(turns: TurnService, effects: Effects) -> None:
    desk = Desk()
    for _ in range(3):
        await finish(effects, turns, by_rosa(SEND, "1"), desk)
    assert len(desk.sent) == 1
    assert desk.shown[-1].startswith("Sent to")


async def test_what_failed_is_told_and_can_be_tried_again(
    turns: TurnService, effects: Effects, store: Store
) -> None:
    desk = Desk(fails=True)
    with pytest.raises(OSError, match=r"^$"):  # the one error handler hears of it
        await finish(effects, turns, by_rosa(SEND, "1"), desk)
    assert "could not be sent" in desk.shown[-1]
    assert await intent(store) == FAILED
    await finish(effects, turns, by_rosa(SEND, "1"), desk)
    assert "could not be sent" in desk.shown[-1]  # the same press again is no other try
    desk.fails = False
    await finish(effects, turns, by_rosa(SEND, "2"), desk)
    assert desk.sent == ["Is it worth it?"]


async def test_what_is_known_to_have_failed_is_not_called_uncertain_later(
    turns: TurnService, effects: Effects
) -> None:
    with pytest.raises(OSError, match=r"^$"):
        await finish(effects, turns, by_rosa(SEND, "1"), Desk(fails=True))
    later = await turns.turn(by_rosa(Action(ActionType.HELP), "2"))
    assert "may not have been sent" not in words(message_of(later))


async def test_an_intent_without_an_outcome_is_told_at_the_next_turn(
    turns: TurnService, effects: Effects, store: Store, engine: DialogueEngine
) -> None:
    desk = Desk(dies=True)
    with pytest.raises(KeyboardInterrupt):
        await finish(effects, turns, by_rosa(SEND, "1"), desk)
    assert await intent(store) == UNDERWAY
    after_restart = TurnService(engine, store.sessions)
    again = await after_restart.turn(by_rosa(SEND, "1"))
    assert "may not have been sent" in words(message_of(again))
    assert again.effects == ()
    later = await after_restart.turn(by_rosa(Action(ActionType.HELP), "2"))
    assert "may not have been sent" in words(message_of(later))
    last = await after_restart.turn(by_rosa(Action(ActionType.HELP), "3"))
    assert "may not have been sent" not in words(message_of(last))


async def test_while_it_is_underway_nobody_is_told_that_it_was_lost(turns: TurnService) -> None:
    sent = await turns.turn(by_rosa(SEND, "1"))
    assert sent.effects == (PassOn("Is it worth it?"),)
    meanwhile = await turns.turn(by_rosa(Action(ActionType.HELP), "2"))
    assert "may not have been sent" not in words(message_of(meanwhile))


async def test_misses_are_counted_once_and_nobody_is_told(
    turns: TurnService, effects: Effects, store: Store
) -> None:
    desk, action = Desk(), Action(ActionType.ASK, text="wibble wobble")
    before, _ = await store.unanswered.read()
    committed = await turns.turn(by_rosa(action, "1"))
    assert committed.effects == (CountMiss(),)
    await effects.finish(by_rosa(action, "1"), committed, desk)
    await finish(effects, turns, by_rosa(action, "1"), desk)
    assert (await store.unanswered.read())[0] == before + 1
    await finish(effects, turns, by_rosa(Action(ActionType.ASK, text="buzzwords"), "2"), desk)
    assert (await store.unanswered.read())[0] == before + 1


async def test_a_line_that_is_asked_back_about_is_no_miss(turns: TurnService) -> None:
    lines = ("deans and money", "is my boss going to like it", "leading and research")
    match = turns.engine.matcher.match
    doubtful = next(line for line in lines if match(line).kind == "unsure")
    committed = await turns.turn(by_rosa(Action(ActionType.ASK, text=doubtful), "1"))
    assert committed.effects == ()


async def test_what_is_kept_for_the_authors_is_there_when_it_is_said(
    turns: TurnService, effects: Effects, store: Store
) -> None:
    desk = Desk()
    await finish(effects, turns, by_rosa(Action(ActionType.KEEP, text="any gym?"), "1"), desk)
    assert desk.shown[-1].startswith("Thank you")
    assert "any gym?" in (await store.unanswered.read())[1]


async def test_what_is_kept_for_the_authors_is_read_newest_first_and_each_text_once(
    store: Store,
) -> None:
    for text in ("gym?", "parking?", "gym?", "food?"):
        await store.unanswered.keep(text)
    assert (await store.unanswered.read())[1] == ["food?", "gym?", "parking?"]


async def test_what_is_kept_for_the_authors_is_kept_no_longer_than_a_session(
    store: Store, make_settings: Callable[..., Settings]
) -> None:
    ttl, key = make_settings().session_ttl_days * 86_400, await _kept_key(store)
    assert ttl - 5 < await store.redis.ttl(key) <= ttl
    await store.redis.zadd(key, {"long ago": time.time() - ttl - 1})
    assert (await store.unanswered.read())[1] == ["first"]
    await store.unanswered.keep("second")
    assert await store.redis.zrange(key, 0, -1) == [b"first", b"second"]


async def test_of_what_is_kept_for_the_authors_the_oldest_go_first(store: Store) -> None:
    key, now = await _kept_key(store), time.time()
    await store.redis.zadd(key, {f"text {n}": now - n for n in range(1, MOST)})
    await store.unanswered.keep("one too many")
    texts = (await store.unanswered.read())[1]
    assert len(texts) == MOST
    assert texts[:3] == ["one too many", "first", "text 1"]
    assert f"text {MOST - 1}" not in texts


async def _kept_key(store: Store) -> str:
    """Keep a first text; returns the key of all texts."""
    await store.unanswered.keep("first")
    return Keys(store.sessions._keys.namespace).unanswered  # noqa: SLF001 - to look there


async def test_a_receipt_says_if_messages_stayed(turns: TurnService, effects: Effects) -> None:
    desk = Desk()
    await finish(effects, turns, by_rosa(Action(ActionType.FORGET), "1"), desk)
    await finish(effects, turns, by_rosa(Action(ActionType.FORGET_NOW), "2"), desk)
    assert "could not be removed" in desk.shown[-1]
