"""A card: one topic's guidance, whose every claim carries its facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import StringConstraints

from flows.model.claim import Claim
from flows.model.source import Frozen, Id, Name, Plain, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAD_LIMIT = 240
"""Characters of a card's first paragraph: four lines of sixty."""

_FIGURE = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")


class Front(Frozen):
    """The front matter of a card: its title, its neighbors, and other names for its topic.

    `chart` is the title under which its table is drawn as bars. `then` names flows that it offers
    below itself to somebody who has none open.
    """

    title: Annotated[Plain, StringConstraints(max_length=40)]
    chart: Annotated[Plain, StringConstraints(max_length=50)] | None = None
    also: tuple[Id, ...] = ()
    aliases: tuple[Words, ...] = ()
    then: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of claims."""

    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: column heads, and rows of cells, each row one claim."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    claims: tuple[Claim, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """A table of labels and figures, drawn as one bar a row under a title."""

    title: str
    table: Table

    @property
    def bars(self) -> tuple[tuple[str, float], ...]:
        """Read each row's label and figure; raises `ValueError` in a table with a fault."""
        return tuple((label, figure_of(written)) for label, written in self.table.rows)


def figure_of(written: str) -> float:
    """Read what a bar can show: a figure from 0 up, in digits alone; raises `ValueError`."""
    if not _FIGURE.fullmatch(written):
        raise ValueError(written)
    return float(written) if "." in written else int(written)


Block = Claim | Bullets | Table | Chart


@dataclass(frozen=True, slots=True)
class Card:
    """One topic: the lead answers alone, the rest stands behind *More*."""

    id: str
    title: str
    also: tuple[str, ...]
    aliases: tuple[str, ...]
    lead: Claim
    rest: tuple[Block, ...]
    then: tuple[str, ...] = ()

    def claims(self) -> Iterator[Claim]:
        """Every claim of the card, in reading order."""
        for block in (self.lead, *self.rest):
            yield from claims_of(block)


def claims_of(block: Block) -> tuple[Claim, ...]:
    """List the claims of one paragraph, list, table or chart."""
    if isinstance(block, Claim):
        return (block,)
    return block.table.claims if isinstance(block, Chart) else block.claims
