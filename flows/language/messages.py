"""Sentences: what the guide says in any pack, by name, as an author can edit it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flows.language.files import LANGUAGE
from flows.model.source import Name, Words
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Mapping


NEEDED = {
    "danger": (),
    "danger_here": ("contact",),
    "danger_alone": (),
    "strain": (),
    "strain_here": ("contact",),
    "strain_anywhere": (),
    "strain_alone": (),
    "strain_question": (),
    "seen_by_others": (),
    "take_as": ("label",),
    "take": (),
    "ask_again": (),
    "other_part": ("parts",),
    "or": (),
    "press_instead": (),
    "words_act": (),
}
"""Every sentence that is said, with what its braces are filled with."""


@cache
def _sentences() -> Mapping[str, str]:
    found, _ = PackReader(LANGUAGE).model("messages.yaml", dict[Name, Words])
    return found or {}


def say(name: str, **values: str) -> str:
    """Give the sentence of `speech/messages.yaml` that has this name, its braces filled in."""
    return _sentences()[name].format_map(values)
