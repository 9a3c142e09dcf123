# SPDX-License-Identifier: GPL-2.0-or-later
"""New planning project: the plugin looks at what data there is, the planner confirms, a case and a project come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from heinola_planning_plugin.bridge import discover
from heinola_planning_plugin.bridge.case_project import CASE, PROJECT, save_case_project
from heinola_planning_plugin.bridge.discover import Found, Place
from heinola_planning_plugin.bridge.messages import sentence
from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.case import Case, Input, read_case
from heinola_planning_plugin.core.errors import PlanningError
from heinola_planning_plugin.core.intake.report import role_name
from heinola_planning_plugin.i18n import tr, ui_language

from .choices import remember
from .field_table import FieldTable, settle_ties
from .found_table import FoundTable, Row
from .missing import missing_html
from .noticed import Noticed
from .source_bar import SourceBar, data_filter
from .tasks import CopyTask, LookTask

COPIES = "layers.gpkg"
_SIZE, _ROUND = QSize(1320, 840), QSize(40, 80)
"""Of the window, and what a small screen must leave round it."""


class NewProjectDialog(QDialog):
    """Folder, files, layers or a database in; roles confirmed; a case file and project.qgz out.

    An earlier case can be opened and changed: what the window doesn't show of it stays as it is.
    """

    def __init__(self, iface, opened: Callable[[str], None]):
        super().__init__(iface.mainWindow())
        self.iface, self._opened = iface, opened
        self.task: LookTask | CopyTask | None = None
        self.case: Case | None = None
        self._given: dict[tuple, Input] = {}
        self._instead: Callable[[], str] | None = None
        self._saving = False
        self.setWindowTitle(tr("New planning project"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sources = SourceBar(self)
        self.table = FoundTable(self)
        self.fields = FieldTable(self)
        self.fields_title = QLabel(self)
        self.another = QPushButton(tr("Another file for this…"), self)
        self.another.setAutoDefault(False)
        self.missing = QTextBrowser(self)
        self.missing.setAccessibleName(tr("What is missing"))
        self.noticed = Noticed(self.table, self.sources.code, self)
        self.status = QLabel(tr("Choose where the data lie."), self)
        self.status.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.sources)
        layout.addWidget(self._middle(), 1)
        layout.addWidget(self.status)
        layout.addLayout(self._bottom())
        self._connect()
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _ROUND))
        self._refresh()

    def _connect(self) -> None:
        self.sources.case_chosen.connect(self.open_case)
        self.sources.folder_chosen.connect(self.look_at_folder)
        self.sources.files_chosen.connect(self.look_at_files)
        self.sources.project_chosen.connect(self.look_at_project)
        self.sources.database_chosen.connect(self.look_at_database)
        self.sources.municipality_chosen.connect(self._look_again)
        self.table.changed.connect(self._refresh)
        self.table.itemSelectionChanged.connect(self._show_fields)
        self.fields.changed.connect(self._refresh)
        self.another.clicked.connect(self._pick_another)

    # --- the window's parts

    def _middle(self) -> QSplitter:
        fields = QWidget(self)
        inner = QVBoxLayout(fields)
        inner.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.fields_title, 1)
        head.addWidget(self.another)
        inner.addLayout(head)
        inner.addWidget(self.fields)
        self.pages = QTabWidget(self)
        self.pages.addTab(self.missing, tr("What the data are enough for"))
        self.pages.addTab(self.noticed, tr("What was noticed in the data"))
        below = QSplitter(Qt.Orientation.Horizontal, self)
        below.addWidget(fields)
        below.addWidget(self.pages)
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

    def open_case(self, path: Path) -> None:
        """Show the inputs of a case made before, to be changed; files that aren't there any more, too."""
        try:
            case = read_case(path, tuple(JOBS), lost_files=True)
        except PlanningError as error:
            self.status.setText(sentence(error))
            return
        self.case = case
        self.table.empty()
        title = tr("Change a planning project")
        self.setWindowTitle(f"{title} – {path.name}")
        self.save.setText(tr("Save the project"))
        self.title.setText(case.title)
        self.folder.setFilePath(str(path.parent))
        self.folder.setEnabled(False)  # paths in the case are relative to it
        self.sources.choose_municipality(case.municipality)
        places = [Place(replace(one, role="", fields={})) for one in case.inputs]
        self._given = {_key(place): one for place, one in zip(places, case.inputs)}
        self._look(lambda: iter(places))

    def look_at_folder(self, folder: Path) -> None:
        """Look at every data file under a folder."""
        self._propose(folder)
        self._look(lambda: chain.from_iterable(map(discover.file_places, discover.files_under(folder))))

    def look_at_files(self, paths: list[Path]) -> None:
        """Look at the layers of some files."""
        self._propose(paths[0].parent)
        self._look(lambda: chain.from_iterable(map(discover.file_places, paths)))

    def look_at_project(self) -> None:
        """Look at the layers of the open project."""
        places = discover.project_places(QgsProject.instance())
        if not places:
            self.status.setText(tr("The open project has no layers that could be used."))
            return
        home = QgsProject.instance().absolutePath()
        self._propose(Path(home) if home else None)
        self._look(lambda: iter(places))

    def look_at_database(self, name: str) -> None:
        """Look at the tables and views of a connection."""
        self._propose(None)
        self._look(lambda: iter(discover.database_places(name)))

    def _propose(self, folder: Path | None) -> None:
        if folder is not None:
            self.sources.start = str(folder)
            if not self.folder.filePath():
                self.folder.setFilePath(str(folder))
        if not self.title.text():
            self.title.setText(self.sources.town())

    # --- another file in place of one

    def _pick_another(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Data files"), self.sources.start, data_filter())
        row = self._current()
        if path and row is not None:
            self.take_another(row, Path(path))

    def take_another(self, row: Row, path: Path) -> None:
        """Let a layer of another file take a row's place: of the same name, else the one that looks like its role."""
        before = list(self.table.rows)
        self._instead = lambda: self._settle_instead(row, path, before)
        self._look(lambda: iter(discover.file_places(path)))

    def _settle_instead(self, old: Row, path: Path, before: list[Row]) -> str:
        """Put the best of the file's layers in the old one's place; say what was done."""
        new = [row for row in self.table.rows if row not in before]
        there = [row for row in self.table.rows if row.found.place.at.file == path and row is not old]
        free = [row for row in there if row in new or not row.role]
        whole = [row for row in free if row.found.problem is None]
        named = [row for row in whole if row.found.name == old.found.name]
        same_kind = [row for row in whole if row.found.signature and row.found.signature == old.found.signature]
        fits = [row for row in whole if any(each.role == old.role for each in row.found.roles)]
        best = next(iter(named + same_kind + fits + (whole if len(whole) == 1 else [])), None)
        for row in new:
            if row is not best:  # the file was opened for one layer's sake
                self.table.leave_out(row)
        role = role_name(old.role, ui_language())
        if best is None:
            return tr("No layer of that file looks like {}: choose the role yourself.", role)
        self.table.replace(old, best)
        return tr("{} is now taken from {}.", role.capitalize(), best.found.where)

    # --- looking, in the background

    def _look(self, places: Callable[[], Iterable[Place]]) -> None:
        """Look at places besides those that are listed already."""
        self._stop()
        task = LookTask(places, self.sources.code())
        task.found.connect(self._found)
        task.failed.connect(self.status.setText)
        self._start(task, tr("Looking at the data…"), self._looked)

    def _look_again(self) -> None:
        """Look at the listed places again: where coordinates lie depends on the municipality."""
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
            self._instead = None
            self.table.settle()
        self._refresh()

    def _stop(self) -> None:
        if self.task is not None:
            self.task.cancel()

    def _found(self, found: Found) -> None:
        listed = {_key(row.found.place) for row in self.table.rows}
        if _key(found.place) not in listed:
            self.table.add(found, self._given.get(_key(found.place)))
            self.status.setText(tr("Looking at the data… {} layers", len(self.table.rows)))

    def _looked(self) -> None:
        instead, self._instead = self._instead, None
        if instead is not None:
            self.status.setText(instead())
            return
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
        row = self._current()
        self.fields_title.setText(self.fields.show_row(row))
        self.another.setEnabled(row is not None and bool(row.role) and self.task is None)

    def _refresh(self, *_ignored: object) -> None:
        roles = self.table.roles()
        busy = self.task is not None
        self.missing.setHtml(missing_html(roles) if self.table.rows else "")
        self.save.setEnabled(bool(roles) and not busy and bool(self.title.text() and self.folder.filePath()))
        self.sources.set_busy(busy)
        self._show_fields()
        if not busy and not self._saving:
            self.noticed.check()

    # --- saving

    def _accept(self) -> None:
        folder = Path(self.folder.filePath())
        if self.case is None and ((folder / CASE).exists() or (folder / PROJECT).exists()):
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
            self._write_quietly(folder, inputs)
            return
        folder.mkdir(parents=True, exist_ok=True)
        layers = [(name, row.found.place.snapshot) for row, name in zip(copies, names)]
        task = CopyTask(folder / COPIES, layers)
        task.failed.connect(self.status.setText)
        self._start(task, tr("Copying layers…"), lambda: self._write_quietly(folder, inputs))

    def _write_quietly(self, folder: Path, inputs: list[Input]) -> None:
        """Write when no other thread opens layers: QGIS may stand still for ever when two do at once."""
        self._saving = True
        self.save.setEnabled(False)
        self.noticed.stop(lambda: self._write(folder, inputs))

    def _write(self, folder: Path, inputs: list[Input]) -> None:
        language = self.case.language if self.case else ui_language()
        changed = self.case.path if self.case else None
        try:
            project = save_case_project(folder, self.title.text(), self.sources.code(), language, inputs, changed)
        except (PlanningError, OSError) as error:
            self._saving = False
            self.save.setEnabled(True)
            self.status.setText(sentence(error) if isinstance(error, PlanningError) else str(error))
            return
        self.accept()
        self._opened(str(project))

    def done(self, result: int) -> None:
        """Close; a task that still runs is stopped."""
        self._stop()
        self.noticed.stop()
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
