# SPDX-License-Identifier: GPL-2.0-or-later
"""How much shoreline each parcel has.

Every bit of shore goes to one parcel: the one that lies right behind it, else the nearest within reach. So the
frontages of all parcels add up to the shore that any parcel reaches, and none is counted twice (project's choice;
the court decisions that rest on frontage, such as KHO:2004:40 and KHO:2017:64, don't say how it was measured).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, chunks, part, silent
from . import _parts
from .distance import Targets

_BESIDE_M = 0.1
"""How far from the shoreline to look for what lies behind and before it."""
_EXACT_M = 0.01
"""Where the shore passes from one parcel to the next is found to this accuracy."""
_CHUNK = 50_000
_NOBODY, _NO_SHORE = -1, -2


def frontage(
    parcels: np.ndarray, water: np.ndarray, reach_m: float = 10.0, step_m: float = 5.0, progress: Progress = silent
) -> np.ndarray:
    """Give the length of shoreline of each parcel, in metres of the map plane (see `pieces`).

    Returns:
        float64 (n,): 0 where a parcel has no shore, NaN where it has no geometry.
    """
    _, parcel, _, length = pieces(parcels, water, reach_m, step_m, progress)
    total = np.bincount(parcel, length, minlength=len(parcels))
    return np.where(shapely.is_missing(_parts.flat(parcels)), np.nan, total)


def pieces(
    parcels: np.ndarray, water: np.ndarray, reach_m: float = 10.0, step_m: float = 5.0, progress: Progress = silent
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Cut the shoreline into stretches, each belonging to one parcel.

    Shoreline is the border of water areas, islands included. Where two water areas border on each other (a lake cut
    at a map sheet's edge) is no shore, and water given twice counts once, for the first. Each bit goes to the parcel
    that lies right behind it (the first of several), else to the nearest one within `reach_m`. A parcel of the water
    itself, such as a joint water area, gets the shore that no parcel lies behind; leave such parcels out where they
    shouldn't. Give all other parcels, not only those in question: where a neighbour is left out, the last parcel
    gets the next `reach_m` of its shore.

    Args:
        parcels: shape (n,), polygons.
        water: shape (m,), polygons; others have no shore.
        reach_m: largest distance from the shoreline to the parcel.
        step_m: how densely to look; a parcel with less shore than this may be missed. Ends of stretches are found
            to a decimetre whatever the step.
        progress: called once per chunk.

    Returns:
        line: object (k,), one LineString per unbroken stretch (a ring's start breaks none), along the ring.
        parcel_index, water_index: int64 (k,), rows.
        length_m: float64 (k,), in metres of the map plane.
    """
    shores = _Shores.of(water)
    owners = _Owners(parcels, shores, reach_m)
    bits = _labelled(_cut(shores, step_m), shores, owners, progress)
    line, parcel, ring, length = _joined(bits, shores)
    progress(1.0)
    return line, parcel, shores.water[shores.area_of_ring[ring]], length


@dataclass(frozen=True)
class _Shores:
    """Rings of water as directed segments.

    Attributes:
        areas: single water polygons, ready for many questions; water: row of each in the input.
        area_of_ring: row in `areas` of each ring.
        start, end: (s, 2) ends of segments; landward: (s, 2) unit vectors away from the water; ring: (s,).
    """

    areas: np.ndarray
    water: np.ndarray
    area_of_ring: np.ndarray
    start: np.ndarray
    end: np.ndarray
    landward: np.ndarray
    ring: np.ndarray

    @classmethod
    def of(cls, water: np.ndarray) -> _Shores:
        areas, owner = _parts.of_dimension(_parts.repaired(_parts.flat(water)), 2)
        areas = _parts.prepared(areas)
        rings, area = shapely.get_rings(areas, return_index=True)
        outer = np.zeros(len(rings), dtype=bool)
        outer[_parts.first_of_each(area)] = True
        start, end, ring = _parts.segments(rings, np.arange(len(rings)))
        step = end - start
        length = np.hypot(*step.T)
        real = length > 0
        start, end, ring, step = start[real], end[real], ring[real], step[real] / length[real, None]
        # Outer rings counter-clockwise and inner ones clockwise have the water on their left, the land on the right.
        side = np.where(shapely.is_ccw(rings) == outer, 1.0, -1.0)[ring, None]
        return cls(areas, owner, area, start, end, np.column_stack([step[:, 1], -step[:, 0]]) * side, ring)


class _Owners:
    """Who has the shore at a point: a row of parcels, `_NOBODY` or, between two waters, `_NO_SHORE`."""

    def __init__(self, parcels: np.ndarray, shores: _Shores, reach_m: float):
        parcels = _parts.flat(parcels)
        reach = max(reach_m, _BESIDE_M)
        low, high = np.minimum(shores.start, shores.end) - reach, np.maximum(shores.start, shores.end) + reach
        _, near = shapely.STRtree(parcels).query(shapely.box(*low.T, *high.T))
        self._rows = np.unique(near)
        self._parcels = Targets(parcels[self._rows])
        self._shores, self._reach = shores, reach_m

    def at(self, point: np.ndarray, segment: np.ndarray) -> np.ndarray:
        """Give the owner at each point (p, 2) of a segment (p,)."""
        aside = _BESIDE_M * self._shores.landward[segment]
        landward, own = shapely.points(point + aside), self._shores.area_of_ring[self._shores.ring[segment]]
        shore = ~self._in_other_water(landward, own, earlier=False)
        shore &= ~self._in_other_water(shapely.points(point - aside), own, earlier=True)
        found = np.full(len(point), _NO_SHORE, dtype=np.int64)
        found[shore] = self._parcels.containing(landward[shore])
        open_ = np.flatnonzero(found == _NOBODY)
        found[open_] = self._parcels.nearest(shapely.points(point[open_]), self._reach)[1]
        known = found >= 0
        found[known] = self._rows[found[known]]
        return found

    def _in_other_water(self, points: np.ndarray, own: np.ndarray, earlier: bool) -> np.ndarray:
        area, row = shapely.STRtree(points).query(self._shores.areas, predicate="intersects")
        other = area < own[row] if earlier else area != own[row]
        inside = np.zeros(len(points), dtype=bool)
        inside[row[other]] = True
        return inside


@dataclass(frozen=True)
class _Bits:
    """Bits of segments: (b,) segment, from and to as shares of its length, owner at either end."""

    segment: np.ndarray
    from_: np.ndarray
    to: np.ndarray
    owner_from: np.ndarray
    owner_to: np.ndarray

    def take(self, rows: np.ndarray) -> _Bits:
        return _Bits(self.segment[rows], self.from_[rows], self.to[rows], self.owner_from[rows], self.owner_to[rows])


def _cut(shores: _Shores, step_m: float) -> _Bits:
    """Cut segments evenly into bits of at most a step, owners not yet known."""
    count = np.maximum(np.ceil(np.hypot(*(shores.end - shores.start).T) / step_m).astype(np.int64), 1)
    segment = np.repeat(np.arange(len(count)), count)
    place = np.arange(len(segment)) - np.repeat(np.cumsum(count) - count, count)
    nobody = np.full(len(segment), _NOBODY, dtype=np.int64)
    return _Bits(segment, place / count[segment], (place + 1) / count[segment], nobody, nobody)


def _labelled(bits: _Bits, shores: _Shores, owners: _Owners, progress: Progress) -> _Bits:
    """Find the owners, halving bits with two different ones until they are a centimetre long."""

    def at(segment: np.ndarray, share: np.ndarray, told: Progress) -> np.ndarray:
        point = _along(shores, segment, share)
        out = np.empty(len(point), dtype=np.int64)
        for now in chunks(len(point), _CHUNK, told):
            out[now] = owners.at(point[now], segment[now])
        return out

    # A bit ends where the next of its segment begins.
    owner_from = at(bits.segment, bits.from_, part(progress, 0.0, 0.6))
    last = np.append(bits.segment[1:] != bits.segment[:-1], True)[: len(bits.segment)]
    owner_to = np.roll(owner_from, -1)
    owner_to[last] = at(bits.segment[last], bits.to[last], part(progress, 0.6, 0.8))
    bits = _Bits(bits.segment, bits.from_, bits.to, owner_from, owner_to)

    length = np.hypot(*(shores.end - shores.start).T)
    done = []
    while True:
        split = (bits.owner_from != bits.owner_to) & ((bits.to - bits.from_) * length[bits.segment] > _EXACT_M)
        done.append(bits.take(~split))
        if not split.any():
            break
        bits = bits.take(split)
        middle = (bits.from_ + bits.to) / 2
        owner = at(bits.segment, middle, part(progress, 0.9, 0.9))
        bits = _Bits(
            np.tile(bits.segment, 2),
            np.concatenate([bits.from_, middle]),
            np.concatenate([middle, bits.to]),
            np.concatenate([bits.owner_from, owner]),
            np.concatenate([owner, bits.owner_to]),
        )
    every = _Bits(*(np.concatenate([getattr(b, name) for b in done]) for name in _Bits.__dataclass_fields__))
    return every.take(np.lexsort((every.from_, every.segment)))


def _joined(bits: _Bits, shores: _Shores) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Join bits of one owner that follow each other on a ring: line, owner, ring and length of each stretch."""
    owner, ring = bits.owner_from, shores.ring[bits.segment]
    begin = np.r_[True, (owner[1:] != owner[:-1]) | (ring[1:] != ring[:-1])][: len(owner)]
    run = np.cumsum(begin) - 1
    place = np.arange(len(run))
    # A stretch that runs over a ring's first vertex goes on where the ring ends.
    first = _parts.first_of_each(ring)
    last = np.append(first[1:], len(ring))[: len(first)] - 1
    over = (owner[first] == owner[last]) & (run[first] != run[last])
    goes_on = np.full(run.max(initial=-1) + 1, -1, dtype=np.int64)
    goes_on[run[first[over]]] = run[last[over]]
    moved = goes_on[run] >= 0
    run, place = np.where(moved, goes_on[run], run), np.where(moved, place + len(run), place)

    order = np.lexsort((place, run))
    order = order[owner[order] >= 0]
    bits, owner, ring, run = bits.take(order), owner[order], ring[order], run[order]
    start, end = _along(shores, bits.segment, bits.from_), _along(shores, bits.segment, bits.to)
    opens = _parts.first_of_each(run)
    number = np.cumsum(np.r_[True, run[1:] != run[:-1]][: len(run)]) - 1
    length = np.bincount(number, np.hypot(*(end - start).T), minlength=len(opens))
    # Vertices: where the stretch begins, the ring's own corners on the way, where it ends.
    corner = bits.from_ == 0
    corner[opens] = True
    closes = np.append(opens[1:], len(run))[: len(opens)] - 1
    owner_of_vertex = np.concatenate([number[corner], number[closes]])
    vertex = np.concatenate([start[corner], end[closes]])
    by_stretch = np.argsort(owner_of_vertex, kind="stable")
    line = np.empty(0, dtype=object)
    if len(opens):
        line = shapely.linestrings(vertex[by_stretch], indices=owner_of_vertex[by_stretch])
    return line, owner[opens], ring[opens], length


def _along(shores: _Shores, segment: np.ndarray, share: np.ndarray) -> np.ndarray:
    start, end = shores.start[segment], shores.end[segment]
    return np.where((share == 1)[:, None], end, start + (end - start) * share[:, None])
