"""Training: a pack's examples → the arrays that read what is typed. Deterministic."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupKFold

from flows.language.examples import command_examples
from flows.language.phrasebook import UNSURE, phrasebook
from flows.nlu.calibration import Calibration
from flows.nlu.classifier import Classifier, Point, Vocabulary, point
from flows.nlu.features import letter_grams, word_grams, word_key, words
from flows.nlu.model import ALIKE, COMMAND, OUTSIDE, Model, is_short, signs
from flows.nlu.model_bundle import GENERAL, ModelBundle, digest
from flows.nlu.word_vectors import WORDS, Floats, Vectors
from flows.pack.examples import NONE, Example, Examples
from flows.pack.reader import PackReader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

FIRM = 0.3
"""How small the weights are kept, found on voices held out."""
EXACT = 1e-3
"""How exactly they are solved for."""
FOLDS = 3
"""Into so many groups of voices the examples are split, to score each by what the others teach."""
_EVERY = 6
"""Of what asks or orders something, every so many-th teaches what is no answer."""
_EVERY_ALIKE = 2
"""The same, of replies to other questions."""
_EVERY_APART = 4
"""The same, of longer replies to other questions, which are none to this one."""
SHORT = 3
"""Words of a reply that means the same whatever was asked."""
_EVERY_FAR = 2
"""The same, of what comes from elsewhere."""
_VOICES = 2
"""How many others must say a word in commands or answers before it is familiar."""
OTHER = "other"
"""The label of a reply that answers nothing."""
SEEN = 2
"""A gram must stand in as many examples to count; one of replies, which are short, in one more."""


def label_of(example: Example) -> str:
    """Name what an example teaches: a card, a command, an answer, or a kind of outside."""
    if example.label == NONE:
        return example.kind
    command = example.kind == "command" and example.label not in OUTSIDE
    return COMMAND + example.label if command else example.label


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """Examples as numbers: a row each, what is true of it, and the group its voice is in."""

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    points: list[Point]
    matrix: csr_matrix
    truth: Floats
    groups: NDArray[np.intp]

    @classmethod
    def of(cls, examples: Sequence[Example], vectors: Vectors, seen: int) -> Task:
        """Turn examples into numbers; a gram counts that stands in `seen` of them."""
        said_by = _said_by(examples)
        vocabulary = _vocabulary([example.text for example in examples], said_by, seen)
        points = [
            replace(point(example.text, vocabulary, vectors), strange=_strange(example, said_by))
            for example in examples
        ]
        known = [label_of(example) for example in examples]
        labels = tuple(sorted(set(known)))
        truth = np.eye(len(labels), dtype=np.float32)[[labels.index(label) for label in known]]
        voices = sorted({example.voice for example in examples})
        groups = np.array([voices.index(example.voice) for example in examples])
        matrix = _matrix(points, len(vocabulary.keys))
        return cls(labels, vocabulary, points, matrix, truth, groups)

    def fitted(self) -> Classifier:
        """Fit a classifier to all of them."""
        solved = _fit(self.matrix, self.truth)
        weights = np.asarray(solved.coef_.T, np.float32)
        size = len(self.vocabulary.keys)
        scale = np.abs(weights[:size]).max(axis=1) / 127 + np.float32(1e-12)
        rows = np.round(weights[:size] / scale[:, None]).astype(np.int8)
        bias = np.asarray(solved.intercept_, np.float32)
        return Classifier(self.labels, self.vocabulary, rows, scale, weights[size:], bias)

    def held_out(self) -> Floats:
        """Score each example by what the other voices teach."""
        found = np.zeros_like(self.truth)
        folds = GroupKFold(min(FOLDS, int(self.groups.max()) + 1))
        for known, unknown in folds.split(self.matrix, groups=self.groups):
            solved = _fit(self.matrix[known], self.truth[known])
            found[unknown] = solved.predict(self.matrix[unknown])
        return found


def _fit(matrix: csr_matrix, truth: Floats) -> Ridge:
    return Ridge(alpha=FIRM, solver="lsqr", tol=EXACT).fit(matrix, truth)


def _matrix(points: Sequence[Point], columns: int) -> csr_matrix:
    """Stack points: a row each, the grams sparse, the vector behind them."""
    ends = np.cumsum([0, *(len(here.at) for here in points)])
    at = np.concatenate([here.at for here in points])
    value = np.concatenate([here.value for here in points])
    grams = csr_matrix((value, at, ends), shape=(len(points), columns))
    return hstack([grams, csr_matrix(np.stack([here.vector for here in points]))]).tocsr()


def learn_safety(examples: Sequence[Example]) -> Classifier:
    """Learn to tell danger and strain from all the rest."""
    return Task.of(examples, Vectors.read(WORDS), SEEN).fitted()


def train(folder: Path) -> ModelBundle:
    """Learn from the pack in `folder`; the same examples give the same arrays."""
    return learn_all(Examples.read(PackReader(folder)), command_examples())


def learn_all(
    examples: Examples, typed: tuple[Example, ...], *, general: bool = True
) -> ModelBundle:
    """Learn from a pack's examples and those of the commands.

    `general` adds the hearer of questions that have no replies of their own.
    """
    vectors = Vectors.read(WORDS)
    questions = reader((*examples.all, *typed), vectors)
    hearers = {
        name: reader(replies(examples, typed, name), vectors, SEEN + 1)
        for name in (*examples.answers, *([GENERAL] if general else ()))
        if examples.answers
    }
    return ModelBundle(digest(examples, typed), questions, hearers)


def replies(examples: Examples, typed: Sequence[Example], name: str) -> list[Example]:
    """Collect what teaches to hear answers to one question, its own replies first.

    Short replies to other questions, and hedges, teach what they mean anywhere; longer ones, which
    speak of something else, questions and commands teach `other`. A question without replies of
    its own learns from all.
    """
    own = examples.answers.get(name, ())
    others = [
        example
        for question, said in examples.answers.items()
        if question != name
        for example in said
        if example.label in ALIKE
    ]
    alike: list[Example] = []
    apart: list[Example] = []
    for example in others:
        anywhere = example.label == UNSURE or len(words(example.text)) <= SHORT
        (alike if anywhere or not own else apart).append(example)
    apart = [replace(example, label=OTHER) for example in apart[::_EVERY_APART]]
    elsewhere = [
        replace(example, label=OTHER)
        for example in (*examples.all, *typed)
        if example.kind == "command" or (example.kind != "far" and phrasebook().asks(example.text))
    ][::_EVERY]
    far = [replace(example, label=OTHER) for example in examples.all if example.kind == "far"]
    return [*own, *alike[::_EVERY_ALIKE], *apart, *elsewhere, *far[::_EVERY_FAR]]


def reader(examples: Sequence[Example], vectors: Vectors, seen: int = SEEN) -> Model:
    """Fit a classifier, and calibrate it on voices held out."""
    task = Task.of(examples, vectors, seen)
    labels, held_out = task.labels, task.held_out()
    found = np.stack(
        [signs(scores, labels, here) for scores, here in zip(held_out, task.points, strict=True)]
    )
    inside = np.array([label not in OUTSIDE for label in labels])
    best = np.where(inside, held_out, np.float32(-9)).argmax(axis=1)
    right = np.array(
        [labels[at] == label_of(example) for at, example in zip(best, examples, strict=True)]
    )
    return Model(task.fitted(), Calibration.fit(found, right), vectors)


def _said_by(examples: Sequence[Example]) -> dict[str, set[str]]:
    """Collect the words of commands and answers, with the voices that say each."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for example in examples:
        if is_short(label_of(example)):
            for word in words(example.text):
                found[word].add(example.voice)
    return found


def _strange(example: Example, said_by: Mapping[str, set[str]]) -> float:
    """Tell what share of a text's words hardly anybody but its own voice says."""
    said = words(example.text)
    familiar = sum(len(said_by.get(word, set()) - {example.voice}) >= _VOICES for word in said)
    return 1 - familiar / max(1, len(said))


def _vocabulary(texts: Sequence[str], said_by: Mapping[str, set[str]], least: int) -> Vocabulary:
    seen: Counter[int] = Counter()
    for text in texts:
        said = words(text)
        seen.update({*word_grams(said), *letter_grams(said)})
    keys = np.array(sorted(key for key, often in seen.items() if often >= least), np.uint32)
    often = np.array([seen[int(key)] for key in keys], np.float32)
    telling = (np.log((1 + len(texts)) / (1 + often)) + 1).astype(np.float32)
    familiar = sorted({word_key(w) for w, who in said_by.items() if len(who) >= _VOICES} or {0})
    unseen = float(np.log((1 + len(texts)) / 2) + 1)
    return Vocabulary(keys, telling, unseen, np.array(familiar, np.uint32))
