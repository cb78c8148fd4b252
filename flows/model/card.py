"""A card: one topic's guidance, whose every claim carries its facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import StringConstraints

from flows.model.claim import Claim
from flows.model.source import Frozen, Id, Plain, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAD_LIMIT = 240
"""Characters of a card's first paragraph: four lines of sixty."""


class Front(Frozen):
    """The front matter of a card: its title, its neighbors, and other names for its topic."""

    title: Annotated[Plain, StringConstraints(max_length=40)]
    also: tuple[Id, ...] = ()
    aliases: tuple[Words, ...] = ()


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


Block = Claim | Bullets | Table


@dataclass(frozen=True, slots=True)
class Card:
    """One topic: the lead answers alone, the rest stands behind *More*."""

    id: str
    title: str
    also: tuple[str, ...]
    aliases: tuple[str, ...]
    lead: Claim
    rest: tuple[Block, ...]

    def claims(self) -> Iterator[Claim]:
        """Every claim of the card, in reading order."""
        for block in (self.lead, *self.rest):
            yield from claims_of(block)


def claims_of(block: Block) -> tuple[Claim, ...]:
    """List the claims of one paragraph, list or table."""
    return (block,) if isinstance(block, Claim) else block.claims
