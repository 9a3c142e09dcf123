# SPDX-License-Identifier: GPL-2.0-or-later
"""Tampere's three best sites: their scores worked out again by GDAL alone, and each drawn with what was measured."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsField,
    QgsFillSymbol,
    QgsGeometry,
    QgsLineSymbol,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QMetaType

from heinola_planning_plugin.bridge import styles
from heinola_planning_plugin.core.features import Features

from . import by_hand
from . import draw as draw_
from .place import Check, Place

SITES = (21, 226, 141)
_KNOWN = 58.5
"""Weight of the criteria whose evidence is known here: 18 + 6 + 10 + 6 + 4 + 3.5 + 1.5 + 4.5 + 5 of 100."""
_HAND = {
    226: (
        93.24,
        "way 592 m → 18, rail (5000 − 598.13) / 4700 × 6 = 5.619, 134.6 ha → 10, circle 893 m → 6, compactness (0.6641 − "
        "0.2) / 0.5 × 4 = 3.713, power 0 m → 3.5, gas 0 m → 1.5, industry (3000 − 1254.34) / 2900 × 4.5 = 2.709, "
        "commerce 0.7 × 5 = 3.5; 54.541 / 0.585",
    ),
    141: (
        92.95,
        "way 571 m → 18, rail 0 m → 6, 42.5 ha → 10, circle 617 m → 6, compactness 0.798 → 4, power (5000 − 3776.71) / "
        "4500 × 3.5 = 0.951, gas (5000 − 727.04) / 4500 × 1.5 = 1.424, industry 0 m → 4.5, commerce 0.7 × 5 = 3.5; "
        "54.376 / 0.585",
    ),
}


def checks(table: Features, row_of, files: dict[str, tuple[Path, str]]) -> list[Check]:
    """Check the scores of the second and third site; the first stands with the other checks.

    Args:
        table: the judged areas.
        row_of: gives the row of an area's number.
        files: what is measured to -> file and which of its rows.
    """
    return [
        Check(
            f"area {number} (P/T)",
            "score",
            how,
            score,
            float(table["score"][row_of(number)]),
            0.01,
            partial(_score, number, files),
        )
        for number, (score, how) in _HAND.items()
    ]


def _score(number: int, files: dict[str, tuple[Path, str]]) -> float:
    """Work the score out from the plan's own shapes; the way along roads is below 1 km for all three, so full."""
    shape = _shape(number, files)
    away = {
        name: min(shape.Distance(other) for _, other in by_hand.shapes(file, where))
        for name, (file, where) in files.items()
        if name != "areas"
    }
    outline = shape.Boundary().Length()
    compactness = 4 * math.pi * shape.Area() / outline**2
    points = (
        18
        + 6 * _between(away["railway"], 300, 5000)
        + 10  # all three are larger than 10 ha
        + 6  # and wider than 150 m
        + 4 * (1 - _between(compactness, 0.2, 0.7))
        + 3.5 * _between(away["power line"], 500, 5000)
        + 1.5 * _between(away["gas pipe"], 500, 5000)
        + 4.5 * _between(away["industry"], 100, 3000)
        + 0.7 * 5
    )
    return 100 * points / _KNOWN


def _between(value: float, full: float, zero: float) -> float:
    return min(max((zero - value) / (zero - full), 0.0), 1.0)


def _shape(number: int, files: dict[str, tuple[Path, str]]):
    return by_hand.shapes(files["areas"][0], f"id = {number}")[0][1]


def draw(found: Place, folder: Path, target: Path, files: dict[str, tuple[Path, str]], credit: str) -> None:
    """Draw each site with a line to the nearest of everything that was measured to."""
    for place, number in enumerate(SITES, 1):
        name = f"real-{found.key}-site-{number}.png"
        title = f"Site {place}: area {number} of Tampere's general plan"
        site = _layer(files["areas"][0], f"id = {number}", "The site")
        draw_.outline(site, "#000000", 1.2)
        lines = _measured(site, files)
        styles.label(lines, '"what"', 8)
        settings = lines.labeling().settings()
        settings.placement = Qgis.LabelPlacement.Horizontal  # along a short line there is no room
        lines.setLabeling(QgsVectorLayerSimpleLabeling(settings))
        zones = _layer(files["areas"][0], files["industry"][1], "Industry in the plan (T, TY)")
        zones.setRenderer(_fill("#c9b8e8"))
        others = _layer(files["areas"][0], "", "Land-use areas")
        draw_.outline(others, "#b8c0c8", 0.2)
        context = []
        for what, colour, width in (
            ("railway", "#202020", 0.9),
            ("power line", "#7a5200", 0.6),
            ("gas pipe", "#d55e00", 0.6),
        ):
            layer = _layer(*files[what], what.capitalize())
            layer.setRenderer(_line(colour, width))
            context.append(layer)
        junctions = draw_.open_layer(folder / "junctions.gpkg", "Grade-separated junctions")
        styles.points(junctions, "#b2182b", "diamond", 3.6)
        seveso = _layer(*files["Seveso zone"], "Consultation zones (Seveso)")
        draw_.outline(seveso, "#cc3311", 0.5)
        box = QgsRectangle(site.extent())
        box.combineExtentWith(lines.extent())
        box.scale(1.15)
        draw_.picture(
            target / name,
            title,
            "Lines go to the nearest of what is measured; their lengths are those of the table",
            [lines, junctions, site, *context, seveso, zones, others],
            [site, lines, junctions, *context, seveso, zones],
            credit,
            box,
        )
        found.pictures.append((name, f"{title}, with what was measured"))


def _measured(site: QgsVectorLayer, files: dict[str, tuple[Path, str]]) -> QgsVectorLayer:
    shape = next(site.getFeatures()).geometry()
    layer = QgsVectorLayer(f"LineString?crs={site.crs().authid()}", "Measured distance", "memory")
    layer.dataProvider().addAttributes([QgsField("what", QMetaType.Type.QString)])
    layer.updateFields()
    for what, (file, where) in files.items():
        if what in ("areas", "Seveso zone"):
            continue
        others = [feature.geometry() for feature in _layer(file, where, what).getFeatures()]
        nearest = min(others, key=shape.distance)
        line: QgsGeometry = shape.shortestLine(nearest)
        if line.length() < 1:
            continue
        feature = QgsFeature(layer.fields())
        feature.setGeometry(line)
        feature.setAttributes([f"{line.length():,.0f} m, {what}"])
        layer.dataProvider().addFeature(feature)
    layer.setRenderer(_line("#0072b2", 0.8))
    return layer


def _layer(file: Path, where: str, title: str) -> QgsVectorLayer:
    layer = draw_.open_layer(file, title, "ISO-8859-1")
    layer.setSubsetString(where)
    return layer


def _line(colour: str, width: float) -> QgsSingleSymbolRenderer:
    return QgsSingleSymbolRenderer(QgsLineSymbol.createSimple({"color": colour, "width": str(width)}))


def _fill(colour: str) -> QgsSingleSymbolRenderer:
    return QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": colour, "outline_color": "#8a7ab0"}))
