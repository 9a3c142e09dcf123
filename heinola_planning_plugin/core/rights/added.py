# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenarios of added right over plan units, side by side: per unit, per area, and the schools that they touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from ..features import Features, concat, text_column
from ..measures.inside import inner_points
from ..progress import Progress, part, silent
from ..wording import numbers
from .method import Method
from .reasons import Reasons
from .reserve import building_rights
from .scenario import (
    AMOUNTS,
    Scenario,
    added_right,
    added_right_method,
    compare,
    for_building,
    nothing_known,
    raised,
    read_scenarios,
)
from .units import text
from .walking import walk_network

_FROM_RIGHTS = (
    "unit_id", "zone_code", "use_class", "block_id", "district", "area_m2", "permitted_m2", "permitted_basis",
    "e_permitted", "storeys_max", "protection",
)  # fmt: skip
_SCHOOLS = {"school": "pupils", "daycare": "daycare_places"}
Amounts = tuple[str, Mapping[str, np.ndarray]]


@dataclass(frozen=True)
class AddedRight:
    """What `added_rights` gives.

    Attributes:
        table: one row per plan unit; s1_added_m2, s1_dwellings … of the first scenario, s2_ of the second.
        totals: sums by area and scenario, the whole last.
        schools: schools and day-care centres with what each scenario brings to them, the nearest on foot; the last row
            of each kind is what none could be found for.
        scenarios: their names.
        parameters: with what it was run.
    """

    table: Features
    totals: Features
    schools: Features
    scenarios: tuple[str, ...]
    parameters: Mapping[str, Any]


def added_rights(
    plan_units: Features,
    building_areas: Features | None = None,
    areas: Features | None = None,
    services: Features | None = None,
    roads: Features | None = None,
    parameters: Mapping[str, Any] | None = None,
    progress: Progress = silent,
    *,
    language: str = "fi",
) -> AddedRight:
    """Work out scenarios.

    Args:
        plan_units: as for `reserve.building_rights`.
        building_areas: as for `reserve.building_rights`.
        areas: areas to sum by, with `name` or `area_id`; they may lie over each other. Districts where there are none.
        services: points with `kind`; schools and day-care centres of them.
        roads: lines with `road_class`; without them nobody's nearest school is known.
        parameters: changes to those of resources/methods/added_right.yaml.
        progress: raises Cancelled to stop.
        language: of explanations.

    Raises:
        InputError: a scenario or parameter can't be used.
    """
    method = added_right_method()
    values = method.values(parameters)
    scenarios = read_scenarios(str(values["scenarios"]))
    counted = building_rights(plan_units, None, building_areas=building_areas, progress=part(progress, 0.0, 0.5))
    units = counted.units
    inside = areas_of(units, areas)
    amounts: list[Amounts] = [(one.name, added_right(units, one, values, inside)) for one in scenarios]
    everything = {**inside, method.say("everywhere", language): np.ones(len(units), dtype=bool)}
    totals = compare(units, everything, amounts)
    progress(0.6, "Finding the nearest schools")
    schools = _schools(units, amounts, services, roads, values, method, language, part(progress, 0.6, 1.0))
    columns = {name: units[name] for name in _FROM_RIGHTS}
    columns |= _judged(units, scenarios, amounts, inside, values, method, language)
    for number, (_, found) in enumerate(amounts, start=1):
        columns |= {f"s{number}_{name}": found[name] for name in AMOUNTS}
    progress(1.0)
    empty = np.full(len(totals["area"]), None, dtype=object)
    return AddedRight(
        table=Features(units.geometry, columns, units.crs, units.source),
        totals=Features(empty, totals, source=units.source),
        schools=schools,
        scenarios=tuple(one.name for one in scenarios),
        parameters=values,
    )


def areas_of(units: Features, areas: Features | None) -> dict[str, np.ndarray]:
    """Give each area's units, bool (n,): where their inner points lie; districts where there are no areas."""
    if areas is None:
        district = text(units, "district")
        names = dict.fromkeys(sorted(name for name in district.tolist() if name is not None))
        return {name: district == name for name in names}
    shapes = areas.to_crs(units.crs).geometry
    points = inner_points(units.geometry)
    titles = text(areas, "name")
    titles = np.where(titles == None, text(areas, "area_id"), titles)  # noqa: E711
    out: dict[str, np.ndarray] = {}
    for row, area in zip(*shapely.STRtree(points).query(shapes, predicate="intersects")):
        name = titles[row] or str(row + 1)
        out.setdefault(name, np.zeros(len(units), dtype=bool))[area] = True
    return out


def _judged(
    units: Features, scenarios: tuple[Scenario, ...], amounts: list[Amounts], inside: Mapping[str, np.ndarray],
    values: Mapping[str, Any], method: Method, language: str,
) -> dict[str, np.ndarray]:  # fmt: skip
    """Give status, reasons and explanation: what every scenario adds, or why none does."""
    added = np.column_stack([found["added_m2"] for _, found in amounts])
    within = np.logical_or.reduce([raised(units, one, inside, True) for one in scenarios])
    some = (added > 0).any(axis=1)
    unknown = np.isnan(added).any(axis=1) & ~some
    reasons = Reasons(len(units), method)
    reasons.add("not_in_force", ~units["counted"])
    left_out = units["protected"] & units["counted"] & (not values["with_protected"])
    buildable = for_building(units)
    reasons.add("not_for_building", ~buildable & units["counted"])
    reasons.add("protected_left_out", left_out & within)
    reasons.add("outside_areas", ~within & units["counted"] & buildable)
    reasons.add("right_unknown", unknown & np.isnan(units["permitted_m2"]))
    reasons.add("storeys_unknown", unknown & ~np.isnan(units["permitted_m2"]))
    reasons.add("nothing_added", within & units["counted"] & ~left_out & ~some & ~unknown)
    reasons.add("protected", some & units["protected"])
    reasons.add("plan_change", some)
    template = method.say("added", language)
    said = []
    for name, found in amounts:
        pairs = zip(numbers(found["added_m2"], 0, language, "k-m2"), numbers(found["dwellings"], 0, language))
        said.append([f"{name}: {template.format(added=a, dwellings=d)}" for a, d in pairs])
    why = reasons.texts(language).tolist()
    explanation = np.empty(len(units), dtype=object)
    explanation[:] = [
        "; ".join([*(texts if shown else ()), *([because] if because else [])])
        for shown, because, *texts in zip((some | unknown).tolist(), why, *said)
    ]
    return {"status": reasons.status(), "reasons": reasons.codes(), "explanation": explanation}


def _schools(
    units: Features, amounts: list[Amounts], services: Features | None, roads: Features | None,
    values: Mapping[str, Any], method: Method, language: str, progress: Progress,
) -> Features:  # fmt: skip
    """Share the children of each scenario out to the nearest school and day-care centre on foot."""
    tables = []
    for step, (kind, amount) in enumerate(_SCHOOLS.items()):
        places = _of_kind(services, kind, units.crs)
        coming = np.column_stack([np.nan_to_num(found[amount]) for _, found in amounts])
        rows = np.flatnonzero(coming.sum(axis=1) > 0)
        own = part(progress, step / len(_SCHOOLS), (step + 1) / len(_SCHOOLS))
        nearest = _nearest(units.take(rows), places, roads, values, own)
        sums = [
            np.bincount(nearest, coming[rows, k], minlength=len(places) + 1) * (np.nan if untold else 1.0)
            for k, untold in enumerate(nothing_known(found, units["counted"]) for _, found in amounts)
        ]
        names = text(places, "name").tolist()
        columns = {
            "kind": text_column([kind] * (len(places) + 1)),
            "name": text_column([*names, method.say("nobody", language)]),
            **{f"s{number}_children": values_ for number, values_ in enumerate(sums, start=1)},
        }
        shapes = np.append(places.geometry, np.array([None], dtype=object))
        tables.append(Features(shapes, columns, units.crs))
    return concat(tables)


def _of_kind(services: Features | None, kind: str, crs: str) -> Features:
    if services is None:
        return Features(np.empty(0, dtype=object), {"name": np.empty(0, dtype=object)}, crs)
    return services.take(np.flatnonzero(text(services, "kind") == kind)).to_crs(crs)


def _nearest(
    units: Features, places: Features, roads: Features | None, values: Mapping[str, Any], progress: Progress
) -> np.ndarray:
    """Give for each unit the row of its nearest place along the roads, the number of places where none is known."""
    none = np.full(len(units), len(places), dtype=np.int64)
    if roads is None or not len(places) or not len(units):
        return none
    network = walk_network(units, roads, bool(values["crossings_meet"]))
    targets = {str(k): places.geometry[k : k + 1] for k in range(len(places))}
    ways = network.distances(inner_points(units.geometry), targets, float(values["access_m"]), progress)
    table = np.column_stack([ways[name] for name in targets])
    known = ~np.isnan(table).all(axis=1)
    none[known] = np.nanargmin(table[known], axis=1)
    return none
