# SPDX-License-Identifier: GPL-2.0-or-later
"""Holiday housing as a job."""

from __future__ import annotations

from heinola_planning_plugin.paths import resource

from ..features import Features
from ..jobs import Job, Layers, Settings
from ..progress import Progress
from ..scoring.criteria import CriteriaSet, read_criteria
from .holiday import ROLES, holiday_housing


def _criteria() -> CriteriaSet:
    return read_criteria(resource("methods", "holiday.yaml"))


def _find(layers: Layers, settings: Settings, progress: Progress) -> dict[str, Features]:
    judged = holiday_housing(
        layers["parcels"],
        layers["water"],
        layers,
        settings.scoring,
        settings.parameters,
        settings.method,
        settings.language,
        progress,
        settings.orness,
    )
    return {"OUTPUT": judged}


HOLIDAY_HOUSING = Job(
    id="holidayhousing",
    required=("parcels", "water"),
    optional=ROLES,
    shipped=_criteria,
    outputs=("OUTPUT",),
    run=_find,
)
