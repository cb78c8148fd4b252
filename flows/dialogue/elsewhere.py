"""What a line does outside the own conversation: in a channel, or beside one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.asked import answered, with_miss
from flows.dialogue.confirmations import settle
from flows.dialogue.names import flow_named
from flows.dialogue.result import Result
from flows.dialogue.session import Session
from flows.dialogue.small_talk_actions import is_remark, line_for
from flows.dialogue.text_handler import ask, command, passed_on
from flows.dialogue.trouble import pointed_to_people
from flows.language.phrasebook import phrasebook
from flows.nlu.match import TROUBLE

if TYPE_CHECKING:
    from flows.dialogue.turn import Turn

_NOBODY = Session()
_FEW = 3
"""Words of a line that names a topic rather than tells about oneself."""


def public(turn: Turn) -> Result:
    """Answer a mention in a channel: general cards, and never anything personal.

    What is kept of somebody is neither read nor changed; but after danger, which is answered to
    them alone, nothing typed is an answer before they resume.
    """
    alone = turn.on(_NOBODY)
    if alone.match.kind == "danger":
        return pointed_to_people(turn, alone.match, public=True)
    return _mentioned(alone)._replace(session=turn.before)


def _mentioned(alone: Turn) -> Result:
    """Answer a mention by somebody of whom nothing is kept."""
    match, text = alone.match, alone.action.text
    if match.kind in TROUBLE:
        return pointed_to_people(alone, match, public=True)
    row = alone.actions[match.id or ""] if match.kind == "command" else None
    if row and row.general:
        return alone.do(Action(row.id, text=text if row.takes_text else ""))
    if row or not text or is_remark(alone):
        return Result(alone.before, alone.replies.system.hello())
    said = answered(alone, match, text, 0, public=True)
    return with_miss(Result(alone.before, said), match)


def aside(turn: Turn) -> Result:
    """Answer elsewhere as if nothing were open; words do what they always do."""
    alone = turn.on(_NOBODY._replace(subject=turn.before.subject))
    if turn.action.type != ActionType.ASK:
        row = turn.actions[turn.action.type]
        return row.handle(alone)._replace(session=turn.session)
    match, session = alone.match, turn.before._replace(pending_action="")
    if match.kind in TROUBLE:
        return pointed_to_people(turn, match)
    if meant := _confirmed(turn) or passed_on(turn) or (None if match.listed else _begun(turn)):
        return meant
    if match.kind != "command" or turn.actions[match.id or ""].general:
        return ask(alone)._replace(session=session)
    if match.id != ActionType.GREETING:
        return command(turn, match)
    line = line_for(turn)
    return Result(session, turn.replies.system.line(line)) if line else turn.welcome(session)


def _confirmed(turn: Turn) -> Result | None:
    """Forget somebody who was asked about it, wherever they confirm it in the button's words."""
    settled = settle(turn) if turn.pending == ActionType.FORGET_NOW else None
    return settled if settled and settled.session is None else None


def _begun(turn: Turn) -> Result | None:
    """Open the flow whose title a line is."""
    begun = flow_named(turn.on(_NOBODY))
    return turn.do(begun) if begun else None


def is_surely_a_topic(turn: Turn) -> bool:
    """Whether a line surely asks for a card, whatever is open, or shows danger or strain."""
    match, text = turn.match, turn.action.text
    plainly = match.confidence == 1 or phrasebook().asks(text) or text.count(" ") < _FEW
    return match.kind in TROUBLE or (match.kind == "card" and plainly)
