"""An effect: what has to happen in the world once a turn is committed, and how it went."""

from __future__ import annotations

from typing import NamedTuple


class PassOn(NamedTuple):
    """Pass a text on to the people who are set up; its loss would matter."""

    text: str


class KeepForAuthors(NamedTuple):
    """Keep a text for the authors, without a name."""

    text: str


class CountMiss(NamedTuple):
    """Count a line that was not understood; nobody is told."""


class DeleteMessages(NamedTuple):
    """Delete our messages in the person's own conversation; told only if some of them stay."""


Effect = PassOn | KeepForAuthors | CountMiss | DeleteMessages
"""Everything that can have to happen; whoever carries effects out has to know each of them."""


TOLD = (PassOn, KeepForAuthors)
"""Those whose outcome is told to the person in any case, in place of what is said before."""


class Outcome(NamedTuple):
    """How an effect went; `link` leads to what came of it, where there is such a place.

    `known` is false where it may have happened all the same.
    """

    done: bool
    link: str = ""
    known: bool = True
