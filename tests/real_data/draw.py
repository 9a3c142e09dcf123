# SPDX-License-Identifier: GPL-2.0-or-later
"""One picture of a result: map, title, legend, scale bar, where the data come from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsBasicNumericFormat,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsLayerTree,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsRendererRange,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor, QFont, QImage

from heinola_planning_plugin.bridge import styles

_MM = QgsUnitTypes.LayoutUnit.LayoutMillimeters
_PAGE = (230.0, 150.0)
_LEGEND_MM = 62.0
_LARGEST_BYTES = 250_000
BLUES = ("#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c")


def open_layer(file: Path | str, title: str, encoding: str = "") -> QgsVectorLayer:
    """Open a file as a layer.

    Raises:
        ValueError: QGIS can't.
    """
    layer = QgsVectorLayer(str(file), title, "ogr")
    if not layer.isValid():
        raise ValueError(f"can't be opened: {file}")
    if encoding:
        layer.setProviderEncoding(encoding)
    return layer


def outline(layer: QgsVectorLayer, colour: str, width: float = 0.8) -> None:
    """Draw areas by their border only."""
    symbol = QgsFillSymbol.createSimple({"style": "no", "outline_color": colour, "outline_width": str(width)})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))


def steps(
    layer: QgsVectorLayer,
    field: str,
    bounds: Sequence[float],
    labels: Sequence[str],
    rest: str,
    look_of_rest: str = "unknown",
) -> None:
    """Draw a layer by the steps of a number, in blues; what has none as a status of the palette."""
    number = QgsGraduatedSymbolRenderer(f'"{field}"')
    for low, high, colour, label in zip(bounds, bounds[1:], BLUES, labels):
        look = {"fill": colour, "outline": "#9aa3ab", "pattern": "solid"}
        number.addClassRange(QgsRendererRange(low, high, styles.fill_symbol(look), label))
    root = QgsRuleBasedRenderer.convertFromRenderer(number)
    other = QgsRuleBasedRenderer.Rule(
        styles.fill_symbol(styles.palette()["status"][look_of_rest], 0.85), 0, 0, "", rest
    )
    other.setIsElse(True)
    root.rootRule().appendChild(other)
    layer.setRenderer(root)


def picture(
    target: Path,
    title: str,
    subtitle: str,
    layers: Sequence[QgsVectorLayer],
    legend: Sequence[QgsVectorLayer],
    credit: str,
    extent: QgsRectangle | None = None,
) -> None:
    """Draw layers, the first on top, in the first one's system.

    Raises:
        ValueError: the picture could not be saved, or is too big for the documentation.
    """
    project = QgsProject()
    project.setCrs(layers[0].crs())
    for layer in layers:
        project.addMapLayer(layer, False)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(*_PAGE, _MM))
    _label(layout, title, 4, 3, _PAGE[0] - 8, 7, 14, bold=True)
    _label(layout, subtitle, 4, 10.5, _PAGE[0] - 8, 6, 9)
    item = QgsLayoutItemMap(layout)
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(4, 18, _MM))
    item.attemptResize(QgsLayoutSize(_PAGE[0] - _LEGEND_MM - 10, _PAGE[1] - 27, _MM))
    item.setLayers(list(layers))
    item.setCrs(project.crs())
    item.setBackgroundColor(QColor(str(styles.palette()["context"]["land"]["fill"])))
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor("#9aa3ab"))
    item.setFrameStrokeWidth(QgsLayoutMeasurement(0.2, _MM))
    around = QgsRectangle(extent or layers[0].extent())
    around.scale(1.05)
    item.zoomToExtent(around)
    _legend(layout, legend, item)
    _scale_bar(layout, item)
    _label(layout, credit, 4, _PAGE[1] - 7, _PAGE[0] - 8, 5, 7)
    image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=92)
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    if not image.save(str(target), "PNG", 0):
        raise ValueError(f"could not be saved: {target.name}")
    if target.stat().st_size > _LARGEST_BYTES:
        raise ValueError(f"{target.name} has {target.stat().st_size} bytes, more than {_LARGEST_BYTES}")


def _format(size: float, bold: bool = False) -> QgsTextFormat:
    text = QgsTextFormat()
    font = QFont("DejaVu Sans")
    font.setBold(bold)
    text.setFont(font)
    text.setSize(size)
    text.setColor(QColor("#1b2733"))
    return text


def _label(
    layout: QgsPrintLayout, text: str, x: float, y: float, width: float, height: float, size: float, bold: bool = False
) -> None:
    label = QgsLayoutItemLabel(layout)
    label.setText(text)
    label.setTextFormat(_format(size, bold))
    layout.addLayoutItem(label)
    label.attemptMove(QgsLayoutPoint(x, y, _MM))
    label.attemptResize(QgsLayoutSize(width, height, _MM))


def _legend(layout: QgsPrintLayout, layers: Sequence[QgsVectorLayer], linked: QgsLayoutItemMap) -> None:
    legend = QgsLayoutItemLegend(layout)
    legend.setAutoUpdateModel(False)
    tree = QgsLayerTree()
    for layer in layers:
        node = tree.addLayer(layer)
        if not isinstance(layer.renderer(), (QgsCategorizedSymbolRenderer, QgsRuleBasedRenderer)):
            QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Hidden)
    legend.model().setRootGroup(tree)
    layout._legend_tree = tree  # the model doesn't own it
    legend.rstyle(QgsLegendStyle.Style.Subgroup).setTextFormat(_format(9, bold=True))
    legend.rstyle(QgsLegendStyle.Style.SymbolLabel).setTextFormat(_format(8.5))
    legend.setSymbolWidth(6)
    legend.setSymbolHeight(4)
    legend.setBoxSpace(0)
    layout.addLayoutItem(legend)
    legend.attemptMove(QgsLayoutPoint(_PAGE[0] - _LEGEND_MM - 2, 18, _MM))
    legend.adjustBoxSize()


def _scale_bar(layout: QgsPrintLayout, linked: QgsLayoutItemMap) -> None:
    bar = QgsLayoutItemScaleBar(layout)
    layout.addLayoutItem(bar)
    bar.setStyle("Line Ticks Up")
    bar.setLinkedMap(linked)
    bar.applyDefaultSize(QgsUnitTypes.DistanceUnit.DistanceMeters)
    bar.setNumberOfSegmentsLeft(0)
    bar.setNumberOfSegments(2)
    bar.setSegmentSizeMode(Qgis.ScaleBarSegmentSizeMode.FitWidth)
    bar.setMinimumBarWidth(20)
    bar.setMaximumBarWidth(45)
    if linked.extent().width() > 6000:
        bar.setUnits(QgsUnitTypes.DistanceUnit.DistanceKilometers)
        bar.setUnitLabel("km")
    plain = QgsBasicNumericFormat()
    plain.setShowThousandsSeparator(False)
    bar.setNumericFormat(plain)
    bar.setTextFormat(_format(8))
    bar.update()
    bar.attemptMove(QgsLayoutPoint(_PAGE[0] - _LEGEND_MM - 2, _PAGE[1] - 22, _MM))


def box(x: float, y: float, width: float) -> QgsRectangle:
    """Give an extent around a point, of the map's shape."""
    height = width * (_PAGE[1] - 27) / (_PAGE[0] - _LEGEND_MM - 10)
    return QgsRectangle(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
