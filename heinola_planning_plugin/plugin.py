# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's wiring: provider, menu, toolbar, dock. No work is done here."""

from __future__ import annotations

from qgis.core import Qgis, QgsApplication, QgsMessageLog
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QAction, QIcon

from heinola_planning_plugin.i18n import install_translator, remove_translator, tr
from heinola_planning_plugin.paths import resource
from heinola_planning_plugin.requirements import problem


class PlanningPlugin:
    """Loads the provider, and in a window four buttons: practise, begin a project, run, look at the results."""

    def __init__(self, iface):
        self.iface = iface
        self.provider = None
        self.problem: str | None = None
        self.actions: list[QAction] = []
        self.toolbar = None
        self.dock = None
        self.dialog = None  # the window of a new project
        install_translator()

    def initProcessing(self) -> None:
        """Register the provider; qgis_process calls only this."""
        self.problem = problem()
        if self.problem:
            QgsMessageLog.logMessage(self.problem, "Heinola planning", Qgis.MessageLevel.Critical)
            return
        from heinola_planning_plugin.processing.provider import PlanningProvider

        self.provider = PlanningProvider()
        if not QgsApplication.processingRegistry().addProvider(self.provider):
            self.provider = None

    def initGui(self) -> None:
        """Make the menu and the toolbar."""
        self.initProcessing()
        if self.problem:
            self.iface.messageBar().pushMessage(tr("Heinola planning"), self.problem, Qgis.MessageLevel.Warning, 0)
            return
        self.toolbar = self.iface.addToolBar(tr("Heinola planning"))
        self.toolbar.setObjectName("HeinolaPlanningToolBar")
        self._add("practice.svg", tr("Open the practice municipality"), self.open_practice)
        self._add("new_project.svg", tr("New planning project…"), self.new_project)
        self._add("run.svg", tr("Planning run…"), self.planning_run)
        self._add("results.svg", tr("Results"), self.show_results)

    def _add(self, icon: str, title: str, slot) -> None:
        action = QAction(QIcon(str(resource("icons", icon))), title, self.iface.mainWindow())
        action.triggered.connect(slot)
        self.toolbar.addAction(action)
        self.iface.addPluginToMenu(tr("Heinola planning"), action)
        self.actions.append(action)

    def open_practice(self) -> None:
        """Open the practice municipality as a new project."""
        from heinola_planning_plugin.gui.practice import open_practice

        open_practice(self.iface)

    def new_project(self) -> None:
        """Open the window that makes a case and a project from the user's own data."""
        from heinola_planning_plugin.gui.new_project import new_project

        self.dialog = new_project(self.iface)

    def planning_run(self) -> None:
        """Open the planning run's dialog, and afterwards offer its results."""
        from heinola_planning_plugin.gui.run import planning_run

        planning_run(self.iface, self.open_results)

    def open_results(self, project: str) -> None:
        """Open a run's project and show the dock."""
        self.iface.addProject(project)
        self.show_results()

    def show_results(self) -> None:
        """Show the dock with the results of the open project."""
        if self.dock is None:
            from heinola_planning_plugin.gui.results_dock import ResultsDock

            self.dock = ResultsDock(self.iface)
            self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.show()
        self.dock.raise_()
        self.dock.refresh()

    def unload(self) -> None:
        """Take everything away again."""
        for action in self.actions:
            self.iface.removePluginMenu(tr("Heinola planning"), action)
        self.actions.clear()
        if self.toolbar is not None:
            self.toolbar.deleteLater()
            self.toolbar = None
        if self.dock is not None:
            self.dock.leave()
            self.iface.removeDockWidget(self.dock)
            self.dock.deleteLater()
            self.dock = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        remove_translator()
