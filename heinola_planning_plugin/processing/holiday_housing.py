# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:holidayhousing."""

from __future__ import annotations

from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.i18n import tr

from .job_algorithm import JobAlgorithm


class HolidayHousing(JobAlgorithm):
    """Shore parcels where holiday housing could still be zoned."""

    NAME = "holidayhousing"
    GROUP = "shore"
    ICON = "shore.svg"
    JOB = JOBS["holidayhousing"]

    def displayName(self) -> str:
        return tr("Shoreline holiday housing")

    def shortHelpString(self) -> str:
        return tr(
            "Looks for shore parcels that can take new holiday homes. Cuts the ground that can be built on (setbacks, "
            "flood, slope, wetland, protected areas, relics, power lines, plans in force), fits building places side "
            "by side along the free shore, and compares with what is left of the right. Holiday areas of plans in "
            "force are reserve, never candidates. Parcels away from any shore are left out."
        )

    def output_title(self, name: str) -> str:
        return {
            "OUTPUT": tr("Shore parcels"),
            "PLACES": tr("Places that fit side by side"),
            "BUILDABLE": tr("Ground that can be built on"),
        }[name]

    def output_kind(self, name: str) -> str:
        return "line" if name == "PLACES" else "polygon"

    def tags(self) -> list[str]:
        return ["ranta", "loma-asuminen", "RA", "shore", "holiday", "cottage"]
