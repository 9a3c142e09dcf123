# SPDX-License-Identifier: GPL-2.0-or-later
"""The project of a planning run: results grouped by question over the case's own layers, styled, with map themes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import shapely
from qgis.core import (
    Qgis,
    QgsFeatureRequest,
    QgsLayerTree,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsMapThemeCollection,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from heinola_planning_plugin.core.case import Case
from heinola_planning_plugin.core.documents.figures import QUESTIONS
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake.fields import normalise
from heinola_planning_plugin.core.intake.report import role_name
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.planning_run import LAYER_NAMES, Results
from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.progress import Progress, part, silent
from heinola_planning_plugin.core.scoring.criteria import CriteriaSet

from . import rights_layers, shore_layers, styles
from .aliases import dress
from .features import qgis_crs, read_source
from .judged import remember
from .loading import open_input
from .named_styles import add_certainty, add_ways

_GROUPS = {
    "strategy": {"fi": "Strategia ja kaava", "sv": "Strategi och plan", "en": "Strategy and zoning"},
    "inputs": {"fi": "Lähtöaineisto", "sv": "Utgångsmaterial", "en": "Input data"},
}

_LAYERS = {
    "industrial_reservation": {"fi": "Kiinteistöt", "sv": "Fastigheter", "en": "Parcels"},
    "industrial_sites": {"fi": "Yhtenäiset alueet", "sv": "Sammanhängande områden", "en": "Sites of adjoining parcels"},
    "holiday_housing": {"fi": "Rantakiinteistöt", "sv": "Strandfastigheter", "en": "Shore parcels"},
    "infill": {"fi": "Tontit", "sv": "Tomter", "en": "Plots"},
    **rights_layers.TITLES,
    **shore_layers.TITLES,
    "strategy_pieces": {"fi": "Kaava ja tavoitteet", "sv": "Plan och mål", "en": "Zoning and targets"},
    "conflicts": {"fi": "Tavoitteiden ristiriidat", "sv": "Konflikter mellan målen", "en": "Conflicts between aims"},
    "strategy_gaps": {"fi": "Tavoitteiden vajeet", "sv": "Målens brister", "en": "Gaps of the targets"},
}

_TREE_ORDER = (
    "centre", "services", "stops", "junctions", "relics", "heritage", "sites", "target_areas", "noise", "flood",
    "parking", "building_areas", "groundwater", "protected", "seveso", "norm_zones", "excluded", "extent", "powerlines",
    "gas", "water_supply", "railways", "roads", "buildings", "parcels", "plan_units", "water", "wetland", "soil",
    "zoning", "dem",
)  # fmt: skip
"""Roles from the top of the layer tree down."""
_HIDDEN = (
    "industrial_sites",
    *rights_layers.TITLES,
    *(name for name in shore_layers.TITLES if name not in shore_layers.SHOWN),
    "strategy_pieces",
    "conflicts",
)
_SHORE_LINES, _SHORE_LINES_FROM = ("shoreline", "shoreline_rights"), 60_000.0
"""On a map of the whole municipality the shore's classes would hide the parcels that they are about."""
_SHOWN = (
    "roads",
    "railways",
    "water",
    "junctions",
    "centre",
    "plan_units",
    "buildings",
    "parcels",
)  # what is switched on at first


def added(project: QgsProject, layer: QgsMapLayer) -> QgsMapLayer:
    """Add a layer to a project, not yet to its tree, and give it."""
    if project.addMapLayer(layer, False) is None:
        raise InputError("can't be added to the project", layer=layer.name())
    return layer


def dress_input(layer: QgsVectorLayer | QgsRasterLayer, role: str, language: str) -> None:
    """Style a case's own layer by its role."""
    if isinstance(layer, QgsRasterLayer):
        return
    is_area = layer.geometryType() == Qgis.GeometryType.Polygon
    if role in ("zoning", "plan_units"):
        code_field = field_of(layer, role, "zone_code")
        if code_field:
            styles.zoning(layer, code_field, language)
            styles.label(layer, f'"{code_field}"', 7, 4_000)
    elif role == "roads":
        styles.roads(layer)
    elif role in ("railways", "powerlines"):
        styles.line(layer, role)
    elif is_area and role in styles.palette()["context"]:
        styles.area(layer, role)
    elif role in _MARKERS and layer.geometryType() == Qgis.GeometryType.Point:
        styles.points(layer, *_MARKERS[role])
    if role in _FROM_SCALE:
        styles.from_scale(layer, _FROM_SCALE[role])


def field_of(layer: QgsVectorLayer, role: str, column: str) -> str | None:
    """Find which field of a layer intake takes for a column, from its first rows."""
    sample = read_source(layer, request=QgsFeatureRequest().setLimit(500))
    found = normalise(sample, role).found.get(column)
    return found if found and layer.fields().indexOf(found) >= 0 else None


_FROM_SCALE = {"buildings": 25_000.0, "parcels": 15_000.0}
"""What would only blacken a small-scale map."""

_MARKERS = {
    "junctions": ("#b2182b", "diamond", 3.4),
    "centre": ("#d63648", "star", 5.0),
    "services": ("#5b3fa0", "square", 2.2),
    "stops": ("#1f6fb4", "circle", 1.6),
    "relics": ("#8c510a", "triangle", 2.6),
    "buildings": ("#6b6b6b", "circle", 1.0),
}


def build_project(
    results: Results, geopackage: Path, project: QgsProject, progress: Progress = silent
) -> dict[str, QgsVectorLayer]:
    """Fill a project with a run's results and inputs; the progress callable is called before each layer.

    Args:
        results: what the run gave.
        geopackage: where its tables were written.
        project: an empty project.

    Returns:
        The result layers by name.
    """
    language = results.case.language
    project.setTitle(results.case.title)
    if results.crs:
        project.setCrs(qgis_crs(results.crs))
    project.setBackgroundColor(QColor(str(styles.palette()["context"]["land"]["fill"])))
    root = project.layerTreeRoot()
    layers: dict[str, QgsVectorLayer] = {}
    for title, names in _question_groups(language):
        group = QgsLayerTreeGroup(title)
        for name in names:
            if name in results.tables:
                progress(0.7 * len(layers) / len(results.tables))
                layers[name] = _result_layer(results, geopackage, name, project, group)
        if group.children():
            root.addChildNode(group)
    add_inputs(results.case, project, part(progress, 0.7, 1.0))
    _themes(project, root, layers)
    _frame(project, results)
    return layers


def _question_groups(language: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    more = {
        "industrial_reservation": ("industrial_sites",),
        "holiday_housing": tuple(shore_layers.TITLES),
        "infill": tuple(rights_layers.TITLES),
    }
    for question in QUESTIONS:
        yield say(question.title, language), (*more.get(question.layer, ()), question.layer)
    yield say(_GROUPS["strategy"], language), ("conflicts", "strategy_pieces", "strategy_gaps")


def _result_layer(
    results: Results, geopackage: Path, name: str, project: QgsProject, group: QgsLayerTreeGroup
) -> QgsVectorLayer:
    language = results.case.language
    layer = QgsVectorLayer(f"{geopackage}|layername={name}", say(_LAYERS[name], language), "ogr")
    if not layer.isValid():
        raise InputError("the result can't be opened", layer=name)
    style_result(layer, name, language)
    dress(layer, language, criteria_of(results, name))
    layer.setCustomProperty("heinola/result", name)
    settings = settings_of(results, name)
    if settings is not None:
        remember(layer, settings)
    add_certainty(layer, language)
    add_ways(layer, language)
    if name in _SHORE_LINES:
        styles.from_scale(layer, _SHORE_LINES_FROM)
    node = group.addLayer(added(project, layer))
    node.setItemVisibilityChecked(name not in _HIDDEN)
    node.setExpanded(False)
    return layer


def criteria_of(results: Results, name: str) -> CriteriaSet | None:
    """Give the criteria that a result layer was judged by, None where there are none."""
    settings = settings_of(results, name)
    return None if settings is None else settings.criteria


def settings_of(results: Results, name: str) -> Settings | None:
    """Give how the job of a result layer was run, None where it is no job's."""
    for (job_id, _), layer in LAYER_NAMES.items():
        if layer == name and job_id in results.runs:
            return results.runs[job_id].settings
    return None


def style_result(layer: QgsVectorLayer, name: str, language: str) -> None:
    """Style a result layer by its name; a table without shapes needs none."""
    if not layer.isSpatial():
        return
    if rights_layers.style(layer, name, language) or shore_layers.style(layer, name, language):
        return
    if name == "industrial_sites":
        styles.area(layer, "target_areas")
        styles.label(layer, "\"site_id\" || '\\n' || format_number(\"area_ha\", 1) || ' ha'", 8)
    elif name == "strategy_pieces":
        styles.relation(layer, language)
    elif name == "changes":
        styles.changes(layer, language)
    elif name == "draft_areas":
        styles.zoning(layer, "zone_code", language)
        styles.label(layer, '"area_id" || \': \' || "zone_code"', 8)
    elif name == "programme":
        styles.programme(layer, language)
    elif name == "conflicts":
        styles.conflicts(layer, language)
    elif layer.fields().indexOf("status") >= 0:
        styles.status(layer, language)
        label = 'CASE WHEN "rank" <= 10 THEN to_string(to_int("rank")) END'
        if layer.fields().indexOf("unused_m2") >= 0:
            near = '@map_scale <= 6000 AND "unused_m2" > 0'
            label = f"CASE WHEN {near} THEN format_number(\"unused_m2\", 0) || ' k-m²' ELSE {label} END"
        if layer.fields().indexOf("rank") >= 0:
            styles.label(layer, label, 8)


def add_inputs(
    case: Case, project: QgsProject, progress: Progress = silent
) -> dict[str, QgsVectorLayer | QgsRasterLayer]:
    """Add a case's own layers to a project, styled, in one group below what is there; give them by role."""
    language = case.language
    group = QgsLayerTreeGroup(say(_GROUPS["inputs"], language))
    layers = {}
    for number, one in enumerate(sorted(case.inputs, key=lambda one: _TREE_ORDER.index(one.role))):
        progress(number / len(case.inputs))
        layer = open_input(one, role_name(one.role, language).capitalize())
        dress_input(layer, one.role, language)
        node = group.addLayer(added(project, layer))
        node.setItemVisibilityChecked(one.role in _SHOWN)
        node.setExpanded(False)
        layers.setdefault(one.role, layer)
    if group.children():
        project.layerTreeRoot().addChildNode(group)
    return layers


def _themes(project: QgsProject, root: QgsLayerTree, layers: dict[str, QgsVectorLayer]) -> None:
    """Make a map theme per question, and of plots, blocks and houses: their own layers over the shown inputs."""
    base = [
        node.layer()
        for node in root.findLayers()
        if node.itemVisibilityChecked() and node.layer() not in layers.values()
    ]
    themes = {question.layer: (question.layer,) for question in QUESTIONS} | {
        layers[name].name(): (name, *below) for name, below in rights_layers.THEMES.items() if name in layers
    }
    for title, names in themes.items():
        shown = [layers[name] for name in names if name in layers]
        if shown:
            record = QgsMapThemeCollection.MapThemeRecord()
            for layer in (*shown, *base):
                entry = QgsMapThemeCollection.MapThemeLayerRecord(layer)
                entry.currentStyle = layer.styleManager().currentStyle()
                entry.usingCurrentStyle = True
                record.addLayerRecord(entry)
            project.mapThemeCollection().insert(title, record)


def _frame(project: QgsProject, results: Results) -> None:
    """Open the project on the judged features."""
    boxes = [layer_extent(table) for name, table in results.tables.items() if name in {q.layer for q in QUESTIONS}]
    boxes = [box for box in boxes if box is not None]
    if boxes:
        whole = boxes[0]
        for box in boxes[1:]:
            whole.combineExtentWith(box)
        project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(whole.buffered(500), project.crs()))


def layer_extent(table: Features, rows: np.ndarray | None = None) -> QgsRectangle | None:
    """Give the extent of a table (of some rows of it) as a QgsRectangle, None when it has no shapes."""
    geometry = table.geometry if rows is None else table.geometry[rows]
    west, south, east, north = shapely.total_bounds(geometry)
    return None if west != west else QgsRectangle(west, south, east, north)
