"""Several things in one line: what is said to its questions, and above what its answer does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action
from flows.dialogue.local_actions import below_all
from flows.dialogue.parts import Buttons, Text
from flows.dialogue.place_actions import with_start
from flows.dialogue.reply import Message, above
from flows.dialogue.session import Session
from flows.language.messages import say
from flows.nlu.several import MOST

if TYPE_CHECKING:
    from flows.dialogue.parts import Choice
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn
    from flows.nlu.match import Match

_NOBODY = Session()


def several(turn: Turn, asked: tuple[Match, ...], *, public: bool = False) -> Message:
    """Answer several questions of a line, the first three, each short."""
    taken = asked[:MOST]
    told = [one for match in taken if (one := _told(turn, match, public=public))]
    said = turn.replies.several.answer(tuple(told), is_cut=len(asked) > MOST)
    cards = (match.id for match in taken if match.kind == "card" and match.id)
    return below_all(turn, with_start(turn, said, *cards), taken)


def beside_an_answer(turn: Turn, match: Match) -> Message:
    """Say what a listed word beside an answer does; in short what is said to one person alone."""
    said, row = _by_row(turn, match), turn.actions[match.id or ""]
    return said if row.general else turn.replies.several.answer((said,), is_cut=False)


def put_above(message: Message, result: Result) -> Result:
    """Say something above what a result says."""
    if not isinstance(result.reply, Message):
        return result
    return result._replace(reply=above(message, result.reply))


def _told(turn: Turn, match: Match, *, public: bool) -> Match | Message | None:
    """Leave a question to be answered; where everybody reads, a personal word says nothing."""
    if match.kind != "command":
        return match
    hidden = public and not turn.actions[match.id or ""].general
    return None if hidden else _by_row(turn, match)


def _by_row(turn: Turn, match: Match) -> Message:
    """Say what a listed word beside something else does, as if nothing were open.

    What needs the session, or changes it, is left for a line of its own.
    """
    row = turn.actions[match.id or ""]
    if not (row.storeless or row.general):
        return _left(turn.offer(row.id))
    text = turn.action.text if row.takes_text else ""
    alone = turn.on(_NOBODY._replace(subject=turn.before.subject))
    reply = alone.do(Action(row.id, text=text)).reply
    return reply if isinstance(reply, Message) else _left(turn.offer(row.id))


def _left(offered: Choice | None) -> Message:
    """Name what is left for a line of its own by the button that does it, where it has one."""
    ways = (Buttons((offered,)),) if offered else ()
    return Message(say().own_line, (Text(say().own_line), *ways))
