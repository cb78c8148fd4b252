"""Matching: what a typed text is understood as."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from flows.grams import LIMIT, plain, words
from flows.hearing import UNSURE, Hearing
from flows.phrases import command, normal
from flows.reading import COMMAND, Reading
from flows.trained import Trained

if TYPE_CHECKING:
    from flows.flow import Question
    from flows.library import Library

SURE = 0.7
"""From this probability on a card is answered at once, below it "did you mean" is asked."""
LIKELY = 0.4
"""From this probability on a command is offered."""
STEADY = 0.7
"""The same, for one with a word that nobody uses in commands."""
POSSIBLE = 0.15
"""Below this probability nothing is offered."""
CERTAIN = 0.9
"""From this probability on a part of a text asks for a card of its own."""

_BREAK = re.compile(r"[.?!;\n]+|\b(?:and|also|plus)\b")
_PARTS = 4
_WORDS = 3


@dataclass(frozen=True, slots=True)
class Match:
    """What a text is understood as.

    `id` is a card, a command or an answer; None for `unsure` and `none`. `confidence` is the
    probability that the best guess is right, whether it is given or not; `also` the three best
    cards, `second` another card that the same text asks for. `listed` tells a command's own
    phrase, which alone acts, from a likely reading of one.
    """

    kind: Literal["card", "unsure", "none", "command", "answer"]
    id: str | None
    confidence: float
    also: tuple[str, ...]
    second: str | None = None
    listed: bool = False


class Matcher:
    """Finds the card, command or answer a text means; exact phrases first, then what it learned.

    What was learned for cards that are gone is left aside: then exact phrases are all it knows.
    """

    def __init__(self, library: Library, trained: Trained | None = None) -> None:
        trained = trained or Trained.read(library.examples.folder)
        if trained and not trained.reader.cards() <= library.cards.keys():
            trained = None
        self._reader = trained.reader if trained else None
        self._cards = tuple(sorted(library.cards))
        self._known = {
            normal(text): card.id
            for card in library.cards.values()
            for text in (card.title, *card.aliases)
        }
        self._hearing = Hearing(library.flows, trained)

    def match(self, text: str, expecting: Question | None = None) -> Match:
        """Understand `text`, as an answer first when a question is open."""
        text = text[:LIMIT]
        reading = self._read(text)
        also = reading.cards
        heard = self._hearing.hear(text, expecting, reading) if expecting else None
        answer = Match("answer", heard.id, heard.confidence, also) if heard else None
        if answer and answer.confidence == 1:
            return answer
        bare = plain(text)
        if listed := command(bare):
            return Match("command", listed, 1.0, also, listed=True)
        card = self._known.get(normal(bare))
        if card and (answer is None or answer.id == UNSURE):  # a title is no way to hesitate
            return Match("card", card, 1.0, _first(card, also))
        return answer or self._likely(text, reading)

    def _likely(self, text: str, reading: Reading) -> Match:
        """Take what was learned as far as it is sure."""
        sure, also, label = reading.confidence, reading.cards, reading.label
        is_command = label.startswith(COMMAND)
        if is_command and sure >= (STEADY if reading.strange else LIKELY):
            return Match("command", label.removeprefix(COMMAND), sure, also)
        cards = self._parts(text)
        if len(cards) > 1:
            best = label if label in cards else cards[0]
            second = next(card for card in cards if card != best)
            return Match("card", best, max(sure, SURE), _first(best, also), second)
        if sure >= SURE and not is_command:
            return Match("card", label, sure, also)
        return Match("none" if sure < POSSIBLE else "unsure", None, sure, also)

    def _parts(self, text: str) -> list[str]:
        """Find the cards that the parts of a text are surely about, in their order."""
        parts = [part for part in _BREAK.split(plain(text)) if len(words(part)) >= _WORDS]
        readings = [self._read(part) for part in parts[:_PARTS]] if len(parts) > 1 else []
        sure = [reading.label for reading in readings if reading.confidence >= CERTAIN]
        return [label for label in dict.fromkeys(sure) if not label.startswith(COMMAND)]

    def _read(self, text: str) -> Reading:
        if self._reader is None:
            return Reading("", 0.0, 0.0, self._cards[:3])
        return self._reader.read(text)


def _first(card: str, also: tuple[str, ...]) -> tuple[str, ...]:
    return (card, *(other for other in also if other != card))[:3]
