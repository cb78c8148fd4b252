"""Outcomes as replies: the result in short, with the ways on from it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, change
from flows.dialogue.card_replies import topics
from flows.dialogue.citation import cite
from flows.dialogue.parts import Choice, Text, Title
from flows.dialogue.reply import Message
from flows.dialogue.step_parts import (
    ROW,
    answered,
    because_of,
    begin,
    compare,
    ended,
    named,
    restart,
    show,
)
from flows.language.messages import say
from flows.machine.flips import elsewhere, flips
from flows.model.claim import Claim, read_claim
from flows.model.subject import NOTHING

if TYPE_CHECKING:
    from flows.dialogue.comparison import Comparison
    from flows.dialogue.parts import Part
    from flows.machine.machine import Position
    from flows.model.flow import Flow, Outcome
    from flows.pack.pack import Pack

_REMEMBERED = 4096


class OutcomeReplies:
    """Draws the outcomes of one pack's flows."""

    def __init__(self, pack: Pack, comparison: Comparison) -> None:
        self.pack = pack
        self._comparison = comparison
        self.outcome = lru_cache(_REMEMBERED)(self._outcome)

    def _outcome(self, position: Position) -> Message:
        """The verdict, its nearest reason, one next step, one thing that would change it."""
        flow, outcome = ended(self.pack, position)
        because, conditions = because_of(flow, position)[-1:], outcome.conditions()[:1]
        then = (read_claim(outcome.next),) if outcome.next else ()
        reasons = [claim for _, claim in because]
        claims = [Claim(outcome.verdict, outcome.facts), *reasons, *conditions, *then]
        parts: list[Part] = [*answered(flow, position), Title(outcome.verdict)]
        parts += [Text(say().because.format(reason=claim.text.rstrip("."))) for claim in reasons]
        parts += [Text(say().next_step.format(step=claim.display_text)) for claim in then]
        parts += self._change(position)
        table, stated = self._comparison.table(outcome.compare) if outcome.compare else ((), [])
        parts += table
        line = say().result.format(verdict=outcome.verdict)
        parts += cite(self.pack, [*claims, *stated])
        return Message(line, tuple(parts), *self._choices(position), subject=NOTHING)

    def _change(self, position: Position) -> tuple[Text, ...]:
        """What would change it, by its author or else by the flow; else what contradicts it."""
        flow, outcome = ended(self.pack, position)
        if conditions := outcome.conditions():
            return (Text(say().what_changes.format(condition=conditions[0].text)),)
        machine = self.pack.machines[flow.id]
        if flip := next(flips(machine, position.answers), None):
            label, name = named(flow, flip)
            other = say().if_answered.format(label=label, name=name)
            return (Text(say().what_changes.format(condition=other)),)
        return tuple(Text(self.pack.tensions[name].short) for name in outcome.tensions[:1])

    def _choices(self, position: Position) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
        """Lay out four choices in sight, one of them primary, and the rest behind *More*."""
        flow, outcome = ended(self.pack, position)
        first, *cards = (*compare(outcome), *show(self.pack, outcome.cards), topics())
        behind = Choice(say().behind_result, Action(ActionType.WHY, f"{flow.id}/{position.node}"))
        change_it, other = _revisit(flow, outcome, position), self._what_changes(position)
        then = begin(self.pack, outcome.then)
        beside = (*change_it, *other)
        more = (*beside[1:], *then[1:], *cards)
        last = (restart(), topics())
        left = [choice for choice in more if choice not in (*last, first)]
        choices = (replace(first, primary=True), behind, *beside[:1], *then[:1])
        return choices, (*left[: ROW - len(last)], *last)

    def _what_changes(self, position: Position) -> tuple[Choice, ...]:
        """Offer to see what would change an outcome, where anything would."""
        flow, outcome = ended(self.pack, position)
        other = next(elsewhere(self.pack.machines[flow.id], position.answers), None)
        there = bool(outcome.unless) or other is not None
        return (Choice(say().what_would_change, Action(ActionType.FLIPS)),) if there else ()


def _revisit(flow: Flow, outcome: Outcome, position: Position) -> tuple[Choice, ...]:
    if not outcome.revisit or outcome.revisit not in position.answers:
        return ()
    label = say().change_named.format(name=flow.name(outcome.revisit))
    return (Choice(label, change(flow.id, outcome.revisit)),)
