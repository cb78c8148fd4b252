"""Small talk: one line each, and the open question stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.messages import say
from flows.language.small_talk import is_small_talk, small_talk

if TYPE_CHECKING:
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn


def greet(turn: Turn) -> Result:
    """Answer small talk in one line, and ask nothing; a first hello with what this is."""
    line = line_for(turn)
    if not line and turn.position is None:
        return turn.welcome()
    other = say().hello if is_small_talk(turn.action.text) else say().understood
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
    if kind == "answer" or not is_small_talk(text):
        return False
    return kind != "confirm" or small_talk(text) != "understood"
