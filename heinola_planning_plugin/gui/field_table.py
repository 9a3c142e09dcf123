# SPDX-License-Identifier: GPL-2.0-or-later
"""Which field of the chosen layer holds what; where two fit as well, it asks."""

from __future__ import annotations

import numpy as np
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from heinola_planning_plugin.bridge.aliases import alias
from heinola_planning_plugin.bridge.messages import sentence
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.intake import matching
from heinola_planning_plugin.core.intake.fields import normalise
from heinola_planning_plugin.core.intake.reading import filled
from heinola_planning_plugin.core.wording import number
from heinola_planning_plugin.i18n import tr, ui_language

from .found_table import Row


class FieldTable(QTableWidget):
    """A column of the role a row: the field taken for it, and an example of its values."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget):
        super().__init__(0, 3, parent)
        self.setHorizontalHeaderLabels([tr("What is read"), tr("Field"), tr("Example")])
        self.setAccessibleName(tr("Fields of the layer"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.verticalHeader().setVisible(False)
        self.setColumnWidth(0, 170)
        self.setColumnWidth(1, 210)
        self.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)

    def show_row(self, row: Row | None) -> str:
        """Show a layer's fields; give what to say above them."""
        self.setRowCount(0)
        if row is None or row.found.sample is None or not row.role:
            return tr("Choose a layer above to see its fields.")
        try:
            table = normalise(row.found.sample, row.role, row.fields)
        except InputError:  # a remembered field is gone from this layer
            row.fields.clear()
            try:
                table = normalise(row.found.sample, row.role)
            except InputError as error:
                return sentence(error)
        tied = normalise(row.found.sample, row.role).ambiguous if row.fields else table.ambiguous
        own = matching.roles()[row.role].columns
        for column in sorted(own, key=lambda name: (name not in tied, name not in table.found)):
            place = self.rowCount()
            self.insertRow(place)
            self.setItem(place, 0, QTableWidgetItem(alias(column, ui_language())))
            self.setCellWidget(place, 1, self._combo(row, column, table.found.get(column, ""), tied.get(column, ())))
            values = table.table[column][filled(table.table[column])]
            self.setItem(place, 2, QTableWidgetItem(_example(values)))
        asked = [alias(column, ui_language()) for column in tied if column not in row.fields]
        if asked:
            return tr(
                "{layer}: two fields fit as well, choose: {columns}", layer=row.found.name, columns=", ".join(asked)
            )
        return tr("{}: which field holds what", row.found.name)

    def _combo(self, row: Row, column: str, taken: str, tied: tuple[str, ...]) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(alias(column, ui_language()))
        combo.addItem(tr("none"), "")
        names = list(row.found.sample.columns)
        if taken and taken not in names:
            combo.addItem(taken, taken)  # several fields together, or a constant
        for name in (*tied, *(name for name in names if name not in tied)):
            combo.addItem(f"{name}  ?" if name in tied and column not in row.fields else name, name)
        combo.setCurrentIndex(max(combo.findData(taken), 0))
        combo.activated.connect(lambda _index: self._chosen(row, column, combo.currentData()))
        return combo

    def _chosen(self, row: Row, column: str, name: str) -> None:
        if name in row.found.sample.columns or not name:
            row.fields[column] = name
        else:
            row.fields.pop(column, None)
        row.touched, row.noticed = True, ""
        self.changed.emit()


def _example(values: np.ndarray) -> str:
    """Show a value as people write it."""
    if not len(values):
        return ""
    value = values[0]
    if isinstance(value, str):
        return value
    return number(float(value), 0 if float(value).is_integer() else 2, ui_language())


def settle_ties(row: Row) -> bool:
    """Take the first of fields that fit as well, as shown; tell whether there were any."""
    if row.found.sample is None:
        return False
    tied = normalise(row.found.sample, row.role, row.fields).ambiguous
    for column, names in tied.items():
        row.fields.setdefault(column, names[0])
    return bool(tied)
