# SPDX-License-Identifier: GPL-2.0-or-later
"""How each plot compares with plots of the same use around it."""

from __future__ import annotations

import numpy as np
import shapely

from ..progress import Progress, chunks, silent

_CHUNK = 4_000


def neighbour_median(
    points: np.ndarray,
    values: np.ndarray,
    group: np.ndarray,
    radius: float,
    least: int = 3,
    progress: Progress = silent,
) -> np.ndarray:
    """Give the median value of the other plots of the same group within a radius.

    Args:
        points: shape (n,), a point of each plot; None where it has none.
        values: float64 (n,), NaN = unknown, so not counted.
        group: object (n,), compared as text; None belongs to no group.
        radius: in the units of the plane.
        least: neighbours below this number give no median.
        progress: called once per chunk.

    Returns:
        float64 (n,), NaN where there are fewer than `least` known neighbours.
    """
    out = np.full(len(points), np.nan)
    has_group = np.array([value is not None for value in group.tolist()], dtype=bool)
    placed = has_group & ~shapely.is_missing(points) & ~shapely.is_empty(points)
    known = np.flatnonzero(placed & ~np.isnan(values))
    asked = np.flatnonzero(placed)
    if not len(known):
        return out
    label = np.full(len(points), -1, dtype=np.int64)
    label[asked] = np.unique(group[asked].astype(str), return_inverse=True)[1].reshape(-1)
    rank = np.empty(len(points), dtype=np.int64)
    rank[known] = np.argsort(np.argsort(values[known], kind="stable"), kind="stable")
    ordered = np.sort(values[known], kind="stable")
    tree = shapely.STRtree(points[known])
    for now in chunks(len(asked), _CHUNK, progress):
        rows = asked[now]
        mine, other = tree.query(points[rows], predicate="dwithin", distance=radius)
        other = known[other]
        same = (label[rows[mine]] == label[other]) & (rows[mine] != other)
        key = np.sort(mine[same] * len(known) + rank[other[same]])  # by plot, then by value
        plot, place = key // len(known), key % len(known)
        count = np.bincount(plot, minlength=len(rows))
        start = np.cumsum(count) - count
        enough = np.flatnonzero(count >= max(least, 1))
        low = place[start[enough] + (count[enough] - 1) // 2]
        high = place[start[enough] + count[enough] // 2]
        out[rows[enough]] = (ordered[low] + ordered[high]) / 2
    return out
