# SPDX-License-Identifier: GPL-2.0-or-later
"""Estates, shore cottages and roadside lots: the land division outside the town."""

from __future__ import annotations

import numpy as np
import shapely

from ..features import Features
from . import design
from .draws import Draws
from .terrain import Terrain, border_sides
from .town import FRAME

SHORE_STEP = 48.0
"""Width of a cottage lot along the shore, metres."""
ROAD_STEP = 46.0
LARGEST_BUNDLE = 3_000_000.0
"""Land is cut into pieces up to this size (m2) before it is cut into strips, as villages' shares once were."""
PLANNED_ROWS = 6
"""So many of the longest rows of cottages were built by a detailed shore plan."""


def border_estates() -> tuple[Features, shapely.Geometry]:
    """Give the forest estates along the border and the area inside them.

    They are the same for every seed, so that copies of the pattern share their corners on the border.
    """
    posts = _posts()
    ahead, behind = np.roll(posts, -1, axis=0) - posts, posts - np.roll(posts, 1, axis=0)
    along = ahead / np.hypot(*ahead.T)[:, None] + behind / np.hypot(*behind.T)[:, None]
    along /= np.hypot(*along.T)[:, None]
    depth = Draws(0, "border").bell(760, 420, len(posts))
    corners = np.array([(design.WEST + x, design.SOUTH + y) for x in (0, design.WIDTH) for y in (0, design.HEIGHT)])
    to_corner = np.hypot(*(posts[:, None] - corners).transpose(2, 0, 1)).min(axis=1)
    depth = np.where(to_corner > 0, np.minimum(depth, 0.65 * to_corner), 420)
    inner = np.round(posts + np.column_stack([-along[:, 1], along[:, 0]]) * depth[:, None], 2)
    quads = np.stack([posts, np.roll(posts, -1, axis=0), np.roll(inner, -1, axis=0), inner], axis=1)
    return Features(shapely.polygons(quads)), shapely.polygons(inner)


def _posts() -> np.ndarray:
    """Boundary posts along the border, counter-clockwise; those of opposite sides differ by the pattern's size."""
    south, east, north, west = border_sides()
    return np.concatenate([south[:-1], east[:-1], north[:0:-1], west[:0:-1]])


def estates(seed: int, terrain: Terrain, land: shapely.Geometry, roads: np.ndarray) -> Features:
    """Cut land into estates: strips that run back from shore or road, some cut across once more.

    Returns:
        Polygons with `estate`: the number of the strip, that is of the original estate (emätila), each is part of.
    """
    draws = Draws(seed, "estates")
    pieces = _polygons(land)
    for _ in range(14):
        large = shapely.area(pieces) > LARGEST_BUNDLE
        if not large.any():
            break
        pieces = np.concatenate([pieces[~large], *halve(pieces[large], draws, 0.16, 0.35)])
    strips = _strips(pieces, terrain, roads, draws)
    estate = np.arange(len(strips))
    wide = (shapely.area(strips) > 150_000) & draws.chance(0.5, len(strips))
    near, far = halve(strips[wide], draws, 0.2, 0.3, exploded=False)
    parts = np.concatenate([strips[~wide], near, far])
    estate = np.concatenate([estate[~wide], estate[wide], estate[wide]])
    parts, index = shapely.get_parts(parts, return_index=True)
    keep = (shapely.get_type_id(parts) == 3) & (shapely.area(parts) > 1)
    return Features(parts[keep], {"estate": estate[index][keep]})


def halve(shapes: np.ndarray, draws: Draws, spread: float, turn: float, exploded: bool = True) -> list[np.ndarray]:
    """Cut polygons across their longer extent with a line that bends once.

    Args:
        shapes: polygons.
        draws: where the random numbers come from.
        spread: how far from the middle the cut may lie, as a share of the length.
        turn: how much the cut may turn from the right angle, radians.
        exploded: give single polygons; otherwise one geometry per shape and side.
    """
    n = len(shapes)
    middle, along, across = _extent(shapes)
    middle = middle + along * draws.bell(0, spread, n)[:, None]
    across = across + along * draws.bell(0, turn, n)[:, None] * (np.hypot(*across.T) / np.hypot(*along.T))[:, None]
    bend = along * draws.bell(0, 0.05, n)[:, None]
    start, end, away = middle - across, middle + across, along * 3
    half = shapely.polygons(np.round(np.stack([start, middle + bend, end, end + away, start + away], axis=1), 2))
    sides = [shapely.intersection(shapes, half), shapely.difference(shapes, half)]
    return [_polygons(side) for side in sides] if exploded else sides


def _extent(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the middle of each shape and its extent along its main axis and across it, as vectors, shape (n, 2)."""
    points, index = shapely.get_coordinates(shapes, return_index=True)
    first = np.searchsorted(index, np.arange(len(shapes)))
    count = np.diff(np.append(first, len(points)))[:, None]
    away = points - (np.add.reduceat(points, first) / count)[index]
    xx, yy, xy = (np.add.reduceat(a, first) for a in (away[:, 0] ** 2, away[:, 1] ** 2, away[:, 0] * away[:, 1]))
    angle = np.round(0.5 * np.arctan2(2 * xy, xx - yy), 6)
    axis = np.column_stack([np.cos(angle), np.sin(angle)])
    aside = np.column_stack([-axis[:, 1], axis[:, 0]])
    s, t = (points * axis[index]).sum(axis=1), (points * aside[index]).sum(axis=1)
    s_low, s_high = np.minimum.reduceat(s, first), np.maximum.reduceat(s, first)
    t_low, t_high = np.minimum.reduceat(t, first), np.maximum.reduceat(t, first)
    middle = axis * ((s_low + s_high) / 2)[:, None] + aside * ((t_low + t_high) / 2)[:, None]
    return middle, axis * (s_high - s_low)[:, None], aside * (t_high - t_low)[:, None]


def _strips(pieces: np.ndarray, terrain: Terrain, roads: np.ndarray, draws: Draws) -> np.ndarray:
    n = len(pieces)
    centre = shapely.point_on_surface(pieces)
    shore = shapely.boundary(terrain.water)
    to_shore, to_road = (shapely.shortest_line(centre, target) for target in (shore, shapely.union_all(roads)))
    shapely.prepare(shore)
    at_shore = shapely.distance(pieces, shore) < 60
    heading = np.where(at_shore, to_shore, to_road)
    ends = shapely.get_coordinates(heading).reshape(n, 2, 2)
    along = ends[:, 1] - ends[:, 0] + 0.01
    along /= np.hypot(*along.T)[:, None]
    turn = draws.bell(0, 0.35, n)
    along = along * np.cos(turn)[:, None] + np.column_stack([-along[:, 1], along[:, 0]]) * np.sin(turn)[:, None]
    across = np.column_stack([-along[:, 1], along[:, 0]])

    points, index = shapely.get_coordinates(pieces, return_index=True)
    first = np.searchsorted(index, np.arange(n))
    s, t = (points * along[index]).sum(axis=1), (points * across[index]).sum(axis=1)
    s_low, s_high = np.minimum.reduceat(s, first) - 20, np.maximum.reduceat(s, first) + 20
    t_low, t_high = np.minimum.reduceat(t, first) - 20, np.maximum.reduceat(t, first) + 20

    width = draws.uniform(300, 780, n)
    count = np.clip(np.rint((t_high - t_low) / width), 1, 9).astype(np.int64)
    piece = np.repeat(np.arange(n), count)
    order = np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count)
    share = (t_high - t_low)[piece] / count[piece]
    # Cut k of a piece is strip k's lower side and strip k-1's upper side.
    low = t_low[piece] + share * order + np.where(order > 0, draws.bell(0, 0.28, len(piece)) * share, 0)
    bend = np.where(order > 0, draws.bell(0, 0.16, len(piece)) * share, 0)
    last = order == count[piece] - 1
    high = np.where(last, t_high[piece], np.roll(low, -1))
    bend_high = np.where(last, 0, np.roll(bend, -1))
    half = (s_low + s_high)[piece] / 2 + draws.bell(0, 0.15, n)[piece] * (s_high - s_low)[piece]

    def place(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return a[:, None] * along[piece] + b[:, None] * across[piece]

    begin, stop = s_low[piece], s_high[piece]
    ring = [place(begin, low), place(half, low + bend), place(stop, low), place(stop, high),
            place(half, high + bend_high), place(begin, high)]  # fmt: skip
    return _polygons(shapely.intersection(pieces[piece], shapely.polygons(np.round(np.stack(ring, axis=1), 2))))


def shore_rows(seed: int, terrain: Terrain, avoid: shapely.Geometry) -> Features:
    """Lay rows of cottage lots along the lakes' shores.

    Returns:
        Quads that reach into the water, with `row`, `planned` (row of a detailed shore plan) and the frame's corners:
        a and b at the shore, c and d at the back.
    """
    draws = Draws(seed, "shore rows")
    polygons = terrain.lakes[shapely.area(terrain.lakes) > 80_000]
    rings = shapely.get_rings(shapely.simplify(polygons, 14.0))
    rings = rings[shapely.length(rings) > 700]
    shapely.prepare(avoid)
    quads, row, rows = [], [], 0
    for ring in rings:
        count = int(shapely.length(ring) / SHORE_STEP)
        points = shapely.get_coordinates(shapely.line_interpolate_point(ring, SHORE_STEP * np.arange(count)))
        normal = _landward(points, terrain)
        start = int(draws.one(2, 26))
        while start + 4 < count:
            length = int(draws.one(4, 15))
            stop = min(start + length, count - 1)
            here = _row(points[start : stop + 1], normal[start : stop + 1], draws.one(72, 118), 34.0)
            good = _buildable(here, terrain, avoid)
            if good.sum() >= 3:
                quads.append(here[good])
                row.append(np.full(good.sum(), rows))
                rows += 1
            start = stop + int(draws.one(14, 92))
    quads, row = np.concatenate(quads), np.concatenate(row)
    size = np.bincount(row)
    planned = np.isin(row, np.argsort(-size, kind="stable")[:PLANNED_ROWS])
    return _row_features(quads, {"row": row, "planned": planned})


def _landward(points: np.ndarray, terrain: Terrain) -> np.ndarray:
    """Unit vectors away from the water, smoothed over the neighbours on the ring."""
    chord = np.roll(points, -2, axis=0) - np.roll(points, 2, axis=0)
    normal = np.column_stack([-chord[:, 1], chord[:, 0]])
    normal /= np.maximum(np.hypot(*normal.T), 1e-6)[:, None]
    probe = points + normal * 30
    normal[terrain.shore.at(*probe.T) < terrain.shore.at(*(points - normal * 30).T)] *= -1
    normal = normal * 2 + np.roll(normal, 1, axis=0) + np.roll(normal, -1, axis=0)
    return normal / np.maximum(np.hypot(*normal.T), 1e-6)[:, None]


def _row(points: np.ndarray, normal: np.ndarray, depth: float, reach: float) -> np.ndarray:
    """Quads between neighbouring points: (n - 1, 6, 2) of a, b, c, d and the two front corners moved forward."""
    back, forth = points + normal * depth, points - normal * reach
    corners = (points[:-1], points[1:], back[1:], back[:-1], forth[:-1], forth[1:])
    return np.round(np.stack(corners, axis=1), 2)


def _buildable(quads: np.ndarray, terrain: Terrain, avoid: shapely.Geometry) -> np.ndarray:
    a, b, c, d = (quads[:, i] for i in range(4))
    back = np.hypot(*(c - d).T)
    same_way = ((c - d) * (b - a)).sum(axis=1) > 0
    dry = (terrain.shore.at(*((c + d) / 2).T) > 25) & (terrain.shore.at(*((a + b + c + d) / 4).T) > 10)
    shape = shapely.polygons(quads[:, [4, 5, 2, 3]])
    return same_way & dry & (back > 26) & (back < 85) & shapely.is_valid(shape) & ~shapely.intersects(avoid, shape)


def _row_features(quads: np.ndarray, columns: dict[str, np.ndarray]) -> Features:
    corners = quads[:, :4].reshape(-1, 8)
    frame = {name: corners[:, i] for i, name in enumerate(FRAME)}
    return Features(shapely.polygons(quads[:, [4, 5, 2, 3]]), {**columns, **frame})


def row_ways(rows: Features) -> np.ndarray:
    """Give the lane behind each row of cottages, one line per row."""
    back = np.stack([rows["dx"], rows["dy"], rows["cx"], rows["cy"]], axis=1).reshape(-1, 2, 2)
    lines = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(back)))
    return shapely.get_parts(lines)


def roadside_lots(seed: int, terrain: Terrain, roads: Features, avoid: shapely.Geometry) -> Features:
    """Lay lots for houses and farms beside country roads, thickest in the villages.

    Returns:
        Quads that reach to the middle of the road, with the frame's corners: a and b at the road, c and d behind.
    """
    draws = Draws(seed, "roadside")
    villages = np.array(list(design.VILLAGES.values()), dtype=float)
    shapely.prepare(avoid)
    quads = []
    country = np.isin(roads["kohdeluokka"], (12121, 12122, 12131, 12141)) & (roads["location"] < 0)
    for line, half in zip(roads.geometry[country], np.nan_to_num(roads["half_m"][country], nan=3.0)):
        count = int(shapely.length(line) / ROAD_STEP)
        if count < 4:
            continue
        points = shapely.get_coordinates(shapely.line_interpolate_point(line, ROAD_STEP * np.arange(count)))
        chord = np.gradient(points, axis=0)
        normal = np.column_stack([-chord[:, 1], chord[:, 0]]) / np.hypot(*chord.T)[:, None]
        distance = np.hypot(*(points[:, None] - villages).transpose(2, 0, 1)).min(axis=1)
        likely = 0.012 + 0.4 * np.clip(1 - distance / 1500, 0, 1) ** 1.5
        for side in (-1.0, 1.0):
            depth = draws.one(58, 92)
            here = _row(points + side * normal * half, side * normal, depth, half)
            wanted = draws.chance(likely[:-1], count - 1) & _buildable(here, terrain, avoid)
            if side > 0:
                quads.append(here[wanted])
            else:
                # Corners go round the same way on both sides: what was first comes second.
                quads.append(here[wanted][:, [1, 0, 3, 2, 5, 4]])
    return _row_features(np.concatenate(quads), {})


def _polygons(geometry: np.ndarray | shapely.Geometry) -> np.ndarray:
    parts = shapely.get_parts(geometry)
    return parts[(shapely.get_type_id(parts) == 3) & (shapely.area(parts) > 1)]
