"""Trouble: danger and strain, answered with people to turn to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.draft import has_draft
from flows.dialogue.reply import Message, with_line
from flows.dialogue.result import Audience, Result
from flows.language.messages import say

if TYPE_CHECKING:
    from flows.dialogue.turn import Turn
    from flows.nlu.match import Match


def pointed_to_people(turn: Turn, match: Match, *, public: bool = False) -> Result:
    """Point to people; after danger nothing typed is an answer before somebody resumes."""
    session = turn.before._replace(pending_action="")
    if match.kind == "danger" and session.flow is not None:
        session = session._replace(paused=True)
    support = turn.installation.support_contact
    said = turn.replies.system.trouble(match.kind, support, public=public)
    if match.kind == "strain" and has_draft(turn):
        said = with_line(say().not_sent, said)
    return Result(session, said, Audience.ALONE)


def troubled(turn: Turn) -> Result:
    """Point to people; after strain, the question stays."""
    found = pointed_to_people(turn, turn.match)
    if turn.match.kind == "danger" or not isinstance(found.reply, Message):
        return found
    return turn.reply(found.reply, title=say().strain_question)
