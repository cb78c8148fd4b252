"""Questions about options: which of them a text names, and what it asks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flows.model.option import ANY, SEVERAL
from flows.nlu.features import words
from flows.nlu.vocabulary import Mention, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from flows.model.option import Option
    from flows.nlu.model import Reader

NAMING_THRESHOLD = 0.6
"""From this probability on an option is taken to be described where none is named."""
ASPECT_THRESHOLD = 0.5
"""From this probability on an aspect is taken for what a text asks."""
SLOT = "zzoption"
"""The word that stands for every option where aspects are learned and read, for all are alike."""


class Asked(NamedTuple):
    """What a text asks of options: these, in the order named; which aspect; how surely."""

    options: tuple[str, ...]
    aspect: str
    confidence: float


class OptionReader:
    """Finds the options that a text names, and reads what it asks of them."""

    def __init__(
        self,
        options: Mapping[str, Option],
        aspects: Reader | None,
        naming: Reader | None,
        knows: Callable[[str], bool],
    ) -> None:
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

    def named(self, text: str, aspect: str = "") -> tuple[str, ...]:
        """Name the options in a text, each once, in their order, where this aspect is asked."""
        return self._counted(text, self._vocabulary.find(words(text)), aspect)

    def slotted(self, text: str) -> str:
        """Put the same word for every option that a text names."""
        said = words(text)
        return " ".join(_with_slots(said, self._vocabulary.find(said)))

    def read(self, text: str) -> Asked | None:
        """Read what a text asks of options, named or not; None where that is not sure enough."""
        if self._aspects is None:
            return None
        said = words(text)
        found = self._vocabulary.find(said)
        reading = self._aspects.read(" ".join(_with_slots(said, found)))
        if reading.confidence < ASPECT_THRESHOLD:
            return None
        named = self._counted(text, found, reading.label)
        return Asked(named, reading.label, reading.confidence)

    def _counted(self, text: str, found: tuple[Mention, ...], aspect: str) -> tuple[str, ...]:
        """Count the options that are named, else the one described, else those named loosely."""
        loose = self._loose.get(aspect, set()) | self._loose.get(ANY, set())
        firm = [one for one in found if (one.id, one.said) not in loose]
        if aspect in SEVERAL and len(found) > 1:
            firm = [*found]
        if firm or self._naming is None or aspect in SEVERAL:
            return tuple(dict.fromkeys(one.id for one in firm or found))
        described = self._naming.read(text)
        if described.confidence >= NAMING_THRESHOLD:
            return (described.label,)
        return tuple(dict.fromkeys(one.id for one in found))


def _with_slots(said: list[str], found: Iterable[Mention]) -> list[str]:
    slots = {one.start: one.end for one in found}
    left: list[str] = []
    at = 0
    while at < len(said):
        left.append(SLOT if at in slots else said[at])
        at = slots.get(at, at + 1)
    return left
