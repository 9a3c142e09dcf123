# SPDX-License-Identifier: GPL-2.0-or-later
"""Owners are known by class only, and the city's damaged buildings stand in a list of their own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rights_tables import box, buildings, no_buildings, table, units

from heinola_planning_plugin.core import planning_run
from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.case import read_case
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.progress import silent
from heinola_planning_plugin.core.rights.infill import infill
from heinola_planning_plugin.core.rights.jobs import BUILDING_RIGHTS, INFILL
from heinola_planning_plugin.core.rights.method import building_rights_method
from heinola_planning_plugin.core.rights.owners import owner_classes
from heinola_planning_plugin.core.rights.reserve import building_rights


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("Heinolan kaupunki", "city"), ("KAUPUNKI", "city"), ("Sibbo kommun", "city"), ("Helsingfors stad", "city"),
        ("kunta", "city"), ("Heinolan kaupungin tilapalvelu", "city"), ("Virtanen Maija", "other"),
        ("Stadius Kalle", "other"), ("As Oy Kuntala", "other"), ("Päijät-Hämeen kuntayhtymä", "other"),
        ("valtio", "other"), (None, "unknown"), ("", "unknown"), (" - ", "unknown"),
    ],
)  # fmt: skip
def test_owner_classes(owner: str | None, expected: str) -> None:
    assert owner_classes(np.array([owner, None], dtype=object), building_rights_method()).tolist() == [
        expected,
        "unknown",
    ]


def test_no_result_holds_a_name() -> None:
    name = "Virtanen Maija"
    plots = units(
        {"zone_code": "AK", "notation": "2000", "owner": name},
        {"zone_code": "AK", "notation": "900", "owner": "Heinolan kaupunki"},
    )
    built = buildings(
        {"building_id": "a", "at": 0, "floor_area_m2": 700, "owner": name, "dwellings": 9, "storeys": 3},
        {"building_id": "b", "at": 90, "floor_area_m2": 100, "owner": name},
        {"building_id": "c", "at": 1, "floor_area_m2": 100, "owner": name, "parcel_id": "u0"},
    )
    layers = {"plan_units": plots, "buildings": built}
    for job in (BUILDING_RIGHTS, INFILL):
        for made in job.run(layers, Settings(job.shipped()), silent).values():
            for values in made.columns.values():
                assert not any(name in str(value) for value in values.tolist())
    judged = infill(plots, built, None)
    assert judged.table["owner"].tolist() == ["other", "city"]


def test_no_table_of_a_planning_run_holds_a_name(tmp_path: Path) -> None:
    """Not even what was turned away, which else comes with every attribute."""
    name = "Virtanen Maija"
    parcels = table(
        [box(0, 0, 40, 30), None],
        [{"kiinteistotunnus": f"111-1-1-{k}", "omistaja": name, "nimi": "Tonttila"} for k in (1, 2)],
    )
    plots = units({"zone_code": "AK", "notation": "2000", "owner": name})
    (tmp_path / "case.yaml").write_text(
        "title: t\nlanguage: fi\nstrategy: heinola_2020\ninputs:\n  parcels: {file: a.gpkg}\n"
        "  plan_units: {file: b.gpkg}\njobs:\n  buildingrights:\n  infill:\n",
        encoding="utf-8",
    )
    for file in ("a.gpkg", "b.gpkg"):
        (tmp_path / file).touch()
    layers = {"parcels": parcels, "plan_units": plots}
    found = planning_run.run(read_case(tmp_path / "case.yaml", tuple(JOBS)), lambda one: layers[one.role])
    assert len(found.tables["rejected"]) == 1
    assert "Tonttila" in found.tables["rejected"]["attributes"][0]
    for made in found.tables.values():
        for values in made.columns.values():
            assert not any(name in str(value) for value in values.tolist())


def test_damaged_buildings_of_the_city_with_plot_and_right() -> None:
    plots = units({"zone_code": "YO", "notation": "2000", "protection": "sr"})
    built = buildings(
        {"building_id": "a", "at": 0, "floor_area_m2": 700, "owner": "Heinolan kaupunki", "condition": "kosteusvaurio"},
        {"building_id": "b", "at": 0, "floor_area_m2": 100, "owner": "Heinolan kaupunki", "condition": "hyvä"},
        {"building_id": "c", "at": 0, "floor_area_m2": 100, "owner": "As Oy", "condition": "kosteusvaurio"},
        {"building_id": "d", "at": 9, "floor_area_m2": 50, "owner": "Heinolan kaupunki", "condition": "home"},
    )
    found = building_rights(plots, built).damaged
    assert found["building_id"].tolist() == ["a", "d"]
    assert (found["unit_id"][0], found["permitted_m2"][0], found["unused_m2"][0]) == ("u0", 2000, 1100)
    assert (found["plot_protection"][0], found["condition"][0]) == ("sr", "kosteusvaurio")
    assert found["unit_id"][1] is None
    assert np.isnan(found["permitted_m2"][1])
    assert len(building_rights(plots, None).damaged) == 0
    assert len(building_rights(plots, no_buildings()).damaged) == 0


def test_the_day_of_demolition_must_be_a_day() -> None:
    with pytest.raises(InputError, match="2026-01-31"):
        building_rights(units({"notation": "1"}), no_buildings(), parameters={"as_of": "1.1.2026"})
