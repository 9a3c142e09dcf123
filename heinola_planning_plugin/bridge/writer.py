# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes tables to files through QGIS: beside the final name first, then moved, so a failed run spoils nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsLayerMetadata,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.progress import Progress, silent

from .features import qgis_crs, qgis_fields, wkb_type, write_sink
from .gdal_options import gdal_option

NO_DATE = "2000-01-01"  # GeoPackage stamps its tables with a day; results must not depend on today


@contextmanager
def steady_bytes(date: str = NO_DATE) -> Iterator[None]:
    """Make GDAL write the same bytes for the same data on whatever day; `date` is the day of the data, ISO."""
    with gdal_option("OGR_CURRENT_DATE", f"{date}T00:00:00Z"):
        yield


def write_tables(
    path: Path | str,
    tables: Iterable[tuple[str, Features]],
    metadata: dict[str, QgsLayerMetadata] | None = None,
    progress: Progress = silent,
    date: str = "",
    index: bool = True,
) -> None:
    """Write tables to one GeoPackage; what was there before is replaced only when all is written.

    Args:
        path: the file.
        tables: pairs of layer name and table.
        metadata: by layer name, written into the file.
        progress: called per batch of features.
        date: the day of the data, ISO; written where GeoPackage wants the day of writing.
        index: with a spatial index, which makes a small file a fifth larger.
    """
    path = Path(path)
    beside = path.with_name(f".{path.stem}.part{path.suffix}")
    beside.unlink(missing_ok=True)
    try:
        with steady_bytes(date or NO_DATE):
            for number, (name, table) in enumerate(tables):
                _write(beside, name, table, number > 0, progress, index)
        if metadata:
            _save_metadata(beside, metadata, date or NO_DATE)
        beside.replace(path)
    finally:
        for leftover in (beside, Path(f"{beside}-wal"), Path(f"{beside}-shm"), Path(f"{beside}-journal")):
            leftover.unlink(missing_ok=True)


def write_table(path: Path | str, table: Features, progress: Progress = silent) -> None:
    """Write one table to a file of the format that its suffix says, replaced when whole."""
    path = Path(path)
    if path.suffix.lower() in (".shp", ".tab", ".mif", ".gml"):  # formats of many files can't be moved as one
        _write(path, path.stem, table, False, progress)
        return
    beside = path.with_name(f".{path.stem}.part{path.suffix}")
    beside.unlink(missing_ok=True)
    try:
        with steady_bytes():
            _write(beside, path.stem, table, False, progress)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_sheets(path: Path | str, tables: Iterable[tuple[str, Features]]) -> None:
    """Write tables without shapes as the sheets of one spreadsheet (.ods), replaced when whole."""
    path = Path(path)
    fresh, beside = path.with_name(f".{path.stem}.new{path.suffix}"), path.with_name(f".{path.stem}.zip{path.suffix}")
    try:
        write_tables(fresh, tables)
        with ZipFile(fresh) as dated, ZipFile(beside, "w") as steady:
            for entry in dated.infolist():  # GDAL stamps the second of writing
                kept = ZipInfo(entry.filename)
                kept.compress_type = entry.compress_type
                steady.writestr(kept, dated.read(entry))
        beside.replace(path)
    finally:
        for leftover in (fresh, beside):
            leftover.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file, replaced when whole.

    Raises:
        InputError: it can't be written.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InputError("could not be written: {}", error, value=path.name) from error


def _save_metadata(path: Path, metadata: dict[str, QgsLayerMetadata], date: str) -> None:
    for name, about in metadata.items():
        saved, problem = QgsProviderRegistry.instance().saveLayerMetadata("ogr", f"{path}|layername={name}", about)
        if not saved:
            raise InputError("its metadata could not be written: {}", problem, layer=name)
    with closing(sqlite3.connect(path)) as database, database:  # QGIS stamps the day, whatever GDAL was told
        database.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (f"{date}T00:00:00.000Z",))


def _write(path: Path, name: str, table: Features, append: bool, progress: Progress, index: bool = True) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = QgsVectorFileWriter.driverForExtension(path.suffix)
    options.layerName = name
    options.fileEncoding = "UTF-8"
    if not index:
        options.layerOptions = ["SPATIAL_INDEX=NO"]
    if append:
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    kind = wkb_type(table)
    as_multi = kind not in (QgsWkbTypes.Type.NoGeometry, QgsWkbTypes.Type.Point)
    if as_multi:
        kind = QgsWkbTypes.multiType(kind)
    fields = qgis_fields(table)
    writer = QgsVectorFileWriter.create(
        str(path), fields, kind, qgis_crs(table.crs), QgsCoordinateTransformContext(), options
    )
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise InputError("could not be written: {}", writer.errorMessage(), layer=name)
    write_sink(writer, table, fields, as_multi, progress)
    if not writer.flushBuffer():
        raise InputError("could not be written: {}", writer.errorMessage(), layer=name)
    del writer  # the file is whole only when the writer is gone
