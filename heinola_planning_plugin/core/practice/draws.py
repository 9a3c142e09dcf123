# SPDX-License-Identifier: GPL-2.0-or-later
"""Random draws that are the same on every numpy: nothing but `Generator.random` of a PCG64 is used."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np


class Draws:
    """A stream of random numbers of its own for each theme, so that a change in one leaves the others alone."""

    def __init__(self, seed: int, theme: str):
        words = np.random.SeedSequence([int(seed), crc32(theme.encode("ascii"))])
        self._generator = np.random.Generator(np.random.PCG64(words))

    def uniform(self, low: float, high: float, shape: int | tuple[int, ...]) -> np.ndarray:
        """Give numbers evenly spread from low to high."""
        return low + (high - low) * self._generator.random(shape)

    def one(self, low: float, high: float) -> float:
        """Give one number from low to high."""
        return low + (high - low) * float(self._generator.random())

    def bell(self, middle: float, spread: float, shape: int | tuple[int, ...]) -> np.ndarray:
        """Give numbers heaped around the middle, never further from it than `spread`."""
        return (
            middle + spread * (self.uniform(-1, 1, shape) + self.uniform(-1, 1, shape) + self.uniform(-1, 1, shape)) / 3
        )

    def chance(self, probability: float | np.ndarray, shape: int | tuple[int, ...]) -> np.ndarray:
        """Give True with this probability."""
        return self._generator.random(shape) < probability

    def whole(self, low: int, high: int, shape: int | tuple[int, ...]) -> np.ndarray:
        """Give whole numbers from low to high, both included."""
        return low + np.floor(self._generator.random(shape) * (high - low + 1)).astype(np.int64)

    def pick(self, options: Sequence[object], count: int, weights: Sequence[float] | None = None) -> np.ndarray:
        """Give `count` of the options, each as likely as its weight (equal if none are given); object array."""
        share = np.cumsum(np.ones(len(options)) if weights is None else np.asarray(weights, dtype=float))
        index = np.searchsorted(share, self._generator.random(count) * share[-1], side="right")
        choice = np.empty(len(options), dtype=object)
        choice[:] = options
        return choice[np.minimum(index, len(options) - 1)]


def blank(values: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Give a text column with None where the mask says so."""
    out = np.array(values, dtype=object)
    out[where] = None
    return out
