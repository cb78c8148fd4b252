"""What time does to local facts, and what is not filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.model.issue import Issue
from flows.model.local import BESIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from flows.model.local import LocalEntry, LocalFacts
    from flows.pack.local_file import LocalFile


def overdue(read: LocalFile, today: date) -> Iterator[Issue]:
    """Find what is hidden by now, and days that can't be right yet; all of it warnings."""
    for at, entry in read.facts.entries() if read.facts else ():
        for key, what in _overdue(entry, today):
            yield Issue(read.lines.file, read.lines.find(*at, key), what, warning=True)


def _overdue(entry: LocalEntry, today: date) -> Iterator[tuple[str, str]]:
    asked = f"ask {entry.owner} to check it again" if entry.owner else "check it again"
    if not entry.is_valid(today):
        what = f"“{entry.name}” is hidden since it ended on {entry.valid_until}; {asked}"
        yield "valid_until", what
    elif entry.next_date and entry.next_date < today:
        what = f"“{entry.name}”: next_date {entry.next_date} is over and hidden; {asked}"
        yield "next_date", what
    if entry.checked_on > today:
        what = f"“{entry.name}”: checked_on is still to come; give the day it was"
        yield "checked_on", what


def unfilled(facts: LocalFacts, options: Iterable[str]) -> tuple[str, ...]:
    """Name the options and the three more that have nothing."""
    beside = (name for name in BESIDE if getattr(facts, name) is None)
    return (*(option for option in options if not facts.options.get(option)), *beside)
