# SPDX-License-Identifier: GPL-2.0-or-later
"""Permitted, used and unused floor area of plan units or parcels, and their sums over blocks and districts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..errors import InputError
from ..features import Features
from ..progress import Progress, part, silent
from ..vocabulary import plan_codes
from ..wording import numbers
from .method import Method, building_rights_method
from .notation import storeys as storeys_of
from .owners import owner_classes
from .parcels import parcel_rights
from .permitted import BASES, Permitted, permitted
from .reasons import Reasons
from .stock import damaged_municipal, with_plot
from .summary import CLASSES, outlines, summarise
from .units import Units, prepare, text
from .used import Buildings, EstimateError, Used, prepare_buildings, property_ids, used

_KEPT = ("block_id", "district", "plan_id", "approved", "protection", "lease_end", "condition")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class BuildingRights:
    """What `building_rights` gives.

    Attributes:
        table: one row per parcel where parcels were given, else per plan unit.
        units: one row per plan unit.
        blocks, districts: sums in SeutuRAMAVA terms; see `summary`.
        damaged: buildings of the municipality whose condition names damage, with plot and right.
        disagreements: buildings whose property id and place are on different plots: `by_id`, `by_place`.
        unplaced: buildings on no plot.
        notes: what to know of the run, code -> number.
        parameters: with what it was run.
        error: of the estimate of missing floor area, None where it can't be measured.
        buildings, building_unit: the buildings that count, and the row of `units` of each (-1 = none).
    """

    table: Features
    units: Features
    blocks: Features
    districts: Features
    damaged: Features
    disagreements: Features
    unplaced: Features
    notes: Mapping[str, int]
    parameters: Mapping[str, Any]
    error: EstimateError | None
    buildings: Buildings | None
    building_unit: np.ndarray


def building_rights(
    plan_units: Features,
    buildings: Features | None,
    parcels: Features | None = None,
    parameters: Mapping[str, Any] | None = None,
    progress: Progress = silent,
    *,
    building_areas: Features | None = None,
    method: Method | None = None,
    language: str = "fi",
) -> BuildingRights:
    """Count permitted, used and unused floor area.

    Args:
        plan_units: canonical plan units.
        buildings: canonical buildings; None where there is no such layer, so used floor area is unknown.
        parcels: canonical parcels, for one row per parcel instead of per unit.
        parameters: changes to those of resources/methods/building_rights.yaml. `min_remaining_m2` and
            `min_remaining_share` may be a mapping from use class to number.
        progress: raises Cancelled to stop.
        building_areas: rakennusalat with `notation` or `permitted_m2`.
        method: another method file.
        language: of explanations.

    Returns:
        Every row has `permitted_m2`, `used_m2`, `unused_m2` = max(0, permitted - used), `overbuilt_m2` =
        max(0, used - permitted), `use_rate` = used / permitted, `e_permitted`, `e_used` per area, all NaN where an
        operand is unknown, and `reserve_m2`: the unused right that counts, 0 where it is below the minimum.

    Raises:
        InputError: an unknown parameter or one outside its bounds; a layer without CRS.
    """
    method = method or building_rights_method()
    values = method.values(parameters)
    if values["as_of"] and not _DAY.fullmatch(str(values["as_of"])):
        raise InputError("must be a day, as 2026-01-31", field="as_of", value=values["as_of"])
    progress(0.0, "Putting plan units together")
    units = prepare(plan_units, method, values, part(progress, 0.0, 0.4))
    _note_protection(units, method)
    progress(0.4, "Reading permitted floor area")
    right = permitted(units, method, values, building_areas, language)
    progress(0.5, "Adding up the buildings")
    ready = None if buildings is None else prepare_buildings(buildings, units.features.crs, method, values)
    ground = units.features.with_geometry(units.ground)
    own = used(ground, _property_ids(units), units.counted, ready, right.outbuilding_m2, units.reasons)
    progress(0.7, "Counting the reserve")
    code = units.text("zone_code")
    columns = {
        "unit_id": units.text("unit_id"),
        "zone_code": code,
        "use_class": plan_codes().use_class(code.tolist()),
        **{name: text(units.features, name) for name in _KEPT},
        "owner": owner_classes(text(units.features, "owner"), method),
    }
    table = _finished(units.features, columns, right, own, units.reasons, values, method, language, units.counted)
    table = table.with_columns(
        {
            "places": _places(units),
            "storeys_max": _storeys(units),
            "housing_share": _housing_shares(units),
            **_parking_norms(units),
        }
    )
    by_block, by_district = ("district", "block_id"), ("district",)
    blocks = outlines(table.take(np.flatnonzero(units.counted)), summarise(table.columns, by_block), by_block)
    districts = outlines(blocks, summarise(table.columns, by_district), by_district)
    result, torn, lost = table, own, own.index < 0
    if parcels is not None:
        progress(0.8, "Putting the right of parcels together")
        step = part(progress, 0.8, 1.0)
        result, torn = _by_parcel(parcels, units, table, right, ready, values, method, language, step)
        lost = torn.index < 0
    progress(1.0)
    return BuildingRights(
        table=result,
        units=table,
        blocks=blocks,
        districts=districts,
        damaged=_damaged(ready, own, table, method),
        disagreements=_disagreements(ready, torn, result),
        unplaced=(plan_units if ready is None else ready.features).take(np.flatnonzero(lost)),
        notes=_notes(plan_units, units, ready, torn, lost),
        parameters=values,
        error=None if ready is None else ready.error,
        buildings=ready,
        building_unit=own.index,
    )


def _property_ids(units: Units) -> np.ndarray:
    """Give the property each unit is: its own column where that is known, else its id."""
    own = property_ids(units.features)
    return np.where(own == None, units.text("unit_id"), own)  # noqa: E711


def _places(units: Units) -> np.ndarray:
    """Give the number of building places: of the plan's column, else of the notation; NaN where neither has one."""
    own = units.number("places")
    return np.where(own > 0, own, units.notation.number("places"))


def _storeys(units: Units) -> np.ndarray:
    """Give the largest number of storeys: of the column of storeys, else of the notation."""
    said = units.text("storeys").tolist()
    known = {value: storeys_of(value)[1] for value in set(said)}
    own = np.array([known[value] for value in said])
    return np.where(np.isnan(own), units.notation.number("storeys_max"), own)


def _housing_shares(units: Units) -> np.ndarray:
    """Give the share of the right that the notations keep for dwellings ("as 80 %"); NaN where they say nothing."""
    shares = [dict(notation.use_pct).get("as", np.nan) / 100 for notation in units.notation.notations]
    return np.array(shares, dtype=float)[units.notation.index]


def _parking_norms(units: Units) -> dict[str, np.ndarray]:
    """Give floor area per car place and car places per dwelling that the notations set; NaN where they set none."""
    rows = []
    for notation in units.notation.notations:
        cars = [norm for norm in notation.parking if norm.vehicle == "car"]
        by_area = [norm.per / norm.places for norm in cars if norm.unit == "m2"]
        by_dwelling = [norm.places / norm.per for norm in cars if norm.unit == "dwelling"]
        rows.append((min(by_area, default=np.nan), max(by_dwelling, default=np.nan)))
    pairs = np.array(rows, dtype=float).reshape(-1, 2)[units.notation.index]
    return {"parking_m2": pairs[:, 0], "parking_per_dwelling": pairs[:, 1]}


def _note_protection(units: Units, method: Method) -> None:
    """Note units that a mark protects: sr in the protection column, SR and S zones."""
    marks = units.text("protection")
    starts = method.lists["protected"]
    held = np.array([v is not None and v.lower().startswith(starts) for v in marks.tolist()], dtype=bool)
    zone = plan_codes().land_use(units.text("zone_code").tolist()) == "protection"
    said = np.where(held, marks, units.text("zone_code"))
    units.reasons.add("protected", held | zone, said[held | zone])


def _finished(
    features: Features, columns: Mapping[str, np.ndarray], right: Permitted, own: Used, reasons: Reasons,
    values: Mapping[str, Any], method: Method, language: str, counted: np.ndarray,
) -> Features:  # fmt: skip
    """Give the result's columns from right and use."""
    unused = np.maximum(right.m2 - own.m2, 0.0)
    over = np.maximum(own.m2 - right.m2, 0.0)
    reserve = _reserve(unused, right.m2, columns["use_class"], values)
    reasons.add("no_unused_right", unused == 0)
    reasons.add("below_minimum", (unused > 0) & (reserve == 0))
    with np.errstate(invalid="ignore", divide="ignore"):
        rate, e_permitted, e_used = own.m2 / right.m2, right.m2 / right.area_m2, own.m2 / right.area_m2
    known = (~np.isnan(right.m2)).astype(float) + ~np.isnan(own.m2)
    return (
        features.with_columns({})
        .select([])
        .with_columns(
            {
                **columns,
                "status": reasons.status(),
                "reasons": reasons.codes(),
                "explanation": _explained(right, own, unused, over, reasons, method, language),
                "completeness": known / 2,
                "area_m2": right.area_m2,
                "permitted_m2": right.m2,
                "permitted_basis": right.basis,
                "extra_m2": right.extra_m2,
                "outbuilding_right_m2": right.outbuilding_m2,
                "used_m2": own.m2,
                "used_basis": own.basis,
                "used_known_m2": own.known_m2,
                "outbuilding_used_m2": own.outbuilding_m2,
                "under_way_m2": own.under_way_m2,
                "residential_m2": own.residential_m2,
                "other_m2": own.other_m2,
                "unknown_use_m2": own.unknown_use_m2,
                "unused_m2": unused,
                "reserve_m2": reserve,
                "overbuilt_m2": over,
                "use_rate": rate,
                "e_permitted": e_permitted,
                "e_used": e_used,
                "buildings": own.buildings,
                "buildings_unknown": own.unknown,
                "protected": reasons.holds("protected"),
                "counted": counted,
            }
        )
    )


def _reserve(unused: np.ndarray, right: np.ndarray, use: np.ndarray, values: Mapping[str, Any]) -> np.ndarray:
    """Cut what is below the least that counts, by use class."""
    least, share = (_by_class(values[name], use) for name in ("min_remaining_m2", "min_remaining_share"))
    with np.errstate(invalid="ignore"):
        small = (unused < least) | (unused < share * right)
    return np.where(small, 0.0, unused)


def _by_class(value: Any, use: np.ndarray) -> np.ndarray:
    if not isinstance(value, Mapping):
        return np.full(len(use), float(value))
    table = {name: float(value.get(name, 0.0)) for name in CLASSES}
    return np.array([table.get(name, table["nn"]) for name in use.tolist()])


def _explained(
    right: Permitted, own: Used, unused: np.ndarray, over: np.ndarray, reasons: Reasons, method: Method, language: str
) -> np.ndarray:
    head = method.say("head", language)
    bases = {basis: method.say(basis, language) for basis in BASES}
    figures = [numbers(values, 0, language, "k-m2") for values in (right.m2, own.m2, unused)]
    beyond = method.say("overbuilt", language)
    overs = [
        f", {beyond.replace('{value}', text_)}" if value > 0 else ""
        for value, text_ in zip(over.tolist(), numbers(over, 0, language, "k-m2"))
    ]
    why = reasons.texts(language).tolist()
    out = np.empty(len(why), dtype=object)
    template = head
    for name in ("permitted", "basis", "used", "unused"):
        template = template.replace(f"{{{name}}}", f"%({name})s")
    out[:] = [
        f"{template % {'permitted': p, 'basis': bases[b], 'used': u, 'unused': left}}{more}.{_sentence(because)}"
        for p, b, u, left, more, because in zip(figures[0], right.basis.tolist(), *figures[1:], overs, why)
    ]
    return out


def _sentence(words: str) -> str:
    return f" {words[0].upper()}{words[1:]}." if words else ""


def _by_parcel(
    parcels: Features, units: Units, table: Features, right: Permitted, ready: Buildings | None,
    values: Mapping[str, Any], method: Method, language: str, progress: Progress,
) -> tuple[Features, Used]:  # fmt: skip
    found = parcel_rights(parcels, units, right, method, values, progress)
    everywhere = np.ones(len(found.features), dtype=bool)
    names, outbuildings = text(found.features, "parcel_id"), found.permitted.outbuilding_m2
    own = used(found.features, property_ids(found.features), everywhere, ready, outbuildings, found.reasons)
    inside = found.main_unit >= 0

    def of_main(name: str) -> np.ndarray:
        values = np.full(len(inside), None, dtype=object)
        values[inside] = table[name][found.main_unit[inside]]
        return values

    columns = {
        "parcel_id": names,
        "zone_code": found.zone_code,
        **{name: of_main(name) for name in ("unit_id", "use_class", "block_id", "district", "plan_id", "protection")},
        "owner": owner_classes(text(found.features, "owner"), method),
    }
    out = _finished(found.features, columns, found.permitted, own, found.reasons, values, method, language, inside)
    return out.with_columns({"permitted_known_m2": found.known_m2}), own


def _damaged(ready: Buildings | None, own: Used, table: Features, method: Method) -> Features:
    if ready is None:
        return table.take(np.empty(0, dtype=np.int64)).select([])
    rows = np.flatnonzero(damaged_municipal(ready.features, method))
    columns = {name: name for name in ("unit_id", "zone_code", "block_id", "permitted_m2", "used_m2", "unused_m2")}
    columns["plot_protection"] = "protection"
    return with_plot(ready.features.take(rows), own.index[rows], table, columns)


def _disagreements(ready: Buildings | None, own: Used, table: Features) -> Features:
    if ready is None:
        return table.take(np.empty(0, dtype=np.int64)).select([])
    rows = np.flatnonzero(own.elsewhere >= 0)
    names = table["parcel_id" if "parcel_id" in table else "unit_id"]
    return ready.features.take(rows).with_columns(
        {"by_id": names[own.index[rows]], "by_place": names[own.elsewhere[rows]]}
    )


def _notes(plan_units: Features, units: Units, ready: Buildings | None, own: Used, lost: np.ndarray) -> dict[str, int]:
    out = {
        "plan_unit_rows": len(plan_units),
        "plan_units": len(units),
        "duplicate_polygons": int(units.reasons.holds("duplicate_polygon").sum()),
        "superseded": int(units.reasons.holds("superseded").sum()),
        "not_in_force": int(units.reasons.holds("plan_not_in_force").sum()),
    }
    if ready is not None:
        out |= {
            "buildings": len(ready),
            "buildings_gone": ready.gone,
            "buildings_repeated": ready.repeated,
            "buildings_without_floor_area": int(np.isnan(ready.m2).sum()),
            "buildings_estimated": int(ready.estimated.sum()),
            "buildings_on_no_plot": int(lost.sum()),
            "building_place_disagrees": int((own.elsewhere >= 0).sum()),
        }
    return out
