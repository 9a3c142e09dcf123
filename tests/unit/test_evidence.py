# SPDX-License-Identifier: GPL-2.0-or-later
"""Evidence columns: what is measured, and what unknown, empty and far come out as."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.errors import Cancelled, InputError
from heinola_planning_plugin.core.evidence import (
    REACH_M,
    Distance,
    Largest,
    Share,
    Terrain,
    between,
    gather,
    one_of,
)
from heinola_planning_plugin.core.features import Features, text_column
from heinola_planning_plugin.core.measures.terrain import Grid

GK26 = "EPSG:3880"
EAST, NORTH = 26_500_000, 6_788_000
"""On the zone's central meridian, where the map is true to scale."""


def box(x: float, y: float, width: float, height: float):
    return shapely.box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + height)


def line(*points):
    return shapely.LineString([(EAST + x, NORTH + y) for x, y in points])


def layer(shapes, crs: str = GK26, **columns) -> Features:
    return Features(
        np.array(shapes, dtype=object),
        {
            name: text_column(held) if isinstance(held[0], (str, type(None))) else np.array(held, dtype=float)
            for name, held in columns.items()
        },
        crs,
    )


@pytest.fixture
def parcels() -> Features:
    """Two squares of 100 m, 300 m apart, and a row without a shape."""
    return layer([box(0, 0, 100, 100), box(400, 0, 100, 100), None])


def test_distances_and_what_stands_for_far_none_and_unknown(parcels):
    roads = layer([line((0, 150), (100, 150)), line((0, 900), (500, 900))], road_class=["motorway", "local"])
    specs = (
        Distance("road_m", "roads"),
        Distance("motorway_m", "roads", keep=one_of("road_class", "motorway")),
        Distance("near_m", "roads", keep=one_of("road_class", "local"), reach_m=500),
        Distance("ferry_m", "roads", keep=one_of("road_class", "ferry")),
        Distance("number_m", "roads", keep=one_of("road_number", "4")),
        Distance("rail_m", "railways"),
        Distance("gas_m", "gas"),
    )
    found = gather(parcels, {"roads": roads, "railways": None, "gas": layer([])}, specs)
    across = np.hypot(300, 50)
    assert found["road_m"] == pytest.approx([50, across, np.nan], nan_ok=True)
    assert found["motorway_m"] == pytest.approx([50, across, np.nan], nan_ok=True)
    assert found["near_m"].tolist() == pytest.approx([500, 500, np.nan], nan_ok=True)  # 800 m: at least 500
    assert found["ferry_m"].tolist() == pytest.approx([REACH_M, REACH_M, np.nan], nan_ok=True)  # the layer says: none
    assert np.isnan(found["number_m"]).all()  # no such field: can't be told
    assert np.isnan(found["rail_m"]).all()  # not given
    assert found["gas_m"].tolist() == pytest.approx([REACH_M, REACH_M, np.nan], nan_ok=True)  # given and empty
    assert list(found) == [spec.column for spec in specs]


def test_a_filter_column_without_a_single_value_tells_nothing(parcels):
    silent_roads = layer([line((0, 150), (100, 150))], road_class=[None])
    spec = Distance("motorway_m", "roads", keep=one_of("road_class", "motorway"))
    assert np.isnan(gather(parcels, {"roads": silent_roads}, [spec])["motorway_m"]).all()
    floods = layer([box(0, 0, 50, 100)], return_period=[np.nan])
    spec = Share("flood_share", "flood", keep=between("return_period", 0, 100))
    share = gather(parcels, {"flood": floods}, [spec])["flood_share"]
    assert share.tolist() == pytest.approx([np.nan, 0, np.nan], nan_ok=True)  # no area at all reaches the second


def test_an_area_of_unknown_class_is_neither_on_nor_off():
    """Half of the first parcel may be class 1; a quarter of the second is, of the third none; the fourth surely is."""
    parcels = layer([box(x, 0, 100, 100) for x in (0, 400, 800, 1200)])
    areas = layer(
        [box(0, 0, 50, 100), box(400, 0, 25, 100), box(1200, 0, 90, 100), box(1290, 0, 10, 100)],
        groundwater_class=[None, "1", "1", None],
    )
    spec = Share("class_1", "groundwater", keep=one_of("groundwater_class", "1"))
    found = gather(parcels, {"groundwater": areas}, [spec])["class_1"]
    assert found.tolist() == pytest.approx([np.nan, 0.25, 0, 0.9], nan_ok=True)


def test_shares_count_overlapping_areas_once_and_zero_is_said_only_where_looked(parcels):
    floods = layer(
        [box(0, 0, 50, 100), box(25, 0, 50, 100), box(400, 0, 100, 100)], return_period=[20.0, 100.0, 1000.0]
    )
    specs = (
        Share("flood_share", "flood", keep=between("return_period", 0, 100)),
        Share("all_share", "flood"),
        Share("water_share", "water"),
        Share("protected_share", "protected"),
    )
    found = gather(parcels, {"flood": floods, "water": layer([])}, specs)
    assert found["flood_share"].tolist() == pytest.approx([0.75, 0, np.nan], nan_ok=True)
    assert found["all_share"].tolist() == pytest.approx([0.75, 1, np.nan], nan_ok=True)
    assert found["water_share"].tolist() == pytest.approx([0, 0, np.nan], nan_ok=True)
    assert np.isnan(found["protected_share"]).all()


def test_largest_zone_gives_its_columns():
    parcels = layer([box(0, 0, 100, 100), box(1000, 0, 100, 100), None])
    zones = layer([box(-50, 0, 90, 100), box(40, 0, 100, 100)], zone_code=["AK-17", "T"], area_m2=[9000.0, 10000.0])
    specs = (
        Largest(("zone_code", "area_m2", "plan_id"), "zoning", share="zone_share"),
        Largest(("zone_code",), "zoning", prefix="main_", otherwise="none"),
        Largest(("zone_code",), "plan_units", prefix="plan_"),
    )
    found = gather(parcels, {"zoning": zones}, specs)
    assert found["zone_code"].tolist() == ["T", None, None]
    assert found["area_m2"].tolist() == pytest.approx([10000, np.nan, np.nan], nan_ok=True)
    assert found["plan_id"].tolist() == [None, None, None]
    assert found["zone_share"].tolist() == pytest.approx([0.6, 0, np.nan], nan_ok=True)
    assert found["main_zone_code"].tolist() == ["T", "none", None]
    assert found["plan_zone_code"].tolist() == [None, None, None]


def test_layers_of_any_crs_and_lengths_on_the_ground(parcels):
    """TM35FIN draws Heinola 0.037 % too short: the same ground gives the same metres whichever CRS is used."""
    road = layer([line((0, 1100), (100, 1100))])
    spec = [Distance("road_m", "roads")]
    expected = gather(parcels, {"roads": road}, spec)["road_m"]
    mixed = gather(parcels, {"roads": road.to_crs("EPSG:4326")}, spec)["road_m"]
    elsewhere = gather(parcels.to_crs("EPSG:3067"), {"roads": road}, spec)["road_m"]
    assert expected[0] == pytest.approx(1000)
    assert mixed[:2] == pytest.approx(expected[:2], abs=0.02)
    assert elsewhere[:2] == pytest.approx(expected[:2], abs=0.02)
    plane = shapely.distance(parcels.to_crs("EPSG:3067").geometry[0], road.to_crs("EPSG:3067").geometry[0])
    assert plane < 999.7


def test_numbers_as_classes():
    parcels = layer([box(0, 0, 100, 100)])
    zones = layer([box(0, 0, 50, 100), box(50, 0, 25, 100)], kind=[1.0, 13.0])
    found = gather(
        parcels,
        {"zoning": zones},
        [Share("one", "zoning", keep=one_of("kind", 1)), Share("two", "zoning", keep=one_of("kind", 1, 13))],
    )
    assert found["one"][0] == pytest.approx(0.5)
    assert found["two"][0] == pytest.approx(0.75)


def test_terrain_under_the_parcel():
    """A plane that rises 5 m per 100 m eastwards."""
    columns = np.arange(60) * 10.0 + 5
    grid = Grid(np.tile(columns * 0.05, (20, 1)), EAST - 50, NORTH + 150, 10.0, GK26)
    half_on_it = box(500, 0, 100, 100)  # the heights end at 550
    parcels = layer([box(0, 0, 100, 100), box(5000, 0, 100, 100), None, half_on_it])
    specs = [Terrain(("slope_mean_pct", "height_range_m"))]
    found = gather(parcels, {"dem": grid}, specs)
    assert found["slope_mean_pct"] == pytest.approx([5, np.nan, np.nan, np.nan], nan_ok=True)
    assert found["height_range_m"][0] == pytest.approx(5, abs=0.6)
    assert np.isnan(found["height_range_m"][1:]).all()
    assert np.isnan(gather(parcels, {}, specs)["slope_mean_pct"]).all()
    with pytest.raises(InputError):
        gather(parcels, {"dem": Grid(grid.values, grid.west, grid.north, 10.0)}, specs)


def test_unknown_crs_is_said_and_cancelling_stops(parcels):
    with pytest.raises(InputError):
        gather(parcels, {"roads": layer([line((0, 0), (1, 1))], crs="")}, [Distance("road_m", "roads")])

    def stop(fraction, message=None):
        raise Cancelled

    with pytest.raises(Cancelled):
        gather(parcels, {"roads": layer([line((0, 0), (1, 1))])}, [Distance("road_m", "roads")], stop)


def test_order_of_parcels_does_not_matter():
    rng = np.random.default_rng(4)
    places = rng.uniform(0, 5000, (200, 2))
    parcels = layer([box(x, y, 80, 60) for x, y in places])
    layers = {
        "roads": layer([line((0, 2500), (5000, 2400)), line((2500, 0), (2600, 5000))]),
        "flood": layer([box(1000, 1000, 1500, 700), box(2000, 1500, 900, 900)]),
    }
    specs = (Distance("road_m", "roads"), Share("flood_share", "flood"))
    order = rng.permutation(200)
    first, other = gather(parcels, layers, specs), gather(parcels.take(order), layers, specs)
    for name in first:
        assert other[name].tolist() == first[name][order].tolist()
