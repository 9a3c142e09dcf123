# SPDX-License-Identifier: GPL-2.0-or-later
"""The hand calculations' arithmetic: GDAL reads the source, the ellipsoid gives areas and lengths. No plugin code.

Areas are geodesic (GRS80), so they also test the plugin's way over plane areas and scale factors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from osgeo import ogr, osr
from pyproj import Geod

ogr.UseExceptions()
osr.UseExceptions()
ELLIPSOID = Geod(ellps="GRS80")


def shapes(file: Path | str, where: str = "", layer: str | None = None) -> list[tuple[dict, ogr.Geometry]]:
    """Give the attributes and shapes that an SQL condition picks; rows without a shape are left out."""
    dataset = ogr.Open(str(file))
    source = dataset.GetLayerByName(layer) if layer else dataset.GetLayer()
    if where:
        source.SetAttributeFilter(where)
    found = []
    for feature in source:
        shape = feature.GetGeometryRef()
        if shape is not None:
            found.append((feature.items(), shape.Clone()))
    return found


def union(found: Iterable[tuple[dict, ogr.Geometry]]) -> ogr.Geometry:
    """Put shapes together."""
    whole = ogr.Geometry(ogr.wkbMultiPolygon)
    for _, shape in found:
        whole = whole.Union(shape)
    return whole


def ground_m2(shape: ogr.Geometry, epsg: int) -> float:
    """Give the area on the ellipsoid of a shape in a projected system (x = east), or in degrees with epsg 4326."""
    return sum(_ring(part, epsg) for part in _polygons(shape))


def _polygons(shape: ogr.Geometry) -> list[ogr.Geometry]:
    name = shape.GetGeometryName()
    if name == "POLYGON":
        return [shape]
    if name in ("MULTIPOLYGON", "GEOMETRYCOLLECTION"):
        return [one for k in range(shape.GetGeometryCount()) for one in _polygons(shape.GetGeometryRef(k))]
    return []


def _ring(polygon: ogr.Geometry, epsg: int) -> float:
    total = 0.0
    for k in range(polygon.GetGeometryCount()):
        ring = polygon.GetGeometryRef(k).Clone()
        if epsg != 4326:
            ring.Segmentize(50.0)  # an edge straight on the map is not quite a geodesic
            ring.Transform(_to_degrees(epsg))
        points = ring.GetPoints()
        area, _ = ELLIPSOID.polygon_area_perimeter([p[0] for p in points], [p[1] for p in points])
        total += abs(area) if k == 0 else -abs(area)
    return total


def _to_degrees(epsg: int) -> osr.CoordinateTransformation:
    source, target = osr.SpatialReference(), osr.SpatialReference()
    source.ImportFromEPSG(epsg)
    target.ImportFromEPSG(4258)
    for system in (source, target):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return osr.CoordinateTransformation(source, target)


def plan_regulations(file: Path | str, key: str) -> dict[str, list[float]]:
    """Give the numbers that a Kaava-JSON regulates on one plan object, by the regulation's title, in file order."""
    found: dict[str, list[float]] = {}
    for feature in _features(file):
        facts = feature["properties"]
        if (
            facts.get("featureType") == "PlanRegulation"
            and (facts.get("targetObject") or {}).get("linkedFeatureId") == key
        ):
            numbers = [
                value["value"] for value in facts.get("values") or () if isinstance(value.get("value"), (int, float))
            ]
            found.setdefault(facts["type"]["title"]["fin"], []).extend(numbers)
    return found


def plan_shape(file: Path | str, key: str) -> ogr.Geometry:
    """Give the shape of a Kaava-JSON's plan object, in degrees."""
    feature = next(each for each in _features(file) if each.get("id") == key)
    return ogr.CreateGeometryFromJson(json.dumps(feature["geometry"]))


@lru_cache(maxsize=4)
def _features(file: Path | str) -> list[dict]:
    return json.loads(Path(file).read_text(encoding="utf-8"))["features"]
