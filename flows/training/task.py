"""A task: examples as numbers, and the classifier that is fitted to them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import Ridge
from sklearn.model_selection import PredefinedSplit

from flows.nlu.classifier import Classifier, Traits, Vocabulary, point
from flows.nlu.features import letter_grams, word_grams, word_key, words
from flows.nlu.model import COMMAND, OUTSIDE, is_short
from flows.pack.examples import NONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from flows.nlu.word_vectors import Floats, Vectors
    from flows.pack.examples import Example

ALPHA = 0.3
"""How small the weights are kept, found on authors held out."""
TOLERANCE = 1e-3
"""How exactly they are solved for."""
FOLDS = 3
"""Into so many groups of authors the examples are split, to score each by what the others teach."""
LEVELS, FINE_LEVELS = 7, 127
"""Weights are kept as whole numbers up to this, times a scale per gram; finer ones take more room.
"""
_FAMILIAR = 2
"""How many others must say a word in commands or answers before it is familiar."""
_OF_THE_DOCUMENT = frozenset({"change", "what_if", "verdict"})
"""Commands in whose lines the words of a document stand, so that those tell of no command."""
_THREADS = 2
"""Fits at once; each holds a copy of its part of the matrix."""
_AT_ONCE = 5_000
"""Texts whose grams are counted at once, to bound the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """Examples as a matrix: a row each, what is true of it, its traits, and its fold."""

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    matrix: csr_matrix
    truth: Floats
    traits: tuple[Traits, ...]
    folds: NDArray[np.intp]

    @classmethod
    def of(cls, examples: Sequence[Example], vectors: Vectors, seen: int) -> Task:
        """Turn examples into numbers; a gram counts that stands in `seen` of them."""
        said_by = _said_by(examples)
        vocabulary = _vocabulary([example.text for example in examples], said_by, seen)
        matrix, traits = _matrix(examples, vocabulary, vectors, said_by)
        known = [label_of(example) for example in examples]
        labels = tuple(sorted(set(known)))
        truth = np.eye(len(labels), dtype=np.float32)[[labels.index(label) for label in known]]
        return cls(labels, vocabulary, matrix, truth, traits, _folds(examples))

    def fitted(self, levels: int = LEVELS) -> Classifier:
        """Fit a classifier to all of them, with weights up to `levels`."""
        solved = _fit(self.matrix, self.truth)
        weights = np.asarray(solved.coef_.T, np.float32).reshape(-1, len(self.labels))
        size = len(self.vocabulary.keys)
        scale = np.abs(weights[:size]).max(axis=1) / levels + np.float32(1e-12)
        rows = np.round(weights[:size] / scale[:, None]).astype(np.int8)
        bias = np.asarray(solved.intercept_, np.float32).reshape(-1)
        return Classifier(self.labels, self.vocabulary, rows, scale, weights[size:], bias)

    def held_out(self) -> Floats:
        """Score each example by what the other authors teach."""
        found = np.zeros_like(self.truth)

        def score(known: NDArray[np.intp], unknown: NDArray[np.intp]) -> None:
            if not len(known):
                return  # nobody else teaches anything
            solved = _fit(self.matrix[known], self.truth[known])
            found[unknown] = solved.predict(self.matrix[unknown]).reshape(len(unknown), -1)

        splits = PredefinedSplit(self.folds).split()
        with ThreadPoolExecutor(_THREADS) as pool:
            for done in [pool.submit(score, *split) for split in splits]:
                done.result()
        return found


def label_of(example: Example) -> str:
    """Name what an example teaches: a card, a command, an answer, or a kind of outside."""
    if example.label == NONE:
        return example.kind
    command = example.kind == "command" and example.label not in OUTSIDE
    return COMMAND + example.label if command else example.label


def _fit(matrix: csr_matrix, truth: Floats) -> Ridge:
    return Ridge(alpha=ALPHA, solver="lsqr", tol=TOLERANCE, copy_X=False).fit(matrix, truth)


def _folds(examples: Sequence[Example]) -> NDArray[np.intp]:
    """Group examples by the hash of the author, so that a new one moves no other.

    Where these leave a fold empty, as few of them do, each text is an author of its own.
    """
    few = len({_fold(example.author) for example in examples}) < FOLDS
    return np.array([_fold(example.text if few else example.author) for example in examples])


def _fold(name: str) -> int:
    """Tell the fold of a name; without its last bit the hash parts ours about evenly."""
    return (crc32(name.encode()) >> 1) % FOLDS


def _matrix(
    examples: Sequence[Example],
    vocabulary: Vocabulary,
    vectors: Vectors,
    said_by: Mapping[str, set[str]],
) -> tuple[csr_matrix, tuple[Traits, ...]]:
    """Stack texts, a row each: the grams, and the vector behind them. No row is held twice."""
    at, value, ends, traits = array("i"), array("f"), array("i", [0]), []
    size = len(vocabulary.keys)
    behind = np.arange(size, size + vectors.size, dtype=np.int32).tobytes()
    for example in examples:
        here = replace(
            point(example.text, vocabulary, vectors),
            unfamiliar_ratio=_unfamiliar_ratio(example, said_by),
        )
        at.frombytes(here.at.astype(np.int32).tobytes() + behind)
        value.frombytes(np.concatenate((here.value, here.vector)).astype(np.float32).tobytes())
        ends.append(len(at))
        traits.append(here.traits)
    arrays = (np.frombuffer(value, np.float32), np.frombuffer(at, np.int32))
    shape = (len(examples), size + vectors.size)
    return csr_matrix((*arrays, np.frombuffer(ends, np.int32)), shape=shape), tuple(traits)


def _said_by(examples: Sequence[Example]) -> dict[str, set[str]]:
    """Collect the words of commands and answers, with the authors that say each."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for example in examples:
        label = label_of(example)
        if is_short(label) and label.removeprefix(COMMAND) not in _OF_THE_DOCUMENT:
            for word in words(example.text):
                found[word].add(example.author)
    return found


def _unfamiliar_ratio(example: Example, said_by: Mapping[str, set[str]]) -> float:
    """Tell what share of a text's words hardly anybody but its own author says."""
    said = words(example.text)
    familiar = sum(len(said_by.get(word, set()) - {example.author}) >= _FAMILIAR for word in said)
    return 1 - familiar / max(1, len(said))


def _vocabulary(texts: Sequence[str], said_by: Mapping[str, set[str]], least: int) -> Vocabulary:
    keys, often = np.array([], np.uint32), np.array([], np.float32)
    for start in range(0, len(texts), _AT_ONCE):
        here = array("I")
        for text in texts[start : start + _AT_ONCE]:
            said = words(text)
            here.extend({*word_grams(said), *letter_grams(said)})
        new, times = np.unique(np.frombuffer(here, np.uint32), return_counts=True)
        keys, place = np.unique(np.concatenate((keys, new)), return_inverse=True)
        often = np.bincount(place, np.concatenate((often, times))).astype(np.float32)
    kept = often >= least
    idf = (np.log((1 + len(texts)) / (1 + often[kept])) + 1).astype(np.float32)
    familiar = sorted({word_key(w) for w, who in said_by.items() if len(who) >= _FAMILIAR} or {0})
    unseen = float(np.log((1 + len(texts)) / 2) + 1)
    return Vocabulary(keys[kept], idf, unseen, np.array(familiar, np.uint32))
