# SPDX-License-Identifier: GPL-2.0-or-later
"""Used floor area: which building counts where, what stays unknown, estimates and their error, Cambridge's tax rows."""

from __future__ import annotations

import csv
from collections import defaultdict

import numpy as np
import pytest
import shapely
from helpers import shared_data
from hypothesis import given, settings
from hypothesis import strategies as st
from rights_tables import CRS, box, buildings, no_buildings, point, table, units

from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.files import read
from heinola_planning_plugin.core.intake.checks import check
from heinola_planning_plugin.core.rights.reserve import BuildingRights, building_rights

PLOTS = ({"notation": "1000"}, {"notation": "1000"}, {"notation": "1000"})


def of(result: BuildingRights, name: str) -> list:
    return result.units[name].tolist()


def used(*rows: dict, **settings: object) -> BuildingRights:
    return building_rights(units(*PLOTS), buildings(*rows), **settings)


def test_buildings_of_a_plot_add_up_by_place() -> None:
    result = used({"at": 0, "floor_area_m2": 100}, {"at": 0, "floor_area_m2": 250}, {"at": 2, "floor_area_m2": 40})
    assert of(result, "used_m2") == [350, 0, 40]
    assert of(result, "used_basis") == ["register", "none", "register"]
    assert of(result, "buildings") == [2, 0, 1]


def test_the_property_id_counts_before_the_place_and_disagreement_is_listed() -> None:
    result = used(
        {"building_id": "b", "at": 0, "parcel_id": "u1", "floor_area_m2": 100},
        {"at": 0, "parcel_id": "elsewhere", "floor_area_m2": 30},
        {"at": 2, "parcel_id": "u2", "floor_area_m2": 10},
    )
    assert of(result, "used_m2") == [30, 100, 10]
    assert result.disagreements["building_id"].tolist() == ["b"]
    assert (result.disagreements["by_id"][0], result.disagreements["by_place"][0]) == ("u1", "u0")
    assert ["building_place_disagrees" in text for text in of(result, "reasons")] == [True, True, False]
    assert result.notes["building_place_disagrees"] == 1


def test_an_id_of_several_units_decides_nothing() -> None:
    plots = units({"unit_id": "same", "notation": "1000"}, {"unit_id": "same", "notation": "900"})
    result = building_rights(plots, buildings({"at": 1, "parcel_id": "same", "floor_area_m2": 70}))
    assert of(result, "used_m2") == [0, 70]


@pytest.mark.parametrize(
    "row",
    [
        {"usage_status": "06"},
        {"usage_status": "07"},
        {"usage_status": "08"},
        {"demolished": "2012-05-01"},
        {"permit_state": "4"},
    ],
)
def test_demolished_and_lapsed_do_not_count(row: dict) -> None:
    result = used({"at": 0, "floor_area_m2": 100, **row}, {"at": 0, "floor_area_m2": 10})
    assert of(result, "used_m2")[0] == 10
    assert result.notes["buildings_gone"] == 1


@pytest.mark.parametrize(
    "row",
    [
        {"usage_status": "01"},
        {"usage_status": "05"},
        {"usage_status": "09"},
        {"usage_status": None},
        {"demolished": "9999-12-31"},
        {"permit_state": "2"},
        {"completed": None},
    ],
)
def test_empty_unfinished_and_standing_count(row: dict) -> None:
    assert of(used({"at": 0, "floor_area_m2": 100, **row}), "used_m2")[0] == 100


def test_demolition_by_a_day() -> None:
    row = {"at": 0, "floor_area_m2": 100, "demolished": "2026-05-01"}
    assert of(used(row, parameters={"as_of": "2026-01-01"}), "used_m2")[0] == 100
    assert of(used(row, parameters={"as_of": "2026-06-01"}), "used_m2")[0] == 0


def test_under_construction_is_used_and_shown_apart() -> None:
    started, done = {"floor_area_m2": 100, "permit_state": "2"}, {"floor_area_m2": 40, "permit_state": "5"}
    result = used({"at": 0, **started}, {"at": 0, **done})
    assert of(result, "used_m2")[0] == 140
    assert of(result, "under_way_m2")[0] == 100


@pytest.mark.parametrize("value", [None, 0, -5, 500_000, 99_999_999])
def test_an_unknown_floor_area_makes_the_plot_unknown(value: float | None) -> None:
    result = used({"at": 0, "floor_area_m2": value}, {"at": 0, "floor_area_m2": 60}, {"at": 1, "floor_area_m2": 70})
    np.testing.assert_equal(result.units["used_m2"], [np.nan, 70, 0])
    assert of(result, "used_known_m2") == [60, 70, 0]
    assert of(result, "used_basis") == ["unknown", "register", "none"]
    np.testing.assert_equal(result.units["unused_m2"], [np.nan, 930, 1000])
    assert of(result, "status")[0] == "unknown"
    assert "floor_area_unknown" in of(result, "reasons")[0]


def test_no_building_layer_is_unknown_an_empty_one_is_nothing() -> None:
    unknown = building_rights(units(*PLOTS), None)
    assert np.isnan(unknown.units["used_m2"]).all()
    assert set(of(unknown, "used_basis")) == {"unknown"}
    assert "no_building_data" in of(unknown, "reasons")[0]
    nothing = building_rights(units(*PLOTS), no_buildings())
    assert of(nothing, "used_m2") == [0, 0, 0]
    assert set(of(nothing, "used_basis")) == {"none"}


def test_outbuildings_with_a_right_of_their_own() -> None:
    plots = units({"notation": "1000+t50"}, {"notation": "1000"}, {"notation": "1000+t50"}, {"notation": "1000+t50"})
    house = {"floor_area_m2": 200}
    result = building_rights(
        plots,
        buildings(
            {"at": 0, **house}, {"at": 0, "use": "1911", "floor_area_m2": 40},
            {"at": 1, **house}, {"at": 1, "use": "1911", "floor_area_m2": 40},
            {"at": 2, **house}, {"at": 2, "use": "1911", "floor_area_m2": 70},
            {"at": 3, **house}, {"at": 3, "use": "1911", "floor_area_m2": None},
        ),
    )  # fmt: skip
    assert of(result, "used_m2") == [200, 240, 220, 200]  # 20 m2 over the outbuildings' right
    assert of(result, "outbuilding_used_m2") == [40, 0, 50, 0]
    assert "outbuilding_right_exceeded" in of(result, "reasons")[2]


@pytest.mark.parametrize(("scheme", "code"), [("2018", "1919"), ("1994", "941"), ("1994", "931"), ("open", "03")])
def test_outbuildings_in_every_code_list(scheme: str, code: str) -> None:
    plots = units({"notation": "1000+t50"})
    shed = {"at": 0, "use": code, "use_scheme": scheme, "floor_area_m2": 30}
    assert of(building_rights(plots, buildings(shed)), "used_m2") == [0]


def test_uses_of_the_floor_area() -> None:
    result = used(
        {"at": 0, "use": "0110", "floor_area_m2": 1},
        {"at": 0, "use": "0310", "floor_area_m2": 10},
        {"at": 0, "use": "039", "use_scheme": "1994", "floor_area_m2": 100},
        {"at": 0, "use": "041", "use_scheme": "1994", "floor_area_m2": 1000},
        {"at": 0, "use": None, "floor_area_m2": 10000},
    )
    assert (of(result, "residential_m2")[0], of(result, "other_m2")[0]) == (101, 1010)
    assert of(result, "unknown_use_m2")[0] == 10_000


def test_the_same_building_twice_counts_once() -> None:
    row = {"building_id": "103456789P", "at": 0, "floor_area_m2": 100}
    result = used(row, row, {**row, "floor_area_m2": 50}, {"at": 0, "floor_area_m2": 7}, {"at": 0, "floor_area_m2": 7})
    assert of(result, "used_m2")[0] == 100 + 50 + 7 + 7  # another floor area is another part; without an id all count
    assert result.notes["buildings_repeated"] == 1


def test_buildings_on_no_plot_are_listed() -> None:
    result = used({"building_id": "far", "at": point(-500, 0), "floor_area_m2": 100}, {"at": None, "floor_area_m2": 5})
    assert len(result.unplaced) == 2
    assert result.notes["buildings_on_no_plot"] == 2


# -- estimates ---------------------------------------------------------------------------------------------------------

KNOWN = {"at": box(2, 2, 12, 12), "storeys": 3, "floor_area_m2": 250}  # footprint x storeys is 300
MISSING = {"at": box(52, 2, 72, 12), "storeys": 2}


def test_missing_floor_area_is_estimated_only_when_asked() -> None:
    assert np.isnan(used(KNOWN, MISSING).units["used_m2"][1])
    result = used(KNOWN, MISSING, parameters={"estimate": True})
    assert result.units["used_m2"][:2] == pytest.approx([250, 400], rel=1e-6)
    assert of(result, "used_basis")[:2] == ["register", "estimated"]
    assert "floor_area_estimated" in of(result, "reasons")[1]
    assert of(result, "status")[1] == "conditional"
    assert result.notes["buildings_estimated"] == 1


def test_the_estimate_tells_its_error() -> None:
    error = used(KNOWN, MISSING, {**KNOWN, "at": box(82, 2, 92, 12), "floor_area_m2": 300}).error
    assert error.count == 2
    assert error.median_ratio == pytest.approx((1.2 + 1.0) / 2, rel=1e-6)
    assert error.median_error == pytest.approx(0.1, rel=1e-6)
    assert used(MISSING).error is None


@pytest.mark.parametrize("row", [{"storeys": None}, {"storeys": 0}, {"at": 1}])
def test_what_cannot_be_estimated_stays_unknown(row: dict) -> None:
    result = used({**MISSING, **row}, parameters={"estimate": True})
    assert np.isnan(result.units["used_m2"][1])


# -- properties --------------------------------------------------------------------------------------------------------

area = st.one_of(st.none(), st.integers(1, 5000))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), area), max_size=8), st.randoms())
def test_moving_a_building_moves_exactly_its_area_and_order_does_not_matter(rows: list, random: object) -> None:
    before = used(*[{"at": at, "floor_area_m2": m2} for at, m2 in rows], {"at": 0, "floor_area_m2": 123})
    after = used(*[{"at": at, "floor_area_m2": m2} for at, m2 in rows], {"at": 1, "floor_area_m2": 123})
    moved = after.units["used_known_m2"] - before.units["used_known_m2"]
    assert moved.tolist() == [-123, 123, 0]
    shuffled = [*rows, (0, 123)]
    random.shuffle(shuffled)
    again = used(*[{"at": at, "floor_area_m2": m2} for at, m2 in shuffled])
    np.testing.assert_allclose(again.units["used_m2"], before.units["used_m2"], equal_nan=True)
    for name in ("residential_m2", "other_m2", "unknown_use_m2"):
        assert np.isfinite(before.units[name]).all()
    parts = sum(before.units[name] for name in ("residential_m2", "other_m2", "unknown_use_m2"))
    np.testing.assert_allclose(parts, before.units["used_known_m2"])


# -- Cambridge ---------------------------------------------------------------------------------------------------------

SQUARE_FOOT_M2 = 0.09290304


def test_cambridge_tax_rows_on_parcels() -> None:
    """13 116 parcels with repeated keys, 27 528 tax rows of which many are dwellings of one building."""
    parcels = read(shared_data("us-cambridge-parcels-zoning/ASSESSING_ParcelsFY2014.topojson"))
    with shared_data("us-cambridge-parcels-zoning/TaxFY14.csv").open(encoding="utf-8-sig", newline="") as file:
        tax = [(row["ML"], row["GrossArea"]) for row in csv.DictReader(file)]
    assert (len(parcels), len(tax)) == (13_116, 27_528)
    plots = Features(
        shapely.make_valid(parcels.geometry),
        {"unit_id": parcels["ML"], "plot_ratio": np.full(len(parcels), 0.75)},
        "EPSG:4326",
    )
    rows = table(
        [None] * len(tax),
        [{"parcel_id": ml, "floor_area_m2": float(gross) * SQUARE_FOOT_M2 if gross else None} for ml, gross in tax],
        CRS,
    )
    result = building_rights(plots, rows)

    expected, unknown = defaultdict(float), set()
    for ml, gross in tax:
        m2 = float(gross or 0) * SQUARE_FOOT_M2
        if 0 < m2 < 500_000:
            expected[ml] += m2
        else:
            unknown.add(ml)
    names = of(result, "unit_id")
    on_map = {ml for ml in parcels["ML"].tolist() if ml is not None and ml.strip()}
    assert set(filter(None, names)) == on_map
    known = dict(zip(names, of(result, "used_known_m2")))
    exact = dict(zip(names, of(result, "used_m2")))
    once = {name for name in on_map if names.count(name) == 1}
    for name in once:
        assert known[name] == pytest.approx(expected.get(name, 0.0), rel=1e-9)
        assert np.isnan(exact[name]) == (name in unknown)
    assert len({ml for ml, _ in tax} & on_map) > 12_800
    assert result.notes["buildings_on_no_plot"] == sum(ml not in once for ml, _ in tax)
    rows_of = defaultdict(int)
    for ml, _ in tax:
        rows_of[ml] += 1
    counts = dict(zip(names, of(result, "buildings")))
    assert all(counts[name] == rows_of[name] for name in once)
    assert max(rows_of[name] for name in once) > 100  # dwellings of one building, each a row


@pytest.mark.parametrize(
    ("said", "used_m2", "under_way_m2"),
    [("02", 500, 500), ("2", 500, 500), ("Rakenteilla", 500, 500), ("01", 500, 500), ("05", 500, 0), ("04", 0, 0),
     (None, 500, 0)],
)  # fmt: skip
def test_the_register_s_permits_reach_the_count(said: str | None, used_m2: float, under_way_m2: float) -> None:
    """Ryhti's states: planned, started and suspended are used already (HSY), lapsed isn't, completed is built."""
    rows = [{"pysyva_rakennustunnus": "103000123A", "kerrosala": 500, "toimenpiteen_tila": said}]
    register = check(table([box(10, 5, 30, 15)], rows), "buildings").kept
    found = building_rights(units({"zone_code": "AK", "notation": "800"}), register).units
    assert (found["used_m2"][0], found["under_way_m2"][0]) == (used_m2, under_way_m2)
