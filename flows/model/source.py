"""The document a pack is made from: its sections, and what it states, fact by fact."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from flows.model.claim import MARK

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$", max_length=40)]
"""An id: short, lower case, words joined by `-` or `_`; it stands in sessions and buttons."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$", max_length=40)]
"""The id of a flow, question, answer or outcome: as `Id`, joined by `_` alone."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _without_marks(text: str) -> str:
    if MARK in text:
        raise ValueError("shows a [^mark]; name the fact under facts, or take it out")
    return text


Plain = Annotated[Words, AfterValidator(_without_marks)]
"""Words that are shown as they are; a mark at their end would be shown with them."""

Heading = Annotated[Plain, StringConstraints(max_length=200)]
"""What a citation names."""


class Frozen(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(Frozen):
    """One thing the document states, in our words, with the figures it carries."""

    section: Id
    says: Words
    figures: tuple[str, ...] = ()


class Source(Frozen):
    """The document: who published it and when, its sections (id → heading) and its facts."""

    id: Id
    title: Heading
    publisher: Heading
    date: Words
    author: Words
    about: tuple[Words, ...] = ()
    sections: dict[Id, Heading] = Field(min_length=1)
    facts: dict[Id, Fact] = Field(min_length=1)


class Tension(Frozen):
    """A place where the document contradicts itself or leaves a gap; shown, never settled."""

    short: Annotated[Plain, StringConstraints(max_length=120)]
    says: Annotated[Plain, StringConstraints(max_length=400)]
    facts: tuple[Id, ...] = ()


class Topic(Frozen):
    """A shelf of cards in the list of topics."""

    title: Annotated[Plain, StringConstraints(max_length=40)]
    cards: tuple[Id, ...] = Field(min_length=1)
