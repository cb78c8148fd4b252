"""Phrases: words that people type and that would be taken for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.commands import commands
from flows.language.normalize import normal
from flows.language.phrasebook import bare, phrasebook
from flows.model.issue import Issue
from flows.nlu.listed_distress import listed
from flows.nlu.numbers import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.language.phrasebook import Tokens
    from flows.model.flow import Flow
    from flows.pack.read import ReadPack
    from flows.pack.reader import SourceMap


def check_names(read: ReadPack) -> Iterator[Issue]:
    """Find ids, titles and aliases that are words to act, and those that two cards go by."""
    owners: dict[str, str] = {}
    titles: dict[Tokens, str] = {}
    for file, flow in read.flows.items():
        if flow.id in commands().phrases:
            what = f"{flow.id} is a word people type; rename the flow"
            yield Issue(file, read.maps[file].find("id"), what)
        line, name = read.maps[file].find("title"), f"title “{flow.title}”"
        yield from acts(flow.title, "title", file, line)
        yield from _called(flow, read.maps[file])
        said = bare(flow.title)
        if not said or said in phrasebook().replies:
            yield Issue(file, line, f"{name} is nothing to call a flow by; reword it")
        first = titles.setdefault(said, flow.id)
        if first != flow.id:
            yield Issue(file, line, f"{name} belongs to flow {first} already; keep one")
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
            if bare(phrase) in phrasebook().replies or place(bare(phrase), ordinal=False):
                yield Issue(file, line, f"{kind} “{phrase}” is what people reply; reword it")
            called = titles.get(bare(phrase))
            owner = f"card {card.id}"
            first = f"flow {called}" if called else owners.setdefault(normal(phrase), owner)
            if first != owner:
                what = f"{kind} “{phrase}” belongs to {first} already; keep one"
                yield Issue(file, line, what)


def _called(flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    for at, called in enumerate(flow.called):
        yield from acts(called, "name", lines.file, lines.find("called", at))


def acts(phrase: str, kind: str, file: str, line: int) -> Iterator[Issue]:
    """Find out whether a phrase does something, wherever it is typed."""
    if trouble := listed().finds(phrase):
        what = f"{kind} “{phrase}” is taken for {trouble} when somebody types it; reword it"
        yield Issue(file, line, what, warning=True)
    if command := commands().find(phrase):
        yield Issue(file, line, f"{kind} “{phrase}” is a word people type for {command}; reword it")
