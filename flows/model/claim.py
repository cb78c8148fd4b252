"""A claim: words of ours that rest on facts of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass

OURS = "ours"
"""The mark of a statement that is our own and rests on no fact."""

MARK = "[^"
"""How a mark begins; one that stands anywhere but at the end would be shown as it is."""

_MARK = re.compile(r"\s*\[\^([^\]\s]+)\]")
_MARKS_AT_END = re.compile(r"((?:\s*\[\^[^\]\s]+\])*)\s*$")


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

    @property
    def display_text(self) -> str:
        """The words as they are shown; one of our own says that it is."""
        return f"{self.text} (our note)" if self.ours else self.text


def read_claim(text: str, line: int = 0) -> Claim:
    """Split the footnote marks off the end of `text`."""
    marks = _MARKS_AT_END.search(text)
    tail = marks.group(1) if marks else ""
    words = text[: len(text.rstrip()) - len(tail)] if tail else text
    return Claim(" ".join(words.split()), tuple(_MARK.findall(tail)), line)
