# SPDX-License-Identifier: GPL-2.0-or-later
"""The Features table: areas on the ground, transformations, stacking."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest
import shapely

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import (
    Features,
    concat,
    local_metric_crs,
    same_crs,
    scale_factors,
    text_column,
    true_area_m2,
)

HEINOLA = shapely.box(448_000, 6_786_000, 448_300, 6_786_200)


def table(geometry, crs="EPSG:3067", **columns):
    return Features(np.array(geometry, dtype=object), columns, crs)


def test_area_is_that_on_the_ellipsoid_whatever_the_projection():
    plot = table([HEINOLA])
    degrees = plot.to_crs("EPSG:4326").geometry[0]
    on_ellipsoid, _ = pyproj.Geod(ellps="GRS80").geometry_area_perimeter(degrees)
    for crs in ("EPSG:3067", "EPSG:3880", "EPSG:3879", "EPSG:4326", "EPSG:4258"):
        moved = plot.to_crs(crs)
        assert true_area_m2(moved.geometry, crs)[0] == pytest.approx(abs(on_ellipsoid), rel=2e-6)


def test_the_plane_of_tm35fin_is_0_074_per_cent_too_small_at_heinola():
    # computed from the registry's parameters of EPSG:3067 and EPSG:3880 for the town centre
    seminary = 27_126.0
    length, area = scale_factors(np.array([HEINOLA], dtype=object), "EPSG:3067")
    assert seminary * (1 - area[0]) == pytest.approx(20, abs=0.5)
    assert length[0] == pytest.approx(np.sqrt(area[0]))


def test_transformation_is_east_first_though_the_registry_says_north_first():
    there = table([shapely.Point(26.03, 61.205)], "EPSG:4326").to_crs("EPSG:3880").geometry[0]
    assert (round(there.x), round(there.y)) == (26_501_613, 6_788_337)


def test_degrees_become_the_gk_zone_of_finland_and_utm_elsewhere():
    assert local_metric_crs(26.03, 61.2) == "EPSG:3880"
    assert local_metric_crs(24.9, 60.2) == "EPSG:3879"
    assert local_metric_crs(-71.1, 42.37) == "EPSG:32619"
    assert local_metric_crs(18.4, -33.9) == "EPSG:32734"
    assert table([shapely.Point(26.03, 61.205)], "EPSG:4326").in_metres().crs == "EPSG:3880"


def test_height_makes_no_other_place():
    assert same_crs("EPSG:3067", "EPSG:3067")
    assert not same_crs("EPSG:3067", "EPSG:3880")
    three = table([shapely.Point(448_000, 6_786_000, 95)], "EPSG:3903").to_crs("EPSG:3067").geometry[0]
    assert (three.x, three.y) == pytest.approx((448_000, 6_786_000), abs=1e-6)


def test_unknown_crs_is_said_not_guessed():
    with pytest.raises(InputError, match="coordinate system"):
        table([HEINOLA], "").in_metres()


def test_missing_shapes_stay_missing_and_have_no_area():
    plots = table([HEINOLA, None])
    assert plots.to_crs("EPSG:3880").geometry[1] is None
    assert np.isnan(true_area_m2(plots.geometry, plots.crs)[1])


def test_stacking_leaves_absent_columns_unknown():
    a = table([HEINOLA], size=np.array([1.0]), name=text_column(["a"]))
    b = table([HEINOLA], size=np.array([2.0]))
    both = concat([a, b])
    assert both["size"].tolist() == [1.0, 2.0]
    assert both["name"].tolist() == ["a", None]
    c = concat([table([HEINOLA]), a])
    assert np.isnan(c["size"][0])
    assert c["size"][1] == 1.0


def test_a_column_of_another_length_is_refused():
    with pytest.raises(ValueError, match="shape"):
        table([HEINOLA], size=np.array([1.0, 2.0]))
