"""Claims: what one rests on, the figures it brings, and what of it would be shown as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.model.claim import MARK, OURS
from flows.model.figures import figures
from flows.model.issue import Issue, no_such
from flows.model.markup import markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from flows.model.claim import Claim
    from flows.model.source import Fact


def rootless(text: str, file: str, line: int) -> Iterator[Issue]:
    """Find figures where nothing can carry one: a line that rests on no fact."""
    for figure in sorted(figures(text)):
        what = f"figure {figure} is in a line that rests on no fact; say it without, or in a card"
        yield Issue(file, line, what)


class Claims:
    """Checks claims against the facts of a document, and keeps which facts were `used`.

    Where no fact could be read, which is said already, none is missed.
    """

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = facts
        self.used: set[str] = set()

    def check(self, claim: Claim, file: str) -> Iterator[Issue]:
        """A claim needs facts that exist and that carry its figures, and plain words."""
        self.used.update(claim.facts)
        start = f"“{claim.text[:30]}…”"
        if MARK in claim.text:
            what = f"{start} has a mark before its end, where people see it; move it to the end"
            yield Issue(file, claim.line, what)
            return
        if raw := markup(claim.text):
            yield Issue(file, claim.line, f"{start} has markup: {raw}")
        if not claim.facts:
            yield Issue(file, claim.line, f"{start} rests on no fact; end it in [^fact-id]")
        if claim.ours or not claim.facts:
            return
        if OURS in claim.facts:
            what = f"{start} mixes [^{OURS}] with facts; keep them apart"
            yield Issue(file, claim.line, what)
        if not self._facts:
            return
        for fact in claim.facts:
            if fact not in self._facts and fact != OURS:
                what = no_such("fact", fact, self._facts, "add it to source.yaml")
                yield Issue(file, claim.line, what)
        yield from self.carried(claim.text, claim.facts, file, claim.line)

    def carried(self, text: str, facts: Iterable[str], file: str, line: int) -> Iterator[Issue]:
        """Every figure of a text stands in a fact that it rests on."""
        listed = [self._facts[fact].figures for fact in facts if fact in self._facts]
        carried = {figure for one in listed for text in one for figure in figures(text)}
        for figure in sorted(figures(text) - carried) if self._facts else ():
            have = ", ".join(sorted(carried)) or "none"
            what = f"figure {figure} is in no fact it rests on (those: {have})"
            yield Issue(file, line, what)
