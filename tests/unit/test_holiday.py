# SPDX-License-Identifier: GPL-2.0-or-later
"""Holiday housing on a drawn shore: what fits, what is taken, what the plan reserves, and what is left of the right."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
import shapely
from helpers import shared_data
from shoreline_shapes import GK26, HEINOLA_GK26, place, waters

from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake.checks import check
from heinola_planning_plugin.core.jobs import judged_inside
from heinola_planning_plugin.core.measures.terrain import Grid
from heinola_planning_plugin.core.scoring.criteria import read_criteria
from heinola_planning_plugin.core.shoreline.holiday import holiday_housing
from heinola_planning_plugin.core.shoreline.method import read_method
from heinola_planning_plugin.core.shoreline.modified import modified_shoreline
from heinola_planning_plugin.core.shoreline.reserve import plan_reserve
from heinola_planning_plugin.core.shoreline.shoreland import planned_places
from heinola_planning_plugin.paths import resource

CRITERIA = read_criteria(resource("methods", "holiday.yaml"))
LAKE = shapely.box(0, 0, 3000, 3000)
X, Y = HEINOLA_GK26
# Along the southern shore, from west to east; ids say what they are.
PARCELS = {
    "west": (-200, 0),
    "wide": (0, 300),
    "built": (300, 350),
    "half": (350, 550),
    "narrow": (550, 590),
    "planned": (590, 790),
    "rest": (790, 3000),
}


def layer(*shapes, **columns):
    geometry = np.array([place(shape, 0, HEINOLA_GK26) for shape in shapes], dtype=object)
    known = {
        name: values if isinstance(values, np.ndarray) else np.array(values, dtype=object)
        for name, values in columns.items()
    }
    return Features(geometry, known, GK26)


def parcels(depth: float = 200.0) -> Features:
    """The parcels of PARCELS, one of them of two pieces of land, and the public water."""
    shapes = [shapely.box(start, -depth, end, 3000 if end == 0 else 0) for start, end in PARCELS.values()]
    names = list(PARCELS)
    return layer(*shapes, LAKE, parcel_id=[*names, "water"], unit_type=np.array([1.0] * len(names) + [8.0]))


FAR = shapely.box(9000, 9000, 9100, 9100)


@lru_cache(maxsize=1)
def surroundings() -> dict[str, object]:
    """Layers that make nothing conditional: a road behind the parcels, the rest far away."""
    return {
        "roads": layer(shapely.LineString([(-50, -210), (3050, -210)]), road_class=["local"]),
        "services": layer(shapely.Point(0, -4000)),
        "powerlines": layer(shapely.LineString([(-50, -700), (3050, -700)]), line_class=["distribution"]),
        "protected": layer(FAR),
        "flood": layer(FAR, return_period=np.array([100.0])),
        "wetland": layer(FAR),
        "relics": layer(FAR),
        "heritage": layer(FAR),
        "groundwater": layer(FAR, groundwater_class=["1"]),
        "plan_units": layer(shapely.box(590, -200, 790, 0), zone_code=["RA"], places=np.array([2.0])),
        "buildings": layer(
            shapely.Point(325, -40), shapely.Point(450, -40), use=["0210", "0210"], use_scheme=["2018", "2018"]
        ),
        "dem": Grid(np.full((60, 700), 80.0), X - 100, Y + 100, 5.0, GK26),
        "parcel_shares": layer(
            *[shapely.Point(0, 0)] * 5,
            parcel_id=["wide", "half", "rest", "built", "planned"],
            remaining=np.array([4.0, 1.0, 0.0, 0.0, 0.0]),
        ),
    }


def judge(without: tuple[str, ...] = (), parameters=None, land=None, water=None, **more):
    given = {name: one for name, one in {**surroundings(), **more}.items() if name not in without}
    lake = waters(place(LAKE, 0, HEINOLA_GK26)) if water is None else water
    found = holiday_housing(parcels() if land is None else land, lake, given, CRITERIA, parameters)
    rows = {name: row for row, name in enumerate(found.parcels["parcel_id"].tolist())}
    return found, {name: dict(zip(found.parcels.columns, values)) for name, values in _records(found.parcels, rows)}


def _records(table, rows):
    for name, row in rows.items():
        yield name, [table[column][row] for column in table.columns]


def test_places_that_fit_and_are_left_make_a_candidate():
    found, rows = judge()
    assert set(rows) == set(PARCELS)  # not the water's own unit
    wide = rows["wide"]
    assert (wide["status"], wide["reasons"]) == ("candidate", "")
    assert (wide["places"], wide["remaining"], wide["new_places"]) == (6, 4, 4)
    assert wide["frontage_m"] == pytest.approx(300, abs=0.1)
    # 150 m deep less 30 m of setback; 4 m off the borders at the sides, the west end is the lake's corner.
    assert wide["buildable_m2"] == pytest.approx(292 * 120, rel=0.001)
    assert wide["sauna_m2"] == pytest.approx(292 * 15, rel=0.001)
    assert (wide["aspect_deg"], wide["aspect_sector"]) == (pytest.approx(0, abs=1), "N")
    assert wide["view_m"] == 0  # looks north
    assert (found.places["parcel_id"] == "wide").sum() == 6
    ground = found.ground.geometry[found.ground["parcel_id"] == "wide"][0]
    assert shapely.area(ground) == pytest.approx(wide["buildable_m2"], rel=1e-3)
    west, south, east, north = np.array(ground.bounds) - (X, Y, X, Y)
    assert (west, south, east, north) == pytest.approx((4, -150, 296, -30), abs=0.5)
    assert shapely.length(found.places.geometry[found.places["parcel_id"] == "wide"]) == pytest.approx(45, abs=6)


def test_a_built_plot_is_no_candidate_unless_more_places_fit():
    _, rows = judge()
    assert rows["built"]["status"] == "excluded"
    assert "site_built" in rows["built"]["reasons"].split(";")
    assert (rows["built"]["built_sites"], rows["built"]["places"]) == (1, 0)
    # 200 m with a house in the middle: its 50 m of shore are taken, 75 m are free on either side.
    assert (rows["half"]["built_sites"], rows["half"]["places"], rows["half"]["new_places"]) == (1, 2, 1)
    assert rows["half"]["status"] == "candidate"
    _, rows = judge(buildings=surroundings()["buildings"].take(np.array([0])))
    assert rows["half"]["places"] == 4


def test_a_plan_in_force_is_reserve_with_its_places():
    _, rows = judge()
    planned = rows["planned"]
    assert planned["status"] == "excluded"
    assert "planned_reserve" in planned["reasons"].split(";")
    assert (planned["reserve"], planned["planned_places"], planned["new_places"]) == ("holiday", 2, 0)
    assert "loma-asuntoja" in planned["explanation"]
    _, rows = judge(plan_units=layer(shapely.box(590, -200, 690, 0), zone_code=["RM-1"], places=np.array([np.nan])))
    # Half of the shore is zoned for tourism: the rest still has room for two.
    assert rows["planned"]["places"] == 2
    assert np.isnan(rows["planned"]["planned_places"])


def test_what_is_left_is_unknown_without_the_rights():
    _, rows = judge(without=("parcel_shares",))
    wide = rows["wide"]
    assert (wide["status"], wide["reasons"]) == ("conditional", "no_right_left_unknown")
    assert np.isnan(wide["remaining"])
    assert np.isnan(wide["new_places"])
    assert wide["places"] == 6
    _, rows = judge(without=("buildings",))
    assert rows["wide"]["reasons"] == "site_built_unknown"
    assert np.isnan(rows["built"]["built_sites"])
    _, rows = judge()
    assert (rows["rest"]["status"], rows["rest"]["reasons"]) == ("excluded", "no_right_left")


def test_parcels_of_one_property_share_what_it_has_left():
    land = parcels()
    ids = land["parcel_id"].copy()
    ids[list(PARCELS).index("rest")] = "wide"
    found, _ = judge(land=land.with_columns({"parcel_id": ids}))
    mine = found.parcels.take(np.flatnonzero(found.parcels["parcel_id"] == "wide"))
    assert mine["remaining"].tolist() == [4, 4]
    assert mine["new_places"].tolist() == [0, 4]  # the one where most fit comes first
    assert mine["status"].tolist() == ["candidate", "candidate"]


def test_sums_over_waters_and_an_unknown_water_make_it_unknown():
    shares = layer(
        *[shapely.Point(0, 0)] * 4,
        parcel_id=["wide", "wide", "half", "half"],
        remaining=np.array([2.0, 1.0, 1.0, np.nan]),
    )
    _, rows = judge(parcel_shares=shares)
    assert rows["wide"]["remaining"] == 3
    assert np.isnan(rows["half"]["remaining"])


@pytest.mark.parametrize(
    ("role", "shape", "columns", "blocked"),
    [
        ("flood", shapely.box(0, -90, 300, 0), {"return_period": np.array([100.0])}, 292 * 60),
        ("wetland", shapely.box(0, -90, 300, 0), {}, 292 * 60),
        ("protected", shapely.box(0, -90, 20, 0), {}, 16 * 60),
        ("relics", shapely.box(0, -90, 100, -50), {}, 98 * 44),
        ("powerlines", shapely.LineString([(-50, -100), (3050, -100)]), {"line_class": ["transmission"]}, 292 * 46),
        ("plan_units", shapely.box(0, -200, 300, -80), {"zone_code": ["T"], "places": np.array([np.nan])}, 292 * 70),
    ],
)
def test_blocked_ground_is_cut_off_and_told_by_kind(role, shape, columns, blocked):
    _, rows = judge(**{role: layer(shape, **columns)})
    name = {"plan_units": "plan"}.get(role, role)
    assert rows["wide"][f"blocked_{name}_m2"] == pytest.approx(blocked, rel=0.02)
    assert rows["wide"]["buildable_m2"] == pytest.approx(292 * 120 - blocked, rel=0.02)


def test_ground_below_the_flood_level_and_steep_ground():
    east = np.arange(700) * 5.0
    heights = np.tile(np.where(east < 250, 77.0, 80.0), (60, 1))  # the western 150 m of "wide" lie low
    grid = Grid(heights, X - 100, Y + 100, 5.0, GK26)
    _, rows = judge(dem=grid, parameters={"flood_level_m": 78.5, "max_slope_pct": 100})
    assert rows["wide"]["blocked_level_m2"] == pytest.approx(146 * 120, rel=0.03)
    assert rows["wide"]["places"] == 3
    _, rows = judge(dem=grid, parameters={"max_slope_pct": 25})
    assert rows["wide"]["blocked_slope_m2"] == pytest.approx(10 * 120, rel=0.1)  # two cells along the step of 3 m


def test_landscape_is_a_condition_or_blocks_as_the_planner_chooses():
    area = layer(shapely.box(0, -200, 150, 0))
    _, rows = judge(heritage=area)
    assert (rows["wide"]["status"], rows["wide"]["reasons"]) == ("conditional", "landscape")
    assert "vastuumuseon lausunto" in rows["wide"]["explanation"]
    assert rows["wide"]["places"] == 6
    _, rows = judge(heritage=area, parameters={"landscape_blocks": True})
    assert rows["wide"]["places"] == 3


def test_open_water_to_the_south_west_is_the_best_of_the_shore():
    north = layer(shapely.box(1000, 3000, 1300, 3200), parcel_id=["north"])
    _, rows = judge(land=north, parameters={"view_sector_deg": 0})
    # From the parcel's shore at x the view ends at the west shore after x * sqrt(2), but 1 000 m are enough.
    assert rows["north"]["view_m"] == pytest.approx(1000)
    assert rows["north"]["aspect_sector"] == "S"
    _, rows = judge(land=north, parameters={"view_sector_deg": 0, "view_reach_m": 5000})
    assert rows["north"]["view_m"] == pytest.approx(1290 * 2**0.5, rel=0.02)


def test_water_all_round_and_waters_too_small():
    island = shapely.box(1000, 1000, 1150, 1150)
    lake = waters(
        place(LAKE.difference(island), 0, HEINOLA_GK26), place(shapely.box(4000, 0, 4060, 60), 0, HEINOLA_GK26)
    )
    land = layer(island, shapely.box(4000, -200, 4060, 0), parcel_id=["island", "pond"])
    _, rows = judge(land=land, water=lake)
    assert set(rows) == {"island"}  # a pond of 0.36 ha has no shore that counts
    assert rows["island"]["aspect_sector"] == "all"


def test_a_measured_shoreline_is_used_and_its_excluded_parts_take_no_place():
    lake = waters(place(LAKE, 0, HEINOLA_GK26))
    reserve = layer(shapely.box(0, -20, 148, 20), reason=["oma syy"])
    method = read_method(resource("methods", "shoreline_v1.yaml"))
    pieces = modified_shoreline(lake, method, reserve).pieces
    _, rows = judge(shoreline=pieces)
    assert rows["wide"]["places"] == 3


def test_the_reserve_of_enonsaari_counts_in_the_parcels_that_it_lies_in():
    """Lahti, Enonsaari Y-165: RA 320 k-m2 and 2 places; RM 500/15, 220/2, 250/2, 650/10, 120/2; other RA don't tell."""
    fiona = pytest.importorskip("fiona")
    path = shared_data("fi-lahti-enonsaari-shoreplan/enonsaari_flat.gpkg")
    with fiona.open(path, layer="plan_objects_polygon") as plan:
        rows = [(shapely.geometry.shape(row["geometry"]), row["properties"]) for row in plan]
    table = Features(
        np.array([row[0] for row in rows], dtype=object), {name: _text(rows, name) for name in rows[0][1]}, "EPSG:3067"
    )
    units = check(table, "plan_units").kept
    known = {(2.0, 320.0), (15.0, 500.0), (2.0, 220.0), (2.0, 250.0), (10.0, 650.0), (2.0, 120.0)}
    reserve = plan_reserve(units)
    areas = reserve.take(np.flatnonzero(~np.isnan(reserve["places"])))
    assert {(a, b) for a, b in zip(areas["places"].tolist(), areas["permitted_m2"].tolist())} == known
    # As if each area were a parcel, and then cut in two: places go by share of the area.
    whole = planned_places(areas, {"plan_units": units})
    assert whole.tolist() == areas["places"].tolist()
    west = shapely.box(0, 0, areas.geometry[0].centroid.x, 1e8)
    halves = Features(
        np.array([areas.geometry[0].intersection(west), areas.geometry[0].difference(west)], dtype=object),
        crs=areas.crs,
    )
    assert planned_places(halves, {"plan_units": units}).sum() == pytest.approx(areas["places"][0], abs=0.02)
    silent = reserve.take(np.flatnonzero(np.isnan(reserve["places"])))
    assert np.isnan(planned_places(silent, {"plan_units": units})).all()


def _text(rows, name):
    return np.array([None if row[1][name] is None else str(row[1][name]) for row in rows], dtype=object)


def test_natura_and_the_shore_programme_are_conditions_and_reserves_block():
    half = shapely.box(0, -200, 150, 0)
    for kind, status, reasons, places in (
        ("natura", "conditional", "natura_nearby", 6),
        ("shore_programme", "conditional", "shore_programme", 6),
        ("reserve", "excluded", "protected_area;protected_nearby", 3),
    ):
        _, rows = judge(protected=layer(half, kind=[kind]))
        assert (rows["wide"]["status"], rows["wide"]["reasons"], rows["wide"]["places"]) == (status, reasons, places)
    assert (
        "Lupa- ja valvontaviraston lausunto" in judge(protected=layer(half, kind=["natura"]))[1]["wide"]["explanation"]
    )


def test_parcels_away_from_any_shore_are_left_out():
    found, rows = judge(land=layer(FAR, parcel_id=["far"]))
    assert rows == {}
    assert len(found.places) == 0
    assert {"status", "new_places", "buildable_m2", "view_m"} <= set(found.parcels.columns)
    nowhere = Features(np.array([None, FAR], dtype=object), {"parcel_id": np.array(["a", "b"], dtype=object)}, GK26)
    assert judge(land=nowhere)[1] == {}


def test_without_any_layer_all_but_the_shore_is_unknown():
    _, rows = judge(without=tuple(surroundings()))
    wide = rows["wide"]
    assert wide["status"] in ("conditional", "unknown")
    assert wide["places"] == 6
    for name in ("remaining", "new_places", "built_sites", "planned_places", "slope_pct", "road_m", "protected_share"):
        assert np.isnan(wide[name])
    assert (wide["reserve"], wide["full"]) == (None, None)


def test_parcels_of_an_area_are_judged_as_among_all_of_them():
    """The neighbours outside the area keep the ends of their shore."""
    everything = judge()[1]
    area = layer(shapely.box(300, -200, 550, 0))
    layers = judged_inside({**surroundings(), "parcels": parcels()}, "parcels", area)
    assert layers["parcels"]["parcel_id"].tolist() == ["built", "half"]
    assert layers["neighbours"]["parcel_id"].tolist() == ["wide", "narrow", "planned", "water"]
    found = judge(land=layers["parcels"], neighbours=layers["neighbours"])[1]
    assert set(found) == {"built", "half"}
    for name, row in found.items():
        for column in ("frontage_m", "places", "buildable_m2", "status", "new_places"):
            assert row[column] == pytest.approx(everything[name][column]), (name, column)
    assert [found[name]["frontage_m"] for name in ("built", "half")] == pytest.approx([50, 200], abs=0.1)
