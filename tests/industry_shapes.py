# SPDX-License-Identifier: GPL-2.0-or-later
"""Shapes drawn in metres from a point near Vierumäki, on the central meridian of ETRS-GK26: map and ground agree."""

from __future__ import annotations

import numpy as np
import shapely

from heinola_planning_plugin.core.features import Features, text_column

GK26 = "EPSG:3880"
EAST, NORTH = 26_500_000, 6_777_000


def box(x: float, y: float, width: float, height: float):
    return shapely.box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + height)


def line(*points):
    return shapely.LineString([(EAST + x, NORTH + y) for x, y in points])


def point(x: float, y: float):
    return shapely.Point(EAST + x, NORTH + y)


def layer(shapes, **columns) -> Features:
    out = {}
    for name, held in columns.items():
        text = any(isinstance(value, str) for value in held)
        out[name] = text_column(held) if text else np.array([np.nan if v is None else v for v in held], dtype=float)
    return Features(np.array(shapes, dtype=object), out, GK26)
