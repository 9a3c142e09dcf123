# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults that QGIS passes over in silence: files cut off, changed, in another encoding; connections that break."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
from osgeo import ogr
from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsProcessingFeatureSource,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake.faulty_files import NORDIC, UNDECODED, refuse_short_shapefile, repair_column

_OWN_ENCODING = (".shp", ".dbf", ".csv", ".tab", ".mif")
"""Formats whose text may be of any encoding."""
_OVER_A_WIRE = ("postgres", "WFS", "OAPIF", "mssql", "oracle", "hana", "arcgisfeatureserver")
"""Providers of databases and services: how many rows there are is an estimate, or not told."""


def file_of(layer: QgsVectorLayer) -> Path | None:
    """Give the file that a layer shows, None where it shows none."""
    if layer.providerType() != "ogr":
        return None
    path = QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("path")
    return Path(path) if path else None


def every(source: QgsFeatureSource, request: QgsFeatureRequest) -> Iterable[QgsFeature]:
    """Go through the features, invalid shapes too: the checks repair or reject those, with the reason."""
    if isinstance(source, QgsProcessingFeatureSource):
        return source.getFeatures(request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks)
    return source.getFeatures(request)


def refuse_cut(layer: QgsVectorLayer) -> None:
    """Refuse a layer whose file ends too early.

    Raises:
        InputError: it does.
    """
    file = file_of(layer)
    if file is not None:
        refuse_short_shapefile(file)


def refuse_shorter(source: QgsFeatureSource, layer: QgsVectorLayer, table: Features) -> None:
    """Refuse what was read when it is less than there is: an error on the way ends the reading.

    Args:
        source: what was read: the layer, or what of it a parameter asks for.
        layer: the layer.
        table: what came.

    Raises:
        InputError: rows are missing.
    """
    if layer.providerType() in _OVER_A_WIRE:
        refuse_broken(source, table, QgsFeatureRequest())
        return
    file, promised = file_of(layer), int(source.featureCount())
    if file is None or len(table) >= promised or _miscounted(file, layer, len(table)):
        return
    problem = "ended after {0} rows of {1}: the file is damaged, or was changed while it was read"
    raise InputError(problem, len(table), promised, layer=table.source.name or layer.name())


def refuse_broken(source: QgsFeatureSource, table: Features, request: QgsFeatureRequest) -> None:
    """Refuse what came of a database or a service when the rows counted anew are not as many: the connection broke.

    Raises:
        InputError: they aren't.
    """
    again = QgsFeatureRequest(request).setSubsetOfAttributes([])
    again.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    count = sum(1 for _ in every(source, again))
    if count != len(table):
        problem = "gave {0} rows and then {1}: the connection broke, or the data were changed while they were read"
        raise InputError(problem, len(table), count, layer=table.source.name or source.sourceName())


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
