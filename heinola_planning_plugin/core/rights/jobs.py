# SPDX-License-Identifier: GPL-2.0-or-later
"""Building rights, infill and added right as jobs."""

from __future__ import annotations

from typing import cast

import numpy as np

from ..features import Features
from ..jobs import Job, Layers, Settings
from ..progress import Progress
from .added import added_rights
from .infill import CONSTRAINTS, infill, infill_criteria
from .method import Method, building_rights_method
from .reserve import building_rights
from .scenario import added_right_method
from .summary import public, states


def _building_rights(layers: Layers, settings: Settings, progress: Progress) -> dict[str, Features]:
    counted = building_rights(
        layers["plan_units"],
        layers.get("buildings"),
        layers.get("parcels"),
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
    }
    if "zoning" in layers:
        out["STATES"] = states(layers["zoning"], counted.units)
    return out


BUILDING_RIGHTS = Job(
    id="buildingrights",
    required=("plan_units",),
    optional=("buildings", "building_areas", "parcels", "zoning"),
    shipped=building_rights_method,
    outputs=("OUTPUT", "SUMMARY", "DISTRICTS", "PUBLIC", "DAMAGED", "DISAGREEMENTS", "UNPLACED", "STATES"),
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
