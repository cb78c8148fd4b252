"""A decision as a graph: questions with named answers, and the outcomes they lead to."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from flows.model.claim import Claim, read_claim
from flows.model.source import Frozen, Id, Name, Plain, Prose, Words

Label = Annotated[Plain, StringConstraints(max_length=75)]
"""What stands on a button: at most 75 characters, Slack's limit."""


class Answer(Frozen):
    """A named choice: its label, where it leads, what it means, and how people type it."""

    label: Label
    to: Name
    because: Words | None = None
    synonyms: tuple[Words, ...] = ()


class Question(Frozen):
    """A node that asks; `why` explains it and rests on `facts`.

    `any_of` names the parts of an either/or, each with the words for it; any of them is a yes.
    The first of those words is how the part is called.
    """

    ask: Annotated[Plain, StringConstraints(max_length=300)]
    name: Annotated[Plain, StringConstraints(max_length=40)] | None = None
    why: Annotated[Prose, StringConstraints(max_length=300)]
    facts: tuple[Id, ...] = ()
    any_of: dict[Name, tuple[Words, ...]] = Field(default_factory=dict)
    answers: dict[Name, Answer] = Field(min_length=1, max_length=5)

    def reason(self) -> Claim:
        """Why this is asked, with the facts that it rests on."""
        return read_claim(self.why, facts=self.facts)


class Outcome(Frozen):
    """A node that ends: a verdict with its facts, the next step, and what would change it."""

    verdict: Annotated[Plain, StringConstraints(max_length=150)]
    facts: tuple[Id, ...] = ()
    next: Words | None = None
    cards: tuple[Id, ...] = ()
    unless: tuple[Words, ...] = ()
    revisit: Name | None = None
    tensions: tuple[Id, ...] = ()

    def conditions(self) -> tuple[Claim, ...]:
        """What would change the verdict, most important first."""
        return tuple(read_claim(text) for text in self.unless)


class Flow(Frozen):
    """A decision: where it starts, its questions and its outcomes, each under its id."""

    id: Name
    title: Annotated[Plain, StringConstraints(max_length=60)]
    intro: Plain | None = None
    start: Name
    questions: dict[Name, Question] = Field(min_length=1)
    outcomes: dict[Name, Outcome] = Field(min_length=1)

    def targets(self, node: str) -> tuple[str, ...]:
        """Where the answers of a question lead; nowhere for an outcome."""
        question = self.questions.get(node)
        return tuple(answer.to for answer in question.answers.values()) if question else ()

    def name(self, question: str) -> str:
        """What a question is called once it is answered."""
        return self.questions[question].name or self.questions[question].ask
