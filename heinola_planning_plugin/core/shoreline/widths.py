# SPDX-License-Identifier: GPL-2.0-or-later
"""Width of the water and of the land at each piece of shore, with the cross-section that shows it.

At the middle of a piece a line is laid across the straightened shore. It meets the real shore where the piece is, and
from there the water is as wide as it is to the next shore on that side, and the land likewise: neither can run through
the other. The stretch of real shore that the piece's own chord stands for is one shore, however it winds.

Where the shore turns across the water or the land, at the head of a bay or the tip of a cape, that line runs along the
bay and sees no width. There the width is measured parallel to the shore, half a class bound in front of it: a bay is
narrower than w when a circle of diameter w doesn't fit into it. A round lake as wide as w is therefore never narrow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..progress import Progress, chunks, silent
from .crossings import ShoreSegments, least, most
from .method import ShorelineMethod
from .shores import Shores
from .straighten import Chords, Pieces

_PAST_M = 1e-6
_CHUNK = 8_000


@dataclass(frozen=True)
class Side:
    """What was found on one side of n pieces.

    Attributes:
        width_m: shape (n,), metres on the map plane; inf where no shore lies within the method's reach, NaN where
            the method doesn't look at this side.
        from_xy, to_xy: shape (n, 2), the cross-section; NaN where the width isn't finite.
        across_head: shape (n,), True where the width was measured parallel to the shore.
        at_edge: shape (n,), True where the line ran out of the data before it met a shore.
    """

    width_m: np.ndarray
    from_xy: np.ndarray
    to_xy: np.ndarray
    across_head: np.ndarray
    at_edge: np.ndarray


class Opposite:
    """The shores that a cross-section can end at.

    Attributes:
        segments: shape (s,).
        chord: shape (s,), chord of a segment; -1 at the edge of the data.
        seen: sign of the side (1 = water, -1 = land) -> shape (s,), True where a width may end at the segment.
    """

    def __init__(self, shores: Shores, chords: Chords, method: ShorelineMethod):
        ring = shores.line_ring[chords.detail_line]
        islet = shores.ring_island[ring] & (shores.ring_area_ha[ring] < method.islands_opposite_from_ha)
        pond = shores.water_area_ha[shores.line_water[chords.detail_line]] < method.ponds_opposite_from_ha
        kept, edges = np.flatnonzero(~islet), len(shores.edges)
        self.segments = ShoreSegments(
            np.append(shores.xy[chords.detail_first[kept]], shores.edges[:, :2], axis=0),
            np.append(shores.xy[chords.detail_last[kept]], shores.edges[:, 2:], axis=0),
        )
        self.chord = np.append(chords.detail_chord[kept], np.full(edges, -1))
        self.is_edge = np.append(np.zeros(len(kept), dtype=bool), np.ones(edges, dtype=bool))
        # A pond behind the shore doesn't make it a cape, but its own water is as narrow as it is.
        self.seen = {1.0: ~self.is_edge, -1.0: ~self.is_edge & ~np.append(pond[kept], np.zeros(edges, dtype=bool))}


def measure(
    chords: Chords,
    pieces: Pieces,
    rows: np.ndarray,
    opposite: Opposite,
    method: ShorelineMethod,
    progress: Progress = silent,
) -> tuple[Side, Side]:
    """Measure the pieces `rows`; the others stay NaN.

    Returns:
        The water's side and the land's side of all n pieces.
    """
    water, land = (_empty(len(pieces.chord)) for _ in range(2))
    for chunk in chunks(len(rows), _CHUNK, progress):
        at = rows[chunk]
        along = chords.direction[pieces.chord[at]]
        seaward = np.column_stack([-along[:, 1], along[:, 0]])
        crossing = _Crossing(pieces.middle[at], seaward, pieces.chord[at], opposite, method)
        for side, sign, classes in ((water, 1.0, method.water), (land, -1.0, method.land)):
            if classes.reach_m:
                found = crossing.side(sign, classes.reach_m)
                if method.across_heads:
                    _across(found, crossing, sign, along, classes.below_m, opposite)
                for name in ("width_m", "from_xy", "to_xy", "across_head", "at_edge"):
                    getattr(side, name)[at] = getattr(found, name)
    progress(1.0)
    return water, land


def _empty(size: int) -> Side:
    nowhere = np.full((size, 2), np.nan)
    no = np.zeros(size, dtype=bool)
    return Side(np.full(size, np.nan), nowhere, nowhere.copy(), no, no.copy())


class _Crossing:
    """Lines across the shore at some pieces, and all they meet."""

    def __init__(
        self, middle: np.ndarray, seaward: np.ndarray, chord: np.ndarray, opposite: Opposite, method: ShorelineMethod
    ):
        self.middle, self.seaward, self._opposite = middle, seaward, opposite
        slack = method.straighten_tolerance_m + 1.0
        low, high = -method.land.reach_m - slack, method.water.reach_m + slack
        self._line, self._segment, self._t = opposite.segments.crossed(middle, seaward, low, high)
        self._own = opposite.chord[self._segment] == chord[self._line]
        mine = self._line[self._own], len(middle), 0.0
        self._shore = {1.0: most(self._t[self._own], *mine), -1.0: least(self._t[self._own], *mine)}

    def shore(self, sign: float) -> np.ndarray:
        """Give the place on the line where the piece's own shore ends on that side."""
        return self._shore[sign]

    def point(self, t: np.ndarray) -> np.ndarray:
        return self.middle + t[:, None] * self.seaward

    def side(self, sign: float, reach_m: float) -> Side:
        """Find the first other shore on one side: sign 1 = water, -1 = land."""
        begin = self.shore(sign)
        beyond = ~self._own & (sign * (self._t - begin[self._line]) > _PAST_M)
        line, size = self._line[beyond], len(self.middle)
        away = sign * (self._t[beyond] - begin[line])
        segment = self._segment[beyond]
        edge, seen = self._opposite.is_edge[segment], self._opposite.seen[sign][segment]
        width = least(away[seen], line[seen], size, np.inf)
        to_edge = least(away[edge], line[edge], size, np.inf)
        at_edge = (to_edge < width) & (to_edge < reach_m)
        width = np.where(at_edge | (width >= reach_m), np.inf, width)
        known = np.isfinite(width)
        end = np.where(known, begin + sign * np.where(known, width, 0.0), np.nan)
        return Side(
            width, self.point(np.where(known, begin, np.nan)), self.point(end), np.zeros(size, dtype=bool), at_edge
        )


def _across(
    found: Side,
    crossing: _Crossing,
    sign: float,
    along: np.ndarray,
    bounds_m: tuple[float, ...],
    opposite: Opposite,
) -> None:
    """Where a circle of a bound's diameter doesn't fit in front of the shore, put the width across into `found`."""
    for bound in bounds_m:
        rows = np.flatnonzero(found.width_m >= bound)
        centre = crossing.point(crossing.shore(sign) + sign * bound / 2)[rows]
        line, segment, t = opposite.segments.crossed(centre, along[rows], -bound, bound)
        seen = opposite.seen[sign][segment]
        line, t = line[seen], t[seen]
        right = least(t[t > 0], line[t > 0], len(rows), np.inf)
        left = most(t[t <= 0], line[t <= 0], len(rows), -np.inf)
        narrow = right - left < bound
        at = rows[narrow]
        found.width_m[at] = (right - left)[narrow]
        found.from_xy[at] = centre[narrow] + left[narrow, None] * along[at]
        found.to_xy[at] = centre[narrow] + right[narrow, None] * along[at]
        found.across_head[at] = True
