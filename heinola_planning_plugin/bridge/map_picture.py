# SPDX-License-Identifier: GPL-2.0-or-later
"""A plain map painted from tables, for documents made in the background, where no layout may be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QBrush, QColor, QFont, QImage, QPainter, QPainterPath, QPen

from heinola_planning_plugin.core.features import Features, scale_factors

_FONT = "DejaVu Sans"
_GROUND = "#f7f4ec"
_INK = "#1b2733"
_MARGIN = 0.08
_BARS = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)


@dataclass(frozen=True)
class Painted:
    """A table and how it is painted; `labels` names a column whose text stands on each shape."""

    table: Features
    fill: str | None = None
    line: str = "#b9b0a2"
    width: float = 1.0
    hatch: bool = False
    labels: str | None = None


def map_picture(layers: Iterable[Painted], around: Features, width: int = 1600, height: int = 1000) -> QImage:
    """Paint layers, the first at the bottom, around the shapes of a table; north is up.

    Args:
        layers: all in the CRS of `around`.
        around: what the map shows whole.
        width, height: of the picture, pixels.
    """
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(_GROUND))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    view = _View(around, width, height)
    layers = list(layers)
    for layer in layers:
        _shapes(painter, view, layer)
    for layer in layers:
        if layer.labels:
            _labels(painter, view, layer)
    _scale_bar(painter, view, around)
    painter.setPen(QPen(QColor("#9aa3ab"), 2))
    painter.drawRect(QRectF(1, 1, width - 2, height - 2))
    painter.end()
    return image


class _View:
    def __init__(self, around: Features, width: int, height: int):
        west, south, east, north = shapely.total_bounds(around.geometry)
        size = max(east - west, north - south, 200.0)
        margin = size * _MARGIN
        self.scale = min(width / (east - west + 2 * margin), height / (north - south + 2 * margin))
        self.x = (west + east) / 2 - width / self.scale / 2
        self.y = (south + north) / 2 + height / self.scale / 2
        self.width, self.height = width, height
        self.box = shapely.box(self.x, self.y - height / self.scale, self.x + width / self.scale, self.y)

    def pixels(self, coordinates: np.ndarray) -> np.ndarray:
        return np.column_stack([(coordinates[:, 0] - self.x) * self.scale, (self.y - coordinates[:, 1]) * self.scale])


def _shapes(painter: QPainter, view: _View, layer: Painted) -> None:
    seen = layer.table.geometry[shapely.intersects(layer.table.geometry, view.box)]
    pen = QPen(QColor(layer.line), layer.width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    brush = QBrush(Qt.BrushStyle.NoBrush)
    if layer.fill:
        brush = QBrush(QColor(layer.fill), Qt.BrushStyle.BDiagPattern if layer.hatch else Qt.BrushStyle.SolidPattern)
    for geometry in shapely.get_parts(seen):
        if shapely.get_dimensions(geometry) == 2:
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.OddEvenFill)
            for ring in shapely.get_rings(geometry):
                _add(path, view, ring)
                path.closeSubpath()
            painter.setBrush(brush)
            painter.drawPath(path)
        elif shapely.get_dimensions(geometry) == 1:
            path = QPainterPath()
            _add(path, view, geometry)
            painter.setBrush(QBrush(Qt.BrushStyle.NoBrush))
            painter.drawPath(path)


def _add(path: QPainterPath, view: _View, line: object) -> None:
    points = view.pixels(shapely.get_coordinates(line)).tolist()
    if not points:
        return
    path.moveTo(QPointF(*points[0]))
    for x, y in points[1:]:
        path.lineTo(QPointF(x, y))


def _labels(painter: QPainter, view: _View, layer: Painted) -> None:
    font = QFont(_FONT)
    font.setPixelSize(24)
    font.setBold(True)
    places = view.pixels(shapely.get_coordinates(shapely.point_on_surface(layer.table.geometry)))
    taken: list[QRectF] = []
    for (x, y), text in zip(places.tolist(), layer.table[layer.labels or ""].tolist()):
        path = QPainterPath()
        path.addText(QPointF(0, 0), font, str(text))
        box = path.boundingRect()
        path.translate(x - box.center().x(), y - box.center().y())
        if any(path.boundingRect().intersects(other) for other in taken):
            continue  # a label over another is read by nobody; the table has every area
        taken.append(path.boundingRect().adjusted(-3, -3, 3, 3))
        painter.setBrush(QBrush(Qt.BrushStyle.NoBrush))
        painter.setPen(QPen(QColor("white"), 6))
        painter.drawPath(path)
        painter.fillPath(path, QBrush(QColor(_INK)))


def _scale_bar(painter: QPainter, view: _View, around: Features) -> None:
    stretch = float(np.nanmean(scale_factors(around.geometry, around.crs)[0]))
    pixels_per_m = view.scale * stretch
    metres = max((one for one in _BARS if one * pixels_per_m <= view.width / 4), default=_BARS[0])
    length = metres * pixels_per_m
    x, y = 40.0, view.height - 40.0
    painter.fillRect(QRectF(x - 16, y - 48, length + 40, 70), QColor(255, 255, 255, 210))
    painter.setPen(QPen(QColor(_INK), 3))
    painter.drawLine(QPointF(x, y), QPointF(x + length, y))
    for end in (x, x + length):
        painter.drawLine(QPointF(end, y - 8), QPointF(end, y))
    font = QFont(_FONT)
    font.setPixelSize(22)
    painter.setFont(font)
    text = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres} m"
    painter.drawText(QPointF(x, y - 16), text.replace(".", ","))
