# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs one whole piece of work in a process of its own and prints what it took, as JSON.

python chain.py four-criteria FOLDER     four criteria, from GeoPackage to styled layer
python chain.py planning-run FOLDER      every question of the case, without drawing
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import start
from data import LAYERS, MENDED, layer

from heinola_planning_plugin.bridge.features import read_layer
from heinola_planning_plugin.bridge.loading import load_input
from heinola_planning_plugin.bridge.styles import status as style_status
from heinola_planning_plugin.bridge.writer import write_table
from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.case import read_case
from heinola_planning_plugin.core.evidence import Distance, Share, Total, gather
from heinola_planning_plugin.core.planning_run import run
from heinola_planning_plugin.core.scoring.criteria import parse_criteria
from heinola_planning_plugin.core.scoring.evaluate import evaluate

SPECS = (
    Distance("road_m", "roads"),
    Distance("water_m", "water"),
    Share("zone_share", "groundwater"),
    Total("floor_m2", "buildings", "kerrosala"),
)
NEEDED = {"roads": (), "water": (), "groundwater": (), "buildings": ("kerrosala",)}
"""Columns of each layer beside the parcels."""

CRITERIA = """
id: bench
title: {fi: Mittaus, sv: Mätning, en: Benchmark}
criteria:
""" + "".join(
    f"  - {{id: {name}, field: {field}, weight: {weight}, curve: {{type: linear, full: {full}, zero: {zero}}}, "
    f"title: {{fi: {name}, sv: {name}, en: {name}}}, source: bench}}\n"
    for name, field, weight, full, zero in (
        ("road", "road_m", 3, 0, 2000),
        ("water", "water_m", 2, 0, 3000),
        ("zone", "zone_share", 2, 1, 0),
        ("floor", "floor_m2", 1, 0, 2000),
    )
)


def four_criteria(folder: Path) -> int:
    """Read, measure, judge with the explanation of every parcel in words, write, style; give the number of parcels."""
    file = folder / MENDED
    parcels = read_layer(layer(file, LAYERS["parcels"]))
    layers = {role: read_layer(layer(file, LAYERS[role]), columns=columns) for role, columns in NEEDED.items()}
    evidence = gather(parcels, layers, SPECS)
    judged = evaluate(evidence, parse_criteria(CRITERIA))
    write_table(folder / "ours.gpkg", parcels.with_columns({**evidence, **judged.columns()}))
    style_status(layer(folder / "ours.gpkg", "ours"), "fi")
    return len(parcels)


def planning_run(folder: Path) -> int:
    """Answer every question of the case; give the number of rows in all tables."""
    results = run(read_case(folder / "case.yaml", tuple(JOBS)), load_input)
    return sum(map(len, results.tables.values()))


def main() -> None:
    """Run and print."""
    work = {"four-criteria": four_criteria, "planning-run": planning_run}[sys.argv[1]]
    begun, busy = time.perf_counter(), time.process_time()
    count = work(Path(sys.argv[2]))
    took = {
        "count": count,
        "seconds": time.perf_counter() - begun,
        "cpu": time.process_time() - busy,
        "peak_gb": start.peak_gb(),
    }
    print(json.dumps(took))


if __name__ == "__main__":
    main()
