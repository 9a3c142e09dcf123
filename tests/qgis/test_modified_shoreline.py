# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:modifiedshoreline on drawn water and on real lakes."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import shared_data
from qgis import processing
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingFeedback, QgsVectorLayer

from heinola_planning_plugin.bridge.features import read_layer


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
