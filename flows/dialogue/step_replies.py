"""Scenes: what a person sees at a place of a flow, as replies built from the library alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, answer, change
from flows.dialogue.card_replies import TOPICS
from flows.dialogue.citation import cite
from flows.dialogue.reply import Answered, Choice, Items, Note, Part, Reply, Text, Title
from flows.dialogue.system_messages import RESTART
from flows.model.claim import Claim, read_claim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.machine.machine import Position
    from flows.model.flow import Flow, Question
    from flows.pack.pack import Pack

BACK = Choice("Back", Action(ActionType.BACK))
STOP = Choice("Stop", Action(ActionType.STOP))
RESULT = Choice("Back to the result", Action(ActionType.RESUME))

_MORE = 5  # as many as fit a menu of further choices


class StepReplies:
    """Draws the places of one library's flows; the same place is always the very same reply."""

    def __init__(self, pack: Pack, privacy: str) -> None:
        self.pack = pack
        self._privacy = Note(privacy)
        self.step = cache(self._step)
        self.why = cache(self._why)
        self.leads = cache(self._leads)
        self.reasons = cache(self._reasons)

    def _step(self, position: Position) -> Reply:
        """The open question, or the outcome, below what was answered so far."""
        if position.kind == "outcome":
            return self._outcome(position)
        return self._question(position, ())

    def _why(self, position: Position) -> Reply:
        """The open question, and why it is asked."""
        reason = self._asked(position).reason()
        parts = (Text(reason.text), cite(self.pack, [reason]))
        return self._question(position, parts, (ActionType.WHY,))

    def _leads(self, position: Position) -> Reply:
        """The open question, and where each of its answers leads; it may stay open."""
        flow, question = self.pack.flows[position.flow], self._asked(position)
        reason = question.reason()
        ways = tuple(f"{way.label}: {_lead(flow, way.to)}" for way in question.answers.values())
        lead = "Not sure is fine; this can stay open. Where each answer leads:"
        parts = (Text(reason.text), Items(ways, lead), cite(self.pack, [reason]))
        return self._question(position, parts, (ActionType.UNSURE, ActionType.WHY))

    def _question(
        self, position: Position, below: Sequence[Part], but: tuple[ActionType, ...] = ()
    ) -> Reply:
        flow, question = self.pack.flows[position.flow], self._asked(position)
        target = f"{flow.id}/{position.node}"
        number = len(position.path) + 1
        most = number + longest(flow, position.node) - 1
        head = f"Question {number} of {'' if most == number else 'at most '}{most}"
        ways = tuple(
            Choice(way.label, answer(flow.id, position.node, name))
            for name, way in question.answers.items()
        )
        first = () if position.path else (self._privacy,)
        aside = (
            Choice("Not sure", Action(ActionType.UNSURE, target)),
            Choice("Why?", Action(ActionType.WHY, target)),
        )
        return Reply(
            f"{head}: {question.ask}",
            (*self._answered(position), Title(head), Text(question.ask), *below, *first),
            (*ways, *(choice for choice in aside if choice.action.type not in but)),
            ((BACK,) if position.path else ()) + (RESTART, TOPICS, STOP),
            personal=True,
        )

    def _outcome(self, position: Position) -> Reply:
        flow = self.pack.flows[position.flow]
        outcome = flow.outcomes[position.node]
        because, conditions = self._because(position), outcome.conditions()
        parts: list[Part] = [*self._answered(position), Title(outcome.verdict)]
        if because:
            parts.append(Text(f"Because {_joined(because)}."))
        if outcome.next:
            parts.append(Text(f"Next: {read_claim(outcome.next).text}"))
        if conditions:
            parts.append(Text(f"What would change this: {conditions[0].text}"))
        elif outcome.tensions:
            parts.append(Text(self.pack.tensions[outcome.tensions[0]].short))
        claims = [Claim(outcome.verdict, outcome.facts), *because, *conditions[:1]]
        parts.append(cite(self.pack, claims))
        first, *rest = self._cards(outcome.cards) or (TOPICS,)
        first = Choice(first.label, first.action, primary=True)
        why = Choice("Behind this result", Action(ActionType.WHY, f"{flow.id}/{position.node}"))
        again = (
            (Choice(f"Change “{flow.name(outcome.revisit)}”", change(flow.id, outcome.revisit)),)
            if outcome.revisit in position.answers and outcome.revisit
            else ()
        )
        more = (*rest[: _MORE - 2], RESTART, TOPICS)
        return Reply(
            f"Result: {outcome.verdict}", tuple(parts), (first, why, *again), more, personal=True
        )

    def _reasons(self, position: Position) -> Reply:
        """Everything behind an outcome: why, what would change it, what contradicts it."""
        flow = self.pack.flows[position.flow]
        outcome = flow.outcomes[position.node]
        because, conditions = self._because(position), outcome.conditions()
        tensions = [self.pack.tensions[name] for name in outcome.tensions]
        answers = (line.text for line in self._answered(position))
        pairs = zip(answers, because, strict=False)
        lists = (
            ("Your answers that led here", [f"{line}: {claim.text}." for line, claim in pairs]),
            ("What would change it", [claim.display_text for claim in conditions]),
            ("Where the document pulls two ways", [tension.says for tension in tensions]),
        )
        claims = [
            Claim(outcome.verdict, outcome.facts),
            *because,
            *conditions,
            *(Claim(tension.says, tension.facts) for tension in tensions),
        ]
        back = replace(RESULT, primary=True)
        first, rest = self._cards(outcome.cards)[:3], self._cards(outcome.cards)[3:]
        return Reply(
            f"Behind the result: {outcome.verdict}",
            (
                Title(outcome.verdict),
                *(Items(tuple(items), lead) for lead, items in lists if items),
                cite(self.pack, claims),
            ),
            (back, *first),
            (*rest[: _MORE - 2], RESTART, TOPICS),
            personal=True,
        )

    def _asked(self, position: Position) -> Question:
        return self.pack.flows[position.flow].questions[position.node]

    def _answered(self, position: Position) -> tuple[Answered, ...]:
        flow = self.pack.flows[position.flow]
        return tuple(
            Answered(
                f"{flow.name(question)}: {flow.questions[question].answers[given].label}",
                Choice("Change", change(flow.id, question)),
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


def longest(flow: Flow, node: str) -> int:
    """How many questions can still come, this one included."""
    ways = [longest(flow, target) for target in flow.targets(node)]
    return 1 + max(ways) if ways else 0


def _lead(flow: Flow, node: str) -> str:
    if node in flow.outcomes:
        return flow.outcomes[node].verdict
    return f"the next question, “{flow.name(node)}”"


def _joined(claims: Sequence[Claim]) -> str:
    return "; ".join(claim.text.rstrip(".") for claim in claims)
