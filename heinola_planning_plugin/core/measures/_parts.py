# SPDX-License-Identifier: GPL-2.0-or-later
"""Taking geometries apart: what every measure needs before it can work on whole arrays.

All functions take and give numpy arrays; `owner` tells for each part which row it came from.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import shapely

from ..progress import Progress, chunks, part, silent

POINT, POLYGON, COLLECTION = 0, 3, 7
_MULTIPOINT = _FIRST_MULTI = 4
TILE_VERTICES = 256
"""Polygons with more vertices are cut into tiles before clipping: cost grows with the tile, not with the lake."""
_MAX_SPLITS = 24
_THREADS = 8
"""Each works on a chunk of its own, so more would only take memory."""
_ROWS = 5_000
_HALVES = 20
_FAR = shapely.Point(-1e9, -1e9)
T = TypeVar("T")


def flat(geometry: np.ndarray) -> np.ndarray:
    """Give the geometries in 2D; None where one is missing, empty or has a coordinate that is not a number."""
    out = np.asarray(geometry, dtype=object)
    if shapely.has_z(out).any():
        out = shapely.force_2d(out)
    # A line's or a ring's length is a number just where all its coordinates are.
    broken = shapely.is_empty(out) | ~np.isfinite(shapely.length(out))
    with_points = np.flatnonzero(np.isin(shapely.get_type_id(out), (POINT, _MULTIPOINT, COLLECTION)))
    for now in chunks(len(with_points), _ROWS):  # in chunks, since the coordinates of all may take more than the shapes
        coordinates, row = shapely.get_coordinates(out[with_points[now]], return_index=True)
        broken[with_points[now.start + row[~np.isfinite(coordinates).all(axis=1)]]] = True
    return np.where(broken, None, out) if broken.any() else out


def repaired(geometry: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """Give the same geometries with the invalid ones replaced by `shapely.make_valid` of them."""
    wrong = ~in_threads(shapely.is_valid, geometry, size=_ROWS, progress=progress) & ~shapely.is_missing(geometry)
    if not wrong.any():
        return geometry
    out = geometry.copy()
    out[wrong] = shapely.make_valid(out[wrong])
    return out


def parts(geometry: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the single points, lines and polygons of the geometries, and their owners."""
    kind = shapely.get_type_id(geometry)
    single = (kind >= 0) & (kind < _FIRST_MULTI)
    out, owner = geometry[single], np.flatnonzero(single)
    rest, row = geometry[kind >= _FIRST_MULTI], np.flatnonzero(kind >= _FIRST_MULTI)
    while len(rest):
        inner, place = shapely.get_parts(rest, return_index=True)
        nested = shapely.get_type_id(inner) >= _FIRST_MULTI
        out, owner = np.concatenate([out, inner[~nested]]), np.concatenate([owner, row[place[~nested]]])
        rest, row = inner[nested], row[place[nested]]
    order = np.argsort(owner, kind="stable")
    out, owner = out[order], owner[order]
    kept = ~shapely.is_empty(out)
    return out[kept], owner[kept]


def of_dimension(geometry: np.ndarray, dimension: int) -> tuple[np.ndarray, np.ndarray]:
    """Give the parts that are points (0), lines (1) or polygons (2), and their owners."""
    out, owner = parts(geometry)
    kept = shapely.get_dimensions(out) == dimension
    return out[kept], owner[kept]


def segments(single: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cut lines and polygon rings into straight segments.

    Args:
        single: single-part lines and polygons (points have no segments).
        owner: row of each.

    Returns:
        start (s, 2), end (s, 2) and owner (s,). Rings keep their direction.
    """
    areal = shapely.get_type_id(single) == POLYGON
    rings, row = shapely.get_rings(single[areal], return_index=True)
    lines = np.concatenate([single[~areal], rings])
    line_owner = np.concatenate([owner[~areal], owner[areal][row]])
    coordinates, line = shapely.get_coordinates(lines, return_index=True)
    same = line[1:] == line[:-1]
    return coordinates[:-1][same], coordinates[1:][same], line_owner[line[:-1][same]]


def as_lines(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Make one two-point line per segment."""
    return shapely.linestrings(np.stack([start, end], axis=1))


def exploded(single: np.ndarray, owner: np.ndarray, size: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Give points as they are and everything else as lines of at most `size` segments, and their owners."""
    kind = shapely.get_type_id(single)
    points, areal = kind == POINT, kind == POLYGON
    rings, row = shapely.get_rings(single[areal], return_index=True)
    whole = ~points & ~areal
    lines = np.concatenate([single[whole], rings])
    line_owner = np.concatenate([owner[whole], owner[areal][row]])
    if not len(lines):
        return single[points], owner[points]
    coordinates, line = shapely.get_coordinates(lines, return_index=True)
    count = np.bincount(line)
    place = np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)
    begin = np.flatnonzero((place % size == 0) & (place < count[line] - 1))
    length = np.minimum(size, count[line[begin]] - 1 - place[begin]) + 1
    piece = np.repeat(np.arange(len(begin)), length)
    vertex = np.arange(len(piece)) + np.repeat(begin - (np.cumsum(length) - length), length)
    bits = shapely.linestrings(coordinates[vertex], indices=piece)
    return np.concatenate([single[points], bits]), np.concatenate([owner[points], line_owner[line[begin]]])


def prepared(polygons: np.ndarray) -> np.ndarray:
    """Give copies made ready for many questions: that stays with a shape, so the user's own are left as they are."""
    copies = shapely.get_geometry(polygons, 0)
    shapely.prepare(copies)
    return copies


def first_point(single: np.ndarray) -> np.ndarray:
    """Give the first vertex of each single part, as point geometries."""
    out = np.empty(len(single), dtype=object)
    for now in chunks(len(single), _ROWS):
        coordinates, row = shapely.get_coordinates(single[now], return_index=True)
        out[now] = shapely.points(coordinates[np.flatnonzero(np.diff(row, prepend=-1))])
    return out


def tiled(polygons: np.ndarray, owner: np.ndarray, progress: Progress = silent) -> tuple[np.ndarray, np.ndarray]:
    """Halve polygons until none has more than TILE_VERTICES; the tiles cover the same ground once."""
    done, done_owner = [], []
    for step in range(_MAX_SPLITS):
        large = shapely.get_num_coordinates(polygons) > TILE_VERTICES
        done.append(polygons[~large])
        done_owner.append(owner[~large])
        if not large.any():
            break
        polygons, owner = _halved(polygons[large], owner[large], part(progress, 1 - 0.5**step, 1.0))
    else:
        done.append(polygons)
        done_owner.append(owner)
    return np.concatenate(done), np.concatenate(done_owner)


def _halved(polygons: np.ndarray, owner: np.ndarray, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    west, south, east, north = shapely.bounds(shared_by_threads(polygons)).T
    wide = east - west >= north - south
    x, y = (west + east) / 2, (south + north) / 2
    first = shapely.box(west, south, np.where(wide, x, east), np.where(wide, north, y))
    second = shapely.box(np.where(wide, x, west), np.where(wide, south, y), east, north)
    both, box = np.concatenate([polygons, polygons]), np.concatenate([first, second])
    halves = in_threads(shapely.intersection, both, box, size=_HALVES, progress=progress)
    single, row = of_dimension(halves, 2)
    return single, np.concatenate([owner, owner])[row]


def first_of_each(key: np.ndarray) -> np.ndarray:
    """Tell where a new value begins in a sorted key, as row numbers."""
    return np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.empty(0, dtype=np.int64)


def over_chunks(work: Callable[[slice], T], count: int, size: int, progress: Progress = silent) -> list[T]:
    """Give `work(rows)` of each slice of `size` rows, in order; several threads at it, since shapely lets them."""

    def quietly(rows: slice) -> T:
        # On doubled vertices GEOS divides by 0 on its way to a right answer. The setting is each thread's own.
        with np.errstate(invalid="ignore"):
            return work(rows)

    slices = list(chunks(count, size))
    if len(slices) < 2:
        progress(0.0)
        return [quietly(rows) for rows in slices]
    done = []
    with ThreadPoolExecutor(min(_THREADS, os.cpu_count() or 1)) as pool:
        jobs = [pool.submit(quietly, rows) for rows in slices]
        try:
            for number, job in enumerate(jobs):
                progress(number / len(jobs))
                done.append(job.result())
        finally:
            for job in jobs:
                job.cancel()
    return done


def in_threads(
    work: Callable[..., np.ndarray], *arrays: np.ndarray, size: int, progress: Progress = silent
) -> np.ndarray:
    """Give `work(*arrays)`, done by `over_chunks`."""
    if not len(arrays[0]):
        return work(*arrays)
    done = over_chunks(lambda rows: work(*(array[rows] for array in arrays)), len(arrays[0]), size, progress)
    return np.concatenate(done)


def shared_by_threads(geometry: np.ndarray) -> np.ndarray:
    """Give the same shapes with their extents known.

    GEOS before 3.12 works out the extent of a ring when it is first asked for, and keeps it; two threads must not be
    the first ones at once. Measuring a distance asks for the extent of every ring, the holes' too.
    """
    shapely.bounds(geometry)
    with np.errstate(invalid="ignore"):  # as above
        shapely.distance(geometry[shapely.get_num_interior_rings(geometry) > 0], _FAR)
    return geometry
