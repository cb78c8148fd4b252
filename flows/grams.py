"""Grams: the words, word pairs and letter runs of a typed text, as hashed counts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from zlib import crc32

LIMIT = 1500
"""Characters of a text that are read; nobody asks a longer question."""

ENTITY = re.compile(
    r"<(?:[@#!][^<>|\s]*|!date\^[^<>|]*|([a-z][a-z0-9+.-]*:[^<>|\s]*))(?:\|([^<>]*))?>",
    re.IGNORECASE,
)
"""What Slack writes for a mention, a channel or a link: a link's address, and the words shown."""

_LONGEST = 24
_WORD = re.compile(r"[^\W_]+(?:['&][^\W_]+)*")
_QUOTES = str.maketrans("\u2018\u2019\u02bc\u00b4`", "'''''")


def plain(text: str) -> str:
    """Leave what a person wrote: no mentions, control characters or fancy quotes."""
    bare = ENTITY.sub(lambda m: f" {m[2] or m[1]} " if m[1] else " ", text[:LIMIT])
    folded = unicodedata.normalize("NFKC", bare).translate(_QUOTES).casefold()
    return "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in folded)


def words(text: str) -> list[str]:
    """Split a text into words, without their apostrophes."""
    return [word.replace("'", "")[:_LONGEST] for word in _WORD.findall(plain(text))]


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
