"""Reading grades: the years of school that a text takes, by the Flesch–Kincaid formula.

0.39 × words per sentence + 11.8 × syllables per word − 15.59. Syllables are counted by the rule
in `reading.yaml`; what has no vowel, such as a figure or an abbreviation, counts as one. A sentence
ends with a period, a question mark or an exclamation mark before a space.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from flows.language.files import LANGUAGE
from flows.model.issue import BrokenPackError, Issue
from flows.model.source import Frozen, Words
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flows.pack.pack import Pack

FILE = "reading.yaml"
HIGHEST = 10.0
"""The grade that a card's lead may have; most should stay two below it."""

_SENTENCE = re.compile(r"[.?!]+[”\")]*(?:\s+|$)")
_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")


class Syllables(Frozen):
    """The rule by which syllables are counted; `reading.yaml` explains each list."""

    vowels: tuple[Words, ...]
    apart: tuple[Words, ...]
    together: tuple[Words, ...]
    silent: tuple[Words, ...]
    heard: tuple[Words, ...]
    suffixes: tuple[Words, ...]


class Grades(NamedTuple):
    """The grades of what is said at one kind of place, each by its name."""

    kind: str
    by_name: Mapping[str, float]

    def __str__(self) -> str:
        worst = max(self.by_name, key=self.by_name.__getitem__)
        middle = median(self.by_name.values())
        return f"{self.kind}: median {middle:.1f}, highest {self.by_name[worst]:.1f} ({worst})"


def grade(text: str) -> float:
    """Tell the grade of a text; 0 for one without words."""
    sentences = [said for said in map(_WORD.findall, _SENTENCE.split(text)) if said]
    words = [word for said in sentences for word in said]
    if not words:
        return 0.0
    syllables = sum(map(count_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def count_syllables(word: str) -> int:
    """Count the syllables of one word."""
    rule, said = _rule(), word.lower()
    for suffix in rule.suffixes:
        if said.endswith(suffix) and len(said) > len(suffix) + 1:
            return count_syllables(said.removesuffix(suffix)) + 1
    count = sum(vowel for vowel, _ in groupby(said, key=rule.vowels.__contains__))
    count += sum(map(said.count, rule.apart)) - sum(map(said.count, rule.together))
    return max(1, count - _ends_silent(said, rule))


def _ends_silent(said: str, rule: Syllables) -> bool:
    """Whether a word ends in an e that isn't heard, after a consonant."""
    return not said.endswith(rule.heard) and any(
        said.endswith(ending) and said.removesuffix(ending)[-1:] not in ("", *rule.vowels)
        for ending in rule.silent
    )


@cache
def _rule() -> Syllables:
    """Read the rule; raises `BrokenPackError` with every issue of the file."""
    reader = PackReader(LANGUAGE)
    found, _ = reader.model(FILE, Syllables)
    if found is None:
        raise BrokenPackError("language/en", reader.issues)
    return found


def reading_grades(pack: Pack) -> tuple[Grades, ...]:
    """Grade what people see first: the leads of cards, questions, and verdicts."""
    flows = pack.flows.values()
    asks = {f"{flow.id}/{name}": q.ask for flow in flows for name, q in flow.questions.items()}
    ends = {f"{flow.id}/{name}": o.verdict for flow in flows for name, o in flow.outcomes.items()}
    leads = {card.id: card.lead.text for card in pack.cards.values()}
    kinds = {"leads": leads, "questions": asks, "verdicts": ends}
    return tuple(
        Grades(kind, {name: grade(text) for name, text in texts.items()})
        for kind, texts in kinds.items()
    )


def check_reading(pack: Pack) -> Iterator[Issue]:
    """Warn of leads that are hard to read."""
    for card in pack.cards.values():
        if (found := grade(card.lead.text)) > HIGHEST:
            what = f"lead reads at grade {found:.1f}; {HIGHEST:.0f} at most, so split or shorten it"
            yield Issue(f"cards/{card.id}.md", card.lead.line, what, warning=True)
