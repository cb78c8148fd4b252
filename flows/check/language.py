"""Every fault of what is said and typed whatever the document: the files of `speech/`."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Any

from flows.language.files import LANGUAGE
from flows.language.messages import NEEDED
from flows.model.issue import Issue
from flows.model.source import Id, Name, Words
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_LISTS = dict[Id, tuple[Words, ...]]
_ROLES = {
    "turns.yaml": "fillers deny affirm turns conditions reversals joins all any none first second "
    "latter wh about aux subjects orders polite explain skip choice numbers ordinals button aside",
    "never-missed.yaml": "spelling danger strain neither",
    "words.yaml": "help start stop human greeting back restart resume topics about forget more "
    "polite rude",
}
"""The lists that each file needs, none of them empty."""


def check_speech(path: Path = LANGUAGE) -> list[Issue]:
    """Read every file and report what is missing, empty or can't be read."""
    folder = PackReader(path)
    found: list[Issue] = []
    for name, roles in _ROLES.items():
        listed, _ = folder.model(name, _LISTS)
        found += _empty(name, listed, roles.split())
    sentences, _ = folder.model("messages.yaml", dict[Name, Words])
    found += _sentences(sentences)
    folder.model("replies.yaml", dict[Id, _LISTS])
    folder.model("commands.yaml", dict[Id, _LISTS])
    return sorted([*folder.issues, *found])


def _empty(name: str, listed: Mapping[str, Any] | None, roles: list[str]) -> Iterator[Issue]:
    for role in roles if listed is not None else ():
        if not listed or not listed.get(role):
            yield Issue(name, 0, f"{role} is missing or empty; list at least one phrase")


def _sentences(said: Mapping[str, str] | None) -> Iterator[Issue]:
    for name, fields in NEEDED.items() if said is not None else ():
        text = (said or {}).get(name)
        if text is None:
            yield Issue("messages.yaml", 0, f"{name} is missing; write the sentence")
            continue
        braces = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
        if braces != set(fields):
            wanted = ", ".join(f"{{{field}}}" for field in fields) or "no braces"
            yield Issue("messages.yaml", 0, f"{name} needs {wanted}; mend the braces")
