# SPDX-License-Identifier: GPL-2.0-or-later
"""The algorithms on the practice municipality, as the toolbox runs them."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import shapely
from helpers import ROOT
from qgis import processing
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from toolbox import DEMO, run, source

from heinola_planning_plugin.bridge.features import read_layer
from heinola_planning_plugin.core.features import true_area_m2
from heinola_planning_plugin.core.policy import read_yaml
from heinola_planning_plugin.core.scoring.evaluate import STATUSES
from heinola_planning_plugin.processing import planning_run


def table(result):
    layer = result if isinstance(result, QgsVectorLayer) else QgsVectorLayer(str(result), "result", "ogr")
    assert layer.isValid()
    return read_layer(layer)


@pytest.fixture(scope="module")
def industry(provider):
    return table(
        run(
            "industrialreservation",
            PARCELS=source("PalstanSijaintitiedot"),
            ROADS=source("tieviiva"),
            JUNCTIONS=source("liittymat"),
            GROUNDWATER=source("VHS2022_Pohjavesi"),
            PROTECTED=source("natura2000"),
            WATER=source("jarvi"),
            BUILDINGS=source("avoimet_rakennukset"),
            DEM=str(DEMO / "heights.tif"),
            LANGUAGE=1,
            OUTPUT="memory:",
        )["OUTPUT"]
    )


def check_contract(result, identity="parcel_id"):
    """Check what every result layer of a job must be (the public interface)."""
    assert {identity, "status", "reasons", "explanation", "score", "rank", "completeness"} <= set(result.columns)
    status = result["status"].astype(str)
    assert set(status) <= set(STATUSES)
    judged = np.isin(status, ("candidate", "conditional"))
    score, rank = result["score"], result["rank"]
    assert np.array_equal(np.isnan(score), ~judged)
    assert np.array_equal(np.isnan(rank), ~judged)
    assert ((score[judged] >= 0) & (score[judged] <= 100)).all()
    points = np.column_stack([values for name, values in result.columns.items() if name.startswith("c_")])
    np.testing.assert_allclose(np.nansum(points[judged], axis=1), score[judged], atol=1e-6)
    best = np.flatnonzero(judged)[np.argsort(-score[judged], kind="stable")]
    assert (np.diff(rank[best]) >= 0).all()
    if judged.any():
        assert rank[best[0]] == 1
        better = (score[judged][:, None] > score[judged][None, :] + 1e-9).sum(axis=0)
        assert np.array_equal(rank[judged], better + 1)  # 1 + how many are better: ties share the better rank
    assert all(status[row] in ("candidate",) or result["reasons"][row] for row in range(len(status)))


def test_industrial_reservation_keeps_every_parcel_and_the_contract(industry):
    parcels = table(source("PalstanSijaintitiedot"))
    assert sorted(map(str, industry["parcel_id"])) == sorted(map(str, parcels["kiinteistotunnus"]))
    check_contract(industry)


def test_what_excludes_is_named_with_its_number(industry):
    small = [row for row, codes in enumerate(industry["reasons"]) if "area_below_min" in (codes or "").split(";")]
    assert small
    assert (industry["status"][small] == "excluded").all()
    assert "ha" in industry["explanation"][small[0]]


def test_scores_do_not_change_when_the_map_is_in_another_crs(industry, tmp_path):
    moved = processing.run(
        "native:reprojectlayer",
        {"INPUT": source("PalstanSijaintitiedot"), "TARGET_CRS": "EPSG:3880", "OUTPUT": "memory:"},
    )["OUTPUT"]
    other = table(
        run(
            "industrialreservation",
            PARCELS=moved,
            ROADS=source("tieviiva"),
            JUNCTIONS=source("liittymat"),
            GROUNDWATER=source("VHS2022_Pohjavesi"),
            PROTECTED=source("natura2000"),
            WATER=source("jarvi"),
            BUILDINGS=source("avoimet_rakennukset"),
            DEM=str(DEMO / "heights.tif"),
            LANGUAGE=1,
            OUTPUT="memory:",
        )["OUTPUT"]
    )
    assert other.crs == "EPSG:3880"
    before = dict(zip(map(str, industry["parcel_id"]), industry["score"]))
    after = dict(zip(map(str, other["parcel_id"]), other["score"]))
    both = [key for key in before if before[key] == before[key] and after[key] == after[key]]
    assert len(both) > 0.99 * np.isfinite(industry["score"]).sum()
    apart = np.abs([before[key] - after[key] for key in both])
    # A way starts at a point inside the parcel; in a bent parcel that point, and so the nearest road, can be another.
    assert np.median(apart) < 0.02
    assert np.quantile(apart, 0.995) < 0.2


def test_a_file_is_written_whole_and_replaces_the_old_one(provider, tmp_path):
    target = tmp_path / "rights.gpkg"
    target.write_bytes(b"old")
    answer = run(
        "buildingrights", PLAN_UNITS=source("kaavayksikot"), BUILDINGS=source("avoimet_rakennukset"), OUTPUT=str(target)
    )
    assert Path(answer["OUTPUT"]) == target
    rights = table(target)
    known = ~np.isnan(rights["permitted_m2"]) & ~np.isnan(rights["used_m2"])
    np.testing.assert_allclose(
        rights["unused_m2"][known], np.maximum(rights["permitted_m2"] - rights["used_m2"], 0)[known]
    )
    assert np.isnan(rights["unused_m2"][~known]).all()
    assert [path.name for path in tmp_path.iterdir()] == ["rights.gpkg"]


def test_a_failing_run_leaves_the_old_file(provider, tmp_path):
    target = tmp_path / "rights.gpkg"
    target.write_bytes(b"old")
    empty = QgsVectorLayer("Polygon?crs=EPSG:3067&field=tunnus:string", "empty", "memory")
    with pytest.raises(QgsProcessingException):
        run("buildingrights", PLAN_UNITS=empty, OUTPUT=str(target))
    assert target.read_bytes() == b"old"


def test_wrong_parameters_are_refused_before_work(provider, tmp_path):
    with pytest.raises(QgsProcessingException, match="WEIGHTS"):
        run("industrialreservation", PARCELS=source("PalstanSijaintitiedot"), WEIGHTS="nothing=3", OUTPUT="memory:")
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: x\ntitle: nimi\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"bad\.yaml"):
        run("scoreparcels", INPUT=source("kaavayksikot"), CRITERIA=str(bad), OUTPUT="memory:")


def test_holiday_housing(provider):
    judged = table(
        run(
            "holidayhousing",
            PARCELS=source("PalstanSijaintitiedot"),
            WATER=source("jarvi"),
            ROADS=source("tieviiva"),
            DEM=str(DEMO / "heights.tif"),
            LANGUAGE=1,
            OUTPUT="memory:",
        )["OUTPUT"]
    )
    check_contract(judged)
    assert (judged["frontage_m"] > 0).all()
    flagged = np.isin(judged["status"].astype(str), ("candidate", "conditional"))
    assert (judged["frontage_m"][flagged] >= 50).all()
    assert (judged["buildable_m2"][flagged] >= 300).all()
    assert (judged["places"][flagged] >= 1).all()
    area = true_area_m2(judged.geometry, judged.crs)
    assert (judged["buildable_m2"] <= area + 0.01).all()


def test_infill(provider):
    judged = table(
        run(
            "infill",
            PLAN_UNITS=source("kaavayksikot"),
            BUILDINGS=source("avoimet_rakennukset"),
            CENTRE=source("keskipiste"),
            ROADS=source("tieviiva"),
            STOPS=source("pysakit"),
            SERVICES=source("palvelut"),
            LANGUAGE=1,
            OUTPUT="memory:",
        )["OUTPUT"]
    )
    check_contract(judged, "unit_id")
    assert (judged["walk_m"][~np.isnan(judged["walk_m"])] >= 0).all()


def test_overlay_pieces_make_up_the_zones(provider):
    zones = table(source("yleiskaava"))
    answer = run(
        "strategyoverlay",
        ZONING=source("yleiskaava"),
        TARGET_AREAS=source("strategian_kohdealueet"),
        OUTPUT="memory:",
        GAPS="memory:",
    )
    pieces, gaps = table(answer["OUTPUT"]), table(answer["GAPS"])
    area = true_area_m2(shapely.make_valid(zones.geometry), zones.crs)
    total = np.bincount(pieces["zone_row"].astype(int), pieces["area_m2"], minlength=len(zones))
    np.testing.assert_allclose(total, area, atol=0.01)
    share = np.bincount(pieces["zone_row"].astype(int), pieces["share_of_zone"], minlength=len(zones))
    np.testing.assert_allclose(share, 1, atol=1e-9)
    assert "7.1.4" in gaps["measure_id"].tolist()


def test_weights_by_pairwise_comparison_match_the_published_table(provider):
    matrix = "1,1/2,4,3,3, 2,1,7,5,5, 1/4,1/7,1,1/2,1/3, 1/3,1/5,2,1,1, 1/3,1/5,3,1,1"  # rdrr.io mathmodels, AHP
    answer = run("ahpweights", MATRIX=matrix)
    weights = [float(weight) for weight in answer["WEIGHTS"].split(",")]
    np.testing.assert_allclose(weights, [0.263603, 0.475835, 0.053815, 0.098068, 0.108678], atol=1e-6)
    assert answer["CONSISTENCY_RATIO"] == pytest.approx(0.016090, abs=1e-5)
    with pytest.raises(QgsProcessingException, match=r"0\.16"):
        run("ahpweights", MATRIX="1,1/4,4,1/6, 4,1,4,1/4, 1/4,1/4,1,1/5, 6,4,5,1")


def test_a_result_that_processing_loads_is_styled_and_explained(provider):
    from qgis.core import QgsProject

    answer = processing.runAndLoadResults(
        "heinola:buildingrights",
        {
            "PLAN_UNITS": source("kaavayksikot"),
            "BUILDINGS": source("avoimet_rakennukset"),
            "LANGUAGE": 1,
            "OUTPUT": "TEMPORARY_OUTPUT",
        },
    )
    layer = QgsProject.instance().mapLayer(answer["OUTPUT"])
    classes = {rule.label() for rule in layer.renderer().rootRule().children()}
    assert {"Rakentamaton", "Alle puolet käytetty", "Oikeus ylitetty", "Ei tiedossa"} <= classes
    aliases = {field.name(): field.alias() for field in layer.fields()}
    assert aliases["unused_m2"] == "Käyttämätön rakennusoikeus (k-m²)"
    assert "explanation" in layer.mapTipTemplate()
    QgsProject.instance().clear()


def test_two_planning_runs_give_equal_bytes(provider, tmp_path):
    prints = []
    for name in ("a", "b"):
        answer = run("planningrun", CASE=str(DEMO / "case.yaml"), OUTPUT_FOLDER=str(tmp_path / name))
        folder = tmp_path / name
        assert sorted(path.name for path in folder.iterdir()) == [
            ".planning-run.npz",
            "lakes.pdf",
            "map.png",
            "project.qgz",
            "report.pdf",
            "results.gpkg",
            "shoreline_rights.html",
            "shoreline_rights.ods",
        ]
        tables = (Path(answer["RESULTS"]), folder / "shoreline_rights.html", folder / "shoreline_rights.ods")
        prints.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in tables])
    assert prints[0] == prints[1]
    pages = subprocess.run(["pdfinfo", tmp_path / "a" / "report.pdf"], capture_output=True, text=True, check=True)
    assert "Pages:           4" in pages.stdout
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "a" / "report.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in ("Harjoitusaineistoa", "Parhaat kohteet", "Strategian tavoitteet", "Painot", "7.1.4", "aina alaspäin"):
        assert words in text
    lakes = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "a" / "lakes.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in ("Harjoitusaineistoa", "Rantojen mitoitus: Harjoitusselkä", "KHO:2017:123", "raja on 12 sivua"):
        assert words in lakes
    results = QgsVectorLayer(f"{tmp_path / 'a' / 'results.gpkg'}|layername=industrial_reservation", "r", "ogr")
    assert "Painot" in results.metadata().abstract()
    assert any("PalstanSijaintitiedot" in line for line in results.metadata().history())


def test_a_case_with_a_fault_says_where_and_touches_nothing(provider, tmp_path):
    for file in ("practice.gpkg", "heights.tif"):
        shutil.copy(DEMO / file, tmp_path / file)
    text = (DEMO / "case.yaml").read_text(encoding="utf-8")
    case = tmp_path / "case.yaml"
    case.write_text(text.replace("jobs:\n", "jobs:\n  nothing:\n"), encoding="utf-8")
    line = text.splitlines().index("jobs:") + 2
    with pytest.raises(QgsProcessingException, match=f"{line}.*nothing"):
        run("planningrun", CASE=str(case), OUTPUT_FOLDER=str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_refused_before_work(provider, tmp_path):
    (tmp_path / "file.txt").write_text("")
    for folder in (tmp_path / "file.txt", tmp_path / "file.txt" / "deeper"):
        with pytest.raises(QgsProcessingException, match="choose another folder"):
            run("planningrun", CASE=str(DEMO / "case.yaml"), OUTPUT_FOLDER=str(folder))


def test_a_run_is_turned_away_from_a_folder_into_which_another_draws(provider, tmp_path):
    (tmp_path / "results.gpkg").write_text("of the run before")
    algorithm = planning_run.PlanningRun()
    algorithm._folder, algorithm._beside = tmp_path, tmp_path / ".planning-run-mine"
    algorithm._beside.mkdir()
    planning_run._DRAWING.add(tmp_path.resolve())
    try:
        with pytest.raises(QgsProcessingException, match="another run"):
            algorithm.postProcessAlgorithm(QgsProcessingContext(), QgsProcessingFeedback(False))
    finally:
        planning_run._DRAWING.discard(tmp_path.resolve())
    assert [path.name for path in tmp_path.iterdir()] == ["results.gpkg"]


def test_demo_data_is_what_ships(provider, tmp_path):
    """Another version of GEOS may move a corner by a hair, and so a parcel here and there; nothing more."""
    answer = run("demodata", SCALE=1, SEED=1, OUTPUT_FOLDER=str(tmp_path))
    assert read_yaml(answer["CASE"]) == read_yaml(DEMO / "case.yaml")
    for layer in ("PalstanSijaintitiedot", "kaavayksikot", "avoimet_rakennukset", "jarvi"):
        made, ships = table(f"{tmp_path / 'practice.gpkg'}|layername={layer}"), table(source(layer))
        assert list(made.columns) == list(ships.columns)
        assert len(made) == pytest.approx(len(ships), rel=0.02)
    assert sum(path.stat().st_size for path in DEMO.iterdir()) < 8_000_000


def test_scripts_run_by_qgis_process(checkout_profile, tmp_path):
    from qgis_profile import environment

    criteria = tmp_path / "criteria.yaml"
    criteria.write_text(
        "id: own\ntitle: {fi: Oma, sv: Egen, en: Own}\ncriteria:\n"
        "  - {id: area, field: rekisteriala, unit: m2, weight: 1, curve: {type: linear, full: 10000, zero: 0}, "
        "title: {fi: Ala, sv: Areal, en: Area}, source: test}\n",
        encoding="utf-8",
    )

    def script(name, **inputs):
        done = subprocess.run(
            ["qgis_process", "--json", "run", str(ROOT / "processing_scripts" / name), "-"],
            input=json.dumps({"inputs": inputs}),
            capture_output=True,
            text=True,
            env=environment(checkout_profile),
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)["results"]

    scored = script(
        "score_by_plan_area.py",
        INPUT=source("kaavayksikot"),
        AREAS=source("strategian_kohdealueet"),
        AREA_FIELD="nimi",
        CRITERIA=str(criteria),
        OUTPUT=str(tmp_path / "scored.gpkg"),
    )
    rows = table(scored["OUTPUT"])
    for area in set(rows["plan_area"].tolist()):
        own = rows["plan_area"] == area
        assert np.nanmin(rows["rank"][own]) == 1  # ranked within each area
    runs = tmp_path / "runs" / "2026"
    processing.run("heinola:planningrun", {"CASE": str(DEMO / "case.yaml"), "OUTPUT_FOLDER": str(runs)})
    report = table(
        script("yearly_report.py", FOLDER=str(tmp_path / "runs"), OUTPUT=str(tmp_path / "report.gpkg"))["OUTPUT"]
    )
    assert report["run"].tolist() == ["2026"] * 3
    infill = table(f"{runs / 'results.gpkg'}|layername=infill")
    row = report["question"].tolist().index("infill")
    assert report["candidate"][row] == int((infill["status"] == "candidate").sum())


def test_an_area_drawn_north_first_is_found(provider, tmp_path):
    """GML in a GK zone keeps its axis order; QGIS hands the shapes over as they are."""
    units = QgsVectorLayer(source("kaavayksikot"), "units", "ogr")
    box = shapely.box(*shapely.total_bounds(table(units).geometry[:20]))
    areas = []
    for name, shape in (("right", box), ("north_first", shapely.transform(box, lambda xy: xy[:, ::-1]))):
        areas.append(QgsVectorLayer(f"Polygon?crs={units.crs().authid()}", name, "memory"))
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(shape.wkt))
        areas[-1].dataProvider().addFeatures([feature])
    found = [run("buildingrights", PLAN_UNITS=units, AREA=area, OUTPUT="memory:")["OUTPUT"] for area in areas]
    assert len(table(found[0])) >= 20
    assert sorted(table(found[1])["unit_id"]) == sorted(table(found[0])["unit_id"])


def test_register_rows_without_a_shape_are_counted_on_their_parcels(provider, tmp_path):
    parcels = table(source("PalstanSijaintitiedot"))
    register = tmp_path / "register.csv"
    register.write_text(f"kiinteistotunnus,kerrosala\n{parcels['kiinteistotunnus'][0]},120\n", encoding="utf-8")
    rights = table(
        run(
            "buildingrights",
            PLAN_UNITS=source("kaavayksikot"),
            PARCELS=source("PalstanSijaintitiedot"),
            BUILDINGS=str(register),
            OUTPUT="memory:",
        )["OUTPUT"]
    )
    assert np.nansum(rights["used_m2"]) == 120
