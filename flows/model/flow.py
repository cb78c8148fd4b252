"""A decision as a graph: questions with named answers, and the outcomes they lead to."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads it
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from flows.model.claim import Claim, read_claim
from flows.model.source import Frozen, Id, Name, Plain, Prose, Words

Label = Annotated[Plain, StringConstraints(max_length=75)]
"""What stands on a button: at most 75 characters, Slack's limit."""


def _listed(given: object) -> object:
    return (given,) if isinstance(given, str) else given


def _rows(given: object) -> object:
    return ({"to": given},) if isinstance(given, str) else given


_Ways = Annotated[tuple[Name, ...], BeforeValidator(_listed), Field(min_length=1)]


class Row(Frozen):
    """One row of where an answer leads, for those who answered `when` on the way here.

    `when` names, for each question that matters, the answer or the answers that will do.
    """

    when: dict[Name, _Ways] = Field(default_factory=dict)
    to: Name

    def holds(self, given: Mapping[str, str]) -> bool:
        """Whether the answers on the way are those that this row is for."""
        return all(given.get(question) in ways for question, ways in self.when.items())


class Answer(Frozen):
    """A named choice: its label, where it leads, what it means, and how people type it.

    `to` names a node, or has rows, of which the first that holds decides; the last always holds.
    """

    label: Label
    to: Annotated[
        tuple[Row, ...], BeforeValidator(_rows), Field(min_length=1, examples=["some_id"])
    ]
    because: Words | None = None
    synonyms: tuple[Words, ...] = ()

    def row(self, given: Mapping[str, str]) -> int:
        """The number of the row that decides after these answers; the last is for all others."""
        rows = (number for number, row in enumerate(self.to) if row.holds(given))
        return next(rows, len(self.to) - 1)


class Question(Frozen):
    """A node that asks; `why` explains it and rests on `facts`.

    `any_of` names the parts of an either/or, each with the words for it; any of them is a yes.
    The first of those words is how the part is called. `then` names flows, and `cards` cards, that
    help somebody who stays unsure.
    """

    ask: Annotated[Plain, StringConstraints(max_length=300)]
    name: Annotated[Plain, StringConstraints(max_length=40)] | None = None
    why: Annotated[Prose, StringConstraints(max_length=300)]
    facts: tuple[Id, ...] = ()
    any_of: dict[Name, tuple[Words, ...]] = Field(default_factory=dict)
    answers: dict[Name, Answer] = Field(min_length=1, max_length=12)
    then: tuple[Name, ...] = ()
    cards: tuple[Id, ...] = ()

    def reason(self) -> Claim:
        """Why this is asked, with the facts that it rests on."""
        return read_claim(self.why, facts=self.facts)


class Outcome(Frozen):
    """A node that ends: a verdict with its facts, the next step, and what would change it.

    `unless` are clauses that go on from “This changes if”. `compare` names the options that stand
    side by side where the answers can't choose one, `then` the flows that go on from here.
    `strength` says how firmly the document puts the verdict.
    """

    verdict: Annotated[Plain, StringConstraints(max_length=150)]
    facts: tuple[Id, ...] = ()
    next: Words | None = None
    cards: tuple[Id, ...] = ()
    strength: Words | None = None
    unless: tuple[Words, ...] = ()
    revisit: Name | None = None
    tensions: tuple[Id, ...] = ()
    compare: tuple[Name, ...] = ()
    then: tuple[Name, ...] = ()

    def conditions(self) -> tuple[Claim, ...]:
        """What would change the verdict, most important first."""
        return tuple(read_claim(text) for text in self.unless)


class Flow(Frozen):
    """A decision: where it starts, its questions and its outcomes, each under its id.

    `called` are further names that open it when they are typed, beside its title and its id.
    """

    id: Name
    title: Annotated[Plain, StringConstraints(max_length=60)]
    called: tuple[Words, ...] = ()
    intro: Plain | None = None
    start: Name
    questions: dict[Name, Question] = Field(min_length=1)
    outcomes: dict[Name, Outcome] = Field(min_length=1)

    def has(self, given: Mapping[str, str]) -> bool:
        """Whether it has all of these questions with these answers."""
        asked = self.questions
        return all(name in asked and way in asked[name].answers for name, way in given.items())

    def targets(self, node: str) -> tuple[str, ...]:
        """Where the answers of a question lead; nowhere for an outcome."""
        question = self.questions.get(node)
        answers = question.answers.values() if question else ()
        return tuple(dict.fromkeys(row.to for answer in answers for row in answer.to))

    def names(self) -> tuple[str, ...]:
        """List all that people may type to open it, its title first."""
        return (self.title, self.id.replace("_", " "), *self.called)

    def name(self, question: str) -> str:
        """What a question is called once it is answered."""
        return self.questions[question].name or self.questions[question].ask
