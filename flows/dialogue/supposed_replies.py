"""What-ifs as replies: what would follow from an answer that nobody gave, and the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.dialogue.action import answer
from flows.dialogue.card_replies import topics
from flows.dialogue.citation import cite
from flows.dialogue.parts import Choice, Items, Note, Text, Title
from flows.dialogue.reply import Message
from flows.dialogue.step_parts import because_of, lead
from flows.language.messages import say
from flows.model.claim import Claim, read_claim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.dialogue.parts import Part
    from flows.machine.flips import Flip
    from flows.machine.machine import Position
    from flows.pack.pack import Pack


class SupposedReplies:
    """Draws where one pack's flows would lead, marked as supposed."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def supposed(self, flip: Flip, back: Choice) -> Message:
        """What would follow from another answer; `back` leads to where somebody is."""
        flow = self.pack.flows[flip.to.flow]
        label = flow.questions[flip.question].answers[flip.answer].label
        marked = say().supposed.format(label=label, name=flow.name(flip.question))
        follows = self._outcome if flip.to.kind == "outcome" else self._question
        head, parts = follows(flip.to)
        take = Choice(
            say().make_it.format(label=label), answer(flow.id, flip.question, flip.answer)
        )
        return Message(
            f"{marked} {head}",
            (Note(marked), Title(head), *parts),
            (replace(back, primary=True), take, topics()),
        )

    def _outcome(self, position: Position) -> tuple[str, Sequence[Part]]:
        flow = self.pack.flows[position.flow]
        outcome = flow.outcomes[position.node]
        because = [claim for _, claim in because_of(flow, position)[-1:]]
        then = [read_claim(outcome.next)] if outcome.next else []
        said = [Text(say().because.format(reason=claim.text.rstrip("."))) for claim in because]
        said += [Text(say().next_step.format(step=claim.display_text)) for claim in then]
        claims = [Claim(outcome.verdict, outcome.facts), *because, *then]
        return outcome.verdict, (*said, *cite(self.pack, claims))

    def _question(self, position: Position) -> tuple[str, Sequence[Part]]:
        flow, machine = self.pack.flows[position.flow], self.pack.machines[position.flow]
        question = flow.questions[position.node]
        ways = tuple(
            f"{way.label}: {lead(flow, machine.leads(position, name))}"
            for name, way in question.answers.items()
        )
        return say().would_follow, (Text(question.ask), Items(ways, say().leads))
