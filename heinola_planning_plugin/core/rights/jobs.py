# SPDX-License-Identifier: GPL-2.0-or-later
"""Building rights and infill as jobs."""

from __future__ import annotations

from ..features import Features
from ..jobs import Job, Layers, Settings
from ..progress import Progress
from .method import building_rights_method
from .reserve import building_rights


def _building_rights(layers: Layers, settings: Settings, progress: Progress) -> dict[str, Features]:
    counted = building_rights(
        layers["plan_units"],
        layers.get("buildings"),
        layers.get("parcels"),
        settings.parameters,
        progress,
        method=settings.policy,
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
