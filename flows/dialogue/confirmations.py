"""Confirmations: what is asked back before it is done, and what a typed line says to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, answer, decline, read_action
from flows.dialogue.person_actions import is_left
from flows.dialogue.reply import actions_by_label, with_note
from flows.dialogue.result import Audience, Result
from flows.language.messages import say
from flows.language.phrasebook import NO, YES
from flows.language.small_talk import is_slip, is_withdrawn

if TYPE_CHECKING:
    from flows.dialogue.reply import Message
    from flows.dialogue.turn import Turn


def offer(turn: Turn, answer_id: str) -> Result:
    """Ask back what a line implies, unless the same question was just asked back."""
    position = turn.position
    if position is None:
        return turn.welcome()
    if _asked_just_now(turn):
        return turn.show(note=say().press_instead)
    action = answer(position.flow, position.node, answer_id)
    after = turn.session._replace(pending_action=action.code)
    return Result(after, _take_as(turn, action), Audience.DIRECT)


def decline_offer(turn: Turn) -> Result:
    """Record nothing of what was offered, and ask the question again."""
    return turn.show(turn.session._replace(pending_action=turn.action.code))


def settle(turn: Turn) -> Result | None:
    """Take a typed line as the answer to what was asked back; None when it is none."""
    pending = read_action(turn.pending)
    asked = _asked_back(turn, pending)
    if asked is None:
        return None
    text = turn.action.text
    if pending.type == ActionType.SEND and is_left(turn):
        return turn.do(Action(ActionType.LEAVE))
    way = NO if is_withdrawn(text) else turn.matcher.yes_or_no(text)
    if named := _label(turn, asked, bare=way is not None):
        return turn.do(named)
    insists = is_slip(text) and pending.target.endswith(f"/{way}")
    if insists and pending.type == ActionType.ANSWER:
        return turn.do(pending)
    return _replied(turn, pending, asked, way)


def _replied(turn: Turn, pending: Action, asked: Message, way: str | None) -> Result | None:
    """Take a bare yes or no."""
    if way == YES and turn.actions[pending.type].by_yes:
        return turn.do(pending)
    if way == YES:
        return Result(turn.before, with_note(say().press_button, asked), Audience.DIRECT)
    if way == NO and _is_offer(turn, pending):
        return turn.do(_declined(pending))
    return turn.show(note=say().dropped) if way == NO else None


def _label(turn: Turn, asked: Message, *, bare: bool) -> Action | None:
    """Find the button that a line names: of what was asked back, else of the question.

    A bare yes or no replies to what was asked back, even if a button is called that too.
    """
    if found := actions_by_label(asked).get(turn.normalized):
        return found
    if bare and turn.normalized in {YES, NO}:
        return None
    shown = turn.replies.present(turn.session, turn.installation.privacy)
    found = actions_by_label(shown).get(turn.normalized)
    return found if found and found.type == ActionType.ANSWER else None


def _asked_back(turn: Turn, pending: Action) -> Message | None:
    """Say once more what was asked back; None when nothing was, or it is settled elsewhere."""
    system = turn.replies.system
    if pending.type == ActionType.FORGET_NOW:
        return system.forget()
    if pending.type == ActionType.SEND:
        return turn.replies.people.unpressed()
    if _is_offer(turn, pending):
        return _take_as(turn, pending)
    if pending.type in {ActionType.ANSWER, ActionType.CHANGE}:
        return turn.replies.places.taken_back(pending)
    offered = turn.offer(pending.type) if pending.type in turn.actions else None
    return system.did_you_mean(offered) if offered else None


def _is_offer(turn: Turn, action: Action) -> bool:
    """Whether an action answers the question that is open, rather than mends an answer."""
    position, question = turn.position, turn.question
    if position is None or question is None or action.type != ActionType.ANSWER:
        return False
    here, _, choice = action.target.rpartition("/")
    return choice in question.answers and here == f"{position.flow}/{position.node}"


def _asked_just_now(turn: Turn) -> bool:
    pending, position = read_action(turn.pending), turn.position
    declined = position is not None and decline(position.flow, position.node) == pending
    return declined or _is_offer(turn, pending)


def _take_as(turn: Turn, action: Action) -> Message:
    flow, question, choice = action.target.split("/")
    label = turn.replies.pack.flows[flow].questions[question].answers[choice].label
    return turn.replies.system.take_as(label, action, _declined(action))


def _declined(action: Action) -> Action:
    flow, question, _ = action.target.split("/")
    return decline(flow, question)
