# SPDX-License-Identifier: GPL-2.0-or-later
"""The data of the benchmarks: practice municipalities under build/, made once for each scale."""

from __future__ import annotations

from pathlib import Path

import shapely
from qgis.core import QgsVectorLayer
from start import ROOT

from heinola_planning_plugin.bridge.practice import CASE, write_practice
from heinola_planning_plugin.bridge.writer import write_tables
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.measures._parts import repaired
from heinola_planning_plugin.core.practice.municipality import make

MENDED = "mended.gpkg"
LAYERS = {
    "parcels": "PalstanSijaintitiedot",
    "roads": "tieviiva",
    "water": "jarvi",
    "groundwater": "VHS2022_Pohjavesi",
    "zoning": "yleiskaava",
    "buildings": "avoimet_rakennukset",
}
KEY = "kiinteistotunnus"


def municipality(scale: float) -> Path:
    """Give the folder of a practice municipality of about 5 000 x scale parcels.

    Beside it lies a file with every shape valid: QGIS's own algorithms and PostGIS stop at an invalid one, so all that
    are compared get the mended ones.
    """
    folder = ROOT / "build" / f"bench-{scale:g}"
    if not (folder / CASE).exists():
        print(f"making a practice municipality of {5_000 * scale:,.0f} parcels", flush=True)
        write_practice(make(scale, 1), folder)
    if not (folder / MENDED).exists():
        tables = ((name, _mended(read(folder / "practice.gpkg", name))) for name in LAYERS.values())
        write_tables(folder / MENDED, tables)
    return folder


def read(file: Path, name: str) -> Features:
    """Read a layer through QGIS."""
    from heinola_planning_plugin.bridge.features import read_layer

    return read_layer(layer(file, name))


def layer(file: Path, name: str) -> QgsVectorLayer:
    """Open a layer of a GeoPackage."""
    found = QgsVectorLayer(f"{file}|layername={name}", name, "ogr")
    if not found.isValid():
        raise SystemExit(f"no layer {name} in {file}")
    return found


def _mended(table: Features) -> Features:
    there = ~(shapely.is_missing(table.geometry) | shapely.is_empty(table.geometry))
    return table.with_geometry(repaired(table.geometry)).take(there)
