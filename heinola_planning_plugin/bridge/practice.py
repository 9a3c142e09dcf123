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

from .writer import write_tables

GEOPACKAGE, HEIGHTS, CASE = "practice.gpkg", "heights.tif", "case.yaml"

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
  holidayhousing:
  buildingrights:
  infill:
    area: keskusta
"""


def write_practice(practice: Practice, folder: Path, progress: Progress = silent) -> Path:
    """Write the municipality into a folder and give the path of its case file."""
    folder.mkdir(parents=True, exist_ok=True)
    write_tables(folder / GEOPACKAGE, practice.layers.items(), progress=progress)
    write_grid(folder / HEIGHTS, practice.dem)
    lines = [
        f"  {role}: {{file: {GEOPACKAGE}, layer: {layer}}}" for role, layer in practice.roles.items() if role != "dem"
    ]
    text = _CASE.format(inputs="\n".join([*lines, f"  dem: {{file: {HEIGHTS}}}"]))
    unfinished = folder / f".{CASE}.part"
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(folder / CASE)
    return folder / CASE


def write_grid(path: Path, grid: Grid) -> None:
    """Write a height grid as GeoTIFF, packed with a predictor; replaced when whole."""
    rows, columns = grid.values.shape
    beside = path.with_name(f".{path.stem}.part{path.suffix}")
    options = ["COMPRESS=DEFLATE", "PREDICTOR=3", "ZLEVEL=9", "TILED=YES"]
    raster = gdal.GetDriverByName("GTiff").Create(str(beside), columns, rows, 1, gdal.GDT_Float32, options)
    if raster is None:
        raise InputError("could not be written", value=path.name)
    raster.SetGeoTransform((grid.west, grid.cell_m, 0.0, grid.north, 0.0, -grid.cell_m))
    reference = osr.SpatialReference()
    reference.SetFromUserInput(grid.crs)
    raster.SetProjection(reference.ExportToWkt())
    band = raster.GetRasterBand(1)
    band.SetNoDataValue(-9999.0)
    values = np.where(np.isnan(grid.values), -9999.0, grid.values).astype(np.float32)
    band.WriteRaster(0, 0, columns, rows, values.tobytes(), columns, rows, gdal.GDT_Float32)
    del band, raster  # the file is whole only when they are gone
    beside.replace(path)
