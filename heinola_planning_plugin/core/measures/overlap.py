# SPDX-License-Identifier: GPL-2.0-or-later
"""What part of a feature lies in which zone.

Most features lie wholly in one zone or another; only those that cross a border are cut. Large zones are cut to tiles
first, so that a lake of 100 000 vertices costs its parcels no more than a pond; and where it doesn't matter which zone
holds a feature, zones that touch are united first, so that borders between them cut nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, part, silent
from . import _parts, unite

TOUCH_M2 = 1e-3
"""Areas up to this many m2 are touches, not overlaps (project's choice: far below any survey's accuracy, far above
the rounding of coordinates of 27 million metres)."""
TOUCH_M = 1e-3
"""The same for lines, in metres."""
_ZONES = 200
_FEATURES = 20_000
_PAIRS = 2_000
_MANY = 4
"""Tiles that a large feature must meet to be cut to tiles itself: that costs as much as cutting it some times."""
_TIE_DIGITS = 9
_ROUNDING = 1e-9
"""A share that lacks no more than this is the whole: what several borders cut doesn't add up to the last digit."""


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
    zone, zone_row = _polygons(zones)
    known = _parts.flat(geometry)
    features = _Features.of(known, _near(known, zone), part(progress, 0.0, 0.05))
    cut = _cut(features, zone, part(progress, 0.05, 0.95))
    key, piece = unite.by_key(cut.i * max(len(zones), 1) + zone_row[cut.zone], cut.bit)
    return key // max(len(zones), 1), key % max(len(zones), 1), piece


def share_within(geometry: np.ndarray, areas: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """Give the share of each feature that lies in any of the areas, counting ground that several cover once.

    Returns:
        float64 (n,), 0-1: of the area of a polygon, of the length of a line, of the number of points. NaN where the
        feature has no geometry or no size; 0 where no area reaches it, also when there are no areas at all.
    """
    features, zone, inside = _to_cut(geometry, areas, part(progress, 0.0, 0.4))
    cut = _cut(features, zone, part(progress, 0.4, 0.95), one_is_enough=True)
    whole = np.zeros(len(features.single), dtype=bool)
    whole[cut.row[cut.whole]] = True
    found = np.where(whole, features.single_size, 0.0)
    # Bits of one area share no ground, save that lines may lie on the edge of two tiles.
    several = np.zeros(len(whole), dtype=bool)
    several[cut.row[features.dimension[cut.i] < 2]] = True
    several[_in_several(cut.row, cut.zone)] = True
    add, join = (chosen & ~whole[cut.row] for chosen in (~several[cut.row], several[cut.row]))
    united, bit = unite.by_key(cut.row[join], cut.bit[join])
    found[united] = _size(bit, features.dimension[features.owner[united]])
    np.add.at(found, cut.row[add], shapely.area(cut.bit[add]))
    share = features.summed(found) / features.size
    share[inside] = 1.0
    progress(1.0)
    return np.where(share > 1.0 - _ROUNDING, 1.0, share)


def _to_cut(geometry: np.ndarray, areas: np.ndarray, progress: Progress) -> tuple[_Features, np.ndarray, np.ndarray]:
    """Take apart what must be cut to tell how much of each feature lies within the areas.

    Returns:
        The features with the parts of those that aren't settled, the zones to cut them by, and the mask, shape (n,), of
        those that lie strictly within the ground of all zones together. What isn't strictly within is cut by the areas
        themselves, not by that ground: so its share depends on nothing but them.
    """
    zone, _ = _polygons(areas)
    known = _parts.flat(geometry)
    row, place = shapely.STRtree(zone).query(known)
    near, zone = np.unique(row), zone[np.unique(place)]
    single, part_row = _parts.parts(known[near])
    ground = zone
    if shapely.get_num_coordinates(zone).sum() <= shapely.get_num_coordinates(single).sum():
        ground = _parts.shared_by_threads(unite.where_they_meet(zone, part(progress, 0.1, 0.6)))
    held, _ = _properly_inside(_parts.shared_by_threads(single), ground, part(progress, 0.6, 0.8))
    # Shapes need no repair before this: what lies within by its lines does so when repaired.
    count, owner = len(known), near[part_row]
    of_all, of_held = (np.bincount(owner[rows], minlength=count) for rows in (slice(None), np.unique(held)))
    inside = (of_all > 0) & (of_held == of_all)
    features = _Features.of(known, (of_all > 0) & ~inside, part(progress, 0.8, 1.0))
    return features, zone, inside & (features.size > 0)


def within(geometry: np.ndarray, areas: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """Give the part of each feature that lies in any of the areas.

    Returns:
        object (n,): the feature itself where it lies wholly within, empty where no part of it does or it has no
        geometry.
    """
    features, zone, inside = _to_cut(geometry, areas, part(progress, 0.0, 0.4))
    cut = _cut(features, zone, part(progress, 0.4, 0.8), one_is_enough=True)
    whole = np.zeros(len(features.single), dtype=bool)
    whole[cut.row[cut.whole]] = True
    open_ = ~whole[cut.row]
    cut_row, bit = unite.by_key(cut.row[open_], cut.bit[open_], part(progress, 0.8, 1.0))
    owner = features.owner[np.concatenate([np.flatnonzero(whole), cut_row])]
    found, piece = unite.by_key(owner, np.concatenate([features.single[whole], bit]))
    out = np.full(len(geometry), shapely.Polygon(), dtype=object)
    out[found] = piece
    # The feature itself, without vertices where bits met.
    full = found[_size(piece, features.dimension[found]) > (1.0 - _ROUNDING) * features.size[found]]
    full = np.concatenate([full, np.flatnonzero(inside)])
    out[full] = np.asarray(geometry, dtype=object)[full]
    progress(1.0)
    return out


def _in_several(row: np.ndarray, zone: np.ndarray) -> np.ndarray:
    """Give the rows that stand with more than one zone."""
    pair = np.unique(np.stack([row, zone]), axis=1)[0]
    return np.unique(pair[1:][pair[1:] == pair[:-1]])


def largest(geometry: np.ndarray, zones: np.ndarray, progress: Progress = silent) -> tuple[np.ndarray, np.ndarray]:
    """Give for each feature the zone that holds the largest part of it.

    Returns:
        index, int64 (n,): row of the zone, the lowest where shares are equal to 9 digits; -1 where none holds any.
        share, float64 (n,): share of the feature in that zone, 0-1; 0 where there is none, NaN where the feature has
        no geometry or no size.
    """
    zone, zone_row = _polygons(zones)
    known = _parts.flat(geometry)
    features = _Features.of(known, _near(known, zone), part(progress, 0.0, 0.05))
    i, j, size = _cut(features, zone, part(progress, 0.05, 0.95)).sizes(features, zone_row)
    index = np.full(len(features.size), -1, dtype=np.int64)
    share = np.where(features.size > 0, 0.0, np.nan)
    found = np.minimum(size / features.size[i], 1.0)
    order = np.lexsort((j, -np.round(found, _TIE_DIGITS), i))
    best = order[_parts.first_of_each(i[order])]
    index[i[best]], share[i[best]] = j[best], found[best]
    return index, share


def _near(known: np.ndarray, zone: np.ndarray) -> np.ndarray:
    """Tell whose extent meets a zone's."""
    near = np.zeros(len(known), dtype=bool)
    near[shapely.STRtree(zone).query(known)[0]] = True
    return near


def _polygons(zones: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the single valid polygons of zones, and the row of each."""
    single, owner = _parts.of_dimension(_parts.repaired(_parts.flat(zones)), 2)
    return _parts.shared_by_threads(single), owner


@dataclass(frozen=True)
class _Features:
    """Features as the single parts of their highest dimension, those that matter, and the size of every feature.

    Attributes:
        single: shape (s,), valid parts of features that may have to be cut.
        owner: (s,), the feature of each.
        single_size: (s,).
        dimension, size: (n,), of all features; size NaN where there is none.
    """

    single: np.ndarray
    owner: np.ndarray
    single_size: np.ndarray
    dimension: np.ndarray
    size: np.ndarray

    @classmethod
    def of(cls, known: np.ndarray, asked: np.ndarray, progress: Progress) -> _Features:
        """Take features that `flat` gave apart: those asked for, and those whose size can't be told otherwise."""
        dimension = shapely.get_dimensions(known)
        size = _size(known, dimension)
        # What may get another size by repair, or holds parts of several dimensions, is looked at wherever it lies.
        unsized = (dimension >= 0) & (~(size > 0) | (shapely.get_type_id(known) == _parts.COLLECTION))
        rows = np.flatnonzero(asked | unsized)
        single, part_row = _parts.parts(_parts.repaired(known[rows], progress))
        owner = rows[part_row]
        # What repair leaves of an area without size (a line, a point) is no area.
        kept = shapely.get_dimensions(single) == dimension[owner]
        single, owner = single[kept], owner[kept]
        single_size = _size(single, dimension[owner])
        size[rows] = np.bincount(owner, single_size, minlength=len(known))[rows]
        size[~(size > 0)] = np.nan
        return cls(_parts.shared_by_threads(single), owner, single_size, dimension, size)

    def summed(self, values: np.ndarray) -> np.ndarray:
        """Add values of single parts up to features."""
        return np.bincount(self.owner, values, minlength=len(self.size))


@dataclass(frozen=True)
class _Cut:
    """Bits of features in zones.

    Attributes:
        row, i, zone: part, feature and zone.
        bit: the shape they share; two bits of the same part and zone share no ground.
        whole: the bit is the whole part.
    """

    row: np.ndarray
    i: np.ndarray
    zone: np.ndarray
    bit: np.ndarray
    whole: np.ndarray

    def sizes(self, features: _Features, zone_row: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give i, the zone's row and the size of what they share, each pair once."""
        zones = zone_row.max(initial=0) + 1
        key, bit = self.i * zones + zone_row[self.zone], self.bit
        if (features.dimension[self.i] < 2).any():  # lines and points on the edge of two tiles are in both
            key, bit = unite.by_key(key, bit)
        size = _size(bit, features.dimension[key // zones])
        pair, place = np.unique(key, return_inverse=True)
        return pair // zones, pair % zones, np.bincount(place, size, minlength=len(pair))


def _cut(features: _Features, zone: np.ndarray, progress: Progress, one_is_enough: bool = False) -> _Cut:
    """Cut features by zones; with `one_is_enough` a part that lies wholly in a zone isn't compared with others."""
    single, count = features.single, max(len(zone), 1)
    progress(0.0)
    held, holder = _properly_inside(single, zone, part(progress, 0.0, 0.15))
    strict = np.zeros(len(single), dtype=bool)
    strict[held] = True

    near = np.unique(shapely.STRtree(single).query(zone)[0])
    tile, tile_zone = _parts.tiled(zone[near], near, part(progress, 0.15, 0.25))
    # What lies strictly within a zone meets another only where the two overlap.
    asked = np.flatnonzero(~strict) if one_is_enough else np.arange(len(single))
    place, other = _found(single[asked], _parts.shared_by_threads(tile), "intersects", part(progress, 0.25, 0.35))
    row, met = asked[place], tile_zone[other]

    loose = ~strict[row]
    more, more_holder = _inside(single, tile, tile_zone, row[loose], other[loose], part(progress, 0.35, 0.5))
    held, holder = np.concatenate([held, more]), np.concatenate([holder, more_holder])
    open_ = ~np.isin(row * count + met, held * count + holder)
    open_ &= ~_only_touching(row, met, more, more_holder, tile, tile_zone, one_is_enough)
    bit, row, other = _in_bits(single, row[open_], other[open_], tile, part(progress, 0.5, 0.6))
    shared = _intersected(bit, tile[other], part(progress, 0.6, 1.0))
    real = _more_than_touch(shared, shapely.get_dimensions(bit), row * count + tile_zone[other])

    rows = np.concatenate([held, row[real]])
    return _Cut(
        row=rows,
        i=features.owner[rows],
        zone=np.concatenate([holder, tile_zone[other[real]]]),
        bit=np.concatenate([single[held], shared[real]]),
        whole=np.arange(len(rows)) < len(held),
    )


def _in_bits(
    single: np.ndarray, row: np.ndarray, other: np.ndarray, tile: np.ndarray, progress: Progress
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the shapes to cut for pairs of a part `row` and a tile `other`, with the row and tile of each.

    The part itself; of a large area that meets many tiles, its own tiles.
    """
    large = (shapely.get_num_coordinates(single) > _parts.TILE_VERTICES) & (shapely.get_dimensions(single) == 2)
    large &= np.bincount(row, minlength=len(single)) > _MANY
    split = large[row]
    if not split.any():
        return single[row], row, other
    bit, bit_row = _parts.tiled(single[large], np.flatnonzero(large), part(progress, 0.0, 0.5))
    piece, met = _found(_parts.shared_by_threads(bit), tile, "intersects", part(progress, 0.5, 1.0))
    wanted = np.isin(bit_row[piece] * len(tile) + met, row[split] * len(tile) + other[split])
    piece, met = piece[wanted], met[wanted]
    bits = np.concatenate([single[row[~split]], bit[piece]])
    return bits, np.concatenate([row[~split], bit_row[piece]]), np.concatenate([other[~split], met])


def _found(single: np.ndarray, areas: np.ndarray, predicate: str, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Give the pairs (row of single, row of areas) for which `areas predicate single` holds, by area, then row."""
    if len(areas) <= _ZONES:  # few areas, perhaps of very many features each

        def find(now: slice) -> np.ndarray:
            area, row = shapely.STRtree(single[now]).query(areas, predicate=predicate)
            return np.stack([row + now.start, area])

        found = _parts.over_chunks(find, len(single), _FEATURES, progress)
    else:
        tree = shapely.STRtree(single)

        def find_of(now: slice) -> np.ndarray:
            area, row = tree.query(areas[now], predicate=predicate)
            return np.stack([row, area + now.start])

        found = _parts.over_chunks(find_of, len(areas), _ZONES, progress)
    row, area = np.concatenate([np.empty((2, 0), dtype=np.int64), *found], axis=1)
    order = np.lexsort((row, area))  # the tree's own order depends on what else is in it
    return row[order], area[order]


def _properly_inside(single: np.ndarray, zone: np.ndarray, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Find the (part, zone) where an area or line lies in the zone without touching its border."""
    solid = np.flatnonzero(shapely.get_dimensions(single) > 0)
    held, holder = _found(single[solid], zone, "contains_properly", progress)
    return solid[held], holder


def _inside(
    single: np.ndarray, tile: np.ndarray, tile_zone: np.ndarray, row: np.ndarray, other: np.ndarray, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """Find the (part, zone) where a part that touches the zone's border lies wholly in it, each once.

    That costs a full comparison, so it is asked only of the tiles that the part meets (`row`, `other`) and that hold
    some of its vertices; one that lies across several tiles is cut instead. A point that meets a zone is in it.
    """
    count, tiles = max(int(tile_zone.max(initial=0)) + 1, 1), max(len(tile), 1)
    pair = np.unique(row * tiles + other)
    row, other = pair // tiles, pair % tiles
    point = shapely.get_dimensions(single[row]) == 0
    key = row[point] * count + tile_zone[other[point]]
    row, other = row[~point], other[~point]
    likely = _holds_vertices(single, tile, row, other, part(progress, 0.0, 0.3))
    row, other = row[likely], other[likely]
    covered = _parts.in_threads(
        shapely.covers, tile[other], single[row], size=_PAIRS, progress=part(progress, 0.3, 1.0)
    )
    key = np.unique(np.concatenate([key, row[covered] * count + tile_zone[other[covered]]]))
    return key // count, key % count


_ASKED = 4


def _holds_vertices(
    single: np.ndarray, tile: np.ndarray, row: np.ndarray, other: np.ndarray, progress: Progress
) -> np.ndarray:
    """Tell for which pairs the tile holds the part's bounds and some of its vertices, as it must to hold all of it."""
    inner, outer = shapely.bounds(single[row]), shapely.bounds(tile[other])
    likely = (inner[:, :2] >= outer[:, :2]).all(axis=1) & (inner[:, 2:] <= outer[:, 2:]).all(axis=1)
    parts = np.unique(row[likely])
    coordinates, place = shapely.get_coordinates(single[parts], return_index=True)
    first = _parts.first_of_each(place)
    length = np.diff(np.append(first, len(place)))
    asked = (first[:, None] + length[:, None] * np.arange(_ASKED) // _ASKED).ravel()
    vertex, holder = _found(shapely.points(coordinates[asked]), tile, "intersects", progress)
    tiles = max(len(tile), 1)
    key, held = np.unique(parts[vertex // _ASKED] * tiles + holder, return_counts=True)
    return likely & np.isin(row * tiles + other, key[held == _ASKED])


def _only_touching(
    row: np.ndarray,
    met: np.ndarray,
    held: np.ndarray,
    holder: np.ndarray,
    tile: np.ndarray,
    tile_zone: np.ndarray,
    one_is_enough: bool,
) -> np.ndarray:
    """Tell which meetings of part `row` and zone `met` can't be more than a touch, or don't matter any more.

    A part inside one zone (`held`, `holder`) shares nothing with another that only borders on that zone, as plan areas
    border on each other, so the parcels along the border needn't be cut.
    """
    zones = max(int(tile_zone.max(initial=0)) + 1, 1)
    home = np.full(max(row.max(initial=-1), held.max(initial=-1)) + 1, -1, dtype=np.int64)
    home[held] = holder
    away = home[row]
    if one_is_enough:
        return away >= 0
    asked = np.unique((np.minimum(away, met) * zones + np.maximum(away, met))[(away >= 0) & (away != met)])
    apart = asked[~_overlap(asked // zones, asked % zones, tile, tile_zone)]
    return (away >= 0) & np.isin(np.minimum(away, met) * zones + np.maximum(away, met), apart)


def _overlap(a: np.ndarray, b: np.ndarray, tile: np.ndarray, tile_zone: np.ndarray) -> np.ndarray:
    """Tell which pairs of zones share more than a touch."""
    zones = max(int(tile_zone.max(initial=0)) + 1, 1)
    order = np.flatnonzero(np.isin(tile_zone, np.concatenate([a, b])))
    one, other = shapely.STRtree(tile[order]).query(tile[order])
    one, other = order[one], order[other]
    key = tile_zone[one] * zones + tile_zone[other]
    asked = np.isin(key, a * zones + b)
    shared = _parts.in_threads(shapely.intersection, tile[one[asked]], tile[other[asked]], size=_PAIRS)
    pair, place = np.unique(key[asked], return_inverse=True)
    together = np.bincount(place, shapely.area(shared), minlength=len(pair))
    return np.isin(a * zones + b, pair[together > TOUCH_M2])


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


def _size(geometry: np.ndarray, dimension: np.ndarray) -> np.ndarray:
    """Give the area, length or number of points, by dimension."""
    size = shapely.area(geometry)
    for wanted, measure in ((0, shapely.get_num_coordinates), (1, shapely.length)):
        rows = np.flatnonzero(dimension == wanted)
        size[rows] = measure(geometry[rows])
    return size
