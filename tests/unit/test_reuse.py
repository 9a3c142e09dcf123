# SPDX-License-Identifier: GPL-2.0-or-later
"""A second run takes from the first what still holds, exactly as it was, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from heinola_planning_plugin.core import files
from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.case import read_case
from heinola_planning_plugin.core.features import Features, Source, text_column
from heinola_planning_plugin.core.planning_run import run
from heinola_planning_plugin.core.reuse import Steps, digest

SHAPES = shapely.from_wkt(
    ["POINT Z (1 2 3)", "POLYGON ((0 0, 1 0, 1 1, 0 0))", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))", "POINT EMPTY", None]
)


def table(**changes) -> Features:
    columns = {
        "number": np.array([1.5, np.nan, -0.0, np.inf, 1e-300]),
        "whole": np.arange(5),
        "yes": np.array([True, False, True, False, True]),
        "text": text_column(["ä", None, "", "a;b\n", "\udcff"]),
    }
    return Features(SHAPES, {**columns, **changes}, "EPSG:3067", Source("palstat", "a.gpkg", 5, "2026-01-01"))


def same(one: Features, two: Features) -> bool:
    if one.crs != two.crs or list(one.columns) != list(two.columns):
        return False
    if shapely.to_wkb(one.geometry).tolist() != shapely.to_wkb(two.geometry).tolist():
        return False
    pairs = [(one[name], two[name]) for name in one.columns]
    return all(a.dtype == b.dtype and (a.tolist() == b.tolist() or a.tobytes() == b.tobytes()) for a, b in pairs)


def kept(path, given: Features) -> Features:
    first = Steps()
    first.do("step", (1,), lambda: {"OUTPUT": given, "EMPTY": given.take(np.empty(0, dtype=int))})
    first.save(path)
    again = Steps(path)
    tables = again.do("step", (1,), lambda: pytest.fail("done again"))
    assert again.reused == ["step"]
    assert len(tables["EMPTY"]) == 0
    return tables["OUTPUT"]


def test_tables_come_back_bit_by_bit(tmp_path):
    assert same(kept(tmp_path / "steps.npz", table()), table())


@given(st.lists(st.tuples(st.none() | st.text(), st.floats(), st.floats(-1e9, 1e9)), max_size=6))
@settings(max_examples=50, deadline=None)
def test_any_table_comes_back(tmp_path_factory, rows):
    given_table = Features(
        shapely.points([(x, 1.0) for _, _, x in rows]) if rows else np.empty(0, dtype=object),
        {"text": text_column(text for text, _, _ in rows), "number": np.array([n for _, n, _ in rows], dtype=float)},
    )
    assert same(kept(tmp_path_factory.mktemp("steps") / "steps.npz", given_table), given_table)


def test_the_same_steps_are_the_same_file(tmp_path):
    for name in ("a", "b"):
        kept(tmp_path / name, table())
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def moved() -> Features:
    geometry = SHAPES.copy()
    geometry[0] = shapely.Point(1, 2, 3.0000001)
    return table().with_geometry(geometry)


CHANGED = {
    "a number": lambda: table(number=np.array([1.5, np.nan, 0.0, np.inf, 1e-300])),
    "a text": lambda: table(text=text_column(["ä", None, None, "a;b\n", "\udcff"])),
    "where one text ends": lambda: table(text=text_column(["", "ä", "", "a;b\n", "\udcff"])),
    "a type": lambda: table(whole=np.arange(5.0)),
    "a shape": moved,
    "the system": lambda: replace(table(), crs="EPSG:3133"),
    "a column more": lambda: table(more=np.arange(5)),
    "the order": lambda: table().take(np.array([1, 0, 2, 3, 4])),
}


@pytest.mark.parametrize("change", CHANGED)
def test_whatever_changes_changes_the_hash(change):
    assert digest(CHANGED[change]()) != digest(table())


def test_where_a_table_came_from_does_not_count():
    assert digest(replace(table(), source=Source("muu", "b.gpkg", 5, "2027-01-01"))) == digest(table())


def test_policies_count_with_every_weight_and_parameter():
    policy = JOBS["industrialreservation"].shipped()
    first = policy.criteria[0].id
    assert digest(policy) == digest(JOBS["industrialreservation"].shipped())
    assert digest(policy.with_weights({first: 5})) != digest(policy)
    assert len({digest({"a": 1, "b": "c"}), digest({"a": 1, "bc": ""}), digest({"a": 1, "b": b"c"})}) == 3


@pytest.mark.parametrize("damage", ["cut", "turned", "none", "text"])
def test_a_damaged_file_means_a_full_run(tmp_path, damage):
    path = tmp_path / "steps.npz"
    kept(path, table())
    data = path.read_bytes()
    middle = len(data) // 3
    turned = data[:middle] + bytes(255 - byte for byte in data[middle : middle + 200]) + data[middle + 200 :]
    path.write_bytes({"cut": data[: len(data) // 2], "turned": turned, "none": b"", "text": b"PK\x03\x04 not"}[damage])
    again = Steps(path)
    tables = again.do("step", (1,), lambda: {"OUTPUT": table()})
    assert same(tables["OUTPUT"], table())


CASE = """\
title: A
inputs:
  parcels: {file: "PRACTICE", layer: PalstanSijaintitiedot}
  plan_units: {file: "PRACTICE", layer: kaavayksikot}
  buildings: {file: "PRACTICE", layer: avoimet_rakennukset}
  target_areas: {file: "PRACTICE", layer: strategian_kohdealueet}
  noise: {file: "PRACTICE", layer: melu}
  railways: {file: "RAILWAYS", layer: rautatie}
jobs:
  industrialreservation: {area: vierumaki, parameters: {min_area_ha: MIN_AREA}}
  buildingrights:
"""


def test_another_file_runs_again_only_what_rests_on_it(tmp_path):
    practice = ROOT / "resources" / "demo" / "practice.gpkg"
    other = tmp_path / "other.gpkg"
    rails = files.read(practice, "rautatie")
    files.write(rails.with_geometry(shapely.transform(rails.geometry, lambda xy: xy + 2_000)), other, "rautatie")
    steps = tmp_path / "steps.npz"

    def results(railways, least: float, earlier: Steps):
        path = tmp_path / "case.yaml"
        text = CASE.replace("PRACTICE", str(practice)).replace("RAILWAYS", str(railways))
        path.write_text(text.replace("MIN_AREA", str(least)), encoding="utf-8")
        return run(read_case(path, tuple(JOBS)), lambda one: files.read(one.file, one.layer), steps=earlier)

    first = Steps()
    assert results(practice, 1, first).reused == ()
    first.save(steps)
    same_again = results(practice, 1, Steps(steps))
    assert same_again.reused == ("industrialreservation", "buildingrights", "zoning", "strategyoverlay")
    assert results(practice, 2, Steps(steps)).reused == ("buildingrights", "zoning")
    partly, whole = results(other, 1, Steps(steps)), results(other, 1, Steps())
    assert partly.reused == ("buildingrights", "zoning")
    assert list(partly.tables) == list(whole.tables)
    assert all(same(partly.tables[name], whole.tables[name]) for name in whole.tables)
    assert not same(whole.tables["industrial_reservation"], same_again.tables["industrial_reservation"])
