"""What is said to a line that tells something, asks nothing, and was not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import ActionType
from flows.dialogue.asked import with_miss
from flows.dialogue.card_replies import MISSES
from flows.dialogue.confirmations import ask_topic
from flows.language.messages import say
from flows.language.phrasebook import phrasebook

if TYPE_CHECKING:
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn

_LOST = frozenset({"none", "unsure"})
_TOPICAL = 0.45
"""From this probability on, what is told at a question is about a topic rather than an answer."""


def told(turn: Turn) -> Result | None:
    """Take a line that only tells something for a remark, or ask what it means for the question.

    None for a line that asks, or that speaks of nobody, as a few words to look something up do,
    and after some lines in a row that were not understood.
    """
    match, text, misses = turn.match, turn.action.text, turn.before.miss_count
    lost = match.kind in _LOST and match.id is None and not match.others
    if not lost or misses >= MISSES or phrasebook().asks(text):
        return None
    remarks = match.may_mean == ActionType.GREETING
    topical = match.kind == "unsure" and (match.confidence >= _TOPICAL or not turn.question)
    if not remarks and (topical or not phrasebook().speaks(text)):
        return None
    after = turn.session._replace(miss_count=misses + 1)
    if turn.question and not remarks and not misses:
        return with_miss(turn.show(after, say().cannot_tell), match)
    if match.kind == "unsure":
        said = turn.replies.cards.in_passing(match.also)
        return turn.remark(said, ask_topic(turn, turn.session))
    return with_miss(turn.remark(turn.replies.cards.unknown_remark(), after), match)
