# SPDX-License-Identifier: GPL-2.0-or-later
"""Elevation rasters to core's Grid, and Grid to GeoTIFF."""

from __future__ import annotations

import math

import numpy as np
import shapely
from qgis.core import QgsRasterLayer, QgsRectangle

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import is_metric, scale_factors
from heinola_planning_plugin.core.measures.terrain import Grid

from .features import crs_text

_MAX_CELLS = 60_000_000
_LOWEST_M, _HIGHEST_M = -500.0, 9_000.0
"""No ground is lower or higher: such a cell is one without data that the file doesn't mark (-9999, 3.4e38)."""
_STRETCH = 0.01
"""No Finnish system stretches a length by as much; Web Mercator doubles it."""


def read_grid(layer: QgsRasterLayer, extent: QgsRectangle | None = None) -> Grid:
    """Read band 1 of a raster, in its own CRS, cut to an extent given in that CRS; what can't be a height is unknown.

    Raises:
        InputError: no CRS, one without metres of the ground, cells that aren't square, more than 60 million cells.
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
        problem = "has {0} cells over the area, more than {1}: give a coarser one, with cells of 10 m for instance"
        raise InputError(problem, columns * rows, _MAX_CELLS, layer=layer.name())
    west, north = whole.xMinimum() + left * cell_x, whole.yMaximum() - top * cell_y
    window = QgsRectangle(west, north - rows * cell_y, west + columns * cell_x, north)
    crs = crs_text(layer.crs())
    if not _true_metres(crs, window):
        problem = "is in {0}, whose units are not metres on the ground: reproject it first, as to ETRS-TM35FIN"
        raise InputError(problem, layer.crs().description() or crs, layer=layer.name())
    block = provider.block(1, window, columns, rows)
    values = np.array(block.as_numpy(use_masking=False), dtype=np.float32).reshape(rows, columns)
    if block.hasNoDataValue():
        values[values == np.float32(block.noDataValue())] = np.nan
    with np.errstate(invalid="ignore"):
        values[~((values >= _LOWEST_M) & (values <= _HIGHEST_M))] = np.nan
    return Grid(values, west, north, cell_x, crs)


def _true_metres(crs: str, window: QgsRectangle) -> bool:
    """Tell whether a unit of the system is a metre on the ground: of degrees or Mercator's metres slopes come wrong."""
    if not is_metric(crs):
        return False
    middle = shapely.points([[window.center().x(), window.center().y()]])
    return not abs(scale_factors(middle, crs)[0][0] - 1) > _STRETCH
