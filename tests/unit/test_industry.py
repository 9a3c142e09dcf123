# SPDX-License-Identifier: GPL-2.0-or-later
"""The industrial reservation on a drawn piece of country: what each parcel is found to be, and why."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from industry_shapes import EAST, GK26, NORTH, box, layer, line, point

from heinola_planning_plugin.core.errors import Cancelled, InputError
from heinola_planning_plugin.core.evidence import REACH_M
from heinola_planning_plugin.core.features import Features, text_column
from heinola_planning_plugin.core.files import read
from heinola_planning_plugin.core.industry.earthwork import levelling_m3
from heinola_planning_plugin.core.industry.jobs import INDUSTRIAL_RESERVATION, industrial_criteria
from heinola_planning_plugin.core.industry.reservation import industrial_reservation
from heinola_planning_plugin.core.industry.siting import limits_of, measure
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.measures.terrain import Grid
from heinola_planning_plugin.core.policy import LANGUAGES
from tests.helpers import shared_data


@pytest.fixture
def country() -> dict[str, Features | Grid]:
    """A motorway along y = 0, a junction at x = 0 with a road north to y = 2000; parcels along the road."""
    columns = np.arange(500) * 10.0
    heights = np.tile(columns * 0.02, (300, 1))  # rises 2 % eastwards
    return {
        "zoning": layer(
            [
                shapely.difference(box(-3000, 50, 6000, 3000), box(1500, 900, 800, 300)),
                box(1500, 900, 300, 300),
                box(2000, 900, 300, 300),
            ],
            zone_code=["M", "T-1", "AP"],
        ),
        "roads": layer(
            [line((-3000, 0), (3000, 0)), line((0, 0), (0, 2000)), line((0, 2000), (2500, 2000))],
            road_class=["motorway", "main", "local"],
        ),
        "junctions": layer([point(0, 0)], name=["Vierumäki"]),
        "railways": layer([line((-3000, -500), (3000, -500))]),
        "powerlines": layer([line((-3000, 2600), (3000, 2600))], line_class=["transmission"]),
        "gas": layer([line((-3000, 2900), (3000, 2900))]),
        "groundwater": layer([box(400, 1000, 400, 500)], groundwater_class=["1"]),
        "protected": layer([box(900, 1000, 150, 300)], kind=["natura"]),
        "water": layer([box(-3000, 2950, 6000, 500)]),
        "flood": layer([box(-900, 1000, 100, 300)], return_period=[50]),
        "wetland": layer([box(-3000, 3400, 10, 10)]),
        "relics": layer([point(-400, 1100)]),
        "seveso": layer([box(-3000, 900, 1800, 500)]),
        "buildings": layer(
            [box(2100, 1000, 10, 10), box(-2900, 1500, 8, 8), box(1600, 1000, 100, 50)],
            use=["0110", "0210", "0910"],
            use_scheme=["2018", "2018", "2018"],
            floor_area_m2=[120, 60, 5000],
        ),
        "dem": Grid(heights, EAST - 2500, NORTH + 3000, 10.0, GK26),
    }


PARCELS = {
    "plain": box(50, 1000, 300, 300),
    "groundwater": box(450, 1000, 300, 300),
    "half_protected": box(900, 1000, 300, 300),
    "protected_edge": box(1044, 1300, 300, 300),
    "in_the_plan": box(1500, 900, 300, 300),
    "dwellings": box(2000, 900, 300, 300),
    "relic": box(-500, 1000, 300, 300),
    "flooded": box(-900, 1000, 300, 300),
    "seveso": box(-1500, 1000, 250, 300),
    "small": box(-60, 1600, 50, 50),
    "strip": box(100, 1600, 2000, 20),
    "road": box(-10, 300, 20, 1500),
    "line": box(50, 2500, 300, 200),
}


@pytest.fixture
def parcels() -> Features:
    names = list(PARCELS)
    return layer(
        list(PARCELS.values()),
        parcel_id=names,
        area_m2=[None] * len(names),
        unit_type=[21 if name == "road" else 1 for name in names],
        owner=["Heinolan kaupunki" if name == "plain" else "Yksityinen" for name in names],
    )


def judged(parcels, country, **settings):
    found = industrial_reservation(parcels, country, industrial_criteria(), **settings)
    rows = {}
    for row, name in enumerate(found.output["parcel_id"].tolist()):
        rows[name] = {column: held[row] for column, held in found.output.columns.items()}
    return found, rows


def reasons(row) -> set[str]:
    return set(filter(None, row["reasons"].split(";")))


def test_the_shipped_criteria_stand_as_documented():
    criteria = industrial_criteria()
    assert sum(one.weight for one in criteria.criteria) == pytest.approx(1)
    assert all(one.source for one in (*criteria.criteria, *criteria.constraints, *criteria.parameters.values()))
    for one in (*criteria.criteria, *criteria.constraints):
        assert all(one.title[language] for language in LANGUAGES)
    assert criteria.values()["min_area_ha"] == 1
    by_id = {one.id: one for one in criteria.criteria}
    assert by_id["junction"].curve(np.array([1000.0, 5500.0, 10000.0])).tolist() == pytest.approx([1, 0.5, 0])
    assert by_id["slope"].curve(np.array([3.0, 10.0])).tolist() == [1, 0]


def test_each_parcel_is_what_its_drawing_says(parcels, country):
    _, rows = judged(parcels, country)
    assert rows["plain"]["status"] == "candidate"
    assert reasons(rows["plain"]) == set()
    assert rows["groundwater"]["status"] == "conditional"
    assert reasons(rows["groundwater"]) == {"groundwater_class_1"}
    assert rows["half_protected"]["status"] == "excluded"
    assert "protected_area" in reasons(rows["half_protected"])
    assert reasons(rows["protected_edge"]) == set()  # it only meets a corner
    assert rows["in_the_plan"]["status"] == "excluded"
    assert {"already_zoned", "already_built"} <= reasons(rows["in_the_plan"])
    assert rows["dwellings"]["status"] == "conditional"
    assert {"plan_change", "buildings", "dwellings_near"} <= reasons(rows["dwellings"])
    assert reasons(rows["relic"]) == {"ancient_relic"}
    assert reasons(rows["flooded"]) == {"flood_area"}
    assert reasons(rows["seveso"]) == {"seveso_statement"}
    assert reasons(rows["small"]) == {"area_below_min", "no_room"}
    assert reasons(rows["strip"]) >= {"no_room"}
    assert rows["strip"]["status"] == "excluded"
    assert "unit_type" in reasons(rows["road"])
    assert "power_corridor" in reasons(rows["line"])


def test_the_measured_numbers(parcels, country):
    _, rows = judged(parcels, country)
    plain, flooded, half = rows["plain"], rows["flooded"], rows["half_protected"]
    assert plain["area_ha"] == pytest.approx(9, rel=1e-6)
    assert plain["contiguous_ha"] == pytest.approx(9, rel=1e-6)
    assert plain["inscribed_m"] == pytest.approx(300, rel=0.01)
    assert plain["compactness"] == pytest.approx(np.pi / 4, abs=1e-6)
    assert plain["slope_mean_pct"] == pytest.approx(2, abs=0.01)
    assert plain["height_range_m"] == pytest.approx(6, abs=0.3)
    assert plain["rail_m"] == pytest.approx(1500)
    assert plain["motorway_m"] == pytest.approx(1000)
    assert plain["transmission_m"] == pytest.approx(1300)
    assert plain["wetland_share"] == 0
    # From the middle (200, 1150) straight to the road, then along it to the junction.
    assert plain["junction_m"] == pytest.approx(200 + 1150)
    assert plain["junction_basis"] == "network"
    assert flooded["usable_ha"] == pytest.approx(6, rel=1e-6)
    assert flooded["flood_share"] == pytest.approx(1 / 3)
    assert half["usable_ha"] == pytest.approx(4.5, rel=1e-6)
    assert plain["ownership"] == "city"
    assert flooded["ownership"] == "other"
    assert plain["land_use"] == "farming_forestry"
    assert rows["dwellings"]["e_used"] == pytest.approx(120 / 9e4, rel=1e-6)
    assert rows["in_the_plan"]["coverage_pct"] == pytest.approx(100 * 5000 / 9e4, rel=1e-6)


def test_levelling_a_plane_by_the_formula(country):
    """Half a wedge: a plane of slope s over a breadth b and a length l needs s b^2 l / 8 cubic metres."""
    ground = layer([box(0, 1000, 200, 100), box(500, 1000, 400, 300), box(90000, 0, 100, 100)])
    found = levelling_m3(ground, country["dem"])
    assert found == pytest.approx([0.02 * 200**2 * 100 / 8, 0.02 * 400**2 * 300 / 8, np.nan], rel=0.01, nan_ok=True)
    assert np.isnan(levelling_m3(ground, None)).all()


def test_codes_proposed(parcels, country):
    _, rows = judged(parcels, country)
    assert rows["plain"]["proposed_code"] == "T/res"
    assert rows["groundwater"]["proposed_code"] == "TY/res"
    assert rows["dwellings"]["proposed_code"] == "TY/res"
    assert rows["half_protected"]["proposed_code"] is None


def test_groundwater_can_be_made_to_exclude(parcels, country):
    _, rows = judged(parcels, country, parameters={"groundwater_excludes": True})
    assert rows["groundwater"]["status"] == "excluded"
    assert np.isnan(rows["groundwater"]["score"])
    assert rows["plain"]["status"] == "candidate"


@pytest.mark.parametrize("language", LANGUAGES)
def test_explanations_hold_the_numbers_in_the_readers_language(parcels, country, language):
    _, rows = judged(parcels, country, language=language)
    word = {"fi": "pohjavesialuetta", "sv": "grundvattenområde", "en": "groundwater area"}[language]
    text = rows["groundwater"]["explanation"]
    assert word in text
    assert "100\u00a0%" in text
    assert "{" not in "".join(row["explanation"] for row in rows.values())


def test_score_is_the_sum_of_its_contributions_and_owners_stay_out(parcels, country):
    found, rows = judged(parcels, country)
    points = {name for name in found.output.columns if name.startswith("c_")}
    assert len(points) == len(industrial_criteria().criteria)
    for row in rows.values():
        if not np.isnan(row["score"]):
            assert sum(row[name] for name in points if not np.isnan(row[name])) == pytest.approx(row["score"])
    assert "owner" not in found.output
    assert not any("Yksityinen" in str(value) for row in rows.values() for value in row.values())


def test_what_was_not_given_is_unknown_and_named(parcels, country):
    few = {role: country[role] for role in ("roads", "junctions", "dem")}
    found, rows = judged(parcels, few)
    plain = rows["plain"]
    assert {"protected", "groundwater", "buildings", "water"} <= set(found.not_checked)
    assert plain["status"] == "conditional"
    assert {"protected_area_unknown", "groundwater_class_1_unknown", "dwellings_near_unknown"} <= reasons(plain)
    for name in ("protected_share", "water_share", "dwelling_m", "building_count", "groundwater_1_share", "gas_m"):
        assert np.isnan(plain[name]), name
    assert plain["groundwater_class"] is None
    assert plain["completeness"] < 1
    alone, rows = judged(parcels, {})
    assert rows["plain"]["status"] == "unknown"
    assert "evidence_incomplete" in reasons(rows["plain"])
    assert len(alone.output) == len(parcels)


def test_given_and_empty_says_there_is_none(parcels, country):
    country["buildings"] = country["buildings"].take(np.array([0]))
    _, rows = judged(parcels, country)
    assert rows["plain"]["holiday_home_m"] == REACH_M
    assert "holiday_homes_near" not in rows["plain"]["reasons"]


def test_junction_falls_back_to_the_straight_distance(parcels, country):
    country["roads"] = country["roads"].take(np.array([0]))  # only the motorway: no parcel reaches it
    _, rows = judged(parcels, country)
    assert rows["plain"]["junction_basis"] == "straight"
    assert rows["plain"]["junction_m"] == pytest.approx(np.hypot(50, 1000))
    del country["junctions"]
    _, rows = judged(parcels, country)
    assert rows["plain"]["junction_basis"] is None
    assert np.isnan(rows["plain"]["junction_m"])


def test_on_a_straight_road_the_way_is_the_straight_distance(country):
    along = layer([box(-5, y - 5, 10, 10) for y in (300, 900, 1990)], parcel_id=["a", "b", "c"])
    limit = limits_of(industrial_criteria().values(), "x")
    found = measure(along, country, limit)
    assert found["junction_m"] == pytest.approx([300, 900, 1990])


def test_water_services_and_soft_ground_are_conditions_where_given(parcels, country):
    """A trunk line 200 m from one parcel and 1 100 m from another; peat under half of the first."""
    more = {
        **country,
        "water_supply": layer([line((-3000, 800), (300, 800))]),
        "soil": layer(
            [box(0, 900, 200, 500), box(200, 900, 3000, 500), box(1500, 0, 300, 300)],
            soil=["Saraturve (Ct)", "Hiekkamoreeni", None],
        ),
    }
    _, rows = judged(parcels, more)
    assert rows["plain"]["water_service_m"] == pytest.approx(200, abs=0.5)
    assert rows["plain"]["soft_soil_share"] == pytest.approx(0.5, abs=1e-6)
    assert "soft_soil" in reasons(rows["plain"])
    assert "water_service_far" not in reasons(rows["plain"])
    assert rows["in_the_plan"]["water_service_m"] == pytest.approx(np.hypot(1200, 100), rel=1e-3)
    assert "water_service_far" in reasons(rows["dwellings"])
    assert rows["relic"]["soft_soil_share"] == 0
    assert "50 %" in rows["plain"]["explanation"].replace("\u00a0", " ")
    _, other = judged(parcels, more, parameters={"soft_soils": "moreeni"})
    assert other["plain"]["soft_soil_share"] == pytest.approx(0.5, abs=1e-6)
    assert other["groundwater"]["soft_soil_share"] == pytest.approx(1, abs=1e-6)


def test_room_to_grow_is_what_lies_beside_a_firm(parcels, country):
    """The hall stands on `in_the_plan`; no other parcel lies within 50 m of it or of the zone T-1."""
    _, rows = judged(parcels, country)
    beside = {name for name, row in rows.items() if row["expansion_ha"] > 0}
    near = {name for name, row in rows.items() if row["industry_m"] <= 50}
    assert beside == near
    assert rows["in_the_plan"]["expansion_ha"] == pytest.approx(rows["in_the_plan"]["usable_ha"])
    assert rows["plain"]["expansion_ha"] == 0
    without = {name: held for name, held in country.items() if name not in ("buildings", "zoning")}
    assert np.isnan(judged(parcels, without)[1]["plain"]["expansion_ha"])


def test_a_ridge_between_hides_a_parcel_from_the_motorway(parcels, country):
    """The motorway runs along y = 0; a ridge of 30 m stands at y = 600 west of x = 300, the rest is flat."""
    heights = np.zeros((600, 600))
    ridge_row = int((3000 - 600) / 10)
    heights[ridge_row - 3 : ridge_row + 3, :330] = 30.0
    flat = Grid(heights, EAST - 3000, NORTH + 3000, 10.0, GK26)
    _, rows = judged(parcels, {**country, "dem": flat})
    assert rows["seveso"]["motorway_view"] == "hidden"  # x = -1500 ... -1250
    assert rows["in_the_plan"]["motorway_view"] == "seen"  # x = 1500 ... 1800
    assert rows["line"]["motorway_view"] == "far"  # 2.5 km away
    _, low = judged(parcels, {**country, "dem": Grid(heights / 10, EAST - 3000, NORTH + 3000, 10.0, GK26)})
    assert low["seveso"]["motorway_view"] == "seen"  # 3 m are below the line to a hall of 10 m
    assert "näkyy" in low["seveso"]["explanation"] or low["seveso"]["status"] == "excluded"
    assert rows["seveso"]["score"] == pytest.approx(low["seveso"]["score"], abs=3)  # it weighs nothing as shipped
    _, none = judged(parcels, {name: held for name, held in country.items() if name != "dem"})
    assert none["seveso"]["motorway_view"] is None


def test_a_parcel_half_beyond_the_heights_has_no_slope(parcels, country):
    """The heights end at x = 200: half of "plain" (50 … 350), all of "relic" (-500 … -200) lies on them."""
    whole = country["dem"]
    cut = Grid(whole.values[:, : int((200 + 2500) / 10)], whole.west, whole.north, whole.cell_m, GK26)
    _, rows = judged(parcels, {**country, "dem": cut})
    assert rows["relic"]["slope_mean_pct"] == pytest.approx(2, abs=0.05)
    assert np.isnan([rows["plain"][name] for name in ("slope_mean_pct", "slope_max_pct", "height_range_m")]).all()
    assert np.isnan(rows["plain"]["c_slope"])


def test_both_groundwater_classes_of_an_ecosystem_ask_for_ty(parcels, country):
    for written, shown in (("1E", "1"), ("2E", "2"), ("E", "E")):
        wet = country["groundwater"].with_columns({"groundwater_class": text_column([written])})
        _, rows = judged(parcels, {**country, "groundwater": wet})
        assert rows["groundwater"]["groundwater_class"] == shown
        assert rows["groundwater"]["proposed_code"] == "TY/res"


def test_adjoining_candidates_make_sites(country):
    shapes = [box(50 + 300 * k, 1600, 300, 300) for k in range(3)] + [box(-2000, 1600, 300, 300)]
    four = layer(shapes, parcel_id=list("abcd"), owner=["Heinolan kaupunki", "Yksityinen", "Yksityinen", "X"])
    found = industrial_reservation(four, country, industrial_criteria(), {"site_ha": 20})
    sites = found.assemblies
    assert set(sites["parcel_ids"][0].split(";")) == set("abc")
    assert sites["area_ha"][0] == pytest.approx(27, rel=1e-6)
    assert sites["owner_count"].tolist() == [2, 1]
    assert sites["large_enough"].tolist() == [True, False]


def test_a_motorway_by_class_by_number_or_not_told(parcels, country):
    def motorway_m(**columns):
        roads = layer(country["roads"].geometry, **columns)
        return judged(parcels, {**country, "roads": roads})[1]["plain"]["motorway_m"]

    assert motorway_m(road_class=["motorway", "main", "local"]) == pytest.approx(1000)
    assert motorway_m(road_class=["main"] * 3, road_number=["4", "140", None]) == pytest.approx(1000)
    assert np.isnan(motorway_m(road_class=["main"] * 3, road_number=["140", "140", None]))


def test_nobody_drives_onto_the_motorway_from_a_parcel(parcels, country):
    """Seveso's parcel lies nearer to the motorway than to the road; by road it is a long way from the middle of it."""
    for columns in ({"road_class": ["motorway", "main", "local"]}, {"road_number": ["4", "140", None]}):
        roads = layer(country["roads"].geometry, **columns)
        _, rows = judged(parcels, {**country, "roads": roads})
        assert rows["seveso"]["junction_m"] == pytest.approx(1375 + 1150)


def test_owners_of_several_spellings(parcels, country):
    owners = ["Heinolan kaupunki, tekninen", "kaupunki", "Lahden kaupunki", "Kuntayhtymä Eteva", "Kaupunkipuu Oy", None]
    _, rows = judged(parcels.with_columns({"owner": text_column(owners + [""] * 7)}), country)
    of = [row["ownership"] for row in rows.values()]
    assert of[:7] == ["city", "city", "other", "other", "other", None, None]


def test_same_answer_in_any_crs_and_order(parcels, country):
    found, rows = judged(parcels, country)
    order = np.random.default_rng(3).permutation(len(parcels))
    _, shuffled = judged(parcels.take(order), country)
    degrees, elsewhere = judged(parcels.to_crs("EPSG:4326"), country)
    for name, row in rows.items():
        assert shuffled[name]["status"] == row["status"]
        assert shuffled[name]["score"] == pytest.approx(row["score"], nan_ok=True)
        assert elsewhere[name]["status"] == row["status"]
        assert elsewhere[name]["score"] == pytest.approx(row["score"], abs=0.05, nan_ok=True)
    assert degrees.output.crs == degrees.assemblies.crs == "EPSG:4326"
    assert degrees.output.geometry[0].equals(parcels.to_crs("EPSG:4326").geometry[0])
    assert found.output.crs == GK26


def test_as_a_job(parcels, country):
    job = INDUSTRIAL_RESERVATION
    found = job.run({"parcels": parcels, **country}, Settings(job.shipped()), lambda *_: None)
    assert tuple(found) == job.outputs
    assert len(found["OUTPUT"]) == len(parcels)


def test_cancelling_and_a_missing_parameter(parcels, country):
    def stop(fraction, message=None):
        raise Cancelled

    with pytest.raises(Cancelled):
        industrial_reservation(parcels, country, industrial_criteria(), progress=stop)
    with pytest.raises(InputError) as caught:
        limits_of({"min_area_ha": 1.0}, "own.yaml")("flood_years")
    assert caught.value.field == "flood_years"


def test_tampere_areas_with_their_real_constraints():
    """Three land-use areas of Tampere's general plan 2040; each figure worked out once more, shape by shape."""
    folder = shared_data("fi-tampere-yk2040-strategy")
    areas = read(folder / "kartta_1" / "yk2040_k1_yhdyskuntarakenne_kayttotarkoitusalueet_polygon.shp")
    water = read(folder / "kartta_4" / "yk2040_k4_pohjavesialueet_polygon.shp")
    zones = read(folder / "kartta_4" / "yk2040_k4_kemikaalilaitokset_konsultointivyohykkeet_polygon.shp")
    junctions = read(folder / "kartta_1" / "yk2040_k1_katuverkon_liittymat_point.shp")
    ids = text_column(range(len(areas)))
    parcels = Features(areas.geometry, {"parcel_id": ids}, areas.crs)
    groundwater = water.with_columns({"groundwater_class": text_column(["1"] * len(water))})
    layers = {"groundwater": groundwater, "seveso": zones, "junctions": junctions}
    found = industrial_reservation(parcels, layers, industrial_criteria()).output
    assert len(found) == 304
    share = found["groundwater_1_share"]
    largest = int(np.nanargmax(np.where((share > 0.2) & (share < 0.8), shapely.area(parcels.geometry), -1)))
    for row in (0, 150, largest):
        shape = shapely.make_valid(parcels.geometry[row])
        wet = shapely.area(shapely.intersection(shape, shapely.union_all(shapely.make_valid(water.geometry))))
        assert share[row] == pytest.approx(wet / shape.area, abs=1e-6)
        zone_m = min(shape.distance(zone) for zone in zones.geometry)
        assert found["seveso_m"][row] == pytest.approx(zone_m, abs=0.5)
        junction_m = min(shape.distance(junction) for junction in junctions.geometry)
        assert found["junction_m"][row] == pytest.approx(junction_m, abs=0.5)
        assert ("seveso_statement" in found["reasons"][row]) == (zone_m == 0)
