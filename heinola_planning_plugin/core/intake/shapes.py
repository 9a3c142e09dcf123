# SPDX-License-Identifier: GPL-2.0-or-later
"""Shapes put right or found wrong: missing, misplaced, invalid, twice, in pieces. Whole columns at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..features import transformer
from .coordinates import FINLAND, municipality

_SIMPLE = {"point": (0, 4), "line": (1, 2, 5), "polygon": (3, 6)}
_DIMENSION = {"point": 0, "line": 1, "polygon": 2}
MOST_IN_ONE_BOX = 50
"""Shapes of one box compared with each other; a larger pile is points at one address. Project's choice."""
ABROAD_KM = 1_000.0
"""Farther than this from Finland lies nothing of a Finnish layer, but rows in another system. Project's choice."""
KM_PER_DEGREE = 111.2
"""Length of a degree of latitude, km (mean radius 6371 km)."""


@dataclass(frozen=True)
class Repaired:
    """What became of a column of shapes.

    Attributes:
        geometry: shape (n,), repaired where it could be.
        reason: object (n,), code of what makes the row unusable, None where it is usable.
        done: object (n,), codes of what was repaired, ";" between them, None where nothing was.
    """

    geometry: np.ndarray
    reason: np.ndarray
    done: np.ndarray


def repair(geometry: np.ndarray, wanted: str, max_area_change: float) -> Repaired:
    """Make shapes valid and of one kind where that leaves them what they are.

    An invalid polygon is rebuilt (`make_valid`) and taken if its area changes by less than the given share of the
    area enclosed by its rings before; a figure of eight, whose halves cancel, is not. Of collections the parts of the
    wanted kind are taken.

    Args:
        geometry: shape (n,).
        wanted: "point", "line", "polygon" or "any".
        max_area_change: share, 0-1.
    """
    count = len(geometry)
    out = geometry.copy()
    reason = np.full(count, None, dtype=object)
    done = np.full(count, None, dtype=object)
    missing = shapely.is_missing(out)
    reason[missing] = "geometry_missing"
    empty = ~missing & shapely.is_empty(out)
    reason[empty] = "geometry_empty"
    with np.errstate(invalid="ignore"):
        bounds = shapely.bounds(out)
    endless = ~missing & ~empty & ~np.isfinite(bounds).all(axis=1)
    reason[endless] = "geometry_not_finite"

    rows = np.flatnonzero(reason == None)  # noqa: E711 - elementwise
    wrong = rows[~shapely.is_valid(out[rows])]
    if len(wrong):
        _make_valid(out, wrong, reason, done, max_area_change)
    if wanted != "any":
        _one_kind(out, wanted, reason, done)
    if wanted == "polygon":
        flat = np.flatnonzero((reason == None) & (shapely.area(out) <= 0))  # noqa: E711
        reason[flat] = "area_zero"
    return Repaired(out, reason, done)


def _make_valid(out: np.ndarray, wrong: np.ndarray, reason: np.ndarray, done: np.ndarray, max_change: float) -> None:
    before = out[wrong]
    dimension = shapely.get_dimensions(before)
    after = shapely.make_valid(before)
    area_kind = dimension == 2
    after[area_kind] = _parts_of(after[area_kind], 2)
    old, new = shapely.area(before), shapely.area(after)  # halves of a figure of eight cancel in the first
    with np.errstate(divide="ignore", invalid="ignore"):
        change = np.abs(new - old) / old
    good = ~area_kind | ((new > 0) & (change < max_change))
    good &= shapely.is_valid(after) & ~shapely.is_empty(after)
    out[wrong[good]] = after[good]
    _add(done, wrong[good], "made_valid")
    reason[wrong[~good]] = "geometry_invalid"
    reason[wrong[~good & area_kind & (new <= 0) & (old <= 0)]] = "area_zero"


def _parts_of(geometry: np.ndarray, dimension: int) -> np.ndarray:
    """Give the parts of one dimension as one shape each; empty where there is none."""
    out = geometry.copy()
    mixed = np.flatnonzero(shapely.get_type_id(geometry) == 7)
    if not len(mixed):
        return out
    parts, index = shapely.get_parts(geometry[mixed], return_index=True)
    while (shapely.get_type_id(parts) == 7).any():
        deeper, inner = shapely.get_parts(parts, return_index=True)
        parts, index = deeper, index[inner]
    parts, inner = shapely.get_parts(parts, return_index=True)
    index = index[inner]
    keep = shapely.get_dimensions(parts) == dimension
    build = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[dimension]
    out[mixed] = shapely.from_wkt("GEOMETRYCOLLECTION EMPTY")
    kept, places = parts[keep], index[keep]
    if len(kept):
        there, start = np.unique(places, return_inverse=True)
        out[mixed[there]] = build(kept, indices=start)
    return out


def _one_kind(out: np.ndarray, wanted: str, reason: np.ndarray, done: np.ndarray) -> None:
    types = shapely.get_type_id(out)
    usable = reason == None  # noqa: E711 - elementwise
    other = np.flatnonzero(usable & ~np.isin(types, _SIMPLE[wanted]))
    if not len(other):
        return
    collections = other[types[other] == 7]
    if len(collections):
        parts = _parts_of(out[collections], _DIMENSION[wanted])
        full = ~shapely.is_empty(parts)
        out[collections[full]] = parts[full]
        _add(done, collections[full], "parts_taken")
        other = np.setdiff1d(other, collections[full])
    reason[other] = "geometry_type"


def _add(done: np.ndarray, rows: np.ndarray, code: str) -> None:
    done[rows] = [code if old is None else f"{old};{code}" for old in done[rows]]


def misplaced(
    geometry: np.ndarray, crs: str, municipality_code: object, far_km: float
) -> tuple[np.ndarray, np.ndarray]:
    """Tell which shapes lie at 0,0 and which far from where the layer belongs.

    Args:
        geometry: shape (n,), in `crs`.
        crs: the system; "" = can't be told.
        municipality_code: distance is taken from this municipality's window; from Finland's when None.
        far_km: farther than this is far.

    Returns:
        Two boolean arrays of shape (n,).
    """
    bounds = shapely.bounds(geometry)
    zero = (np.abs(bounds) < 1e-6).all(axis=1)
    far = np.zeros(len(geometry), dtype=bool)
    known = np.isfinite(bounds).all(axis=1) & ~zero
    if not crs or not known.any():
        return zero, far
    window = FINLAND if municipality_code in (None, "") else municipality(municipality_code).window
    x, y = (bounds[known, 0] + bounds[known, 2]) / 2, (bounds[known, 1] + bounds[known, 3]) / 2
    lon, lat = transformer(crs, "EPSG:4326").transform(x, y)
    dy = np.maximum(np.maximum(window[1] - lat, lat - window[3]), 0) * KM_PER_DEGREE
    dx = np.maximum(np.maximum(window[0] - lon, lon - window[2]), 0) * KM_PER_DEGREE * np.cos(np.radians(window[1]))
    distance = np.hypot(dx, dy)
    far[known] = ~(distance <= far_km)  # not a number is far as well
    return zero, far


def abroad(geometry: np.ndarray, crs: str) -> np.ndarray:
    """Tell which shapes lie farther from Finland than any neighbour's: bool (n,)."""
    return misplaced(geometry, crs, None, ABROAD_KM)[1]


def same_shapes(geometry: np.ndarray, precision: float = 1e-3) -> np.ndarray:
    """Number the shapes so that equal ones share a number, that of the first of them; -1 where there is no shape.

    Equal: the same point set, whatever the starting point and direction of the rings. Candidates are found by their
    boxes at `precision` and compared exactly.
    """
    count = len(geometry)
    label = np.full(count, -1, dtype=np.int64)
    bounds = shapely.bounds(geometry)
    rows = np.flatnonzero(np.isfinite(bounds).all(axis=1))
    label[rows] = rows
    if len(rows) < 2:
        return label
    boxes = np.round(bounds[rows] / precision).astype(np.int64)
    order = np.lexsort((rows, boxes[:, 3], boxes[:, 2], boxes[:, 1], boxes[:, 0]))
    boxes, rows = boxes[order], rows[order]
    twin = np.arange(len(rows))
    for step in range(
        1, min(len(rows), MOST_IN_ONE_BOX)
    ):  # compare with the one `step` before, where the box is the same
        later = np.flatnonzero((boxes[step:] == boxes[:-step]).all(axis=1)) + step
        if not len(later):
            break
        later = later[twin[later] == later]
        equal = shapely.equals(geometry[rows[later]], geometry[rows[later - step]])
        twin[later[equal]] = later[equal] - step
    while (twin[twin] != twin).any():
        twin = twin[twin]
    label[rows] = rows[twin]
    return label


def dissolve(geometry: np.ndarray, group: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Put the pieces of each group together, without the seams where pieces touch.

    Args:
        geometry: shape (n,) valid polygons or multipolygons.
        group: shape (n,) integers; rows of the same number belong together.

    Returns:
        geometry of each group (k,), the group of each row as an index into it (n,), pieces in each group (k,).
        Groups are in the order of their first row.
    """
    _, first, inverse, counts = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    order = np.argsort(first, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    index, counts = place[inverse.reshape(-1)], counts[order]
    out = geometry[first[order]].copy()
    many = np.flatnonzero(counts > 1)
    if len(many):
        slot = np.full(len(counts), -1)
        slot[many] = np.arange(len(many))
        rows = np.flatnonzero(slot[index] >= 0)
        rows = rows[np.argsort(slot[index[rows]], kind="stable")]
        parts, inner = shapely.get_parts(geometry[rows], return_index=True)
        owner = slot[index[rows]][inner]
        multi = shapely.multipolygons(parts, indices=owner)
        seams = ~shapely.is_valid(multi)
        multi[seams] = _without_seams(multi[seams])
        out[many] = multi
    return out, index, counts


def _without_seams(multi: np.ndarray) -> np.ndarray:
    """Union the parts of each multipolygon. buffer(0) does it for the whole column; where it loses area, one by one."""
    joined = shapely.buffer(multi, 0)
    # Overlapping pieces make the union smaller than the sum, so only a loss beyond the largest part is a failure.
    parts, index = shapely.get_parts(multi, return_index=True)
    largest = np.zeros(len(multi))
    np.maximum.at(largest, index, shapely.area(parts))
    total = np.bincount(index, shapely.area(parts), minlength=len(multi))
    doubtful = (shapely.area(joined) < 0.999 * total) | (shapely.area(joined) < largest) | ~shapely.is_valid(joined)
    for row in np.flatnonzero(doubtful):
        joined[row] = shapely.union_all(shapely.get_parts(multi[row]))
    return joined
