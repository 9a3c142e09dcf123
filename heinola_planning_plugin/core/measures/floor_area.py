# SPDX-License-Identifier: GPL-2.0-or-later
"""Which parcel each building stands on, and sums per parcel."""

from __future__ import annotations

import numpy as np
import shapely

from ..progress import Progress, silent
from . import _parts, overlap

ID, LOCATION, NONE = "id", "location", "none"


def assign(
    buildings_geometry: np.ndarray,
    parcels_geometry: np.ndarray,
    building_parcel_id: np.ndarray | None = None,
    parcel_id: np.ndarray | None = None,
    progress: Progress = silent,
) -> tuple[np.ndarray, np.ndarray]:
    """Find each building's parcel: by the parcel id the register gives it, else by where it stands.

    The register comes first because a building's point may lie in the neighbour's yard, and a building that reaches
    over a border belongs by register to one side (project's choice). Ids match as they are written: bring both to one
    spelling before. Where several rows have the id, as the parts of one property do, the one the building stands on
    is taken, else the first.

    Args:
        buildings_geometry: shape (m,), points or polygons; None where the place isn't known.
        parcels_geometry: shape (n,), polygons.
        building_parcel_id: object (m,), the parcel that the register names, None where it names none.
        parcel_id: object (n,).
        progress: called once per chunk.

    Returns:
        parcel_index, int64 (m,): row of the parcel, -1 where neither id nor place tells.
        basis, object (m,): "id", "location" or "none".
    """
    index = locate(buildings_geometry, parcels_geometry, progress)
    basis = np.where(index >= 0, LOCATION, NONE).astype(object)
    if building_parcel_id is None or parcel_id is None:
        return index, basis
    named = _first_row(building_parcel_id, parcel_id)
    found = named >= 0
    # A building that stands on another part of the property it is registered to stays there.
    stands_on = np.where(index >= 0, np.asarray(parcel_id, dtype=object)[index], None)
    at_home = found & (stands_on == np.asarray(building_parcel_id, dtype=object))
    return np.where(found & ~at_home, named, index), np.where(found, ID, basis).astype(object)


def locate(buildings_geometry: np.ndarray, parcels_geometry: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """Find the parcel each building stands on: the one with the largest part of it, the first among equals.

    Returns:
        int64 (m,), -1 where the building has no geometry or stands on no parcel. A point on a border is in both
        parcels, so in the first.
    """
    buildings = _parts.flat(buildings_geometry)
    if not np.isin(shapely.get_type_id(buildings), (-1, 0)).all():
        return overlap.largest(buildings, parcels_geometry, progress)[0]
    progress(0.0)
    # Points: the parcels ask for them, since what asks is prepared once for all that it may hold.
    parcel, point = shapely.STRtree(buildings).query(_parts.repaired(_parts.flat(parcels_geometry)), "intersects")
    index = np.full(len(buildings), len(parcels_geometry), dtype=np.int64)
    np.minimum.at(index, point, parcel)
    progress(1.0)
    return np.where(index < len(parcels_geometry), index, -1)


def elsewhere(
    buildings_geometry: np.ndarray, parcels_geometry: np.ndarray, parcel_index: np.ndarray, progress: Progress = silent
) -> np.ndarray:
    """Tell which buildings stand on another parcel than the one they were assigned to.

    Returns:
        bool (m,): False also where the building stands on no parcel, or was assigned to none.
    """
    stands_on = locate(buildings_geometry, parcels_geometry, progress)
    return (stands_on >= 0) & (parcel_index >= 0) & (stands_on != parcel_index)


def total(index: np.ndarray, values: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Add up values of buildings, floor areas for one, by parcel.

    Args:
        index: int64 (m,), parcel of each building, -1 for none.
        values: float64 (m,), NaN = unknown.
        n: number of parcels.

    Returns:
        sum, float64 (n,): of the known values; 0 where there is no building, NaN where no building's value is known.
        unknown_count, int64 (n,): buildings without a value: where it isn't 0 the sum is a lower bound.
        count, int64 (n,): buildings.
    """
    placed = index >= 0
    index, values = index[placed], np.asarray(values, dtype=np.float64)[placed]
    known = ~np.isnan(values)
    count = np.bincount(index, minlength=n)
    unknown = np.bincount(index[~known], minlength=n)
    added = np.bincount(index[known], values[known], minlength=n)
    return np.where((count > 0) & (unknown == count), np.nan, added), unknown, count


def _first_row(wanted: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """Give the first row with each wanted id, -1 where there is none."""
    rows = {key: row for row, key in reversed(list(enumerate(ids))) if key is not None}
    return np.array([rows.get(key, -1) for key in wanted], dtype=np.int64)
