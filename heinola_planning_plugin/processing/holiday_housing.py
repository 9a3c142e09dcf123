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
            "Looks for shore parcels that can take holiday homes: shore frontage, buildable area behind the setbacks, "
            "slope, aspect, road, flood, wetland, protected areas and relics, the plan in force. Parcels away from any "
            "shore are left out of the result."
        )

    def tags(self) -> list[str]:
        return ["ranta", "loma-asuminen", "RA", "shore", "holiday", "cottage"]
