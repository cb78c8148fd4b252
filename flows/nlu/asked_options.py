"""Questions about options: which of them a text names, and what it asks of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flows.language.phrasebook import phrasebook
from flows.model.option import ANY, BEST, COMPARE, FEWEST, LIST, ROLES, SEVERAL, WHAT
from flows.model.subject import NOTHING
from flows.nlu.features import words
from flows.nlu.following import Following, follow, is_named_only, leans_on_it, picks
from flows.nlu.vocabulary import Mention, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flows.model.subject import Subject
    from flows.nlu.model import Prediction, Reader
    from flows.pack.pack import Pack

NAMING_THRESHOLD = 0.6
"""From this probability on an option is taken to be described where none is named."""
ASPECT_THRESHOLD = 0.75
"""From this probability on an aspect is taken for what a text asks."""
NAMED_THRESHOLD = 0.6
"""The same, of options that the text names outright, of which hardly anything else is asked."""
FOLLOWING_THRESHOLD = 0.4
"""The same, of a short line that leans on the options spoken of last."""
_CLOSE = 4
"""So many words before a loose name an *or* still joins it."""
_SENTENCE = re.compile(r"[^.?!\n]+[.?!\n]*")
_QUESTION, _ASKED = 3, 2
"""Words that a question has at least, and the questions of a text that are read, the last ones."""
LEAST = 0.15
"""Below this probability nothing is taken to be asked."""
SLOT = "zzoption"
"""The word that stands for every option where aspects are learned and read, for all are alike."""


class Named(NamedTuple):
    """Options in the order named, and those of them that are named outright, not loosely."""

    options: tuple[str, ...]
    outright: tuple[str, ...] = ()


class Asked(NamedTuple):
    """What a text asks of options, which it names; which aspect; how surely.

    `follows` tells that it leans on the options that were spoken of last.
    """

    named: Named
    aspect: str
    confidence: float
    follows: bool = False


class OptionReader:
    """Finds the options that a text names, and reads what it asks of them."""

    def __init__(
        self,
        pack: Pack,
        aspects: Reader | None,
        naming: Reader | None,
        knows: Callable[[str], bool],
        follow_ups: Reader | None = None,
    ) -> None:
        options = pack.options
        self._main = pack.main_option or ""
        roles = {name: (role.name, *role.called) for name, role in pack.roles.items()}
        self._roles = Vocabulary(roles, (), knows)
        loose = {name: option.loosely.get(ANY, ()) for name, option in options.items()}
        called = {name: (one.name, *one.called, *loose[name]) for name, one in options.items()}
        never = (phrase for option in options.values() for phrase in option.not_called)
        self._vocabulary = Vocabulary(called, never, knows)
        self._loose = {
            aspect: {
                (name, tuple(words(phrase)))
                for name, option in options.items()
                for phrase in option.loosely.get(aspect, ())
            }
            for aspect in {aspect for option in options.values() for aspect in option.loosely}
        }
        self._aspects = aspects
        self._naming = naming
        self._follow_ups = follow_ups

    def outright(self, text: str) -> tuple[str, ...]:
        """Name the options that a text names by names which are never loose."""
        loose = self._loose.get(ANY, set())
        found = self._vocabulary.find(words(text))
        return _ids(one for one in found if (one.id, one.said) not in loose)

    def are_named(self, text: str) -> bool:
        """Whether a text names any option, loosely or not."""
        return bool(self._vocabulary.find(words(text)))

    def are_all_meant(self, text: str) -> bool:
        """Whether a text speaks of the options as such, as in *each alternative*."""
        return any((word,) in phrasebook().turns["alternatives"] for word in words(text))

    def roles(self, text: str) -> tuple[str, ...]:
        """Name the roles in a text, each once, in their order."""
        return _ids(self._roles.find(words(text)))

    def slotted(self, text: str) -> str:
        """Put the same word for every option that a text names."""
        said = words(text)
        return " ".join(_with_slots(said, self._vocabulary.find(said)))

    def read(self, text: str, about: Subject = NOTHING) -> Asked | None:
        """Read what a text asks of options; None where that is not sure enough.

        A short line that names no option asks of those spoken of last, `about`; one that names
        a role, of the option that the document is about; one with a word such as *which*, of all.
        """
        if self._aspects is None:
            return None
        said = words(text)
        found = self._vocabulary.find(said)
        reading = self._aspects.read(" ".join(_with_slots(said, found)))
        if reading.confidence < NAMED_THRESHOLD:
            asked = [self._aspects.read(self.slotted(one)) for one in _asking(text)]
            reading = max([reading, *asked], key=lambda one: one.confidence)
        if followed := self._followed(said, found, about, reading):
            return followed
        if is_named_only(said, found):
            aspect = WHAT if len(_ids(found)) == 1 else COMPARE
            return Asked(Named(_ids(found), _ids(found)), aspect, 1.0)
        named = self._counted(said, found, reading.label, about)
        plainly = bool(found and named.outright) or self.are_all_meant(text)
        if reading.confidence < (LEAST if plainly else ASPECT_THRESHOLD):
            return None
        if named.options or reading.label in SEVERAL:
            return Asked(named, reading.label, reading.confidence)
        meant = self._meant(said, reading.label)
        return Asked(meant, reading.label, reading.confidence) if meant else None

    def _followed(
        self, said: list[str], found: tuple[Mention, ...], about: Subject, reading: Prediction
    ) -> Asked | None:
        """Read what a line asks of the options that it leans on; alone, what was asked before."""
        asked, leans = reading.label, leans_on_it(said)
        if self._follow_ups and about.options and leans and found:
            asked = self._follow_ups.read(" ".join(said)).label
        loose = self._loose.get(asked, set())
        if leans:
            loose = loose | self._loose.get(ANY, set())
        firm = [one for one in found if (one.id, one.said) not in loose]
        line = follow(said, firm, about)
        if line.options and self._follow_ups and not firm:
            reading = self._follow_ups.read(" ".join(said))
        asked = reading.label
        if line.bare:
            return _follows(line.options, about.aspect or WHAT, 1.0)
        if line.together and reading.confidence < FOLLOWING_THRESHOLD:
            return _follows(line.both, COMPARE, 1.0)
        options = (asked == COMPARE and (line.both or _all_of(line, about))) or line.options
        alone = asked == LIST or (asked == BEST and len(options) < FEWEST)
        if options == (self._main,) and reading.confidence < ASPECT_THRESHOLD:
            return None
        if alone or not options or reading.confidence < FOLLOWING_THRESHOLD:
            return None
        return _follows(options, asked, reading.confidence)

    def _meant(self, said: list[str], aspect: str) -> Named | None:
        """Tell what a line that names no option asks of; None where that can't be told."""
        if aspect == ROLES and self._roles.find(said):
            return Named((self._main,), (self._main,))
        several = any((word,) in phrasebook().turns["every"] for word in said) or picks(said)
        return Named(()) if several else None

    def _counted(
        self, said: list[str], found: tuple[Mention, ...], aspect: str, about: Subject
    ) -> Named:
        """Count the options that are named, else the one described, else those named loosely.

        A loose name counts beside others where these are set against each other, as after *or*,
        and by itself where it calls one of those spoken of last.
        """
        loose = self._loose.get(aspect, set()) | self._loose.get(ANY, set())
        known = about.options
        firm = [one for one in found if (one.id, one.said) not in loose or one.id in known]
        every, outright = _ids(found), _ids(firm)
        several = _ids([one for one in found if one in firm or _is_joined(said, one)])
        if aspect in SEVERAL:
            return Named(several if len(several) > 1 else every, outright)
        if outright or self._naming is None:
            return Named(several if outright else every, outright)
        described = self._naming.read(" ".join(said))
        return Named((described.label,) if described.confidence >= NAMING_THRESHOLD else every)


def _follows(options: tuple[str, ...], aspect: str, confidence: float) -> Asked:
    return Asked(Named(options, options), aspect, confidence, follows=True)


def _all_of(line: Following, about: Subject) -> tuple[str, ...]:
    """Tell what is compared where a line leans on one of several options and names none."""
    return about.options if line.options == about.spoken_of else ()


def _asking(text: str) -> list[str]:
    """Find the sentences of a longer text that ask something; what it tells besides may mislead."""
    sentences = [one for one in _SENTENCE.findall(text) if len(words(one)) >= _QUESTION]
    return [one for one in sentences if phrasebook().asks(one)][-_ASKED:] if sentences[1:] else []


def _ids(found: Iterable[Mention]) -> tuple[str, ...]:
    """Name each option once, in their order."""
    return tuple(dict.fromkeys(one.id for one in found))


def _is_joined(said: list[str], one: Mention) -> bool:
    """Whether a mention stands close to a word that sets one thing beside another."""
    against = phrasebook().turns["against"]
    before, after = said[max(0, one.start - _CLOSE) : one.start], said[one.end : one.end + 1]
    return any((word,) in against for word in (*before, *after))


def _with_slots(said: list[str], found: Iterable[Mention]) -> list[str]:
    slots = {one.start: one.end for one in found}
    left: list[str] = []
    at = 0
    while at < len(said):
        left.append(SLOT if at in slots else said[at])
        at = slots.get(at, at + 1)
    return left
