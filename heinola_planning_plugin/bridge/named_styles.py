# SPDX-License-Identifier: GPL-2.0-or-later
"""Styles of a result layer that the planner can switch to: by status, by certainty, by weights that are being tried."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsGraduatedSymbolRenderer, QgsVectorLayer

from heinola_planning_plugin.core.policy import say

from . import styles

_NAMES = {
    "status": {"fi": "Tila", "sv": "Status", "en": "Status"},
    "certainty": {"fi": "Varmuus", "sv": "Säkerhet", "en": "Certainty"},
    "trial": {"fi": "Kokeillut painot", "sv": "Prövade vikter", "en": "Weights on trial"},
    "ways": {"fi": "Täydentämisen keino", "sv": "Sätt att komplettera", "en": "Way of infill"},
}


def style_name(kind: str, language: str) -> str:
    """Give a style's name as the layer's menu shows it: of "status", "certainty" or "trial"."""
    return say(_NAMES[kind], language)


def add_certainty(layer: QgsVectorLayer, language: str) -> None:
    """Add the style by certainty beside the one that the layer has, which stays on show.

    A style keeps the layer's own properties, too: set those first.
    """
    if layer.fields().indexOf("p_top") < 0 or not layer.isSpatial():
        return
    manager = layer.styleManager()
    shown, sure = style_name("status", language), style_name("certainty", language)
    if sure in manager.styles() or not manager.renameStyle(manager.currentStyle(), shown):
        return
    if manager.addStyleFromLayer(sure) and manager.setCurrentStyle(sure):
        styles.certainty(layer, language)
        manager.setCurrentStyle(shown)


def add_ways(layer: QgsVectorLayer, language: str) -> None:
    """Add to infill plots the style by what they need: what could begin at once apart from what a plan must change."""
    if layer.fields().indexOf("infill_path") < 0 or not layer.isSpatial():
        return
    manager, name = layer.styleManager(), style_name("ways", language)
    shown = manager.currentStyle()
    if name not in manager.styles() and manager.addStyleFromLayer(name) and manager.setCurrentStyle(name):
        styles.rules(layer, "infill_path", language)
        manager.setCurrentStyle(shown)


def show_trial(layer: QgsVectorLayer, expression: str, ranks: Mapping[int, int], language: str) -> None:
    """Show a layer by a score that is being tried, and the ranks of the best; its own styles stay as they are.

    Args:
        layer: the result layer.
        expression: of the score, 0-100.
        ranks: feature id -> rank, of those to be labelled.
        language: of the legend.
    """
    manager, name = layer.styleManager(), style_name("trial", language)
    if manager.currentStyle() != name:
        manager.removeStyle(name)
        if not (manager.addStyleFromLayer(name) and manager.setCurrentStyle(name)):
            return
        styles.steps(layer, "trial", expression, 100.0, language)
    renderer = layer.renderer()
    if isinstance(renderer, QgsGraduatedSymbolRenderer):
        renderer.setClassAttribute(expression)
    named = ",".join(f"'{identity}','{rank}'" for identity, rank in ranks.items())
    styles.label(layer, f"map_get(map({named}),to_string($id))", 8)
    layer.triggerRepaint()


def forget_trial(layer: QgsVectorLayer, language: str) -> None:
    """Go back to the style that the layer had."""
    manager, name = layer.styleManager(), style_name("trial", language)
    if name not in manager.styles():
        return
    back = next(one for one in manager.styles() if one != name)
    shown = style_name("status", language)
    if manager.currentStyle() == name and not manager.setCurrentStyle(shown if shown in manager.styles() else back):
        return
    manager.removeStyle(name)
    layer.triggerRepaint()
