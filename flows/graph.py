"""A flow as a graph: faults in its edges, and its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.flow import Flow
    from flows.folder import Lines


def check_graph(flow: Flow, lines: Lines) -> Iterator[Fault]:
    """Find edges to nowhere, circles, and nodes that no way from the start reaches."""
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


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
