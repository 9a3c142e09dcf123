# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:scoreparcels and heinola:rankstability: scoring by the user's own criteria."""

from __future__ import annotations

import dataclasses

import numpy as np
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from heinola_planning_plugin.bridge.feedback import progress_of
from heinola_planning_plugin.bridge.toppling import toppling_words
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features, text_column
from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.progress import part
from heinola_planning_plugin.core.scoring.aggregate import METHODS
from heinola_planning_plugin.core.scoring.criteria import CriteriaSet, read_criteria
from heinola_planning_plugin.core.scoring.evaluate import evaluate
from heinola_planning_plugin.core.scoring.given import evidence, lacking
from heinola_planning_plugin.core.scoring.stability import rank_stability
from heinola_planning_plugin.core.scoring.trial import Trial, toppling_of, tornado_of
from heinola_planning_plugin.i18n import tr, ui_language

from .base import PlanningAlgorithm
from .job_algorithm import counts, method_titles, parse_weights, weights_text


class CriteriaAlgorithm(PlanningAlgorithm):
    """Base of the algorithms that judge the rows of a layer by the columns it already has."""

    GROUP = "scoring"
    ICON = "scoring.svg"

    def add_input_and_criteria(self) -> None:
        """Add the parameters that they share."""
        self.add_source("INPUT", tr("Features to be judged"), "any")
        self.add(
            QgsProcessingParameterFile("CRITERIA", tr("Criteria file (YAML or JSON)")),
            tr("Fields, value curves, weights and constraints; docs/scoring.md tells its form."),
        )
        self.add(
            QgsProcessingParameterString("WEIGHTS", tr("Weights, as id=number, …"), optional=True),
            tr("Instead of the file's; a criterion that isn't named keeps its own."),
            advanced=True,
        )

    def criteria(self, parameters: dict, context: QgsProcessingContext) -> CriteriaSet:
        """Read the criteria with the user's weights."""
        criteria = read_criteria(self.parameterAsFile(parameters, "CRITERIA", context))
        weights = parse_weights(self.parameterAsString(parameters, "WEIGHTS", context), criteria)
        return criteria.with_weights(weights) if weights else criteria

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        criteria = self.criteria(parameters, context)
        source = self.parameterAsSource(parameters, "INPUT", context)
        if source is not None:
            require_fields(criteria, source.fields().names(), source.sourceName())

    def read(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> tuple[Features, CriteriaSet]:
        """Read the features to be judged, and what to judge them by."""
        table = self.table(parameters, "INPUT", context, part(progress_of(feedback), 0.0, 0.3))
        if table is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, "INPUT"))
        criteria = self.criteria(parameters, context)
        if parameters.get("WEIGHTS"):
            feedback.pushInfo(tr("Weights: {}", weights_text(criteria)))
        missing = lacking(table, criteria)
        if missing:
            names = ", ".join(missing)
            feedback.pushWarning(tr("The layer doesn't have {}: what rests on it is unknown.", names))
        return table, criteria


def require_fields(criteria: CriteriaSet, fields: list[str], layer: str) -> None:
    """Refuse criteria of which not a single field is in the layer: nothing could be judged.

    Raises:
        InputError: names the layer and the first field that is missing.
    """
    wanted = [criterion.field for criterion in criteria.criteria]
    if not set(wanted) & set(fields):
        raise InputError("the layer has none of the criteria's fields", layer=layer, field=wanted[0])


class ScoreParcels(CriteriaAlgorithm):
    """Scores, ranks and explains the features of any layer."""

    NAME = "scoreparcels"

    def displayName(self) -> str:
        return tr("Score parcels")

    def shortHelpString(self) -> str:
        return tr(
            "Judges the features of a layer by a criteria file: status with reasons, score of 0–100, rank, and the "
            "points that each criterion gave, which add up to the score. An empty value counts neither as good nor as "
            "bad; completeness tells how much of the weight was known. All fields of the layer are kept."
        )

    def tags(self) -> list[str]:
        return ["pisteytys", "MCDA", "AHP", "TOPSIS", "OWA", "suitability", "score"]

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        self.add_input_and_criteria()
        self.add(
            QgsProcessingParameterEnum(
                "METHOD", tr("How the criteria are put together"), method_titles(), defaultValue=0
            )
        )
        self.add(
            QgsProcessingParameterNumber(
                "ORNESS",
                tr("OWA: 0 = the worst value decides, 0.5 = weighted sum, 1 = the best value decides"),
                QgsProcessingParameterNumber.Type.Double,
                0.3,
                minValue=0.01,
                maxValue=0.99,
            ),
            advanced=True,
        )
        self.add_language()
        self.add_sink("OUTPUT", tr("Scored features"), "any")

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        progress = progress_of(feedback)
        table, criteria = self.read(parameters, context, feedback)
        judged = evaluate(
            evidence(table, criteria),
            criteria,
            method=METHODS[self.parameterAsEnum(parameters, "METHOD", context)],
            language=self.language(parameters, context),
            orness=self.parameterAsDouble(parameters, "ORNESS", context),
        )
        out = table.with_columns(judged.columns())
        delivered = self.deliver(parameters, "OUTPUT", out, context, part(progress, 0.6, 1.0))
        return {"OUTPUT": delivered, **counts(out)}


class RankStability(CriteriaAlgorithm):
    """Tells how sure each rank is if the weights are argued about."""

    NAME = "rankstability"

    def displayName(self) -> str:
        return tr("Rank stability")

    def shortHelpString(self) -> str:
        return tr(
            "Draws the weights many times and ranks the features each time: the best, middle and worst rank of each, "
            "and how often it was among the best. The same seed gives the same answer. Where an error of measurement "
            "is given (of the height model, of digitising), the measurements are drawn, too. It also tells the "
            "smallest change of weights that topples the first, and what one weight at a time does to it."
        )

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        self.add_input_and_criteria()
        integer = QgsProcessingParameterNumber.Type.Integer
        self.add(QgsProcessingParameterNumber("DRAWS", tr("Drawings"), integer, 1000, minValue=1, maxValue=100_000))
        self.add(QgsProcessingParameterNumber("SEED", tr("Seed"), integer, 1, minValue=0))
        self.add(QgsProcessingParameterNumber("TOP", tr("How many are “the best”"), integer, 10, minValue=1))
        self.add(
            QgsProcessingParameterNumber(
                "SPREAD",
                tr("How far a weight may move, as share of itself; empty = any weights at all"),
                QgsProcessingParameterNumber.Type.Double,
                None,
                True,
                0.0,
                1.0,
            )
        )
        self.add(
            QgsProcessingParameterString("ERRORS", tr("Errors of measurement, as id=number, …"), optional=True),
            tr(
                "Standard deviation in the criterion's own unit, for instance slope=1.5 (per cent, from the height "
                "model), junction=20 (metres, from digitising)."
            ),
        )
        self.add_sink("OUTPUT", tr("Features with their rank intervals"), "any")
        self.add_sink("TORNADO", tr("What one weight at a time does to the first"), "table", optional=True)
        self.addOutput(QgsProcessingOutputString("TOPPLING", tr("The smallest change that topples the first")))
        self.addOutput(QgsProcessingOutputNumber("TOPPLING_SHARE", tr("Share of the weight that must move")))

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        progress = progress_of(feedback)
        table, criteria = self.read(parameters, context, feedback)
        spread = parameters.get("SPREAD")
        columns = evidence(table, criteria)
        sure = rank_stability(
            columns,
            criteria,
            draws=self.parameterAsInt(parameters, "DRAWS", context),
            seed=self.parameterAsInt(parameters, "SEED", context),
            top=self.parameterAsInt(parameters, "TOP", context),
            spread=None if spread is None else self.parameterAsDouble(parameters, "SPREAD", context),
            errors=self.errors(parameters, context, criteria),
            progress=part(progress, 0.3, 0.8),
        )
        out: dict[str, object] = {}
        answer = table.with_columns(sure.columns())
        out["OUTPUT"] = self.deliver(parameters, "OUTPUT", answer, context, part(progress, 0.8, 1.0))
        return out | self._first(parameters, context, columns, criteria, feedback)

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        super().check(parameters, context)
        self.errors(parameters, context, self.criteria(parameters, context))

    def errors(self, parameters: dict, context: QgsProcessingContext, criteria: CriteriaSet) -> dict[str, float]:
        """Read the errors of measurement."""
        return parse_weights(self.parameterAsString(parameters, "ERRORS", context), criteria, "ERRORS")

    def _first(
        self,
        parameters: dict,
        context: QgsProcessingContext,
        table: dict[str, np.ndarray],
        criteria: CriteriaSet,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, object]:
        """Tell what topples the first, and what one weight at a time does to it."""
        language = ui_language()
        rows = np.flatnonzero(~np.isnan(evaluate(table, criteria).score))
        if not len(rows):
            return {"TOPPLING": "", "TOPPLING_SHARE": None}
        held = {name: values[rows] for name, values in table.items()}
        trial = Trial.of(held, criteria, rows, names_of(held, rows))
        found = toppling_of(trial, trial.weights)
        text = toppling_words(found, trial.weights, trial, language)
        feedback.pushInfo(text)
        out: dict[str, object] = {"TOPPLING": text, "TOPPLING_SHARE": None if found is None else found.moved}
        first = int(np.nanargmax(trial.scores(trial.weights)))
        swings = tornado_of(trial, trial.weights, first)
        columns = {
            "criterion": text_column(criterion.id for criterion in criteria.criteria),
            "title": text_column(say(criterion.title, language) for criterion in criteria.criteria),
            "weight": trial.weights,
            **dataclasses.asdict(swings),
        }
        nowhere = np.full(len(criteria.criteria), None, dtype=object)
        delivered = self.deliver(parameters, "TORNADO", Features(nowhere, columns), context, progress_of(feedback))
        return out if delivered is None else {**out, "TORNADO": delivered}


def names_of(columns: dict[str, np.ndarray], rows: np.ndarray) -> np.ndarray:
    """Give what features are called: their id where the layer has one, else their row."""
    wanted = ("parcel_id", "unit_id", "site_id", "id", "name")
    known = (columns[name] for name in wanted if name in columns)
    held = next((own for own in known if any(one not in (None, "") for one in own.tolist())), None)
    return text_column(rows + 1 if held is None else held.tolist())
