# SPDX-License-Identifier: GPL-2.0-or-later
"""Exact distances from features to the nearest of many targets."""

from __future__ import annotations

import numpy as np
import shapely

from ..progress import Progress, chunks, part, silent
from . import _parts

_CHUNK = 4_000
_AREAS = 500
_POINTS = 100_000
_SEGMENTS = 4
"""In each piece of a target: with fewer there are more pieces to search, with more each takes longer to measure."""
_NODE_CAPACITY = 2
"""Measured on such pieces: three times as fast as shapely's own 10."""
_LARGE = 200
"""A feature with more vertices is measured segment by segment: one against many segments costs vertices x segments."""
_TOUCHING_M = 1e-9


class Targets:
    """Targets made ready for many searches: exploded to segments in a spatial index.

    Args:
        targets: shape (m,), geometries of any type; None and empty ones are never nearest.
    """

    def __init__(self, targets: np.ndarray):
        single, owner = _parts.parts(_parts.flat(targets))
        pieces, self._piece_owner = _parts.exploded(single, owner, _SEGMENTS)
        self._tree = shapely.STRtree(pieces, node_capacity=_NODE_CAPACITY)
        areal = shapely.get_type_id(single) == _parts.POLYGON
        self._areas, self._area_owner = _parts.prepared(single[areal]), owner[areal]
        self._single, self._single_owner = single, owner

    def __len__(self) -> int:
        """Count the pieces that can be nearest."""
        return len(self._piece_owner)

    def containing(self, points: np.ndarray) -> np.ndarray:
        """Give for each point the lowest row of a target polygon that holds it (border included), -1 for none."""
        found = np.full(len(points), np.iinfo(np.int64).max)
        tree = shapely.STRtree(points)

        def ask(now: slice) -> np.ndarray:
            area, point = tree.query(self._areas[now], predicate="intersects")
            return np.stack([self._area_owner[now][area], point])

        for owner, point in _parts.over_chunks(ask, len(self._areas), _AREAS):
            np.minimum.at(found, point, owner)
        found[found == np.iinfo(np.int64).max] = -1
        return found

    def nearest(
        self, geometry: np.ndarray, max_distance: float | None = None, progress: Progress = silent
    ) -> tuple[np.ndarray, np.ndarray]:
        """Do what `nearest` does, on targets made ready before."""
        return self._measured(geometry, max_distance, progress, every=True)

    def shortest(
        self, geometry: np.ndarray, max_distance: float | None = None, progress: Progress = silent
    ) -> np.ndarray:
        """Do what `shortest` does, on targets made ready before."""
        return self._measured(geometry, max_distance, progress, every=False)[0]

    def _measured(
        self, geometry: np.ndarray, max_distance: float | None, progress: Progress, every: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        """Measure; only where `every` of equally near targets is looked at is the index the lowest of them."""
        geometry = _parts.flat(geometry)
        missing = shapely.is_missing(geometry)
        distance = np.where(missing | (len(self) == 0), np.nan, np.inf)
        index = np.full(len(geometry), -1, dtype=np.int64)
        if not len(self) or missing.all():
            return distance, index
        progress(0.0)
        single, owner = _parts.parts(geometry)
        progress(0.02)

        row, target = self._touched_inside(single, owner)
        distance[row], index[row] = 0.0, target

        open_ = distance[owner] > 0
        found = self._search(single[open_], owner[open_], max_distance, progress, every)
        row, metres, target = _best(*found)
        distance[row], index[row] = metres, target
        progress(1.0)
        return distance, index

    def _touched_inside(self, single: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Find features with a part inside a target polygon, or large ones with a target inside them.

        A part that lies in a polygon without meeting its border has each of its vertices there, so one is enough.
        """
        target = np.full(len(single), -1, dtype=np.int64)
        for now in chunks(len(single) if len(self._areas) else 0, _POINTS):
            target[now] = self.containing(_parts.first_point(single[now]))
        inside = target >= 0
        rows, targets = [owner[inside]], [target[inside]]
        large = (shapely.get_type_id(single) == _parts.POLYGON) & (shapely.get_num_coordinates(single) > _LARGE)
        if large.any():
            tree = shapely.STRtree(_parts.first_point(self._single))
            area, point = tree.query(single[large], predicate="intersects")
            rows.append(owner[large][area])
            targets.append(self._single_owner[point])
        row, _, target = _best(np.concatenate(rows), np.zeros(sum(map(len, rows))), np.concatenate(targets))
        return row, target

    def _search(
        self, single: np.ndarray, owner: np.ndarray, max_distance: float | None, progress: Progress, every: bool
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give the nearest (row, metres, target) of each piece, with `every` the ties too."""
        if max_distance is not None:
            max_distance = max(max_distance, _TOUCHING_M)  # shapely refuses 0
        large = shapely.get_num_coordinates(single) > _LARGE
        pieces, piece_owner = _parts.exploded(single[large], owner[large])
        pieces = np.concatenate([single[~large], pieces])
        piece_owner = np.concatenate([owner[~large], piece_owner])

        def search(now: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
            (piece, target), metres = self._tree.query_nearest(
                pieces[now], max_distance=max_distance, return_distance=True, all_matches=every
            )
            return piece_owner[now][piece], metres, self._piece_owner[target]

        found = _parts.over_chunks(search, len(pieces), _CHUNK, part(progress, 0.05, 0.95))
        if not found:
            return piece_owner, np.empty(0), piece_owner
        rows, metres, targets = zip(*found)
        return np.concatenate(rows), np.concatenate(metres), np.concatenate(targets)


def nearest(
    geometry: np.ndarray, targets: np.ndarray, progress: Progress = silent, *, max_distance: float | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Give the distance in the plane from each feature to the nearest target, exactly.

    Distances are between the nearest points of the shapes, not between middles: 0 where they touch, cross or where
    one lies in the other. Heights are dropped. An invalid polygon is measured as it stands, by its border and the
    even-odd rule. The distance is that of the map plane; divide by the length scale factor for metres on the ground.

    Args:
        geometry: shape (n,), features of any type.
        targets: shape (m,), points, lines, polygons or collections, mixed as they come.
        progress: called once per chunk.
        max_distance: don't look further than this many metres.

    Returns:
        distance_m, float64 (n,): NaN where the feature has no geometry or there is no target at all, inf where
        there is none within `max_distance` (known to be further, so not unknown).
        index, int64 (n,): row of the nearest target, the lowest among equally near ones; -1 where there is none.
        For a distance of 0 a target that contains a part of the feature comes before one that only meets its border.
    """
    progress(0.0)
    return Targets(targets).nearest(geometry, max_distance, progress)


def shortest(
    geometry: np.ndarray, targets: np.ndarray, progress: Progress = silent, *, max_distance: float | None = None
) -> np.ndarray:
    """Give the distances that `nearest` gives, without saying to which target.

    Where features touch several targets, or the ends that lines share, it takes half the time: ties needn't be found.
    """
    progress(0.0)
    return Targets(targets).shortest(geometry, max_distance, progress)


def _best(row: np.ndarray, metres: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Keep one candidate per row: the nearest, then the lowest target."""
    order = np.lexsort((target, metres, row))
    row, metres, target = row[order], metres[order], target[order]
    first = _parts.first_of_each(row)
    return row[first], metres[first], target[first]
