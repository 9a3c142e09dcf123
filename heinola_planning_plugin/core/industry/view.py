# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether a building on a parcel shows from the motorway, as far as the terrain goes.

Lines of sight are drawn from the motorway's nearest point, and from points before and after it, to the top of a
building at a point inside the parcel. The ground between must stay below one of them. Forest, buildings and noise walls
aren't in a height model of the ground, so "seen" is an upper bound.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..features import Features, transformer
from ..measures.inside import inner_points
from ..measures.terrain import Grid

EYE_M = 1.2
"""A driver's eye above the road (project's choice)."""
BUILDING_M = 10.0
"""Height of the hall looked for (project's choice)."""
REACH_M = 1_500.0
"""Farther than this nobody notices a hall (project's choice, as the distance criterion's zero)."""
ALONG_M = (-400.0, -200.0, 0.0, 200.0, 400.0)
"""Places on the road that it is looked at from, along the road from its nearest point (project's choice)."""
_STEPS = 100
_AT_ONCE = 20_000


def motorway_view(parcels: Features, motorway: np.ndarray | None, grid: Grid | None) -> np.ndarray:
    """Tell of each parcel whether it is "seen" or "hidden" from the motorway, or "far"; None where it can't be told.

    Args:
        parcels: n parcels in a metric CRS.
        motorway: its lines in the same CRS; None = unknown.
        grid: heights of the ground; None = unknown.
    """
    out = np.full(len(parcels), None, dtype=object)
    if motorway is None or grid is None or not len(motorway) or not len(parcels):
        return out
    points = inner_points(parcels.geometry)
    placed = np.flatnonzero(~shapely.is_missing(points) & ~shapely.is_empty(points))
    near = shapely.STRtree(motorway).query_nearest(points[placed], all_matches=False)
    rows, lines = placed[near[0]], motorway[near[1]]
    away = shapely.distance(points[rows], lines)
    out[rows[away > REACH_M]] = "far"
    close = away <= REACH_M
    for start in range(0, int(close.sum()), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        own, line = rows[close][some], lines[close][some]
        out[own] = _seen(points[own], line, parcels.crs, grid)
    return out


def _seen(points: np.ndarray, lines: np.ndarray, crs: str, grid: Grid) -> np.ndarray:
    place = shapely.line_locate_point(lines, points)
    length = shapely.length(lines)
    seen, known = np.zeros(len(points), dtype=bool), np.zeros(len(points), dtype=bool)
    for along in ALONG_M:
        eye = shapely.line_interpolate_point(lines, np.clip(place + along, 0.0, length))
        clear = _clear(shapely.get_coordinates(eye), shapely.get_coordinates(points), crs, grid)
        seen |= clear == 1
        known |= ~np.isnan(clear)
    out = np.full(len(points), None, dtype=object)
    out[known] = "hidden"
    out[seen] = "seen"
    return out


def _clear(eye: np.ndarray, point: np.ndarray, crs: str, grid: Grid) -> np.ndarray:
    """Tell which lines of sight the ground leaves clear: 1, 0, NaN where a height is unknown."""
    share = np.linspace(0.0, 1.0, _STEPS + 1)
    x = eye[:, [0]] + (point - eye)[:, [0]] * share
    y = eye[:, [1]] + (point - eye)[:, [1]] * share
    x, y = transformer(crs, grid.crs).transform(x.ravel(), y.ravel())
    ground = _heights(np.asarray(x), np.asarray(y), grid).reshape(len(eye), _STEPS + 1)
    low, high = ground[:, [0]] + EYE_M, ground[:, [-1]] + BUILDING_M
    sight = low + (high - low) * share
    clear = (ground[:, 1:-1] <= sight[:, 1:-1]).all(axis=1).astype(float)
    clear[np.isnan(ground).any(axis=1)] = np.nan
    return clear


def _heights(x: np.ndarray, y: np.ndarray, grid: Grid) -> np.ndarray:
    column = np.floor((x - grid.west) / grid.cell_m)
    row = np.floor((grid.north - y) / grid.cell_m)
    rows, columns = grid.values.shape
    inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    out = np.full(len(x), np.nan)
    out[inside] = grid.values[row[inside].astype(int), column[inside].astype(int)]
    return out
