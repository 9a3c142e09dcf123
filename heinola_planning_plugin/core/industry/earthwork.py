# SPDX-License-Identifier: GPL-2.0-or-later
"""Earthwork: how much ground has to be moved to make a parcel level.

The yard is levelled at the mean height of its cells, where cut and fill balance:

    V = sum of (height - mean) over the cells above the mean, times the area of a cell

A first estimate for comparing sites (grid method, one prism per cell). It knows no rock, no peat, no terraces and no
slopes at the edge; a yard in two levels or with a fall of a few per cent moves less.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..features import Features, scale_factors
from ..measures.terrain import Grid
from ..progress import Progress, silent

_CELLS_AT_ONCE = 5_000_000


def levelling_m3(ground: Features, grid: Grid | None, progress: Progress = silent) -> np.ndarray:
    """Give the cubic metres to be cut (and filled elsewhere on the same ground) to level each feature.

    Args:
        ground: n polygons in any known CRS.
        grid: heights; None = unknown.
        progress: reports and cancels.

    Returns:
        float64 (n,); NaN where the height of any cell is unknown or no cell's middle lies in the feature.
    """
    out = np.full(len(ground), np.nan)
    if grid is None or not len(ground):
        return out
    ground = ground.to_crs(grid.crs)
    feature, row, first, last = _runs(ground.geometry, grid)
    if not len(feature):
        return out
    outside = (row < 0) | (row >= grid.values.shape[0]) | (first < 0) | (last > grid.values.shape[1])
    total, cells = np.zeros(len(ground)), np.zeros(len(ground))
    total[np.unique(feature[outside])] = np.nan
    feature, row, first, last = (part[~outside] for part in (feature, row, first, last))

    size = last - first
    reached = np.cumsum(size)
    bounds = np.searchsorted(reached, np.arange(0, reached[-1] if len(size) else 0, _CELLS_AT_ONCE))
    parts = list(zip(bounds, [*bounds[1:], len(size)]))
    for begin, end in parts:
        here, heights = _heights(feature, row, first, size, slice(begin, end), grid)
        total += np.bincount(here, heights, len(ground))
        cells += np.bincount(here, minlength=len(ground))
    mean = total / np.where(cells > 0, cells, np.nan)
    above = np.zeros(len(ground))
    for number, (begin, end) in enumerate(parts):
        progress(number / len(parts))
        here, heights = _heights(feature, row, first, size, slice(begin, end), grid)
        above += np.bincount(here, np.maximum(heights - mean[here], 0.0), len(ground))
    side = grid.cell_m / scale_factors(ground.geometry, ground.crs)[0]
    return np.where(np.isnan(mean), np.nan, above * side**2)


def _heights(
    feature: np.ndarray, row: np.ndarray, first: np.ndarray, size: np.ndarray, part: slice, grid: Grid
) -> tuple[np.ndarray, np.ndarray]:
    """Give feature and height of every cell of some runs."""
    count = size[part]
    start = np.repeat(np.cumsum(count) - count, count)
    column = np.repeat(first[part], count) + np.arange(count.sum()) - start
    return np.repeat(feature[part], count), grid.values[np.repeat(row[part], count), column].astype(float)


def _runs(geometry: np.ndarray, grid: Grid) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Give the runs of cells whose middles lie in each polygon: feature, grid row, first column, column after the last.

    Scan lines through the middles of the rows; between the first and second crossing of a line with a polygon's
    border, third and fourth and so on, it is inside (even-odd rule, so holes and several parts come out right).
    """
    rings, feature = _rings(geometry)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    column = (xy[:, 0] - grid.west) / grid.cell_m - 0.5
    line = (grid.north - xy[:, 1]) / grid.cell_m - 0.5
    edge = np.flatnonzero(ring[:-1] == ring[1:])
    low, high = np.minimum(line[edge], line[edge + 1]), np.maximum(line[edge], line[edge + 1])
    top = np.ceil(low).astype(np.int64)
    crossings = np.ceil(high).astype(np.int64) - top
    edge, top = np.repeat(edge, crossings), np.repeat(top, crossings)
    row = top + np.arange(len(edge)) - np.repeat(np.cumsum(crossings) - crossings, crossings)
    along = (row - line[edge]) / (line[edge + 1] - line[edge])
    at = column[edge] + along * (column[edge + 1] - column[edge])
    owner = feature[ring[edge]]
    order = np.lexsort((at, row, owner))
    owner, row, at = owner[order], row[order], np.ceil(at[order]).astype(np.int64)
    enter, leave = at[0::2], at[1::2]
    some = leave > enter
    return owner[0::2][some], row[0::2][some], enter[some], leave[some]


def _rings(geometry: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    single, feature = shapely.get_parts(geometry, return_index=True)
    areal = shapely.get_type_id(single) == 3
    rings, owner = shapely.get_rings(single[areal], return_index=True)
    return rings, feature[areal][owner]
