"""A flow's picture, as a Mermaid flowchart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.model.flow import Flow


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


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
