"""Conversations that anybody can read, held with the real desk over the real store.

In `transcripts/*.txt`, `You: …` types a line, `You press: …` presses a button in sight (of that
name, the last one; at first, of the welcome). Every `Bot: …` line must stand in the
reply, in that order; `Bot not: …` must not stand in it at all.
"""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.effects import Effects
from bot.terminal.page import Page
from bot.turns import TurnService
from flows.dialogue.action import Action, ActionType
from flows.dialogue.effect import Outcome
from flows.dialogue.request import Installation, Person, Request
from flows.model.contact import Contact
from flows.pack.local_file import read_local
from tests.conversation import message_of
from tests.house.places import HOME

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bot.store.connection import Store
    from bot.turns import Committed
    from flows.dialogue.engine import DialogueEngine

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
LINES = {
    file.stem: [
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    for file in FILES
}
OFFICE = Installation(
    "Only you see this.",
    Contact(
        "C1", "meded-office", public=True, readers=42, who="Dana", otherwise="call the office."
    ),
    "Well-being office, 555-0100",
    kept_days=180,
)
OFFERS = HOME / "deploy/local.example.yaml"


class Reader:
    """Plays one transcript."""

    def __init__(self, turns: TurnService, effects: Effects) -> None:
        facts = read_local(OFFERS, turns.engine.pack.options).facts
        self.here = OFFICE._replace(local=facts, today=date(2026, 12, 1))
        self.turns = turns
        self.effects = effects
        self.turn: Committed | None = None
        self.left = ""
        self.events = count()

    async def play(self, line: str) -> None:
        """Do or check what one line says."""
        who, _, text = line.partition(": ")
        if who == "You":
            await self.do(Action(ActionType.ASK, text=text))
        elif who == "You press":
            await self.press(text)
        elif who == "Bot":
            assert text in self.left, f"expected “{text}” in:\n{self.left}"
            self.left = self.left.partition(text)[2]
        elif who == "Bot not":
            assert text not in self.said, f"“{text}” stands in:\n{self.said}"
        else:
            raise ValueError(f"not a line of a transcript: {line}")

    async def press(self, label: str) -> None:
        if self.turn is None:
            await self.do(Action(ActionType.LOOK))
        assert self.turn
        offered = [c for c in Page(message_of(self.turn)).choices if c.label == label]
        assert offered, f"there is no button “{label}” in:\n{self.said}"
        await self.do(offered[-1].action, self.turn.version)

    async def do(self, action: Action, seen: int | None = None) -> None:
        person = Person("T0TRANSCRIPT", "U0READER")
        request = Request(person, action, f"event {next(self.events)}", self.here, seen)
        await self.effects.finish(request, await self.turns.turn(request), self)
        self.left = self.said

    async def deliver(self, committed: Committed) -> None:
        self.turn = committed

    async def later(self, work: Coroutine[Any, Any, None]) -> None:
        await work

    async def pass_on(self, text: str) -> Outcome:
        return Outcome(done=bool(text))

    async def delete_messages(self) -> Outcome:
        return Outcome(done=True)

    @property
    def said(self) -> str:
        assert self.turn
        return " ".join(str(Page(message_of(self.turn))).split())


@pytest.mark.parametrize("name", LINES)
async def test_a_conversation_goes_as_it_is_written(
    name: str, store: Store, engine: DialogueEngine
) -> None:
    turns = TurnService(engine, store.sessions)
    reader = Reader(turns, Effects(turns, store.unanswered))
    for line in LINES[name]:
        await reader.play(line)
