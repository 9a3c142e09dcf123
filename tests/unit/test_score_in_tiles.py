# SPDX-License-Identifier: GPL-2.0-or-later
"""The command line that scores a region in tiles: alone it gives what core gives, with Dask the same bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from helpers import ROOT

from heinola_planning_plugin.core import files
from heinola_planning_plugin.core.evidence import Distance, Share, Total, gather, one_of
from heinola_planning_plugin.core.features import Features

pytest.importorskip("pyogrio")
SCRIPT = ROOT / ".ci" / "score_in_tiles.py"
WITH_DASK = ROOT / "build" / "bench-venv" / "bin" / "python"
CRS = "EPSG:3067"
RUN = """
parcels: {file: in.gpkg, layer: parcels}
layers:
  roads: {file: in.gpkg, layer: roads}
  groundwater: {file: in.gpkg, layer: groundwater}
  buildings: {file: in.gpkg, layer: buildings}
evidence:
  road_m: {distance: roads, column: road_class, values: [main]}
  groundwater_share: {share: groundwater}
  floor_m2: {total: buildings, amount: kerrosala}
criteria: criteria.yaml
"""
CRITERIA = """
id: test
title: {fi: koe, sv: prov, en: test}
criteria:
  - {id: road, field: road_m, weight: 2, curve: {type: linear, full: 0, zero: 2000}, title: {fi: a, sv: b, en: c}, source: test}
  - {id: dry, field: groundwater_share, weight: 1, curve: {type: linear, full: 0, zero: 1}, title: {fi: a, sv: b, en: c}, source: test}
"""  # noqa: E501


@pytest.fixture
def layers(tmp_path) -> dict[str, Features]:
    """Parcels over 12 km, so that they make several tiles, and what lies on and round them."""
    rng = np.random.default_rng(3)
    x, y = (a.ravel() * 80.0 for a in np.meshgrid(np.arange(150), np.arange(150)))
    x, y = x + 450_000, y + 6_780_000
    place = rng.uniform((450_000, 6_780_000), (462_000, 6_792_000), (600, 2))
    tables = {
        "parcels": Features(shapely.box(x, y, x + 80, y + 80), {"number": np.arange(len(x))}, CRS),
        "roads": Features(
            shapely.linestrings(np.stack([place[:40], place[40:80]], axis=1)),
            {"road_class": np.resize(np.array(["main", "street", None], dtype=object), 40)},
            CRS,
        ),
        "groundwater": Features(shapely.buffer(shapely.points(place[80:110]), 400), {}, CRS),
        "buildings": Features(shapely.points(place), {"kerrosala": rng.uniform(50, 500, 600)}, CRS),
    }
    for name, table in tables.items():
        files.write(table, tmp_path / "in.gpkg", name)
    (tmp_path / "run.yaml").write_text(RUN, encoding="utf-8")
    (tmp_path / "criteria.yaml").write_text(CRITERIA, encoding="utf-8")
    return tables


def score(python: Path | str, folder: Path, output: str, *options: str) -> subprocess.CompletedProcess:
    command = [str(python), str(SCRIPT), str(folder / "run.yaml"), str(folder / output), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_alone_it_gives_what_core_measures(layers, tmp_path):
    done = score(sys.executable, tmp_path, "scored.gpkg", "--alone")
    assert done.returncode == 0, done.stderr
    assert "22500 parcels" in done.stdout
    back = files.read(tmp_path / "scored.gpkg")
    specs = (
        Distance("road_m", "roads", one_of("road_class", "main")),
        Share("groundwater_share", "groundwater"),
        Total("floor_m2", "buildings", "kerrosala"),
    )
    for name, values in gather(layers["parcels"], layers, specs).items():
        np.testing.assert_array_equal(back[name], values)
    assert back["number"].tolist() == list(range(22_500))
    assert (back["rank"] == 1).any()


@pytest.mark.skipif(not WITH_DASK.exists(), reason="no Dask: make bench makes the environment that has it")
def test_in_tiles_with_dask_the_bytes_are_the_same(layers, tmp_path):
    done = score(WITH_DASK, tmp_path, "tiled.gpkg", "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert "tile 2 of 2" in done.stderr
    assert score(WITH_DASK, tmp_path, "alone.gpkg", "--alone").returncode == 0
    assert (tmp_path / "tiled.gpkg").read_bytes() == (tmp_path / "alone.gpkg").read_bytes()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("{distance: roads,", "{distance: rivers,"), "evidence.road_m: 'rivers' is none of the run's layers"),
        (
            ("{share: groundwater}", "{shares: groundwater}"),
            "say how the column is measured, by distance, share, total",
        ),
        (("layer: roads", "layer: rods"), "'rods' is not one of parcels, roads, groundwater, buildings"),
        (("amount: kerrosala", "amount: kerosala"), "field 'kerosala': has no such field"),
        (("file: in.gpkg, layer: parcels", "file: gone.gpkg"), "there is no such file"),
    ],
)
def test_a_wrong_run_file_gets_one_sentence(layers, tmp_path, change, said):
    (tmp_path / "run.yaml").write_text(RUN.replace(*change), encoding="utf-8")
    done = score(sys.executable, tmp_path, "scored.gpkg", "--alone")
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "scored.gpkg").exists()
