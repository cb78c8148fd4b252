"""Flips: the single answers that would lead elsewhere, had somebody given another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flows.machine.machine import Machine, Position

MOST_FLIPS = 12
"""Other answers that are shown at once, the nearest of them; as many as one question may have."""


class Flip(NamedTuple):
    """Another answer to one question, and where all answers lead with it."""

    question: str
    answer: str
    to: Position


def elsewhere(machine: Machine, given: Mapping[str, str]) -> Iterator[Flip]:
    """Go through the single answers whose change leads to another node, nearest first.

    The last question is the nearest, for least is asked anew after it; of its answers, those that
    stand beside the one that was given.
    """
    here = machine.fold(given)
    for question, was in reversed(here.path):
        for answer in _beside(list(machine.flow.questions[question].answers), was):
            to = machine.fold({**given, question: answer})
            if to.node != here.node:
                yield Flip(question, answer, to)


def flips(machine: Machine, given: Mapping[str, str]) -> Iterator[Flip]:
    """Go through those of them that lead to another outcome, nearest first."""
    return (flip for flip in elsewhere(machine, given) if flip.to.kind == "outcome")


def reached(machine: Machine, given: Mapping[str, str], question: str) -> Position | None:
    """Find where a question is asked after these answers, the fewest more; None if nowhere."""
    open_ = [machine.fold(given)]
    seen = {open_[0].node}
    for position in open_:
        if position.node == question:
            return position
        node = machine.flow.questions.get(position.node)
        for way in node.answers if node else ():
            ahead = machine.fold({**position.answers, position.node: way})
            open_ += [] if ahead.node in seen else [ahead]
            seen.add(ahead.node)
    return None


def _beside(answers: list[str], was: str) -> list[str]:
    place = answers.index(was)
    return sorted(answers, key=lambda answer: abs(answers.index(answer) - place))[1:]
