"""Numbers: an answer picked by its place among the others, as in “the second one” or “2”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.phrasebook import phrasebook

if TYPE_CHECKING:
    from flows.language.phrasebook import Tokens
    from flows.model.flow import Question

_ORDINALS = ("ordinals", "ordinals_short")
_PAIR = 2
"""Answers of which one may name "the second" thing that is asked about; of more it counts them."""


def numbered(said: Tokens, question: Question) -> str | None:
    """Find the answer that a line picks by its number; None for any other line."""
    book = phrasebook()
    answers = tuple(question.answers)
    left = [t for t in said if not book.has("choice", (t,)) or len(said) == 1]
    left = [t for t in left if not book.has("fillers", (t,))] or left
    pressed = any(book.has("button", (t,)) for t in said)
    listed = pressed or (len(answers) > _PAIR and not question.any_of)
    at = number(left[0], ordinal=listed) if len(left) == 1 else 0
    return answers[at - 1] if 0 < at <= len(answers) else None


def number(word: str, *, ordinal: bool) -> int:
    """Read the number of a choice; 0 for none."""
    if word.isdecimal():
        return int(word[:4])
    for role in ("numbers", *(_ORDINALS if ordinal else ())):
        listed = phrasebook().ordered[role]
        if (word,) in listed:
            return listed.index((word,)) + 1
    return 0
