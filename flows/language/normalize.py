"""Folding: a typed text in the one form in which texts are compared."""

from __future__ import annotations

import re
import unicodedata

from flows.language.emoji import with_emoji

ENTITY = re.compile(
    r"<(?:[@#!][^<>|\s]*|!date\^[^<>|]*|([a-z][a-z0-9+.-]*:[^<>|\s]*))(?:\|([^<>]*))?>",
    re.IGNORECASE,
)
"""What Slack writes for a mention, a channel or a link: a link's address, and the words shown."""

_APOSTROPHES = (
    "\u0060\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u055a\u05f3\u1fef\u2018\u2019\u201a\u201b"
)
_APOSTROPHES += "\u2032\u2035\ua78c\uff07\uff40"
_QUOTES = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))  # before NFKC, which makes some a space
_ASCII = {0x60: "'", **dict.fromkeys((*range(32), 127), " ")}
_EDGE = " \t\n.,;:!…\"'“”*_~()[]{}<>/"


def fold(text: str) -> str:
    """Fold case, widths, apostrophes, what is Slack's own, and signs that nobody sees away."""
    bare = ENTITY.sub(lambda m: f" {m[2] or m[1]} " if m[1] else " ", text) if "<" in text else text
    bare = with_emoji(bare) if ":" in bare else bare
    if bare.isascii():
        return bare.translate(_ASCII).casefold()
    seen = (s for s in bare.translate(_QUOTES) if unicodedata.category(s) != "Cf")
    folded = unicodedata.normalize("NFKC", "".join(seen)).casefold()
    return "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in folded)


def unaccented(folded: str) -> str:
    """Take the accents off folded text, for people often leave them out."""
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFKD", folded)
    return unicodedata.normalize(
        "NFC", "".join(s for s in apart if unicodedata.category(s) != "Mn")
    )


def normal(text: str) -> str:
    """Fold a text, its runs of space, and the punctuation around it, so that phrases compare."""
    return " ".join(fold(text).split()).strip(_EDGE)
