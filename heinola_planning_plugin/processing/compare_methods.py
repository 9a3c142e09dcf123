# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:comparemethods."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsProcessingContext, QgsProcessingParameterDefinition, QgsProcessingParameterMatrix

from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.shoreline.comparing import COMPARE_METHODS, read_scenarios, shared_rules
from heinola_planning_plugin.core.shoreline.pages import comparison_page
from heinola_planning_plugin.i18n import tr

from .job_algorithm import JobAlgorithm

_COLUMNS = 4


class CompareMethods(JobAlgorithm):
    """The same shore under other methods, norms and roundings."""

    NAME = "comparemethods"
    GROUP = "shore"
    ICON = "shore.svg"
    JOB = COMPARE_METHODS
    PAGE = "TABLE"
    ADVANCED = frozenset(JOB.shipped().parameters) - {"scenarios", "basis", "ematila_field"}

    def displayName(self) -> str:
        return tr("Compare ways of counting shore rights")

    def shortHelpString(self) -> str:
        return tr(
            "Counts the shore rights of the whole plan area by up to four methods, norms and roundings, and sets "
            "totals and estates side by side; the first is what the others are compared with. Methods are v1 to v8 as "
            "in Modified shoreline; rounding is floor or half_up. The page is made to be laid before the council."
        )

    def tags(self) -> list[str]:
        return ["mitoitus", "vertailu", "emätila", "muunnettu rantaviiva", "jämförelse", "what if"]

    def definition(self, parameter) -> QgsProcessingParameterDefinition:
        if parameter.name != "scenarios":
            return super().definition(parameter)
        cells = [part.strip() for row in parameter.value.splitlines() for part in row.split(";")]
        headers = [tr("Name"), tr("Method (v1–v8)"), tr("Norm"), tr("Rounding (floor, half_up)")]
        title = tr("Scenarios, at most four")
        return QgsProcessingParameterMatrix("SCENARIOS", title, len(cells) // _COLUMNS, False, headers, cells)

    def settings(self, parameters: dict, context: QgsProcessingContext) -> Settings:
        own = super().settings({**parameters, "SCENARIOS": None}, context)
        if parameters.get("SCENARIOS") is None:
            return own
        cells = [str(cell) for cell in self.parameterAsMatrix(parameters, "SCENARIOS", context)]
        rows = [cells[start : start + _COLUMNS] for start in range(0, len(cells), _COLUMNS)]
        text = "\n".join("; ".join(cell.replace(";", ",") for cell in row) for row in rows)
        return Settings(own.policy, {**own.parameters, "scenarios": text}, own.method, language=own.language)

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        super().check(parameters, context)
        settings = self.settings(parameters, context)
        read_scenarios(str(settings.policy.values(settings.parameters)["scenarios"]))

    def area_title(self) -> str:
        return ""  # one method holds for the whole plan area (KHO:2014:133)

    def output_title(self, name: str) -> str:
        return {
            "TOTALS": tr("Totals of each scenario"),
            "ESTATES": tr("Estates side by side"),
            "TABLE": tr("Page for the council"),
        }[name]

    def output_kind(self, name: str) -> str:
        return {"TOTALS": "table", "ESTATES": "line"}[name]

    def _scores(self) -> bool:
        return False

    def page(self, results: Mapping[str, Features], settings: Settings) -> str:
        return comparison_page(results["TOTALS"], results["ESTATES"], shared_rules(settings), settings.language)
