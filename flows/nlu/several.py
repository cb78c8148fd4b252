"""Several things in one line: an answer beside a question, and questions beside each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from flows.language.phrasebook import NO, UNSURE, YES, bare, phrasebook
from flows.model.subject import NOTHING, Subject
from flows.nlu.answer_matcher import PLAIN
from flows.nlu.line import (
    FEW,
    Line,
    asking,
    asks,
    asks_on,
    is_order,
    opens,
    opens_openly,
    ordered,
    parts,
)
from flows.nlu.match import Match

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.model.flow import Flow, Question
    from flows.nlu.answer_matcher import AnswerMatch, AnswerMatcher
    from flows.nlu.clauses import Clause
    from flows.nlu.situation import Situations
    from flows.pack.pack import Pack

    Said = tuple[Clause, ...]

PART_THRESHOLD = 0.9
"""From this probability on a part of a text asks for a card of its own."""
MOST = 3
"""Questions of one line that are answered; of another one it is said that it was left."""

_FEWEST = 2
"""Clauses of a line that can hold several things."""
_READ = 8
"""Questions of a line that are looked at."""
_TOLD, _ASKED = 3, 2
"""Words that a part has at least, and one that opens as a question."""
_SIDES, _NOTHING = frozenset({YES, NO}), frozenset({UNSURE})
"""What a word of a reply has to mean, and what stands for a word that is none."""
_ASPECT_THRESHOLD = 0.8
"""From this probability on a part asks for an aspect."""
_TAG = 3
"""Words of a question that may only belong to the answer beside it, as in *yes, right?*"""
_CLAUSES = 12
"""Clauses of a line that can be a reply and a question; a longer one tells more."""
_REPLY = 4
"""Clauses of a reply beside a question."""


class _Beside(NamedTuple):
    """A reply that a line begins or ends with, whether it is sure, and the clauses left."""

    heard: AnswerMatch
    is_sure: bool
    rest: Said


class Several:
    """Reads lines of two clauses or more; `read` understands a question that stands alone.

    A question that names no option asks of the one named before it in the line, else of what was
    spoken of last, else of the option that the document is about.
    """

    def __init__(
        self,
        read: Callable[[str, Subject], Match],
        names_option: Callable[[str], bool],
        hearing: AnswerMatcher,
        situations: Situations,
        pack: Pack,
    ) -> None:
        self._read = read
        self._option_of = pack.option_of_card
        main = pack.main_option
        self._names_option = names_option
        self._hearing = hearing
        self._situations = situations
        self._main = Subject(options=(main,), focus=main) if main else NOTHING

    def read(
        self, line: Line, expecting: Question | None, opening: Flow | None, also: tuple[str, ...]
    ) -> Match | None:
        """Read what is ordered, an answer and a question, several answers, or several questions."""
        if len(line.said) < _FEWEST:
            return None
        if command := ordered(line.said):
            return Match("command", command, 1.0, also, listed=True)
        if expecting and (found := self._answered(line, expecting)):
            return found
        if expecting and (found := self._told(line, expecting, also)):
            return found
        if answers := self._situations.read(line.text, line.said, expecting, opening):
            here = self._situations.here(expecting)
            first = answers.get(here) or next(iter(answers.values()))
            return Match("confirm", first, PLAIN, also, answers=answers)
        asked = self._asked(line)
        return replace(asked[0], others=asked[1:]) if asked else None

    def _answered(self, line: Line, question: Question) -> Match | None:
        """Read a plain reply with a question beside it; None where a line is not just that."""
        short = len(line.said) <= _CLAUSES and any(map(asks, line.said))
        found = self._beside(line, question) if short else None
        if found is None:
            return None
        heard, rest = found.heard, line.of(found.rest)
        others = self._asked(rest) or (self._one(rest),)
        lost = others[0].kind == "none" and others[0].id is None
        if lost and (heard.left or len(bare(rest.shown)) <= _TAG):
            return None
        sure = found.is_sure and not lost
        asked_back = heard._replace(kind="answer" if sure else "confirm")
        reply = Match(asked_back.kind, heard.id, heard.confidence, others[0].also, left=heard.left)
        answers = self._hearing.answers(asked_back, question)
        return replace(reply, others=others, answers=answers)

    def _told(self, line: Line, question: Question, also: tuple[str, ...]) -> Match | None:
        """Hear what a line implies before a question that has no answer here."""
        first = next((at for at, clause in enumerate(line.said) if asks(clause)), 0)
        told = line.said[:first]
        if not told:
            return None
        rest = line.of(line.said[len(told) :])
        of_it = len(bare(rest.shown)) <= _TAG  # as in “is it enough?”, which asks of what was told
        asked = not of_it and _is_sure(self._one(rest))
        if asked or (not of_it and _is_known(self._read(line.text, line.about))):
            return None
        heard = self._hearing.implied(line.of(told).shown, question)
        if heard is None or heard.id == UNSURE:
            return None
        asked_back = heard._replace(kind="confirm")
        answers = self._hearing.answers(asked_back, question)
        return Match("confirm", heard.id, heard.confidence, also, answers=answers)

    def _one(self, line: Line) -> Match:
        """Read all of a line as one question, or else what is sure of its parts."""
        whole = self._read(line.shown, self._subject(line))
        return whole if _is_known(whole) else next(iter(self._sure(line)), whole)

    def _asked(self, line: Line) -> tuple[Match, ...]:
        """Read the questions of a line, in their order; none unless there are two or more."""
        found = self._sure(line)
        if len(found) < _FEWEST:
            return ()
        if any(one.kind == "none" for one in found):
            whole = self._read(line.shown, line.about)
            return (whole,) if whole.kind == "card" else found
        options = [one.options for one in found]
        if not all(options) or len(set(options)) < len(options):
            return found
        whole = self._read(line.shown, line.about)  # an option each may be one question of all
        return (whole,) if {*whole.options} == {*chain(*options)} else found

    def _sure(self, line: Line) -> tuple[Match, ...]:
        found: list[Match] = []
        last = self._subject(line)
        for part in asking([*dict.fromkeys(parts(line))])[:_READ]:
            ways = (self._read(part, about) for about in self._order(last))
            match = next(filter(_is_sure, ways), None) if self._may_ask(part) else None
            if match is None or any(_is_same(match, other) for other in found):
                continue
            found.append(match)
            last = self._spoken_of(match) or last
            if len(found) > MOST:
                break
        return tuple(found)

    def _spoken_of(self, match: Match) -> Subject | None:
        """Tell of which option a part speaks, if of one."""
        named = match.options or tuple(filter(None, [self._option_of(match.id or "")]))
        return Subject((), named, match.aspect or "", named[0]) if len(named) == 1 else None

    def _subject(self, line: Line) -> Subject:
        """Tell what a line asks of at first; after a story that can't be told."""
        leans = line.about.options or not asks(line.said[0])
        return line.about if leans else self._main

    def _order(self, about: Subject) -> tuple[Subject, ...]:
        """Lean on what was spoken of before all else, but on the document's own option last."""
        order = (NOTHING, about) if about is self._main else (about, NOTHING)
        return tuple(dict.fromkeys(order))

    def _may_ask(self, part: str) -> bool:
        """Whether a part may be a question of its own, rather than a further thing listed."""
        opened, size = opens(part), len(bare(part))
        if is_order(part):
            return False
        if opened or (size > FEW and phrasebook().asks(part)):
            return size >= _ASKED
        return size >= _TOLD and not self._names_option(part)

    def _beside(self, line: Line, question: Question) -> _Beside | None:
        """Find the longest reply that a line begins or ends with, where all the rest asks."""
        text, said = line.text, line.said
        for size in range(min(_REPLY, len(said) - 1), 0, -1):
            front, back = said[size:], said[:-size]
            if self._is_asked(front, question):
                heard = self._heard(text[: said[size - 1].end], question)
                if heard:
                    return _Beside(heard, heard.kind == "answer" and asks_on(front), front)
            if self._is_asked(back, question):
                heard = self._heard(text[said[-size].start :], question)
                if heard:
                    openly = all(map(opens_openly, back))
                    return _Beside(heard, heard.kind == "answer" and openly, back)
        return None

    def _heard(self, text: str, question: Question) -> AnswerMatch | None:
        """Hear a plain reply by a yes or a no, a label or a part, not by a place or a number."""
        heard = self._hearing.plain(text, question)
        if heard is None or heard.kind == "command" or (heard.id == UNSURE and not heard.left):
            return None
        book, words = phrasebook(), bare(text)
        said = any(book.replies.get((word,), _NOTHING) <= _SIDES for word in words)
        told = heard.bare or heard.left or said or words in book.turns["none"]
        return heard if told else None

    def _is_asked(self, rest: Said, question: Question) -> bool:
        """Whether clauses ask, without a choice held open (*or …*) or another reply in them."""
        joins = phrasebook().turns["joins"]
        if not asks(rest[0]) or phrasebook().starts("orders", bare(rest[0].text)):
            return False
        if any(is_order(clause.text) for clause in rest):
            return False
        if any(bare(clause.text)[:1] in joins for clause in rest):
            return False
        return not any(self._hearing.plain(clause.text, question) for clause in rest)


def _is_known(match: Match) -> bool:
    """Whether a question has an answer, if only that the document leaves it out."""
    return match.kind in {"card", "aspect", "command"} or match.id is not None


def _is_sure(match: Match) -> bool:
    least = {"card": PART_THRESHOLD, "aspect": _ASPECT_THRESHOLD}.get(match.kind, 0.0)
    return _is_known(match) and match.confidence >= least


def _is_same(one: Match, other: Match) -> bool:
    """Whether two parts ask the same, or one for the card that tells of the other."""
    if one.kind == other.kind == "aspect":
        return (one.options, one.aspect) == (other.options, other.aspect)
    if {one.kind, other.kind} <= {"card", "aspect"}:
        return one.also[:1] == other.also[:1]
    return (one.kind, one.id) == (other.kind, other.id)
