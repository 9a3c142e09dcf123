# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:industrialreservation."""

from __future__ import annotations

from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.i18n import tr

from .job_algorithm import JobAlgorithm


class IndustrialReservation(JobAlgorithm):
    """Plots for the industrial reservation at Vierumäki."""

    NAME = "industrialreservation"
    GROUP = "industry"
    ICON = "industry.svg"
    JOB = JOBS["industrialreservation"]
    DEM_MARGIN_M = 2_000.0  # lines of sight to the motorway go over the neighbours' ground

    def displayName(self) -> str:
        return tr("Industrial reservation")

    def shortHelpString(self) -> str:
        return tr(
            "Judges parcels for an industrial reservation: size and shape, terrain, road distance to the motorway "
            "junction, rail and power, groundwater, protected areas, dwellings nearby, the plan in force. Adjoining "
            "candidates are joined to sites. A layer that isn't given leaves its evidence unknown, never good or bad."
        )

    def tags(self) -> list[str]:
        return ["teollisuus", "varaus", "industry", "suitability", "Vierumäki"]

    def output_title(self, name: str) -> str:
        return {"OUTPUT": tr("Judged parcels"), "ASSEMBLIES": tr("Sites of adjoining candidates")}[name]
