"""Gaps: what the document is silent on, and the cards that come nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.check.cards import unknown_cards
from flows.check.claims import rootless
from flows.check.phrases import acts
from flows.language.normalize import normal
from flows.model.issue import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.pack.read import ReadPack

FILE = "gaps.yaml"


def check_gaps(read: ReadPack) -> Iterator[Issue]:
    """Check what every gap names, its line, and that no example stands under two."""
    owners: dict[str, str] = {}
    for name, gap in read.pack.gaps.items():
        lines = read.maps[FILE]
        yield from unknown_cards(read, gap.nearest, lines, name, "nearest")
        yield from rootless(gap.line, FILE, lines.find(name, "line"))
        if name in read.pack.cards:
            yield Issue(FILE, lines.find(name), f"{name} is a card's id; rename the gap")
        for at, text in enumerate(gap.asked):
            line = lines.find(name, "asked", at)
            yield from acts(text, "example", FILE, line)
            first = owners.setdefault(normal(text), name)
            if first != name:
                yield Issue(FILE, line, f"“{text}” stands for {first} already; keep one")
