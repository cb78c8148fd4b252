"""Hearing: a typed reply to the open question, read as one of its answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.cues import asks, explains, lean
from flows.grams import words
from flows.phrases import normal
from flows.reading import COMMAND
from flows.replies import UNSURE, WHY, meanings, place, spoken
from flows.trained import GENERAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.flow import Flow, Question
    from flows.reading import Reading
    from flows.trained import Trained

__all__ = ["UNSURE", "WHY", "Heard", "Hearing"]

_EITHER = re.compile(r"\b(?:either|one of (?:these|them|those))\b", re.IGNORECASE)
_TOGETHER = {
    **dict.fromkeys(("both", "both of them", "both of these", "yes both", "either"), True),
    **dict.fromkeys(("neither", "neither one", "neither of them", "neither of these"), False),
}
CLEAR = 0.5
"""From this probability on a learned reading is taken as the answer."""
CLOSE = 0.15
"""A lead of one answer over another that is too small to take it."""
STRANGE = 0.99
"""Share of words that nobody uses in answers from which on nothing is heard."""
LEANING = 0.95
"""How often a turn of phrase tells right."""
ELSEWHERE = 0.9
"""From this probability on a command, or a question that asks, is no answer."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer's id, `unsure` or `why`, and the probability that it was meant."""

    id: str
    confidence: float = 1.0


class Hearing:
    """Hears answers: a question's own words first, then listed replies, then what it learned."""

    def __init__(self, flows: Mapping[str, Flow], trained: Trained | None) -> None:
        self._hearers = trained.hearers if trained else {}
        self._names = {
            question.ask: f"{flow.id}/{name}"
            for flow in flows.values()
            for name, question in flow.questions.items()
        }

    def hear(self, text: str, question: Question, reading: Reading) -> Heard | None:
        """Read `text`, whose topic is `reading`, as an answer; None when it is something else."""
        said = spoken(text)
        if listed := _listed(said, question):
            return Heard(listed)
        if explains(said):
            return Heard(WHY)
        elsewhere = asks(said) or reading.label.startswith(COMMAND)
        if place(said) or (elsewhere and reading.confidence >= ELSEWHERE):
            return None
        leaning = lean(said)
        if leaning in question.answers or leaning == UNSURE:
            return Heard(leaning, LEANING)
        return self._learned(text, question)

    def _learned(self, text: str, question: Question) -> Heard | None:
        name = self._names.get(question.ask, GENERAL)
        hearer = self._hearers.get(name) or self._hearers.get(GENERAL)
        if hearer is None or not words(text):
            return None
        heard = hearer.read(text)
        known = heard.label == UNSURE or heard.label in question.answers
        if not known or heard.confidence < CLEAR or heard.strange > STRANGE:
            return None
        return Heard(UNSURE if heard.lead < CLOSE else heard.label, heard.confidence)


def _together(said: str, question: Question) -> str | None:
    """Read `both` and `neither` where one answer stands for either thing that is asked about."""
    first = next(n for n, way in question.answers.items() if _EITHER.search(way.label))
    rest = [name for name in question.answers if name != first]
    if _TOGETHER[said]:
        return first
    return rest[0] if len(rest) == 1 else None


def _listed(said: str, question: Question) -> str | None:
    for name, way in question.answers.items():
        if said in {normal(way.label), name, *(normal(phrase) for phrase in way.heard)}:
            return name
    if at := place(said):
        return next((name for n, name in enumerate(question.answers, 1) if n == at), None)
    if said in _TOGETHER and any(_EITHER.search(way.label) for way in question.answers.values()):
        return _together(said, question)
    own = [name for name, way in question.answers.items() if said in words(way.label)]
    if len(own) == 1:
        return own[0]
    asked = meanings().get(said.rstrip("? "))  # `why?` is `why`
    meant = asked if asked in {UNSURE, WHY} else meanings().get(said)
    return meant if meant in {*question.answers, UNSURE, WHY} else None
