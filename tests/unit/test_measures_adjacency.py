# SPDX-License-Identifier: GPL-2.0-or-later
"""Shared borders against hand-drawn figures and against the exact intersection of borders."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from heinola_planning_plugin.core.errors import Cancelled
from heinola_planning_plugin.core.measures.adjacency import groups, neighbours


def areas(*wkt: str | None) -> np.ndarray:
    return np.array([None if text is None else shapely.from_wkt(text) for text in wkt], dtype=object)


def box(west: float, south: float, east: float, north: float) -> str:
    return shapely.box(west, south, east, north).wkt


def patchwork(seed: int, side: int = 6) -> np.ndarray:
    """A partition of a rectangle with crooked borders: quadrilaterals between jittered grid points."""
    rng = np.random.default_rng(seed)
    x, y = np.meshgrid(np.arange(side + 1) * 40.0, np.arange(side + 1) * 40.0)
    grid = np.stack([x, y], axis=-1) + rng.uniform(-10, 10, (side + 1, side + 1, 2))
    rings = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1], grid[:-1, :-1]], axis=2)
    return shapely.polygons(rings.reshape(-1, 5, 2))


def as_dict(found) -> dict[tuple[int, int], float]:
    i, j, shared = found
    return dict(zip(zip(i.tolist(), j.tolist()), shared.tolist()))


A = box(0, 0, 30, 20)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(box(30, 0, 60, 20), 20, id="side-by-side"),
        pytest.param(box(30, 15, 60, 40), 5, id="part-of-a-side"),
        pytest.param("POLYGON ((30 0, 60 0, 60 20, 30 20, 30 13, 30 4, 30 0))", 20, id="other-vertices"),
        pytest.param(box(30.3, 0, 60, 20), 20, id="gap-of-30-cm"),
        pytest.param(box(29.7, 0, 60, 20), 20.6, id="overlap-of-30-cm-with-its-two-ends"),
        pytest.param(box(30.6, 0, 60, 20), None, id="gap-of-60-cm"),
        pytest.param(box(30, 20, 60, 40), None, id="corner-to-corner"),
        pytest.param(box(30, 19.2, 60, 40), None, id="less-than-a-metre"),
        pytest.param(box(30, 19, 60, 40), 1, id="just-a-metre"),
        pytest.param("POLYGON ((30 0, 60 0, 60 20, 32 20, 30 0))", 5, id="diverging-border-until-50-cm-apart"),
        pytest.param(A, 100, id="same-area-twice"),
        pytest.param("MULTIPOLYGON (((30 0, 40 0, 40 20, 30 20, 30 0)), ((0 20, 10 20, 10 30, 0 30, 0 20)))", 30,
                     id="two-parts"),
        pytest.param("POLYGON ((-10 -10, 50 -10, 50 50, -10 50, -10 -10), (0 0, 30 0, 30 20, 0 20, 0 0))", 100,
                     id="round-about-it"),
        pytest.param("POLYGON Z ((30 0 5, 60 0 5, 60 20 5, 30 20 5, 30 0 5))", 20, id="heights-dropped"),
        pytest.param("LINESTRING (30 0, 30 20)", None, id="a-line-is-no-neighbour"),
        pytest.param("POLYGON EMPTY", None, id="empty"),
        pytest.param(None, None, id="none"),
    ],
)  # fmt: skip
def test_figures(other, expected):
    found = as_dict(neighbours(areas(A, other)))
    assert list(found.values()) == ([] if expected is None else [pytest.approx(expected, abs=0.01)])
    turned_round = as_dict(neighbours(areas(other, A)))
    assert list(turned_round.values()) == pytest.approx(list(found.values()), abs=1e-5)


def test_a_strip_narrower_than_the_gap_counts_with_one_side():
    strip, beyond = box(30, 0, 30.4, 20), box(30.4, 0, 60, 20)
    found = as_dict(neighbours(areas(A, strip, beyond)))
    assert found == pytest.approx({(0, 1): 20, (0, 2): 20, (1, 2): 20}, abs=1e-5)
    assert (0, 2) not in as_dict(neighbours(areas(A, strip, beyond), gap_m=0.1))


def test_thresholds_are_parameters():
    assert len(neighbours(areas(A, box(30.6, 0, 60, 20)), gap_m=0.7)[0]) == 1
    assert len(neighbours(areas(A, box(30, 0, 60, 20)), min_shared_m=20.5)[0]) == 0
    assert len(neighbours(areas(A, box(30, 0, 60, 20)), gap_m=0.0)[0]) == 1


@pytest.mark.parametrize("seed", range(5))
def test_a_patchwork_agrees_with_the_exact_intersection_of_borders(seed):
    patches = patchwork(seed)
    found = as_dict(neighbours(patches, gap_m=0.0, min_shared_m=0.5))
    rings = shapely.boundary(patches)
    exact = shapely.length(shapely.intersection(rings[:, None], rings[None, :]))
    expected = {(i, j): exact[i, j] for i in range(36) for j in range(i + 1, 36) if exact[i, j] >= 0.5}
    assert found == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("turn", [np.eye(2), np.array([[0.6, -0.8], [0.8, 0.6]])], ids=["moved", "moved-and-turned"])
def test_moving_to_zone_coordinates_changes_nothing(turn):
    patches = patchwork(1)
    moved = shapely.transform(patches, lambda points: points @ turn.T + np.array([26_500_000.0, 6_780_000.0]))
    assert as_dict(neighbours(moved)) == pytest.approx(as_dict(neighbours(patches)), abs=2e-6)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30))
def test_order_and_more_vertices_change_nothing(seed, step):
    patches = patchwork(seed, side=4)
    order = np.random.default_rng(seed).permutation(len(patches))
    expected = as_dict(neighbours(patches))
    found = neighbours(shapely.segmentize(patches[order], float(step)))
    back = {tuple(sorted((order[i], order[j]))): shared for (i, j), shared in as_dict(found).items()}
    assert back == pytest.approx(expected, abs=0.05)


def test_pairs_come_in_order():
    i, j, _ = neighbours(patchwork(2))
    assert np.all(i < j)
    assert np.all(np.diff(i * 100 + j) > 0)


def test_nothing_to_compare():
    assert [len(part) for part in neighbours(areas())] == [0, 0, 0]
    assert [len(part) for part in neighbours(areas(None, A))] == [0, 0, 0]


def test_cancelling_stops_the_run():
    def cancel(fraction, message=None):
        raise Cancelled

    with pytest.raises(Cancelled):
        neighbours(patchwork(0), progress=cancel)


def test_groups_are_numbered_by_their_first_row():
    label = groups(6, np.array([5, 1]), np.array([4, 3]))
    np.testing.assert_array_equal(label, [0, 1, 2, 1, 3, 3])


def test_groups_by_key_do_not_depend_on_the_order_of_rows():
    ids = np.array(["111-1-1", "111-1-2", "111-1-3", "111-1-4", "111-1-5", "111-1-6"], dtype=object)
    i, j = np.array([0, 2, 3]), np.array([4, 3, 5])
    expected = dict(zip(ids, groups(6, i, j, ids)))
    assert list(expected.values()) == [0, 1, 2, 2, 0, 2]
    order = np.array([3, 0, 5, 1, 4, 2])
    place = np.argsort(order)
    assert dict(zip(ids[order], groups(6, place[i], place[j], ids[order]))) == expected


def test_groups_without_rows_or_pairs():
    none = np.empty(0, dtype=np.int64)
    assert len(groups(0, none, none)) == 0
    np.testing.assert_array_equal(groups(3, none, none), [0, 1, 2])
