"""A flow as a graph: faults in its edges, what stands together on its ways, and its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.check.budget import check_budget, rendered_length, written
from flows.check.outcomes import check_room, lead_of
from flows.check.rows import all_rows, check_rows, idle_rows
from flows.language.normalize import normal
from flows.language.phrasebook import NO, OTHER, UNSURE, WHY, YES
from flows.machine.states import in_order
from flows.model.claim import read_claim
from flows.model.issue import Issue, no_such

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.model.flow import Answer, Flow
    from flows.pack.pack import Pack
    from flows.pack.reader import SourceMap

RESERVED = {
    UNSURE: "Not sure",
    WHY: "Why?",
    OTHER: "what answers nothing",
    **dict.fromkeys(("none", "near", "far"), "what is not answered"),
}
"""Ids that a typed reply is heard as beside the answers of its question."""


def check_graph(flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    """Find reserved ids, loose ends, circles, idle rows, and nodes that nothing leads to."""
    yield from _reserved(flow, lines)
    yield from _either_or(flow, lines)
    if flow.start not in flow.questions:
        what = f"start: {no_such('question', flow.start, flow.questions)}"
        yield Issue(lines.file, lines.find("start"), what)
        return
    faults = [*_loose_ends(flow, lines), *check_rows(flow, lines), *_circles(flow, lines)]
    yield from faults
    for node in sorted({*flow.questions, *flow.outcomes} - {*in_order(flow)}):
        kind = "questions" if node in flow.questions else "outcomes"
        yield Issue(lines.file, lines.find(kind, node), f"{node} can't be reached from the start")
    if not faults:
        yield from idle_rows(flow, lines)


def check_sections(pack: Pack, flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    """Find what is too long for the one section of a message that shows it."""
    intro = (flow.title, flow.intro or "", longest_question(pack))
    yield from check_budget(lines.file, lines.find("intro"), "the welcome with its intro", intro)
    for name, question in flow.questions.items():
        ways = [_longest_lead(flow, way) for way in question.answers.values()]
        line, what = lines.find("questions", name), f"question {name} with where its answers lead"
        yield from check_budget(
            lines.file, line, what, (question.ask, written(question.reason()), *ways)
        )
    yield from check_room(pack, flow, lines, _longest_ways(flow))


def longest_question(pack: Pack) -> str:
    """Find the longest text by which a pack asks, or names what is open."""
    flows = pack.flows.values()
    names = (flow.name(question) for flow in flows for question in flow.questions)
    asks = (question.ask for flow in flows for question in flow.questions.values())
    return max((*names, *asks), key=lambda text: rendered_length([text]), default="")


def _reserved(flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    for name, question in flow.questions.items():
        for choice in RESERVED.keys() & question.answers.keys():
            line = lines.find("questions", name, "answers", choice)
            what = f"answer {choice} is reserved for “{RESERVED[choice]}”; rename it"
            yield Issue(lines.file, line, what)


def _either_or(flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    for name, question in flow.questions.items():
        line = lines.find("questions", name, "any_of")
        if question.any_of and set(question.answers) != {YES, NO}:
            what = f"{name} has any_of, so its answers are {YES} and {NO}; rename them"
            yield Issue(lines.file, line, what)
        if len(question.any_of) == 1:
            what = f"{name} has any_of with one part; name two or more, or take it out"
            yield Issue(lines.file, line, what)
        owners: dict[str, str] = {}
        for part, phrases in question.any_of.items():
            at = lines.find("questions", name, "any_of", part)
            if not phrases:
                yield Issue(lines.file, at, f"{name}.{part} has no words; add those for it")
            for phrase in phrases:
                first = owners.setdefault(normal(phrase), part)
                if first != part:
                    what = f"“{phrase}” stands for {first} already; keep one"
                    yield Issue(lines.file, at, what)


def _loose_ends(flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    nodes = {*flow.questions, *flow.outcomes}
    for at, name, number, row in all_rows(flow):
        if row.to not in nodes:
            what = no_such("question or outcome", row.to, nodes)
            yield Issue(lines.file, lines.find(*at, number, "to"), f"{name}: {what}")


def _circles(flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    place = {node: number for number, node in enumerate(in_order(flow))}
    for node, number in place.items():
        for target in flow.targets(node):
            if place[target] <= number:
                circle = " → ".join((*_way(flow, target, node), target))
                line = lines.find("questions", target)
                yield Issue(lines.file, line, f"goes in a circle: {circle}")


def _way(flow: Flow, start: str, end: str) -> tuple[str, ...]:
    """Find the shortest way between two nodes of a circle."""
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = [start]
    for node in waiting:
        for target in flow.targets(node):
            if target not in ways:
                ways[target] = (*ways[node], target)
                waiting.append(target)
    return ways[end]


def _longest_ways(flow: Flow) -> dict[str, tuple[str, ...]]:
    """Collect what is said of the answers on the longest way to each node; circles end it."""
    ways: dict[str, tuple[str, ...]] = {flow.start: ()}
    for node in in_order(flow):
        for answer in flow.questions[node].answers.values() if node in flow.questions else ():
            reason = read_claim(answer.because or "").text
            way = (*ways.get(node, ()), f"{flow.name(node)}: {answer.label}: {reason}")
            for row in answer.to:
                ways[row.to] = max(ways.get(row.to, ()), way, key=rendered_length)
    return ways


def _longest_lead(flow: Flow, answer: Answer) -> str:
    leads = (f"{answer.label}: {lead_of(flow, row.to)}" for row in answer.to)
    return max(leads, key=lambda text: rendered_length([text]))
