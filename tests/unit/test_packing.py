# SPDX-License-Identifier: GPL-2.0-or-later
"""Places side by side along a shore, on shapes where the answer can be drawn."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shoreline_shapes import GK26, HEINOLA_GK26, place, roughen, waters

from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.shoreline.method import read_method
from heinola_planning_plugin.core.shoreline.modified import modified_shoreline
from heinola_planning_plugin.core.shoreline.ownership import owned_shore, properties
from heinola_planning_plugin.core.shoreline.packing import SiteSize, pack
from heinola_planning_plugin.core.shoreline.rules import read_rights
from heinola_planning_plugin.paths import resource

V1 = read_method(resource("methods", "shoreline_v1.yaml"))
RULES = read_rights(resource("methods", "shoreline_rights.yaml"))
SIZE = SiteSize(frontage_m=50, area_m2=3000, depth_m=60, buildable_m2=300)


def packed(water, parcels, buildable=None, size=SIZE, turn=0.0, free=None, rough=None):
    """Pack on a placed lake; `buildable` is the ground more than 30 m off the shore unless given."""
    lake = place(roughen(water, *rough) if rough else water, turn, HEINOLA_GK26)
    ground = np.array([place(parcel, turn, HEINOLA_GK26) for parcel in parcels], dtype=object)
    shoreline = modified_shoreline(waters(lake), V1.changed(ponds_none_below_ha=0.0, ponds_by_area_below_ha=0.0))
    table = Features(ground, {"parcel_id": np.array([f"{n:03}" for n in range(len(ground))], dtype=object)}, GK26)
    shore = owned_shore(shoreline.pieces, table, properties(table), RULES)
    if buildable is None:
        buildable = shapely.difference(ground, shapely.buffer(lake, 30))
    else:
        buildable = np.array([place(area, turn, HEINOLA_GK26) for area in buildable], dtype=object)
    return pack(shore, shore["property"], ground, buildable, size, None if free is None else free(shore))


LAKE = shapely.box(0, 0, 3000, 3000)


@pytest.mark.parametrize("turn", [0.0, 37.0, 201.0])
@pytest.mark.parametrize(
    ("frontage", "depth", "places"),
    [
        (300, 200, 6),  # 6 x 50 m, 60 m deep
        (340, 200, 6),
        (350, 200, 7),
        (300, 40, 4),  # 40 m deep: 3 000 m2 need 75 m of shore
        (49, 200, 0),  # 9 800 m2 of ground, but no 50 m of shore
        (60, 200, 1),  # area / size would say 4
    ],
)
def test_places_on_a_straight_shore(frontage, depth, places, turn):
    parcel = shapely.box(500, -depth, 500 + frontage, 0)
    # Neighbours on both sides, or the reach of 10 m would lengthen the frontage.
    others = [shapely.box(0, -200, 500, 0), shapely.box(500 + frontage, -200, 3000, 0)]
    result = packed(LAKE, [parcel, *others], turn=turn)
    assert result.places[0] == places
    mine = result.sites.take(result.sites["parcel"] == 0)
    assert len(mine) == places
    assert (mine["frontage_m"] >= 50 - 0.05).all()
    assert (mine["area_m2"] >= 3000 - 3).all()
    assert (mine["buildable_m2"] >= 300 - 1).all()


def test_places_on_a_rough_shore():
    parcel, others = shapely.box(500, -200, 800, 8), [shapely.box(0, -200, 500, 8), shapely.box(800, -200, 3000, 8)]
    result = packed(LAKE, [parcel, *others], rough=(8.0, 4.0))
    assert result.places[0] in (5, 6)  # the straightened shore can be a metre short of 300


def test_two_short_shores_do_not_make_one_place():
    # The parcel meets the shore twice, 45 m each; the neighbour between has 60 m.
    arms = shapely.union_all(
        [shapely.box(500, -200, 545, 0), shapely.box(605, -200, 650, 0), shapely.box(500, -300, 650, -200)]
    )
    middle = shapely.box(545, -200, 605, 0)
    others = [shapely.box(0, -300, 500, 0), shapely.box(650, -300, 3000, 0)]
    assert packed(LAKE, [arms, middle, *others]).places[:2].tolist() == [0, 1]


def test_every_place_has_its_own_building_ground():
    parcel, others = shapely.box(500, -200, 800, 0), [shapely.box(0, -200, 500, 0), shapely.box(800, -200, 3000, 0)]
    # One patch of 20 x 40 m at the parcel's end: one place, however long the shore.
    patch = shapely.box(770, -80, 790, -40)
    nothing = shapely.Polygon()
    assert packed(LAKE, [parcel, *others], [patch, nothing, nothing]).places[0] == 1
    # Three patches 100 m apart: three places, though shore and ground would do for six.
    patches = shapely.union_all([shapely.box(x, -80, x + 20, -40) for x in (520, 620, 720)])
    assert packed(LAKE, [parcel, *others], [patches, nothing, nothing]).places[0] == 3
    assert packed(LAKE, [parcel, *others], [nothing] * 3).places[0] == 0


def test_the_two_sides_of_a_cape_do_not_count_its_ground_twice():
    # A cape 80 m wide and 600 m long: 48 000 m2, so at most 16 places of 3 000 m2, not 24 by frontage.
    cape = shapely.box(1460, 0, 1540, 600)
    lake = LAKE.difference(cape)
    size = SiteSize(frontage_m=50, area_m2=3000, depth_m=60, buildable_m2=100)
    result = packed(lake, [cape.union(shapely.box(0, -200, 3000, 0))], [cape.buffer(-10)], size)
    on_cape = shapely.get_coordinates(shapely.centroid(result.sites.geometry))[:, 1] - HEINOLA_GK26[1] > 50
    assert 12 <= on_cape.sum() <= 16


def test_places_on_an_island_go_all_round():
    island = shapely.Point(1500, 1500).buffer(200, quad_segs=32)
    size = SiteSize(frontage_m=50, area_m2=3000, depth_m=100, buildable_m2=200)
    result = packed(LAKE.difference(island), [island], [island.buffer(-30)], size)
    # Round the shore 1 257 m: 25 by frontage; the ground of a ring 100 m deep would do for 31.
    assert 22 <= result.places[0] <= 25


def test_excluded_shore_takes_no_place_and_parts_its_sides():
    parcel, others = shapely.box(500, -200, 800, 0), [shapely.box(0, -200, 500, 0), shapely.box(800, -200, 3000, 0)]

    def free(shore):
        x = shapely.get_coordinates(shapely.line_interpolate_point(shore.geometry, 0.5, normalized=True))[:, 0]
        return np.abs(x - HEINOLA_GK26[0] - 650) > 30  # about 60 m in the middle

    result = packed(LAKE, [parcel, *others], free=free)
    assert result.places[0] == 4  # 120 m on either side: two each


def test_a_stretch_over_a_rings_beginning_is_one():
    # Parcels in a wheel round a square lake: wherever the ring begins, nobody loses a place by it.
    lake = shapely.box(0, 0, 1000, 1000)
    corner = shapely.box(-200, -200, 500, 500).difference(lake)
    wheel = [corner] + [shapely.affinity.rotate(corner, angle, origin=(500, 500)) for angle in (90, 180, 270)]
    result = packed(lake, wheel, size=SiteSize(frontage_m=100, area_m2=3000, depth_m=60, buildable_m2=100))
    assert result.places.tolist() == [10, 10, 10, 10]


def test_nothing_to_pack():
    result = packed(LAKE, [shapely.box(5000, 5000, 5100, 5100)])
    assert result.places.tolist() == [0]
    assert len(result.sites) == 0


def test_a_parcel_drawn_wrong_is_mended():
    bowtie = shapely.Polygon([(500, -200), (800, -200), (500, 0), (800, 0)])  # two triangles, one along the shore
    others = [shapely.box(0, -200, 500, 0), shapely.box(800, -200, 3000, 0)]
    nothing = shapely.Polygon()
    places = packed(LAKE, [bowtie, *others], [shapely.box(500, -60, 800, -30), nothing, nothing]).places[0]
    # The triangle ends in a point 100 m inland: of its ends there is too little ground and no building ground.
    assert 3 <= places <= 4
