"""Citations: where what is said comes from, and the ways to where it leads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flows.dialogue.parts import Link, Note
from flows.language.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.model.claim import Claim
    from flows.pack.pack import Pack

_HEADINGS = 2  # as many as fit one line


def cite(pack: Pack, claims: Sequence[Claim]) -> tuple[Link | Note, ...]:
    """List the links that claims hold, each once, and the source below them."""
    links = (Link(link.label, link.url) for claim in claims for link in claim.links)
    return (*dict.fromkeys(links), _source(pack, claims))


def _source(pack: Pack, claims: Sequence[Claim]) -> Note:
    """Name the sections that claims rest on, and the document's publisher and date.

    What is our own alone names no source.
    """
    if not pack.rests_on_document(claims):
        return Note(say().source_ours)
    day = date.fromisoformat(pack.source.date)
    heads = pack.headings(tuple(claims))
    named = " · ".join(f"“{head}”" for head in heads[:_HEADINGS])
    named = say().source_more.format(sections=named) if len(heads) > _HEADINGS else named
    where = f"{named}, " if heads else ""
    said = f"{day:%B} {day.day}, {day.year}"
    return Note(say().source.format(where=where, publisher=pack.source.publisher, date=said))
