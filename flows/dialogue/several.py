"""Several things in one line: what is said to its questions, and above what its answer does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.local_actions import below_all
from flows.dialogue.place_actions import with_start
from flows.dialogue.reply import Message, above
from flows.dialogue.session import Session
from flows.nlu.several import MOST

if TYPE_CHECKING:
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


def _told(turn: Turn, match: Match, *, public: bool) -> Match | Message | None:
    """Leave a question to be answered, or what a listed word says as far as it says it here."""
    if match.kind != "command":
        return match
    row = turn.actions[match.id or ""]
    if not (row.general if public else row.storeless):
        return None
    reply = row.handle(turn.on(_NOBODY)).reply
    return reply if isinstance(reply, Message) else None


def put_above(message: Message, result: Result) -> Result:
    """Say something above what a result says."""
    if not isinstance(result.reply, Message):
        return result
    return result._replace(reply=above(message, result.reply))
