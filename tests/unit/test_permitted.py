# SPDX-License-Identifier: GPL-2.0-or-later
"""Permitted floor area: order of the bases, reasons of the unknown, overlapping plans, the Nurmes plots, Sipoo."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
import shapely
from helpers import shared_data
from rights_tables import box, no_buildings, table, units

from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.rights.regulations import from_regulations
from heinola_planning_plugin.core.rights.reserve import BuildingRights, building_rights


def right(plan_units: Features, **settings: object) -> BuildingRights:
    return building_rights(plan_units, no_buildings(), **settings)


def of(result: BuildingRights, name: str) -> list:
    return result.units[name].tolist()


def reasons(result: BuildingRights, row: int = 0) -> set[str]:
    return set(result.units["reasons"][row].split(";"))


# -- the bases and their order -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "permitted", "basis"),
    [
        ({"permitted_m2": 900, "notation": "e=0.80"}, 900, "floor_area"),
        ({"notation": "AK-17 900 e=0.80"}, 900, "floor_area"),
        ({"notation": "e=0.50"}, 600, "efficiency"),
        ({"plot_ratio": 0.25}, 300, "efficiency"),
        ({"notation": "e=0.50", "area_m2": 1000}, 500, "efficiency"),
        ({"notation": "väljyysluku 4"}, 300, "efficiency"),
        ({"notation": "2 rp x 150 k-m2"}, 300, "places"),
        ({"places": 3, "notation": "80 k-m2/rp"}, 240, "places"),
        ({"notation": "as 700 + li 100"}, 800, "floor_area"),
    ],
)
def test_basis(row: dict, permitted: float, basis: str) -> None:
    result = right(units(row))  # 40 m x 30 m
    assert of(result, "permitted_m2") == [pytest.approx(permitted, rel=1e-6)]
    assert of(result, "permitted_basis") == [basis]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, "right_no_value"),
        ({"permitted_m2": 0}, "right_zero"),
        ({"permitted_m2": 99999999}, "right_no_value"),
        ({"notation": "12000 m3"}, "right_volume_only"),
        ({"volume_m3": 12000}, "right_volume_only"),
        ({"notation": "35 %"}, "right_coverage_only"),
        ({"notation": "III"}, "right_storeys_only"),
        ({"storeys": "II"}, "right_storeys_only"),
        ({"notation": "2 rp"}, "place_right_unknown"),
        ({"notation": "1200-1500"}, "right_unread"),
        ({"notation": "e=0.4", "shape": shapely.Polygon()}, "area_unknown"),
        ({"notation": "e=0.4", "shape": None}, "area_unknown"),
    ],
)
def test_unknown_is_nan_with_its_reason(row: dict, reason: str) -> None:
    result = right(units(row))
    assert np.isnan(result.units["permitted_m2"]).all()
    assert of(result, "permitted_basis") == ["unknown"]
    assert of(result, "status") == ["unknown"]
    assert reason in reasons(result)
    assert np.isnan(result.units["unused_m2"]).all()


def test_what_could_not_be_read_is_quoted() -> None:
    assert "1200-1500" in right(units({"notation": "1200-1500"})).units["explanation"][0]
    known = right(units({"notation": "1200 + 300"}))
    assert of(known, "permitted_m2") == [1200]
    assert reasons(known) == {"notation_partly_unread"}
    assert of(known, "status") == ["candidate"]


def test_the_right_of_a_place_can_be_given() -> None:
    assert of(right(units({"notation": "2 rp"}), parameters={"right_per_place_m2": 150}), "permitted_m2") == [300]


def test_extra_right_is_on_top_and_apart() -> None:
    result = right(units({"notation": "2740+yht 260+t50"}))
    assert of(result, "permitted_m2") == [2740]
    assert of(result, "extra_m2") == [310]
    assert of(result, "outbuilding_right_m2") == [50]


def test_the_lower_of_two_expressions_binds() -> None:
    """Register says 900, the plan's e on 1 200 m2 gives 600: the total may not exceed the right however expressed."""
    result = right(units({"permitted_m2": 900, "notation": "e=0.50"}, {"permitted_m2": 610, "notation": "e=0.50"}))
    assert of(result, "permitted_m2") == pytest.approx([600, 610], rel=1e-6)  # 610 is rounding
    assert of(result, "permitted_basis") == ["efficiency", "floor_area"]
    assert "rights_capped" in reasons(result)
    assert "900" in result.units["explanation"][0]


def test_shares_of_uses_over_the_whole_are_reported() -> None:
    result = right(units({"notation": "1200 as 80 % m 40 %"}, {"notation": "1200 as 80 % m 20 %"}))
    assert "use_shares_over_100" in reasons(result, 0)
    assert "use_shares_over_100" not in reasons(result, 1)


# -- building areas ----------------------------------------------------------------------------------------------------


def test_building_areas_of_one_plot_add_up() -> None:
    areas = table(
        [box(2, 2, 10, 28), box(12, 2, 20, 28), box(22, 2, 26, 6), box(42, 2, 50, 28)],
        [{"notation": "III 800"}, {"permitted_m2": 400}, {"notation": "t40"}, {"notation": "II 300"}],
    )
    result = right(units({}, {}, {"notation": "e=0.2"}), building_areas=areas)
    assert of(result, "permitted_m2") == pytest.approx([1200, 300, 240], rel=1e-6)
    assert of(result, "permitted_basis") == ["building_areas", "building_areas", "efficiency"]
    np.testing.assert_equal(result.units["outbuilding_right_m2"], [40, np.nan, np.nan])


def test_a_figure_for_the_plot_comes_before_its_building_areas() -> None:
    areas = table([box(2, 2, 10, 28)], [{"notation": "800"}])
    assert of(right(units({"permitted_m2": 1000}), building_areas=areas), "permitted_basis") == ["floor_area"]


def test_a_building_area_without_a_figure_is_said() -> None:
    areas = table([box(2, 2, 10, 28), box(12, 2, 20, 28)], [{"notation": "III 800"}, {"notation": "II"}])
    result = right(units({}), building_areas=areas)
    assert of(result, "permitted_m2") == [800]
    assert "building_area_without_number" in reasons(result)
    assert of(result, "status") == ["conditional"]


# -- parts, duplicates, overlapping plans ------------------------------------------------------------------------------


def test_the_same_polygon_twice_counts_once_and_is_reported() -> None:
    twice = units(
        {"unit_id": "a", "notation": "1200", "block_id": "1"},
        {"unit_id": "a2", "notation": "500", "block_id": "1"},
        {"unit_id": "a", "notation": "1200", "block_id": "1", "shape": shapely.reverse(box(0, 0, 40, 30))},
    )
    result = right(twice)
    assert len(result.units) == 3
    assert np.nansum(result.units["permitted_m2"]) == 1700
    assert reasons(result, 2) == {"duplicate_polygon"}
    assert of(result, "status")[2] == "excluded"
    assert result.notes["duplicate_polygons"] == 1
    assert result.blocks["kala"].tolist() == [1700]


def test_parts_of_one_unit_are_one_unit() -> None:
    """One unit drawn as two polygons: a figure counts once, a plot ratio on both areas; so does one polygon of both."""
    first, second = box(0, 0, 80, 30), box(80, 0, 160, 30)
    whole = right(units({"notation": "1200", "shape": first}, {"notation": "e=0.5", "shape": second}))
    parts = right(
        units(
            {"unit_id": "u0", "notation": "1200"},
            {"unit_id": "u0", "notation": "1200"},
            {"unit_id": "u1", "notation": "e=0.5"},
            {"unit_id": "u1", "notation": "e=0.5"},
        )
    )
    for name in ("unit_id", "permitted_m2", "area_m2", "status", "reasons"):
        assert of(parts, name) == pytest.approx(of(whole, name), rel=1e-9) if name.endswith("m2") else of(whole, name)
    assert shapely.equals(parts.units.geometry, whole.units.geometry).all()


def test_one_id_on_different_units_is_said() -> None:
    result = right(units({"unit_id": "1", "notation": "1200"}, {"unit_id": "1", "notation": "900"}))
    assert of(result, "permitted_m2") == [1200, 900]
    assert "unit_id_repeated" in reasons(result)


OLD = {"plan_id": "p1", "approved": "1979-03-01"}
NEW = {"plan_id": "p2", "approved": "2017-06-12"}


def test_the_newer_plan_in_force_wins() -> None:
    result = right(
        units(
            {"unit_id": "old", "notation": "900", **OLD, "shape": box(0, 0, 40, 30)},
            {"unit_id": "new", "notation": "1200", **NEW, "shape": box(0, 0, 40, 30)},
        )
    )
    np.testing.assert_equal(result.units["permitted_m2"], [np.nan, 1200])
    assert of(result, "status") == ["excluded", "candidate"]
    assert reasons(result, 0) == {"superseded"}
    assert "newer_than_other" in reasons(result, 1)
    assert result.districts["kala"].tolist() == [1200]


def test_a_newer_plan_that_is_not_in_force_takes_nothing() -> None:
    result = right(
        units(
            {"unit_id": "old", "notation": "900", **OLD, "plan_status": "in_force", "shape": box(0, 0, 40, 30)},
            {"unit_id": "new", "notation": "1200", **NEW, "plan_status": "proposal", "shape": box(0, 0, 40, 30)},
        )
    )
    np.testing.assert_equal(result.units["permitted_m2"], [900, np.nan])
    assert reasons(result, 1) == {"plan_not_in_force"}


def test_a_plot_partly_under_a_newer_plan() -> None:
    """A quarter is taken: a plot ratio counts on the rest, a figure for the whole plot is not ours to divide."""
    park = {"unit_id": "park", "zone_code": "VP", **NEW, "shape": box(30, 0, 40, 60)}
    result = right(
        units(
            {"unit_id": "ratio", "notation": "e=0.40", **OLD, "shape": box(0, 0, 40, 30)},
            {"unit_id": "figure", "notation": "900", **OLD, "shape": box(0, 30, 40, 60)},
            park,
        )
    )
    assert result.units["permitted_m2"][0] == pytest.approx(0.4 * 900, rel=1e-6)
    assert "partly_superseded_ratio" in reasons(result, 0)
    assert np.isnan(result.units["permitted_m2"][1])
    assert "partly_superseded" in reasons(result, 1)
    assert "25" in result.units["explanation"][1]


def test_two_newer_plans_over_the_same_ground_take_it_once() -> None:
    newer = {"zone_code": "VP", "approved": "2017-06-12"}
    result = right(
        units(
            {"notation": "e=0.40", **OLD, "shape": box(0, 0, 40, 30)},
            {**newer, "plan_id": "p2", "shape": box(20, 0, 40, 30)},
            {**newer, "plan_id": "p3", "shape": box(20, 0, 40, 30)},
        )
    )
    assert result.units["permitted_m2"][0] == pytest.approx(0.4 * 600, rel=1e-6)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"plan_id": "p1"}, {"plan_id": "p2"}),
        ({"plan_id": "p1", "approved": "1900-01-01"}, {"plan_id": "p2", "approved": "2000-01-01"}),
        ({"plan_id": "p1", "approved": "1979"}, {"plan_id": "p2", "approved": "1979-05-01"}),
        ({"plan_id": "p1", "approved": "1979-05-01"}, {"plan_id": "p1", "approved": "1979-05-01"}),
        ({}, {}),
    ],
)
def test_where_ages_do_not_decide_neither_is_chosen(first: dict, second: dict) -> None:
    result = right(
        units(
            {"notation": "900", **first, "shape": box(0, 0, 40, 30)},
            {"notation": "500", **second, "shape": box(10, 0, 30, 30)},
        )
    )
    assert np.isnan(result.units["permitted_m2"]).all()
    assert all("overlap_undecided" in reasons(result, row) for row in (0, 1))


def test_slivers_of_digitising_are_no_overlap() -> None:
    result = right(units({"notation": "900", **OLD}, {"notation": "500", **NEW, "shape": box(39.8, 0, 80, 30)}))
    assert of(result, "permitted_m2") == [900, 500]
    assert of(result, "reasons") == ["", ""]


def test_order_and_place_do_not_matter() -> None:
    rows = [
        {"unit_id": "a", "notation": "900", **OLD, "shape": box(0, 0, 40, 30)},
        {"unit_id": "b", "notation": "e=0.3", **NEW, "shape": box(20, 0, 60, 30)},
        {"unit_id": "c", "notation": "e=0.4", **OLD, "shape": box(50, 0, 90, 30)},
        {"unit_id": "c", "notation": "e=0.4", **OLD, "shape": box(100, 0, 120, 30)},
        {"unit_id": "d", "notation": "III"},
    ]
    forward, backward = right(units(*rows)), right(units(*rows[::-1]))
    for name in ("permitted_m2", "status", "reasons"):
        there = dict(zip(of(forward, "unit_id"), of(forward, name)))
        back = dict(zip(of(backward, "unit_id"), of(backward, name)))
        for key, value in there.items():
            assert back[key] == (pytest.approx(value, nan_ok=True) if name == "permitted_m2" else value)


def test_the_area_is_that_on_the_ground_whatever_the_projection() -> None:
    here = units({"notation": "e=0.494", "shape": box(0, 0, 164.7, 164.7)})
    there = right(here.to_crs("EPSG:3067"))
    degrees = right(here.to_crs("EPSG:4326"))
    assert there.units["permitted_m2"][0] == pytest.approx(right(here).units["permitted_m2"][0], rel=2e-6)
    assert degrees.units["permitted_m2"][0] == pytest.approx(right(here).units["permitted_m2"][0], rel=2e-6)


# -- figures from elsewhere --------------------------------------------------------------------------------------------

NURMES = {  # plots of a T/kem area with e 0.30 as the town of Nurmes lists them: area m2 -> right k-m2
    7552: 2265, 9172: 2752, 24691: 7407, 19013: 5704, 29615: 8885, 21601: 6480, 19846: 5954, 17969: 5391,
    20758: 6227, 99663: 29899, 25807: 7742,
}  # fmt: skip


def test_nurmes_plots() -> None:
    rows = [{"zone_code": "T/kem", "notation": "e=0.30", "area_m2": area} for area in NURMES]
    result = right(units(*rows))
    listed = np.array(list(NURMES.values()), dtype=float)
    computed = result.units["permitted_m2"]
    assert (np.abs(computed - listed) < 1).all()
    assert np.floor(computed + 0.5).tolist()[1:] == listed.tolist()[1:]
    assert np.floor(computed[0]) == listed[0]  # the town has rounded 2 265.6 down
    assert sum(NURMES) == 295_687
    assert result.units["area_m2"].sum() == 295_687
    assert listed.sum() == 88_706
    # where the register's own figure is there too, rounding is no contradiction
    both = right(units(*[{**row, "permitted_m2": m2} for row, m2 in zip(rows, NURMES.values())]))
    assert of(both, "permitted_m2") == list(NURMES.values())
    assert not any("rights_capped" in text for text in of(both, "reasons"))


def sipoo_units(stage: str) -> Features:
    path = shared_data(f"fi-sipoo-nevasgard-asemakaava/OGR-AK_SIPOO_{stage}_kaava-sipoo-nevasgard.geojson")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    regulations = {f["properties"]["localId"]: f["properties"] for f in features}
    shapes, rows = [], []
    for feature in features:
        properties = feature["properties"]
        if properties["featureType"] != "PlanObject" or "KORTTELI" not in properties["localId"]:
            continue
        keys = [one["linkedFeatureId"] for one in properties["regulations"]]
        read = from_regulations([regulations[key] for key in keys if key in regulations])
        name = properties["localId"].split("-")[-1].split(".")[0]
        shapes.append(shapely.from_geojson(json.dumps(feature["geometry"])))
        rows.append(
            {
                "unit_id": name,
                "block_id": name,
                "zone_code": read.zone_code,
                "permitted_m2": None if read.main_right_m2 != read.main_right_m2 else read.main_right_m2,
                "plot_ratio": None if read.plot_ratio != read.plot_ratio else read.plot_ratio,
            }
        )
    return table(shapes, rows, "EPSG:4326")


def test_sipoo_in_force() -> None:
    result = right(sipoo_units("5_lainvoimainen"))
    m2 = dict(zip(of(result, "unit_id"), of(result, "permitted_m2")))
    basis = dict(zip(of(result, "unit_id"), of(result, "permitted_basis")))
    assert len(m2) == 19 == 16 + 3
    assert {name for name, b in basis.items() if b == "floor_area"} == {"900", "901", "902"}
    assert (m2["900"], m2["901"], m2["902"]) == (10_000, 5_000, 6_250)
    path = shared_data("fi-sipoo-nevasgard-asemakaava/sipoo_nevasgard_objects.csv")
    checked = 0
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):  # areas there are of the TM35FIN plane, up to 0.08 % below the ground's
            if "KORTTELI" in row["obj_id"] and row["Tehokkuusluku"]:
                name = str(int(float(row["Korttelinumero"])))
                assert m2[name] == pytest.approx(float(row["Tehokkuusluku"]) * float(row["area_m2"]), rel=1e-3)
                checked += 1
    assert checked == 16


def test_sipoo_the_flattened_copy_has_lost_the_right_of_two_blocks() -> None:
    """The flat copy keeps one of several values per object, so blocks 901 and 902 look some ten times too small."""
    path = shared_data("fi-sipoo-nevasgard-asemakaava/sipoo_nevasgard_objects.csv")
    with path.open(encoding="utf-8") as file:
        flat = {row["Korttelinumero"]: row["Sallittu kerrosala"] for row in csv.DictReader(file)}
    original = right(sipoo_units("5_lainvoimainen"))
    m2 = dict(zip(of(original, "unit_id"), of(original, "permitted_m2")))
    assert (float(flat["900.0"]), float(flat["901.0"]), float(flat["902.0"])) == (10_000, 500, 750)
    assert (m2["901"], m2["902"]) == (5_000, 6_250)


def test_sipoo_from_proposal_to_plan_in_force() -> None:
    before, after = right(sipoo_units("2_kaavaehdotus")), right(sipoo_units("5_lainvoimainen"))
    was = dict(zip(of(before, "unit_id"), of(before, "permitted_m2")))
    now = dict(zip(of(after, "unit_id"), of(after, "permitted_m2")))
    assert (was["901"], now["901"]) == (11_250, 5_000)
    assert np.isnan(was["902"])
    assert now["902"] == 6_250
    assert of(before, "reasons")[of(before, "unit_id").index("902")] == "right_no_value"
    tourism = {"900", "901", "902"}
    assert sum(v for k, v in was.items() if k in tourism and v == v) == 21_250
    assert sum(v for k, v in now.items() if k in tourism) == 21_250  # moved between blocks, not added
