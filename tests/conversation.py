"""A conversation with the guide alone: moves in, replies out, every reply checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, Visibility, answer
from flows.dialogue.reply import (
    Answered,
    Buttons,
    Choice,
    Items,
    Menu,
    Note,
    Quote,
    Reply,
    Text,
    Title,
)
from flows.dialogue.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.dialogue.engine import DialogueEngine
    from flows.machine.machine import Position

IN_SIGHT = 5
SENDS = {ActionType.HUMAN, ActionType.SEND, ActionType.KEEP}
"""What carries somebody's own words along, to be sent if they say so."""


class Conversation:
    """One person's conversation, committed move by move as the desk would."""

    def __init__(self, engine: DialogueEngine, session: Session | None = None) -> None:
        self.engine = engine
        self.session = session or Session()
        self.reply = engine.present(self.session)

    def do(
        self, action: Action, seen: int | None = None, place: Visibility = Visibility.DIRECT
    ) -> Reply:
        after, self.reply = self.engine.turn(self.session, action, seen, place)
        check_form(self.reply)
        self.session = after.accepted(f"e{after.version}") if after else Session()
        return self.reply

    def say(self, text: str, place: Visibility = Visibility.DIRECT) -> Reply:
        return self.do(Action(ActionType.ASK, text=text), place=place)

    def press(self, label: str, reply: Reply | None = None) -> Reply:
        """Press a button of the last reply, or of an earlier one as if it were still open."""
        return self.do(pick(reply or self.reply, label).action, self.session.version)

    def start(self) -> Reply:
        return self.do(Action(ActionType.BEGIN, "decide"))

    def answer(self, question: str, choice: str, seen: int | None = None) -> Reply:
        return self.do(answer("decide", question, choice), seen)

    def take(self, path: str) -> Reply:
        """Start, then answer the open question by each of these words."""
        reply = self.start()
        for choice in path.split():
            reply = self.answer(self.position.node, choice)
        return reply

    @property
    def position(self) -> Position:
        assert self.session.flow is not None
        machine = self.engine.pack.machines[self.session.flow]
        return machine.fold(self.session.given(self.session.flow))

    @property
    def node(self) -> str:
        return self.position.node

    @property
    def given(self) -> dict[str, str]:
        return dict(self.session.given("decide"))


def choices(reply: Reply) -> Iterator[Choice]:
    """Everything that can be pressed or picked, in reading order."""
    for part in reply.parts:
        if isinstance(part, Answered):
            yield part.choice
        elif isinstance(part, Buttons):
            yield from part.choices
        elif isinstance(part, Menu):
            for shelf in part.shelves:
                yield from shelf.choices
    yield from (*reply.choices, *reply.more)


def pick(reply: Reply, label: str) -> Choice:
    return next(choice for choice in choices(reply) if choice.label == label)


def labels(reply: Reply) -> list[str]:
    return [choice.label for choice in choices(reply)]


def words(reply: Reply) -> str:
    """Everything that can be read, line by line."""
    lines: list[str] = []
    for part in reply.parts:
        if isinstance(part, (Title, Text, Note, Quote, Answered)):
            lines.append(part.text)
        elif isinstance(part, Items):
            lines += [part.lead, *part.items]
    return "\n".join(lines)


def asks(reply: Reply) -> list[str]:
    """Name the questions that this reply lets people answer, each once."""
    actions = [c.action for c in choices(reply) if c.action.type is ActionType.ANSWER]
    return list(dict.fromkeys(action.target.split("/")[1] for action in actions))


def check_form(reply: Reply) -> None:
    """Check what every reply owes its reader."""
    assert reply.text.strip()
    assert reply.parts
    assert len(reply.choices) <= IN_SIGHT
    assert len(reply.more) <= IN_SIGHT
    for part in reply.parts:
        assert not isinstance(part, Buttons) or len(part.choices) <= IN_SIGHT
    everything = list(choices(reply))
    assert sum(choice.primary for choice in everything) <= 1
    assert all(choice.label.strip() for choice in everything)
    assert all(choice.action.type in SENDS for choice in everything if choice.action.text)
