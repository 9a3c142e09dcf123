# SPDX-License-Identifier: GPL-2.0-or-later
"""Shortest way along roads and paths from many places to the nearest of some targets.

The graph's nodes are the lines' vertices, so lines that share a vertex meet and lines that only cross don't: that is a
bridge (unless told otherwise: some drawings have no vertex at a junction). A line that ends within `snap_m` of another
one is joined to it. Places and targets join the network straight at its nearest point. Ways go both directions, as on
foot.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..progress import Progress, chunks, silent
from . import _parts

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SNAP_M = 1.0
"""Ends closer than this to another line are joined to it (project's choice: accuracy of digitised street networks)."""
ACCESS_M = 500.0
"""Farther than this from the network a place has no way along it (project's choice)."""
_GRID_M = 0.01
_SHORTEST_M = 1e-9  # a stored 0 is no edge to scipy
_CHUNK = 20_000


class Network:
    """Lines made ready for many searches.

    Args:
        lines: shape (m,), lines of any kind in a metric CRS; None and other shapes are left out.
        snap_m: see the module.
        scale: plane length / length on the ground; distances are given on the ground.
        crossings_meet: whether lines meet where they only cross, too.
    """

    def __init__(self, lines: np.ndarray, snap_m: float = SNAP_M, scale: float = 1.0, crossings_meet: bool = False):
        self.scale = scale
        single, _ = _parts.parts(_parts.flat(lines))
        single = single[np.isin(shapely.get_type_id(single), (1, 2))]
        start, end, is_end = _segments(single)
        self._node, self._count = _nodes(start, end)
        self.length = np.hypot(*(end - start).T)
        self.segments = shapely.linestrings(np.stack([start, end], axis=1))
        self._tree = shapely.STRtree(self.segments, node_capacity=4)
        ends = np.concatenate([start, end])[is_end]
        self._joints = self._join_ends(ends, self._node.T.ravel()[is_end], snap_m * scale)
        self._crossings = [self._join_crossings()] if crossings_meet else []

    def __len__(self) -> int:
        """Count the segments."""
        return len(self.segments)

    def distances(
        self,
        places: np.ndarray,
        targets: Mapping[str, np.ndarray],
        access_m: float = ACCESS_M,
        progress: Progress = silent,
    ) -> dict[str, np.ndarray]:
        """Give the way from each place to the nearest target of each group.

        Args:
            places: shape (n,), points or polygons; a polygon joins the network where it is nearest to it.
            targets: name -> shapes of that group.
            access_m: see `ACCESS_M`; the same for targets.
            progress: called once per group and chunk.

        Returns:
            name -> float64 (n,), metres on the ground with the straight bits at both ends; NaN where a place has no
            geometry or no way leads from it to any target of the group.
        """
        found = {name: np.full(len(places), np.nan) for name in targets}
        if not len(self):
            return found
        joined = {name: self._access(_parts.flat(np.asarray(t, dtype=object)), access_m) for name, t in targets.items()}
        graph = _Graph(self, [*joined.values(), *self._crossings])
        shapes = _parts.flat(np.asarray(places, dtype=object))
        near = self._access(shapes, access_m, progress)
        for number, name in enumerate(targets):
            progress(number / len(targets))
            reached = graph.from_targets(number)
            way = graph.at(near, reached, len(shapes))
            again = np.flatnonzero(np.isnan(way) & ~shapely.is_missing(shapes))
            if len(again):  # the nearest bit leads nowhere: a yard road on its own
                open_ = np.flatnonzero(np.isfinite(reached[self._node[:, 0]]))
                way[again] = graph.at(self._access(shapes[again], access_m, within=open_), reached, len(again))
            found[name] = way / self.scale
        return found

    def _access(
        self, shapes: np.ndarray, access_m: float, progress: Progress = silent, within: np.ndarray | None = None
    ) -> _Joints:
        """Find where shapes join the network; one that is equally near to several segments joins them all."""
        tree, segments = self._tree, np.arange(len(self))
        if within is not None:
            tree, segments = shapely.STRtree(self.segments[within], node_capacity=4), within
        row, segment = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        for now in chunks(len(shapes), _CHUNK, progress):
            if len(segments):
                here, nearest = tree.query_nearest(shapes[now], max_distance=access_m * self.scale)
                row.append(now.start + here)
                segment.append(segments[nearest])
        return self._joints_of(np.concatenate(row), np.concatenate(segment), shapes)

    def _join_ends(self, xy: np.ndarray, node: np.ndarray, snap: float) -> _Joints:
        """Find where ends of lines meet the inside of other lines; `row` is the end's node."""
        node, first = np.unique(node, return_index=True)
        ends = shapely.points(xy[first])
        end, segment = self._tree.query(ends, predicate="dwithin", distance=snap)
        other = (self._node[segment] != node[end][:, None]).all(axis=1)
        joints = self._joints_of(end[other], segment[other], ends)
        return _Joints(node[joints.row], joints.segment, joints.share, joints.gap)

    def _join_crossings(self) -> _Joints:
        """Find where segments cross: a place of its own, joined to both."""
        a, b = self._tree.query(self.segments, predicate="crosses")
        a, b = a[a < b], b[a < b]
        places = shapely.intersection(self.segments[a], self.segments[b])
        every = np.arange(len(places))
        return self._joints_of(np.concatenate([every, every]), np.concatenate([a, b]), places)

    def _joints_of(self, row: np.ndarray, segment: np.ndarray, shapes: np.ndarray) -> _Joints:
        line = shapely.shortest_line(self.segments[segment], shapes[row])
        meeting = shapely.get_point(line, 0)
        share = shapely.line_locate_point(self.segments[segment], meeting, normalized=True)
        return _Joints(row, segment, share, shapely.length(line))


class _Joints:
    """Where rows of something join segments: segment, share of its length 0-1, straight distance to it; all (k,)."""

    def __init__(self, row: np.ndarray, segment: np.ndarray, share: np.ndarray, gap: np.ndarray):
        self.row, self.segment, self.share, self.gap = row, segment, share, gap


class _Graph:
    """The network with its segments cut at joints.

    `stop` are all nodes along segments in order: each segment's start, the joints on it, its end; `key` is
    2 x segment + share, so that a place on a segment is found between two stops.
    """

    def __init__(self, network: Network, targets: list[_Joints]):  # crossings are targets nobody asks for
        joints = [network._joints, *targets]
        segment = np.concatenate([one.segment for one in joints])
        share = np.concatenate([one.share for one in joints])
        gap = np.concatenate([one.gap for one in joints])
        count = len(network)
        self.length = network.length

        inner = network._count + np.arange(len(segment))  # a node where each joint meets its segment
        nodes = network._count + len(segment)
        outer, self._targets = [network._joints.row], []
        for one in targets:  # and one where each target stands
            stands, place = np.unique(one.row, return_inverse=True)
            self._targets.append(nodes + np.arange(len(stands)))
            outer.append(nodes + place.reshape(-1))
            nodes += len(stands)

        every = np.arange(count)
        key = np.concatenate([2.0 * every, 2.0 * every + 1.0, 2.0 * segment + share])
        stop = np.concatenate([network._node[:, 0], network._node[:, 1], inner])
        turn = np.concatenate([np.zeros(count), np.full(count, 2.0), np.ones(len(segment))])
        order = np.lexsort((turn, key))
        self.key, self.stop = key[order], stop[order]
        along = self.key[:-1] // 2 == self.key[1:] // 2
        # 2 s + 1 and 2 (s + 1) have different halves, so each segment's stops are a run of their own
        step = np.diff(self.key) * self.length[np.minimum((self.key[:-1] // 2).astype(np.int64), count - 1)]
        a = np.concatenate([self.stop[:-1][along], inner])
        b = np.concatenate([self.stop[1:][along], *outer])
        self._graph = _matrix(a, b, np.concatenate([step[along], gap]), nodes)

    def from_targets(self, group: int) -> np.ndarray:
        """Give each node's way to the nearest target of a group, inf where there is none."""
        nodes = self._targets[group]
        if not len(nodes):
            return np.full(self._graph.shape[0], np.inf)
        from scipy.sparse.csgraph import dijkstra  # not at QGIS's start

        return dijkstra(self._graph, directed=True, indices=nodes, min_only=True)

    def at(self, joints: _Joints, reached: np.ndarray, count: int) -> np.ndarray:
        """Give the way from `count` places, the shortest where a place has several joints; NaN where there is none."""
        key = 2.0 * joints.segment + joints.share
        right = np.searchsorted(self.key, key, side="right")
        right = np.minimum(right, np.searchsorted(self.key, 2.0 * joints.segment + 1.0, side="right") - 1)
        length = self.length[joints.segment]
        before, after = (reached[self.stop[s]] + np.abs(self.key[s] - key) * length for s in (right - 1, right))
        out = np.full(count, np.inf)
        np.minimum.at(out, joints.row, np.minimum(before, after) + joints.gap)
        return np.where(np.isfinite(out), out, np.nan)


def walking_distance(
    places: np.ndarray, targets: np.ndarray, roads: np.ndarray, scale: float = 1.0, access_m: float = ACCESS_M
) -> np.ndarray:
    """Give the way along roads from each place to the nearest target, metres, float64 (n,); see `Network`."""
    return Network(roads, scale=scale).distances(places, {"": targets}, access_m)[""]


def _segments(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give start and end of every segment with a length, float64 (s, 2) each.

    The third array, bool (2 s,), tells which of the starts, then of the ends, are ends of lines.
    """
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    within = owner[:-1] == owner[1:]
    first = np.append(True, owner[:-1] != owner[1:])[: len(owner)]
    last = np.append(owner[:-1] != owner[1:], True)[: len(owner)]
    start, end = xy[:-1][within], xy[1:][within]
    is_end = np.stack([first[:-1][within], last[1:][within]])
    long = (np.round(start / _GRID_M) != np.round(end / _GRID_M)).any(axis=1)
    return start[long], end[long], is_end[:, long].ravel()


def _nodes(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, int]:
    """Number the places where segments begin and end: int64 (s, 2), and how many there are."""
    grid = np.round(np.concatenate([start, end]) / _GRID_M).astype(np.int64)
    if not len(grid):
        return np.empty((0, 2), dtype=np.int64), 0
    grid -= grid.min(axis=0)
    unique, place = np.unique(grid[:, 0] * (grid[:, 1].max() + 1) + grid[:, 1], return_inverse=True)
    return place.reshape(2, -1).T, len(unique)


def _matrix(a: np.ndarray, b: np.ndarray, length: np.ndarray, nodes: int) -> csr_matrix:
    """Make the graph; of several edges between two nodes the shortest counts (a sparse matrix would add them up)."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((length, high, low))
    low, high, length = low[order], high[order], np.maximum(length[order], _SHORTEST_M)
    first = np.append(True, (np.diff(low) != 0) | (np.diff(high) != 0)) if len(low) else np.empty(0, dtype=bool)
    first &= low != high
    low, high, length = low[first], high[first], length[first]
    rows, columns = np.concatenate([low, high]), np.concatenate([high, low])
    from scipy.sparse import csr_matrix  # not at QGIS's start

    return csr_matrix((np.tile(length, 2), (rows, columns)), shape=(nodes, nodes))
