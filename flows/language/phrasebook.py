"""The phrasebook: replies, small words and listed phrases that mean the same in any pack."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from flows.language.files import LANGUAGE
from flows.language.normalize import fold, unaccented
from flows.model.source import Id, Words
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

YES, NO, UNSURE, WHY = "yes", "no", "unsure", "why"
OTHER = "other"
"""The label of a reply that answers nothing."""
ASK = "ask_"
"""Before `yes` or `no` in the name of what is asked back first."""
PAUSE = ","
"""The token of any punctuation that parts a line."""

Tokens = tuple[str, ...]

_TOKEN = re.compile(r"[+-]\d+(?!\w)|[^\W_]+(?:'[^\W_]+)*|[/|]|[.,;:!?…\n~()—–。，、！？]|\S")
_MODIFIERS = re.compile("[\ufe0e\ufe0f\u2640\u2642\U0001f3fb-\U0001f3ff]")
_PAUSES = frozenset(".,;:!?…\n~()—–。，、！？")
_SIGNS = frozenset({"So", "Sm"})
_LATEST = 16
_JOINS = frozenset("/|")


@lru_cache(maxsize=_LATEST)
def tokens(text: str) -> Tokens:
    """Split a reply into words without apostrophes and accents, emoji, joins and pauses.

    What was split last is known for a moment, for one line is asked about often.
    """
    said = (
        raw.replace("'", "") for raw in _TOKEN.findall(_MODIFIERS.sub("", unaccented(fold(text))))
    )
    return tuple(PAUSE if one in _PAUSES else one for one in said if one in _PAUSES or _tells(one))


def bare(text: str) -> Tokens:
    """Split a reply without its pauses."""
    return tuple(one for one in tokens(text) if one != PAUSE)


def _tells(one: str) -> bool:
    """Whether a token is a word, an emoji or a join, rather than a mark."""
    short = len(one) == 1 and (one in _JOINS or unicodedata.category(one) in _SIGNS)
    return short or len(one) > 1 or one.isalnum()


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """What the language files list, split into tokens.

    `replies` tells for each listed reply what it may mean; several where languages differ.
    `turns` holds the phrases of `turns.yaml` by their role, `ordered` the same in their order,
    `longest` how many tokens the longest of each role has.
    """

    replies: Mapping[Tokens, frozenset[str]]
    turns: Mapping[str, frozenset[Tokens]]
    ordered: Mapping[str, tuple[Tokens, ...]]
    longest: Mapping[str, int]

    def has(self, role: str, said: Tokens) -> bool:
        """Whether a phrase is listed in this role."""
        return said in self.turns[role]

    def starts(self, role: str, said: Tokens) -> int:
        """How many tokens at the beginning are listed in this role; 0 for none."""
        sizes = range(min(self.longest[role], len(said)), 0, -1)
        return next((size for size in sizes if said[:size] in self.turns[role]), 0)

    def meaning(self, text: str) -> frozenset[str]:
        """Tell what a line may mean as a listed reply, asked back first or not."""
        found = self.replies.get(bare(text), frozenset())
        return frozenset(meant.removeprefix(ASK) for meant in found)

    def asks(self, text: str) -> bool:
        """Whether a line is put as a question or an order, from its sign or its first words."""
        said = bare(text)
        if "?" in fold(text).rstrip()[-3:]:
            return True
        if self.starts("orders", said) or self.starts("orders", self._past("polite", said)):
            return True
        while (size := self.starts("fillers", said)) and said[:1] not in self.turns["subjects"]:
            if self._opens(said):
                return True
            said = said[size:]
        return self._opens(said) or said[-1:] in self.turns["wh"]

    def speaks(self, text: str) -> bool:
        """Whether a line speaks of somebody, rather than names what to look up."""
        return any(self.has("somebody", (word,)) for word in bare(text))

    def explains(self, text: str) -> bool:
        """Whether a line asks what the question itself means."""
        said = bare(text)
        line = f" {' '.join(said)} "
        if any(f" {' '.join(phrase)} " in line for phrase in self.turns["explain"]):
            return True
        return said[-1:] in {("mean",), ("means",)} and self.starts("wh", said) > 0

    def _past(self, role: str, said: Tokens) -> Tokens:
        while said and (size := self.starts(role, said)):
            said = said[size:]
        return said

    def _opens(self, said: Tokens) -> bool:
        first, second = said[:1], said[1:2]
        if first in self.turns["wh"]:
            return second not in self.turns["about"]
        return first in self.turns["aux"] and second in self.turns["subjects"]


def replies() -> Mapping[Id, Mapping[Id, tuple[str, ...]]]:
    """Read the listed replies: language → meaning → phrases."""
    found, _ = PackReader(LANGUAGE).model("replies.yaml", dict[Id, dict[Id, tuple[Words, ...]]])
    return found or {}


@cache
def phrasebook() -> Phrasebook:
    """Read what is listed; it stands in `replies.yaml` and `turns.yaml`."""
    folder = PackReader(LANGUAGE)
    turns, _ = folder.model("turns.yaml", dict[Id, tuple[Words, ...]])
    found: dict[Tokens, set[str]] = {}
    for meanings in replies().values():
        for meaning, phrases in meanings.items():
            for phrase in _split(phrases):
                found.setdefault(phrase, set()).add(meaning)
    roles = {role: tuple(_split(phrases)) for role, phrases in (turns or {}).items()}
    return Phrasebook(
        {phrase: frozenset(meant) for phrase, meant in found.items()},
        {role: frozenset(phrases) for role, phrases in roles.items()},
        roles,
        {role: max(map(len, phrases), default=0) for role, phrases in roles.items()},
    )


def _split(phrases: Iterable[str]) -> list[Tokens]:
    return [said for phrase in phrases if (said := bare(phrase))]
