# SPDX-License-Identifier: GPL-2.0-or-later
"""The lake report: one upright A4 page per water body with map, figures, estates and how it was counted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from qgis.core import (
    QgsExpressionContextUtils,
    QgsLayoutItemPage,
    QgsNullSymbolRenderer,
    QgsPrintLayout,
    QgsProject,
    QgsVectorLayer,
)

from heinola_planning_plugin.core.documents.phrases import word
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.planning_run import Results
from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.progress import Progress, part, silent
from heinola_planning_plugin.core.shoreline.jobs import SHORELINE_RIGHTS, chosen_rules
from heinola_planning_plugin.core.shoreline.lake_pages import LakePage, lake_pages
from heinola_planning_plugin.core.shoreline.pages import rights_page, rights_sheets

from . import shore_layers, styles
from .page_items import QUIET, label, legend, map_item, north_arrow, scale_bar, table_item
from .painting import write_pdf
from .project import layer_extent
from .provenance import program_line
from .writer import write_sheets, write_tables, write_text

_WIDTH, _HEIGHT, _MARGIN = 210.0, 297.0, 12.0
_MAP_TOP, _MAP_HEIGHT = 24.0, 100.0
_LABELS = {
    "fi": "Kartan luvut emätiloittain: oikeus / käytetty / jäljellä, rakennuspaikkaa",
    "sv": "Talen på kartan per stamfastighet: rätt / använt / kvar, byggplatser",
    "en": "Numbers on the map by original estate: right / used / left, building places",
}
_THIN = 0.55
"""Of the shore's width on the screen: a page shows a whole lake."""


def write_shapes(file: Path, layers: Mapping[str, object], results: Mapping[str, Features]) -> None:
    """Write what the report's maps show into a GeoPackage, in any thread.

    Args:
        file: the GeoPackage.
        layers: what the job read: `shoreline`, and `water` where given.
        results: what the job gave.
    """
    tables = {"estates": results["OUTPUT"], "shore": layers["shoreline"], "water": layers.get("water")}
    write_tables(file, [(name, table) for name, table in tables.items() if isinstance(table, Features)])


def write_lake_report(
    pdf: Path,
    shapes: Path,
    results: Mapping[str, Features],
    settings: Settings,
    project: QgsProject,
    practice: bool = False,
    progress: Progress = silent,
) -> str:
    """Write the report; main thread only, and the window goes on meanwhile.

    Args:
        pdf: the file.
        shapes: the file of `write_shapes`.
        results: what the job gave.
        settings: how it was run.
        project: takes the maps' layers as long as they are drawn; making one anew takes QGIS its time.
        practice: say on each page that the data are invented.

    Returns:
        A sentence about water bodies that were left out, "" when none was.

    Raises:
        InputError: there is no water body with any right, or the file can't be written.
    """
    language = settings.language
    pages, limit = lake_pages(results, chosen_rules(settings), language)
    if not pages:
        raise InputError("no water body has any right, so there is nothing to report", value=pdf.name)
    drawn = _layers(project, shapes, language)
    try:
        progress(0.0)
        layout = _layout(project, len(pages))
        for number, page in enumerate(pages):
            progress(0.3 * number / len(pages))
            _draw(layout, number, page, results["OUTPUT"], drawn, language, practice)
            foot = f"{limit} " if limit else ""
            foot = f"{foot}{program_line(language)}. {number + 1}/{len(pages)}"
            label(layout, number, foot, _MARGIN, _HEIGHT - 10, _WIDTH - 2 * _MARGIN, 5, 7, colour=QUIET)
        write_pdf(layout, pdf, pages[0].title, part(progress, 0.3, 1.0))
    finally:
        for layer in drawn:
            project.removeMapLayer(layer.id())
    return limit


DOCUMENTS = TABLE, SHEETS, LAKES = "shoreline_rights.html", "shoreline_rights.ods", "lakes.pdf"
"""Files of a planning run."""


def write_run_shapes(results: Results, file: Path) -> None:
    """Write what the maps of a planning run's lake report show, in any thread; nothing where no rights were counted."""
    run = results.runs.get(SHORELINE_RIGHTS.id)
    if run is not None:
        write_shapes(file, run.drawn, run.tables)


def write_shore_documents(
    results: Results, folder: Path, shapes: Path, project: QgsProject, progress: Progress = silent
) -> list[str]:
    """Write a planning run's documents on shore rights; main thread only, and the window goes on meanwhile.

    Returns:
        The names of the files: none where no rights were counted, no lake report where nobody has any.
    """
    run = results.runs.get(SHORELINE_RIGHTS.id)
    if run is None:
        return []
    rules, language = chosen_rules(run.settings), results.case.language
    write_text(folder / TABLE, rights_page(run.tables, rules, language))
    write_sheets(folder / SHEETS, rights_sheets(run.tables, rules, language))
    progress(0.0)
    if not lake_pages(run.tables, rules, language)[0]:
        return [TABLE, SHEETS]
    write_lake_report(folder / LAKES, shapes, run.tables, run.settings, project, results.case.practice, progress)
    return [TABLE, SHEETS, LAKES]


def _layers(project: QgsProject, shapes: Path, language: str) -> list[QgsVectorLayer]:
    """Open what the maps show, the topmost first."""
    out = []
    for name in ("estates", "shore", "water"):
        layer = QgsVectorLayer(f"{shapes}|layername={name}", name, "ogr")
        if name == "water" and not layer.isValid():
            continue  # it wasn't given
        if not layer.isValid() or project.addMapLayer(layer, False) is None:
            raise InputError("the result can't be opened", layer=name)
        out.append(layer)
    _labels_only(out[0], language)
    styles.shore(out[1], language)
    for rule in out[1].renderer().rootRule().children():
        rule.setFilterExpression(f'({rule.filterExpression()}) AND "water_id" = @page_water')
        rule.symbol().setWidth(rule.symbol().width() * _THIN)
    for layer in out[2:]:
        styles.area(layer, "water")
    return out


def _labels_only(layer: QgsVectorLayer, language: str) -> None:
    """Show the estates by their label: the shore itself is drawn by its coefficients."""
    layer.setRenderer(QgsNullSymbolRenderer())
    shore_layers.rights_labels(layer, language, only='"water_id" = @page_water', size=6.5)


def _layout(project: QgsProject, count: int) -> QgsPrintLayout:
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    pages = layout.pageCollection()
    pages.page(0).setPageSize("A4", QgsLayoutItemPage.Orientation.Portrait)
    for _ in range(count - 1):
        page = QgsLayoutItemPage(layout)
        page.setPageSize("A4", QgsLayoutItemPage.Orientation.Portrait)
        pages.addPage(page)
    return layout


def _draw(
    layout: QgsPrintLayout,
    number: int,
    page: LakePage,
    estates: Features,
    drawn: list[QgsVectorLayer],
    language: str,
    practice: bool,
) -> None:
    width = _WIDTH - 2 * _MARGIN
    label(layout, number, page.title, _MARGIN, 9, width, 8, 15, bold=True)
    if practice:
        label(layout, number, word("practice", language), _MARGIN, 17.5, width, 5, 8, bold=True, colour="#8a2c0d")
    rows = np.flatnonzero(estates["water_id"] == page.water_id)
    item = map_item(layout, number, "", layer_extent(estates, rows), _MARGIN, _MAP_TOP, width, _MAP_HEIGHT, margin=0.05)
    QgsExpressionContextUtils.setLayoutItemVariable(item, "page_water", page.water_id)
    item.setLayers(drawn)
    item.setKeepLayerSet(True)
    scale_bar(layout, number, item, _MARGIN, _MAP_TOP + _MAP_HEIGHT + 1)
    north_arrow(layout, number, _WIDTH - _MARGIN - 11, _MAP_TOP + 1)
    legend(layout, number, drawn[1], _MARGIN + 45, _MAP_TOP + _MAP_HEIGHT + 1.5, 5, size=7.5, space=4, symbol=3)
    told = _MAP_TOP + _MAP_HEIGHT + 9
    label(layout, number, say(_LABELS, language), _MARGIN + 45, told, width - 45, 4, 7.5, colour=QUIET)
    top = _MAP_TOP + _MAP_HEIGHT + 14.5
    half = (len(page.figures) + 1) // 2
    for n, (name, value) in enumerate(page.figures):
        x, y = _MARGIN + (n // half) * (width / 2 + 2), top + (n % half) * 4.4
        label(layout, number, name, x, y, 62, 4.4, 8, colour=QUIET)
        label(layout, number, value, x + 63, y, 28, 4.4, 8, bold=True)
    top += half * 4.4 + 3
    table_item(layout, number, page.table, _MARGIN, top, width, _HEIGHT - top - 34)
    label(layout, number, "\n".join(page.notes), _MARGIN, _HEIGHT - 32, width, 21, 7.5)
