# SPDX-License-Identifier: GPL-2.0-or-later
"""Scores the parcels of a region that is too large for one comfortable run: tile by tile, on every core or machine.

    make tiles RUN=run.yaml OUTPUT=scored.gpkg WORKERS=4

or, where Python has numpy, scipy, shapely, pyproj, PyYAML, pyogrio and `dask[distributed]`:

    python .ci/score_in_tiles.py run.yaml scored.gpkg --workers 4
    python .ci/score_in_tiles.py run.yaml scored.gpkg --scheduler tcp://host:8786

Each worker reads from the files what its tile needs, so none holds the whole; files must lie where every worker can
read them. The result has the same bytes as with `--alone`, which is one run without tiles. The run file:

    parcels: {file: parcels.gpkg, layer: parcels}
    layers:                                    # all in the parcels' coordinate system, in metres
      roads: {file: topographic.gpkg, layer: tieviiva}
      groundwater: {file: groundwater.gpkg}
      buildings: {file: ryhti.gpkg, layer: avoimet_rakennukset}
    evidence:                                  # column: how it is measured
      road_m: {distance: roads, reach_m: 50000}
      main_road_m: {distance: roads, column: kohdeluokka, values: [12111, 12112]}
      groundwater_share: {share: groundwater}
      floor_m2: {total: buildings, amount: kerrosala}
    criteria: criteria.yaml                    # as heinola:scoreparcels takes them
    method: weighted_sum
    language: fi
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pyogrio
import shapely

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from heinola_planning_plugin.core import files, tiles  # noqa: E402 - the path comes first
from heinola_planning_plugin.core.errors import InputError, PlanningError  # noqa: E402
from heinola_planning_plugin.core.evidence import Distance, Share, Total, gather, one_of  # noqa: E402
from heinola_planning_plugin.core.features import Features, is_metric, same_crs  # noqa: E402
from heinola_planning_plugin.core.intake.coordinates import crs_code  # noqa: E402
from heinola_planning_plugin.core.policy import LANGUAGES, Reader  # noqa: E402
from heinola_planning_plugin.core.scoring.aggregate import METHODS  # noqa: E402
from heinola_planning_plugin.core.scoring.criteria import CriteriaSet, read_criteria  # noqa: E402
from heinola_planning_plugin.core.scoring.evaluate import evaluate  # noqa: E402

PARCELS_IN_A_TILE = 10_000
KINDS = ("distance", "share", "total")


@dataclass(frozen=True)
class Layer:
    """A layer of a file, and which of its columns are needed."""

    file: str
    layer: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Run:
    """What a run file asks for."""

    layers: dict[str, Layer]
    specs: tuple[tiles.Spec, ...]
    criteria: CriteriaSet
    method: str
    language: str


def read_run(path: Path) -> Run:
    """Read a run file; paths in it are relative to it."""
    whole = Reader.open(path)
    layers = {tiles.PARCELS: _layer(whole.part("parcels"), path)}
    named = whole.part("layers")
    layers.update({role: _layer(named.part(role), path) for role in named.names()})
    asked = whole.part("evidence")
    specs, needed = [], {role: set() for role in layers}
    for column in asked.names():
        spec, columns = _spec(column, asked.part(column))
        if spec.role not in layers or spec.role == tiles.PARCELS:
            raise asked.fail(column, "{!r} is none of the run's layers", spec.role)
        specs.append(spec)
        needed[spec.role].update(columns)
    layers = {role: Layer(one.file, one.layer, tuple(sorted(needed[role]))) for role, one in layers.items()}
    run = Run(
        layers,
        tuple(specs),
        read_criteria(path.parent / whole.text("criteria")),
        whole.text("method", "weighted_sum", tuple(METHODS)),
        whole.text("language", "fi", LANGUAGES),
    )
    whole.done()
    return run


def _layer(part: Reader, path: Path) -> Layer:
    file = path.parent / part.text("file")
    held = files.list_layers(file)
    layer = part.text("layer", held[0], tuple(held))
    part.done()
    return Layer(str(file.resolve()), layer)


def _spec(name: str, part: Reader) -> tuple[tiles.Spec, list[str]]:
    kind = next((kind for kind in KINDS if kind in part), None)
    if kind is None:
        raise part.fail(KINDS[0], "is missing: say how the column is measured, by {}", ", ".join(KINDS))
    role, columns, keep = part.text(kind), [], None
    if "column" in part:
        columns.append(part.text("column"))
        keep = one_of(columns[0], *part.items("values"))
    if kind == "distance":
        spec = Distance(name, role, keep, part.number("reach_m", 50_000.0, low=1.0))
    elif kind == "share":
        spec = Share(name, role, keep)
    else:
        columns.append(part.text("amount"))
        spec = Total(name, role, columns[-1], keep)
    part.done()
    return spec, columns


class Files:
    """Reads the layers of a run, whole or what meets a rectangle: a `tiles.Load`."""

    def __init__(self, layers: dict[str, Layer]):
        self.layers = layers

    def __call__(self, role: str, where: tiles.Bounds | None) -> Features:
        one = self.layers[role]
        meta, fids, shapes, columns = pyogrio.raw.read(
            one.file, layer=one.layer, columns=list(one.columns), bbox=where, return_fids=True, force_2d=True
        )
        order = np.argsort(fids, kind="stable")
        geometry = shapely.from_wkb(shapes[order], on_invalid="ignore")
        wrong = ~shapely.is_valid(geometry) & ~shapely.is_missing(geometry)
        geometry[wrong] = shapely.make_valid(geometry[wrong])
        table = {name: values[order] for name, values in zip(meta["fields"], columns)}
        if role == tiles.PARCELS:
            table[tiles.ROW] = fids[order].astype(np.int64)
        return Features(geometry, table, crs_code(meta["crs"] or ""))


def check_layers(run: Run) -> None:
    """Refuse columns that aren't there, and layers in several coordinate systems or in degrees, before any work."""
    about = {role: pyogrio.read_info(one.file, layer=one.layer) for role, one in run.layers.items()}
    for role, one in run.layers.items():
        for column in one.columns:
            if column not in about[role]["fields"]:
                raise InputError("has no such field", layer=one.layer, field=column)
    own = crs_code(about[tiles.PARCELS]["crs"] or "")
    if not own or not is_metric(own):
        raise InputError("must be in a coordinate system in metres", layer=run.layers[tiles.PARCELS].layer)
    for role, one in run.layers.items():
        other = crs_code(about[role]["crs"] or "")
        if not other or not same_crs(own, other):
            raise InputError("is not in the parcels' coordinate system", layer=one.layer, value=other)


def measured(run: Run, count: int, workers: int, scheduler: str) -> tuple[dict[str, np.ndarray], float]:
    """Measure tile by tile with Dask; give the columns in the order of the file, and the most memory of a worker."""
    try:
        from dask.distributed import Client, as_completed
    except ImportError as error:
        raise InputError("the Python package 'distributed' is missing: pip install 'dask[distributed]'") from error
    load = Files(run.layers)
    specs = tiles.told(run.specs, load)
    parcels = run.layers[tiles.PARCELS]
    bounds = pyogrio.read_info(parcels.file, layer=parcels.layer, force_total_bounds=True)["total_bounds"]
    cut = tiles.grid(tuple(bounds), max(round(count / PARCELS_IN_A_TILE), 1))
    os.environ["PYTHONPATH"] = str(ROOT)  # for the workers that are started here
    options = {"address": scheduler} if scheduler else {"n_workers": workers, "threads_per_worker": 1}
    started = time.perf_counter()
    with Client(**options, **({} if scheduler else {"dashboard_address": None})) as client:
        jobs = client.map(partial(tiles.measure, load=load, specs=specs), cut, pure=False)
        parts = []
        for number, (_, part) in enumerate(as_completed(jobs, with_results=True), 1):
            parts.append(part)
            print(f"\rtile {number} of {len(cut)}, {time.perf_counter() - started:.0f} s", end="", file=sys.stderr)
        workers_gb = max(client.run(peak_gb).values())
    print(file=sys.stderr)
    every = np.sort(
        pyogrio.raw.read(parcels.file, layer=parcels.layer, columns=[], read_geometry=False, return_fids=True)[1]
    )
    return tiles.joined([(np.searchsorted(every, rows), columns) for rows, columns in parts], specs, count), workers_gb


def peak_gb() -> float:
    """Give the most memory that this process has held; 0 where the system doesn't tell."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0) / 1e6


def score(run: Run, evidence: dict[str, np.ndarray], output: Path) -> None:
    """Judge all parcels at once and write them with their own columns; the file appears when it is whole."""
    parcels = run.layers[tiles.PARCELS]
    table = files.read(parcels.file, parcels.layer)
    judged = evaluate(evidence, run.criteria, method=run.method, language=run.language)
    files.write(table.with_columns({**evidence, **judged.columns()}), output, "scored")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Scores parcels tile by tile; see the text at the top of this file.")
    parser.add_argument("run", type=Path, help="run file (YAML)")
    parser.add_argument("output", type=Path, help="GeoPackage to write")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes on this machine")
    parser.add_argument("--scheduler", default="", help="address of a Dask scheduler instead")
    parser.add_argument("--alone", action="store_true", help="one run without tiles and without Dask")
    parser.add_argument("--json", action="store_true", help="tell what it took as JSON")
    asked = parser.parse_args()
    begun = time.perf_counter()
    try:
        run = read_run(asked.run)
        check_layers(run)
        parcels = run.layers[tiles.PARCELS]
        count = pyogrio.read_info(parcels.file, layer=parcels.layer, force_feature_count=True)["features"]
        if asked.alone:
            load = Files(run.layers)
            layers = {role: load(role, None) for role in run.layers}
            evidence, workers_gb = gather(layers[tiles.PARCELS], layers, run.specs), 0.0
        else:
            evidence, workers_gb = measured(run, count, asked.workers, asked.scheduler)
        measured_at = time.perf_counter()
        score(run, evidence, asked.output)
    except PlanningError as error:
        sys.exit(f"{error}")
    took = {
        "count": count,
        "measured_s": measured_at - begun,
        "written_s": time.perf_counter() - measured_at,
        "peak_gb": peak_gb(),
        "worker_peak_gb": workers_gb,
    }
    if asked.json:
        print(json.dumps(took))
    else:
        print(
            f"{count} parcels scored into {asked.output}: measured in {took['measured_s']:.0f} s, judged and written "
            f"in {took['written_s']:.0f} s; at most {took['peak_gb']:.1f} GB here, {workers_gb:.1f} GB in a worker"
        )


if __name__ == "__main__":
    main()
