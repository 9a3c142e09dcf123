# SPDX-License-Identifier: GPL-2.0-or-later
"""Widths, compactness and rectangles against formulas of plane geometry."""

from __future__ import annotations

import time

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from heinola_planning_plugin.core.errors import Cancelled
from heinola_planning_plugin.core.measures.shape import compactness, inscribed_radius, rectangle_sides

ZONE = np.array([26_500_000.0, 6_780_000.0])
TURN = np.array([[0.6, -0.8], [0.8, 0.6]])
L_SHAPE = "POLYGON ((0 0, 40 0, 40 10, 10 10, 10 40, 0 40, 0 0))"


def shapes(*wkt: str | None) -> np.ndarray:
    return np.array([None if text is None else shapely.from_wkt(text) for text in wkt], dtype=object)


def stars(seed: int, count: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, 14, endpoint=False)
    radius = rng.uniform(10, 60, (count, 1)) * (1 + rng.uniform(-0.6, 0.6, (count, 14)))
    rings = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1) + rng.uniform(0, 500, (count, 1, 2))
    return shapely.polygons(rings)


@pytest.mark.parametrize(
    ("area", "radius"),
    [
        pytest.param("POLYGON ((0 0, 30 0, 30 20, 0 20, 0 0))", 10, id="rectangle-half-its-width"),
        pytest.param("POLYGON ((0 0, 3 0, 0 4, 0 0))", 1, id="triangle-3-4-5"),
        pytest.param(L_SHAPE, 10 * (2 - np.sqrt(2)), id="l-shape-in-its-elbow"),
        pytest.param("POLYGON ((0 0, 60 0, 60 60, 0 60, 0 0), (20 20, 40 20, 40 40, 20 40, 20 20))",
                     20 * (2 - np.sqrt(2)), id="frame-in-its-corner"),
        pytest.param("MULTIPOLYGON (((0 0, 5 0, 5 5, 0 5, 0 0)), ((20 0, 38 0, 38 30, 20 30, 20 0)))", 9,
                     id="widest-of-two-parts"),
        pytest.param("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", 5 / (1 + np.sqrt(2)), id="invalid-bow-tie"),
        pytest.param("POLYGON Z ((0 0 9, 30 0 9, 30 20 9, 0 20 9, 0 0 9))", 10, id="heights-dropped"),
        pytest.param("POLYGON ((0 0, 9000 0, 9000 12, 0 12, 0 0))", 6, id="road-parcel"),
    ],
)  # fmt: skip
def test_inscribed_radius_figures(area, radius):
    found = inscribed_radius(shapes(area))[0]
    assert radius * 0.99 <= found <= radius * (1 + 1e-9)


def test_inscribed_radius_of_a_disc():
    disc = np.array([shapely.Point(*ZONE).buffer(75, quad_segs=64)], dtype=object)
    assert inscribed_radius(disc)[0] == pytest.approx(75, rel=0.01)


def test_tolerance_is_kept():
    areas = stars(1, 60)
    fine, coarse = inscribed_radius(areas, tolerance=0.0005), inscribed_radius(areas, tolerance=0.05)
    assert np.all(coarse <= fine * (1 + 0.0005))
    assert np.all(coarse >= fine * 0.95)


def test_inscribed_circle_fits_and_a_larger_one_does_not():
    """By another way: shrinking the area by the radius leaves something, by a little more leaves nothing."""
    areas = stars(2, 60)
    radius = inscribed_radius(areas)
    assert not shapely.is_empty(shapely.buffer(areas, -0.999 * radius, quad_segs=64)).any()
    assert shapely.is_empty(shapely.buffer(areas, -1.011 * radius, quad_segs=64)).all()


@pytest.mark.parametrize(
    "area",
    [
        pytest.param("POLYGON ((0 0, 1000 0, 1000 0.000000001, 0 0))", id="sliver"),
        pytest.param("POLYGON ((0 0, 10000 7000, 10000 7012, 0 12, 0 0))", id="long-diagonal-road"),
    ],
)
def test_thin_strips_take_no_time(area):
    before = time.perf_counter()
    found = inscribed_radius(shapes(area))
    assert time.perf_counter() - before < 2
    assert found[0] <= 6


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        pytest.param("POLYGON ((0 0, 20 0, 20 20, 0 20, 0 0))", np.pi / 4, id="square"),
        pytest.param("POLYGON ((0 0, 40 0, 40 10, 0 10, 0 0))", np.pi * 1600 / 10_000, id="strip-1-to-4"),
        pytest.param("POLYGON ((0 0, 20 0, 20 20, 0 20, 0 0), (5 5, 15 5, 15 15, 5 15, 5 5))",
                     4 * np.pi * 300 / 120**2, id="hole-adds-border"),
        pytest.param("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((20 0, 30 0, 30 10, 20 10, 20 0)))",
                     4 * np.pi * 200 / 80**2, id="two-parts"),
        pytest.param("LINESTRING (0 0, 1 1)", np.nan, id="line"),
        pytest.param("POINT (0 0)", np.nan, id="point"),
    ],
)  # fmt: skip
def test_compactness_figures(area, expected):
    np.testing.assert_allclose(compactness(shapes(area)), [expected])


@pytest.mark.parametrize("turn", [np.eye(2), TURN], ids=["straight", "turned"])
@pytest.mark.parametrize(
    ("feature", "long_m", "short_m"),
    [
        pytest.param("POLYGON ((0 0, 30 0, 30 20, 0 20, 0 0))", 30, 20, id="rectangle"),
        pytest.param("POLYGON ((0 0, 10 0, 20 0, 30 0, 30 20, 0 20, 0 0))", 30, 20, id="vertices-on-a-side"),
        pytest.param(L_SHAPE, 40, 40, id="l-shape"),
        pytest.param("POLYGON ((0 0, 4 0, 0 3, 0 0))", 4, 3, id="right-triangle-not-5-by-2.4"),
        pytest.param("MULTIPOLYGON (((0 0, 5 0, 5 5, 0 5, 0 0)), ((45 0, 50 0, 50 5, 45 5, 45 0)))", 50, 5,
                     id="two-parts-in-one-rectangle"),
        pytest.param("LINESTRING (0 0, 3 4, 6 8)", 10, 0, id="line"),
        pytest.param("POINT (3 4)", 0, 0, id="point"),
    ],
)  # fmt: skip
def test_rectangle_figures(feature, long_m, short_m, turn):
    placed = shapely.transform(shapes(feature), lambda points: points @ turn.T + ZONE)
    found = rectangle_sides(placed)
    np.testing.assert_allclose([found[0][0], found[1][0]], [long_m, short_m], atol=1e-6)


def test_smallest_of_all_rectangles_round_it():
    """No turn of one degree or less gives a smaller box."""
    areas = stars(3, 40)
    long_m, short_m = rectangle_sides(areas)
    for degrees in np.arange(0, 90, 0.5):
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        bounds = shapely.bounds(shapely.transform(areas, lambda p, c=c, s=s: p @ np.array([[c, -s], [s, c]])))
        assert np.all(long_m * short_m <= (bounds[:, 2] - bounds[:, 0]) * (bounds[:, 3] - bounds[:, 1]) + 1e-6)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_moving_turning_and_order_change_nothing(seed):
    areas = stars(seed, 12)
    order = np.random.default_rng(seed).permutation(12)
    placed = shapely.transform(areas[order], lambda points: points @ TURN.T + ZONE)
    np.testing.assert_allclose(inscribed_radius(placed), inscribed_radius(areas)[order], rtol=0.0101)
    np.testing.assert_allclose(compactness(placed), compactness(areas)[order], rtol=1e-6)
    moved = shapely.transform(areas, lambda points: points + ZONE)
    for there, here in zip(rectangle_sides(moved), rectangle_sides(areas)):
        np.testing.assert_allclose(there, here, atol=1e-6)
    np.testing.assert_allclose(inscribed_radius(moved), inscribed_radius(areas), atol=1e-6)


def test_unknown_is_nan():
    unknown = shapes(None, "POLYGON EMPTY")
    for found in (inscribed_radius(unknown), compactness(unknown), *rectangle_sides(unknown)):
        np.testing.assert_array_equal(found, [np.nan, np.nan])
    assert np.isnan(inscribed_radius(shapes("LINESTRING (0 0, 9 9)"))[0])
    assert len(inscribed_radius(shapes())) == len(compactness(shapes())) == len(rectangle_sides(shapes())[0]) == 0


def test_input_is_left_as_it_was():
    areas = stars(4, 5)
    before = shapely.to_wkb(areas)
    inscribed_radius(areas)
    np.testing.assert_array_equal(shapely.to_wkb(areas), before)
    assert not shapely.is_prepared(areas).any()


@pytest.mark.parametrize("measure", [inscribed_radius, rectangle_sides])
def test_cancelling_stops_the_run(measure):
    def cancel(fraction, message=None):
        raise Cancelled

    with pytest.raises(Cancelled):
        measure(stars(5, 5), progress=cancel)
