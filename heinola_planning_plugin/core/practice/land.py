# SPDX-License-Identifier: GPL-2.0-or-later
"""The land division: everything that takes land, painted into one tiling of parcels with their register numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..features import Features, concat
from . import countryside, design
from .countryside import halve
from .draws import Draws
from .networks import Lines, private_roads
from .partition import absorb, join, paint
from .terrain import Terrain
from .town import FRAME

OWN_WATER = 30_000.0
"""Ponds smaller than this (m2) belong to the estate around them."""
LARGEST_PARK = 110_000.0
SMALLEST = {"plot": 380.0, "cottage": 900.0, "homestead": 900.0, "estate": 6000.0, "park": 600.0, "green": 600.0}
"""What is left of a lot must have this many m2 to stay one of its own."""
THINNEST = 2.4
"""And be at least about this wide, metres."""
PUBLIC_STREET, PUBLIC_PARK, PUBLIC_SQUARE = 9901, 9903, 9906
"""Group numbers of public areas in a property id."""
WATERS, ROADS, RAILWAYS = 876, 895, 871
"""Location numbers of joint waters, roads and railways in a property id."""


@dataclass(frozen=True)
class Land:
    """The parcels of one copy of the pattern, in metres from the market square, sorted by register number.

    Attributes:
        parcels: kind ("plot", "square", "park", "street", "road", "motorway", "railway", "cottage", "homestead",
            "estate", "water"), location, group and unit of the property id, estate (number of the original estate, -1
            none), code (plan code of a town lot), block, planned (lot of a shore plan), and the frame's corners
            (`town.FRAME`, NaN where the lot has none).
        roads: all roads and lanes.
    """

    parcels: Features
    roads: Features


def make(seed: int, terrain: Terrain, lines: Lines) -> Land:
    """Divide the land."""
    layers, roads = _layers(seed, terrain, lines)
    shapes = concat(layers)
    faces, owner = paint(shapes.geometry, terrain.border)
    faces, owner = join(faces, _one_street(shapes)[owner])
    faces, owner = _tidy(faces, owner, shapes["kind"])
    parcels = shapes.take(owner).with_geometry(faces)
    parcels = parcels.with_columns({"kind": np.where(parcels["kind"] == "green", "park", parcels["kind"])})
    return Land(_numbered(parcels), roads)


def _layers(seed: int, terrain: Terrain, lines: Lines) -> tuple[list[Features], Features]:
    """Give the shapes to be painted, the lowest first, and the roads with the private ones."""
    border, inner = countryside.border_estates()
    town = shapely.union_all(shapely.buffer(lines.green.geometry, 60, quad_segs=2))
    corridors = shapely.union_all(lines.land.geometry)
    outside = shapely.difference(shapely.buffer(terrain.border, 3000), inner)
    rows = countryside.shore_rows(seed, terrain, shapely.union_all([town, corridors, outside]))
    lanes = countryside.row_ways(rows)
    roads = concat([lines.roads, private_roads(lines.ground, lines.roads, terrain, lanes)])
    taken = shapely.union_all([town, outside, *shapely.buffer(rows.geometry, 6, quad_segs=1)])
    lots = countryside.roadside_lots(seed, terrain, roads, taken)
    own = terrain.lakes[shapely.area(terrain.lakes) >= OWN_WATER]
    green = shapely.union_all(lines.green.geometry)
    open_land = shapely.difference(inner, shapely.union_all([*own, *terrain.river, corridors, green]))
    country_roads = lines.roads.geometry[lines.roads["location"] < 0]
    estates = countryside.estates(seed, terrain, open_land, country_roads)
    border = border.with_columns({"estate": np.arange(len(border)) + int(estates["estate"].max()) + 1})
    estates = concat([border, estates])
    water = Features(np.concatenate([terrain.river, own]))
    layers = [
        _kind(estates, "estate"),
        _kind(_on_estates(lots, estates), "homestead"),
        _kind(_on_estates(rows, estates), "cottage"),
        _cut_green(seed, lines.green),
        lines.plots,
        lines.land,
        _kind(water.with_columns({"number": np.arange(1, len(water) + 1)}), "water"),
    ]
    return [_complete(layer) for layer in layers], roads


def _kind(shapes: Features, kind: str) -> Features:
    return shapes.with_columns({"kind": np.full(len(shapes), kind, dtype=object)})


def _on_estates(lots: Features, estates: Features) -> Features:
    """Give each lot the number of the estate it was parcelled from: the one its middle lies on."""
    middle = shapely.points(
        np.column_stack([(lots["ax"] + lots["bx"] + lots["cx"] + lots["dx"]) / 4,
                         (lots["ay"] + lots["by"] + lots["cy"] + lots["dy"]) / 4])
    )  # fmt: skip
    nearest = shapely.STRtree(estates.geometry).nearest(middle)
    return lots.with_columns({"estate": estates["estate"][nearest]})


def _cut_green(seed: int, green: Features) -> Features:
    draws = Draws(seed, "green")
    shapes, row = green.geometry, np.arange(len(green))
    for _ in range(7):
        large = shapely.area(shapes) > LARGEST_PARK
        if not large.any():
            break
        sides = halve(shapes[large], draws, 0.2, 0.5, exploded=False)
        shapes = np.concatenate([shapes[~large], *sides])
        row = np.concatenate([row[~large], row[large], row[large]])
    shapes, index = shapely.get_parts(shapes, return_index=True)
    keep = (shapely.get_type_id(shapes) == 3) & (shapely.area(shapes) > 1)
    return green.take(row[index][keep]).with_geometry(shapes[keep])


def _complete(shapes: Features) -> Features:
    """Give a layer all the columns, so that the layers can be stacked without changing a column's type."""
    n = len(shapes)
    whole = {name: shapes[name] if name in shapes else np.full(n, -1, dtype=np.int64)
             for name in ("location", "block", "plot", "number", "estate", "row")}  # fmt: skip
    text = {"kind": shapes["kind"], "code": shapes["code"] if "code" in shapes else np.full(n, None, dtype=object)}
    corners = {name: shapes[name] if name in shapes else np.full(n, np.nan) for name in FRAME}
    planned = shapes["planned"] if "planned" in shapes else np.zeros(n, dtype=bool)
    return Features(shapes.geometry, {**text, **whole, "planned": planned, **corners})


def _one_street(shapes: Features) -> np.ndarray:
    """Give each shape's own index, and for the parts of one street area that of the first; -1 stays -1 at the end."""
    index = np.arange(len(shapes) + 1)
    index[-1] = -1
    street = np.flatnonzero(shapes["kind"] == "street")
    key = shapes["location"][street] * 10_000 + shapes["number"][street]
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    index[street] = street[first[inverse.reshape(-1)]]
    return index


def _tidy(faces: np.ndarray, owner: np.ndarray, kind: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give splinters, and remnants too small to be a lot, to a neighbour on land."""
    smallest = np.array([SMALLEST.get(k, 60.0) for k in kind.tolist()])
    for rigour in (0.5, 1.0, 1.0):
        size = shapely.area(faces)
        thin = 2 * size / shapely.length(faces) < THINNEST
        uncovered = owner < 0
        small = uncovered | (size < np.where(uncovered, 0, smallest[owner]) * rigour) | (thin & (size < 2000))
        who = np.where(uncovered, "", kind[owner])
        small &= who != "water"
        allowed = ~np.isin(who, ("water", "motorway", "railway"))
        faces, owner = absorb(faces, owner, small, allowed)
    return join(faces, owner)


def _numbered(parcels: Features) -> Features:
    """Give each parcel location, group and unit of its id, and sort by them."""
    kind, n = parcels["kind"], len(parcels)
    location, group = parcels["location"].copy(), np.zeros(n, dtype=np.int64)
    middle = shapely.get_coordinates(shapely.point_on_surface(parcels.geometry))
    rural = parcels["estate"] >= 0
    village, number = _estate_numbers(parcels["estate"][rural], middle[rural])
    location[rural], group[rural] = 401 + village, number
    group[kind == "plot"] = parcels["block"][kind == "plot"]
    for name, value in (("street", PUBLIC_STREET), ("park", PUBLIC_PARK), ("square", PUBLIC_SQUARE)):
        group[kind == name] = value
    stray = (kind == "street") & (location < 0)
    location[stray] = 1
    for name, value in (("water", WATERS), ("road", ROADS), ("motorway", ROADS), ("railway", RAILWAYS)):
        location[kind == name] = value
    group[kind == "water"] = parcels["number"][kind == "water"]
    # Within a group: plots by their number, the estate's own land first, then what was parcelled from it.
    later = np.isin(kind, ("homestead", "cottage")).astype(np.int64)
    order = np.lexsort((np.round(middle[:, 0]), -np.round(middle[:, 1]), parcels["plot"], later, group, location))
    location, group = location[order], group[order]
    first = np.append(True, (np.diff(location) != 0) | (np.diff(group) != 0))
    unit = np.arange(n) - np.maximum.accumulate(np.where(first, np.arange(n), 0)) + 1
    return parcels.take(order).with_columns({"location": location, "group": group, "unit": unit})


def _estate_numbers(estate: np.ndarray, middle: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the village of each estate's nearest, and its number there from north to south."""
    villages = np.array(list(design.VILLAGES.values()), dtype=float)
    numbers, first, index = np.unique(estate, return_index=True, return_inverse=True)
    place = np.round(middle[first])
    village = np.argmin(np.hypot(*(place[:, None] - villages).transpose(2, 0, 1)), axis=1)
    order = np.lexsort((numbers, place[:, 0], -place[:, 1], village))
    start = np.searchsorted(village[order], np.arange(len(villages)))
    number = np.empty(len(numbers), dtype=np.int64)
    number[order] = np.arange(len(numbers)) - start[village[order]] + 1
    index = index.reshape(-1)
    return village[index], number[index]
