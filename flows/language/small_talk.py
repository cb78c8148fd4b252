"""Small talk and slips, known by their turns of phrase whatever the document."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from flows.language.commands import words
from flows.language.files import LANGUAGE
from flows.language.phrase_list import PhraseList, Written
from flows.language.phrasebook import bare
from flows.model.source import Id
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "small_talk.yaml"
KINDS = (
    *("pause", "goodbye", "how_are_you", "thanks", "compliment"),
    *("never_mind", "sorry", "laughing", "hello", "understood"),
)
"""The kinds of small talk; a line of several is of the first."""
LISTS = (*KINDS, "beside", "slip", "withdrawn")
"""The lists that the file needs."""
_RUDE_AT_MOST = 8
"""Words of a line that may be an insult; a longer one says more."""


@cache
def _written() -> Mapping[str, Written]:
    found, _ = PackReader(LANGUAGE).model(FILE, dict[Id, Written])
    return MappingProxyType({**dict.fromkeys(LISTS, Written()), **(found or {})})


@cache
def _lists() -> Mapping[str, PhraseList]:
    return MappingProxyType({name: PhraseList(said) for name, said in _written().items()})


@cache
def _small_talk() -> PhraseList:
    """Join the kinds, for a line may hold several, with what may stand beside them."""
    written = _written()
    whole = [phrase for kind in KINDS for phrase in written[kind].whole]
    return PhraseList(Written(whole=tuple(whole), around=written["beside"].whole))


def small_talk(text: str) -> str | None:
    """Tell of what kind the small talk in a line is; None where nothing in it is any."""
    return next((kind for kind in KINDS if _lists()[kind].names(text)), None)


def is_small_talk(text: str) -> bool:
    """Whether a line is small talk, and nothing else."""
    return _small_talk().makes(text)


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
