# SPDX-License-Identifier: GPL-2.0-or-later
"""The straightened shoreline, and the pieces that link it to the real one.

Straightening is Douglas and Peucker's (1973): the shore between two points becomes the chord between them when no
part of it lies farther from the chord than the tolerance. On a rough shore that method can stop a little beside a
corner and cut it off; so each corner is then moved to where the two chords that meet in it fit the shore best (least
squares), and dropped where the shore fits one chord. Each chord knows the stretch of real shore it stands for, so
every metre of real shore has its straightened metres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .cutting import between
from .shores import Shores

_TURNS = 8
"""Corners settle in two or three rounds; each round moves the even and the odd ones."""


@dataclass(frozen=True)
class Chords:
    """Straightened shore: m chords over a shore of v vertices.

    Attributes:
        first, last: shape (m,), vertices that a chord joins; first is rising.
        line: shape (m,), line of the shore.
        length: shape (m,), metres on the map plane.
        direction: shape (m, 2), unit vector; the water is on its left.
        detail_first, detail_last: shape (d,), the segments that widths are measured against, as vertex pairs.
        detail_chord, detail_line: shape (d,), the chord and the line that a segment belongs to.
    """

    first: np.ndarray
    last: np.ndarray
    line: np.ndarray
    length: np.ndarray
    direction: np.ndarray
    detail_first: np.ndarray
    detail_last: np.ndarray
    detail_chord: np.ndarray
    detail_line: np.ndarray


@dataclass(frozen=True)
class Pieces:
    """Pieces of shore with one width each: n pieces of chords.

    Attributes:
        chord: shape (n,).
        start, end: shape (n,), place on the real shore as vertex number with a fraction.
        middle: shape (n, 2), middle of the piece on the chord.
        real_m, straight_m: shape (n,), metres on the map plane.
        shore_start_m: shape (n,), straightened metres from the beginning of the unbroken shore.
    """

    chord: np.ndarray
    start: np.ndarray
    end: np.ndarray
    middle: np.ndarray
    real_m: np.ndarray
    straight_m: np.ndarray
    shore_start_m: np.ndarray


def straighten(shores: Shores, tolerance_m: float, detail_m: float) -> Chords:
    """Straighten the shores.

    Args:
        shores: of all waters.
        tolerance_m: parts of the shore up to this far from a chord are straightened.
        detail_m: the same for the line that widths are measured against.
    """
    line_of = np.repeat(np.arange(len(shores.line_start) - 1), np.diff(shores.line_start))
    # The vertex number travels as z through the simplification, which keeps vertices and makes no new ones.
    numbered = np.column_stack([shores.xy, np.arange(len(shores.xy), dtype=float)])
    lines = shapely.linestrings(numbered, indices=line_of)
    fine = shapely.simplify(lines, detail_m, preserve_topology=False)
    vertex, vertex_line = _vertices(fine)
    corners = np.searchsorted(vertex, _vertices(shapely.simplify(fine, tolerance_m, preserve_topology=False))[0])
    shore = _Fit(shores.xy[vertex], vertex_line)
    for turn in range(_TURNS):
        corners = shore.settled(corners, tolerance_m, turn % 2)
    first, last, line = _joined(vertex[corners], vertex_line[corners])
    detail_first, detail_last, detail_line = _joined(vertex, vertex_line)
    across = shores.xy[last] - shores.xy[first]
    length = np.hypot(*across.T)
    return Chords(
        first=first,
        last=last,
        line=line,
        length=length,
        direction=across / np.where(length > 0, length, 1.0)[:, None],
        detail_first=detail_first,
        detail_last=detail_last,
        detail_chord=np.searchsorted(first, detail_first, side="right") - 1,
        detail_line=detail_line,
    )


def _vertices(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    numbers, line = shapely.get_coordinates(lines, include_z=True, return_index=True)
    return np.rint(numbers[:, 2]).astype(np.int64), line


def _joined(vertex: np.ndarray, line: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    within = line[1:] == line[:-1]
    return vertex[:-1][within], vertex[1:][within], line[:-1][within]


class _Fit:
    """How well chords fit the shore.

    Args:
        xy: shape (v, 2), vertices of all lines.
        line: shape (v,), line of each.
    """

    def __init__(self, xy: np.ndarray, line: np.ndarray):
        self._xy, self._line = xy, line
        step = np.hypot(*np.diff(xy, axis=0, append=xy[-1:]).T)
        step[np.append(line[1:] != line[:-1], True)] = 0.0
        weight = (step + np.append(0.0, step[:-1])) / 2  # metres of shore, so that dense vertices weigh no more
        x, y = xy.T
        sums = np.column_stack([np.ones(len(x)), x, y, x * x, x * y, y * y]) * weight[:, None]
        self._before = np.vstack([np.zeros(6), np.cumsum(sums, axis=0)])

    def settled(self, corners: np.ndarray, tolerance_m: float, turn: int) -> np.ndarray:
        """Move every second corner to where it fits best, or drop it.

        Args:
            corners: rising indices of vertices; the ends of each line are corners and stay.
            tolerance_m: no part of the shore may lie farther from its chord.
            turn: 0 or 1, which corners; neighbours never move at once.
        """
        at = np.arange(1 + turn, len(corners) - 1, 2)
        line = self._line[corners]
        at = at[(line[at - 1] == line[at]) & (line[at + 1] == line[at])]
        if not len(at):
            return corners
        before, after = corners[at - 1], corners[at + 1]
        needed = self._height(before, after) > tolerance_m
        best = self._best(before, after)
        fits = needed & (self._height(before, best) <= tolerance_m) & (self._height(best, after) <= tolerance_m)
        moved = corners.copy()
        moved[at[fits]] = best[fits]
        return np.delete(moved, at[~needed])

    def _best(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Give the vertex between start and end through which two chords fit best."""
        owner, vertex, first = _runs(start + 1, end - 1)
        misfit = self._misfit(start[owner], vertex) + self._misfit(vertex, end[owner])
        return _first_equal(misfit, np.minimum.reduceat(misfit, first), owner, vertex)

    def _misfit(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Give the squared distances from the chord, summed along the shore, m3."""
        w, x, y, xx, xy, yy = (self._before[end + 1] - self._before[start]).T
        (x0, y0), (dx, dy) = self._xy[start].T, (self._xy[end] - self._xy[start]).T
        xx, yy, xy = xx - 2 * x0 * x + x0 * x0 * w, yy - 2 * y0 * y + y0 * y0 * w, xy - x0 * y - y0 * x + x0 * y0 * w
        return (xx * dy * dy - 2 * xy * dx * dy + yy * dx * dx) / np.maximum(dx * dx + dy * dy, 1e-18)

    def _height(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Give the largest distance of the vertices from start to end from the chord between them."""
        owner, vertex, first = _runs(start, end)
        chord = self._xy[end] - self._xy[start]
        square = np.maximum((chord**2).sum(axis=1), 1e-18)
        away = self._xy[vertex] - self._xy[start[owner]]
        share = np.clip((away * chord[owner]).sum(axis=1) / square[owner], 0.0, 1.0)
        return np.maximum.reduceat(np.hypot(*(away - share[:, None] * chord[owner]).T), first)


def _runs(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """List start, start + 1, … end of each run: owner and number of each entry, first entry of each run."""
    size = end - start + 1
    first = np.cumsum(size) - size
    owner = np.repeat(np.arange(len(size)), size)
    return owner, np.arange(len(owner)) - first[owner] + start[owner], first


def _first_equal(values: np.ndarray, wanted: np.ndarray, owner: np.ndarray, result: np.ndarray) -> np.ndarray:
    found = np.empty(len(wanted), dtype=np.int64)
    at = np.flatnonzero(values == wanted[owner])[::-1]
    found[owner[at]] = result[at]
    return found


def pieces_of(shores: Shores, chords: Chords, step_m: float) -> Pieces:
    """Cut the chords into equal pieces of at most `step_m` and find each piece's stretch of real shore.

    A real vertex belongs where it falls on its chord; where the shore turns back, it waits there until the shore
    comes on again. So the real pieces follow each other without gaps or overlaps.
    """
    count = np.maximum(np.ceil(chords.length / step_m - 1e-6), 1).astype(np.int64)
    chord = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(chord)) - (np.cumsum(count) - count)[chord]
    low, high = number / count[chord], (number + 1) / count[chord]

    before = np.cumsum(chords.length) - chords.length
    vertex = np.arange(len(shores.xy))
    of = np.searchsorted(chords.first, vertex, side="right") - 1
    along = ((shores.xy - shores.xy[chords.first[of]]) * chords.direction[of]).sum(axis=1)
    reached = np.maximum.accumulate(before[of] + np.clip(along, 0.0, chords.length[of]))
    cut = np.interp(before[chord] + low * chords.length[chord], reached, vertex)
    start = np.where(number == 0, chords.first[chord], cut)
    end = np.append(start[1:], 0.0)
    final = number == count[chord] - 1
    end[final] = chords.last[chord][final]

    step = np.hypot(*np.diff(shores.xy, axis=0, append=shores.xy[-1:]).T)
    step[shores.line_start[1:] - 1] = 0.0
    arc = np.cumsum(step) - step
    middle = (
        shores.xy[chords.first[chord]] + ((low + high) / 2 * chords.length[chord])[:, None] * chords.direction[chord]
    )
    straight = chords.length[chord] / count[chord]
    along_all = np.cumsum(straight) - straight
    shore = shores.line_shore[chords.line[chord]]
    begins = np.flatnonzero(np.diff(shore, prepend=-1))
    shore_start = along_all - along_all[begins][np.searchsorted(begins, np.arange(len(chord)), side="right") - 1]
    return Pieces(
        chord=chord,
        start=start,
        end=end,
        middle=middle,
        real_m=np.interp(end, vertex, arc) - np.interp(start, vertex, arc),
        straight_m=straight,
        shore_start_m=shore_start,
    )


def lines_of(shores: Shores, pieces: Pieces) -> np.ndarray:
    """Give the pieces of real shore as LineStrings in map coordinates, shape (n,)."""
    return between(shores.xy, pieces.start, pieces.end, shores.origin)
