# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:ahpweights and heinola:rankweights: weights from judgements and from an order of importance."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.scoring import ahp
from heinola_planning_plugin.i18n import tr

from .base import PlanningAlgorithm


def named_weights(names: list[str], weights: list[float]) -> str:
    """Write weights as the WEIGHTS parameter of other algorithms takes them."""
    return ", ".join(f"{name}={weight:.6f}" for name, weight in zip(names, weights))


class AhpWeights(PlanningAlgorithm):
    """Weights from pairwise judgements."""

    NAME = "ahpweights"
    GROUP = "scoring"
    ICON = "scoring.svg"

    def displayName(self) -> str:
        return tr("Weights by pairwise comparison (AHP)")

    def shortHelpString(self) -> str:
        return tr(
            "Works out weights from a matrix of pairwise judgements (Saaty): principal eigenvector and consistency "
            "ratio. Judgements that contradict each other (ratio above 0.10) are refused, and the one to mend is named."
        )

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        self.add(
            QgsProcessingParameterString("MATRIX", tr("Matrix, row by row, comma-separated"), multiLine=True),
            tr("Square, 1/3 allowed: 1, 1/2, 4, 2, 1, 7, 1/4, 1/7, 1"),
        )
        self.add(
            QgsProcessingParameterString("NAMES", tr("Names of the criteria, comma-separated"), optional=True),
            tr("In the order of the rows; with the ids of a criteria file the weights can be used as they come out."),
        )
        self.add(
            QgsProcessingParameterEnum(
                "METHOD",
                tr("How the weights are worked out"),
                [tr("principal eigenvector"), tr("geometric mean of each row")],
                defaultValue=0,
            ),
            advanced=True,
        )
        self.addOutput(QgsProcessingOutputString("WEIGHTS", tr("Weights")))
        self.addOutput(QgsProcessingOutputString("NAMED_WEIGHTS", tr("Weights with their names")))
        self.addOutput(QgsProcessingOutputNumber("CONSISTENCY_RATIO", tr("Consistency ratio")))
        self.addOutput(QgsProcessingOutputString("WORST_JUDGEMENT", tr("Judgement to look at first")))

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        self._judged(parameters, context)

    def _judged(self, parameters: dict, context: QgsProcessingContext) -> tuple[ahp.AhpWeights, list[str]]:
        matrix = ahp.parse_matrix(self.parameterAsString(parameters, "MATRIX", context))
        text = self.parameterAsString(parameters, "NAMES", context)
        names = [name.strip() for name in text.split(",")] if text.strip() else []
        if names and len(names) != len(matrix):
            raise InputError("names {0} criteria, the matrix has {1}", len(names), len(matrix), field="NAMES")
        method = ahp.METHODS[self.parameterAsEnum(parameters, "METHOD", context)]
        return ahp.weights(matrix, method, names or None), names

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        judged, names = self._judged(parameters, context)
        named = named_weights(names, judged.weights.tolist())
        feedback.pushInfo(named)
        return {
            "WEIGHTS": ",".join(f"{weight:.6f}" for weight in judged.weights),
            "NAMED_WEIGHTS": named,
            "CONSISTENCY_RATIO": judged.consistency_ratio,
            "WORST_JUDGEMENT": judged.worst.text(names or None) if judged.worst else "",
        }


class RankWeights(PlanningAlgorithm):
    """Weights from an order of importance."""

    NAME = "rankweights"
    GROUP = "scoring"
    ICON = "scoring.svg"

    def displayName(self) -> str:
        return tr("Weights by order of importance")

    def shortHelpString(self) -> str:
        return tr(
            "Works out weights from the order of the criteria alone: the middle of all weights that keep the order "
            "(rank-order centroids, Barron and Barrett 1996). Use it where people agree on what matters more, but not "
            "on how much more."
        )

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        self.add(
            QgsProcessingParameterString("ORDER", tr("Order of importance, the most important first")),
            tr("For instance: junction > slope = size > rail; equally important ones with = between."),
        )
        self.addOutput(QgsProcessingOutputString("WEIGHTS", tr("Weights")))

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        self._read(parameters, context)

    def _read(self, parameters: dict, context: QgsProcessingContext) -> tuple[list[str], list[float]]:
        names: list[str] = []
        ranks: list[float] = []
        for place, level in enumerate(self.parameterAsString(parameters, "ORDER", context).split(">")):
            for name in level.split("="):
                if not name.strip():
                    raise InputError("has an empty place", field="ORDER")
                names.append(name.strip())
                ranks.append(float(place))
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise InputError("names a criterion twice", field="ORDER", value=twice)
        return names, ranks

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        names, ranks = self._read(parameters, context)
        named = named_weights(names, ahp.weights_by_rank(ranks).tolist())
        feedback.pushInfo(named)
        return {"WEIGHTS": named}
