# SPDX-License-Identifier: GPL-2.0-or-later
"""A map without gaps or overlaps from shapes painted over each other."""

from __future__ import annotations

import numpy as np
import shapely

GRID = 0.01
"""Coordinates are rounded to this, in metres."""


def paint(shapes: np.ndarray, frame: shapely.Geometry) -> tuple[np.ndarray, np.ndarray]:
    """Cut overlapping shapes into a tiling where the later shape hides the earlier ones.

    Args:
        shapes: polygons, shape (n,); later ones lie on top.
        frame: the area to be tiled; what of it no shape covers becomes pieces of shape -1.

    Returns:
        Polygons that share their vertices exactly, and the index of the shape each belongs to, both of shape (m,).
        A shape that others cut apart gives several polygons.
    """
    lines = shapely.boundary(np.append(shapes, frame))
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(lines, grid_size=GRID)]))
    inside = shapely.point_on_surface(faces)
    shapely.prepare(frame)
    kept = shapely.contains(frame, inside)
    faces, inside = faces[kept], inside[kept]
    owner = np.full(len(faces), -1, dtype=np.int64)
    face, shape = shapely.STRtree(shapes).query(inside, predicate="intersects")
    np.maximum.at(owner, face, shape)
    return join(faces, owner)


def join(faces: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Join faces of the same owner that share a side; gives single polygons in the order of owner and place."""
    order = np.argsort(owner, kind="stable")
    faces, owner = faces[order], owner[order]
    owners, start, count = np.unique(owner, return_index=True, return_counts=True)
    single = count == 1
    out, who = [faces[start[single]]], [owners[single]]
    for value, first, number in zip(owners[~single], start[~single], count[~single]):
        parts = shapely.get_parts(shapely.union_all(faces[first : first + number]))
        out.append(parts)
        who.append(np.full(len(parts), value))
    shapes, who = shapely.normalize(np.concatenate(out)), np.concatenate(who)
    bounds = shapely.bounds(shapes)
    order = np.lexsort((bounds[:, 0], bounds[:, 1], who))
    return shapes[order], who[order]


def shared_sides(shapes: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give, for some rows of a tiling, the other rows they share a side with and how long it is.

    Returns:
        Arrays (row, other, metres), one entry per pair.
    """
    tree = shapely.STRtree(shapes)
    i, other = tree.query(shapes[rows], predicate="intersects")
    row = rows[i]
    i, other, row = i[row != other], other[row != other], row[row != other]
    length = shapely.length(shapely.intersection(shapely.boundary(shapes[row]), shapely.boundary(shapes[other])))
    keep = length > 0.02
    order = np.lexsort((other[keep], row[keep]))
    return row[keep][order], other[keep][order], length[keep][order]


def absorb(
    shapes: np.ndarray, owner: np.ndarray, small: np.ndarray, allowed: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Give small pieces of a tiling to the neighbour they share the longest side with.

    Args:
        shapes: a tiling as `paint` gives it.
        owner: whose each piece is.
        small: bool, shape (m,): pieces to give away.
        allowed: bool, shape (m,): pieces that may take something; a small piece with no such neighbour stays.

    Returns:
        The tiling again, shorter.
    """
    rows = np.flatnonzero(small)
    if not len(rows):
        return shapes, owner
    row, other, length = shared_sides(shapes, rows)
    fit = allowed[other] & ~small[other]
    row, other, length = row[fit], other[fit], np.round(length[fit], 2)
    order = np.lexsort((other, -length, row))
    first = order[np.unique(row[order], return_index=True)[1]]
    # Each piece keeps a label of its own; the absorbed take their neighbour's.
    label = np.arange(len(shapes))
    label[row[first]] = other[first]
    joined, label = join(shapes, label)
    return joined, owner[label]
