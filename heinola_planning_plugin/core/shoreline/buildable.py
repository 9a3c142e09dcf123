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
from ..measures.difference import without
from ..measures.terrain import Grid
from ..progress import Progress, chunks, silent
from .crossings import ShoreSegments, least

_CHUNK = 2_000
_ALL_ROUND = 0.2
"""Where the directions to the water cancel out so far, the water lies all round and there is no one direction."""


@dataclass(frozen=True)
class Limits:
    """Distances on the ground, m, and the steepest slope, percent."""

    dwelling_m: float = 30.0
    sauna_m: float = 15.0
    border_m: float = 4.0
    zone_m: float = 150.0
    max_slope_pct: float = 30.0


def buildable(
    parcels: Features,
    shore: Features,
    limits: Limits,
    blocked: Mapping[str, Features] | None = None,
    slope: Grid | None = None,
    progress: Progress = silent,
) -> Features:
    """Cut the buildable area of parcels.

    Args:
        parcels: n polygons in a metric CRS.
        shore: lines of all shores, not only the parcels' own: a setback holds from the neighbour's cove, too.
        limits: distances.
        blocked: name -> areas where nothing may be built (water, flood, wetland, protected, relics, power-line
            strips …), in any known CRS.
        slope: height grid; cells steeper than the limit are blocked.
        progress: reports and cancels.

    Returns:
        The parcels with what is buildable as geometry (empty where nothing is) and the columns zone_m2 (parcel
        within the shore zone), buildable_m2, sauna_m2 (where only a sauna may stand), blocked_<name>_m2 for each kind
        and blocked_slope_m2, each of the zone behind the setback; areas may be blocked for several reasons. All NaN
        where a parcel has no geometry.
    """
    crs, scale = parcels.crs, scale_factors(parcels.geometry, parcels.crs)[0]
    scale = np.where(np.isfinite(scale), scale, 1.0)  # no geometry, or one far outside the CRS
    progress(0.0, "Cutting the shore zone")
    land = _repaired(parcels.geometry)
    line = _shore_near(land, shore.to_crs(crs).geometry, limits.zone_m * float(scale.max(initial=1.0)))
    zone = _within(land, line, limits.zone_m * scale)
    inside = shapely.intersection(zone, shapely.buffer(land, -limits.border_m * scale))
    behind = _behind(inside, line, limits.dwelling_m * scale)
    kinds = {name: _repaired(areas.to_crs(crs).geometry) for name, areas in (blocked or {}).items()}
    if slope is not None:
        kinds["slope"] = _steep(slope, behind, crs, limits.max_slope_pct)
    columns = {"zone_m2": _area(zone, crs)}
    free, sauna = behind, _behind(inside, line, limits.sauna_m * scale)
    for number, (name, areas) in enumerate(kinds.items()):
        progress(0.2 + 0.8 * number / len(kinds), "Cutting what can't be built")
        left = without(behind, areas)
        columns[f"blocked_{name}_m2"] = _area(behind, crs) - _area(left, crs)
        free = left if free is behind else without(free, areas)
        sauna = without(sauna, areas)
    columns["buildable_m2"] = _area(free, crs)
    columns["sauna_m2"] = np.maximum(_area(sauna, crs) - columns["buildable_m2"], 0.0)
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
    progress: Progress = silent,
) -> np.ndarray:
    """Measure how far the water is open before each part of shore in one compass direction (south-west as default).

    Args:
        shore: m parts, the water on their left, with water_direction_deg.
        bearing_deg: 0 = north, 90 = east.
        reach_m: farther is not looked at.
        all_shore: lines that end the view; None = `shore`.
        progress: called once per chunk.

    Returns:
        float64 (m,): metres to the next shore, at most `reach_m`; 0 where the shore faces away.
    """
    other = shore if all_shore is None else all_shore
    xy, owner = shapely.get_coordinates(shapely.simplify(other.geometry, 1.0), return_index=True)
    at = np.flatnonzero(owner[1:] == owner[:-1])
    segments = ShoreSegments(xy[at], xy[at + 1])
    towards = np.radians(bearing_deg)
    direction = np.array([np.sin(towards), np.cos(towards)])
    water = np.radians(shore["water_direction_deg"])
    faces = np.flatnonzero(np.sin(water) * direction[0] + np.cos(water) * direction[1] > 0.05)
    middle = shapely.get_coordinates(shapely.line_interpolate_point(shore.geometry, 0.5, normalized=True))
    out = np.zeros(len(shore))
    for chunk in chunks(len(faces), _CHUNK, progress):
        rows = faces[chunk]
        # Start a little out on the water, so that the shore's own roughness doesn't end the view.
        origin = middle[rows] + 3.0 * np.column_stack([np.sin(water[rows]), np.cos(water[rows])])
        line, _, t = segments.crossed(origin, np.tile(direction, (len(rows), 1)), 0.0, reach_m)
        out[rows] = least(t, line, len(rows), reach_m)
    return out


def _shore_near(land: np.ndarray, lines: np.ndarray, reach: float) -> np.ndarray:
    """Gather the lines within reach of each parcel; None where there are none."""
    parcel, line = shapely.STRtree(lines).query(land, predicate="dwithin", distance=reach)
    near = np.full(len(land), None, dtype=object)
    if len(parcel):
        rows, place = np.unique(parcel, return_inverse=True)
        near[rows] = shapely.multilinestrings(lines[line], indices=place.reshape(-1))
    return near


def _within(land: np.ndarray, line: np.ndarray, metres: np.ndarray) -> np.ndarray:
    out = np.full(len(land), shapely.Polygon(), dtype=object)
    rows = np.flatnonzero(~shapely.is_missing(line))
    out[rows] = shapely.intersection(land[rows], shapely.buffer(line[rows], metres[rows]))
    return out


def _behind(area: np.ndarray, line: np.ndarray, metres: np.ndarray) -> np.ndarray:
    out = area.copy()
    rows = np.flatnonzero(~shapely.is_missing(line) & ~shapely.is_empty(area))
    out[rows] = shapely.difference(area[rows], shapely.buffer(line[rows], metres[rows]))
    return out


def _steep(grid: Grid, area: np.ndarray, crs: str, limit_pct: float) -> np.ndarray:
    """Give the steep cells within the area's bounds as rectangles, one for each run of cells in a row."""
    bounds = Features(area, crs=crs).to_crs(grid.crs or crs)
    west, south, east, north = shapely.total_bounds(bounds.geometry)
    rows, columns = grid.values.shape
    if not np.isfinite(west):
        return np.empty(0, dtype=object)
    top, bottom = (
        int(np.clip((grid.north - y) // grid.cell_m, 0, rows)) for y in (north + grid.cell_m, south - 2 * grid.cell_m)
    )
    left, right = (
        int(np.clip((x - grid.west) // grid.cell_m, 0, columns)) for x in (west - grid.cell_m, east + 2 * grid.cell_m)
    )
    window = Grid(grid.values[top:bottom, left:right], 0.0, 0.0, grid.cell_m)
    if window.values.size == 0:
        return np.empty(0, dtype=object)
    steep = np.pad(window.slope_pct() > limit_pct, ((0, 0), (1, 1))).astype(np.int8)
    row, begin = np.nonzero(np.diff(steep, axis=1) == 1)
    end = np.nonzero(np.diff(steep, axis=1) == -1)[1]
    x0, y1 = grid.west + (left + begin) * grid.cell_m, grid.north - (top + row) * grid.cell_m
    boxes = shapely.box(x0, y1 - grid.cell_m, grid.west + (left + end) * grid.cell_m, y1)
    return Features(boxes, crs=grid.crs or crs).to_crs(crs).geometry


def _area(geometry: np.ndarray, crs: str) -> np.ndarray:
    return np.nan_to_num(true_area_m2(np.where(shapely.is_empty(geometry), None, geometry), crs))


def _repaired(geometry: np.ndarray) -> np.ndarray:
    out = shapely.force_2d(geometry)
    wrong = ~shapely.is_valid(out) & ~shapely.is_missing(out)
    out[wrong] = shapely.make_valid(out[wrong])
    return out
