# SPDX-License-Identifier: GPL-2.0-or-later
"""Evidence tile by tile: each tile measured by itself, with as much round it as its features need, then put together.

What `evidence.gather` measures of a feature rests on the feature and on what lies near it. So tiles come out as one run
over everything does, to the last bit, wherever and in whatever order they are measured. What looks at all features at
once (scores that are scaled over all, ranks, groups of neighbours) comes after `joined`.

    tiles = grid(bounds, 16)
    specs = told(specs, load)
    parts = [measure(tile, load, specs) for tile in tiles]  # here, in threads, or on other machines
    columns = joined(parts, specs, count)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from .evidence import Distance, Keep, Largest, Share, Total, gather
from .features import Features, scale_factors

Bounds = tuple[float, float, float, float]
"""West, south, east, north in the metric CRS of the run."""

Load = Callable[[str, "Bounds | None"], "Features | None"]
"""Gives the features of a role that meet a rectangle (more does no harm), all of them for None, in the order of their
layer and in the CRS of the run; None for a layer that isn't given. Of the role `parcels` also the column ROW."""

Spec = Distance | Share | Largest | Total
"""What can be measured by tile. Heights aren't here: a grid is read in bands anyhow, so its memory doesn't grow."""

Part = tuple[np.ndarray, dict[str, np.ndarray]]
"""Rows of the parcels' layer, and their evidence columns."""

ROW = "_row"
"""Column that holds each parcel's row in its layer, 0 ..., int64."""

PARCELS = "parcels"
HALO_M = 2_000.0
"""How far round a tile is looked at first for distances; where that isn't enough, further. It changes only the work."""
_WIDER = 4.0
_OUTSIDE = 1e9
_ROUNDING = 1e-9


def grid(bounds: Bounds, count: int) -> list[Bounds]:
    """Cut a rectangle into about `count` tiles, as near to squares as that allows; the outer ones have no outer end."""
    west, south, east, north = bounds
    wide, high = max(east - west, 1.0), max(north - south, 1.0)
    columns = max(round(np.sqrt(count * wide / high)), 1)
    rows = max(round(count / columns), 1)
    x, y = np.linspace(west, east, columns + 1), np.linspace(south, north, rows + 1)
    x[[0, -1]] = y[[0, -1]] = -_OUTSIDE, _OUTSIDE
    return [(x[i], y[j], x[i + 1], y[j + 1]) for j in range(rows) for i in range(columns)]


def told(specs: Iterable[Spec], load: Load) -> list[Spec]:
    """Settle what only the whole layer can tell: whether the column that a filter asks for holds anything at all."""
    out: list[Spec] = []
    for spec in specs:
        if not isinstance(spec, Share) and spec.keep is not None:
            whole = load(spec.role, None)
            spec = replace(spec, keep=_Told(spec.keep, whole is not None and spec.keep(whole) is not None))
        out.append(spec)
    return out


def measure(tile: Bounds, load: Load, specs: Sequence[Spec], halo_m: float = HALO_M) -> Part:
    """Measure the parcels whose first vertex lies in a tile.

    Args:
        tile: west and south belong to it, east and north to the next.
        load: gives what lies in a rectangle.
        specs: from `told`.
        halo_m: how far to look first.

    Returns:
        Their rows in the whole layer, and the columns.
    """
    near = load(PARCELS, tile)
    if near is None:
        raise ValueError("there are no parcels to measure")
    parcels = near.take(_own(near.geometry, tile))
    columns: dict[str, np.ndarray] = {}
    for spec in specs if len(parcels) else ():
        if isinstance(spec, Distance):
            columns.update(_distance(parcels, load, spec, halo_m))
        elif isinstance(spec, Total):
            columns.update(_total(parcels, load, spec))
        else:
            columns.update(gather(parcels, {spec.role: load(spec.role, _bounds(parcels))}, (spec,)))
    return parcels[ROW], columns


def joined(parts: Iterable[Part], specs: Iterable[Spec], count: int) -> dict[str, np.ndarray]:
    """Put the tiles' columns together; of parcels that lie in no tile, as they have no geometry, all is unknown.

    Args:
        parts: what `measure` gave, in any order.
        specs: what was measured.
        count: number of rows of the parcels' layer.
    """
    out: dict[str, np.ndarray] = {}
    for spec in specs:
        out.update(spec.unknown(count))
    for rows, columns in parts:
        for name, values in columns.items():
            out[name][rows] = values
    return out


def in_memory(layers: dict[str, Features | None]) -> Load:
    """Give a `Load` over tables that are in memory."""
    numbered = dict(layers)
    parcels = layers[PARCELS]
    if parcels is not None:
        numbered[PARCELS] = parcels.with_columns({ROW: np.arange(len(parcels))})
    bounds = {role: shapely.bounds(table.geometry) for role, table in numbered.items() if table is not None}

    def load(role: str, where: Bounds | None) -> Features | None:
        table = numbered.get(role)
        if table is None or where is None:
            return table
        west, south, east, north = bounds[role].T
        return table.take((west <= where[2]) & (east >= where[0]) & (south <= where[3]) & (north >= where[1]))

    return load


def _own(geometry: np.ndarray, tile: Bounds) -> np.ndarray:
    """Tell which features belong to a tile, so that each belongs to one: by a vertex, which whoever loads surely sees.

    The middle of a bent parcel may lie in a tile that the parcel itself doesn't meet.
    """
    coordinates, row = shapely.get_coordinates(geometry, return_index=True)
    first = np.flatnonzero(np.diff(row, prepend=-1))
    x, y = np.full(len(geometry), np.nan), np.full(len(geometry), np.nan)
    x[row[first]], y[row[first]] = coordinates[first].T
    return (x >= tile[0]) & (x < tile[2]) & (y >= tile[1]) & (y < tile[3])


def _bounds(table: Features, beyond: float = 0.0) -> Bounds:
    west, south, east, north = shapely.total_bounds(table.geometry)
    return west - beyond, south - beyond, east + beyond, north + beyond


def _distance(parcels: Features, load: Load, spec: Distance, halo_m: float) -> dict[str, np.ndarray]:
    """Look round the tile; parcels that have nothing so near look further round, until all are settled."""
    plane = scale_factors(parcels.geometry, parcels.crs)[0]
    out = np.full(len(parcels), np.nan)
    left = np.arange(len(parcels))
    while len(left):
        own = parcels.take(left)
        found = gather(own, {spec.role: load(spec.role, _bounds(own, halo_m))}, (spec,))[spec.column]
        # What wasn't loaded is farther than the halo: it can't be nearer than what was found within it.
        settled = np.isnan(found) | (found * plane[left] < halo_m * (1 - _ROUNDING))
        settled |= halo_m >= spec.reach_m * plane[left] * (1 + _ROUNDING)
        out[left[settled]] = found[settled]
        left = left[~settled]
        halo_m *= _WIDER
    return {spec.column: out}


def _total(parcels: Features, load: Load, spec: Total) -> dict[str, np.ndarray]:
    """Add up what stands on the parcels; the parcels round them are there to say what stands on those instead."""
    things = load(spec.role, _bounds(parcels))
    if things is None or not len(things):
        return gather(parcels, {spec.role: things}, (spec,))
    west, south, east, north = zip(_bounds(parcels), _bounds(things))
    around = load(PARCELS, (min(west), min(south), max(east), max(north)))
    if around is None:
        raise ValueError("there are no parcels to measure")
    found = gather(around, {spec.role: things}, (spec,))[spec.column]
    return {spec.column: found[np.searchsorted(around[ROW], parcels[ROW])]}


@dataclass(frozen=True)
class _Told:
    """A filter of a layer that can tell, or can't: then a part of it can't either, even where it holds no features.

    Where a part of a layer that can tell holds no known value, nothing of that part is meant.
    """

    keep: Keep
    tells: bool

    def __call__(self, layer: Features) -> np.ndarray | None:
        if not self.tells:
            return None
        kept = self.keep(layer)
        return np.zeros(len(layer), dtype=bool) if kept is None else kept
