# SPDX-License-Identifier: GPL-2.0-or-later
"""The results of the open project by question: figures, the best candidates, and why; a click shows it on the map."""

from __future__ import annotations

import html

from qgis.core import NULL, QgsFeature, QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from heinola_planning_plugin.bridge.styles import palette
from heinola_planning_plugin.core.documents.figures import QUESTIONS, Question
from heinola_planning_plugin.core.documents.report import identities
from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.scoring.evaluate import STATUSES
from heinola_planning_plugin.core.wording import number
from heinola_planning_plugin.i18n import tr, ui_language

_TOP = 50


class ResultsDock(QgsDockWidget):
    """Shows what `refresh` finds in the project; holds no results of its own."""

    def __init__(self, iface):
        super().__init__(tr("Planning results"), iface.mainWindow())
        self.setObjectName("HeinolaPlanningResults")
        self.iface = iface
        body = QWidget(self)
        layout = QVBoxLayout(body)
        self.hint = QLabel(tr("The open project has no results of a planning run."), body)
        self.hint.setWordWrap(True)
        self.tabs = QTabWidget(body)
        self.tabs.setAccessibleName(tr("Questions"))
        opener = QPushButton(tr("Open results…"), body)
        opener.clicked.connect(self._open)
        for widget in (self.hint, self.tabs, opener):
            layout.addWidget(widget)
        body.setMinimumWidth(400)
        self.setWidget(body)
        QgsProject.instance().readProject.connect(self.refresh)
        QgsProject.instance().cleared.connect(self.refresh)

    def refresh(self, *_ignored: object) -> None:
        """Show the results of the project that is open now."""
        self.tabs.clear()
        by_name = {
            layer.customProperty("heinola/result"): layer
            for layer in QgsProject.instance().mapLayers().values()
            if isinstance(layer, QgsVectorLayer) and layer.customProperty("heinola/result")
        }
        for question in QUESTIONS:
            if question.layer in by_name:
                page = QuestionPage(self.iface, question, by_name[question.layer], self.tabs)
                self.tabs.addTab(page, say(question.title, ui_language()))
        self.hint.setVisible(self.tabs.count() == 0)
        self.tabs.setVisible(self.tabs.count() > 0)

    def _open(self) -> None:
        title = tr("Results of a planning run")
        path, _ = QFileDialog.getOpenFileName(self, title, "", tr("QGIS project (*.qgz *.qgs)"))
        if path:
            self.iface.addProject(path)


class QuestionPage(QWidget):
    """One question: figures on top, the ranked table, and the explanation of the chosen row."""

    def __init__(self, iface, question: Question, layer: QgsVectorLayer, parent: QWidget):
        super().__init__(parent)
        self.iface, self.question, self.layer = iface, question, layer
        self.language = ui_language()
        self.ids: list[int] = []
        layout = QVBoxLayout(self)
        figures = QLabel(self._figures(), self)
        figures.setWordWrap(True)
        layout.addWidget(figures)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.table = self._table()
        self.why = QTextBrowser(self)
        self.why.setAccessibleName(tr("Explanation"))
        splitter.addWidget(self.table)
        splitter.addWidget(self.why)
        layout.addWidget(splitter)
        if self.ids:
            self.table.selectRow(0)
            self._explain(0)
        self.table.itemSelectionChanged.connect(self._chosen)

    def _figures(self) -> str:
        position = self.layer.fields().indexOf("status")
        request = QgsFeatureRequest().setSubsetOfAttributes([position])
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        found = [feature["status"] for feature in self.layer.getFeatures(request)]
        words = palette()["status"]
        parts = [
            f"{say(words[name], self.language)} {number(found.count(name), 0, self.language)}" for name in STATUSES
        ]
        return " · ".join(parts)

    def _table(self) -> QTableWidget:
        rows = list(self._ranked())
        table = QTableWidget(len(rows), 4, self)
        table.setHorizontalHeaderLabels([tr("Rank"), tr("Id"), tr("Status"), tr("Score")])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().setVisible(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, feature in enumerate(rows):
            self.ids.append(feature.id())
            status = say(palette()["status"][feature["status"]], self.language)
            rank, score = number(feature["rank"], 0, self.language), number(feature["score"], 1, self.language)
            for column, text in enumerate((rank, identities([feature[self.question.identity]])[0], status, score)):
                item = QTableWidgetItem(text)
                if column in (0, 3):
                    item.setTextAlignment(right)
                table.setItem(row, column, item)
        return table

    def _ranked(self):
        request = QgsFeatureRequest().setFilterExpression('"rank" IS NOT NULL')
        request.addOrderBy("rank")
        request.setLimit(_TOP)
        return self.layer.getFeatures(request)

    def _explain(self, row: int) -> QgsFeature:
        feature = self.layer.getFeature(self.ids[row])
        self.why.setHtml(explanation_html(feature, self.question.identity))
        return feature

    def _chosen(self) -> None:
        """Explain the row that the user chose, and show it on the map."""
        row = self.table.currentRow()
        if not 0 <= row < len(self.ids):
            return
        feature = self._explain(row)
        self.layer.selectByIds([feature.id()])
        box = feature.geometry().boundingBox()
        if not box.isEmpty():
            canvas = self.iface.mapCanvas()
            canvas.setExtent(
                canvas.mapSettings().layerExtentToOutputExtent(self.layer, box.buffered(box.width() + 100))
            )
            canvas.refresh()


def explanation_html(feature: QgsFeature, identity: str) -> str:
    """Make the explanation of a feature as HTML: the grounds, then one line per criterion."""
    text = feature["explanation"]
    if text == NULL or text is None:
        return ""
    grounds, _, points = str(text).partition(". ")
    head, _, listed = points.partition(": ")
    lines = "".join(f"<li>{html.escape(line.rstrip('.'))}</li>" for line in listed.split("; ") if line)
    return (
        f"<b>{html.escape(identities([feature[identity]])[0])}</b><p>{html.escape(grounds)}.</p>"
        f"<p><b>{html.escape(head)}</b></p><ul>{lines}</ul>"
    )
