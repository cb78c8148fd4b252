"""Small talk and slips, known by their turns of phrase whatever the document."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from flows.language.commands import words
from flows.language.files import LANGUAGE
from flows.language.phrase_list import PhraseList, Written
from flows.language.phrasebook import bare
from flows.model.source import Id
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "small_talk.yaml"
LISTS = ("thanks", "goodbye", "slip", "withdrawn")
"""The lists that the file needs."""
_RUDE_AT_MOST = 8
"""Words of a line that may be an insult; a longer one says more."""

Courtesy = Literal["thanks", "goodbye"]


@cache
def _lists() -> Mapping[str, PhraseList]:
    found, _ = PackReader(LANGUAGE).model(FILE, dict[Id, Written])
    written = {**dict.fromkeys(LISTS, Written()), **(found or {})}
    return MappingProxyType({name: PhraseList(listed) for name, listed in written.items()})


def small_talk(text: str) -> Courtesy | None:
    """Tell thanks from a goodbye; None for any other line."""
    if _lists()["thanks"].matches(text):
        return "thanks"
    return "goodbye" if _lists()["goodbye"].matches(text) else None


def is_slip(text: str) -> bool:
    """Whether somebody takes back what they just said or pressed."""
    return _lists()["slip"].matches(text)


def is_withdrawn(text: str) -> bool:
    """Whether somebody has thought better of what they were about to send."""
    return _lists()["withdrawn"].matches(text)


def is_rude(text: str) -> bool:
    """Whether a short text is an insult rather than a question."""
    said = bare(text)
    rude = words().get("rude", ())
    return 0 < len(said) <= _RUDE_AT_MOST and not set(said).isdisjoint(rude)
