# SPDX-License-Identifier: GPL-2.0-or-later
"""Overlaps against hand-drawn figures, plain shapely pair by pair, and sums over partitions."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from heinola_planning_plugin.core.errors import Cancelled
from heinola_planning_plugin.core.measures import overlap
from heinola_planning_plugin.core.measures.overlap import largest, pieces, share_within

PLOT = "POLYGON ((0 0, 40 0, 40 20, 0 20, 0 0))"
WEST, EAST = "POLYGON ((-50 -50, 10 -50, 10 50, -50 50, -50 -50))", "POLYGON ((10 -50, 90 -50, 90 50, 10 50, 10 -50))"
BOW_TIE = "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))"
"""Crosses itself at (5, 5): two triangles of 25 m2."""


def geometries(*wkt: str | None) -> np.ndarray:
    return np.array([None if text is None else shapely.from_wkt(text) for text in wkt], dtype=object)


def squares(rows: int, columns: int, side: float) -> np.ndarray:
    x, y = np.meshgrid(np.arange(columns) * side, np.arange(rows) * side)
    return shapely.box(x, y, x + side, y + side).ravel()


def ragged(seed: int, count: int, size: float = 300.0, vertices: int = 40) -> np.ndarray:
    """Star-shaped areas, some with a hole, some in two parts."""
    rng = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    out = []
    for number in range(count):
        radius = rng.uniform(10, 60) * (1 + rng.uniform(-0.5, 0.5, vertices))
        ring = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]) + rng.uniform(0, size, 2)
        star = shapely.Polygon(ring)
        if number % 3 == 1:
            star = star.difference(star.centroid.buffer(6))
        if number % 3 == 2:
            star = star.union(shapely.box(*(ring[0] + 150), *(ring[0] + 180)))
        out.append(star)
    return np.array(out, dtype=object)


def share_by_hand(features: np.ndarray, areas: np.ndarray) -> np.ndarray:
    return shapely.area(shapely.intersection(features, shapely.union_all(areas))) / shapely.area(features)


def test_pieces_of_a_plot_on_a_zone_border():
    i, j, piece = pieces(geometries(PLOT), geometries(EAST, WEST))
    np.testing.assert_array_equal(i, [0, 0])
    np.testing.assert_array_equal(j, [0, 1])
    np.testing.assert_array_equal(shapely.area(piece), [600, 200])


@pytest.mark.parametrize(
    ("feature", "areas", "expected"),
    [
        pytest.param(PLOT, [WEST], 0.25, id="quarter"),
        pytest.param(PLOT, [WEST, EAST], 1, id="two-zones-side-by-side"),
        pytest.param(PLOT, [WEST, WEST], 0.25, id="same-zone-twice-counts-once"),
        pytest.param(PLOT, ["POLYGON ((0 0, 30 0, 30 20, 0 20, 0 0))", "POLYGON ((20 0, 40 0, 40 10, 20 10, 20 0))"],
                     0.875, id="overlapping-areas-count-once"),
        pytest.param(PLOT, ["POLYGON ((40 0, 60 0, 60 20, 40 20, 40 0))"], 0, id="touching-border"),
        pytest.param(PLOT, ["POLYGON ((40 20, 60 20, 60 40, 40 40, 40 20))"], 0, id="touching-corner"),
        pytest.param(PLOT, ["POLYGON ((100 0, 160 0, 160 20, 100 0))"], 0, id="elsewhere"),
        pytest.param(PLOT, [], 0, id="no-areas"),
        pytest.param(PLOT, ["POLYGON ((-9 -9, 99 -9, 99 99, -9 99, -9 -9), (10 5, 30 5, 30 15, 10 15, 10 5))"], 0.75,
                     id="hole-in-area"),
        pytest.param(PLOT, ["LINESTRING (0 0, 40 20)", None, "POLYGON EMPTY"], 0, id="lines-hold-nothing"),
        pytest.param("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((20 0, 50 0, 50 10, 20 10, 20 0)))", [WEST], 0.25,
                     id="one-part-of-two"),
        pytest.param("LINESTRING (0 0, 40 0)", [WEST], 0.25, id="line-by-length"),
        pytest.param("LINESTRING (10 0, 10 20)", [WEST, EAST], 1, id="line-on-common-border-counts-once"),
        pytest.param("POINT (5 5)", [WEST], 1, id="point-inside"),
        pytest.param("POINT (10 5)", [WEST], 1, id="point-on-border-is-inside"),
        pytest.param("POINT (15 5)", [WEST], 0, id="point-outside"),
        pytest.param("MULTIPOINT ((5 5), (6 6), (7 7), (70 7))", [WEST], 0.75, id="points-by-number"),
        pytest.param("POLYGON Z ((0 0 9, 40 0 9, 40 20 9, 0 20 9, 0 0 9))", [WEST], 0.25, id="heights-dropped"),
        pytest.param(BOW_TIE, ["POLYGON ((-1 -1, 5 -1, 5 11, -1 11, -1 -1))"], 0.5, id="invalid-feature"),
        pytest.param("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", [BOW_TIE], 0.5, id="invalid-area"),
        pytest.param("GEOMETRYCOLLECTION (POLYGON ((0 0, 20 0, 20 9, 0 9, 0 0)), LINESTRING (50 0, 99 0))", [WEST], 0.5,
                     id="collection-by-its-areas"),
        pytest.param(None, [WEST], np.nan, id="no-geometry"),
        pytest.param("POLYGON EMPTY", [WEST], np.nan, id="empty"),
        pytest.param("POLYGON ((0 0, 0 0, 0 0, 0 0))", [WEST], np.nan, id="no-size"),
    ],
)  # fmt: skip
def test_share_figures(feature, areas, expected):
    share = share_within(geometries(feature), geometries(*areas))
    np.testing.assert_allclose(share, [expected], atol=1e-12)


def test_touch_tolerance_is_a_tenth_of_a_square_decimetre():
    def sliver(width: float) -> np.ndarray:
        return geometries(f"POLYGON (({40 - width} 0, 60 0, 60 20, {40 - width} 20, {40 - width} 0))")

    assert overlap.TOUCH_M2 == 0.001
    assert len(pieces(geometries(PLOT), sliver(0.00004))[0]) == 0
    assert share_within(geometries(PLOT), sliver(0.00004))[0] == 0
    assert largest(geometries(PLOT), sliver(0.00004))[0][0] == -1
    assert len(pieces(geometries(PLOT), sliver(0.00006))[0]) == 1


def test_largest_zone_and_its_share():
    index, share = largest(geometries(PLOT, None, "POINT (500 0)", "POINT (0 0)"), geometries(WEST, EAST))
    np.testing.assert_array_equal(index, [1, -1, -1, 0])
    np.testing.assert_array_equal(share, [0.75, np.nan, 0, 1])


def test_largest_tie_goes_to_the_lowest_row_whatever_the_rounding():
    """Halves that differ in the last digits are a tie; the third of a plot isn't."""
    plot = geometries("POLYGON ((0.1 0, 0.7 0, 0.7 0.3, 0.1 0.3, 0.1 0))")
    west, east = (
        geometries(f"POLYGON (({a} -1, {b} -1, {b} 1, {a} 1, {a} -1))") for a, b in ((-1.0, 0.1 + 0.3), (0.4, 2.0))
    )
    assert largest(plot, np.concatenate([west, east]))[0][0] == 0
    assert largest(plot, np.concatenate([east, west]))[0][0] == 0


def test_largest_adds_up_the_parts_of_a_zone():
    zones = geometries(
        "POLYGON ((0 0, 15 0, 15 20, 0 20, 0 0))",
        "MULTIPOLYGON (((15 0, 25 0, 25 20, 15 20, 15 0)), ((30 0, 40 0, 40 20, 30 20, 30 0)))",
    )
    index, share = largest(geometries(PLOT), zones)
    assert (index[0], share[0]) == (1, 0.5)


@pytest.mark.parametrize("seed", range(6))
def test_agrees_with_plain_shapely(seed):
    features, zones = ragged(seed, 60), ragged(seed + 50, 30)
    i, j, piece = pieces(features, zones)
    expected = shapely.area(shapely.intersection(features[:, None], zones[None, :]))
    got = np.zeros_like(expected)
    got[i, j] = shapely.area(piece)
    np.testing.assert_allclose(got, expected, atol=2e-3)
    assert len(np.unique(i * len(zones) + j)) == len(i)
    assert np.all(np.diff(i * len(zones) + j) > 0)
    assert shapely.is_valid(piece).all()
    np.testing.assert_allclose(share_within(features, zones), share_by_hand(features, zones), atol=1e-5)
    index, share = largest(features, zones)
    np.testing.assert_allclose(share, expected.max(axis=1) / shapely.area(features), atol=1e-5)
    held = index >= 0
    np.testing.assert_allclose(expected[held, index[held]], expected[held].max(axis=1), atol=2e-3)


def test_large_areas_on_both_sides_agree_with_plain_shapely():
    """Areas of thousands of vertices go through tiles; what comes out must not show it."""
    features, zones = ragged(1, 6, vertices=900), ragged(2, 5, vertices=1500)
    i, j, piece = pieces(features, zones)
    expected = shapely.area(shapely.intersection(features[:, None], zones[None, :]))
    got = np.zeros_like(expected)
    got[i, j] = shapely.area(piece)
    np.testing.assert_allclose(got, expected, rtol=1e-6, atol=5e-3)
    assert shapely.is_valid(piece).all()
    np.testing.assert_allclose(share_within(features, zones), share_by_hand(features, zones), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("vertices", [300, 5_000])
def test_lines_and_points_on_the_tile_edges_of_a_large_zone_count_once(vertices):
    disc = shapely.Polygon(shapely.get_coordinates(shapely.Point(0, 0).buffer(100, quad_segs=vertices // 4)))
    zone = np.array([disc], dtype=object)
    features = geometries(
        "LINESTRING (0 -50, 0 50)", "LINESTRING (0 -200, 0 0)", "POINT (0 0)", "MULTIPOINT ((0 0), (0 300))"
    )
    np.testing.assert_allclose(share_within(features, zone), [1, 0.5, 1, 0.5], atol=1e-9)
    index, share = largest(features, zone)
    np.testing.assert_array_equal(index, 0)
    np.testing.assert_allclose(share, [1, 0.5, 1, 0.5], atol=1e-9)
    np.testing.assert_allclose(shapely.length(pieces(features, zone)[2]), [100, 100, 0, 0], atol=1e-9)


def test_shares_over_a_partition_add_up_to_the_whole():
    zones = squares(6, 6, 100.0)
    features = ragged(9, 80, size=400.0)
    features = shapely.intersection(features, shapely.box(0, 0, 600, 600))
    i, _, piece = pieces(features, zones)
    np.testing.assert_allclose(np.bincount(i, shapely.area(piece), len(features)), shapely.area(features), rtol=1e-9)
    np.testing.assert_allclose(share_within(features, zones), 1.0, rtol=1e-9)


def test_parcels_that_share_their_borders_with_the_zones():
    """As in real plans: each zone is a block of parcels, and all its neighbours touch it."""
    parcels = squares(12, 12, 30.0)
    block = np.arange(144) // 12 // 4 * 3 + np.arange(144) % 12 // 4
    zones = np.array([shapely.union_all(parcels[block == number]) for number in range(9)], dtype=object)
    i, j, piece = pieces(parcels, zones)
    np.testing.assert_array_equal(i, np.arange(144))
    np.testing.assert_array_equal(j, block)
    assert shapely.equals(piece, parcels).all()
    index, share = largest(parcels, zones)
    np.testing.assert_array_equal(index, block)
    np.testing.assert_array_equal(share, 1)


def test_a_zone_over_others_is_not_lost_behind_the_zone_that_holds_the_parcel():
    parcels = squares(4, 4, 30.0)
    zones = np.concatenate([squares(2, 2, 60.0), geometries("POLYGON ((40 40, 80 40, 80 80, 40 80, 40 40))")])
    i, j, piece = pieces(parcels, zones)
    assert shapely.area(piece[j == 4]).sum() == pytest.approx(1600)
    np.testing.assert_array_equal(i[j == 4], [5, 6, 9, 10])


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_order_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    features, zones = ragged(seed, 12), ragged(seed + 1, 8)
    order, zone_order = rng.permutation(len(features)), rng.permutation(len(zones))
    np.testing.assert_allclose(
        share_within(features[order], zones[zone_order]), share_within(features, zones)[order], atol=1e-9
    )
    np.testing.assert_allclose(
        largest(features[order], zones[zone_order])[1], largest(features, zones)[1][order], atol=1e-9
    )


@pytest.mark.parametrize("turn", [np.eye(2), np.array([[0.6, -0.8], [0.8, 0.6]])], ids=["moved", "moved-and-turned"])
def test_moving_to_zone_coordinates_changes_nothing(turn):
    features, zones = ragged(3, 40), ragged(4, 20)

    def moved(shapes):
        return shapely.transform(shapes, lambda points: points @ turn.T + np.array([26_500_000.0, 6_780_000.0]))

    np.testing.assert_allclose(share_within(moved(features), moved(zones)), share_within(features, zones), atol=1e-6)


def test_empty_tables():
    none = geometries()
    assert [len(part) for part in pieces(none, geometries(WEST))] == [0, 0, 0]
    assert [len(part) for part in pieces(geometries(PLOT), none)] == [0, 0, 0]
    assert [len(part) for part in largest(none, none)] == [0, 0]
    assert len(share_within(none, geometries(WEST))) == 0


def test_input_is_left_as_it_was():
    features, zones = ragged(5, 10), np.concatenate([ragged(6, 5), geometries(BOW_TIE)])
    before = shapely.to_wkb(np.concatenate([features, zones]))
    pieces(features, zones)
    share_within(features, zones)
    np.testing.assert_array_equal(shapely.to_wkb(np.concatenate([features, zones])), before)
    assert not shapely.is_prepared(zones).any()


@pytest.mark.parametrize("measure", [pieces, share_within, largest])
def test_cancelling_stops_the_run(measure):
    def cancel(fraction, message=None):
        if fraction > 0.4:
            raise Cancelled

    with pytest.raises(Cancelled):
        measure(squares(120, 120, 10.0), ragged(1, 60, size=1200.0), cancel)


def test_a_large_feature_that_touches_its_zone_from_inside_counts_once():
    disc = shapely.Point(0, 0).buffer(50, quad_segs=400)
    zone = shapely.box(-50, -50, 50, 50)
    i, _, piece = pieces(np.array([disc], dtype=object), np.array([zone], dtype=object))
    assert (len(i), shapely.equals(piece[0], disc)) == (1, True)
    assert largest(np.array([disc], dtype=object), np.array([zone], dtype=object))[1][0] == 1


@pytest.mark.parametrize("seed", range(4))
def test_shares_of_parts_and_invalid_shapes_are_those_of_the_repaired_ones(seed):
    """Bow ties, doubled parts and several parts, within, across and beside two zones that meet."""
    rng = np.random.default_rng(seed)
    touch = 1e-5  # bits of up to 0.001 m2 count as touches
    zones = np.array([shapely.box(0, 0, 50, 100), shapely.box(50, 0, 100, 100)], dtype=object)
    ties = [shapely.Polygon(rng.uniform(-20, 120, 2) + rng.normal(0, 15, (5, 2))) for _ in range(40)]
    pairs = [shapely.MultiPolygon([a, b]) for a, b in zip(ties[::2], ties[1::2])]
    shapes = np.array(ties + pairs, dtype=object)
    sound, ground = shapely.make_valid(shapes), shapely.union_all(zones)
    expected = shapely.area(shapely.intersection(sound, ground)) / shapely.area(sound)
    np.testing.assert_allclose(overlap.share_within(shapes, zones), expected, atol=touch)
    inside = overlap.within(shapes, zones)
    np.testing.assert_allclose(shapely.area(shapely.make_valid(inside)) / shapely.area(sound), expected, atol=touch)


def test_a_shape_without_area_inside_a_zone_has_no_share():
    flat = np.array([shapely.Polygon([(1, 1), (5, 5), (1, 1)]), shapely.Point(3, 3).buffer(1)], dtype=object)
    np.testing.assert_array_equal(overlap.share_within(flat, np.array([shapely.box(0, 0, 9, 9)])), [np.nan, 1.0])
