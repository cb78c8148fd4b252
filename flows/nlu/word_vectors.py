"""Vectors: what single words mean, distilled once from a sentence model by `distill_words`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from flows.language.files import LANGUAGE
from flows.nlu.features import word_key

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float32]

WORDS = LANGUAGE / "words.npz"
"""Where the vectors of English words lie."""


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """One row of small integers and a scale per word, found by the word's hash."""

    keys: NDArray[np.uint32]
    rows: NDArray[np.int8]
    scale: Floats

    @classmethod
    def read(cls, path: Path) -> Vectors:
        """Read the arrays at `path`."""
        with np.load(path) as file:
            return cls(file["keys"], file["rows"], file["scale"].astype(np.float32))

    @property
    def size(self) -> int:
        """How many numbers describe a text."""
        return int(self.rows.shape[1])

    def knows(self, word: str) -> bool:
        """Whether a word is one of these."""
        key = word_key(word)
        at = int(np.searchsorted(self.keys, np.uint32(key)))
        return at < len(self.keys) and int(self.keys[at]) == key

    def mean(self, said: list[str]) -> Floats:
        """Describe a text by its words' weighted sum, of length one; zeros if none is known."""
        keys = np.array([word_key(word) for word in said], dtype=np.uint32)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        at = at[self.keys[at] == keys]
        total: Floats = self.scale[at] @ self.rows[at].astype(np.float32)
        return total / np.float32(np.sqrt(total @ total) + 1e-9)
