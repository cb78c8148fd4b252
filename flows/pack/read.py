"""Reads the folder of a pack, whole; what is wrong in it becomes issues."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from flows.model.about import About
from flows.model.flow import Flow
from flows.model.issue import no_such
from flows.model.option import Aspect, Gap, Option, Role
from flows.model.source import Id, Name, Source, Tension, Topic
from flows.pack.examples import Examples
from flows.pack.layout import unread
from flows.pack.pack import Pack
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.model.issue import Issue
    from flows.pack.reader import SourceMap

CONTENT = Path(__file__).parents[1] / "content"
"""Where the packs lie that come with the program."""
ABOUT = "pack.yaml"
"""The file that makes a folder a pack."""


class NoPackError(Exception):
    """No pack goes by this id or path; the message says what there is."""


class ReadPack(NamedTuple):
    """A pack as far as it could be read, where everything of it stands, and what is wrong.

    `flows` has each flow by its file, for two may claim one id. `maps` has a map for every file
    that was looked for, `unread` names those that gave nothing. `examples` are None where nobody
    asked for them.
    """

    pack: Pack
    flows: Mapping[str, Flow]
    maps: Mapping[str, SourceMap]
    unread: frozenset[str]
    examples: Examples | None
    issues: tuple[Issue, ...]

    def names(self, folder: str) -> list[str]:
        """List what the files of a folder are called, those that can't be read too."""
        files = (file.split("/") for file in self.maps)
        return [file[1].rpartition(".")[0] for file in files if file[:-1] == [folder]]


def packs() -> list[Path]:
    """List the folders of the packs that come with the program."""
    return sorted(path.parent for path in CONTENT.glob(f"*/{ABOUT}"))


def find_pack(name: str) -> Path:
    """Find the folder of a pack, by the id of one that comes with the program or by its path.

    Raises `NoPackError` where there is none.
    """
    shipped = {path.name: path for path in packs()}
    path = shipped.get(name) or _path(name)
    if path.is_file():
        raise NoPackError(f"{name} is a file; a pack is a folder, so give the one it stands in")
    if not path.is_dir():
        mend = f"there is no folder {name} either; `meded new {name}` writes one"
        raise NoPackError(f"{no_such('pack', name, shipped)} ({mend})")
    if not (path / ABOUT).is_file():
        raise NoPackError(f"{name} is no pack: it has no {ABOUT}; `meded new` writes one to copy")
    if not (path / "flows").is_dir():
        raise NoPackError(f"{name} is no pack yet: it has no folder flows; add one with a flow")
    return path


def _path(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:  # ~ before somebody who is not known here
        return Path(name)


def read_pack(path: Path, *, examples: bool) -> ReadPack:
    """Read everything in a pack's folder; its examples, which teach alone, if they are wanted."""
    folder = PackReader(path)
    about, _ = folder.model(ABOUT, About)
    source, _ = folder.model("source.yaml", Source)
    tensions, _ = folder.model("tensions.yaml", dict[Id, Tension])
    topics, _ = folder.model("topics.yaml", tuple[Topic, ...])
    read = {name: folder.model(name, Flow)[0] for name in folder.some("flows", ".yaml")}
    flows = {name: flow for name, flow in read.items() if flow}
    cards = [folder.card(name) for name in folder.some("cards", ".md")]
    topics = topics or ()
    shelved = [card for topic in topics for card in topic.cards]
    pack = Pack(
        about or About.model_construct(id=path.name),
        source or Source.model_construct(id="", sections={}, facts={}, about=()),
        MappingProxyType({flow.id: flow for flow in flows.values()}),
        MappingProxyType({card.id: card for card in cards if card}),
        MappingProxyType(tensions or {}),
        topics,
        MappingProxyType(folder.optional("aspects.yaml", dict[Name, Aspect]) or {}),
        MappingProxyType(_in_order(_options(folder), shelved)),
        MappingProxyType(folder.optional("roles.yaml", dict[Name, Role]) or {}),
        MappingProxyType(folder.optional("gaps.yaml", dict[Name, Gap]) or {}),
        path,
    )
    said = Examples.read(folder) if examples else None
    issues = (*folder.issues, *unread(path, examples=examples))
    return ReadPack(pack, flows, folder.maps, frozenset(folder.unread), said, issues)


def _options(folder: PackReader) -> dict[str, Option]:
    """Read `options/<id>.yaml`, as far as they can be read; a pack may have none."""
    read = {name: folder.model(name, Option)[0] for name in folder.names("options", ".yaml")}
    return {
        name.removeprefix("options/").removesuffix(".yaml"): option
        for name, option in read.items()
        if option
    }


def _in_order(options: dict[str, Option], shelved: list[str]) -> dict[str, Option]:
    """Put options in the order in which the topics list their cards, which readers see.

    The one that the document is about, which has cards of its own for its aspects, comes first.
    """
    places = {card: place for place, card in enumerate(shelved)}

    def place(name: str) -> tuple[bool, int, str]:
        option = options[name]
        return not option.cards, places.get(option.card, len(places)), name

    return {name: options[name] for name in sorted(options, key=place)}
