# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS feature sources to Features, and Features to sinks. Geometry travels as WKB, a whole column at a time."""

from __future__ import annotations

import gc
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time, timezone
from pathlib import Path

import numpy as np
import shapely
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFeatureSource,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime, QMetaType, QTime

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features, Source
from heinola_planning_plugin.core.progress import Progress, chunks, silent

from . import faults

_BATCH = 5_000


def read_source(
    source: QgsFeatureSource,
    name: str = "",
    uri: str = "",
    progress: Progress = silent,
    request: QgsFeatureRequest | None = None,
    columns: Iterable[str] | None = None,
) -> Features:
    """Read every feature of a source.

    Curves become lines, M is dropped. Whole numbers with NULLs become float64 with NaN, dates ISO text.

    Args:
        source: a layer or a parameter's source (which knows "selected features only").
        name: the layer's name for messages; the source's own where empty.
        uri: file and layer for the provenance.
        progress: called once per batch.
        request: for the part of the layer that is needed.
        columns: names of the columns that are needed, all when None; names that the source lacks are left out.
    """
    count = max(int(source.featureCount()), 0)
    fields = source.fields()
    request = request or QgsFeatureRequest()
    wanted = list(range(fields.count()))
    if columns is not None:
        names = set(columns)
        wanted = [position for position in wanted if fields.at(position).name() in names]
        request.setSubsetOfAttributes(wanted)
    curved = source.wkbType() in _MAY_CURVE or QgsWkbTypes.isCurvedType(source.wkbType())
    shapes: list[np.ndarray] = []
    columns_read: list[list[np.ndarray]] = []
    # By the batch: a million rows as Python's own values would take several times the memory of the columns.
    with _no_search_for_cycles():
        for number, batch in enumerate(_batches(faults.every(source, request), _BATCH)):
            progress(min(number * _BATCH / count, 1.0) if count else 0.0)
            wkb = np.array([_wkb(feature, curved) for feature in batch], dtype=object)
            shapes.append(shapely.from_wkb(wkb, on_invalid="ignore"))
            if columns is None:
                rows = [feature.attributes() for feature in batch]
            else:
                rows = [[feature.attribute(position) for position in wanted] for feature in batch]
            columns_read.append(
                [_column([row[place] for row in rows], fields.at(position)) for place, position in enumerate(wanted)]
            )
    geometry = np.concatenate([np.empty(0, dtype=object), *shapes])
    geometry[shapely.is_empty(geometry)] = None  # QGIS writes a missing shape to a GeoPackage as an empty one
    table = {}
    for place, position in enumerate(wanted):
        parts = [batch[place] for batch in columns_read] or [_column([], fields.at(position))]
        table[fields.at(position).name()] = np.concatenate(parts)
    crs = crs_text(source.sourceCrs())
    return Features(geometry, table, crs, Source(name or source.sourceName(), uri, len(geometry), ""))


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Keep Python from looking for cycles among the many rows just made, where there are none: a third of the time."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


class Snapshot:
    """The rows of a layer as it is now, to be read in another thread; made in the thread that the layer lives in."""

    def __init__(self, layer: QgsVectorLayer):
        self._source = QgsVectorLayerFeatureSource(layer)
        self._fields = layer.fields()

    def read(self, names: Iterable[str], where: str = "") -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Give the feature ids, int64 (n,), and the named columns of the rows for which an expression holds."""
        positions = [place for place in map(self._fields.indexOf, dict.fromkeys(names)) if place >= 0]
        request = QgsFeatureRequest().setSubsetOfAttributes(positions)
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        if where:
            request.setFilterExpression(where)
        ids: list[int] = []
        rows: list[list] = []
        for feature in self._source.getFeatures(request):
            ids.append(feature.id())
            held = feature.attributes()
            rows.append([held[place] for place in positions])
        columns = {
            self._fields[place].name(): _column([row[number] for row in rows], self._fields[place])
            for number, place in enumerate(positions)
        }
        return np.array(ids, dtype=np.int64), columns


def read_layer(layer: QgsVectorLayer, progress: Progress = silent, columns: Iterable[str] | None = None) -> Features:
    """Read a layer, or some columns of it, with its file's name and date as provenance.

    Raises:
        InputError: its file is cut off, or ended while it was read.
    """
    table = read_whole(layer, layer, layer.name(), progress, columns)
    return Features(table.geometry, table.columns, table.crs, layer_source(layer, len(table)))


def read_whole(
    source: QgsFeatureSource,
    layer: QgsVectorLayer,
    name: str = "",
    progress: Progress = silent,
    columns: Iterable[str] | None = None,
) -> Features:
    """Read what a source gives of a layer, and see that it is all of it and that its text is text.

    Raises:
        InputError: the layer's file is cut off or ended while it was read, or its connection broke.
    """
    faults.refuse_cut(layer)
    table = read_source(source, name, progress=progress, columns=columns)
    faults.refuse_shorter(source, layer, table)
    if source is layer or int(source.featureCount()) == int(layer.featureCount()):
        table = faults.with_right_text(layer, table, lambda again: read_source(again, name, columns=columns))
    return table


def own_name(layer: QgsVectorLayer) -> str:
    """Give the name that a layer has where it lies: by that its source is known, whatever the project calls it."""
    if layer.providerType() == "postgres":
        return QgsDataSourceUri(layer.source()).table()
    if layer.providerType() != "ogr":
        return layer.name()
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    return parts.get("layerName") or Path(parts.get("path") or layer.name()).stem


def layer_source(layer: QgsVectorLayer, count: int) -> Source:
    """Say where a layer's data lie (file name and layer, no folders) and how old they are."""
    if layer.providerType() != "ogr":  # a memory layer's or a database's source isn't a file's name
        return Source(layer.name(), "", count, "")
    path, _, options = layer.source().partition("|")
    file = Path(path)
    inner = options.partition("layername=")[2].partition("|")[0]
    stamp = data_date(file, inner) if file.is_file() else ""
    return Source(layer.name(), f"{file.name}{'|' + inner if inner else ''}" if file.suffix else "", count, stamp)


def data_date(file: Path, layer: str = "") -> str:
    """Give the day the data are of: what a GeoPackage says of its layer, else the day the file was written."""
    if file.suffix.lower() == ".gpkg":
        try:
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
                found = database.execute(
                    "SELECT last_change FROM gpkg_contents WHERE table_name = ? OR ? = '' ORDER BY last_change DESC",
                    (layer, layer),
                ).fetchone()
            if found and found[0]:
                return str(found[0])[:10]
        except sqlite3.Error:
            pass  # not a database that sqlite3 reads, though QGIS did: the file's own day will do
    return datetime.fromtimestamp(file.stat().st_mtime, tz=timezone.utc).date().isoformat()


def crs_text(crs: QgsCoordinateReferenceSystem) -> str:
    """Give a CRS as Features carry it: its authority code, else its WKT, else ''."""
    if not crs.isValid():
        return ""
    return crs.authid() if crs.authid() and not crs.authid().startswith("USER") else crs.toWkt()


def qgis_crs(crs: str) -> QgsCoordinateReferenceSystem:
    """Give the QGIS object of a CRS text."""
    return QgsCoordinateReferenceSystem(crs) if crs else QgsCoordinateReferenceSystem()


def _wkb(feature: QgsFeature, curved: bool) -> bytes | None:
    if not feature.hasGeometry():
        return None
    geometry = feature.geometry().constGet()
    # Not convertToStraightSegment: it leaves a curve polygon without arcs what it is, and GEOS knows no such kind.
    return bytes((geometry.segmentize() if curved else geometry).asWkb())


_MAY_CURVE = (QgsWkbTypes.Type.Unknown, QgsWkbTypes.Type.GeometryCollection)
_INTEGERS = (QMetaType.Type.Int, QMetaType.Type.LongLong, QMetaType.Type.UInt, QMetaType.Type.ULongLong)


def _column(values: list, field: QgsField) -> np.ndarray:
    kind = field.type()
    if kind == QMetaType.Type.Double or kind in _INTEGERS:
        # Asked by type: comparing each value with NULL takes longer than all the rest of the reading.
        numbers = np.array([value if isinstance(value, (int, float)) else np.nan for value in values], dtype=float)
        if kind in _INTEGERS and not np.isnan(numbers).any() and (np.abs(numbers) < 2**53).all():
            return numbers.astype(np.int64)
        return numbers
    out = np.empty(len(values), dtype=object)
    if kind == QMetaType.Type.Bool:
        out[:] = [np.nan if value is None or value == NULL else float(value) for value in values]
        return out.astype(float)
    held: dict[str | None, str | None] = {}  # a code that comes often is kept once
    out[:] = [held.setdefault(text, text) for text in map(_text, values)]
    return out


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if value is None or value == NULL:
        return None
    if isinstance(value, (QDate, QDateTime, QTime)):
        return value.toString("yyyy-MM-dd") if isinstance(value, QDate) else _clock(value)
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, QByteArray):
        return bytes(value).hex()
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value)):
        return json.dumps(value, ensure_ascii=False, default=_text)  # a GeoJSON's nested objects, for intake to load
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)


def _clock(value: QDateTime | QTime) -> str:
    if isinstance(value, QTime):
        return value.toString("HH:mm:ss")
    return value.toString("yyyy-MM-ddTHH:mm:ss")


def qgis_fields(table: Features) -> QgsFields:
    """Give the fields that hold a table's columns: Integer64, Double, Boolean or text."""
    fields = QgsFields()
    for name, values in table.columns.items():
        fields.append(QgsField(name, _FIELD_TYPES.get(values.dtype.kind, QMetaType.Type.QString)))
    return fields


_FIELD_TYPES = {"i": QMetaType.Type.LongLong, "f": QMetaType.Type.Double, "b": QMetaType.Type.Bool}


def wkb_type(table: Features) -> QgsWkbTypes.Type:
    """Give the one geometry type that holds all of a table's shapes (multi where any is)."""
    kinds = set(np.unique(shapely.get_type_id(table.geometry)).tolist()) - {-1}
    families = {_FAMILY[kind] for kind in kinds}
    if not families:
        return QgsWkbTypes.Type.NoGeometry
    if len(families) > 1:
        raise InputError("holds points, lines and areas mixed", layer=table.source.name)
    single, multi = families.pop()
    return multi if kinds & {4, 5, 6, 7} else single


_POINT = (QgsWkbTypes.Type.Point, QgsWkbTypes.Type.MultiPoint)
_LINE = (QgsWkbTypes.Type.LineString, QgsWkbTypes.Type.MultiLineString)
_AREA = (QgsWkbTypes.Type.Polygon, QgsWkbTypes.Type.MultiPolygon)
_COLLECTION = (QgsWkbTypes.Type.GeometryCollection, QgsWkbTypes.Type.GeometryCollection)
_FAMILY = {0: _POINT, 1: _LINE, 2: _LINE, 3: _AREA, 4: _POINT, 5: _LINE, 6: _AREA, 7: _COLLECTION}


def qgis_features(table: Features, fields: QgsFields, as_multi: bool = False) -> Iterator[QgsFeature]:
    """Make the QGIS features of a table; NaN and None become NULL."""
    for rows in chunks(len(table), _BATCH):
        geometry = to_multi(table.geometry[rows]) if as_multi else table.geometry[rows]
        shapes = shapely.to_wkb(geometry, output_dimension=2, include_srid=False)
        lists = [_plain(values[rows]) for values in table.columns.values()]
        for shape, attributes in zip(shapes, zip(*lists) if lists else ([] for _ in shapes)):
            feature = QgsFeature(fields)
            feature.setAttributes(list(attributes))
            if shape is not None:
                own = QgsGeometry()
                own.fromWkb(shape)
                feature.setGeometry(own)
            yield feature


def _plain(values: np.ndarray) -> list:
    if values.dtype.kind == "f":
        out = values.astype(object)
        out[np.isnan(values)] = NULL
        return out.tolist()
    if values.dtype == object:
        return [NULL if value is None else value for value in values.tolist()]
    return values.tolist()


_MULTI_OF = {0: shapely.multipoints, 1: shapely.multilinestrings, 3: shapely.multipolygons}


def to_multi(geometry: np.ndarray) -> np.ndarray:
    """Promote single shapes to multi, vectorised by kind; None stays None."""
    out = geometry.copy()
    kinds = shapely.get_type_id(geometry)
    for kind, promote in _MULTI_OF.items():
        rows = np.flatnonzero(kinds == kind)
        if len(rows):
            out[rows] = promote(geometry[rows], indices=np.arange(len(rows)))
    return out


def write_sink(
    sink: QgsFeatureSink, table: Features, fields: QgsFields, as_multi: bool, progress: Progress = silent
) -> None:
    """Write a table to a sink in batches.

    Raises:
        InputError: the sink refused features (disk full, wrong type).
    """
    with _no_search_for_cycles():
        for number, batch in enumerate(_batches(qgis_features(table, fields, as_multi), _BATCH)):
            progress(min(number * _BATCH / max(len(table), 1), 1.0))
            if not sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
                raise InputError("could not be written: {}", sink.lastError(), layer=table.source.name)


def _batches(items: Iterable, size: int) -> Iterator[list]:
    batch: list = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
