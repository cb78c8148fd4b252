"""What stands behind an outcome, one press away: why, what would change it, what to do now."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from flows.dialogue.card_replies import topics
from flows.dialogue.citation import cite
from flows.dialogue.parts import Choice, Items, Shelf, Text, Title
from flows.dialogue.reply import Message
from flows.dialogue.step_parts import (
    ROW,
    SHELF,
    because_of,
    begin,
    compare,
    ended,
    laid_out,
    lead,
    named,
    restart,
    show,
    suppose,
    to_result,
)
from flows.language.messages import say
from flows.model.claim import Claim, read_claim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.dialogue.parts import Part
    from flows.machine.flips import Flip
    from flows.machine.machine import Position
    from flows.model.flow import Flow
    from flows.pack.pack import Pack

_REMEMBERED = 4096


class BehindReplies:
    """Draws what stands behind the outcomes of one pack's flows."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.reasons = lru_cache(_REMEMBERED)(self._reasons)
        self.flips = lru_cache(_REMEMBERED)(self._flips)
        self.ahead = lru_cache(_REMEMBERED)(self._ahead)

    def _reasons(self, position: Position) -> Message:
        """Everything behind an outcome: why, what would change it, what contradicts it."""
        flow, outcome = ended(self.pack, position)
        because, conditions = because_of(flow, position), outcome.conditions()
        tensions = [self.pack.tensions[name] for name in outcome.tensions]
        lists = (
            (say().your_answers, [f"{line}: {claim.text.rstrip('.')}." for line, claim in because]),
            (say().would_change, [claim.display_text for claim in conditions]),
            (say().tensions, [tension.says for tension in tensions]),
        )
        claims = [
            Claim(outcome.verdict, outcome.facts),
            *(claim for _, claim in because),
            *conditions,
            *(Claim(tension.says, tension.facts) for tension in tensions),
        ]
        items = (Items(tuple(found), over) for over, found in lists if found)
        return self._behind(
            say().behind.format(verdict=outcome.verdict),
            (Title(outcome.verdict), *items, *cite(self.pack, claims)),
            show(self.pack, outcome.cards),
        )

    def _flips(self, position: Position, others: tuple[Flip, ...]) -> Message:
        """What would change an outcome: what its author says, and each other answer to try out."""
        flow, outcome = ended(self.pack, position)
        conditions = outcome.conditions()
        ways = [(*named(flow, one), lead(flow, one.to.node)) for one in others]
        lists = (
            (say().would_change, [claim.display_text for claim in conditions]),
            (
                say().other_answers,
                [say().flip.format(label=label, name=name, lead=to) for label, name, to in ways],
            ),
        )
        items = (Items(tuple(found), over) for over, found in lists if found)
        tries = laid_out(say().pick_supposed, _shelves(flow, others))
        return self._behind(
            say().flips.format(verdict=outcome.verdict),
            (Title(outcome.verdict), *items, *cite(self.pack, conditions), *tries),
            show(self.pack, outcome.cards),
        )

    def _ahead(self, position: Position) -> Message:
        """What to do now: the next step, and what goes on from here."""
        _, outcome = ended(self.pack, position)
        verdict = Claim(outcome.verdict, outcome.facts)
        step = read_claim(outcome.next) if outcome.next else verdict
        on = (*compare(outcome), *begin(self.pack, outcome.then), *show(self.pack, outcome.cards))
        parts = (Title(say().what_next), Text(step.display_text), *cite(self.pack, [step]))
        return self._behind(f"{say().what_next}: {step.text}", parts, on)

    def _behind(self, line: str, parts: tuple[Part, ...], offers: Sequence[Choice]) -> Message:
        first, rest = offers[: ROW - 2], offers[ROW - 2 :]
        return Message(
            line,
            parts,
            (replace(to_result(), primary=True), *first),
            (*rest[: ROW - 2], restart(), topics()),
        )


def _shelves(flow: Flow, others: tuple[Flip, ...]) -> tuple[Shelf, ...]:
    """Lay out other answers to try, on a shelf for each question."""
    found: dict[str, list[Choice]] = {}
    for one in others:
        label, name = named(flow, one)
        what_if = say().what_if.format(label=label, name=name)
        choice = suppose(what_if, flow.id, one.question, one.answer)
        found.setdefault(name[:SHELF], []).append(choice)
    return tuple(Shelf(name, tuple(choices)) for name, choices in found.items())
