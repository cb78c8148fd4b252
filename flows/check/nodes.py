"""Nodes: what the questions and outcomes of a flow say and name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.check.cards import unknown_cards
from flows.check.outcomes import check_compare, check_first, check_then
from flows.model.claim import read_claim
from flows.model.issue import Issue, no_such

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.check.claims import Claims
    from flows.model.flow import Flow, Outcome, Question
    from flows.pack.read import ReadPack
    from flows.pack.reader import SourceMap


def check_nodes(read: ReadPack, flow: Flow, lines: SourceMap, claims: Claims) -> Iterator[Issue]:
    """Check the claims of a flow, and that everything it names is there, once."""
    if lines.file != f"flows/{flow.id}.yaml":
        what = f"id {flow.id} differs from the file's name; rename one of them"
        yield Issue(lines.file, lines.find("id"), what)
    flows, options = read.names("flows"), read.names("options")
    for node in sorted(flow.questions.keys() & flow.outcomes.keys()):
        line = lines.find("outcomes", node)
        yield Issue(lines.file, line, f"{node} is a question as well; rename one of them")
    for name, question in flow.questions.items():
        yield from _question(name, question, lines, claims)
        yield from check_then(question.then, flow.id, flows, lines, "questions", name)
        yield from unknown_cards(read, question.cards, lines, "questions", name, "cards")
    for name, outcome in flow.outcomes.items():
        at = ("outcomes", name)
        yield from _outcome(read, outcome, at, lines, claims)
        yield from check_then(outcome.then, flow.id, flows, lines, *at)
        yield from check_compare(outcome, options, lines, *at)
        if outcome.revisit and outcome.revisit not in flow.questions:
            line = lines.find("outcomes", name, "revisit")
            what = no_such("question", outcome.revisit, flow.questions)
            yield Issue(lines.file, line, f"revisit: {what}")
    yield from check_first(flow, lines)


def _question(name: str, question: Question, lines: SourceMap, claims: Claims) -> Iterator[Issue]:
    file, at = lines.file, ("questions", name)
    why = read_claim(question.why, lines.find(*at, "why"), question.facts)
    yield from claims.check(why, file)
    yield from claims.carried(question.ask, question.facts, file, lines.find(*at, "ask"))
    for choice, answer in question.answers.items():
        if answer.because:
            line = lines.find(*at, "answers", choice, "because")
            yield from claims.check(read_claim(answer.because, line), file)


def _outcome(
    read: ReadPack, outcome: Outcome, at: tuple[str, str], lines: SourceMap, claims: Claims
) -> Iterator[Issue]:
    file = lines.file
    yield from claims.check(
        read_claim(outcome.verdict, lines.find(*at, "verdict"), outcome.facts), file
    )
    if outcome.next:
        yield from claims.check(read_claim(outcome.next, lines.find(*at, "next")), file)
    if outcome.strength:
        yield from claims.check(read_claim(outcome.strength, lines.find(*at, "strength")), file)
    for number, text in enumerate(outcome.unless):
        yield from claims.check(read_claim(text, lines.find(*at, "unless", number)), file)
    yield from unknown_cards(read, outcome.cards, lines, *at, "cards")
    for tension in outcome.tensions if "tensions.yaml" not in read.unread else ():
        if tension not in read.pack.tensions:
            what = no_such("tension", tension, read.pack.tensions, "add it to tensions.yaml")
            yield Issue(file, lines.find(*at, "tensions"), what)
