# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:strategyoverlay."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from heinola_planning_plugin.bridge.feedback import progress_of
from heinola_planning_plugin.core.progress import part
from heinola_planning_plugin.core.strategy.model import Strategy, parse_wanted, read_strategy, with_wanted
from heinola_planning_plugin.core.strategy.overlay import RELATIONS, strategy_overlay
from heinola_planning_plugin.i18n import tr
from heinola_planning_plugin.paths import resource

from .base import PlanningAlgorithm
from .styling import dress_when_loaded


class StrategyOverlay(PlanningAlgorithm):
    """Zoning in force against the strategy's targets."""

    NAME = "strategyoverlay"
    GROUP = "strategy"
    ICON = "strategy.svg"

    def displayName(self) -> str:
        return tr("Strategy overlay")

    def shortHelpString(self) -> str:
        return tr(
            "Cuts the zoning by the strategy's target areas and says of each piece which measures it advances or "
            "conflicts with; the pieces of a zone add up to the zone. The gap table compares what each measure wants "
            "with what is zoned; an amount that the strategy doesn't give stays empty."
        )

    def tags(self) -> list[str]:
        return ["strategia", "kaava", "yleiskaava", "strategy", "zoning", "gap"]

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        self.add_source("ZONING", tr("Zoning in force"), "polygon")
        strategy = QgsProcessingParameterFile(
            "STRATEGY",
            tr("Strategy file"),
            extension="yaml",
            defaultValue=str(resource("strategy", "heinola_2020.yaml")),
        )
        self.add(strategy, tr("Measures with their target areas and plan codes; docs/strategy.md tells its form."))
        self.add_source("TARGET_AREAS", tr("Target areas of the strategy"), "polygon", optional=True)
        self.add(
            QgsProcessingParameterString("WANTED", tr("Wanted amounts, as measure=number, …"), optional=True),
            tr("What the strategy leaves open, in each measure's unit: 7.1.4=40; by area 7.1.5/heinola=20."),
        )
        self.add_language()
        self.add_sink("OUTPUT", tr("Zoning by target"))
        self.add_sink("GAPS", tr("Gaps of the targets"), "table", optional=True)

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        self.strategy(parameters, context)

    def strategy(self, parameters: dict, context: QgsProcessingContext) -> Strategy:
        """Read the strategy, with the amounts that the planner wants."""
        strategy = read_strategy(self.parameterAsFile(parameters, "STRATEGY", context))
        return with_wanted(strategy, parse_wanted(self.parameterAsString(parameters, "WANTED", context)))

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        progress = progress_of(feedback)
        strategy = self.strategy(parameters, context)
        zoning = self.by_role(parameters, "ZONING", "zoning", context, feedback)
        areas = self.by_role(parameters, "TARGET_AREAS", "target_areas", context, feedback)
        overlay = strategy_overlay(
            zoning, strategy, areas, progress=part(progress, 0.1, 0.9), language=self.language(parameters, context)
        )
        for area in overlay.unmatched_areas:
            feedback.pushWarning(tr("Target area “{}” is not in the strategy.", area))
        out: dict[str, object] = {
            "OUTPUT": self.deliver(parameters, "OUTPUT", overlay.pieces, context, part(progress, 0.9, 1.0))
        }
        dress_when_loaded(context, out["OUTPUT"], "strategy_pieces", self.language(parameters, context))
        gaps = self.deliver(parameters, "GAPS", overlay.gaps, context, progress)
        if gaps is not None:
            out["GAPS"] = gaps
        relation = overlay.pieces["relation"]
        return out | {f"{name.upper()}_COUNT": int((relation == name).sum()) for name in RELATIONS}
