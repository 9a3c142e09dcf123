# SPDX-License-Identifier: GPL-2.0-or-later
"""Building rights, infill and added right as jobs."""

from __future__ import annotations

from typing import cast

import numpy as np

from ..errors import InputError
from ..features import Features, text_column
from ..jobs import Job, Layers, Settings
from ..progress import Progress
from ..wording import number
from .added import added_rights
from .infill import CONSTRAINTS, infill, infill_criteria
from .method import Method, building_rights_method
from .reserve import BuildingRights, building_rights
from .scenario import added_right_method
from .summary import public, states


def _building_rights(layers: Layers, settings: Settings, progress: Progress) -> dict[str, Features]:
    parcels = layers.get("parcels")
    if parcels is not None and not len(parcels):
        raise InputError("has no features", layer=parcels.source.name)  # else a row per parcel means no rows
    counted = building_rights(
        layers["plan_units"],
        layers.get("buildings"),
        parcels,
        settings.parameters,
        progress,
        building_areas=layers.get("building_areas"),
        method=cast("Method", settings.policy),
        language=settings.language,
    )
    districts = counted.districts
    least = int(counted.parameters["min_units_public"])
    shown = public(districts.columns, least)
    out = {
        "OUTPUT": counted.table,
        "SUMMARY": counted.blocks,
        "DISTRICTS": districts,
        "PUBLIC": districts.take(np.flatnonzero(~np.isnan(districts["kala"]))).select([]).with_columns(shown),
        "DAMAGED": counted.damaged,
        "DISAGREEMENTS": counted.disagreements,
        "UNPLACED": counted.unplaced,
        "NOTES": notes(counted, cast("Method", settings.policy), settings.language),
    }
    if "zoning" in layers:
        out["STATES"] = states(layers["zoning"], counted.units)
    return out


def notes(counted: BuildingRights, method: Method, language: str) -> Features:
    """Give what is to be known of a run as a table: what was left out and why, and how far estimates are off."""
    said: dict[str, tuple[float, str]] = {name: (float(value), "") for name, value in counted.notes.items()}
    if counted.error is not None:
        said |= {
            "estimate_compared": (float(counted.error.count), ""),
            "estimate_ratio": (counted.error.median_ratio, "share"),
            "estimate_error": (counted.error.median_error, "share"),
            "estimate_error_p90": (counted.error.p90_error, "share"),
        }
    texts = [
        f"{method.say(f'note_{name}', language)}: {number(value, 0, language, unit)}"
        for name, (value, unit) in said.items()
    ]
    columns = {
        "note": text_column(said),
        "value": np.array([value for value, _ in said.values()]),
        "explanation": text_column(texts),
    }
    return Features(np.full(len(said), None, dtype=object), columns)


BUILDING_RIGHTS = Job(
    id="buildingrights",
    required=("plan_units",),
    optional=("buildings", "building_areas", "parcels", "zoning"),
    shipped=building_rights_method,
    outputs=("OUTPUT", "SUMMARY", "DISTRICTS", "PUBLIC", "DAMAGED", "DISAGREEMENTS", "UNPLACED", "NOTES", "STATES"),
    run=_building_rights,
)


def _infill(layers: Layers, settings: Settings, progress: Progress) -> dict[str, Features]:
    judged = infill(
        layers["plan_units"],
        layers.get("buildings"),
        layers.get("centre"),
        layers.get("services"),
        layers.get("stops"),
        layers.get("roads"),
        {role: layers[role] for role in CONSTRAINTS if role in layers},
        settings.parameters,
        progress,
        criteria=settings.criteria,
        method=settings.method,
        orness=settings.orness,
        language=settings.language,
        building_areas=layers.get("building_areas"),
        parking=layers.get("parking"),
    )
    # Of a house whose floors, dwellings or lift aren't known it can't be told whether it could get a lift.
    sure = judged.lifts["lift_candidate"] == "yes"
    status = np.where(sure, "candidate", "unknown").astype(object)
    return {"OUTPUT": judged.table, "LIFTS": judged.lifts.with_columns({"status": status})}


INFILL = Job(
    id="infill",
    required=("plan_units",),
    optional=("buildings", "building_areas", "centre", "services", "stops", "roads", "parking", *CONSTRAINTS),
    shipped=infill_criteria,
    outputs=("OUTPUT", "LIFTS"),
    run=_infill,
)


def _added_right(layers: Layers, settings: Settings, progress: Progress) -> dict[str, Features]:
    found = added_rights(
        layers["plan_units"],
        layers.get("building_areas"),
        layers.get("target_areas"),
        layers.get("services"),
        layers.get("roads"),
        settings.parameters,
        progress,
        language=settings.language,
    )
    return {"OUTPUT": found.table, "TOTALS": found.totals, "SCHOOLS": found.schools}


ADDED_RIGHT = Job(
    id="addedright",
    required=("plan_units",),
    optional=("building_areas", "target_areas", "services", "roads"),
    shipped=added_right_method,
    outputs=("OUTPUT", "TOTALS", "SCHOOLS"),
    run=_added_right,
    on_request=True,
)
