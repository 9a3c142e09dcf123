# SPDX-License-Identifier: GPL-2.0-or-later
"""One question of the results dock: the best candidates, why, how sure, and what other weights would make of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from qgis.core import Qgis, QgsApplication, QgsFeature, QgsFeatureRequest, QgsTask, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from heinola_planning_plugin.bridge.features import read_source
from heinola_planning_plugin.bridge.judged import recall
from heinola_planning_plugin.bridge.messages import sentence
from heinola_planning_plugin.bridge.named_styles import forget_trial, show_trial
from heinola_planning_plugin.bridge.score_expression import score_expression
from heinola_planning_plugin.bridge.styles import palette
from heinola_planning_plugin.bridge.toppling import toppling_words
from heinola_planning_plugin.bridge.writer import write_text
from heinola_planning_plugin.core.documents.figures import Question
from heinola_planning_plugin.core.documents.report import identities
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.scoring.criteria import CriteriaSet
from heinola_planning_plugin.core.scoring.evaluate import evaluate
from heinola_planning_plugin.core.scoring.tree import criteria_text
from heinola_planning_plugin.core.scoring.trial import Certainty, Trial
from heinola_planning_plugin.core.wording import number
from heinola_planning_plugin.i18n import tr, ui_language

from .certainty_chart import CertaintyChart
from .certainty_words import certainty_words, picture
from .explanation import explanation_html
from .judging import Answer, CertaintyTask, Prepared, PrepareTask
from .weights_panel import WeightsPanel

_TOP = 50
_LABELLED = 10
_SETTLED_MS = 350  # how long the weights must stand still before certainty is worked out anew


class QuestionPage(QWidget):
    """Figures on top, the ranked table, and below it the explanation with its certainty, and the weights."""

    def __init__(self, iface, question: Question, layer: QgsVectorLayer, parent: QWidget):
        super().__init__(parent)
        self.iface, self.question, self.layer = iface, question, layer
        self.language = ui_language()
        self.settings = recall(layer)
        self.prepared: Prepared | None = None
        self.weights: np.ndarray | None = None  # on trial; None = the run's
        self.scores = self.ranks = np.empty(0)  # as shown, of the prepared rows
        self.ids: list[int] = []
        self._certainty: Certainty | None = None
        self._tasks: list[QgsTask] = []  # QGIS holds bare pointers to them
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._work_out_certainty)

        layout = QVBoxLayout(self)
        self.figures = QLabel(tr("Reading the results…"), self)
        self.figures.setWordWrap(True)
        layout.addWidget(self.figures)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.table = self._make_table()
        self.below = QTabWidget(self)
        self.below.addTab(self._make_reasons(), tr("Explanation"))
        self.panel: WeightsPanel | None = None
        if self.settings is not None:
            self.panel = WeightsPanel(self.settings.scoring, self)
            self.panel.changed.connect(self.weigh)
            self.panel.save_asked.connect(self._save)
            self.panel.setEnabled(False)
            self.below.addTab(self.panel, tr("Weights"))
        splitter.addWidget(self.table)
        splitter.addWidget(self.below)
        splitter.setSizes([300, 420])
        layout.addWidget(splitter)
        self.table.itemSelectionChanged.connect(self._chosen)

    # --- building

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 5, self)
        table.setHorizontalHeaderLabels([tr("Rank"), tr("Before"), tr("Id"), tr("Status"), tr("Score")])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(22)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        table.setColumnHidden(1, True)
        return table

    def _make_reasons(self) -> QWidget:
        self.why = QTextBrowser(self)
        self.why.setAccessibleName(tr("Explanation"))
        self.sure = QLabel("", self)
        self.sure.setWordWrap(True)
        self.chart = CertaintyChart(self)
        self.topple = QLabel("", self)
        self.topple.setWordWrap(True)
        lower = QWidget(self)
        column = QVBoxLayout(lower)
        column.setContentsMargins(4, 2, 4, 2)
        for widget in (self.sure, self.chart, self.topple):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(lower)
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.addWidget(self.why)
        both.addWidget(scroll)
        both.setSizes([190, 230])
        return both

    # --- the table

    def _fill(self, best: np.ndarray) -> None:
        """Write the table of these rows; whoever is looked at stays in it, however far it has fallen."""
        prepared = self.prepared
        chosen = self._chosen_id()
        beyond = np.flatnonzero(prepared.ids == chosen)
        if len(beyond) and beyond[0] not in best:
            best = np.append(best, beyond)
        rows = [
            (self.ranks[k], prepared.rank[k], name, prepared.status[k], self.scores[k])
            for k, name in zip(best.tolist(), identities(prepared.names[best]))
        ]
        self.ids = prepared.ids[best].tolist()
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        words = palette()["status"]
        for row, (rank, before, name, status, score) in enumerate(rows):
            texts = (
                number(rank, 0, self.language),
                number(before, 0, self.language),
                name,
                say(words[status], self.language),
                number(score, 1, self.language),
            )
            for column, text in enumerate(texts):
                item = self.table.item(row, column)
                if item is None:
                    item = QTableWidgetItem()
                    if column in (0, 1, 4):
                        item.setTextAlignment(right)
                    self.table.setItem(row, column, item)
                item.setText(text)
        if self.ids:
            self.table.selectRow(self.ids.index(chosen) if chosen in self.ids else 0)
        self.table.blockSignals(False)
        if self.ids:
            self._explain(self.table.currentRow())

    def _chosen_id(self) -> int | None:
        row = self.table.currentRow()
        return self.ids[row] if 0 <= row < len(self.ids) else None

    # --- background

    def prepare(self) -> None:
        """Read the layer into memory, once, when the page is looked at."""
        if self.prepared is None and not self._tasks:
            criteria = None if self.settings is None else self.settings.scoring
            task = PrepareTask(self.layer, criteria, self.question.identity)
            task.ready.connect(self._prepared)
            task.failed.connect(self.figures.setText)
            self._start(task)

    def _start(self, task: QgsTask) -> None:
        self._stop()
        self._tasks = [*self._tasks[-3:], task]
        QgsApplication.taskManager().addTask(task)

    def _stop(self) -> None:
        for task in self._tasks:
            if not sip.isdeleted(task) and task.isActive():
                task.cancel()

    def leave(self) -> None:
        """Stop what is under way, and give the layer its own look back."""
        self._settled.stop()
        self._stop()
        if self.weights is not None and not sip.isdeleted(self.layer):
            forget_trial(self.layer, self.language)

    def _prepared(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.scores, self.ranks = prepared.score, prepared.rank
        words = palette()["status"]
        counts = (
            f"{say(words[name], self.language)} {number(count, 0, self.language)}"
            for name, count in prepared.counts.items()
        )
        self.figures.setText(" · ".join(counts))
        self._fill(prepared.best(_TOP))
        if self.panel is not None and self.settings is not None:
            additive = self.settings.method == "weighted_sum"
            self.panel.setEnabled(additive)
            if not additive:
                self.panel.note.setText(tr("Weights can be tried where the method is the weighted sum."))
                self.panel.note.setVisible(True)
        self._settled.start()

    def _work_out_certainty(self) -> None:
        chosen = self._chosen_id()
        trial = self._trial()
        if trial is None or chosen is None:
            return
        rows = np.flatnonzero(trial.ids == chosen)
        if not len(rows):
            return
        weights = trial.weights if self.weights is None else self.weights
        known = self._certainty
        if known is not None and not np.array_equal(known.weights, weights):
            known = None
        task = CertaintyTask(trial, weights, int(rows[0]), known)
        task.ready.connect(self._sure)
        self._start(task)

    def _sure(self, answer: Answer) -> None:
        trial = self._trial()
        if trial is None:
            return
        self._certainty = answer.certainty
        if trial.ids[answer.row] != self._chosen_id():
            return
        criteria = self._weighed()
        self.sure.setText(certainty_words(answer, int(self.ranks[answer.row]), self.language))
        drawn = picture(answer, criteria, int(self.ranks[answer.row]), float(self.scores[answer.row]), self.language)
        self.chart.show_picture(drawn)
        self.chart.setAccessibleDescription(self.sure.text())
        self.topple.setText(toppling_words(answer.certainty.toppling, answer.certainty.weights, trial, self.language))

    # --- weights

    def _trial(self) -> Trial | None:
        return None if self.prepared is None else self.prepared.trial

    def _weighed(self) -> CriteriaSet:
        """Give the criteria with the weights on show."""
        criteria = self.settings.scoring
        if self.weights is None:
            return criteria
        return criteria.with_weights({one.id: weight for one, weight in zip(criteria.criteria, self.weights.tolist())})

    def weigh(self, weights: dict[str, float]) -> None:
        """Score and rank anew by these weights and show it; the layer's data stay as they are."""
        trial = self._trial()
        if trial is None:
            return
        new = np.array([weights[criterion.id] for criterion in trial.criteria.criteria])
        same = np.allclose(new, trial.weights, atol=1e-9)
        self.weights = None if same else new
        if same:
            self.scores, self.ranks, best = self.prepared.score, self.prepared.rank, self.prepared.best(_TOP)
            forget_trial(self.layer, self.language)
        else:
            self.scores = trial.scores(new)
            best, self.ranks = trial.best(self.scores, _TOP)
            top = best[self.ranks[best] <= _LABELLED]
            labels = dict(zip(trial.ids[top].tolist(), self.ranks[top].astype(int).tolist()))
            show_trial(self.layer, score_expression(self._weighed(), trial.known), labels, self.language)
        self.table.setColumnHidden(1, same)
        self._fill(best)
        self.table.scrollToTop()
        self._settled.start()

    def _save(self) -> None:
        title = tr("Save as a criteria file…")
        path, _ = QFileDialog.getSaveFileName(self, title, "", tr("Criteria file (*.yaml)"))
        if not path:
            return
        file = Path(path).with_suffix(".yaml")
        try:
            write_text(file, criteria_text(self._weighed()))
        except InputError as error:
            self.iface.messageBar().pushMessage(title, sentence(error), Qgis.MessageLevel.Warning)
            return
        text = tr("Name it as CRITERIA of the algorithm or as `criteria` of the job in the case file: {}", file.name)
        self.iface.messageBar().pushMessage(tr("Criteria saved"), text, Qgis.MessageLevel.Success)

    # --- the chosen feature

    def _explain(self, row: int) -> QgsFeature:
        feature = self.layer.getFeature(self.ids[row])
        text = str(feature["explanation"] or "") if self.weights is None else self._explained_anew(self.ids[row])
        name = identities(self.prepared.names[self.prepared.ids == self.ids[row]])[0]
        self.why.setHtml(explanation_html(name, text))
        return feature

    def _explained_anew(self, identity: int) -> str:
        """Say why under the weights on trial: the same evidence, other points."""
        table = read_source(self.layer, request=QgsFeatureRequest().setFilterFid(identity))
        others = self.scores[self.prepared.ids != identity]
        judged = evaluate(table.columns, self._weighed(), language=self.language, others=others)
        return str(judged.explanation[0])

    def _chosen(self) -> None:
        """Explain the row that the user chose, and show it on the map."""
        row = self.table.currentRow()
        if not 0 <= row < len(self.ids):
            return
        feature = self._explain(row)
        self._settled.start()
        self.layer.selectByIds([feature.id()])
        box = feature.geometry().boundingBox()
        if not box.isEmpty():
            canvas = self.iface.mapCanvas()
            canvas.setExtent(
                canvas.mapSettings().layerExtentToOutputExtent(self.layer, box.buffered(box.width() + 100))
            )
            canvas.refresh()
