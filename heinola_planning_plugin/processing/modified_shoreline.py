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
from heinola_planning_plugin.core.shoreline.excluded import (
    EXCLUDING_ROLES,
    at_shore,
    excluded_shore,
    reason_title,
    reasons,
)
from heinola_planning_plugin.core.shoreline.method import COMBINATIONS, ShorelineMethod, read_method
from heinola_planning_plugin.core.shoreline.modified import modified_shoreline
from heinola_planning_plugin.core.shoreline.shores import data_edge
from heinola_planning_plugin.core.shoreline.telling import told
from heinola_planning_plugin.core.sources import source_text
from heinola_planning_plugin.i18n import tr, ui_language
from heinola_planning_plugin.paths import resource

from .base import PlanningAlgorithm
from .roles import role_kind, role_title
from .styling import dress_when_loaded

METHODS = tuple(f"v{number}" for number in range(1, 9))
_LAYERS = {
    "OUTPUT": "shoreline",
    "WATER_BODIES": "shoreline_water_bodies",
    "CROSS_SECTIONS": "shoreline_cross_sections",
    "ISLANDS": "shoreline_islands",
    "EDGES": "shoreline_edges",
    "EXCLUDED_SHORE": "shoreline_excluded",
}


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
            "coefficients; the cross-sections that were measured are a layer of their own. Shore in reserves, floods, "
            "wetlands, relics, plans and recreation areas isn't counted, where those layers are given."
        )

    def tags(self) -> list[str]:
        return ["muunnettu rantaviiva", "mitoitus", "emätila", "shoreline", "strandlinje"]

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        self.add_source("WATER", tr("Water areas"), "polygon")
        self.add_source(
            "EXTENT",
            tr("Where the data end"),
            "any",
            optional=True,
            help_text=tr(
                "The area that the water areas were cut with, or its border: a lake that goes on beyond it has no "
                "shore there, and isn't taken for narrow. Without it long straight stretches are taken for such an "
                "edge."
            ),
        )
        for role in EXCLUDING_ROLES:
            if role == "excluded":
                self.add_source("EXCLUDED", tr("Shore that isn't counted (field “reason”)"), "polygon", optional=True)
            else:
                self.add_source(role.upper(), role_title(role), role_kind(role), optional=True)
        self._add_numbers()
        self.add_sink("OUTPUT", tr("Pieces of shore"), "line")
        self.add_sink("WATER_BODIES", tr("Water bodies"), "table", optional=True)
        self.add_sink("CROSS_SECTIONS", tr("Cross-sections that were measured"), "line", optional=True)
        self.add_sink("ISLANDS", tr("Islands by class"), "polygon", optional=True)
        self.add_sink("EDGES", tr("Edges of the data"), "line", optional=True)
        self.add_sink("EXCLUDED_SHORE", tr("Areas whose shore isn't counted"), "polygon", optional=True)
        for name, title in (
            ("REAL_M", tr("Real shoreline (m)")),
            ("STRAIGHT_M", tr("Straightened shoreline (m)")),
            ("MODIFIED_M", tr("Modified shoreline (m)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def _add_numbers(self) -> None:
        titles = [read_method(_file(name)).title[ui_language()] for name in METHODS]
        self.add(
            QgsProcessingParameterEnum("METHOD", tr("Method"), titles, defaultValue=0),
            tr("Each method's numbers and their sources stand in resources/methods/shoreline_v1.yaml and its like."),
        )
        known = reasons()
        self.add(
            QgsProcessingParameterEnum(
                "REASONS",
                tr("Why shore isn't counted"),
                [reason_title(code, ui_language()) for code in known],
                allowMultiple=True,
                defaultValue=[number for number, one in enumerate(known.values()) if one.active],
                optional=True,
            ),
            "\n".join(
                f"{reason_title(code, ui_language())}: {source_text(one.source, ui_language())}"
                for code, one in known.items()
            ),
            advanced=True,
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
        self.add_language()

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
        water = self.by_role(parameters, "WATER", "water", context, feedback).in_metres()
        layers = {role: self.by_role(parameters, role.upper(), role, context, feedback) for role in EXCLUDING_ROLES}
        chosen = [list(reasons())[number] for number in self.parameterAsEnums(parameters, "REASONS", context)]
        excluded = excluded_shore(layers, water.crs, chosen)
        extent = data_edge(self.by_role(parameters, "EXTENT", "extent", context, feedback), water.crs)
        method, language = self.method(parameters, context), self.language(parameters, context)
        found = modified_shoreline(water, method, excluded, extent, part(progress, 0.1, 0.9))
        feedback.pushInfo(method.source)
        out: dict[str, object] = {}
        for name, table in (
            ("OUTPUT", told(found.pieces, method, language)),
            ("WATER_BODIES", found.water_bodies),
            ("CROSS_SECTIONS", found.cross_sections()),
            ("ISLANDS", found.islands),
            ("EDGES", found.edges),
            ("EXCLUDED_SHORE", at_shore(excluded, found.pieces)),
        ):
            delivered = self.deliver(parameters, name, table, context, part(progress, 0.9, 1.0))
            if delivered is not None:
                out[name] = delivered
                dress_when_loaded(context, delivered, _LAYERS[name], language)
        return out | {name.upper(): metres for name, metres in found.totals().items()}


def _file(name: str):
    return resource("methods", f"shoreline_{name}.yaml")
