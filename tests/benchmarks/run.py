# SPDX-License-Identifier: GPL-2.0-or-later
"""`make bench`: the plugin beside QGIS's own algorithms, PostGIS, geopandas and two libraries of scoring, in one run.

Writes docs/benchmarks.md and docs/img/benchmarks.png at full size. SCALE sets the practice municipality's size: 20, as
without it, gives about 100 000 parcels; with another the table is only printed. GROWTH names the scales of the runs
that show how time and memory grow, TILES the scale of the run in tiles ("" leaves them out).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import data
import native
import numpy as np
import postgis
import report
from start import ROOT

from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.measures import distance, floor_area, overlap
from heinola_planning_plugin.core.scoring.aggregate import topsis, weighted_sum
from heinola_planning_plugin.core.scoring.stability import stability

SCALE = float(os.environ.get("SCALE") or 20)
FULL = SCALE == 20
GROWTH = os.environ.get("GROWTH", "2 20 200" if FULL else f"{SCALE:g}").split()
TILES = os.environ.get("TILES", "200" if FULL else f"{SCALE:g}")
HERE = Path(__file__).parent
LONGEST_S = 1_800
BENCH_PYTHON = ROOT / "build" / "bench-venv" / "bin" / "python"
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Run once and give seconds and answer."""
    begun = time.perf_counter()
    answer = work()
    return time.perf_counter() - begun, answer


def main() -> None:
    """Measure, print, write."""
    folder = data.municipality(SCALE)
    tables = {role: data.read(folder / data.MENDED, name) for role, name in data.LAYERS.items()}
    rows = measures(folder, tables)
    rows += scoring(folder, len(tables["parcels"]))
    told = [compare_others(folder, rows), compare_postgis(tables, rows)]
    growth = []
    for scale in GROWTH:
        if took := in_own_process("four-criteria", data.municipality(float(scale))):
            growth.append(took)
            print(took, flush=True)
    whole = in_own_process("planning-run", folder)
    chain = report.Row(
        "four criteria, file to styled layer",
        next((one["seconds"] for one in growth if one["count"] == len(tables["parcels"])), float("nan")),
        bar="<= 15 s, >= 10 x QGIS",
    )
    chain.others["QGIS"] = (native_chain(folder, rows), "")
    if geo := told[0].get("geopandas:chain"):
        chain.others["geopandas"] = (geo, "")
    rows.append(chain)
    tiled = in_tiles(data.municipality(float(TILES))) if TILES else None
    report.write(rows, len(tables["parcels"]), growth, whole, tiled, told, FULL)


def measures(folder: Path, tables: dict[str, Features]) -> list[report.Row]:
    """Time each measure natively and ours, and compare what comes out."""
    opened = {role: data.layer(folder / data.MENDED, name) for role, name in data.LAYERS.items()}
    shape = {role: table.geometry for role, table in tables.items()}
    ids = tables["parcels"][data.KEY].tolist()
    rows = []

    def add(
        row: report.Row, seconds: float, theirs: dict[object, float], tolerance: float, factor: float = 1.0
    ) -> None:
        other = np.array([theirs.get(identity, np.nan) for identity in ids]) * factor
        row.others["QGIS"] = (seconds, report.agreement(row.values, other, tolerance))
        rows.append(row)
        print(row, flush=True)

    for key, work in (("roads", "distance to roads"), ("water", "distance to lakes")):
        seconds, joined = timed(lambda key=key: native.nearest(opened["parcels"], opened[key]))
        if key == "roads":
            native_chain.joined = joined
        ours, (found, _) = timed(lambda key=key: distance.nearest(shape["parcels"], shape[key]))
        row = report.Row(work, ours, key, ">= 20 000/s, >= 7 x QGIS", found, 0.001)
        add(row, seconds, native.by_id(joined, "distance"), 0.001)
    for key, work in (
        ("groundwater", "share in groundwater areas"),
        ("zoning", "share in the general plan, which covers all"),
    ):
        seconds, lapped = timed(lambda key=key: native.overlaps(opened["parcels"], opened[key]))
        ours, share = timed(lambda key=key: overlap.share_within(shape["parcels"], shape[key]))
        row = report.Row(work, ours, key, ">= 50 000/s, >= 10 x QGIS", share, 1e-4)
        add(row, seconds, native.by_id(lapped, native.percent_of(lapped)), 1e-4, 0.01)

    def floor() -> np.ndarray:
        index = floor_area.locate(shape["buildings"], shape["parcels"])
        return floor_area.total(index, tables["buildings"]["kerrosala"].astype(float), len(ids))[0]

    seconds, summed = timed(lambda: native.floor_area(opened["parcels"], opened["buildings"]))
    ours, total = timed(floor)
    row = report.Row("floor area of buildings on each parcel", ours, "floor", ">= 90 000/s", np.nan_to_num(total), 0.01)
    add(row, seconds, native.by_id(summed, "kerrosala_sum"), 0.01)
    return rows


def scoring(folder: Path, count: int) -> list[report.Row]:
    """Time scores and stability; the matrix is kept for the other libraries."""
    rng = np.random.default_rng(1)
    matrix, weights = rng.random((count, 10)), np.arange(1.0, 11.0)
    np.savez(folder / "matrix.npz", matrix=matrix, weights=weights)
    rows = []
    for key, work, method in (("weighted_sum", "weighted sum", weighted_sum), ("topsis", "TOPSIS", topsis)):
        seconds, (score, _) = timed(lambda method=method: method(matrix, weights))
        rows.append(report.Row(f"{work} with contributions, 10 criteria", seconds, key, "", score / 100, 1e-9))
    million = rng.random((1_000_000, 10))
    seconds, _ = timed(lambda: weighted_sum(million, weights))
    rows.append(report.Row("the same sum for 1 000 000", seconds, bar=">= 1 000 000/s", count=1_000_000))
    for work, median, bar in (
        ("rank intervals and top 10, 1 000 draws", False, "<= 8 s"),
        ("the same with median ranks", True, ""),
    ):
        seconds, _ = timed(lambda median=median: stability(matrix, weights, 1_000, median=median))
        rows.append(report.Row(work, seconds, bar=bar))
    for row in rows:
        print(row, flush=True)
    return rows


def native_chain(folder: Path, rows: list[report.Row]) -> float:
    """Give what QGIS's own steps take together: the joins above, the calculation of the score, and the saving."""
    (folder / "native.gpkg").unlink(missing_ok=True)
    seconds, _ = timed(lambda: native.score(native_chain.joined, folder / "native.gpkg"))
    steps = ("roads", "water", "groundwater", "floor")
    return seconds + sum(row.others["QGIS"][0] for row in rows if row.key in steps)


def compare_others(folder: Path, rows: list[report.Row]) -> dict[str, object]:
    """Run geopandas, scikit-criteria and pymcdm in their own environment; {} where there is none."""
    if not BENCH_PYTHON.exists():
        print("geopandas, scikit-criteria and pymcdm are left out: build/bench-venv isn't there", flush=True)
        return {}
    target = folder / "others.npz"
    print("geopandas, scikit-criteria, pymcdm", flush=True)
    subprocess.run([BENCH_PYTHON, HERE / "others.py", folder, target], check=True, env=clean())
    told = json.loads(target.with_suffix(".json").read_text(encoding="utf-8"))
    answers = np.load(target)
    for row in rows:
        for program in told["versions"]:
            if row.key and (key := f"{program}:{row.key}") in answers:
                same = report.agreement(row.values, answers[key], row.tolerance)
                row.others[program] = (told["seconds"][key], same)
    return {**told["seconds"], "versions": told["versions"]}


def compare_postgis(tables: dict[str, Features], rows: list[report.Row]) -> dict[str, object]:
    """Ask PostGIS; {} where it isn't installed."""
    print("PostGIS", flush=True)
    version, answers = postgis.answers(tables)
    for row in rows:
        if row.key in answers:
            seconds, values = answers[row.key]
            zero = row.key in ("groundwater", "zoning", "floor")  # no row there means none
            same = report.agreement(row.values, np.nan_to_num(values) if zero else values, row.tolerance)
            row.others["PostGIS"] = (seconds, same)
            print(f"  {row.key}: {seconds:.1f} s", flush=True)
    return {"versions": {"PostGIS": version}} if version else {}


def in_own_process(work: str, folder: Path) -> dict[str, float]:
    """Run one of `chain.py` and give what it took."""
    done = subprocess.run(
        [sys.executable, HERE / "chain.py", work, folder], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def in_tiles(folder: Path) -> dict[str, float] | None:
    """Score tile by tile with Dask, two workers, and in one run without; None where Dask isn't there."""
    if not BENCH_PYTHON.exists():
        print("the run in tiles is left out: build/bench-venv isn't there", flush=True)
        return None
    from chain import CRITERIA

    file = folder / data.MENDED
    named = {role: f"{{file: {file}, layer: {name}}}" for role, name in data.LAYERS.items()}
    (folder / "criteria.yaml").write_text(CRITERIA, encoding="utf-8")
    (folder / "tiles.yaml").write_text(
        f"parcels: {named['parcels']}\nlayers:\n"
        + "".join(f"  {role}: {named[role]}\n" for role in ("roads", "water", "groundwater", "buildings"))
        + "evidence:\n  road_m: {distance: roads}\n  water_m: {distance: water}\n"
        "  zone_share: {share: groundwater}\n  floor_m2: {total: buildings, amount: kerrosala}\n"
        "criteria: criteria.yaml\n",
        encoding="utf-8",
    )
    took: dict[str, float] = {}
    outputs = {"tiles": folder / "tiled.gpkg", "alone": folder / "alone.gpkg"}
    for name, option in (("tiles", "--workers=2"), ("alone", "--alone")):
        outputs[name].unlink(missing_ok=True)
        command = [BENCH_PYTHON, ROOT / ".ci" / "score_in_tiles.py", folder / "tiles.yaml", outputs[name], option]
        done = subprocess.run([*command, "--json"], check=False, env=clean(), capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr[-2000:])
        told = json.loads(done.stdout.splitlines()[-1])
        took["count"] = told.pop("count")
        took.update({f"{name}_{key}": value for key, value in told.items()})
    took["same"] = report.same_bytes(outputs["tiles"], outputs["alone"])
    print(took, flush=True)
    return took


def clean() -> dict[str, str]:
    """Give an environment without QGIS's paths."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}


if __name__ == "__main__":
    main()
