# SPDX-License-Identifier: GPL-2.0-or-later
"""Two real planning runs of the practice municipality, the later with another weight and a parcel divided."""

from __future__ import annotations

import shutil

import pytest
from helpers import ROOT
from qgis.core import QgsFeature, QgsGeometry, QgsRectangle, QgsVectorLayer
from toolbox import run

from heinola_planning_plugin.bridge.features import read_layer

CASE = """\
title: Seuranta
language: fi
practice: true
inputs:
  parcels: {file: practice.gpkg, layer: PalstanSijaintitiedot}
  roads: {file: practice.gpkg, layer: tieviiva}
  railways: {file: practice.gpkg, layer: rautatie}
  buildings: {file: practice.gpkg, layer: avoimet_rakennukset}
  junctions: {file: practice.gpkg, layer: liittymat}
  zoning: {file: practice.gpkg, layer: yleiskaava}
  target_areas: {file: practice.gpkg, layer: strategian_kohdealueet}
jobs:
  industrialreservation: {area: vierumaki%s}
"""
CITY = "11140100120001"


def planning_run(folder, weights: str, change=None):
    folder.mkdir()
    shutil.copy(ROOT / "resources" / "demo" / "practice.gpkg", folder / "practice.gpkg")
    (folder / "case.yaml").write_text(CASE % weights, encoding="utf-8")
    if change is not None:
        change(QgsVectorLayer(f"{folder / 'practice.gpkg'}|layername=PalstanSijaintitiedot", "parcels", "ogr"))
    run("planningrun", CASE=str(folder / "case.yaml"), OUTPUT_FOLDER=str(folder / "run"))
    return str(folder / "run")


def divide(layer: QgsVectorLayer) -> None:
    """Divide the best parcel into its western half, which keeps the id, and a new one."""
    field = next(field.name() for field in layer.fields() if "kiinteistotunnus" in field.name().lower())
    mother = next(f for f in layer.getFeatures() if str(f[field]).replace("-", "") == CITY)
    box = mother.geometry().boundingBox()
    middle = box.center().x()
    west, east = (
        mother.geometry().intersection(QgsGeometry.fromRect(QgsRectangle(x, box.yMinimum(), x2, box.yMaximum())))
        for x, x2 in ((box.xMinimum(), middle), (middle, box.xMaximum()))
    )
    daughter = QgsFeature(mother)
    daughter[field] = CITY[:-4] + "0099"
    daughter["fid"] = None
    daughter.setGeometry(east)
    assert layer.startEditing()
    assert layer.changeGeometry(mother.id(), west)
    assert layer.addFeature(daughter)
    assert layer.commitChanges(), layer.commitErrors()


@pytest.fixture(scope="module")
def folders(provider, tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    return planning_run(folder / "2025", ""), planning_run(folder / "2026", ", weights: {rail: 9}", divide)


def test_the_same_run_twice_shows_no_change(folders, tmp_path):
    result = run("compareruns", BEFORE=folders[0], AFTER=folders[0], OUTPUT="memory:")
    assert result["SAME_COUNT"] > 100
    assert result["OUTPUT"].featureCount() == 0


def test_a_divided_parcel_a_moved_weight_and_what_moved_it(folders, tmp_path):
    report = tmp_path / "vertailu.html"
    result = run(
        "compareruns", BEFORE=folders[0], AFTER=folders[1], ALL=True, LANGUAGE=1, OUTPUT="memory:", REPORT=str(report)
    )
    table = read_layer(result["OUTPUT"])
    rows = {name: row for row, name in enumerate(table["id"].tolist())}
    daughter = CITY[:-4] + "0099"
    assert table["change"][rows[CITY]] == table["change"][rows[daughter]] == "divided"
    assert table["related_ids"][rows[daughter]] == CITY
    assert result["DIVIDED_COUNT"] == 2
    moved = table.take((table["change"] == "rose") | (table["change"] == "fell"))
    assert len(moved)
    assert (table["criterion"] == "rail").sum() > len(moved) / 2  # the only weight that was changed
    text = report.read_text(encoding="utf-8")
    assert "Erot parametreissa" in text
    assert "Teollisuusvaraus: Painot: " in text
    assert "Etäisyys rautatiehen 6,0" in text
    assert 'lang="fi"' in text


def test_a_folder_without_results_is_refused(provider, tmp_path):
    with pytest.raises(Exception, match=r"results\.gpkg"):
        run("compareruns", BEFORE=str(tmp_path), AFTER=str(tmp_path), OUTPUT="memory:")
