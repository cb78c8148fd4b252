"""A flow as a graph: faults in its edges, what stands together on its ways, and its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.check.budget import check_budget, rendered_length, written
from flows.language.normalize import normal
from flows.language.phrasebook import NO, UNSURE, WHY, YES
from flows.model.claim import read_claim
from flows.model.issue import Issue, no_such

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.model.flow import Flow
    from flows.pack.pack import Pack
    from flows.pack.reader import SourceMap

RESERVED = {UNSURE: "Not sure", WHY: "Why?", "other": "what answers nothing"}
"""Ids that a typed reply is heard as beside the answers of its question."""


def check_graph(flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    """Find reserved ids, loose ends, circles, and nodes that no way from the start reaches."""
    yield from _reserved(flow, lines)
    yield from _either_or(flow, lines)
    if flow.start not in flow.questions:
        what = f"start: {no_such('question', flow.start, flow.questions)}"
        yield Issue(lines.file, lines.find("start"), what)
        return
    yield from _loose_ends(flow, lines)
    circles: set[tuple[str, ...]] = set()
    reached = _walk(flow, flow.start, (), set(), circles)
    for circle in sorted(circles):
        line = lines.find("questions", circle[0])
        yield Issue(lines.file, line, f"goes in a circle: {' → '.join(circle)}")
    for node in sorted({*flow.questions, *flow.outcomes} - reached):
        kind = "questions" if node in flow.questions else "outcomes"
        yield Issue(lines.file, lines.find(kind, node), f"{node} can't be reached from the start")


def check_sections(pack: Pack, flow: Flow, lines: SourceMap) -> Iterator[Issue]:
    """Find what is too long for the one section of a message that shows it."""
    intro = (flow.title, flow.intro or "", longest_question(pack))
    yield from check_budget(lines.file, lines.find("intro"), "the welcome with its intro", intro)
    for name, question in flow.questions.items():
        ways = [f"{way.label}: {_lead(flow, way.to)}" for way in question.answers.values()]
        line, what = lines.find("questions", name), f"question {name} with where its answers lead"
        yield from check_budget(
            lines.file, line, what, (question.ask, written(question.reason()), *ways)
        )
    longest = _longest_ways(flow)
    for name, outcome in flow.outcomes.items():
        line, way = lines.find("outcomes", name), (outcome.verdict, *longest.get(name, ()))
        conditions = [written(claim) for claim in outcome.conditions()]
        tensions = [pack.tensions[at] for at in outcome.tensions if at in pack.tensions]
        first = conditions[:1] or [tension.short for tension in tensions[:1]]
        here = (*way, written(read_claim(outcome.next or "")), *first)
        what = f"result {name} with its longest way"
        yield from check_budget(lines.file, line, what, here)
        behind = (*way, *conditions, *(tension.says for tension in tensions))
        what = f"what is behind result {name} on its longest way"
        yield from check_budget(lines.file, line, what, behind)


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
    for name, question in flow.questions.items():
        for choice, answer in question.answers.items():
            if answer.to not in nodes:
                line = lines.find("questions", name, "answers", choice, "to")
                what = no_such("question or outcome", answer.to, nodes)
                yield Issue(lines.file, line, f"{name}.{choice}: {what}")


def _walk(
    flow: Flow, node: str, way: tuple[str, ...], reached: set[str], circles: set[tuple[str, ...]]
) -> set[str]:
    if node in way:
        circles.add((*way[way.index(node) :], node))
    elif node not in reached:
        reached.add(node)
        for target in flow.targets(node):
            _walk(flow, target, (*way, node), reached, circles)
    return reached


def _longest_ways(flow: Flow) -> dict[str, tuple[str, ...]]:
    """Collect what is said of the answers on the longest way to each node; circles end it."""
    ways: dict[str, tuple[str, ...]] = {flow.start: ()}
    for node in reversed(_deepest_first(flow, flow.start, set())):
        for answer in flow.questions[node].answers.values() if node in flow.questions else ():
            reason = read_claim(answer.because or "").text
            way = (*ways.get(node, ()), f"{flow.name(node)}: {answer.label}: {reason}")
            ways[answer.to] = max(ways.get(answer.to, ()), way, key=rendered_length)
    return ways


def _deepest_first(flow: Flow, node: str, seen: set[str]) -> list[str]:
    seen.add(node)
    below = [
        deeper
        for target in flow.targets(node)
        if target not in seen
        for deeper in _deepest_first(flow, target, seen)
    ]
    return [*below, node]


def _lead(flow: Flow, node: str) -> str:
    if node in flow.outcomes:
        return flow.outcomes[node].verdict
    return flow.name(node) if node in flow.questions else ""
