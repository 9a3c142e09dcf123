# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:modifiedshoreline on drawn water and on real lakes."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import shared_data
from qgis import processing
from qgis.core import (
    QgsExpression,
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from heinola_planning_plugin.bridge.aliases import dress
from heinola_planning_plugin.bridge.features import read_layer
from heinola_planning_plugin.bridge.project import style_result


def run(**parameters):
    return processing.run("heinola:modifiedshoreline", parameters, feedback=QgsProcessingFeedback(False))


def water(wkt: str) -> QgsVectorLayer:
    layer = QgsVectorLayer("Polygon?crs=EPSG:3880&field=water_id:string", "water", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(wkt))
    feature.setAttributes(["channel"])
    layer.dataProvider().addFeatures([feature])
    return layer


def box(x: float, y: float, width: float, height: float) -> str:
    ring = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    return f"POLYGON(({', '.join(f'{a} {b}' for a, b in ring)}))"


@pytest.mark.parametrize(
    ("width", "k"), [(80, 0.25), (150, 0.5), (250, 0.75), (350, 1.0)], ids=lambda value: str(value)
)
def test_long_sides_of_a_channel_have_the_coefficient_of_its_width(provider, width, k):
    """KHO:2017:123: water below 100 m counts a quarter, 100-200 m half, 200-300 m three quarters."""
    answer = run(WATER=water(box(26_500_000, 6_780_000, 3000, width)), OUTPUT="memory:")
    pieces = read_layer(answer["OUTPUT"])
    middle = np.abs(np.array([shape.centroid.x for shape in pieces.geometry]) - 26_501_500) < 1000
    np.testing.assert_allclose(pieces["k"][middle], k)
    np.testing.assert_allclose(
        pieces["width_water_m"][middle][np.isfinite(pieces["width_water_m"][middle])], width, rtol=0.03
    )
    assert answer["MODIFIED_M"] == pytest.approx(pieces["modified_m"].sum())
    assert answer["REAL_M"] == pytest.approx(2 * (3000 + width), rel=0.001)


def test_real_lakes_keep_the_share_that_plans_have_had(provider):
    path = shared_data("fi-mml-lakes-shorelines/lakes.gpkg")
    answer = run(
        WATER=f"{path}|layername=lake_part", OUTPUT="memory:", WATER_BODIES="memory:", CROSS_SECTIONS="memory:"
    )
    bodies = read_layer(answer["WATER_BODIES"])
    large = bodies["real_m"] > 5000
    ratio = bodies["modified_m"][large].sum() / bodies["counted_m"][large].sum()
    assert 0.55 < ratio < 0.85  # Ruovesi 0.61 … Sotkamo 0.81, KHO:2017:123 and others
    assert answer["MODIFIED_M"] < answer["STRAIGHT_M"] < answer["REAL_M"]
    assert len(read_layer(answer["CROSS_SECTIONS"]))


def areas(*rows: tuple[str, dict]) -> QgsVectorLayer:
    """Make a layer of areas: WKT and attributes, all text."""
    names = list(rows[0][1])
    uri = "Polygon?crs=EPSG:3880" + "".join(f"&field={name}:string" for name in names)
    layer = QgsVectorLayer(uri, "areas", "memory")
    for wkt, values in rows:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes(list(values.values()))
        layer.dataProvider().addFeatures([feature])
    return layer


X, Y = 26_500_000, 6_780_000


def test_shore_is_left_out_for_the_reasons_that_the_layers_tell(provider):
    answer = run(
        WATER=water(box(X, Y, 3000, 2000)),
        PROTECTED=areas(
            (box(X - 50, Y - 100, 550, 100), {"kind": "reserve"}), (box(X + 600, Y - 100, 500, 100), {"kind": "natura"})
        ),
        PLAN_UNITS=areas(
            (box(X + 1200, Y - 100, 300, 100), {"kaavamerkinta": "RA"}),
            (box(X + 1600, Y - 100, 300, 100), {"kaavamerkinta": "VL"}),
        ),
        EXCLUDED=areas((box(X + 2000, Y - 100, 100, 100), {"syy": "satama"})),
        LANGUAGE=1,
        OUTPUT="memory:",
        EXCLUDED_SHORE="memory:",
    )
    pieces = read_layer(answer["OUTPUT"])
    told = {code: pieces["real_m"][pieces["excluded"] == code].sum() for code in ("protected", "recreation", "satama")}
    # Areas hold the shore within 2 m: of the reserve 500 m and 2 m, and 2 m round the lake's corner.
    assert told == pytest.approx({"protected": 504, "recreation": 304, "satama": 104}, abs=1)
    assert set(pieces["excluded"].tolist()) == {None, "protected", "recreation", "satama"}
    assert len(read_layer(answer["EXCLUDED_SHORE"])) == 3
    row = np.flatnonzero(pieces["excluded"] == "recreation")[0]
    assert "ei lueta: yleinen virkistysalue" in pieces["explanation"][row]
    with_plans = run(
        WATER=water(box(X, Y, 3000, 2000)),
        PLAN_UNITS=areas((box(X + 1200, Y - 100, 300, 100), {"kaavamerkinta": "RA"})),
        REASONS=[6],  # holiday-housing plans, which count unless chosen otherwise
        OUTPUT="memory:",
    )
    assert answer["MODIFIED_M"] == pytest.approx(10_000 - 504 - 304 - 104, abs=2)
    assert with_plans["MODIFIED_M"] == pytest.approx(10_000 - 304, abs=2)


@pytest.mark.parametrize("crs", ["EPSG:3880", "EPSG:3067"])
def test_a_lake_that_goes_on_beyond_the_data_is_not_narrow(provider, crs):
    """A strip of lake 60 m wide along the map sheet's border: the border is no shore, and the rest isn't 60 m wide."""
    sheet = areas((box(X - 500, Y - 3000, 4000, 3060), {"name": "sheet"}))
    if crs != "EPSG:3880":
        sheet = processing.run("native:reprojectlayer", {"INPUT": sheet, "TARGET_CRS": crs, "OUTPUT": "memory:"})[
            "OUTPUT"
        ]
    lake = box(X, Y, 3000, 60)  # its northern side is the sheet's border
    blind = run(WATER=water(lake), OUTPUT="memory:", EDGES="memory:")
    seen = run(WATER=water(lake), EXTENT=sheet, OUTPUT="memory:", EDGES="memory:")
    assert blind["REAL_M"] == pytest.approx(6120, rel=0.001)
    assert seen["REAL_M"] == pytest.approx(3120, rel=0.001)
    edges = read_layer(seen["EDGES"])
    assert edges["length_m"].sum() == pytest.approx(3000, rel=0.001)
    assert set(edges["reasons"]) == {"data_edge"}
    pieces = read_layer(seen["OUTPUT"])
    middle = np.abs(np.array([shape.centroid.x for shape in pieces.geometry]) - X - 1500) < 1000
    assert set(pieces["k"][middle]) == {1.0}
    assert all("water_to_data_edge" in text for text in pieces["reasons"][middle])
    assert blind["MODIFIED_M"] < 0.3 * 6120


def test_islands_come_in_three_classes(provider):
    rings = [_ring(X, Y, 4000, 4000), _ring(X + 500, Y + 500, 100, 190), _ring(X + 1500, Y + 1500, 200, 150)]
    rings.append(_ring(X + 2500, Y + 2500, 600, 500))
    lake = f"POLYGON({', '.join(f'({ring})' for ring in rings)})"
    answer = run(WATER=water(lake), OUTPUT="memory:", ISLANDS="memory:")
    islands = read_layer(answer["ISLANDS"])
    rows = zip(*(islands[name] for name in ("area_ha", "island_class", "sites")))
    found = {round(area, 1): (kind, sites) for area, kind, sites in rows}
    assert found == {1.9: ("none", 0), 3.0: ("area", 1), 30.0: ("full", 0)}


def _ring(x: float, y: float, width: float, height: float) -> str:
    return ", ".join(f"{a} {b}" for a, b in ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)))


def test_excluded_shore_is_hatched_and_its_reasons_are_said(provider):
    layer = QgsVectorLayer(
        "LineString?crs=EPSG:3880&field=piece_id:int&field=k:double&field=excluded:string&field=explanation:string",
        "pieces",
        "memory",
    )
    style_result(layer, "shoreline", "fi")
    dress(layer, "fi")
    feature = QgsFeature(layer.fields())
    context = layer.createExpressionContext()

    def drawn(k: float, excluded: str | None) -> list[str]:
        feature.setAttributes([1, k, excluded, "Kerroin 0; ei lueta."])
        context.setFeature(feature)
        rules = layer.renderer().rootRule().children()
        return [rule.label() for rule in rules if QgsExpression(rule.filterExpression()).evaluate(context)]

    def labelled(excluded: str | None) -> object:
        feature.setAttributes([1, 0.0, excluded, ""])
        context.setFeature(feature)
        return QgsExpression(layer.labeling().settings().fieldName).evaluate(context)

    assert drawn(0.25, None) == ["k ≤ 0,30"]
    assert drawn(0.0, "protected;flood") == ["Ei lueta: luonnonsuojelualue", "k = 0, ei lueta"]
    assert drawn(0.0, "satama") == ["Ei lueta: muu syy", "k = 0, ei lueta"]
    assert labelled("protected;plan_holiday") == "luonnonsuojelualue, voimassa oleva loma-asuntokaava"
    assert labelled("plan") == "muu kaavan mukainen käyttö"
    assert labelled("satama") == "satama"
    feature.setAttributes([7, 0.0, "plan", "Kerroin 0; ei lueta: muu kaavan mukainen käyttö."])
    context.setFeature(feature)
    tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    assert "ei lueta: muu kaavan mukainen käyttö" in tip
