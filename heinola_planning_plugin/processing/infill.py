# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:infill."""

from __future__ import annotations

from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.i18n import tr

from .job_algorithm import JobAlgorithm


class Infill(JobAlgorithm):
    """Plots downtown where infill pays best."""

    NAME = "infill"
    GROUP = "rights"
    ICON = "rights.svg"
    JOB = JOBS["infill"]

    def displayName(self) -> str:
        return tr("Downtown infill")

    def shortHelpString(self) -> str:
        return tr(
            "Ranks plots for infill by their unused right, how little of it is used beside the neighbours of the same "
            "use, and the walk to the market square, services and stops. Vacant plots and apartment houses without a "
            "lift are marked. A protected building makes a plot conditional, whatever its score."
        )

    def output_title(self, name: str) -> str:
        return {"OUTPUT": tr("Ranked plots"), "LIFTS": tr("Apartment houses that could get a lift")}[name]

    def output_kind(self, name: str) -> str:
        return "any" if name == "LIFTS" else "polygon"

    def tags(self) -> list[str]:
        return ["täydennysrakentaminen", "keskusta", "hissi", "infill", "downtown", "lift"]
