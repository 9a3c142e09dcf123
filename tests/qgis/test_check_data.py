# SPDX-License-Identifier: GPL-2.0-or-later
"""The data check as the toolbox runs it: on the practice municipality, on real open data, and on what is no data."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from helpers import ROOT, shared_data
from qgis import processing
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from heinola_planning_plugin.bridge.features import read_layer

PRACTICE = ROOT / "resources" / "demo" / "practice.gpkg"


def check(source, **parameters):
    settings = {"INPUT": source, "LANGUAGE": 1, "OUTPUT": "memory:", "REJECTED": "memory:", **parameters}
    answer = processing.run("heinola:checkdata", settings, feedback=QgsProcessingFeedback(False))
    assert answer["READ_COUNT"] == answer["KEPT_COUNT"] + answer["REJECTED_COUNT"]
    return answer


def practice(layer: str) -> str:
    return f"{PRACTICE}|layername={layer}"


def table(result):
    layer = result if isinstance(result, QgsVectorLayer) else QgsVectorLayer(str(result), "result", "ogr")
    assert layer.isValid()
    return read_layer(layer)


# Layer, role, source, rows rejected: one defect planted in each of two layers can't be used, the others can.
PLANTED = [
    ("PalstanSijaintitiedot", "parcels", "mml_parcels", 0),
    ("avoimet_rakennukset", "buildings", "ryhti_avoimet_rakennukset", 1),  # a building at 0,0
    ("kaavayksikot", "plan_units", "helsinki_plan_units", 1),  # a polygon twice
    ("tieviiva", "roads", "mtk_roads", 0),
    ("jarvi", "water", "mtk_lake", 0),
    ("VHS2022_Pohjavesi", "groundwater", "syke_groundwater", 0),
]


@pytest.mark.parametrize(("layer", "role", "source", "rejected"), PLANTED, ids=[each[0] for each in PLANTED])
def test_practice_layers(provider, layer, role, source, rejected):
    answer = check(practice(layer))
    assert answer["DETECTED_ROLE"] == role
    assert answer["DETECTED_CRS"] == "EPSG:3067"
    assert answer["DETECTED_SOURCE"] == source
    assert answer["REJECTED_COUNT"] == rejected == len(table(answer["REJECTED"]))
    assert answer["READ_COUNT"] == QgsVectorLayer(practice(layer), "", "ogr").featureCount()


def test_rejected_rows_keep_their_attributes_and_their_place(provider):
    answer = check(practice("avoimet_rakennukset"))
    rejected = table(answer["REJECTED"])
    source = table(practice("avoimet_rakennukset"))
    assert rejected["reject_reason"].tolist() == ["position_zero"]
    row = int(rejected["source_row"][0])
    for name in source.columns:
        if name != "fid":
            assert str(rejected[name][0]) == str(source[name][row])
    assert shapely.equals(rejected.geometry[0], source.geometry[row])
    assert shapely.get_x(rejected.geometry[0]) == shapely.get_y(rejected.geometry[0]) == 0.0


def test_buildings_are_compared_with_the_parcels(provider, tmp_path):
    report = tmp_path / "report.html"
    check(practice("avoimet_rakennukset"), PARCELS=practice("PalstanSijaintitiedot"), REPORT=str(report))
    assert '<html lang="fi">' in report.read_text(encoding="utf-8")


def test_files_are_written_whole_and_say_what_was_found(provider, tmp_path):
    out, rejected, report = tmp_path / "out.gpkg", tmp_path / "rejected.gpkg", tmp_path / "report.html"
    answer = check(practice("PalstanSijaintitiedot"), OUTPUT=str(out), REJECTED=str(rejected), REPORT=str(report))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.gpkg", "rejected.gpkg", "report.html"]
    kept = table(out)
    assert {"parcel_id", "area_m2", "source_rows", "repaired"} <= set(kept.columns)
    assert int(kept["source_rows"].sum()) == answer["KEPT_COUNT"]
    text = report.read_text(encoding="utf-8")
    assert "palstat" in text
    assert f"luettu {answer['READ_COUNT']:,}".replace(",", "\u00a0") in text.replace("\u202f", "\u00a0")


def test_what_was_checked_comes_in_again_unchanged(provider, tmp_path):
    first = tmp_path / "first.gpkg"
    check(practice("kaavayksikot"), OUTPUT=str(first))
    again = check(str(first))
    assert again["DETECTED_ROLE"] == "plan_units"
    assert again["REJECTED_COUNT"] == 0
    one, two = table(first), table(again["OUTPUT"])
    for name in ("unit_id", "zone_code", "notation", "block_id"):
        assert one[name].tolist() == two[name].tolist()
    np.testing.assert_array_equal(one["permitted_m2"], two["permitted_m2"])


# Data, layer, rows kept, rejected, role, CRS: the table of docs/sources.md, whose counts come from the originals.
REAL = [
    ("fi-lahti-enonsaari-shoreplan/enonsaari_flat.gpkg", "plan_objects_polygon", 55, 0, "plan_units", "EPSG:3067"),
    ("fi-espoo-servinniemi/espoo_vanha_flat.gpkg", "plan_objects_polygon", 6, 0, "plan_units", "EPSG:3067"),
    ("fi-mtk-L4132R/terrain_36200.shp", "", 56, 0, "water", "EPSG:25835"),  # UTM 35 = TM35FIN
    ("fi-mml-lakes-shorelines/lakes.gpkg", "lake_part", 11, 0, "water", "EPSG:3903"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "layer", "kept", "rejected", "role", "crs"), REAL, ids=[each[0] for each in REAL])
def test_real_data(provider, file, layer, kept, rejected, role, crs):
    path = shared_data(file)
    answer = check(f"{path}|layername={layer}" if layer else str(path), MUNICIPALITY="")
    assert (answer["KEPT_COUNT"], answer["REJECTED_COUNT"]) == (kept, rejected)
    assert (answer["DETECTED_ROLE"], answer["DETECTED_CRS"]) == (role, crs)


def test_parcels_of_another_country(provider, tmp_path):
    """Cambridge, Massachusetts: 13 116 rows, of which 1 has no shape and 3 can't be repaired within 1 %."""
    folder = shared_data("us-cambridge-parcels-zoning")
    answer = check(str(folder / "ASSESSING_ParcelsFY2014.topojson"), MUNICIPALITY="", OUTPUT=str(tmp_path / "out.gpkg"))
    assert (answer["READ_COUNT"], answer["REJECTED_COUNT"]) == (13116, 4)
    assert answer["DETECTED_ROLE"] == "parcels"
    assert len(table(answer["REJECTED"])) == 4


def test_points_and_areas_rejected_together_keep_their_shapes(provider, tmp_path):
    """A plan as JSON holds areas, lines and points; only its areas become plan units."""
    path = shared_data("fi-lahti-enonsaari-shoreplan/OGR-YM_LAHTI_Enonsaari_1_lainvoimainen_kaava-enonsaari.geojson")
    answer = check(str(path), MUNICIPALITY="", REJECTED=str(tmp_path / "rejected.gpkg"))
    assert (answer["READ_COUNT"], answer["KEPT_COUNT"]) == (200, 13)
    assert answer["DETECTED_SOURCE"] == "kaava_json_units"
    assert len(table(answer["REJECTED"])) == 187


def squares(crs: str, count: int = 4, fields: str = "field=tunnus:string") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Polygon?crs={crs}&{fields}" if crs else f"Polygon?{fields}", "ruudut “äö”", "memory")
    features = []
    for number in range(count):
        feature = QgsFeature(layer.fields())
        x, y = 448_000 + 100 * number, 6_786_000
        feature.setGeometry(
            QgsGeometry.fromWkt(f"POLYGON (({x} {y}, {x} {y + 90}, {x + 90} {y + 90}, {x + 90} {y}, {x} {y}))")
        )
        feature.setAttributes([f"111-403-1-{number + 1}"])
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    return layer


def test_the_coordinate_system_of_an_unlabelled_layer_is_found(provider):
    layer = squares("")
    layer.setCrs(QgsCoordinateReferenceSystem())
    answer = check(layer)
    assert answer["DETECTED_CRS"] == "EPSG:3067"
    assert answer["KEPT_COUNT"] == 4


def test_the_users_word_on_the_coordinate_system_goes_first(provider):
    answer = check(squares("EPSG:3880"), CRS="EPSG:3067")
    assert answer["DETECTED_CRS"] == "EPSG:3067"


def test_an_empty_layer_is_one_clear_sentence(provider):
    with pytest.raises(QgsProcessingException, match="ruudut"):
        check(squares("EPSG:3067", 0))


def test_a_layer_that_nothing_is_known_of_asks_for_its_role(provider):
    layer = QgsVectorLayer("Point?crs=EPSG:3067&field=x1:string", "salaisuus", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt("POINT (448000 6786000)"))
    layer.dataProvider().addFeatures([feature])
    with pytest.raises(QgsProcessingException, match="salaisuus"):
        check(layer)


def test_a_wrong_municipality_is_refused(provider):
    with pytest.raises(QgsProcessingException, match="999"):
        check(squares("EPSG:3067"), MUNICIPALITY="999")


def test_tolerances_are_the_users(provider):
    """A bow tie whose small loop is 1 % of it: repaired when 5 % may change, rejected when nothing may."""
    layer = squares("EPSG:3067")
    tie = QgsFeature(layer.fields())
    ring = "0 0, 100 100, 100 0, 90 0, 0 3, 0 0"
    tie.setGeometry(QgsGeometry.fromWkt(f"POLYGON (({ring}))"))
    moved = tie.geometry()
    moved.translate(448_500, 6_786_000)
    tie.setGeometry(moved)
    tie.setAttributes(["111-403-1-9"])
    layer.dataProvider().addFeatures([tie])
    strict = check(layer, MAX_AREA_CHANGE=0.0)
    assert (strict["REJECTED_COUNT"], strict["REPAIRED_COUNT"]) == (1, 0)
    assert table(strict["REJECTED"])["reject_reason"].tolist() == ["geometry_invalid"]
    loose = check(layer, MAX_AREA_CHANGE=0.9)
    assert (loose["REJECTED_COUNT"], loose["REPAIRED_COUNT"]) == (0, 1)
