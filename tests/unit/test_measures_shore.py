# SPDX-License-Identifier: GPL-2.0-or-later
"""Frontage against hand-drawn lakes, a dense sample of the shore, and sums over all parcels."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely
from helpers import shared_data
from hypothesis import given, settings
from hypothesis import strategies as st

from heinola_planning_plugin.core.errors import Cancelled
from heinola_planning_plugin.core.measures.shore import frontage, pieces

LAKE = shapely.box(0, 0, 100, 100)
"""A square lake, 400 m of shore."""
LAKE_WITH_ISLAND = shapely.Polygon(LAKE.exterior, [shapely.box(40, 40, 60, 70).exterior])
"""The island has 100 m of shore."""


def shapes(*items: shapely.Geometry | None) -> np.ndarray:
    out = np.empty(len(items), dtype=object)
    out[:] = items
    return out


def ragged_lake(seed: int, radius: float = 200.0, vertices: int = 60) -> shapely.Polygon:
    rng = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    ring = radius * (1 + rng.uniform(-0.2, 0.2, vertices))
    return shapely.Polygon(np.column_stack([ring * np.cos(angle), ring * np.sin(angle)]))


def sectors(count: int, radius: float = 400.0) -> np.ndarray:
    """Parcels like slices of a cake; the lake is cut out of them by whoever asks."""
    edge = np.linspace(0, 2 * np.pi, count + 1) + 0.1234
    return np.array(
        [
            shapely.Polygon([(0, 0)] + [(radius * np.cos(a), radius * np.sin(a)) for a in np.linspace(f, t, 9)])
            for f, t in pairwise(edge)
        ],
        dtype=object,
    )


def by_sampling(parcels: np.ndarray, lake: shapely.Polygon, reach: float) -> np.ndarray:
    """Ask every 5 cm of the shore for the nearest parcel."""
    ring = shapely.segmentize(lake.boundary, 0.05)
    corners = shapely.get_coordinates(ring)
    middles = shapely.points((corners[1:] + corners[:-1]) / 2)
    metres = shapely.distance(middles[:, None], parcels[None, :])
    length = np.hypot(*np.diff(corners, axis=0).T)
    near = metres.min(axis=1) <= reach
    return np.bincount(metres.argmin(axis=1)[near], length[near], len(parcels))


@pytest.mark.parametrize("step", [1.0, 5.0, 50.0, 1000.0])
def test_neighbours_divide_the_shore_where_their_border_meets_it(step):
    parcels = shapes(shapely.box(-50, -50, 33.337, 0), shapely.box(33.337, -50, 150, 0), shapely.box(-50, 0, 0, 100))
    found = frontage(parcels, shapes(LAKE), reach_m=0.0, step_m=step)
    np.testing.assert_allclose(found, [33.337, 66.663, 100], atol=0.02)


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        pytest.param(0, 100 + 2 * 10, id="on-the-shore-and-10-m-up-either-side"),
        pytest.param(8, 100 + 2 * 2, id="8-m-behind-and-2-m-up-either-side"),
        pytest.param(12, 0, id="12-m-behind"),
    ],
)
def test_reach_of_ten_metres(behind, expected):
    parcel = shapes(shapely.box(0, -50, 100, -behind))
    assert frontage(parcel, shapes(LAKE), step_m=1.0)[0] == pytest.approx(expected, abs=0.05)


def test_island_is_shore():
    island = shapely.box(40, 40, 60, 70)
    np.testing.assert_allclose(frontage(shapes(island), shapes(LAKE_WITH_ISLAND)), [100], atol=1e-9)


def test_a_lake_cut_at_a_map_sheet_edge_has_no_shore_there():
    halves = shapes(shapely.box(0, 0, 50, 100), shapely.box(50, 0, 100, 100))
    around = shapes(shapely.box(-50, -50, 150, 150).difference(LAKE))
    assert frontage(around, halves)[0] == pytest.approx(400, abs=0.3)
    _, _, water, length = pieces(around, halves)
    np.testing.assert_allclose(np.bincount(water, length), [200, 200], atol=0.3)


def test_a_pond_that_fills_the_hole_of_a_lake_has_no_shore():
    pond = shapely.box(40, 40, 60, 70)
    everything = shapes(shapely.box(-50, -50, 150, 150))
    assert frontage(everything, shapes(LAKE_WITH_ISLAND, pond))[0] == pytest.approx(400, abs=1e-6)


def test_water_given_twice_counts_once_for_the_first():
    around = shapes(shapely.box(-50, -50, 150, 150).difference(LAKE))
    _, _, water, length = pieces(around, shapes(LAKE, LAKE))
    assert set(water) == {0}
    assert length.sum() == pytest.approx(400, abs=1e-6)


def test_overlapping_waters_have_the_shore_of_their_union():
    other = shapely.box(60, 20, 200, 80)
    around = shapes(shapely.box(-300, -300, 400, 400))
    assert frontage(around, shapes(LAKE, other))[0] == pytest.approx(LAKE.union(other).length, abs=0.5)


def test_land_behind_the_shore_comes_before_a_parcel_of_the_water():
    """A joint water area is a parcel as well; it touches all the shore, but nobody can build a house on it."""
    land = shapely.box(0, -50, 100, 0)
    for parcels in (shapes(land, LAKE), shapes(LAKE, land)[::-1]):
        np.testing.assert_allclose(frontage(parcels, shapes(LAKE)), [100, 300], atol=0.3)
    np.testing.assert_allclose(frontage(shapes(LAKE, land), shapes(LAKE)), [300, 100], atol=0.3)


def test_first_parcel_wins_where_two_cover_the_same_ground():
    twice = shapes(shapely.box(0, -50, 100, 0), shapely.box(0, -50, 100, 0))
    assert frontage(twice, shapes(LAKE))[1] == 0


def test_unknown_and_none():
    parcels = shapes(None, shapely.Polygon(), shapely.box(500, 0, 600, 50), shapely.box(0, -50, 100, 0))
    found = frontage(parcels, shapes(None, LAKE, shapely.LineString([(500, 0), (600, 0)])))
    np.testing.assert_array_equal(np.isnan(found), [True, True, False, False])
    assert found[2] == 0
    assert found[3] > 99
    np.testing.assert_array_equal(frontage(parcels, shapes())[2:], [0, 0])
    assert [len(part) for part in pieces(shapes(), shapes(LAKE))] == [0, 0, 0, 0]


def test_invalid_water_is_measured_repaired():
    bow_tie = shapely.from_wkt("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))")
    found = frontage(shapes(shapely.box(-50, -50, 50, 50)), shapes(bow_tie))
    assert found[0] == pytest.approx(20 + 4 * np.sqrt(50), abs=0.5)


def test_a_stretch_over_the_start_of_the_ring_is_one_line():
    """The lake's ring starts in its lower right corner; one parcel lies round that corner."""
    assert LAKE.exterior.coords[0] == (100, 0)
    corner = shapes(shapely.from_wkt("POLYGON ((60 0, 100 0, 100 40, 120 40, 120 -20, 60 -20, 60 0))"))
    line, _, _, length = pieces(corner, shapes(LAKE), reach_m=0.01)
    assert len(line) == 1
    assert length[0] == pytest.approx(80, abs=0.2)
    np.testing.assert_allclose(shapely.get_coordinates(line[0])[1], (100, 0))


def test_lines_follow_the_shore_with_its_own_corners_only():
    lake = ragged_lake(2)
    parcels = shapely.difference(sectors(5), lake)
    line, parcel, water, length = pieces(parcels, shapes(lake))
    np.testing.assert_allclose(shapely.length(line), length, rtol=1e-9)
    assert shapely.covers(lake.boundary.buffer(1e-6), line).all()
    assert length.sum() == pytest.approx(lake.length, abs=1e-6)
    np.testing.assert_array_equal(np.sort(parcel), np.arange(5))
    np.testing.assert_array_equal(water, 0)
    assert shapely.get_num_coordinates(line).sum() <= 60 + 2 * 5


@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_a_dense_sample_of_the_shore(seed):
    lake = ragged_lake(seed)
    land = shapely.difference(sectors(9), lake.buffer(4))
    parcels = land[np.random.default_rng(seed).permutation(9)[:6]]
    found = frontage(parcels, shapes(lake), reach_m=12.0, step_m=2.0)
    np.testing.assert_allclose(found, by_sampling(parcels, lake, 12.0), atol=1.0)


@pytest.mark.parametrize("seed", range(4))
def test_frontages_add_up_to_the_shore_within_reach(seed):
    lake = ragged_lake(seed)
    parcels = shapely.difference(sectors(9), lake.buffer(3))[::2]
    reached = shapely.union_all(parcels).buffer(10, quad_segs=200).intersection(lake.boundary).length
    assert frontage(parcels, shapes(lake), step_m=1.0).sum() == pytest.approx(reached, abs=0.3)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.floats(2.0, 9.0))
def test_order_step_and_more_vertices_change_little(seed, step):
    lake = ragged_lake(seed % 7)
    parcels = shapely.difference(sectors(7), lake)
    expected = frontage(parcels, shapes(lake))
    order = np.random.default_rng(seed).permutation(7)
    found = frontage(parcels[order], shapes(shapely.segmentize(lake, step).reverse()), step_m=step)
    np.testing.assert_allclose(found, expected[order], atol=0.3)


@pytest.mark.parametrize("turn", [np.eye(2), np.array([[0.6, -0.8], [0.8, 0.6]])], ids=["moved", "moved-and-turned"])
def test_moving_to_zone_coordinates_changes_nothing(turn):
    lake = ragged_lake(1)
    parcels = shapely.difference(sectors(7), lake)

    def moved(items):
        return shapely.transform(items, lambda points: points @ turn.T + np.array([26_500_000.0, 6_780_000.0]))

    found = frontage(moved(parcels), moved(shapes(lake)))
    np.testing.assert_allclose(found, frontage(parcels, shapes(lake)), atol=0.02)
    assert found.sum() == pytest.approx(lake.length, abs=1e-6)


def test_cancelling_stops_the_run():
    def cancel(fraction, message=None):
        raise Cancelled

    with pytest.raises(Cancelled):
        frontage(sectors(5), shapes(ragged_lake(1)), progress=cancel)


def test_real_lakes_have_the_shore_of_their_union():
    """Lake parts of a topographic database border on each other and on islands."""
    fiona = pytest.importorskip("fiona")
    with fiona.open(shared_data("fi-mml-lakes-shorelines/lakes.gpkg"), layer="lake_part") as source:
        water = shapely.force_2d(np.array([shapely.geometry.shape(row["geometry"]) for row in source], dtype=object))
    everything = shapes(shapely.box(*shapely.total_bounds(water)).buffer(100))
    expected = shapely.union_all(water).boundary.length
    assert frontage(everything, water)[0] == pytest.approx(expected, rel=1e-3)
