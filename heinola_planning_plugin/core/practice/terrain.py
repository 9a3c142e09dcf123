# SPDX-License-Identifier: GPL-2.0-or-later
"""Land and water: the field that decides the shore, the lakes and the strait, heights, wetlands, floods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from . import design
from .draws import Draws
from .raster import Raster, areas_below, noise, settle

CELL = 20.0
ICE_DIRECTION = 135.0
"""The ice came from the north-west: hills, bays and islands are drawn out along this direction."""
SMALLEST_WATER = 900.0
SHORE_TOLERANCE = 5.0
POST_STEP = 720.0
"""Longest stretch of the border between two boundary posts, metres."""
DEM_CELL = 10.0
DEM_MARGIN = 640.0
DEM_STEP = 1 / 8
"""Heights are rounded to this, metres; a power of two packs far better than 0.1 m does."""


@dataclass(frozen=True)
class Terrain:
    """What the ground is like, in metres from the market square.

    Attributes:
        shore: negative in water, positive on land, near the shore about the distance to it in metres.
        hills: noise of standard deviation 1; high where the ground is.
        lakes: polygons, islands as holes, the largest first. lake_names: one each, None for the nameless ponds.
        river: the strait through town.
        water: all of it together (one geometry).
        border: the municipality.
    """

    shore: Raster
    hills: Raster
    lakes: np.ndarray
    lake_names: np.ndarray
    river: np.ndarray
    water: shapely.Geometry
    border: shapely.Geometry


def make(seed: int, frame_seed: int) -> Terrain:
    """Make the ground. Near the border it depends on `frame_seed` only, so that copies of the pattern fit together."""
    draws = Draws(seed, "terrain")
    shore = _shore_field(draws)
    hills = _hills(seed, frame_seed, shore)
    corridor = shapely.buffer(shapely.linestrings(design.RIVER_REACH), 200, cap_style="flat")
    wet = areas_below(shore, 0.0, SMALLEST_WATER, SHORE_TOLERANCE)
    river = _parts(shapely.intersection(wet, corridor))
    lakes = _parts(shapely.difference(wet, corridor))
    lakes = lakes[shapely.area(lakes) >= SMALLEST_WATER]
    lakes = lakes[np.argsort(-np.round(shapely.area(lakes)), kind="stable")]
    river = river[[np.argmax(shapely.area(river))]]
    water = shapely.union_all(np.concatenate([lakes, river]))
    return Terrain(_agreeing(shore, water), hills, lakes, _lake_names(lakes), river, water, border())


def _agreeing(shore: Raster, water: shapely.Geometry) -> Raster:
    """Drown the islets and fill the pools that are too small for the map, so that heights show none either."""
    x, y = shore.mesh()
    values = shore.values.copy()
    sure = shapely.buffer(water, -0.7 * shore.cell, quad_segs=1), shapely.buffer(water, 0.7 * shore.cell, quad_segs=1)
    for area, wet in zip(sure, (True, False)):
        shapely.prepare(area)
        odd = np.flatnonzero((values > 0) if wet else (values <= 0))
        inside = shapely.contains_xy(area, x.ravel()[odd], y.ravel()[odd])
        values.ravel()[odd[inside] if wet else odd[~inside]] = -1.0 if wet else 1.0
    return shore.with_values(values)


def border() -> shapely.Geometry:
    """Give the municipality's area."""
    south, east, north, west = border_sides()
    return shapely.polygons(np.concatenate([south, east[1:], north[-2::-1], west[-2:0:-1]]))


def border_sides(longest: float = POST_STEP) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Give the corners of the south, east, north and west side, from west to east and from south to north.

    Stretches longer than `longest` get posts between, the same on opposite sides.
    """
    sides = []
    for points in (design.BORDER_SOUTH, design.BORDER_WEST):
        line = shapely.segmentize(shapely.linestrings(np.array(points, dtype=float)), longest)
        sides.append(np.round(shapely.get_coordinates(line), 2) + np.array([design.WEST, design.SOUTH]))
    south, west = sides
    return south, west + np.array([design.WIDTH, 0]), south + np.array([0, design.HEIGHT]), west


def distance_to_line(x: np.ndarray, y: np.ndarray, points: tuple | np.ndarray) -> np.ndarray:
    """Give the distance of each place to a line; where points carry a third number it is subtracted (half width)."""
    line = np.asarray(points, dtype=float)
    half = line[:, 2] if line.shape[1] == 3 else np.zeros(len(line))
    best = np.full(np.shape(x), np.inf)
    for (ax, ay), (bx, by), a, b in zip(line[:-1, :2], line[1:, :2], half[:-1], half[1:]):
        dx, dy = bx - ax, by - ay
        t = np.clip(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1)
        d = np.sqrt((x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2) - (a + t * (b - a))
        np.minimum(best, d, out=best)
    return best


def _mesh(cell: float) -> Raster:
    shape = (round(design.HEIGHT / cell), round(design.WIDTH / cell))
    return Raster(np.zeros(shape), design.WEST, design.SOUTH, cell)


def _inwards(raster: Raster) -> np.ndarray:
    """Give how far inside the pattern's rectangle each node lies, negative in the reach of the border."""
    x, y = raster.mesh()
    aside = np.minimum(x - design.WEST, design.WEST + design.WIDTH - x)
    upright = np.minimum(y - design.SOUTH, design.SOUTH + design.HEIGHT - y)
    return np.minimum(aside, upright) - design.BORDER_REACH


def _shore_field(draws: Draws) -> Raster:
    mesh = _mesh(CELL)
    x, y = mesh.mesh()
    shape = mesh.shape
    rough = noise(draws, shape, CELL, 2300, 45, 0.8, 2.2, ICE_DIRECTION)
    from_town = distance_to_line(x, y, design.RIVER)
    calm = np.clip((from_town - 250) / 2600, 0.06, 1.0)
    base = np.full(shape, np.inf)
    for spines in design.LAKE_SPINES.values():
        for spine in spines:
            np.minimum(base, distance_to_line(x, y, spine), out=base)
    # Deep water and dry land are levelled, so that noise alone decides about islands and ponds there.
    field = np.clip(base, -430, 820) + 360 * calm * rough
    bank = noise(draws, shape, CELL, 420, 60, 1.0)
    strait = from_town - design.RIVER_HALF_WIDTH + 17 * bank
    field = np.minimum(field, strait)
    field += np.clip(1300 - _inwards(mesh), 0, None)
    return mesh.with_values(settle(field))


def _hills(seed: int, frame_seed: int, shore: Raster) -> Raster:
    shape = shore.shape
    inner = noise(Draws(seed, "hills"), shape, CELL, 2400, 160, 1.6, 2.0, ICE_DIRECTION)
    frame = noise(Draws(frame_seed, "hills of the frame"), shape, CELL, 2400, 160, 1.6, 2.0, ICE_DIRECTION)
    share = np.clip(_inwards(shore) / 1500, 0, 1)
    return shore.with_values(settle(share * inner + (1 - share) * frame))


def _parts(geometry: np.ndarray) -> np.ndarray:
    parts = shapely.get_parts(geometry)
    return parts[shapely.get_type_id(parts) == 3]


def _lake_names(lakes: np.ndarray) -> np.ndarray:
    names = np.full(len(lakes), None, dtype=object)
    for name, spines in design.LAKE_SPINES.items():
        names[np.argmin(shapely.distance(lakes, shapely.points(spines[0][1][:2])))] = name
    ponds = np.flatnonzero((names == None) & (shapely.area(lakes) > 15000))  # noqa: E711
    names[ponds] = [f"Harjoituslampi {n + 1}" for n in range(len(ponds))]
    return names


def heights(terrain: Terrain) -> Raster:
    """Give ground heights in metres (N2000) on a 10 m mesh that reaches DEM_MARGIN past the pattern's rectangle."""
    x, y = terrain.shore.mesh()
    ridge = np.clip(1 - (distance_to_line(x, y, design.ESKER) / 190) ** 2, 0, None) ** 2
    hills = np.clip(27 + 15 * terrain.hills.values, 3, None) * _levelled(x, y)
    shore, ridge, hills = (_twice_as_fine(values) for values in (terrain.shore.values, ridge, hills))
    away = np.clip(shore, 0, None)
    ground = 0.5 + away / (away + 260) * hills + away / (away + 90) * 15 * ridge
    z = design.LAKE_LEVEL + np.where(shore > 0, ground, 0)
    z = (np.round(z / DEM_STEP) * DEM_STEP).astype(np.float32)
    z = np.pad(z, int(DEM_MARGIN / DEM_CELL), mode="wrap")
    return Raster(z, design.WEST - DEM_MARGIN, design.SOUTH - DEM_MARGIN, DEM_CELL)


def _twice_as_fine(values: np.ndarray) -> np.ndarray:
    """Give a field that repeats at its edges at the middles of cells half as large, linear between its nodes."""
    for axis in (0, 1):
        ahead = np.roll(values, -1, axis=axis)
        pair = np.stack([0.75 * values + 0.25 * ahead, 0.25 * values + 0.75 * ahead], axis=axis + 1)
        values = pair.reshape(*(2 * n if k == axis else n for k, n in enumerate(values.shape)))
    return values


def _levelled(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Give how much of the hills is left: towns and works stand where the ground is even."""
    left = np.ones_like(x)
    for district in design.DISTRICTS:
        angle = np.radians(district.angle)
        dx, dy = x - district.origin[0], y - district.origin[1]
        u, v = dx * np.cos(angle) + dy * np.sin(angle), dy * np.cos(angle) - dx * np.sin(angle)
        reach = max(abs(r) for r in district.reach[:2]), max(abs(r) for r in district.reach[2:])
        outside = np.sqrt((u / reach[0]) ** 2 + (v / reach[1]) ** 2)
        np.minimum(left, np.clip(0.45 + 0.55 * (outside - 0.8) / 0.9, 0.45, 1.0), out=left)
    return left
