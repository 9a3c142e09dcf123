# SPDX-License-Identifier: GPL-2.0-or-later
"""Case files."""

from __future__ import annotations

import pytest

from heinola_planning_plugin.core.case import Input, case_text, read_case
from heinola_planning_plugin.core.errors import PolicyError

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
