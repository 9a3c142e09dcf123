# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults that QGIS passes over in silence: files cut off, databases that fall silent, text in another encoding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from osgeo import ogr
from qgis.core import QgsFeatureRequest, QgsFeatureSource, QgsProviderRegistry, QgsVectorLayer

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake.faulty_files import NORDIC, UNDECODED, refuse_short_shapefile, repair_column

_OWN_ENCODING = (".shp", ".dbf", ".csv", ".tab", ".mif")
"""Formats whose text may be of any encoding."""
_DATABASES = ("postgres", "oracle", "mssql", "hana", "spatialite")
"""QGIS's providers that ask a server, or hold a lock that others may break."""


def file_of(layer: QgsVectorLayer) -> Path | None:
    """Give the file that a layer shows, None where it shows none."""
    if layer.providerType() != "ogr":
        return None
    path = QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("path")
    return Path(path) if path else None


def refuse_cut(layer: QgsVectorLayer) -> None:
    """Refuse a layer whose file ends too early.

    Raises:
        InputError: it does.
    """
    file = file_of(layer)
    if file is not None:
        refuse_short_shapefile(file)


def refuse_shorter(source: QgsFeatureSource, layer: QgsVectorLayer, table: Features) -> None:
    """Refuse what was read of a file when it is less than there was: an error on the way ends the reading.

    Args:
        source: what was read: the layer, or what of it a parameter asks for.
        layer: the layer.
        table: what came.

    Raises:
        InputError: rows are missing.
    """
    file, promised = file_of(layer), int(source.featureCount())
    if file is None or len(table) >= promised or _miscounted(file, layer, len(table)):
        return
    problem = "ended after {0} rows of {1}: the file is damaged, or was changed while it was read"
    raise InputError(problem, len(table), promised, layer=table.source.name or layer.name())


def refuse_interrupted(source: QgsFeatureSource, layer: QgsVectorLayer, request: QgsFeatureRequest, read: int) -> None:
    """Refuse what was read of a database when a second look doesn't find as much: a lost connection ends the reading.

    Args:
        source: what was read: the layer, or what of it a parameter asks for.
        layer: the layer.
        request: what was asked for.
        read: the number of rows that came.

    Raises:
        InputError: more or fewer rows are there, or the database doesn't answer any more.
    """
    if layer.providerType() not in _DATABASES:
        return
    light = QgsFeatureRequest(request).setNoAttributes().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    there = sum(1 for _ in source.getFeatures(light))
    if there != read or not (read or QgsVectorLayer(layer.source(), layer.name(), layer.providerType()).isValid()):
        problem = "the database fell silent or was changed while it was read: {0} rows came, a second look found {1}"
        raise InputError(problem, read, there, layer=layer.name())


def _miscounted(file: Path, layer: QgsVectorLayer, read: int) -> bool:
    """Tell whether a GeoPackage is whole and only says a wrong number, as after changes by other programs."""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    name = parts.get("layerName")
    if file.suffix.lower() != ".gpkg" or not name:
        return False
    try:  # whether GDAL raises or gives nothing is another program's choice
        opened = ogr.Open(str(file))
        table = opened.GetLayerByName(name) if opened is not None else None
        if table is None:
            return False
        table.SetAttributeFilter("1 = 1")  # so that the rows are counted, not what the file says of them
        return table.GetFeatureCount() == read
    except RuntimeError:
        return False


def with_right_text(
    layer: QgsVectorLayer, table: Features, read_again: Callable[[QgsVectorLayer], Features]
) -> Features:
    """Mend the text of a table read from a file that says a wrong encoding, or none."""
    file = file_of(layer)
    if file is None or file.suffix.lower() not in _OWN_ENCODING:
        return table
    if any(UNDECODED in _all_of(values) for values in table.columns.values()):
        again = QgsVectorLayer(layer.source(), layer.name(), "ogr")
        again.setProviderEncoding(NORDIC)
        if again.isValid():
            table = read_again(again)
    return replace(table, columns={name: repair_column(values) for name, values in table.columns.items()})


def _all_of(values: np.ndarray) -> str:
    return "".join(value for value in values.tolist() if value) if values.dtype == object else ""
