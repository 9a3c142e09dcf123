# SPDX-License-Identifier: GPL-2.0-or-later
"""A zoning proposal of real results of the practice municipality: areas, documents, plan JSON."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from qgis.core import QgsVectorLayer
from toolbox import run, source

from heinola_planning_plugin.bridge.features import read_layer
from heinola_planning_plugin.core.intake.plan_json import read_plan


@pytest.fixture(scope="module")
def judged(provider, tmp_path_factory) -> str:
    out = str(tmp_path_factory.mktemp("judged") / "industry.gpkg")
    run(
        "industrialreservation",
        PARCELS=source("PalstanSijaintitiedot"),
        ROADS=source("tieviiva"),
        JUNCTIONS=source("liittymat"),
        GROUNDWATER=source("VHS2022_Pohjavesi"),
        ZONING=source("yleiskaava"),
        BUILDINGS=source("avoimet_rakennukset"),
        OUTPUT=out,
    )
    return out


@pytest.fixture(scope="module")
def proposal(judged, tmp_path_factory):
    folder = tmp_path_factory.mktemp("proposal")
    files = {
        name: str(folder / f"ehdotus.{end}") for name, end in (("PDF", "pdf"), ("ODT", "odt"), ("PLAN_JSON", "json"))
    }
    wishes = {"MOST": 30, "PLOT_RATIO": 0.3, "TITLE": "Vierumäki & lähiseutu", "LANGUAGE": 1}
    return run(
        "zoningproposal", INPUT=judged, ZONING=source("yleiskaava"), WATER=source("jarvi"), ROADS=source("tieviiva"),
        OUTPUT="memory:", **wishes, **files,
    )  # fmt: skip


def test_areas_are_the_best_features_and_no_others(judged, proposal):
    table = read_layer(proposal["OUTPUT"])
    before = read_layer(QgsVectorLayer(judged, "judged", "ogr"))
    fits = before["status"].astype(str)
    good = before.take((fits == "candidate") | (fits == "conditional"))
    best = set(good["parcel_id"][good["rank"] <= 30].tolist())
    proposed = [one for ids in table["ids"].tolist() for one in ids.split(";")]
    assert len(proposed) == len(set(proposed)) == proposal["FEATURE_COUNT"] == 30
    assert set(proposed) <= best  # ties share a rank, so there may be more of them
    assert table["permitted_m2"].sum() == pytest.approx(table["area_m2"].sum() * 0.3)


def test_the_plan_read_back_has_the_same_areas(proposal):
    table = read_layer(proposal["OUTPUT"])
    plan = read_plan(Path(proposal["PLAN_JSON"]))
    assert plan.units["zone_code"].tolist() == table["zone_code"].tolist()
    assert plan.units["permitted_m2"].tolist() == pytest.approx(table["permitted_m2"].tolist(), abs=0.5)
    assert json.loads(Path(proposal["PLAN_JSON"]).read_text(encoding="utf-8"))["planDescription"].startswith(
        "Vierumäki"
    )


def test_documents_are_finnish_with_a_map(proposal):
    assert Path(proposal["PDF"]).read_bytes().startswith(b"%PDF-")
    with zipfile.ZipFile(proposal["ODT"]) as odt:
        text = re.sub(r"<[^>]+>", " ", odt.read("content.xml").decode("utf-8"))
        assert any(name.startswith("Pictures/") for name in odt.namelist())
    for words in ("Vierumäki &amp; lähiseutu", "Ratkaistava ennen kaavaehdotusta", "Pohjavesialue", "apuväline"):
        assert words in text


def test_a_layer_that_is_no_result_is_refused(provider):
    with pytest.raises(Exception, match="no result of a question"):
        run("zoningproposal", INPUT=source("PalstanSijaintitiedot"), OUTPUT="memory:")
