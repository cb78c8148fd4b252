"""Replies: what is typed for an answer, and would be heard as something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.check.phrases import acts
from flows.language.commands import commands
from flows.language.phrasebook import NO, UNSURE, WHY, YES, bare, phrasebook
from flows.model.issue import Issue
from flows.nlu.numbers import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.language.phrasebook import Tokens
    from flows.model.flow import Answer, Flow, Question
    from flows.pack.reader import SourceMap


def check_replies(flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    """Find what is typed for an answer and means another one, or does something else."""
    for name, question in flow.questions.items():
        for part, phrases in question.any_of.items():
            for phrase in phrases:
                line = lines.find("questions", name, "any_of", part)
                yield from acts(phrase, "reply", lines.file, line)
        yield from _answers(name, question, lines)


def _answers(name: str, question: Question, lines: SourceMap) -> Iterator[Issue]:
    owners = {bare(choice): choice for choice in question.answers}
    for choice, answer in question.answers.items():
        at = ("questions", name, "answers", choice)
        if choice in commands().phrases:
            what = f"answer {choice} is a word people type; rename it"
            yield Issue(lines.file, lines.find(*at), what)
        for place, kind, phrase in _typed(answer):
            line, start = lines.find(*at, *place), f"{name}.{choice}: {kind} “{phrase}”"
            yield from acts(phrase, kind, lines.file, line)
            first = owners.setdefault(bare(phrase) or (phrase,), choice)
            if first != choice:
                yield Issue(lines.file, line, f"{start} stands for {first} already; keep one")
            else:
                for what in _heard(bare(phrase), question, choice):
                    yield Issue(lines.file, line, f"{start} {what}")
                if UNSURE in phrasebook().replies.get(bare(phrase), ()):
                    what = f"means “Not sure” elsewhere, and {choice} here; reword it if in doubt"
                    yield Issue(lines.file, line, f"{start} {what}", warning=True)


def _typed(answer: Answer) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    yield ("label",), "label", answer.label
    for at, synonym in enumerate(answer.synonyms):
        yield ("synonyms", at), "synonym", synonym


def _heard(said: Tokens, question: Question, choice: str) -> Iterator[str]:
    """Say how a phrase is understood where that is not, or not only, as its answer."""
    book = phrasebook()
    if not said or book.has("aside", said):
        yield "is never heard as an answer; reword it"
    if book.has("skip", said):
        yield "leaves the question instead; reword it"
    if WHY in book.replies.get(said, ()):
        yield "asks why instead; reword it"
    other = numbered(said, question)
    if other not in {None, choice}:
        yield f"is the number of {other} too; reword it"
    for other in {YES, NO} & (question.answers.keys() - {choice}):
        if other in book.replies.get(said, ()):
            yield f"is a word for {other}; reword it"
