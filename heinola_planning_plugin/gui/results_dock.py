# SPDX-License-Identifier: GPL-2.0-or-later
"""The results of the open project by question: figures, the best candidates, and why; a click shows it on the map."""

from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsDockWidget
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QFileDialog, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from heinola_planning_plugin.core.documents.figures import QUESTIONS
from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.i18n import tr, ui_language

from .data_page import DataPage, findings_of
from .question_page import QuestionPage


class ResultsDock(QgsDockWidget):
    """Shows what `refresh` finds in the project; holds no results of its own."""

    def __init__(self, iface):
        super().__init__(tr("Planning results"), iface.mainWindow())
        self.setObjectName("HeinolaPlanningResults")
        self.iface = iface
        body = QWidget(self)
        layout = QVBoxLayout(body)
        self.hint = QLabel(body)
        self.hint.setWordWrap(True)
        self.tabs = QTabWidget(body)
        self.tabs.setAccessibleName(tr("Questions"))
        self.tabs.currentChanged.connect(self._look)
        opener = QPushButton(tr("Open results…"), body)
        opener.clicked.connect(self._open)
        for widget in (self.hint, self.tabs, opener):
            layout.addWidget(widget)
        body.setMinimumWidth(400)
        self.setWidget(body)
        QgsProject.instance().readProject.connect(self.refresh)
        QgsProject.instance().cleared.connect(self.refresh)
        QgsProject.instance().layersRemoved.connect(self._removed)

    def refresh(self, *_ignored: object) -> None:
        """Show the results of the project that is open now."""
        results = [
            layer
            for layer in QgsProject.instance().mapLayers().values()
            if isinstance(layer, QgsVectorLayer) and layer.customProperty("heinola/result")
        ]
        by_name = {layer.customProperty("heinola/result"): layer for layer in results if layer.isValid()}
        self.tabs.blockSignals(True)
        self.leave()
        for index in range(self.tabs.count()):
            self.tabs.widget(index).deleteLater()
        self.tabs.clear()
        for question in QUESTIONS:
            if question.layer in by_name:
                page = QuestionPage(self.iface, question, by_name[question.layer], self.tabs)
                self.tabs.addTab(page, say(question.title, ui_language()))
        findings = findings_of(next(iter(by_name.values()))) if by_name else None
        if findings is not None:
            self.tabs.addTab(DataPage(findings, self.tabs), tr("Data"))
        self.tabs.blockSignals(False)
        self.hint.setText(_gone(results[0]) if results and not by_name else _none())
        self.hint.setVisible(self.tabs.count() == 0)
        self.tabs.setVisible(self.tabs.count() > 0)
        self._look(self.tabs.currentIndex())

    def _removed(self, *_ignored: object) -> None:
        """Look anew when a layer that a page shows has been taken out of the project."""
        if any(sip.isdeleted(page.layer) for page in self.pages()):
            self.refresh()

    def leave(self) -> None:
        """Stop what is under way and give the layers their own look back."""
        for page in self.pages():
            page.leave()

    def pages(self) -> list[QuestionPage]:
        """Give the pages of the questions, in their order."""
        pages = [self.tabs.widget(index) for index in range(self.tabs.count())]
        return [page for page in pages if isinstance(page, QuestionPage)]

    def _look(self, index: int) -> None:
        page = self.tabs.widget(index)
        if isinstance(page, QuestionPage):
            page.prepare()

    def _open(self) -> None:
        title = tr("Results of a planning run")
        path, _ = QFileDialog.getOpenFileName(self, title, "", tr("QGIS project (*.qgz *.qgs)"))
        if path:
            self.iface.addProject(path)


def _none() -> str:
    return tr(
        "The open project has no results of a planning run. Make them with “Planning run…”, or open the project.qgz of "
        "a run made before."
    )


def _gone(layer: QgsVectorLayer) -> str:
    file = layer.source().partition("|")[0]
    return tr("The results can't be opened: {} is not there. Bring it back beside the project, or run again.", file)
