"""A match: what a typed text is understood as, as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

ANSWER_THRESHOLD = 0.7
"""From this probability on a card is answered at once, below it "did you mean" is asked."""
VERDICT = "verdict"
"""The command that cards with a flow behind them answer, too."""
TROUBLE = frozenset({"danger", "strain"})
"""The kinds that come before everything else."""

Kind = Literal[
    "danger", "strain", "card", "aspect", "unsure", "none", "command", "answer", "confirm"
]


@dataclass(frozen=True, slots=True)
class Match:
    """What a text is understood as.

    `id` is a card, a command, an answer, or for `none` what the document leaves out, where that
    is known; else None. An `aspect` asks something of `options`, in the order named. An `answer` is
    recorded at once, a `confirm` asked back; the answer called `unsure` is a hedge and records
    nothing, while the kind `unsure` is about topics. `confidence` is
    the probability that the best guess is right, whether it is given or not; `also` the three
    best cards. `listed` tells a command's own phrase, which alone acts, from a likely reading of
    one. `left` names the parts of an either/or that are open once another was denied. `others` is
    what the same line asks besides, in its order; an answer or a confirm may have some too.
    `may_mean` is a command that a line may mean which is `unsure`, or asks for a card. `answers`
    holds each answer that a confirm reads back, by its question. `follows` tells that it leans on
    what was spoken of last.
    """

    kind: Kind
    id: str | None
    confidence: float
    also: tuple[str, ...]
    listed: bool = False
    left: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    aspect: str | None = None
    follows: bool = False
    may_mean: str | None = None
    others: tuple[Match, ...] = ()
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def second(self) -> str | None:
        """Another card that the same line asks for, or the card that tells of what it asks."""
        other = self.others[0] if self.others else None
        if other is None or other.kind not in {"card", "aspect"}:
            return None
        return other.id or next(iter(other.also), None)

    @property
    def asked(self) -> tuple[Match, ...]:
        """Everything that the line asks, itself first unless it answers."""
        own = () if self.kind in {"answer", "confirm"} else (self,)
        return (*own, *self.others)


def first_of(card: str, also: tuple[str, ...]) -> tuple[str, ...]:
    """Put a card first among the three best."""
    return (card, *(other for other in also if other != card))[:3]
