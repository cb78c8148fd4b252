"""Conversations that anybody can read, held with the real desk over the real store.

In `transcripts/*.txt`, `You: …` types a line, `You press: …` presses a button in sight (of that
name, the last one), `(quiet)` says that nothing comes. Every `Bot: …` line must stand in the
reply, in that order; `Bot not: …` must not stand in it at all.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.store.keys import Person
from bot.terminal import Page
from bot.turns import Request, Turn, TurnService
from flows.dialogue.action import Action, ActionType
from flows.dialogue.engine import DialogueEngine
from flows.model.contact import Contact

if TYPE_CHECKING:
    from bot.store.connection import Store
    from flows.pack.pack import Pack

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
LINES = {
    file.stem: [
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    for file in FILES
}
OFFICE = Contact("meded-office", public=True, readers=42, who="Dana", otherwise="call the office.")


class Model:
    """Plays one transcript."""

    def __init__(self, turn_service: TurnService) -> None:
        self.turn_service = turn_service
        self.turn: Turn | None = None
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
        assert self.turn
        actions_by_label = [c for c in Page(self.turn.reply).choices if c.label == label]
        assert actions_by_label, f"there is no button “{label}” in:\n{self.said}"
        await self.do(actions_by_label[-1].action, self.turn.version)

    async def do(self, action: Action, seen: int | None = None) -> None:
        person = Person("T0TRANSCRIPT", "U0READER")
        request = Request(person, action, f"event {next(self.events)}", seen)
        self.turn = await self.turn_service.turn(request)
        await self.turn_service.record_feedback(request, self.turn)
        self.left = self.said

    @property
    def said(self) -> str:
        assert self.turn
        return " ".join(str(Page(self.turn.reply)).split())


@pytest.mark.parametrize("name", LINES)
async def test_a_conversation_goes_as_it_is_written(name: str, store: Store, pack: Pack) -> None:
    engine = DialogueEngine(pack, "Only you see this.", OFFICE, "Well-being office, 555-0100")
    reader = Model(TurnService(engine, store.sessions, store.unanswered))
    for line in LINES[name]:
        await reader.play(line)
