"""Vocabulary: names that people call things by, found in a text with their plurals and slips."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from flows.nlu.features import words
from flows.nlu.spelling import nearest, slips

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_LEAST = 5
"""Letters of a word from which on it may be a mistyped name; shorter ones are too many others."""
_LONG = 7
"""Letters from which on even a known word is mended: the likely slips of long names are known."""
_PLURAL = "s"
_LATEST = 8
"""Texts whose names are known for a moment, for one line is asked about often."""


class Mention(NamedTuple):
    """A thing that a text names, and which of its words do so, mended where mistyped."""

    id: str
    said: tuple[str, ...]
    start: int
    end: int


class Vocabulary:
    """The names of several things, each under the thing's id, and what only looks like a name.

    The longest name wins, wherever it stands; one that is no name, such as `fellowship director`,
    hides the name in it. `knows` tells English words, which are no slips if short.
    """

    def __init__(
        self,
        called: Mapping[str, Iterable[str]],
        not_called: Iterable[str],
        knows: Callable[[str], bool],
    ) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        for name, phrases in called.items():
            for phrase in phrases:
                for said in _numbers(tuple(words(phrase))):
                    self._names.setdefault(said, name)
        for phrase in not_called:
            for said in _numbers(tuple(words(phrase))):
                self._names[said] = ""
        self._longest = max(map(len, self._names), default=0)
        self._words = {word for said in self._names for word in said}
        singular = {word for word in self._words if word.removesuffix(_PLURAL) not in self._words}
        others = {word for word in self._words if not word.endswith(_PLURAL)}
        self._near: dict[tuple[str, int], list[str]] = {}
        for word in sorted(singular | others):
            if len(word) >= _LEAST:
                for length in range(len(word) - 1, len(word) + 2):
                    self._near.setdefault((word[0], length), []).append(word)
        self._knows = knows
        self._latest = lru_cache(maxsize=_LATEST)(self._find)

    def find(self, said: Sequence[str]) -> tuple[Mention, ...]:
        """Find every name in the words of a text, in their order."""
        return self._latest(tuple(said))

    def _find(self, said: tuple[str, ...]) -> tuple[Mention, ...]:
        right = [self._righted(word) for word in said]
        spans = ((start, self._end(right, start)) for start in range(len(right)))
        taken: set[int] = set()
        found: list[Mention] = []
        for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
            here = range(start, end)
            if here and taken.isdisjoint(here):
                taken.update(here)
                name = tuple(right[start:end])
                found.append(Mention(self._names[name], name, start, end))
        return tuple(sorted((one for one in found if one.id), key=lambda one: one.start))

    def _end(self, said: list[str], start: int) -> int:
        """Tell where the longest name that begins at `start` ends; `start` itself for none."""
        ends = range(min(start + self._longest, len(said)), start, -1)
        return next((end for end in ends if tuple(said[start:end]) in self._names), start)

    def _righted(self, word: str) -> str:
        """Mend a word that is in no name, and no English unless it is long, but near a name.

        A long English word is mended only if it is one slip away, as `felowship` is.
        """
        known = self._knows(word)
        if word in self._words or len(word) < (_LONG if known else _LEAST):
            return word
        near = nearest(word, self._near.get((word[0], len(word)), ())) or word
        return word if known and slips(word, near, 1) > 1 else near


def _numbers(said: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Write a name in singular and plural, as far as its last letters tell how."""
    yield said
    *before, last = said or ("",)
    if last.endswith("ies"):
        yield (*before, last.removesuffix("ies") + "y")
    elif last.endswith(_PLURAL):
        yield (*before, last.removesuffix(_PLURAL))
    elif last:
        yield (*before, last.removesuffix("y") + "ies" if last.endswith("y") else last + _PLURAL)
