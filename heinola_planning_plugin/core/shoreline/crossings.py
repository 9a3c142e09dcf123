# SPDX-License-Identifier: GPL-2.0-or-later
"""Where straight lines in bulk cross the shore."""

from __future__ import annotations

import numpy as np
import shapely

_TOUCH = 1e-9
_CHUNK = 20_000


class ShoreSegments:
    """Segments of shore, ready for many lines to be crossed with them.

    Args:
        a, b: shape (s, 2), ends of the segments.
    """

    def __init__(self, a: np.ndarray, b: np.ndarray):
        self.a, self.along = a, b - a
        self._tree = shapely.STRtree(shapely.linestrings(np.stack([a, b], axis=1)))

    def crossed(
        self, origin: np.ndarray, direction: np.ndarray, low: float, high: float
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Cross the lines `origin + t x direction`, low <= t <= high, with the segments.

        Returns:
            line (rising), segment and t of each crossing.
        """
        ends = np.stack([origin + low * direction, origin + high * direction], axis=1)
        line, segment = self._tree.query(shapely.linestrings(ends))
        d, e = direction[line], self.along[segment]
        w = self.a[segment] - origin[line]
        across = d[:, 0] * e[:, 1] - d[:, 1] * e[:, 0]
        with np.errstate(divide="ignore", invalid="ignore"):
            t = (w[:, 0] * e[:, 1] - w[:, 1] * e[:, 0]) / across
            on = (w[:, 0] * d[:, 1] - w[:, 1] * d[:, 0]) / across
        hit = (on >= -_TOUCH) & (on <= 1 + _TOUCH) & (t >= low) & (t <= high)
        return line[hit], segment[hit], t[hit]


def least(values: np.ndarray, group: np.ndarray, groups: int, otherwise: float) -> np.ndarray:
    """Give the smallest value of each group; `group` must be rising."""
    out = np.full(groups, otherwise)
    if len(values):
        begins = np.flatnonzero(np.diff(group, prepend=-1))
        out[group[begins]] = np.minimum.reduceat(values, begins)
    return out


def most(values: np.ndarray, group: np.ndarray, groups: int, otherwise: float) -> np.ndarray:
    """Give the largest value of each group; `group` must be rising."""
    return -least(-values, group, groups, -otherwise)
