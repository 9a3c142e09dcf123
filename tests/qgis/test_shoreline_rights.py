# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:shorelinerights and heinola:comparemethods on a drawn lake, as the toolbox runs them."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
import shapely
from qgis import processing
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from heinola_planning_plugin.bridge.features import read_layer

EAST, NORTH = 26_500_000, 6_790_000
# Estates along the southern shore of a lake 6 km wide, where all coefficients are 1: name, shore m, houses.
ESTATES = [
    ("rest-1", 400, 0),
    ("246:12", 700, 2),  # Lieksa, KHO:2014:133
    ("115:76", 540, 4),
    ("Ristilahti", 1250, 7),
    ("Kalkunjärvi", 1100, 0),  # Orivesi, KHO:2012:22
    ("farm", 282, 0),  # Suomussalmi, KHO:2013:157
    ("rest-2", 400, 0),
]


def layer(kind: str, rows: list[tuple], **fields: str) -> QgsVectorLayer:
    columns = "".join(f"&field={name}:{form}" for name, form in fields.items())
    made = QgsVectorLayer(f"{kind}?crs=EPSG:3880{columns}", "drawn", "memory")
    for shape, *values in rows:
        feature = QgsFeature(made.fields())
        moved = shapely.transform(shape, lambda points: points + np.array([EAST, NORTH]))
        feature.setGeometry(QgsGeometry.fromWkt(moved.wkt))
        feature.setAttributes(values)
        assert made.dataProvider().addFeature(feature)
    made.updateExtents()
    return made


def water() -> QgsVectorLayer:
    return layer("Polygon", [(shapely.box(0, 0, 6000, 6000), "Järvi")], water_id="string")


def parcels(halves: bool = False) -> QgsVectorLayer:
    rows, x = [], 500
    for number, (estate, metres, _) in enumerate(ESTATES):
        cuts = [x, x + metres * 0.37, x + metres] if halves else [x, x + metres]
        for part, (west, east) in enumerate(pairwise(cuts)):
            rows.append((shapely.box(west, -400, east, 0), f"111-401-{number + 1}-{part + 1}", estate))
        x += metres
    return layer("Polygon", rows, kiinteistotunnus="string", kantatila="string")


def buildings() -> QgsVectorLayer:
    rows, x = [], 500
    for number, (_, metres, houses) in enumerate(ESTATES):
        for n in range(houses):
            at = shapely.Point(x + metres * (n + 0.5) / houses, -60)
            rows.append((at, f"103{number}{n}", "0210"))
        x += metres
    return layer("Point", rows, rakennustunnus="string", rakennusluokka="string")


def zones() -> QgsVectorLayer:
    start = 500 + sum(metres for _, metres, _ in ESTATES[:5])
    return layer("Polygon", [(shapely.box(start, -400, start + 282, 20), 5.0)], normi="double")


def run(name: str = "shorelinerights", feedback=None, **parameters):
    given = {"OUTPUT": "memory:", **parameters} if name == "shorelinerights" else parameters
    return processing.run(f"heinola:{name}", given, feedback=feedback or QgsProcessingFeedback(False))


def rights(**parameters):
    given = {
        "WATER": water(),
        "PARCELS": parcels(),
        "EMATILA_FIELD": "kantatila",
        "BUILDINGS": buildings(),
        "NORM_ZONES": zones(),
        "NORM": 6,
        "LANGUAGE": 1,
    }
    return run(**{**given, **parameters})


def by_estate(result) -> dict[str, dict[str, object]]:
    table = read_layer(result["OUTPUT"])
    return {str(table["ematila"][row]): {name: table[name][row] for name in table.columns} for row in range(len(table))}


def test_the_courts_examples_through_the_algorithm(provider, tmp_path):
    files = {"TABLE": "table.html", "SHEETS": "t.ods", "REPORT": "lakes.pdf"}
    result = rights(**{name: str(tmp_path / file) for name, file in files.items()})
    estates = by_estate(result)
    expected = {  # right, used, left, density of used and left together
        "246:12": (4.2, 2, 2, 5.7),
        "115:76": (3.24, 4, 0, 7.4),
        "Ristilahti": (7.5, 7, 0, 5.6),
        "Kalkunjärvi": (6.6, 0, 6, 5.45),
        "farm": (1.41, 0, 1, 3.55),
    }
    for name, (right, used, left, dense) in expected.items():
        found = estates[name]
        assert found["right_raw"] == pytest.approx(right, abs=0.01), name
        assert (found["used"], found["remaining"]) == (used, left), name
        assert found["density"] == pytest.approx(dense, abs=0.05), name
        assert found["basis"] == "ematila"
    assert result["USED"] == 13
    assert result["REMAINING"] == sum(found["remaining"] for found in estates.values())
    assert result["PRESENT_PROPERTY_COUNT"] == 0
    page = (tmp_path / "table.html").read_text(encoding="utf-8")
    for said in ("KHO:2017:123", "Ristilahti", "7,50", "ei osoita kenellekään oikeutta", "Kaikki 7 riviä", "asetettu"):
        assert said in page, said
    sheet = QgsVectorLayer(f"{tmp_path / 't.ods'}|layername=Emätilat", "sheet", "ogr")
    rows = {row["Emätila"]: row for row in sheet.getFeatures()}
    assert {name: (rows[name]["Käytetty"], rows[name]["Jäljellä"]) for name in expected} == {
        name: (used, left) for name, (_, used, left, _) in expected.items()
    }
    assert rows["Kalkunjärvi"]["Oikeus"] == pytest.approx(6.6, abs=0.01)
    places = QgsVectorLayer(f"{tmp_path / 't.ods'}|layername=Käytetyt rakennuspaikat", "sheet", "ogr")
    assert places.featureCount() == 13
    pdf = (tmp_path / "lakes.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert re.findall(rb"/Count (\d+)", pdf)[0] == b"1"
    half_up = by_estate(rights(ROUNDING=1))
    assert half_up["Kalkunjärvi"]["remaining"] == 7


def test_without_an_original_estate_every_output_says_so(provider, tmp_path):
    feedback = QgsProcessingFeedback(False)
    result = rights(BASIS=1, TABLE=str(tmp_path / "table.html"), feedback=feedback)
    table = read_layer(result["OUTPUT"])
    assert set(table["basis"]) == {"present_property"}
    assert all("present_property_not_ematila" in codes for codes in table["reasons"])
    assert result["PRESENT_PROPERTY_COUNT"] == len(table)
    sentence = f"{len(table)} riviä {len(table)}:sta on laskettu nykyisestä kiinteistöstä"
    assert sentence in feedback.textLog()
    assert sentence in (tmp_path / "table.html").read_text(encoding="utf-8")


def test_the_layer_of_used_sites_given_back_changes_nothing_and_can_be_corrected(provider, tmp_path):
    first = rights(USED_SITES=str(tmp_path / "sites.gpkg"), PARCEL_SHARES="memory:")
    sites = QgsVectorLayer(str(tmp_path / "sites.gpkg"), "sites", "ogr")
    assert sites.featureCount() == 13
    second = rights(SITES=sites, PARCEL_SHARES="memory:")
    for output in ("OUTPUT", "PARCEL_SHARES"):
        before, after = read_layer(first[output]), read_layer(second[output])
        for name in before.columns:
            np.testing.assert_array_equal(before[name], after[name], name)
    ruin = next(feature for feature in sites.getFeatures() if feature["ematila"] == "115:76")
    position = sites.fields().indexOf("weight")
    assert sites.dataProvider().changeAttributeValues({ruin.id(): {position: 0.0}})
    assert by_estate(rights(SITES=sites))["115:76"]["used"] == 3


def test_cutting_properties_in_two_changes_no_estate(provider):
    whole, cut = by_estate(rights()), by_estate(rights(PARCELS=parcels(halves=True)))
    assert set(whole) == set(cut)
    for name, found in whole.items():
        for column in ("real_m", "modified_m", "right_raw", "used", "remaining", "density"):
            assert cut[name][column] == pytest.approx(found[column]), (name, column)


def test_a_shoreline_made_before_gives_the_same_as_the_water(provider):
    shore = run("modifiedshoreline", WATER=water(), METHOD=6, OUTPUT="memory:")["OUTPUT"]
    given = by_estate(rights(SHORELINE=shore, WATER=None))
    made = by_estate(rights(METHOD=6))
    for name, found in given.items():
        assert found["modified_m"] == pytest.approx(made[name]["modified_m"])
        assert found["modified_m"] == pytest.approx(0.58 * found["real_m"])
    with pytest.raises(QgsProcessingException):
        rights(WATER=None)


def test_scenarios_side_by_side_are_the_single_runs(provider, tmp_path):
    common = {"WATER": water(), "PARCELS": parcels(), "EMATILA_FIELD": "kantatila", "BUILDINGS": buildings()}
    compared = run(
        "comparemethods",
        **common,
        SCENARIOS=["viisi", "v1", "5", "floor", "kuusi", "v1", "6", "half_up", "58 %", "v7", "5", "floor"],
        TOTALS="memory:",
        ESTATES="memory:",
        TABLE=str(tmp_path / "page.html"),
        LANGUAGE=1,
    )
    totals, estates = read_layer(compared["TOTALS"]), read_layer(compared["ESTATES"])
    assert totals["name"].tolist() == ["viisi", "kuusi", "58 %"]
    for row, (method, norm, rounding) in enumerate([(0, 5, 0), (0, 6, 1), (6, 5, 0)]):
        alone = run(**common, METHOD=method, NORM=norm, ROUNDING=rounding)
        for name in ("right_raw", "used", "remaining"):
            assert totals[name][row] == pytest.approx(alone[name.upper()]), (row, name)
        single = read_layer(alone["OUTPUT"])
        left = dict(zip(single["ematila"], single["remaining"]))
        assert dict(zip(estates["ematila"], estates[f"s{row + 1}_remaining"])) == left
    changes = estates["s2_remaining"] - estates["s1_remaining"]
    assert estates["s2_change"].tolist() == changes.tolist()
    assert totals["estates_gaining"][1] == (changes > 0).sum() > 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    for said in ("viisi", "KHO:1997:T2532", "puolikkaasta ylöspäin", "ei osoita kenellekään oikeutta"):
        assert said in page, said


@pytest.mark.parametrize(
    ("scenarios", "sentence"),
    [
        (["a", "v9", "5", "floor"], "v9"),
        (["a", "v1", "many", "floor"], "many"),
        (["a", "v1", "5", "up"], "up"),
        (["a", "v1", "5", "floor", "A", "v1", "6", "floor"], "“a”"),
        (["a", "v1", "5", "floor"] * 5, "SCENARIOS"),
    ],
)
def test_a_wrong_scenario_is_refused_in_one_sentence(provider, scenarios, sentence):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("heinola:comparemethods")
    given = {"WATER": water(), "PARCELS": parcels(), "SCENARIOS": scenarios, "TOTALS": "memory:"}
    good, message = algorithm.checkParameterValues(given, QgsProcessingContext())
    assert not good
    assert sentence in message
    assert message.count(".") <= 1


def test_the_planners_table_needs_no_geometry(provider):
    table = QgsVectorLayer(
        "NoGeometry?field=kiinteistotunnus:string&field=laji:string&field=lkm:integer&field=korvaa:string",
        "rakennuspaikat",
        "memory",
    )
    for values in (["111-401-5-1", "permit", 2, None], ["111-401-2-1", "farm_centre", None, "10310"]):
        feature = QgsFeature(table.fields())
        feature.setAttributes(values)
        assert table.dataProvider().addFeature(feature)
    estates = by_estate(rights(SITES=table))
    assert estates["Kalkunjärvi"]["used"] == 2
    assert estates["246:12"]["used"] == 1 + 2  # one of the two houses is a farm centre
