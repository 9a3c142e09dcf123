# SPDX-License-Identifier: GPL-2.0-or-later
"""Items of printed pages: labels, maps, scale bars, legends, tables. All measures are millimetres on the page."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsBasicNumericFormat,
    QgsLayerTree,
    QgsLayout,
    QgsLayoutFrame,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemManualTable,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsRectangle,
    QgsTableCell,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF

from heinola_planning_plugin.core.documents.report import Table
from heinola_planning_plugin.paths import resource

MM = QgsUnitTypes.LayoutUnit.LayoutMillimeters
INK = "#1b2733"
QUIET = "#5a6570"
_FONT = "DejaVu Sans"
_CELL_MARGIN = 1.0
_FINE = 40
"""Pixels a millimetre, in which text is measured."""


def place(item, page: int, x: float, y: float, width: float, height: float) -> None:
    """Put an item on a page."""
    item.attemptMove(QgsLayoutPoint(x, y, MM), page=page)
    item.attemptResize(QgsLayoutSize(width, height, MM))


def text_format(size: float, bold: bool = False, colour: str = INK) -> QgsTextFormat:
    """Make a text format in points."""
    text = QgsTextFormat()
    font = QFont(_FONT)
    font.setBold(bold)
    text.setFont(font)
    text.setSize(size)
    text.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
    text.setColor(QColor(colour))
    return text


def text_height(text: str, width: float, size: float) -> float:
    """Give how high a text becomes in a label of some width, with a little room to spare."""
    font = QFont(_FONT)
    font.setPixelSize(round(size / 72 * 25.4 * _FINE))
    box = QRectF(0, 0, width * _FINE, 1e6)
    found = QFontMetricsF(font).boundingRect(box, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, text)
    return 1.02 * found.height() / _FINE


def label(
    layout: QgsLayout, page: int, text: str, x: float, y: float, width: float, height: float, size: float,
    bold: bool = False, colour: str = INK,
) -> QgsLayoutItemLabel:  # fmt: skip
    """Add a text."""
    item = QgsLayoutItemLabel(layout)
    item.setText(text)
    item.setTextFormat(text_format(size, bold, colour))
    item.setMarginX(0)
    item.setMarginY(0)
    layout.addLayoutItem(item)
    place(item, page, x, y, width, height)
    return item


def map_item(
    layout: QgsLayout, page: int, theme: str, extent: QgsRectangle | None, x: float, y: float, width: float,
    height: float, margin: float = 0.3,
) -> QgsLayoutItemMap:  # fmt: skip
    """Add a map that shows a map theme; the extent is widened by the margin, a share of it, on each side."""
    item = QgsLayoutItemMap(layout)
    layout.addLayoutItem(item)
    place(item, page, x, y, width, height)
    item.setFollowVisibilityPreset(True)
    item.setFollowVisibilityPresetName(theme)
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor("#9aa3ab"))
    item.setFrameStrokeWidth(QgsLayoutMeasurement(0.2, MM))
    item.setBackgroundColor(QColor("#f7f4ec"))
    if extent is not None:
        grown = QgsRectangle(extent)
        grown.grow(max(extent.width(), extent.height(), 600) * margin)
        item.zoomToExtent(grown)
    return item


def scale_bar(layout: QgsLayout, page: int, linked: QgsLayoutItemMap, x: float, y: float) -> None:
    """Add the scale bar of a map."""
    bar = QgsLayoutItemScaleBar(layout)
    layout.addLayoutItem(bar)
    bar.setStyle("Line Ticks Up")
    bar.setLinkedMap(linked)
    bar.applyDefaultSize(QgsUnitTypes.DistanceUnit.DistanceMeters)
    bar.setNumberOfSegmentsLeft(0)
    bar.setNumberOfSegments(2)
    bar.setSegmentSizeMode(Qgis.ScaleBarSegmentSizeMode.FitWidth)
    bar.setMinimumBarWidth(12)
    bar.setMaximumBarWidth(30)
    if linked.extent().width() > 8000:
        bar.setUnits(QgsUnitTypes.DistanceUnit.DistanceKilometers)
        bar.setUnitLabel("km")
    bar.setTextFormat(text_format(7))
    plain = QgsBasicNumericFormat()
    plain.setShowThousandsSeparator(False)
    bar.setNumericFormat(plain)
    bar.setHeight(1.5)
    bar.update()
    bar.attemptMove(QgsLayoutPoint(x, y, MM), page=page)


def north_arrow(layout: QgsLayout, page: int, x: float, y: float) -> None:
    """Add an arrow to the north."""
    arrow = QgsLayoutItemPicture(layout)
    arrow.setPicturePath(str(resource("icons", "north.svg")))
    layout.addLayoutItem(arrow)
    place(arrow, page, x, y, 10, 12)


def legend(
    layout: QgsLayout, page: int, layer: QgsVectorLayer, x: float, y: float, columns: int, size: float = 8.5,
    space: float = 6, symbol: float = 3.5,
) -> None:  # fmt: skip
    """Add the legend of a layer's classes in columns, `space` apart, without the layer's name."""
    item = QgsLayoutItemLegend(layout)
    item.setAutoUpdateModel(False)
    tree = QgsLayerTree()
    QgsLegendRenderer.setNodeLegendStyle(tree.addLayer(layer), QgsLegendStyle.Style.Hidden)
    item.model().setRootGroup(tree)
    item.tree = tree  # the model doesn't own it
    item.rstyle(QgsLegendStyle.Style.SymbolLabel).setTextFormat(text_format(size))
    item.setColumnCount(columns)
    item.setSplitLayer(True)
    item.setColumnSpace(space)
    item.setBoxSpace(0)
    item.setSymbolHeight(symbol)
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y, MM), page=page)
    item.adjustBoxSize()


def table_item(layout: QgsLayout, page: int, table: Table, x: float, y: float, width: float, height: float) -> None:
    """Add a table with headings."""
    item = QgsLayoutItemManualTable.create(layout)
    layout.addMultiFrame(item)
    heading = [_cell(text, right, bold=True) for text, right in zip(table.headings, table.right)]
    rows = [[_cell(text, right) for text, right in zip(row, table.right)] for row in table.rows]
    item.setTableContents([heading, *rows])
    item.setColumnWidths([width * share - 2 * _CELL_MARGIN for share in table.shares])
    item.setContentTextFormat(text_format(7))
    item.setCellMargin(_CELL_MARGIN)
    item.setGridStrokeWidth(0.1)
    item.setGridColor(QColor("#b9c0c6"))
    item.setVerticalGrid(False)
    item.setWrapBehavior(QgsLayoutItemManualTable.WrapBehavior.WrapText)
    frame = QgsLayoutFrame(layout, item)
    place(frame, page, x, y, width, height)
    item.addFrame(frame)


def _cell(text: str, right: bool, bold: bool = False) -> QgsTableCell:
    cell = QgsTableCell(text)
    cell.setHorizontalAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
    if bold:
        cell.setTextFormat(text_format(7, bold=True))
    return cell
