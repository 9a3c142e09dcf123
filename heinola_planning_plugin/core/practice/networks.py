# SPDX-License-Identifier: GPL-2.0-or-later
"""Motorway, railway, public roads and streets: their lines and the land they take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..features import Features, concat
from . import design, town
from .draws import Draws
from .routes import Ground, connect, smooth
from .terrain import Terrain

MOTORWAY_HALF = 34.0
RAILWAY_HALF = 18.0
JUNCTION_REACH = 130.0
HALF_WIDTHS = {12121: 15.0, 12122: 12.0, 12131: 9.0}
"""Half the width of a public road's land, by class of the topographic database."""
TREES = (
    "Koivu", "Pihlaja", "Kuusi", "Mänty", "Leppä", "Haapa", "Tuomi", "Raita", "Kataja", "Vaahtera", "Lehmus", "Saarni",
    "Jalava", "Paju", "Salava", "Tammi",
)  # fmt: skip
WAYS = ("katu", "tie", "kuja", "polku", "raitti", "kaari", "mäki", "rinne")


@dataclass(frozen=True)
class Lines:
    """What runs where.

    Attributes:
        roads: kohdeluokka, tienumero (NaN = none), nimi (None = none), yksisuuntaisuus, half_m (of the land it takes,
            NaN = none of its own), location (district number of a street, -1 elsewhere).
        railway: one line in an array.
        land: the corridors, later ones on top: kind "road", "street", "motorway" or "railway", number (of the road,
            0 = none), location.
        plots, green: the districts' as `town.make` gives them.
        ground: for roads that come later.
    """

    roads: Features
    railway: np.ndarray
    land: Features
    plots: Features
    green: Features
    ground: Ground


def make(seed: int, terrain: Terrain) -> Lines:
    """Lay the town's streets and the public roads."""
    drawn = (design.MOTORWAY, design.RAILWAY, design.ESKER_ROAD, design.TOWN_LINK, design.NORTH_LINK)
    fixed = smooth(np.array([shapely.linestrings(np.array(p, dtype=float)) for p in drawn], dtype=object), 0.0, 4)
    motorway, railway, old_roads = fixed[:1], fixed[1:2], fixed[2:]
    motorway_land = _motorway_land(motorway[0])
    railway_land = shapely.buffer(railway[0], RAILWAY_HALF, quad_segs=2)
    blocked = shapely.union_all([motorway_land, railway_land, *shapely.buffer(old_roads, 12, quad_segs=2)])
    plots, streets, green = town.make(seed, terrain, blocked)

    draws = Draws(seed, "roads")
    ground = Ground(terrain.shore, terrain.hills, draws)
    ground.weigh(shapely.union_all(plots.geometry), 5.0)
    ground.weigh(motorway_land, 3.0)
    public = _public_roads(ground, old_roads, streets)
    streets = streets.with_columns(_street_columns(streets, draws))
    roads = concat([_motorway(motorway[0]), _ramps(motorway[0]), public, streets])
    land = concat([_road_land(public), _street_land(streets), _area(motorway_land, "motorway", 4),
                   _area(railway_land, "railway", 0)])  # fmt: skip
    return Lines(roads, railway, land, plots, green, ground)


def private_roads(ground: Ground, roads: Features, terrain: Terrain, lanes: np.ndarray) -> Features:
    """Give the lanes behind the shore rows, and private roads that lead to those on the mainland."""
    middle = shapely.line_interpolate_point(lanes, 0.5, normalized=True)
    outlines = shapely.polygons(shapely.get_exterior_ring(terrain.lakes))
    mainland = np.ones(len(lanes), dtype=bool)
    mainland[shapely.STRtree(outlines).query(middle, predicate="intersects")[0]] = False
    ground.weigh(terrain.water, 8.0)
    lines, _ = connect(ground, roads.geometry[roads["kohdeluokka"] > 12111],
                       shapely.get_coordinates(middle[mainland]), np.zeros(mainland.sum(), np.int64))  # fmt: skip
    lines = np.concatenate([lines, lanes])
    return _road_table(lines, np.full(len(lines), 12141), np.nan, None)


def paths(roads: Features) -> Features:
    """Lay walking and cycling paths: along the esker and beside the main roads near the town."""
    near = shapely.buffer(shapely.Point(0, 0), 3600)
    main = roads.geometry[np.isin(roads["kohdeluokka"], (12121, 12122))]
    beside = shapely.intersection(shapely.offset_curve(main, 11.0, quad_segs=2), near)
    along = smooth(np.array([shapely.linestrings(np.array(design.ESKER[-4:], dtype=float))], dtype=object), 0.0, 4)
    lines = shapely.get_parts(np.concatenate([beside, along]))
    lines = lines[(shapely.get_type_id(lines) == 1) & (shapely.length(lines) > 60)]
    lines = shapely.set_precision(shapely.simplify(lines, 1.0), 0.01)
    return _road_table(lines, np.full(len(lines), 12314), np.nan, None)


def _road_table(lines: np.ndarray, classes: np.ndarray, number: float | np.ndarray, name: str | None) -> Features:
    count = len(lines)
    classes = np.asarray(classes, dtype=np.int64)
    return Features(
        lines,
        {
            "kohdeluokka": classes,
            "tienumero": np.broadcast_to(np.asarray(number, dtype=float), count).copy(),
            "nimi": np.full(count, name, dtype=object),
            "yksisuuntaisuus": np.zeros(count, dtype=np.int64),
            "half_m": np.array([HALF_WIDTHS.get(c, np.nan) for c in classes.tolist()]),
            "location": np.full(count, -1, dtype=np.int64),
        },
    )


def _motorway_land(line: shapely.Geometry) -> shapely.Geometry:
    circles = shapely.buffer(shapely.points(list(design.JUNCTIONS.values())), JUNCTION_REACH, quad_segs=4)
    return shapely.union_all([shapely.buffer(line, MOTORWAY_HALF, quad_segs=2), *circles])


def _motorway(line: shapely.Geometry) -> Features:
    """Two carriageways, each drawn the way it is driven."""
    pair = np.array([shapely.offset_curve(line, -9.0), shapely.reverse(shapely.offset_curve(line, 9.0))], dtype=object)
    pair = shapely.set_precision(shapely.simplify(pair, 0.5), 0.01)
    table = _road_table(pair, np.full(2, 12111), 4.0, "Harjoitus-Lahdenväylä")
    return table.with_columns({"yksisuuntaisuus": np.ones(2, dtype=np.int64), "half_m": np.full(2, np.nan)})


def _ramps(line: shapely.Geometry) -> Features:
    lines = []
    for place in design.JUNCTIONS.values():
        at = shapely.line_locate_point(line, shapely.points(place))
        here, ahead = (shapely.get_coordinates(shapely.line_interpolate_point(line, at + d))[0] for d in (0, 20))
        aside = np.array([ahead[1] - here[1], here[0] - ahead[0]]) / 20
        for way in (-1, 1):
            merge = shapely.get_coordinates(shapely.line_interpolate_point(line, at + way * 420))[0]
            halfway = shapely.get_coordinates(shapely.line_interpolate_point(line, at + way * 160))[0]
            for side in (-1, 1):
                points = [merge + side * aside * 13, halfway + side * aside * 55, here + side * aside * 95]
                lines.append(shapely.linestrings(points))
    return _road_table(smooth(np.array(lines, dtype=object), 0.0, 3), np.full(len(lines), 12131), 4.0,
                       "Harjoitusramppi").with_columns({"half_m": np.full(len(lines), np.nan)})  # fmt: skip


def _public_roads(ground: Ground, old_roads: np.ndarray, streets: Features) -> Features:
    gates = list(design.GATES.values())
    villages = list(design.VILLAGES.values())
    goals = np.array([place for place, *_ in gates] + villages, dtype=float)
    lines, rank = connect(ground, old_roads, goals, np.arange(len(goals)).clip(max=len(gates)))
    lines = _lead_out(lines, ground, goals[: len(gates)])
    classes = np.array([code for _, code, _ in gates] + [12131])[rank]
    numbers = np.array([number for *_, number in gates] + [np.nan], dtype=float)[rank]
    old = _road_table(old_roads, np.full(3, 12122), 140.0, "Harjoitus-Harjutie")
    far = _road_table(lines, classes, numbers, None)
    far = far.with_columns({"nimi": _road_names(numbers, len(villages))})
    town_roads = np.concatenate([old_roads, lines])
    places = [_nearest_vertex(streets.geometry[streets["location"] == d.number], town_roads) for d in design.DISTRICTS]
    inner, _ = connect(ground, town_roads, np.array(places), np.zeros(len(places), np.int64))
    inner = np.concatenate([inner, _district_links(streets)])
    collectors = _road_table(inner, np.full(len(inner), 12131), np.nan, "Harjoituskehä")
    return concat([old, far, collectors])


def _lead_out(lines: np.ndarray, ground: Ground, gates: np.ndarray) -> np.ndarray:
    """Take the roads that end at the edge of the mesh on to their gates outside the border."""
    lines = lines.copy()
    for gate, edge in zip(gates, ground.place(ground.node(gates))):
        i = int(np.argmin(np.round(shapely.distance(shapely.points(edge), lines), 2)))
        points = shapely.get_coordinates(lines[i])
        if np.hypot(*(points[0] - edge)) < np.hypot(*(points[-1] - edge)):
            points = points[::-1]
        lines[i] = smooth(np.array([shapely.linestrings(np.concatenate([points, [gate]]))]), 30.0)[0]
    return lines


def _district_links(streets: Features) -> np.ndarray:
    """Give the streets that lead from one district to another, on the shortest way between their own streets."""
    whole = {d.number: shapely.union_all(streets.geometry[streets["location"] == d.number]) for d in design.DISTRICTS}
    pairs = np.array([[whole[a], whole[b]] for a, b in design.DISTRICT_LINKS], dtype=object)
    return shapely.set_precision(shapely.shortest_line(pairs[:, 0], pairs[:, 1]), 0.01)


def _road_names(numbers: np.ndarray, villages: int) -> np.ndarray:
    known = {46: "Harjoitus-Kouvolantie", 4143: "Harjoitus-Sysmäntie", 313: "Harjoitus-Vääksyntie",
             4151: "Harjoitus-Hirventie", 363: "Harjoitus-Kausalantie"}  # fmt: skip
    names = [known.get(n, f"Harjoitus-Kyläntie {i % villages + 1}") for i, n in enumerate(numbers.tolist())]
    return np.array(names, dtype=object)


def _nearest_vertex(lines: np.ndarray, network: np.ndarray) -> np.ndarray:
    points = shapely.get_coordinates(lines)
    return points[np.argmin(np.round(shapely.distance(shapely.points(points), shapely.union_all(network)), 2))]


def _street_columns(streets: Features, draws: Draws) -> dict[str, np.ndarray]:
    count = len(streets)
    way = draws.pick(WAYS, count, (40, 25, 12, 5, 4, 6, 4, 4))
    way = np.where(streets["location"] == 1, "katu", way)
    # Each name of tree and way is used once, in an order that does not follow the map.
    order = (np.arange(count) * 7 + draws.whole(0, len(TREES) - 1, count)) % len(TREES)
    names = [f"Harjoitus-{TREES[o].lower()}{w}" for o, w in zip(order.tolist(), way.tolist())]
    seen: dict[str, int] = {}
    for i, name in enumerate(names):
        seen[name] = seen.get(name, 0) + 1
        names[i] = name if seen[name] == 1 else f"{name} {seen[name]}"
    return {
        "tienumero": np.full(count, np.nan),
        "nimi": np.array(names, dtype=object),
        "yksisuuntaisuus": draws.chance(0.08, count).astype(np.int64) * (streets["location"] == 1),
        "half_m": streets["width"] / 2,
    }


def _road_land(roads: Features) -> Features:
    shapes = shapely.buffer(roads.geometry, roads["half_m"], quad_segs=2)
    # The less important road is cut by the more important one.
    order = np.lexsort((np.round(shapely.length(roads.geometry)), -roads["kohdeluokka"]))
    return Features(shapes, _land_columns("road", np.nan_to_num(roads["tienumero"]), roads["location"])).take(order)


def _street_land(streets: Features) -> Features:
    shapes = shapely.buffer(streets.geometry, streets["half_m"], cap_style="square", join_style="mitre", quad_segs=2)
    order = np.lexsort((np.round(shapely.length(streets.geometry)), streets["width"]))
    return Features(shapes, _land_columns("street", streets["number"], streets["location"])).take(order)


def _area(shape: shapely.Geometry, kind: str, number: int) -> Features:
    return Features(np.array([shape], dtype=object), _land_columns(kind, np.array([number]), np.array([-1])))


def _land_columns(kind: str, number: np.ndarray, location: np.ndarray) -> dict[str, np.ndarray]:
    return {
        "kind": np.full(len(number), kind, dtype=object),
        "number": number.astype(np.int64),
        "location": location.astype(np.int64),
    }
