"""The listed phrases: words that act at once, whatever else is going on."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from flows.language.files import LANGUAGE
from flows.language.normalize import normal
from flows.model.source import Id, Words
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHORT = 8
"""Words of a line that may be an insult; a longer one says more."""
_NO_COMMAND = ("polite", "rude")


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    found, _ = PackReader(LANGUAGE).model("words.yaml", dict[Id, tuple[Words, ...]])
    return MappingProxyType(found or {})


@cache
def commands() -> Mapping[str, tuple[str, ...]]:
    """Read the phrases of each command, from `speech/words.yaml`."""
    return {name: said for name, said in _words().items() if name not in _NO_COMMAND}


@cache
def _by_phrase() -> Mapping[str, str]:
    return {normal(phrase) or phrase: name for name, said in commands().items() for phrase in said}


def command(text: str) -> str | None:
    """Find the command that a text is a listed phrase for, politely put or not."""
    said = normal(text) or text.strip()
    return _by_phrase().get(said) or _by_phrase().get(_blunt(said))


def _blunt(said: str) -> str:
    """Take polite words off both ends."""
    for polite in _words().get("polite", ()):
        said = said.removeprefix(f"{polite} ").removesuffix(f" {polite}").strip(" ,.!")
    return said


def is_rude(text: str) -> bool:
    """Whether a short text is an insult rather than a question."""
    words = re.findall(r"[a-z]+", normal(text))
    return 0 < len(words) <= _SHORT and not set(words).isdisjoint(_words().get("rude", ()))
