# SPDX-License-Identifier: GPL-2.0-or-later
"""Geopandas, scikit-criteria and pymcdm on the same data; run by the Python of build/bench-venv.

    python others.py FOLDER OUT.npz

OUT gets the values of each work, OUT.json beside it the seconds and the versions.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from importlib.metadata import version
from pathlib import Path

import geopandas
import numpy as np
import skcriteria
from pymcdm.methods import TOPSIS, WSM
from pymcdm.normalizations import vector_normalization
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.preprocessing.scalers import VectorScaler

LAYERS = {
    "parcels": "PalstanSijaintitiedot",
    "roads": "tieviiva",
    "water": "jarvi",
    "groundwater": "VHS2022_Pohjavesi",
    "zoning": "yleiskaava",
    "buildings": "avoimet_rakennukset",
}


def timed(seconds: dict[str, float], work: str, job) -> object:
    """Run once and note the seconds."""
    begun = time.perf_counter()
    answer = job()
    seconds[work] = time.perf_counter() - begun
    print(f"  {work}: {seconds[work]:.1f} s", flush=True)
    return answer


def nearest(parcels, targets) -> np.ndarray:
    """Distance to the nearest target; ties make several rows of one parcel."""
    joined = geopandas.sjoin_nearest(parcels[["geometry"]], targets[["geometry"]], distance_col="metres")
    return joined["metres"].groupby(level=0).min().reindex(parcels.index).to_numpy()


def share(parcels, areas) -> np.ndarray:
    """Share of each parcel's area within the areas."""
    numbered = parcels[["geometry"]].assign(row=parcels.index)
    cut = geopandas.overlay(numbered, areas[["geometry"]], how="intersection", keep_geom_type=True)
    within = cut.area.groupby(cut["row"]).sum().reindex(parcels.index).fillna(0.0)
    return (within / parcels.area).to_numpy()


def floor_area(parcels, buildings) -> np.ndarray:
    """Floor area of the buildings on each parcel; a building on a border stands on the first."""
    joined = geopandas.sjoin(buildings[["kerrosala", "geometry"]], parcels[["geometry"]], predicate="intersects")
    first = joined.groupby(level=0).agg({"index_right": "min", "kerrosala": "first"})
    return first.groupby("index_right")["kerrosala"].sum(min_count=1).reindex(parcels.index).to_numpy()


def four_criteria(file: Path, target: Path) -> None:
    """The same four criteria and their score, from file to file."""
    read = {role: geopandas.read_file(file, layer=name, engine="pyogrio") for role, name in LAYERS.items()}
    parcels = read["parcels"]
    parcels["road_m"] = nearest(parcels, read["roads"])
    parcels["water_m"] = nearest(parcels, read["water"])
    parcels["zone_share"] = share(parcels, read["groundwater"])
    parcels["floor_m2"] = floor_area(parcels, read["buildings"])
    parcels["score"] = (
        3 / 8 * (1 - parcels["road_m"] / 2000).clip(0, 1)
        + 2 / 8 * (1 - parcels["water_m"] / 3000).clip(0, 1)
        + 2 / 8 * parcels["zone_share"]
        + 1 / 8 * (1 - parcels["floor_m2"].fillna(0) / 2000).clip(0, 1)
    )
    parcels.to_file(target, layer="scored", engine="pyogrio")


def as_it_is(column: np.ndarray, cost: bool = False) -> np.ndarray:
    """Leave values of 0-1 as they are."""
    return column


def scores(matrix: np.ndarray, weights: np.ndarray, seconds: dict[str, float], out: dict[str, np.ndarray]) -> None:
    """Weighted sum and TOPSIS of one matrix by both libraries."""
    types = np.ones(len(weights))
    given = weights / weights.sum()
    out["pymcdm:weighted_sum"] = timed(
        seconds, "pymcdm:weighted_sum", lambda: WSM(normalization_function=as_it_is)(matrix, given, types)
    )
    out["pymcdm:topsis"] = timed(
        seconds, "pymcdm:topsis", lambda: TOPSIS(normalization_function=vector_normalization)(matrix, given, types)
    )
    made = skcriteria.mkdm(matrix, [max] * len(weights), weights=given)
    summed = timed(seconds, "scikit-criteria:weighted_sum", lambda: WeightedSumModel().evaluate(made))
    out["scikit-criteria:weighted_sum"] = np.asarray(summed.e_.score)
    try:
        from skcriteria.agg.topsis import TOPSIS as CLOSENESS
    except ImportError:
        from skcriteria.agg.similarity import TOPSIS as CLOSENESS
    # scikit-criteria scales by default both what it is given and within TOPSIS's own step: once is TOPSIS.
    close = timed(
        seconds, "scikit-criteria:topsis", lambda: CLOSENESS().evaluate(VectorScaler(target="matrix").transform(made))
    )
    out["scikit-criteria:topsis"] = np.asarray(close.e_.similarity)


def main() -> None:
    """Run all and write the answers."""
    warnings.simplefilter("ignore")
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    file = folder / "mended.gpkg"
    read = {role: geopandas.read_file(file, layer=name, engine="pyogrio") for role, name in LAYERS.items()}
    parcels = read["parcels"]
    seconds: dict[str, float] = {}
    out: dict[str, np.ndarray] = {}
    for work in ("roads", "water"):
        out[f"geopandas:{work}"] = timed(seconds, f"geopandas:{work}", lambda work=work: nearest(parcels, read[work]))
    for work in ("groundwater", "zoning"):
        out[f"geopandas:{work}"] = timed(seconds, f"geopandas:{work}", lambda work=work: share(parcels, read[work]))
    out["geopandas:floor"] = timed(seconds, "geopandas:floor", lambda: floor_area(parcels, read["buildings"]))
    timed(seconds, "geopandas:chain", lambda: four_criteria(file, folder / "geopandas.gpkg"))
    given = np.load(folder / "matrix.npz")
    scores(given["matrix"], given["weights"], seconds, out)
    np.savez(target, **out)
    versions = {name: version(name) for name in ("geopandas", "scikit-criteria", "pymcdm")}
    target.with_suffix(".json").write_text(json.dumps({"seconds": seconds, "versions": versions}), encoding="utf-8")


if __name__ == "__main__":
    main()
