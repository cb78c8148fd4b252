"""A model: every label's score for one text, and how sure the best one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from flows.language.phrasebook import NO, OTHER, UNSURE, YES, phrasebook
from flows.nlu.classifier import Classifier, Traits, point

if TYPE_CHECKING:
    from flows.nlu.calibration import Calibration
    from flows.nlu.word_vectors import Floats, Vectors

COMMAND = "@"
"""Before a command's id in a label; a card's label is its id."""
OUTSIDE = frozenset({"near", "far", OTHER})
"""The labels of what is not answered here."""
ALIKE = frozenset({YES, NO, UNSURE})
"""Answers that are worded alike whatever the question."""
REMARK = f"{COMMAND}greeting"
"""The label of small talk."""
_SLIGHT, _LEAN = -9.0, 0.06
"""What stands for no score at all, and how much rather than by its words alone a line that asks
nothing is small talk."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """The best label, the probability that it is right, and the three best cards.

    `unfamiliar_ratio` is the share of words that commands, or answers, are not made of.
    """

    label: str
    confidence: float
    cards: tuple[str, ...]
    unfamiliar_ratio: float = 1.0


class Reader(Protocol):
    """Reads texts as one of the labels that it knows."""

    def cards(self) -> frozenset[str]:
        """Name the cards that it knows."""
        ...

    def read(self, text: str) -> Prediction:
        """Read a text."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A classifier, of questions and commands or of replies, with its calibration."""

    classifier: Classifier
    calibration: Calibration
    vectors: Vectors

    def cards(self) -> frozenset[str]:
        """Name the cards that it knows."""
        labels = self.classifier.labels
        return frozenset(
            label for label in labels if label not in OUTSIDE and not label.startswith(COMMAND)
        )

    def read(self, text: str) -> Prediction:
        """Read a text."""
        here = point(text, self.classifier.vocabulary, self.vectors)
        scores = self.classifier.scores(here) + leaning(text, self.classifier.labels)
        return self.predict(scores, here.traits)

    def predict(self, scores: Floats, here: Traits) -> Prediction:
        """Rank the labels by their scores, and tell how sure the best one is."""
        labels = self.classifier.labels
        ranked = [labels[at] for at in np.argsort(-scores, kind="stable")]
        inside = [label for label in ranked if label not in OUTSIDE]
        found = calibration_features(scores, labels, here)
        confidence = self.calibration.probability(found)
        cards = [label for label in inside if not label.startswith(COMMAND)]
        return Prediction(
            inside[0],
            float(confidence),
            tuple(cards[:3]),
            here.unfamiliar_ratio,
        )


def leaning(text: str, labels: tuple[str, ...]) -> Floats:
    """Add to the score of small talk where a line asks nothing."""
    told = np.float32(0 if phrasebook().asks(text) else _LEAN)
    return np.array([told * (label == REMARK) for label in labels], np.float32)


def is_short(label: str) -> bool:
    """Whether what has this label is said in few words of its own: a command or an answer."""
    return label.startswith(COMMAND) or label in ALIKE


def calibration_features(scores: Floats, labels: tuple[str, ...], here: Traits) -> Floats:
    """What tells a right best label from a wrong one: scores, gaps, and what is unknown."""
    outside = np.array([label in OUTSIDE for label in labels])
    inside = np.where(outside, np.float32(_SLIGHT), scores)
    first, second, third = np.sort(np.append(inside, (_SLIGHT, _SLIGHT)))[::-1][:3]
    far, near = (scores[outside][[0, -1]]) if outside.any() else (np.float32(0), np.float32(0))
    refused = max(near, far)
    short = float(is_short(labels[int(np.argmax(inside))]))
    return np.array(
        [
            first,
            second,
            third,
            first - second,
            near,
            far,
            refused,
            first - refused,
            first * first,
            near * first,
            here.known,
            np.log1p(here.grams),
            short,
            here.unfamiliar_ratio,
            short * here.unfamiliar_ratio,
            short * here.known,
            short * refused,
            short * np.log1p(here.grams),
        ],
        dtype=np.float32,
    )
