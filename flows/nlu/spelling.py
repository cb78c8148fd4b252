"""Spelling: the listed word that a mistyped one is nearest to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_RUN = re.compile(r"(.)\1{2,}")
_TWICE = re.compile(r"(.)\1+")
_LEAST, _LONG = 3, 7
_STEADY = 6
"""Letters of a word from which on another letter in it is taken for a slip."""


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


def by_letter(listed: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Sort words by their first letter, which a slip hardly ever changes."""
    found: dict[str, list[str]] = {}
    for word in listed:
        found.setdefault(word[0], []).append(word)
    return {letter: tuple(sorted(words)) for letter, words in found.items()}


def nearest(word: str, listed: Iterable[str]) -> str | None:
    """Find the listed word at the least number of slips: one, or two in a long word.

    The first letter is hardly ever mistyped, and in a short word another letter makes another
    word, so there only swapped, doubled or missing ones count. Of several, one of the same
    letters is meant, else one with the same beginning; None where that does not settle it.
    """
    if len(word) < _LEAST or not word.isalpha():
        return None
    best = 2 if len(word) >= _LONG else 1
    found: list[str] = []
    letters = set(word)
    for other in listed:
        if len(letters.symmetric_difference(other)) > 2 * best:
            continue  # a slip changes two of the letters used at most
        apart = slips(word, other, best) if _could_be(word, other) else best + 1
        if apart < best:
            best, found = apart, [other]
        elif apart == best:
            found.append(other)
    found = [other for other in found if sorted(other) == sorted(word)] or found
    found = [other for other in found if other[:2] == word[:2]] or found
    return found[0] if len(found) == 1 else None


def _could_be(word: str, other: str) -> bool:
    if other[:1] != word[:1]:
        return False
    swapped = sorted(word) == sorted(other)
    if len(other) <= _LEAST:
        return swapped
    return swapped or len(word) != len(other) or len(word) >= _STEADY
