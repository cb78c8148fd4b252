"""A reply: what is said and what can be done next, in no surface's words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, TypeVar

from flows.dialogue.parts import (
    Answered,
    Buttons,
    Choice,
    Menu,
    Note,
    Part,
    Quote,
    Shelf,
    Text,
    Title,
)
from flows.language.messages import say
from flows.language.normalize import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from flows.dialogue.action import Action
    from flows.model.subject import Subject


@dataclass(frozen=True, slots=True)
class Message:
    """What is said; `text` alone must read well in a notification.

    `choices` are at most five in sight, `more` the rest. `subject` is what it speaks of; None
    leaves what was spoken of before. Equal content is equal. The hash, and whether somebody typed
    any of it, are found once: whoever remembers messages asks often.
    """

    text: str
    parts: tuple[Part, ...]
    choices: tuple[Choice, ...] = ()
    more: tuple[Choice, ...] = ()
    subject: Subject | None = None
    _hash: list[int] = field(default_factory=list, init=False, compare=False, repr=False)
    _typed: list[bool] = field(default_factory=list, init=False, compare=False, repr=False)

    def __hash__(self) -> int:
        if not self._hash:
            self._hash.append(hash((self.text, self.parts, self.choices, self.more, self.subject)))
        return self._hash[0]

    def offers(self) -> Iterator[Choice]:
        """Everything that can be pressed or picked, in reading order."""
        for part in self.parts:
            if isinstance(part, Answered):
                yield part.choice
            elif isinstance(part, Buttons):
                yield from part.choices
            elif isinstance(part, Menu):
                for shelf in part.shelves:
                    yield from shelf.choices
        yield from (*self.choices, *self.more)

    @property
    def is_typed(self) -> bool:
        """Whether it holds what somebody typed, which nothing may remember."""
        if not self._typed:
            quoted = any(isinstance(part, Quote) for part in self.parts)
            self._typed.append(quoted or any(choice.action.text for choice in self.offers()))
        return self._typed[0]


@dataclass(frozen=True, slots=True)
class HomeView:
    """What stands on a person's Home, where there is one."""

    message: Message


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in: what is asked, what is there already, and what is wrong with it."""

    id: str
    label: str
    limit: int
    value: str = ""
    hint: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """Fields to fill in and submit together; a form without fields only asks to go on."""

    title: str
    parts: tuple[Part, ...]
    fields: tuple[Field, ...]
    submit: Choice


Reply = Message | HomeView | Form
"""Everything that can be said; a surface has to draw each of them."""

Builder = TypeVar("Builder", bound="Callable[..., object]")


def remembered(build: Builder) -> Builder:
    """Remember what `build` makes of the same arguments, unless somebody typed any of it."""
    known = lru_cache(maxsize=2048)(build)

    @wraps(build)
    def once(*args: object) -> object:
        for one in args:
            if isinstance(one, Message) and one.is_typed:
                return build(*args)
        return known(*args)

    return once  # type: ignore[return-value]  # it takes and gives what `build` does


@remembered
def actions_by_label(message: Message) -> Mapping[str, Action]:
    """Collect what can be done next by its label in normal form, the last of each name."""
    inside = (part for part in message.parts if not isinstance(part, Menu))
    pressed = replace(message, parts=tuple(inside)).offers()
    return {normal(choice.label): choice.action for choice in pressed}


@remembered
def with_note(note: str, message: Message) -> Message:
    """Put a note on top of a message."""
    parts = (Note(note), *message.parts)
    return replace(message, text=f"{note} {message.text}", parts=parts)


@remembered
def above(first: Message, message: Message) -> Message:
    """Say something else first."""
    parts = (*first.parts, *message.parts)
    subject = first.subject if message.subject is None else message.subject
    return replace(message, text=f"{first.text} {message.text}", parts=parts, subject=subject)


@remembered
def with_undo(label: str, undone: Action, message: Message) -> Message:
    """Say how typed text was taken, with one press to undo it."""
    undo = Choice(say().undo, undone)
    read = Answered(say().read_as.format(label=label), undo)
    return replace(message, parts=(read, *message.parts))


@remembered
def with_choice(choice: Choice, message: Message) -> Message:
    """Offer one thing more."""
    return replace(message, choices=(*message.choices, choice))


@remembered
def with_ways(ways: tuple[Choice, ...], message: Message) -> Message:
    """Offer these too, as far as they aren't offered already."""
    offered = {choice.action for choice in message.offers()}
    new = tuple(way for way in ways if way.action not in offered)
    return replace(message, choices=(*message.choices, *new))


@remembered
def with_line(line: str, message: Message) -> Message:
    """Say one thing more, in small print, below what a message says."""
    return replace(message, parts=(*message.parts, Note(line)))


@remembered
def without(refused: frozenset[str], message: Message) -> Message:
    """Offer what a message offers, but for actions of these types."""
    return _offering(message, lambda choice: None if choice.action.type in refused else choice)


def called(label: str, action_type: str, message: Message) -> Message:
    """Call what leads to an action by another name, wherever a message offers it.

    A message that doesn't offer it stays the very same, so what is kept of it stays good.
    """
    offered = any(choice.action.type == action_type for choice in message.offers())
    return _renamed(label, action_type, message) if offered else message


@remembered
def _renamed(label: str, action_type: str, message: Message) -> Message:
    def change(choice: Choice) -> Choice:
        return replace(choice, label=label) if choice.action.type == action_type else choice

    return _offering(message, change)


def _offering(message: Message, change: Callable[[Choice], Choice | None]) -> Message:
    """Offer each choice as it is changed; None takes it away, and a part that is left empty."""

    def left(choices: Iterable[Choice]) -> tuple[Choice, ...]:
        return tuple(kept for choice in choices if (kept := change(choice)))

    parts: list[Part] = []
    for part in message.parts:
        if isinstance(part, Buttons):
            parts += [Buttons(kept)] if (kept := left(part.choices)) else []
        elif isinstance(part, Menu):
            shelves = (Shelf(shelf.title, left(shelf.choices)) for shelf in part.shelves)
            parts.append(replace(part, shelves=tuple(one for one in shelves if one.choices)))
        elif not isinstance(part, Answered) or change(part.choice):
            parts.append(part)
    return replace(
        message, parts=tuple(parts), choices=left(message.choices), more=left(message.more)
    )


@remembered
def asked_again(title: str, ask: str, step: Message, message: Message) -> Message:
    """Ask the open question once more, with its answers, below something else that was said."""
    answers = (part for part in step.parts if isinstance(part, (Buttons, Menu)))
    parts = (*message.parts, Title(title), Text(ask), *answers)
    return replace(message, parts=parts, choices=step.choices, more=step.more)
