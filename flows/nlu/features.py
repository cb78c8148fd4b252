"""Grams: the words, word pairs and letter runs of a typed text, as hashed counts."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

from flows.language.normalize import fold, unaccented

if TYPE_CHECKING:
    from numpy.typing import NDArray

LIMIT = 1500
"""Characters of a text that are read; nobody asks a longer question."""

_LONGEST = 24
_WORD = re.compile(r"[^\W_]+(?:['&][^\W_]+)*")
_SPACELESS = re.compile("([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")
"""Signs of scripts that put no space between words: each counts as one."""


def plain(text: str) -> str:
    """Leave what a person wrote of as much as is read, folded."""
    return fold(text[:LIMIT])


def words(text: str) -> list[str]:
    """Split a text into words, without their apostrophes and accents."""
    said = unaccented(plain(text))
    if not said.isascii():
        said = _SPACELESS.sub(r" \1 ", said)
    return [word.replace("'", "")[:_LONGEST] for word in _WORD.findall(said)]


def word_key(word: str) -> int:
    """Hash one word to 32 bits."""
    return crc32(word.encode())


def word_grams(said: list[str]) -> Counter[int]:
    """Count words, runs of two and three, and pairs with a gap; edges count as words."""
    edged = ["^", *said, "$"]
    twos = (f"{a} {b}" for a, b in pairwise(edged))
    threes = list(zip(edged, edged[1:], edged[2:], strict=False))
    runs = (f"{a} {b} {c}" for a, b, c in threes)
    gaps = (f"{a} _ {c}" for a, _, c in threes)
    return Counter(crc32(gram.encode()) for gram in (*said, *twos, *runs, *gaps))


def letter_grams(said: list[str]) -> Counter[int]:
    """Count runs of two to five letters within words, their edges included."""
    found: Counter[int] = Counter()
    for word in said:
        edged = f" {word} ".encode()
        found.update(
            crc32(edged[start : start + size], size)
            for size in range(2, min(6, len(edged) + 1))
            for start in range(len(edged) - size + 1)
        )
    return found


class Grams(NamedTuple):
    """Hashed grams, sorted, and how much each counts: one plus the logarithm of how often."""

    keys: NDArray[np.uint32]
    often: NDArray[np.float32]


@lru_cache(maxsize=4)
def grams(said: tuple[str, ...]) -> tuple[Grams, Grams]:
    """Count both of a text that several models read; what was typed is kept no longer than that."""
    return _sorted(word_grams([*said])), _sorted(letter_grams([*said]))


def _sorted(counts: Counter[int]) -> Grams:
    keys = np.fromiter(counts.keys(), np.uint32, len(counts))
    order = np.argsort(keys)
    often = np.fromiter(counts.values(), np.float32, len(counts))
    return Grams(keys[order], 1 + np.log(often[order]))
