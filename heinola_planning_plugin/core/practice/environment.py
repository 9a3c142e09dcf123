# SPDX-License-Identifier: GPL-2.0-or-later
"""Nature and its limits: groundwater, protected areas, floods, mires, fields, streams, relics, noise."""

from __future__ import annotations

import numpy as np
import shapely

from ..features import Features, text_column
from . import design
from .draws import Draws
from .raster import Raster, areas_below, noise, settle
from .routes import Ground, connect
from .terrain import ICE_DIRECTION, Terrain

GROUNDWATER = (
    # Name, class, which part of the esker (points from-to), radius from-to.
    ("Harjoitus-Vierumäki", "1", (0.3, 2.1), (520, 760)),
    ("Harjoitus-Syrjälä", "2", (2.55, 3.6), (380, 620)),
    ("Harjoitus-Jyränkö", "1", (3.8, 4.7), (260, 420)),
    ("Harjoitusharju", "1E", (6.7, 7.9), (360, 620)),
)
ELSEWHERE = (("Harjoituslahti", "2", (5200, -12800), 900), ("Harjoitusmäki", "2E", (8700, 4300), 800),
             ("Harjoitusperä", "E", (-8300, -600), 700))  # fmt: skip
NATURA = (
    ("FI9911001", "Harjoituslahden lintuvedet", "SPA", (8600, -3600), (900, 620)),
    ("FI9911002", "Harjoitusharjun metsät", "SAC", (-3300, -6500), (760, 420)),
    ("FI9911003", "Harjoitussuon alue", "SAC/SPA", (5900, 1300), (900, 700)),
)
RESERVES = (("LHA", "Luonnonsuojelualue"), ("VMA", "Vanhojen metsien suojelualue"), ("SSA", "Soidensuojelualue"),
            ("ESA", "Muu valtion luonnonsuojelualue"), ("MHA", "Määräaikainen rauhoitusalue"))  # fmt: skip
RESERVE_COUNT = 11
MOTORWAY_NOISE = (240.0, 430.0)
"""How far 55 dB by day reaches from the motorway, from-to, metres."""


def lump(middle: tuple[float, float], reach: tuple[float, float], draws: Draws, turn: float = 0.0) -> shapely.Geometry:
    """Give a rounded, uneven area round a place: reach along and across, metres; turned by radians."""
    count = 28
    angle = np.arange(count) * (2 * np.pi / count)
    swell = 1 + 0.22 * np.sin(2 * angle + draws.one(0, 6)) + 0.13 * np.sin(5 * angle + draws.one(0, 6))
    u, v = reach[0] * swell * np.cos(angle), reach[1] * swell * np.sin(angle)
    x = middle[0] + u * np.cos(turn) - v * np.sin(turn)
    y = middle[1] + u * np.sin(turn) + v * np.cos(turn)
    return shapely.polygons(np.round(np.column_stack([x, y]), 1))


def groundwater(seed: int) -> Features:
    """Groundwater areas under the esker and elsewhere."""
    draws = Draws(seed, "groundwater")
    esker = shapely.linestrings(np.array(design.ESKER, dtype=float))
    at = shapely.line_locate_point(esker, shapely.points(np.array(design.ESKER, dtype=float)))
    shapes, names, classes = [], [], []
    for name, grade, (low, high), radius in GROUNDWATER:
        start, stop = np.interp((low, high), np.arange(len(at)), at)
        count = int((stop - start) / 350) + 2
        places = shapely.line_interpolate_point(esker, np.linspace(start, stop, count))
        blobs = shapely.union_all(shapely.buffer(places, draws.uniform(*radius, count), quad_segs=3))
        shapes.append(_smooth(blobs, 150))
        names.append(name)
        classes.append(grade)
    for name, grade, place, size in ELSEWHERE:
        shapes.append(lump(place, (size, size * 0.6), draws, 0.7))
        names.append(name)
        classes.append(grade)
    return Features(np.array(shapes, dtype=object), {
        "pvaluenimi": text_column(names), "pvalueluokka": text_column(classes),
        "kunta": text_column(["Harjoituskunta"] * len(names)), "tilamaara": text_column(["-"] * len(names)),
    })  # fmt: skip


def natura(seed: int) -> Features:
    """Natura 2000 sites."""
    draws = Draws(seed, "natura")
    rows = [(code, name, kind, lump(place, reach, draws, 2.3)) for code, name, kind, place, reach in NATURA]
    return Features(np.array([r[3] for r in rows], dtype=object), {
        "naturatunnus": text_column(r[0] for r in rows), "nimisuomi": text_column(r[1] for r in rows),
        "aluetyyppi": text_column(r[2] for r in rows), "paatospvm": text_column(["2018-12-05Z"] * len(rows)),
    })  # fmt: skip


def reserve_rows(seed: int, parcels: Features) -> np.ndarray:
    """Choose the estates that are nature reserves; rows of the parcels."""
    draws = Draws(seed, "reserves")
    size = shapely.area(parcels.geometry)
    able = np.flatnonzero((parcels["kind"] == "estate") & (size > 60_000) & (size < 700_000))
    return np.sort(able[np.argsort(draws.uniform(0, 1, len(able)), kind="stable")[:RESERVE_COUNT]])


def reserves(shapes: np.ndarray) -> Features:
    """Nature reserves: what the register knows of each."""
    n = len(shapes)
    kinds = [RESERVES[i % len(RESERVES)] for i in range(n)]
    return Features(shapes, {
        "nimi": text_column(f"Harjoitussuojelualue {i + 1}" for i in range(n)),
        "tyyppinimi": text_column(kind for _, kind in kinds), "tyyppilyhenne": text_column(code for code, _ in kinds),
        "iucnluokkanimi": text_column("IUCN IV" if i % 2 else "IUCN Ib" for i in range(n)),
        "olotila": text_column(["voimassa"] * n),
        "voimaantulopvm": text_column(f"{1985 + 3 * i}-04-01Z" for i in range(n)),
        "lakkautuspvm": text_column(["9999-12-31Z"] * n),
        "lsaluetunnus": text_column(f"ESA{990000 + i}" for i in range(n)),
    })  # fmt: skip


def floods(seed: int, terrain: Terrain) -> tuple[Features, Features]:
    """Areas under water once in a hundred years, and the area that has been mapped for it."""
    draws = Draws(seed, "floods")
    wide = noise(draws, terrain.shore.shape, terrain.shore.cell, 900, 120, 1.2)
    wet = terrain.shore.with_values(settle(terrain.shore.values - np.clip(26 + 42 * wide, 0, 130)))
    mapped = _smooth(shapely.union_all([
        shapely.buffer(shapely.linestrings(np.array(design.RIVER, dtype=float)), 1500, quad_segs=4),
        lump((-3600, 2300), (3400, 1500), draws, 2.5), lump((3600, -3600), (3200, 1900), draws, 2.4),
    ]), 100)  # fmt: skip
    areas = shapely.intersection(areas_below(wet, 0.0, 800, 8.0), mapped)
    parts = shapely.get_parts(shapely.difference(areas, terrain.water))
    parts = shapely.set_precision(parts[(shapely.get_type_id(parts) == 3) & (shapely.area(parts) > 500)], 0.01)
    parts = shapely.get_parts(parts)
    n = len(parts)
    zones = Features(parts, {
        "kohdenro": np.full(n, 9911, dtype=np.int64), "nimi": text_column(["Harjoitusvirta"] * n),
        "tulvakartoitustyyppi": text_column(["Vesistötulva"] * n), "toistuvuus": text_column(["1/100a"] * n),
        "syvvyohluokka_id": draws.whole(1, 3, n), "tulvasuojluokka": text_column(["Ei tulvasuojelua"] * n),
    })  # fmt: skip
    zones = zones.with_columns({"syvvyohluokka": np.array(
        ["alle 0,5 m", "0,5-1 m", "1-2 m"], dtype=object)[zones["syvvyohluokka_id"] - 1]})  # fmt: skip
    return zones, Features(np.array([mapped], dtype=object), {"nimi": text_column(["Harjoitusvirta"])})


def mires(seed: int, terrain: Terrain, taken: shapely.Geometry) -> Features:
    """Mires in the hollows."""
    draws = Draws(seed, "mires")
    rough = noise(draws, terrain.hills.shape, terrain.hills.cell, 900, 120, 1.1, 1.8, ICE_DIRECTION)
    dry = np.clip(220 - terrain.shore.values, 0, 220) / 60
    shapes = areas_below(
        terrain.hills.with_values(settle(terrain.hills.values + 0.7 * rough + dry)), -1.55, 12000, 12.0
    )
    shapes = _clear(shapes, taken, 6000)
    kinds = np.array([35411, 35412, 35421, 35422])[np.floor(draws.uniform(0, 1, len(shapes)) ** 2 * 4).astype(int)]
    return Features(shapes, {"kohdeluokka": kinds})


def fields(seed: int, terrain: Terrain, roads: np.ndarray, taken: shapely.Geometry) -> Features:
    """Arable fields near villages and country roads."""
    draws = Draws(seed, "fields")
    x, y = terrain.hills.mesh()
    rough = noise(draws, terrain.hills.shape, terrain.hills.cell, 700, 140, 1.0, 1.5, ICE_DIRECTION)
    reach = np.full(x.shape, np.inf)
    for place in design.VILLAGES.values():
        np.minimum(reach, np.hypot(x - place[0], y - place[1]), out=reach)
    np.minimum(reach, 500 + 3 * _distance_to_lines(terrain.hills, roads), out=reach)
    value = 0.5 * terrain.hills.values + rough + np.clip(reach / 900, 0, 4) + np.clip(80 - terrain.shore.values, 0, 80)
    shapes = areas_below(terrain.hills.with_values(settle(value)), 0.05, 12000, 11.0)
    shapes = _clear(shapes, taken, 7000)
    return Features(shapes, {"kohdeluokka": np.full(len(shapes), 32611, dtype=np.int64)})


def streams(seed: int, terrain: Terrain, mires: Features) -> Features:
    """Brooks from the mires down to the lakes, along the hollows."""
    draws = Draws(seed, "streams")
    ground = Ground(terrain.shore, terrain.hills, draws)
    x, y = ground.mesh.mesh()
    ground.cost = 0.4 + np.clip(terrain.hills.at(x, y) + 2.2, 0, None) ** 2 + 0.2 * draws.uniform(0, 1, x.shape)
    order = np.argsort(-np.round(shapely.area(mires.geometry)), kind="stable")[:26]
    start = shapely.get_coordinates(shapely.point_on_surface(mires.geometry[order]))
    shores = shapely.boundary(terrain.lakes)
    lines, _ = connect(ground, shapely.get_parts(shores), start, np.zeros(len(start), dtype=np.int64))
    lines = shapely.get_parts(shapely.difference(lines, terrain.water))
    lines = shapely.set_precision(lines[shapely.length(lines) > 60], 0.01)
    classes = np.where(draws.chance(0.3, len(lines)), 36312, 36311)
    return Features(lines, {"kohdeluokka": classes, "nimi": text_column(
        f"Harjoitusoja {i + 1}" if i < 6 else None for i in range(len(lines)))})  # fmt: skip


def relics(seed: int, terrain: Terrain) -> tuple[Features, Features]:
    """Ancient relics as points, the larger ones as areas too."""
    draws = Draws(seed, "relics")
    x = draws.uniform(design.WEST + 900, design.WEST + design.WIDTH - 900, 400)
    y = draws.uniform(design.SOUTH + 900, design.SOUTH + design.HEIGHT - 900, 400)
    # Dwelling sites of the Stone Age lie above old shores.
    near = np.flatnonzero((terrain.shore.at(x, y) > 30) & (terrain.shore.at(x, y) < 260))[:34]
    place = np.round(np.column_stack([x[near], y[near]]), 1)
    n = len(place)
    kind = draws.pick(
        ("asuinpaikat", "kivirakenteet", "työ- ja valmistuspaikat", "puolustusvarustukset"), n, (6, 3, 3, 1)
    )
    legal = np.where(draws.chance(0.85, n), "kiinteä muinaisjäännös", "mahdollinen muinaisjäännös").astype(object)
    columns = {
        "kohdenimi": text_column(f"Harjoituskohde {i + 1}" for i in range(n)),
        "Laji": legal,
        "tyyppi": np.array([f"{k},  ,  ," for k in kind], dtype=object),
        "vedenalainen": text_column(["e"] * n),
    }
    points = Features(shapely.points(place), {"number": np.arange(n), **columns})
    large = points.take(np.arange(0, n, 4))
    areas = [lump(tuple(p), (45, 28), draws, 0.4) for p in place[::4]]
    return points, large.with_geometry(np.array(areas, dtype=object))


def motorway_noise(seed: int, motorway: shapely.Geometry) -> Features:
    """The area where traffic noise passes 55 dB by day."""
    draws = Draws(seed, "noise")
    count = int(shapely.length(motorway) / 400)
    places = shapely.line_interpolate_point(motorway, np.linspace(0, 1, count), normalized=True)
    blobs = shapely.buffer(places, draws.uniform(*MOTORWAY_NOISE, count), quad_segs=3)
    shape = _smooth(shapely.union_all([*blobs, shapely.buffer(motorway, MOTORWAY_NOISE[0], quad_segs=2)]), 90)
    return Features(np.array([shape], dtype=object), {
        "db": np.array([55.0]), "lahde": text_column(["Tieliikenne, päiväaika 7-22"]),
        "nimi": text_column(["Harjoitus-Lahdenväylä"]),
    })  # fmt: skip


def _distance_to_lines(raster: Raster, lines: np.ndarray) -> np.ndarray:
    """Give each node's distance to the nearest line, to about a cell."""
    points = shapely.get_coordinates(shapely.segmentize(lines, raster.cell))
    rows, columns = raster.values.shape
    away = np.ones((rows, columns), dtype=bool)
    r = np.rint((points[:, 1] - raster.south) / raster.cell).astype(np.int64)
    c = np.rint((points[:, 0] - raster.west) / raster.cell).astype(np.int64)
    inside = (r >= 0) & (r < rows) & (c >= 0) & (c < columns)
    away[r[inside], c[inside]] = False
    from scipy.ndimage import distance_transform_edt  # not at QGIS's start

    return distance_transform_edt(away) * raster.cell


def _smooth(shape: shapely.Geometry, radius: float) -> shapely.Geometry:
    closed = shapely.buffer(shapely.buffer(shape, radius, quad_segs=3), -radius, quad_segs=3)
    return shapely.set_precision(shapely.simplify(closed, 8), 0.1)


def _clear(shapes: np.ndarray, taken: shapely.Geometry, smallest: float) -> np.ndarray:
    parts = shapely.get_parts(shapely.difference(shapes, taken))
    parts = parts[(shapely.get_type_id(parts) == 3) & (shapely.area(parts) >= smallest)]
    parts = shapely.get_parts(shapely.set_precision(shapely.simplify(parts, 5.0), 0.01))
    return parts[shapely.area(parts) >= smallest]
