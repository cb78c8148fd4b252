"""Phrases that must never be missed: they tell of danger or strain wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from flows.language.files import LANGUAGE
from flows.model.source import Id, Words
from flows.nlu.features import LIMIT, words
from flows.pack.reader import PackReader

Trouble = Literal["danger", "strain"]
DANGER: Trouble = "danger"
STRAIN: Trouble = "strain"

_LAP = 100
"""Characters by which the pieces of a long text overlap, so that no phrase falls between them."""
_INSIDE = 8
"""Letters of a listed phrase from which on it is known in words that are run together."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Phrases that must never be missed, and those that only look like them."""

    danger: tuple[str, ...]
    joined: tuple[str, ...]
    strain: tuple[str, ...]
    neither: tuple[str, ...]
    spelling: tuple[str, ...]

    def finds(self, text: str) -> Trouble | None:
        """Tell which listed phrase stands in a text; danger's spelled out or run together too."""
        pieces = (text[at : at + LIMIT] for at in range(0, len(text), LIMIT - _LAP))
        found = {self._stands(piece) for piece in pieces}
        return DANGER if DANGER in found else STRAIN if STRAIN in found else None

    def without(self, text: str) -> str:
        """Take out of a text what only looks like danger, if anything of it stands there."""
        said = f" {' '.join(words(text))} "
        if not any(phrase in said for phrase in self.neither):
            return text
        for phrase in self.neither:
            said = said.replace(phrase, " ")
        return said

    def _stands(self, text: str) -> Trouble | None:
        said = f" {' '.join(words(text))} "
        for phrase in self.neither if any(phrase in said for phrase in self.danger) else ():
            said = said.replace(phrase, " , ")
        run = [word for word in said.split() if len(word) >= _INSIDE]
        joined = any(phrase in word for word in run for phrase in self.joined)
        if joined or any(phrase in said for phrase in self.danger):
            return DANGER
        return STRAIN if any(phrase in said for phrase in self.strain) else None


@cache
def listed() -> Listed:
    """Read `never-missed.yaml`."""
    found, _ = PackReader(LANGUAGE).model("never-missed.yaml", dict[Id, tuple[Words, ...]])

    def phrases(role: str) -> tuple[str, ...]:
        return tuple(f" {' '.join(words(phrase))} " for phrase in (found or {}).get(role, ()))

    danger = phrases("danger")
    joined = tuple(one for phrase in danger if len(one := phrase.replace(" ", "")) >= _INSIDE)
    spelling = tuple(phrase.strip() for phrase in phrases("spelling"))
    return Listed(danger, joined, phrases("strain"), phrases("neither"), spelling)
