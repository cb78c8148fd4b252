"""A reply: what is said and what can be done next, in no surface's words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.language.normalize import normal

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to do next; `danger` marks a step that can't be undone."""

    label: str
    action: Action
    primary: bool = False
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """The first line of a message or of a part of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list, with a line that leads into it."""

    items: tuple[str, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: the source of what was said, or who sees it."""

    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was answered, as one line that can be changed."""

    text: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Buttons:
    """Choices that belong to the part above them."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Choices of one kind, under a title."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """Many choices on shelves, one to pick."""

    label: str
    shelves: tuple[Shelf, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A way to somewhere else, by address."""

    label: str
    url: str


Part = Title | Text | Items | Grid | Note | Quote | Link | Answered | Buttons | Menu


@dataclass(frozen=True, slots=True, eq=False)
class Reply:
    """What is said; `text` alone must read well in a notification.

    `choices` are at most five in sight, `more` the rest. `personal` marks a step of somebody's
    own decision: it goes to that person alone. A reply is itself and equals no other: the same
    situation gives the very same reply where it can, so drawings of it can be remembered.
    `missed` marks one that says that a text was not understood, `typed` one that carries what
    somebody typed, which nothing may remember. `urgent` is said at once, to the person alone
    wherever they are, and no offer of ours follows it.
    """

    text: str
    parts: tuple[Part, ...]
    choices: tuple[Choice, ...] = ()
    more: tuple[Choice, ...] = ()
    personal: bool = False
    missed: bool = False
    typed: bool = False
    urgent: bool = False


@lru_cache(maxsize=512)
def actions_by_label(reply: Reply) -> Mapping[str, Action]:
    """Collect what can be done next by its label in normal form, the last of each name."""
    changes = [part.choice for part in reply.parts if isinstance(part, Answered)]
    inside = [way for part in reply.parts if isinstance(part, Buttons) for way in part.choices]
    choices = (*changes, *inside, *reply.choices, *reply.more)
    return {normal(choice.label): choice.action for choice in choices}


@lru_cache(maxsize=512)
def more_of(reply: Reply) -> str:
    """Name the card whose *More* is in sight, for somebody who types it; empty for none or two."""
    inside = [way for part in reply.parts if isinstance(part, Buttons) for way in part.choices]
    cards = [way.action.target for way in inside if way.action.type is ActionType.WHOLE]
    return cards[0] if len(cards) == 1 else ""


@lru_cache(maxsize=4096)
def with_note(note: str, reply: Reply) -> Reply:
    """Put a note on top of a reply."""
    if not note:
        return reply
    return replace(reply, text=f"{note} {reply.text}", parts=(Note(note), *reply.parts))


@lru_cache(maxsize=4096)
def with_undo(label: str, reply: Reply) -> Reply:
    """Say how typed text was taken, with one press to undo it."""
    read = Answered(f"I read that as “{label}”", Choice("Undo", Action(ActionType.BACK)))
    return replace(reply, parts=(read, *reply.parts))


def with_choice(choice: Choice, reply: Reply) -> Reply:
    """Offer one thing more."""
    return (_with_choice.__wrapped__ if reply.typed else _with_choice)(choice, reply)


@lru_cache(maxsize=4096)
def _with_choice(choice: Choice, reply: Reply) -> Reply:
    return replace(reply, choices=(*reply.choices, choice))


AGAIN = "Back to your question"


def asked_again(ask: str, step: Reply, reply: Reply, title: str = AGAIN) -> Reply:
    """Ask the open question once more, below something else that was said."""
    return (_asked_again.__wrapped__ if reply.typed else _asked_again)(ask, step, reply, title)


@lru_cache(maxsize=4096)
def _asked_again(ask: str, step: Reply, reply: Reply, title: str) -> Reply:
    parts = (*reply.parts, Title(title), Text(ask))
    return replace(reply, parts=parts, choices=step.choices, more=step.more, personal=True)
