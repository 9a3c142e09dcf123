# SPDX-License-Identifier: GPL-2.0-or-later
"""A point inside each feature, to start from."""

from __future__ import annotations

import numpy as np
import shapely


def inner_points(geometry: np.ndarray) -> np.ndarray:
    """Give the centroid where it lies inside the feature, else a point that surely does; None without geometry.

    The centroid turns and moves with the map, which `shapely.point_on_surface` does not: it looks along a level line,
    so the same plot in another map projection would start its way elsewhere.
    """
    out = np.full(len(geometry), None, dtype=object)
    there = np.flatnonzero(~(shapely.is_missing(geometry) | shapely.is_empty(geometry)))
    shapes = geometry[there]
    centre = shapely.centroid(shapes)
    outside = ~shapely.intersects(shapes, centre)
    centre[outside] = shapely.point_on_surface(shapes[outside])
    out[there] = centre
    return out
