"""The listed phrases: words that act at once, whatever else is going on."""

from __future__ import annotations

from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from flows.language.files import LANGUAGE
from flows.language.normalize import normal
from flows.language.phrasebook import phrasebook
from flows.model.source import Id, Words
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "words.yaml"
NO_COMMANDS = ("polite", "rude")
"""The lists in that file that are no commands."""


class Commands:
    """The phrases of each command, and the polite words that may stand around them."""

    def __init__(self, phrases: Mapping[str, tuple[str, ...]], polite: tuple[str, ...]) -> None:
        self.phrases = MappingProxyType(dict(phrases))
        self._polite = polite
        self._by_phrase = {
            way: name
            for name, said in phrases.items()
            for phrase in said
            for way in _written(normal(phrase) or phrase)
        }

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Every word of a phrase, once."""
        return tuple(sorted({word for said in self._by_phrase for word in said.split()}))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The phrases of one word."""
        return tuple(said for said in self._by_phrase if said.isalpha())

    def find(self, text: str) -> str | None:
        """Find the command that a text is a listed phrase for, politely put or not."""
        said = normal(text) or text.strip()
        return self._by_phrase.get(said) or self._by_phrase.get(self._blunt(said))

    def _blunt(self, said: str) -> str:
        """Take polite words off both ends."""
        for polite in self._polite:
            said = said.removeprefix(f"{polite} ").removesuffix(f" {polite}").strip(" ,.!")
        return said


def _written(phrase: str) -> tuple[str, ...]:
    """Write a phrase as people may: one that is put as a question, with its sign too."""
    return (phrase, f"{phrase}?") if phrasebook().asks(phrase) else (phrase,)


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """Read every list of `words.yaml`."""
    found, _ = PackReader(LANGUAGE).model(FILE, dict[Id, tuple[Words, ...]])
    return MappingProxyType(found or {})


@cache
def commands() -> Commands:
    """Read the phrases of every command."""
    listed = {name: said for name, said in words().items() if name not in NO_COMMANDS}
    return Commands(listed, words().get("polite", ()))
