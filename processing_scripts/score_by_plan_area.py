# SPDX-License-Identifier: GPL-2.0-or-later
"""Scores parcels over several plan areas in one go: a parcel gets a rank within each area that it lies in.

qgis_process run processing_scripts/score_by_plan_area.py -- \
        INPUT=parcels.gpkg AREAS=plan_areas.gpkg AREA_FIELD=name CRITERIA=criteria.yaml OUTPUT=scored.gpkg
"""

import numpy as np
import shapely
from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsWkbTypes,
)

from heinola_planning_plugin.bridge import features as bridge
from heinola_planning_plugin.bridge import feedback as bridge_feedback
from heinola_planning_plugin.bridge import messages
from heinola_planning_plugin.core import errors
from heinola_planning_plugin.core import features as core
from heinola_planning_plugin.core.scoring import criteria as criteria_files
from heinola_planning_plugin.core.scoring import evaluate as scoring
from heinola_planning_plugin.core.scoring import given


class ScoreByPlanArea(QgsProcessingAlgorithm):
    """One algorithm over modules of core and bridge; copy it to start one of your own."""

    def name(self):
        return "score_by_plan_area"

    def displayName(self):
        return "Score parcels by plan area"

    def group(self):
        return "Heinola planning"

    def groupId(self):
        return "heinola"

    def shortHelpString(self):
        return (
            "Judges the parcels of each plan area apart, by one criteria file. A parcel belongs to every area that "
            "its inner point lies in; parcels outside every area are left out. rank is the rank within the area."
        )

    def createInstance(self):
        return ScoreByPlanArea()

    def initAlgorithm(self, config=None):
        polygon = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.addParameter(QgsProcessingParameterFeatureSource("INPUT", "Parcels with the criteria's fields", polygon))
        self.addParameter(QgsProcessingParameterFeatureSource("AREAS", "Plan areas", polygon))
        self.addParameter(QgsProcessingParameterField("AREA_FIELD", "Name of the area", None, "AREAS"))
        self.addParameter(QgsProcessingParameterFile("CRITERIA", "Criteria file"))
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", "Scored parcels"))

    def processAlgorithm(self, parameters, context, feedback):
        try:
            return self._score(parameters, context, feedback)
        except errors.Cancelled:
            return {}
        except errors.PlanningError as error:
            raise QgsProcessingException(messages.sentence(error)) from error

    def _score(self, parameters, context, feedback):
        progress = bridge_feedback.progress_of(feedback)
        rules = criteria_files.read_criteria(self.parameterAsFile(parameters, "CRITERIA", context))
        parcels = bridge.read_source(self.parameterAsSource(parameters, "INPUT", context), progress=progress)
        areas = bridge.read_source(self.parameterAsSource(parameters, "AREAS", context)).to_crs(parcels.crs)
        names = areas[self.parameterAsString(parameters, "AREA_FIELD", context)]
        # GeoPackage's own row number must be unique; here a parcel comes once per area.
        parcels = parcels.select(name for name in parcels.columns if name != "fid")
        evidence = parcels.with_columns(given.evidence(parcels, rules))
        inside = shapely.point_on_surface(parcels.geometry)
        point, area = shapely.STRtree(areas.geometry).query(inside, predicate="intersects")
        parts = []
        for number in range(len(areas)):
            progress(number / len(areas), "Scoring area by area")
            rows = np.sort(point[area == number])
            if len(rows):
                own = parcels.take(rows)
                judged = scoring.evaluate(evidence.take(rows).columns, rules).columns()
                name = core.text_column([names[number]] * len(rows))
                parts.append(own.with_columns({"plan_area": name, **judged}))
                feedback.pushInfo(f"{names[number]}: {int(np.isfinite(judged['rank']).sum())} of {len(rows)} ranked")
        if not parts:
            raise QgsProcessingException("No parcel lies in any of the areas.")
        table = core.concat(parts)
        fields = bridge.qgis_fields(table)
        kind = QgsWkbTypes.Type.MultiPolygon
        sink, target = self.parameterAsSink(parameters, "OUTPUT", context, fields, kind, bridge.qgis_crs(table.crs))
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, "OUTPUT"))
        bridge.write_sink(sink, table, fields, True, progress)
        return {"OUTPUT": target}
