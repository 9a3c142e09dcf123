# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:buildingrights."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsProcessingContext

from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.rights.pages import block_cards
from heinola_planning_plugin.i18n import tr

from .job_algorithm import JobAlgorithm


class BuildingRights(JobAlgorithm):
    """Permitted, used and unused floor area per plan unit."""

    NAME = "buildingrights"
    GROUP = "rights"
    ICON = "rights.svg"
    JOB = JOBS["buildingrights"]
    PAGE = "CARDS"

    def displayName(self) -> str:
        return tr("Building rights")

    def shortHelpString(self) -> str:
        return tr(
            "Counts the floor area that the plan permits on each plan unit, what stands there, and what is left. The "
            "right is read from numbers or from the plan's notation (e=0.40, 2740+yht 260+t50, II-IV). What can't be "
            "known stays empty, with the reason; overbuilding on one unit never hides the reserve of another. With "
            "parcels given, the right is put together per parcel from the zones it lies in. A general plan given as "
            "zoning is followed from right to detail plan, permit and building."
        )

    def tags(self) -> list[str]:
        return ["rakennusoikeus", "kerrosala", "tonttivaranto", "floor area", "reserve", "byggrätt"]

    def output_title(self, name: str) -> str:
        return {
            "OUTPUT": tr("Units with their right"),
            "SUMMARY": tr("Blocks: right, use, reserve"),
            "DISTRICTS": tr("Districts: right, use, reserve"),
            "PUBLIC": tr("Districts for publishing: few units are hidden"),
            "DAMAGED": tr("Damaged buildings of the municipality"),
            "DISAGREEMENTS": tr("Buildings whose property id and place disagree"),
            "UNPLACED": tr("Buildings on no plot"),
            "NOTES": tr("What was left out and why"),
            "STATES": tr("General plan areas: from right to building"),
            "CARDS": tr("Block cards to print"),
        }[name]

    def output_kind(self, name: str) -> str:
        if name == "NOTES":
            return "table"
        return "any" if name in ("DAMAGED", "DISAGREEMENTS", "UNPLACED") else "polygon"

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        super().check(parameters, context)
        if parameters.get("STATES") and not parameters.get("ZONING"):
            raise InputError("needs the general plan as zoning", field="STATES")

    def page(self, results: Mapping[str, Features], settings: Settings) -> str:
        return block_cards(results["SUMMARY"], settings.language)
