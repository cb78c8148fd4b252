"""A flow as a graph: faults in its edges, what stands together on its ways, and its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.citation import said
from flows.claim import check_room, read_claim, room
from flows.fault import Fault
from flows.fold import normal
from flows.phrasebook import NO, UNSURE, WHY, YES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.flow import Flow
    from flows.folder import Lines
    from flows.library import Library

RESERVED = {UNSURE: "Not sure", WHY: "Why?", "other": "what answers nothing"}
"""Ids that a typed reply is heard as beside the answers of its question."""


def check_graph(flow: Flow, lines: Lines) -> Iterator[Fault]:
    """Find reserved ids, loose ends, circles, and nodes that no way from the start reaches."""
    yield from _reserved(flow, lines)
    yield from _either_or(flow, lines)
    if flow.start not in flow.questions:
        yield Fault(lines.file, lines.find("start"), f"there is no question {flow.start} to start")
        return
    yield from _loose_ends(flow, lines)
    circles: set[tuple[str, ...]] = set()
    reached = _walk(flow, flow.start, (), set(), circles)
    for circle in sorted(circles):
        line = lines.find("questions", circle[0])
        yield Fault(lines.file, line, f"goes in a circle: {' → '.join(circle)}")
    for node in sorted({*flow.questions, *flow.outcomes} - reached):
        kind = "questions" if node in flow.questions else "outcomes"
        yield Fault(lines.file, lines.find(kind, node), f"{node} can't be reached from the start")


def check_sections(library: Library, flow: Flow, lines: Lines) -> Iterator[Fault]:
    """Find what is too long for the one section of a message that shows it."""
    intro = (flow.title, flow.intro or "", longest_question(library))
    yield from check_room(lines.file, lines.find("intro"), "the welcome with its intro", intro)
    for name, question in flow.questions.items():
        ways = [f"{way.label}: {_lead(flow, way.to)}" for way in question.answers.values()]
        line, what = lines.find("questions", name), f"question {name} with where its answers lead"
        yield from check_room(lines.file, line, what, (question.ask, question.why, *ways))
    longest = _longest_ways(flow)
    for name, outcome in flow.outcomes.items():
        line, way = lines.find("outcomes", name), (outcome.verdict, *longest.get(name, ()))
        conditions = [said(claim) for claim in outcome.conditions()]
        tensions = [library.tensions[at] for at in outcome.tensions if at in library.tensions]
        first = conditions[:1] or [tension.short for tension in tensions[:1]]
        here = (*way, read_claim(outcome.next or "").text, *first)
        what = f"result {name} with its longest way"
        yield from check_room(lines.file, line, what, here)
        behind = (*way, *conditions, *(tension.says for tension in tensions))
        what = f"what is behind result {name} on its longest way"
        yield from check_room(lines.file, line, what, behind)


def longest_question(library: Library) -> str:
    """Find the longest text by which a pack asks, or names what is open."""
    flows = library.flows.values()
    names = (flow.name(question) for flow in flows for question in flow.questions)
    asks = (question.ask for flow in flows for question in flow.questions.values())
    return max((*names, *asks), key=lambda text: room([text]), default="")


def mermaid(flow: Flow) -> str:
    """Draw a flow as a Mermaid flowchart."""
    out = ["flowchart TD"]
    for name, question in flow.questions.items():
        out.append(f'    {name}{{{{"{_quoted(question.ask)}"}}}}')
        out += [
            f'    {name} -->|"{_quoted(way.label)}"| {way.to}' for way in question.answers.values()
        ]
    out += [f'    {name}(["{_quoted(end.verdict)}"])' for name, end in flow.outcomes.items()]
    return "\n".join(out)


def _reserved(flow: Flow, lines: Lines) -> Iterator[Fault]:
    for name, question in flow.questions.items():
        for choice in RESERVED.keys() & question.answers.keys():
            line = lines.find("questions", name, "answers", choice)
            what = f"answer {choice} is reserved for “{RESERVED[choice]}”; rename it"
            yield Fault(lines.file, line, what)


def _either_or(flow: Flow, lines: Lines) -> Iterator[Fault]:
    for name, question in flow.questions.items():
        line = lines.find("questions", name, "any_of")
        if question.any_of and set(question.answers) != {YES, NO}:
            what = f"{name} has any_of, so its answers are {YES} and {NO}; rename them"
            yield Fault(lines.file, line, what)
        if len(question.any_of) == 1:
            what = f"{name} has any_of with one part; name two or more, or take it out"
            yield Fault(lines.file, line, what)
        owners: dict[str, str] = {}
        for part, phrases in question.any_of.items():
            at = lines.find("questions", name, "any_of", part)
            if not phrases:
                yield Fault(lines.file, at, f"{name}.{part} has no words; add those for it")
            for phrase in phrases:
                first = owners.setdefault(normal(phrase), part)
                if first != part:
                    what = f"“{phrase}” stands for {first} already; keep one"
                    yield Fault(lines.file, at, what)


def _loose_ends(flow: Flow, lines: Lines) -> Iterator[Fault]:
    nodes = {*flow.questions, *flow.outcomes}
    for name, question in flow.questions.items():
        for choice, answer in question.answers.items():
            if answer.to not in nodes:
                line = lines.find("questions", name, "answers", choice, "to")
                there = ", ".join(sorted(nodes))
                what = f"{name}.{choice} leads to {answer.to}, which does not exist"
                yield Fault(lines.file, line, f"{what} (there are: {there})")


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
            ways[answer.to] = max(ways.get(answer.to, ()), way, key=room)
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


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
