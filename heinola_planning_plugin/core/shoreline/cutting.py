# SPDX-License-Identifier: GPL-2.0-or-later
"""Cutting lines where what lies beside them changes: at a parcel's border, at the edge of a reserve."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

_PRECISION_M = 0.01


def between(xy: np.ndarray, start: np.ndarray, end: np.ndarray, origin: np.ndarray | float = 0.0) -> np.ndarray:
    """Give the parts of a sequence of vertices as LineStrings.

    Args:
        xy: shape (v, 2).
        start, end: shape (n,), places as vertex number with a fraction, start < end.
        origin: added to the coordinates.
    """
    low = np.floor(start).astype(np.int64) + 1
    inner = np.maximum(np.ceil(end).astype(np.int64) - low, 0)
    size = inner + 2
    owner = np.repeat(np.arange(len(size)), size)
    place = np.arange(len(owner)) - (np.cumsum(size) - size)[owner]
    at = low[owner] + place - 1.0
    at = np.where(place == 0, start[owner], np.where(place == size[owner] - 1, end[owner], at))
    whole = np.floor(at).astype(np.int64)
    following = np.minimum(whole + 1, len(xy) - 1)
    share = (at - whole)[:, None]
    points = xy[whole] * (1 - share) + xy[following] * share
    return shapely.linestrings(points + origin, indices=owner)


def cut(
    lines: np.ndarray, label: Callable[[np.ndarray, np.ndarray], np.ndarray], step_m: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Cut lines where a label of their points changes.

    The label is asked every `step_m` and, where it differs, nearer and nearer until the place of change is known
    to 1 cm. What is narrower than the step can be missed.

    Args:
        lines: shape (n,), LineStrings.
        label: gives the int64 label of points, shape (k,), on lines with the row numbers given, shape (k,).
        step_m: distance between two questions.

    Returns:
        line, from, to, label of each part, in the order of the lines; from and to are shares 0-1 of the line.
    """
    length = shapely.length(lines)
    cells = np.maximum(np.ceil(length / step_m), 1).astype(np.int64)
    line = np.repeat(np.arange(len(lines)), cells + 1)
    place = np.arange(len(line)) - (np.cumsum(cells + 1) - cells - 1)[line]
    share = place / cells[line]

    def ask(rows: np.ndarray, at: np.ndarray) -> np.ndarray:
        return label(shapely.line_interpolate_point(lines[rows], at, normalized=True), rows)

    found = ask(line, share)
    change = np.flatnonzero((line[1:] == line[:-1]) & (found[1:] != found[:-1]))
    low, high, row = share[change], share[change + 1], line[change]
    for _ in range(int(np.ceil(np.log2(max(step_m / _PRECISION_M, 2))))):
        if not len(change):
            break
        middle = (low + high) / 2
        before = ask(row, middle) == found[change]
        low, high = np.where(before, middle, low), np.where(before, high, middle)
    cut_at = (low + high) / 2

    first = np.append(True, line[1:] != line[:-1])
    begins = first.copy()
    begins[change + 1] = True
    start = np.where(first, 0.0, np.nan)
    start[change + 1] = cut_at
    start = start[begins]
    part_line = line[begins]
    end = np.append(start[1:], 0.0)
    end[np.append(part_line[1:] != part_line[:-1], True)] = 1.0
    return part_line, start, end, found[begins]


def parts_of(lines: np.ndarray, line: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Give the parts that `cut` found as LineStrings; whole lines are passed on as they are."""
    out = lines[line]
    rows = np.flatnonzero((start > 0) | (end < 1))
    if len(rows):
        used, which = np.unique(line[rows], return_inverse=True)
        which = which.reshape(-1)
        xy, owner = shapely.get_coordinates(lines[used], return_index=True)
        step = np.hypot(*np.diff(xy, axis=0, append=xy[-1:]).T)
        step[np.append(owner[1:] != owner[:-1], True)] = 0.0
        arc = np.cumsum(step) - step
        last = np.cumsum(np.bincount(owner)) - 1
        first = np.append(0, last[:-1] + 1)
        length = arc[last] - arc[first]
        # np.interp over all lines at once: the last vertex of one and the first of the next share an arc length.
        places = [
            np.clip(
                np.interp(arc[first[which]] + share * length[which], arc, np.arange(len(xy))), first[which], last[which]
            )
            for share in (start[rows], end[rows])
        ]
        out[rows] = between(xy, *places)
    return out
