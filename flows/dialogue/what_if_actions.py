"""What explains where somebody is, and changes nothing: why, not sure, what if, what next."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.confirmations import offer
from flows.dialogue.flow_actions import target_of
from flows.dialogue.reply import with_note
from flows.dialogue.result import Audience, Result
from flows.dialogue.session import hedged
from flows.dialogue.step_parts import to_question, to_result
from flows.language.messages import say
from flows.language.phrasebook import phrasebook
from flows.machine.flips import MOST_FLIPS, Flip, elsewhere, reached
from flows.nlu.clauses import clauses
from flows.nlu.mentions import is_supposed, supposes, supposition

if TYPE_CHECKING:
    from flows.dialogue.turn import Turn
    from flows.machine.machine import Position
    from flows.model.flow import Flow


def explain(turn: Turn) -> Result:
    """*Why?* at a question; at an outcome, what is behind it; else more of what was spoken of."""
    position = turn.position
    if position is None:
        return turn.do(Action(ActionType.MORE)) if turn.before.subject else turn.welcome()
    if not _is_here(turn, position):
        return turn.older()
    if position.kind == "outcome":
        return Result(turn.session, turn.replies.behind.reasons(position), Audience.DIRECT)
    shown = turn.replies.steps.why(position, turn.installation.privacy)
    return Result(turn.session, shown, Audience.DIRECT)


def unsure(turn: Turn) -> Result:
    """*Not sure* at a question: where each answer leads, then what helps to decide, then a line."""
    position, steps = turn.position, turn.replies.steps
    if position is None or position.kind == "outcome" or not _is_here(turn, position):
        return explain(turn)
    before = turn.session.unsure_at
    after = turn.session._replace(unsure_at=hedged(before, position.node))
    if not after.unsure_at:
        return turn.remark(turn.replies.system.still_open(), after)
    shown = steps.undecided if before == position.node else steps.leads
    return Result(after, shown(position, turn.installation.privacy), Audience.DIRECT)


def suppose(turn: Turn) -> Result:
    """Show what would follow from another answer, and the way back; no answer is recorded.

    That something is supposed is remembered until the next line, so that *back* leaves just that.
    """
    position, flip = turn.position, _supposed(turn)
    if position is None or flip is None:
        return turn.older()
    back = to_result() if position.kind == "outcome" else to_question()
    supposing = turn.before._replace(pending_action=turn.action.code)
    return Result(supposing, turn.replies.supposed.supposed(flip, back), Audience.DIRECT)


def flips(turn: Turn) -> Result:
    """Say what would change the result; at a question, where each answer leads."""
    position = turn.position
    if position is None or position.kind == "question":
        return turn.do(Action(ActionType.UNSURE))
    machine = turn.replies.pack.machines[position.flow]
    others = tuple(islice(elsewhere(machine, turn.session.answers_for(position.flow)), MOST_FLIPS))
    return Result(turn.session, turn.replies.behind.flips(position, others), Audience.DIRECT)


def what_if(turn: Turn) -> Result:
    """Show what a typed line supposes; what names no answer asks what would change the result."""
    text = turn.action.text
    first = next((clause.text for clause in clauses(text)), "")
    if not is_supposed(text) and not phrasebook().asks(first):
        return _said(turn)
    flow, question = _spoken_of(turn)
    if question is None:
        return turn.do(Action(ActionType.FLIPS))
    if turn.position is None:
        return _supposed_alone(turn, flow, question)
    return _supposed_of(turn, turn.position, question)


def _said(turn: Turn) -> Result:
    """Take what is said rather than supposed: for the open question, else for one answered."""
    question = turn.question
    told = turn.matcher.mentions.told(turn.action.text, question) if question else None
    return offer(turn, told) if told else turn.do(Action(ActionType.CHANGE, text=turn.action.text))


def supposed(turn: Turn) -> Result | None:
    """Take a line that begins by supposing an answer, in whatever words; None for any other."""
    match, text = turn.match, turn.action.text
    plain = match.kind == "answer" and match.confidence == 1
    if turn.position is None or plain or match.options or not supposes(text):
        return None
    return what_if(turn) if _spoken_of(turn)[1] else None


def _supposed_of(turn: Turn, here: Position, question: str) -> Result:
    """Suppose the answer of a question on the way here; of another one tell where each leads."""
    flow, machine = turn.replies.pack.flows[here.flow], turn.replies.pack.machines[here.flow]
    given = machine.fold(turn.before.answers_for(flow.id)).answers
    asked = flow.questions[question]
    answer = turn.matcher.mentions.supposed(turn.action.text, asked)
    if answer and answer == given.get(question):
        label = asked.answers[answer].label
        saved = say().saved_so.format(label=label, name=flow.name(question))
        return turn.show(note=saved)
    if answer and (question in given or question == here.node):
        return turn.do(Action(ActionType.SUPPOSE, f"{flow.id}/{question}/{answer}"))
    there = reached(machine, given, question) or reached(machine, {}, question)
    return turn.reply(turn.replies.places.elsewhere(there)) if there else turn.show()


def _spoken_of(turn: Turn) -> tuple[Flow, str | None]:
    """Find the question that a line supposes an answer to: by place or name, else by the answer.

    An answer alone is meant for the open question, or for the last one before a result.
    """
    here, text, mentions = turn.position, turn.action.text, turn.matcher.mentions
    flow = turn.replies.pack.flows[here.flow] if here else turn.replies.system.main
    given = turn.replies.pack.machines[flow.id].fold(turn.before.answers_for(flow.id)).answers
    order = [*given, *(name for name in flow.questions if name not in given)] if here else []
    if found := mentions.placed(text, order) or mentions.named(text, flow, [*flow.questions]):
        return flow, found
    near = [here.node] if here and here.kind == "question" else [*given][-1:]
    said = (one for one in near if mentions.stated(supposition(text), flow.questions[one]))
    return flow, next(said, None)


def _supposed_alone(turn: Turn, flow: Flow, question: str) -> Result:
    """With nothing open, show what there is on what is supposed, and offer to start."""
    card = next(iter(flow.questions[question].cards), "")
    if not card or turn.replies.position(turn.before):
        return turn.welcome()
    shown = with_note(say().suppose_alone, turn.replies.cards.card(card))
    return turn.reply(turn.replies.places.with_start(shown, [flow.id]))


def next_step(turn: Turn) -> Result:
    """Say what to do now: answer the open question, or the next step of the result."""
    position = turn.position
    if position is None:
        return turn.welcome()
    if position.kind == "question":
        return turn.show(note=say().answer_next)
    return Result(turn.session, turn.replies.behind.ahead(position), Audience.DIRECT)


def _is_here(turn: Turn, position: Position) -> bool:
    """Whether an action means the node where somebody is, or names none."""
    return turn.action.target in {"", f"{position.flow}/{position.node}"}


def _supposed(turn: Turn) -> Flip | None:
    """Find where a supposed answer would lead; None if its question is not on the way here."""
    target, position = target_of(turn), turn.position
    if target is None or not target.choice or position is None or target.flow.id != position.flow:
        return None
    flow, question, choice = target
    machine, given = turn.replies.pack.machines[flow.id], turn.before.answers_for(flow.id)
    if question not in {position.node, *machine.fold(given).answers}:
        return None
    return Flip(question, choice, machine.fold({**given, question: choice}))
