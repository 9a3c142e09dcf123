# SPDX-License-Identifier: GPL-2.0-or-later
"""A lake of 2 x 2 km with hand-drawn parcels, for tests of shore rights."""

from __future__ import annotations

import numpy as np
import shapely
from shoreline_shapes import GK26, HEINOLA_GK26, place, waters

from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.shoreline.method import read_method
from heinola_planning_plugin.core.shoreline.modified import modified_shoreline
from heinola_planning_plugin.core.shoreline.rights import shoreline_rights
from heinola_planning_plugin.core.shoreline.rules import read_rights
from heinola_planning_plugin.paths import resource

V1 = read_method(resource("methods", "shoreline_v1.yaml"))
RULES = read_rights(resource("methods", "shoreline_rights.yaml"))


def at(shape):
    return place(shape, 0, HEINOLA_GK26)


LAKE = waters(at(shapely.box(0, 0, 2000, 2000)), water_id=["Järvi"])


def table(rows, crs=GK26):
    """Rows of (geometry, {column: value}) as a layer, placed."""
    geometry = np.array([None if shape is None else at(shape) for shape, _ in rows], dtype=object)
    names = dict.fromkeys(name for _, columns in rows for name in columns)
    columns = {}
    for name in names:
        values = [columns.get(name) for _, columns in rows]
        number = all(value is None or isinstance(value, (int, float)) for value in values)
        columns[name] = (
            np.array([np.nan if value is None else value for value in values], dtype=float)
            if number
            else np.array(values, dtype=object)
        )
    return Features(geometry, columns, crs)


# South shore: estate A has 0-1 000 m as two properties, B 1 000-1 500 m, the rest is nobody's. C lies behind A.
PARCELS = table(
    [
        (shapely.box(0, -300, 600, 0), {"parcel_id": "1", "ematila": "A"}),
        (shapely.box(600, -300, 1000, 0), {"parcel_id": "2", "ematila": "A"}),
        (shapely.box(1000, -300, 1500, 3), {"parcel_id": "3", "ematila": "B"}),  # the cadastre reaches into the lake
        (shapely.box(0, -600, 1000, -300), {"parcel_id": "4", "ematila": "A"}),
        (shapely.box(2004, 0, 2300, 2000), {"parcel_id": "5"}),  # 4 m off the shore, no original estate known
        (shapely.box(0, 0, 2000, 2000), {"parcel_id": "876", "unit_type": 17}),  # joint water area
    ]
)


def house(x, y, use="041", scheme="1994", **more):
    return shapely.Point(x, y), {"use": use, "use_scheme": scheme, "building_id": f"b{x}_{y}", **more}


NO_BUILDINGS = Features(np.empty(0, dtype=object), {}, GK26)


def rights(parcels=PARCELS, parameters=RULES, water=LAKE, **more):
    more.setdefault("buildings", NO_BUILDINGS)
    return shoreline_rights(modified_shoreline(water, V1).pieces, parcels, parameters, **more)


def by(features, *keys):
    return {tuple(features[key][n] for key in keys): n for n in range(len(features))}
