# SPDX-License-Identifier: GPL-2.0-or-later
"""Which areas border on each other, and along how much border."""

from __future__ import annotations

import numpy as np
import shapely

from ..progress import Progress, chunks, silent
from . import _parts

_CHUNK = 20_000
_ALONG = np.cos(np.radians(20.0))
"""Borders at a larger angle than 20 degrees cross or meet; they don't run along each other (project's choice)."""
_EXACT_M = 1e-6
"""Borders drawn with the same vertices differ by no more than this after rounding."""
_MICROMETRES = 1e6


def neighbours(
    geometry: np.ndarray, min_shared_m: float = 1.0, gap_m: float = 0.5, progress: Progress = silent
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find the pairs of areas that share border.

    Border is shared where two borders run along each other (within 20 degrees) no further than `gap_m` apart, so
    that neighbours still are neighbours where the register leaves a gap or an overlap of some decimetres. The length
    is measured along either border, each bit once, and the lesser counts: a strip narrower than `gap_m` doesn't count
    with both its sides, and areas that meet in a corner share nothing. Vertices needn't match. Invalid areas are
    measured by their rings as they stand; features that are not areas have no neighbours.

    Args:
        geometry: shape (n,), polygons.
        min_shared_m: least shared length of neighbours, in metres of the map plane.
        gap_m: largest distance between shared borders.
        progress: called once per chunk.

    Returns:
        i, j: int64 (k,), rows with i < j, ordered, each pair once.
        shared_m: float64 (k,).
    """
    single, owner = _parts.of_dimension(_parts.flat(geometry), 2)
    start, end, row = _parts.segments(single, owner)
    length = np.hypot(*(end - start).T)
    real = length > 0
    start, end, row, length = start[real], end[real], row[real], length[real]
    reach = max(gap_m, _EXACT_M)

    tree = shapely.STRtree(_parts.as_lines(start, end))
    low, high = np.minimum(start, end) - reach, np.maximum(start, end) + reach
    count = max(len(geometry), 1)
    keys: list[np.ndarray] = [np.empty(0, dtype=np.int64)]
    metres: list[np.ndarray] = [np.empty(0)]
    for now in chunks(len(start), _CHUNK, progress):
        a, b = tree.query(shapely.box(*low[now].T, *high[now].T))
        a += now.start
        others = row[a] != row[b]
        a, b = a[others], b[others]
        first, last = _alongside(start[a], end[a], length[a], start[b], end[b], reach)
        met = last > first
        a, b, first, last = a[met], b[met], first[met], last[met]
        covered = _covered(a * count + row[b], first, last)
        pair, place = np.unique(row[a] * count + row[b], return_inverse=True)
        keys.append(pair)
        metres.append(np.bincount(place, covered, minlength=len(pair)))
    progress(1.0)
    return _both_ways(np.concatenate(keys), np.concatenate(metres), count, min_shared_m)


def groups(n: int, i: np.ndarray, j: np.ndarray, key: np.ndarray | None = None) -> np.ndarray:
    """Number the groups that pairs of rows tie together.

    Args:
        n: number of rows.
        i: rows of the one side of each pair.
        j: rows of the other.
        key: shape (n,), something to order rows by, such as their ids as text; without it their row number.

    Returns:
        label, int64 (n,), 0, 1, 2 ... by the first key in each group. With unique keys the numbers don't depend on the
        order of the rows. A row without a pair is a group of its own.
    """
    from scipy.sparse import coo_array  # not at QGIS's start
    from scipy.sparse.csgraph import connected_components

    links = coo_array((np.ones(len(i), dtype=np.int8), (i, j)), shape=(n, n))
    _, found = connected_components(links, directed=False)
    order = np.arange(n) if key is None else np.argsort(np.asarray(key), kind="stable")
    _, first = np.unique(found[order], return_index=True)
    number = np.empty(len(first), dtype=np.int64)
    number[np.argsort(first)] = np.arange(len(first))
    return number[found]


def _alongside(
    start: np.ndarray, end: np.ndarray, length: np.ndarray, other_start: np.ndarray, other_end: np.ndarray, reach: float
) -> tuple[np.ndarray, np.ndarray]:
    """Give where on each segment, in metres from its start, the other one runs beside it within reach.

    Seen along the segment the other's distance changes evenly, so the stretch follows from its two ends. Empty
    (last < first) where the two are apart or not alike in direction.
    """
    along = (end - start) / length[:, None]
    to_start, to_end = other_start - start, other_end - start
    t0, t1 = (np.einsum("ij,ij->i", vector, along) for vector in (to_start, to_end))
    d0, d1 = (along[:, 0] * vector[:, 1] - along[:, 1] * vector[:, 0] for vector in (to_start, to_end))
    back = t1 < t0
    t0, t1 = np.where(back, t1, t0), np.where(back, t0, t1)
    d0, d1 = np.where(back, d1, d0), np.where(back, d0, d1)
    alike = t1 - t0 >= _ALONG * np.hypot(t1 - t0, d1 - d0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rise = (d1 - d0) / (t1 - t0)
        enter, leave = (-np.sign(rise) * reach - d0) / rise, (np.sign(rise) * reach - d0) / rise
    level = ~(np.abs(d1 - d0) > 0)
    near = np.abs(d0) <= reach
    enter = np.where(level, np.where(near, -np.inf, np.inf), enter)
    leave = np.where(level, np.where(near, np.inf, -np.inf), leave)
    first = np.maximum(np.maximum(t0, 0.0), t0 + enter)
    last = np.minimum(np.minimum(t1, length), t0 + leave)
    return np.where(alike, first, 1.0), np.where(alike, last, 0.0)


def _covered(key: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Give what each stretch adds to the stretches of the same key before it, in metres.

    In whole micrometres: the running maximum of all keys at once shifts each key clear of the one before, which
    would eat up the digits of a float.
    """
    order = np.lexsort((first, key))
    low = np.round(first[order] * _MICROMETRES).astype(np.int64)
    high = np.round(last[order] * _MICROMETRES).astype(np.int64)
    sorted_key = key[order]
    rank = np.cumsum(np.r_[False, sorted_key[1:] != sorted_key[:-1]]) if len(key) else np.empty(0, dtype=np.int64)
    shift = rank * (high.max(initial=0) + 1)
    reached = np.maximum.accumulate(np.r_[0, high + shift])[:-1]
    added = np.empty(len(key))
    added[order] = np.maximum(high + shift - np.maximum(low + shift, reached), 0) / _MICROMETRES
    return added


def _both_ways(
    key: np.ndarray, metres: np.ndarray, count: int, least: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Add up each directed pair's lengths and keep the lesser of the two directions."""
    pair, place = np.unique(key, return_inverse=True)
    total = np.bincount(place, metres, minlength=len(pair))
    i, j = pair // count, pair % count
    forward = np.flatnonzero(i < j)
    back = np.searchsorted(pair, j[forward] * count + i[forward])
    back_there = back < len(pair)
    back_there[back_there] = pair[back[back_there]] == (j[forward] * count + i[forward])[back_there]
    forward, back = forward[back_there], back[back_there]
    shared = np.minimum(total[forward], total[back])
    kept = shared >= least - _EXACT_M
    return i[forward][kept], j[forward][kept], shared[kept]
