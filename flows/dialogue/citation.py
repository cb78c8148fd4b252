"""Citations: where what is said comes from, in one line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flows.dialogue.reply import Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flows.model.claim import Claim
    from flows.pack.pack import Pack

_HEADINGS = 2  # as many as fit one line


def cite(pack: Pack, claims: Iterable[Claim]) -> Note:
    """Name the sections that claims rest on, and the document's publisher and date."""
    source = pack.source
    day = date.fromisoformat(source.date)
    heads = pack.headings(tuple(claims))
    named = " · ".join(f"“{head}”" for head in heads[:_HEADINGS])
    named += " and more" if len(heads) > _HEADINGS else ""
    where = f"{named}, " if heads else ""
    return Note(f"Source: {where}{source.publisher}, {day:%B} {day.day}, {day.year}")
