# SPDX-License-Identifier: GPL-2.0-or-later
"""Opens a case's inputs through QGIS; safe in a worker thread, where the layers it opens are born and die."""

from __future__ import annotations

from qgis.core import QgsRasterLayer, QgsVectorLayer

from heinola_planning_plugin.core.case import Input
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.measures.terrain import Grid
from heinola_planning_plugin.core.progress import Progress, silent

from .features import read_layer
from .gdal_options import gdal_option
from .raster import read_grid


def open_input(one: Input, title: str = "") -> QgsVectorLayer | QgsRasterLayer:
    """Open an input of a case as a QGIS layer.

    Raises:
        InputError: it can't be opened.
    """
    name = title or one.layer or one.file.stem
    if one.role == "dem":
        # GDAL would leave its statistics in a file beside the user's raster.
        with gdal_option("GDAL_PAM_ENABLED", "NO"):
            layer = QgsRasterLayer(str(one.file), name)
    else:
        uri = f"{one.file}|layername={one.layer}" if one.layer else str(one.file)
        layer = QgsVectorLayer(uri, name, "ogr")
    if not layer.isValid():
        raise InputError("can't be opened", layer=one.layer, value=one.file.name)
    return layer


def load_input(one: Input, progress: Progress = silent) -> Features | Grid:
    """Read an input of a case whole.

    Raises:
        InputError: it can't be opened or read.
    """
    layer = open_input(one)
    progress(0.0)
    return read_grid(layer) if isinstance(layer, QgsRasterLayer) else read_layer(layer)
