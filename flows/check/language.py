"""Every issue of what is said and typed whatever the document: the files of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flows.check import reading
from flows.dialogue.actions import ACTIONS
from flows.language import commands, emoji, identifiers, messages, small_talk
from flows.language.files import LANGUAGE
from flows.language.phrase_list import Written
from flows.model.issue import Issue
from flows.model.source import Id, Words
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_LISTS = dict[Id, tuple[Words, ...]]
_ROLES = {
    "turns.yaml": (
        *(
            "fillers",
            "deny",
            "affirm",
            "turns",
            "conditions",
            "reversals",
            "joins",
            "against",
            "among",
            "alternatives",
            "all",
            "any",
        ),
        *("none", "first", "second", "latter", "wh", "about", "aux", "subjects", "orders"),
        *("polite", "explain", "skip", "choice", "numbers", "ordinals"),
        *(
            "carry",
            "onward",
            "pick",
            "other",
            "former",
            "final",
            "it",
            "same",
            "beside",
            "what_if",
            "said_comma",
            "said_end",
            "said_question",
            "consents",
            "consent",
            "telling",
            "meaning",
            "nothing",
            "declines",
            "every",
            "somebody",
        ),
        *("ordinals_short", "button", "aside", "parts", "latest", "counted", "thoughts"),
        *("news", "ended", "mends", "becomes", "onto", "supposes"),
    ),
    "never-missed.yaml": (
        *("spelling", "danger", "danger_alone", "strain", "strain_alone", "beside", "neither"),
    ),
    commands.FILE: (
        *(row.id for row in ACTIONS.values() if row.typed),
        *commands.NO_COMMANDS,
    ),
}
"""The lists that each file needs, none of them empty."""


def check_language(path: Path = LANGUAGE) -> list[Issue]:
    """Read every file and report what is missing, empty, of no use, or can't be read."""
    folder = PackReader(path)
    found: list[Issue] = []
    for name, roles in _ROLES.items():
        listed, lines = folder.model(name, _LISTS)
        found += _empty(name, listed, roles)
        for role in (listed or {}).keys() - set(roles):
            found.append(Issue(name, lines.find(role), f"{role} is used by nothing; delete it"))
    folder.model(messages.FILE, messages.Messages)
    folder.model(reading.FILE, reading.Syllables)
    listed_talk, _ = folder.model(small_talk.FILE, dict[Id, Written])
    found += _empty(small_talk.FILE, listed_talk, small_talk.LISTS)
    folder.model(identifiers.FILE, identifiers.Written)
    folder.model(emoji.FILE, emoji.LISTED)
    folder.model("replies.yaml", dict[Id, _LISTS])
    folder.model("commands.yaml", dict[Id, _LISTS])
    return sorted([*folder.issues, *found])


def _empty(name: str, listed: Mapping[str, Any] | None, roles: tuple[str, ...]) -> Iterator[Issue]:
    for role in roles if listed is not None else ():
        if not listed or not listed.get(role):
            yield Issue(name, 0, f"{role} is missing or empty; list at least one phrase")
