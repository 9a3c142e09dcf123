# SPDX-License-Identifier: GPL-2.0-or-later
"""Opens a case's inputs through QGIS; safe in a worker thread, where the layers it opens are born and die."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from qgis.core import QgsProviderRegistry, QgsRasterLayer, QgsVectorLayer

from heinola_planning_plugin.core.case import Input
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.measures.terrain import Grid
from heinola_planning_plugin.core.progress import Progress, silent

from .database import open_table, read_table
from .features import read_layer
from .gdal_options import gdal_option
from .raster import read_grid

_one_at_a_time = Lock()
"""Two threads that open layers at once can wait for each other for ever: for Python's lock, and for one of QGIS's."""


def open_input(one: Input, title: str = "") -> QgsVectorLayer | QgsRasterLayer:
    """Open an input of a case as a QGIS layer.

    Raises:
        InputError: it can't be opened.
    """
    name = title or one.layer or one.file.stem
    if one.database:
        return open_table(one, name)
    if one.role == "dem":
        # GDAL would leave its statistics in a file beside the user's raster.
        with gdal_option("GDAL_PAM_ENABLED", "NO"):
            layer = QgsRasterLayer(str(one.file), name)
    else:
        uri = f"{one.file}|layername={one.layer}" if one.layer else str(one.file)
        if one.file.suffix.lower() == ".zip":
            uri = next((uri for name_in, uri in zipped_layers(one.file) if name_in == one.layer), uri)
        with _one_at_a_time:
            layer = QgsVectorLayer(uri, name, "ogr")
    if not layer.isValid():
        raise InputError("can't be opened", layer=one.layer, value=one.file.name)
    return layer


def zipped_layers(file: Path) -> list[tuple[str, str]]:
    """Give the names and sources of the vector layers in a zip, as data are downloaded."""
    found = QgsProviderRegistry.instance().querySublayers(str(file))
    decode = QgsProviderRegistry.instance().decodeUri
    layers = [each for each in found if each.providerKey() == "ogr"]
    return [(decode("ogr", each.uri()).get("layerName") or Path(each.name()).stem, each.uri()) for each in layers]


def load_input(one: Input, progress: Progress = silent, municipality: str = "") -> Features | Grid:
    """Read an input of a case: a file whole, of a database's table what the role needs in and round the municipality.

    Raises:
        InputError: it can't be opened or read.
    """
    layer = open_input(one)
    progress(0.0)
    if one.database and isinstance(layer, QgsVectorLayer):
        return read_table(one, layer, municipality, progress)
    return read_grid(layer) if isinstance(layer, QgsRasterLayer) else read_layer(layer)
