# SPDX-License-Identifier: GPL-2.0-or-later
"""The Processing provider: id `heinola`, an explicit list of algorithms."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from heinola_planning_plugin.i18n import tr
from heinola_planning_plugin.paths import resource

from .added_right import AddedRight
from .building_rights import BuildingRights
from .check_data import CheckData
from .compare_methods import CompareMethods
from .compare_runs import CompareRuns
from .conflicts import Conflicts
from .criteria_card import CriteriaCard
from .demo_data import DemoData
from .holiday_housing import HolidayHousing
from .industrial_reservation import IndustrialReservation
from .infill import Infill
from .land_use_programme import LandUseProgramme
from .modified_shoreline import ModifiedShoreline
from .planning_run import PlanningRun
from .score_parcels import RankStability, ScoreParcels
from .shoreline_rights import ShorelineRights
from .strategy_overlay import StrategyOverlay
from .weights import AhpWeights, RankWeights
from .zoning_proposal import ZoningProposal

ALGORITHMS = (
    PlanningRun,
    CompareRuns,
    ZoningProposal,
    LandUseProgramme,
    StrategyOverlay,
    Conflicts,
    IndustrialReservation,
    HolidayHousing,
    ModifiedShoreline,
    ShorelineRights,
    CompareMethods,
    BuildingRights,
    Infill,
    AddedRight,
    ScoreParcels,
    RankStability,
    AhpWeights,
    RankWeights,
    CriteriaCard,
    CheckData,
    DemoData,
)


class PlanningProvider(QgsProcessingProvider):
    """Gives the plugin's algorithms to the Processing toolbox, models and qgis_process."""

    def id(self) -> str:
        return "heinola"

    def name(self) -> str:
        return tr("Heinola planning")

    def longName(self) -> str:
        return tr("Heinola planning: zoning, strategy, suitability")

    def icon(self) -> QIcon:
        return QIcon(str(resource("icons", "plugin.svg")))

    def loadAlgorithms(self) -> None:
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
