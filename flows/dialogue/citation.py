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

_NAMED = 2  # as many as fit one line
_PLACES = 8  # as many as small print can hold


def cite(pack: Pack, claims: Sequence[Claim]) -> tuple[Link | Note, ...]:
    """List the links that claims hold, each once, and the source below them."""
    links = (Link(link.label, link.url) for claim in claims for link in claim.links)
    return (*dict.fromkeys(links), _source(pack, claims))


def cite_places(pack: Pack, claims: Sequence[Claim]) -> tuple[Link | Note, ...]:
    """Do the same, and say where in the document a reader finds each section."""
    sections = pack.sections(claims)[:_PLACES]
    if not sections:
        return cite(pack, claims)
    places = "; ".join(f"{section.name} ({section.place})" for section in sections)
    return (*cite(pack, claims), Note(say().source_places.format(places=places)))


def _source(pack: Pack, claims: Sequence[Claim]) -> Note:
    """Name the first sections that claims rest on, and the document's publisher and date.

    What is our own alone names no source.
    """
    if not pack.rests_on_document(claims):
        return Note(say().source_ours)
    day = date.fromisoformat(pack.source.date)
    sections = pack.sections(claims)
    named = " · ".join(section.name for section in sections[:_NAMED])
    if len(sections) > _NAMED:
        named = say().source_more.format(sections=named)
    said = f"{day:%B} {day.day}, {day.year}"
    return Note(say().source.format(sections=named, publisher=pack.source.publisher, date=said))
