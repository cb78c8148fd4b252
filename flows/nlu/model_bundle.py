"""The model bundle: what `meded train` learned from a pack's examples, kept as plain arrays."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812 - a class, whatever its case

import numpy as np

from flows.nlu.calibration import Calibration
from flows.nlu.classifier import Classifier
from flows.nlu.model import Model
from flows.nlu.word_vectors import WORDS, Vectors
from flows.pack.examples import Example

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from flows.nlu.model import Reader
    from flows.pack.examples import Examples
    from flows.pack.pack import Pack

FILE = "matcher.npz"
"""Where it lies in a pack's folder."""
QUESTIONS, ASPECTS, NAMING, GAPS = "questions", "aspects", "options", "gaps"
FOLLOW_UPS = "follow-ups"
"""The models of questions, of what is asked of options that are named, of options that are only
described, of what the document leaves out, and of what is asked of those spoken of."""
GENERAL = "any"
"""The model of replies to questions that have no examples of their own."""

_NAMES = "title"
"""The author of the names that cards have."""
BROKEN = (
    *(OSError, ValueError, KeyError, TypeError, EOFError, IndexError),
    *(BadZipFile, ZlibError),
)
"""What reading a damaged file of arrays may raise."""
_FORM = "6"

Figures = dict[str, Any]
"""What was measured with all authors held out; see `training/cross_validation`."""


def names(pack: Pack) -> tuple[Example, ...]:
    """Take the titles and aliases of a pack's cards as examples of what they are about."""
    return tuple(
        Example(text, card.id, _NAMES, "direct")
        for card in pack.cards.values()
        for text in (card.title, *card.aliases)
    )


def _called(pack: Pack) -> Iterator[Example]:
    """Take the names of options, which are put aside before aspects are learned."""
    for name, option in pack.options.items():
        for phrase in (option.name, *option.called, *option.not_called):
            yield Example(phrase, name, _NAMES, "aspect")


def digest(pack: Pack, examples: Examples, commands: tuple[Example, ...]) -> str:
    """Name exactly what was learned from: examples, names, and the form of the arrays."""
    found = hashlib.sha256(_FORM.encode())
    answers = (example for said in examples.answers.values() for example in said)
    others = (*examples.aspects, *examples.follow_ups, *examples.gaps, *_called(pack))
    for example in (*examples.all, *names(pack), *commands, *answers, *others):
        parts = (example.label, example.kind, example.author, example.text)
        found.update("\x1f".join(parts).encode() + b"\x1e")
    return found.hexdigest()


def outdated(pack: Pack, examples: Examples, commands: tuple[Example, ...]) -> str | None:
    """Say what is wrong with what lies in the pack's folder; None if it is up to date."""
    path = pack.folder / FILE
    if not path.is_file():
        return "is missing, so only exact phrases are understood; run `meded train`"
    bundle = ModelBundle.read(pack.folder)
    if bundle is None:
        return "can't be read, so only exact phrases are understood; run `meded train`"
    current = bundle.digest == digest(pack, examples, commands)
    return None if current else "was made from other examples or names; run `meded train`"


@dataclass(frozen=True, eq=False)
class ModelBundle:
    """The model of questions, those of replies, what they were made from and measured at.

    A pack without options has no model of these and of their aspects, one without gaps none of
    gaps.
    """

    digest: str
    questions: Reader
    reply_models: Mapping[str, Reader]
    aspects: Reader | None = None
    naming: Reader | None = None
    gaps: Reader | None = None
    follow_ups: Reader | None = None
    figures: Figures = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> ModelBundle | None:
        """Read what lies in a pack's folder; None if nothing does."""
        if not (folder / FILE).is_file():
            return None
        vectors = Vectors.read(WORDS)
        try:
            with (folder / FILE).open("rb") as raw, np.load(raw) as file:
                arrays = {name: file[name] for name in file.files}
            readers = {
                name: Model(
                    Classifier.from_arrays(arrays, name),
                    Calibration.from_arrays(arrays, name),
                    vectors,
                )
                for name in (str(name) for name in arrays["names"])
            }
            figures = json.loads(str(arrays["figures"]))
            return cls(
                str(arrays["digest"]),
                readers.pop(QUESTIONS),
                aspects=readers.pop(ASPECTS, None),
                naming=readers.pop(NAMING, None),
                gaps=readers.pop(GAPS, None),
                follow_ups=readers.pop(FOLLOW_UPS, None),
                reply_models=readers,
                figures=figures,
            )
        except BROKEN:
            return None  # `outdated` says so

    def write(self, folder: Path) -> None:
        """Write it into a pack's folder; the same content gives the same bytes."""
        several = {
            QUESTIONS: self.questions,
            ASPECTS: self.aspects,
            NAMING: self.naming,
            GAPS: self.gaps,
            FOLLOW_UPS: self.follow_ups,
        }
        readers = {name: one for name, one in several.items() if one} | dict(self.reply_models)
        arrays: dict[str, NDArray[Any]] = {
            "digest": np.array(self.digest),
            "figures": np.array(json.dumps(self.figures)),
            "names": np.array(list(readers)),
        }
        for name, reader in readers.items():
            if not isinstance(reader, Model):
                raise TypeError(f"{name} was only measured")
            arrays |= reader.classifier.arrays(name) | reader.calibration.arrays(name)
        np.savez_compressed(folder / FILE, allow_pickle=False, **arrays)
