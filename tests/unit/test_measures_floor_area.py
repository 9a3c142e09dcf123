# SPDX-License-Identifier: GPL-2.0-or-later
"""Buildings to parcels: by id, by place, and what happens on borders and where things are unknown."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from helpers import shared_data

from heinola_planning_plugin.core.measures.floor_area import assign, elsewhere, locate, total

PARCELS = np.array([shapely.box(0, 0, 30, 20), shapely.box(30, 0, 60, 20), None], dtype=object)
IDS = np.array(["111-1-1-1", "111-1-1-2", "111-1-1-3"], dtype=object)


def shapes(*items: shapely.Geometry | None) -> np.ndarray:
    out = np.empty(len(items), dtype=object)
    out[:] = items
    return out


@pytest.mark.parametrize(
    ("building", "expected"),
    [
        pytest.param(shapely.Point(10, 10), 0, id="point"),
        pytest.param(shapely.Point(30, 10), 0, id="point-on-border-goes-to-the-first"),
        pytest.param(shapely.Point(10, 30), -1, id="point-in-the-street"),
        pytest.param(shapely.box(28, 5, 38, 15), 1, id="building-over-a-border-goes-where-most-of-it-is"),
        pytest.param(shapely.box(25, 5, 35, 15), 0, id="half-and-half-goes-to-the-first"),
        pytest.param(shapely.box(25, 15, 29, 45), 0, id="mostly-in-the-street"),
        pytest.param(shapely.box(60, 0, 70, 20), -1, id="wall-to-wall-beside"),
        pytest.param(shapely.from_wkt("POLYGON ((0 0, 20 0, 20 2, 2 2, 2 18, 0 18, 0 0))"), 0, id="l-shaped"),
        pytest.param(shapely.from_wkt("POINT Z (40 10 99)"), 1, id="heights-dropped"),
        pytest.param(None, -1, id="no-place"),
        pytest.param(shapely.Point(), -1, id="empty"),
    ],
)
def test_place(building, expected):
    assert locate(shapes(building), PARCELS)[0] == expected


def test_half_and_half_goes_to_the_first_whatever_the_order():
    assert locate(shapes(shapely.box(25, 5, 35, 15)), PARCELS[::-1])[0] == 1


def test_id_comes_before_place():
    buildings = shapes(*[shapely.Point(10, 10)] * 5, None, None)
    named = np.array(["111-1-1-1", "111-1-1-2", "111-1-1-3", "111-9-9-9", None, "111-1-1-2", None], dtype=object)
    index, basis = assign(buildings, PARCELS, named, IDS)
    np.testing.assert_array_equal(index, [0, 1, 2, 0, 0, 1, -1])
    assert basis.tolist() == ["id", "id", "id", "location", "location", "id", "none"]


def test_without_ids_the_place_decides():
    index, basis = assign(shapes(shapely.Point(40, 10), shapely.Point(90, 90)), PARCELS)
    np.testing.assert_array_equal(index, [1, -1])
    assert basis.tolist() == ["location", "none"]


def test_unknown_ids_match_nothing():
    index, basis = assign(
        shapes(None), PARCELS, np.array([None], dtype=object), np.array([None, "a", None], dtype=object)
    )
    assert (index[0], basis[0]) == (-1, "none")


def test_of_a_property_in_parts_the_part_it_stands_on():
    same = np.array(["111-1-1-1", "111-1-1-1", "111-1-1-1"], dtype=object)
    buildings = shapes(shapely.Point(40, 10), shapely.Point(90, 90))
    index, _ = assign(buildings, PARCELS, same[:2], same)
    np.testing.assert_array_equal(index, [1, 0])


def test_buildings_that_stand_elsewhere_than_the_register_says():
    buildings = shapes(shapely.Point(10, 10), shapely.Point(10, 10), shapely.Point(90, 90), None, shapely.Point(10, 10))
    assigned = np.array([0, 1, 1, 1, -1])
    np.testing.assert_array_equal(elsewhere(buildings, PARCELS, assigned), [False, True, False, False, False])


def test_sums_leave_unknown_unknown():
    index = np.array([0, 0, 1, 1, 2, -1, 0])
    values = np.array([100.0, 50.0, 80.0, np.nan, np.nan, 999.0, 0.5])
    added, unknown, count = total(index, values, 4)
    np.testing.assert_array_equal(added, [150.5, 80, np.nan, 0])
    np.testing.assert_array_equal(unknown, [0, 1, 1, 0])
    np.testing.assert_array_equal(count, [3, 2, 1, 0])


def test_nothing_to_add_up():
    none = np.empty(0, dtype=np.int64)
    added, unknown, count = total(none, np.empty(0), 2)
    np.testing.assert_array_equal(added, [0, 0])
    np.testing.assert_array_equal(unknown + count, [0, 0])
    assert len(assign(np.empty(0, dtype=object), PARCELS)[0]) == 0


def test_every_real_building_stands_on_a_parcel_as_the_data_note_says():
    """The note of the open sample: all 2 328 buildings fall in a parcel, 953 of 2 244 parcels have one."""
    fiona = pytest.importorskip("fiona")
    path = shared_data("fi-helsinki-mml-parcels-buildings/building_areas_by_parcel.gpkg")
    layers = {}
    for name in ("property_borders", "buildings"):
        with fiona.open(path, layer=name) as source:
            layers[name] = np.array([shapely.geometry.shape(row["geometry"]) for row in source], dtype=object)
    index = locate(layers["buildings"], layers["property_borders"])
    assert (index >= 0).sum() == 2328
    middles = shapely.point_on_surface(layers["buildings"])
    with_a_building = np.unique(locate(middles, layers["property_borders"]))
    assert len(with_a_building) == pytest.approx(953, abs=3)
