# SPDX-License-Identifier: GPL-2.0-or-later
"""Puts the planning runs of several years side by side: one row per run and question, for the yearly follow-up.

    qgis_process run processing_scripts/yearly_report.py -- FOLDER=runs OUTPUT=followup.ods

FOLDER holds one folder per run ("2025", "2026", …), each with the results.gpkg that heinola:planningrun wrote.
"""

from pathlib import Path

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsVectorLayer,
    QgsWkbTypes,
)

from heinola_planning_plugin.bridge import features as bridge
from heinola_planning_plugin.core import features as core
from heinola_planning_plugin.core.documents import figures


class YearlyReport(QgsProcessingAlgorithm):
    """Counts by status and the sum of each question's amount, run by run."""

    def name(self):
        return "yearly_report"

    def displayName(self):
        return "Yearly report of planning runs"

    def group(self):
        return "Heinola planning"

    def groupId(self):
        return "heinola"

    def shortHelpString(self):
        return (
            "Reads the results of several planning runs, a folder each, and gives one row per run and question: how "
            "many are suitable, conditional, excluded and unknown, and what the flagged ones amount to. amount_unknown "
            "tells how many of them have no known amount and so are not in the sum."
        )

    def createInstance(self):
        return YearlyReport()

    def initAlgorithm(self, config=None):
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.addParameter(QgsProcessingParameterFile("FOLDER", "Folder with a folder per run", folder))
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", "Report", QgsProcessing.SourceType.TypeVector))

    def processAlgorithm(self, parameters, context, feedback):
        folder = Path(self.parameterAsFile(parameters, "FOLDER", context))
        runs = sorted(path for path in folder.glob("*/results.gpkg"))
        if not runs:
            raise QgsProcessingException(f"No folder of {folder.name} has a results.gpkg.")
        rows = []
        for number, path in enumerate(runs):
            if feedback.isCanceled():
                return {}
            feedback.setProgress(100 * number / len(runs))
            rows += self._rows(path)
        table = self._table(rows)
        fields = bridge.qgis_fields(table)
        sink, target = self.parameterAsSink(
            parameters, "OUTPUT", context, fields, QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem()
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, "OUTPUT"))
        bridge.write_sink(sink, table, fields, False)
        return {"OUTPUT": target}

    def _rows(self, path):
        tables = {}
        for question in figures.QUESTIONS:
            layer = QgsVectorLayer(f"{path}|layername={question.layer}", question.layer, "ogr")
            if layer.isValid():
                tables[question.layer] = bridge.read_layer(layer)
        return [(path.parent.name, answer) for answer in figures.answers(tables)]

    def _table(self, rows):
        count = len(rows)
        columns = {
            "run": core.text_column([run for run, _ in rows]),
            "question": core.text_column([answer.question.layer for _, answer in rows]),
        }
        for status in figures.STATUSES:
            columns[status] = np.array([answer.counts[status] for _, answer in rows], dtype=np.int64)
        columns["amount"] = np.array([answer.amount for _, answer in rows], dtype=float)
        columns["amount_unit"] = core.text_column([answer.question.amount.unit for _, answer in rows])
        columns["amount_unknown"] = np.array([answer.amount_unknown for _, answer in rows], dtype=np.int64)
        return core.Features(np.full(count, None, dtype=object), columns)
