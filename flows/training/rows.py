"""Rows to measure with: texts, and what is right for each; a file holds rows of one sort."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import ConfigDict, TypeAdapter, ValidationError

from flows.nlu.match import TROUBLE
from flows.nlu.model import COMMAND
from flows.pack.examples import NONE
from flows.pack.validation import place, words

if TYPE_CHECKING:
    from collections.abc import Iterable

QUESTION, REPLY, SAFETY = "a question", "a reply", "a line of danger, strain or none"
_LIKE = 'a line is {"text": "…", "accept": ["…"]}, with "kind" or "question" where there is one'


@dataclass(frozen=True, slots=True)
class Row:
    """A text, what is right for it, its kind, and the `flow/question` that it replies to.

    What is right are card ids and `@commands` (none: refuse), answers, or danger, strain or none.
    """

    __pydantic_config__ = ConfigDict(extra="ignore")  # a set may say more of its rows
    text: str
    accept: tuple[str, ...]
    kind: str = ""
    question: str = ""

    @property
    def sort(self) -> str:
        """What it measures: questions, replies, or danger."""
        if self.question:
            return REPLY
        return SAFETY if self.accept and {*self.accept} <= {*TROUBLE, NONE} else QUESTION


_ROW = TypeAdapter(Row)


def read_rows(lines: Iterable[str | bytes], flow: str = "") -> tuple[Row, ...]:
    """Read JSONL: `text`, `accept`, `kind` where known, and for replies `question`.

    A question is one of `flow` unless it names another. Raises ValueError, naming line and mend,
    for anything else, for a row of another sort than the first, and for a file without one.
    """
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = _ROW.validate_json(line)
        except ValidationError as error:
            faults = (" ".join([*place(one), words(one)]) for one in error.errors())
            what = ", ".join(faults).replace("at line 1 column", "at column")
            raise ValueError(f"line {number}: {what}; {_LIKE}") from error
        plain = "command" if "".join(row.accept[:1]).startswith(COMMAND) else "topic"
        kind = row.kind or (plain if row.accept else "outside")
        asked = row.question if "/" in row.question else f"{flow}/{row.question}"
        rows.append(replace(row, kind=kind, question=row.question and asked))
        first, sort = rows[0].sort, rows[-1].sort
        if sort != first:
            what = f"is {sort}, but line 1 is {first}; put each into a file of its own"
            raise ValueError(f"line {number}: {what}")
    if not rows:
        raise ValueError(f"holds no line; {_LIKE}")
    return tuple(rows)
