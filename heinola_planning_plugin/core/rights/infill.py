# SPDX-License-Identifier: GPL-2.0-or-later
"""Where infill pays: unused right, how densely the plot is built beside its neighbours, and the walk to everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ...paths import resource
from ..evidence import Distance, Share, between, gather
from ..features import Features
from ..measures import overlap
from ..measures.inside import inner_points
from ..progress import Progress, part, silent
from ..scoring.criteria import CriteriaSet, read_criteria
from ..scoring.evaluate import Evaluation, evaluate
from ..vocabulary import plan_codes
from .neighbours import neighbour_median
from .reserve import BuildingRights, building_rights
from .stock import lift_candidates, median_year, with_plot, worst_of_plot
from .walking import columns_of, walking_columns

CONSTRAINTS = ("flood", "noise", "protected", "relics", "heritage")
_FROM_RIGHTS = (
    "unit_id", "zone_code", "use_class", "block_id", "district", "area_m2", "permitted_m2", "permitted_basis",
    "used_m2", "used_basis", "unused_m2", "reserve_m2", "overbuilt_m2", "use_rate", "e_permitted", "e_used",
    "buildings", "protection", "owner", "lease_end", "condition",
)  # fmt: skip


@dataclass(frozen=True)
class Infill:
    """What `infill` gives.

    Attributes:
        table: one row per plan unit.
        lifts: apartment houses that a lift could be built to, and those of which it isn't known, with their plot.
        rights: the building rights that it rests on.
        parameters: with what it was run.
    """

    table: Features
    lifts: Features
    rights: BuildingRights
    parameters: Mapping[str, Any]


@lru_cache(maxsize=1)
def infill_criteria() -> CriteriaSet:
    """Give the criteria that ship with the plugin."""
    return read_criteria(resource("methods", "infill.yaml"))


def infill(
    plan_units: Features,
    buildings: Features | None,
    centre: Features | None,
    services: Features | None = None,
    stops: Features | None = None,
    roads: Features | None = None,
    constraints: Mapping[str, Features | None] | None = None,
    parameters: Mapping[str, Any] | None = None,
    progress: Progress = silent,
    *,
    criteria: CriteriaSet | None = None,
    method: str = "weighted_sum",
    orness: float = 0.3,
    language: str = "fi",
    rights: BuildingRights | None = None,
    walk_m: Mapping[str, np.ndarray] | np.ndarray | None = None,
    parking: Features | None = None,
    building_areas: Features | None = None,
) -> Infill:
    """Rank plots for infill.

    Args:
        plan_units: as for `reserve.building_rights`.
        buildings: as for `reserve.building_rights`.
        centre: the market square.
        services: points with `kind`.
        stops: stops of public transport.
        roads: lines with `road_class`; without them walking distances are unknown.
        constraints: role of CONSTRAINTS -> layer; "protected" is nature protection, "heritage" built heritage areas.
        parameters: changes to those of the criteria.
        progress: raises Cancelled to stop.
        criteria: another criteria file than the shipped one.
        method: of aggregation, see `scoring.evaluate`.
        orness: for method "owa".
        language: of explanations.
        rights: building rights already counted on the same plan units.
        walk_m: walking distances of `rights.units` worked out elsewhere: to the centre, or by column name.
        parking: surface parking areas.
        building_areas: as for `reserve.building_rights`.

    Raises:
        InputError: a layer or parameter can't be used.
    """
    criteria = criteria or infill_criteria()
    values = criteria.values(parameters)
    counted = rights or building_rights(
        plan_units,
        buildings,
        building_areas=building_areas,
        progress=part(progress, 0.0, 0.4),
        language=language,
    )
    units = counted.units
    columns = _evidence(counted, values, part(progress, 0.4, 0.6))
    step = part(progress, 0.6, 0.8)
    access, meet = float(values["access_m"]), bool(values["crossings_meet"])
    columns.update(walking_columns(units, centre, services, stops, roads, access, meet, step))
    columns.update(columns_of(walk_m))
    columns.update(_around(units, constraints or {}, parking, values, part(progress, 0.8, 0.9)))
    columns["senior_housing"] = _senior(columns, values)
    progress(0.9, "Scoring")
    found = evaluate(columns, criteria, values, method, language, orness)
    columns["quick_win"] = _quick_win(columns, found, values)
    result = {name: columns[name] for name in _FROM_RIGHTS}
    added = {name: column for name, column in columns.items() if name not in result}
    shown = {**result, **found.columns(), **added}
    progress(1.0)
    return Infill(
        table=Features(units.geometry, shown, units.crs, units.source),
        lifts=_lifts(counted, values),
        rights=counted,
        parameters=values,
    )


def _evidence(counted: BuildingRights, values: Mapping[str, Any], progress: Progress) -> dict[str, np.ndarray]:
    """Give what the plots themselves tell."""
    units = counted.units
    count = len(units)
    scale = units.usual_stretch
    points = inner_points(units.geometry)
    built = np.where(units["counted"] & (units["e_used"] > 0), units["e_used"], np.nan)
    radius = float(values["neighbour_radius_m"]) * scale
    around = neighbour_median(points, built, units["use_class"], radius, int(values["neighbours_least"]), progress)
    columns = {name: units[name] for name in _FROM_RIGHTS}
    columns["land_use"] = plan_codes().land_use(units["zone_code"].tolist())
    columns["in_force"] = np.where(units["counted"], "yes", "no").astype(object)
    columns["right_status"] = units["status"]
    columns["e_neighbours"] = around
    columns["e_gap"] = around - units["e_used"]
    columns["infill_path"] = _path(units, around, values)
    columns["vacant"] = np.full(count, None, dtype=object)
    columns["lift_candidate"] = np.full(count, "unknown", dtype=object)
    columns["built_year"] = np.full(count, np.nan)
    if counted.buildings is None:
        columns["buildings"] = np.full(count, np.nan)  # not known to be none
    if counted.buildings is not None:
        columns["vacant"] = np.where(units["buildings"] == 0, "yes", "no").astype(object)
        lifts = lift_candidates(counted.buildings, float(values["lift_dwellings"]), float(values["lift_storeys"]))
        columns["lift_candidate"] = worst_of_plot(lifts, counted.building_unit, count)
        columns["built_year"] = median_year(counted.buildings.features, counted.building_unit, count)
    return columns


def _path(units: Features, around: np.ndarray, values: Mapping[str, Any]) -> np.ndarray:
    """Tell how a plot could be completed: by its unused right, by a plan change, not at all; None = can't be told."""
    unused = units["unused_m2"]
    loose = units["e_used"] < float(values["loose_share"]) * around
    unsure = np.isnan(units["e_used"]) | np.isnan(around)
    out = np.full(len(unused), None, dtype=object)
    enough = unused >= float(values["min_unused_m2"])
    known = ~np.isnan(unused)
    out[known & ~enough & ~unsure] = "none"
    out[known & ~enough & loose] = "plan_change"
    out[known & enough] = "unused_right"
    return out


def _around(
    units: Features, constraints: Mapping[str, Features | None], parking: Features | None,
    values: Mapping[str, Any], progress: Progress,
) -> dict[str, np.ndarray]:  # fmt: skip
    """Give what lies over the plots."""
    specs = (
        Share("flood_share", "flood"),
        Share("noise_share", "noise", between("level_db", float(values["noise_db"]), np.inf)),
        Share("nature_share", "protected"),
        Distance("relics_m", "relics"),
        Share("heritage_share", "heritage"),
    )
    out = gather(units, constraints, specs, progress)
    out["parking_share"] = np.full(len(units), np.nan)
    if parking is not None:
        out["parking_share"] = overlap.share_within(units.geometry, parking.to_crs(units.crs).geometry)
    told = any(mark is not None for mark in units["protection"].tolist())  # a layer without any mark tells nothing
    out["protected"] = np.full(len(units), "no" if told else None, dtype=object)
    out["protected"][units["protected"]] = "yes"
    return out


def _senior(columns: Mapping[str, np.ndarray], values: Mapping[str, Any]) -> np.ndarray:
    """Tell which plots suit senior housing: housing or centre, shop, health services and stop within a walk."""
    use = np.isin(columns["land_use"].astype(str), ("housing", "centre"))
    limits = [(columns[f"walk_{name}_m"], float(values[f"senior_{name}_m"])) for name in ("shop", "health", "stop")]
    with np.errstate(invalid="ignore"):
        too_far = np.logical_or.reduce([walk > limit for walk, limit in limits])
    unsure = np.logical_or.reduce([np.isnan(walk) for walk, _ in limits])
    return np.where(too_far | ~use, "no", np.where(unsure, "unknown", "yes")).astype(object)


def _quick_win(columns: Mapping[str, np.ndarray], found: Evaluation, values: Mapping[str, Any]) -> np.ndarray:
    """Tell what could be built at once: unused right, nothing to settle, within a short walk of the market square."""
    right = columns["infill_path"] == "unused_right"
    with np.errstate(invalid="ignore"):
        far = columns["walk_m"] > float(values["walk_full_m"])
    unsure = np.isnan(columns["walk_m"]) | (found.status == "unknown")
    no = far | np.isin(found.status.astype(str), ("excluded", "conditional")) | (~right & (found.status != "unknown"))
    return np.where(no, "no", np.where(unsure, "unknown", "yes")).astype(object)


def _lifts(counted: BuildingRights, values: Mapping[str, Any]) -> Features:
    if counted.buildings is None:
        nothing = counted.units.take(np.empty(0, dtype=np.int64)).select([])
        return nothing.with_columns({"lift_candidate": np.empty(0, dtype=object)})
    classes = lift_candidates(counted.buildings, float(values["lift_dwellings"]), float(values["lift_storeys"]))
    rows = np.flatnonzero(classes != "no")
    buildings = counted.buildings.features.take(rows).with_columns({"lift_candidate": classes[rows]})
    return with_plot(buildings, counted.building_unit[rows], counted.units, {"unit_id": "unit_id"})
