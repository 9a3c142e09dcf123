# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:buildingrights."""

from __future__ import annotations

from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.i18n import tr

from .job_algorithm import JobAlgorithm


class BuildingRights(JobAlgorithm):
    """Permitted, used and unused floor area per plan unit."""

    NAME = "buildingrights"
    GROUP = "rights"
    ICON = "rights.svg"
    JOB = JOBS["buildingrights"]

    def displayName(self) -> str:
        return tr("Building rights")

    def shortHelpString(self) -> str:
        return tr(
            "Counts the floor area that the plan permits on each plan unit, what stands there, and what is left. The "
            "right is read from numbers or from the plan's notation (e=0.40, 2740+yht 260+t50, II-IV). What can't be "
            "known stays empty, with the reason; overbuilding on one unit never hides the reserve of another. With "
            "parcels given, the right is put together per parcel from the zones it lies in."
        )

    def tags(self) -> list[str]:
        return ["rakennusoikeus", "kerrosala", "tonttivaranto", "floor area", "reserve", "byggrätt"]

    def output_title(self, name: str) -> str:
        return {"OUTPUT": tr("Units with their right"), "SUMMARY": tr("Reserve by block and use class")}[name]

    def output_kind(self, name: str) -> str:
        return "table" if name == "SUMMARY" else "polygon"
