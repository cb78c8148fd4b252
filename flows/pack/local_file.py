"""The file in which an institution says what there is at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flows.model.issue import Issue, no_such
from flows.model.local import LocalFacts
from flows.pack.reader import PackReader, SourceMap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

KILOBYTES = 64
"""What the file may hold; one with everything filled in takes a tenth of it."""
MOST = 20
"""Entries under options, which are shown together when somebody asks for all of them."""
AN_OPTION = 3
"""Entries of one option, which are shown under its card."""


class LocalFile(NamedTuple):
    """What the file says, None where it has a fault; its faults; and where everything stands."""

    facts: LocalFacts | None
    issues: tuple[Issue, ...]
    lines: SourceMap


def read_local(path: Path, options: Collection[str]) -> LocalFile:
    """Read the file of an institution whose pack has these options; every fault is an issue."""
    if what := _unfit(path):
        return LocalFile(None, (Issue(path.name, 0, what),), SourceMap(path.name))
    reader = PackReader(path.parent)
    found, lines = reader.model(path.name, LocalFacts)
    issues = (*reader.issues, *_issues(lines, options))
    return LocalFile(None if issues else found, tuple(sorted(set(issues))), lines)


def _unfit(path: Path) -> str | None:
    """Say why a file is not even opened, which would not end for what is no file."""
    try:
        if not path.exists():
            return "is missing; write it, or mend LOCAL"
        if not path.is_file():
            return "is no file; give the path of one"
        size = path.stat().st_size
    except (OSError, ValueError) as error:  # the latter for a path that nothing can have
        return f"can't be read: {getattr(error, 'strerror', None) or error}"
    large = f"is too large: {KILOBYTES} KB at most; take out what is over"
    return large if size > KILOBYTES * 1000 else None


def _issues(lines: SourceMap, options: Collection[str]) -> Iterator[Issue]:
    """Find options that the pack doesn't have, whatever else is wrong, and too many entries."""
    there = f"there are: {', '.join(options)}" if options else "the pack has none"
    entries: list[tuple[str, ...]] = []
    for place in lines.at:
        match place:
            case "options", name if name not in options:
                what = no_such("option", name, options, there)
                yield Issue(lines.file, lines.find(*place), what)
            case "options", name, number if number.isdecimal():
                entries.append(place)
                if number == str(AN_OPTION):
                    what = f"option {name} has more than {AN_OPTION} entries; take some out"
                    yield Issue(lines.file, lines.find(*place), what)
    if len(entries) > MOST:
        what = f"options have {len(entries)} entries; {MOST} at most"
        yield Issue(lines.file, lines.find(*entries[MOST]), what)
