# SPDX-License-Identifier: GPL-2.0-or-later
"""How many building places fit side by side along a parcel's shore.

Area divided by plot size promises places that no shore is there for. Here the shore is walked along and cut into
sites one after another: each takes the least stretch that gives it its frontage, its area within the depth, and
enough buildable ground. Since all three only grow along the shore, taking the least each time fits the most sites.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..features import Features, scale_factors
from ..measures.shape import repaired
from ..progress import Progress, chunks, part, silent

_CELL_M = 5.0
_CHUNK = 20_000
_EXACT = 1e-6
_SLACK = 0.01
"""In cells: 5 cm of shore decide about no place."""
_NEIGHBOURS = 3
"""Cells this near along the shore share the ground where the shore bends."""
_CLOSER = 0.7
"""Ground that lies this much nearer to another shore belongs there: both sides of a cape don't count it twice."""


@dataclass(frozen=True)
class SiteSize:
    """What one building place needs.

    Attributes:
        frontage_m: straightened shore (50 m: KHO:2004:40, KHO:2003:42).
        area_m2: ground (3 000 m2: KHO:2012:22; by law 1 000 m2, rakentamislaki 45 §).
        depth_m: how far from the shore its ground may reach (project's choice: the usual shore zone, KHO:2003:30).
        buildable_m2: buildable ground for the dwelling and its yard (project's choice).
    """

    frontage_m: float = 50.0
    area_m2: float = 3000.0
    depth_m: float = 100.0
    buildable_m2: float = 300.0


@dataclass(frozen=True)
class Packed:
    """Places of n parcels.

    Attributes:
        places: int64 (n,).
        sites: lines along the shore, one per place: parcel (row), frontage_m, area_m2, buildable_m2.
    """

    places: np.ndarray
    sites: Features


def pack(
    shore: Features,
    parcel: np.ndarray,
    ground: np.ndarray,
    buildable: np.ndarray,
    size: SiteSize,
    free: np.ndarray | None = None,
    progress: Progress = silent,
) -> Packed:
    """Fit building places along the shore of each parcel.

    Args:
        shore: m parts in the order of the shore, the water on their left, with shore_id, start_m, straight_m and
            water_direction_deg (`ownership.owned_shore`).
        parcel: shape (m,), row of the parcel that a part belongs to, -1 = none.
        ground: shape (n,), polygons whose area a site may take.
        buildable: shape (n,), polygons where its dwelling may stand; None or empty = nowhere.
        size: what a site needs.
        free: shape (m,), False where no site may have its shore (excluded, or taken by a site that exists).
        progress: reports and cancels.
    """
    usable = (parcel >= 0) if free is None else (parcel >= 0) & free
    cells = _Cells(shore, np.flatnonzero(usable), parcel)
    area, buildable_area = cells.areas(ground, buildable, size.depth_m, part(progress, 0.2, 0.9))
    first, last = _taken(cells.run_start, cells.run_end, (cells.width, area, buildable_area), _needs(size))
    owner = cells.parcel[first.astype(np.int64)]
    reached = [np.append(0.0, np.cumsum(values)) for values in (cells.width, area, buildable_area)]
    sums = [_upto(values, last) - _upto(values, first) for values in reached]
    lines = cells.lines(first, last)
    progress(1.0)
    columns = {"parcel": owner, "frontage_m": sums[0], "area_m2": sums[1], "buildable_m2": sums[2]}
    return Packed(np.bincount(owner, minlength=len(ground)), Features(lines, columns, shore.crs, shore.source))


def _needs(size: SiteSize) -> tuple[float, float, float]:
    return size.frontage_m, size.area_m2, size.buildable_m2


class _Cells:
    """The usable shore in cells of a few metres, ordered so that what is contiguous on the shore is so here.

    Attributes:
        width: shape (c,), straightened metres on the ground.
        parcel: shape (c,).
        run_start, run_end: shape (r,), unbroken stretches of one parcel, as cells start … end - 1.
    """

    def __init__(self, shore: Features, rows: np.ndarray, parcel: np.ndarray):
        straight = shore["straight_m"][rows]
        count = np.maximum(np.ceil(straight / _CELL_M - _EXACT), 1).astype(np.int64)
        own = np.repeat(np.arange(len(rows)), count)
        place = np.arange(len(own)) - (np.cumsum(count) - count)[own]
        lines = shore.geometry[rows][own]
        xy = shapely.get_coordinates(shapely.line_interpolate_point(lines, (place + 0.5) / count[own], normalized=True))
        width = (straight / count)[own]
        start = shore["start_m"][rows][own] + place * width
        owner, shore_id = parcel[rows][own], shore["shore_id"][rows][own]
        start = _past_the_beginning(shore, shore_id, owner, start, width)
        order = np.lexsort((start, shore_id))
        self.width, self.parcel, self._xy = width[order], owner[order], xy[order]
        start, shore_id = start[order], shore_id[order]
        water = np.radians(shore["water_direction_deg"][rows][own][order])
        self._landward = -np.column_stack([np.sin(water), np.cos(water)])
        self._scale = scale_factors(lines[order], shore.crs)[0]
        goes_on = (
            (shore_id[1:] == shore_id[:-1])
            & (self.parcel[1:] == self.parcel[:-1])
            & (np.abs(start[1:] - (start + self.width)[:-1]) < 0.1)
        )
        begins = np.flatnonzero(np.append(True, ~goes_on)[: len(start)])
        self.run_start, self.run_end = begins, np.append(begins[1:], len(start))[: len(begins)]

    def areas(
        self, ground: np.ndarray, buildable: np.ndarray, depth_m: float, progress: Progress
    ) -> tuple[np.ndarray, np.ndarray]:
        """Give the ground and the buildable ground behind each cell within the depth, m2.

        The ground is probed by points every few metres inland; a point that lies nearer to another shore is its.
        """
        layers = int(np.ceil(depth_m / _CELL_M))
        step = depth_m / layers
        depth = (np.arange(layers) + 0.5) * step
        from scipy.spatial import cKDTree  # not at QGIS's start

        tree = cKDTree(self._xy)
        fields = [_Field(polygons, self.parcel) for polygons in (ground, buildable)]
        out = np.zeros((len(fields), len(self.parcel)))
        for chunk in chunks(len(self.parcel), _CHUNK, progress):
            cell = np.arange(len(self.parcel))[chunk]
            inland = self._landward[cell] * self._scale[cell, None]
            away, nearest = tree.query(self._xy[cell, None] + depth[:, None] * inland[:, None])
            mine = (np.abs(nearest - cell[:, None]) <= _NEIGHBOURS) | (away >= _CLOSER * depth)
            for number, field in enumerate(fields):
                held = field.holds(self.parcel[cell], self._xy[cell], inland, depth)
                out[number, cell] = (mine & held).sum(axis=1) * self.width[cell] * step
        return out[0], out[1]

    def lines(self, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """Give the sites as lines through their cells' middles; a site of one cell has a line of no length."""
        first, last = first.astype(np.int64), np.ceil(last - _SLACK).astype(np.int64)
        size = np.maximum(last - first, 2)
        owner = np.repeat(np.arange(len(first)), size)
        place = np.arange(len(owner)) - (np.cumsum(size) - size)[owner]
        return shapely.linestrings(self._xy[np.minimum(first[owner] + place, last[owner] - 1)], indices=owner)


def _past_the_beginning(
    shore: Features, shore_id: np.ndarray, owner: np.ndarray, start: np.ndarray, width: np.ndarray
) -> np.ndarray:
    """Move the stretch at a ring's beginning past its end where the same parcel has both."""
    ids, which = np.unique(shore_id, return_inverse=True)
    which = which.reshape(-1)
    order = np.lexsort((start, which))
    if not len(order):
        return start
    first = order[np.flatnonzero(np.diff(which[order], prepend=-1))]
    last = order[np.append(np.flatnonzero(np.diff(which[order])), len(order) - 1)]
    every, place = np.unique(shore["shore_id"], return_inverse=True)
    total = np.zeros(len(every))
    np.maximum.at(total, place.reshape(-1), shore["start_m"] + shore["straight_m"])
    total = total[np.searchsorted(every, ids)]
    whole = (start[first] < 0.1) & (start[last] + width[last] > total - 0.1)
    joins = whole & (owner[first] == owner[last]) & _is_ring(shore, ids)
    # Cells from the ring's beginning on as long as they are the first parcel's and follow each other.
    same = np.append(True, (owner[order][1:] == owner[order][:-1]) & (which[order][1:] == which[order][:-1]))
    same[1:] &= np.abs(start[order][1:] - (start + width)[order][:-1]) < 0.1
    run = np.cumsum(~same)
    head = np.zeros(len(order), dtype=bool)
    head[order] = run == run[np.searchsorted(which[order], which[order])]
    # A parcel that has all of the ring keeps its order.
    all_round = np.bincount(which, head, len(ids)) == np.bincount(which, minlength=len(ids))
    return start + np.where(head & (joins & ~all_round)[which], total[which], 0.0)


def _is_ring(shore: Features, ids: np.ndarray) -> np.ndarray:
    order = np.lexsort((shore["start_m"], shore["shore_id"]))
    sorted_ids = shore["shore_id"][order]
    first, last = np.searchsorted(sorted_ids, ids), np.searchsorted(sorted_ids, ids, side="right") - 1
    begin = shapely.get_point(shore.geometry[order[first]], 0)
    end = shapely.get_point(shore.geometry[order[last]], -1)
    return shapely.distance(begin, end) < 0.01


class _Field:
    """Polygons, one per parcel, ready to be asked along many lines."""

    def __init__(self, polygons: np.ndarray, parcel: np.ndarray):
        self._polygons = np.full(len(polygons), None, dtype=object)
        used = np.unique(parcel)
        self._polygons[used] = repaired(polygons[used])
        shapely.prepare(self._polygons)
        parts, owner = shapely.get_parts(self._polygons, return_index=True)
        rings, part_of = shapely.get_rings(parts, return_index=True)
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        at = np.flatnonzero(ring[1:] == ring[:-1])
        self._a, self._b = xy[at], xy[at + 1]
        self._owner = owner[part_of[ring[at]]] if len(at) else np.empty(0, dtype=np.int64)
        self._tree = shapely.STRtree(shapely.linestrings(np.stack([self._a, self._b], axis=1)))

    def holds(self, parcel: np.ndarray, origin: np.ndarray, direction: np.ndarray, t: np.ndarray) -> np.ndarray:
        """Tell which of the points origin + t x direction lie in the parcel's polygon.

        The first is asked; the others are on its side of the border or the other by how often the line crosses it.

        Args:
            parcel: shape (n,), origin and direction (n, 2), t (k,) rising.

        Returns:
            bool (n, k).
        """
        start = origin + t[0] * direction
        first = shapely.contains_xy(self._polygons[parcel], start[:, 0], start[:, 1])
        rays = shapely.linestrings(np.stack([start, origin + t[-1] * direction], axis=1))
        line, segment = self._tree.query(rays)
        own = self._owner[segment] == parcel[line]
        line, segment = line[own], segment[own]
        d, a, b = direction[line], self._a[segment] - origin[line], self._b[segment] - origin[line]
        side_a, side_b = _cross(d, a), _cross(d, b)
        # A vertex belongs to one of its two segments, so a line through it crosses once.
        crosses = (side_a >= 0) != (side_b >= 0)
        line, a, b, d = line[crosses], a[crosses], b[crosses], d[crosses]
        met = _cross(a, b - a) / _cross(d, b - a)
        past = np.searchsorted(t, met)  # the first point beyond the crossing
        within = (past > 0) & (past < len(t))
        flips = np.zeros((len(parcel), len(t)), dtype=np.int32)
        np.add.at(flips, (line[within], past[within]), 1)
        return first[:, None] ^ (np.cumsum(flips, axis=1) % 2 == 1)


def _cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]


def _taken(
    run_start: np.ndarray, run_end: np.ndarray, values: tuple[np.ndarray, ...], needs: tuple[float, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Cut runs into as many stretches as possible that hold each need; all runs go one stretch on at a time.

    Returns:
        Begin and end of each stretch as places on the cells, 2.5 = the middle of the third cell.
    """
    # A usual cell after the last, so that the slack holds there as between any two runs.
    guard = [np.append(one, one.mean() if len(one) else 0.0) for one in values]
    reached = [np.append(0.0, np.cumsum(one)) for one in guard]
    at, end = run_start.astype(float), run_end.astype(float)
    first, last = [np.empty(0)], [np.empty(0)]
    while len(at):
        stop = np.maximum.reduce([_where_reached(sums, _upto(sums, at) + need) for sums, need in zip(reached, needs)])
        fits = stop <= end + _SLACK
        first.append(at[fits])
        last.append(np.minimum(stop, end)[fits])
        at, end = last[-1], end[fits]
    return np.concatenate(first), np.concatenate(last)


def _upto(sums: np.ndarray, place: np.ndarray) -> np.ndarray:
    return np.interp(place, np.arange(len(sums)), sums)


def _where_reached(sums: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Give the first place where the sums reach what is wanted; inf where they never do."""
    cell = np.searchsorted(sums, wanted - _EXACT)
    inside = np.clip(cell, 1, len(sums) - 1)
    step = sums[inside] - sums[inside - 1]
    share = (wanted - sums[inside - 1]) / np.where(step > 0, step, 1.0)
    return np.where(cell >= len(sums), np.inf, inside - 1 + np.clip(share, 0.0, 1.0))
