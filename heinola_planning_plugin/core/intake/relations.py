# SPDX-License-Identifier: GPL-2.0-or-later
"""How features of a layer, or of two layers, lie to each other: overlaps, gaps, buildings and parcels."""

from __future__ import annotations

import numpy as np
import shapely

from ..features import Features
from ..measures._parts import in_threads


def overlaps(geometry: np.ndarray, tolerance_m2: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find areas that overlap by more than a tolerance.

    Args:
        geometry: shape (n,) valid polygons in a metric system; None is passed over.
        tolerance_m2: smaller overlaps are digitising, m2.

    Returns:
        i, j (i < j) and the overlap in m2, one entry per pair.
    """
    i, j = shapely.STRtree(geometry).query(geometry, predicate="intersects")
    once = i < j
    i, j = i[once], j[once]
    # Neighbours share a border only; where interiors meet there is something to measure.
    meet = in_threads(_interiors_meet, geometry[i], geometry[j], size=5_000)
    i, j = i[meet], j[meet]
    area = shapely.area(shapely.intersection(geometry[i], geometry[j]))
    keep = np.flatnonzero(area > tolerance_m2)
    keep = keep[np.lexsort((j[keep], i[keep]))]
    return i[keep], j[keep], area[keep]


def _interiors_meet(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return shapely.relate_pattern(a, b, "T********")


def gaps(geometry: np.ndarray, tolerance_m2: float, largest_m2: float) -> np.ndarray:
    """Find holes between areas that ought to cover the ground.

    Args:
        geometry: shape (n,) valid polygons in a metric system; None is passed over.
        tolerance_m2: smaller holes are digitising.
        largest_m2: larger holes are land outside the plan, not gaps.

    Returns:
        The holes as polygons, shape (k,).
    """
    there = geometry[~shapely.is_missing(geometry) & ~shapely.is_empty(geometry)]
    if not len(there):
        return np.zeros(0, dtype=object)
    parts = shapely.get_parts(shapely.union_all(there))
    rings = shapely.get_rings(parts)
    exterior = shapely.get_exterior_ring(parts)
    holes = shapely.polygons(rings[~np.isin(shapely.to_wkb(rings), shapely.to_wkb(exterior))])
    area = shapely.area(holes)
    return holes[(area > tolerance_m2) & (area <= largest_m2)]


def parcels_of_buildings(buildings: np.ndarray, parcels: np.ndarray, least_share: float, least_m2: float) -> np.ndarray:
    """Count the parcels that each building stands on.

    A footprint counts for a parcel when at least a share of it and an area of it lie there: walls drawn a little over
    the boundary don't. A point counts for the parcel it lies in; on a boundary it lies in two.

    Args:
        buildings: shape (n,) points or polygons.
        parcels: shape (m,) polygons, same metric system.
        least_share: share of the footprint.
        least_m2: area of the footprint.

    Returns:
        int64 (n,); -1 where the building has no shape.
    """
    # Parcels are asked for buildings, not the other way round: what asks is prepared once for all it may hold.
    count = np.zeros(len(buildings), dtype=np.int64)
    missing = shapely.is_missing(buildings) | shapely.is_empty(buildings)
    _, inside = shapely.STRtree(buildings).query(parcels, predicate="contains")
    whole = np.bincount(inside, minlength=len(buildings)) > 0
    count[whole] = np.bincount(inside, minlength=len(buildings))[whole]
    rest = np.flatnonzero(~whole & ~missing)
    if len(rest):
        j, i = shapely.STRtree(buildings[rest]).query(parcels, predicate="intersects")
        flat = shapely.get_dimensions(buildings[rest[i]]) < 2
        piece = np.zeros(len(i))
        piece[~flat] = shapely.area(shapely.intersection(buildings[rest[i[~flat]]], parcels[j[~flat]]))
        size = shapely.area(buildings[rest[i]])
        counts = flat | ((piece >= least_m2) & (piece >= least_share * size))
        count[rest] = np.bincount(i[counts], minlength=len(rest))
    count[missing] = -1
    return count


def placed_by_parcel(table: Features, parcels: Features, as_points: bool) -> tuple[Features, int]:
    """Give rows without a shape that of the parcel whose id they carry.

    Args:
        table: with `parcel_key`.
        parcels: with `parcel_key`; the first parcel of a key counts.
        as_points: give a point inside the parcel, else the parcel's area.

    Returns:
        The table (in the parcels' system where it had none), and how many rows were placed.
    """
    missing = shapely.is_missing(table.geometry) | shapely.is_empty(table.geometry)
    if not missing.any() or not len(parcels):
        return table, 0
    there = parcels.to_crs(table.crs) if table.crs else parcels
    first: dict[object, int] = {}
    for row, key in enumerate(there["parcel_key"]):
        if key is not None:
            first.setdefault(key, row)
    index = np.array([first.get(key, -1) for key in table["parcel_key"]], dtype=np.int64)
    rows = np.flatnonzero(missing & (index >= 0))
    if not len(rows):
        return table, 0
    shapes = there.geometry[index[rows]]
    geometry = table.geometry.copy()
    geometry[rows] = shapely.point_on_surface(shapes) if as_points else shapes
    return Features(geometry, table.columns, there.crs, table.source), len(rows)
