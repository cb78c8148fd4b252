"""Clauses: what a line is made of, parted at its marks and at the words listed for that."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from flows.language.phrasebook import bare, phrasebook

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = re.compile(r"\w+(?:['’/&-]\w+|(?<=\d)[.,:]\d+)*|\n|\S")
"""A word, with what stands inside of it as in PGY-3 or 2.5, or a mark."""
_ENDS = frozenset(".?!;\n…。！？•")
_PAUSES = frozenset(",:—–-()，、")
_MARKS = _ENDS | _PAUSES
_LEADS_IN = frozenset({".", ")", ":"})
"""After a number alone: then it counts the things of a list."""


class Clause(NamedTuple):
    """One clause as it was typed, its place in the line, and whether a sentence begins with it.

    Words that only part it from the one before stand outside of it.
    """

    text: str
    start: int
    end: int
    begins: bool


def clauses(text: str) -> tuple[Clause, ...]:
    """Part a line; one that can't be parted is one clause, and one that says nothing none."""
    return tuple(clause for clause in _parted(text) if bare(clause.text))


def _parted(text: str) -> Iterator[Clause]:
    start = end = 0
    begins, said = True, False
    pieces = [*_PIECE.finditer(text)]
    for found, after in zip_longest(pieces, pieces[1:]):
        one = found[0]
        mark, role = one in _MARKS, _role(one)
        if not mark and (not role or after is None or after[0] in _MARKS):
            start, end, said = (start if said else found.start()), found.end(), True
            continue
        counts = said and text[start:end].isdigit() and one in _LEADS_IN
        if said and not counts:
            last = found.end() if one in _ENDS else end
            yield Clause(text[start:last], start, found.end(), begins)
        begins = one in _ENDS or role == "parts" or (begins and not said) or (counts and begins)
        said = False
    if said:
        yield Clause(text[start:end], start, end, begins)


def _role(one: str) -> str:
    """Tell as what a word parts a line, if it does."""
    turns, word = phrasebook().turns, bare(one)
    return next((role for role in ("parts", "turns") if word in turns[role]), "")
