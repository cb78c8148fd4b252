"""Citations: where what is said comes from, in one line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flows.reply import Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flows.claim import Claim
    from flows.library import Library

_HEADINGS = 2  # as many as fit one line


def cite(library: Library, claims: Iterable[Claim]) -> Note:
    """Name the sections that claims rest on, and the document's publisher and date."""
    source = library.source
    day = date.fromisoformat(source.date)
    heads = library.headings(tuple(claims))
    named = " · ".join(f"“{head}”" for head in heads[:_HEADINGS])
    named += " and more" if len(heads) > _HEADINGS else ""
    where = f"{named}, " if heads else ""
    return Note(f"Source: {where}{source.publisher}, {day:%B} {day.day}, {day.year}")


def said(claim: Claim) -> str:
    """The words of a claim; one of our own says that it is."""
    return f"{claim.text} (our note)" if claim.ours else claim.text
