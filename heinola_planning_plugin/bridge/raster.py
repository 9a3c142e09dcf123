# SPDX-License-Identifier: GPL-2.0-or-later
"""Elevation rasters to core's Grid, and Grid to GeoTIFF."""

from __future__ import annotations

import math

import numpy as np
from qgis.core import QgsRasterLayer, QgsRectangle

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.measures.terrain import Grid

from .features import crs_text

_MAX_CELLS = 60_000_000


def read_grid(layer: QgsRasterLayer, extent: QgsRectangle | None = None) -> Grid:
    """Read band 1 of a raster, in its own CRS, cut to an extent given in that CRS.

    Raises:
        InputError: no CRS, cells that aren't square, more than 60 million cells.
    """
    provider = layer.dataProvider()
    if not layer.crs().isValid():
        raise InputError("the coordinate system is not known", layer=layer.name())
    cell_x, cell_y = layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()
    if abs(cell_x - cell_y) > 1e-6 * cell_x:
        raise InputError("must have square cells", layer=layer.name())
    whole = provider.extent()
    left, top, columns, rows = 0, 0, provider.xSize(), provider.ySize()
    if extent is not None:
        wanted = extent.intersect(whole)
        if wanted.isEmpty():
            raise InputError("doesn't reach the area", layer=layer.name())
        left = max(math.floor((wanted.xMinimum() - whole.xMinimum()) / cell_x), 0)
        top = max(math.floor((whole.yMaximum() - wanted.yMaximum()) / cell_y), 0)
        columns = min(math.ceil((wanted.xMaximum() - whole.xMinimum()) / cell_x), provider.xSize()) - left
        rows = min(math.ceil((whole.yMaximum() - wanted.yMinimum()) / cell_y), provider.ySize()) - top
    if columns * rows > _MAX_CELLS:
        raise InputError("has {0} cells over the area, more than {1}", columns * rows, _MAX_CELLS, layer=layer.name())
    west, north = whole.xMinimum() + left * cell_x, whole.yMaximum() - top * cell_y
    window = QgsRectangle(west, north - rows * cell_y, west + columns * cell_x, north)
    block = provider.block(1, window, columns, rows)
    values = np.array(block.as_numpy(use_masking=False), dtype=np.float32).reshape(rows, columns)
    if block.hasNoDataValue():
        values[values == np.float32(block.noDataValue())] = np.nan
    return Grid(values, west, north, cell_x, crs_text(layer.crs()))
