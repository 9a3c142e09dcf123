# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:conflicts on the practice municipality, and its layer's look."""

from __future__ import annotations

import numpy as np
import pytest
from qgis import processing
from qgis.core import QgsProcessingException, QgsVectorLayer
from toolbox import run, source

from heinola_planning_plugin.bridge.aliases import dress
from heinola_planning_plugin.bridge.features import read_layer
from heinola_planning_plugin.bridge.project import style_result


@pytest.fixture(scope="module")
def industry(provider) -> QgsVectorLayer:
    return run(
        "industrialreservation",
        PARCELS=source("PalstanSijaintitiedot"),
        ZONING=source("yleiskaava"),
        ROADS=source("tieviiva"),
        JUNCTIONS=source("liittymat"),
        BUILDINGS=source("avoimet_rakennukset"),
        OUTPUT="memory:",
    )["OUTPUT"]


def test_industry_against_the_plans_recreation_areas_agrees_with_qgis(industry):
    result = run("conflicts", INDUSTRY=industry, ZONING=source("yleiskaava"), LANGUAGE=1, OUTPUT="memory:")
    found = read_layer(result["OUTPUT"])
    assert result["CONFLICT_COUNT"] == len(found) > 0
    of_pair = found["pair"] == "industry:recreation"
    scored = processing.run(
        "native:extractbyexpression", {"INPUT": industry, "EXPRESSION": '"score" IS NOT NULL', "OUTPUT": "memory:"}
    )["OUTPUT"]
    green = processing.run(
        "native:extractbyexpression",
        {
            "INPUT": source("yleiskaava"),
            "EXPRESSION": "regexp_match(kaavamerkinta, '^(V|VL|VR|VU|VP)$')",
            "OUTPUT": "memory:",
        },
    )["OUTPUT"]
    cut = processing.run("native:intersection", {"INPUT": scored, "OVERLAY": green, "OUTPUT": "memory:"})["OUTPUT"]
    areas = np.array([feature.geometry().area() for feature in cut.getFeatures()])
    large = areas[areas >= 101] / 1e4
    assert found["area_ha"][of_pair].sum() == pytest.approx(large.sum(), rel=2e-3)
    assert "Samaa maata" in found["explanation"][0]

    layer = result["OUTPUT"]
    style_result(layer, "conflicts", "fi")
    dress(layer, "fi")
    names = {category.value(): category.label() for category in layer.renderer().categories()}
    assert set(found["pair"]) <= set(names)
    assert names["industry:recreation"] == "Teollisuus – virkistys"
    assert layer.displayExpression() == '"conflict_id"'
    bare = [field.name() for field in layer.fields() if not field.alias() or field.alias() == field.name()]
    assert not bare


def test_a_layer_of_ones_own_and_too_few_layers(industry):
    found = read_layer(run("conflicts", INDUSTRY=industry, OTHERS=[source("natura2000")], OUTPUT="memory:")["OUTPUT"])
    assert set(found["aim_b"]) <= {"natura2000"}
    with pytest.raises(QgsProcessingException):
        run("conflicts", INDUSTRY=industry, OUTPUT="memory:")
    with pytest.raises(QgsProcessingException):
        run("conflicts", INDUSTRY=source("natura2000"), ZONING=source("yleiskaava"), OUTPUT="memory:")
