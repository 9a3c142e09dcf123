# SPDX-License-Identifier: GPL-2.0-or-later
"""Building rights and infill as jobs."""

from __future__ import annotations

from typing import cast

import numpy as np

from ..features import Features
from ..jobs import Job, Layers, Settings
from ..progress import Progress
from .infill import CONSTRAINTS, infill, infill_criteria
from .method import Method, building_rights_method
from .reserve import building_rights


def _building_rights(layers: Layers, settings: Settings, progress: Progress) -> dict[str, Features]:
    counted = building_rights(
        layers["plan_units"],
        layers.get("buildings"),
        layers.get("parcels"),
        settings.parameters,
        progress,
        method=cast("Method", settings.policy),
        language=settings.language,
    )
    return {"OUTPUT": counted.table, "SUMMARY": counted.blocks}


BUILDING_RIGHTS = Job(
    id="buildingrights",
    required=("plan_units",),
    optional=("buildings", "parcels"),
    shipped=building_rights_method,
    outputs=("OUTPUT", "SUMMARY"),
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
    )
    # Of a house whose floors, dwellings or lift aren't known it can't be told whether it could get a lift.
    sure = judged.lifts["lift_candidate"] == "yes"
    status = np.where(sure, "candidate", "unknown").astype(object)
    return {"OUTPUT": judged.table, "LIFTS": judged.lifts.with_columns({"status": status})}


INFILL = Job(
    id="infill",
    required=("plan_units",),
    optional=("buildings", "centre", "services", "stops", "roads", *CONSTRAINTS),
    shipped=infill_criteria,
    outputs=("OUTPUT", "LIFTS"),
    run=_infill,
)
