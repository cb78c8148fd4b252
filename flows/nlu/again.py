"""Again: a second reading of a line that was not understood, or was taken for small talk alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.language.phrasebook import bare, phrasebook
from flows.nlu.clauses import clauses
from flows.nlu.match import VERDICT, Match

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from flows.language.commands import Commands
    from flows.language.phrasebook import Tokens
    from flows.model.subject import Subject
    from flows.nlu.command_slips import CommandSlips

SLIPPED = 0.8
"""How likely a single mistyped word is meant as the command that it is nearest to."""

LOST = frozenset({"none", "unsure"})
"""The kinds of a line that was not understood, and is read again, its slips mended."""
_GREETING = "greeting"
"""Small talk."""


class Again:
    """Reads a line once more by `read`, which understands one as if nothing were open.

    `titles` are names of the main flow, which ask for the verdict.
    """

    def __init__(
        self,
        read: Callable[[str, Subject], Match],
        commands: Commands,
        slips: CommandSlips,
        titles: Collection[Tokens],
    ) -> None:
        self._read = read
        self._commands = commands
        self._slips = slips
        self._titles = titles

    def __call__(self, found: Match, text: str, about: Subject) -> Match | None:
        """Read a line that may hold more than was `found` at first; None if it doesn't."""
        if found.id == _GREETING:
            return self._beside_a_remark(text, about)
        return self._mended(text, about) if found.kind in LOST else None

    def _beside_a_remark(self, text: str, about: Subject) -> Match | None:
        """Read what a line asks beside small talk; None if it asks nothing known."""
        said = clauses(text)
        asking = (one.text for one in said if phrasebook().asks(one.text)) if said[1:] else ()
        found = (self._asked_alone(one, about) for one in asking)
        return next((one for one in found if one.kind != "none" and one.id != _GREETING), None)

    def _asked_alone(self, text: str, about: Subject) -> Match:
        found = self._read(text, about)
        return replace(found, id=VERDICT) if bare(text) in self._titles else found

    def _mended(self, text: str, about: Subject) -> Match | None:
        """Read a short line as a command, with its mistyped words mended."""
        mended = self._slips.mended(text)
        if mended is None:
            return None
        again = self._read(mended, about)
        listed = self._commands.find(mended)
        if listed:
            return Match("command", listed, SLIPPED, again.also)
        return again if again.kind == "command" else None
