"""Trained: what `meded train` learned from a pack's examples, kept as plain arrays."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from flows.nlu.calibration import Calibration
from flows.nlu.classifier import Classifier
from flows.nlu.model import Model
from flows.nlu.word_vectors import WORDS, Vectors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from flows.pack.examples import Example, Examples

FILE = "matcher.npz"
"""Where it lies in a pack's folder."""
GENERAL = "any"
"""The hearer of questions that have no examples of their own."""

_FORM = "2"


def digest(examples: Examples, commands: tuple[Example, ...]) -> str:
    """Name exactly what was learned from: every example, and the form of the arrays."""
    found = hashlib.sha256(_FORM.encode())
    answers = (example for said in examples.answers.values() for example in said)
    for example in (*examples.all, *commands, *answers):
        parts = (example.label, example.kind, example.voice, example.text)
        found.update("\x1f".join(parts).encode() + b"\x1e")
    return found.hexdigest()


def outdated(examples: Examples, commands: tuple[Example, ...]) -> str | None:
    """Say what is wrong with what lies in the examples' folder; None if it is up to date."""
    path = examples.folder / FILE
    if not path.is_file():
        return "is missing, so only exact phrases are understood; run `meded train`"
    try:
        with np.load(path) as file:
            current = str(file["digest"]) == digest(examples, commands)
    except (OSError, ValueError, KeyError, BadZipFile):
        return "can't be read, so only exact phrases are understood; run `meded train`"
    return None if current else "was made from other examples; run `meded train`"


@dataclass(frozen=True, eq=False)
class ModelBundle:
    """The reader of questions, the hearers of typed answers, and what they were made from."""

    digest: str
    reader: Model
    hearers: Mapping[str, Model]

    @classmethod
    def read(cls, folder: Path) -> ModelBundle | None:
        """Read what lies in a pack's folder; None if nothing does."""
        if not (folder / FILE).is_file():
            return None
        vectors = Vectors.read(WORDS)
        try:
            with np.load(folder / FILE) as file:
                arrays = {name: file[name] for name in file.files}
            readers = {
                name: Model(
                    Classifier.from_arrays(arrays, name),
                    Calibration.from_arrays(arrays, name),
                    vectors,
                )
                for name in (str(name) for name in arrays["names"])
            }
            return cls(str(arrays["digest"]), readers.pop("questions"), readers)
        except (OSError, ValueError, KeyError, BadZipFile):
            return None  # `outdated` says so

    def write(self, folder: Path) -> None:
        """Write it into a pack's folder; the same content gives the same bytes."""
        readers = {"questions": self.reader, **self.hearers}
        arrays: dict[str, NDArray[Any]] = {
            "digest": np.array(self.digest),
            "names": np.array(list(readers)),
        }
        for name, reader in readers.items():
            arrays |= reader.classifier.arrays(name) | reader.calibration.arrays(name)
        np.savez_compressed(folder / FILE, allow_pickle=False, **arrays)
