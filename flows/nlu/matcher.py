"""Matching: what a typed text is understood as."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.language.commands import commands as all_commands
from flows.language.dictation import written
from flows.language.normalize import normal
from flows.language.phrasebook import bare, phrasebook
from flows.model.subject import NOTHING
from flows.nlu.again import LOST, SLIPPED, Again
from flows.nlu.answer_matcher import PLAIN, AnswerMatch, AnswerMatcher
from flows.nlu.asked_options import OptionReader
from flows.nlu.clauses import clauses
from flows.nlu.command_slips import CommandSlips
from flows.nlu.features import LIMIT, plain, words
from flows.nlu.following import goes_on, is_either, picked_card
from flows.nlu.learned import Learned
from flows.nlu.line import Line
from flows.nlu.match import Match, first_of
from flows.nlu.mentions import Mentions, asked_after
from flows.nlu.model import COMMAND, Prediction
from flows.nlu.model_bundle import ModelBundle
from flows.nlu.option_matcher import OptionMatcher
from flows.nlu.safety import Safety
from flows.nlu.several import Several
from flows.nlu.situation import Situations
from flows.nlu.word_vectors import WORDS, Vectors
from flows.nlu.yes_or_no import YesOrNo

if TYPE_CHECKING:
    from flows.language.commands import Commands
    from flows.model.flow import Flow, Question
    from flows.model.subject import Subject
    from flows.pack.pack import Pack


_ORDERED = 0.7
"""From this probability on a line surely orders something of the guide."""
_OF_THE_GUIDE = frozenset(
    (
        *("about", "ai", "answers", "author", "back", "change", "flips", "help", "kept"),
        *("local", "more", "next", "privacy", "restart", "resume", "topics", "what_if"),
    )
)
"""The commands in whose lines nobody tells of himself."""
_BEGIN = "start"
"""What the title of a flow stands for."""


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
        self._learned = Learned(pack, trained)
        self._asked = {normal(text): name for name, gap in pack.gaps.items() for text in gap.asked}
        self._pack = pack
        self.is_trained = trained is not None
        self.knows = Vectors.read(WORDS).knows
        self._known = {
            normal(text): card.id
            for card in pack.cards.values()
            for text in (card.title, *card.aliases)
        }
        main = pack.flows[pack.about.main]
        titles = {bare(said) for said in main.names()}
        self._flows = {bare(said) for flow in pack.flows.values() for said in flow.names()}
        self._titles = {normal(card.title) for card in pack.cards.values()}
        models = (trained.aspects, trained.naming) if trained else (None, None)
        follow_ups = trained.follow_ups if trained else None
        self.options = OptionReader(pack, *models, self.knows, follow_ups)
        self._asked_of = OptionMatcher(pack, self.options, self._learned.gap)
        self.slips = CommandSlips(self.commands, self.knows)
        self.yes_or_no = YesOrNo(self.knows)
        self._hearing = AnswerMatcher(pack.flows, trained, self.knows)
        self.mentions = Mentions(pack.flows.values(), self._hearing)
        situations = Situations(pack.flows, self._hearing)
        self.questions_named = situations.named
        self._elsewhere, self._opens = situations.elsewhere, situations.opens
        self._again = Again(self._afresh, self.commands, self.slips, titles)
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
        text = written(text)
        heard = self._hearing.plain(text[:LIMIT], expecting) if expecting else None
        plain_reply = heard is not None and heard.bare
        reading = self._learned.read(text[:LIMIT])
        also = reading.cards
        trouble = self._safety.trouble(text, plain=plain_reply, ordered=_is_ordered(reading))
        text = text[:LIMIT]
        if trouble:
            return Match(trouble, None, 1.0, also)
        said = plain(text)
        if listed := self.commands.find(said):
            return Match("command", listed, 1.0, also, listed=True)
        if asked := asked_after(text):
            return self.match(asked, expecting, about, opening)
        if replied := self._replied(text, heard, also, expecting):
            return replied
        if heard and goes_on(words(text), about):
            heard = None
        if heard is None and self._named(said, None, also, about) is None:
            line = Line(text, clauses(text), about)
            if several := self._several.read(line, expecting, opening, also):
                return several
        found = self._one(text, reading, heard, expecting, about)
        lost = found.kind in LOST or self.yes_or_no.head(text)
        told = self._opens(text, opening) if lost else {}
        if told:
            found = Match("confirm", next(iter(told.values())), PLAIN, also, answers=told)
        return found if told else self._again(found, text, about) or found

    def _afresh(self, text: str, about: Subject) -> Match:
        """Understand a line as if nothing were open."""
        return self._one(text, self._learned.read(text), None, None, about)

    def _replied(
        self,
        text: str,
        heard: AnswerMatch | None,
        also: tuple[str, ...],
        expecting: Question | None,
    ) -> Match | None:
        """Take a plain reply, or what a line tells of another question than the open one."""
        alone = expecting and not (heard and heard.bare) and len(clauses(text)) == 1
        if alone and expecting and (told := self._elsewhere(text, expecting)):
            return Match("confirm", next(iter(told.values())), PLAIN, also, answers=told)
        if heard and heard.kind != "confirm":
            return self._reply(heard, also, expecting)
        return None

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
        asked = None if heard else self._asked_of.match(text, reading, about)
        named = self._named(plain(text), heard, also, about)
        if named and not (
            asked and asked.follows and named.id == self._asked_of.first_of(asked.aspect)
        ):
            return named
        if asked and (expecting is None or phrasebook().asks(text) or len(asked.options) > 1):
            return asked
        if heard is None and expecting:
            heard = self._hearing.implied(text, expecting)
        return (
            self._reply(heard, also, expecting)
            if heard
            else self._learned.match(text, reading, expecting)
        )

    def _alone(self, text: str, about: Subject) -> Match:
        """Understand a part of a line that asks; only a listed phrase is a command there."""
        said, reading = plain(text), self._learned.read(text)
        if reading.label.startswith(COMMAND):
            reading = Prediction(next(iter(reading.cards), ""), 0.0, reading.cards)
        if listed := self.commands.find(said):
            return Match("command", listed, 1.0, reading.cards, listed=True)
        if named := self._named(said, None, reading.cards, about):
            return named
        asked = self._asked_of.match(text, reading, about)
        own = asked and asked.also[:1] == (reading.label,) and asked.confidence < reading.confidence
        return asked if asked and not own else self._learned.match(text, reading)

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
            return Match("card", picked, 1.0, first_of(picked, also))
        if heard is None and is_either(words(said), about):
            either = tuple(self._pack.options[one].card_for(about.aspect) for one in about.options)
            return Match("unsure", None, 1.0, tuple(dict.fromkeys(either))[:3])
        name = normal(said)
        card, gap = self._known.get(name), self._asked.get(name)
        if bare(said) in self._flows:
            return Match("command", _BEGIN, 1.0, also)
        if heard is None and (slipped := self.slips.command(name)):
            return Match("command", slipped, SLIPPED, also)
        if card and (heard is None or name in self._titles):
            return Match("card", card, 1.0, first_of(card, also))
        return Match("none", gap, 1.0, also) if gap and heard is None else None


def _is_ordered(reading: Prediction) -> bool:
    """Whether a line surely orders something of the guide, and so hardly tells of trouble."""
    command = reading.label.removeprefix(COMMAND)
    return command in _OF_THE_GUIDE and reading.confidence >= _ORDERED
