# SPDX-License-Identifier: GPL-2.0-or-later
"""Unused right and its sums: HSY's published block and table, the seminary block, parcels, what must always hold."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from rights_tables import box, buildings, no_buildings, point, table, units

from heinola_planning_plugin.core.errors import Cancelled, InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.progress import silent
from heinola_planning_plugin.core.rights.jobs import BUILDING_RIGHTS
from heinola_planning_plugin.core.rights.method import building_rights_method
from heinola_planning_plugin.core.rights.reserve import BuildingRights, building_rights
from heinola_planning_plugin.core.rights.summary import CLASSES, public, states, summarise

INTERFACE = (
    "unit_id", "zone_code", "status", "reasons", "explanation", "completeness", "permitted_m2", "permitted_basis",
    "used_m2", "used_basis", "used_known_m2", "unused_m2", "overbuilt_m2", "use_rate", "e_permitted", "e_used",
)  # fmt: skip


def of(result: BuildingRights, name: str) -> list:
    return result.table[name].tolist()


def rights(rows: list[tuple[float | None, float | None]], **more: object) -> BuildingRights:
    """Plots with (permitted, used) floor area."""
    plots = units(*[{"notation": None if p is None else f"{p:g}", "area_m2": 1000, **more} for p, _ in rows])
    built = [{"at": k, "floor_area_m2": u} for k, (_, u) in enumerate(rows) if u != 0]
    return building_rights(plots, buildings(*built) if built else no_buildings())


# -- figures from elsewhere --------------------------------------------------------------------------------------------


def test_hsy_block_0490100001() -> None:
    """Espoo's block of 19.12.2025: its reserve is 6 782 m2 more than right minus use: overbuilt units don't cancel."""
    plots = units(
        {"zone_code": "AK", "permitted_m2": 60_000, "block_id": "0490100001"},
        {"zone_code": "Y", "permitted_m2": 20_000, "block_id": "0490100001"},
        {"zone_code": "AK", "permitted_m2": 57_777, "block_id": "0490100001"},
    )
    built = buildings(
        {"at": 0, "floor_area_m2": 39_150 - 8_092},
        {"at": 0, "floor_area_m2": 8_092, "permit_state": "2"},
        {"at": 1, "floor_area_m2": 13_191, "use": "0820"},
        {"at": 2, "floor_area_m2": 64_559},
    )
    block = {name: values[0] for name, values in building_rights(plots, built).blocks.columns.items()}
    assert (block["kala"], block["karayht"], block["rakerayht"]) == (137_777, 116_900, 8_092)
    assert (block["laskvar_ak"], block["laskvar_y"]) == (20_850, 6_809)
    assert [block[f"laskvar_{name}"] for name in ("ap", "k", "t", "nn")] == [0, 0, 0, 0]
    assert block["laskvar_yh"] == 27_659 == block["laskvar_ak"] + block["laskvar_y"]
    assert block["laskvar_yh"] - (block["kala"] - block["karayht"]) == 6_782 == block["overbuilt_m2"]
    assert (block["karaas"], block["karamu"]) == (116_900 - 13_191, 13_191)


def test_hsy_housing_reserve_of_january_2024() -> None:
    """Million k-m2 by city and class; the published sums are rounded, so each may be 0.01 off."""
    cells = {"Espoo": (1.28, 1.28), "Helsinki": (0.92, 3.36), "Kauniainen": (0.13, 0.02), "Vantaa": (1.28, 0.80)}
    rows = [(city, use, m2) for city, pair in cells.items() for use, m2 in zip(("ap", "ak"), pair)]
    count = len(rows)
    columns = {
        "district": np.array([row[0] for row in rows], dtype=object),
        "use_class": np.array([row[1] for row in rows], dtype=object),
        "reserve_m2": np.array([row[2] for row in rows]),
        "counted": np.ones(count, dtype=bool),
        "protected": np.zeros(count, dtype=bool),
        "protection": np.full(count, None, dtype=object),
        "buildings": np.full(count, 10),
        **{
            name: np.zeros(count)
            for name in ("area_m2", "permitted_m2", "unused_m2", "overbuilt_m2", "used_m2", "used_known_m2",
                         "residential_m2", "other_m2", "unknown_use_m2", "under_way_m2")
        },
    }  # fmt: skip
    city = summarise(columns, ("district",))
    assert city["district"].tolist() == ["Espoo", "Helsinki", "Kauniainen", "Vantaa"]
    assert city["laskvar_yh"] == pytest.approx([2.56, 4.28, 0.15, 2.09], abs=0.0101)
    assert city["laskvar_ap"].sum() == pytest.approx(3.61, abs=0.0101)
    assert city["laskvar_ak"].sum() == pytest.approx(5.46, abs=0.0101)
    assert city["laskvar_yh"].sum() == pytest.approx(9.08, abs=0.0201)


def test_the_seminary_block_of_heinola() -> None:
    """27 126 m2, right 13 400, used 8 038, YO-7 of 1979, protected: 5 362 unused but not free."""
    row = {"zone_code": "YO-7", "notation": "13400", "area_m2": 27_126, "approved": "1979", "protection": "sr"}
    result = building_rights(units(row), buildings({"at": 0, "floor_area_m2": 8_038, "use": "0820"}))
    (m2, e_permitted, e_used, rate) = (of(result, n)[0] for n in ("unused_m2", "e_permitted", "e_used", "use_rate"))
    assert m2 == 5_362
    assert (round(e_permitted, 3), round(e_used, 3), round(100 * rate, 1)) == (0.494, 0.296, 60.0)
    assert of(result, "status") == ["conditional"]
    assert of(result, "reasons") == ["protected"]
    assert "5\u00a0362" in of(result, "explanation")[0]
    assert "suojelu (sr)" in of(result, "explanation")[0].lower()
    card = {name: values[0] for name, values in result.blocks.columns.items()}
    assert (card["area_m2"], card["kala"], card["karayht"], card["laskvar_y"]) == (27_126, 13_400, 8_038, 5_362)
    assert (card["units_protected"], card["protection"]) == (1, "sr")
    assert (card["unused_m2"], card["unused_protected_m2"], round(100 * card["use_rate"], 1)) == (5_362, 5_362, 60.0)


# -- the interface -----------------------------------------------------------------------------------------------------


def test_columns_of_the_public_interface() -> None:
    result = rights([(1000, 400), (1000, 1300), (None, 5), (1000, None)])
    assert set(INTERFACE) <= set(result.table.columns)
    np.testing.assert_equal(result.table["unused_m2"], [600, 0, np.nan, np.nan])
    np.testing.assert_equal(result.table["overbuilt_m2"], [0, 300, np.nan, np.nan])
    np.testing.assert_equal(result.table["use_rate"], [0.4, 1.3, np.nan, np.nan])
    np.testing.assert_equal(result.table["e_permitted"], [1, 1, np.nan, 1])
    np.testing.assert_equal(result.table["completeness"], [1, 1, 0.5, 0.5])
    assert of(result, "status") == ["candidate", "excluded", "unknown", "unknown"]
    assert of(result, "reasons") == ["", "no_unused_right", "right_no_value", "floor_area_unknown"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_explanations_in_each_language(language: str) -> None:
    plots = units({"notation": "1200 + 300", "protection": "sr"}, {"notation": "III"})
    result = building_rights(plots, no_buildings(), language=language)
    first, second = of(result, "explanation")
    assert "{" not in first + second
    assert "+ 300" in first
    assert {"fi": "Rakennusoikeus", "sv": "Byggrätt", "en": "Building right"}[language] in first
    assert {"fi": "ei tiedossa", "sv": "okänt", "en": "unknown"}[language] in second


def test_every_reason_has_words_in_three_languages() -> None:
    method = building_rights_method()
    for reason in method.reasons.values():
        assert set(reason.text) == {"fi", "sv", "en"}
    for parameter in method.parameters.values():
        assert parameter.source


@pytest.mark.parametrize(
    "parameters", [{"min_remaning_m2": 5}, {"min_remaining_m2": -1}, {"min_remaining_share": {"ak": 2}}]
)
def test_wrong_parameters_are_refused_by_name(parameters: dict) -> None:
    with pytest.raises(InputError, match="min_rem"):
        building_rights(units({"notation": "1200"}), no_buildings(), parameters=parameters)


def test_a_layer_without_crs_is_refused() -> None:
    plots = units({"notation": "1200"})
    with pytest.raises(InputError):
        building_rights(Features(plots.geometry, plots.columns, ""), no_buildings())


def test_cancelling_stops() -> None:
    def stop(fraction: float, message: str | None = None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        building_rights(units({"notation": "1200"}), no_buildings(), progress=stop)


def test_empty_layers_give_empty_tables() -> None:
    nothing = units({"notation": "1200"}).take(np.empty(0, dtype=np.int64))
    result = building_rights(nothing, no_buildings(), parcels=table([box(0, 0, 9, 9)], [{"parcel_id": "p"}]))
    assert len(result.units) == 0
    assert of(result, "reasons") == ["no_plan"]
    assert len(result.blocks) == 0


# -- sums --------------------------------------------------------------------------------------------------------------


def test_least_remaining_right_that_counts() -> None:
    plots = units({"zone_code": "AK", "notation": "1000"}, {"zone_code": "AP", "notation": "1000"})
    built = buildings({"at": 0, "floor_area_m2": 970}, {"at": 1, "floor_area_m2": 970})

    def reserve(**parameters: object) -> list:
        result = building_rights(plots, built, parameters=parameters)
        assert of(result, "unused_m2") == [30, 30]  # arithmetic stays arithmetic
        return of(result, "reserve_m2")

    assert reserve() == [30, 30]
    assert reserve(min_remaining_m2=50) == [0, 0]
    assert reserve(min_remaining_share=0.02) == [30, 30]
    assert reserve(min_remaining_share=0.05) == [0, 0]
    assert reserve(min_remaining_m2={"ak": 50}) == [0, 30]
    low = building_rights(plots, built, parameters={"min_remaining_m2": 50})
    assert of(low, "reasons") == ["below_minimum"] * 2
    assert low.parameters["min_remaining_m2"] == 50
    assert low.districts["laskvar_yh"].tolist() == [0]


def test_the_public_table_hides_small_areas() -> None:
    rows = [{"notation": "1000", "zone_code": "AK", "block_id": "big"}] * 5
    rows += [{"notation": "1000", "zone_code": "AK", "block_id": "small"}] * 4 + [{"block_id": "none"}] * 6
    plots = units(*[{**row, "unit_id": f"u{k}"} for k, row in enumerate(rows)])
    result = building_rights(plots, buildings(*[{"at": k, "floor_area_m2": 10} for k in range(15)]))
    shown = public(result.blocks.columns, result.parameters["min_units_public"])
    assert shown["block_id"].tolist() == ["big", "small"]  # a block without any right is not published
    assert shown["hidden"].tolist() == [False, True]
    np.testing.assert_equal(shown["kala"], [5000, np.nan])
    np.testing.assert_equal(shown["laskvar_ak"], [4950, np.nan])
    few_buildings = building_rights(plots, buildings({"at": 0, "floor_area_m2": 10}))
    assert public(few_buildings.blocks.columns)["hidden"].tolist() == [True, True]


def test_unknown_units_are_counted_not_added_as_zero() -> None:
    result = rights([(None, 10), (None, 20)], block_id="b")
    assert np.isnan(result.blocks["kala"]).all()
    assert np.isnan(result.blocks["laskvar_yh"]).all()
    assert result.blocks["units_unknown"].tolist() == [2]
    assert result.blocks["karayht"].tolist() == [30]


def test_floor_area_in_use_of_which_nothing_is_known_is_unknown() -> None:
    plots = units({"notation": "900", "block_id": "1"}, {"notation": "900", "block_id": "2"}, {"block_id": "2"})
    built = buildings({"at": 0}, {"at": 1}, {"at": 2, "floor_area_m2": 70})
    blocks = building_rights(plots, built).blocks
    np.testing.assert_equal(blocks["karayht"], [np.nan, 70])
    assert blocks["units_unknown"].tolist() == [1, 2]


def test_states_of_a_right() -> None:
    plots = units({"notation": "1000"}, {"notation": "500"}, {"notation": "III"})
    built = buildings({"at": 0, "floor_area_m2": 400}, {"at": 0, "floor_area_m2": 100, "permit_state": "2"})
    general = table([box(0, 0, 80, 30), box(80, 0, 120, 30)], [{"permitted_m2": 2500}, {"permitted_m2": 800}])
    found = states(general, building_rights(plots, built).units)
    np.testing.assert_equal(found["detail_m2"], [1500, np.nan])
    np.testing.assert_equal(found["general_reserve_m2"], [1000, np.nan])  # the third unit's right is unknown
    assert (found["detail_reserve_m2"][0], found["permit_m2"][0], found["built_m2"][0]) == (1000, 100, 400)
    assert found["units_unknown"].tolist() == [0, 1]


pair = st.tuples(st.one_of(st.none(), st.integers(1, 3000)), st.one_of(st.none(), st.integers(0, 4000)))
codes = st.sampled_from(["AK", "AP-3", "K", "T", "Y", "RA", None])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(pair, codes, st.sampled_from("ab"), st.sampled_from(["1", "2", None])), min_size=1, max_size=9)
)
def test_sums_always_hold(rows: list) -> None:
    plots = units(
        *[
            {"notation": None if p is None else str(p), "zone_code": code, "district": d, "block_id": b}
            for (p, _), code, d, b in rows
        ]
    )
    built = buildings(*[{"at": k, "floor_area_m2": u} for k, ((_, u), *_) in enumerate(rows) if u != 0], {"at": -9})
    result = building_rights(plots, built)
    unit = result.units
    for sums, keys in ((result.blocks, ("district", "block_id")), (result.districts, ("district",))):
        for row in range(len(sums)):
            inside = np.all([unit[key] == sums[key][row] for key in keys], axis=0)
            assert sums["units"][row] == inside.sum()
            for field, column in (("kala", "permitted_m2"), ("laskvar_yh", "reserve_m2"), ("karayht", "used_known_m2")):
                values = unit[column][inside]
                if field == "karayht":  # what is known of a unit with unknown floor areas alone is nothing, not 0
                    values = np.where(np.isnan(unit["used_m2"][inside]) & (values == 0), np.nan, values)
                expected = np.nansum(values) if not np.isnan(values).all() else np.nan
                np.testing.assert_allclose(sums[field][row], expected)
            by_class = sum(sums[f"laskvar_{name}"][row] for name in CLASSES)
            np.testing.assert_allclose(by_class, sums["laskvar_yh"][row])
    known = ~np.isnan(unit["unused_m2"])
    assert (unit["unused_m2"][known] >= 0).all()
    assert (unit["overbuilt_m2"][known] >= 0).all()
    difference = unit["unused_m2"] - unit["overbuilt_m2"]
    np.testing.assert_allclose(difference, unit["permitted_m2"] - unit["used_m2"], equal_nan=True)
    assert ((unit["status"] == "unknown") | known).all()


@settings(max_examples=40, deadline=None)
@given(st.lists(pair, min_size=1, max_size=5), st.integers(1, 3000), st.integers(1, 3000))
def test_an_overbuilt_unit_never_lessens_the_reserve_of_its_block(rows: list, right: int, over: int) -> None:
    without = rights(rows, block_id="b")
    with_it = rights([*rows, (right, right + over)], block_id="b")
    before, after = without.blocks["laskvar_yh"][0], with_it.blocks["laskvar_yh"][0]
    assert after == (before if before == before else 0)


# -- parcels -----------------------------------------------------------------------------------------------------------


def parcel_rows(*rows: tuple[str, shapely.Geometry]) -> Features:
    return table([shape for _, shape in rows], [{"parcel_id": name} for name, _ in rows])


def test_plot_ratio_over_two_zones() -> None:
    """A parcel of 1 200 m2 half in e=0.40 and half in e=0.25: 240 + 150."""
    plots = units({"notation": "e=0.40", "zone_code": "AK"}, {"notation": "e=0.25", "zone_code": "AP"})
    result = building_rights(plots, no_buildings(), parcel_rows(("p", box(20, 0, 60, 30))))
    assert of(result, "parcel_id") == ["p"]
    assert of(result, "permitted_m2") == [pytest.approx(390, rel=1e-6)]
    assert of(result, "permitted_basis") == ["efficiency"]
    assert of(result, "zone_code") == ["AK;AP"]
    assert of(result, "reasons") == [""]


def test_a_parcel_on_two_units_gets_the_right_of_both() -> None:
    plots = units({"notation": "900"}, {"notation": "e=0.25"})
    result = building_rights(plots, no_buildings(), parcel_rows(("p", box(0, 0, 80, 30))))
    assert of(result, "permitted_m2") == [pytest.approx(900 + 300, rel=1e-6)]
    assert of(result, "e_permitted") == [pytest.approx(0.5, rel=1e-6)]


def test_a_figure_on_several_parcels_is_divided_by_area_and_said() -> None:
    parts = parcel_rows(("p1", box(0, 0, 10, 30)), ("p2", box(10, 0, 40, 30)))
    result = building_rights(units({"notation": "1000"}), no_buildings(), parts)
    assert of(result, "permitted_m2") == pytest.approx([250, 750], rel=1e-6)
    assert of(result, "reasons") == ["right_divided_by_area"] * 2
    assert of(result, "status") == ["conditional"] * 2


def test_a_part_without_a_number_makes_the_parcel_unknown_and_is_said() -> None:
    plots = units({"notation": "900"}, {"notation": "III"})
    result = building_rights(plots, no_buildings(), parcel_rows(("p", box(0, 0, 80, 30))))
    assert np.isnan(of(result, "permitted_m2")[0])
    assert of(result, "permitted_known_m2") == [pytest.approx(900)]
    assert of(result, "permitted_basis") == ["unknown"]
    assert "part_without_number" in of(result, "reasons")[0]


def test_ground_that_a_newer_plan_has_taken_counts_once() -> None:
    """1 800 m2 at e=0.2, its eastern half replaced at e=0.5: 180 stay in the west, 450 lie in the east."""
    old = {"plan_id": "1", "approved": "1980-01-01", "shape": box(0, 0, 60, 30)}
    new = {"unit_id": "new", "notation": "e=0.5", "plan_id": "2", "approved": "2010-01-01", "shape": box(30, 0, 60, 30)}
    halves = parcel_rows(("west", box(0, 0, 30, 30)), ("east", box(30, 0, 60, 30)))
    built = buildings({"at": point(45, 15), "floor_area_m2": 100})  # on the new plan's ground
    result = building_rights(units({"notation": "e=0.2", **old}, new), built, halves)
    assert of(result, "permitted_m2") == pytest.approx([180, 450], rel=1e-6)
    assert result.units["permitted_m2"].tolist() == pytest.approx([180, 450], rel=1e-6)
    assert result.units["used_m2"].tolist() == [0, 100]
    # A figure for the whole old plot isn't ours to divide, but the new plan's parcel has nothing of it.
    result = building_rights(units({"notation": "900", **old}, new), built, halves)
    np.testing.assert_allclose(result.table["permitted_m2"], [np.nan, 450], rtol=1e-6)


def test_a_layer_of_parcels_without_any_is_refused() -> None:
    none = parcel_rows(("p", box(0, 0, 10, 10))).take(np.empty(0, dtype=np.int64))
    layers = {"plan_units": units({"notation": "900"}), "parcels": none}
    with pytest.raises(InputError, match="has no features"):
        BUILDING_RIGHTS.run(layers, Settings(BUILDING_RIGHTS.shipped()), lambda *_: None)


def test_slivers_and_ground_outside_the_plan() -> None:
    plots = units({"notation": "900"}, {"notation": "III"})
    sliver, half_out, out = box(0, 0, 40.2, 30), box(0, -30, 40, 30), box(0, -90, 9, -60)
    parcels = parcel_rows(("sliver", sliver), ("half out", half_out), ("out", out))
    result = building_rights(plots, no_buildings(), parcels)
    np.testing.assert_allclose(result.table["permitted_m2"], [900, 900, np.nan])
    assert of(result, "reasons") == ["", "partly_outside_plan", "no_plan"]


def test_palstat_of_one_parcel_are_one_row() -> None:
    parcels = parcel_rows(("p", box(0, 0, 20, 30)), ("q", box(20, 0, 40, 30)), ("p", box(80, 0, 120, 30)))
    plots = units({"notation": "e=0.5"}, {}, {"notation": "e=0.1"})
    result = building_rights(plots, no_buildings(), parcels)
    assert of(result, "parcel_id") == ["p", "q"]
    assert of(result, "permitted_m2") == pytest.approx([300 + 120, 300], rel=1e-6)


def test_buildings_of_parcels_go_by_property_id() -> None:
    plots = units({"notation": "1000"})
    parcels = parcel_rows(("p1", box(0, 0, 20, 30)), ("p2", box(20, 0, 40, 30)))
    at = point(5, 5)
    built = buildings({"at": at, "floor_area_m2": 100, "parcel_id": "p2"}, {"at": at, "floor_area_m2": 7})
    result = building_rights(plots, built, parcels)
    assert of(result, "used_m2") == [7, 100]
    assert of(result, "unused_m2") == pytest.approx([493, 400], rel=1e-6)
    assert len(result.disagreements) == 1
    assert result.blocks["karayht"].tolist() == [107]  # sums stay those of plan units


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 39), min_size=1, max_size=4, unique=True),
    st.sampled_from(["900", "e=0.40", "2 rp x 120 k-m2"]),
)
def test_dividing_or_merging_the_plots_of_a_unit_changes_nothing(cuts: list[int], notation: str) -> None:
    borders = [0, *sorted(cuts), 40]
    parcels = parcel_rows(*[(f"p{k}", box(a, 0, b, 30)) for k, (a, b) in enumerate(itertools.pairwise(borders))])
    built = buildings({"at": point(20.5, 7), "floor_area_m2": 50})
    divided = building_rights(units({"notation": notation}), built, parcels, parameters={"sliver_share": 0})
    merged = building_rights(units({"notation": notation}), built, parcel_rows(("all", box(0, 0, 40, 30))))
    for name in ("permitted_m2", "used_m2"):
        assert divided.table[name].sum() == pytest.approx(merged.table[name].sum(), rel=1e-9)
        np.testing.assert_array_equal(divided.units[name], merged.units[name])
    assert divided.blocks["laskvar_yh"].tolist() == merged.blocks["laskvar_yh"].tolist()


def test_building_places_of_the_plan_stand_in_the_result() -> None:
    """A shore plan's right is its places as much as its floor area."""
    plots = units({"places": 15, "permitted_m2": 500}, {"notation": "3 rp x 200"}, {"places": np.nan, "notation": None})
    np.testing.assert_array_equal(building_rights(plots, no_buildings()).table["places"], [15, 3, np.nan])


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_a_run_left_out_is_told(language: str) -> None:
    """A plot twice, a demolished house, one without floor area; footprint 10 x 20 m, 2 storeys, 440 in the register."""
    twice = {"unit_id": "u0", "notation": "900", "shape": box(0, 0, 40, 30)}
    house = box(5, 5, 15, 25)
    built = buildings(
        {"at": house, "floor_area_m2": 440, "storeys": 2, "building_id": "a"},
        {"at": house, "floor_area_m2": 440, "storeys": 2, "building_id": "a"},
        {"at": 0, "floor_area_m2": 100, "usage_status": "07", "building_id": "b"},
        {"at": 0, "floor_area_m2": None, "building_id": "c"},
    )
    layers = {"plan_units": units(twice, twice), "buildings": built}
    found = BUILDING_RIGHTS.run(layers, Settings(BUILDING_RIGHTS.shipped(), language=language), silent)["NOTES"]
    value = dict(zip(found["note"].tolist(), found["value"].tolist()))
    counts = {"plan_unit_rows": 2, "plan_units": 2, "duplicate_polygons": 1, "buildings": 2, "buildings_gone": 1,
              "buildings_repeated": 1, "buildings_without_floor_area": 1, "estimate_compared": 1}  # fmt: skip
    assert {name: value[name] for name in counts} == counts
    assert value["estimate_ratio"] == pytest.approx(400 / 440)
    assert value["estimate_error"] == pytest.approx(1 - 400 / 440)
    assert all(": " in text and "note_" not in text for text in found["explanation"])
