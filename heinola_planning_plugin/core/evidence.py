# SPDX-License-Identifier: GPL-2.0-or-later
"""Evidence columns said once, gathered the same way for every job.

A job lists what it wants to know and `gather` measures it:

    specs = (
        Distance("rail_m", "railways"),
        Distance("motorway_m", "roads", keep=one_of("road_class", "motorway")),
        Share("flood_share", "flood", keep=between("return_period", 0, 100)),
        Largest(("zone_code", "plan_id"), "zoning"),
        Terrain(("slope_mean_pct", "height_range_m"), "dem"),
        Total("floor_m2", "buildings", "floor_area_m2"),
    )
    table = gather(parcels, {"railways": railways, "dem": grid}, specs)

What the columns mean where there is little to measure:

- **layer not given** (absent from `layers`, or None): unknown, NaN or None. Never 0.
- **layer given, but its filter column is missing or holds nothing at all**: unknown, too; which features are meant
  can't be told. A share is 0 all the same where none of the layer's areas reaches the parcel.
- **layer given, nothing kept, or no features**: the layer says that there are none. A distance is then `reach_m`, a
  share or a sum 0, a class `otherwise`.
- **a row of the layer with an unknown value in the filter column** is not kept; a share of a parcel that such areas
  cover more of than what is known to count is unknown. Of areas elsewhere nothing needs to be known.
- **parcel without geometry**: unknown.
- A vector layer that covers only part of the parcels can't be told from one that has nothing there; whoever gives the
  layer answers for that. A height grid can: parcels it doesn't cover are unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from .errors import InputError
from .features import Features
from .measures import distance, floor_area, overlap, terrain
from .progress import Progress, part, silent

Keep = Callable[[Features], "np.ndarray | None"]
"""Which rows of a layer are meant: a boolean mask of shape (n,), or None where the layer can't tell."""

_TOUCH = 1e-9
"""Share of a parcel up to which an area only touches it: rounding."""

KNOWN_HEIGHTS = 0.9
"""Share of a parcel's cells that must have a height: a corner at the edge of the heights tells nothing of the rest
(project's choice)."""

REACH_M = 50_000.0
"""How far things are looked for unless a spec says otherwise (project's choice: no criterion looks farther)."""


@dataclass(frozen=True)
class Filter:
    """A filter by one column: called with a layer, it is a `Keep`.

    Attributes:
        column: of the layer.
        fits: which known values are meant.
    """

    column: str
    fits: Callable[[np.ndarray], np.ndarray]

    def __call__(self, layer: Features) -> np.ndarray | None:
        if self.column not in layer:
            return None
        known = _known(layer[self.column])
        return None if len(layer) and not known.any() else known & self.fits(layer[self.column])

    def unsure(self, layer: Features) -> np.ndarray | None:
        """Give the rows whose value is unknown; None where the layer lacks the column."""
        return ~_known(layer[self.column]) if self.column in layer else None


def one_of(column: str, *values: object) -> Filter:
    """Keep the rows whose column holds one of the values; text columns are compared as text."""
    texts = [str(value) for value in values]

    def fits(held: np.ndarray) -> np.ndarray:
        return np.isin(held.astype(str), texts) if held.dtype == object else np.isin(held, np.array(values))

    return Filter(column, fits)


def between(column: str, low: float, high: float) -> Filter:
    """Keep the rows whose number is at least `low` and at most `high`."""
    return Filter(column, lambda held: (held.astype(float) >= low) & (held.astype(float) <= high))


@dataclass(frozen=True)
class Distance:
    """Shortest distance on the ground from each parcel to the nearest feature, metres; 0 where they touch.

    Attributes:
        column: name of the evidence column.
        role: layer.
        keep: which of the layer's features count; None = all.
        reach_m: what is farther, or nowhere in the layer, is written as this: "at least so far".
    """

    column: str
    role: str
    keep: Keep | None = None
    reach_m: float = REACH_M

    def unknown(self, count: int) -> dict[str, np.ndarray]:
        return {self.column: np.full(count, np.nan)}

    def measure(self, parcels: Features, layer: Features, progress: Progress = silent) -> dict[str, np.ndarray]:
        measured = distance.shortest(parcels.geometry, layer.geometry, progress)
        on_ground = measured / parcels.stretch[0]
        found = np.where(np.isnan(on_ground), self.reach_m, np.minimum(on_ground, self.reach_m))
        return {self.column: np.where(_placed(parcels), found, np.nan)}


@dataclass(frozen=True)
class Share:
    """Share of each parcel's area, 0-1, that lies in the layer's areas; areas that overlap count once.

    Lines and points cover nothing: ask for their distance instead.
    """

    column: str
    role: str
    keep: Keep | None = None

    def unknown(self, count: int) -> dict[str, np.ndarray]:
        return {self.column: np.full(count, np.nan)}

    def measure(self, parcels: Features, layer: Features, progress: Progress = silent) -> dict[str, np.ndarray]:
        share = overlap.share_within(parcels.geometry, layer.geometry, progress)
        return {self.column: np.where(_placed(parcels), share, np.nan)}

    def sure(self, parcels: Features, layer: Features, measured: dict[str, np.ndarray] | None) -> dict | None:
        """Make the share unknown where areas that may count or not cover more than what counts for sure.

        Where they cover less, the share is "at least": what is proven must not be lost for what is not.

        Args:
            parcels, layer: in one CRS, the layer with all its rows.
            measured: share of what counts, None where no row is known.

        Returns:
            The same; None where the layer can't tell of any row.
        """
        unsure = self.keep.unsure(layer) if isinstance(self.keep, Filter) else None
        if unsure is None or not (unsure & _placed(layer)).any():
            return measured
        perhaps = overlap.share_within(parcels.geometry, layer.geometry[unsure & _placed(layer)])
        share = np.zeros(len(parcels)) if measured is None else measured[self.column]
        known = _placed(parcels) & (perhaps <= np.maximum(share, _TOUCH))
        return {self.column: np.where(known, share, np.nan)}


@dataclass(frozen=True)
class Largest:
    """Columns of the area that covers most of each parcel.

    Attributes:
        columns: columns of the layer, kept under their own names.
        role: layer.
        keep: which of the layer's areas count; None = all.
        prefix: put before the names, where they'd clash.
        share: name of a column for the share of the parcel that this area covers, "" = none.
        otherwise: what a text column says where no area covers the parcel; number columns say NaN.
    """

    columns: Sequence[str]
    role: str
    keep: Keep | None = None
    prefix: str = ""
    share: str = ""
    otherwise: str | None = None

    def unknown(self, count: int) -> dict[str, np.ndarray]:
        out: dict[str, np.ndarray] = {f"{self.prefix}{name}": _none(count) for name in self.columns}
        return {**out, **({self.share: np.full(count, np.nan)} if self.share else {})}

    def measure(self, parcels: Features, layer: Features, progress: Progress = silent) -> dict[str, np.ndarray]:
        index, share = overlap.largest(parcels.geometry, layer.geometry, progress)
        out = {f"{self.prefix}{name}": self._held(layer, name, index, parcels) for name in self.columns}
        if self.share:
            out[self.share] = np.where(_placed(parcels), np.where(index >= 0, share, 0.0), np.nan)
        return out

    def _held(self, layer: Features, name: str, index: np.ndarray, parcels: Features) -> np.ndarray:
        inside = index >= 0
        if name not in layer:
            return _none(len(parcels))
        held = layer[name]
        if held.dtype != object:
            out = np.full(len(parcels), np.nan)
            out[inside] = held[index[inside]].astype(float)
            return out
        out = _none(len(parcels))
        out[_placed(parcels) & ~inside] = self.otherwise
        out[inside] = held[index[inside]]
        return out


@dataclass(frozen=True)
class Terrain:
    """Measures of the ground under each parcel, from a height grid; unknown where too little of it has a height.

    Attributes:
        columns: names that `measures.terrain.zonal` gives: slope_mean_pct, slope_max_pct, height_range_m,
            height_mean_m, aspect_deg.
        role: grid.
    """

    columns: Sequence[str]
    role: str = "dem"

    def unknown(self, count: int) -> dict[str, np.ndarray]:
        return {name: np.full(count, np.nan) for name in self.columns}

    def measure(self, parcels: Features, grid: terrain.Grid, progress: Progress = silent) -> dict[str, np.ndarray]:
        progress(0.0)
        measured = terrain.zonal(_on_grid(parcels, grid), grid, progress)
        enough = measured["known_share"] >= KNOWN_HEIGHTS
        return {name: np.where(enough, measured[name], np.nan) for name in self.columns}


@dataclass(frozen=True)
class Total:
    """Sum of a number column of the features that stand on each parcel, the floor area of its buildings for one.

    A feature stands on the parcel that holds the largest part of it. Where nothing stands, the sum is 0; where no
    number of what stands there is known, unknown.

    Attributes:
        column: name of the evidence column.
        role: layer.
        amount: column of the layer; a layer that lacks it tells nothing.
        keep: which of the layer's features count; None = all.
    """

    column: str
    role: str
    amount: str
    keep: Keep | None = None

    def unknown(self, count: int) -> dict[str, np.ndarray]:
        return {self.column: np.full(count, np.nan)}

    def measure(self, parcels: Features, layer: Features, progress: Progress = silent) -> dict[str, np.ndarray]:
        if self.amount not in layer:
            return self.unknown(len(parcels))
        index = floor_area.locate(layer.geometry, parcels.geometry, progress)
        added, _, _ = floor_area.total(index, layer[self.amount].astype(float), len(parcels))
        return {self.column: np.where(_placed(parcels), added, np.nan)}


Spec = Distance | Share | Largest | Terrain | Total


def gather(
    parcels: Features,
    layers: Mapping[str, Features | terrain.Grid | None],
    specs: Iterable[Spec],
    progress: Progress = silent,
) -> dict[str, np.ndarray]:
    """Measure what the specs ask for; see the module's text for what unknown and empty mean.

    Args:
        parcels: n features in a metric CRS (`Features.in_metres`).
        layers: role -> layer in any known CRS, moved to the parcels' here.
        specs: what to measure, in the order that the columns are wanted in.
        progress: reports and cancels.

    Returns:
        Columns of shape (n,), float64 or object.

    Raises:
        InputError: a layer whose CRS is unknown, or a grid's.
    """
    specs = tuple(specs)
    moved: dict[str, Features] = {}
    out: dict[str, np.ndarray] = {}
    for number, spec in enumerate(specs):
        step = part(progress, number / len(specs), (number + 1) / len(specs))
        layer = layers.get(spec.role)
        if isinstance(spec, Terrain):
            measured = spec.measure(parcels, layer, step) if isinstance(layer, terrain.Grid) else None
        elif isinstance(layer, Features):
            if spec.role not in moved:
                moved[spec.role] = layer.to_crs(parcels.crs)
            kept = _kept(moved[spec.role], spec.keep)
            measured = None if kept is None else spec.measure(parcels, kept, step)
            if isinstance(spec, Share):
                measured = spec.sure(parcels, moved[spec.role], measured)
        else:
            measured = None
        out.update(spec.unknown(len(parcels)) if measured is None else measured)
    progress(1.0)
    return out


def _kept(layer: Features, keep: Keep | None) -> Features | None:
    placed = _placed(layer)
    if keep is None:
        return layer if placed.all() else layer.take(placed)
    mask = keep(layer)
    return None if mask is None else layer.take(mask & placed)


def _on_grid(parcels: Features, grid: terrain.Grid) -> np.ndarray:
    """Give the parcels' shapes in the grid's own CRS: heights are never resampled."""
    if not grid.crs:
        raise InputError("the coordinate system of the height grid is not known; set it in the layer's properties")
    return Features(parcels.geometry, crs=parcels.crs).to_crs(grid.crs).geometry


def _placed(table: Features) -> np.ndarray:
    return ~(shapely.is_missing(table.geometry) | shapely.is_empty(table.geometry))


def _known(held: np.ndarray) -> np.ndarray:
    if held.dtype == object:
        return np.array([value is not None and value == value for value in held.tolist()], dtype=bool)
    return ~np.isnan(held) if held.dtype.kind == "f" else np.ones(len(held), dtype=bool)


def _none(count: int) -> np.ndarray:
    return np.full(count, None, dtype=object)
