"""A typed line in parts: its clauses, and which of them ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flows.language.commands import commands
from flows.language.phrasebook import bare, phrasebook
from flows.language.small_talk import is_small_talk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.model.subject import Subject
    from flows.nlu.clauses import Clause

    Said = tuple[Clause, ...]

FEW = 4
"""Words of a further question that doesn't ask by itself."""


class Line(NamedTuple):
    """A line, its clauses, and what was spoken of last."""

    text: str
    said: Said
    about: Subject

    def of(self, said: Said) -> Line:
        """The part of it that these clauses are."""
        return Line(self.text, said, self.about)

    @property
    def shown(self) -> str:
        """What was typed from the first clause to the last."""
        return self.text[self.said[0].start : self.said[-1].end]


def parts(line: Line) -> list[str]:
    """Part a line: a sentence is one, but where each of its clauses opens as a question."""
    return [line.of(tuple(group)).shown for group in _groups(line.said)]


def asking(parts: list[str]) -> list[str]:
    """Leave out what is told around questions, but for a few words after one: *and the cost*."""
    asks = [phrasebook().asks(part) for part in parts]
    if not any(asks):
        return parts
    first = asks.index(True)
    short = [at > first and len(bare(part)) <= FEW for at, part in enumerate(parts)]
    return [part for part, *counts in zip(parts, asks, short, strict=True) if any(counts)]


def _groups(said: Said) -> Iterator[list[Clause]]:
    group: list[Clause] = []
    for clause in said:
        if group and (clause.begins or (opens(clause.text) and opens(group[0].text))):
            yield group
            group = []
        group.append(clause)
    yield group


def opens(text: str) -> bool:
    """Whether a text opens as a question or an order, whatever its last sign."""
    return phrasebook().asks(text.replace("?", " "))


def is_order(text: str) -> bool:
    """Whether a text is a listed phrase that does something, rather than asks."""
    book, said = phrasebook(), bare(text)
    asks = book.starts("wh", said) or book.starts("aux", said)
    return commands().find(text) is not None and not asks


def ordered(said: Said) -> str | None:
    """Find the listed phrase that a line ends with after mere small talk: *never mind, stop*."""
    last = said[-1].text
    alone = is_order(last) and all(is_small_talk(clause.text) for clause in said[:-1])
    return commands().find(last) if alone else None


def asks(clause: Clause) -> bool:
    """Whether a clause is put as a question or an order."""
    return phrasebook().asks(clause.text)


def asks_on(rest: Said) -> bool:
    """Whether every sentence of what is left asks."""
    return all(asks(clause) for clause in rest if clause.begins)


def opens_openly(clause: Clause) -> bool:
    """Whether a question can't have been answered by the yes or no that follows it."""
    return phrasebook().starts("wh", bare(clause.text)) > 0
