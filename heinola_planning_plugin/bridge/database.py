# SPDX-License-Identifier: GPL-2.0-or-later
"""PostGIS tables and views as a case's inputs, through QGIS's own connections: no password is kept by the plugin."""

from __future__ import annotations

import pyproj
from qgis.core import (
    QgsAbstractDatabaseProviderConnection,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCredentials,
    QgsCsException,
    QgsDataSourceUri,
    QgsFeatureRequest,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsRectangle,
    QgsVectorLayer,
)

from heinola_planning_plugin.core.case import Input
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake.checks import read_tolerances
from heinola_planning_plugin.core.intake.coordinates import municipality
from heinola_planning_plugin.core.intake.needed import needed_fields
from heinola_planning_plugin.core.progress import Progress, silent

from .faults import refuse_broken
from .features import layer_source, read_source

SERVICE = "service="
_KEYS = ("id", "fid", "gid", "ogc_fid", "objectid")
_SAMPLE = 1000


def connection_names() -> list[str]:
    """Give the names of the PostgreSQL connections that the user has in QGIS."""
    return sorted(QgsProviderRegistry.instance().providerMetadata("postgres").connections())


def connection(database: str) -> QgsAbstractDatabaseProviderConnection:
    """Give a connection by name, or by "service=NAME".

    Raises:
        InputError: QGIS has no connection of that name.
    """
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    if database.startswith(SERVICE):
        uri = QgsDataSourceUri()
        uri.setConnection(database.removeprefix(SERVICE), "", "", "")
        return metadata.createConnection(uri.uri(False), {})
    if database not in metadata.connections(False):
        raise InputError("QGIS has no PostgreSQL connection of this name", field="database", value=database)
    return metadata.createConnection(database)


def tables(database: str) -> list[tuple[str, str, str]]:
    """Give the schema, name and geometry column of every table and view; "" where it has no shapes.

    Raises:
        InputError: the database can't be reached.
    """
    try:
        found = connection(database).tables()
    except QgsProviderConnectionException as error:
        raise InputError("the database can't be read", field="database", value=database) from error
    out = [(each.schema(), each.tableName(), each.geometryColumn()) for each in found]
    return sorted(out, key=lambda each: (each[0], each[1], each[2]))


def open_table(one: Input, name: str) -> QgsVectorLayer:
    """Open a table or view as a layer; a password that QGIS keeps with the connection stays out of the layer's source.

    Raises:
        InputError: no such connection or table, or the database can't be reached.
    """
    try:
        uri = QgsDataSourceUri(connection(one.database).uri())
        about = connection(one.database).table(one.schema, one.layer or "")
    except QgsProviderConnectionException as error:
        raise InputError("the table can't be opened", layer=f"{one.schema}.{one.layer}", value=one.database) from error
    uri.setSchema(one.schema)
    uri.setTable(one.layer or "")
    uri.setGeometryColumn(one.geometry or about.geometryColumn())
    uri.setUseEstimatedMetadata(True)
    key = _key(about.primaryKeyColumns())
    if key:
        uri.setKeyColumn(key)
    _hide_password(uri)
    layer = QgsVectorLayer(uri.uri(False), name, "postgres")
    if not layer.isValid():
        raise InputError("the table can't be opened", layer=f"{one.schema}.{one.layer}", value=one.database)
    return layer


def _key(columns: list[str]) -> str:
    """Give a view's key, which PostgreSQL doesn't tell: a column that is called as keys are, else the first."""
    return next((name for name in _KEYS if name in columns), columns[0] if columns else "")


def _hide_password(uri: QgsDataSourceUri) -> None:
    """Hand a plain password to QGIS's memory for this session, so that no project file gets it."""
    if uri.password():
        username, password = uri.username(), uri.password()
        uri.setPassword("")
        QgsCredentials.instance().put(uri.connectionInfo(False), username, password)


def read_table(one: Input, layer: QgsVectorLayer, municipality_code: str = "", progress: Progress = silent) -> Features:
    """Read what is needed of a table: the columns that its role may use, and the surroundings of the municipality.

    What lies farther away than intake would let pass isn't sent at all; a table with nothing there (its coordinate
    system may be wrong) is read whole.

    Raises:
        InputError: the connection broke on the way.
    """
    request = QgsFeatureRequest()
    box = _surroundings(layer, municipality_code)
    if box is not None:
        request.setFilterRect(box)
        if not next(layer.getFeatures(QgsFeatureRequest(request).setLimit(1)), None):
            request = QgsFeatureRequest()
    name = one.layer or layer.name()
    sample = read_source(layer, name, request=QgsFeatureRequest(request).setLimit(_SAMPLE))
    names = needed_fields(sample, one.role, one.fields)
    request.setSubsetOfAttributes(names, layer.fields())
    table = read_source(layer, name, progress=progress, request=request).select(names)
    refuse_broken(layer, table, request)
    return Features(table.geometry, table.columns, table.crs, layer_source(layer, len(table)))


def _surroundings(layer: QgsVectorLayer, code: str) -> QgsRectangle | None:
    """Give the municipality's window and as far around it as rows may lie, in the layer's CRS."""
    if not code or not layer.isSpatial() or not layer.crs().isValid():
        return None
    west, south, east, north = municipality(code).window
    metres = 1000 * read_tolerances().far_km
    globe = pyproj.Geod(ellps="GRS80")
    left, _, _ = globe.fwd(west, north, 270, metres)
    right, _, _ = globe.fwd(east, north, 90, metres)
    _, bottom, _ = globe.fwd(west, south, 180, metres)
    _, top, _ = globe.fwd(west, north, 0, metres)
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    change = QgsCoordinateTransform(degrees, layer.crs(), QgsCoordinateTransformContext())
    try:
        return change.transformBoundingBox(QgsRectangle(left, bottom, right, top))
    except QgsCsException:
        return None
