# SPDX-License-Identifier: GPL-2.0-or-later
"""Waters drawn by hand whose modified shoreline can be told without the program."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import shapely
from shapely import affinity

from heinola_planning_plugin.core.features import Features

GK26 = "EPSG:3880"
HEINOLA_GK26 = (26_500_000.0, 6_790_000.0)


def roughen(polygon: shapely.Polygon, spacing_m: float, amplitude_m: float = 0.0, seed: int = 1) -> shapely.Polygon:
    """Put vertices every `spacing_m` and push those between the corners in and out by up to `amplitude_m`."""
    rng = np.random.default_rng(seed)

    def ring(coordinates) -> np.ndarray:
        corners = np.asarray(coordinates)[:, :2]
        out = []
        for a, b in pairwise(corners):
            length = float(np.hypot(*(b - a)))
            share = np.linspace(0.0, 1.0, max(round(length / spacing_m), 1) + 1)[:-1, None]
            normal = np.array([-(b - a)[1], (b - a)[0]]) / length
            push = rng.uniform(-amplitude_m, amplitude_m, len(share))
            push[0] = 0.0
            out.append(a + share * (b - a) + push[:, None] * normal)
        return np.vstack(out)

    return shapely.Polygon(ring(polygon.exterior.coords), [ring(hole.coords) for hole in polygon.interiors])


def place(geometry, angle: float, at: tuple[float, float]):
    """Turn about the origin and move."""
    return affinity.translate(affinity.rotate(geometry, angle, origin=(0, 0)), *at)


def unplace(points: np.ndarray, angle: float, at: tuple[float, float]) -> np.ndarray:
    """Undo `place` for points, shape (n, 2)."""
    moved = points - np.asarray(at)
    turn = np.radians(-angle)
    return moved @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])


def middles(pieces: Features, angle: float, at: tuple[float, float]) -> np.ndarray:
    """Give the middles of pieces of a placed shape in the shape's own coordinates, shape (n, 2)."""
    middle = shapely.line_interpolate_point(pieces.geometry, 0.5, normalized=True)
    return unplace(shapely.get_coordinates(middle), angle, at)


def channel(width: float, length: float = 1000.0) -> shapely.Polygon:
    """A strait along the x axis between two lakes; its banks run from x = 0 to x = length."""
    half = width / 2
    return shapely.Polygon(
        [
            (-1500, -1500), (0, -1500), (0, -half), (length, -half), (length, -1500), (length + 1500, -1500),
            (length + 1500, 1500), (length, 1500), (length, half), (0, half), (0, 1500), (-1500, 1500),
        ]
    )  # fmt: skip


def cape(width: float, length: float = 400.0) -> shapely.Polygon:
    """A lake with a cape that comes in from the south; its sides run from y = 0 to y = length."""
    half = width / 2
    return shapely.Polygon(
        [(-1500, 0), (-half, 0), (-half, length), (half, length), (half, 0), (1500, 0), (1500, 3000), (-1500, 3000)]
    )


def island(area_ha: float, sides: float = 1.2) -> shapely.Polygon:
    """A lake with one oblong island in its middle."""
    height = (area_ha * 1e4 / sides) ** 0.5
    x, y = height * sides / 2, height / 2
    return shapely.box(-2000, -2000, 2000, 2000).difference(shapely.box(-x, -y, x, y))


def waters(*polygons, crs: str = GK26, **columns) -> Features:
    """Make a water layer."""
    geometry = np.empty(len(polygons), dtype=object)
    geometry[:] = polygons
    return Features(geometry, {name: np.array(values, dtype=object) for name, values in columns.items()}, crs)


def coast(rng, x: float, y: float, radius: float, roughness: float, spacing_m: float) -> shapely.Polygon:
    """A coast round (x, y) by midpoint displacement: each half-way point is pushed by a share of its span."""
    angle = np.sort(rng.uniform(0, 2 * np.pi, 9))
    reach = radius * rng.uniform(0.6, 1.4, 9)
    points = np.column_stack([x + reach * np.cos(angle), y + reach * np.sin(angle)])
    while True:
        span = np.roll(points, -1, axis=0) - points
        length = np.hypot(*span.T)
        long = np.flatnonzero(length > spacing_m)
        if not len(long):
            break
        push = rng.normal(0, roughness, len(long))[:, None]
        middle = points[long] + span[long] / 2 + np.column_stack([-span[long, 1], span[long, 0]]) * push
        points = np.insert(points, long + 1, middle, axis=0)
    parts = shapely.get_parts(shapely.buffer(shapely.make_valid(shapely.Polygon(points)), 0))
    return max(parts, key=shapely.area)


def great_lake(shore_km: float = 350.0, islands: int = 370, seed: int = 3, spacing_m: float = 5.0) -> Features:
    """A lake of this much shore with so many islands of 0.05 to 100 ha, at Heinola's coordinates."""
    rng = np.random.default_rng(seed)
    outline = shapely.Polygon(coast(rng, 0, 0, 5500, 0.30, spacing_m).exterior)
    inside = shapely.buffer(shapely.simplify(outline, 20), -60)
    shapely.prepare(inside)
    west, south, east, north = outline.bounds
    holes: list[shapely.Polygon] = []
    while len(holes) < islands:
        radius = float(np.clip(np.exp(rng.normal(3.6, 0.8)), 8, 500))
        body = shapely.Polygon(
            coast(rng, rng.uniform(west, east), rng.uniform(south, north), radius, 0.12, spacing_m).exterior
        )
        if inside.contains(body) and not any(shapely.dwithin(holes, body, 15) if holes else []):
            holes.append(body)
    lake = shapely.Polygon(outline.exterior.coords, [hole.exterior.coords for hole in holes])
    scale = shore_km * 1000 / lake.length
    return waters(place(affinity.scale(lake, scale, scale, origin=(0, 0)), 0, HEINOLA_GK26), water_id=["suurjärvi"])
