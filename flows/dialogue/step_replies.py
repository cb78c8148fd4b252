"""Steps as replies: what a person sees at a position of a flow, from the pack alone."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, answer
from flows.dialogue.card_replies import ask_person, topics
from flows.dialogue.citation import cite
from flows.dialogue.parts import Buttons, Choice, Items, Note, Shelf, Text, Title
from flows.dialogue.reply import Message
from flows.dialogue.step_parts import (
    ROW,
    SHELF,
    answered,
    begin,
    laid_out,
    lead,
    restart,
    show,
    suppose,
)
from flows.language.messages import say
from flows.language.phrasebook import NO, YES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.dialogue.outcome_replies import OutcomeReplies
    from flows.dialogue.parts import Part
    from flows.machine.machine import Position
    from flows.model.flow import Question
    from flows.pack.pack import Pack

_BUTTONS = 3
"""Answers that stand as buttons beside *Not sure* and *Why?*; more of them make a row of theirs."""
_REMEMBERED = 4096


class StepReplies:
    """Draws the positions of one pack's flows; `privacy` says who sees what is answered."""

    def __init__(self, pack: Pack, outcomes: OutcomeReplies) -> None:
        self.pack = pack
        self._outcomes = outcomes
        self.step = lru_cache(_REMEMBERED)(self._step)
        self.why = lru_cache(_REMEMBERED)(self._why)
        self.leads = lru_cache(_REMEMBERED)(self._leads)
        self.undecided = lru_cache(_REMEMBERED)(self._undecided)

    def _step(self, position: Position, privacy: str) -> Message:
        """The open question, or the outcome, below what was answered so far."""
        if position.kind == "outcome":
            return self._outcomes.outcome(position)
        return self._question(position, privacy, ())

    def _why(self, position: Position, privacy: str) -> Message:
        """The open question, and why it is asked."""
        reason = self._asked(position).reason()
        parts = (Text(reason.display_text), *cite(self.pack, [reason]))
        return self._question(position, privacy, parts, (ActionType.WHY,))

    def _leads(self, position: Position, privacy: str) -> Message:
        """The open question, and where each of its answers leads; it may stay open."""
        flow, question = self.pack.flows[position.flow], self._asked(position)
        reason = question.reason()
        machine = self.pack.machines[flow.id]
        ways = tuple(
            f"{way.label}: {lead(flow, machine.leads(position, name))}"
            for name, way in question.answers.items()
        )
        supposed = tuple(
            suppose(_supposed(name, way.label), flow.id, position.node, name)
            for name, way in question.answers.items()
        )
        parts = (
            Text(reason.display_text),
            Items(ways, say().unsure_leads),
            *cite(self.pack, [reason]),
            *laid_out(say().pick_supposed, (Shelf(flow.name(position.node)[:SHELF], supposed),)),
        )
        return self._question(position, privacy, parts, (ActionType.UNSURE, ActionType.WHY))

    def _undecided(self, position: Position, privacy: str) -> Message:
        """The open question, and what may help somebody who stays unsure of it."""
        question = self._asked(position)
        help_ = (*begin(self.pack, question.then), *show(self.pack, question.cards))
        offers = Buttons(help_[:ROW] or (topics(), ask_person()))
        parts = (Text(say().still_unsure), offers)
        return self._question(position, privacy, parts, (ActionType.UNSURE,))

    def _question(
        self,
        position: Position,
        privacy: str,
        below: Sequence[Part],
        but: tuple[ActionType, ...] = (),
    ) -> Message:
        flow, question = self.pack.flows[position.flow], self._asked(position)
        target = f"{flow.id}/{position.node}"
        number = len(position.path) + 1
        most = number + self.pack.machines[flow.id].longest(position) - 1
        count = say().question_number if most == number else say().question_number_at_most
        head = count.format(number=number, most=most)
        first = () if position.path else (Note(privacy),)
        aside = (
            Choice(say().not_sure, Action(ActionType.UNSURE, target)),
            Choice(say().why, Action(ActionType.WHY, target)),
        )
        back = (Choice(say().back, Action(ActionType.BACK)),) if position.path else ()
        stop = Choice(say().stop, Action(ActionType.STOP))
        row, choices = _answers(flow.id, position.node, question)
        return Message(
            f"{head}: {question.ask}",
            (*answered(flow, position), Title(head), Text(question.ask), *below, *row, *first),
            (*choices, *(choice for choice in aside if choice.action.type not in but)),
            (*back, restart(), topics(), stop),
        )

    def _asked(self, position: Position) -> Question:
        return self.pack.flows[position.flow].questions[position.node]


def _answers(
    flow: str, node: str, question: Question
) -> tuple[tuple[Part, ...], tuple[Choice, ...]]:
    """Lay out the answers: beside *Not sure* and *Why?*, as a row, or as a list to pick from."""
    ways = tuple(
        Choice(way.label, answer(flow, node, name)) for name, way in question.answers.items()
    )
    if len(ways) <= _BUTTONS:
        return (), ways
    return laid_out(say().pick_answer, (Shelf(question.name or say().pick_answer, ways),)), ()


def _supposed(answer_id: str, label: str) -> str:
    plain = {YES: say().suppose_yes, NO: say().suppose_no}
    return plain.get(answer_id) or say().suppose.format(label=label)
