"""What becomes of a draft, asked for or shown, beside what else is done: it waits, or is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import ActionType
from flows.dialogue.effect import TOLD
from flows.dialogue.parts import Note
from flows.dialogue.person_actions import DRAFT
from flows.dialogue.reply import Message, with_note
from flows.dialogue.small_talk_actions import is_remark
from flows.language.messages import say
from flows.language.phrasebook import NO, phrasebook
from flows.language.small_talk import small_talk
from flows.nlu.match import TROUBLE

if TYPE_CHECKING:
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn

_DRAFTS = frozenset({DRAFT.code, ActionType.SEND})
"""What is remembered of a draft: that it was asked for, or that it was shown."""


def has_draft(turn: Turn) -> bool:
    """Whether somebody was asked what to send, or was shown it."""
    return turn.pending in _DRAFTS


def with_draft(turn: Turn, done: Result) -> Result:
    """Say once that a draft still waits, or that nothing was sent; whatever was done beside it.

    Nothing of this is said where something is passed on just now, nor after danger or strain.
    """
    told = any(isinstance(effect, TOLD) for effect in done.effects)
    if not has_draft(turn) or told or not isinstance(done.reply, Message):
        return done
    asked = done.session.pending_action if done.session else ""
    if asked in _DRAFTS or Note(say().not_sent) in done.reply.parts or _is_trouble(turn):
        return done
    if done.session and not asked and _lets_it_wait(turn):
        note = say().unpressed if turn.pending == ActionType.SEND else say().unwritten
        waits = done.session._replace(pending_action=turn.pending)
        return done._replace(session=waits, reply=with_note(note, done.reply))
    return done._replace(reply=with_note(say().not_sent, done.reply))


def _is_trouble(turn: Turn) -> bool:
    return turn.action.type == ActionType.ASK and turn.match.kind in TROUBLE


def _lets_it_wait(turn: Turn) -> bool:
    """Whether a draft waits: beside small talk, and beside a word that changes nothing."""
    action, match = turn.action.type, turn.match
    if action == ActionType.ASK:
        if match.kind != "command" or match.id == ActionType.GREETING:
            return _is_passing(turn)
        action = match.id or ""
    row = turn.actions.get(action)
    return row is not None and not row.changes and not row.forgets


def _is_passing(turn: Turn) -> bool:
    """Whether a line is small talk of somebody who neither goes nor says no."""
    text = turn.action.text
    goes = small_talk(text) == "goodbye" or NO in phrasebook().meaning(text)
    return is_remark(turn) and not goes
