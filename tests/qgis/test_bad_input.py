# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be wrong with data and case files: one clear sentence each, by the algorithms, and nothing left behind."""

from __future__ import annotations

import html
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import shapely
from helpers import ROOT
from qgis import processing
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsVectorLayer,
)
from toolbox import Said

from heinola_planning_plugin.bridge.features import read_layer
from heinola_planning_plugin.bridge.writer import write_tables
from heinola_planning_plugin.core import files
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features, Source, text_column

PRACTICE = ROOT / "resources" / "demo" / "practice.gpkg"


def check(source, **parameters):
    said = Said()
    settings = {"INPUT": str(source), "LANGUAGE": 3, "OUTPUT": "memory:", "REJECTED": "memory:", **parameters}
    return processing.run("heinola:checkdata", settings, feedback=said), "\n".join(said.lines)


def refusal(call) -> str:
    try:  # not pytest.raises: what it keeps holds layers, which must not outlive QGIS
        call()
    except QgsProcessingException as error:
        text = str(error).strip()
    else:
        pytest.fail("nothing was refused")
    assert "Traceback" not in text
    return text.splitlines()[-1]


def squares(count: int, **columns) -> Features:
    x, y = 448_000 + 50.0 * (np.arange(count) % 100), 6_786_000 + 50.0 * (np.arange(count) // 100)
    return Features(shapely.box(x, y, x + 40, y + 40), columns, "EPSG:3067", Source("palstat"))


def parcels(count: int, **columns) -> Features:
    ids = text_column(f"111401{row // 1000:04d}{row % 1000:04d}" for row in range(count))
    return squares(count, kiinteistotunnus=ids, **columns)


# --- files


@pytest.mark.parametrize("name", ["cut.gpkg", "cut.geojson", "cut.shp", "empty.gpkg", "text.shp"])
def test_damaged_files_are_refused_by_check_and_run(provider, tmp_path, name):
    ending = name[name.index(".") :]
    data = tmp_path / "data"
    data.mkdir()
    path = files.write(parcels(400), data / name, "palstat")
    whole = path.read_bytes()
    path.write_bytes({"cut": whole[: len(whole) // 3], "empty": b"", "text": b"hello"}[name.partition(".")[0]])
    out = tmp_path / "out.gpkg"
    assert refusal(lambda: check(path, OUTPUT=str(out)))
    case = tmp_path / "case.yaml"
    case.write_text(f'title: A\ninputs:\n  parcels: {{file: "data/{name}"}}\njobs:\n  industrialreservation:\n')
    results = tmp_path / "results"
    said = refusal(lambda: processing.run("heinola:planningrun", {"CASE": str(case), "OUTPUT_FOLDER": str(results)}))
    assert ending in said or "palstat" in said or "cut" in said, said
    assert not out.exists()
    assert not list(tmp_path.glob("*.part*"))
    assert not results.exists() or not list(results.iterdir())


def test_a_file_that_ends_while_it_is_read_is_not_taken_for_a_shorter_one(provider, tmp_path):
    path = files.write(parcels(20_000, nimi=text_column(["x" * 200] * 20_000)), tmp_path / "a.gpkg", "palstat")
    layer = QgsVectorLayer(f"{path}|layername=palstat", "palstat", "ogr")
    seen: list[float] = []

    def progress(fraction: float, _message: object = None) -> None:
        if fraction > 0.2 and not seen:
            seen.append(fraction)
            with path.open("r+b") as file:
                file.truncate(path.stat().st_size // 2)

    with pytest.raises(InputError, match=r"ended after \d+ rows of 20000"):
        read_layer(layer, progress)


def test_a_file_that_only_counts_its_rows_wrongly_is_read(provider, tmp_path):
    """As programs leave it that write a GeoPackage past GDAL's triggers."""
    path = files.write(parcels(40), tmp_path / "a.gpkg", "palstat")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE gpkg_ogr_contents SET feature_count = 99")
    answer, _ = check(f"{path}|layername=palstat")
    assert answer["READ_COUNT"] == 40


def test_a_code_page_that_lies_still_gives_finnish(provider, tmp_path):
    layer = parcels(30, nimi=text_column(["Mäkitörmä"] * 30))
    path = files.write(layer, tmp_path / "a.shp", "palstat")
    dbf = tmp_path / "a.dbf"
    for cpg in tmp_path.glob("a.cpg"):
        cpg.write_text("UTF-8")
    dbf.write_bytes(dbf.read_bytes().replace("Mäkitörmä".encode(), "Mäkitörmä".encode("latin-1").ljust(12)))
    answer, _ = check(path)
    assert set(read_layer(answer["OUTPUT"])["name"].tolist()) == {"Mäkitörmä"}


def test_a_file_that_is_read_is_not_written_over(provider, tmp_path):
    """A result into the GeoPackage of the data would take the other layers with it."""
    path = files.write(parcels(3), tmp_path / "a.gpkg", "palstat")
    files.write(parcels(2), path, "muut")
    before = path.read_bytes()
    assert "a.gpkg" in refusal(lambda: check(f"{path}|layername=palstat", OUTPUT=str(path)))
    assert path.read_bytes() == before
    other = QgsProcessingOutputLayerDefinition(str(tmp_path / "." / "a.gpkg"))
    assert "a.gpkg" in refusal(lambda: check(f"{path}|layername=palstat", REJECTED=other))
    check(f"{path}|layername=palstat", OUTPUT=f"ogr:dbname='{path}' table=\"uusi\" (geom)")  # beside the others
    assert set(files.list_layers(path)) == {"palstat", "muut", "uusi"}


@pytest.mark.parametrize(("name", "said"), [("a.shp", "254"), ("a.csv", "shapes"), ("a.gpkg", "")])
def test_what_a_format_can_not_hold_is_said(provider, tmp_path, name, said):
    path = files.write(parcels(3), tmp_path / "in.gpkg", "palstat")
    lines = check(path, OUTPUT=str(tmp_path / name))[1]
    assert ("GeoPackage keeps all" in lines) == bool(said)
    assert said in lines


def test_no_features(provider, tmp_path):
    path = files.write(parcels(3).take(np.zeros(0, dtype=int)), tmp_path / "a.gpkg", "palstat")
    assert refusal(lambda: check(path)).endswith("has no features.")


def test_a_missing_field_is_a_finding_and_a_wrong_one_a_refusal(provider, tmp_path):
    path = files.write(squares(5, muu=np.arange(5)), tmp_path / "a.gpkg", "alueet")
    answer, said = check(path, ROLE=1)
    assert answer["KEPT_COUNT"] == 5
    assert "5 parcels have no property id" in said
    case = tmp_path / "case.yaml"
    case.write_text('title: A\ninputs:\n  parcels: {file: a.gpkg, fields: {parcel_id: "KTUNNUS"}}\njobs:\n  infill:\n')
    case.write_text(case.read_text().replace("infill", "industrialreservation"))
    said = refusal(
        lambda: processing.run("heinola:planningrun", {"CASE": str(case), "OUTPUT_FOLDER": str(tmp_path / "r")})
    )
    assert "KTUNNUS" in said


def test_text_where_numbers_ought_to_be(provider, tmp_path):
    rights = text_column(["1 200", "350 k-m²", "paljon", "", "9999999", "12,5"])
    ids = text_column(f"111-1-1-{row}" for row in range(6))
    layer = squares(6, kiinteistotunnus=ids, rakennusoikeus=rights, kaavamerkinta=text_column(["AO"] * 6))
    path = files.write(layer, tmp_path / "a.gpkg", "kaavayksikot")
    answer, said = check(path, ROLE=2)
    kept = read_layer(answer["OUTPUT"])
    np.testing.assert_array_equal(kept["permitted_m2"], [1200, 350, np.nan, np.nan, np.nan, 12.5])
    assert kept["notation"].tolist() == [None, None, "paljon", None, None, None]  # words may be a notation
    assert "9999999" in said


@pytest.mark.parametrize("name", ['Äijän "tontit"', "O'Hara; DROP TABLE x --", "тест 例"])
def test_strange_names_are_only_names(provider, tmp_path, name):
    path = tmp_path / "a'b ä.gpkg"
    write_tables(path, [(name, parcels(4))])
    report = tmp_path / "report.html"
    answer, said = check(f"{path}|layername={name}", REPORT=str(report))
    assert answer["KEPT_COUNT"] == 4
    assert name in said
    assert html.escape(name) in report.read_text(encoding="utf-8")


def test_a_million_vertices_in_one_polygon(provider, tmp_path):
    """A lake of an archipelago's shore, ten times: one shape that is large isn't many that are."""
    angle = np.linspace(0, 2 * np.pi, 1_000_000, endpoint=False)
    radius = 20_000 + 500 * np.sin(977 * angle)
    shore = np.column_stack([448_000 + radius * np.cos(angle), 6_786_000 + radius * np.sin(angle)])
    lake = Features(np.array([shapely.Polygon(shore)], dtype=object), {"mtk_id": np.array([7])}, "EPSG:3067")
    path = files.write(lake, tmp_path / "a.gpkg", "jarvi")
    started = time.monotonic()
    answer, _ = check(path, ROLE=5)
    assert time.monotonic() - started < 10
    assert answer["KEPT_COUNT"] == 1


# --- case and policy files

BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n"
POLICIES = {
    "bomb": (BOMB, "anchors and aliases are not allowed"),
    "tag": ("title: !!python/object/apply:os.system [ls]\n", "is not allowed"),
    "text": ("vain tekstiä\n", "key: value"),
    "latin": ("title: Mäki\n".encode("latin-1"), "is not UTF-8 text"),
    "nest": ("a: " + "[" * 5000 + "]" * 5000, "deep"),
    "tab": ("title: A\n\tinputs: 1\n", "is not YAML"),
    "twice": ("title: A\ntitle: B\n", "is given twice"),
    "large": ("title: A\n#" + "x" * 2_100_000, "bytes"),
}


@pytest.mark.parametrize("kind", POLICIES)
def test_a_bad_case_is_one_sentence_and_leaves_nothing(provider, tmp_path, kind):
    text, says = POLICIES[kind]
    case, results = tmp_path / "case.yaml", tmp_path / "results"
    case.write_bytes(text if isinstance(text, bytes) else text.encode())
    started = time.monotonic()
    said = refusal(lambda: processing.run("heinola:planningrun", {"CASE": str(case), "OUTPUT_FOLDER": str(results)}))
    assert says in said
    assert "case.yaml" in said
    assert time.monotonic() - started < 5
    assert not results.exists()


@pytest.mark.parametrize("kind", ["bomb", "tag"])
def test_a_bad_criteria_file_too(provider, tmp_path, kind):
    criteria = Path(tmp_path / "own.yaml")
    criteria.write_text(POLICIES[kind][0], encoding="utf-8")
    path = files.write(parcels(4), tmp_path / "a.gpkg", "palstat")
    out = tmp_path / "out.gpkg"
    settings = {"PARCELS": str(path), "CRITERIA": str(criteria), "OUTPUT": str(out)}
    said = refusal(lambda: processing.run("heinola:industrialreservation", settings))
    assert POLICIES[kind][1] in said and "own.yaml" in said
    assert not out.exists()


# --- layers that are given but empty


@pytest.mark.parametrize(
    ("algorithm", "full", "empty"),
    [
        ("holidayhousing", "PARCELS", "WATER"),
        ("comparemethods", "WATER", "PARCELS"),
        ("buildingrights", "PLAN_UNITS", "PARCELS"),
    ],
)
def test_a_layer_without_features_is_refused_where_rows_would_be_missing(provider, algorithm, full, empty):
    fields = {"WATER": "water_id:string", "PARCELS": "kiinteistotunnus:string", "PLAN_UNITS": "kaavamerkinta:string"}
    definition = "Polygon?crs=EPSG:3067&field="
    made = {name: QgsVectorLayer(definition + fields[name], "taso", "memory") for name in (full, empty)}
    feature = QgsFeature(made[full].fields())
    feature.setGeometry(QgsGeometry.fromWkt(shapely.box(448_000, 6_786_000, 449_000, 6_787_000).wkt))
    feature.setAttributes(["11140100010001" if full == "PARCELS" else "AP"])
    assert made[full].dataProvider().addFeature(feature)
    settings = {**made, "OUTPUT": "memory:", "TOTALS": "memory:", "LANGUAGE": 3}
    assert refusal(lambda: processing.run(f"heinola:{algorithm}", settings)).endswith("has no features.")
