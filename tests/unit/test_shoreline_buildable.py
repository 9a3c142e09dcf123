# SPDX-License-Identifier: GPL-2.0-or-later
"""Buildable ground, direction of the water and openness, on shapes where they can be told."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shoreline_shapes import GK26, HEINOLA_GK26, place, waters

from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.measures.terrain import Grid
from heinola_planning_plugin.core.shoreline.buildable import Limits, buildable, direction_to_water, open_water
from heinola_planning_plugin.core.shoreline.method import read_method
from heinola_planning_plugin.core.shoreline.modified import modified_shoreline
from heinola_planning_plugin.paths import resource

V1 = read_method(resource("methods", "shoreline_v1.yaml"))
X, Y = HEINOLA_GK26


def layer(*shapes, **columns):
    geometry = np.array([place(shape, 0, HEINOLA_GK26) for shape in shapes], dtype=object)
    return Features(geometry, columns, GK26)


LAKE = shapely.box(0, 0, 3000, 3000)
SHORE = modified_shoreline(waters(place(LAKE, 0, HEINOLA_GK26)), V1).pieces
PARCEL = shapely.box(1000, -200, 1100, 0)


def test_setbacks_borders_and_the_shore_zone():
    result = buildable(layer(PARCEL, shapely.box(1000, -900, 1100, -400)), SHORE, Limits())
    # 100 m wide less 4 m on either side; from 30 to 150 m off the shore.
    assert result["buildable_m2"] == pytest.approx([92 * 120, 0], abs=1)
    assert result["sauna_m2"] == pytest.approx([92 * 15, 0], abs=1)
    assert result["zone_m2"] == pytest.approx([100 * 150, 0], abs=1)
    assert shapely.area(result.geometry) == pytest.approx([92 * 120, 0], abs=1)


def test_a_setback_holds_from_the_neighbours_cove_too():
    cove = LAKE.union(shapely.box(1110, -100, 1200, 0))
    shore = modified_shoreline(waters(place(cove, 0, HEINOLA_GK26)), V1).pieces
    result = buildable(layer(PARCEL), shore, Limits(border_m=0))
    # Off the parcel's 100 x 200 m, all of it within 150 m of a shore: 30 m along the lake, 20 m along the cove (10 m
    # away), and what a circle of 30 m round the cove's corner reaches: the integral of sqrt(900 - u2) from 10 to 30.
    assert result["buildable_m2"] == pytest.approx([20_000 - 3_000 - 20 * 70 - 412.5], abs=10)


def test_blocked_land_is_cut_and_told_by_kind():
    blocked = {
        "flood": layer(shapely.box(0, -60, 3000, 0)),
        "wetland": layer(shapely.box(1000, -200, 1050, 0)),
    }
    result = buildable(layer(PARCEL), SHORE, Limits(border_m=0), blocked)
    assert result["blocked_flood_m2"] == pytest.approx([100 * 30], abs=1)
    assert result["blocked_wetland_m2"] == pytest.approx([50 * 120], abs=1)
    assert result["buildable_m2"] == pytest.approx([50 * 90], abs=1)
    assert result["sauna_m2"] == pytest.approx([0], abs=1)


def test_steep_ground_is_blocked():
    # A plane that rises 40 % to the east on its eastern half, level elsewhere.
    east = np.arange(0, 400) * 2.0
    heights = np.tile(np.where(east > 150, (east - 150) * 0.4, 0.0), (150, 1))
    grid = Grid(heights, X + 900, Y + 10, 2.0, GK26)
    result = buildable(layer(PARCEL), SHORE, Limits(border_m=0), heights=grid)
    assert result["buildable_m2"] == pytest.approx([50 * 120], abs=2.2 * 120)
    assert result["blocked_slope_m2"] == pytest.approx([50 * 120], abs=2.2 * 120)


def test_direction_to_the_water():
    lines = layer(
        shapely.LineString([(0, 0), (100, 0)]),  # water in the north
        shapely.LineString([(100, 0), (100, 50)]),  # in the west
        shapely.LineString([(0, 0), (0, 1)]),
        straight_m=np.array([100.0, 100.0, 1.0]),
        water_direction_deg=np.array([0.0, 270.0, 180.0]),
    )
    assert direction_to_water(np.array([0, 1, 1]), lines, 3)[:2] == pytest.approx([0, 269.4], abs=0.1)
    assert direction_to_water(np.array([0, 0, -1]), lines, 1) == pytest.approx([315])
    assert np.isnan(
        direction_to_water(np.array([0, -1, 0]), lines.with_columns({"straight_m": np.array([5.0, 5.0, 5.0])}), 2)
    ).all()


def test_open_water_to_the_south_west():
    shore = SHORE
    middle = shapely.get_coordinates(shapely.line_interpolate_point(shore.geometry, 0.5, normalized=True)) - (X, Y)
    seen = open_water(shore, 225.0, 1000.0)
    north = middle[:, 1] > 2999
    # From the north shore at x the view south-west ends at the west shore after x * sqrt(2).
    expected = np.minimum(middle[north, 0] * 2**0.5, 1000)
    assert seen[north] == pytest.approx(expected, abs=6)
    assert (seen[middle[:, 1] < 1] == 0).all()  # the south shore looks north
    island = LAKE.difference(shapely.box(1000, 2000, 1500, 2500))
    hidden = modified_shoreline(waters(place(island, 0, HEINOLA_GK26)), V1).pieces
    middle = shapely.get_coordinates(shapely.line_interpolate_point(hidden.geometry, 0.5, normalized=True)) - (X, Y)
    behind = (middle[:, 1] > 2999) & (middle[:, 0] > 1600) & (middle[:, 0] < 1900)
    assert open_water(hidden, 225.0, 1000.0)[behind].max() < 500 * 2**0.5 + 6
