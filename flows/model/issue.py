"""A fault in a pack: what is wrong, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FEW = 8
"""So many names are listed where none is near."""


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One thing wrong in a file of a pack; `line` counts from 1, 0 stands for the whole file."""

    file: str
    line: int
    what: str
    warning: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {'warning: ' if self.warning else ''}{self.what}"


class BrokenPackError(Exception):
    """A pack that can't be used; carries every fault found, each shown with the pack's name."""

    def __init__(self, pack: str, issues: Sequence[Issue]) -> None:
        super().__init__("\n".join(f"{pack}/{issue}" for issue in issues))
        self.issues = tuple(issues)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Find the known name that is most like `name`; None if nothing is."""
    return next(iter(get_close_matches(name, known, 1)), None)


def no_such(kind: str, name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Say that there is nothing of this name, with the nearest that is there, or the few there are.

    `otherwise` is the mend where there are many and none is near.
    """
    there = sorted(known)
    if near := nearest(name, there):
        mend = f"do you mean {near}?"
    else:
        mend = f"there are: {', '.join(there)}" if 0 < len(there) <= _FEW else otherwise
    return f"there is no {kind} {name}{'; ' if mend else ''}{mend}"
