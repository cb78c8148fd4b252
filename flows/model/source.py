"""The document a pack is made from: its sections, and what it states, fact by fact."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from flows.model.claim import MARK
from flows.model.markup import LINK, markup

_SIGN = re.compile(r"[^a-z0-9]+")


def _joined_by(joints: str) -> AfterValidator:
    right = re.compile(rf"[a-z][a-z0-9]*(?:[{joints}][a-z0-9]+)*")

    def check(text: str) -> str:
        if right.fullmatch(text):
            return text
        better = _SIGN.sub(joints[0], text.lower()).strip(joints)
        if right.fullmatch(better):
            raise ValueError(f"is no id; write {better} instead of {text}")
        raise ValueError(f"is no id; start with a letter, and use only a-z, 0-9 and {joints[0]}")

    return AfterValidator(check)


Id = Annotated[
    str,
    StringConstraints(min_length=1, max_length=40),
    _joined_by("-_"),
    Field(examples=["some-id"]),
]
"""An id: short, lower case, words joined by `-` or `_`; it stands in sessions and buttons."""

Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=40),
    _joined_by("_"),
    Field(examples=["some_id"]),
]
"""The id of a flow, question, answer or outcome: as `Id`, joined by `_` alone."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _without_marks(text: str) -> str:
    if MARK in text:
        raise ValueError("shows a [^mark]; name the fact under facts, or take it out")
    return text


def _without_markup(text: str) -> str:
    if link := LINK.search(text):
        raise ValueError(f"holds the link {link[0]}, which can't stand here; take it out")
    if raw := markup(text):
        raise ValueError(f"has markup: {raw}")
    return text


Prose = Annotated[Words, AfterValidator(_without_marks)]
"""A claim whose facts are named apart: a mark would be shown with it, a link may stand in it."""

Plain = Annotated[Prose, AfterValidator(_without_markup)]
"""Words that are shown as they are."""

Heading = Annotated[Plain, StringConstraints(max_length=200)]
"""What a citation names."""

Short = Annotated[Plain, StringConstraints(max_length=60)]
"""One line."""

TwoLines = Annotated[Prose, StringConstraints(max_length=120)]
"""Two lines of sixty characters."""


def is_day(text: str) -> bool:
    """Whether `text` is a day of the calendar, written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _day(text: object) -> str:
    if not isinstance(text, str):
        raise ValueError("should be one day, written as YYYY-MM-DD")  # noqa: TRY004 - a fault of a file
    if not is_day(text):
        raise ValueError(f"{text} is no day; write one as YYYY-MM-DD")
    return text


Day = Annotated[date, BeforeValidator(_day), Field(examples=["2026-01-31"])]
"""A day of the calendar; a text, for YAML is read so that every scalar is one."""


class Frozen(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Section(Frozen):
    """A part of the document: what we call it, and where a reader finds it there."""

    name: Short
    place: Annotated[Plain, StringConstraints(max_length=100)]


class Fact(Frozen):
    """One thing the document states, in our words, with the figures it carries."""

    section: Id
    says: Words
    figures: tuple[str, ...] = ()


class Source(Frozen):
    """The document: who published it and when, its sections and its facts.

    `found`, if it is there, tells a reader how to get at the document itself, and `interest` what
    its publisher sells or stands to gain; `about` is what else the document is or isn't.
    """

    id: Id
    title: Heading
    publisher: Heading
    date: Words
    author: Words
    found: Words | None = None
    interest: Words | None = None
    about: tuple[Words, ...] = ()
    sections: dict[Id, Section] = Field(min_length=1)
    facts: dict[Id, Fact] = Field(min_length=1)


class Tension(Frozen):
    """A place where the document contradicts itself or leaves a gap; shown, never settled."""

    short: Short
    says: TwoLines
    facts: tuple[Id, ...] = ()


class Topic(Frozen):
    """A shelf of cards in the list of topics."""

    title: Annotated[Plain, StringConstraints(max_length=40)]
    cards: tuple[Id, ...] = Field(min_length=1)
