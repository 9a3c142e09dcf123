# SPDX-License-Identifier: GPL-2.0-or-later
"""Layer styles made from resources/styles/palette.yaml and the plan codes' own colours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsPointPatternFillSymbolLayer,
    QgsRendererCategory,
    QgsRendererRange,
    QgsRuleBasedRenderer,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

from heinola_planning_plugin.core.policy import read_yaml, say
from heinola_planning_plugin.core.vocabulary import plan_codes
from heinola_planning_plugin.paths import resource

_MM = QgsUnitTypes.RenderUnit.RenderMillimeters


@lru_cache(maxsize=1)
def palette() -> Mapping[str, Mapping[str, Mapping[str, object]]]:
    """Read the palette."""
    return read_yaml(resource("styles", "palette.yaml"))


def fill_symbol(look: Mapping[str, object], opacity: float = 1.0) -> QgsFillSymbol:
    """Make the symbol of one palette entry; pattern is solid, diagonal, horizontal, cross, dots or outline."""
    fill, outline = QColor(str(look["fill"])), QColor(str(look["outline"]))
    pattern = look.get("pattern", "solid")
    symbol = QgsFillSymbol()
    symbol.deleteSymbolLayer(0)
    ground = QgsSimpleFillSymbolLayer(fill)
    ground.setStrokeColor(outline)
    ground.setStrokeWidth(0.2)
    if pattern != "solid":
        pale = QColor(fill)
        pale.setAlpha(0 if pattern == "outline" else 45)
        ground.setFillColor(pale)
    symbol.appendSymbolLayer(ground)
    for angle in {"diagonal": (45,), "horizontal": (0,), "cross": (45, 135)}.get(str(pattern), ()):
        symbol.appendSymbolLayer(_hatch(fill, angle))
    if pattern == "dots":
        symbol.appendSymbolLayer(_dots(fill))
    symbol.setOpacity(opacity)
    return symbol


def _hatch(colour: QColor, angle: int) -> QgsLinePatternFillSymbolLayer:
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(angle)
    hatch.setDistance(1.6)
    hatch.setDistanceUnit(_MM)
    line = QgsLineSymbol()
    line.setColor(colour)
    line.setWidth(0.5)
    hatch.setSubSymbol(line)
    return hatch


def _dots(colour: QColor) -> QgsPointPatternFillSymbolLayer:
    dots = QgsPointPatternFillSymbolLayer()
    dots.setDistanceX(2.0)
    dots.setDistanceY(2.0)
    dots.setSubSymbol(QgsMarkerSymbol.createSimple({"name": "circle", "size": "0.7", "color": colour.name()}))
    return dots


def classes(layer: QgsVectorLayer, kind: str, field: str, language: str, order: tuple[str, ...]) -> None:
    """Draw a layer by the classes of a palette part ("status", "relation"), in the order given."""
    part = palette()[kind]
    categories = [
        # A value that isn't there is what "unknown" means for a relation; the renderer asks for it as "".
        QgsRendererCategory(
            "" if part[name].get("null") else name, fill_symbol(part[name], 0.85), say(part[name], language)
        )
        for name in order
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer(field, categories))


def status(layer: QgsVectorLayer, language: str) -> None:
    """Draw a result layer by status, best first; what is excluded lies under the rest."""
    classes(layer, "status", "status", language, ("candidate", "conditional", "unknown", "excluded"))


def relation(layer: QgsVectorLayer, language: str) -> None:
    """Draw overlay pieces by how the zoning meets the target."""
    classes(layer, "relation", "relation", language, ("advances", "conflicts", "neutral", "unknown"))


def changes(layer: QgsVectorLayer, language: str) -> None:
    """Draw what happened between two runs."""
    classes(layer, "change", "change", language, tuple(palette()["change"]))


def programme(layer: QgsVectorLayer, language: str) -> None:
    """Draw projects by whether they are in the programme, with the year."""
    classes(layer, "state", "state", language, tuple(palette()["state"]))
    label(layer, 'to_string("year")', 8)


def conflicts(layer: QgsVectorLayer, language: str) -> None:
    """Draw conflicts by pair of aims; pairs of the user's own share one look."""
    part = palette()["conflicts"]
    categories = [
        QgsRendererCategory("" if name == "other" else name, fill_symbol(look, 0.85), say(look, language))
        for name, look in part.items()
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("pair", categories))


def certainty(layer: QgsVectorLayer, language: str) -> None:
    """Draw a result layer by how surely a feature is among the best, whatever the weights within bounds."""
    steps(layer, "certainty", "p_top", 1.0, language)


def steps(layer: QgsVectorLayer, kind: str, expression: str, top: float, language: str) -> None:
    """Draw a layer by the steps of a number, as a palette part lists them from `top` down."""
    ranges = []
    above = top
    for look in palette()[kind].values():
        low = float(str(look["from"]))
        ranges.append(QgsRendererRange(low, above, fill_symbol(look, 0.85), say(look, language)))
        above = low
    layer.setRenderer(QgsGraduatedSymbolRenderer(expression, ranges))


def zoning(layer: QgsVectorLayer, field: str, language: str) -> None:
    """Draw zoning in the national plan colours, by letter code; codes that aren't known stay white."""
    codes = plan_codes()
    index = layer.fields().indexOf(field)
    written = [value for value in layer.uniqueValues(index) if isinstance(value, str)]
    found = codes.split(written)[0].tolist()
    root = QgsRuleBasedRenderer.Rule(None)
    quoted = field.replace('"', '""')
    for code in sorted({one for one in found if one}):
        texts = ", ".join("'" + text.replace("'", "''") + "'" for text, one in zip(written, found) if one == code)
        name = f"{code} {codes.name(code, language)}"
        look = {"fill": codes.colour(code) or "#ffffff", "outline": "#7a7a7a", "pattern": "solid"}
        root.appendChild(QgsRuleBasedRenderer.Rule(fill_symbol(look), 0, 0, f'"{quoted}" IN ({texts})', name))
    rest = {"fill": "#ffffff", "outline": "#7a7a7a", "pattern": "outline"}
    other = QgsRuleBasedRenderer.Rule(fill_symbol(rest), 0, 0, "", "–")
    other.setIsElse(True)
    root.appendChild(other)
    layer.setRenderer(QgsRuleBasedRenderer(root))


def area(layer: QgsVectorLayer, name: str, opacity: float = 1.0) -> None:
    """Draw a context layer of areas."""
    layer.setRenderer(QgsSingleSymbolRenderer(fill_symbol(palette()["context"][name], opacity)))


def line(layer: QgsVectorLayer, name: str) -> None:
    """Draw a context layer of lines."""
    layer.setRenderer(QgsSingleSymbolRenderer(line_symbol(palette()["lines"][name])))


def line_symbol(look: Mapping[str, object]) -> QgsLineSymbol:
    """Make the symbol of one palette entry for lines."""
    symbol = QgsLineSymbol()
    symbol.deleteSymbolLayer(0)
    stroke = QgsSimpleLineSymbolLayer(QColor(str(look["colour"])), float(look["width"]))
    if look.get("dash"):
        stroke.setUseCustomDashPattern(True)
        stroke.setCustomDashVector([2.4, 1.2])
    symbol.appendSymbolLayer(stroke)
    return symbol


ROAD_CLASSES = {
    "motorway": (12111,),
    "main": (12112, 12121),
    "regional": (12122, 12131),
    "connecting": (12132,),
}
"""Classes of the topographic database (kohdeluokka) by how they are drawn; the rest is drawn thin."""


def roads(layer: QgsVectorLayer) -> None:
    """Draw roads of the topographic database by class; any other road layer with one line."""
    lines = palette()["lines"]
    if layer.fields().indexOf("kohdeluokka") < 0:
        line(layer, "connecting")
        return
    root = QgsRuleBasedRenderer.Rule(None)
    for name, numbers in ROAD_CLASSES.items():
        which = ", ".join(str(number) for number in numbers)
        root.appendChild(QgsRuleBasedRenderer.Rule(line_symbol(lines[name]), 0, 0, f'"kohdeluokka" IN ({which})', name))
    other = QgsRuleBasedRenderer.Rule(line_symbol(lines["other"]), 0, 100_000, "", "other")
    other.setIsElse(True)
    root.appendChild(other)
    layer.setRenderer(QgsRuleBasedRenderer(root))


def rules(layer: QgsVectorLayer, kind: str, language: str, **named: str) -> None:
    """Draw a layer by the rules of a palette part; points as markers.

    Args:
        layer: areas or points.
        kind: part of the palette whose entries have `where`.
        language: of the legend.
        named: what an entry's `where: unknown` or `where: protected` means in this layer.
    """
    root = QgsRuleBasedRenderer.Rule(None)
    for look in palette()[kind].values():
        where = str(look["where"])
        shown = "" if where == "else" else named.get(where, where)
        rule = QgsRuleBasedRenderer.Rule(symbol(layer, look), 0, 0, shown, say(look, language))
        if where == "else":
            rule.setIsElse(True)
        root.appendChild(rule)
    layer.setRenderer(QgsRuleBasedRenderer(root))


def symbol(layer: QgsVectorLayer, look: Mapping[str, object]) -> QgsFillSymbol | QgsMarkerSymbol:
    """Make the symbol of one palette entry for a layer's kind of shape."""
    if layer.geometryType() != Qgis.GeometryType.Point:
        return fill_symbol(look, 0.85)
    marker = {
        "name": str(look.get("shape", "circle")),
        "color": str(look["fill"]),
        "outline_color": str(look["outline"]),
        "size": str(look.get("size", 2.6)),
    }
    return QgsMarkerSymbol.createSimple(marker)


def shore(layer: QgsVectorLayer, language: str) -> None:
    """Draw pieces of shore by the coefficient that they are counted with."""
    root = QgsRuleBasedRenderer.Rule(None)
    above = -1.0
    for look in palette()["shore"].values():
        limit = float(str(look["upto"]))
        rule = f'"k" > {above} AND "k" <= {limit}'
        root.appendChild(QgsRuleBasedRenderer.Rule(line_symbol(look), 0, 0, rule, say(look, language)))
        above = limit
    layer.setRenderer(QgsRuleBasedRenderer(root))


def points(layer: QgsVectorLayer, colour: str, shape: str = "circle", size: float = 2.4) -> None:
    """Draw a context layer of points."""
    look = {"name": shape, "color": colour, "outline_color": "#ffffff", "outline_width": "0.3", "size": str(size)}
    layer.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple(look)))


def from_scale(layer: QgsVectorLayer, scale: float) -> None:
    """Show a layer from a scale on: 10000 is 1:10 000 and larger."""
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(scale)


def label(
    layer: QgsVectorLayer,
    expression: str,
    size: float = 8.0,
    largest_scale_only: float = 0.0,
    inside: bool = False,
    merged: bool = False,
) -> None:
    """Label a layer by an expression; `largest_scale_only` 10000 shows the labels from 1:10 000 on only.

    With `inside` only where the label fits into its area; with `merged` lines that follow each other and say the same
    get one label.
    """
    text = QgsTextFormat()
    text.setFont(QFont("DejaVu Sans"))
    text.setSize(size)
    text.setColor(QColor("#202020"))
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(0.7)
    buffer.setColor(QColor("#ffffff"))
    text.setBuffer(buffer)
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
    settings.setFormat(text)
    settings.fitInPolygonOnly = inside
    if layer.geometryType() == Qgis.GeometryType.Line:
        settings.placement = Qgis.LabelPlacement.Line
        settings.lineSettings().setMergeLines(merged)
    if largest_scale_only:
        settings.scaleVisibility = True
        settings.minimumScale = largest_scale_only
        settings.maximumScale = 1
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
