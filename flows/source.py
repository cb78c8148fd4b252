"""The document a pack is made from: its sections, and what it states, fact by fact."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$", max_length=40)]
"""An id: short, lower case, words joined by `-` or `_`; it stands in sessions and buttons."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$", max_length=40)]
"""The id of a flow, question, answer or outcome: as `Id`, joined by `_` alone."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Model(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(Model):
    """One thing the document states, in our words, with the figures it carries."""

    section: Id
    says: Words
    figures: tuple[str, ...] = ()


class Source(Model):
    """The document: who published it and when, its sections (id → heading) and its facts."""

    id: Id
    title: Words
    publisher: Words
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    author: Words
    about: tuple[Words, ...] = ()
    sections: dict[Id, Words] = Field(min_length=1)
    facts: dict[Id, Fact] = Field(min_length=1)


class Tension(Model):
    """A place where the document contradicts itself or leaves a gap; shown, never settled."""

    short: Annotated[Words, StringConstraints(max_length=120)]
    says: Annotated[Words, StringConstraints(max_length=400)]
    facts: tuple[Id, ...] = ()


class Topic(Model):
    """A shelf of cards in the list of topics."""

    title: Annotated[Words, StringConstraints(max_length=40)]
    cards: tuple[Id, ...] = Field(min_length=1)
