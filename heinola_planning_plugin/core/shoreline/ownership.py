# SPDX-License-Identifier: GPL-2.0-or-later
"""Whose shore it is: pieces of shore cut at the borders of parcels and of norm zones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..errors import InputError
from ..features import Features, text_column
from ..intake.identifiers import property_id_parts
from ..measures.distance import Targets
from ..progress import Progress, silent
from .cutting import crossings, cut, parts_of, single_lines
from .rules import RightsParameters

ESTATE, PROPERTY = "ematila", "present_property"
WATER_UNITS = (8, 17)
"""rekisteriyksikkölaji of public and joint water areas: they lie before the shore and have none of their own."""
_WATER_PLACES = (876, 894)
"""Location part of property ids of joint and public water areas; it tells where the kind of unit isn't known (project's
choice)."""
NOBODY = np.array([None], dtype=object)
"""Put at the end of ids, so that row -1 is nobody's."""
_BESIDE_M = 0.1
_STEP_M = 5.0
_NEEDED = ("water_id", "shore_id", "start_m", "real_m", "straight_m", "modified_m")


@dataclass(frozen=True)
class Properties:
    """The parcels' properties and estates, p properties; one on the land of two estates is two.

    Attributes:
        row: shape (n,), property of each parcel row.
        parcel_id: shape (p,), id of each property.
        estate: shape (p,), estate of each property, 0 … e - 1.
        ematila: shape (e,), id of each estate: the original estate where it is known, else the property.
        basis: shape (e,), "ematila" or "present_property".
    """

    row: np.ndarray
    parcel_id: np.ndarray
    estate: np.ndarray
    ematila: np.ndarray
    basis: np.ndarray


def properties(parcels: Features, ematila_field: str | None = "ematila") -> Properties:
    """Gather parcel rows to properties by `parcel_id`, and properties to original estates.

    A property whose parcels come from several estates, as one that has been joined does, is one for each of them: each
    parcel's shore has the right of its own estate. A row without an id is a property of its own; one without an
    original estate stands for its property.

    Raises:
        InputError: the field was named but isn't there.
    """
    if ematila_field and ematila_field != "ematila" and ematila_field not in parcels:
        raise InputError("there is no such field", layer=parcels.source.name, field=ematila_field)
    given = text_column(parcels["parcel_id"]) if "parcel_id" in parcels else np.full(len(parcels), None, dtype=object)
    ids = np.array([f"#{n + 1}" if value in (None, "") else value for n, value in enumerate(given)], dtype=str)
    known = np.full(len(parcels), None, dtype=object)
    if ematila_field and ematila_field in parcels:
        known = text_column(parcels[ematila_field])
    is_estate = np.array([value not in (None, "") for value in known], dtype=bool)
    keys = np.array(
        [("e" if own else "p") + name for own, name in zip(is_estate, np.where(is_estate, known, ids))], dtype=str
    )
    estates, of_row = np.unique(keys, return_inverse=True)
    names, id_of_row = np.unique(ids, return_inverse=True)
    pair, row = np.unique(id_of_row.reshape(-1) * len(estates) + of_row.reshape(-1), return_inverse=True)
    return Properties(
        row=row.reshape(-1),
        parcel_id=text_column(names[pair // max(len(estates), 1)]),
        estate=pair % max(len(estates), 1),
        ematila=text_column(key[1:] for key in estates),
        basis=np.array([ESTATE if key[0] == "e" else PROPERTY for key in estates], dtype=object),
    )


def owned_shore(
    pieces: Features,
    parcels: Features,
    owners: Properties,
    parameters: RightsParameters,
    norm_zones: Features | None = None,
    progress: Progress = silent,
    neighbours: Features | None = None,
) -> Features:
    """Cut the pieces at borders and give each part its owner and norm.

    Shore belongs to the parcel right behind it, else to the nearest within `reach_m`. Zones of different norms that
    overlap count with the lowest.

    Args:
        pieces: as `modified_shoreline` gives them.
        parcels: in the same CRS; all of them but `neighbours`, or a neighbour's shore is given away.
        owners: of those parcels.
        parameters: reach and the norm outside zones.
        norm_zones: polygons with the column `norm`.
        progress: reports and cancels.
        neighbours: parcels that aren't asked of; their shore is nobody's.

    Returns:
        The parts in order, with the pieces' columns and property (-1 = nobody's), estate (-1), parcel_id, ematila,
        norm.

    Raises:
        InputError: a column of the shoreline or the zones is missing.
    """
    missing = [name for name in _NEEDED if name not in pieces]
    if missing:
        raise InputError("isn't a modified shoreline: a column is missing", layer=pieces.source.name, field=missing[0])
    pieces = single_lines(pieces)
    rows = _at_shore(pieces, parcels, parameters.reach_m)
    areas, owner_of = parcels.geometry[rows], owners.row[rows]
    if neighbours is not None:
        others = neighbours.to_crs(parcels.crs)
        others = others.take(_at_shore(pieces, others, parameters.reach_m))
        areas, owner_of = np.append(areas, others.geometry), np.append(owner_of, np.full(len(others), -1))
    owner_of = np.append(owner_of, -1)  # of what is found nowhere
    holders = _Holders(areas, parameters.reach_m)
    zones, zone_norm = _zones(norm_zones, pieces.crs, parameters.norm)
    zone_holders = _Holders(zones, parameters.reach_m)
    landward = _landward(pieces.geometry)

    def label(points: np.ndarray, piece: np.ndarray) -> np.ndarray:
        progress(0.5)
        owner = owner_of[holders.at(points, landward[piece])]
        zone = zone_holders.at(points, landward[piece])
        return (owner + 1) * (len(zones) + 1) + zone + 1

    # What lies right behind the shore changes where the shore, moved landwards as the label does, crosses a border.
    behind = _moved(pieces.geometry, _BESIDE_M * landward)
    borders = crossings(behind, np.concatenate([areas, zones]))
    line, start, end, found = cut(pieces.geometry, label, _STEP_M, borders)
    owner, zone = found // (len(zones) + 1) - 1, found % (len(zones) + 1) - 1
    share, whole = end - start, pieces.take(line)
    lengths = [name for name in ("real_m", "straight_m", "modified_m", "area_sites") if name in pieces]
    names = np.append(owners.parcel_id, NOBODY)
    estate = np.append(owners.estate, -1)[owner]
    progress(1.0)
    return whole.with_geometry(parts_of(pieces.geometry, line, start, end)).with_columns(
        {
            "start_m": whole["start_m"] + start * whole["straight_m"],
            **{name: whole[name] * share for name in lengths},
            "property": owner,
            "estate": estate,
            "parcel_id": names[owner],
            "ematila": np.append(owners.ematila, NOBODY)[estate],
            "norm": np.append(zone_norm, parameters.norm)[zone],
        }
    )


class _Holders:
    """Which area holds a point of the shore: the one right behind it, else the nearest within reach."""

    def __init__(self, areas: np.ndarray, reach_m: float):
        self._targets, self._reach = Targets(areas), reach_m
        self._count = len(areas)

    def at(self, points: np.ndarray, landward: np.ndarray) -> np.ndarray:
        if not self._count:
            return np.full(len(points), -1, dtype=np.int64)
        xy = shapely.get_coordinates(points)
        found = self._targets.containing(shapely.points(xy + _BESIDE_M * landward))
        open_ = np.flatnonzero(found < 0)
        found[open_] = self._targets.nearest(points[open_], self._reach)[1]
        return found


def _landward(lines: np.ndarray) -> np.ndarray:
    """Give unit vectors from the water to the land: the water is on the lines' left."""
    ends = shapely.get_coordinates(shapely.get_point(lines, -1)) - shapely.get_coordinates(shapely.get_point(lines, 0))
    length = np.hypot(*ends.T)
    return np.column_stack([ends[:, 1], -ends[:, 0]]) / np.where(length > 0, length, 1.0)[:, None]


def _moved(lines: np.ndarray, by: np.ndarray) -> np.ndarray:
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    return shapely.linestrings(xy + by[owner], indices=owner)


def _at_shore(pieces: Features, parcels: Features, reach_m: float) -> np.ndarray:
    """Give the rows of parcels that can have shore."""
    bounds = shapely.bounds(pieces.geometry) + reach_m * np.array([-1.0, -1.0, 1.0, 1.0])
    rows = np.unique(shapely.STRtree(parcels.geometry).query(shapely.box(*bounds.T))[1])
    return rows[~_water_areas(parcels.take(rows))]


def _zones(norm_zones: Features | None, crs: str, norm: float) -> tuple[np.ndarray, np.ndarray]:
    if norm_zones is None or not len(norm_zones):
        return np.empty(0, dtype=object), np.empty(0)
    if "norm" not in norm_zones:
        raise InputError("the zones need a column with the norm", layer=norm_zones.source.name, field="norm")
    zones = norm_zones.to_crs(crs)
    value = _number(zones["norm"])
    order = np.argsort(np.where(np.isnan(value), np.inf, value), kind="stable")
    return zones.geometry[order], np.where(np.isnan(value), norm, value)[order]


def _water_areas(parcels: Features) -> np.ndarray:
    """Tell which parcels are joint or public water, bool (n,)."""
    kind = _number(parcels["unit_type"]) if "unit_type" in parcels else np.full(len(parcels), np.nan)
    open_ = np.flatnonzero(np.isnan(kind))
    out = np.isin(kind, WATER_UNITS)
    for name in ("parcel_key", "parcel_id"):
        if name in parcels and len(open_):
            out[open_] |= np.isin(property_id_parts(parcels[name][open_])[:, 1], _WATER_PLACES)
    return out


def _number(values: np.ndarray) -> np.ndarray:
    if values.dtype != object:
        return values.astype(float)
    return np.array([np.nan if value in (None, "") else float(value) for value in values])
