# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:demodata: the practice municipality, written in the schemas of the real sources."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
)

from heinola_planning_plugin.bridge.feedback import progress_of
from heinola_planning_plugin.bridge.practice import write_practice
from heinola_planning_plugin.core.practice.municipality import LARGEST_SCALE, make
from heinola_planning_plugin.core.progress import part
from heinola_planning_plugin.i18n import tr

from .base import PlanningAlgorithm


class DemoData(PlanningAlgorithm):
    """Makes a municipality to practise on; the same scale and seed give the same files."""

    NAME = "demodata"
    GROUP = "data"
    ICON = "practice.svg"

    def displayName(self) -> str:
        return tr("Make a practice municipality")

    def shortHelpString(self) -> str:
        return tr(
            "Writes an invented municipality with parcels, plans, buildings, lakes, roads, protected areas and "
            "heights, in the layers, fields and codes of the real Finnish sources, with a case file for the planning "
            "run. "
            "Scale 1 has about 5 000 parcels. A few faults are planted for the data check to find."
        )

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        number = QgsProcessingParameterNumber
        self.add(
            number("SCALE", tr("Scale (1 = about 5 000 parcels)"), number.Type.Integer, 1, False, 1, LARGEST_SCALE)
        )
        self.add(number("SEED", tr("Seed"), number.Type.Integer, 1, False, 0, 2**31 - 1))
        self.add(QgsProcessingParameterFolderDestination("OUTPUT_FOLDER", tr("Folder")))
        self.addOutput(QgsProcessingOutputFile("CASE", tr("Case file")))
        self.addOutput(QgsProcessingOutputNumber("PARCEL_COUNT", tr("Parcels")))

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        progress = progress_of(feedback)
        scale = self.parameterAsInt(parameters, "SCALE", context)
        seed = self.parameterAsInt(parameters, "SEED", context)
        practice = make(scale, seed, part(progress, 0.0, 0.7))
        folder = Path(self.parameterAsString(parameters, "OUTPUT_FOLDER", context))
        case = write_practice(practice, folder, part(progress, 0.7, 1.0))
        return {"CASE": str(case), "PARCEL_COUNT": len(practice.layers[practice.roles["parcels"]])}
