# SPDX-License-Identifier: GPL-2.0-or-later
"""The benchmarks' table and page."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from qgis.core import Qgis
from start import ROOT

PROGRAMS = ("QGIS", "PostGIS", "geopandas", "scikit-criteria", "pymcdm")
MEANT = {"QGIS": "QGIS native"}
GROUND = ("this plugin", "QGIS", "PostGIS", "geopandas")
"""What is drawn."""


@dataclass
class Row:
    """One work: our seconds, what came out and how near another must be to agree; seconds and agreement of others."""

    work: str
    ours: float
    key: str = ""
    bar: str = ""
    values: np.ndarray = field(default_factory=lambda: np.empty(0), repr=False)
    tolerance: float = 0.0
    count: int = 0
    others: dict[str, tuple[float, str]] = field(default_factory=dict)


def agreement(ours: np.ndarray, theirs: np.ndarray, tolerance: float) -> str:
    """Say of how many both give the same, within a tolerance."""
    both = ~np.isnan(theirs) & ~np.isnan(ours)
    same = np.abs(theirs[both] - ours[both]) <= tolerance
    return f"{100 * same.mean():.3f} %" if both.any() else "–"


def same_bytes(one: Path, other: Path) -> bool:
    """Tell whether two files are alike to the byte."""
    return subprocess.run(["cmp", "--silent", one, other], check=False).returncode == 0


def number(value: float) -> str:
    """Write seconds."""
    return "–" if value != value else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(rows: list[Row], count: int) -> list[str]:
    """Write the table: seconds, and in brackets how many parcels get the same value."""
    used = [name for name in PROGRAMS if any(name in row.others for row in rows)]
    lines = [
        f"| work | this plugin | per second | {' | '.join(MEANT.get(name, name) for name in used)} | x QGIS | bar |",
        f"|---|---:|---:|{'---:|' * len(used)}---:|---|",
    ]
    for row in rows:
        cells = []
        for name in used:
            seconds, same = row.others.get(name, (float("nan"), ""))
            cells.append(number(seconds) + (f" ({same})" if same else ""))
        ratio = f"{row.others['QGIS'][0] / row.ours:.1f}" if "QGIS" in row.others else "–"
        each = f"{(row.count or count) / row.ours:,.0f}".replace(",", " ")
        lines.append(f"| {row.work} | {number(row.ours)} | {each} | {' | '.join(cells)} | {ratio} | {row.bar or '–'} |")
    return lines


def page(
    rows: list[Row],
    count: int,
    growth: list[dict[str, float]],
    whole: dict[str, float],
    tiled: dict[str, float] | None,
    told: list[dict[str, object]],
) -> str:
    """Write the whole page."""
    versions = {name: version for one in told for name, version in one.get("versions", {}).items()}
    beside = ", ".join(f"{name} {version}" for name, version in versions.items())
    counted = f"{count:,}".replace(",", " ")
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench`. Practice municipality of {counted} parcels; {os.cpu_count()} cores, "
        f"{platform.machine()}; QGIS {Qgis.QGIS_VERSION.split('-')[0]}, shapely {shapely.__version__}, GEOS "
        f"{shapely.geos_version_string}, numpy {np.__version__}. Beside: {beside or 'nothing else installed'}. All in "
        "one run on the same shapes; seconds of the clock. In brackets: on how many parcels the other gives the same "
        "value, within 1 mm, 0.01 % of a parcel, 0.01 m² or 1e-9 of a score.",
        "",
        *table(rows, count),
        "",
        "![The works by program, and how the four criteria grow](img/benchmarks.png)",
        "",
        "What is compared: `native:joinbynearest`, `native:calculatevectoroverlaps`, `native:joinbylocationsummary` "
        "and `native:fieldcalculator`, whose times the four criteria add up; `sjoin_nearest`, `overlay` and `sjoin` of "
        "geopandas; `<->` over a GiST index and `ST_Intersection` of PostGIS, its loading and indexing not counted; "
        "weighted sum and TOPSIS of scikit-criteria and pymcdm. Ours is one run from file to styled layer, with the "
        "explanation of every parcel in words besides. Where shares differ, two areas of the "
        "layer overlap: we and QGIS count that ground once, PostGIS and geopandas as asked here twice.",
        "",
        "## Growth",
        "",
        "Four criteria, GeoPackage to styled layer, each in a process of its own. Bar: 1 000 000 parcels within 5 "
        "minutes and 4 GB.",
        "",
        "| parcels | seconds | of processor time | µs per parcel | GB at most |",
        "|---:|---:|---:|---:|---:|",
    ]
    for one in growth:
        each = f"{1e6 * one['cpu'] / one['count']:.0f}"
        parcels = f"{one['count']:,}".replace(",", " ")
        lines.append(f"| {parcels} | {one['seconds']:.1f} | {one['cpu']:.1f} | {each} | {one['peak_gb']:.2f} |")
    if whole:
        lines += [
            "",
            f"The planning run of the same {counted} parcels, every question, reading and checking included, without "
            f"drawing: {whole['seconds']:.0f} s ({whole['cpu']:.0f} s of processor time), {whole['peak_gb']:.1f} GB at "
            "most.",
        ]
    if tiled:
        parcels = f"{tiled['count']:,}".replace(",", " ")
        lines += [
            "",
            "## In tiles",
            "",
            f"`make tiles` on {parcels} parcels, the same four criteria, with Dask and 2 workers on this machine; each "
            "worker reads what its tile needs. The result has "
            + ("the same bytes as" if tiled["same"] else "OTHER BYTES THAN")
            + " one run without tiles.",
            "",
            "| | measuring, s | judging and writing, s | GB at most |",
            "|---|---:|---:|---|",
            f"| tiles, 2 workers | {tiled['tiles_measured_s']:.1f} | {tiled['tiles_written_s']:.1f} | "
            f"{tiled['tiles_worker_peak_gb']:.2f} a worker while measuring, {tiled['tiles_peak_gb']:.2f} where it is "
            "judged and written |",
            f"| one run | {tiled['alone_measured_s']:.1f} | {tiled['alone_written_s']:.1f} | "
            f"{tiled['alone_peak_gb']:.2f} |",
        ]
    return "\n".join(lines) + "\n"


def write(
    rows: list[Row],
    count: int,
    growth: list[dict[str, float]],
    whole: dict[str, float],
    tiled: dict[str, float] | None,
    told: list[dict[str, object]],
    full: bool,
) -> None:
    """Print the page; write it and its picture where the run was of full size."""
    text = page(rows, count, growth, whole, tiled, told)
    print(text)
    drawn = [
        {"work": row.work, "seconds": {"this plugin": row.ours, **{name: one for name, (one, _) in row.others.items()}}}
        for row in rows
        if set(row.others) & set(GROUND)
    ]
    numbers = ROOT / "build" / "bench.json"
    numbers.write_text(json.dumps({"count": count, "works": drawn, "growth": growth}), encoding="utf-8")
    folder = ROOT / "docs" if full else ROOT / "build"
    (folder / "img").mkdir(exist_ok=True)
    (folder / "benchmarks.md").write_text(text, encoding="utf-8")
    python = ROOT / "build" / "bench-venv" / "bin" / "python"
    if python.exists():
        script = Path(__file__).with_name("plot.py")
        subprocess.run([python, script, numbers, folder / "img" / "benchmarks.png"], check=True)
    else:
        print("the picture is left as it was: build/bench-venv isn't there")
    print(f"written: {folder / 'benchmarks.md'}")
