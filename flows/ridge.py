"""Ridge: least squares on labelled points, solved exactly, with its answers for held-out groups.

Only training uses it. Leaving a group out needs no second training: with H the inverse of the
regularized Gram matrix, what a group would have got is y - inv(H[group, group]) (H y)[group].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from flows.classifier import Point
    from flows.vectors import Floats

_SMALL = 200
_FREQUENT = 120
"""From here on a gram's column is handled densely: that many pairs cost more one by one."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Points as sparse columns, sorted by column, beside their vectors."""

    row: NDArray[np.intp]
    column: NDArray[np.intp]
    value: Floats
    vectors: Floats
    columns: int

    @classmethod
    def of(cls, points: Sequence[Point], columns: int) -> Table:
        """Stack points."""
        row = np.repeat(np.arange(len(points)), [len(point.at) for point in points])
        column = np.concatenate([point.at for point in points])
        order = np.argsort(column, kind="stable")
        value = np.concatenate([point.value for point in points])
        vectors = np.stack([point.vector for point in points])
        return cls(row[order], column[order], value[order], vectors, columns)

    def gram(self) -> Floats:
        """How alike every two points are."""
        size = len(self.vectors)
        often = np.bincount(self.column, minlength=self.columns)
        alike: Floats = self.vectors @ self.vectors.T
        frequent = np.flatnonzero(often >= _FREQUENT)
        place = np.zeros(self.columns, np.intp)
        place[frequent] = np.arange(len(frequent))
        for first in range(0, len(frequent), 4096):
            some = frequent[first : first + 4096]
            mine = (self.column >= some[0]) & (self.column <= some[-1])
            mine &= often[self.column] >= _FREQUENT
            block = np.zeros((size, len(some)), np.float32)
            block[self.row[mine], place[self.column[mine]] - first] = self.value[mine]
            alike += block @ block.T
        flat = alike.reshape(-1)
        for count in range(1, _FREQUENT):
            mine = often[self.column] == count
            rows = self.row[mine].reshape(-1, count)
            values = self.value[mine].reshape(-1, count)
            pairs = rows[:, :, None] * size + rows[:, None, :]
            np.add.at(flat, pairs.ravel(), (values[:, :, None] * values[:, None, :]).ravel())
        return alike

    def weights(self, dual: Floats) -> Floats:
        """Turn weights of points into weights of columns."""
        found = np.zeros((self.columns, dual.shape[1]), np.float32)
        starts = np.flatnonzero(np.r_[True, self.column[1:] != self.column[:-1]])
        used = self.column[starts]
        for label in range(dual.shape[1]):
            found[used, label] = np.add.reduceat(self.value * dual[self.row, label], starts)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """The weights of the points, and the scores every group gets when it is left out."""

    dual: Floats
    bias: Floats
    held_out: Floats


def inverted(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Invert a symmetric positive matrix by halves: products are faster than LAPACK's inverse.

    Single precision is not enough here.
    """
    half = len(matrix) // 2
    if half < _SMALL:
        return np.asarray(np.linalg.inv(matrix), np.float64)
    top = inverted(matrix[:half, :half])
    side = top @ matrix[:half, half:]
    rest = inverted(matrix[half:, half:] - matrix[half:, :half] @ side)
    corner = side @ rest
    found = np.empty_like(matrix)
    found[:half, :half] = top + corner @ side.T
    found[:half, half:] = -corner
    found[half:, :half] = -corner.T
    found[half:, half:] = rest
    return found


def solve(alike: Floats, truth: Floats, groups: NDArray[np.intp], firm: float) -> Solution:
    """Fit `truth` (points x labels); `firm` keeps weights small. Overwrites `alike`."""
    bias: Floats = truth.mean(axis=0)
    alike[np.diag_indices_from(alike)] += np.float32(firm)
    inverse = inverted(alike.astype(np.float64)).astype(np.float32)
    dual = inverse @ (truth - bias)
    held_out = np.zeros_like(truth)
    for group in np.unique(groups):
        mine = np.flatnonzero(groups == group)
        held_out[mine] = truth[mine] - np.linalg.solve(inverse[np.ix_(mine, mine)], dual[mine])
    return Solution(dual, bias, held_out)
