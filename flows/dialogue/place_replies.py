"""Places as replies: what somebody answered, what may still be asked, how sure a result is."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.card_replies import topics
from flows.dialogue.citation import cite
from flows.dialogue.parts import Buttons, Choice, Items, Note, Text, Title
from flows.dialogue.reply import Message
from flows.dialogue.step_parts import answered, begin, ended, lead, show
from flows.language.messages import say
from flows.machine.states import in_order
from flows.model.claim import read_claim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.dialogue.parts import Part
    from flows.machine.machine import Position
    from flows.model.claim import Claim
    from flows.model.flow import Flow
    from flows.pack.pack import Pack

_NAMED = 5
"""Questions that are named in one line; more of them end in an ellipsis."""
_REMEMBERED = 1024


class PlaceReplies:
    """Tells where somebody is in one pack's flows, and how far what it says can be relied on."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.answers = lru_cache(_REMEMBERED)(self._answers)
        self.sure = lru_cache(_REMEMBERED)(self._sure)
        self.elsewhere = lru_cache(_REMEMBERED)(self._elsewhere)

    def _answers(self, position: Position, saved: Position, others: tuple[str, ...]) -> Message:
        """What was answered, each line with its Change, then what is open or came of it.

        `saved` is where all saved answers lead, of which one may be asked anew at `position`.
        """
        flow = self.pack.flows[position.flow]
        lines = answered(flow, saved) or (Text(say().nothing_answered),)
        ends = self._end if position.kind == "outcome" else self._ahead
        titles = ", ".join(f"“{self.pack.flows[other].title}”" for other in others)
        too = (Note(say().answered_too.format(titles=titles)),) if others else ()
        said = " ".join(line.text for line in lines)
        return Message(said, (Title(say().where_you_are), *lines, *ends(position), *too))

    def _end(self, position: Position) -> tuple[Part, ...]:
        _, outcome = ended(self.pack, position)
        step = (read_claim(outcome.next),) if outcome.next else ()
        said = (Text(say().next_step.format(step=claim.display_text)) for claim in step)
        return (Text(say().result.format(verdict=outcome.verdict)), *said)

    def _ahead(self, position: Position) -> tuple[Part, ...]:
        flow = self.pack.flows[position.flow]
        now = say().open_question.format(name=flow.name(position.node))
        later = _later(flow, position.node)
        then = say().later_questions.format(names=_listed(flow, later)) if later else ""
        return (Text(f"{now} {then}".rstrip()),)

    def questions(self) -> str:
        """Say that nothing is answered, and what the main flow asks."""
        flow = self.pack.flows[self.pack.about.main]
        machine = self.pack.machines[flow.id]
        names = _listed(flow, (flow.start, *_later(flow, flow.start)))
        most = say().most_questions.format(count=machine.longest(machine.fold({})), names=names)
        return f"{say().nothing_answered} {most}"

    def _sure(self, position: Position | None) -> Message:
        """How firmly a result is put and what it rests on; without one, the evidence there is."""
        about = self.pack.about
        claims: list[Claim] = [read_claim(about.how_sure or "")]
        offers = show(self.pack, [about.evidence] if about.evidence else [])
        if position:
            flow, outcome = ended(self.pack, position)
            claims = [*(read_claim(text) for text in (outcome.strength,) if text), *claims]
            target = f"{flow.id}/{position.node}"
            offers = (Choice(say().behind_result, Action(ActionType.WHY, target)), *offers)
        elif about.evidence:
            claims.append(self.pack.cards[about.evidence].lead)
        said = tuple(Text(claim.display_text) for claim in claims)
        parts = (Title(say().how_sure), *said, *cite(self.pack, claims))
        line = " ".join(text.text for text in said)
        return Message(line, (*parts, *((Buttons(offers),) if offers else ())))

    def _elsewhere(self, position: Position) -> Message:
        """Where each answer leads at a question that somebody isn't at, marked as supposed."""
        flow, machine = self.pack.flows[position.flow], self.pack.machines[position.flow]
        marked = say().supposed_elsewhere.format(name=flow.name(position.node))
        ways = tuple(
            f"{way.label}: {lead(flow, machine.leads(position, name))}"
            for name, way in flow.questions[position.node].answers.items()
        )
        return Message(f"{marked} {' '.join(ways)}", (Note(marked), Items(ways, say().leads)))

    def with_start(self, message: Message, flows: Sequence[str]) -> Message:
        """Offer flows below what was said to somebody who has none open, the main one first."""
        first, *rest = begin(self.pack, flows)
        label = say().start if first.action.target == self.pack.about.main else first.label
        offered = (replace(first, label=label, primary=True), *rest, topics())
        return replace(message, choices=offered)

    def taken_back(self, action: Action, line: str = "") -> Message | None:
        """Ask before an answer is changed, the last one where no line says which.

        None when its question is gone.
        """
        flow_id, _, rest = action.target.partition("/")
        question, _, meant = rest.partition("/")
        flow = self.pack.flows.get(flow_id)
        if flow is None or question not in flow.questions:
            return None
        name, answers = flow.name(question), flow.questions[question].answers
        label = say().change_named.format(name=name)
        if meant in answers:
            label = say().make_it.format(label=answers[meant].label)
        line = line or say().taken_back.format(name=name)
        keep = Choice(say().keep_it, Action(ActionType.RESUME))
        return Message(line, (Text(line), Buttons((Choice(label, action), keep))))

    def which(self, ways: Sequence[Choice]) -> Message:
        """Ask which of several things is meant."""
        return Message(say().which_meant, (Text(say().which_meant), Buttons(tuple(ways))))

    def change(self, action: Action) -> Choice:
        """Offer to change an answer, to the one that is named or by asking again."""
        flow_id, question, *meant = action.target.split("/")
        flow = self.pack.flows[flow_id]
        name = flow.name(question)
        label = say().change_named.format(name=name)
        if meant:
            to = flow.questions[question].answers[meant[0]].label
            label = say().change_to.format(name=name, label=to)
        return Choice(label, action)


def _later(flow: Flow, node: str) -> tuple[str, ...]:
    """List the questions that may come after one."""
    reached, found = {node}, []
    for one in in_order(flow):
        if one in reached:
            reached.update(flow.targets(one))
            found += [one] if one in flow.questions and one != node else []
    return tuple(found)


def _listed(flow: Flow, questions: Sequence[str]) -> str:
    named = ", ".join(f"“{flow.name(one)}”" for one in questions[:_NAMED])
    return f"{named} …" if len(questions) > _NAMED else named
