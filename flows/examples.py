"""Examples: prepared lines, by what they mean and by the voice, the way of writing, they are in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from flows.folder import Folder
from flows.source import Id, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Kind = Literal["direct", "indirect", "near", "far", "command", "answer"]
"""Names its topic · describes it · right words, not answered here · from elsewhere · typed."""

CALM = "calm"
"""The label of what tells neither of danger nor of strain."""
NONE = "none"
"""The label of what the document does not answer."""

SPEECH = Path(__file__).parent / "speech"
"""What is said and typed whatever the pack is about."""

_Lines = dict[Id, tuple[Words, ...]]


@dataclass(frozen=True, slots=True)
class Example:
    """One line that somebody would type, what it means, and the voice it is in."""

    text: str
    label: str
    voice: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Examples:
    """All questions of a pack with the file each label stands in, and its typed answers."""

    all: tuple[Example, ...]
    files: Mapping[str, str]
    answers: Mapping[str, tuple[Example, ...]]
    folder: Path

    @classmethod
    def read(cls, folder: Folder) -> Examples:
        """Read `examples/<card>.yaml`, `examples/none.yaml` and `examples/<flow>/<question>.yaml`.

        The first two hold voice → kind → lines, the last answer → voice → lines.
        """
        found: list[Example] = []
        files: dict[str, str] = {}
        for name in folder.names("examples", ".yaml"):
            label = name.rsplit("/", 1)[-1].removesuffix(".yaml")
            files[label] = name
            voices, _ = folder.model(name, dict[Id, dict[Kind, tuple[Words, ...]]])
            found += [
                Example(text, label, voice, kind)
                for voice, kinds in (voices or {}).items()
                for kind, texts in kinds.items()
                for text in texts
            ]
        files.pop(NONE, None)
        answers = {
            name.removeprefix("examples/").removesuffix(".yaml"): _typed(folder, name, "answer")
            for flow in sorted(p.name for p in (folder.path / "examples").glob("*/"))
            for name in folder.names(f"examples/{flow}", ".yaml")
        }
        return cls(tuple(found), files, answers, folder.path)


def safety(packs: Iterable[Examples]) -> tuple[Example, ...]:
    """Read the lines of danger, of strain and of neither.

    Of a pack's ordinary lines some are taken for neither; all of them would dull the ear.
    """
    ordinary = [
        *commands(),
        *(example for pack in packs for example in pack.all),
        *(example for pack in packs for said in pack.answers.values() for example in said[::2]),
    ]
    listed = (
        Example(phrase, CALM, language, "answer")
        for language, meanings in replies().items()
        for phrases in meanings.values()
        for phrase in phrases
    )
    calm = (replace(example, label=CALM, kind="answer") for example in ordinary)
    return (*_typed(Folder(SPEECH), "safety.yaml", "answer"), *listed, *calm)


def replies() -> Mapping[Id, Mapping[Id, tuple[str, ...]]]:
    """Read the listed replies: language → meaning → phrases."""
    found, _ = Folder(SPEECH).model("replies.yaml", dict[Id, dict[Id, tuple[Words, ...]]])
    return found or {}


def commands() -> tuple[Example, ...]:
    """Read the ways to type each command, in any pack."""
    return _typed(Folder(SPEECH), "commands.yaml", "command")


def _typed(folder: Folder, name: str, kind: Kind) -> tuple[Example, ...]:
    labels, _ = folder.model(name, dict[Id, _Lines])
    return tuple(
        Example(text, label, voice, kind)
        for label, voices in (labels or {}).items()
        for voice, texts in voices.items()
        for text in texts
    )
