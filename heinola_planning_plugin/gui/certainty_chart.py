# SPDX-License-Identifier: GPL-2.0-or-later
"""A small chart: between which ranks a feature moves when weights are argued about, and which weight moves it most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from heinola_planning_plugin.i18n import tr

_LOW, _HIGH, _QUIET, _BAR = QColor("#e69f00"), QColor("#0072b2"), QColor("#8a949e"), QColor("#6baed6")
_ROW = 19.0
_STRIP = 44.0
_LEGEND = 18.0
_LEAST_RANKS = 20


@dataclass(frozen=True)
class Swing:
    """One criterion: the feature's score and rank with its weight halved and raised by half."""

    title: str
    score_low: float
    score_high: float
    rank_low: int
    rank_high: int


@dataclass(frozen=True)
class Picture:
    """What is drawn: ranks of all drawings, the rank and score now, how many are "the best", and the swings."""

    rank: int
    rank_min: int
    rank_max: int
    top: int
    score: float
    swings: Sequence[Swing]


class CertaintyChart(QWidget):
    """Draws a Picture; empty without one."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.picture: Picture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("How sure the rank is"))

    def show_picture(self, picture: Picture | None) -> None:
        """Draw another picture."""
        self.picture = picture
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = len(self.picture.swings) if self.picture else 0
        return QSize(360, int(_STRIP + rows * _ROW + (_LEGEND if rows else 0) + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPointSizeF(8.0)
        painter.setFont(font)
        self._strip(painter, self.picture)
        if self.picture.swings:
            self._tornado(painter, self.picture)
        painter.end()

    def _ink(self) -> QColor:
        """Give the text colour of QGIS's theme, dark or light."""
        return self.palette().color(QPalette.ColorRole.WindowText)

    def _strip(self, painter: QPainter, picture: Picture) -> None:
        """Draw the ranks as an axis: the best shaded, the interval as a bar, the rank now as a mark."""
        left, right, top, height = 8.0, self.width() - 8.0, 16.0, 10.0
        last = max(picture.rank_max, picture.rank, _LEAST_RANKS)

        def x(rank: float) -> float:
            return left + (right - left) * (rank - 1) / (last - 1)

        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.AlternateBase))
        painter.drawRect(QRectF(left, top - 3, x(min(picture.top, last)) - left, height + 6))
        painter.setPen(QPen(_QUIET, 1))
        painter.drawLine(QPointF(left, top + height / 2), QPointF(right, top + height / 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_BAR)
        start, end = x(picture.rank_min) - 2, x(picture.rank_max) + 2
        painter.drawRoundedRect(QRectF(start, top, max(end - start, 4.0), height), 3, 3)
        painter.setPen(QPen(self._ink(), 2))
        painter.drawLine(QPointF(x(picture.rank), top - 4), QPointF(x(picture.rank), top + height + 4))
        painter.setPen(self._ink())
        self._centred(painter, x(picture.rank), top - 5, tr("rank {}", picture.rank))
        painter.setPen(_QUIET)
        ends = {1, last, picture.rank_min, picture.rank_max}
        taken: list[float] = []
        for rank in sorted(ends, key=lambda one: (one not in (picture.rank_min, picture.rank_max), one)):
            if all(abs(x(rank) - other) > 18 for other in taken):
                taken.append(x(rank))
                self._centred(painter, x(rank), top + height + 15, str(rank))

    def _centred(self, painter: QPainter, x: float, base: float, text: str) -> None:
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        painter.drawText(QPointF(min(max(x - width / 2, 1.0), self.width() - width - 1), base), text)

    def _tornado(self, painter: QPainter, picture: Picture) -> None:
        """Draw each criterion's swing of the score around the score now; the numbers are ranks."""
        metrics = QFontMetricsF(painter.font())
        label, margin = 0.46 * self.width(), 26.0
        left, right = label + margin, self.width() - margin
        ends = [score for one in picture.swings for score in (one.score_low, one.score_high)]
        reach = max(abs(score - picture.score) for score in ends)
        middle, scale = (left + right) / 2, (right - left) / 2 / max(reach, 1e-9)
        for number, swing in enumerate(picture.swings):
            top = _STRIP + number * _ROW
            painter.setPen(self._ink())
            text = metrics.elidedText(swing.title, Qt.TextElideMode.ElideRight, label - 6)
            painter.drawText(QPointF(4, top + 13), text)
            for score, rank, colour in (
                (swing.score_low, swing.rank_low, _LOW),
                (swing.score_high, swing.rank_high, _HIGH),
            ):
                end = middle + (score - picture.score) * scale
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawRect(QRectF(min(middle, end), top + 4, abs(end - middle), _ROW - 8))
                painter.setPen(_QUIET)
                width = metrics.horizontalAdvance(str(rank))
                painter.drawText(QPointF(end - width - 3 if score < picture.score else end + 3, top + 13), str(rank))
        bottom = _STRIP + len(picture.swings) * _ROW
        painter.setPen(QPen(self._ink(), 1))
        painter.drawLine(QPointF(middle, _STRIP), QPointF(middle, bottom))
        self._legend(painter, metrics, bottom)

    def _legend(self, painter: QPainter, metrics: QFontMetricsF, top: float) -> None:
        x = 4.0
        for colour, text in ((_LOW, tr("weight halved")), (_HIGH, tr("weight raised by half"))):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRect(QRectF(x, top + 5, 9, 9))
            painter.setPen(_QUIET)
            painter.drawText(QPointF(x + 13, top + 13), text)
            x += 13 + metrics.horizontalAdvance(text) + 14
        painter.drawText(QPointF(x, top + 13), tr("numbers: rank"))
