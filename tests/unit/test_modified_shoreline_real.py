# SPDX-License-Identifier: GPL-2.0-or-later
"""The modified shoreline of real lakes, against the shares that plans report and another way to find capes."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from helpers import shared_data

from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.shoreline.method import read_method
from heinola_planning_plugin.core.shoreline.modified import modified_shoreline
from heinola_planning_plugin.paths import resource

V1 = read_method(resource("methods", "shoreline_v1.yaml"))


@pytest.fixture(scope="module")
def real_lakes() -> Features:
    fiona = pytest.importorskip("fiona")
    path = shared_data("fi-mml-lakes-shorelines/lakes.gpkg")
    with fiona.open(path, layer="lake_part") as layer:
        rows = [(shapely.geometry.shape(row["geometry"]), row["properties"]["syke_lake_id"]) for row in layer]
    geometry = np.array([row[0] for row in rows], dtype=object)
    return Features(geometry, {"water_id": np.array([row[1] for row in rows], dtype=object)}, "EPSG:3903")


def test_real_lakes_keep_the_share_that_plans_report(real_lakes):
    """Plans of eight areas kept 0.61-0.81 of the real shore (KHO:2017:123 and others); 0.55-0.85 is taken as usual."""
    result = modified_shoreline(real_lakes, V1)
    bodies = result.water_bodies
    ratio = dict(zip(bodies["water_id"], bodies["ratio_before_exclusion"]))
    for lake in ("14.734.1.010", "14.741.1.001", "14.753.1.001"):  # 173, 3 424 and 187 ha
        assert 0.55 <= ratio[lake] <= 0.85
    large = bodies.take(bodies["area_ha"] > 100)
    counted = (result.pieces["k"] > 0) | (result.pieces["island_class"] == None)  # noqa: E711
    shore = result.pieces.take(counted & np.isin(result.pieces["water_id"].astype(str), large["water_id"].astype(str)))
    # Ruovesi's plan: 205.7 of 225 km after straightening.
    assert shore["straight_m"].sum() / shore["real_m"].sum() == pytest.approx(205.7 / 225, abs=0.02)
    # The narrow ones explain themselves: 14.752.1.001 is a lake-like river of 12 ha, nowhere 300 m wide.
    narrow = result.pieces.take(result.pieces["water_id"] == "14.752.1.001")
    assert ratio["14.752.1.001"] < 0.55
    assert narrow["width_water_m"][np.isfinite(narrow["width_water_m"])].max() < 300
    assert not any("ratio_outside_usual" in text for text in large["warnings"])


def test_lake_parts_are_one_lake_and_their_common_border_is_no_shore(real_lakes):
    result = modified_shoreline(real_lakes, V1)
    rows = result.water_bodies["water_id"] == "14.741.1.001"
    assert rows.sum() == 1
    parts = real_lakes.geometry[real_lakes["water_id"] == "14.741.1.001"]
    assert result.water_bodies["area_ha"][rows][0] == pytest.approx(shapely.area(parts).sum() / 1e4, rel=1e-3)
    common = shapely.intersection(parts[0], parts[1])
    assert shapely.length(common) > 1000
    on_border = shapely.dwithin(result.pieces.geometry, shapely.buffer(common, 0), 0.1)
    assert result.pieces["real_m"][on_border].sum() < 120  # only what touches its ends
    # What is left of the long straight lines is the edge of the data, cut through the lake without a neighbour.
    assert result.water_bodies["data_edge_m"][rows][0] == pytest.approx(4593, rel=0.01)


def test_narrow_capes_are_those_that_opening_the_land_takes_away(real_lakes):
    """The other way to find capes under 50 m: erode the land by 25 m and dilate it again; what is gone is cape."""
    result = modified_shoreline(real_lakes, V1)
    mainland = result.pieces["island_class"] == None  # noqa: E711
    large = np.isin(result.pieces["water_id"].astype(str), ["14.734.1.010", "14.741.1.001", "14.753.1.001"])
    pieces = result.pieces.take(mainland & large)
    lakes = shapely.union_all(
        [
            shapely.Polygon(part.exterior)
            for part in shapely.get_parts(shapely.union_all(shapely.force_2d(real_lakes.geometry)))
        ]
    )
    closed = shapely.buffer(shapely.buffer(lakes, 25), -25)  # closing the water opens the land
    middle = shapely.line_interpolate_point(pieces.geometry, 0.5, normalized=True)
    clear = shapely.contains_properly(closed, middle) & (shapely.distance(middle, shapely.boundary(closed)) > 25)
    assert pieces["real_m"][clear].sum() > 2000
    assert pieces["real_m"][clear & (pieces["k_land"] == 0)].sum() / pieces["real_m"][clear].sum() > 0.8
    assert pieces["k_land"][clear].max() <= 0.5  # the rest are heads that are wider than 50 m across
    # The other way round: hardly any shore of broad land is taken for a cape.
    broad = shapely.distance(middle, shapely.boundary(closed)) < 1
    wrong = pieces["real_m"][broad & (pieces["k_land"] == 0)].sum()
    assert wrong / pieces["real_m"][broad].sum() < 0.01
