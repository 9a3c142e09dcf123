# SPDX-License-Identifier: GPL-2.0-or-later
"""What data there is in a folder, a database or the open project, and what role each layer can play.

All but `project_places` is safe in a worker thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from qgis.core import (
    Qgis,
    QgsDataSourceUri,
    QgsFeatureRequest,
    QgsFields,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

from heinola_planning_plugin.core.case import Input
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake.checks import BY_PARCEL
from heinola_planning_plugin.core.intake.coordinates import detect, points_from_columns
from heinola_planning_plugin.core.intake.fields import normalise
from heinola_planning_plugin.core.intake.findings import Finding
from heinola_planning_plugin.core.intake.names import PERSONAL_SHEETS, layer_signature
from heinola_planning_plugin.core.intake.reading import filled
from heinola_planning_plugin.core.intake.signatures import OTHER, SURE, Recognised, recognise

from . import database
from .features import crs_text, own_name, read_source
from .gdal_options import gdal_option
from .loading import open_input, zipped_layers

VECTOR_FILES = (
    ".gpkg", ".shp", ".geojson", ".json", ".gml", ".fgb", ".csv", ".xlsx", ".ods", ".tab", ".mif", ".kml", ".sqlite",
    ".topojson", ".pbf", ".zip",
)  # fmt: skip
RASTER_FILES = (".tif", ".tiff", ".asc", ".vrt", ".img")
_MAP_DATA = (".gpkg", ".shp", ".geojson", ".gml", ".fgb")
_WORKBOOKS = (".xlsx", ".ods")
_SAMPLE = 1000
_KEPT = 200  # rows of a sample that stay in memory, to match fields again when the user changes the role
_HEIGHTS = re.compile(r"dem|dtm|dgm|korkeus|heights?|elev|hojd|höjd|km2|km10", re.IGNORECASE)
_GRID = {"fi": "yksikanavainen rasteri", "sv": "raster med ett band", "en": "raster of one band"}
_WHOLE = (Qgis.DataType.Byte, Qgis.DataType.ARGB32, Qgis.DataType.ARGB32_Premultiplied)


class Snapshot:
    """A layer of the open project as `read_source` takes it, readable in another thread than the layer's own."""

    def __init__(self, layer: QgsVectorLayer):
        self._source = QgsVectorLayerFeatureSource(layer)
        self._fields, self._type, self._crs = QgsFields(layer.fields()), layer.wkbType(), layer.crs()
        self._name = layer.name()

    def sourceName(self) -> str:
        return self._name

    def sourceCrs(self):
        return self._crs

    def fields(self) -> QgsFields:
        return self._fields

    def wkbType(self):
        return self._type

    def featureCount(self) -> int:
        return -1

    def getFeatures(self, request: QgsFeatureRequest):
        return self._source.getFeatures(request)


@dataclass(frozen=True)
class Place:
    """Somewhere that a layer lies.

    Attributes:
        at: file or table; its role isn't known yet.
        snapshot: the layer itself, where it is neither and so must be copied beside the case.
    """

    at: Input
    snapshot: Snapshot | None = None


@dataclass(frozen=True)
class Found:
    """A layer and what it may be.

    Attributes:
        place: where it lies.
        name: as the source calls it.
        where: file, or database and schema, for people.
        roles: the roles that it can play, the likeliest first.
        signature: the key under which the user's choices are remembered.
        crs: its coordinate system, "" when none fits.
        findings: what to say of its coordinates.
        count: features, -1 unknown.
        sample: some of its rows; None of a raster.
        problem: why it can't be opened, "" where it can.
    """

    place: Place
    name: str
    where: str
    roles: tuple[Recognised, ...] = ()
    signature: str = ""
    crs: str = ""
    findings: tuple[Finding, ...] = ()
    count: int = -1
    sample: Features | None = None
    problem: InputError | None = field(default=None, compare=False)

    def proposed(self) -> str:
        """Give the role to take unless the user says otherwise; "" where it isn't sure enough."""
        best = self.roles[0] if self.roles else None
        return best.role if best and best.role != OTHER and best.confidence >= SURE else ""

    def rivals(self) -> tuple[Recognised, ...]:
        """Give other roles that fit about as well as the proposed one: to be asked once."""
        if not self.proposed():
            return tuple(each for each in self.roles if each.role != OTHER)
        fits = [each for each in self.roles[1:] if each.role != OTHER and each.confidence >= SURE]
        return tuple(each for each in fits if each.confidence >= 0.9 * self.roles[0].confidence)


ONE_SOURCE = ("parcels", "plan_units", "zoning", "buildings", "dem")
"""Roles whose features would count twice if two sources of them were put together."""


def proposals(found: Sequence[Found]) -> list[str]:
    """Give the role to propose for each layer: its own, but of several sources of one role only the fullest.

    Layers of the same source, as map sheets, go together. The fullest fills most columns of the role.
    """
    roles = [each.proposed() for each in found]
    for role in ONE_SOURCE:
        rows = [row for row, own in enumerate(roles) if own == role]
        sources = {found[row].roles[0].source or found[row].signature for row in rows}
        if len(sources) < 2:
            continue
        best = max(rows, key=lambda row: (_filled(found[row], role), found[row].roles[0].confidence))
        taken = found[best].roles[0].source or found[best].signature
        for row in rows:
            if (found[row].roles[0].source or found[row].signature) != taken:
                roles[row] = ""
    return roles


def _filled(found: Found, role: str) -> int:
    if found.sample is None:
        return 0
    table = normalise(found.sample, role)
    return sum(1 for name in table.found if filled(table.table[name]).any())


def files_under(folder: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Give the data files of a folder and the folders in it, hidden ones left out, by name.

    A folder that links to one above it isn't gone into again.
    """
    above = above | {folder.resolve()}
    for path in sorted(folder.iterdir(), key=lambda path: (path.is_dir(), path.name.casefold())):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if path.resolve() not in above:
                yield from files_under(path, above)
        elif path.suffix.lower() in (*VECTOR_FILES, *RASTER_FILES):
            yield path


def file_places(path: Path) -> list[Place]:
    """Give the layers of a file; sheets with personal data are neither listed nor opened.

    A file of map data in which QGIS finds no layer is damaged, and is listed as that; another file is not map data.
    """
    if path.suffix.lower() in RASTER_FILES:
        return [Place(Input("", path))]
    if path.suffix.lower() == ".zip":
        return _distinct([Place(Input("", path, name)) for name, _ in zipped_layers(path)])
    parts = []
    for each in QgsProviderRegistry.instance().querySublayers(str(path)):
        if each.providerKey() != "ogr":
            continue
        layer = QgsProviderRegistry.instance().decodeUri("ogr", each.uri()).get("layerName") or None
        if path.suffix.lower() in _WORKBOOKS and PERSONAL_SHEETS.search(layer or each.name()):
            continue
        parts.append(Place(Input("", path, layer)))
    if not parts and path.suffix.lower() in _MAP_DATA:
        return [Place(Input("", path))]
    return _distinct(parts)


def database_places(name: str) -> list[Place]:
    """Give the tables and views of a database.

    Raises:
        InputError: it can't be reached.
    """
    return [
        Place(Input("", Path(), table, database=name, schema=schema, geometry=geometry))
        for schema, table, geometry in database.tables(name)
    ]


def project_places(project: QgsProject) -> list[Place]:
    """Give the layers of a project, results of planning runs left out; only in the thread of the project."""
    out = []
    for node in project.layerTreeRoot().findLayers():
        layer = node.layer()
        if layer is None or not layer.isValid() or layer.customProperty("heinola/result"):
            continue
        if isinstance(layer, QgsRasterLayer) and layer.providerType() == "gdal" and Path(layer.source()).is_file():
            out.append(Place(Input("", Path(layer.source()))))
        elif isinstance(layer, QgsVectorLayer):
            at = _place_of(layer)
            out.append(Place(at) if at else Place(Input("", Path(), layer.name()), Snapshot(layer)))
    return _distinct(out)


def _distinct(places: list[Place]) -> list[Place]:
    """Leave out what is named twice; a layer that must be copied is one of its own."""
    keys = [(one.at.file, one.at.layer, one.at.database, one.at.schema, one.snapshot) for one in places]
    return list(dict(zip(reversed(keys), reversed(places))).values())[::-1]


def _place_of(layer: QgsVectorLayer) -> Input | None:
    """Give the file or the table that a layer shows whole; None where a case couldn't name it."""
    if layer.subsetString():
        return None
    if layer.providerType() == "ogr":
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        path = Path(parts.get("path") or "")
        return Input("", path, parts.get("layerName") or None) if path.is_file() else None
    if layer.providerType() == "postgres":
        uri = QgsDataSourceUri(layer.source())
        name = _connection_of(uri)
        if name and not uri.table().startswith("("):
            return Input("", Path(), uri.table(), {}, name, uri.schema(), uri.geometryColumn())
    return None


def _connection_of(uri: QgsDataSourceUri) -> str:
    if uri.service():
        return f"{database.SERVICE}{uri.service()}"
    for name in database.connection_names():
        other = QgsDataSourceUri(database.connection(name).uri())
        if (other.host(), other.port(), other.database()) == (uri.host(), uri.port(), uri.database()):
            return name
    return ""


def look_at(place: Place, municipality: str = "") -> Found | None:
    """Open a layer, read its first rows and tell what it may be; None of a database's table that no role reads."""
    at = place.at
    name = at.layer or at.file.stem
    where = f"{at.database}: {at.schema}" if at.database else at.file.name
    try:
        if at.file.suffix.lower() in RASTER_FILES:
            return _look_at_raster(place, name, where)
        return _look_at_layer(place, name, where, municipality)
    except InputError as error:
        return Found(place, name, where, problem=error)


def _look_at_raster(place: Place, name: str, where: str) -> Found:
    layer = open_input(replace(place.at, role="dem"))
    with gdal_option("GDAL_PAM_ENABLED", "NO"):
        grid = layer.bandCount() == 1 and layer.dataProvider().dataType(1) not in _WHOLE
    named = bool(_HEIGHTS.search(name))
    sure = (0.9 if named else 0.5) if grid else 0.0
    roles = (Recognised("dem", "", sure, ("layer_name",) if named else ("values",), _GRID),) if grid else ()
    crs = crs_text(layer.crs())
    findings = () if crs else (Finding("crs_unknown"),)
    return Found(place, name, where, roles, layer_signature([f"raster {name}"]), crs, findings)


def _look_at_layer(place: Place, name: str, where: str, municipality: str) -> Found | None:
    request = QgsFeatureRequest().setLimit(_SAMPLE)
    if place.snapshot is not None:
        sample = read_source(place.snapshot, name, request=request)
        count = -1
    else:
        layer = open_input(place.at)
        sample = read_source(layer, own_name(layer), request=request)
        count = layer.featureCount()
    if not len(sample):
        raise InputError("has no features", layer=name)
    roles = tuple(recognise(sample))
    if place.at.database and not place.at.geometry and not (roles and roles[0].role in BY_PARCEL):
        return None
    position = detect(points_from_columns(sample), municipality)
    signature = layer_signature(sample.columns)
    few = sample.take(np.arange(min(len(sample), _KEPT)))
    return Found(place, name, where, roles, signature, position.crs, position.findings, count, few)
