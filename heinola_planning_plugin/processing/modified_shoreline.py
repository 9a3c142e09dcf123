# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:modifiedshoreline."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

from heinola_planning_plugin.bridge.feedback import progress_of
from heinola_planning_plugin.core.progress import part
from heinola_planning_plugin.core.shoreline.method import COMBINATIONS, ShorelineMethod, read_method
from heinola_planning_plugin.core.shoreline.modified import modified_shoreline
from heinola_planning_plugin.i18n import tr, ui_language
from heinola_planning_plugin.paths import resource

from .base import PlanningAlgorithm
from .styling import dress_when_loaded

METHODS = tuple(f"v{number}" for number in range(1, 9))


class ModifiedShoreline(PlanningAlgorithm):
    """The modified shoreline (muunnettu rantaviiva), piece by piece."""

    NAME = "modifiedshoreline"
    GROUP = "shore"
    ICON = "shore.svg"

    def displayName(self) -> str:
        return tr("Modified shoreline")

    def shortHelpString(self) -> str:
        return tr(
            "Straightens the shore of lakes and islands, measures the width of the water and of the land at each "
            "piece, and multiplies by the method's coefficients. Every piece says its lengths, widths and "
            "coefficients; the cross-sections that were measured are a layer of their own."
        )

    def tags(self) -> list[str]:
        return ["muunnettu rantaviiva", "mitoitus", "emätila", "shoreline", "strandlinje"]

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        self.add_source("WATER", tr("Water areas"), "polygon")
        self.add_source("EXCLUDED", tr("Shore that isn't counted (field “reason”)"), "polygon", optional=True)
        titles = [read_method(_file(name)).title[ui_language()] for name in METHODS]
        self.add(
            QgsProcessingParameterEnum("METHOD", tr("Method"), titles, defaultValue=0),
            tr("Each method's numbers and their sources stand in resources/methods/shoreline_v1.yaml and its like."),
        )
        number = QgsProcessingParameterNumber
        double = number.Type.Double
        self.add(
            number(
                "STRAIGHTEN_TOLERANCE", tr("Straightening tolerance (m), empty = the method's"), double, None, True, 0
            ),
            advanced=True,
        )
        self.add(
            number("STEP", tr("How often widths are measured (m), empty = the method's"), double, None, True, 1),
            advanced=True,
        )
        choices = [tr("as the method says"), tr("the lower of the two"), tr("the product of the two")]
        self.add(
            QgsProcessingParameterEnum("COMBINE", tr("Where both water and land are narrow"), choices, defaultValue=0),
            advanced=True,
        )
        self.add_sink("OUTPUT", tr("Pieces of shore"), "line")
        self.add_sink("WATER_BODIES", tr("Water bodies"), "table", optional=True)
        self.add_sink("CROSS_SECTIONS", tr("Cross-sections that were measured"), "line", optional=True)
        for name, title in (
            ("REAL_M", tr("Real shoreline (m)")),
            ("STRAIGHT_M", tr("Straightened shoreline (m)")),
            ("MODIFIED_M", tr("Modified shoreline (m)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def method(self, parameters: dict, context: QgsProcessingContext) -> ShorelineMethod:
        """Give the chosen method with the user's changes."""
        method = read_method(_file(METHODS[self.parameterAsEnum(parameters, "METHOD", context)]))
        changes: dict[str, object] = {}
        for name, key in (("STRAIGHTEN_TOLERANCE", "straighten_tolerance_m"), ("STEP", "step_m")):
            if parameters.get(name) is not None:
                changes[key] = self.parameterAsDouble(parameters, name, context)
        combine = self.parameterAsEnum(parameters, "COMBINE", context)
        if combine:
            changes["combine"] = COMBINATIONS[combine - 1]
        return method.changed(**changes)

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        progress = progress_of(feedback)
        water = self.by_role(parameters, "WATER", "water", context, feedback)
        excluded = self.table(parameters, "EXCLUDED", context, progress)
        method = self.method(parameters, context)
        found = modified_shoreline(water, method, excluded, progress=part(progress, 0.1, 0.9))
        feedback.pushInfo(method.source)
        out: dict[str, object] = {}
        for name, table in (
            ("OUTPUT", found.pieces),
            ("WATER_BODIES", found.water_bodies),
            ("CROSS_SECTIONS", found.cross_sections()),
        ):
            delivered = self.deliver(parameters, name, table, context, part(progress, 0.9, 1.0))
            if delivered is not None:
                out[name] = delivered
        dress_when_loaded(context, str(out["OUTPUT"]), "shore_pieces", ui_language())
        return out | {name.upper(): metres for name, metres in found.totals().items()}


def _file(name: str):
    return resource("methods", f"shoreline_{name}.yaml")
