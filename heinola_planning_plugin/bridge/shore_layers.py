# SPDX-License-Identifier: GPL-2.0-or-later
"""How the results on the shore look: titles, colours, labels, map tips."""

from __future__ import annotations

import html

from qgis.core import (
    Qgis,
    QgsLineSymbol,
    QgsRuleBasedRenderer,
    QgsSimpleLineSymbolLayer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.wording import UNKNOWN

from . import shore_pieces, styles
from .aliases import alias

TITLES = {
    "shoreline_sites": {"fi": "Käytetyt rakennuspaikat", "sv": "Använda byggplatser", "en": "Used places"},
    "shoreline_rights": {
        "fi": "Emätilojen oikeudet (oikeus / käytetty / jäljellä)",
        "sv": "Stamfastigheternas rätter (rätt / använt / kvar)",
        "en": "Rights per estate (right / used / left)",
    },
    "shoreline_parcels": {
        "fi": "Nykyisten kiinteistöjen osuudet",
        "sv": "Nuvarande fastigheters andelar",
        "en": "Shares of the present properties",
    },
    **shore_pieces.TITLES,
    "shoreline_waters": {
        "fi": "Oikeudet vesistöittäin",
        "sv": "Rätter per vattendrag",
        "en": "Rights per water body",
    },
    "shoreline_water_bodies": {
        "fi": "Rantaviiva vesistöittäin",
        "sv": "Strandlinje per vattendrag",
        "en": "Shoreline per water body",
    },
}
"""Titles in the layer tree, in its order."""
SHOWN = ("shoreline_rights", "shoreline")
"""Those that are switched on at first."""

_TIPS = {
    "shoreline_rights": ("ematila", "water_name", "explanation"),
    "shoreline_parcels": (
        "parcel_id", "ematila", "water_name", "real_m", "modified_m", "share", "right_share", "used", "remaining",
    ),
    "shoreline_sites": (
        "site_id", "parcel_id", "ematila", "water_name", "kind", "rule", "distance_m", "places", "weight", "used",
        "reasons",
    ),
    "shoreline": ("piece_id", "water_id", "explanation"),
    "shoreline_cross_sections": ("piece_id", "side", "width_m", "k"),
    "shoreline_islands": ("island_id", "area_ha", "real_m", "measured_m", "sites"),
    "holiday_buildable": ("parcel_id", "buildable_m2"),
    "holiday_places": ("parcel_id", "frontage_m", "area_m2", "buildable_m2"),
}  # fmt: skip
"""Fields of a map tip, by result layer."""
_DECIMALS = {"share": 2, "right_share": 2, "used": 1, "weight": 1, "k_water": 2, "k_land": 2, "k": 2, "width_m": 1,
             "width_water_m": 1, "width_land_m": 1}  # fmt: skip
_BESIDE_MM = 1.8
"""How far inland of the shore the line of rights is drawn, so that both are seen."""
_LABELS_FROM, _SITES_FROM = 30_000, 30_000


def style(layer: QgsVectorLayer, name: str, language: str) -> bool:
    """Style a layer if it is one of these, and tell whether it was."""
    if name == "shoreline_comparison_estates":
        _comparison(layer, language)
        return True
    if name not in TITLES:
        return False
    if name in _TIPS:
        layer.setMapTipTemplate(_tip(layer, _TIPS[name], language))
    if shore_pieces.style(layer, name, language):
        return True
    if name == "shoreline_rights":
        _by_rule(layer, "shore_rights", language)
        rights_labels(layer, language, _LABELS_FROM)
    elif name == "shoreline_parcels":
        _by_rule(layer, "shore_rights", language)
    elif name == "shoreline_sites":
        styles.rules(layer, "shore_sites", language)
        styles.from_scale(layer, _SITES_FROM)
    return True


def _comparison(layer: QgsVectorLayer, language: str) -> None:
    """Draw estates by what the second scenario gives them, with what each has left in every scenario."""
    _by_rule(layer, "shore_comparison", language)
    left = [name for name in layer.fields().names() if name.endswith("_remaining")]
    text = " || ' → ' || ".join(f"coalesce(format_number(\"{name}\", 0, '{language}'), '?')" for name in left)
    differs = " OR ".join(f'"{name}" <> "{left[0]}"' for name in left[1:]) or "false"
    styles.label(layer, f"CASE WHEN {differs} THEN {text} END", 8.5, _LABELS_FROM)


def rights_labels(
    layer: QgsVectorLayer, language: str, from_scale: float = 0.0, only: str = "true", size: float = 8.5
) -> None:
    """Label estates "6,6 / 4 / 2": right, used, left; those with neither right nor use stay bare.

    Args:
        layer: of the rights per estate.
        language: of the numbers.
        from_scale: labels are shown from this scale on; 0 = always.
        only: expression, which estates.
        size: in points.
    """

    def written(field: str, decimals: int) -> str:
        whole = f'CASE WHEN "{field}" = round("{field}") THEN 0 ELSE {decimals} END'
        return f"coalesce(format_number(\"{field}\", {whole}, '{language}'), '?')"

    text = f"{written('right_raw', 1)} || ' / ' || {written('used', 1)} || ' / ' || {written('remaining', 0)}"
    styles.label(layer, f'CASE WHEN ("right_raw" >= 0.05 OR "used" > 0) AND {only} THEN {text} END', size, from_scale)
    settings = layer.labeling().settings()
    settings.placement = Qgis.LabelPlacement.Horizontal
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))


def _by_rule(layer: QgsVectorLayer, kind: str, language: str) -> None:
    """Draw lines beside the shore, on the land's side: the water is on their left."""
    root = QgsRuleBasedRenderer.Rule(None)
    for look in styles.palette()[kind].values():
        stroke = QgsSimpleLineSymbolLayer(QColor(str(look["colour"])), float(str(look["width"])))
        stroke.setOffset(_BESIDE_MM)
        symbol = QgsLineSymbol()
        symbol.changeSymbolLayer(0, stroke)
        where = str(look["where"])
        rule = QgsRuleBasedRenderer.Rule(symbol, 0, 0, "" if where == "else" else where, say(look, language))
        if where == "else":
            rule.setIsElse(True)
        root.appendChild(rule)
    layer.setRenderer(QgsRuleBasedRenderer(root))


def _tip(layer: QgsVectorLayer, names: tuple[str, ...], language: str) -> str:
    fields = layer.fields()
    rows = []
    for name in names:
        position = fields.indexOf(name)
        if position < 0:
            continue
        said = f"replace(replace(\"{name}\", '&', '&amp;'), '<', '&lt;')"
        if fields[position].isNumeric():
            said = f"format_number(\"{name}\", {_DECIMALS.get(name, 0)}, '{language}')"
        cell = f"[% coalesce({said}, '{UNKNOWN[language] if fields[position].isNumeric() else '–'}') %]"
        rows.append(f"<tr><td>{html.escape(alias(name, language))}&nbsp;</td><td><b>{cell}</b></td></tr>")
    return f'<div style="font-family:sans-serif;font-size:10pt"><table>{"".join(rows)}</table></div>'
