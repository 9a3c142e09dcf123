# SPDX-License-Identifier: GPL-2.0-or-later
"""Distances against hand-drawn figures, plain shapely on small random sets, and what mustn't change them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from helpers import shared_data
from hypothesis import given, settings
from hypothesis import strategies as st

from heinola_planning_plugin.core.errors import Cancelled
from heinola_planning_plugin.core.measures import distance
from heinola_planning_plugin.core.measures.distance import nearest

ROAD = "LINESTRING (0 -10, 100 -10)"
LAKE_WITH_ISLAND = "POLYGON ((200 0, 300 0, 300 100, 200 100, 200 0), (240 40, 260 40, 260 60, 240 60, 240 40))"


def geometries(*wkt: str | None) -> np.ndarray:
    return np.array([None if text is None else shapely.from_wkt(text) for text in wkt], dtype=object)


def random_shapes(seed: int, count: int, size: float = 1000.0) -> np.ndarray:
    """Points, lines, polygons, holes, multi-parts and collections, thrown anywhere."""
    rng = np.random.default_rng(seed)
    middles = rng.uniform(0, size, (count, 2))
    out = []
    for number, (x, y) in enumerate(middles):
        star = shapely.Point(x, y).buffer(rng.uniform(5, 80), quad_segs=3)
        line = shapely.LineString(np.cumsum(rng.normal(0, 30, (6, 2)), axis=0) + middles[number])
        out.append(
            [
                shapely.Point(x, y),
                line,
                star,
                star.difference(shapely.Point(x, y).buffer(3)),
                shapely.union(star, shapely.box(x + 100, y, x + 130, y + 20)),
                shapely.GeometryCollection([shapely.Point(x, y), shapely.MultiLineString([line])]),
            ][number % 6]
        )
    return np.array(out, dtype=object)


def brute_force(geometry: np.ndarray, targets: np.ndarray) -> np.ndarray:
    return shapely.distance(geometry[:, None], targets[None, :]).min(axis=1)


@pytest.mark.parametrize(
    ("feature", "target", "expected"),
    [
        pytest.param("POLYGON ((0 0, 30 0, 30 20, 0 20, 0 0))", ROAD, 10, id="plot-beside-road"),
        pytest.param("POLYGON ((103 -6, 113 -6, 113 0, 103 0, 103 -6))", ROAD, 5, id="plot-past-road-end-3-4-5"),
        pytest.param("POLYGON ((0 -20, 30 -20, 30 20, 0 20, 0 -20))", ROAD, 0, id="road-through-plot"),
        pytest.param("POLYGON ((0 -10, 30 -10, 30 20, 0 20, 0 -10))", ROAD, 0, id="road-along-border"),
        pytest.param("POLYGON ((210 10, 220 10, 220 20, 210 20, 210 10))", LAKE_WITH_ISLAND, 0, id="in-lake"),
        pytest.param("POLYGON ((245 45, 255 45, 255 55, 245 55, 245 45))", LAKE_WITH_ISLAND, 5, id="on-the-island"),
        pytest.param("POLYGON ((100 -100, 400 -100, 400 200, 100 200, 100 -100))", LAKE_WITH_ISLAND, 0,
                     id="lake-in-plot"),
        pytest.param("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((210 10, 220 10, 220 20, 210 10)))", LAKE_WITH_ISLAND, 0,
                     id="one-part-in-lake"),
        pytest.param("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((180 10, 190 10, 190 20, 180 10)))", LAKE_WITH_ISLAND, 10,
                     id="nearer-part-counts"),
        pytest.param("POINT (3 4)", "POINT (0 0)", 5, id="point-to-point"),
        pytest.param("POINT (250 50)", LAKE_WITH_ISLAND, 10, id="point-in-hole"),
        pytest.param("LINESTRING (0 0, 10 0)", "MULTIPOINT ((5 7), (50 50))", 7, id="line-to-points"),
        pytest.param("POINT Z (3 4 900)", "POINT Z (0 0 0)", 5, id="heights-dropped"),
        pytest.param("POINT (0 0)", "GEOMETRYCOLLECTION (POINT (9 0), LINESTRING (4 -1, 4 1))", 4, id="collection"),
        pytest.param("POINT (5 2)", "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", 3 / np.sqrt(2),
                     id="invalid-bow-tie-outside"),
        pytest.param("POINT (9 5)", "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", 0, id="invalid-bow-tie-inside"),
    ],
)  # fmt: skip
def test_figures(feature, target, expected):
    metres, index = nearest(geometries(feature), geometries(target))
    assert metres[0] == pytest.approx(expected, abs=1e-12)
    assert index[0] == 0


def test_unknown_is_nan_and_rows_keep_their_place():
    features = geometries(None, "POINT (0 0)", "POLYGON EMPTY", "POINT (10 0)")
    targets = geometries(None, "POINT (1 0)", "LINESTRING EMPTY", "POINT (10 2)")
    metres, index = nearest(features, targets)
    np.testing.assert_array_equal(metres, [np.nan, 1, np.nan, 2])
    np.testing.assert_array_equal(index, [-1, 1, -1, 3])


def test_coordinates_that_are_no_numbers_are_unknown():
    features = np.array([shapely.LineString([(0, 0), (np.nan, 1)]), shapely.Point(0, 0)], dtype=object)
    metres, _ = nearest(features, geometries("POINT (3 4)"))
    np.testing.assert_array_equal(metres, [np.nan, 5])


@pytest.mark.parametrize("targets", [geometries(), geometries(None, "POLYGON EMPTY")], ids=["none", "empty-ones"])
def test_no_target_is_unknown_not_far(targets):
    metres, index = nearest(geometries("POINT (0 0)"), targets)
    assert np.isnan(metres[0])
    assert index[0] == -1


def test_no_features():
    metres, index = nearest(geometries(), geometries("POINT (0 0)"))
    assert metres.shape == index.shape == (0,)


def test_beyond_max_distance_is_known_to_be_further():
    metres, index = nearest(geometries("POINT (0 0)", "POINT (90 0)"), geometries("POINT (100 0)"), max_distance=20)
    np.testing.assert_array_equal(metres, [np.inf, 10])
    np.testing.assert_array_equal(index, [-1, 0])


def test_max_distance_of_zero_asks_what_touches():
    metres, index = nearest(geometries("POINT (0 -10)", "POINT (0 -9)"), geometries(ROAD), max_distance=0)
    np.testing.assert_array_equal(metres, [0, np.inf])
    np.testing.assert_array_equal(index, [0, -1])


def test_lowest_row_wins_among_equally_near():
    targets = geometries("POINT (0 5)", "POINT (5 0)", "POINT (0 -5)")
    assert nearest(geometries("POINT (0 0)"), targets)[1][0] == 0
    assert nearest(geometries("POINT (0 0)"), targets[::-1])[1][0] == 0
    twice = geometries(LAKE_WITH_ISLAND, LAKE_WITH_ISLAND)
    assert nearest(geometries("POINT (210 50)"), twice)[1][0] == 0


@pytest.mark.parametrize("seed", range(8))
def test_agrees_with_plain_shapely(seed):
    features, targets = random_shapes(seed, 120), random_shapes(seed + 100, 40)
    metres, index = nearest(features, targets)
    np.testing.assert_allclose(metres, brute_force(features, targets), atol=1e-9)
    np.testing.assert_allclose(shapely.distance(features, targets[index]), metres, atol=1e-9)


def test_large_features_agree_with_plain_shapely():
    """A lake of many vertices as the feature goes another way through the code than a plot does."""
    middles = shapely.points(np.random.default_rng(5).uniform(0, 4000, (30, 2)))
    features = shapely.difference(shapely.buffer(middles, 150, quad_segs=200), shapely.buffer(middles, 60, quad_segs=9))
    targets = random_shapes(6, 60, 4000.0)
    metres, _ = nearest(features, targets)
    np.testing.assert_allclose(metres, brute_force(features, targets), atol=1e-9)
    assert (metres == 0).any()
    assert (metres > 0).any()


def test_target_inside_a_large_feature_is_at_zero():
    lake = shapely.buffer(shapely.Point(0, 0), 500, quad_segs=100)
    targets = geometries("POINT (900 0)", "POLYGON ((0 0, 1 0, 1 1, 0 0))")
    metres, index = nearest(np.array([lake], dtype=object), targets)
    assert (metres[0], index[0]) == (0, 1)


@pytest.mark.parametrize(("east", "north"), [(26_500_000.0, 6_780_000.0), (-448_313.0, 7_000_000.0)])
def test_moving_everything_changes_nothing(east, north):
    features, targets = random_shapes(1, 100), random_shapes(2, 30)

    def moved(shapes):
        return shapely.transform(shapes, lambda points: points + np.array([east, north]))

    np.testing.assert_allclose(nearest(moved(features), moved(targets))[0], nearest(features, targets)[0], atol=1e-6)


def test_turning_everything_changes_nothing():
    features, targets = random_shapes(3, 100), random_shapes(4, 30)
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])

    def turned(shapes):
        return shapely.transform(shapes, lambda points: points @ turn.T)

    np.testing.assert_allclose(nearest(turned(features), turned(targets))[0], nearest(features, targets)[0], atol=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 9))
def test_order_and_splitting_of_targets_change_nothing(seed, every):
    features, targets = random_shapes(seed, 30), random_shapes(seed + 1, 15)
    metres, _ = nearest(features, targets)
    rng = np.random.default_rng(seed)
    new_order = rng.permutation(len(features))
    np.testing.assert_array_equal(nearest(features[new_order], rng.permutation(targets))[0], metres[new_order])
    cut = shapely.segmentize(targets, 100.0 / every)
    np.testing.assert_allclose(nearest(features, cut)[0], metres, atol=1e-9)


def test_a_search_stops_within_a_chunk():
    calls = []

    def cancel_at_third(fraction, message=None):
        calls.append(fraction)
        if len(calls) == 3:
            raise Cancelled

    points = shapely.points(np.random.default_rng(0).uniform(0, 1000, (30_000, 2)))
    with pytest.raises(Cancelled):
        nearest(points, geometries(ROAD), cancel_at_third)
    assert calls == sorted(calls)
    assert len(calls) == 3
    assert calls[-1] < 0.5


def test_input_is_left_as_it_was():
    features, targets = random_shapes(7, 20), geometries("POLYGON Z ((0 0 1, 9 0 1, 9 9 1, 0 0 1))")
    before = shapely.to_wkb(np.concatenate([features, targets]))
    nearest(features, targets)
    np.testing.assert_array_equal(shapely.to_wkb(np.concatenate([features, targets])), before)
    assert not shapely.is_prepared(targets).any()


def test_targets_made_ready_once_serve_many_searches():
    targets = distance.Targets(geometries(ROAD, LAKE_WITH_ISLAND))
    assert targets.nearest(geometries("POINT (0 0)"))[0][0] == 10
    assert targets.nearest(geometries("POINT (210 50)"))[0][0] == 0
    np.testing.assert_array_equal(
        targets.containing(geometries("POINT (210 50)", "POINT (250 50)", "POINT (0 -10)")), [1, -1, -1]
    )


@pytest.mark.parametrize("seed", range(4))
def test_shortest_is_what_plain_shapely_gives_where_targets_meet(seed):
    """Parcels in a grid along roads that share their ends: ties everywhere."""
    plots = shapely.box(*np.moveaxis(np.array([(x, y, x + 1, y + 1) for x in range(12) for y in range(12)]), -1, 0))
    rng = np.random.default_rng(seed)
    ends = rng.integers(0, 12, (30, 4)).astype(float)
    roads = shapely.linestrings(np.stack([ends[:, :2], ends[:, 2:]], axis=1))
    targets = np.concatenate([roads, random_shapes(seed, 6, 12.0)])
    found = distance.shortest(plots, targets)
    np.testing.assert_allclose(found, brute_force(plots, targets), atol=1e-9)
    np.testing.assert_array_equal(found, nearest(plots, targets)[0])


def test_shortest_says_unknown_and_out_of_reach_as_nearest_does():
    points = geometries("POINT (0 0)", "POINT (0 90)", None)
    np.testing.assert_array_equal(distance.shortest(points, geometries(ROAD), max_distance=50), [10, np.inf, np.nan])
    assert np.isnan(distance.shortest(points, geometries())).all()


def test_real_parcels_and_roads_agree_with_plain_shapely():
    parcels, roads = real_layer("parcels"), real_layer("roads")
    metres, _ = nearest(parcels, roads)
    sample = np.random.default_rng(0).choice(len(parcels), 100)
    np.testing.assert_allclose(metres[sample], brute_force(parcels[sample], roads), atol=1e-9)


def real_layer(name: str) -> np.ndarray:
    fiona = pytest.importorskip("fiona")
    with fiona.open(shared_data("fi-helsinki-mml-parcels-buildings/building_areas.gpkg"), layer=name) as source:
        return np.array([shapely.geometry.shape(row["geometry"]) for row in source], dtype=object)
