"""Sentences: what the guide says in any pack, by name, as an author can edit it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flows.examples import SPEECH
from flows.folder import Folder
from flows.source import Name, Words

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _sentences() -> Mapping[str, str]:
    found, _ = Folder(SPEECH).model("sentences.yaml", dict[Name, Words])
    return found or {}


def say(name: str, **values: str) -> str:
    """Give the sentence of `speech/sentences.yaml` that has this name, its braces filled in."""
    return _sentences()[name].format_map(values)
