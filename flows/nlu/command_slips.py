"""Slips in commands: mistyped words, mended by the words that are listed for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.nlu.features import words
from flows.nlu.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.language.commands import Commands

_SHORT, _LEAST = 8, 4
"""Words of such a line, and letters of a word in it that may be mistyped."""
_FOREIGN, _ENGLISH = 3, 0.4
"""Words of a line that may be in another language, and the share of English ones in it."""


class CommandSlips:
    """Mends what may be a mistyped command; `knows` tells a word from a slip."""

    def __init__(self, commands: Commands, knows: Callable[[str], bool]) -> None:
        self._commands = commands
        self._knows = knows

    def command(self, word: str) -> str | None:
        """Find the command that a single mistyped word was meant to be."""
        if not word.isalpha() or self._knows(word):
            return None
        meant = nearest(word, self._commands.words)
        return self._commands.find(meant) if meant else None

    def mended(self, text: str) -> str | None:
        """Mend the mistyped words of a short line; None where there are none, or it is long."""
        said = words(text)
        if len(said) > _SHORT or all(map(self._knows, said)):
            return None
        return " ".join(self._righted(word) for word in said)

    def is_foreign(self, text: str) -> bool:
        """Whether hardly a word of a line is English, even with its slips mended."""
        said = [self._righted(word) for word in words(text)]
        known = sum(map(self._knows, said))
        return len(said) >= _FOREIGN and known <= _ENGLISH * len(said)

    def _righted(self, word: str) -> str:
        known = self._knows(word) or len(word) < _LEAST
        return word if known else nearest(word, self._commands.vocabulary) or word
