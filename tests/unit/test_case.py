# SPDX-License-Identifier: GPL-2.0-or-later
"""Case files."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.all_jobs import JOBS as ALL_JOBS
from heinola_planning_plugin.core.case import Input, case_text, read_case
from heinola_planning_plugin.core.errors import PolicyError
from heinola_planning_plugin.core.features import Features, Source, text_column
from heinola_planning_plugin.core.planning_run import run

JOBS = ("industrialreservation", "infill")


def write(folder, text):
    (folder / "data.gpkg").write_bytes(b"")
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_paths_are_relative_to_the_case(tmp_path):
    case = read_case(
        write(
            tmp_path,
            "title: Koe\nstrategy: own.yaml\ninputs:\n"
            "  parcels: {file: data.gpkg, layer: palstat, fields: {parcel_id: tunnus}}\n"
            "jobs:\n  infill:\n    area: keskusta\n    weights: {walk: 2}\n    parameters: {radius_m: 300}\n",
        ),
        JOBS,
    )
    (parcels,) = case.inputs
    assert parcels.file == tmp_path / "data.gpkg"
    assert parcels.fields == {"parcel_id": "tunnus"}
    assert case.strategy == tmp_path / "own.yaml"
    infill = case.jobs["infill"]
    assert (infill.area, infill.weights, infill.parameters) == ("keskusta", {"walk": 2.0}, {"radius_m": 300})
    assert case.municipality == "111"


@pytest.mark.parametrize(("written", "read"), [('"016"', "016"), ("16", "016"), ("781", "781"), ('""', "")])
def test_a_municipality_is_known_by_its_number(tmp_path, written, read):
    text = f"title: A\nmunicipality: {written}\ninputs:\n  parcels: {{file: data.gpkg}}\n"
    assert read_case(write(tmp_path, text), JOBS).municipality == read


def test_what_is_written_is_read_back(tmp_path):
    (tmp_path / "aineisto").mkdir()
    (tmp_path / "kaava").mkdir()
    data = tmp_path / "aineisto" / "Ä “lainattu”: 'x', #1.gpkg"
    data.write_bytes(b"")
    inputs = [
        Input("buildings", data, "rakennukset"),
        Input("parcels", data, "palstat", {"parcel_id": "kiinteistö: tunnus", "owner": ""}),
        Input("parcels", data),
        Input("plan_units", tmp_path, "land_use_area_v", database="Kannat: 1", schema="hame", geometry="geom"),
    ]
    text = case_text('Heinola: "kevät" # 1', "016", "sv", inputs, tmp_path / "kaava")
    assert str(tmp_path) not in text
    path = tmp_path / "kaava" / "case.yaml"
    path.write_text(text, encoding="utf-8")
    case = read_case(path, JOBS)
    assert (case.title, case.municipality, case.language) == ('Heinola: "kevät" # 1', "016", "sv")
    assert [(one.role, one.layer, one.fields) for one in case.inputs] == [
        ("parcels", "palstat", {"parcel_id": "kiinteistö: tunnus", "owner": ""}),
        ("parcels", None, {}),
        ("plan_units", "land_use_area_v", {}),
        ("buildings", "rakennukset", {}),
    ]
    assert {one.file.resolve() for one in case.inputs if not one.database} == {data.resolve()}
    table = case.inputs[2]
    assert (table.database, table.schema, table.geometry) == ("Kannat: 1", "hame", "geom")


OLD = """\
# Heinolan tapaus
title: Vanha   # otsikko
strategy: heinola_2020
inputs:
  parcels: {file: data.gpkg, layer: palstat}

# Työt
jobs:
  infill:
    weights: {walk: 2}   # lähellä toria
"""


def test_what_an_edited_case_does_not_change_stays_as_it_was(tmp_path):
    write(tmp_path, OLD)
    inputs = [Input("parcels", tmp_path / "data.gpkg", "uudet palstat")]
    text = case_text("Uusi", "111", "fi", inputs, tmp_path, OLD)
    assert text.splitlines() == [
        "# Heinolan tapaus",
        'title: "Uusi"',
        "strategy: heinola_2020",
        "inputs:",
        '  parcels: {file: "data.gpkg", layer: "uudet palstat"}',
        "",
        "# Työt",
        "jobs:",
        "  infill:",
        "    weights: {walk: 2}   # lähellä toria",
        'municipality: "111"',
        "language: fi",
    ]
    again = case_text("Uusi", "111", "fi", inputs, tmp_path, text)
    assert again == text
    assert read_case(write(tmp_path, text), JOBS).jobs["infill"].weights == {"walk": 2.0}


def test_keys_on_one_line_are_not_torn_apart(tmp_path):
    with pytest.raises(PolicyError, match="several keys on one line"):
        case_text("A", "111", "fi", [], tmp_path, "{title: A, inputs: {}, jobs: {infill: }}\n")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("title: A\ninputs:\n  palstat: {file: data.gpkg}\n", 3, "not a role"),
        ("title: A\ninputs:\n  parcels: {file: none.gpkg}\n", 3, "no file none.gpkg"),
        ("title: A\ninputs:\n  parcels: {file: data.gpkg}\njobs:\n  infil:\n", 5, "not a job"),
        ("title: A\ninputs:\n  parcels: {file: data.gpkg}\njobs:\n  infill: {metod: owa}\n", 5, "mean 'method'"),
        ("title: A\ninputs:\n  parcels: {file: data.gpkg}\nlanguage: de\n", 4, "not one of fi, sv, en"),
        ("inputs:\n  parcels: {file: data.gpkg}\n", 1, "missing"),
        ("title: A\nmunicipality: 999\ninputs:\n  parcels: {file: data.gpkg}\n", 2, "municipality code"),
    ],
)
def test_refusals_name_the_line(tmp_path, text, line, says):
    with pytest.raises(PolicyError, match=says) as refused:
        read_case(write(tmp_path, text), JOBS)
    assert refused.value.line == line


def test_a_run_knows_neighbours_and_unlabelled_coordinates_by_the_municipality(tmp_path):
    """GK26 without its zone in front, no label: by itself it could be TM35FIN. One parcel is Lahti's."""
    x = 501_600.0 + 100 * np.arange(3)
    ids = text_column(["111-401-1-1", "111-401-1-2", "398-401-1-3"])
    parcels = Features(shapely.box(x, 6_788_300, x + 90, 6_788_390), {"kiinteistotunnus": ids}, "", Source("palstat"))
    text = "title: A\nmunicipality: CODE\ninputs:\n  parcels: {file: data.gpkg}\njobs:\n  industrialreservation:\n"
    case = read_case(write(tmp_path, text.replace("CODE", '"111"')), tuple(ALL_JOBS))
    results = run(case, lambda _one: parcels)
    assert results.crs == "EPSG:3133"
    assert results.tables["rejected"]["reject_reason"].tolist() == ["other_municipality"]
    assert len(results.tables["industrial_reservation"]) == 2
    codes = results.tables["findings"]["code"].tolist()
    assert codes[:2] == ["crs_found", "other_municipality"]
