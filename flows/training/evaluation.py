"""Evaluation: how often a matcher is right, wrong or silent on questions with known answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from flows.nlu.model import COMMAND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flows.nlu.match import Match
    from flows.nlu.matcher import Matcher
    from flows.training.rows import Row

BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)
"""The edges of the reliability table."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row was understood as."""

    row: Row
    match: Match

    @property
    def best(self) -> str:
        """The first guess: the command, or the card that is or would be offered first."""
        if self.match.kind == "command":
            return f"{COMMAND}{self.match.id}"
        card = self.match.id if self.match.kind == "card" else None
        return card or next(iter(self.match.also), "")

    @property
    def first(self) -> bool:
        """Whether the first guess is right."""
        return self.best in self.row.accept

    @property
    def near(self) -> bool:
        """Whether the right one is among the first three."""
        return self.first or any(card in self.row.accept for card in self.match.also)

    @property
    def acted(self) -> bool:
        """Whether a card or a command was given, rather than refused."""
        return self.match.kind in {"card", "aspect", "command"}

    @property
    def answered(self) -> bool:
        """Whether a card, or an aspect of an option, was given as a plain answer."""
        return self.match.kind in {"card", "aspect"}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcomes of all rows, and what can be counted from them; shares are from 0 to 1."""

    outcomes: tuple[Outcome, ...]

    def of(self, *kinds: str) -> Evaluation:
        """Keep the rows of some kinds."""
        return Evaluation(tuple(o for o in self.outcomes if o.row.kind in kinds))

    def inside(self) -> Evaluation:
        """Keep what has an answer."""
        return Evaluation(tuple(o for o in self.outcomes if o.row.accept))

    def outside(self) -> Evaluation:
        """Keep what has none."""
        return Evaluation(tuple(o for o in self.outcomes if not o.row.accept))

    def share(self, told: Callable[[Outcome], bool]) -> float:
        """How many of the rows a thing can be told of; 0 where there are none."""
        return sum(map(told, self.outcomes)) / max(1, len(self.outcomes))

    def figures(self) -> dict[str, float]:
        """The figures by which a matcher is judged."""
        inside, outside = self.inside(), self.outside()
        return {
            "first": inside.share(lambda o: o.first),
            "top three": inside.share(lambda o: o.near),
            "right and answered": inside.share(lambda o: o.acted and o.first),
            "wrong card": inside.share(lambda o: o.answered and not o.first),
            "false answers": outside.share(lambda o: o.answered),
            "refused": outside.share(lambda o: not o.acted),
        }

    def kinds(self) -> dict[str, float]:
        """First guesses that are right, by kind; of what is outside, what was refused."""
        found = {}
        for kind in sorted({outcome.row.kind for outcome in self.outcomes}):
            some = self.of(kind)
            inside = bool(some.inside().outcomes)
            found[kind] = some.share(lambda o: o.first) if inside else some.figures()["refused"]
        return found

    def neighbors(self, most: int = 12) -> list[tuple[str, str, int]]:
        """What is taken for what: the right label, the first guess, and how often."""
        pairs = Counter((o.row.accept[0], o.best) for o in self.inside().outcomes if not o.first)
        return [(right, got, often) for (right, got), often in pairs.most_common(most)]

    def reliability(self) -> list[tuple[float, float, int, float, float]]:
        """Of guesses in a band of confidence: its edges, how many, mean confidence, share right."""
        found = []
        for low, high in pairwise(BINS):
            band = Evaluation(
                tuple(o for o in self.outcomes if low <= o.match.confidence < high + (high == 1))
            )
            size = len(band.outcomes)
            mean = sum(o.match.confidence for o in band.outcomes) / max(1, size)
            found.append((low, high, size, mean, band.share(lambda o: o.first)))
        return found

    def costs(self) -> list[tuple[float, float, float, float]]:
        """What another threshold would bring: it, right answers, wrong ones, false ones."""
        found = []
        for step in range(2, 20):
            least = step / 20

            def given(o: Outcome, least: float = least) -> bool:
                return o.match.confidence >= least

            found.append(
                (
                    least,
                    self.inside().share(lambda o: given(o) and o.first),
                    self.inside().share(lambda o: given(o) and not o.first),
                    self.outside().share(given),
                )
            )
        return found

    def render(self) -> str:
        """Lay all of it out as text."""
        lines = [f"{len(self.outcomes)} questions", ""]
        lines += [f"{name:<20}{share:>7.1%}" for name, share in self.figures().items()]
        lines += ["", "right first by kind (refused, for what is outside)"]
        lines += [f"  {kind:<18}{share:>7.1%}" for kind, share in self.kinds().items()]
        lines += ["", "taken for a neighbor"]
        lines += [f"  {often:>3}  {right} → {got}" for right, got, often in self.neighbors()]
        lines += ["", "confidence      count   mean  right"]
        lines += [
            f"  {low:.1f} to {high:.1f}{size:>9}{mean:>7.2f}{right:>7.2f}"
            for low, high, size, mean, right in self.reliability()
        ]
        lines += ["", "threshold  right  wrong  false"]
        lines += [
            f"  {least:>7.2f}{right:>7.1%}{wrong:>7.1%}{false:>7.1%}"
            for least, right, wrong, false in self.costs()
        ]
        return "\n".join(lines)


def evaluate(matcher: Matcher, rows: Iterable[Row]) -> Evaluation:
    """Match every row."""
    return Evaluation(tuple(Outcome(row, matcher.match(row.text)) for row in rows))
