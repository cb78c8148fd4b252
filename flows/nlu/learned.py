"""What was learned of questions, commands and gaps, taken as far as it is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.phrasebook import phrasebook
from flows.nlu.features import words
from flows.nlu.match import ANSWER_THRESHOLD, VERDICT, Match, first_of
from flows.nlu.model import COMMAND, REMARK, Prediction

if TYPE_CHECKING:
    from flows.model.flow import Question
    from flows.nlu.model_bundle import ModelBundle
    from flows.pack.pack import Pack

COMMAND_THRESHOLD = 0.55
"""From this probability on a command is understood."""
UNFAMILIAR_COMMAND_THRESHOLD = 0.65
"""The same, for one with a word that nobody uses in commands."""
_VERDICT_THRESHOLD = 0.4
"""The same, for the verdict where most of what a line may mean leads to it."""
OFFER_THRESHOLD = 0.15
"""Below this probability nothing is offered."""
GAP_THRESHOLD = 0.65
"""From this probability on a text is taken to ask what the document leaves out."""
_OF_THE_DOCUMENT = frozenset({"topics", "local", VERDICT})
"""Commands that compete with cards, so that they have to be as sure as one."""
TOLD_THRESHOLD, REMARK_THRESHOLD = 0.35, 0.6
"""From this probability on a line that asks nothing is small talk: one that speaks of somebody,
and any other, which may be words to look something up by."""
_STRANGE = 0.6
"""Share of words that nobody uses in commands from which on a remark may be anything."""
_FEW = 2
"""Words of a text, below which nothing is told of what it leaves out."""


class Learned:
    """Reads texts by the models of a pack; without any, nothing is likely."""

    def __init__(self, pack: Pack, trained: ModelBundle | None) -> None:
        self._pack = pack
        self._reader = trained.questions if trained else None
        self._gaps = trained.gaps if trained else None
        self._cards = tuple(sorted(pack.cards))

    def read(self, text: str) -> Prediction:
        """Read a text as a card or a command; without a model as nothing."""
        if self._reader is None:
            return Prediction("", 0.0, self._cards[:3])
        return self._reader.read(text)

    def match(self, text: str, reading: Prediction, expecting: Question | None = None) -> Match:
        """Take what was learned as far as it is sure."""
        sure, also, label = reading.confidence, reading.cards, reading.label
        is_command = label.startswith(COMMAND)
        command = label.removeprefix(COMMAND) if is_command else None
        least = UNFAMILIAR_COMMAND_THRESHOLD if reading.unfamiliar_ratio else COMMAND_THRESHOLD
        remarks = label == REMARK and not phrasebook().asks(text)
        if remarks:
            least = TOLD_THRESHOLD if phrasebook().speaks(text) else REMARK_THRESHOLD
        if command and sure >= (ANSWER_THRESHOLD if command in _OF_THE_DOCUMENT else least):
            if command == VERDICT and not expecting and self._pack.cards[also[0]].then:
                return Match("card", also[0], sure, also, may_mean=command)
            return Match("command", command, sure, also)
        if sure >= ANSWER_THRESHOLD and not is_command:
            return Match("card", label, sure, also)
        if sure >= _VERDICT_THRESHOLD and self._asks_for_verdict(command, also):
            first = next(card for card in also if self._pack.cards[card].then)
            return Match("card", first, sure, first_of(first, also), may_mean=VERDICT)
        gap = self.gap(text, sure)
        strange = remarks and reading.unfamiliar_ratio >= _STRANGE
        if gap or strange or sure < OFFER_THRESHOLD:
            return Match("none", gap, sure, also)
        return Match("unsure", None, sure, also, may_mean=command)

    def gap(self, text: str, least: float) -> str | None:
        """Name what a text asks that the document leaves out, if that is surer than `least`."""
        if self._gaps is None or len(words(text)) < _FEW:
            return None
        found = self._gaps.read(text)
        return found.label if found.confidence >= max(least, GAP_THRESHOLD) else None

    def _asks_for_verdict(self, command: str | None, also: tuple[str, ...]) -> bool:
        """Whether most of what a line may mean is answered by the verdict, or a flow to it."""
        ways = [bool(self._pack.cards[card].then) for card in also]
        return sum(ways) + (command == VERDICT) > 1 and (ways[0] or command == VERDICT)
