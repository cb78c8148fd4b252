"""Phrases that must never be missed: they tell of danger or strain wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from flows.language.files import LANGUAGE
from flows.model.source import Id, Words
from flows.nlu.features import LIMIT, words
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Trouble = Literal["danger", "strain"]
DANGER: Trouble = "danger"
STRAIN: Trouble = "strain"

_LAP = 100
"""Characters by which the pieces of a long text overlap, so that no phrase falls between them."""
_FEW = 3
"""Small words at either end of a listed line that are looked past."""
_INSIDE = 8
"""Letters of a listed phrase from which on it is known in words that are run together."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Phrases never to be missed, by their first word, and those that only look like them.

    `alone` are whole lines that tell of trouble, `beside` the small words that leave a word alone.
    """

    danger: Mapping[str, tuple[str, ...]]
    joined: tuple[str, ...]
    strain: Mapping[str, tuple[str, ...]]
    alone: Mapping[str, Trouble]
    beside: frozenset[str]
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

    def is_one_word(self, text: str) -> bool:
        """Whether a line says one word, however often, that is not listed nor holds one that is."""
        said = {*words(text)}
        left = said - self.beside
        if len(left) > 1 or any(said.issuperset(one.split()) for one in self.alone):
            return False
        inside = [one for one in self.alone if len(one) >= _INSIDE]
        return not any(one in word for one in inside for word in left)

    def _stands(self, text: str) -> Trouble | None:
        line = words(text)
        if found := self._alone(line):
            return found
        said = f" {' '.join(line)} "
        for phrase in self.neither if _has(self.danger, said) else ():
            said = said.replace(phrase, " , ")
        run = [word for word in said.split() if len(word) >= _INSIDE]
        joined = any(phrase in word for word in run for phrase in self.joined)
        if joined or _has(self.danger, said):
            return DANGER
        return STRAIN if _has(self.strain, said) else None

    def _alone(self, line: Sequence[str]) -> Trouble | None:
        """Tell which listed line this is, with or without the small words at its ends."""
        first = next((at for at, word in enumerate(line) if word not in self.beside), len(line))
        last = next((at for at in range(len(line), 0, -1) if line[at - 1] not in self.beside), 0)
        for start in range(min(first, _FEW) + 1):
            for end in range(len(line), max(last, len(line) - _FEW) - 1, -1):
                if found := self.alone.get(" ".join(line[start:end])):
                    return found
        return None


@cache
def listed() -> Listed:
    """Read `never-missed.yaml`."""
    found, _ = PackReader(LANGUAGE).model("never-missed.yaml", dict[Id, tuple[Words, ...]])

    def phrases(role: str) -> tuple[str, ...]:
        return tuple(f" {' '.join(words(phrase))} " for phrase in (found or {}).get(role, ()))

    danger = phrases("danger")
    joined = tuple(one for phrase in danger if len(one := phrase.replace(" ", "")) >= _INSIDE)
    strain = _by_first(phrases("strain"))
    alone = {
        phrase.strip(): kind
        for role, kind in (("strain_alone", STRAIN), ("danger_alone", DANGER))
        for phrase in phrases(role)
    }
    beside, spelling = (
        tuple(phrase.strip() for phrase in phrases(role)) for role in ("beside", "spelling")
    )
    return Listed(
        _by_first(danger), joined, strain, alone, frozenset(beside), phrases("neither"), spelling
    )


def _by_first(phrases: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for phrase in phrases:
        for first in phrase.split()[:1]:  # none where nothing of it is a word
            found[first] = (*found.get(first, ()), phrase)
    return found


def _has(phrases: Mapping[str, tuple[str, ...]], said: str) -> bool:
    """Whether a phrase stands in a text; only those that begin with one of its words are tried."""
    return any(phrase in said for word in {*said.split()} for phrase in phrases.get(word, ()))
