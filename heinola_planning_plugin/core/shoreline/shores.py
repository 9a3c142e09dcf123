# SPDX-License-Identifier: GPL-2.0-or-later
"""From water polygons to the lines that really are shore.

Three things in a water polygon's boundary are not shore: the border to another water polygon that touches it (a river
mouth, a lake cut at map sheets), the edge of the data, and nothing else. What remains is cut into *lines*, each with
the water on its left, whatever way it was digitised.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import shapely

from ..errors import InputError
from ..features import Features, is_metric, same_crs, scale_factors, text_column
from ..measures.shape import repaired
from .method import ShorelineMethod

_ON_EDGE_M = 0.5
_POLYGON = 3
_STRAIGHT_M = 200.0
"""A border is moved to another CRS by points this far apart."""


@dataclass(frozen=True)
class Shores:
    """Shorelines of all waters, in metres from `origin`.

    Attributes:
        origin: shape (2,), added to `xy` gives map coordinates.
        xy: shape (v, 2), vertices of all lines, one line after the other, water on the left.
        line_start: shape (l + 1,), line i has vertices line_start[i] … line_start[i + 1] - 1.
        line_ring, line_shore: shape (l,), the ring a line is part of; the unbroken shore it is part of.
        line_water: shape (l,), row of the water body.
        ring_island: shape (r,), True where the ring is the shore of an island.
        ring_area_ha: shape (r,), true area inside the ring.
        ring_water: shape (r,), row of the water body (of the first, where a ring has several).
        edges: shape (e, 4), x0, y0, x1, y1 of the segments at the edge of the data.
        edge_water: shape (e,), row of the water body.
        edge_guessed: shape (e,), True where the edge was taken for one because of its straightness.
        water_id: shape (w,), ids of the water bodies.
        water_area_ha: shape (w,), true water area.
        water_is_lake: shape (w,), False for rivers and the sea, where the layer tells (column `water_kind`).
    """

    origin: np.ndarray
    xy: np.ndarray
    line_start: np.ndarray
    line_ring: np.ndarray
    line_shore: np.ndarray
    line_water: np.ndarray
    ring_island: np.ndarray
    ring_area_ha: np.ndarray
    ring_water: np.ndarray
    edges: np.ndarray
    edge_water: np.ndarray
    edge_guessed: np.ndarray
    water_id: np.ndarray
    water_area_ha: np.ndarray
    water_is_lake: np.ndarray


def shorelines(water: Features, method: ShorelineMethod, extent: object = None) -> Shores:
    """Find the shores of waters.

    Args:
        water: polygons in a metric CRS; column `water_id` gathers polygons to water bodies (without it, or where it
            is unknown, polygons that touch are one body).
        method: its data-edge rule is used.
        extent: polygon that the data were cut with, or lines of such an edge, in the same CRS; None = not known.

    Raises:
        InputError: no polygon in the layer, or no shore.
    """
    bodies = _bodies(water, *_polygons(water))
    polygons = bodies.polygons

    rings, ring_polygon = shapely.get_rings(polygons, return_index=True)
    island = np.diff(ring_polygon, prepend=-1) == 0
    wrong_way = shapely.is_ccw(rings) == island
    rings[wrong_way] = shapely.reverse(rings[wrong_way])
    filled = shapely.polygons(rings)
    ring_area_ha = shapely.area(filled) / scale_factors(filled, water.crs)[1] / 1e4

    origin = np.floor(shapely.total_bounds(polygons)[:2])
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    xy = xy - origin
    same_as_next = np.append((ring[1:] == ring[:-1]) & (xy[1:] == xy[:-1]).all(axis=1), False)
    closing = np.append(ring[1:] != ring[:-1], True)
    xy, ring = xy[~(same_as_next | closing)], ring[~(same_as_next | closing)]
    count = np.bincount(ring, minlength=len(rings))
    first = np.cumsum(count) - count
    after = np.arange(len(xy)) + 1
    after[first + count - 1] = first

    edge, guessed = _edges(xy, after, ring, origin, method, extent)
    water_of = _water_of_segments((xy + xy[after]) / 2 + origin, ring_polygon[ring], bodies)
    label = np.where(edge, -1, water_of)

    centroid = shapely.get_coordinates(shapely.centroid(filled)) - origin
    vertex, segment_label, line_begins, shore_begins, ring_of = _unroll(xy, ring, first, count, label, centroid)
    kept = np.flatnonzero(segment_label >= 0)
    if not len(kept):
        raise InputError(
            "has no shore: all of its border is the edge of the data or of other water", layer=water.source.name
        )
    begins = np.flatnonzero(line_begins[kept])
    lengths = np.diff(np.append(begins, len(kept)))
    start = kept[begins]
    # A ring's unrolled vertices are one more than its segments, so vertex = segment + number of rings before it.
    vertex_at = start + ring_of[start]
    line_of = np.repeat(np.arange(len(begins)), lengths + 1)
    line_start = np.append(0, np.cumsum(lengths + 1))
    place = np.arange(line_start[-1]) - line_start[line_of] + vertex_at[line_of]
    edge_at = np.flatnonzero(edge)
    ring_water = np.zeros(len(rings), dtype=np.int64)
    ring_water[ring[::-1]] = water_of[::-1]
    return Shores(
        origin=origin,
        xy=xy[vertex[place]],
        line_start=line_start,
        line_ring=ring_of[start],
        line_shore=np.cumsum(shore_begins[start]) - 1,
        line_water=segment_label[start],
        ring_island=island,
        ring_area_ha=ring_area_ha,
        ring_water=ring_water,
        edges=np.hstack([xy[edge_at], xy[after[edge_at]]]),
        edge_water=water_of[edge_at],
        edge_guessed=guessed[edge_at],
        water_id=bodies.water_id,
        water_area_ha=bodies.area_ha,
        water_is_lake=bodies.is_lake,
    )


def data_edge(extent: Features | None, crs: str) -> object:
    """Give the outer border of the layer that tells where the data end, for `shorelines`; None without one.

    Args:
        extent: areas that the data were cut with (sheets side by side are one), or lines of such an edge.
        crs: what the border is wanted in; a straight border stays straight on the ground.
    """
    if extent is None or not len(extent):
        return None
    if not same_crs(extent.crs, crs):
        step = _STRAIGHT_M if is_metric(extent.crs) else _STRAIGHT_M / 1e5
        extent = extent.with_geometry(shapely.segmentize(extent.geometry, step)).to_crs(crs)
    return shapely.union_all(extent.geometry)


@dataclass(frozen=True)
class _Bodies:
    """Polygons that don't touch each other, and the water bodies they are."""

    polygons: np.ndarray
    row: np.ndarray
    """Water body of each polygon; -1 where polygons of several bodies were melted into it."""
    members: np.ndarray
    member_row: np.ndarray
    """The polygons that were melted, and their water bodies."""
    water_id: np.ndarray
    area_ha: np.ndarray
    is_lake: np.ndarray


def _polygons(water: Features) -> tuple[np.ndarray, np.ndarray]:
    geometry = repaired(water.geometry)
    parts, owner = shapely.get_parts(geometry, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)
    owner = owner[inner]
    polygonal = (shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)
    if not polygonal.any():
        raise InputError("has no water areas; the shoreline is measured from polygons", layer=water.source.name)
    return parts[polygonal], owner[polygonal]


def _bodies(water: Features, polygons: np.ndarray, owner: np.ndarray) -> _Bodies:
    """Gather polygons to bodies and melt those that touch, so that the border between them is no shore."""
    a, b = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    a, b = a[a < b], b[a < b]
    size = len(polygons)
    same_row = np.flatnonzero(owner[1:] == owner[:-1])
    ends = np.append(a, same_row), np.append(b, same_row + 1)
    from scipy.sparse import coo_matrix  # not at QGIS's start
    from scipy.sparse.csgraph import connected_components

    group = connected_components(coo_matrix((np.ones(len(ends[0])), ends), shape=(size, size)), directed=False)[1]
    given = text_column(water["water_id"])[owner] if "water_id" in water else np.full(size, None, dtype=object)
    nameless = np.array([value is None or value == "" for value in given], dtype=bool)
    if nameless.any():
        first_row = np.full(group.max() + 1, len(water), dtype=np.int64)
        np.minimum.at(first_row, group, owner)
        given[nameless] = _named(water, first_row, group[nameless], owner[nameless])[group[nameless]]
    water_id, row = np.unique(given.astype(str), return_inverse=True)
    row = row.reshape(-1)
    area_ha = shapely.area(polygons) / scale_factors(polygons, water.crs)[1] / 1e4
    touching = np.unique(np.append(a, b))
    apart = np.delete(np.arange(size), touching)
    melted = shapely.get_parts(shapely.union_all(polygons[touching]))
    melted = melted[shapely.get_type_id(melted) == _POLYGON]
    inside, member = shapely.STRtree(shapely.point_on_surface(polygons[touching])).query(melted, predicate="intersects")
    lowest, highest = np.full(len(melted), len(water_id)), np.full(len(melted), -1)
    np.minimum.at(lowest, inside, row[touching][member])
    np.maximum.at(highest, inside, row[touching][member])
    return _Bodies(
        polygons=np.append(polygons[apart], melted),
        row=np.append(row[apart], np.where(lowest == highest, lowest, -1)),
        members=polygons[touching],
        member_row=row[touching],
        water_id=text_column(water_id),
        area_ha=np.bincount(row, weights=area_ha, minlength=len(water_id)),
        is_lake=np.bincount(row, weights=_flowing(water)[owner], minlength=len(water_id)) == 0,
    )


def _named(water: Features, first_row: np.ndarray, group: np.ndarray, row: np.ndarray) -> np.ndarray:
    """Make ids for bodies: the name where the rows of a body agree on one that is nobody else's, else a number.

    Args:
        water: the layer.
        first_row: shape (g,), by which bodies are numbered.
        group, row: shape (n,), body and row of each polygon.
    """
    made = [f"water_{number + 1}" for number in first_row]
    if "name" not in water:
        return text_column(made)
    names: dict[int, set[str]] = {}
    for body, name in zip(group.tolist(), text_column(water["name"])[row].tolist()):
        names.setdefault(body, set()).update([name] if name else [])
    own = {body: next(iter(said)) for body, said in names.items() if len(said) == 1}
    times = Counter(own.values())
    times.update(text_column(water["water_id"]).tolist() if "water_id" in water else ())
    for body, name in own.items():
        made[body] = name if times[name] == 1 else f"{name} ({made[body]})"
    return text_column(made)


def _flowing(water: Features) -> np.ndarray:
    if "water_kind" not in water:
        return np.zeros(len(water), dtype=bool)
    return np.isin(text_column(water["water_kind"]).astype(str), ("river", "sea"))


def _edges(
    xy: np.ndarray, after: np.ndarray, ring: np.ndarray, origin: np.ndarray, method: ShorelineMethod, extent: object
) -> tuple[np.ndarray, np.ndarray]:
    """Tell which segments are the edge of the data, and which of them only look like one."""
    length = np.hypot(*(xy[after] - xy).T)
    guessed = np.zeros(len(xy), dtype=bool)
    if method.edge_straight_m > 0:
        order = np.lexsort((length, ring))
        count = np.bincount(ring)
        usual = length[order][np.cumsum(count) - count + count // 2]
        guessed = (length >= method.edge_straight_m) & (length >= method.edge_spacing_times * usual[ring])
    if extent is None:
        return guessed, guessed
    line = shapely.force_2d(extent)
    line = shapely.boundary(line) if shapely.get_dimensions(line) == 2 else line
    shapely.prepare(line)
    on = shapely.dwithin(line, shapely.points(xy + origin), _ON_EDGE_M)
    middle = shapely.points((xy + xy[after]) / 2 + origin)
    known = on & on[after]
    known[known] = shapely.dwithin(line, middle[known], _ON_EDGE_M)
    return known | guessed, guessed & ~known


def _water_of_segments(middle: np.ndarray, polygon: np.ndarray, bodies: _Bodies) -> np.ndarray:
    """Give each segment the water body whose polygon it bounds."""
    found = bodies.row[polygon]
    melted = np.flatnonzero(found < 0)
    if len(melted):
        # Nearest among segments, not polygons: a point's distance to a whole lake takes as long as the lake is big.
        xy, owner = shapely.get_coordinates(shapely.get_rings(bodies.members), return_index=True)
        member = shapely.get_rings(bodies.members, return_index=True)[1]
        along = np.flatnonzero(owner[1:] == owner[:-1])
        tree = shapely.STRtree(shapely.linestrings(np.stack([xy[along], xy[along + 1]], axis=1)))
        near, segment = tree.query_nearest(shapely.points(middle[melted]), all_matches=False)
        found[melted[near]] = bodies.member_row[member[owner[along[segment]]]]
    return found


def _unroll(
    xy: np.ndarray, ring: np.ndarray, first: np.ndarray, count: np.ndarray, label: np.ndarray, centroid: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Lay the rings out as open sequences that start where the shape says, not where the digitiser began.

    A ring that isn't all shore, or belongs to several waters, starts at such a change. Any other starts at its vertex
    farthest from the ring's centroid and is halved at the vertex farthest from there: the same two points however
    the ring is turned, moved, or run through, so straightening gives the same line.

    Returns:
        Vertex index per unrolled vertex (count + 1 per ring); then per segment: label, "a line begins here",
        "an unbroken shore begins here", ring.
    """
    before = np.arange(len(xy)) - 1
    before[first] = first + count - 1
    change = label != label[before]
    changes = np.bincount(ring, weights=change, minlength=len(count)) > 0
    from_middle = np.hypot(*(xy - centroid[ring]).T)
    anchor = np.where(changes, _first_true(change, ring, len(count)), _farthest(from_middle, first, ring))
    from_anchor = np.hypot(*(xy - xy[anchor][ring]).T)
    opposite = _farthest(from_anchor, first, ring)

    ring_of = np.repeat(np.arange(len(count)), count)
    place = np.arange(len(xy)) - first[ring_of]
    turned = first[ring_of] + (place + (anchor - first)[ring_of]) % count[ring_of]
    vertex = np.insert(turned, first + count, anchor)
    segment_label = label[turned]
    at_start = place == 0
    breaks = at_start | change[turned]
    halves = (turned == opposite[ring_of]) & ~changes[ring_of]
    return vertex, segment_label, breaks | halves, breaks, ring_of


def _farthest(distance: np.ndarray, first: np.ndarray, ring: np.ndarray) -> np.ndarray:
    most = np.maximum.reduceat(distance, first)
    return _first_true(distance == most[ring], ring, len(first))


def _first_true(mask: np.ndarray, ring: np.ndarray, rings: int) -> np.ndarray:
    found = np.zeros(rings, dtype=np.int64)
    at = np.flatnonzero(mask)[::-1]
    found[ring[at]] = at
    return found
