# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading a result layer into memory and working out how sure its ranks are, in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from qgis.core import QgsTask, QgsVectorLayer
from qgis.PyQt.QtCore import pyqtSignal

from heinola_planning_plugin.bridge.features import Snapshot
from heinola_planning_plugin.bridge.messages import sentence
from heinola_planning_plugin.core.errors import Cancelled, PlanningError
from heinola_planning_plugin.core.features import text_column
from heinola_planning_plugin.core.scoring.criteria import CriteriaSet
from heinola_planning_plugin.core.scoring.evaluate import STATUSES
from heinola_planning_plugin.core.scoring.stability import Tornado
from heinola_planning_plugin.core.scoring.trial import Certainty, Trial, tornado_of
from heinola_planning_plugin.i18n import tr


@dataclass(frozen=True)
class Prepared:
    """A layer's scored features in memory, with what the run said of them; arrays have shape (n,).

    Attributes:
        counts: of all features, by status.
        trial: to weigh them anew; None where it isn't known what they were judged by.
    """

    ids: np.ndarray
    names: np.ndarray
    status: np.ndarray
    rank: np.ndarray
    score: np.ndarray
    counts: Mapping[str, int]
    trial: Trial | None

    def best(self, count: int) -> np.ndarray:
        """Give the rows of the best ranks of the run, best first, ties by name."""
        some = np.flatnonzero(self.rank <= count)
        return some[np.lexsort((self.names[some].astype(str), self.rank[some]))][:count]


class PrepareTask(QgsTask):
    """Reads a layer's scored features with their evidence."""

    ready = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, layer: QgsVectorLayer, criteria: CriteriaSet | None, identity: str):
        super().__init__(tr("Reading the evidence of {}", layer.name()), QgsTask.Flag.CanCancel)
        self._rows, self._criteria, self._identity = Snapshot(layer), criteria, identity

    def run(self) -> bool:
        try:
            _, every = self._rows.read(["status"])
            counts = {name: int((every["status"] == name).sum()) for name in STATUSES}
            fields: set[str] = set()
            if self._criteria is not None:
                fields = {one.field for one in self._criteria.criteria}
                fields |= {one.field for one in self._criteria.constraints if one.kind == "cap"}
            wanted = (self._identity, "status", "rank", "score", *sorted(fields))
            ids, columns = self._rows.read(wanted, '"score" IS NOT NULL')
            names = text_column(one or key for one, key in zip(columns[self._identity].tolist(), ids.tolist()))
            trial = None if self._criteria is None else Trial.of(columns, self._criteria, ids, names)
            told = (columns[name] for name in ("status", "rank", "score"))
            self.ready.emit(Prepared(ids, names, *told, counts, trial))
        except PlanningError as error:
            self.failed.emit(sentence(error))
            return False
        return True


@dataclass(frozen=True)
class Answer:
    """What a CertaintyTask found: of all features, and of the one asked for."""

    row: int
    certainty: Certainty
    tornado: Tornado


class CertaintyTask(QgsTask):
    """Works out how sure the ranks are under given weights, and what one weight at a time does to a feature."""

    ready = pyqtSignal(object)

    def __init__(self, trial: Trial, weights: np.ndarray, row: int, known: Certainty | None):
        super().__init__(tr("How sure the ranks are"), QgsTask.Flag.CanCancel)
        self._trial, self._weights, self._row, self._known = trial, weights, row, known

    def run(self) -> bool:
        try:
            found = self._known or Certainty.of(self._trial, self._weights, self._report)
            self._report(0.9)
            self.ready.emit(Answer(self._row, found, tornado_of(self._trial, self._weights, self._row)))
        except Cancelled:
            return False
        return True

    def _report(self, share: float, text: str = "") -> None:
        if self.isCanceled():
            raise Cancelled()
        self.setProgress(100 * share)
