# SPDX-License-Identifier: GPL-2.0-or-later
"""What part of a feature lies in which zone.

Most features lie wholly in one zone or another; only those that cross a border are cut, and large zones are cut to
tiles first, so that a lake of 100 000 vertices costs its parcels no more than a pond.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, chunks, part, silent
from . import _parts

TOUCH_M2 = 1e-3
"""Areas up to this many m2 are touches, not overlaps (project's choice: far below any survey's accuracy, far above
the rounding of coordinates of 27 million metres)."""
TOUCH_M = 1e-3
"""The same for lines, in metres."""
_ZONES = 500
_PAIRS = 4_000
_TIE_DIGITS = 9


def pieces(
    geometry: np.ndarray, zones: np.ndarray, progress: Progress = silent
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cut features by zones.

    An area gives areas, a line gives lines, a point itself; touches (`TOUCH_M2`, `TOUCH_M`) give nothing. Zones may
    overlap each other: each gives its own piece. Invalid shapes are replaced by `shapely.make_valid` of them; zones
    that are not polygons hold nothing.

    Args:
        geometry: shape (n,), features of any type.
        zones: shape (m,), polygons.
        progress: called once per chunk.

    Returns:
        i, j: int64 (k,), row of the feature and of the zone, ordered by i, then j, each pair once.
        piece: object (k,), the 2D shape they share; the feature itself where it lies wholly in the zone.
    """
    cut = _cut(_Features.of(geometry, progress), zones, part(progress, 0.05, 0.95))
    key, piece = _united(cut.i * max(len(zones), 1) + cut.j, cut.bit)
    return key // max(len(zones), 1), key % max(len(zones), 1), piece


def share_within(geometry: np.ndarray, areas: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """Give the share of each feature that lies in any of the areas, counting ground that several cover once.

    Returns:
        float64 (n,), 0-1: of the area of a polygon, of the length of a line, of the number of points. NaN where the
        feature has no geometry or no size; 0 where no area reaches it, also when there are no areas at all.
    """
    features = _Features.of(geometry, progress)
    cut = _cut(features, areas, part(progress, 0.05, 0.9))
    covered = np.zeros(len(features.single), dtype=bool)
    covered[cut.row[cut.whole]] = True
    inside = np.where(covered, features.single_size, 0.0)
    # Only bits that may cover the same ground need a union: lines may, on the edge of two tiles.
    plain = cut.alone & (features.dimension[cut.i] == 2)
    shared = np.zeros(len(covered), dtype=bool)
    shared[cut.row[~plain]] = True
    add, join = (chosen & ~covered[cut.row] for chosen in (~shared[cut.row], shared[cut.row]))
    row, bit = _united(cut.row[join], cut.bit[join])
    inside[row] = _size(bit, features.dimension[features.owner[row]])
    np.add.at(inside, cut.row[add], shapely.area(cut.bit[add]))
    share = features.summed(inside) / features.size
    progress(1.0)
    return np.minimum(share, 1.0)


def largest(geometry: np.ndarray, zones: np.ndarray, progress: Progress = silent) -> tuple[np.ndarray, np.ndarray]:
    """Give for each feature the zone that holds the largest part of it.

    Returns:
        index, int64 (n,): row of the zone, the lowest where shares are equal to 9 digits; -1 where none holds any.
        share, float64 (n,): share of the feature in that zone, 0-1; 0 where there is none, NaN where the feature has
        no geometry or no size.
    """
    features = _Features.of(geometry, progress)
    cut = _cut(features, zones, part(progress, 0.05, 0.95))
    i, j, size = cut.sizes(features)
    index = np.full(len(features.size), -1, dtype=np.int64)
    share = np.where(features.size > 0, 0.0, np.nan)
    found = np.minimum(size / features.size[i], 1.0)
    order = np.lexsort((j, -np.round(found, _TIE_DIGITS), i))
    best = order[_parts.first_of_each(i[order])]
    index[i[best]], share[i[best]] = j[best], found[best]
    return index, share


@dataclass(frozen=True)
class _Features:
    """Features as the single parts of their highest dimension: single (s,), their row `owner` (s,), their size."""

    single: np.ndarray
    owner: np.ndarray
    single_size: np.ndarray
    dimension: np.ndarray
    size: np.ndarray

    @classmethod
    def of(cls, geometry: np.ndarray, progress: Progress) -> _Features:
        progress(0.0)
        known = _parts.flat(geometry)
        dimension = shapely.get_dimensions(known)
        progress(0.01)
        known = _parts.repaired(known)
        progress(0.03)
        single, owner = _parts.parts(known)
        # What repair leaves of an area without size (a line, a point) is no area.
        kept = shapely.get_dimensions(single) == dimension[owner]
        single, owner = single[kept], owner[kept]
        size = _size(single, dimension[owner])
        total = np.bincount(owner, size, minlength=len(geometry))
        return cls(single, owner, size, dimension, np.where(total > 0, total, np.nan))

    def summed(self, values: np.ndarray) -> np.ndarray:
        """Add values of single parts up to features."""
        return np.bincount(self.owner, values, minlength=len(self.size))


@dataclass(frozen=True)
class _Cut:
    """Bits of features in zones.

    Attributes:
        row, i, j: part, feature and zone.
        bit: the shape they share; two bits of the same part and zone share no ground.
        whole: the bit is the whole part.
        alone: the zone shares no ground with another.
    """

    row: np.ndarray
    i: np.ndarray
    j: np.ndarray
    bit: np.ndarray
    whole: np.ndarray
    alone: np.ndarray

    def sizes(self, features: _Features) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give i, j and the size of what they share."""
        zones = self.j.max(initial=0) + 1
        key, bit = self.i * zones + self.j, self.bit
        if (features.dimension[self.i] < 2).any():  # lines and points on the edge of two tiles are in both
            key, bit = _united(key, bit)
        size = _size(bit, features.dimension[key // zones])
        pair, place = np.unique(key, return_inverse=True)
        return pair // zones, pair % zones, np.bincount(place, size, minlength=len(pair))


def _cut(features: _Features, zones: np.ndarray, progress: Progress) -> _Cut:
    single, owner = features.single, features.owner
    zone, zone_row = _parts.of_dimension(_parts.repaired(_parts.flat(zones)), 2)
    count = max(len(zone), 1)
    tile, tile_zone = _parts.tiled(zone, np.arange(len(zone)))
    progress(0.0)
    bit, bit_row = _feature_tiles(features)
    piece, other = _found(bit, tile, "intersects", part(progress, 0.0, 0.2))
    row, met = bit_row[piece], tile_zone[other]
    held, holder = _inside(single, zone, tile, tile_zone, (row, other), part(progress, 0.2, 0.5))
    progress(0.5)
    overlapping = _overlapping(tile, tile_zone, count, len(piece))
    progress(0.5)
    open_ = _unsettled(row, met, held, holder, count, overlapping)
    piece, other, row, met = piece[open_], other[open_], row[open_], met[open_]
    shared = _intersected(bit[piece], tile[other], part(progress, 0.5, 1.0))
    real = _more_than_touch(shared, shapely.get_dimensions(bit[piece]), row * count + met)

    rows = np.concatenate([held, row[real]])
    zone_of = np.concatenate([holder, met[real]])
    return _Cut(
        row=rows,
        i=owner[rows],
        j=zone_row[zone_of],
        bit=np.concatenate([single[held], shared[real]]),
        whole=np.arange(len(rows)) < len(held),
        alone=~np.isin(np.arange(len(zone)), overlapping // count)[zone_of],
    )


def _feature_tiles(features: _Features) -> tuple[np.ndarray, np.ndarray]:
    """Give the parts, large areas in tiles, and the part that each is of."""
    areal = features.dimension[features.owner] == 2
    bit, row = _parts.tiled(features.single[areal], np.flatnonzero(areal))
    return np.concatenate([bit, features.single[~areal]]), np.concatenate([row, np.flatnonzero(~areal)])


def _found(single: np.ndarray, areas: np.ndarray, predicate: str, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Give the pairs (row of single, row of areas) for which `areas predicate single` holds."""
    tree = shapely.STRtree(single)
    found = [np.empty((2, 0), dtype=np.int64)]
    for now in chunks(len(areas), _ZONES, progress):
        area, row = tree.query(areas[now], predicate=predicate)
        found.append(np.stack([row, area + now.start]))
    row, area = np.concatenate(found, axis=1)
    return row, area


def _inside(
    single: np.ndarray,
    zone: np.ndarray,
    tile: np.ndarray,
    tile_zone: np.ndarray,
    met: tuple[np.ndarray, np.ndarray],
    progress: Progress,
) -> tuple[np.ndarray, np.ndarray]:
    """Find the (part, zone) where the part lies wholly in the zone, each once.

    A part that touches the zone's border from inside costs a full comparison, so it is asked only of the tiles it
    meets (`met`: rows of parts and tiles); one that lies across several tiles is cut instead. A point that meets a
    zone is in it.
    """
    count, tiles = max(len(zone), 1), max(len(tile), 1)
    pair = np.unique(met[0] * tiles + met[1])
    row, other = pair // tiles, pair % tiles
    point = shapely.get_dimensions(single[row]) == 0
    key = row[point] * count + tile_zone[other[point]]
    row, other = row[~point], other[~point]

    solid = np.flatnonzero(shapely.get_dimensions(single) > 0)
    held, holder = _found(single[solid], zone, "contains_properly", part(progress, 0.0, 0.5))
    key = np.concatenate([key, solid[held] * count + holder])
    new = ~np.isin(row * count + tile_zone[other], key)
    row, other = row[new], other[new]
    covered = _parts.in_threads(
        shapely.covers, tile[other], single[row], size=_PAIRS, progress=part(progress, 0.5, 1.0)
    )
    key = np.unique(np.concatenate([key, row[covered] * count + tile_zone[other[covered]]]))
    return key // count, key % count


def _unsettled(
    row: np.ndarray, other: np.ndarray, held: np.ndarray, holder: np.ndarray, zones: int, overlapping: np.ndarray
) -> np.ndarray:
    """Tell which meetings of part `row` and zone `other` must be cut to know what they share.

    Not those known to be wholly inside; and a part inside one zone shares nothing with another that only borders on
    that zone, as plan areas border on each other, so the parcels along the border needn't be cut.
    """
    known = np.isin(row * zones + other, held * zones + holder)  # large features come here tile by tile
    home = np.full(max(row.max(initial=-1), held.max(initial=-1)) + 1, -1, dtype=np.int64)
    home[held] = holder
    away = home[row]
    return ~known & ((away < 0) | np.isin(away * zones + other, overlapping))


def _overlapping(tile: np.ndarray, tile_zone: np.ndarray, zones: int, budget: int) -> np.ndarray:
    """Give the pairs of zones that share more than a touch, as a * zones + b, both ways round.

    Where there are more pairs to look at than `budget`, all that come near each other are given.
    """
    a, b = shapely.STRtree(tile).query(tile)
    apart = tile_zone[a] < tile_zone[b]
    a, b = a[apart], b[apart]
    if len(a) <= budget:
        shared = _parts.in_threads(shapely.intersection, tile[a], tile[b], size=_PAIRS)
        real = shapely.area(shared) > TOUCH_M2
        a, b = a[real], b[real]
    a, b = tile_zone[a], tile_zone[b]
    return np.unique(np.concatenate([a * zones + b, b * zones + a]))


def _intersected(a: np.ndarray, b: np.ndarray, progress: Progress) -> np.ndarray:
    """Give what pairs share, of the dimension of `a` only."""
    shared = _parts.in_threads(shapely.intersection, a, b, size=_PAIRS, progress=progress)
    mixed = shapely.get_type_id(shared) == _parts.COLLECTION
    if mixed.any():
        shared[mixed] = _of_own_dimension(shared[mixed], shapely.get_dimensions(a[mixed]))
    return shared


def _more_than_touch(shared: np.ndarray, dimension: np.ndarray, key: np.ndarray) -> np.ndarray:
    """Tell which bits belong to a part and zone (`key`) that together share more than a touch."""
    real = shapely.get_dimensions(shared) == dimension
    size = np.where(real, _size(shared, dimension), 0.0)
    _, place = np.unique(key, return_inverse=True)
    together = np.bincount(place, size)[place] if len(place) else size
    return real & (together > np.choose(dimension, (0.0, TOUCH_M, TOUCH_M2)))


def _of_own_dimension(collections: np.ndarray, dimension: np.ndarray) -> np.ndarray:
    """Drop the points and lines where an area only touches; the parts of one intersection never overlap each other."""
    single, owner = _parts.parts(collections)
    own = shapely.get_dimensions(single) == dimension[owner]
    out = np.full(len(collections), None, dtype=object)
    for size, together in enumerate((shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)):
        chosen = own & (dimension[owner] == size)
        row, place = np.unique(owner[chosen], return_inverse=True)
        if len(row):
            out[row] = together(single[chosen], indices=place)
    return out


def _united(key: np.ndarray, bit: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the distinct keys in order, and for each the union of its bits."""
    order = np.argsort(key, kind="stable")
    key, bit = key[order], bit[order]
    first = _parts.first_of_each(key)
    count = np.diff(np.append(first, len(key)))
    out = bit[first]
    for several in np.unique(count[count > 1]):
        chosen = count == several
        together = bit[first[chosen][:, None] + np.arange(several)]
        out[chosen] = _parts.in_threads(lambda shapes: shapely.union_all(shapes, axis=1), together, size=_PAIRS)
    return key[first], out


def _size(geometry: np.ndarray, dimension: np.ndarray) -> np.ndarray:
    """Give the area, length or number of points, by dimension."""
    return np.choose(
        np.maximum(dimension, 0),
        (shapely.get_num_coordinates(geometry).astype(float), shapely.length(geometry), shapely.area(geometry)),
    )
