# SPDX-License-Identifier: GPL-2.0-or-later
"""Form of areas: how wide, how compact, how long and how broad."""

from __future__ import annotations

import numpy as np
import shapely

from ..progress import Progress, chunks, part, silent
from . import _parts

_CHUNK = 4_000
_CELLS = 2_000_000
_SQUARES = 1_000
"""Most squares looked at in one area at a time: a road parcel of 10 km is as wide everywhere, and without this each
metre of its middle line would be searched to the end."""
_TIE = 1e-6
_LEAST_M = 1.0
"""Below this radius the tolerance is no longer a share but an absolute length."""


def repaired(geometry: np.ndarray) -> np.ndarray:
    """Give shapes in 2D, the invalid ones replaced by `shapely.make_valid` of them; missing ones stay missing."""
    return _parts.repaired(shapely.force_2d(geometry))


def inscribed_radius(geometry: np.ndarray, tolerance: float = 0.01, progress: Progress = silent) -> np.ndarray:
    """Give the radius of the largest circle that fits in each area, in metres of the map plane.

    Quarters squares over the area as long as one may still hold a better middle (Agafonkin 2016, "A new algorithm for
    finding a visual center of a polygon"). Holes are not part of the area; of several parts the widest counts. Invalid
    shapes are replaced by `shapely.make_valid` of them.

    Args:
        geometry: shape (n,), polygons.
        tolerance: how much the radius may be too small, as a share of it (of 1 m, where it is less than that); it is
            never too large. On strips hundreds of times longer than wide it can be more: there only the most hopeful
            squares are followed.
        progress: called once per chunk.

    Returns:
        float64 (n,), NaN where there is no area.
    """
    single, owner = _parts.of_dimension(_parts.repaired(_parts.flat(geometry)), 2)
    best = np.full(len(geometry), np.nan)
    for now in chunks(len(single), _CHUNK, progress):
        rows, local = np.unique(owner[now], return_inverse=True)
        found = _widest(single[now], local, tolerance)
        best[rows] = np.fmax(best[rows], found)
    return best


def compactness(geometry: np.ndarray) -> np.ndarray:
    """Give 4 pi area / perimeter^2: 1 for a circle, 0.785 for a square, towards 0 for a strip (Polsby & Popper 1991).

    The borders of holes count as perimeter. Invalid shapes are replaced by `shapely.make_valid` of them.

    Returns:
        float64 (n,), NaN where there is no area.
    """
    known = _parts.repaired(_parts.flat(geometry))
    area, perimeter = shapely.area(known), shapely.length(known)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(area > 0, 4 * np.pi * area / perimeter**2, np.nan)


def rectangle_sides(geometry: np.ndarray, progress: Progress = silent) -> tuple[np.ndarray, np.ndarray]:
    """Give the sides of the smallest rectangle, turned as it may be, round each feature, in metres of the plane.

    The smallest by area has a side along one of the convex hull's (Freeman & Shapira 1975, Communications of the ACM
    18:409-413), so all of those are tried; among equally small ones, as on each side of a triangle, the most compact
    counts. All parts of a feature are in one rectangle.

    Returns:
        long_m, short_m: float64 (n,), NaN where there is no geometry; short_m is 0 for a straight line or a point.
    """
    hull = shapely.convex_hull(_parts.flat(geometry))
    long_m, short_m = np.full(len(hull), np.nan), np.full(len(hull), np.nan)
    count = shapely.get_num_coordinates(hull)
    sizes = np.unique(count[count > 0])
    for number, vertices in enumerate(sizes):
        rows = np.flatnonzero(count == vertices)
        told = part(progress, number / len(sizes), (number + 1) / len(sizes))
        for now in chunks(len(rows), max(_CELLS // int(vertices) ** 2, 1), told):
            corners = shapely.get_coordinates(hull[rows[now]]).reshape(-1, vertices, 2)
            long_m[rows[now]], short_m[rows[now]] = _smallest_rectangle(corners)
    return long_m, short_m


def _widest(single: np.ndarray, owner: np.ndarray, tolerance: float) -> np.ndarray:
    """Give the inscribed radius per owner (0, 1 ... without gaps) of single polygons."""
    single = _parts.prepared(single)
    edge = shapely.boundary(single)
    best = np.zeros(owner.max(initial=-1) + 1)
    inside = shapely.point_on_surface(single)
    np.maximum.at(best, owner, _parts.in_threads(shapely.distance, inside, edge, size=_CHUNK))

    row, x, y, half = _covering_squares(shapely.bounds(single))
    while len(row):
        metres = _parts.in_threads(shapely.distance, edge[row], shapely.points(x, y), size=_CHUNK)
        # No point of a square is further from its middle than half a diagonal. Whether the middle is inside is asked
        # only where that matters.
        reach = half * np.sqrt(2)
        near = np.flatnonzero(metres + reach > _enough(best[owner[row]], tolerance))
        row, x, y, half, metres, reach = (values[near] for values in (row, x, y, half, metres, reach))
        metres = np.where(shapely.contains_xy(single[row], x, y), metres, -metres)
        np.maximum.at(best, owner[row], metres)
        hopeful = _most_hopeful(row, metres + reach, metres + reach > _enough(best[owner[row]], tolerance))
        row, x, y, half = (values[hopeful] for values in (row, x, y, half))
        half = np.tile(half / 2, 4)
        row = np.tile(row, 4)
        x = np.tile(x, 4) + half * np.repeat([-1, 1, -1, 1], len(x))
        y = np.tile(y, 4) + half * np.repeat([-1, -1, 1, 1], len(y))
    return best


def _enough(best: np.ndarray, tolerance: float) -> np.ndarray:
    """Give what a square must promise more than to be looked at further."""
    return best + tolerance * np.maximum(best, _LEAST_M)


def _most_hopeful(row: np.ndarray, at_most: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Give the wanted places of the squares, no more than `_SQUARES` of a row: those that promise most."""
    place = np.flatnonzero(wanted)
    if len(place) and np.bincount(row[place]).max() > _SQUARES:
        place = place[np.lexsort((-at_most[place], row[place]))]
        first = _parts.first_of_each(row[place])
        rank = np.arange(len(place)) - np.repeat(first, np.diff(np.append(first, len(place))))
        place = place[rank < _SQUARES]
    return place


def _covering_squares(bounds: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Cover boxes with squares, as wide as the box is narrow where it isn't too narrow for that.

    Returns:
        Row of the box, middle x, y, half a side.
    """
    west, south, east, north = bounds.T
    short, long = np.minimum(east - west, north - south), np.maximum(east - west, north - south)
    side = np.maximum(short, long / _SQUARES)
    columns, rows = (np.maximum(np.ceil(width / side), 1).astype(np.int64) for width in (east - west, north - south))
    count = columns * rows
    row = np.repeat(np.arange(len(count)), count)
    place = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    x = west[row] + (place % columns[row] + 0.5) * side[row]
    y = south[row] + (place // columns[row] + 0.5) * side[row]
    return row, x, y, side[row] / 2


def _smallest_rectangle(corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give long and short side for hulls of the same number of corners, shape (hulls, corners, 2)."""
    corners = corners - corners[:, :1]
    if corners.shape[1] == 1:
        return np.zeros(len(corners)), np.zeros(len(corners))
    side = np.diff(corners, axis=1)
    length = np.hypot(side[..., 0], side[..., 1])
    along = np.divide(side, length[..., None], out=np.zeros_like(side), where=length[..., None] > 0)
    across = np.stack([-along[..., 1], along[..., 0]], axis=-1)
    spans = [np.ptp(np.einsum("hsk,hck->hsc", axis, corners), axis=2) for axis in (along, across)]
    area = np.where(length > 0, spans[0] * spans[1], np.inf)
    long = np.maximum(*spans)
    least = area <= area.min(axis=1, keepdims=True) * (1 + _TIE)
    best = np.where(least, long, np.inf).argmin(axis=1)
    chosen = np.arange(len(corners))
    return long[chosen, best], np.minimum(*spans)[chosen, best]
