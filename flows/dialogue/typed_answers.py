"""Answers taken from typed text: said how they were read, and asked for in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, answer, change, deny, read_action
from flows.dialogue.confirmations import offer
from flows.dialogue.reply import Message, with_undo
from flows.language.messages import say
from flows.language.phrasebook import NO, UNSURE

if TYPE_CHECKING:
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn


def taken(turn: Turn, answer_id: str) -> Result:
    """Take an answer from typed text: say how it was read, one press undoes it."""
    position, question = turn.position, turn.question
    if position and turn.match.left:
        return denied(turn)
    if position is None or question is None or answer_id == UNSURE:
        return turn.do(Action(ActionType.UNSURE))
    done = turn.do(answer(position.flow, position.node, answer_id))
    assert isinstance(done.reply, Message)  # noqa: S101 - an answer shows where somebody is
    ahead = turn.before.answers_for(position.flow).keys() - position.answers.keys()
    undone = change(position.flow, position.node) if ahead else Action(ActionType.BACK)
    return done._replace(reply=with_undo(question.answers[answer_id].label, undone, done.reply))


def denied(turn: Turn) -> Result:
    """Ask for the other parts of an either/or; whoever denies a second one is asked back."""
    position, question, left = turn.position, turn.question, turn.match.left
    if position is None or question is None:
        return turn.welcome()
    part = next(name for name in question.any_of if name not in left)
    before = read_action(turn.pending)
    here = deny(position.flow, position.node, part)
    same = before.target.rsplit("/", 1)[0] == here.target.rsplit("/", 1)[0]
    if before.type == ActionType.DENY and before != here and same:
        return offer(turn, NO)
    names = [question.any_of[name][0] for name in left]
    listed = f" {say().or_} ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    after = turn.session._replace(pending_action=here.code)
    return turn.show(after, say().other_part.format(parts=listed))
