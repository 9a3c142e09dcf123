# SPDX-License-Identifier: GPL-2.0-or-later
"""Cutting lines where what lies beside them changes: at a parcel's border, at the edge of a reserve."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from ..errors import InputError
from ..features import Features
from .crossings import ShoreSegments

_LINE = 1
_PRECISION_M = 0.01
_BESIDE_M = 0.02


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


def single_lines(pieces: Features) -> Features:
    """Give pieces of shore as single lines: files and QGIS's layers hold them as collections of one.

    Raises:
        InputError: a piece is no line, or several.
    """
    lines, row = shapely.get_parts(pieces.geometry, return_index=True)
    if len(row) != len(pieces) or (row != np.arange(len(row))).any() or (shapely.get_type_id(lines) != _LINE).any():
        raise InputError("isn't a modified shoreline: each piece must be one line", layer=pieces.source.name)
    return pieces.with_geometry(lines)


def cut(
    lines: np.ndarray,
    label: Callable[[np.ndarray, np.ndarray], np.ndarray],
    step_m: float,
    breaks: tuple[np.ndarray, np.ndarray] | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Cut lines where a label of their points changes.

    The label is asked every `step_m` and beside each break, and, where it differs, nearer and nearer until the place
    of change is known to 1 cm. What is narrower than the step can be missed, unless breaks tell where to look.

    Args:
        lines: shape (n,), LineStrings.
        label: gives the int64 label of points, shape (k,), on lines with the row numbers given, shape (k,).
        step_m: distance between two questions.
        breaks: line and share 0-1 of it, shape (b,) each, in any order: places where the label may change at once.

    Returns:
        line, from, to, label of each part, in the order of the lines; from and to are shares 0-1 of the line.
    """
    length = shapely.length(lines)
    line, start, end = _between_breaks(len(lines), breaks)
    metres = (end - start) * length[line]
    cells = np.maximum(np.ceil(metres / step_m), 1).astype(np.int64)
    span = np.repeat(np.arange(len(line)), cells + 1)
    place = np.arange(len(span)) - (np.cumsum(cells + 1) - cells - 1)[span]
    # Right at a break the label is a matter of rounding: ask a little beside it.
    inset = np.minimum(_BESIDE_M / np.maximum(metres, 1e-12), 0.25)
    inner = inset[span] + (1 - 2 * inset[span]) * place / cells[span]
    share = start[span] + inner * (end - start)[span]

    def ask(rows: np.ndarray, at: np.ndarray) -> np.ndarray:
        return label(shapely.line_interpolate_point(lines[rows], at, normalized=True), rows)

    found = ask(line[span], share)
    change = np.flatnonzero((span[1:] == span[:-1]) & (found[1:] != found[:-1]))
    low, high, row = share[change], share[change + 1], line[span][change]
    for _ in range(int(np.ceil(np.log2(max(step_m / _PRECISION_M, 2))))):
        if not len(change):
            break
        middle = (low + high) / 2
        before = ask(row, middle) == found[change]
        low, high = np.where(before, middle, low), np.where(before, high, middle)

    first = np.append(True, span[1:] != span[:-1])
    begin = np.where(first, start[span], np.nan)
    begin[change + 1] = (low + high) / 2
    begins = np.flatnonzero(~np.isnan(begin))
    # Parts that a break divides in vain are one.
    owner, value = line[span][begins], found[begins]
    fresh = np.append(True, (owner[1:] != owner[:-1]) | (value[1:] != value[:-1]))
    owner, value, part_start = owner[fresh], value[fresh], begin[begins][fresh]
    part_end = np.append(part_start[1:], 0.0)
    part_end[np.append(owner[1:] != owner[:-1], True)] = 1.0
    return owner, part_start, part_end, value


def _between_breaks(
    count: int, breaks: tuple[np.ndarray, np.ndarray] | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    line, share = np.arange(count), np.zeros(count)
    if breaks is not None:
        inside = (breaks[1] > 0) & (breaks[1] < 1)
        line, share = np.append(line, breaks[0][inside]), np.append(share, breaks[1][inside])
        order = np.lexsort((share, line))
        line, share = line[order], share[order]
        distinct = np.append(True, (line[1:] != line[:-1]) | (share[1:] > share[:-1] + 1e-9))
        line, share = line[distinct], share[distinct]
    end = np.append(share[1:], 1.0)
    end[np.append(line[1:] != line[:-1], True)] = 1.0
    return line, share, end


def crossings(lines: np.ndarray, areas: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find where lines cross the borders of areas: line and share 0-1 of it."""
    ends, border = _segments(shapely.get_rings(areas))
    if not len(border):
        return np.empty(0, dtype=np.int64), np.empty(0)
    xy, owner = _segments(lines)
    segment, _, t = ShoreSegments(ends[:, 0], ends[:, 1]).crossed(xy[:, 0], xy[:, 1] - xy[:, 0], 0.0, 1.0)
    step = np.hypot(*(xy[:, 1] - xy[:, 0]).T)
    arc = np.cumsum(step) - step
    line = owner[segment]
    begins = arc[np.searchsorted(owner, line)]
    return line, (arc[segment] + t * step[segment] - begins) / shapely.length(lines)[line]


def _segments(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    at = np.flatnonzero(owner[1:] == owner[:-1])
    return np.stack([xy[at], xy[at + 1]], axis=1), owner[at]


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
