# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:conflicts: where two aims want the same ground."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterMultipleLayers,
    QgsVectorLayer,
)

from heinola_planning_plugin.bridge.features import own_name, read_layer
from heinola_planning_plugin.bridge.feedback import progress_of
from heinola_planning_plugin.core.documents.figures import conflicts_text
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.progress import part
from heinola_planning_plugin.core.scoring.conflicts import conflict_policy, conflicts
from heinola_planning_plugin.i18n import tr, ui_language

from .base import VECTOR, PlanningAlgorithm
from .job_algorithm import threshold
from .styling import dress_when_loaded

RESULTS = {"INDUSTRY": "industrial_reservation", "HOLIDAY": "holiday_housing", "INFILL": "infill"}
ROLES = {"ZONING": "zoning", "HERITAGE": "heritage", "PLAN_UNITS": "plan_units"}


class Conflicts(PlanningAlgorithm):
    """Overlays the candidates of every two aims."""

    NAME = "conflicts"
    GROUP = "strategy"
    ICON = "strategy.svg"

    def displayName(self) -> str:
        return tr("Conflicts between aims")

    def shortHelpString(self) -> str:
        return tr(
            "Lays result layers over each other and over the zoning, and says where two aims want the same ground: "
            "industry against recreation or holiday housing, infill against heritage. Each piece tells how large it is "
            "and what each aim would lose of its points and of its hectares, building places or floor area. Which "
            "pairs are looked at is in resources/methods/conflicts.yaml. It is a comparison, not a decision."
        )

    def tags(self) -> list[str]:
        return ["ristiriita", "päällekkäisyys", "konflikt", "conflict", "overlap"]

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        for name, title in (
            ("INDUSTRY", tr("Result of the industrial reservation")),
            ("HOLIDAY", tr("Result of holiday housing")),
            ("INFILL", tr("Result of infill")),
            ("ZONING", tr("Zoning in force")),
            ("HERITAGE", tr("Built heritage areas")),
            ("PLAN_UNITS", tr("Plan units with their protection")),
        ):
            self.add_source(name, title, "polygon", optional=True)
        self.add(
            QgsProcessingParameterMultipleLayers(
                "OTHERS", tr("Further layers that want ground"), VECTOR["polygon"], optional=True
            ),
            tr("Each is compared with every aim above; with a field “score”, only rows that have one."),
        )
        self.add(threshold(conflict_policy().parameters["least_m2"], ui_language()))
        self.add_language()
        self.add_sink("OUTPUT", tr("Conflicts between aims"))

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        given = [name for name in (*RESULTS, *ROLES) if parameters.get(name)]
        if len(given) + len(self.parameterAsLayerList(parameters, "OTHERS", context)) < 2:
            raise InputError("at least two layers must be given")

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        progress = progress_of(feedback)
        language = self.language(parameters, context)
        layers: dict[str, Features] = {}
        for name, layer in RESULTS.items():
            table = self.table(parameters, name, context, progress)
            if table is not None:
                if "score" not in table:
                    raise InputError("is not a result of a job: it has no such field", layer=name, field="score")
                layers[layer] = table
        for name, role in ROLES.items():
            checked = self.by_role(parameters, name, role, context, feedback)
            if checked is not None:
                layers[role] = checked
        others = {
            own_name(layer): read_layer(layer)
            for layer in self.parameterAsLayerList(parameters, "OTHERS", context)
            if isinstance(layer, QgsVectorLayer)
        }
        least = self.parameterAsDouble(parameters, "LEAST_M2", context)
        found = conflicts(layers, others, least, language, part(progress, 0.2, 0.9))
        feedback.pushInfo(conflicts_text(found, language))
        delivered = self.deliver(parameters, "OUTPUT", found, context, part(progress, 0.9, 1.0))
        dress_when_loaded(context, delivered, "conflicts", language)
        return {"OUTPUT": delivered, "CONFLICT_COUNT": len(found), "AREA_HA": float(found["area_ha"].sum())}
