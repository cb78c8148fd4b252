"""Numbers: one of several choices named by its place, as in `2` or “the second one”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.phrasebook import bare, phrasebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.language.phrasebook import Tokens
    from flows.model.flow import Question

_DIGITS = 4
_ORDINALS = ("ordinals", "ordinals_short")
_PAIR = 2
"""Answers of which one may name "the second" thing that is asked about; of more it counts them."""


def numbered(said: Tokens, question: Question) -> str | None:
    """Find the answer that a line picks by its number; None for any other line.

    Where the labels count something themselves ("3 or more", "First floor"), a number is no place.
    """
    answers = tuple(question.answers)
    at = place(said, ordinal=len(answers) > _PAIR and not question.any_of) or 0
    if not 0 < at <= len(answers) or counts(question):
        return None
    return answers[at - 1]


def counts(question: Question) -> bool:
    """Whether a label begins with a number."""
    labels = (bare(answer.label) for answer in question.answers.values())
    return any(place(label[:1], ordinal=True) is not None for label in labels)


def place(said: Tokens, *, ordinal: bool) -> int | None:
    """Read the number that a line is, as `2`, `two` or `option 2`; None for any other line.

    `ordinal` takes `second` for one too; beside the word for a button it always is.
    """
    book = phrasebook()
    left = [t for t in said if not book.has("choice", (t,)) or len(said) == 1]
    left = [t for t in left if not book.has("fillers", (t,))] or left
    ordinal = ordinal or any(book.has("button", (t,)) for t in said)
    return _number(left[0], ordinal=ordinal) if len(left) == 1 else None


def places(said: Tokens) -> Iterator[int]:
    """List the places that a longer line names: “the second”, “q2”, “number 2”; the last is -1.

    A bare number counts only behind the word for a question or an answer.
    """
    book = phrasebook()
    for at, word in enumerate(said):
        counted = at > 0 and book.has("counted", said[at - 1 : at])
        letter = word[:1] if book.has("counted", (word[:1],)) else ""
        if not book.has("thoughts", said[at + 1 : at + 2]):
            if book.has("latest", (word,)):
                yield -1
                continue
            number = _number(word.removeprefix(letter), ordinal=True)
            if number and (counted or letter or _number(word, ordinal=False) is None):
                yield number


def _number(word: str, *, ordinal: bool) -> int | None:
    if word.removeprefix("-").isdecimal():
        return int(word[:_DIGITS])
    for role in ("numbers", *(_ORDINALS if ordinal else ())):
        listed = phrasebook().ordered[role]
        if (word,) in listed:
            return listed.index((word,)) + 1
    return None
