# SPDX-License-Identifier: GPL-2.0-or-later
"""Uniting areas, many at a time."""

from __future__ import annotations

import numpy as np
import shapely

from ..progress import Progress, part, silent
from . import _parts

_BITS = 2_000
_ASKED = 200
_LARGE = 100_000
_GROUP = 10_000
"""Vertices united at a time: some hundredths of a second, so that one can cancel in between."""
_WORTH = 0.75
"""Uniting goes on in wider groups as long as it leaves less than this of the vertices."""


def by_key(key: np.ndarray, bit: np.ndarray, progress: Progress = silent) -> tuple[np.ndarray, np.ndarray]:
    """Give the distinct keys in order, and for each the union of its bits."""
    order = np.argsort(key, kind="stable")
    key, bit = key[order], bit[order]
    first = _parts.first_of_each(key)
    count = np.diff(np.append(first, len(key)))
    out = bit[first]
    sizes = np.unique(count[count > 1])
    for number, several in enumerate(sizes):
        chosen = count == several
        together = bit[first[chosen][:, None] + np.arange(several)]
        told = part(progress, number / len(sizes), (number + 1) / len(sizes))
        size = max(_BITS // int(several), 1)
        out[chosen] = _parts.in_threads(
            lambda shapes: shapely.union_all(shapes, axis=1), together, size=size, progress=told
        )
    return key[first], out


def where_they_meet(polygons: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """Unite valid polygons that touch or overlap: those near each other first, then what came of them.

    Returns:
        Polygons that cover the same ground. Very large ones are left as they are; and where uniting doesn't make the
        whole smaller, there may still be some that touch.
    """
    large = shapely.get_num_coordinates(polygons) > _LARGE
    done, rest = [polygons[large]], polygons[~large]
    step = 0
    while len(rest):
        here = part(progress, 1 - 0.5**step, 1 - 0.5 ** (step + 1))
        step += 1
        meets = _meets(rest, part(here, 0.0, 0.4))
        done.append(rest[~meets])
        rest = rest[meets]
        if not len(rest):
            break
        before, group = shapely.get_num_coordinates(rest).sum(), _near(rest)
        order = np.argsort(group, kind="stable")
        together = shapely.geometrycollections(rest[order], indices=group[order])[:, None]
        united = _parts.in_threads(
            lambda shapes: shapely.union_all(shapes, axis=1), together, size=1, progress=part(here, 0.4, 1.0)
        )
        rest, _ = _parts.of_dimension(united, 2)
        if len(united) == 1 or shapely.get_num_coordinates(rest).sum() > _WORTH * before:
            break
    return np.concatenate([*done, rest])


def _meets(polygons: np.ndarray, progress: Progress) -> np.ndarray:
    """Tell which polygons touch another."""
    tree = shapely.STRtree(polygons)

    def find(rows: slice) -> np.ndarray:
        a, b = tree.query(polygons[rows], predicate="intersects")
        return a[a + rows.start != b] + rows.start

    out = np.zeros(len(polygons), dtype=bool)
    for rows in _parts.over_chunks(find, len(polygons), _ASKED, progress):
        out[rows] = True
    return out


def _near(polygons: np.ndarray) -> np.ndarray:
    """Number groups of polygons that lie side by side, each of about `_GROUP` vertices: strips, cut across."""
    vertices = shapely.get_num_coordinates(polygons)
    west, south, east, north = shapely.bounds(polygons).T
    strips = int(np.ceil(np.sqrt(vertices.sum() / _GROUP)))
    strip = np.argsort(np.argsort(west + east, kind="stable"), kind="stable") * strips // len(polygons)
    order = np.lexsort((south + north, strip))
    group = np.empty(len(polygons), dtype=np.int64)
    group[order] = np.maximum(np.cumsum(vertices[order]) - 1, 0) // _GROUP
    return np.unique(group, return_inverse=True)[1]
