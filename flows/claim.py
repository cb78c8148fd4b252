"""A claim: words of ours that rest on facts of the document, and the figures in them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OURS = "ours"
"""The mark of a statement that is our own and rests on no fact."""

ROOM = 2500
"""Characters that a pack may fill of one section of a message.

Slack takes 3,000, and the rest is cut off without a word. What stands together without a table
between shares one section, and our own words around it take less than 500: the privacy line, the
words that can be typed, "Back to your question".
"""

MARK = "[^"
"""How a mark begins; one that stands anywhere but at the end would be shown as it is."""

_MARK = re.compile(r"\s*\[\^([^\]\s]+)\]")
_MARKS_AT_END = re.compile(r"((?:\s*\[\^[^\]\s]+\])*)\s*$")
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_UNIT = r"\s?%|\s?percent\b"
_FIGURE = re.compile(
    rf"(?P<dollar>\$)?(?P<low>{_NUMBER})(?P<low_unit>{_UNIT})?"
    rf"(?:\s?(?:[-‐‑–—]|\bto\b)\s?\$?(?P<high>{_NUMBER}))?(?P<plus>\+)?(?P<unit>{_UNIT})?"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A paragraph, bullet or row: its text, the fact ids it rests on, and its line in the file."""

    text: str
    facts: tuple[str, ...] = ()
    line: int = 0

    @property
    def ours(self) -> bool:
        """Whether this is a statement of our own, to be shown as one."""
        return self.facts == (OURS,)


def read_claim(text: str, line: int = 0) -> Claim:
    """Split the footnote marks off the end of `text`."""
    marks = _MARKS_AT_END.search(text)
    tail = marks.group(1) if marks else ""
    words = text[: len(text.rstrip()) - len(tail)] if tail else text
    return Claim(" ".join(words.split()), tuple(_MARK.findall(tail)), line)


def room(texts: Iterable[str]) -> int:
    """Count what texts fill, as Slack does, each with a bullet or the like and a line break."""
    return sum(len(html.escape(text, quote=False)) + 4 for text in texts)


def check_room(file: str, line: int, what: str, texts: Iterable[str]) -> Iterator[Fault]:
    """Find out whether texts that stand together fill more than their room."""
    if (taken := room(texts)) > ROOM:
        yield Fault(file, line, f"{what} takes {taken} characters; {ROOM} at most, so shorten it")


def figures(text: str) -> frozenset[str]:
    """Find the figures of `text`, normalized: `$15,000–$50,000+` becomes `$15000-50000+`."""
    return frozenset(_normal(found) for found in _FIGURE.finditer(text))


def _normal(found: re.Match[str]) -> str:
    low = found["low"].replace(",", "")
    span = f"{low}-{found['high'].replace(',', '')}" if found["high"] else low
    percent = "%" if found["unit"] or found["low_unit"] else ""
    return f"{found['dollar'] or ''}{span}{found['plus'] or ''}{percent}"
