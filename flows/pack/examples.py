"""Examples: prepared lines, by what they mean and by author, which is a way of writing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from flows.model.source import Id, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flows.pack.reader import PackReader

Kind = Literal["direct", "indirect", "near", "far", "command", "answer", "aspect", "gap"]
"""Names its topic · describes it · right words, not answered here · from elsewhere · typed ·
asks something of options · asks what the document leaves out."""

BY_KIND = frozenset({"direct", "indirect", "near", "far"})
"""The kinds that a file sorts its lines by, below their authors."""

NONE = "none"
"""The label of what the document does not answer."""
ASPECTS, FOLLOW_UPS, GAPS = "aspects", "follow_ups", "gaps"
"""The files of questions about options, of those that lean on options spoken of last, and of
questions about what the document leaves out."""

_NAMED = re.compile(r"\{(?P<option>[^{}|]*)\|(?P<said>[^{}|]*)\}")

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


def spoken(text: str) -> str:
    """Write a question about options as it is typed, without the marks of what it names."""
    return _NAMED.sub(lambda found: found["said"], text)


def marked(text: str) -> tuple[str, ...]:
    """List the options that a question is marked to name."""
    return tuple(found["option"] for found in _NAMED.finditer(text))


@dataclass(frozen=True, slots=True)
class Examples:
    """All questions of a pack with the file each label stands in, and its typed answers.

    Questions about options, by aspect, hold each option they name as {option|what is typed}.
    """

    all: tuple[Example, ...]
    files: Mapping[str, str]
    answers: Mapping[str, tuple[Example, ...]]
    aspects: tuple[Example, ...] = ()
    gaps: tuple[Example, ...] = ()
    follow_ups: tuple[Example, ...] = ()

    @classmethod
    def read(cls, folder: PackReader) -> Examples:
        """Read `examples/<card>.yaml`, `examples/none.yaml` and `examples/<flow>/<question>.yaml`.

        The first two hold author → kind → lines, the last answer → author → lines. So do
        `examples/aspects.yaml`, `follow_ups.yaml` and `gaps.yaml`, with an aspect or a gap for an
        answer.
        """
        found: list[Example] = []
        files: dict[str, str] = {}
        for name in folder.names("examples", ".yaml"):
            label = name.rsplit("/", 1)[-1].removesuffix(".yaml")
            if label in {ASPECTS, FOLLOW_UPS, GAPS}:
                continue
            files[label] = name
            found += _asked(folder, name, label)
        files.pop(NONE, None)
        answers = {
            name.removeprefix("examples/").removesuffix(".yaml"): read_typed(folder, name, "answer")
            for flow in sorted(p.name for p in (folder.path / "examples").glob("*/"))
            for name in folder.names(f"examples/{flow}", ".yaml")
        }
        aspects = _optional(folder, ASPECTS, "aspect")
        gaps, follow_ups = (_optional(folder, GAPS, "gap"), _optional(folder, FOLLOW_UPS, "aspect"))
        return cls(tuple(found), files, answers, aspects, gaps, follow_ups)


def _optional(folder: PackReader, name: str, kind: Kind) -> tuple[Example, ...]:
    """Read a file that a pack may do without."""
    file = f"examples/{name}.yaml"
    return read_typed(folder, file, kind) if (folder.path / file).is_file() else ()


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
