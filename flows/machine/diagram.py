"""A flow's picture, as a Mermaid flowchart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.model.flow import Answer, Flow


_KEYWORDS = {"end", "graph", "flowchart", "subgraph", "class", "click", "style", "default"}
"""Words that Mermaid takes for its own; a node of that name gets a sign more."""


def mermaid(flow: Flow, otherwise: str) -> str:
    """Draw a flow as a Mermaid flowchart; `otherwise` is said of the last of several rows."""
    out = ["flowchart TD"]
    for name, question in flow.questions.items():
        out.append(f'    {_id(name)}{{{{"{_quoted(question.ask)}"}}}}')
        out += [
            f'    {_id(name)} -->|"{_quoted(said)}"| {_id(to)}'
            for way in question.answers.values()
            for said, to in _leads(flow, way, otherwise)
        ]
    out += [f'    {_id(name)}(["{_quoted(end.verdict)}"])' for name, end in flow.outcomes.items()]
    return "\n".join(out)


def _id(name: str) -> str:
    return f"{name}_" if name in _KEYWORDS else name


def _leads(flow: Flow, answer: Answer, otherwise: str) -> Iterator[tuple[str, str]]:
    """Tell for each row of an answer whom it is for, and where it leads."""
    *rows, last = answer.to
    for row in rows:
        conditions = (
            f"{flow.name(name)}: "
            + " / ".join(flow.questions[name].answers[way].label for way in ways)
            for name, ways in row.when.items()
        )
        yield "; ".join((answer.label, *conditions)), row.to
    yield f"{answer.label}; {otherwise}" if rows else answer.label, last.to


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
