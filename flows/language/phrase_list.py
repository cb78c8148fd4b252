"""Phrases with gaps and alternatives, as an author writes them, found in what somebody typed."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from flows.language.phrasebook import bare
from flows.model.source import Frozen, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GAP = "…"
"""In a phrase: one to three words, whichever they are."""
_WIDEST = 3
_SHORT = 16
"""Words of a line that can be small talk alone."""
_READ = 60
"""Words of a line that are looked at; nobody takes a slip back in more."""

Phrase = tuple[str, ...]


class Written(Frozen):
    """A list as it is written in a file.

    `anywhere` are phrases that may stand anywhere in a line, `opening` those at its beginning;
    a line of nothing but `whole` ones matches too, with `around` between them. Where one of
    `unless` stands, nothing matches.
    In a phrase `…` is one to three words, and `press/click` is either word.
    """

    anywhere: tuple[Words, ...] = ()
    opening: tuple[Words, ...] = ()
    whole: tuple[Words, ...] = ()
    around: tuple[Words, ...] = ()
    unless: tuple[Words, ...] = ()


class PhraseList:
    """Finds the phrases of one list in lines."""

    def __init__(self, written: Written) -> None:
        self._anywhere = tuple(_read(written.anywhere))
        self._opening = tuple(_read(written.opening))
        self._around = tuple(_read(written.around))
        self._whole = (*_read(written.whole), *self._around)
        self._unless = tuple(_read(written.unless))

    def matches(self, text: str) -> bool:
        """Whether a line says one of these."""
        said = bare(text)
        there = {GAP, *said}
        short = len(said) <= _READ
        if short and _made_of(said, _possible(self._whole, there)):
            return not _made_of(said, _possible(self._around, there)) or self._stands(said, there)
        return self._stands(said[:_READ], there)

    def makes(self, text: str) -> bool:
        """Whether a line is made of nothing but `whole` phrases, with `around` between."""
        said = bare(text)
        if len(said) > _SHORT or not _made_of(said, _possible(self._whole, {GAP, *said})):
            return False
        return not _made_of(said, _possible(self._around, {GAP, *said}))

    def names(self, text: str) -> bool:
        """Whether a phrase of the list stands in a line, `whole` or not."""
        said = bare(text)[:_READ]
        there = {GAP, *said}
        return self._stands(said, there) or any(
            _stands(phrase, said) for phrase in _possible(self._whole, there)
        )

    def _stands(self, said: Phrase, there: set[str]) -> bool:
        if any(_stands(phrase, said) for phrase in _possible(self._unless, there)):
            return False
        opens = any(_ends(phrase, said, 0) for phrase in _possible(self._opening, there))
        return opens or any(_stands(phrase, said) for phrase in _possible(self._anywhere, there))


def _read(phrases: Iterable[str]) -> Iterator[Phrase]:
    """Split phrases into words, each alternative a phrase of its own."""
    for phrase in phrases:
        words = (word.split("/") for word in phrase.split())
        yield from product(*([_word(way) for way in ways] for ways in words))


def _word(written: str) -> str:
    return written if written == GAP else " ".join(bare(written))


def _possible(phrases: Iterable[Phrase], there: set[str]) -> list[Phrase]:
    """Keep the phrases all of whose words stand in a line somewhere; most don't, and are quick."""
    return [phrase for phrase in phrases if there.issuperset(phrase)]


def _ends(phrase: Phrase, said: Phrase, at: int) -> set[int]:
    """Find where a phrase that begins at a word can end."""
    here = {at}
    for word in phrase:
        if word == GAP:
            here = {one + size for one in here for size in range(1, _WIDEST + 1)}
        else:
            here = {one + 1 for one in here if one < len(said) and said[one] == word}
    return {one for one in here if one <= len(said)}


def _stands(phrase: Phrase, said: Phrase) -> bool:
    return any(_ends(phrase, said, at) for at in range(len(said)))


def _made_of(said: Phrase, phrases: list[Phrase]) -> bool:
    """Whether a line is made of nothing but such phrases, one after the other."""
    reached = {0}
    for at in range(len(said)):
        if at in reached:
            for phrase in phrases:
                reached |= _ends(phrase, said, at)
    return bool(said) and len(said) in reached
