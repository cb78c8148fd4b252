"""A flow's picture, as a Mermaid flowchart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.model.flow import Flow, Row


_KEYWORDS = {"end", "graph", "flowchart", "subgraph", "class", "click", "style", "default"}
"""Words that Mermaid takes for its own; a node of that name gets a sign more."""


def mermaid(flow: Flow) -> str:
    """Draw a flow as a Mermaid flowchart."""
    out = ["flowchart TD"]
    for name, question in flow.questions.items():
        out.append(f'    {_id(name)}{{{{"{_quoted(question.ask)}"}}}}')
        out += [
            f'    {_id(name)} -->|"{_quoted(way.label)}{_when(flow, row)}"| {_id(row.to)}'
            for way in question.answers.values()
            for row in way.to
        ]
    out += [f'    {_id(name)}(["{_quoted(end.verdict)}"])' for name, end in flow.outcomes.items()]
    return "\n".join(out)


def _id(name: str) -> str:
    return f"{name}_" if name in _KEYWORDS else name


def _when(flow: Flow, row: Row) -> str:
    conditions = (
        f"{flow.name(name)}: " + " / ".join(flow.questions[name].answers[way].label for way in ways)
        for name, ways in row.when.items()
    )
    return _quoted("".join(f"; {condition}" for condition in conditions))


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
