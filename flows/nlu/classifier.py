"""A classifier: a text's grams and vector, times learned weights, as one score per label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from flows.nlu.features import grams, word_key, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from flows.nlu.features import Grams
    from flows.nlu.word_vectors import Floats, Vectors

SHARES = (0.45, 0.25, 0.30)
"""How much of a text's likeness its words, its letters and its vector make up."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The grams that are known: their hashes, sorted, and how telling each is (IDF).

    `familiar` are the words that short texts, commands and answers, are made of.
    """

    keys: NDArray[np.uint32]
    idf: NDArray[np.float32]
    unseen: float
    familiar: NDArray[np.uint32]

    def unfamiliar_ratio(self, said: list[str]) -> float:
        """Tell how much of a text, from 0 to 1, is not what commands and answers are made of."""
        keys = np.array([word_key(word) for word in said], np.uint32)
        at = np.searchsorted(self.familiar, keys)
        known = self.familiar[np.minimum(at, len(self.familiar) - 1)] == keys
        return 1 - float(known.sum()) / max(1, len(said))

    def weigh(self, here: Grams, share: float) -> tuple[NDArray[np.intp], Floats]:
        """Find the known grams and their TF-IDF; unknown ones only add to the length."""
        if not len(self.keys):
            return np.array([], np.intp), np.array([], np.float32)
        at = np.minimum(np.searchsorted(self.keys, here.keys), len(self.keys) - 1)
        known = self.keys[at] == here.keys
        value = here.often * np.where(known, self.idf[at], np.float32(self.unseen))
        value *= np.float32(np.sqrt(share)) / (np.sqrt(value @ value) + np.float32(1e-9))
        return at[known], value[known]


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A text as numbers: known grams, their values, its vector, and what share is strange."""

    at: NDArray[np.intp]
    value: Floats
    vector: Floats
    unfamiliar_ratio: float

    @property
    def traits(self) -> Traits:
        """What tells how well the text is known."""
        known = float(self.value @ self.value) / (SHARES[0] + SHARES[1])
        return Traits(known, len(self.at), self.unfamiliar_ratio)


class Traits(NamedTuple):
    """How much of a text's length lies in known grams, how many they are, what is unfamiliar."""

    known: float
    grams: int
    unfamiliar_ratio: float


def point(text: str, vocabulary: Vocabulary, vectors: Vectors) -> Point:
    """Turn a text into numbers."""
    said = words(text)
    word, letter, vector = SHARES
    of_words, of_letters = grams(tuple(said))
    word_at, word_value = vocabulary.weigh(of_words, word)
    letter_at, letter_value = vocabulary.weigh(of_letters, letter)
    return Point(
        np.concatenate((word_at, letter_at)),
        np.concatenate((word_value, letter_value)),
        vectors.mean(said) * np.float32(np.sqrt(vector)),
        vocabulary.unfamiliar_ratio(said),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """Scores a text for each label; around 1 for a sure one, around 0 for the others."""

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    rows: NDArray[np.int8]
    scale: Floats
    dense: Floats
    bias: Floats

    def scores(self, here: Point) -> Floats:
        """Score every label."""
        sparse = (here.value * self.scale[here.at]) @ self.rows[here.at].astype(np.float32)
        total: Floats = sparse + here.vector @ self.dense + self.bias
        return total

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Lay everything out as plain arrays, each under `name`; keys by the gaps between them."""
        return {
            f"{name}.labels": np.array(self.labels),
            f"{name}.gaps": np.diff(self.vocabulary.keys, prepend=np.uint32(0)),
            f"{name}.idf": self.vocabulary.idf.astype(np.float16),
            f"{name}.unseen": np.array([self.vocabulary.unseen], np.float32),
            f"{name}.familiar": self.vocabulary.familiar,
            f"{name}.rows": self.rows,
            f"{name}.scale": self.scale.astype(np.float16),
            f"{name}.dense": self.dense.astype(np.float16),
            f"{name}.bias": self.bias,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], name: str) -> Classifier:
        """Take the arrays of `arrays(name)` back."""

        def floats(part: str) -> Floats:
            return arrays[f"{name}.{part}"].astype(np.float32)

        vocabulary = Vocabulary(
            np.cumsum(arrays[f"{name}.gaps"], dtype=np.uint32),
            floats("idf"),
            float(floats("unseen").item()),
            arrays[f"{name}.familiar"].astype(np.uint32),
        )
        labels, rows, dense = arrays[f"{name}.labels"], arrays[f"{name}.rows"], floats("dense")
        sizes = {len(vocabulary.keys), len(vocabulary.idf), len(rows), len(floats("scale"))}
        wide = {rows.shape[1:], dense.shape[1:], floats("bias").shape, labels.shape}
        if len(sizes) > 1 or len(wide) > 1:
            raise ValueError(f"the arrays of {name} don't fit together")
        return cls(
            tuple(str(label) for label in arrays[f"{name}.labels"]),
            vocabulary,
            arrays[f"{name}.rows"].astype(np.int8),
            floats("scale"),
            floats("dense"),
            floats("bias"),
        )
