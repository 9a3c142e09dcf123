# SPDX-License-Identifier: GPL-2.0-or-later
"""Where on a shore parcel one can build, which way its water lies, and how open the water is.

    buildable = parcel within the shore zone, behind the dwelling's setback and off the borders, without blocked land

Defaults are the project's choice among the ordinances of other municipalities (dwelling 25-30 m and sauna 15 m in
KHO:2004:40, KHO:2020:92, KHO:2012:22; 4 m from the border: rakentamislaki 45 §) until Heinola's numbers are at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from ..features import Features, scale_factors, true_area_m2
from ..measures import overlap
from ..measures.difference import without
from ..measures.shape import repaired
from ..measures.terrain import Grid
from ..progress import Progress, chunks, part, silent
from .crossings import ShoreSegments, least

_CHUNK = 2_000
_LINE = 1
_STRETCH = 8
"""Parts of shore in one stretch: some 200 m."""
_DETAIL_M = 0.25
"""Shapes of the shore smaller than this move no setback."""
_ALL_ROUND = 0.2
"""Where the directions to the water cancel out so far, the water lies all round and there is no one direction."""


@dataclass(frozen=True)
class Limits:
    """Distances on the ground, m, the steepest slope, percent, and the lowest ground to build on.

    Attributes:
        flood_level_m: ground below is blocked, in the heights of the grid (one system: N43, N60 and N2000 differ by
            decimetres); None = not looked at.
    """

    dwelling_m: float = 30.0
    sauna_m: float = 15.0
    border_m: float = 4.0
    zone_m: float = 150.0
    max_slope_pct: float = 30.0
    flood_level_m: float | None = None


def buildable(
    parcels: Features,
    shore: Features,
    limits: Limits,
    blocked: Mapping[str, Features] | None = None,
    heights: Grid | None = None,
    progress: Progress = silent,
) -> Features:
    """Cut the buildable area of parcels.

    Args:
        parcels: n polygons in a metric CRS.
        shore: lines of all shores, not only the parcels' own: a setback holds from the neighbour's cove, too.
        limits: distances.
        blocked: name -> areas where nothing may be built (water, flood, wetland, protected, relics, power-line
            strips …), in any known CRS.
        heights: cells steeper than the limit, and those below the flood level, are blocked.
        progress: reports and cancels.

    Returns:
        The parcels with what is buildable as geometry (empty where nothing is) and the columns zone_m2 (parcel
        within the shore zone), buildable_m2, sauna_m2 (where only a sauna may stand), blocked_<name>_m2 for each kind,
        blocked_slope_m2 and blocked_level_m2, each of the zone behind the setback; areas may be blocked for several
        reasons. All NaN where a parcel has no geometry.
    """
    crs, scale = parcels.crs, parcels.stretch[0]
    scale = np.where(np.isfinite(scale), scale, 1.0)  # no geometry, or one far outside the CRS
    progress(0.0, "Cutting the shore zone")
    land = repaired(parcels.geometry)
    stretches = _Stretches(shore.to_crs(crs), land, limits.zone_m)
    zone = overlap.within(land, stretches.strips(limits.zone_m))
    inside = shapely.intersection(zone, shapely.buffer(land, -limits.border_m * scale))
    behind = stretches.behind(inside, limits.dwelling_m, part(progress, 0.1, 0.2))
    nearer = stretches.behind(inside, limits.sauna_m, part(progress, 0.2, 0.3))
    kinds = {name: repaired(areas.to_crs(crs).geometry) for name, areas in (blocked or {}).items()}
    if heights is not None:
        window = _window(heights, behind, crs)
        kinds["slope"] = _boxes(window, window.slope_pct() > limits.max_slope_pct, crs)
        if limits.flood_level_m is not None:
            kinds["level"] = _boxes(window, window.values < limits.flood_level_m, crs)
    columns = {"zone_m2": _area(zone, crs)}
    whole = _area(behind, crs)
    for number, (name, areas) in enumerate(kinds.items()):
        progress(0.3 + 0.4 * number / len(kinds), "Cutting what can't be built")
        columns[f"blocked_{name}_m2"] = whole * np.nan_to_num(overlap.share_within(behind, areas))
    every = np.concatenate([np.empty(0, dtype=object), *kinds.values()])
    free = without(behind, every)
    progress(0.9)
    ring = shapely.difference(nearer, behind)
    columns["buildable_m2"] = _area(free, crs)
    columns["sauna_m2"] = _area(ring, crs) * (1.0 - np.nan_to_num(overlap.share_within(ring, every)))
    progress(1.0)
    known = ~shapely.is_missing(parcels.geometry)
    return parcels.with_geometry(free).with_columns({k: np.where(known, v, np.nan) for k, v in columns.items()})


def direction_to_water(parcel: np.ndarray, shore: Features, count: int) -> np.ndarray:
    """Give the compass direction in which each parcel's water lies, by metres of shore; 0 = north, 90 = east.

    Args:
        parcel: shape (m,), the row of the parcel that each part of shore belongs to, -1 = none.
        shore: m parts with water_direction_deg and straight_m.
        count: how many parcels.

    Returns:
        float64 (count,); NaN without shore, and where the water lies all round.
    """
    owned = parcel >= 0
    angle, metres = np.radians(shore["water_direction_deg"][owned]), shore["straight_m"][owned]
    east = np.bincount(parcel[owned], metres * np.sin(angle), count)
    north = np.bincount(parcel[owned], metres * np.cos(angle), count)
    total = np.bincount(parcel[owned], metres, count)
    clear = (total > 0) & (np.hypot(east, north) > _ALL_ROUND * total)
    return np.where(clear, np.degrees(np.arctan2(east, north)) % 360.0, np.nan)


def open_water(
    shore: Features,
    bearing_deg: float = 225.0,
    reach_m: float = 1000.0,
    all_shore: Features | None = None,
    sector_deg: float = 0.0,
    progress: Progress = silent,
) -> np.ndarray:
    """Measure how far the water is open before each part of shore towards one quarter (south-west as default).

    Args:
        shore: m parts, the water on their left, with water_direction_deg.
        bearing_deg: 0 = north, 90 = east.
        reach_m: farther is not looked at.
        all_shore: lines that end the view; None = `shore`.
        sector_deg: width of the view round the bearing: the mean over its middle and its edges; 0 = the bearing alone.
        progress: called once per chunk.

    Returns:
        float64 (m,): metres to the next shore, at most `reach_m`; 0 where the shore faces away.
    """
    other = shore if all_shore is None else all_shore
    xy, owner = shapely.get_coordinates(shapely.simplify(other.geometry, 1.0), return_index=True)
    at = np.flatnonzero(owner[1:] == owner[:-1])
    segments = ShoreSegments(xy[at], xy[at + 1])
    water = np.radians(shore["water_direction_deg"])
    seaward = np.column_stack([np.sin(water), np.cos(water)])
    middle = shapely.get_coordinates(shapely.line_interpolate_point(shore.geometry, 0.5, normalized=True))
    # Start a little out on the water, so that the shore's own roughness doesn't end the view.
    origin = middle + 3.0 * seaward
    bearings = {bearing_deg - sector_deg / 2, bearing_deg, bearing_deg + sector_deg / 2}
    seen = np.zeros(len(shore))
    for towards in np.radians(sorted(bearings)):
        direction = np.array([np.sin(towards), np.cos(towards)])
        faces = np.flatnonzero(seaward @ direction > 0.05)
        for chunk in chunks(len(faces), _CHUNK, progress):
            rows = faces[chunk]
            line, _, t = segments.crossed(origin[rows], np.tile(direction, (len(rows), 1)), 0.0, reach_m)
            seen[rows] += least(t, line, len(rows), reach_m)
    progress(1.0)
    return seen / len(bearings)


class _Stretches:
    """The shore near parcels in stretches: short enough to widen fast, long enough to be few."""

    def __init__(self, shore: Features, land: np.ndarray, reach_m: float):
        group = np.arange(len(shore)) // _STRETCH
        if "shore_id" in shore:
            group = np.cumsum(np.append(0, (np.diff(group) != 0) | (np.diff(shore["shore_id"]) != 0)))[: len(shore)]
        lines = shapely.multilinestrings(shore.geometry, indices=group) if len(shore) else np.empty(0, dtype=object)
        self._scale = scale_factors(lines, shore.crs)[0]
        reach = reach_m * float(self._scale.max(initial=1.0))
        near = np.unique(shapely.STRtree(lines).query(shapely.box(*_grown(land, reach).T))[1])
        self._lines = shapely.simplify(shapely.line_merge(lines[near]), _DETAIL_M)
        self._tree = shapely.STRtree(self._lines)
        self._scale = self._scale[near]

    def strips(self, metres: float) -> np.ndarray:
        """Give the ground and water within a distance of each stretch."""
        return shapely.buffer(self._lines, metres * self._scale)

    def behind(self, area: np.ndarray, metres: float, progress: Progress = silent) -> np.ndarray:
        """Cut off what lies within a distance of the shore, by each area's own bit of it."""
        parts = [self._behind(area[chunk], metres) for chunk in chunks(len(area), _CHUNK, progress)]
        return np.concatenate(parts) if parts else area

    def _behind(self, area: np.ndarray, metres: float) -> np.ndarray:
        reach = metres * float(self._scale.max(initial=1.0))
        row, line = self._tree.query(area, predicate="dwithin", distance=reach)
        # A little more of the line than can reach, so that its end is out of the way.
        near = shapely.box(*(shapely.bounds(area)[row] + 1.1 * reach * np.array([-1.0, -1.0, 1.0, 1.0])).T)
        bits, pair = shapely.get_parts(shapely.intersection(self._lines[line], near), return_index=True)
        real = shapely.get_type_id(bits) == _LINE
        bits, pair = bits[real], pair[real]
        if not len(bits):
            return area
        order = np.argsort(row[pair], kind="stable")
        found, place = np.unique(row[pair][order], return_inverse=True)
        lines = shapely.line_merge(shapely.multilinestrings(bits[order], indices=place.reshape(-1)))
        scale = np.zeros(len(area))
        np.maximum.at(scale, row, self._scale[line])
        out = area.copy()
        out[found] = shapely.difference(area[found], shapely.buffer(lines, metres * scale[found]))
        return out


def _grown(geometry: np.ndarray, by: float) -> np.ndarray:
    bounds = shapely.bounds(geometry)
    return bounds[np.isfinite(bounds).all(axis=1)] + by * np.array([-1.0, -1.0, 1.0, 1.0])


def _window(grid: Grid, area: np.ndarray, crs: str) -> Grid:
    """Give the part of a grid round the areas, with a cell to spare for slopes."""
    own = grid.crs or crs
    placed = area[~(shapely.is_missing(area) | shapely.is_empty(area))]
    rows, columns = grid.values.shape
    if not len(placed):
        return Grid(np.empty((0, 0)), grid.west, grid.north, grid.cell_m, own)
    west, south, east, north = shapely.total_bounds(Features(placed, crs=crs).to_crs(own).geometry)
    top, bottom = (
        int(np.clip((grid.north - y) // grid.cell_m, 0, rows)) for y in (north + grid.cell_m, south - 2 * grid.cell_m)
    )
    left, right = (
        int(np.clip((x - grid.west) // grid.cell_m, 0, columns)) for x in (west - grid.cell_m, east + 2 * grid.cell_m)
    )
    corner = grid.west + left * grid.cell_m, grid.north - top * grid.cell_m
    return Grid(grid.values[top:bottom, left:right], *corner, grid.cell_m, own)


def _boxes(grid: Grid, held: np.ndarray, crs: str) -> np.ndarray:
    """Give the cells that hold as rectangles, one for each run of cells in a row."""
    if not held.size:
        return np.empty(0, dtype=object)
    change = np.diff(np.pad(held, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, begin = np.nonzero(change == 1)
    end = np.nonzero(change == -1)[1]
    x0, y1 = grid.west + begin * grid.cell_m, grid.north - row * grid.cell_m
    boxes = shapely.box(x0, y1 - grid.cell_m, grid.west + end * grid.cell_m, y1)
    return Features(boxes, crs=grid.crs).to_crs(crs).geometry


def _area(geometry: np.ndarray, crs: str) -> np.ndarray:
    return np.nan_to_num(true_area_m2(np.where(shapely.is_empty(geometry), None, geometry), crs))
