# SPDX-License-Identifier: GPL-2.0-or-later
"""Weights, stability and the criteria card as the toolbox runs them."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import ROOT
from qgis import processing
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsVectorLayer
from toolbox import Said, run

from heinola_planning_plugin.bridge.features import read_layer

TWO = """
id: two
title: {fi: Kaksi, sv: Två, en: Two}
source: test
criteria:
  - id: near
    field: dist
    unit: m
    weight: 60
    curve: {type: linear, full: 0, zero: 100}
    title: {fi: Lähellä, sv: Nära, en: Near}
    source: test
  - id: flat
    field: slope
    unit: pct
    weight: 40
    curve: {type: linear, full: 0, zero: 10}
    title: {fi: Tasainen, sv: Plan, en: Flat}
    source: test
"""


@pytest.fixture
def two(provider, tmp_path) -> dict[str, object]:
    """Give two parcels, one near and steep (60 + 0), one far and flat (0 + 40), and a third between."""
    layer = QgsVectorLayer(
        "Polygon?crs=EPSG:3067&field=parcel_id:string&field=dist:double&field=slope:double", "p", "memory"
    )
    for number, (name, dist, slope) in enumerate((("a", 0.0, 10.0), ("b", 100.0, 0.0), ("c", 60.0, 6.0))):
        feature = QgsFeature(layer.fields())
        west = 450_000 + 20 * number
        feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({west} 0,{west + 10} 0,{west + 10} 10,{west} 10,{west} 0))"))
        feature.setAttributes([name, dist, slope])
        assert layer.dataProvider().addFeature(feature)
    criteria = tmp_path / "two.yaml"
    criteria.write_text(TWO, encoding="utf-8")
    return {"INPUT": layer, "CRITERIA": str(criteria)}


def test_the_smallest_change_that_topples_the_first_by_hand(two):
    """a = w, b = 1 - w: they meet at w = 0.5, so 10 % of the weight has to move from near to flat."""
    result = run("rankstability", **two, DRAWS=50, OUTPUT="memory:", TORNADO="memory:")
    assert result["TOPPLING_SHARE"] == pytest.approx(0.1)
    assert "b" in result["TOPPLING"]
    swings = read_layer(result["TORNADO"])
    assert swings["criterion"].tolist() == ["near", "flat"]
    near = dict(zip(swings.columns, (held[0] for held in swings.columns.values())))
    assert near["score_low"] == pytest.approx(100 * 0.3 / 0.7)  # 30 of 70
    assert near["score_high"] == pytest.approx(100 * 0.9 / 1.3)
    assert (near["rank_low"], near["rank_high"]) == (2, 1)


def test_what_is_unknown_of_all_weighs_nothing_in_the_change_that_topples(two, tmp_path):
    """A third criterion that no parcel knows: the words tell the same move as without it."""
    third = """  - id: rail
    field: nowhere
    weight: 100
    curve: {type: linear, full: 0, zero: 1}
    title: {fi: Rata, sv: Bana, en: Rail}
    source: test
"""
    criteria = tmp_path / "three.yaml"
    criteria.write_text(TWO + "min_completeness: 0\n", encoding="utf-8")
    plain = run("rankstability", **{**two, "CRITERIA": str(criteria)}, DRAWS=10, OUTPUT="memory:")
    criteria.write_text(TWO + third + "min_completeness: 0\n", encoding="utf-8")
    result = run("rankstability", **{**two, "CRITERIA": str(criteria)}, DRAWS=10, OUTPUT="memory:")
    assert result["TOPPLING"] == plain["TOPPLING"]
    assert "10" in plain["TOPPLING"]


def test_errors_of_measurement_move_ranks_though_weights_stand_still(two):
    still = read_layer(run("rankstability", **two, DRAWS=200, SPREAD=0, OUTPUT="memory:")["OUTPUT"])
    assert still["rank_min"].tolist() == still["rank_max"].tolist() == [1, 2, 2]  # 60, 40 and 24 + 16 points
    drawn = run("rankstability", **two, DRAWS=200, SPREAD=0, ERRORS="near=30, flat=3", OUTPUT="memory:")["OUTPUT"]
    table = read_layer(drawn)
    assert (table["rank_min"] < table["rank_max"]).any()
    for bad in ("nowhere=3", "near=nan", "near=inf"):
        with pytest.raises(QgsProcessingException, match="ERRORS"):
            run("rankstability", **two, ERRORS=bad, OUTPUT="memory:")


def test_weights_may_have_decimal_commas(two):
    for text in ("near=0,75, flat=0,25", "near=0,75;flat=0,25", "near = 3,flat=1"):
        table = read_layer(run("scoreparcels", **two, WEIGHTS=text, OUTPUT="memory:")["OUTPUT"])
        assert table["score"].tolist() == pytest.approx([75, 25, 40]), text


def test_numbers_that_came_as_text_are_read_and_kept_as_they_came(two, tmp_path):
    """As a CSV of a Finnish spreadsheet has them: the same scores as of numbers."""
    layer = QgsVectorLayer("None?field=parcel_id:string&field=dist:string&field=slope:string", "p", "memory")
    rows = (("a", "0", "10,0"), ("b", " 100,0 ", "0"), ("c", "60", "6,0"), ("d", "", "-"))
    features = [QgsFeature(layer.fields()) for _ in rows]
    for feature, row in zip(features, rows):
        feature.setAttributes(list(row))
    assert layer.dataProvider().addFeatures(features)[0]
    table = read_layer(run("scoreparcels", INPUT=layer, CRITERIA=two["CRITERIA"], OUTPUT="memory:")["OUTPUT"])
    assert table["score"].tolist() == pytest.approx([60, 40, 40, np.nan], nan_ok=True)
    assert table["slope"].tolist() == ["10,0", "0", "6,0", "-"]
    first = next(layer.getFeatures())
    assert layer.dataProvider().changeAttributeValues({first.id(): {1: "sata"}})
    with pytest.raises(QgsProcessingException, match=r"dist.*sata"):
        run("scoreparcels", INPUT=layer, CRITERIA=two["CRITERIA"], OUTPUT="memory:")


def test_what_a_weight_amounts_to_is_said(two):
    """Weights are shares of the whole: 3 beside the 0.4 of the other is 88 %."""
    said = Said()
    processing.run("heinola:scoreparcels", {**two, "WEIGHTS": "near=3", "OUTPUT": "memory:"}, feedback=said)
    assert any("near=0.882, flat=0.118" in line for line in said.lines)


def test_fields_that_the_layer_lacks_are_said(two, tmp_path):
    criteria = tmp_path / "typo.yaml"
    criteria.write_text(TWO.replace("field: slope", "field: slop"), encoding="utf-8")
    said = Said()
    settings = {"INPUT": two["INPUT"], "CRITERIA": str(criteria), "OUTPUT": "memory:"}
    processing.run("heinola:scoreparcels", settings, feedback=said)
    assert any("slop" in line for line in said.lines)


def test_named_judgements_give_weights_that_can_be_used_as_they_come(two):
    result = run("ahpweights", MATRIX="1, 3, 1/3, 1", NAMES="near, flat")
    assert result["NAMED_WEIGHTS"] == "near=0.750000, flat=0.250000"
    table = read_layer(run("scoreparcels", **two, WEIGHTS=result["NAMED_WEIGHTS"], OUTPUT="memory:")["OUTPUT"])
    assert table["score"].tolist() == pytest.approx([75, 25, 40])
    with pytest.raises(QgsProcessingException, match="NAMES"):
        run("ahpweights", MATRIX="1, 3, 1/3, 1", NAMES="near")
    with pytest.raises(QgsProcessingException, match="yhtä / toista"):
        run("ahpweights", MATRIX="1 9 1/9; 1/9 1 9; 9 1/9 1", NAMES="yhtä, toista, kolmatta")


def test_weights_by_order_are_rank_order_centroids(provider):
    assert run("rankweights", ORDER="a > b > c")["WEIGHTS"] == "a=0.611111, b=0.277778, c=0.111111"
    assert run("rankweights", ORDER="a > b = c")["WEIGHTS"] == "a=0.611111, b=0.194444, c=0.194444"
    for bad in ("a > a", "a > > b"):
        with pytest.raises(QgsProcessingException, match="ORDER"):
            run("rankweights", ORDER=bad)


def test_the_card_is_written(provider, tmp_path):
    target = tmp_path / "kortti.html"
    shipped = str(ROOT / "resources" / "methods" / "infill.yaml")
    assert run("criteriacard", CRITERIA=shipped, LANGUAGE=1, OUTPUT=str(target))["OUTPUT"] == str(target)
    page = target.read_text(encoding="utf-8")
    assert "Täydennysrakentaminen" in page
    assert page.count("<svg") > 3


def test_ranks_of_the_interval_hold_the_rank_without_drawing(two):
    table = read_layer(run("rankstability", **two, DRAWS=1, SPREAD=0, TOP=1, OUTPUT="memory:")["OUTPUT"])
    assert table["rank_min"].tolist() == table["rank_max"].tolist()
    assert table["p_top"].tolist() == [1, 0, 0]
    assert np.isfinite(table["rank_median"]).all()


def test_the_gap_follows_from_what_the_planner_wants(provider):
    demo = ROOT / "resources" / "demo" / "practice.gpkg"
    common = {"ZONING": f"{demo}|layername=yleiskaava", "TARGET_AREAS": f"{demo}|layername=strategian_kohdealueet"}
    out = run("strategyoverlay", **common, WANTED="7.1.4=150", OUTPUT="memory:", GAPS="memory:")
    gaps = read_layer(out["GAPS"])
    row = gaps["measure_id"].tolist().index("7.1.4")
    assert gaps["years"][row] == "2015–2016"
    assert gaps["wanted"][row] == 150
    assert gaps["gap"][row] == pytest.approx(150 - gaps["zoned"][row])
    others = np.arange(len(gaps)) != row
    assert np.isnan(gaps["wanted"][others]).all()
    with pytest.raises(QgsProcessingException, match=r"9\.9"):
        run("strategyoverlay", **common, WANTED="9.9=1", OUTPUT="memory:")
