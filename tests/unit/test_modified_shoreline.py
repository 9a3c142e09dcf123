# SPDX-License-Identifier: GPL-2.0-or-later
"""The modified shoreline against figures told by hand from KHO:2017:123, real lakes, and what must not matter."""

from __future__ import annotations

import time

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shoreline_shapes import (
    GK26,
    HEINOLA_GK26,
    cape,
    channel,
    great_lake,
    island,
    middles,
    place,
    roughen,
    unplace,
    waters,
)

from heinola_planning_plugin.core.errors import Cancelled, InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.shoreline.method import read_method
from heinola_planning_plugin.core.shoreline.modified import modified_shoreline
from heinola_planning_plugin.paths import resource

V1 = read_method(resource("methods", "shoreline_v1.yaml"))
LOCAL = (26_500_000.0, 6_790_000.0)

# (turn in degrees, place, vertex spacing, jag): as drawn, turned, elsewhere, dense, sparse, jagged
PLACINGS = [
    (0.0, LOCAL, 5000.0, 0.0),
    (17.3, LOCAL, 5000.0, 0.0),
    (90.0, LOCAL, 5000.0, 0.0),
    (211.7, LOCAL, 7.0, 0.0),
    (0.0, (26_431_234.56, 6_812_345.67), 1.3, 0.0),
    (63.9, (26_512_345.6, 6_754_321.0), 33.0, 0.0),
    (0.0, LOCAL, 10.0, 5.0),
    (-28.4, LOCAL, 10.0, 5.0),
    (133.1, (26_477_777.7, 6_777_777.7), 21.0, 5.0),
    (45.0, LOCAL, 4.0, 5.0),
]
PLACING_IDS = [f"turned {turn:g}, vertices {spacing:g} m, jag {jag:g} m" for turn, _, spacing, jag in PLACINGS]


def run(polygon, placing=PLACINGS[0], method=V1, seed=1, **more):
    """Compute on a placed shape; give the result and the pieces' middles in the shape's own coordinates."""
    turn, at, spacing, jag = placing
    result = modified_shoreline(waters(place(roughen(polygon, spacing, jag, seed), turn, at)), method, **more)
    return result, middles(result.pieces, turn, at)


@pytest.mark.parametrize("placing", PLACINGS, ids=PLACING_IDS)
@pytest.mark.parametrize(("width", "expected_m"), [(80, 500), (150, 1000), (250, 1500), (350, 2000)])
def test_channel_counts_by_its_width(width, expected_m, placing):
    result, middle = run(channel(width), placing)
    banks = (middle[:, 0] > 0) & (middle[:, 0] < 1000) & (np.abs(middle[:, 1]) < width / 2 + 6)
    assert result.pieces["modified_m"][banks].sum() == pytest.approx(expected_m, rel=0.03)


@pytest.mark.parametrize("placing", PLACINGS, ids=PLACING_IDS)
@pytest.mark.parametrize(("width", "expected_m"), [(40, 0), (80, 400), (120, 600)])
def test_cape_counts_by_its_width(width, expected_m, placing):
    result, middle = run(cape(width), placing)
    sides = (np.abs(np.abs(middle[:, 0]) - width / 2) < 6) & (middle[:, 1] > 0) & (middle[:, 1] < 396)
    assert result.pieces["modified_m"][sides].sum() == pytest.approx(expected_m, rel=0.03, abs=1.0)


@pytest.mark.parametrize("placing", PLACINGS, ids=PLACING_IDS)
@pytest.mark.parametrize(
    ("hectares", "expected_class", "sites", "expected_m"),
    [(1.9, "none", 0, 0), (3, "area", 1, 0), (30, "full", 0, 2 * (500 + 600))],
)
def test_island_counts_by_its_size(hectares, expected_class, sites, expected_m, placing):
    result, _ = run(island(hectares), placing)
    own = result.pieces["island_id"] != None  # noqa: E711
    assert result.islands["island_class"].tolist() == [expected_class]
    assert result.islands["sites"].tolist() == [sites]
    assert result.pieces["modified_m"][own].sum() == pytest.approx(expected_m, rel=0.03, abs=1e-9)
    assert result.water_bodies["island_sites"][0] == sites
    assert result.pieces["area_sites"].sum() == pytest.approx(sites)


@pytest.mark.parametrize("angle", [0.0, 17.0])
def test_a_piece_shows_the_cross_section_it_was_judged_by(angle):
    result, middle = run(channel(150), (angle, LOCAL, 20.0, 0.0))
    banks = np.flatnonzero((middle[:, 0] > 50) & (middle[:, 0] < 950) & (np.abs(middle[:, 1]) < 80))
    rays = result.water_ray[banks]
    assert shapely.length(rays) == pytest.approx(150, abs=0.2)
    assert result.pieces["width_water_m"][banks] == pytest.approx(150, abs=0.2)
    ends = unplace(shapely.get_coordinates(rays), angle, LOCAL).reshape(-1, 2, 2)
    assert np.abs(np.abs(ends[:, :, 1]) - 75).max() < 0.01  # from bank to bank
    assert np.ptp(ends[:, :, 0], axis=1).max() < 0.01  # square across
    sections = result.cross_sections()
    assert set(sections["side"]) == {"water"}  # the land is wide
    assert len(sections) == (~shapely.is_missing(result.water_ray)).sum() + (~shapely.is_missing(result.land_ray)).sum()


def test_water_is_measured_through_water_and_land_through_land():
    water = great_lake(shore_km=80, islands=60)
    result = modified_shoreline(water, V1)
    islets = result.islands.take(result.islands["area_ha"] < V1.islands_opposite_from_ha)
    open_water = shapely.union_all([*water.geometry, *islets.geometry])  # islets under 2 ha hide no opposite shore
    # Cross-sections run over details of the shore below 1 m, and one that grazes a shore may do so for some metres.
    water_rays = result.water_ray[~shapely.is_missing(result.water_ray)]
    land_rays = result.land_ray[~shapely.is_missing(result.land_ray)]
    assert len(water_rays) > 400
    assert len(land_rays) > 400
    for wrong in (shapely.difference(water_rays, open_water), shapely.intersection(land_rays, open_water)):
        assert (shapely.length(wrong) < 3).mean() > 0.99
        assert shapely.length(wrong).max() < 10


def test_bay_head_and_cape_tip_belong_to_the_bay_and_the_cape():
    bay = shapely.Polygon(
        [(-1500, 0), (-40, 0), (-40, 400), (40, 400), (40, 0), (1500, 0), (1500, -3000), (-1500, -3000)]
    )
    result, middle = run(bay, (31.0, LOCAL, 10.0, 0.0))
    head = middle[:, 1] > 399
    assert set(result.pieces["k"][head]) == {0.25}
    assert all("across_bay_head" in text for text in result.pieces["reasons"][head])
    assert result.pieces["width_water_m"][head] == pytest.approx(80, abs=1)
    result, middle = run(cape(80), (31.0, LOCAL, 10.0, 0.0))
    tip = (middle[:, 1] > 399) & (middle[:, 1] < 401)
    assert set(result.pieces["k"][tip]) == {0.5}
    blind, middle = run(cape(80), (31.0, LOCAL, 10.0, 0.0), V1.changed(across_heads=False))
    assert set(blind.pieces["k"][(middle[:, 1] > 399) & (middle[:, 1] < 401)]) == {1.0}


@pytest.mark.parametrize("diameter", [101, 201, 301, 330, 420])
def test_a_round_lake_is_as_narrow_as_its_diameter(diameter):
    lake = shapely.Point(0, 0).buffer(diameter / 2, quad_segs=90)
    method = V1.changed(ponds_none_below_ha=0.0, ponds_by_area_below_ha=0.0, straighten_tolerance_m=5.0)
    result = modified_shoreline(waters(place(lake, 0, LOCAL)), method)
    expected = V1.water.coefficient(np.array([diameter - 8.0]))[0]  # the chords' middles lie up to 5 m inside
    assert set(result.pieces["k"]) <= {expected, V1.water.coefficient(np.array([float(diameter)]))[0]}


@settings(max_examples=25, deadline=None)
@given(
    turn=st.floats(0, 360),
    east=st.floats(26_300_000, 26_700_000),
    start=st.integers(0, 10_000),
    backwards=st.booleans(),
    seed=st.integers(0, 5),
)
def test_how_the_lake_was_digitised_does_not_matter(turn, east, start, backwards, seed):
    lake = roughen(channel(130), 17.0, 4.0, seed)
    ring = np.asarray(lake.exterior.coords)[:-1]
    other = np.roll(ring, start % len(ring), axis=0)[:: -1 if backwards else 1]
    at = (east, 6_790_000.0)
    base = modified_shoreline(waters(place(lake, 0, LOCAL)), V1)
    same = modified_shoreline(waters(place(shapely.Polygon(other), turn, at)), V1)
    # In GK26 the scale changes by 0.003 % within the places tried: lengths are true lengths, so allow for it.
    for name, value in base.totals().items():
        assert same.totals()[name] == pytest.approx(value, rel=2e-3)


def test_direction_and_start_of_digitising_change_nothing_at_all():
    lake = roughen(cape(70), 9.0, 4.0)
    ring = np.asarray(lake.exterior.coords)[:-1]
    base = modified_shoreline(waters(place(lake, 0, LOCAL)), V1)
    for other in (ring[::-1], np.roll(ring, 41, axis=0), np.roll(ring, 57, axis=0)[::-1]):
        same = modified_shoreline(waters(place(shapely.Polygon(other), 0, LOCAL)), V1)
        assert same.totals() == pytest.approx(base.totals(), abs=1e-6)
        assert sorted(same.pieces["modified_m"]) == pytest.approx(sorted(base.pieces["modified_m"]), abs=1e-6)


def test_pieces_are_the_shore_without_gaps_or_overlaps():
    water = great_lake(shore_km=60, islands=40)
    result = modified_shoreline(water, V1)
    pieces = result.pieces
    assert pieces["real_m"].sum() + result.edges["length_m"].sum() == pytest.approx(
        shapely.length(water.geometry[0]), rel=1e-4
    )
    assert shapely.length(pieces.geometry).sum() == pytest.approx(pieces["real_m"].sum(), rel=1e-4)
    drawn = {tuple(point) for point in shapely.get_coordinates(pieces.geometry).round(3)}
    assert all(tuple(point) in drawn for point in shapely.get_coordinates(water.geometry[0]).round(3))
    begins, ends = shapely.get_point(pieces.geometry, 0), shapely.get_point(pieces.geometry, -1)
    follows = np.flatnonzero(pieces["shore_id"][1:] == pieces["shore_id"][:-1])
    assert shapely.distance(ends[follows], begins[follows + 1]).max() < 1e-6
    assert pieces["straight_m"].max() <= V1.step_m + 0.01
    assert pieces["piece_id"].tolist() == list(range(1, len(pieces) + 1))
    # Start positions continue along each shore.
    reached = (pieces["start_m"] + pieces["straight_m"])[follows]
    assert reached == pytest.approx(pieces["start_m"][follows + 1], abs=0.01)


def test_water_lies_where_the_column_says():
    result, middle = run(channel(350), (0.0, LOCAL, 100.0, 0.0))
    north = (middle[:, 0] > 0) & (middle[:, 0] < 1000) & (middle[:, 1] > 0) & (middle[:, 1] < 200)
    assert result.pieces["water_direction_deg"][north] == pytest.approx(180)


def test_lengths_are_true_lengths():
    island_lake = island(30)
    at_gk = modified_shoreline(waters(place(island_lake, 0, HEINOLA_GK26)), V1)
    as_tm35 = waters(place(island_lake, 0, HEINOLA_GK26)).to_crs("EPSG:3067")
    tm35 = modified_shoreline(as_tm35, V1)
    degrees = modified_shoreline(as_tm35.to_crs("EPSG:4326"), V1)
    assert tm35.totals()["real_m"] == pytest.approx(at_gk.totals()["real_m"], rel=2e-5)
    assert shapely.length(as_tm35.geometry[0]) < 0.9998 * tm35.totals()["real_m"]
    assert degrees.pieces.crs == "EPSG:3880"
    assert degrees.totals()["modified_m"] == pytest.approx(at_gk.totals()["modified_m"], rel=1e-5)


def test_the_edge_of_the_data_is_neither_shore_nor_opposite_shore():
    # A lake 1 000 m wide that the data cut 60 m off its southern shore.
    cut_lake = place(shapely.box(0, 0, 1000, 60), 0, LOCAL)
    blind = modified_shoreline(waters(cut_lake), V1.changed(ponds_none_below_ha=0.0, ponds_by_area_below_ha=0.0))
    told = modified_shoreline(
        waters(cut_lake),
        V1.changed(ponds_none_below_ha=0.0, ponds_by_area_below_ha=0.0),
        extent=place(shapely.box(-500, -500, 1500, 60), 0, LOCAL),
    )
    assert blind.totals()["modified_m"] == pytest.approx(2000 * 0.25 + 120 * 0.25, abs=2)
    assert told.totals()["real_m"] == pytest.approx(1000 + 60 + 60, abs=0.01)
    south = told.pieces["water_direction_deg"] == 0
    assert set(told.pieces["k"][south]) == {1.0}
    assert np.isinf(told.pieces["width_water_m"][south]).all()
    assert all("water_to_data_edge" in text for text in told.pieces["reasons"][south])
    assert told.edges["reasons"].tolist() == ["data_edge"]
    assert told.water_bodies["data_edge_m"][0] == pytest.approx(1000, abs=0.01)
    assert told.water_bodies["warnings"][0] == "data_edge"


def test_a_long_straight_line_among_dense_vertices_is_taken_as_the_edge_and_said():
    shore = np.column_stack([np.arange(0, 1001, 4.0), np.random.default_rng(1).uniform(0, 3, 251)])
    lake = shapely.Polygon(np.vstack([shore, [(1000, 80), (0, 80)]]))
    result = modified_shoreline(waters(place(lake, 12, LOCAL)), V1.changed(ponds_none_below_ha=0.0))
    assert "data_edge_guessed" in result.water_bodies["warnings"][0]
    assert result.edges["length_m"].max() == pytest.approx(1000, abs=0.01)
    never = modified_shoreline(waters(place(lake, 12, LOCAL)), V1.changed(ponds_none_below_ha=0.0, edge_straight_m=0.0))
    assert len(never.edges) == 0


def test_a_border_between_two_waters_is_no_shore():
    lake, river = shapely.box(0, 0, 1000, 1000), shapely.box(1000, 480, 3000, 520)
    west, east = shapely.box(0, 0, 500, 1000), shapely.box(500, 0, 1000, 1000)
    whole = modified_shoreline(
        waters(*(place(part, 8, LOCAL) for part in (lake, river)), water_id=["L", "R"], water_kind=["lake", "river"]),
        V1,
    )
    halves = modified_shoreline(
        waters(
            *(place(part, 8, LOCAL) for part in (west, east, river)),
            water_id=["L", "L", "R"],
            water_kind=["lake", "lake", "river"],
        ),
        V1,
    )
    bodies = whole.water_bodies
    assert bodies["water_id"].tolist() == ["L", "R"]
    assert bodies["real_m"] == pytest.approx([4000 - 40, 4000 + 40], abs=0.01)
    assert bodies["modified_m"][1] == pytest.approx(4040 * 0.25, rel=0.01)
    assert halves.water_bodies["modified_m"] == pytest.approx(bodies["modified_m"], abs=0.5)
    nameless = modified_shoreline(waters(place(west, 8, LOCAL), place(east, 8, LOCAL)), V1)
    assert nameless.water_bodies["water_id"].tolist() == ["water_1"]


def test_bodies_without_ids_go_by_their_names():
    """Two lakes of one name stay apart, and a lake that touches a river of another name is numbered."""
    boxes = [shapely.box(x, 0, x + 800, 800) for x in (0, 2000, 4000, 6000, 6800)]
    names = ["Räävelinjärvi", "Särkijärvi", "Särkijärvi", "Konnivesi", "Kymijoki"]
    lakes = waters(*(place(box, 0, LOCAL) for box in boxes), name=names)
    found = modified_shoreline(lakes, V1).water_bodies
    assert sorted(found["water_id"]) == ["Räävelinjärvi", "Särkijärvi (water_2)", "Särkijärvi (water_3)", "water_4"]


def test_land_between_two_lakes_is_narrow_land():
    lakes = [shapely.box(-1000, 0, 0, 2000), shapely.box(80, 500, 1080, 1500)]
    result = modified_shoreline(waters(*(place(lake, 25, LOCAL) for lake in lakes), water_id=["A", "B"]), V1)
    narrow = result.pieces["k_land"] == 0.5
    assert result.pieces["straight_m"][narrow].sum() == pytest.approx(2000, rel=0.03)


def test_a_piece_may_be_narrow_on_both_sides():
    # A spit 80 m wide between a strait of 80 m and open water.
    spit = shapely.box(-40, 0, 40, 1000)
    lake = shapely.box(-120, -500, 2000, 1500).difference(spit)
    for combine, expected in (("min", 0.25), ("product", 0.125)):
        result, middle = run(lake, (14.0, LOCAL, 500.0, 0.0), V1.changed(combine=combine, islands_full_from_ha=2.0))
        facing = (np.abs(middle[:, 0] + 40) < 1) & (middle[:, 1] > 100) & (middle[:, 1] < 900)
        assert set(result.pieces["k"][facing]) == {expected}


def test_a_class_begins_at_its_lower_bound():
    assert V1.water.coefficient(np.array([99.99, 100.0, 200.0, 300.0, np.inf])).tolist() == [0.25, 0.5, 0.75, 1, 1]
    assert V1.land.coefficient(np.array([49.99, 50.0, 100.0, 150.0])).tolist() == [0, 0.5, 0.75, 1]


def test_small_islands_hide_no_opposite_shore_unless_the_method_says_so():
    lake = shapely.box(0, 0, 3000, 3000).difference(shapely.box(1400, 60, 1500, 160))  # 1 ha, 60 m off the shore
    seen, middle = run(lake, method=V1.changed(islands_opposite_from_ha=0.0))
    ahead = (middle[:, 1] < 1) & (middle[:, 0] > 1410) & (middle[:, 0] < 1490)
    assert set(seen.pieces["k"][ahead]) == {0.25}
    unseen, middle = run(lake)
    assert set(unseen.pieces["k"][(middle[:, 1] < 1) & (middle[:, 0] > 1410) & (middle[:, 0] < 1490)]) == {1.0}


def test_excluded_shore_is_cut_where_it_begins_and_keeps_its_reasons():
    result, _ = run(island(30))
    reserve = place(shapely.box(-2010, -2010, -1567.3, 2010), 0, LOCAL)
    flood = place(shapely.box(-2010, -2010, 0, -1900), 0, LOCAL)
    excluded = Features(
        np.array([reserve, flood], dtype=object), {"reason": np.array(["reserve", "flood"], dtype=object)}, GK26
    )
    cut, _ = run(island(30), excluded=excluded)
    # South, west, north shore inside the reserve, and the flood's part of the southern shore beyond it. Excluded
    # areas hold the shore within 2 m of them.
    outside = 4 * 4000 - (4000 + 2 * (2000 - 1567.3 + 2)) - (1567.3 + 2 - 2 - 0 + 2)
    assert cut.totals()["real_m"] == pytest.approx(result.totals()["real_m"], rel=1e-9)
    assert cut.totals()["modified_m"] == pytest.approx(outside + 2200, rel=2e-4)
    assert set(cut.pieces["excluded"]) == {None, "flood", "reserve", "reserve;flood"}
    both = cut.pieces["excluded"] == "reserve;flood"
    assert cut.pieces["real_m"][both].sum() == pytest.approx(2000 - 1567.3 + 2 + 102, abs=0.1)
    assert set(cut.pieces["k"][both]) == {0.0}
    assert "excluded_reserve" in cut.pieces["reasons"][both][0]
    assert cut.water_bodies["ratio_before_exclusion"][0] == pytest.approx(result.water_bodies["ratio"][0], rel=1e-9)


def test_ponds_give_sites_by_area_or_nothing():
    ponds = [
        place(shapely.box(0, 0, 100 * ha**0.5, 100 * ha**0.5), 0, (LOCAL[0] + 2000 * n, LOCAL[1]))
        for n, ha in enumerate((3.9, 9.0, 12.0))
    ]
    result = modified_shoreline(waters(*ponds, water_id=["a", "b", "c"]), V1)
    assert result.water_bodies["water_class"].tolist() == ["none", "area", "full"]
    assert result.water_bodies["pond_sites"].tolist() == [0, 4, 0]
    assert result.pieces["area_sites"][result.pieces["water_id"] == "b"].sum() == pytest.approx(4)
    assert (result.water_bodies["modified_m"] > 0).tolist() == [False, False, True]


def test_inputs_that_hold_no_water_are_refused():
    line = Features(np.array([shapely.LineString([(0, 0), (9, 9)])], dtype=object), {}, GK26)
    with pytest.raises(InputError, match="no water areas"):
        modified_shoreline(line, V1)
    with pytest.raises(InputError, match="has no shore"):
        modified_shoreline(
            waters(place(shapely.box(0, 0, 9, 9), 0, LOCAL)), V1, extent=place(shapely.box(0, 0, 9, 9), 0, LOCAL)
        )
    with pytest.raises(InputError, match="coordinate system"):
        modified_shoreline(Features(np.array([shapely.box(0, 0, 1, 1)], dtype=object)), V1)


def test_odd_shapes_are_measured_and_missing_ones_passed_over():
    bowtie = shapely.Polygon([(0, 0), (900, 900), (900, 0), (0, 900)])
    many = shapely.MultiPolygon([shapely.box(2000, 0, 2800, 800), shapely.box(2900, 0, 3300, 800)])
    speck = shapely.Polygon([(5000, 0), (5010, 0), (5005, 8)])
    shapes = np.array([place(bowtie, 0, LOCAL), None, place(many, 0, LOCAL), place(speck, 0, LOCAL)], dtype=object)
    result = modified_shoreline(Features(shapes, {}, GK26), V1)
    real = dict(zip(result.water_bodies["water_id"], result.water_bodies["real_m"]))
    assert real["water_1"] == pytest.approx(2 * 900 + 4 * 450 * 2**0.5, abs=0.1)  # two triangles that meet in a point
    assert real["water_3"] == pytest.approx(3200 + 2400, abs=0.1)  # the parts of one row are one water
    assert real["water_4"] == pytest.approx(10 + 2 * (25 + 64) ** 0.5, abs=0.1)


def test_cancelling_stops_the_work():
    def cancel(fraction, message=None):
        if fraction > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        modified_shoreline(waters(place(channel(80), 0, LOCAL)), V1, progress=cancel)


def test_a_lake_of_350_km_and_370_islands_takes_no_more_than_5_seconds():
    water = great_lake()
    assert shapely.get_num_interior_rings(water.geometry[0]) == 370
    start = time.process_time()
    result = modified_shoreline(water, V1)
    assert time.process_time() - start < 5.0
    assert result.totals()["real_m"] + result.edges["length_m"].sum() == pytest.approx(350_000, rel=1e-3)
