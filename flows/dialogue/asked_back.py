"""What was asked back, as it was said, and what leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, decline, read_action
from flows.language.messages import say

if TYPE_CHECKING:
    from flows.dialogue.parts import Choice
    from flows.dialogue.reply import Message
    from flows.dialogue.turn import Turn


def asked_back(turn: Turn, pending: Action) -> Message | None:
    """Say once more what was asked back; None when nothing was, or it is settled elsewhere."""
    system = turn.replies.system
    if pending.type == ActionType.FORGET_NOW:
        return system.forget()
    if pending.type == ActionType.SEND:
        return turn.replies.people.unpressed()
    if is_offer(turn, pending):
        return take_as(turn, pending)
    if pending.type in {ActionType.ANSWER, ActionType.CHANGE}:
        return turn.replies.places.taken_back(pending)
    if pending.type == ActionType.ASK:
        return system.line(say().which_topic)
    offered = turn.offer(pending.type) if pending.type in turn.actions else None
    return did_you_mean(turn, offered) if offered else None


def likely_meant(turn: Turn, action_id: str) -> str:
    """Name what is offered for what a line likely means: a start that would delete is one anew."""
    position = turn.position
    begun = position is not None and position.flow == turn.replies.system.main.id
    anew = action_id == ActionType.BEGIN and begun and bool(turn.before.answers)
    return ActionType.RESTART if anew else action_id


def did_you_mean(turn: Turn, offered: Choice) -> Message:
    """Ask whether something was meant; starting over says what goes."""
    flow = turn.before.flow or turn.replies.system.main.id
    goes = offered.action.type == ActionType.RESTART and turn.before.answers_for(flow)
    line = say().restart_sure if goes else say().did_you_mean.format(label=offered.label.lower())
    return turn.replies.system.did_you_mean(line, offered)


def is_offer(turn: Turn, action: Action) -> bool:
    """Whether an action answers the question that is open, rather than mends an answer."""
    position, question = turn.position, turn.question
    if action.type == ActionType.ANSWER_ALL:
        return True
    if position is None or question is None or action.type != ActionType.ANSWER:
        return False
    here, _, choice = action.target.rpartition("/")
    return choice in question.answers and here == f"{position.flow}/{position.node}"


def asked_just_now(turn: Turn) -> bool:
    """Whether the open question was asked back at the line before, or that was declined."""
    pending, position = read_action(turn.pending), turn.position
    left = position is not None and decline(position.flow, position.node) == pending
    return left or is_offer(turn, pending)


def take_as(turn: Turn, action: Action) -> Message | None:
    """Ask before an answer, or several, are recorded; None where a question is gone."""
    if action.type == ActionType.ANSWER_ALL:
        return turn.replies.system.take_all(action, declined(turn, action))
    flow, question, choice = action.target.split("/")
    label = turn.replies.pack.flows[flow].questions[question].answers[choice].label
    return turn.replies.system.take_as(label, action, declined(turn, action))


def declined(turn: Turn, action: Action) -> Action:
    """Leave an offer for the question it was about, or for the first one where none is open."""
    position = turn.position
    if position is None:
        return Action(ActionType.BEGIN, action.target.partition("/")[0])
    return decline(position.flow, position.node)
