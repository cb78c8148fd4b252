"""Reads the folder of a pack, whole; what is wrong in it becomes issues."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from flows.model.flow import Flow
from flows.model.source import Source, Tension, Topic
from flows.pack.examples import Examples
from flows.pack.pack import Pack
from flows.pack.reader import PackReader, SourceMap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.model.issue import Issue

CONTENT = Path(__file__).parents[1] / "content"
"""Where the packs lie that come with the program."""


class ReadPack(NamedTuple):
    """A pack as far as it could be read, where everything of it stands, and what is wrong.

    `unread` names the cards whose file could not be read.
    """

    pack: Pack
    maps: Mapping[str, SourceMap]
    unread: tuple[str, ...]
    issues: tuple[Issue, ...]


def packs() -> list[Path]:
    """List the folders of the packs that come with the program."""
    return sorted(path for path in CONTENT.iterdir() if path.is_dir())


def read_pack(path: Path) -> ReadPack:
    """Read everything in a pack's folder."""
    folder = PackReader(path)
    source, source_map = folder.model("source.yaml", Source)
    tensions, tension_map = folder.model("tensions.yaml", dict[str, Tension])
    topics, topic_map = folder.model("topics.yaml", tuple[Topic, ...])
    flows = {name: folder.model(name, Flow) for name in folder.some("flows", ".yaml")}
    cards = {name: folder.card(name) for name in folder.some("cards", ".md")}
    pack = Pack(
        source or Source.model_construct(id="", sections={}, facts={}, about=()),
        MappingProxyType({flow.id: flow for flow, _ in flows.values() if flow}),
        MappingProxyType({card.id: card for card, _ in cards.values() if card}),
        MappingProxyType(tensions or {}),
        topics or (),
        Examples.read(folder),
    )
    maps = {
        "source": source_map,
        "tensions": tension_map,
        "topics": topic_map,
        **{flow.id: at for flow, at in flows.values() if flow},
        **{card.id: at for card, at in cards.values() if card},
    }
    unread = tuple(
        name[len("cards/") : -len(".md")] for name, (card, _) in cards.items() if not card
    )
    return ReadPack(pack, maps, unread, tuple(folder.issues))
