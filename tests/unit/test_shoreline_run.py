# SPDX-License-Identifier: GPL-2.0-or-later
"""Shore rights in a planning run: jobs that rest on others, and what a case file can say of them."""

from __future__ import annotations

import numpy as np
import pytest
from shoreline_lake import LAKE, PARCELS, house, table

from heinola_planning_plugin.core.all_jobs import JOBS, layers_of
from heinola_planning_plugin.core.case import read_case
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import text_column
from heinola_planning_plugin.core.planning_run import Results, run

OWN_FIELD = PARCELS.take(np.arange(5)).select(["parcel_id"])
LAYERS = {
    "palstat": OWN_FIELD.with_columns(
        {
            "parcel_id": text_column(f"111-401-{n + 1}-1" for n in range(5)),
            "kanta": PARCELS["ematila"][:5],
        }
    ),
    "jarvi": LAKE,
    "rakennukset": table([house(100, -50), house(800, -150)]),
}


def planning_run(tmp_path, jobs: str, buildings: bool = True) -> Results:
    for name in LAYERS:
        (tmp_path / f"{name}.gpkg").touch()
    lines = ["inputs:", "  parcels: {file: palstat.gpkg}", "  water: {file: jarvi.gpkg}"]
    lines += ["  buildings: {file: rakennukset.gpkg}"] if buildings else []
    path = tmp_path / "case.yaml"
    path.write_text("\n".join(["title: Ranta", *lines, jobs, ""]), encoding="utf-8")
    return run(read_case(path, tuple(JOBS)), lambda one: LAYERS[one.file.stem])


def test_the_case_sets_method_norm_rounding_and_the_field_of_the_estates(tmp_path):
    found = planning_run(
        tmp_path,
        "jobs:\n"
        "  modifiedshoreline: {parameters: {method: v7}}\n"
        "  shorelinerights: {parameters: {norm: 6, rounding: half_up, ematila_field: kanta, weight_site_own: 2}}\n",
    )
    assert list(found.runs) == ["modifiedshoreline", "shorelinerights"]
    estates = found.tables["shoreline_rights"]
    rows = {name: n for n, name in enumerate(estates["ematila"].tolist())}
    assert {"A", "B"} < set(rows)
    a = rows["A"]
    assert estates["basis"][a] == "ematila"
    assert estates["modified_m"][a] == pytest.approx(0.58 * 1010, abs=1)
    assert estates["right_raw"][a] == pytest.approx(0.58 * 1.01 * 6, abs=0.01)
    assert estates["used"][a] == 4
    assert estates["water_name"].tolist() == estates["water_id"].tolist()  # the layer has no names
    assert "Oikeus 3,51" in estates["explanation"][a]
    assert set(found.tables["shoreline"]["method"]) == {"v7"}


def test_a_named_job_brings_along_what_it_rests_on_and_feeds_the_next(tmp_path):
    found = planning_run(tmp_path, "jobs:\n  shorelinerights:\n  holidayhousing:\n")
    assert list(found.runs) == ["modifiedshoreline", "shorelinerights", "holidayhousing"]
    assert "parcel_shares" not in found.runs["holidayhousing"].not_given
    everything = planning_run(tmp_path, "")
    assert {"modifiedshoreline", "shorelinerights", "holidayhousing"} <= set(everything.runs)
    assert layers_of(JOBS["shorelinerights"]) == ("water", "parcels")


def test_without_buildings_the_run_says_that_what_is_left_is_unknown(tmp_path):
    found = planning_run(tmp_path, "jobs:\n  shorelinerights:\n", buildings=False)
    estates = found.tables["shoreline_rights"]
    assert np.isnan(estates["remaining"]).all()
    assert all("ei tiedossa" in text for text in estates["explanation"])


@pytest.mark.parametrize(
    ("jobs", "words"),
    [
        ("modifiedshoreline: {parameters: {method: v9}}", "v9"),
        ("shorelinerights: {parameters: {rounding: up}}", "rounding"),
        ("shorelinerights: {parameters: {nrm: 5}}", "nrm"),
        ("shorelinerights: {parameters: {norm: 99}}", "norm"),
    ],
)
def test_a_wrong_parameter_is_refused_before_the_work(tmp_path, jobs, words):
    with pytest.raises(InputError, match=words):
        planning_run(tmp_path, f"jobs:\n  {jobs}\n")
