# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:shorelinerights."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProject,
)

from heinola_planning_plugin.bridge.features import qgis_crs
from heinola_planning_plugin.bridge.feedback import progress_of
from heinola_planning_plugin.bridge.lake_report import write_lake_report, write_shapes
from heinola_planning_plugin.bridge.messages import sentence
from heinola_planning_plugin.bridge.painting import breathing
from heinola_planning_plugin.bridge.writer import write_sheets
from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.errors import Cancelled, InputError, PlanningError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.measures.terrain import Grid
from heinola_planning_plugin.core.progress import part, wordless
from heinola_planning_plugin.core.shoreline.jobs import METHODS, MODIFIED_SHORELINE, chosen_rules, shipped_method
from heinola_planning_plugin.core.shoreline.pages import basis_line, rights_page, rights_sheets
from heinola_planning_plugin.core.shoreline.words import text
from heinola_planning_plugin.i18n import tr, ui_language

from .job_algorithm import JobAlgorithm

_TOTALS = ("real_m", "straight_m", "modified_m", "right_raw", "used", "remaining")


class ShorelineRights(JobAlgorithm):
    """Shore building rights of original estates, what is used of them, and what is left."""

    NAME = "shorelinerights"
    GROUP = "shore"
    ICON = "shore.svg"
    JOB = JOBS["shorelinerights"]
    PAGE = "TABLE"
    ADVANCED = frozenset(JOB.shipped().parameters) - {
        "norm",
        "rounding",
        "basis",
        "ematila_field",
        "frontage_per_site",
    }

    def displayName(self) -> str:
        return tr("Shore rights per original estate")

    def shortHelpString(self) -> str:
        return tr(
            "Divides the modified shoreline to properties, gathers them to original estates per water body, and counts "
            "the right by a norm or by zones of norms, what is used by buildings, plans and the planner's table of "
            "sites, and what is left; then divides it among the present properties. Where the original estate isn't "
            "known, the present property stands in and every output says so. The layer of used sites can be corrected "
            "and given back. A planner's aid, not a statement of rights."
        )

    def tags(self) -> list[str]:
        return ["emätila", "mitoitus", "rantarakennusoikeus", "rakennuspaikka", "stamfastighet", "strandlinje"]

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        super().initAlgorithm(configuration)
        titles = [shipped_method(name).title[ui_language()] for name in METHODS]
        self.add(
            QgsProcessingParameterEnum(
                "METHOD", tr("Method, where no modified shoreline is given"), titles, defaultValue=0
            ),
            tr("The shoreline is then made from the water areas, and shore that the plans given settle is left out."),
        )
        file = QgsProcessingParameterFileDestination
        self.add(file("SHEETS", tr("Table as a spreadsheet"), tr("ODS files (*.ods)"), None, True, False))
        self.add(file("REPORT", tr("Lake report"), tr("PDF files (*.pdf)"), None, True, False))
        for name, title in (
            ("REAL_M", tr("Real shoreline (m)")),
            ("STRAIGHT_M", tr("Straightened shoreline (m)")),
            ("MODIFIED_M", tr("Modified shoreline (m)")),
            ("RIGHT_RAW", tr("Right (building places)")),
            ("USED", tr("Used (building places)")),
            ("REMAINING", tr("Left (building places)")),
            ("PRESENT_PROPERTY_COUNT", tr("Rows counted for the present property")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def area_title(self) -> str:
        return tr("Area: only shore in it is counted")

    def output_title(self, name: str) -> str:
        return {
            "OUTPUT": tr("Rights per estate and water body"),
            "PARCEL_SHARES": tr("Shares of the present properties"),
            "USED_SITES": tr("Used sites, to be corrected and given back"),
            "WATERS": tr("Water bodies"),
            "TABLE": tr("Table per original estate"),
        }[name]

    def output_kind(self, name: str) -> str:
        return {"OUTPUT": "line", "PARCEL_SHARES": "line", "USED_SITES": "point", "WATERS": "table"}[name]

    def _scores(self) -> bool:
        return False

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        super().check(parameters, context)
        if parameters.get("SHORELINE") in (None, "") and parameters.get("WATER") in (None, ""):
            raise InputError("give either a modified shoreline or the water areas to make it from", field="SHORELINE")

    def read_role(
        self,
        parameters: dict,
        role: str,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        layers: Mapping[str, Features | Grid],
    ) -> Features | None:
        table = super().read_role(parameters, role, context, feedback, layers)
        if role != "shoreline" or table is not None:
            return table
        method = METHODS[self.parameterAsEnum(parameters, "METHOD", context)]
        settings = Settings(MODIFIED_SHORELINE.shipped(), {"method": method})
        progress = wordless(part(progress_of(feedback), 0.1, 0.2))
        return MODIFIED_SHORELINE.run(layers, settings, progress)["OUTPUT"]

    def keep(self, layers: Mapping[str, Features | Grid], results: Mapping[str, Features], settings: Settings) -> None:
        self._layers_read, self._results, self._settings = layers, results, settings

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        self._report = ""
        out = super().work(parameters, context, feedback)
        estates, language = self._results["OUTPUT"], self.language(parameters, context)
        line = basis_line(estates, chosen_rules(self._settings), language)
        present = int((estates["basis"] == "present_property").sum())
        (feedback.pushWarning if present else feedback.pushInfo)(line)
        feedback.pushInfo(text("aid", language))
        sheets = self.parameterAsFileOutput(parameters, "SHEETS", context)
        if sheets:
            write_sheets(sheets, rights_sheets(self._results, chosen_rules(self._settings), language))
            out["SHEETS"] = sheets
        self._report = self.parameterAsFileOutput(parameters, "REPORT", context)
        if self._report:
            self._beside = tempfile.TemporaryDirectory()
            write_shapes(self._shapes(), self._layers_read, self._results)
            out["REPORT"] = self._report
        sums = {name.upper(): float(estates[name].sum()) for name in _TOTALS}
        known = {name: value for name, value in sums.items() if value == value}
        return {**out, **known, "PRESENT_PROPERTY_COUNT": present}

    def page(self, results: Mapping[str, Features], settings: Settings) -> str:
        return rights_page(results, chosen_rules(settings), settings.language)

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        if not getattr(self, "_report", "") or feedback.isCanceled():
            return {}
        progress = breathing(progress_of(feedback))
        try:
            progress(0.9, "Drawing the lake report")
            project, rest = QgsProject(), part(progress, 0.9, 1.0)
            project.setCrs(qgis_crs(self._results["OUTPUT"].crs))
            write_lake_report(Path(self._report), self._shapes(), self._results, self._settings, project, progress=rest)
        except Cancelled:
            return {"REPORT": ""}
        except PlanningError as error:
            raise QgsProcessingException(sentence(error)) from error
        finally:
            self._beside.cleanup()
        return {}

    def _shapes(self) -> Path:
        return Path(self._beside.name) / "shapes.gpkg"
