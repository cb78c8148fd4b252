"""Mentions: which question of a flow a line speaks of, and which answer to it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from flows.language.phrasebook import NO, PAUSE, YES, bare, phrasebook, tokens
from flows.nlu.numbers import places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flows.language.phrasebook import Tokens
    from flows.model.flow import Flow, Question
    from flows.nlu.answer_matcher import AnswerMatch, AnswerMatcher

IMPLIED = 0.75
"""From this probability on a statement speaks against an answer that was given."""
_MOST = 60
"""Words of a line that are looked at."""
_WIDEST = 4
"""Words of an answer that stands inside a longer line."""


class Mentions:
    """Finds questions and answers that a line names, by the words of a pack's flows."""

    def __init__(self, flows: Iterable[Flow], hearing: AnswerMatcher) -> None:
        self._hearing = hearing
        self._phrases: dict[str, dict[Tokens, set[str]]] = {}
        for flow in flows:
            known = self._phrases.setdefault(flow.id, {})
            for name, question in flow.questions.items():
                for phrase in filter(None, _words(question)):
                    known.setdefault(phrase, set()).add(name)
        phrases = (phrase for known in self._phrases.values() for phrase in known)
        self._longest = max(map(len, phrases), default=0)

    def placed(self, text: str, order: Sequence[str]) -> str | None:
        """Find the question at the first place that a line names, counted from 1 or the end."""
        for at in places(bare(text)[:_MOST]):
            if -len(order) <= at - (at > 0) < len(order):
                return order[at - (at > 0)]
        return None

    def named(self, text: str, flow: Flow, among: Sequence[str]) -> str | None:
        """Find the question whose words a line holds, the longest; None for none, or for two."""
        said, known = bare(text)[:_MOST], self._phrases[flow.id]
        for wide in range(min(self._longest, len(said)), 0, -1):
            runs = (said[at : at + wide] for at in range(len(said) - wide + 1))
            if found := {name for run in runs for name in known.get(run, ())}.intersection(among):
                return found.pop() if len(found) == 1 else None
        return None

    def stated(self, text: str, question: Question) -> str | None:
        """Find the answer that a line says outright, as in “change the second to no”."""
        said = tokens(text)[:_MOST]
        for rest in (*_after(said), *_tails(said), *_openings(said)):
            if found := self._plainly(rest, question):
                return found
        return None

    def told(self, text: str, question: Question) -> str | None:
        """Find the answer that a statement comes to; of an either/or, a denied part is a no."""
        said = bare(text)
        if any(phrasebook().has("mends", (word,)) for word in said):
            return None
        if NO in question.answers and _is_over(said):
            return NO
        told = (self._told(rest, question) for rest in _clauses(without_news(text)))
        return next(filter(None, told), None)

    def _told(self, text: str, question: Question) -> str | None:
        if plain := self._hearing.plain(text, question):
            return _taken(plain, question)
        heard = self._hearing.implied(text, question)
        if heard is None or heard.confidence < IMPLIED:
            return None
        denied = heard.id == YES and _denies(bare(text))
        return None if denied else _taken(heard, question)

    def supposed(self, text: str, question: Question) -> str | None:
        """Find the answer that a line supposes; to name a part alone is a yes."""
        rest = supposition(text)
        if found := self.stated(rest, question) or self.told(rest, question):
            return found
        if not {YES, NO} <= question.answers.keys():
            return _labelled(question, bare(rest))
        said = bare(rest)
        return NO if _is_over(said) or _denies(said) else YES

    def _plainly(self, said: Tokens, question: Question) -> str | None:
        parts = (bare(part) for listed in question.any_of.values() for part in listed)
        mends = any(phrasebook().has("mends", (word,)) for word in said)
        if mends or any(_size(part, said) for part in parts):
            return None
        heard = self._hearing.plain(" ".join(said), question)
        known = heard is not None and heard.kind != "command" and heard.bare
        return heard.id if heard and known and heard.id in question.answers else None


def asked_after(text: str) -> str | None:
    """Take the question that follows a slip, as in “I meant: how long?”; None for none."""
    said = tokens(text)
    rest = _past(("reversals",), said)
    asked = " ".join(rest)
    return asked if 0 < len(rest) < len(said) and phrasebook().asks(asked) else None


def without_news(text: str) -> str:
    """Take off what only says that something is new, as in “it turns out …”."""
    return " ".join(_past(("news", "reversals", "polite"), tokens(text)))


def _clauses(text: str) -> Iterator[str]:
    """Go through a line as a whole, and then between its pauses."""
    yield text
    said = tokens(text)
    ends = [at for at, token in enumerate(said) if token == PAUSE]
    for start, end in pairwise((-1, *ends, len(said))) if ends else ():
        if part := " ".join(said[start + 1 : end]):
            yield part


def is_news(text: str) -> bool:
    """Whether a line begins by saying that something is new."""
    return phrasebook().starts("news", bare(text)) > 0


def is_supposed(text: str) -> bool:
    """Whether a line supposes something anywhere."""
    said = bare(text)
    return any(phrasebook().starts("supposes", said[at:]) for at in range(len(said)))


def supposes(text: str) -> bool:
    """Whether a line begins by supposing something, as in “hmm, and what if …”."""
    rest = _past(("fillers", "carry", "reversals"), tokens(text))
    return phrasebook().starts("what_if", rest) > 0


def supposition(text: str) -> str:
    """Take what a line supposes: what follows “if”, up to the next pause."""
    said, book = tokens(text), phrasebook()
    starts = [at + size for at in range(len(said)) if (size := book.starts("supposes", said[at:]))]
    rest = said[starts[0] :] if starts else said
    rest = _past(("supposes", "fillers"), rest)
    return " ".join(rest[: rest.index(PAUSE)] if PAUSE in rest else rest)


def _is_over(said: Tokens) -> bool:
    """Whether something that was is no more, as in “my funding fell through”."""
    return any(phrasebook().starts("ended", said[at:]) for at in range(len(said)))


def _denies(said: Tokens) -> bool:
    return any(phrasebook().has("deny", (word,)) for word in said)


def _past(roles: tuple[str, ...], said: Tokens) -> Tokens:
    """Take off what a line begins with of these roles, and the pauses between."""
    book = phrasebook()
    while size := max(book.starts(role, said) for role in roles) or int(said[:1] == (PAUSE,)):
        said = said[size:]
    return said


def _taken(heard: AnswerMatch, question: Question) -> str | None:
    if heard.kind == "command":
        return None
    answer = NO if heard.left else heard.id
    return answer if answer in question.answers else None


def _after(said: Tokens) -> Iterator[Tokens]:
    """Go through what follows “to”, “said” or “meant”, the last first and the longest first."""
    for at in reversed(range(len(said))):
        if size := phrasebook().starts("becomes", said[at:]):
            rest = said[at + size : at + size + _WIDEST]
            until = next((n for n in range(len(rest)) if _parts(rest[n:])), len(rest))
            yield from (rest[:wide] for wide in range(until, 0, -1))


def _tails(said: Tokens) -> Iterator[Tokens]:
    """Go through the last words behind a pause or a place, as in “the second: no”."""
    for at in range(max(len(said) - _WIDEST, 0), len(said)):
        begins = at == 0 or _parts(said[at - 1 :]) or _parts(said[max(at - 2, 0) :])
        if begins and not any(_parts(said[inside:]) for inside in range(at, len(said))):
            yield said[at:]


def _openings(said: Tokens) -> Iterator[Tokens]:
    """Go through the first words before “to” or “for”, as in “yes to the second”."""
    ends = (at for at in (1, 2) if phrasebook().has("onto", said[at : at + 1]))
    yield from (said[:end] for end in ends)


def _parts(said: Tokens) -> bool:
    """Whether a pause or a place stands here, which no answer inside a line goes across."""
    if said[:1] == (PAUSE,):
        return True
    return next(places(said[:1]), None) is not None or next(places(said[:2]), None) is not None


def _labelled(question: Question, said: Tokens) -> str | None:
    """Find the one answer whose label or synonym a line holds, the longest of them."""
    sizes = {
        name: max(_size(bare(phrase), said) for phrase in (way.label, *way.synonyms))
        for name, way in question.answers.items()
    }
    best = max(sizes.values())
    found = [name for name, size in sizes.items() if size == best]
    return found[0] if best and len(found) == 1 else None


def _words(question: Question) -> Iterator[Tokens]:
    """Go through what calls a question: its name, its parts and its choices."""
    name = bare(question.name or "")
    yield name
    yield from _split(name)
    yield from (bare(phrase) for phrases in question.any_of.values() for phrase in phrases)
    for answer, way in question.answers.items():
        if answer not in {YES, NO}:
            yield from (bare(phrase) for phrase in (way.label, *way.synonyms))


def _split(name: Tokens) -> Iterator[Tokens]:
    """Split a question's name at “or” and the like: either part calls it."""
    joins = [at for at, word in enumerate(name) if phrasebook().has("joins", (word,))]
    for start, end in zip((0, *(at + 1 for at in joins)), (*joins, len(name)), strict=True):
        yield name[start:end]


def _size(phrase: Tokens, said: Tokens) -> int:
    wide = len(phrase)
    there = wide and any(said[at : at + wide] == phrase for at in range(len(said) - wide + 1))
    return wide if there else 0
