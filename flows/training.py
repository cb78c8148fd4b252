"""Training: a pack's examples → the arrays that read what people type. Deterministic."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from flows.calibration import Calibration
from flows.classifier import Classifier, Point, Vocabulary, point
from flows.cues import asks
from flows.examples import NONE, Example, Examples, commands
from flows.folder import Folder
from flows.grams import letter_grams, word_grams, word_key, words
from flows.reading import ALIKE, COMMAND, OUTSIDE, Reader, is_short, signs
from flows.replies import spoken
from flows.ridge import Table, solve
from flows.trained import GENERAL, WORDS, Trained, digest
from flows.vectors import Floats, Vectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FIRM = 0.3
"""How small the weights are kept, found on voices held out."""
_EVERY = 6
"""Of what asks or orders something, every so many-th teaches what is no answer."""
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


def learn(
    examples: Sequence[Example], vectors: Vectors, seen: int = SEEN
) -> tuple[Classifier, list[Point], Floats]:
    """Fit a classifier; also the points, and the scores each gets with its voice held out."""
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
    table = Table.of(points, len(vocabulary.keys))
    solution = solve(table.gram(), truth, groups, FIRM)
    weights = table.weights(solution.dual)
    scale = np.abs(weights).max(axis=1) / 127 + np.float32(1e-12)
    rows = np.round(weights / scale[:, None]).astype(np.int8)
    dense = table.vectors.T @ solution.dual
    classifier = Classifier(labels, vocabulary, rows, scale, dense, solution.bias)
    return classifier, points, solution.held_out


def train(folder: Path) -> Trained:
    """Learn from the pack in `folder`; the same examples give the same arrays."""
    return learn_all(Examples.read(Folder(folder)), commands())


def learn_all(examples: Examples, typed: tuple[Example, ...]) -> Trained:
    """Learn from a pack's examples and those of the commands."""
    vectors = Vectors.read(WORDS)
    questions = reader((*examples.all, *typed), vectors)
    hearers = {
        name: reader(replies(examples, typed, name), vectors, SEEN + 1)
        for name in (*examples.answers, GENERAL)
        if examples.answers
    }
    return Trained(digest(examples, typed), questions, hearers)


def replies(examples: Examples, typed: Sequence[Example], name: str) -> list[Example]:
    """Collect what teaches to hear answers to one question, its own replies first.

    Replies to other questions teach yes, no and hedges; questions and commands teach `other`.
    """
    own = examples.answers.get(name, ())
    alike = [
        example
        for question, said in examples.answers.items()
        if question != name
        for example in said
        if example.label in ALIKE
    ]
    elsewhere = [
        replace(example, label=OTHER)
        for example in (*examples.all, *typed)
        if example.kind == "command" or (example.kind != "far" and asks(spoken(example.text)))
    ][::_EVERY]
    far = [replace(example, label=OTHER) for example in examples.all if example.kind == "far"]
    return [*own, *alike, *elsewhere, *far[::_EVERY_FAR]]


def reader(examples: Sequence[Example], vectors: Vectors, seen: int = SEEN) -> Reader:
    """Fit a classifier, and calibrate it on voices held out."""
    classifier, points, held_out = learn(examples, vectors, seen)
    labels = classifier.labels
    found = np.stack(
        [signs(scores, labels, here) for scores, here in zip(held_out, points, strict=True)]
    )
    inside = np.array([label not in OUTSIDE for label in labels])
    best = np.where(inside, held_out, np.float32(-9)).argmax(axis=1)
    right = np.array(
        [labels[at] == label_of(example) for at, example in zip(best, examples, strict=True)]
    )
    return Reader(classifier, Calibration.fit(found, right), vectors)


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
