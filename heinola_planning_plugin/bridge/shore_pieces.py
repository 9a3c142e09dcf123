# SPDX-License-Identifier: GPL-2.0-or-later
"""How measured shore looks: pieces by coefficient, excluded shore hatched with its reason, the widths measured."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsEditorWidgetSetup,
    QgsHashedLineSymbolLayer,
    QgsLineSymbol,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.shoreline.excluded import reason_title, reasons

from . import styles

TITLES = {
    "holiday_places": {
        "fi": "Rinnakkain mahtuvat paikat",
        "sv": "Platser som ryms bredvid varandra",
        "en": "Places that fit side by side",
    },
    "holiday_buildable": {
        "fi": "Rakennuskelpoinen maa",
        "sv": "Byggbar mark",
        "en": "Ground that can be built on",
    },
    "shoreline_cross_sections": {
        "fi": "Mitatut poikkileikkaukset",
        "sv": "Uppmätta tvärsnitt",
        "en": "Measured cross-sections",
    },
    "shoreline_islands": {"fi": "Saaret luokittain", "sv": "Öar enligt klass", "en": "Islands by class"},
    "shoreline_edges": {"fi": "Aineiston reuna", "sv": "Materialets kant", "en": "Edge of the data"},
    "shoreline": {"fi": "Muunnettu rantaviiva", "sv": "Omvandlad strandlinje", "en": "Modified shoreline"},
    "shoreline_excluded": {
        "fi": "Alueet, joiden rantaa ei lueta",
        "sv": "Områden vars strand inte räknas",
        "en": "Areas whose shore isn't counted",
    },
}
"""Titles in the layer tree, in its order."""

_NOT_COUNTED = {"fi": "Ei lueta", "sv": "Räknas inte", "en": "Not counted"}
_OTHER = {"fi": "muu syy", "sv": "annan orsak", "en": "other reason"}
_SITES = {"fi": "rp", "sv": "bp", "en": "places"}
_WIDTHS_FROM, _SECTIONS_FROM, _PLACES_FROM, _REASONS_FROM = 5_000, 25_000, 25_000, 30_000
_GAP_MM = 0.8
_MM = QgsUnitTypes.RenderUnit.RenderMillimeters


def style(layer: QgsVectorLayer, name: str, language: str) -> bool:
    """Style a layer if it is one of these, and tell whether it was."""
    if name not in TITLES:
        return False
    _words(layer, language)
    if name == "shoreline":
        _pieces(layer, language)
    elif name == "shoreline_cross_sections":
        _sections(layer, language)
    elif name == "shoreline_islands":
        styles.classes(layer, "island", "island_class", language, ("none", "area", "full"))
        places = f"format_number(\"sites\", 0) || ' {_SITES[language]}'"
        styles.label(layer, f"CASE WHEN \"island_class\" = 'area' THEN {places} END", 8)
    elif name == "holiday_buildable":
        styles.area(layer, "buildable")
        styles.from_scale(layer, _PLACES_FROM)
    elif name == "shoreline_edges":
        styles.line(layer, "data_edge")
    elif name == "shoreline_excluded":
        styles.area(layer, "excluded", 0.5)
        styles.label(layer, _reason_text('"reason"', language), 8, _REASONS_FROM)
    else:
        _places(layer)
        styles.from_scale(layer, _PLACES_FROM)
    return True


def _pieces(layer: QgsVectorLayer, language: str) -> None:
    """Draw pieces by the coefficient they count with; excluded shore hatched, each reason its own way."""
    styles.shore(layer, language)
    root = layer.renderer().rootRule()
    looks = styles.palette()["shore_excluded"]
    not_counted = say(_NOT_COUNTED, language)
    # The first reason of several draws the piece; all of them are said.
    first = "regexp_replace(\"excluded\", ';.*$', '')"
    shown = [(code, reason_title(code, language), f"{first} = '{code}'") for code in reasons() if code in looks]
    listed = ", ".join(f"'{code}'" for code, *_ in shown)
    shown.append(("other", say(_OTHER, language), f"\"excluded\" <> '' AND {first} NOT IN ({listed})"))
    for place, (code, title, where) in enumerate(shown):
        rule = QgsRuleBasedRenderer.Rule(_hatched(looks[code]), 0, 0, where, f"{not_counted}: {title}")
        root.insertChild(place, rule)
    styles.label(layer, _reason_text('"excluded"', language), 8, _REASONS_FROM, merged=True)


def _hatched(look: Mapping[str, object]) -> QgsLineSymbol:
    """Make a line with ticks across it."""
    colour = str(look["colour"])
    symbol = styles.line_symbol({"colour": colour, "width": 0.3})
    ticks = QgsHashedLineSymbolLayer(True, float(str(look["gap"])))
    ticks.setIntervalUnit(_MM)
    ticks.setHashLength(2.4)
    ticks.setHashLengthUnit(_MM)
    ticks.setHashAngle(35)
    stroke = QgsLineSymbol()
    stroke.setColor(QColor(colour))
    stroke.setWidth(0.35)
    if ticks.setSubSymbol(stroke):
        symbol.appendSymbolLayer(ticks)
    return symbol


def _reason_text(field: str, language: str) -> str:
    """Write the expression that says a reason's codes in words."""
    expression = field
    for code in reasons():
        title = reason_title(code, language).replace("'", "''")
        expression = f"regexp_replace({expression}, '(^|;){code}(?=;|$)', '\\\\1{title}')"
    return f"replace({expression}, ';', ', ')"


def _sections(layer: QgsVectorLayer, language: str) -> None:
    looks = styles.palette()["shore_side"]
    categories = [
        QgsRendererCategory(side, styles.line_symbol(look), say(look, language)) for side, look in looks.items()
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("side", categories))
    styles.label(layer, "format_number(\"width_m\", 0) || ' m'", 7, _WIDTHS_FROM)
    styles.from_scale(layer, _SECTIONS_FROM)


def _places(layer: QgsVectorLayer) -> None:
    """Draw places side by side with a gap between, so that they can be counted."""
    symbol = styles.line_symbol(styles.palette()["lines"]["places"])
    stroke = symbol.symbolLayer(0)
    stroke.setPenCapStyle(Qt.PenCapStyle.FlatCap)
    for trim, unit in (
        (stroke.setTrimDistanceStart, stroke.setTrimDistanceStartUnit),
        (stroke.setTrimDistanceEnd, stroke.setTrimDistanceEndUnit),
    ):
        trim(_GAP_MM / 2)
        unit(_MM)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))


def _words(layer: QgsVectorLayer, language: str) -> None:
    """Say the codes of sides and island classes in the attribute form."""
    for field, kind in (("side", "shore_side"), ("island_class", "island")):
        position = layer.fields().indexOf(field)
        if position >= 0:
            words = [{say(look, language): code} for code, look in styles.palette()[kind].items()]
            layer.setEditorWidgetSetup(position, QgsEditorWidgetSetup("ValueMap", {"map": words}))
