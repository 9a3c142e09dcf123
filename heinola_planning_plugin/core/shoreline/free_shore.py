# SPDX-License-Identifier: GPL-2.0-or-later
"""Free shore: stretches without sites, of which only long ones count (250 m in KHO:2005:55)."""

from __future__ import annotations

import numpy as np
import shapely

from ..features import Features

_CENTIMETRE = 0.01


def free_and_built(
    shore: Features, site_geometry: np.ndarray, site_weight: np.ndarray, frontage_m: float, stretch_m: float
) -> tuple[np.ndarray, np.ndarray]:
    """Measure how much of each part of shore is free, and how much is built.

    A site occupies `frontage_m` x weight of straightened shore around the place nearest to it. A free stretch may run
    through several estates: how a shore looks unbuilt doesn't depend on borders (project's choice).

    Args:
        shore: n parts with shore_id, start_m, straight_m.
        site_geometry: shape (s,), where the sites are; None = not known, occupies nothing.
        site_weight: shape (s,), sites.
        frontage_m: straightened shore for one site.
        stretch_m: free stretches shorter than this aren't free shore.

    Returns:
        free_m, built_m: shape (n,), straightened metres.
    """
    line = _Line(shore)
    placed = ~shapely.is_missing(site_geometry) & (site_weight > 0)
    start, end = line.built(site_geometry[placed], site_weight[placed] * frontage_m)
    built = line.within(start, end)
    free_start, free_end = line.gaps(start, end, stretch_m)
    return line.within(free_start, free_end), built


class _Line:
    """All shores laid end to end on one axis, with room between them."""

    def __init__(self, shore: Features):
        self._geometry = shore.geometry
        ids, which = np.unique(shore["shore_id"], return_inverse=True)
        self._which = which.reshape(-1)
        start, end = shore["start_m"], shore["start_m"] + shore["straight_m"]
        length = np.zeros(len(ids))
        np.maximum.at(length, self._which, end)
        self._low = np.cumsum(length + 1.0) - length
        self._high = self._low + length
        self._start, self._end = self._low[self._which] + start, self._low[self._which] + end
        self._closed = self._rings(start, end, len(ids))

    def _rings(self, start: np.ndarray, end: np.ndarray, count: int) -> np.ndarray:
        """Tell which shores end where they begin."""
        order = np.lexsort((start, self._which))
        first = np.flatnonzero(np.diff(self._which[order], prepend=-1))
        last = np.append(first[1:], len(order))[: len(first)] - 1
        begins = shapely.get_point(self._geometry[order[first]], 0)
        ends = shapely.get_point(self._geometry[order[last]], -1)
        return shapely.distance(begins, ends) < 0.01

    def built(self, geometry: np.ndarray, width: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the stretches that sites occupy, merged, in order."""
        if not len(geometry):
            return np.empty(0), np.empty(0)
        site, piece = shapely.STRtree(self._geometry).query_nearest(geometry, all_matches=False)
        line = self._geometry[piece]
        # A polygon's nearest point to the shore: the first point of the shortest line lies on the shore.
        foot = shapely.get_point(shapely.shortest_line(line, geometry[site]), 0)
        share = shapely.line_locate_point(line, foot, normalized=True)
        at = self._start[piece] + share * (self._end[piece] - self._start[piece])
        shore = self._which[piece]
        low, high = at - width[site] / 2, at + width[site] / 2
        under, over = self._low[shore] - low, high - self._high[shore]
        ring = self._closed[shore]
        wrap_end, wrap_start = ring & (under > 0), ring & (over > 0)
        starts = [
            np.maximum(low, self._low[shore]),
            (self._high[shore] - under)[wrap_end],
            self._low[shore][wrap_start],
        ]
        ends = [np.minimum(high, self._high[shore]), self._high[shore][wrap_end], (self._low[shore] + over)[wrap_start]]
        return _merged(np.concatenate(starts), np.concatenate(ends))

    def gaps(self, start: np.ndarray, end: np.ndarray, least: float) -> tuple[np.ndarray, np.ndarray]:
        """Give the stretches between merged ones that are long enough; a ring's first and last gap are one."""
        edges = np.sort(np.concatenate([self._low, self._high]))
        # Everything outside the shores counts as taken, so gaps never run from one shore into the next.
        outside_start, outside_end = np.append(-1.0, edges[1::2]), np.append(edges[0::2], edges[-1] + 1.0)
        taken_start, taken_end = _merged(np.append(start, outside_start), np.append(end, outside_end))
        low, high = taken_end[:-1], taken_start[1:]
        length = high - low
        shore = np.searchsorted(self._low, low, side="right") - 1
        at_low, at_high = low <= self._low[shore] + 1e-9, high >= self._high[shore] - 1e-9
        whole = length.copy()
        for mine, other in ((at_low, at_high), (at_high, at_low)):
            partner = np.zeros(len(self._low))
            partner[shore[other & ~mine]] = length[other & ~mine]
            joins = mine & ~other & self._closed[shore]
            whole[joins] = length[joins] + partner[shore[joins]]
        long = whole >= least - _CENTIMETRE
        return low[long], high[long]

    def within(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Give the metres of each part of shore that lie in the stretches (merged, in order)."""
        if not len(start):
            return np.zeros(len(self._start))
        places = np.stack([start, end], axis=1).reshape(-1)
        reached = np.repeat(np.cumsum(end - start), 2)
        reached[::2] -= end - start
        return np.interp(self._end, places, reached) - np.interp(self._start, places, reached)


def _merged(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(start, kind="stable")
    start, end = start[order], np.maximum.accumulate(end[order])
    fresh = np.append(True, start[1:] > end[:-1])
    last = np.append(np.flatnonzero(fresh)[1:] - 1, len(end) - 1)
    return start[fresh], end[last]
