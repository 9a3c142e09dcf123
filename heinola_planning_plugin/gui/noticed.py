# SPDX-License-Identifier: GPL-2.0-or-later
"""What was noticed in the chosen layers, checked whole in the background, and what it means for the results."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import replace

from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QTextBrowser, QWidget

from heinola_planning_plugin.core.case import Input
from heinola_planning_plugin.i18n import tr

from .found_table import FoundTable, Row
from .tasks import CheckTask


class Noticed(QTextBrowser):
    """Shows the rows' findings; a row whose role or fields change is checked again."""

    def __init__(self, table: FoundTable, municipality: Callable[[], str], parent: QWidget):
        super().__init__(parent)
        self.setAccessibleName(tr("What was noticed in the data"))
        self._table, self._municipality = table, municipality
        self.task: CheckTask | None = None
        self._asked: list[tuple] = []

    def check(self) -> None:
        """Check the rows that have a role and haven't been checked as they stand now."""
        wanted = [row for row in self._table.rows if _can_be_checked(row) and not row.noticed]
        asked = [(id(row), _input(row), self._municipality()) for row in wanted]
        if asked and asked == self._asked:
            return  # it is under way
        self.stop()
        self._show()
        if not wanted:
            return
        # Buildings and plan units are compared with the parcels, so those come along though they are known.
        parcels = [row for row in self._table.rows if row.role == "parcels" and _can_be_checked(row)]
        rows = [*wanted, *(row for row in parcels if row not in wanted)]
        task = CheckTask([(row, _input(row)) for row in rows], self._municipality())
        task.checked.connect(lambda row, said: self._checked(task, row, said))
        task.taskCompleted.connect(lambda: self._over(task))
        self.task, self._asked = task, asked
        QgsApplication.taskManager().addTask(task)

    def stop(self, then: Callable[[], None] | None = None) -> None:
        """Stop checking; what is to be done then waits until no layer is being read any more."""
        task, self.task, self._asked = self.task, None, []
        if task is None:
            if then is not None:
                then()
            return
        if then is not None:
            task.taskCompleted.connect(then)
            task.taskTerminated.connect(then)
        task.cancel()

    def _checked(self, task: CheckTask, row: Row, said: str) -> None:
        if task is not self.task:
            return  # it was stopped: the row may be another by now
        row.noticed = said or " "
        self._show()

    def _over(self, task: CheckTask) -> None:
        if task is self.task:
            self.task, self._asked = None, []
            self._show()

    def _show(self) -> None:
        parts = [row.noticed for row in self._table.rows if row.role and row.noticed.strip()]
        left = sum(_can_be_checked(row) and not row.noticed for row in self._table.rows)
        if left:
            to_come = html.escape(tr("Still to be checked: {} layers", left))
            parts.insert(0, f"<p><i>{to_come}</i></p>")
        place = self.verticalScrollBar().value()
        self.setHtml("".join(parts))
        self.verticalScrollBar().setValue(place)


def _can_be_checked(row: Row) -> bool:
    """A raster has nothing to check; a layer that must be fetched is checked in the run."""
    found = row.found
    return bool(row.role) and found.problem is None and found.sample is not None and found.place.snapshot is None


def _input(row: Row) -> Input:
    return replace(row.found.place.at, role=row.role, fields=dict(row.fields))
