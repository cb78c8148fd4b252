"""Examples: prepared lines, by what they mean and by author, which is a way of writing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from flows.model.source import Id, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flows.pack.reader import PackReader

Kind = Literal["direct", "indirect", "near", "far", "command", "answer"]
"""Names its topic · describes it · right words, not answered here · from elsewhere · typed."""

NONE = "none"
"""The label of what the document does not answer."""

_Lines = dict[Id, tuple[Words, ...]]
_Asked = dict[Id, dict[Literal["direct", "indirect"], tuple[Words, ...]]]
_Questions = dict[Id, dict[Kind, tuple[Words, ...]]]
_Unanswered = dict[Id, dict[Literal["near", "far"], tuple[Words, ...]]]


@dataclass(frozen=True, slots=True)
class Example:
    """One line that somebody would type, what it means, and its author."""

    text: str
    label: str
    author: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Examples:
    """All questions of a pack with the file each label stands in, and its typed answers."""

    all: tuple[Example, ...]
    files: Mapping[str, str]
    answers: Mapping[str, tuple[Example, ...]]

    @classmethod
    def read(cls, folder: PackReader) -> Examples:
        """Read `examples/<card>.yaml`, `examples/none.yaml` and `examples/<flow>/<question>.yaml`.

        The first two hold author → kind → lines, the last answer → author → lines.
        """
        found: list[Example] = []
        files: dict[str, str] = {}
        for name in folder.names("examples", ".yaml"):
            label = name.rsplit("/", 1)[-1].removesuffix(".yaml")
            files[label] = name
            found += _asked(folder, name, label)
        files.pop(NONE, None)
        answers = {
            name.removeprefix("examples/").removesuffix(".yaml"): read_typed(folder, name, "answer")
            for flow in sorted(p.name for p in (folder.path / "examples").glob("*/"))
            for name in folder.names(f"examples/{flow}", ".yaml")
        }
        return cls(tuple(found), files, answers)


def _asked(folder: PackReader, name: str, label: str) -> Iterator[Example]:
    form = _Unanswered if label == NONE else _Asked
    authors, _ = folder.model(name, cast("type[_Questions]", form))
    for author, kinds in (authors or {}).items():
        for kind, texts in kinds.items():
            yield from (Example(text, label, author, kind) for text in texts)


def read_typed(folder: PackReader, name: str, kind: Kind) -> tuple[Example, ...]:
    """Read a file of label → author → lines."""
    labels, _ = folder.model(name, dict[Id, _Lines])
    return tuple(
        Example(text, label, author, kind)
        for label, authors in (labels or {}).items()
        for author, texts in authors.items()
        for text in texts
    )
