"""A situation: a line that tells about somebody, read against every question of a flow."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from flows.language.phrasebook import NO, YES, bare, phrasebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flows.language.phrasebook import Tokens
    from flows.model.flow import Flow, Question
    from flows.nlu.answer_matcher import AnswerMatcher
    from flows.nlu.clauses import Clause

_FEWEST = 2
"""Questions that a line answers at least; one alone is read as a reply."""
_CLAUSES = 8
"""Clauses of a line that are read."""
_WORDS = 4
"""Words of a clause that names nothing, below which it implies nothing."""
_BRIEF = 16
"""Words of a line that may surely give an answer where nothing is open."""
_SURE = 0.9
"""From this probability on such a clause implies an answer."""


class _Told(NamedTuple):
    """An answer that a clause gives; a denied part alone is `weak` beside another answer."""

    answer: str
    weak: bool = False


_UNREAD = _Told("", weak=True)
"""What stands for a clause that names a question and says nothing clear of it."""


class Situations:
    """Reads what a line tells of the questions of each flow.

    A clause counts for the questions of which it names a part, or an answer. One that names
    nothing counts for the one question that it surely implies an answer to, and the whole line for
    the open question, as it would without the others. A denied part is a no here, unless another
    clause says yes, for all of it is read back.
    """

    def __init__(self, flows: Mapping[str, Flow], hearing: AnswerMatcher) -> None:
        self._hearing = hearing
        self._flow_of = {id(q): flow for flow in flows.values() for q in flow.questions.values()}
        self._names = {
            flow.id: {name: _names(question) for name, question in flow.questions.items()}
            for flow in flows.values()
        }

    def read(
        self, text: str, said: tuple[Clause, ...], question: Question | None, opening: Flow | None
    ) -> Mapping[str, str]:
        """Read the answers in a line, by question; empty where it gives fewer than two.

        The flow is that of the open question, or where nothing is open, `opening`.
        """
        flow = self._flow_of.get(id(question)) if question else opening
        if flow is None or not self.named(text, flow.id) or not _tells(said):
            return {}
        here = self.here(question)
        told: dict[str, list[_Told]] = defaultdict(list)
        for clause in said[:_CLAUSES]:
            for name, one in self._told(clause.text, flow, here):
                told[name].append(one)
        if here and not any(one.answer for one in told[here]):
            told[here] += filter(None, [self._implied(text, flow.questions[here])])
        found = {name: _settled(told[name]) for name in flow.questions if name in told}
        answers = {name: answer for name, answer in found.items() if answer}
        return answers if len(answers) >= _FEWEST else {}

    def elsewhere(self, text: str, question: Question) -> Mapping[str, str]:
        """Read the answer of the one other question that a line speaks of; empty for none."""
        flow, here = self._flow_of.get(id(question)), self.here(question)
        named = self.named(text, flow.id) if flow else ()
        if flow is None or len(named) != 1 or here in named or phrasebook().asks(text):
            return {}
        asked = flow.questions[named[0]]
        topic = bare(text) in self._names[flow.id][named[0]]
        told = None if topic else self._plain(text, asked) or self._implied(text, asked)
        return {named[0]: told.answer} if told else {}

    def opens(self, text: str, flow: Flow | None) -> Mapping[str, str]:
        """Read the one answer that a line surely gives where nothing is open; empty for none."""
        named = self.named(text, flow.id) if flow else ()
        if flow is None or len(named) != 1 or phrasebook().asks(text) or len(bare(text)) > _BRIEF:
            return {}
        asked = flow.questions[named[0]]
        topic = bare(text) in self._names[flow.id][named[0]]
        told = None if topic else self._plain(text, asked) or self._implied(text, asked, _SURE)
        return {named[0]: told.answer} if told and not told.weak else {}

    def named(self, text: str, flow: str) -> tuple[str, ...]:
        """Name the questions of a flow that a text speaks of, by their parts."""
        said = bare(text)
        return tuple(name for name, parts in self._names[flow].items() if _stands(parts, said))

    def here(self, question: Question | None) -> str:
        """Name the open question; empty where none is, or it is not of the pack."""
        flow = self._flow_of.get(id(question))
        named = flow.questions.items() if flow else ()
        return next((name for name, one in named if one is question), "")

    def _told(self, text: str, flow: Flow, open_: str) -> Iterator[tuple[str, _Told]]:
        """Read one clause against the questions that it names, or else the open one, if one is.

        Where no question is open, a name alone is a topic.
        """
        here = (open_,) if open_ else tuple(flow.questions)
        if named := self.named(text, flow.id):
            for name in named:
                asked = flow.questions[name]
                topic = not open_ and bare(text) in self._names[flow.id][name]
                told = None if topic else self._plain(text, asked) or self._implied(text, asked)
                yield name, told or _UNREAD
        elif len(bare(text)) >= _WORDS:
            every = (
                (name, self._implied(text, one, _SURE)) for name, one in flow.questions.items()
            )
            read = ((name, told) for name, told in every if told)
            found = [(n, told) for n, told in read if n in here or told.answer == YES]
            yield from found if len(found) == 1 else ()

    def _plain(self, text: str, question: Question) -> _Told | None:
        heard = self._hearing.plain(text, question)
        if heard and heard.left:
            return _Told(NO, weak=True)
        return _Told(heard.id) if heard and heard.id in question.answers else None

    def _implied(self, text: str, question: Question, least: float = 0.0) -> _Told | None:
        heard = self._hearing.implied(text, question)
        sure = heard is not None and heard.confidence >= least
        return _Told(heard.id) if heard and sure and heard.id in question.answers else None


def _tells(said: tuple[Clause, ...]) -> bool:
    """Whether a line neither asks nor supposes anything."""
    supposed = phrasebook().turns["supposes"]
    if any(_stands(supposed, bare(clause.text)) for clause in said):
        return False
    return not any(phrasebook().asks(clause.text) for clause in said)


def _settled(told: list[_Told]) -> str | None:
    """Choose what several clauses say of one question; None where they differ."""
    firm = {one.answer for one in told if not one.weak}
    answers = firm or {one.answer for one in told}
    return answers.pop() if len(answers) == 1 else None


def _names(question: Question) -> frozenset[Tokens]:
    """Collect how the parts of a question are called, and its answers but for yes and no."""
    parts = [phrase for phrases in question.any_of.values() for phrase in phrases]
    for name, way in question.answers.items():
        parts += (way.label, *way.synonyms) if name not in {YES, NO} else ()
    return frozenset(said for part in parts if (said := bare(part)))


def _stands(phrases: frozenset[Tokens], said: Tokens) -> bool:
    """Whether any of the phrases stands in a line."""
    longest = max(map(len, phrases), default=0)
    runs = (said[at : at + size] for at in range(len(said)) for size in range(1, longest + 1))
    return any(run in phrases for run in runs)
