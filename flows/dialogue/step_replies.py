"""Steps as replies: what a person sees at a position of a flow, from the pack alone."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, answer, change
from flows.dialogue.card_replies import topics
from flows.dialogue.citation import cite
from flows.dialogue.parts import Answered, Buttons, Choice, Items, Menu, Note, Shelf, Text, Title
from flows.dialogue.reply import Message
from flows.language.messages import say
from flows.model.claim import Claim, read_claim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.dialogue.parts import Part
    from flows.machine.machine import Position
    from flows.model.flow import Flow, Question
    from flows.pack.pack import Pack

_MORE = 5  # as many as fit a menu of further choices
_BUTTONS = 3
"""Answers that stand as buttons beside *Not sure* and *Why?*; more of them make a row of theirs."""
_ROW = 5
"""Answers that make a row of buttons; more of them make a list to pick from."""
_REMEMBERED = 4096


def restart() -> Choice:
    """Offer to begin the open flow again."""
    return Choice(say().restart, Action(ActionType.RESTART))


def to_result() -> Choice:
    """Offer the way back to the result."""
    return Choice(say().back_to_result, Action(ActionType.RESUME))


class StepReplies:
    """Draws the positions of one pack's flows; `privacy` says who sees what is answered."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.step = lru_cache(_REMEMBERED)(self._step)
        self.why = lru_cache(_REMEMBERED)(self._why)
        self.leads = lru_cache(_REMEMBERED)(self._leads)
        self.reasons = lru_cache(_REMEMBERED)(self._reasons)

    def _step(self, position: Position, privacy: str) -> Message:
        """The open question, or the outcome, below what was answered so far."""
        if position.kind == "outcome":
            return self._outcome(position)
        return self._question(position, privacy, ())

    def _why(self, position: Position, privacy: str) -> Message:
        """The open question, and why it is asked."""
        reason = self._asked(position).reason()
        parts = (Text(reason.text), *cite(self.pack, [reason]))
        return self._question(position, privacy, parts, (ActionType.WHY,))

    def _leads(self, position: Position, privacy: str) -> Message:
        """The open question, and where each of its answers leads; it may stay open."""
        flow, question = self.pack.flows[position.flow], self._asked(position)
        reason = question.reason()
        machine = self.pack.machines[flow.id]
        ways = tuple(
            f"{way.label}: {_lead(flow, machine.leads(position, name))}"
            for name, way in question.answers.items()
        )
        leads = Items(ways, say().unsure_leads)
        parts = (Text(reason.text), leads, *cite(self.pack, [reason]))
        return self._question(position, privacy, parts, (ActionType.UNSURE, ActionType.WHY))

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
        row, choices = _laid_out(flow.id, position.node, question)
        return Message(
            f"{head}: {question.ask}",
            (*self._answered(position), Title(head), Text(question.ask), *below, *row, *first),
            (*choices, *(choice for choice in aside if choice.action.type not in but)),
            (*back, restart(), topics(), stop),
        )

    def _outcome(self, position: Position) -> Message:
        flow = self.pack.flows[position.flow]
        outcome = flow.outcomes[position.node]
        because, conditions = self._because(position), outcome.conditions()
        then = (read_claim(outcome.next),) if outcome.next else ()
        claims = [Claim(outcome.verdict, outcome.facts), *because, *conditions[:1], *then]
        parts: list[Part] = [*self._answered(position), Title(outcome.verdict)]
        if because:
            parts.append(Text(say().because.format(reasons=_joined(because))))
        parts += [Text(say().next_step.format(step=claim.text)) for claim in then]
        if conditions:
            parts.append(Text(say().what_changes.format(condition=conditions[0].text)))
        elif outcome.tensions:
            parts.append(Text(self.pack.tensions[outcome.tensions[0]].short))
        parts += cite(self.pack, claims)
        first, *rest = self._cards(outcome.cards) or (topics(),)
        why = Choice(say().behind_result, Action(ActionType.WHY, f"{flow.id}/{position.node}"))
        again: tuple[Choice, ...] = ()
        if outcome.revisit and outcome.revisit in position.answers:
            label = say().change_named.format(name=flow.name(outcome.revisit))
            again = (Choice(label, change(flow.id, outcome.revisit)),)
        line = say().result.format(verdict=outcome.verdict)
        more = (*rest[: _MORE - 2], restart(), topics())
        return Message(line, tuple(parts), (replace(first, primary=True), why, *again), more)

    def _reasons(self, position: Position) -> Message:
        """Everything behind an outcome: why, what would change it, what contradicts it."""
        flow = self.pack.flows[position.flow]
        outcome = flow.outcomes[position.node]
        because, conditions = self._because(position), outcome.conditions()
        tensions = [self.pack.tensions[name] for name in outcome.tensions]
        answers = (line.text for line in self._answered(position))
        pairs = zip(answers, because, strict=False)
        lists = (
            (say().your_answers, [f"{line}: {claim.text}." for line, claim in pairs]),
            (say().would_change, [claim.display_text for claim in conditions]),
            (say().tensions, [tension.says for tension in tensions]),
        )
        claims = [
            Claim(outcome.verdict, outcome.facts),
            *because,
            *conditions,
            *(Claim(tension.says, tension.facts) for tension in tensions),
        ]
        first, rest = self._cards(outcome.cards)[:3], self._cards(outcome.cards)[3:]
        items = (Items(tuple(found), lead) for lead, found in lists if found)
        return Message(
            say().behind.format(verdict=outcome.verdict),
            (Title(outcome.verdict), *items, *cite(self.pack, claims)),
            (replace(to_result(), primary=True), *first),
            (*rest[: _MORE - 2], restart(), topics()),
        )

    def _asked(self, position: Position) -> Question:
        return self.pack.flows[position.flow].questions[position.node]

    def _answered(self, position: Position) -> tuple[Answered, ...]:
        flow = self.pack.flows[position.flow]
        return tuple(
            Answered(
                f"{flow.name(question)}: {flow.questions[question].answers[given].label}",
                Choice(say().change, change(flow.id, question)),
            )
            for question, given in position.path
        )

    def _because(self, position: Position) -> tuple[Claim, ...]:
        questions = self.pack.flows[position.flow].questions
        given = (questions[question].answers[choice] for question, choice in position.path)
        return tuple(read_claim(way.because) for way in given if way.because)

    def _cards(self, cards: Sequence[str]) -> tuple[Choice, ...]:
        return tuple(
            Choice(self.pack.cards[card].title, Action(ActionType.SHOW, card)) for card in cards
        )


def _laid_out(
    flow: str, node: str, question: Question
) -> tuple[tuple[Part, ...], tuple[Choice, ...]]:
    """Lay out the answers: beside *Not sure* and *Why?*, as a row, or as a list to pick from."""
    ways = tuple(
        Choice(way.label, answer(flow, node, name)) for name, way in question.answers.items()
    )
    if len(ways) <= _BUTTONS:
        return (), ways
    if len(ways) <= _ROW:
        return (Buttons(ways),), ()
    return (Menu(say().pick_answer, (Shelf(question.name or say().pick_answer, ways),)),), ()


def _lead(flow: Flow, node: str) -> str:
    if node in flow.outcomes:
        return flow.outcomes[node].verdict
    return say().next_question.format(name=flow.name(node))


def _joined(claims: Sequence[Claim]) -> str:
    return "; ".join(claim.text.rstrip(".") for claim in claims)
