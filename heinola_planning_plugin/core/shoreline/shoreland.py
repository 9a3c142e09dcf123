# SPDX-License-Identifier: GPL-2.0-or-later
"""The shore of each parcel: how much, which way it faces, what the plan says of it, and what is taken already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from heinola_planning_plugin.paths import resource

from ..features import Features, text_column
from ..jobs import Layers
from ..measures import overlap
from ..measures.distance import Targets
from ..measures.shape import repaired
from ..progress import Progress, part, silent
from ..vocabulary import LAND_USES, plan_codes
from .buildable import direction_to_water, open_water
from .cutting import cut, parts_of, single_lines
from .free_shore import free_and_built
from .method import ShorelineMethod, WidthClasses, read_method
from .modified import modified_shoreline
from .ownership import Properties, owned_shore, properties
from .reserve import TOURISM, plan_reserve
from .rules import RightsParameters, read_rights
from .used import used_sites

OTHER_USES = tuple(set(LAND_USES) - {"holiday", "recreation", "farming_forestry", "water", "other"})
"""Land uses of a plan in force that leave no room for a new holiday place."""
_INLAND_M = 5.0
"""How far behind the shoreline the plan is asked what the shore is for."""
_PART_M = 5.0
"""Shore is free or taken in parts of this length."""
_TAKEN = 0.5
"""A part of shore more than this share of which is occupied is taken."""


@dataclass(frozen=True)
class Shoreland:
    """The parcels that have shore, and their shore.

    Attributes:
        parcels: n of them, in the order they came in.
        shore: m parts, see `ownership.owned_shore`, with free (no new place may have its shore there otherwise).
        parcel: shape (m,), row of the parcel that a part belongs to, -1 = none.
        pieces: all shore, also what belongs to nobody: it ends a view and sets a setback.
        columns: evidence by parcel: frontage_m, water_id, aspect_deg, view_m, zone_code, zone_land_use, reserve
            ("holiday", "tourism", "none"; None = no plan is given), built_sites (NaN = buildings or uses unknown).
    """

    parcels: Features
    shore: Features
    parcel: np.ndarray
    pieces: Features
    columns: Mapping[str, np.ndarray]


def shoreland(
    parcels: Features, water: Features, layers: Layers, limits: Mapping[str, float], progress: Progress = silent
) -> Shoreland:
    """Find the parcels with shore and describe it.

    Args:
        parcels: in a metric CRS; others, that aren't judged, are the layer `neighbours`, or they give their shore away.
        water: lakes and rivers, islands as holes; not looked at where `layers` has the measured shoreline.
        layers: shoreline (pieces as `modified_shoreline` gives them), buildings, plan_units, zoning, neighbours.
        limits: water_min_ha, min_frontage_m, view_bearing_deg, view_sector_deg, view_reach_m.
        progress: reports and cancels.
    """
    pieces = _pieces(water, layers, part(progress, 0.0, 0.3)).to_crs(parcels.crs)
    if "water_area_ha" in pieces:
        pieces = pieces.take(np.flatnonzero(~(pieces["water_area_ha"] < limits["water_min_ha"])))
    # Judged are parcels, not properties: each row is its own owner here, whatever property it is part of.
    rows = {"parcel_id": text_column(f"{row:09}" for row in range(len(parcels)))}
    rows |= {name: parcels[name] for name in ("unit_type", "parcel_key") if name in parcels}
    table = Features(parcels.geometry, rows, parcels.crs, parcels.source)
    owners = properties(table, None)
    step, others = part(progress, 0.3, 0.7), layers.get("neighbours")
    shore = owned_shore(pieces, table, owners, _rules(), progress=step, neighbours=others)
    with_shore = np.unique(shore["property"][shore["property"] >= 0])
    parcel = np.where(shore["property"] >= 0, np.searchsorted(with_shore, shore["property"]), -1)
    count = len(with_shore)
    view = open_water(
        shore,
        limits["view_bearing_deg"],
        limits["view_reach_m"],
        pieces,
        limits["view_sector_deg"],
        part(progress, 0.7, 0.8),
    )
    seen = _largest(parcel, view, count)
    shore, code = _by_plan(shore, layers)
    parcel = np.where(shore["property"] >= 0, np.searchsorted(with_shore, shore["property"]), -1)
    land_use = plan_codes().land_use(code.tolist())
    progress(0.9)
    built, taken = _built(shore, table, owners, layers, limits)
    most = _Most(parcel, shore["straight_m"], count)
    zone_code, zone_land_use = most.of(code), most.of(land_use)
    columns = {
        "frontage_m": np.bincount(parcel[parcel >= 0], shore["real_m"][parcel >= 0], count),
        "water_id": most.of(shore["water_id"]),
        "aspect_deg": direction_to_water(parcel, shore, count),
        "view_m": seen,
        "zone_code": zone_code,
        "zone_land_use": zone_land_use,
        "reserve": _reserve(zone_code, zone_land_use, layers),
        "built_sites": built[with_shore],
    }
    free = ~taken & ~np.isin(land_use.astype(str), ("holiday", *OTHER_USES))
    if "excluded" in shore:
        free &= np.array([text in (None, "") for text in shore["excluded"].tolist()], dtype=bool)
    return Shoreland(parcels.take(with_shore), shore.with_columns({"free": free}), parcel, pieces, columns)


def planned_places(parcels: Features, layers: Layers) -> np.ndarray:
    """Count the places of holiday and tourism areas in each parcel, by share of the areas; float64 (n,).

    The detailed plan's where one covers any of the parcel, else the general plan's; 0 where no such area does, NaN
    where an area doesn't tell how many places it has, or no plan is given.
    """
    out = np.full(len(parcels), np.nan)
    settled = np.zeros(len(parcels), dtype=bool)
    for role in ("plan_units", "zoning"):
        plan = layers.get(role)
        if not isinstance(plan, Features):
            continue
        areas = plan_reserve(plan.to_crs(parcels.crs))
        row, area, piece = overlap.pieces(repaired(parcels.geometry), repaired(areas.geometry))
        share = shapely.area(piece) / shapely.area(areas.geometry[area])
        real = share > 1e-3  # less is two drawings of one border
        row, area, share = row[real], area[real], share[real]
        places = np.bincount(row, share * areas["places"][area], len(parcels))
        covered = np.bincount(row, minlength=len(parcels)) > 0
        new = covered & ~settled
        out[new] = places[new].round(2)
        settled |= covered
        out[~settled] = 0.0
    return out


@lru_cache(maxsize=1)
def _unmeasured() -> ShorelineMethod:
    """Give the shipped method without its widths: parts and directions are wanted here, not coefficients."""
    method = read_method(resource("methods", "shoreline_v1.yaml"))
    return method.changed(water=WidthClasses(), land=WidthClasses())


@lru_cache(maxsize=1)
def _rules() -> RightsParameters:
    return read_rights(resource("methods", "shoreline_rights.yaml"))


def _pieces(water: Features, layers: Layers, progress: Progress) -> Features:
    given = layers.get("shoreline")
    if isinstance(given, Features):
        return single_lines(given)
    return modified_shoreline(water, _unmeasured(), progress=progress).pieces


def _by_plan(shore: Features, layers: Layers) -> tuple[Features, np.ndarray]:
    """Cut the shore where the plan behind it changes, and into short parts.

    Returns:
        The parts, and the plan's code behind each: of the detailed plan, else of the general one.
    """
    codes = [np.array([None], dtype=object)]
    targets: list[Targets] = []
    for role in ("plan_units", "zoning"):
        plan = layers.get(role)
        if isinstance(plan, Features) and "zone_code" in plan and len(plan):
            targets.append(Targets(plan.to_crs(shore.crs).geometry))
            codes.append(plan["zone_code"])
    offsets = np.cumsum([len(one) for one in codes])
    water = np.radians(shore["water_direction_deg"])
    inland = -_INLAND_M * np.column_stack([np.sin(water), np.cos(water)])

    def label(points: np.ndarray, rows: np.ndarray) -> np.ndarray:
        behind = shapely.points(shapely.get_coordinates(points) + inland[rows])
        found = np.zeros(len(points), dtype=np.int64)
        for areas, offset in zip(targets, offsets):
            open_ = np.flatnonzero(found == 0)
            area = areas.containing(behind[open_])
            found[open_[area >= 0]] = offset + area[area >= 0]
        return found

    line, start, end, found = cut(shore.geometry, label, _PART_M)
    straight = (end - start) * shore["straight_m"][line]
    parts = np.maximum(np.ceil(straight / _PART_M - 1e-6), 1).astype(np.int64)
    own = np.repeat(np.arange(len(line)), parts)
    place = np.arange(len(own)) - (np.cumsum(parts) - parts)[own]
    step = ((end - start) / parts)[own]
    start = start[own] + place * step
    line, end = line[own], np.where(place == parts[own] - 1, end[own], start + step)
    whole = shore.take(line)
    lengths = {name: whole[name] * (end - start) for name in ("real_m", "straight_m")}
    begins = whole["start_m"] + start * whole["straight_m"]
    cut_up = whole.with_geometry(parts_of(shore.geometry, line, start, end)).with_columns(
        {"start_m": begins, **lengths}
    )
    return cut_up, np.concatenate(codes)[found[own]]


def _reserve(code: np.ndarray, land_use: np.ndarray, layers: Layers) -> np.ndarray:
    letters = plan_codes().split(code.tolist())[0].astype(str)
    planned = any(isinstance(layers.get(role), Features) for role in ("plan_units", "zoning"))
    out = np.full(len(code), "none" if planned else None, dtype=object)
    holiday = land_use.astype(str) == "holiday"
    out[holiday] = "holiday"
    out[holiday & np.isin(letters, TOURISM)] = "tourism"
    return out


def _built(
    shore: Features, table: Features, owners: Properties, layers: Layers, limits: Mapping[str, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Give the sites that stand on each parcel row, and which parts of shore they take."""
    buildings = layers.get("buildings")
    unknown = np.full(len(table), np.nan), np.zeros(len(shore), dtype=bool)
    if not isinstance(buildings, Features) or "use" not in buildings or "use_scheme" not in buildings:
        return unknown
    if len(buildings) and all(value is None for value in buildings["use"].tolist()):
        return unknown
    # By where they stand, whatever property the register gives them to: the shore in front of them is what they take.
    placed = buildings.select([name for name in buildings.columns if name not in ("parcel_id", "parcel_key")])
    used = used_sites(shore, table, owners, _rules(), placed)
    used = used.take(np.flatnonzero(used["counted"]))
    on = used["property"] >= 0
    built = np.bincount(used["property"][on], used["weight"][on], len(table))
    occupied = free_and_built(shore, used.geometry, used["weight"], limits["min_frontage_m"], 0.0)[1]
    return built, occupied > _TAKEN * shore["straight_m"]


class _Most:
    """Finds what holds for most metres of each parcel's shore."""

    def __init__(self, parcel: np.ndarray, metres: np.ndarray, count: int):
        self._rows = np.flatnonzero(parcel >= 0)
        self._parcel, self._metres, self._count = parcel[self._rows], metres[self._rows], count

    def of(self, values: np.ndarray) -> np.ndarray:
        """Give the text with the most metres, the first in the alphabet among equals; None is a value, too."""
        own = np.array(["" if value is None else str(value) for value in values[self._rows].tolist()], dtype=str)
        texts, which = np.unique(own, return_inverse=True)
        kinds = max(len(texts), 1)
        key, place = np.unique(self._parcel * kinds + which.reshape(-1), return_inverse=True)
        metres = np.bincount(place.reshape(-1), self._metres, len(key))
        order = np.lexsort((-key, metres, key // kinds))
        last = order[np.flatnonzero(np.diff(key[order] // kinds, append=self._count))]
        out = np.full(self._count, None, dtype=object)
        out[key[last] // kinds] = texts[key[last] % kinds]
        out[np.array([value == "" for value in out], dtype=bool)] = None
        return out


def _largest(parcel: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    out = np.full(count, np.nan)
    rows = np.flatnonzero(parcel >= 0)
    np.fmax.at(out, parcel[rows], values[rows])
    return out
