# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the practice municipality: one GeoPackage, a height raster, and the case file that names them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from osgeo import gdal, osr

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.measures.terrain import Grid
from heinola_planning_plugin.core.practice.municipality import Practice
from heinola_planning_plugin.core.progress import Progress, silent

from .writer import write_tables, write_text

GEOPACKAGE, HEIGHTS, CASE = "practice.gpkg", "heights.tif", "case.yaml"
_STEP_M = 0.2  # the real 10 m elevation model is good to about 1.4 m
DATE = "2026-01-01"  # the invented day of the invented data

_MORE = {
    "protected": ("luonnonsuojelualueet",),
    "water": ("virtavesialue",),
    "relics": ("muinaisjaannos_alue",),
}
"""Further layers of a role."""

_CASE = """\
# The practice municipality: invented data, in the schemas of the real sources. Paths are relative to this file.
title: Harjoituskunta
municipality: "111"
language: fi
practice: true
strategy: heinola_2020
inputs:
{inputs}
jobs:
  industrialreservation:
    area: vierumaki
  modifiedshoreline:
  shorelinerights:
  holidayhousing:
  buildingrights:
  infill:
    area: keskusta
  addedright:
    area: keskusta
    parameters: {{scenarios: "Kerros lisää: storeys=+1; Tehokkuus 1,5: e=1.5"}}
"""


def write_practice(practice: Practice, folder: Path, progress: Progress = silent) -> Path:
    """Write the municipality into a folder and give the path of its case file."""
    folder.mkdir(parents=True, exist_ok=True)
    large = len(practice.layers[practice.roles["parcels"]]) > 20_000
    write_tables(folder / GEOPACKAGE, practice.layers.items(), progress=progress, date=DATE, index=large)
    write_grid(folder / HEIGHTS, practice.dem)
    lines = []
    for role, layer in practice.roles.items():
        if role != "dem":
            entries = [f"{{file: {GEOPACKAGE}, layer: {name}}}" for name in (layer, *_MORE.get(role, ()))]
            lines.append(f"  {role}: {entries[0] if len(entries) == 1 else '[' + ', '.join(entries) + ']'}")
    text = _CASE.format(inputs="\n".join([*lines, f"  dem: {{file: {HEIGHTS}}}"]))
    write_text(folder / CASE, text)
    return folder / CASE


def write_grid(path: Path, grid: Grid) -> None:
    """Write a height grid as GeoTIFF of whole steps of 0.2 m, a third of the size of floats; replaced when whole."""
    rows, columns = grid.values.shape
    beside = path.with_name(f".{path.stem}.part{path.suffix}")
    options = ["COMPRESS=DEFLATE", "PREDICTOR=2", "ZLEVEL=9", "TILED=YES"]
    raster = gdal.GetDriverByName("GTiff").Create(str(beside), columns, rows, 1, gdal.GDT_Int16, options)
    if raster is None:
        raise InputError("could not be written", value=path.name)
    raster.SetGeoTransform((grid.west, grid.cell_m, 0.0, grid.north, 0.0, -grid.cell_m))
    reference = osr.SpatialReference()
    reference.SetFromUserInput(grid.crs)
    raster.SetProjection(reference.ExportToWkt())
    band = raster.GetRasterBand(1)
    band.SetScale(_STEP_M)
    band.SetNoDataValue(-32768)
    values = np.where(np.isnan(grid.values), -32768, np.round(grid.values / _STEP_M)).astype(np.int16)
    band.WriteRaster(0, 0, columns, rows, values.tobytes(), columns, rows, gdal.GDT_Int16)
    del band, raster  # the file is whole only when they are gone
    beside.replace(path)
