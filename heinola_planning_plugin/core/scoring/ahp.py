# SPDX-License-Identifier: GPL-2.0-or-later
"""Weights from judgements: pairwise comparisons (AHP, Saaty 1980) or an order of importance.

AHP: a_ij says how many times as important criterion i is as j, on the scale 1/9 ... 9. The weights are the principal
eigenvector of the matrix, scaled to sum 1. The consistency index is (λmax - n) / (n - 1), the consistency ratio that
index over the mean index of random matrices of the same size. Above 0.10 the judgements contradict each other and the
weights mean little (Saaty 1980), so they are refused, naming the judgement whose mending helps most.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import InputError

MAX_CRITERIA = 15
LIMIT = 0.10
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Mean consistency index of random matrices of 1 ... 15 criteria: Saaty, T. L. (1980), The Analytic Hierarchy Process,
McGraw-Hill, New York."""

METHODS = ("eigenvector", "geometric_mean")
_SCALE = 9.0
_ROUNDING = 0.02  # 0.33 against 3: a judgement and its reciprocal may be rounded by so much
_NUMBER = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)(?:\s*/\s*(\d{1,6}(?:\.\d{1,9})?))?")


@dataclass(frozen=True)
class Judgement:
    """One comparison of a matrix, and what the other comparisons imply for it.

    Attributes:
        row, column: 0-based place in the matrix; row < column.
        given: the judgement as given.
        implied: what the others imply (the ratio of the weights that come out when this one is left out).
        ratio_after: consistency ratio of the matrix with the implied value in its place.
    """

    row: int
    column: int
    given: float
    implied: float
    ratio_after: float

    def text(self, names: Sequence[str] | None = None) -> str:
        """Say which judgement it is, in English: "row 1, column 3: 4 given, 1.3 implied by the others"."""
        return f"{self.place(names)}: {_written(self.given)} given, {_written(self.implied)} implied by the others"

    def place(self, names: Sequence[str] | None = None) -> str:
        """Say where in the matrix it stands: "3 / 1", by names where there are any: "price / distance"."""
        return f"{names[self.row]} / {names[self.column]}" if names else f"{self.row + 1} / {self.column + 1}"


@dataclass(frozen=True)
class AhpWeights:
    """Weights (shape (n,), sum 1) and how consistent the judgements are; `worst` is None where all agree."""

    weights: np.ndarray
    lambda_max: float
    consistency_index: float
    consistency_ratio: float
    worst: Judgement | None

    @property
    def consistent(self) -> bool:
        return self.consistency_ratio <= LIMIT


def parse_matrix(text: str) -> np.ndarray:
    """Read a square matrix, row by row: "1, 1/2, 4; 2, 1, 7; ..." with commas, semicolons, spaces or lines between.

    Returns:
        float64 (n, n), made exactly reciprocal (0.33 against 3 becomes 1/3).

    Raises:
        InputError: not numbers, not square, more than 15 criteria, outside 1/9-9, or not reciprocal; names the place.
    """
    tidy = re.sub(r"\s*/\s*", "/", text.strip().strip(",;"))
    words = [word for word in re.split(r"\s*[,;\n]\s*|\s+", tidy) if word]
    size = math.isqrt(len(words))
    if not words or size * size != len(words):
        raise InputError("has {} numbers, which is no square matrix", len(words), field="MATRIX")
    if size > MAX_CRITERIA:
        raise InputError("compares {0} criteria; {1} is the most", size, MAX_CRITERIA, field="MATRIX")
    numbers = [_number(word, *divmod(place, size)) for place, word in enumerate(words)]
    return _checked(np.array(numbers).reshape(size, size))


def _number(word: str, row: int, column: int) -> float:
    match = _NUMBER.fullmatch(word)
    below = float(match[2]) if match and match[2] else 1.0
    if not match or below == 0:
        raise InputError(
            "row {0}, column {1} is not a number like 3, 0.5 or 1/3", row + 1, column + 1, field="MATRIX", value=word
        )
    return float(match[1]) / below


def _checked(matrix: np.ndarray) -> np.ndarray:
    highest, lowest = _SCALE * (1 + _ROUNDING), (1 - _ROUNDING) / _SCALE
    for row, column in np.argwhere((matrix > highest) | (matrix < lowest))[:1]:
        problem, value = "row {0}, column {1} is outside 1/9-9", float(matrix[row, column])
        raise InputError(problem, row + 1, column + 1, field="MATRIX", value=value)
    product = matrix * matrix.T
    for row, column in np.argwhere(abs(product - 1) > _ROUNDING)[:1]:
        if row == column:
            raise InputError("row {} doesn't compare its criterion with itself as 1", row + 1, field="MATRIX")
        said, other = matrix[row, column], matrix[column, row]
        raise InputError(
            "row {0}, column {1} says {2}, so row {1}, column {0} must say {3}, not {4}",
            row + 1,
            column + 1,
            _written(said),
            _written(1 / said),
            _written(other),
            field="MATRIX",
        )
    return np.sqrt(matrix / matrix.T)


def judge(matrix: np.ndarray, method: str = "eigenvector") -> AhpWeights:
    """Work out weights and consistency, whatever the consistency is.

    Args:
        matrix: reciprocal, shape (n, n), as `parse_matrix` gives.
        method: "eigenvector" (Saaty 1980) or "geometric_mean" (of each row; Crawford & Williams 1985). Consistency is
            measured by the principal eigenvalue in both.
    """
    if method not in METHODS:
        raise InputError("is not one of {}", ", ".join(METHODS), field="METHOD", value=method)
    size = len(matrix)
    principal, weights = _principal(matrix)
    if method == "geometric_mean":
        weights = np.exp(np.log(matrix).mean(axis=1))
        weights /= weights.sum()
    index = max(principal - size, 0.0) / (size - 1) if size > 1 else 0.0
    return AhpWeights(weights, principal, index, _ratio(principal, size), _worst(matrix, principal))


def weights(matrix: np.ndarray, method: str = "eigenvector", names: Sequence[str] | None = None) -> AhpWeights:
    """Work out weights; see `judge`.

    Raises:
        InputError: the consistency ratio is above 0.10; names the judgement to mend.
    """
    out = judge(matrix, method)
    if not out.consistent and out.worst is not None:
        raise InputError(
            "the judgements contradict each other (consistency ratio {0:.3f} > {1:.2f}); "
            "the one to look at first is {2}: {3} given, {4} implied by the others",
            out.consistency_ratio,
            LIMIT,
            out.worst.place(names),
            _written(out.worst.given),
            _written(out.worst.implied),
            field="MATRIX",
        )
    return out


def weights_by_rank(ranks: Sequence[float]) -> np.ndarray:
    """Give rank-order-centroid weights: the middle of all weights that keep the order (Barron & Barrett 1996).

    Args:
        ranks: 1 = most important; equal numbers are equally important and get the same weight.

    Returns:
        float64 (m,), sum 1.
    """
    order = np.asarray(ranks, dtype=float)
    count = len(order)
    by_place = np.cumsum((1 / np.arange(1, count + 1))[::-1])[::-1] / count
    first = np.searchsorted(np.sort(order), order, side="left")
    last = np.searchsorted(np.sort(order), order, side="right")
    reached = np.concatenate([[0.0], np.cumsum(by_place)])
    return (reached[last] - reached[first]) / (last - first)


def _principal(matrix: np.ndarray) -> tuple[float, np.ndarray]:
    values, vectors = np.linalg.eig(matrix)
    largest = int(np.argmax(values.real))
    vector = abs(vectors[:, largest].real)
    return float(values[largest].real), vector / vector.sum()


def _ratio(principal: float, size: int) -> float:
    if size < 3:
        return 0.0  # one comparison can't contradict itself
    return max(principal - size, 0.0) / (size - 1) / RANDOM_INDEX[size - 1]


def _worst(matrix: np.ndarray, principal: float) -> Judgement | None:
    """Find the judgement whose replacement by what the others imply lowers λmax most.

    What the others imply comes from the matrix without the judgement (Harker 1987): both its places 0, and 1 added
    to the diagonal of both criteria; the ratio of the weights is then the value to put in.
    """
    size = len(matrix)
    if size < 3 or principal - size < 1e-9 * size:
        return None
    best: Judgement | None = None
    for row, column in zip(*np.triu_indices(size, 1)):
        without = matrix.copy()
        without[row, column] = without[column, row] = 0.0
        without[row, row] = without[column, column] = 2.0
        others = _principal(without)[1]
        implied = float(others[row] / others[column])
        mended = matrix.copy()
        mended[row, column], mended[column, row] = implied, 1 / implied
        ratio = _ratio(_principal(mended)[0], size)
        if best is None or ratio < best.ratio_after - 1e-9:
            best = Judgement(int(row), int(column), float(matrix[row, column]), implied, ratio)
    return best


def _written(value: float) -> str:
    """Write a judgement as a planner would: 3, 2.5, 1/3."""
    if value >= 1:
        return f"{value:.3g}"
    return f"1/{1 / value:.3g}"
