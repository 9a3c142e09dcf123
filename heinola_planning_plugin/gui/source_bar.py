# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the data of a project lie: a row of buttons, and the municipality."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from heinola_planning_plugin.bridge import database, discover
from heinola_planning_plugin.core.intake.coordinates import municipalities
from heinola_planning_plugin.i18n import tr, ui_language

_MUNICIPALITY = "heinola_planning/municipality"


class SourceBar(QWidget):
    """Asks for data and tells what was chosen; `start` is the folder that file dialogs open in."""

    case_chosen = pyqtSignal(Path)
    folder_chosen = pyqtSignal(Path)
    files_chosen = pyqtSignal(list)
    project_chosen = pyqtSignal()
    database_chosen = pyqtSignal(str)
    municipality_chosen = pyqtSignal()

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.start = str(Path.home())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(tr("Data from:"), self))
        self.buttons: list[QWidget] = []
        for text, slot in (
            (tr("Folder…"), self._pick_folder),
            (tr("Files…"), self._pick_files),
            (tr("Layers of the open project"), self.project_chosen.emit),
        ):
            self._add(row, text, slot)
        self.databases = QToolButton(self)
        self.databases.setText(tr("PostGIS database"))
        self.databases.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.databases)
        menu.aboutToShow.connect(lambda: self._list_databases(menu))
        self.databases.setMenu(menu)
        self.buttons.append(self.databases)
        row.addWidget(self.databases)
        row.addSpacing(24)
        self._add(row, tr("Change a project made before…"), self._pick_case)
        row.addStretch(1)
        row.addWidget(QLabel(tr("Municipality:"), self))
        self.municipality = QComboBox(self)
        self.municipality.setAccessibleName(tr("Municipality"))
        language = ui_language()
        for town in sorted(municipalities().values(), key=lambda town: town.names[language].casefold()):
            self.municipality.addItem(f"{town.names[language]} ({town.code})", town.code)
        self.choose_municipality(QgsSettings().value(_MUNICIPALITY, "111", type=str))
        self.municipality.setMaxVisibleItems(20)
        self.municipality.activated.connect(self._remember)
        row.addWidget(self.municipality)

    def code(self) -> str:
        """Give the municipality's number."""
        return self.municipality.currentData()

    def town(self) -> str:
        """Give the municipality's name."""
        return self.municipality.currentText().partition(" (")[0]

    def choose_municipality(self, code: str) -> None:
        """Show a municipality."""
        self.municipality.setCurrentIndex(max(self.municipality.findData(code), 0))

    def set_busy(self, busy: bool) -> None:
        """Let nothing be chosen while something is under way."""
        for button in self.buttons:
            button.setEnabled(not busy)

    def _add(self, row: QHBoxLayout, text: str, slot) -> None:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: slot())
        self.buttons.append(button)
        row.addWidget(button)

    def _remember(self) -> None:
        QgsSettings().setValue(_MUNICIPALITY, self.code())
        self.municipality_chosen.emit()

    def _pick_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of the data"), self.start)
        if folder:
            self.folder_chosen.emit(Path(folder))

    def _pick_files(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Data files"), self.start, data_filter())
        if paths:
            self.files_chosen.emit([Path(path) for path in paths])

    def _pick_case(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Case file"), self.start, tr("Case files (*.yaml *.yml)"))
        if path:
            self.case_chosen.emit(Path(path))

    def _list_databases(self, menu: QMenu) -> None:
        menu.clear()
        names = database.connection_names()
        for name in names:
            menu.addAction(name).triggered.connect(lambda _checked, name=name: self.database_chosen.emit(name))
        if not names:
            menu.addAction(tr("QGIS has no PostgreSQL connections yet")).setEnabled(False)


def data_filter() -> str:
    """Give what file dialogs show: files that may hold map data."""
    wanted = " ".join(f"*{ending}" for ending in (*discover.VECTOR_FILES, *discover.RASTER_FILES))
    return tr("Map data ({})", wanted)
