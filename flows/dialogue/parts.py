"""Parts: what a message is made of, down to the choices in it, in no surface's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.dialogue.action import Action


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
    """A table; what each row is about stands in its first cell."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart: its title, what its labels and its figures are, and each bar's own two."""

    title: str
    head: tuple[str, str]
    bars: tuple[tuple[str, float], ...]


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


Words = Title | Text | Items | Quote | Link
"""What is only read, line below line."""

Part = Words | Grid | Chart | Note | Answered | Buttons | Menu
