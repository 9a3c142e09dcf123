# SPDX-License-Identifier: GPL-2.0-or-later
"""Ways along roads against figures drawn by hand, the closed form of a street grid, and what holds of any network."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from helpers import shared_data
from hypothesis import given, settings
from hypothesis import strategies as st

from heinola_planning_plugin.core.errors import Cancelled
from heinola_planning_plugin.core.measures.network import Network, walking_distance


def lines(*coordinates: list[tuple[float, float]]) -> np.ndarray:
    out = np.empty(len(coordinates), dtype=object)
    out[:] = [shapely.LineString(points) for points in coordinates]
    return out


def points(*coordinates: tuple[float, float]) -> np.ndarray:
    return shapely.points(np.array(coordinates, dtype=float))


def grid(count: int, step: float) -> np.ndarray:
    every = [(k * step) for k in range(count)]
    return lines(*[[(x, y) for x in every] for y in every], *[[(x, y) for y in every] for x in every])


STRAIGHT = lines([(0, 0), (1000, 0)])


def test_on_a_straight_road_the_way_is_the_straight_distance() -> None:
    x = np.array([0.0, 123.4, 600.0, 999.0])
    way = walking_distance(shapely.points(x, np.zeros(4)), points((600, 0)), STRAIGHT)
    np.testing.assert_allclose(way, np.abs(x - 600), atol=1e-9)


def test_the_bits_beside_the_road_count() -> None:
    way = walking_distance(points((100, 30)), points((400, -20)), STRAIGHT)
    assert way[0] == pytest.approx(30 + 300 + 20)


def test_the_nearest_of_several_targets_on_one_segment() -> None:
    way = walking_distance(points((0, 0), (450, 0), (1000, 0)), points((300, 0), (500, 0)), STRAIGHT)
    np.testing.assert_allclose(way, [300, 50, 500])


def test_a_polygon_starts_where_it_is_nearest_to_the_road() -> None:
    plot = np.array([shapely.box(100, 10, 140, 50)], dtype=object)
    assert 10 + 459.9 <= walking_distance(plot, points((600, 0)), STRAIGHT)[0] <= 10 + 500.1


def test_around_a_lake_not_across() -> None:
    shore = lines([(0, 0), (0, 400), (300, 400), (300, 0)])
    assert walking_distance(points((0, 0)), points((300, 0)), shore)[0] == pytest.approx(1100)


def test_a_crossing_without_a_shared_vertex_is_a_bridge() -> None:
    crossing = lines([(0, 0), (1000, 0)], [(500, -300), (500, 300)])
    meeting = lines([(0, 0), (500, 0), (1000, 0)], [(500, -300), (500, 0), (500, 300)])
    assert walking_distance(points((500, 300)), points((0, 0)), meeting)[0] == pytest.approx(800)
    # on the bridge's road no way leads to the target, so the place goes straight to the road below
    assert walking_distance(points((500, 300)), points((0, 0)), crossing)[0] == pytest.approx(300 + 500)
    assert np.isnan(walking_distance(points((500, 300)), points((0, 0)), crossing, access_m=200))[0]


def test_two_roads_that_end_at_one_place_of_a_third() -> None:
    roads = lines([(0, 0), (1000, 0)], [(500, 0), (500, 300)], [(500, 0), (500, -300)])
    np.testing.assert_allclose(walking_distance(points((500, 300), (500, -300)), points((0, 0)), roads), [800, 800])


def test_crossings_meet_where_a_drawing_has_no_vertices() -> None:
    drawn = lines([(0, 0), (1000, 0)], [(500, -300), (500, 300)], [(800, -300), (800, 300)], [(0, 200), (1000, 200)])
    network = Network(drawn, crossings_meet=True)
    way = network.distances(points((500, 300), (800, -300), (0, 200)), {"t": points((0, 0))})["t"]
    np.testing.assert_allclose(way, [800, 1100, 1200], atol=1e-6)


@pytest.mark.parametrize(("gap", "joined"), [(0.0, True), (0.8, True), (1.5, False)])
def test_an_end_close_to_another_line_is_a_junction(gap: float, joined: bool) -> None:
    tee = lines([(0, 0), (1000, 0)], [(500, gap), (500, 700)])
    way = walking_distance(points((500, 700)), points((0, 0)), tee, access_m=400)[0]
    assert (way == pytest.approx(1200)) if joined else np.isnan(way)


def test_street_grid_has_the_closed_form() -> None:
    rng = np.random.default_rng(1)
    places = rng.integers(0, 19, (300, 2)) * 100.0
    places[:, 0] += rng.uniform(0, 100, 300)  # somewhere along a street that runs east
    network = Network(grid(20, 100.0))
    way = network.distances(shapely.points(places), {"market": points((700, 900))})["market"]
    dx, dy = places[:, 0] - 700, np.abs(places[:, 1] - 900)
    np.testing.assert_allclose(way, np.abs(dx) + dy, atol=1e-6)


def test_groups_are_searched_each_for_itself() -> None:
    groups = {"a": points((0, 0)), "b": points((900, 0)), "c": np.empty(0, dtype=object)}
    found = Network(STRAIGHT).distances(points((500, 0)), groups)
    assert found["a"][0] == pytest.approx(500)
    assert found["b"][0] == pytest.approx(400)
    assert np.isnan(found["c"][0])


def test_the_same_road_twice_is_no_longer_way() -> None:
    twice = np.concatenate([STRAIGHT, STRAIGHT, lines([(1000, 0), (0, 0)])])
    assert walking_distance(points((100, 0)), points((900, 0)), twice)[0] == pytest.approx(800)


def test_a_yard_road_on_its_own_does_not_hide_the_street() -> None:
    roads = lines([(0, 0), (1000, 0)], [(500, 90), (520, 90)])
    assert walking_distance(points((510, 100)), points((0, 0)), roads)[0] == pytest.approx(100 + 510)


def test_nothing_is_unknown_not_zero() -> None:
    none = np.array([None, shapely.Point(0, 0)], dtype=object)
    way = walking_distance(none, points((10, 0)), STRAIGHT)
    assert np.isnan(way[0])
    assert way[1] == pytest.approx(10)
    assert np.isnan(walking_distance(points((0, 0)), points((10, 0)), np.empty(0, dtype=object))).all()
    assert np.isnan(walking_distance(points((0, 0)), np.empty(0, dtype=object), STRAIGHT)).all()
    assert len(walking_distance(np.empty(0, dtype=object), points((10, 0)), STRAIGHT)) == 0
    assert np.isnan(walking_distance(points((0, 9000)), points((10, 0)), STRAIGHT)).all()


def test_lines_of_every_kind_and_height() -> None:
    roads = np.array(
        [
            shapely.from_wkt("MULTILINESTRING Z ((0 0 5, 500 0 5), (500 0 9, 1000 0 9))"),
            None,
            shapely.Point(3, 3),
            shapely.from_wkt("LINESTRING (7 7, 7 7)"),
        ],
        dtype=object,
    )
    assert walking_distance(points((0, 0)), points((1000, 0)), roads)[0] == pytest.approx(1000)


def test_distances_are_on_the_ground() -> None:
    way = walking_distance(points((0, 0)), points((1000, 0)), STRAIGHT, scale=0.9996)
    assert way[0] == pytest.approx(1000 / 0.9996)


def test_cancelling_stops() -> None:
    def stop(fraction: float, message: str | None = None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        Network(STRAIGHT).distances(points((0, 0)), {"a": points((1, 0))}, progress=stop)


coordinate = st.integers(0, 40).map(lambda v: v * 25.0)
place = st.tuples(coordinate, coordinate)


roads_and_one_more = st.lists(
    st.tuples(place, place).filter(lambda pair: pair[0] != pair[1]), min_size=3, max_size=14, unique=True
)


@settings(max_examples=80, deadline=None)
@given(roads_and_one_more, st.lists(place, min_size=2, max_size=6, unique=True), place)
def test_what_holds_of_any_network(pairs: list, places: list, target: tuple[float, float]) -> None:
    """Never shorter than straight; the order of roads, places and directions doesn't matter."""
    roads = lines(*[list(pair) for pair in pairs])
    way = walking_distance(points(*places), points(target), roads, access_m=2000)
    straight = shapely.distance(points(*places), shapely.Point(target))
    known = ~np.isnan(way)
    assert (way[known] >= straight[known] - 1e-6).all()
    turned = lines(*[[pair[1], pair[0]] for pair in reversed(pairs)])
    again = walking_distance(points(*places[::-1]), points(target), turned, access_m=2000)[::-1]
    np.testing.assert_allclose(way, again, atol=1e-6)


@settings(max_examples=80, deadline=None)
@given(roads_and_one_more)
def test_one_more_road_never_lengthens_a_way(pairs: list) -> None:
    ends = points(*[pair[0] for pair in pairs[:-1]])
    target = points(pairs[0][1])
    roads = lines(*[list(pair) for pair in pairs])
    few = walking_distance(ends, target, roads[:-1], access_m=1)
    more = walking_distance(ends, target, roads, access_m=1)
    known = ~np.isnan(few)
    assert (more[known] <= few[known] + 1e-6).all()


def test_helsinki_ways_are_at_least_straight_and_mostly_there() -> None:
    fiona = pytest.importorskip("fiona")
    path = shared_data("fi-helsinki-mml-parcels-buildings/building_areas.gpkg")
    shapes = {}
    for layer in ("roads", "buildings"):
        with fiona.open(path, layer=layer) as source:
            out = [shapely.geometry.shape(row.geometry) for row in source]
        shapes[layer] = np.empty(len(out), dtype=object)
        shapes[layer][:] = out
    centre = points((391300, 6670500))
    places = shapely.point_on_surface(shapely.force_2d(shapes["buildings"]))
    way = walking_distance(places, centre, shapes["roads"], access_m=1500)
    known = ~np.isnan(way)
    assert (way[known] >= shapely.distance(places[known], centre[0]) - 1e-6).all()
