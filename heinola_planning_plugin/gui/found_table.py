# SPDX-License-Identifier: GPL-2.0-or-later
"""The layers that were found, one a row: what each may be, and a list to choose another role from."""

from __future__ import annotations

from dataclasses import dataclass, field

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from heinola_planning_plugin.bridge.discover import Found, proposals
from heinola_planning_plugin.bridge.messages import sentence
from heinola_planning_plugin.core.case import ROLES, Input
from heinola_planning_plugin.core.intake.coordinates import crs_name
from heinola_planning_plugin.core.intake.report import role_name
from heinola_planning_plugin.core.intake.signatures import OTHER
from heinola_planning_plugin.core.wording import number
from heinola_planning_plugin.i18n import tr, ui_language

from .choices import Choice, remembered


@dataclass
class Row:
    """A layer with what is chosen for it.

    Attributes:
        found: the layer.
        role: chosen, "" = not used.
        fields: column -> field that the user chose.
        touched: the user chose the role himself.
        recalled: it comes from an earlier choice.
        given: it comes from the case that was opened.
        noticed: what the check of the whole layer said, as HTML; "" before it.
    """

    found: Found
    role: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    touched: bool = False
    recalled: bool = False
    given: bool = False
    noticed: str = ""

    def settled(self) -> bool:
        """Tell whether somebody has said what it is."""
        return self.touched or self.recalled or self.given


class FoundTable(QTableWidget):
    """Shows rows; `changed` says that a role is another."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget):
        super().__init__(0, 7, parent)
        self.rows: list[Row] = []
        self.language = ui_language()
        titles = [tr("Layer"), tr("Role"), tr("Sureness"), tr("Recognised as"), tr("Coordinates"), tr("Features")]
        self.setHorizontalHeaderLabels([*titles, tr("Note")])
        self.setAccessibleName(tr("Layers found"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setVisible(False)
        self.setWordWrap(False)
        for column, width in enumerate((250, 190, 75, 220, 150, 75)):
            self.setColumnWidth(column, width)
        self.horizontalHeader().setSectionResizeMode(6, QHeaderView.ResizeMode.Stretch)

    def add(self, found: Found, given: Input | None = None) -> None:
        """Add a layer with the role that the case gives it, that was remembered for its kind, or that is proposed."""
        row = Row(found, found.proposed())
        choice = remembered(found.signature) if found.signature else None
        if given is not None:
            row.role, row.fields, row.given = given.role, dict(given.fields), True
        elif choice is not None:
            row.role, row.fields, row.recalled = choice.role, dict(choice.fields), True
        self.rows.append(row)
        self._show(len(self.rows) - 1)

    def settle(self) -> None:
        """Once all are known: of two sources of one role keep the fullest, and put the layers in the order of roles."""
        proposed = proposals([row.found for row in self.rows])
        for row, role in zip(self.rows, proposed):
            if not row.settled():
                row.role = role
        order = {role: place for place, role in enumerate(ROLES)}
        self.rows.sort(key=lambda row: (order.get(row.role, len(order)), _rank(row.found)))
        for number_ in range(len(self.rows)):
            self._show(number_)
        self.changed.emit()

    def leave_out(self, row: Row) -> None:
        """Use a layer for nothing, as if the user had said so."""
        row.role, row.touched, row.noticed = "", True, ""
        self._show(self.rows.index(row))

    def replace(self, old: Row, new: Row) -> None:
        """Let one layer take another's role and fields, and drop the other."""
        there = new.found.sample
        fields = {column: name for column, name in old.fields.items() if there is not None and name in there.columns}
        new.role, new.fields, new.touched, new.recalled, new.noticed = old.role, fields, True, False, ""
        place = self.rows.index(old)
        self.rows.remove(new)
        self.rows[place] = new
        self.setRowCount(len(self.rows))
        for number_ in range(len(self.rows)):
            self._show(number_)
        self.selectRow(place)
        self.changed.emit()

    def empty(self) -> None:
        """Forget all layers."""
        self.rows.clear()
        self.setRowCount(0)
        self.changed.emit()

    def roles(self) -> set[str]:
        """Give the roles chosen."""
        return {row.role for row in self.rows if row.role}

    def _show(self, place: int) -> None:
        row = self.rows[place]
        found = row.found
        if place >= self.rowCount():
            self.insertRow(place)
        best = next((each for each in found.roles if each.role == row.role), found.roles[0] if found.roles else None)
        known = best is not None and (row.role or best.role == OTHER)
        name = found.name if found.name == found.where.rpartition(".")[0] else f"{found.name} · {found.where}"
        texts = (
            name,
            "",
            number(best.confidence, 0, self.language, "share") if known else "",
            best.name(self.language) if known else "",
            crs_name(found.crs).replace("(E,N)", ""),
            number(found.count, 0, self.language) if found.count >= 0 else "",
            self._note(row),
        )
        for column, text in enumerate(texts):
            if column == 1:
                continue
            item = QTableWidgetItem(text)
            item.setToolTip(str(found.place.at.file) if column == 0 and not found.place.at.database else text)
            if column in (2, 5):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if column == 6 and self.asks(row):
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            if not row.role:
                item.setForeground(self.palette().placeholderText())
            self.setItem(place, column, item)
        self.setCellWidget(place, 1, self._combo(row))

    def _combo(self, row: Row) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(tr("Role of {}", row.found.name))
        combo.addItem(tr("not used"), "")
        likely = [each.role for each in row.found.roles if each.role != OTHER]
        if row.found.problem is None:
            grid = row.found.sample is None
            for role in (*likely, *(role for role in ROLES if role not in likely)):
                if (role == "dem") == grid:
                    combo.addItem(role_name(role, self.language).capitalize(), role)
        elif row.given:  # may be left out, or get another file
            combo.addItem(role_name(row.role, self.language).capitalize(), row.role)
        else:
            combo.setEnabled(False)
        combo.setCurrentIndex(max(combo.findData(row.role), 0))
        combo.activated.connect(lambda _index: self._chosen(row, combo.currentData()))
        return combo

    def _chosen(self, row: Row, role: str) -> None:
        if role == row.role:
            row.touched = True
        else:
            row.role, row.fields, row.touched, row.recalled, row.noticed = role, {}, True, False, ""
        place = self.rows.index(row)
        self._show(place)
        self.selectRow(place)
        self.changed.emit()

    def asks(self, row: Row) -> bool:
        """Tell whether the user should say what a layer is: two roles fit, or none well enough."""
        return not row.settled() and row.found.problem is None and bool(row.found.rivals())

    def _note(self, row: Row) -> str:
        found = row.found
        if found.problem is not None:
            return sentence(found.problem)
        parts = []
        if self.asks(row):
            rivals = ", ".join(
                f"{role_name(each.role, self.language)} ({number(each.confidence, 0, self.language, 'share')})"
                for each in found.rivals()[:3]
            )
            parts.append(tr("Fits as well: {}", rivals) if row.role else tr("Perhaps {}: choose", rivals))
        elif not row.role and found.proposed() and not row.settled():
            parts.append(tr("Another layer is taken as {}", role_name(found.proposed(), self.language)))
        elif row.recalled:
            parts.append(tr("As you chose before"))
        parts += [each.sentence(self.language) for each in found.findings if each.level() != "info" or not row.role]
        if found.place.snapshot is not None and row.role:
            parts.append(tr("Is copied beside the project"))
        return "; ".join(parts)

    def choice_of(self, row: Row) -> Choice:
        """Give what to remember of a row."""
        return Choice(row.role, dict(row.fields))


def _rank(found: Found) -> tuple[int, str]:
    kind = 2 if found.problem is not None else int(bool(found.roles) and found.roles[0].role == OTHER)
    return kind, found.name.casefold()
