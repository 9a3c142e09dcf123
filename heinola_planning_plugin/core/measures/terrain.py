# SPDX-License-Identifier: GPL-2.0-or-later
"""Height grids: slope and aspect of cells, and what the ground under each feature is like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from ..progress import Progress, silent
from . import _parts

FLAT_PCT = 1.0
"""Ground flatter than this faces nowhere (project's choice)."""
AGREEMENT = 0.1
"""Length of the mean direction (0-1) below which the cells face all ways, as on a hilltop (project's choice)."""
_BAND_CELLS = 1_000_000


@dataclass(frozen=True)
class Grid:
    """A north-up height grid with square cells.

    Attributes:
        values: shape (rows, columns), float; heights in metres, NaN = no height known. Row 0 is the northernmost.
        west: x of the grid's western edge (the edge of the first cell, not its centre).
        north: y of the grid's northern edge.
        cell_m: side of a cell in metres.
        crs: "EPSG:3067" or WKT; "" when unknown.
    """

    values: np.ndarray
    west: float
    north: float
    cell_m: float
    crs: str = ""

    def __post_init__(self) -> None:
        values = np.asarray(self.values)
        if values.ndim != 2:
            raise ValueError(f"a grid has rows and columns, got an array of {values.ndim} dimensions")
        if not self.cell_m > 0:
            raise ValueError(f"the cell size must be above 0, got {self.cell_m}")
        object.__setattr__(self, "values", values if values.dtype.kind == "f" else values.astype(np.float64))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north edge."""
        rows, columns = self.values.shape
        return self.west, self.north - rows * self.cell_m, self.west + columns * self.cell_m, self.north

    def slope_pct(self) -> np.ndarray:
        """Give the slope of each cell in percent (100 = 45 degrees), shape (rows, columns).

        Horn's weighted differences over the eight neighbours (Horn 1981, Hill shading and the reflectance map,
        Proceedings of the IEEE 69:14-47). NaN on the outermost cells and wherever a neighbour's height is unknown.
        """
        east, north = _gradient(self.values, self.cell_m)
        return 100.0 * np.hypot(east, north)

    def aspect_deg(self) -> np.ndarray:
        """Give the compass direction each cell falls towards: 0 = north, 90 = east; NaN where level or unknown."""
        east, north = _gradient(self.values, self.cell_m)
        aspect = np.degrees(np.arctan2(-east, -north)) % 360.0
        aspect[(east == 0) & (north == 0)] = np.nan
        return aspect


def zonal(geometry: np.ndarray, grid: Grid, progress: Progress = silent) -> dict[str, np.ndarray]:
    """Describe the ground under each feature.

    An area has the cells whose middles lie in it; of areas that border on each other each cell falls to one. Areas
    too small to hold a middle, lines and points are described by the one cell under `shapely.point_on_surface` of
    them. Cells without a height, and for slope and aspect those with such a neighbour (`Grid.slope_pct`), don't
    count; a feature without a cell that counts is unknown. Memory grows with neither grid nor features: the grid is
    read in bands of a million cells.

    Args:
        geometry: shape (n,), features in the grid's own CRS.
        grid: the heights.
        progress: called once per band.

    Returns:
        float64 arrays of shape (n,), NaN = unknown:
        slope_mean_pct, slope_max_pct: mean and largest slope of the cells, in percent.
        height_mean_m; height_range_m: largest less smallest height, NaN with fewer than two cells.
        aspect_deg: circular mean of the directions in which the cells of at least `FLAT_PCT` fall, 0 = north, 90 =
            east; NaN where the mean slope is below `FLAT_PCT`, or the directions cancel out (`AGREEMENT`).
        known_share: share of the feature's cells, those beyond the grid too, that have a height; NaN only where the
            feature has no geometry.
    """
    known = _parts.flat(geometry)
    edges = _Edges.of(known, grid)
    totals = _Totals(len(known))
    bands = edges.bands(grid)
    for number, (first, last) in enumerate(bands):
        progress(number / len(bands))
        totals.add(edges.runs(first, last), grid, first, last)
    small = np.flatnonzero(~shapely.is_missing(known) & (totals.cells == 0) & ~edges.beyond)
    totals.add_samples(small, known[small], grid)
    progress(1.0)
    return totals.described(~shapely.is_missing(known))


def _gradient(values: np.ndarray, cell_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Give the rise per metre towards the east and towards the north, NaN on the rim."""
    east = np.full(values.shape, np.nan)
    north = np.full(values.shape, np.nan)
    if min(values.shape) >= 3:
        z = values.astype(np.float64, copy=False)
        rows, columns = z.shape
        window = [[z[i : rows - 2 + i, j : columns - 2 + j] for j in range(3)] for i in range(3)]
        east[1:-1, 1:-1], north[1:-1, 1:-1] = _horn(window, cell_m)
    return east, north


def _horn(window: list[list[np.ndarray]], cell_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Give the rise towards east and north from the nine heights, window[row from the north][column from the west]."""
    (nw, n, ne), (w, middle, e), (sw, s, se) = window
    # 0 x middle keeps a cell without a height unknown though Horn's weights don't use it.
    east = ((ne + 2 * e + se) - (nw + 2 * w + sw)) / (8 * cell_m) + 0 * middle
    north = ((nw + 2 * n + ne) - (sw + 2 * s + se)) / (8 * cell_m) + 0 * middle
    return east, north


@dataclass(frozen=True)
class _Edges:
    """Borders of areas in cells: u to the right, v downwards from the grid's corner, v0 < v1.

    Attributes:
        u0, v0, u1, v1: (e,) ends; row: (e,) feature; top, bottom: (e,) rows of cells whose middles the edge passes.
        beyond: (n,) features that the grid doesn't reach; their edges are left out.
    """

    u0: np.ndarray
    v0: np.ndarray
    u1: np.ndarray
    v1: np.ndarray
    row: np.ndarray
    top: np.ndarray
    bottom: np.ndarray
    beyond: np.ndarray

    @classmethod
    def of(cls, geometry: np.ndarray, grid: Grid) -> _Edges:
        west, south, east, north = grid.bounds
        bounds = shapely.bounds(geometry)
        reached = (bounds[:, 0] < east) & (bounds[:, 2] >= west) & (bounds[:, 1] < north) & (bounds[:, 3] >= south)
        start, end, row = _parts.segments(*_parts.of_dimension(np.where(reached, geometry, None), 2))
        corner = np.array([grid.west, grid.north])
        start, end = (((points - corner) / grid.cell_m) * (1, -1) for points in (start, end))
        # From above downwards, so that a border has the same crossings for the areas on both its sides.
        upward = (start[:, 1] > end[:, 1])[:, None]
        start, end = np.where(upward, end, start), np.where(upward, start, end)
        top, bottom = (_first_middle(ends[:, 1]) for ends in (start, end))
        level = top == bottom
        u0, v0, u1, v1, row, top, bottom = (a[~level] for a in (*start.T, *end.T, row, top, bottom))
        return cls(u0, v0, u1, v1, row, top, bottom, ~reached)

    def bands(self, grid: Grid) -> list[tuple[int, int]]:
        """Give the bands of rows (first, before last) to go through, beyond the grid too where features reach there."""
        if not len(self.row):
            return []
        height = max(_BAND_CELLS // max(grid.values.shape[1], 1), 1)
        end = int(self.bottom.max())
        return [(first, min(first + height, end)) for first in range(int(self.top.min()), end, height)]

    def runs(self, first: int, last: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Give the runs of cells in a band: feature, row, column of the first and after the last; by feature."""
        passing = np.flatnonzero((self.top < last) & (self.bottom > first))
        top = np.maximum(self.top[passing], first)
        count = np.minimum(self.bottom[passing], last) - top
        edge = np.repeat(passing, count)
        line = np.repeat(top - (np.cumsum(count) - count), count) + np.arange(len(edge))
        share = (line + 0.5 - self.v0[edge]) / (self.v1[edge] - self.v0[edge])
        column = _first_middle(self.u0[edge] + share * (self.u1[edge] - self.u0[edge]))
        feature = self.row[edge]
        # A closed border passes each line an even number of times: in, out, in, out.
        order = np.lexsort((column, line, feature))
        begin, end = column[order[::2]], column[order[1::2]]
        kept = order[::2][end > begin]
        return feature[kept], line[kept], begin[end > begin], end[end > begin]


class _Totals:
    """What is added up per feature: `cells` (n,), and by name what `_contributions` gives."""

    def __init__(self, n: int):
        start = {np.add: 0.0, np.minimum: np.inf, np.maximum: -np.inf}
        self.cells = np.zeros(n, dtype=np.int64)
        self._of = {name: np.full(n, start[how]) for name, how in _HOW.items()}

    def add(self, runs: tuple[np.ndarray, ...], grid: Grid, first: int, last: int) -> None:
        """Add the runs of a band; what lies beyond the grid only counts as cells."""
        feature, line, begin, end = runs
        group = _parts.first_of_each(feature)
        if len(group):
            self.cells[feature[group]] += np.add.reduceat(end - begin, group)
        rows, columns = grid.values.shape
        begin, end = np.clip(begin, 0, columns), np.clip(end, 0, columns)
        there = (line >= 0) & (line < rows) & (end > begin)
        if not there.any():
            return
        first, last = max(first, 0), min(last, rows)
        offset = (line[there] - first) * columns
        self._add_ranges(feature[there], begin[there] + offset, end[there] + offset, _of_band(grid, first, last))

    def _add_ranges(
        self, feature: np.ndarray, begin: np.ndarray, end: np.ndarray, values: dict[str, np.ndarray]
    ) -> None:
        """Add ranges of flat arrays, which come by feature."""
        # reduceat goes from each bound to the next, so every other result is of a range and the rest, between ranges,
        # is thrown away; in order of place those gaps are short.
        by_place = np.argsort(begin, kind="stable")
        bounds = np.column_stack([begin[by_place], end[by_place]]).ravel()
        group = _parts.first_of_each(feature)
        rows = feature[group]
        for name, how in _HOW.items():
            padded = np.append(values[name], 0.0)  # a range may end where the array does
            per_range = np.empty(len(begin))
            per_range[by_place] = how.reduceat(padded, bounds)[::2]
            self._of[name][rows] = how(self._of[name][rows], how.reduceat(per_range, group))

    def add_samples(self, rows: np.ndarray, geometry: np.ndarray, grid: Grid) -> None:
        """Add the one cell under each of some features."""
        if not len(rows):
            return
        point = shapely.get_coordinates(shapely.point_on_surface(_parts.repaired(geometry)))
        place = (point - np.array([grid.west, grid.north])) / (grid.cell_m, -grid.cell_m)
        column, row = np.floor(place).astype(np.int64).T
        window = [[_height(grid, row + down, column + right) for right in (-1, 0, 1)] for down in (-1, 0, 1)]
        self.cells[rows] = 1
        for name, values in _contributions(window[1][1], *_horn(window, grid.cell_m)).items():
            self._of[name][rows] = values

    def described(self, placed: np.ndarray) -> dict[str, np.ndarray]:
        """Give what `zonal` gives; `placed` (n,) tells which features have a geometry."""
        of = self._of
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = of["slope"] / of["slopes"]
            facing = np.hypot(of["to_east"], of["to_north"]) / of["facing"] >= AGREEMENT
            aspect = np.degrees(np.arctan2(of["to_east"], of["to_north"])) % 360.0
            return {
                "slope_mean_pct": slope,
                "slope_max_pct": np.where(of["slopes"] > 0, of["steepest"], np.nan),
                "height_mean_m": of["height"] / of["heights"],
                "height_range_m": np.where(of["heights"] > 1, of["highest"] - of["lowest"], np.nan),
                "aspect_deg": np.where(facing & (slope >= FLAT_PCT), aspect, np.nan),
                "known_share": np.where(placed, of["heights"] / np.maximum(self.cells, 1), np.nan),
            }


_HOW: dict[str, Any] = {
    "heights": np.add,
    "height": np.add,
    "lowest": np.minimum,
    "highest": np.maximum,
    "slopes": np.add,
    "slope": np.add,
    "steepest": np.maximum,
    "facing": np.add,
    "to_east": np.add,
    "to_north": np.add,
}
"""How the contributions of cells come together."""


def _contributions(height: np.ndarray, east: np.ndarray, north: np.ndarray) -> dict[str, np.ndarray]:
    """Give what each cell adds, flat, by the names of `_HOW`; unknown ones add nothing."""
    height, east, north = height.ravel(), east.ravel(), north.ravel()
    rise = np.hypot(east, north)
    slope = 100.0 * rise
    high, sloping, facing = ~np.isnan(height), ~np.isnan(slope), slope >= FLAT_PCT
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "heights": high.astype(np.float64),
            "height": np.where(high, height, 0.0),
            "lowest": np.where(high, height, np.inf),
            "highest": np.where(high, height, -np.inf),
            "slopes": sloping.astype(np.float64),
            "slope": np.where(sloping, slope, 0.0),
            "steepest": np.where(sloping, slope, -np.inf),
            "facing": facing.astype(np.float64),
            "to_east": np.where(facing, -east / rise, 0.0),
            "to_north": np.where(facing, -north / rise, 0.0),
        }


def _of_band(grid: Grid, first: int, last: int) -> dict[str, np.ndarray]:
    """Give the contributions of the rows `first` to before `last`."""
    above = max(first - 1, 0)
    block = grid.values[above : last + 1].astype(np.float64)
    east, north = _gradient(block, grid.cell_m)
    inner = slice(first - above, last - above)
    return _contributions(block[inner], east[inner], north[inner])


def _height(grid: Grid, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Give the heights of single cells; those beyond the grid are unknown."""
    rows, columns = grid.values.shape
    there = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    out = np.full(len(row), np.nan)
    out[there] = grid.values[row[there], column[there]]
    return out


def _first_middle(place: np.ndarray) -> np.ndarray:
    """Give the first cell whose middle is at or after a place, counted in cells."""
    return np.ceil(place - 0.5).astype(np.int64)
