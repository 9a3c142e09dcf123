# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:addedright."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsProcessingContext

from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.rights.pages import scenario_page
from heinola_planning_plugin.core.rights.scenario import read_scenarios
from heinola_planning_plugin.i18n import tr

from .job_algorithm import JobAlgorithm


class AddedRight(JobAlgorithm):
    """What raising the plot ratio or the storeys of an area would add, scenarios side by side."""

    NAME = "addedright"
    GROUP = "rights"
    ICON = "rights.svg"
    JOB = JOBS["addedright"]
    PAGE = "PAGE"

    def displayName(self) -> str:
        return tr("Added right: scenarios")

    def shortHelpString(self) -> str:
        return tr(
            "Works out what a higher plot ratio or more storeys would add: floor area, dwellings, parking places, "
            "pupils and day-care places, per plan unit and per area, several scenarios side by side. Children go to "
            "the nearest school along the roads. Protected units are left out unless asked for. Areas are the target "
            "areas given, else the districts."
        )

    def tags(self) -> list[str]:
        return ["lisärakennusoikeus", "korottaminen", "skenaario", "tehokkuus", "scenario", "storeys", "påbyggnad"]

    def output_title(self, name: str) -> str:
        return {
            "OUTPUT": tr("Plan units by scenario"),
            "TOTALS": tr("Totals by area and scenario"),
            "SCHOOLS": tr("Schools and day care by scenario"),
            "PAGE": tr("Scenarios side by side"),
        }[name]

    def output_kind(self, name: str) -> str:
        return {"OUTPUT": "polygon", "TOTALS": "table", "SCHOOLS": "any"}[name]

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        super().check(parameters, context)
        read_scenarios(self.parameterAsString(parameters, "SCENARIOS", context))

    def page(self, results: Mapping[str, Features], settings: Settings) -> str:
        values = settings.policy.values(settings.parameters)
        return scenario_page(results["TOTALS"], results["SCHOOLS"], values, settings.language)
