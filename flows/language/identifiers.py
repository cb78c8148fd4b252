"""Identifiers: what in a text may name or number a patient, told by its kind, never repeated."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from pydantic import Field

from flows.language.files import LANGUAGE
from flows.language.phrasebook import bare, phrasebook
from flows.model.source import Frozen, Id, Words
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = "identifiers.yaml"
_DAY = r"\d{1,2}[^\W\d]{0,2}"
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"[^\W\d]+\.?"
_ANNOUNCED = {
    "record": r"[^\W\d]{0,3}-?\d(?:-?\d){2,}",
    "birth": rf"\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}|(?:{_MONTH}\s+{_DAY}|{_DAY}\s+{_MONTH}),?\s+"
    rf"{_YEAR}|{_YEAR}",
    "patient": r"[^\W\d_]{2,}",
    "phone": r"\+?\(?\d(?:[\s().-]{0,2}\d){6,}",
    "security": r"\d{3}[\s.-]?\d{2}[\s.-]?\d{4}",
    "place": r"\d{1,4}[^\W\d]?(?!\w|\s?[-–.,]\s?\d)",
}
"""What follows the words that announce it."""
_ALONE = {
    "birth": r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|200\d)"
    r"|(?:19\d\d|200\d)-\d\d-\d\d)(?!\d)",
    "phone": r"(?<![\w-])(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}(?!\d)"
    r"|\+\d(?:[\s().-]{0,2}\d){7,}",
    "security": r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])",
    "email": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "number": r"(?<![\w$€£,.])\d{7,}(?![\w,]|\.\d)",
}
"""What is one wherever it stands."""
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_LAST, _NEXT = re.compile(r"([^\W\d]+)\W*$"), re.compile(r"\s*([^\W\d]+)")


class Kind(Frozen):
    """One kind of identifier: what it is called, what announces it, what makes it none."""

    name: Words
    after: tuple[Words, ...] = ()
    unless: tuple[Words, ...] = ()


class Written(Frozen):
    """What `identifiers.yaml` holds."""

    between: tuple[Words, ...] = ()
    kinds: dict[Id, Kind] = Field(min_length=1)


def identifiers(text: str) -> tuple[str, ...]:
    """Name the kinds of identifiers in a text, each once."""
    read = _ADDRESS.sub(" ", unicodedata.normalize("NFKC", text)).replace("’", "'")
    found = (kind.name for name, kind in _written().kinds.items() if _stands(name, kind, read))
    return tuple(found)


def _stands(name: str, kind: Kind, text: str) -> bool:
    return any(
        _counts(name, kind, found, text) for way in _ways(name) for found in way.finditer(text)
    )


def _counts(name: str, kind: Kind, found: re.Match[str], text: str) -> bool:
    """Whether nothing around what was found, or in a name, says that it is something else."""
    if name == "patient":
        said = found["what"]
        return said[0].isupper() and said[1:].islower() and not _is_word(said, kind)
    beside = (
        _NEXT.match(text, found.end()) if name == "place" else _LAST.search(text[: found.start()])
    )
    return beside is None or beside[1].lower() not in kind.unless


def _is_word(said: str, kind: Kind) -> bool:
    """Whether what looks like a name is a word that such a line goes on with."""
    turns = phrasebook().turns
    return said.lower() in kind.unless or any(
        bare(said) in turns[role] for role in ("wh", "aux", "subjects")
    )


@cache
def _ways(name: str) -> tuple[re.Pattern[str], ...]:
    """Compile how a kind is found: announced, or alone."""
    written, ways = _written(), []
    if (after := written.kinds[name].after) and name in _ANNOUNCED:
        between = rf"(?:\s*(?:{_any(written.between)})(?!\w))?"
        said = rf"(?<![\w-])(?:{_any(after)})(?!\w)[,.]?{between}\s*(?P<what>{_ANNOUNCED[name]})"
        ways.append(said)
    if name in _ALONE:
        ways.append(_ALONE[name])
    return tuple(re.compile(way, re.IGNORECASE) for way in ways)


def _any(phrases: Iterable[str]) -> str:
    """Write phrases as alternatives, the longest first."""
    spaced = (r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return "|".join(sorted(spaced, key=len, reverse=True))


@cache
def _written() -> Written:
    found, _ = PackReader(LANGUAGE).model(FILE, Written)
    return found or Written.model_construct(kinds={})
