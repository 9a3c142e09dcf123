# SPDX-License-Identifier: GPL-2.0-or-later
"""Building rights, infill and added right as the toolbox runs them: outputs, cards, pages, and how they are drawn."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import numpy as np
import pytest
import shapely
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsVectorLayer,
)
from toolbox import run, source

from heinola_planning_plugin.bridge.aliases import dress
from heinola_planning_plugin.bridge.features import read_layer
from heinola_planning_plugin.bridge.named_styles import add_ways
from heinola_planning_plugin.bridge.project import style_result


def opened(result) -> QgsVectorLayer:
    layer = result if isinstance(result, QgsVectorLayer) else QgsVectorLayer(str(result), "result", "ogr")
    assert layer.isValid()
    return layer


def layer_of(definition: str, rows: list[tuple[object, dict]]) -> QgsVectorLayer:
    layer = QgsVectorLayer(definition, "layer", "memory")
    features = []
    for shape, values in rows:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(shape.wkt))
        for name, value in values.items():
            feature.setAttribute(name, value)
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)
    return layer


def tip(layer: QgsVectorLayer, feature: QgsFeature) -> str:
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    said = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", said).replace("\u00a0", " "))


def rules(layer: QgsVectorLayer) -> tuple[list[int], bool]:
    """Count the rules that hold for each feature, and tell whether a last one draws the rest."""
    over = ("Suojeltu, ei vapaata", "Skyddad, inte fri")  # drawn over the others
    own = [rule for rule in layer.renderer().rootRule().children() if rule.label() not in over]
    filters = [QgsExpression(rule.filterExpression()) for rule in own if not rule.isElse()]
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    out = []
    for feature in layer.getFeatures():
        context.setFeature(feature)
        out.append(sum(bool(expression.evaluate(context)) for expression in filters))
    return out, any(rule.isElse() for rule in own)


def check_each_is_drawn_once(layer: QgsVectorLayer) -> None:
    found, rest = rules(layer)
    assert found
    assert set(found) <= ({0, 1} if rest else {1})


@pytest.fixture(scope="module")
def rights(provider, tmp_path_factory):
    folder = tmp_path_factory.mktemp("rights")
    names = ("OUTPUT", "SUMMARY", "DISTRICTS", "PUBLIC", "DAMAGED", "DISAGREEMENTS", "UNPLACED", "NOTES", "STATES")
    answer = run(
        "buildingrights",
        PLAN_UNITS=source("kaavayksikot"),
        BUILDINGS=source("avoimet_rakennukset"),
        BUILDING_AREAS=source("rakennusalat"),
        ZONING=source("yleiskaava"),
        LANGUAGE=1,
        CARDS=str(folder / "cards.html"),
        **{name: str(folder / f"{name.lower()}.gpkg") for name in names},
    )
    return {name: opened(answer[name]) for name in names} | {"CARDS": Path(answer["CARDS"])}


@pytest.fixture(scope="module")
def added(provider, tmp_path_factory):
    folder = tmp_path_factory.mktemp("added")
    answer = run(
        "addedright",
        PLAN_UNITS=source("kaavayksikot"),
        TARGET_AREAS=source("strategian_kohdealueet"),
        SERVICES=source("palvelut"),
        ROADS=source("tieviiva"),
        SCENARIOS="Kerros: storeys=+1; Tiivis: e=1.2 @ Keskusta (harjoitus)",
        LANGUAGE=1,
        OUTPUT=str(folder / "units.gpkg"),
        TOTALS=str(folder / "totals.gpkg"),
        SCHOOLS=str(folder / "schools.gpkg"),
        PAGE=str(folder / "page.html"),
    )
    return {name: opened(answer[name]) for name in ("OUTPUT", "TOTALS", "SCHOOLS")} | {"PAGE": Path(answer["PAGE"])}


def test_the_old_seminary_block_comes_out_on_its_card(provider, tmp_path):
    """Heinola: 27 126 m2, right 13 400, used 8 038: 5 362 unused, protected, so not free infill."""
    block = shapely.box(26_502_000, 6_788_400, 26_502_000 + 27_126 / 150, 6_788_550)
    units = layer_of(
        "Polygon?crs=EPSG:3880&field=kaavayksikkotunnus:string&field=kaavamerkinta:string&field=rakennusoikeus:double"
        "&field=rekisteriala:double&field=kortteli:string&field=kaupunginosa:string&field=suojelu:string",
        [(block, {"kaavayksikkotunnus": "111-1-34-1", "kaavamerkinta": "YO-7", "rakennusoikeus": 13_400.0,
                  "rekisteriala": 27_126.0, "kortteli": "34", "kaupunginosa": "Keskusta", "suojelu": "sr"})],
    )  # fmt: skip
    houses = layer_of(
        "Point?crs=EPSG:3880&field=rakennustunnus:string&field=kerrosala:double",
        [(block.centroid, {"rakennustunnus": "1", "kerrosala": 8_038.0})],
    )
    page = tmp_path / "cards.html"
    answer = run("buildingrights", PLAN_UNITS=units, BUILDINGS=houses, LANGUAGE=1, OUTPUT="memory:",
                 SUMMARY=str(tmp_path / "blocks.gpkg"), CARDS=str(page))  # fmt: skip
    blocks = opened(answer["SUMMARY"])
    said = {}
    for language in ("fi", "sv", "en"):
        layer = blocks.clone()
        layer.setMapTipTemplate("")
        style_result(layer, "building_rights_summary", language)
        dress(layer, language)
        said[language] = tip(layer, next(layer.getFeatures()))
    for figure in ("27 126 m²", "13 400 k-m²", "8 038 k-m²", "5 362 k-m²", "60 %", "sr"):
        assert figure in said["fi"]
    assert "Kortteli 34, Keskusta" in said["fi"]
    assert "josta suojelluilla tonteilla, ei vapaata 5 362 k-m²" in said["fi"]
    assert "varav på skyddade tomter, inte fritt 5 362 m² vy" in said["sv"]
    assert "of it on protected plots, not free 5,362 m² GFA" in said["en"]
    printed = page.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert all(figure in printed for figure in ("27 126 m²", "13 400 k-m²", "8 038 k-m²", "5 362 k-m²"))
    centre = layer_of(
        "Point?crs=EPSG:3880&field=nimi:string", [(shapely.Point(26_502_010, 6_788_390), {"nimi": "Tori"})]
    )
    street = shapely.LineString([(26_501_900, 6_788_390), (26_502_100, 6_788_390)])
    roads = layer_of("LineString?crs=EPSG:3880&field=kohdeluokka:integer", [(street, {"kohdeluokka": 12132})])
    answer = run("infill", PLAN_UNITS=units, BUILDINGS=houses, CENTRE=centre, ROADS=roads, OUTPUT="memory:")
    judged = read_layer(opened(answer["OUTPUT"]))
    assert judged["status"].tolist() == ["conditional"]
    assert judged["quick_win"].tolist() == ["no"]
    assert judged["score"][0] <= 40 + 1e-9


def test_every_output_tells_what_it_says(rights):
    units, blocks, districts = (read_layer(rights[name]) for name in ("OUTPUT", "SUMMARY", "DISTRICTS"))
    assert "building_areas" in units["permitted_basis"].tolist()
    reserve = np.nansum(units["reserve_m2"][units["counted"].astype(bool)])
    assert np.nansum(blocks["laskvar_yh"]) == pytest.approx(reserve)
    assert np.nansum(districts["laskvar_yh"]) == pytest.approx(reserve)
    assert np.nansum(districts["unused_protected_m2"]) > 0
    damaged = read_layer(rights["DAMAGED"])
    assert len(damaged) >= 3
    assert set(damaged["owner"]) == {"city"}
    assert all(name is not None for name in damaged["unit_id"])
    houses = read_layer(opened(source("avoimet_rakennukset")))
    assert 0 < len(read_layer(rights["UNPLACED"])) < len(houses)
    notes = read_layer(rights["NOTES"])
    counts = dict(zip(notes["note"].tolist(), notes["value"].tolist()))
    assert counts["buildings"] + counts["buildings_gone"] + counts["buildings_repeated"] <= len(houses)
    assert counts["buildings_on_no_plot"] == len(read_layer(rights["UNPLACED"]))
    assert any(text.startswith("Purettuja") for text in notes["explanation"])
    differ = read_layer(rights["DISAGREEMENTS"])
    assert all(a != b for a, b in zip(differ.columns.get("by_id", []), differ.columns.get("by_place", [])))


def test_small_districts_are_hidden_in_the_public_table(rights):
    full, shown = read_layer(rights["DISTRICTS"]), read_layer(rights["PUBLIC"])
    few = dict(zip(full["district"].tolist(), ((full["units"] < 5) | (full["buildings"] < 5)).tolist()))
    for row, district in enumerate(shown["district"].tolist()):
        assert bool(shown["hidden"][row]) == few[district]
        assert np.isnan(shown["kala"][row]) == few[district]
    assert np.isnan(full["kala"]).sum() == len(full) - len(shown)


def test_a_right_is_followed_from_the_general_plan(rights, provider):
    found = read_layer(rights["STATES"])
    units = read_layer(rights["OUTPUT"])
    inside = np.nansum(found["detail_m2"])
    assert inside == pytest.approx(np.nansum(units["permitted_m2"][units["counted"].astype(bool)]), rel=0.02)
    assert np.isnan(found["general_reserve_m2"]).all()  # the invented general plan fixes no floor area
    with pytest.raises(QgsProcessingException, match=r"STATES"):
        run("buildingrights", PLAN_UNITS=source("kaavayksikot"), STATES="memory:", OUTPUT="memory:")


def test_each_feature_is_drawn_once(rights, added):
    names = {
        "OUTPUT": "building_rights", "SUMMARY": "building_rights_summary", "DISTRICTS": "building_rights_districts",
        "DAMAGED": "damaged_buildings", "UNPLACED": "unplaced_buildings",
    }  # fmt: skip
    for output, name in names.items():
        style_result(rights[output], name, "fi")
        check_each_is_drawn_once(rights[output])
    style_result(added["OUTPUT"], "added_right", "sv")
    check_each_is_drawn_once(added["OUTPUT"])


def test_houses_for_a_lift_are_marks_of_two_kinds(provider):
    answer = run("infill", PLAN_UNITS=source("kaavayksikot"), BUILDINGS=source("avoimet_rakennukset"),
                 PARKING=source("pysakointialueet"), HERITAGE=source("rky_alue"), BUILDING_AREAS=source("rakennusalat"),
                 OUTPUT="memory:", LIFTS="memory:")  # fmt: skip
    lifts = opened(answer["LIFTS"])
    style_result(lifts, "lift_candidates", "fi")
    dress(lifts, "fi")
    check_each_is_drawn_once(lifts)
    assert {f["lift_candidate"] for f in lifts.getFeatures()} == {"yes", "unknown"}
    told = {f["lift_candidate"]: tip(lifts, f) for f in lifts.getFeatures()}
    assert "Hissi voidaan rakentaa" in told["yes"]
    assert "Hissiä, asuntoja tai kerroksia ei tunneta" in told["unknown"]
    judged = read_layer(opened(answer["OUTPUT"]))
    assert (judged["parking_share"] > 0.05).any()
    assert ((judged["parking_share"] >= 0) & (judged["parking_share"] <= 1.000001)).all()
    school = judged["zone_code"].tolist().index("YO-7")
    assert judged["heritage_share"][school] == pytest.approx(1)
    assert "heritage" in judged["reasons"][school].split(";")
    assert {"unused_right", "none"} <= set(judged["infill_path"].tolist())


def test_infill_can_be_shown_by_what_it_needs(provider):
    infill = opened(run("infill", PLAN_UNITS=source("kaavayksikot"), BUILDINGS=source("avoimet_rakennukset"),
                        CENTRE=source("keskipiste"), ROADS=source("tieviiva"), SERVICES=source("palvelut"),
                        STOPS=source("pysakit"), FLOOD=source("tulvavaara_1_100a"), NOISE=source("melu"),
                        PROTECTED=source("natura2000"), RELICS=source("muinaisjaannos_piste"),
                        OUTPUT="memory:")["OUTPUT"])  # fmt: skip
    style_result(infill, "infill", "fi")
    before = infill.styleManager().currentStyle()
    add_ways(infill, "fi")
    assert infill.styleManager().currentStyle() == before
    assert infill.styleManager().setCurrentStyle("Täydentämisen keino")
    check_each_is_drawn_once(infill)
    table = read_layer(infill)
    quick = table["quick_win"] == "yes"
    assert quick.any()
    assert set(table["infill_path"][quick]) == {"unused_right"}
    assert (table["infill_path"] == "plan_change").any()
    assert (table["senior_housing"] == "yes").any()


def test_scenarios_side_by_side(added):
    units, totals, schools = (read_layer(added[name]) for name in ("OUTPUT", "TOTALS", "SCHOOLS"))
    assert set(units["status"]) <= {"candidate", "conditional", "excluded", "unknown"}
    whole = totals["area"] == "Yhteensä"
    assert totals["scenario"][whole].tolist() == ["Kerros", "Tiivis"]
    for number, row in enumerate(np.flatnonzero(whole), start=1):
        assert totals["added_m2"][row] == pytest.approx(np.nansum(units[f"s{number}_added_m2"]))
        for kind, amount in (("school", "pupils"), ("daycare", "daycare_places")):
            coming = schools[f"s{number}_children"][schools["kind"] == kind].sum()
            assert coming == pytest.approx(totals[amount][row])
    parks = np.isin(units["zone_code"].astype(str), ("VP", "VL", "EV", "LP"))
    assert (units["s2_added_m2"][parks] == 0).all()
    assert set(units["status"][parks]) == {"excluded"}
    page = unescape(added["PAGE"].read_text(encoding="utf-8"))
    assert all(word in page for word in ("Kerros", "Tiivis", "Keskusta (harjoitus)", "Päivähoitopaikkoja", "hankkeen"))
    dress(added["OUTPUT"], "fi")
    aliases = {field.name(): field.alias() for field in added["OUTPUT"].fields()}
    assert aliases["s2_added_m2"] == "2. lisäkerrosala (k-m²)"


def test_scenarios_that_make_no_sense_are_refused_before_work(provider):
    with pytest.raises(QgsProcessingException, match="SCENARIOS"):
        run("addedright", PLAN_UNITS=source("kaavayksikot"), SCENARIOS="A: e=99", OUTPUT="memory:")
