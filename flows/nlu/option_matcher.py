"""Matching what a text asks of options, beside what it asks of a card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.model.option import ROLES, SEVERAL, WHAT
from flows.nlu.asked_options import NAMED_THRESHOLD, Asked, Named
from flows.nlu.features import words
from flows.nlu.following import LEANING, leans_on_it
from flows.nlu.match import ANSWER_THRESHOLD, Match
from flows.nlu.model import COMMAND

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.model.subject import Subject
    from flows.nlu.asked_options import OptionReader
    from flows.nlu.model import Prediction
    from flows.pack.pack import Pack

_TOLD_THRESHOLD = 0.3
"""From this probability on the card of an option is meant by a line that names it."""
_GUESSED = 0.3
"""Below this, what is asked of an option is a guess, so that its card is offered instead."""
_VAGUE = 0.5
"""Below this, and where its card is surer, an option's card tells more than one aspect of it."""
_ASIDE_THRESHOLD = 0.05
"""Below this probability of any card or command, a line that names no option asks of none."""
_COMMANDED = 0.9
"""From this probability on a line is a command, unless it names an option outright."""
_BRIEF = 3
"""Words of a line that surely asks on about what was spoken of, whatever else it may mean."""
_SURE = 0.97
"""From this probability on an aspect is no gap."""


class OptionMatcher:
    """Matches what a text asks of options; `gap` names what it asks that the document leaves out.

    A gap counts if it is surer than the probability that `gap` is given.
    """

    def __init__(
        self, pack: Pack, options: OptionReader, gap: Callable[[str, float], str | None]
    ) -> None:
        self._pack = pack
        self._options = options
        self._gap = gap
        self._alternatives = frozenset(
            name for name, option in pack.options.items() if not option.cards
        )

    def match(self, text: str, reading: Prediction, about: Subject) -> Match | None:
        """Read what a text asks of options, unless it surely asks for a card.

        The degree has cards of its own for nearly everything, so where no other option is named
        outright, a sure card goes first, as a sure command does where a text speaks of no option.
        What the document leaves out goes before all.
        """
        asked = self._options.read(text, about) or self._told_of(text, reading)
        asked = asked or self._leaning(text, reading, about)
        if asked is None:
            return None
        options = asked.named.options
        if not options and reading.confidence < _ASIDE_THRESHOLD:
            return None  # it names none of ours, nor does it sound like anything here
        others = self._alternatives.intersection(options)
        cards_of_these = {self._pack.options[name].card for name in others}
        own = reading.label in cards_of_these
        if asked.confidence < NAMED_THRESHOLD and not own and not asked.follows:
            return None
        of_any = bool(options) or self._options.are_all_meant(text)
        is_command = reading.label.startswith(COMMAND)
        least = asked.confidence if is_command and of_any else ANSWER_THRESHOLD
        sure = reading.confidence >= least
        is_role = asked.aspect == ROLES and bool(options) and bool(self._options.roles(text))
        of_all = not options and asked.aspect not in SEVERAL and of_any
        firm = own or is_role or of_all or self._are_outright(asked)
        brief = (
            asked.follows and asked.confidence >= ANSWER_THRESHOLD and len(words(text)) <= _BRIEF
        )
        acts = is_command and reading.confidence >= _COMMANDED and not self._are_outright(asked)
        leans = brief or (self._leans(asked, reading) if asked.follows else firm)
        vague = own and asked.confidence < min(_VAGUE, reading.confidence) and asked.aspect != WHAT
        if (acts and not brief) or (sure and not leans) or (vague and not asked.follows):
            return None
        if asked.confidence < _SURE and (gap := self._gap(text, asked.confidence)):
            return Match("none", gap, reading.confidence, reading.cards)
        told = [card for name in options[:1] for card in self._cards_of(name, asked.aspect)]
        first = [card for card in reading.cards if card in told] or told
        also = tuple(dict.fromkeys((*first[:1], *reading.cards)))[:3]
        found = Match("aspect", None, asked.confidence, also)
        found = replace(found, options=options, aspect=asked.aspect, follows=asked.follows)
        return Match("unsure", None, asked.confidence, also) if _is_guess(asked) else found

    def _are_outright(self, asked: Asked) -> bool:
        """Whether an option beside the one that the document is about is named outright."""
        return not self._alternatives.isdisjoint(asked.named.outright)

    def _told_of(self, text: str, reading: Prediction) -> Asked | None:
        """Take a line that asks nothing known, but names the option whose card is the likeliest."""
        named = self._options.outright(text) if reading.confidence >= _TOLD_THRESHOLD else ()
        if len(named) != 1 or self._pack.options[named[0]].card != reading.label:
            return None
        return Asked(Named(named, named), WHAT, NAMED_THRESHOLD)

    def _leaning(self, text: str, reading: Prediction, about: Subject) -> Asked | None:
        """Take what a line asks of the document's own option for what it asks of the one meant.

        So where it leans on one that was spoken of: *it eats how much of a week* after an academy.
        """
        said, one = words(text), about.spoken_of
        if len(one) != 1 or one == (self._pack.main_option,) or len(said) > LEANING:
            return None
        if not leans_on_it(said) or self._options.are_named(text):
            return None
        told = (name for name in self._pack.aspects if self.first_of(name) == reading.label)
        aspect = next(told, None) if reading.confidence >= ANSWER_THRESHOLD else None
        return Asked(Named(one, one), aspect, reading.confidence, follows=True) if aspect else None

    def first_of(self, aspect: str | None) -> str | None:
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


def _is_guess(asked: Asked) -> bool:
    return asked.confidence < _GUESSED and asked.aspect != WHAT and not asked.follows
