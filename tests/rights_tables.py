# SPDX-License-Identifier: GPL-2.0-or-later
"""Small plan-unit, building and parcel tables for the tests of building rights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from heinola_planning_plugin.core.features import Features

CRS = "EPSG:3880"  # ETRS-GK26: areas of the plane are areas on the ground at Heinola
EAST, NORTH = 26_502_000.0, 6_788_400.0
NUMBERS = {
    "permitted_m2", "plot_ratio", "area_m2", "places", "coverage_pct", "volume_m3", "floor_area_m2", "storeys_count",
    "dwellings", "lift",
}  # fmt: skip


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """Give a rectangle, in metres from the test place."""
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def point(east: float, north: float) -> shapely.Point:
    """Give a point, in metres from the test place."""
    return shapely.Point(EAST + east, NORTH + north)


def table(shapes: Sequence[object], rows: Sequence[dict[str, object]], crs: str = CRS) -> Features:
    """Make a table of one dict per row; what a row doesn't have is unknown."""
    geometry = np.empty(len(shapes), dtype=object)
    geometry[:] = shapes
    columns = {}
    for name in dict.fromkeys(key for row in rows for key in row):
        values = [row.get(name) for row in rows]
        if all(v is None or isinstance(v, (int, float)) for v in values):
            columns[name] = np.array([np.nan if v is None else float(v) for v in values])
        else:
            columns[name] = np.array([*values, None], dtype=object)[:-1]
    return Features(geometry, columns, crs)


def units(*rows: dict[str, object], size: float = 30.0) -> Features:
    """Give plan units side by side, 40 m x `size` m each, ids u0, u1 …; a row's `shape` is used instead."""
    shapes = [row.get("shape", box(40 * k, 0, 40 * k + 40, size)) for k, row in enumerate(rows)]
    plain = [{"unit_id": f"u{k}", **{n: v for n, v in row.items() if n != "shape"}} for k, row in enumerate(rows)]
    return table(shapes, plain)


def buildings(*rows: dict[str, object]) -> Features:
    """Give buildings; `at` is the number of the unit they stand on (see `units`) or a shape."""
    shapes = []
    for row in rows:
        at = row.get("at", 0)
        shapes.append(point(40 * at + 20, 15) if isinstance(at, (int, float)) else at)
    plain = [
        {"use": "0121", "use_scheme": "2018", **{n: v for n, v in row.items() if n != "at"}} for row in rows
    ]
    return table(shapes, plain)


def no_buildings() -> Features:
    """Give a building layer without buildings."""
    return Features(np.empty(0, dtype=object), {"floor_area_m2": np.empty(0)}, CRS)
