# SPDX-License-Identifier: GPL-2.0-or-later
"""A land-use programme of a real planning run of the practice municipality, with its documents."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsVectorLayer
from toolbox import DEMO, run

from heinola_planning_plugin.bridge.features import read_layer


@pytest.fixture(scope="module")
def planned(provider, tmp_path_factory):
    folder = tmp_path_factory.mktemp("programme")
    run("planningrun", CASE=str(DEMO / "case.yaml"), OUTPUT_FOLDER=str(folder / "run"))
    out = {name: str(folder / f"programme.{name.lower()}") for name in ("PDF", "ODT")}
    table = str(folder / "years.ods")
    return run("landuseprogramme", RUN=str(folder / "run"), LANGUAGE=1, OUTPUT="memory:", TABLE=table, **out), folder


def test_budgets_of_the_file_are_kept(planned):
    result, _ = planned
    table = read_layer(result["OUTPUT"])
    budgets = {2027: 180_000 - 30_000, 2028: 160_000, 2029: 140_000, 2030: 140_000}  # of resources/demo/costs.yaml
    left = 0.0
    for year, budget in budgets.items():
        left += budget - table["cost"][table["year"] == year].sum()
        assert left >= -1e-6
    assert result["CHOSEN_COUNT"] == (table["state"] == "chosen").sum() > 0
    by_2028 = table["amount"][(table["kind"] == "industry") & (table["year"] <= 2028)].sum()
    assert by_2028 >= 10
    assert 0 <= result["GAP"] < 0.01
    assert result["OBJECTIVE"] <= result["BOUND"]


def test_shore_plans_count_the_places_that_the_holiday_answer_counts(planned):
    """What fits on a shore isn't what may be built there: each estate's right is the limit."""
    result, folder = planned
    table = read_layer(result["OUTPUT"])
    holiday = read_layer(QgsVectorLayer(f"{folder / 'run' / 'results.gpkg'}|layername=holiday_housing", "h", "ogr"))
    usable = np.isin(holiday["status"].astype(str), ("candidate", "conditional"))
    planned_places = np.nansum(table["amount"][table["kind"] == "shore"])
    assert planned_places == pytest.approx(np.nansum(holiday["new_places"][usable].astype(float)))


def test_the_table_adds_up_to_the_layer(planned):
    result, folder = planned
    years = QgsVectorLayer(str(folder / "years.ods"), "years", "ogr")
    assert years.isValid()
    rows = read_layer(years)
    table = read_layer(result["OUTPUT"])
    chosen = table["cost"][table["state"] == "chosen"].sum()
    assert np.nansum(rows["cost"].astype(float)) == pytest.approx(chosen + 30_000)


def test_documents_are_finnish_and_say_that_they_are_practice(planned):
    result, _ = planned
    assert Path(result["PDF"]).read_bytes().startswith(b"%PDF-")
    with zipfile.ZipFile(result["ODT"]) as odt:
        text = re.sub(r"<[^>]+>", " ", odt.read("content.xml").decode("utf-8"))
    for words in ("Maankäytön toimenpideohjelma", "Harjoitusaineistoa", "Keskustan korttelin kaavamuutos", "2027"):
        assert words in text
    assert "Harjoitusselkä" in text  # a lake by its name, not by its number
    assert "The " not in text


def test_a_year_without_a_budget_is_refused(planned):
    _, folder = planned
    with pytest.raises(Exception, match="2028"):
        run("landuseprogramme", RUN=str(folder / "run"), BUDGETS="2027=1000000", OUTPUT="memory:")
