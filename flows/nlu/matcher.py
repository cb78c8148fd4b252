"""Matching: what a typed text is understood as."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from flows.language.commands import commands as all_commands
from flows.language.normalize import normal
from flows.language.phrasebook import bare, phrasebook
from flows.model.option import ROLES, SEVERAL
from flows.model.subject import NOTHING
from flows.nlu.answer_matcher import AnswerMatch, AnswerMatcher
from flows.nlu.asked_options import NAMED_THRESHOLD, Asked, OptionReader
from flows.nlu.features import LIMIT, plain, words
from flows.nlu.following import goes_on, picked_card
from flows.nlu.mentions import Mentions
from flows.nlu.model import COMMAND, Prediction
from flows.nlu.model_bundle import ModelBundle
from flows.nlu.safety import Safety
from flows.nlu.word_vectors import WORDS, Vectors
from flows.nlu.yes_or_no import YesOrNo

if TYPE_CHECKING:
    from flows.language.commands import Commands
    from flows.model.flow import Question
    from flows.model.subject import Subject
    from flows.pack.pack import Pack

ANSWER_THRESHOLD = 0.7
"""From this probability on a card is answered at once, below it "did you mean" is asked."""
COMMAND_THRESHOLD = 0.4
"""From this probability on a command is understood."""
UNFAMILIAR_COMMAND_THRESHOLD = 0.7
"""The same, for one with a word that nobody uses in commands."""
OFFER_THRESHOLD = 0.15
"""Below this probability nothing is offered."""
PART_THRESHOLD = 0.9
"""From this probability on a part of a text asks for a card of its own."""
GAP_THRESHOLD = 0.5
"""From this probability on a text is taken to ask what the document leaves out."""
TROUBLE = frozenset({"danger", "strain"})
"""The kinds that come before everything else."""

_PARTS = 4
_WORDS = 3
_SURE = 0.97
"""From this probability on an aspect is no gap."""
_FEW = 2
"""Words of a text, below which nothing is told of what it leaves out."""

_BEGIN = "start"
"""The command that the title of a flow stands for."""

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
    best cards, `second` another card that the same text asks for. `listed` tells a command's own
    phrase, which alone acts, from a likely reading of one. `left` names the parts of an
    either/or that are open once another was denied. `follows` tells that it leans on what was
    spoken of last.
    """

    kind: Kind
    id: str | None
    confidence: float
    also: tuple[str, ...]
    second: str | None = None
    listed: bool = False
    left: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    aspect: str | None = None
    follows: bool = False


class Matcher:
    """Finds what a text means: trouble first, then listed words, then what was learned.

    What was learned for cards that are gone is left aside: then exact phrases are all it knows.
    """

    def __init__(
        self,
        pack: Pack,
        trained: ModelBundle | None = None,
        commands: Commands | None = None,
    ) -> None:
        self.commands = commands or all_commands()
        trained = trained or ModelBundle.read(pack.folder)
        if trained and not trained.questions.cards() <= pack.cards.keys():
            trained = None
        self._safety = Safety.read()
        self._reader = trained.questions if trained else None
        self._gaps = trained.gaps if trained else None
        self._asked = {normal(text): name for name, gap in pack.gaps.items() for text in gap.asked}
        self._pack = pack
        self.is_trained = trained is not None
        self.knows = Vectors.read(WORDS).knows
        self._alternatives = frozenset(
            name for name, option in pack.options.items() if not option.cards
        )
        self._cards = tuple(sorted(pack.cards))
        self._known = {
            normal(text): card.id
            for card in pack.cards.values()
            for text in (card.title, *card.aliases)
        }
        self._flows = {bare(said) for flow in pack.flows.values() for said in flow.names()}
        self._titles = {normal(card.title) for card in pack.cards.values()}
        models = (trained.aspects, trained.naming) if trained else (None, None)
        self.options = OptionReader(pack, *models, self.knows)
        self.yes_or_no = YesOrNo(self.knows)
        between = "|".join(re.escape(" ".join(said)) for said in phrasebook().ordered["parts"])
        self._break = re.compile(rf"[.?!;\n]+|\b(?:{between})\b")
        self._hearing = AnswerMatcher(pack.flows, trained, self.knows)
        self.mentions = Mentions(pack.flows.values(), self._hearing)

    def match(
        self, text: str, expecting: Question | None = None, about: Subject = NOTHING
    ) -> Match:
        """Understand `text`; as a reply too when the question `expecting` is open.

        `about` is what was spoken of last, of whose options a line that names none may ask.
        """
        heard = self._hearing.plain(text[:LIMIT], expecting) if expecting else None
        plain_reply = heard is not None and heard.bare
        reading = self._read(text[:LIMIT])
        also = reading.cards
        trouble = self._safety.trouble(text, plain=plain_reply)
        text = text[:LIMIT]
        if trouble:
            return Match(trouble, None, 1.0, also)
        said = plain(text)
        if listed := self.commands.find(said):
            return Match("command", listed, 1.0, also, listed=True)
        if heard and heard.kind != "confirm":
            return _reply(heard, also)
        if heard and goes_on(words(text), about):
            heard = None
        asked = None if heard else self._of_options(text, reading, about)
        named = self._named(said, heard, also, about)
        if named and not (asked and asked.follows and named.id == self._first_of(asked.aspect)):
            return named
        if asked and (expecting is None or phrasebook().asks(text) or len(asked.options) > 1):
            return asked
        if heard is None and expecting:
            heard = self._hearing.implied(text, expecting)
        return _reply(heard, also) if heard else self._likely(text, reading)

    def _named(
        self, said: str, heard: AnswerMatch | None, also: tuple[str, ...], about: Subject
    ) -> Match | None:
        """Find what a line is exactly: a flow's title, a card, a listed question."""
        if heard is None and (picked := picked_card(words(said), about)):
            return Match("card", picked, 1.0, _first(picked, also))
        name = normal(said)
        card, gap = self._known.get(name), self._asked.get(name)
        if bare(said) in self._flows:
            return Match("command", _BEGIN, 1.0, also)
        if card and (heard is None or name in self._titles):
            return Match("card", card, 1.0, _first(card, also))
        return Match("none", gap, 1.0, also) if gap and heard is None else None

    def _of_options(self, text: str, reading: Prediction, about: Subject) -> Match | None:
        """Read what a text asks of options, unless it surely asks for a card.

        The degree has cards of its own for nearly everything, so where no other option is named
        outright, a sure card goes first. What the document leaves out goes before all.
        """
        asked = self.options.read(text, about)
        if asked is None:
            return None
        options = asked.named.options
        others = self._alternatives.intersection(options)
        cards_of_these = {self._pack.options[name].card for name in others}
        own = reading.label in cards_of_these
        if asked.confidence < NAMED_THRESHOLD and not own and not asked.follows:
            return None
        is_command = reading.label.startswith(COMMAND)
        least = asked.confidence if is_command else ANSWER_THRESHOLD
        sure = reading.confidence >= least
        is_role = asked.aspect == ROLES and bool(options) and bool(self.options.roles(text))
        of_all = not options and asked.aspect not in SEVERAL and self.options.are_all_meant(text)
        firm = own or is_role or of_all or not self._alternatives.isdisjoint(asked.named.outright)
        if sure and not (self._leans(asked, reading) if asked.follows else firm):
            return None
        parts = {*self._parts(text)} if text.count("?") > 1 else set()
        if len(parts) > 1 and parts - cards_of_these:
            return None  # something else is asked besides, so both get their card
        if asked.confidence < _SURE and (gap := self._gap(text, asked.confidence)):
            return Match("none", gap, reading.confidence, reading.cards)
        told = [card for name in options[:1] for card in self._cards_of(name, asked.aspect)]
        first = [card for card in reading.cards if card in told] or told
        also = tuple(dict.fromkeys((*first[:1], *reading.cards)))[:3]
        found = Match("aspect", None, asked.confidence, also)
        return replace(found, options=options, aspect=asked.aspect, follows=asked.follows)

    def _first_of(self, aspect: str | None) -> str | None:
        """Name the card that tells of an aspect of the option that the document is about."""
        main = self._pack.main_option
        return self._cards_of(main, aspect)[0] if main and aspect else None

    def _leans(self, asked: Asked, reading: Prediction) -> bool:
        """Whether a line rather asks on about an option than for a command or another card."""
        main = self._pack.options[self._pack.main_option or asked.named.options[0]]
        if reading.label.startswith(COMMAND) or asked.named.options == (self._pack.main_option,):
            return False
        same = reading.label in {main.card, *main.cards.get(asked.aspect, ())}
        return same or asked.confidence >= reading.confidence

    def _cards_of(self, option: str, aspect: str) -> tuple[str, ...]:
        """Name the cards that tell of an aspect of an option, the best first."""
        told = self._pack.options[option]
        return told.cards.get(aspect, (told.card,))

    def _likely(self, text: str, reading: Prediction) -> Match:
        """Take what was learned as far as it is sure."""
        sure, also, label = reading.confidence, reading.cards, reading.label
        is_command = label.startswith(COMMAND)
        if is_command and sure >= (
            UNFAMILIAR_COMMAND_THRESHOLD if reading.unfamiliar_ratio else COMMAND_THRESHOLD
        ):
            return Match("command", label.removeprefix(COMMAND), sure, also)
        cards = self._parts(text)
        if len(cards) > 1:
            best = label if label in cards else cards[0]
            second = next(card for card in cards if card != best)
            return Match("card", best, max(sure, ANSWER_THRESHOLD), _first(best, also), second)
        if sure >= ANSWER_THRESHOLD and not is_command:
            return Match("card", label, sure, also)
        gap = self._gap(text, sure)
        return Match("none" if gap or sure < OFFER_THRESHOLD else "unsure", gap, sure, also)

    def _gap(self, text: str, least: float) -> str | None:
        """Name what a text asks that the document leaves out, if that is surer than `least`."""
        if self._gaps is None or len(words(text)) < _FEW:
            return None
        found = self._gaps.read(text)
        return found.label if found.confidence >= max(least, GAP_THRESHOLD) else None

    def _parts(self, text: str) -> list[str]:
        """Find the cards that the parts of a text are surely about, in their order."""
        parts = [part for part in self._break.split(plain(text)) if len(words(part)) >= _WORDS]
        readings = [self._read(part) for part in parts[:_PARTS]] if len(parts) > 1 else []
        sure = [reading.label for reading in readings if reading.confidence >= PART_THRESHOLD]
        return [label for label in dict.fromkeys(sure) if not label.startswith(COMMAND)]

    def _read(self, text: str) -> Prediction:
        if self._reader is None:
            return Prediction("", 0.0, self._cards[:3])
        return self._reader.read(text)


def _reply(heard: AnswerMatch, also: tuple[str, ...]) -> Match:
    if heard.kind == "command":
        return Match("command", heard.id, 1.0, also, listed=True)
    return Match(heard.kind, heard.id, heard.confidence, also, left=heard.left)


def _first(card: str, also: tuple[str, ...]) -> tuple[str, ...]:
    return (card, *(other for other in also if other != card))[:3]
