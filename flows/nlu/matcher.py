"""Matching: what a typed text is understood as."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.language.commands import commands as all_commands
from flows.language.normalize import normal
from flows.language.phrasebook import bare, phrasebook
from flows.model.option import ROLES, SEVERAL, WHAT
from flows.model.subject import NOTHING
from flows.nlu.answer_matcher import AnswerMatch, AnswerMatcher
from flows.nlu.asked_options import NAMED_THRESHOLD, Asked, Named, OptionReader
from flows.nlu.clauses import clauses
from flows.nlu.features import LIMIT, plain, words
from flows.nlu.following import goes_on, picked_card
from flows.nlu.match import Match
from flows.nlu.mentions import Mentions, asked_after
from flows.nlu.model import COMMAND, Prediction
from flows.nlu.model_bundle import ModelBundle
from flows.nlu.safety import Safety
from flows.nlu.several import Line, Several
from flows.nlu.situation import Situations
from flows.nlu.spelling import nearest
from flows.nlu.word_vectors import WORDS, Vectors
from flows.nlu.yes_or_no import YesOrNo

if TYPE_CHECKING:
    from flows.language.commands import Commands
    from flows.model.flow import Flow, Question
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
GAP_THRESHOLD = 0.5
"""From this probability on a text is taken to ask what the document leaves out."""

_SLIPPED = 0.8
"""How likely a single mistyped word is meant as the command that it is nearest to."""
_SURE = 0.97
"""From this probability on an aspect is no gap."""
_FEW = 2
"""Words of a text, below which nothing is told of what it leaves out."""

_BEGIN, _VERDICT = "start", "verdict"
"""The commands that the title of a flow stands for, and that cards with a flow answer, too."""


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
        self._hearing = AnswerMatcher(pack.flows, trained, self.knows)
        self.mentions = Mentions(pack.flows.values(), self._hearing)
        situations = Situations(pack.flows, self._hearing)
        self.questions_named = situations.named
        names = self.options.are_named
        self._several = Several(self._alone, names, self._hearing, situations, pack)

    def match(
        self,
        text: str,
        expecting: Question | None = None,
        about: Subject = NOTHING,
        opening: Flow | None = None,
    ) -> Match:
        """Understand `text`; as a reply too when the question `expecting` is open.

        `about` is what was spoken of last, of whose options a line that names none may ask.
        Where nothing is open, a line may tell a situation for the flow `opening`.
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
        if asked := asked_after(text):
            return self.match(asked, expecting, about, opening)
        if heard and heard.kind != "confirm":
            return self._reply(heard, also, expecting)
        if heard and goes_on(words(text), about):
            heard = None
        if heard is None and self._named(said, None, also, about) is None:
            line = Line(text, clauses(text), about)
            if several := self._several.read(line, expecting, opening, also):
                return several
        return self._one(text, reading, heard, expecting, about)

    def _one(
        self,
        text: str,
        reading: Prediction,
        heard: AnswerMatch | None,
        expecting: Question | None,
        about: Subject,
    ) -> Match:
        """Understand a line that holds one thing."""
        also = reading.cards
        asked = None if heard else self._of_options(text, reading, about)
        named = self._named(plain(text), heard, also, about)
        if named and not (asked and asked.follows and named.id == self._first_of(asked.aspect)):
            return named
        if asked and (expecting is None or phrasebook().asks(text) or len(asked.options) > 1):
            return asked
        if heard is None and expecting:
            heard = self._hearing.implied(text, expecting)
        return self._reply(heard, also, expecting) if heard else self._likely(text, reading)

    def _alone(self, text: str, about: Subject) -> Match:
        """Understand a part of a line that asks; only a listed phrase is a command there."""
        said, reading = plain(text), self._read(text)
        if reading.label.startswith(COMMAND):
            reading = Prediction(next(iter(reading.cards), ""), 0.0, reading.cards)
        if listed := self.commands.find(said):
            return Match("command", listed, 1.0, reading.cards, listed=True)
        if named := self._named(said, None, reading.cards, about):
            return named
        asked = self._of_options(text, reading, about)
        own = asked and asked.also[:1] == (reading.label,) and asked.confidence < reading.confidence
        return asked if asked and not own else self._likely(text, reading)

    def _reply(
        self, heard: AnswerMatch, also: tuple[str, ...], expecting: Question | None
    ) -> Match:
        if heard.kind == "command":
            return Match("command", heard.id, 1.0, also, listed=True)
        found = Match(heard.kind, heard.id, heard.confidence, also, left=heard.left)
        return replace(found, answers=self._hearing.answers(heard, expecting))

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
        if heard is None and (slipped := self._slipped(name)):
            return Match("command", slipped, _SLIPPED, also)
        if card and (heard is None or name in self._titles):
            return Match("card", card, 1.0, _first(card, also))
        return Match("none", gap, 1.0, also) if gap and heard is None else None

    def _slipped(self, word: str) -> str | None:
        """Find the command that a single mistyped word was meant to be."""
        if not word.isalpha() or self.knows(word):
            return None
        meant = nearest(word, self.commands.words)
        return self.commands.find(meant) if meant else None

    def _of_options(self, text: str, reading: Prediction, about: Subject) -> Match | None:
        """Read what a text asks of options, unless it surely asks for a card.

        The degree has cards of its own for nearly everything, so where no other option is named
        outright, a sure card goes first. What the document leaves out goes before all.
        """
        asked = self.options.read(text, about) or self._told_of(text, reading)
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
        if asked.confidence < _SURE and (gap := self._gap(text, asked.confidence)):
            return Match("none", gap, reading.confidence, reading.cards)
        told = [card for name in options[:1] for card in self._cards_of(name, asked.aspect)]
        first = [card for card in reading.cards if card in told] or told
        also = tuple(dict.fromkeys((*first[:1], *reading.cards)))[:3]
        found = Match("aspect", None, asked.confidence, also)
        return replace(found, options=options, aspect=asked.aspect, follows=asked.follows)

    def _told_of(self, text: str, reading: Prediction) -> Asked | None:
        """Take a line that asks nothing known, but names the option whose card is the likeliest."""
        named = self.options.outright(text)
        if len(named) != 1 or self._pack.options[named[0]].card != reading.label:
            return None
        return Asked(Named(named, named), WHAT, NAMED_THRESHOLD)

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
        least = UNFAMILIAR_COMMAND_THRESHOLD if reading.unfamiliar_ratio else COMMAND_THRESHOLD
        if is_command and sure >= least:
            command = label.removeprefix(COMMAND)
            short = command == _VERDICT and sure < UNFAMILIAR_COMMAND_THRESHOLD
            if short and self._pack.cards[also[0]].then:
                return Match("card", also[0], sure, also)
            return Match("command", command, sure, also)
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

    def _read(self, text: str) -> Prediction:
        if self._reader is None:
            return Prediction("", 0.0, self._cards[:3])
        return self._reader.read(text)


def _first(card: str, also: tuple[str, ...]) -> tuple[str, ...]:
    return (card, *(other for other in also if other != card))[:3]
