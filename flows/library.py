"""The library: one pack, read once, cross-checked, and never changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from flows.checks import check
from flows.examples import Examples
from flows.fault import BrokenPackError, Fault
from flows.flow import Flow
from flows.folder import Folder, Lines
from flows.machine import Machine
from flows.source import Source, Tension, Topic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.card import Card
    from flows.claim import Claim

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Library:
    """Everything a pack says: its source, flows, cards, tensions, topics and examples."""

    source: Source
    flows: Mapping[str, Flow]
    cards: Mapping[str, Card]
    tensions: Mapping[str, Tension]
    topics: tuple[Topic, ...]
    examples: Examples
    warnings: tuple[Fault, ...]

    @cached_property
    def machines(self) -> Mapping[str, Machine]:
        """A machine for each flow."""
        return {flow.id: Machine(flow) for flow in self.flows.values()}

    def headings(self, claims: tuple[Claim, ...]) -> tuple[str, ...]:
        """Name the sections of the document that these claims rest on, in their order there."""
        used = {
            self.source.facts[fact].section
            for claim in claims
            for fact in claim.facts
            if fact in self.source.facts
        }
        return tuple(head for section, head in self.source.sections.items() if section in used)

    def counts(self) -> dict[str, int]:
        """How many of everything there is."""
        return {
            "sources": 1,
            "sections": len(self.source.sections),
            "facts": len(self.source.facts),
            "flows": len(self.flows),
            "paths": sum(len(machine.paths()) for machine in self.machines.values()),
            "cards": len(self.cards),
            "claims": sum(len(list(card.claims())) for card in self.cards.values())
            + sum(
                len(flow.questions) + sum(1 + len(o.unless) for o in flow.outcomes.values())
                for flow in self.flows.values()
            ),
            "tensions": len(self.tensions),
            "examples": len(self.examples.all),
        }


def packs() -> list[Path]:
    """List the folders of the packs that come with the program."""
    return sorted(path for path in CONTENT.iterdir() if path.is_dir())


def load(path: Path = CONTENT / "masters") -> Library:
    """Read the pack at `path`; raises `BrokenPackError` with every fault found."""
    folder = Folder(path)
    source, source_lines = folder.model("source.yaml", Source)
    tensions, tension_lines = folder.model("tensions.yaml", dict[str, Tension])
    topics, topic_lines = folder.model("topics.yaml", tuple[Topic, ...])
    flows = {name: folder.model(name, Flow) for name in folder.some("flows", ".yaml")}
    cards = {name: folder.card(name) for name in folder.some("cards", ".md")}
    examples = Examples.read(folder)
    library = Library(
        source or Source.model_construct(id="", sections={}, facts={}, about=()),
        MappingProxyType({flow.id: flow for flow, _ in flows.values() if flow}),
        MappingProxyType({card.id: card for card, _ in cards.values() if card}),
        MappingProxyType(tensions or {}),
        topics or (),
        examples,
        (),
    )
    lines: dict[str, Lines] = {
        "source": source_lines,
        "tensions": tension_lines,
        "topics": topic_lines,
        **{flow.id: at for flow, at in flows.values() if flow},
        **{card.id: at for card, at in cards.values() if card},
    }
    unread = [name[len("cards/") : -len(".md")] for name, (card, _) in cards.items() if not card]
    found = [*folder.faults, *check(library, lines, unread)]
    faults = sorted(fault for fault in found if not fault.warning)
    if faults:
        raise BrokenPackError(faults)
    return Library(
        library.source,
        library.flows,
        library.cards,
        library.tensions,
        library.topics,
        library.examples,
        tuple(sorted(found)),
    )
