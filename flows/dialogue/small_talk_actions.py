"""Small talk: one line each, and the open question stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.person_actions import DRAFT
from flows.language.messages import say
from flows.language.phrasebook import bare, phrasebook
from flows.language.small_talk import is_small_talk, small_talk
from flows.nlu.clauses import clauses

if TYPE_CHECKING:
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn

_FEW = 8
"""Words of a line that may be small talk with a remark beside it; a longer one says more."""


def greet(turn: Turn) -> Result:
    """Answer small talk in one line, and ask nothing; a first hello with what this is."""
    line, hello = line_for(turn), is_small_talk(turn.action.text)
    begun = turn.position is not None or (turn.before.subject and not hello)
    if not line and not begun:
        return turn.welcome()
    other = say().hello if hello else say().remark
    return turn.remark(turn.replies.system.line(line or other))


def line_for(turn: Turn) -> str:
    """Say to small talk what is said to its kind; nothing to a hello."""
    lines = {
        "thanks": say().thanks,
        "goodbye": say().goodbye,
        "pause": say().pause,
        "how_are_you": say().how_are_you,
        "compliment": say().compliment,
        "never_mind": say().dropped,
        "sorry": say().sorry,
        "laughing": say().laughing,
        "understood": say().understood,
    }
    return lines.get(small_talk(turn.action.text) or "", "")


def is_remark(turn: Turn) -> bool:
    """Whether a line is small talk alone; an “ok” that may answer a question is none."""
    kind, text = turn.match.kind, turn.action.text
    if not is_small_talk(text):
        return _is_beside_a_remark(turn)
    if kind == "answer":
        return False
    return kind != "confirm" or small_talk(text) != "understood"


def _is_beside_a_remark(turn: Turn) -> bool:
    """Whether a line that nothing answers has small talk in it, more than an “ok”."""
    text, missed = turn.action.text, turn.match.kind == "none" and turn.match.id is None
    if not missed or turn.pending == DRAFT.code or small_talk(text) == "understood":
        return False
    if len(bare(text)) > _FEW or phrasebook().asks(text):
        return False
    return any(is_small_talk(clause.text) for clause in clauses(text))
