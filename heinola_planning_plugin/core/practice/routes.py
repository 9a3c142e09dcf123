# SPDX-License-Identifier: GPL-2.0-or-later
"""Roads that find their own way: cheapest paths over the ground from the network that is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from .draws import Draws
from .raster import Raster

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

CELL = 50.0
WATER_COST = 14.0
"""What a metre of bridge costs against a metre of road on level ground."""


class Ground:
    """A mesh of places 50 m apart and what it costs to go from each to its eight neighbours."""

    def __init__(self, shore: Raster, hills: Raster, draws: Draws):
        rows = int((shore.values.shape[0] - 1) * shore.cell / CELL)
        columns = int((shore.values.shape[1] - 1) * shore.cell / CELL)
        self.mesh = Raster(np.zeros((rows, columns)), shore.west, shore.south, CELL)
        x, y = self.mesh.mesh()
        height = hills.at(x, y) * 20
        dy, dx = np.gradient(height, CELL)
        self.cost = 1.0 + 9.0 * np.hypot(dx, dy) + 0.45 * draws.uniform(0, 1, x.shape)
        self.cost[shore.at(x, y) < 12] += WATER_COST

    def weigh(self, area: shapely.Geometry, factor: float) -> None:
        """Make the places inside an area dearer (factor > 1) or cheaper."""
        x, y = self.mesh.mesh()
        shapely.prepare(area)
        self.cost[shapely.contains_xy(area, x, y)] *= factor

    def node(self, points: np.ndarray) -> np.ndarray:
        """Give the number of the node nearest to each point, shape (n, 2) -> (n,)."""
        rows, columns = self.mesh.values.shape
        c = np.clip(np.rint((points[:, 0] - self.mesh.west) / CELL), 0, columns - 1).astype(np.int64)
        r = np.clip(np.rint((points[:, 1] - self.mesh.south) / CELL), 0, rows - 1).astype(np.int64)
        return r * columns + c

    def place(self, nodes: np.ndarray) -> np.ndarray:
        """Give the coordinates of nodes, shape (..., 2)."""
        columns = self.mesh.values.shape[1]
        return np.stack(
            [self.mesh.west + CELL * (nodes % columns), self.mesh.south + CELL * (nodes // columns)], axis=-1
        )

    def graph(self) -> csr_matrix:
        """Give the costs between neighbours as a symmetric sparse matrix."""
        rows, columns = self.mesh.values.shape
        number = np.arange(rows * columns).reshape(rows, columns)
        a, b, weight = [], [], []
        for dr, dc in ((0, 1), (1, 0), (1, 1), (1, -1)):
            first = (slice(0, rows - dr), slice(max(0, -dc), columns - max(0, dc)))
            second = (slice(dr, rows), slice(max(0, dc), columns - max(0, -dc)))
            a.append(number[first].ravel())
            b.append(number[second].ravel())
            length = CELL * (1.41421356 if dr and dc else 1.0)
            weight.append(length * (self.cost[first] + self.cost[second]).ravel() / 2)
        a, b, weight = (np.concatenate(part) for part in (a, b, weight))
        from scipy.sparse import coo_matrix  # not at QGIS's start

        return coo_matrix((weight, (a, b)), shape=(rows * columns,) * 2).tocsr()


def connect(ground: Ground, network: np.ndarray, goals: np.ndarray, ranks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Connect places to a network by the cheapest paths; paths that meet go on together.

    Args:
        ground: what going costs.
        network: line geometries that exist.
        goals: shape (n, 2).
        ranks: shape (n,), the smaller the more important the road.

    Returns:
        Smoothed lines between junctions, and the best rank of the goals each one serves.
    """
    sources = np.unique(ground.node(shapely.get_coordinates(shapely.segmentize(network, CELL / 2))))
    from scipy.sparse.csgraph import dijkstra  # not at QGIS's start

    _, before, _ = dijkstra(ground.graph(), directed=False, indices=sources, return_predecessors=True, min_only=True)
    best: dict[tuple[int, int], int] = {}
    for goal, rank in sorted(zip(ground.node(goals).tolist(), ranks.tolist()), key=lambda pair: pair[1]):
        node = goal
        while before[node] >= 0 and (int(before[node]), node) not in best:
            best[(int(before[node]), node)] = rank
            node = int(before[node])
    if not best:
        return np.empty(0, dtype=object), np.empty(0, dtype=np.int64)
    edges, rank = np.array(list(best)), np.array(list(best.values()))
    lines, line_rank = [], []
    for value in np.unique(rank):
        merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(ground.place(edges[rank == value]))))
        parts = shapely.get_parts(merged)
        lines.append(_cut_at(parts, ground.place(_junctions(edges))))
        line_rank.append(np.full(len(lines[-1]), value))
    lines, line_rank = np.concatenate(lines), np.concatenate(line_rank)
    order = np.lexsort((*shapely.bounds(lines).T, line_rank))
    return _attach(smooth(lines[order], CELL * 0.8), network), line_rank[order]


def smooth(lines: np.ndarray, tolerance: float, passes: int = 3) -> np.ndarray:
    """Take the steps of the mesh out of lines and round their corners; ends stay where they are."""
    lines = shapely.simplify(lines, tolerance)
    out = [_round_corners(shapely.get_coordinates(line), passes) for line in lines]
    return shapely.simplify(shapely.linestrings(np.concatenate(out), indices=np.repeat(
        np.arange(len(out)), [len(points) for points in out])), 2.4) if out else lines  # fmt: skip


def _round_corners(points: np.ndarray, passes: int) -> np.ndarray:
    """Cut corners at a quarter and three quarters of each piece (Chaikin 1974)."""
    for _ in range(passes):
        near = points[:-1] * 0.75 + points[1:] * 0.25
        far = points[:-1] * 0.25 + points[1:] * 0.75
        points = np.concatenate([points[:1], np.stack([near, far], axis=1).reshape(-1, 2)[1:-1], points[-1:]])
    return np.round(points, 2)


def _junctions(edges: np.ndarray) -> np.ndarray:
    nodes, degree = np.unique(edges, return_counts=True)
    return nodes[degree > 2]


def _cut_at(lines: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Cut lines at their vertices that lie on the places given."""
    wanted = {tuple(place) for place in places.tolist()}
    out = []
    for line in lines:
        points = shapely.get_coordinates(line)
        inner = [i for i in range(1, len(points) - 1) if tuple(points[i].tolist()) in wanted]
        for low, high in zip([0, *inner], [*inner, len(points) - 1]):
            out.append(shapely.linestrings(points[low : high + 1]))
    return np.array(out, dtype=object)


def _attach(lines: np.ndarray, network: np.ndarray) -> np.ndarray:
    """Lead the ends that came from the network's nodes onto the network itself."""
    whole = shapely.union_all(network)
    ends = shapely.points(np.concatenate([shapely.get_coordinates(line)[[0, -1]] for line in lines]))
    gap = shapely.shortest_line(ends, whole)
    near = (shapely.length(gap) < 1.5 * CELL) & (shapely.length(gap) > 0)
    target = np.round(shapely.get_coordinates(shapely.get_point(gap, -1)), 2).reshape(-1, 2, 2)
    near = near.reshape(-1, 2)
    # A junction of new roads stays; only a loose end is led on.
    _, index, count = np.unique(np.round(shapely.get_coordinates(ends), 2), axis=0, return_inverse=True,
                                return_counts=True)  # fmt: skip
    loose = (count[index.reshape(-1)] == 1).reshape(-1, 2)
    out = []
    for line, to, lead in zip(lines, target, near & loose):
        points = shapely.get_coordinates(line)
        points = np.concatenate([to[:1], points]) if lead[0] else points
        points = np.concatenate([points, to[1:]]) if lead[1] else points
        out.append(shapely.linestrings(points))
    return np.array(out, dtype=object)
