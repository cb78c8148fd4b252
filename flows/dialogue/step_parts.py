"""Parts of steps: the lines and the choices that questions, results and what-ifs share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, change
from flows.dialogue.parts import Answered, Buttons, Choice, Menu, Shelf
from flows.language.messages import say
from flows.model.claim import read_claim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flows.dialogue.parts import Part
    from flows.machine.flips import Flip
    from flows.machine.machine import Position
    from flows.model.claim import Claim
    from flows.model.flow import Flow, Outcome
    from flows.pack.pack import Pack

ROW = 5
"""Choices that make a row of buttons; more of them make a list to pick from."""
SHELF = 75
"""Characters of what a shelf of such a list is called; a question without a name is longer."""


def restart() -> Choice:
    """Offer to begin the open flow again."""
    return Choice(say().restart, Action(ActionType.RESTART))


def to_result() -> Choice:
    """Offer the way back to the result."""
    return Choice(say().back_to_result, Action(ActionType.RESUME))


def to_question() -> Choice:
    """Offer the way back to the open question."""
    return Choice(say().back_to_question, Action(ActionType.RESUME))


def begin(pack: Pack, flows: Iterable[str]) -> tuple[Choice, ...]:
    """Offer flows by their titles; an answered one goes on where it was."""
    return tuple(Choice(pack.flows[flow].title, Action(ActionType.BEGIN, flow)) for flow in flows)


def show(pack: Pack, cards: Iterable[str]) -> tuple[Choice, ...]:
    """Offer cards by their titles."""
    return tuple(Choice(pack.cards[card].title, Action(ActionType.SHOW, card)) for card in cards)


def suppose(label: str, flow: str, question: str, answer: str) -> Choice:
    """Offer to see what would follow from an answer, with nothing recorded."""
    return Choice(label, Action(ActionType.SUPPOSE, f"{flow}/{question}/{answer}"))


def answered(flow: Flow, position: Position) -> tuple[Answered, ...]:
    """Say each answer on the way here in a line that can be changed."""
    return tuple(
        Answered(
            f"{flow.name(question)}: {flow.questions[question].answers[given].label}",
            Choice(say().change, change(flow.id, question)),
        )
        for question, given in position.path
    )


def lead(flow: Flow, node: str) -> str:
    """Say where an answer leads: a verdict, or the next question."""
    if node in flow.outcomes:
        return flow.outcomes[node].verdict
    return say().next_question.format(name=flow.name(node))


def laid_out(label: str, shelves: tuple[Shelf, ...]) -> tuple[Part, ...]:
    """Lay choices out as a row of buttons, or as a list to pick from if they are many."""
    choices = tuple(choice for shelf in shelves for choice in shelf.choices)
    if len(choices) <= ROW:
        return (Buttons(choices),) if choices else ()
    return (Menu(label, shelves),)


def ended(pack: Pack, position: Position) -> tuple[Flow, Outcome]:
    """Find the flow and the outcome of somebody who is at one."""
    flow = pack.flows[position.flow]
    return flow, flow.outcomes[position.node]


def because_of(flow: Flow, position: Position) -> tuple[tuple[str, Claim], ...]:
    """Collect the answers on the way that give a reason, each as it is said, with its reason."""
    said = (
        (line.text, flow.questions[question].answers[given].because)
        for line, (question, given) in zip(answered(flow, position), position.path, strict=True)
    )
    return tuple((line, read_claim(reason)) for line, reason in said if reason)


def named(flow: Flow, flip: Flip) -> tuple[str, str]:
    """Name another answer, and its question, as people see them."""
    return flow.questions[flip.question].answers[flip.answer].label, flow.name(flip.question)


def compare(outcome: Outcome) -> tuple[Choice, ...]:
    """Offer to see an outcome's options side by side, where it names any."""
    target = "/".join(outcome.compare)
    return (Choice(say().compare, Action(ActionType.COMPARE, target)),) if target else ()
