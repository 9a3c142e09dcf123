# SPDX-License-Identifier: GPL-2.0-or-later
"""Vector files in and out without QGIS, for tests, the command line and batch runs.

pyogrio does the work where it is installed (bulk columns, WKB arrays), fiona otherwise. Whatever the format says,
a table comes in as `features` promises: x = east, numbers with NaN, text with None, dates as ISO text. Curves
become lines with an arc step of 1 degree, which for a radius of 100 m is at most 4 mm off.
"""

from __future__ import annotations

import json
import re
import tempfile
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from .errors import InputError
from .features import Features, Source
from .intake.coordinates import axes_swapped, crs_code, swap_axes
from .intake.faulty_files import NORDIC, refuse_short_shapefile, repair_text
from .intake.names import PERSONAL_SHEETS

DRIVERS = {
    ".gpkg": "GPKG", ".geojson": "GeoJSON", ".json": "GeoJSON", ".fgb": "FlatGeobuf", ".shp": "ESRI Shapefile",
    ".csv": "CSV", ".gml": "GML",
}  # fmt: skip
"""What can be written, by file name ending."""

PLAN_LAYERS = ("plan_units", "building_areas", "marks")
"""Layers of a Ryhti plan JSON."""

_CONTAINER = (".gml", ".xml", ".shp", ".gpkg", ".geojson", ".json", ".fgb", ".csv")
_GDAL_OPTIONS = {"OGR_ARC_STEPSIZE": "1", "OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z"}
"""The second keeps the moment of writing out of GeoPackages, so the same table is the same file."""


def list_layers(path: Path | str) -> list[str]:
    """Give the names of a file's layers, in file order.

    Raises:
        InputError: missing file, no vector layers in it, damaged.
    """
    name = _inside(path)
    file = Path(path).name
    if _is_ryhti_plan(path):
        return list(PLAN_LAYERS)
    try:
        if _pyogrio():
            import pyogrio

            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                layers = [str(row[0]) for row in pyogrio.list_layers(name)]
        else:
            import fiona

            layers = list(fiona.listlayers(name))
    except Exception as error:
        raise InputError("can't be opened as map data: {}", _short(error), layer=file) from error
    if Path(path).suffix.lower() in (".xlsx", ".ods", ".xls"):
        layers = [layer for layer in layers if not PERSONAL_SHEETS.search(layer)]
    if not layers:
        raise InputError("holds no layers that may be read", layer=file)
    return layers


def read(
    path: Path | str,
    layer: str | None = None,
    columns: Iterable[str] | None = None,
    bbox: tuple[float, float, float, float] | None = None,
    limit: int | None = None,
) -> Features:
    """Read a layer.

    Args:
        path: file; a zip with one data set in it will do.
        layer: name; the first (or only) layer when None.
        columns: names to read, all when None; names that the layer lacks are left out.
        bbox: west, south, east, north in the layer's own CRS, x = east.
        limit: read this many rows at most.

    Raises:
        InputError: missing or damaged file, unknown layer, a file that ends too early.
    """
    layers = list_layers(path)
    file = Path(path).name
    if layer is None:
        layer = layers[0]
    elif layer not in layers:
        raise InputError("has no layer '{0}'; it has {1}", layer, ", ".join(layers[:12]), layer=file)
    if _is_ryhti_plan(path):
        return _read_plan(path, layer, columns, limit)
    refuse_short_shapefile(Path(path))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = _read_pyogrio if _pyogrio() else _read_fiona
            geometry, table, crs = reader(_inside(path), layer, None if columns is None else list(columns), bbox, limit)
    except (InputError, MemoryError):
        raise
    except Exception as error:
        raise InputError("can't be read: {}", _short(error), layer=f"{file} {layer}") from error
    crs = crs_code(crs)
    if axes_swapped(geometry, crs):
        geometry = swap_axes(geometry)
    uri = file if len(layers) == 1 else f"{file}|{layer}"
    return Features(geometry, _tidy(table), crs, Source(name=layer, uri=uri, count=len(geometry)))


def write(
    features: Features, path: Path | str, layer: str | None = None, metadata: Mapping[str, str] | None = None
) -> Path:
    """Write a table; the file appears whole or not at all.

    In a GeoPackage a layer of the same name is replaced and the others stay. Mixed single and multi geometries
    become multi; mixed 2D and 3D become 2D.

    Args:
        features: what to write.
        path: where; the ending decides the format, see `DRIVERS`.
        layer: name; the file's stem when None.
        metadata: layer metadata items (GeoPackage, pyogrio only).

    Raises:
        InputError: unknown ending, a disk error.
    """
    path = Path(path)
    driver = DRIVERS.get(path.suffix.lower())
    if driver is None:
        raise InputError("{0} is not one of {1}", path.suffix or "no ending", ", ".join(DRIVERS), layer=path.name)
    layer = layer or path.stem
    geometry, kind = _one_type(features.geometry)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=path.parent) as folder:
            beside = Path(folder) / path.name
            if driver == "GPKG" and path.exists():
                beside.write_bytes(path.read_bytes())
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                if _pyogrio():
                    _write_pyogrio(beside, layer, driver, geometry, kind, features, dict(metadata or {}))
                else:
                    _write_fiona(beside, layer, driver, geometry, kind, features)
            made = sorted(Path(folder).iterdir(), key=lambda part: part.name == path.name)
            for part in made:  # a shapefile's .shp goes last: readers look for it
                part.replace(path.parent / part.name)
    except InputError:
        raise
    except Exception as error:
        raise InputError("can't be written: {}", _short(error), layer=path.name) from error
    return path


def _pyogrio() -> bool:
    return find_spec("pyogrio") is not None


def _inside(path: Path | str) -> str:
    """Give the name GDAL opens: the path, or the data set inside a zip."""
    path = Path(path)
    if not path.exists():
        raise InputError("there is no such file", layer=path.name)
    if path.suffix.lower() != ".zip":
        return str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = [name for name in archive.namelist() if name.lower().endswith(_CONTAINER)]
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError("is not a whole zip file", layer=path.name) from error
    if not members:
        raise InputError("holds no map data", layer=path.name)
    if any(name.lower().endswith(".shp") for name in members):
        return f"/vsizip/{path}"
    return f"/vsizip/{path}/{max(members, key=lambda name: (not name.lower().endswith('.json'), name))}"


def _short(error: Exception) -> str:
    """Give the first sentence of a driver's complaint, without folders."""
    text = re.sub(r"(/[^\s:;'\"]+/)+", "", str(error)).strip()
    text = re.split(r"; It might help|\n", text)[0]
    return text[:200] or type(error).__name__


def _open_options(name: str) -> dict[str, str]:
    # GDAL would write a .gfs beside a GML file; the user's folders are left alone.
    return {"WRITE_GFS": "NO"} if name.lower().endswith((".gml", ".xml")) else {}


def _read_pyogrio(name: str, layer: str, columns: list[str] | None, bbox: Any, limit: int | None):
    import pyogrio

    pyogrio.set_gdal_config_options(_GDAL_OPTIONS)
    asked = {
        "layer": layer, "bbox": bbox, "max_features": limit, "columns": columns, "datetime_as_string": True,
        **_open_options(name),
    }  # fmt: skip
    try:
        meta, _, wkb, arrays = pyogrio.raw.read(name, **asked)
    except UnicodeDecodeError:  # a declared encoding that isn't true; Windows' Nordic one is what it is in practice
        meta, _, wkb, arrays = pyogrio.raw.read(name, encoding=NORDIC, **asked)
    count = len(arrays[0]) if arrays else (0 if wkb is None else len(wkb))
    if wkb is None:
        geometry = np.full(count, None, dtype=object)
    else:
        geometry = shapely.from_wkb(wkb, on_invalid="ignore")
    return geometry, dict(zip((str(field) for field in meta["fields"]), arrays)), meta["crs"] or ""


def _read_fiona(name: str, layer: str, columns: list[str] | None, bbox: Any, limit: int | None):
    import fiona
    from shapely.geometry import shape

    options = {"layer": layer, "allow_unsupported_drivers": True, **_open_options(name)}
    with fiona.Env(**_GDAL_OPTIONS), fiona.open(name, **options) as source:
        names = [field for field in source.schema["properties"] if columns is None or field in columns]
        kinds = {field: source.schema["properties"][field] for field in names}
        rows = []
        for row in source.filter(bbox=bbox) if bbox else source:
            rows.append(row)
            if limit is not None and len(rows) >= limit:
                break
        crs = source.crs_wkt or ""
    geometry = np.empty(len(rows), dtype=object)
    for number, row in enumerate(rows):
        try:
            geometry[number] = shape(row.geometry) if row.geometry else None
        except (shapely.errors.ShapelyError, ValueError):
            geometry[number] = None  # a ring of two points, as OpenStreetMap files have
    table = {}
    for field in names:
        values = [row.properties[field] for row in rows]
        numeric = kinds[field].startswith(("int", "float")) or kinds[field] in ("bool", "int32", "int64")
        if numeric and any(value is None for value in values):
            table[field] = np.array([np.nan if value is None else value for value in values], dtype=float)
        elif numeric:
            table[field] = np.array(values, dtype=bool if kinds[field] == "bool" else None)
        else:
            table[field] = _objects(values)
    return geometry, table, crs


def _is_ryhti_plan(path: Path | str) -> bool:
    """GDAL doesn't know Ryhti's plan JSON: objects and regulations that belong together by keys."""
    path = Path(path)
    if path.suffix.lower() != ".json" or not path.is_file():
        return False
    with path.open("rb") as file:
        return b'"planObjects"' in file.read(200_000)


def _read_plan(path: Path | str, layer: str, columns: Iterable[str] | None, limit: int | None) -> Features:
    from .intake.plan_json import read_plan

    plan = read_plan(path)
    found = dict(zip(PLAN_LAYERS, (plan.units, plan.building_areas, plan.marks)))[layer]
    found = found.take(np.arange(len(found))[:limit])
    if columns is not None:
        found = found.select(name for name in columns if name in found)
    source = Source(name=layer, uri=f"{Path(path).name}|{layer}", count=len(found))
    return Features(found.geometry, found.columns, found.crs, source)


def _objects(values: Iterable[Any]) -> np.ndarray:
    values = list(values)
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _tidy(table: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {repair_text(name): _column(np.asarray(values)) for name, values in table.items()}


def _column(values: np.ndarray) -> np.ndarray:
    """Turn a driver's column into one of the four kinds that `Features` knows."""
    kind = values.dtype.kind
    if kind == "b":
        return values
    if kind in "iu":
        return values.astype(np.int64)
    if kind == "f":
        return values.astype(np.float64)
    if kind == "M":
        text = np.datetime_as_string(values).astype(object)
        text[np.isnat(values)] = None
        return text
    filled = [value for value in values if value is not None]
    if filled and all(isinstance(value, (bool, np.bool_)) for value in filled):
        return np.array([np.nan if value is None else float(value) for value in values])
    texts = _objects(None if value is None else _text(value) for value in values)
    if any(value is not None and "Ã" in value for value in texts):
        texts = _objects(None if value is None else repair_text(value) for value in texts)
    return texts


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value)


_MULTI = {0: ("MultiPoint", shapely.multipoints), 1: ("MultiLineString", shapely.multilinestrings),
          3: ("MultiPolygon", shapely.multipolygons)}  # fmt: skip
_SINGLE_OF = {4: 0, 5: 1, 6: 3}


def _one_type(geometry: np.ndarray) -> tuple[np.ndarray, str | None]:
    """Give the geometries as one type where that can be, and the type's name (None for a plain table)."""
    types = shapely.get_type_id(geometry)
    there = types >= 0
    if not there.any():
        return geometry, None
    deep = shapely.has_z(geometry[there])
    if deep.any() and not deep.all():
        geometry = shapely.force_2d(geometry)
        deep = np.zeros(1, dtype=bool)
    suffix = " Z" if deep.all() else ""
    kinds = set(types[there].tolist())
    singles = {_SINGLE_OF.get(kind, kind) for kind in kinds}
    if len(kinds) == 1:
        names = {0: "Point", 1: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon"}
        return geometry, (names[kinds.pop()] + suffix if kinds <= set(names) else "Unknown")
    if len(singles) == 1 and next(iter(singles)) in _MULTI:
        single = singles.pop()
        name, build = _MULTI[single]
        out = geometry.copy()
        rows = np.flatnonzero(types == single)
        out[rows] = build(geometry[rows], indices=np.arange(len(rows)))
        return out, name + suffix
    return geometry, "Unknown"


def _write_pyogrio(
    path: Path, layer: str, driver: str, geometry: np.ndarray, kind: str | None, features: Features, metadata: dict
) -> None:
    import pyogrio

    pyogrio.set_gdal_config_options(_GDAL_OPTIONS)
    options: dict[str, Any] = {}
    if driver == "CSV" and kind:
        options = {"layer_options": {"GEOMETRY": "AS_WKT"}}
    if driver == "FlatGeobuf":
        options = {"layer_options": {"SPATIAL_INDEX": "NO"}}  # its index puts the rows in another order
    if driver == "GPKG":
        # 1.2 is read by every GDAL that QGIS 3.40 comes with, without a warning.
        options = {"dataset_options": {"VERSION": "1.2"}, "layer_metadata": metadata or None}
        if path.exists():
            options.pop("dataset_options")
    pyogrio.raw.write(
        str(path),
        shapely.to_wkb(geometry) if kind else None,
        list(features.columns.values()),
        list(features.columns),
        layer=layer,
        driver=driver,
        geometry_type=kind,
        crs=features.crs or None,
        encoding="UTF-8" if driver in ("ESRI Shapefile", "CSV") else None,
        **options,
    )


def _write_fiona(
    path: Path, layer: str, driver: str, geometry: np.ndarray, kind: str | None, features: Features
) -> None:
    import fiona

    types = {"f": "float", "i": "int", "u": "int", "b": "bool", "O": "str"}
    schema = {
        "geometry": {None: "None", "Unknown": "Unknown"}.get(kind, (kind or "").replace(" Z", "")),
        "properties": {name: types[values.dtype.kind] for name, values in features.columns.items()},
    }
    if kind and kind.endswith(" Z"):
        schema["geometry"] = f"3D {schema['geometry']}"
    lists = {
        name: [None if value != value else value for value in values.tolist()]
        for name, values in features.columns.items()
    }
    records = (
        {
            "geometry": None if shape is None else shape.__geo_interface__,
            "properties": {name: values[row] for name, values in lists.items()},
        }
        for row, shape in enumerate(geometry)
    )
    options = {"driver": driver, "layer": layer, "schema": schema, "crs": features.crs or None, "encoding": "UTF-8"}
    if driver == "FlatGeobuf":
        options["SPATIAL_INDEX"] = "NO"
    with fiona.Env(**_GDAL_OPTIONS), fiona.open(path, "w", **options) as out:
        out.writerecords(records)
