# SPDX-License-Identifier: GPL-2.0-or-later
"""The part of a parcel that can be built on, and its size and shape."""

from __future__ import annotations

import numpy as np
import shapely

from ..features import Features, true_area_m2
from ..measures import difference, shape
from ..progress import Progress, silent

GRID_M = 0.01
"""Finer than any boundary is surveyed (project's choice)."""
_TOLERANCE = 0.02
"""The inscribed circle may come out too small by this share of itself (project's choice: 3 m of 150)."""


def area_ha(parcels: Features) -> np.ndarray:
    """Give each parcel's area in hectares, shape (n,): the register's where known, else that on the ground.

    A register unit of several areas, given as several rows of one parcel_id, has one register area for all of them:
    there the area on the ground counts.
    """
    measured = true_area_m2(parcels.geometry, parcels.crs)
    if "area_m2" not in parcels:
        return measured / 1e4
    register = parcels["area_m2"].astype(float)
    known = register > 0
    if "parcel_id" in parcels:
        _, place, count = np.unique(parcels["parcel_id"].astype(str), return_inverse=True, return_counts=True)
        known &= (count[place] == 1) | np.array([one is None for one in parcels["parcel_id"].tolist()], dtype=bool)
    return np.where(known, register, measured) / 1e4


def usable_part(geometry: np.ndarray, blocking: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """Cut what can't be built on off each parcel.

    Args:
        geometry: shape (n,), polygons.
        blocking: shape (m,), polygons that may overlap each other.
        progress: reports and cancels.

    Returns:
        object (n,): polygons, or empty where nothing is left; parcels that nothing touches as they came. What is cut
        is rounded to `GRID_M`, so that borders drawn twice leave no slivers to spoil its shape.
    """
    out = difference.without(geometry, blocking, progress)
    cut = np.array([left is not whole for left, whole in zip(out.tolist(), geometry.tolist())], dtype=bool)
    out[cut] = shapely.set_precision(out[cut], GRID_M)
    return out


def largest_part(geometry: np.ndarray) -> np.ndarray:
    """Give the largest polygon of each feature, shape (n,); an empty polygon where there is none."""
    parts, owner = shapely.get_parts(geometry, return_index=True)
    areal = shapely.get_dimensions(parts) == 2
    parts, owner = parts[areal], owner[areal]
    size = shapely.area(parts)
    order = np.lexsort((-size, owner))
    first = np.concatenate([[True], np.diff(owner[order]) != 0]) if len(order) else np.empty(0, dtype=bool)
    out = np.full(len(geometry), shapely.Polygon(), dtype=object)
    out[owner[order][first]] = parts[order][first]
    return out


def size_and_shape(
    parcels: Features, usable: np.ndarray, whole_ha: np.ndarray, long_m: float, short_m: float
) -> dict[str, np.ndarray]:
    """Measure the usable part.

    Args:
        parcels: n parcels in a metric CRS.
        usable: their usable parts, shape (n,).
        whole_ha: their areas, as `area_ha` gives.
        long_m: long side of the building that there should be room for.
        short_m: its short side.

    Returns:
        usable_ha: all that is usable; contiguous_ha: its largest connected part, and of that part
        inscribed_m: diameter of the largest circle inside, compactness: 4 pi area / perimeter squared, and
        rectangle: whether a rectangle of the given sides fits, turned as it may be: "yes" where the circle holds it,
        "no" where the circle is narrower than its short side or even the smallest rectangle around the part can't
        hold it, else "perhaps".
    """
    stretch, _ = parcels.stretch
    plane = shapely.area(parcels.geometry)
    plane = np.where(plane > 0, plane, np.nan)
    connected = largest_part(usable)
    empty = shapely.is_empty(connected)
    inscribed = 2 * shape.inscribed_radius(connected, _TOLERANCE) / stretch
    around = (side / stretch for side in shape.rectangle_sides(connected))
    fits = np.full(len(plane), "perhaps", dtype=object)
    fits[inscribed >= np.hypot(long_m, short_m)] = "yes"
    narrow = inscribed * (1 + _TOLERANCE) < min(long_m, short_m)
    fits[empty | narrow | ~_rectangle_in_rectangle(long_m, short_m, *around)] = "no"
    fits[np.isnan(plane)] = None
    return {
        "usable_ha": whole_ha * shapely.area(usable) / plane,
        "contiguous_ha": whole_ha * shapely.area(connected) / plane,
        "inscribed_m": np.where(empty, np.where(np.isnan(plane), np.nan, 0.0), inscribed),
        "compactness": np.where(empty, np.nan, shape.compactness(connected)),
        "rectangle": fits,
    }


def _rectangle_in_rectangle(
    long_m: float, short_m: float, outer_long: np.ndarray, outer_short: np.ndarray
) -> np.ndarray:
    """Tell whether a rectangle fits in others, straight or turned (Carver 1957, Mathematics Magazine 31:57)."""
    p, q = max(long_m, short_m), min(long_m, short_m)
    straight = (p <= outer_long) & (q <= outer_short)
    diagonal = np.sqrt(np.maximum(p**2 + q**2 - outer_long**2, 0.0))
    needed = (2 * p * q * outer_long + (p**2 - q**2) * diagonal) / (p**2 + q**2)
    return straight | ((p > outer_long) & (q <= outer_short) & (outer_short >= needed))
