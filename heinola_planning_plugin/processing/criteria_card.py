# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:criteriacard: a criteria file as a page with its value curves drawn."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from heinola_planning_plugin.bridge.writer import write_text
from heinola_planning_plugin.core.documents.criteria_card import criteria_card
from heinola_planning_plugin.core.scoring.criteria import read_criteria
from heinola_planning_plugin.i18n import tr
from heinola_planning_plugin.paths import resource

from .base import PlanningAlgorithm


class CriteriaCard(PlanningAlgorithm):
    """Draws what a criteria file says."""

    NAME = "criteriacard"
    GROUP = "scoring"
    ICON = "scoring.svg"

    def displayName(self) -> str:
        return tr("Criteria card")

    def shortHelpString(self) -> str:
        return tr(
            "Writes a criteria file as a page to be laid on the table: the weights of the tree, each value curve drawn "
            "with its unit, what excludes and what is a condition, and every threshold with its source."
        )

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        shipped = str(resource("methods", "industrial.yaml"))
        self.add(QgsProcessingParameterFile("CRITERIA", tr("Criteria file (YAML or JSON)"), defaultValue=shipped))
        self.add_language()
        kind = tr("HTML files (*.html)")
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", tr("Criteria card"), kind))

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        read_criteria(self.parameterAsFile(parameters, "CRITERIA", context))

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        criteria = read_criteria(self.parameterAsFile(parameters, "CRITERIA", context))
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        write_text(target, criteria_card(criteria, self.language(parameters, context)))
        return {"OUTPUT": str(target)}
