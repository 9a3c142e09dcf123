# SPDX-License-Identifier: GPL-2.0-or-later
"""Shapes repaired or refused, found twice, put together, and laid over each other; on figures drawn by hand."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from helpers import shared_data
from hypothesis import given
from hypothesis import strategies as st

from heinola_planning_plugin.core import files
from heinola_planning_plugin.core.intake import relations, shapes


def array(*shapes_) -> np.ndarray:
    out = np.empty(len(shapes_), dtype=object)
    out[:] = [shapely.from_wkt(each) if isinstance(each, str) else each for each in shapes_]
    return out


SQUARE = shapely.box(0, 0, 100, 100)
EIGHT = "POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))"
# a spike of no area on a square: 100 x 100 before and after
SPIKE = "POLYGON ((0 0, 100 0, 100 100, 50 100, 50 180, 50 100, 0 100, 0 0))"
# a corner crossed by 1 m: the rings' area hardly changes
NICK = "POLYGON ((0 0, 100 0, 100 100, 1 100, 0 99, 0 100, 1 99, 0 98, 0 0))"


def test_repair_says_what_it_did_or_why_it_could_not():
    got = shapes.repair(array(SQUARE, EIGHT, SPIKE, NICK, None, "POLYGON EMPTY"), "polygon", 0.01)
    assert got.reason.tolist() == [None, "geometry_invalid", None, None, "geometry_missing", "geometry_empty"]
    assert got.done.tolist() == [None, None, "made_valid", "made_valid", None, None]
    assert shapely.is_valid(got.geometry[[0, 2, 3]]).all()
    assert shapely.area(got.geometry[2]) == 10_000
    assert shapely.area(got.geometry[3]) == pytest.approx(10_000, rel=0.01)


def test_the_share_decides_whether_a_repair_is_one():
    """A figure of eight with halves of 1 and 9 parts: rings give 8 parts, the repaired shape 10, so 25 % more."""
    lopsided = array("POLYGON ((0 0, 3 3, 3 0, 2 0, -1 3, 0 0))")
    valid = shapely.make_valid(lopsided[0])
    change = abs(valid.area - lopsided[0].area) / lopsided[0].area
    assert shapes.repair(lopsided, "polygon", change * 0.99).reason[0] == "geometry_invalid"
    assert shapes.repair(lopsided, "polygon", change * 1.01).reason[0] is None


def test_kinds():
    collection = shapely.geometrycollections([SQUARE, shapely.linestrings([[0, 0], [5, 5]]), shapely.points(1, 1)])
    nested = shapely.geometrycollections([shapely.geometrycollections([SQUARE]), shapely.points(1, 1)])
    lines = shapely.geometrycollections([shapely.linestrings([[0, 0], [5, 5]])])
    got = shapes.repair(array(collection, nested, lines, shapely.points(1, 1)), "polygon", 0.01)
    assert got.reason.tolist() == [None, None, "geometry_type", "geometry_type"]
    assert got.done.tolist()[:2] == ["parts_taken", "parts_taken"]
    assert shapely.area(got.geometry[:2]).tolist() == [10_000, 10_000]
    assert shapes.repair(array(shapely.points(1, 1)), "any", 0.01).reason.tolist() == [None]


def test_coordinates_that_are_no_numbers_are_refused():
    got = shapes.repair(array(shapely.points(np.nan, 5.0), shapely.points(np.inf, 1.0)), "point", 0.01)
    assert all(reason in ("geometry_not_finite", "geometry_empty") for reason in got.reason)


def test_real_invalid_buildings_are_all_repaired():
    layer = files.read(shared_data("be-invalid-geometries/polygon-invalid.gpkg"))
    got = shapes.repair(layer.geometry, "polygon", 0.01)
    assert (got.reason == None).all()  # noqa: E711
    assert set(got.done) == {"made_valid"}
    before, after = shapely.area(layer.geometry), shapely.area(got.geometry)
    assert (np.abs(after - before) < 0.01 * before).all()


def test_misplaced():
    here = shapely.points(448_000, 6_786_000)
    geometry = array(here, shapely.points(0, 0), shapely.points(448_000, 6_986_000), None, shapely.points(1e12, 5))
    zero, far = shapes.misplaced(geometry, "EPSG:3067", "111", 50)
    assert zero.tolist() == [False, True, False, False, False]
    assert far.tolist() == [False, False, True, False, True]
    zero, far = shapes.misplaced(geometry, "EPSG:3067", None, 50)
    assert far.tolist() == [False, False, False, False, True]


def test_same_shapes_whatever_the_starting_point():
    turned = "POLYGON ((100 100, 0 100, 0 0, 100 0, 100 100))"
    reversed_ = "POLYGON ((0 0, 0 100, 100 100, 100 0, 0 0))"
    same_box = "POLYGON ((0 0, 100 0, 100 100, 0 0))"
    got = shapes.same_shapes(array(SQUARE, same_box, turned, None, reversed_, shapely.box(0, 0, 100, 101), same_box))
    assert got.tolist() == [0, 1, 0, -1, 0, 5, 1]


@given(st.lists(st.sampled_from([0, 1, 2, 3]), min_size=1, max_size=40))
def test_same_shapes_gives_the_first_of_each(kinds):
    pool = [
        SQUARE,
        shapely.from_wkt("POLYGON ((0 0, 100 0, 100 100, 0 0))"),
        shapely.box(1, 1, 2, 2),
        shapely.points(5, 5),
    ]
    got = shapes.same_shapes(array(*(pool[kind] for kind in kinds)))
    assert got.tolist() == [kinds.index(kind) for kind in kinds]


def test_pieces_cut_at_a_sheet_edge_have_no_seam():
    west, east, far = shapely.box(0, 0, 50, 100), shapely.box(50, 0, 100, 100), shapely.box(300, 0, 400, 100)
    geometry, index, pieces = shapes.dissolve(array(west, SQUARE, east, far), np.array([7, 3, 7, 7]))
    assert index.tolist() == [0, 1, 0, 0]
    assert pieces.tolist() == [3, 1]
    assert shapely.equals(geometry[0], shapely.union(SQUARE, far))
    assert shapely.get_num_geometries(geometry[0]) == 2
    assert shapely.is_valid(geometry).all()


def test_overlapping_pieces_count_once():
    geometry, _, _ = shapes.dissolve(array(SQUARE, shapely.box(50, 0, 150, 100)), np.array([1, 1]))
    assert shapely.area(geometry).tolist() == [15_000]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_dissolving_tiles_keeps_their_area(owners):
    """Tiles of a 6-wide board given to owners: nobody's area changes, whatever the pattern."""
    tiles = array(*(shapely.box(i % 6, i // 6, i % 6 + 1, i // 6 + 1) for i in range(len(owners))))
    geometry, index, pieces = shapes.dissolve(tiles, np.array(owners))
    assert shapely.is_valid(geometry).all()
    assert shapely.area(geometry).tolist() == pytest.approx([float(n) for n in pieces])
    assert np.bincount(index).tolist() == pieces.tolist()


def test_overlaps_beyond_the_tolerance():
    tiles = array(
        shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10), shapely.box(19.95, 0, 30, 10), shapely.box(5, 5, 12, 8),
        shapely.box(25, 1, 26, 2), None,
    )  # fmt: skip
    i, j, area = relations.overlaps(tiles, 1.0)
    # 0-3: 5 x 3; 1-3: 2 x 3; 2-4: inside, 1 x 1 is not more than the tolerance; 1-2: a sliver of 0.5
    assert list(zip(i.tolist(), j.tolist(), area.tolist())) == [(0, 3, 15.0), (1, 3, 6.0)]


def test_gaps_between_areas():
    frame = (
        shapely.box(0, 0, 100, 100).difference(shapely.box(40, 40, 50, 50)).difference(shapely.box(60, 60, 60.5, 60.5))
    )
    lake = shapely.box(200, 0, 400, 200).difference(shapely.box(210, 10, 390, 190))
    holes = relations.gaps(array(frame, lake, None), 1.0, 2_000)
    assert shapely.area(holes).tolist() == [100]
    assert len(relations.gaps(array(None), 1.0, 2_000)) == 0


def test_parcels_of_buildings():
    parcels = array(shapely.box(0, 0, 50, 100), shapely.box(50, 0, 100, 100))
    buildings = array(
        shapely.box(10, 10, 20, 20),  # in one
        shapely.box(45, 10, 55, 20),  # half and half
        shapely.box(49.9, 30, 60, 40),  # a wall over the boundary: 1 of 101 m2
        shapely.box(200, 0, 210, 10),  # in none
        shapely.points(25, 25),
        shapely.points(50, 50),  # on the boundary
        shapely.points(300, 5),
        None,
    )
    assert relations.parcels_of_buildings(buildings, parcels, 0.1, 5.0).tolist() == [1, 2, 1, 0, 1, 2, 0, -1]
