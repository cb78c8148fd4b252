"""Spelling: the listed word that a mistyped one is nearest to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_RUN = re.compile(r"(.)\1{2,}")
_TWICE = re.compile(r"(.)\1+")
_LEAST, _LONG = 3, 7


def unstretched(word: str) -> tuple[str, str]:
    """Shorten letters that are held down, as in `yesss`: runs of three, then all doubles."""
    return _RUN.sub(r"\1", word), _TWICE.sub(r"\1", word)


def slips(first: str, second: str, most: int) -> int:
    """Count edits: letters left out, added, changed, or two swapped; `most` + 1 when more."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        row = [i]
        for j, b in enumerate(second, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and b == first[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]


def nearest(word: str, listed: Iterable[str]) -> tuple[str, ...]:
    """Find the listed words at the least number of slips: one, or two in a long word."""
    if len(word) < _LEAST or not word.isalpha():
        return ()
    best, found = (2 if len(word) >= _LONG else 1), []
    for other in listed:
        if len(other) < _LEAST - 1:
            continue
        apart = slips(word, other, best)
        if apart < best:
            best, found = apart, [other]
        elif apart == best:
            found.append(other)
    return tuple(found)
