# SPDX-License-Identifier: GPL-2.0-or-later
"""`make bench`: the plugin's measures beside QGIS's own algorithms, same data, same process, one run.

Writes docs/benchmarks.md. SCALE sets the practice municipality's size: 20 gives about 100 000 parcels.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, "/usr/share/qgis/python/plugins")
sys.path.insert(0, "/usr/share/qgis/python")

import numpy as np  # noqa: E402 - the paths come first
import shapely  # noqa: E402
from qgis.core import Qgis, QgsApplication, QgsProcessingFeedback, QgsVectorLayer  # noqa: E402

app = QgsApplication([], False)
app.initQgis()
import processing  # noqa: E402
from processing.core.Processing import Processing  # noqa: E402

Processing.initialize()

from heinola_planning_plugin.bridge.features import read_layer  # noqa: E402
from heinola_planning_plugin.bridge.practice import write_practice  # noqa: E402
from heinola_planning_plugin.bridge.styles import status as style_status  # noqa: E402
from heinola_planning_plugin.bridge.writer import write_table, write_tables  # noqa: E402
from heinola_planning_plugin.core.all_jobs import JOBS  # noqa: E402
from heinola_planning_plugin.core.case import read_case  # noqa: E402
from heinola_planning_plugin.core.evidence import Distance, Share, gather  # noqa: E402
from heinola_planning_plugin.core.features import Features  # noqa: E402
from heinola_planning_plugin.core.intake.checks import check  # noqa: E402
from heinola_planning_plugin.core.measures import distance, floor_area, overlap  # noqa: E402
from heinola_planning_plugin.core.practice.municipality import make  # noqa: E402
from heinola_planning_plugin.core.scoring.aggregate import weighted_sum  # noqa: E402
from heinola_planning_plugin.core.scoring.criteria import parse_criteria  # noqa: E402
from heinola_planning_plugin.core.scoring.evaluate import evaluate  # noqa: E402

SCALE = float(os.environ.get("SCALE", "20"))
FOLDER = ROOT / "build" / f"bench-{SCALE:g}"

MENDED = "mended.gpkg"

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
EXPRESSION = (
    '3/8*max(0, 1-coalesce("distance",0)/2000) + 2/8*max(0, 1-coalesce("distance_2",0)/3000)'
    ' + 2/8*coalesce("zone_pc",0)/100 + 1/8*max(0, 1-coalesce("kerrosala_sum",0)/2000)'
)


@dataclass
class Row:
    """One line of the table: native seconds, ours, the bar, and how well the results agree."""

    work: str
    native: float
    ours: float
    bar: str
    agreement: str


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Run once and give seconds and answer."""
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, answer


def layer(name: str) -> QgsVectorLayer:
    """Open a layer of the bench data."""
    found = QgsVectorLayer(f"{FOLDER / MENDED}|layername={name}", name, "ogr")
    if not found.isValid():
        raise SystemExit(f"no layer {name} in {FOLDER}")
    return found


def native(algorithm: str, **parameters: object) -> QgsVectorLayer:
    """Run one of QGIS's algorithms into memory."""
    context_feedback = QgsProcessingFeedback(False)
    return processing.run(algorithm, {**parameters, "OUTPUT": "memory:"}, feedback=context_feedback)["OUTPUT"]


def column(source: QgsVectorLayer, name: str) -> np.ndarray:
    """Give a number column, NaN for NULL."""
    index = source.fields().indexOf(name)
    values = [feature.attribute(index) for feature in source.getFeatures()]
    return np.array([float(value) if isinstance(value, (int, float)) else np.nan for value in values])


def by_id(source: QgsVectorLayer, key: str, name: str) -> dict[object, float]:
    """Give the largest value of each id: ties make several rows of one parcel."""
    out: dict[object, float] = {}
    for feature, value in zip(source.getFeatures(), column(source, name)):
        if value == value:  # not NaN
            out[feature[key]] = max(out.get(feature[key], -1.0), value)
    return out


def agreement(ids: list, ours: np.ndarray, theirs: dict[object, float], tolerance: float) -> str:
    """Say on how many parcels both give the same, within a tolerance."""
    other = np.array([theirs.get(identity, np.nan) for identity in ids])
    both = ~np.isnan(other) & ~np.isnan(ours)
    same = np.abs(other[both] - ours[both]) <= tolerance
    return f"{100 * same.mean():.3f} % of {both.sum():,} within {tolerance:g}"


def main() -> None:
    """Measure and write the table."""
    if not (FOLDER / "case.yaml").exists():
        seconds, practice = timed(lambda: make(SCALE, 1))
        print(f"practice municipality: {seconds:.1f} s", flush=True)
        write_practice(practice, FOLDER)
        # QGIS's own algorithms stop at an invalid shape: both sides get the mended ones.
        write_tables(FOLDER / MENDED, [(name, _valid(table)) for name, table in practice.layers.items()])
    case = read_case(FOLDER / "case.yaml", tuple(JOBS))
    name = {one.role: one.layer for one in case.inputs}
    roles = ("parcels", "roads", "water", "groundwater", "zoning", "buildings")
    parcels, roads, water, groundwater, zoning, buildings = (layer(name[role]) for role in roles)
    tables = {role: read_layer(layer(name[role])) for role in roles}
    count = len(tables["parcels"])
    shape = {role: table.geometry for role, table in tables.items()}
    key = "kiinteistotunnus"
    ids = tables["parcels"][key].tolist()
    rows: list[Row] = []

    joined: dict[str, QgsVectorLayer] = {}
    lapped: dict[str, QgsVectorLayer] = {}
    for work, role, target in (("distance to roads", "roads", roads), ("distance to lakes", "water", water)):
        theirs, joined[role] = timed(
            lambda target=target: native(
                "native:joinbynearest",
                INPUT=parcels,
                INPUT_2=target,
                NEIGHBORS=1,
                FIELDS_TO_COPY=["mtk_id"],
                PREFIX="n_",
            )
        )
        ours, (found, _) = timed(lambda role=role: distance.nearest(shape["parcels"], shape[role]))
        same = agreement(ids, found, by_id(joined[role], key, "distance"), 0.001)
        rows.append(Row(work, theirs, ours, ">= 20 000/s, >= 7 x", same))
        print(rows[-1], flush=True)

    for work, role, target in (
        ("share within groundwater areas", "groundwater", groundwater),
        ("share within the general plan, which covers all", "zoning", zoning),
    ):
        theirs, lapped[role] = timed(
            lambda target=target: native("native:calculatevectoroverlaps", INPUT=parcels, LAYERS=[target])
        )
        ours, share = timed(lambda role=role: overlap.share_within(shape["parcels"], shape[role]))
        percent = next(f.name() for f in lapped[role].fields() if f.name().endswith("_pc"))
        same = agreement(ids, 100 * share, by_id(lapped[role], key, percent), 0.01)
        rows.append(Row(work, theirs, ours, ">= 50 000/s, >= 10 x", same))
        print(rows[-1], flush=True)

    theirs, summed = timed(
        lambda: native(
            "native:joinbylocationsummary",
            INPUT=parcels,
            JOIN=buildings,
            PREDICATE=[0],
            JOIN_FIELDS=["kerrosala"],
            SUMMARIES=[5],
            DISCARD_NONMATCHING=False,
        )
    )

    def floor() -> np.ndarray:
        index, _ = floor_area.assign(shape["buildings"], shape["parcels"])[:2]
        return floor_area.total(index, tables["buildings"]["kerrosala"].astype(float), count)[0]

    ours, total = timed(floor)
    same = agreement(ids, np.nan_to_num(total), by_id(summed, key, "kerrosala_sum"), 0.01)
    rows.append(Row("floor area per parcel", theirs, ours, ">= 90 000/s", same))
    print(rows[-1], flush=True)

    values = np.random.default_rng(1).random((1_000_000, 10))
    ours, _ = timed(lambda: weighted_sum(values, np.arange(1.0, 11.0)))
    rows.append(Row("score and contributions, 10 criteria, 1 000 000 rows", float("nan"), ours, ">= 1 000 000/s", ""))
    print(rows[-1], flush=True)

    rows.append(whole({role: layer(name[role]) for role in roles if role != "zoning"}, joined["roads"], rows))
    print(rows[-1], flush=True)
    rows += jobs(case)
    write(rows, count)


def whole(layers: dict[str, QgsVectorLayer], joined: QgsVectorLayer, rows: list[Row]) -> Row:
    """Four criteria, GeoPackage to styled layer; natively the steps above, a field calculator and a save."""
    target = FOLDER / "native.gpkg"

    def calculate() -> None:
        processing.run(
            "native:fieldcalculator",
            {
                "INPUT": joined,
                "FIELD_NAME": "score",
                "FIELD_TYPE": 0,
                "FORMULA": EXPRESSION,
                "OUTPUT": str(target),
            },
            feedback=QgsProcessingFeedback(False),
        )

    seconds, _ = timed(calculate)
    chain = ("distance to roads", "distance to lakes", "share within groundwater areas", "floor area per parcel")
    theirs = seconds + sum(row.native for row in rows if row.work in chain)

    def ours() -> None:
        mended = {role: _valid(read_layer(source)) for role, source in layers.items()}
        specs = (Distance("road_m", "roads"), Distance("water_m", "water"), Share("zone_share", "groundwater"))
        evidence = gather(mended["parcels"], mended, specs)
        index, _ = floor_area.assign(mended["buildings"].geometry, mended["parcels"].geometry)[:2]
        amounts = mended["buildings"]["kerrosala"].astype(float)
        evidence["floor_m2"] = floor_area.total(index, amounts, len(mended["parcels"]))[0]
        judged = evaluate(evidence, parse_criteria(CRITERIA))
        out = mended["parcels"].with_columns({**evidence, **judged.columns()})
        write_table(FOLDER / "ours.gpkg", out)
        result = QgsVectorLayer(str(FOLDER / "ours.gpkg"), "ours", "ogr")
        style_status(result, "fi")

    seconds, _ = timed(ours)
    return Row("four criteria, GeoPackage to styled layer", theirs, seconds, "<= 15 s, >= 10 x", "")


def _valid(table: Features) -> Features:
    geometry = table.geometry.copy()
    wrong = ~shapely.is_valid(geometry) & ~shapely.is_missing(geometry)
    geometry[wrong] = shapely.make_valid(geometry[wrong])
    return table.with_geometry(geometry)


def jobs(case) -> list[Row]:
    """Time the whole planning run on the same data, without drawing."""
    from heinola_planning_plugin.bridge.loading import load_input
    from heinola_planning_plugin.core.planning_run import run

    seconds, _ = timed(lambda: run(case, load_input))
    checked, _ = timed(lambda: check(load_input(next(one for one in case.inputs if one.role == "parcels")), "parcels"))
    return [
        Row("reading and checking the parcels", float("nan"), checked, "<= 6 s", ""),
        Row("planning run: every question", float("nan"), seconds, "", ""),
    ]


def write(rows: list[Row], count: int) -> None:
    """Print the table to docs/benchmarks.md."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    lines = [
        "# Benchmarks",
        "",
        f"Practice municipality, {count:,} parcels; {os.cpu_count()} cores, {platform.machine()}, QGIS "
        f"{Qgis.QGIS_VERSION.split('-')[0]}, shapely {shapely.__version__}, GEOS {shapely.geos_version_string}, numpy "
        f"{np.__version__}. Native and ours in one process and one run, the same layers; times in seconds. "
        "Written by `make bench`.",
        "",
        "| work | QGIS native | ours | ours per second | ratio | bar | agreement with native |",
        "|---|---:|---:|---:|---:|---|---|",
    ]
    for row in rows:
        known = row.native == row.native
        number = 1_000_000 if "1 000 000" in row.work else count
        native_text = f"{row.native:.1f}" if known else "–"
        ratio = f"{row.native / row.ours:.1f} x" if known else "–"
        lines.append(
            f"| {row.work} | {native_text} | {row.ours:.2f} | {number / row.ours:,.0f} | {ratio} | {row.bar} | "
            f"{row.agreement or '–'} |"
        )
    lines += [
        "",
        f"Peak memory of the whole run, native algorithms included: {peak:.1f} GB.",
        "",
        "Native steps: `native:joinbynearest`, `native:calculatevectoroverlaps`, `native:joinbylocationsummary`, "
        "`native:fieldcalculator`. The four-criteria chain adds their times; ours is one run from file to file, with "
        "the explanation of every parcel in words besides.",
    ]
    (ROOT / "docs" / "benchmarks.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
