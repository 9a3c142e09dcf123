# SPDX-License-Identifier: GPL-2.0-or-later
"""New planning project: the plugin looks at what data there is, the planner confirms, a case and a project come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from heinola_planning_plugin.bridge import database, discover
from heinola_planning_plugin.bridge.case_project import save_case_project
from heinola_planning_plugin.bridge.discover import Place
from heinola_planning_plugin.bridge.messages import sentence
from heinola_planning_plugin.core.case import Input
from heinola_planning_plugin.core.errors import PlanningError
from heinola_planning_plugin.core.intake.coordinates import municipalities
from heinola_planning_plugin.i18n import tr, ui_language

from .choices import remember
from .field_table import FieldTable, settle_ties
from .found_table import FoundTable, Row
from .missing import missing_html
from .tasks import CopyTask, LookTask

COPIES = "layers.gpkg"
_MUNICIPALITY = "heinola_planning/municipality"


class NewProjectDialog(QDialog):
    """Folder, files, layers or a database in; roles confirmed; case.yaml and project.qgz out."""

    def __init__(self, iface, opened: Callable[[str], None]):
        super().__init__(iface.mainWindow())
        self.iface, self._opened = iface, opened
        self.task: LookTask | CopyTask | None = None
        self._places: list[Place] = []
        self.setWindowTitle(tr("New planning project"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = FoundTable(self)
        self.fields = FieldTable(self)
        self.fields_title = QLabel(self)
        self.missing = QTextBrowser(self)
        self.missing.setAccessibleName(tr("What is missing"))
        self.status = QLabel(tr("Choose where the data lie."), self)
        self.status.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addLayout(self._top())
        layout.addWidget(self._middle(), 1)
        layout.addWidget(self.status)
        layout.addLayout(self._bottom())
        self.table.changed.connect(self._refresh)
        self.table.itemSelectionChanged.connect(self._show_fields)
        self.fields.changed.connect(self._show_fields)
        self.resize(1320, 840)
        self._refresh()

    # --- the window's parts

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QLabel(tr("Data from:"), self))
        self.sources: list[QWidget] = []
        for text, slot in (
            (tr("Folder…"), self._pick_folder),
            (tr("Files…"), self._pick_files),
            (tr("Layers of the open project"), self._pick_project),
        ):
            button = QPushButton(text, self)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            self.sources.append(button)
            row.addWidget(button)
        self.databases = QToolButton(self)
        self.databases.setText(tr("PostGIS database"))
        self.databases.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.databases)
        menu.aboutToShow.connect(lambda: self._list_databases(menu))
        self.databases.setMenu(menu)
        self.sources.append(self.databases)
        row.addWidget(self.databases)
        row.addStretch(1)
        row.addWidget(QLabel(tr("Municipality:"), self))
        self.municipality = QComboBox(self)
        self.municipality.setAccessibleName(tr("Municipality"))
        language = ui_language()
        towns = sorted(municipalities().values(), key=lambda town: town.names[language].casefold())
        for town in towns:
            self.municipality.addItem(f"{town.names[language]} ({town.code})", town.code)
        saved = QgsSettings().value(_MUNICIPALITY, "111", type=str)
        self.municipality.setCurrentIndex(max(self.municipality.findData(saved), 0))
        self.municipality.setMaxVisibleItems(20)
        self.municipality.activated.connect(self._look_again)
        row.addWidget(self.municipality)
        return row

    def _middle(self) -> QSplitter:
        fields = QWidget(self)
        inner = QVBoxLayout(fields)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.fields_title)
        inner.addWidget(self.fields)
        below = QSplitter(Qt.Orientation.Horizontal, self)
        below.addWidget(fields)
        below.addWidget(self.missing)
        below.setSizes([600, 700])
        middle = QSplitter(Qt.Orientation.Vertical, self)
        middle.addWidget(self.table)
        middle.addWidget(below)
        middle.setSizes([380, 280])
        return middle

    def _bottom(self) -> QVBoxLayout:
        form = QFormLayout()
        self.title = QLineEdit(self)
        self.title.setPlaceholderText(tr("Shown on maps and reports"))
        self.folder = QgsFileWidget(self)
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setDialogTitle(tr("Folder of the project"))
        form.addRow(tr("Title"), self.title)
        form.addRow(tr("Folder of the project"), self.folder)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(10)
        self.progress.hide()
        self.stop = QPushButton(tr("Stop"), self)
        self.stop.setAutoDefault(False)
        self.stop.hide()
        self.stop.clicked.connect(self._stop)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.save = buttons.addButton(tr("Make the project"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        last = QHBoxLayout()
        last.addWidget(self.progress, 1)
        last.addWidget(self.stop)
        last.addWidget(buttons)
        column = QVBoxLayout()
        column.addLayout(form)
        column.addLayout(last)
        self.title.textChanged.connect(self._refresh)
        self.folder.fileChanged.connect(self._refresh)
        return column

    # --- where the data lie

    def _pick_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of the data"), self._last_folder())
        if folder:
            self.look_at_folder(Path(folder))

    def look_at_folder(self, folder: Path) -> None:
        """Look at every data file under a folder."""
        self._propose(folder)
        self._look(lambda: chain.from_iterable(map(discover.file_places, discover.files_under(folder))))

    def _pick_files(self) -> None:
        wanted = " ".join(f"*{ending}" for ending in (*discover.VECTOR_FILES, *discover.RASTER_FILES))
        kinds = tr("Map data ({})", wanted)
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Data files"), self._last_folder(), kinds)
        if paths:
            self._propose(Path(paths[0]).parent)
            self._look(lambda: chain.from_iterable(discover.file_places(Path(path)) for path in paths))

    def _pick_project(self) -> None:
        places = discover.project_places(QgsProject.instance())
        if not places:
            self.status.setText(tr("The open project has no layers that could be used."))
            return
        home = QgsProject.instance().absolutePath()
        self._propose(Path(home) if home else None)
        self._look(lambda: iter(places))

    def _list_databases(self, menu: QMenu) -> None:
        menu.clear()
        names = database.connection_names()
        for name in names:
            menu.addAction(name).triggered.connect(lambda _checked, name=name: self.look_at_database(name))
        if not names:
            menu.addAction(tr("QGIS has no PostgreSQL connections yet")).setEnabled(False)

    def look_at_database(self, name: str) -> None:
        """Look at the tables and views of a connection."""
        self._propose(None)
        self._look(lambda: iter(discover.database_places(name)))

    def _last_folder(self) -> str:
        return self.folder.filePath() or str(Path.home())

    def _propose(self, folder: Path | None) -> None:
        if folder is not None and not self.folder.filePath():
            self.folder.setFilePath(str(folder))
        if not self.title.text():
            self.title.setText(self.municipality.currentText().partition(" (")[0])

    # --- looking, in the background

    def _look(self, places: Callable[[], Iterable[Place]]) -> None:
        """Look at places besides those that are listed already."""
        self._stop()
        task = LookTask(places, self.municipality.currentData())
        task.found.connect(self._found)
        task.failed.connect(self.status.setText)
        self._start(task, tr("Looking at the data…"), self._looked)

    def _look_again(self) -> None:
        """Look at the listed places again: where coordinates lie depends on the municipality."""
        QgsSettings().setValue(_MUNICIPALITY, self.municipality.currentData())
        places = [row.found.place for row in self.table.rows]
        if places:
            self.table.empty()
            self._look(lambda: iter(places))

    def _start(self, task: LookTask | CopyTask, says: str, done: Callable[[], None]) -> None:
        self.task = task
        self.status.setText(says)
        self.progress.show()
        self.stop.show()
        task.progressChanged.connect(lambda percent: self.progress.setValue(int(percent)))
        task.taskCompleted.connect(lambda: self._over(task, done))
        task.taskTerminated.connect(lambda: self._over(task, None))
        self._refresh()
        QgsApplication.taskManager().addTask(task)

    def _over(self, task: LookTask | CopyTask, done: Callable[[], None] | None) -> None:
        if task is not self.task:
            return
        self.task = None
        self.progress.hide()
        self.stop.hide()
        if done is not None:
            done()
        elif isinstance(task, LookTask):
            self.table.settle()
        self._refresh()

    def _stop(self) -> None:
        if self.task is not None:
            self.task.cancel()

    def _found(self, found) -> None:
        listed = {_key(row.found.place) for row in self.table.rows}
        if _key(found.place) not in listed:
            self.table.add(found)
            self.status.setText(tr("Looking at the data… {} layers", len(self.table.rows)))

    def _looked(self) -> None:
        self.table.settle()
        used = sum(bool(row.role) for row in self.table.rows)
        asked = sum(self.table.asks(row) for row in self.table.rows)
        text = tr("{} layers found, {} of them with a role.", len(self.table.rows), used)
        if asked:
            text += " " + tr("Look at the {} layers with a note in bold: something else fits as well.", asked)
        self.status.setText(text)
        first = next((place for place, row in enumerate(self.table.rows) if row.role), None)
        if first is not None:
            self.table.selectRow(first)

    # --- showing

    def _current(self) -> Row | None:
        place = self.table.currentRow()
        return self.table.rows[place] if 0 <= place < len(self.table.rows) else None

    def _show_fields(self) -> None:
        self.fields_title.setText(self.fields.show_row(self._current()))

    def _refresh(self, *_ignored: object) -> None:
        roles = self.table.roles()
        busy = self.task is not None
        self.missing.setHtml(missing_html(roles) if self.table.rows else "")
        self.save.setEnabled(bool(roles) and not busy and bool(self.title.text() and self.folder.filePath()))
        for widget in self.sources:
            widget.setEnabled(not busy)
        self._show_fields()

    # --- saving

    def _accept(self) -> None:
        folder = Path(self.folder.filePath())
        if (folder / "case.yaml").exists() or (folder / "project.qgz").exists():
            question = tr("The folder has a planning project already. Replace its case file and project?")
            if QMessageBox.question(self, tr("New planning project"), question) != QMessageBox.StandardButton.Yes:
                return
        rows = [row for row in self.table.rows if row.role]
        for row in self.table.rows:
            tied = bool(row.role) and settle_ties(row)
            if tied or row.touched or self.table.asks(row):
                remember(row.found.signature, self.table.choice_of(row))
        copies = [row for row in rows if row.found.place.snapshot is not None]
        names = _distinct_names([row.found.name for row in copies])
        inputs = [_input(row) for row in rows if row.found.place.snapshot is None]
        inputs += [Input(row.role, folder / COPIES, name, dict(row.fields)) for row, name in zip(copies, names)]
        if not copies:
            self._write(folder, inputs)
            return
        folder.mkdir(parents=True, exist_ok=True)
        layers = [(name, row.found.place.snapshot) for row, name in zip(copies, names)]
        task = CopyTask(folder / COPIES, layers)
        task.failed.connect(self.status.setText)
        self._start(task, tr("Copying layers…"), lambda: self._write(folder, inputs))

    def _write(self, folder: Path, inputs: list[Input]) -> None:
        try:
            project = save_case_project(
                folder, self.title.text(), self.municipality.currentData(), ui_language(), inputs
            )
        except (PlanningError, OSError) as error:
            self.status.setText(sentence(error) if isinstance(error, PlanningError) else str(error))
            return
        self.accept()
        self._opened(str(project))

    def done(self, result: int) -> None:
        """Close; a task that still runs is stopped."""
        self._stop()
        super().done(result)


def _key(place: Place) -> tuple:
    return (str(place.at.file), place.at.layer, place.at.database, place.at.schema, id(place.snapshot))


def _input(row: Row) -> Input:
    return replace(row.found.place.at, role=row.role, fields=dict(row.fields))


def _distinct_names(names: list[str]) -> list[str]:
    """Number names that come twice: layers of one file need different ones."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return out


def new_project(iface) -> NewProjectDialog:
    """Open the window."""
    dialog = NewProjectDialog(iface, iface.addProject)
    dialog.show()
    return dialog
