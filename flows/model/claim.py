"""A claim: words of ours that rest on facts of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from flows.model.markup import LINK

OURS = "ours"
"""The mark of a statement that is our own and rests on no fact."""

MARK = "[^"
"""How a mark begins; one that stands anywhere but at the end would be shown as it is."""

_MARK = re.compile(r"\[\^([^\] ]+)\]")
_MARKS_BACKWARDS = re.compile(r"(?:\][^\] ]+?\^\[ ?)*")
"""The marks at the end, read from there: forwards, many marks would be tried over and over."""


class Link(NamedTuple):
    """Words of a claim that lead somewhere."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A paragraph, bullet or row: its words, the fact ids it rests on, its line, and its links."""

    text: str
    facts: tuple[str, ...] = ()
    line: int = 0
    links: tuple[Link, ...] = ()

    @property
    def ours(self) -> bool:
        """Whether this is a statement of our own, to be shown as one."""
        return self.facts == (OURS,)

    @property
    def display_text(self) -> str:
        """The words as they are shown; one of our own says that it is."""
        return f"{self.text} (our note)" if self.ours else self.text


def read_claim(text: str, line: int = 0, facts: tuple[str, ...] = ()) -> Claim:
    """Split the footnote marks off the end of `text`, and its links from their words.

    `facts` are those that are named apart from the text.
    """
    words = " ".join(text.split())
    marks = _MARKS_BACKWARDS.match(words[::-1])
    end = len(words) - (marks.end() if marks else 0)
    plain, links = _read_links(words[:end])
    tail = words[end:]
    return Claim(plain, (*facts, *_MARK.findall(tail)), line, links)


def _read_links(words: str) -> tuple[str, tuple[Link, ...]]:
    plain, end = "", 0
    links: list[Link] = []
    for found in LINK.finditer(words):
        plain += words[end : found.start()]
        links.append(Link(found["label"].strip(), found["url"]))
        plain, end = plain + links[-1].label, found.end()
    return plain + words[end:], tuple(links)
