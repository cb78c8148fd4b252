"""Phrases: words that people type and that would be taken for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.commands import commands
from flows.language.normalize import normal
from flows.model.issue import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.pack.read import ReadPack


def check_names(read: ReadPack) -> Iterator[Issue]:
    """Find ids, titles and aliases that are words to act, and those that two cards go by."""
    owners: dict[str, str] = {}
    for file, flow in read.flows.items():
        if flow.id in commands().phrases:
            what = f"{flow.id} is a word people type; rename the flow"
            yield Issue(file, read.maps[file].find("id"), what)
    for card in read.pack.cards.values():
        file = f"cards/{card.id}.md"
        lines = read.maps[file]
        if card.id in commands().phrases:
            yield Issue(file, 0, f"{card.id} is a word people type; rename the card")
        titled = (lines.find("title"), "title", card.title)
        aliased = (
            (lines.find("aliases", at), "alias", alias) for at, alias in enumerate(card.aliases)
        )
        for line, kind, phrase in (titled, *aliased):
            yield from acts(phrase, kind, file, line)
            first = owners.setdefault(normal(phrase), card.id)
            if first != card.id:
                what = f"{kind} “{phrase}” belongs to card {first} already; keep one"
                yield Issue(file, line, what)


def acts(phrase: str, kind: str, file: str, line: int) -> Iterator[Issue]:
    """Find out whether a phrase does something, wherever it is typed."""
    if command := commands().find(phrase):
        yield Issue(file, line, f"{kind} “{phrase}” is a word people type for {command}; reword it")
