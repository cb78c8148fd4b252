"""Calibration: how scores become a probability of being right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from flows.nlu.word_vectors import Floats

_STEPS = 30


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """A logistic curve over standardized features."""

    middle: Floats
    spread: Floats
    weights: Floats

    def probability(self, features: Floats) -> Floats:
        """Read the probability off features, one row per text or one row alone."""
        here = (features - self.middle) / self.spread
        total = here @ self.weights[1:] + self.weights[0]
        found: Floats = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
        return found

    def arrays(self, name: str) -> dict[str, Floats]:
        """Lay everything out as plain arrays, each under `name`."""
        parts = {"middle": self.middle, "spread": self.spread, "weights": self.weights}
        return {f"{name}.{part}": array for part, array in parts.items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], name: str) -> Calibration:
        """Take the arrays of `arrays(name)` back."""
        return cls(*(arrays[f"{name}.{part}"] for part in ("middle", "spread", "weights")))

    @classmethod
    def fit(cls, features: Floats, right: NDArray[np.bool_]) -> Calibration:
        """Fit by Newton's method, with weights kept small."""
        middle, spread = features.mean(axis=0), features.std(axis=0) + np.float32(1e-6)
        here = np.c_[np.ones(len(features)), (features - middle) / spread].astype(np.float64)
        firm = np.eye(here.shape[1])
        weights = np.zeros(here.shape[1])
        for _ in range(_STEPS):
            chance = 1 / (1 + np.exp(-np.clip(here @ weights, -30, 30)))
            slope = here.T @ (right - chance) - firm @ weights
            bend = (here * (chance * (1 - chance))[:, None]).T @ here + firm
            weights += np.linalg.solve(bend, slope)
        return cls(middle, spread, weights.astype(np.float32))
