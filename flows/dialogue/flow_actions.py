"""What each action does in a flow: open it, answer, change, go back, stop, go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flows.dialogue.action import ActionType, given_in, read_action
from flows.dialogue.result import Result
from flows.language.messages import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.dialogue.turn import Turn
    from flows.model.flow import Flow


class Target(NamedTuple):
    """What `flow/question/answer` names; the answer may be left open."""

    flow: Flow
    question: str
    choice: str


def begin(turn: Turn) -> Result:
    """Open a flow, where it was left for another; what was stopped is offered before itself.

    The word alone deletes no result: that takes *Start over*.
    """
    session = turn.session
    if turn.request.drawn_version is not None and not turn.is_current:
        if turn.position:
            return turn.show(note=say().open_already)
        if turn.replies.position(session):
            return turn.welcome()
    here, target = turn.replies.position(session), _opened(turn)
    stopped = here and session.paused and session.answers_for(here.flow)
    if here and stopped and turn.action.target in {"", here.flow}:
        return turn.welcome()
    if here and here.flow != target and (given := session.answers_for(target)):
        return turn.show(session.with_answers(target, given))
    typed = turn.request.drawn_version is None and not turn.action.target
    if here and here.flow == target and here.kind == "outcome" and typed:
        return turn.show(note=say().at_result)
    return _anew(turn, target)


def restart(turn: Turn) -> Result:
    """Begin the open flow again."""
    return _anew(turn, turn.session.flow or turn.replies.system.main.id)


def _opened(turn: Turn) -> str:
    return turn.action.target or turn.replies.system.main.id


def _anew(turn: Turn, flow: str) -> Result:
    """Open a flow at its first question; earlier answers in it go, those in others stay."""
    if flow not in turn.replies.pack.flows:
        return turn.older()
    note = say().started_again if turn.session.answers_for(flow) else ""
    return turn.show(turn.session.with_answers(flow, {}), note)


def answer(turn: Turn) -> Result:
    """Answer the open question, or change the answer of one on the way here."""
    target, session = target_of(turn), turn.session
    if target is None or not target.choice:
        return turn.older()
    flow, question, choice = target
    given = session.answers_for(flow.id)
    position = turn.replies.pack.machines[flow.id].fold(given)
    before = position.answers.get(question)
    if before is None and question != position.node:
        return turn.older()
    here = session.flow == flow.id and not session.paused
    if before == choice and here and not session.reopened:
        return turn.show()
    note = ""
    if before is not None and before != choice:
        label = flow.questions[question].answers[choice].label
        note = say().changed.format(name=flow.name(question), label=label)
    return turn.show(session.with_answers(flow.id, {**given, question: choice}), note)


def answer_all(turn: Turn) -> Result:
    """Answer several questions at once; those ahead count once the way comes to them."""
    name, given = given_in(turn.action.target)
    flow = turn.replies.pack.flows.get(name)
    if flow is None or not given or not flow.has(given):
        return turn.older()
    after = turn.session.with_answers(name, {**turn.session.answers_for(name), **given})
    position = turn.replies.position(after)
    ahead = given.keys() - position.answers.keys() if position else ()
    lines = [turn.replies.system.taken_for(flow, one, given[one]) for one in given if one in ahead]
    return turn.show(after, say().ahead.format(answers="; ".join(lines)) if lines else "")


def change(turn: Turn) -> Result:
    """Ask an answered question again; its answer is kept until there is another."""
    target, session = target_of(turn), turn.session
    if target is None:
        return turn.older()
    flow, question, _ = target
    given = session.answers_for(flow.id)
    was = turn.replies.pack.machines[flow.id].fold(given).answers.get(question)
    if was is None:
        return turn.older()
    label = flow.questions[question].answers[was].label
    reopened = session.with_answers(flow.id, given, reopened=question)
    return turn.show(reopened, say().you_had_said.format(label=label))


def back(turn: Turn) -> Result:
    """Take the last answer back; a question that is being changed keeps its answer."""
    position, session = turn.position, turn.session
    if position is None:
        return turn.welcome()
    if read_action(turn.pending).type == ActionType.SUPPOSE:
        return turn.show()
    given = session.answers_for(position.flow)
    if session.reopened:
        return turn.show(session.with_answers(position.flow, given))
    if not position.path:
        return turn.show(note=say().first_question)
    last, _ = position.path[-1]
    return turn.show(session.with_answers(position.flow, _without(given, last)))


def resume(turn: Turn) -> Result:
    """Go on where it was left."""
    return turn.show(turn.session._replace(paused=False))


def stop(turn: Turn) -> Result:
    """Leave the flow; its answers are kept."""
    session = turn.session
    reply = turn.replies.system.stopped(turn.replies.position(session))
    moved = session._replace(paused=True, position_version=session.version + 1)
    return Result(moved, reply)


def deny(turn: Turn) -> Result:
    """Show where somebody is: one part of an either/or alone is never on a button."""
    return turn.show()


def target_of(turn: Turn) -> Target | None:
    """Find what `flow/question/answer` names; None if any of it is gone."""
    flow_id, _, rest = turn.action.target.partition("/")
    question, _, choice = rest.partition("/")
    flow = turn.replies.pack.flows.get(flow_id)
    node = flow.questions.get(question) if flow else None
    if flow is None or node is None or (choice and choice not in node.answers):
        return None
    return Target(flow, question, choice)


def _without(given: Mapping[str, str], question: str) -> dict[str, str]:
    return {name: way for name, way in given.items() if name != question}
