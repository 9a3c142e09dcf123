# SPDX-License-Identifier: GPL-2.0-or-later
"""The criteria tree with a slider for each weight: what it becomes is told at once."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSlider,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.scoring.criteria import CriteriaSet
from heinola_planning_plugin.core.scoring.tree import Node, leaf_weights, weight_tree
from heinola_planning_plugin.core.wording import number
from heinola_planning_plugin.i18n import tr, ui_language

_STEPS = 1000


class WeightsPanel(QWidget):
    """Sliders over a criteria set's tree; a slider moves the weight of a node within its level."""

    changed = pyqtSignal(dict)
    """Criterion id -> weight, summing to 1."""
    save_asked = pyqtSignal()

    def __init__(self, criteria: CriteriaSet, parent: QWidget):
        super().__init__(parent)
        self.criteria = criteria
        self.level = weight_tree(criteria)
        self._moved: dict[str, float] = {}
        self._sliders: dict[str, tuple[QSlider, Node]] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        hint = QLabel(tr("Move a weight: scores, ranks and the map follow at once. The results themselves stay."), self)
        hint.setWordWrap(True)
        self.note = QLabel("", self)
        self.note.setWordWrap(True)
        self.note.setVisible(False)
        self.tree = QTreeWidget(self)
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([tr("Criterion"), tr("Weight in the group"), tr("Of the whole")])
        self.tree.setAccessibleName(tr("Weights"))
        self._fill(self.level, self.tree.invisibleRootItem())
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, 110)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.back = QPushButton(tr("The run's weights"), self)
        self.back.setEnabled(False)
        self.back.clicked.connect(self.reset)
        save = QPushButton(tr("Save as a criteria file…"), self)
        save.clicked.connect(self.save_asked)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addWidget(save)
        for widget in (hint, self.note, self.tree):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self._say_shares(leaf_weights(self.level, {}))

    def weights(self) -> dict[str, float]:
        """Give the weights as they stand; all 0 where the sliders leave nothing."""
        return leaf_weights(self.level, self._moved)

    def reset(self) -> None:
        """Go back to the weights that the results were made with."""
        self._moved.clear()
        for slider, node in self._sliders.values():
            slider.blockSignals(True)
            slider.setValue(round(node.share * _STEPS))
            slider.blockSignals(False)
        self._tell()

    def set_weight(self, path: str, share: float) -> None:
        """Move one slider, as a user would."""
        self._sliders[path][0].setValue(round(share * _STEPS))

    def _fill(self, level: tuple[Node, ...], parent: QTreeWidgetItem) -> None:
        for node in level:
            title = say(node.title, ui_language())
            item = QTreeWidgetItem(parent, [title])
            item.setToolTip(0, title)
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            slider = QSlider(Qt.Orientation.Horizontal, self.tree)
            slider.setRange(0, _STEPS)
            slider.setPageStep(_STEPS // 20)
            slider.setSingleStep(_STEPS // 100)
            slider.setValue(round(node.share * _STEPS))
            slider.setAccessibleName(title)
            slider.valueChanged.connect(lambda value, path=node.path: self._move(path, value / _STEPS))
            self._sliders[node.path], self._items[node.path] = (slider, node), item
            self.tree.setItemWidget(item, 1, slider)
            self._fill(node.children, item)

    def _move(self, path: str, share: float) -> None:
        self._moved[path] = share
        self._tell()

    def _tell(self) -> None:
        weights = self.weights()
        nothing = sum(weights.values()) <= 0
        self.note.setVisible(nothing)
        self.back.setEnabled(bool(self._moved))
        if nothing:
            self.note.setText(tr("All weights are 0: nothing would decide. The last scores stay on show."))
            return
        self._say_shares(weights)
        self.changed.emit(weights)

    def _say_shares(self, weights: dict[str, float]) -> None:
        def shown(level: tuple[Node, ...]) -> float:
            whole = 0.0
            for node in level:
                own = shown(node.children) if node.children else weights[node.id]
                self._items[node.path].setText(2, number(own, 1, ui_language(), "share"))
                whole += own
            return whole

        shown(self.level)
