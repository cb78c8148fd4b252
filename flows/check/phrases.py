"""Phrases: words that people type and that would be taken for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.commands import commands
from flows.language.normalize import normal
from flows.model.issue import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.model.flow import Answer, Flow
    from flows.pack.read import ReadPack
    from flows.pack.reader import SourceMap


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
            yield from _acts(phrase, kind, file, line)
            first = owners.setdefault(normal(phrase), card.id)
            if first != card.id:
                what = f"{kind} “{phrase}” belongs to card {first} already; keep one"
                yield Issue(file, line, what)


def check_replies(flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    """Find what is typed for an answer and means another one, or does something else."""
    for name, question in flow.questions.items():
        at = ("questions", name, "answers")
        owners: dict[str, str] = {}
        for part, phrases in question.any_of.items():
            for phrase in phrases:
                line = lines.find("questions", name, "any_of", part)
                yield from _acts(phrase, "reply", lines.file, line)
        for choice, answer in question.answers.items():
            if choice in commands().phrases:
                what = f"answer {choice} is a word people type; rename it"
                yield Issue(lines.file, lines.find(*at, choice), what)
            for place, kind, phrase in _typed(answer):
                line = lines.find(*at, choice, *place)
                yield from _acts(phrase, kind, lines.file, line)
                first = owners.setdefault(normal(phrase), choice)
                if first != choice:
                    what = f"{kind} “{phrase}” stands for {first} already; keep one"
                    yield Issue(lines.file, line, f"{name}.{choice}: {what}")


def _typed(answer: Answer) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    yield ("label",), "label", answer.label
    for at, synonym in enumerate(answer.synonyms):
        yield ("synonyms", at), "synonym", synonym


def _acts(phrase: str, kind: str, file: str, line: int) -> Iterator[Issue]:
    if acts := commands().find(phrase):
        yield Issue(file, line, f"{kind} “{phrase}” is a word people type for {acts}; reword it")
