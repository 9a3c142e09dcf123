# SPDX-License-Identifier: GPL-2.0-or-later
"""Infill: neighbours, lift candidates, walking, senior housing, quick wins, the cap of protection; scenarios."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from rights_tables import EAST, NORTH, box, buildings, no_buildings, point, table, units

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.progress import silent
from heinola_planning_plugin.core.rights.infill import Infill, infill, infill_criteria
from heinola_planning_plugin.core.rights.jobs import BUILDING_RIGHTS, INFILL
from heinola_planning_plugin.core.rights.neighbours import neighbour_median
from heinola_planning_plugin.core.rights.reserve import building_rights

CENTRE = table([point(20, 60)], [{"name": "Tori"}])
STREET = table([shapely.LineString([(EAST - 500, NORTH + 60), (EAST + 4000, NORTH + 60)])], [{"road_class": "local"}])
SERVICES = table(
    [point(100, 60), point(300, 60), point(900, 60), point(1000, 60)],
    [{"kind": "shop"}, {"kind": "health"}, {"kind": "school"}, {"kind": "daycare"}],
)
STOPS = table([point(60, 60)], [{"name": "p"}])
NOTHING = {role: no_buildings() for role in ("flood", "protected", "relics")} | {
    "noise": Features(np.empty(0, dtype=object), {"level_db": np.empty(0)}, "EPSG:3880")
}


def run(plots: Features, built: Features, **more: object) -> Infill:
    given = {"centre": CENTRE, "services": SERVICES, "stops": STOPS, "roads": STREET, "constraints": NOTHING, **more}
    return infill(plots, built, **given)


def of(result: Infill, name: str) -> list:
    return result.table[name].tolist()


AK = {"zone_code": "AK", "protection": "-"}


# -- neighbours --------------------------------------------------------------------------------------------------------


def brute_median(points: np.ndarray, values: np.ndarray, group: list, radius: float, least: int) -> list[float]:
    out = []
    for k, here in enumerate(points):
        around = [
            values[j]
            for j, there in enumerate(points)
            if j != k and group[j] == group[k] and group[k] is not None
            and math.dist(here, there) <= radius and values[j] == values[j]
        ]  # fmt: skip
        out.append(float(np.median(around)) if len(around) >= least else math.nan)
    return out


cell = st.integers(0, 8)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(cell, cell, st.one_of(st.none(), cell), st.sampled_from(["ak", "k", None])), max_size=25),
    st.integers(1, 3),
)
def test_neighbour_median_is_that_of_a_plain_search(rows: list, least: int) -> None:
    xy = np.array([(100.0 * x, 100.0 * y) for x, y, *_ in rows]).reshape(-1, 2)
    values = np.array([math.nan if v is None else float(v) for *_, v, _ in rows])
    group = np.array([*[g for *_, g in rows], None], dtype=object)[:-1]
    found = neighbour_median(shapely.points(xy), values, group, 300.0, least)
    np.testing.assert_allclose(found, brute_median(xy, values, group.tolist(), 300.0, least), equal_nan=True)


def test_a_loose_plot_beside_denser_neighbours_needs_a_plan_change() -> None:
    plots = units(*[{**AK, "notation": "600"}] * 5)
    built = buildings(*[{"at": k, "floor_area_m2": 590} for k in range(4)], {"at": 4, "floor_area_m2": 598})
    even = run(plots, built)
    assert set(of(even, "infill_path")) == {"none"}
    assert set(of(even, "status")) == {"excluded"}
    low = units(*[{**AK, "notation": "600"}] * 4, {**AK, "notation": "200"})
    loose = run(low, buildings(*[{"at": k, "floor_area_m2": 590} for k in range(4)], {"at": 4, "floor_area_m2": 195}))
    assert of(loose, "infill_path") == ["none"] * 4 + ["plan_change"]
    assert loose.table["e_neighbours"][4] == pytest.approx(590 / 1200, rel=1e-6)
    assert "plan_change_needed" in of(loose, "reasons")[4]
    assert of(loose, "quick_win")[4] == "no"


def test_vacant_plots_and_other_uses_are_no_neighbours() -> None:
    plots = units(*[{**AK, "notation": "600"}] * 4, {"zone_code": "K", "notation": "900"}, {**AK, "notation": "600"})
    built = buildings(*[{"at": k, "floor_area_m2": 300 + 60 * k} for k in range(4)], {"at": 4, "floor_area_m2": 800})
    result = run(plots, built)
    assert result.table["e_neighbours"][5] == pytest.approx((360 + 420) / 2 / 1200, rel=1e-6)
    assert np.isnan(result.table["e_neighbours"][4])  # no other plot of its use


# -- lifts -------------------------------------------------------------------------------------------------------------

BLOCK = {"at": 0, "use": "0121", "dwellings": 12, "storeys": 3, "lift": 0, "floor_area_m2": 900}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "yes"),
        ({"dwellings": 3, "storeys": 2}, "yes"),
        ({"lift": 1}, "no"),
        ({"lift": None}, "unknown"),
        ({"dwellings": 2}, "no"),
        ({"dwellings": None}, "unknown"),
        ({"storeys": 1}, "no"),
        ({"storeys": None}, "unknown"),
        ({"use": "0112"}, "no"),
        ({"use": None}, "unknown"),
        ({"use": None, "lift": 1}, "no"),
        ({"use": "039", "use_scheme": "1994"}, "yes"),
        ({"use": "06", "use_scheme": "open", "lift": None}, "unknown"),
        ({"use": "0310"}, "no"),
    ],
)
def test_lift_candidates(change: dict, expected: str) -> None:
    result = run(units({**AK, "notation": "2000"}), buildings({**BLOCK, **change}))
    assert of(result, "lift_candidate") == [expected]
    assert result.lifts["lift_candidate"].tolist() == ([] if expected == "no" else [expected])


def test_the_plot_has_the_class_of_its_most_likely_house() -> None:
    plots = units({**AK, "notation": "2000"}, {**AK, "notation": "2000"}, {**AK, "notation": "2000"})
    with_lift, unsure = {**BLOCK, "lift": 1}, {**BLOCK, "lift": None}
    built = buildings(with_lift, unsure, BLOCK, {**unsure, "at": 1}, {**with_lift, "at": 1})
    result = run(plots, built)
    assert of(result, "lift_candidate") == ["yes", "unknown", "no"]
    assert result.lifts["unit_id"].tolist() == ["u0", "u0", "u1"]


def test_a_town_that_wants_three_storeys() -> None:
    result = run(units({**AK, "notation": "2000"}), buildings({**BLOCK, "storeys": 2}), parameters={"lift_storeys": 3})
    assert of(result, "lift_candidate") == ["no"]


# -- walking -----------------------------------------------------------------------------------------------------------


def test_walk_is_along_the_street() -> None:
    """Plots are 40 m wide, their middles 15 m up, the street at 60 m: 45 m to the street, then along it."""
    result = run(units({**AK, "notation": "600"}, {**AK, "notation": "600"}), no_buildings())
    assert result.table["walk_m"] == pytest.approx([45, 85], rel=1e-3)
    assert result.table["walk_shop_m"] == pytest.approx([45 + 80, 45 + 40], rel=1e-3)
    assert result.table["walk_school_m"] == pytest.approx([45 + 880, 45 + 840], rel=1e-3)
    assert result.table["walk_stop_m"] == pytest.approx([85, 45], rel=1e-3)
    assert np.isnan(result.table["walk_library_m"]).all()


def test_without_roads_the_walk_is_unknown_not_the_crow_s_flight() -> None:
    plots = units({**AK, "notation": "600"})
    assert np.isnan(run(plots, no_buildings(), roads=None).table["walk_m"]).all()
    motorway = Features(STREET.geometry, {"road_class": np.array(["motorway"], dtype=object)}, STREET.crs)
    assert np.isnan(run(plots, no_buildings(), roads=motorway).table["walk_m"]).all()
    given = run(plots, no_buildings(), roads=None, walk_m=np.array([321.0]))
    assert of(given, "walk_m") == [321]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "yes"),
        ({"parameters": {"senior_health_m": 300}}, "no"),
        ({"stops": None}, "unknown"),
        ({"stops": None, "parameters": {"senior_health_m": 300}}, "no"),
    ],
)
def test_senior_housing(change: dict, expected: str) -> None:
    assert of(run(units({**AK, "notation": "600"}), no_buildings(), **change), "senior_housing") == [expected]


def test_senior_housing_is_for_housing_and_centre() -> None:
    plots = units({"zone_code": "C", "notation": "600"}, {"zone_code": "KL", "notation": "600"})
    assert of(run(plots, no_buildings()), "senior_housing") == ["yes", "no"]


# -- status, score, quick wins -----------------------------------------------------------------------------------------


def test_columns_of_the_public_interface_and_sums() -> None:
    plots = units({**AK, "notation": "2000"}, {**AK, "notation": "900"}, {"zone_code": "VP"}, {**AK, "notation": "III"})
    result = run(plots, buildings({"at": 1, "floor_area_m2": 500}))
    assert {"unit_id", "status", "reasons", "explanation", "score", "rank", "completeness", "unused_m2", "vacant",
            "lift_candidate", "walk_m", "e_used", "e_neighbours"} <= set(result.table.columns)  # fmt: skip
    assert of(result, "status") == ["candidate", "candidate", "excluded", "unknown"]
    assert of(result, "vacant") == ["yes", "no", "yes", "yes"]
    assert of(result, "rank")[:2] == [1, 2]
    points = np.column_stack([v for name, v in result.table.columns.items() if name.startswith("c_")])
    np.testing.assert_allclose(np.nansum(points[:2], axis=1), result.table["score"][:2])
    assert np.isnan(result.table["score"][2:]).all()
    assert of(result, "quick_win") == ["yes", "yes", "no", "unknown"]


def test_protection_caps_the_score_and_is_no_quick_win() -> None:
    """The seminary block has the most unused right and must not head the list."""
    seminary = {"zone_code": "YO-7", "notation": "13400", "area_m2": 27_126, "protection": "sr"}
    plots = units(seminary, {**AK, "notation": "900"}, {"zone_code": "Y", "notation": "13400", "area_m2": 27_126})
    result = run(plots, buildings({"at": 0, "floor_area_m2": 8_038, "use": "0820"}))
    assert of(result, "unused_m2")[0] == 5_362
    assert of(result, "protected") == ["yes", "no", "no"]
    assert of(result, "status") == ["conditional", "candidate", "candidate"]
    assert of(result, "score")[0] == pytest.approx(40)
    assert of(result, "rank") == [3, 2, 1]
    assert of(result, "quick_win")[0] == "no"
    points = np.column_stack([v for name, v in result.table.columns.items() if name.startswith("c_")])
    np.testing.assert_allclose(np.nansum(points, axis=1), result.table["score"])
    assert "40,0" in of(result, "explanation")[0]
    assert "sija 3" in of(result, "explanation")[0]
    free = run(plots, buildings({"at": 0, "floor_area_m2": 8_038, "use": "0820"}), parameters={"protected_cap": 100})
    assert of(free, "score")[0] > 40
    np.testing.assert_allclose(of(free, "score")[1:], of(result, "score")[1:])


def test_a_layer_without_any_protection_mark_does_not_say_unprotected() -> None:
    result = run(units({"zone_code": "AK", "notation": "900"}), no_buildings())
    assert of(result, "protected") == [None]
    assert of(result, "reasons") == ["protected_unknown"]
    assert of(result, "status") == ["conditional"]


def test_what_lies_over_the_plot_makes_it_conditional() -> None:
    plots = units(*[{**AK, "notation": "900"}] * 4)
    over = {
        "flood": table([box(0, 0, 20, 30)], [{"return_period": 100}]),
        "noise": table([box(40, 0, 80, 30), box(80, 0, 120, 30)], [{"level_db": 60}, {"level_db": 45}]),
        "protected": no_buildings(),
        "relics": table([point(130, 10)], [{"name": "r"}]),
    }
    result = run(plots, no_buildings(), constraints=over)
    assert of(result, "reasons") == ["flood", "noise", "", "relics"]
    assert of(result, "status") == ["conditional", "conditional", "candidate", "conditional"]
    assert result.table["flood_share"].tolist() == pytest.approx([0.5, 0, 0, 0])
    assert of(result, "quick_win") == ["no", "no", "yes", "no"]


def test_layers_not_given_must_be_checked_first() -> None:
    result = run(units({**AK, "notation": "900"}), no_buildings(), constraints={})
    assert of(result, "reasons") == ["flood_unknown;noise_unknown;nature_unknown;relics_unknown"]


def test_surface_parking_share() -> None:
    parking = table([box(0, 0, 10, 30)], [{}])
    result = run(units({**AK, "notation": "900"}), no_buildings(), parking=parking)
    assert of(result, "parking_share") == [pytest.approx(0.25)]


def test_rights_counted_before_are_used_and_order_does_not_matter() -> None:
    rows = [{**AK, "unit_id": f"u{k}", "notation": str(600 + 100 * k), "shape": box(40 * k, 0, 40 * k + 40, 30)}
            for k in range(5)]  # fmt: skip
    built = buildings(*[{"at": k, "floor_area_m2": 100 + 70 * k} for k in range(4)])
    once = run(units(*rows), built)
    again = run(units(*rows), built, rights=building_rights(units(*rows), built))
    back = run(units(*rows[::-1]), built)
    for name in ("score", "rank", "e_neighbours", "walk_m"):
        np.testing.assert_allclose(again.table[name], once.table[name])
        np.testing.assert_allclose(back.table[name][::-1], once.table[name])


def test_shipped_criteria_name_their_sources() -> None:
    criteria = infill_criteria()
    assert sum(one.weight for one in criteria.criteria) == pytest.approx(1)
    assert all(one.source for one in (*criteria.criteria, *criteria.constraints, *criteria.parameters.values()))
    with pytest.raises(InputError):
        run(units({**AK, "notation": "900"}), no_buildings(), parameters={"walk_ful_m": 3})


def test_jobs_give_their_outputs() -> None:
    layers = {
        "plan_units": units({**AK, "notation": "900"}), "buildings": buildings({"at": 0, "floor_area_m2": 100}),
        "centre": CENTRE, "services": SERVICES, "stops": STOPS, "roads": STREET, **NOTHING,
    }  # fmt: skip
    for job in (BUILDING_RIGHTS, INFILL):
        assert set(job.required) <= set(layers)
        tables = job.run(layers, Settings(job.shipped(), language="sv"), silent)
        assert tuple(tables) == tuple(name for name in job.outputs if name != "STATES")  # no general plan given
        assert tables["OUTPUT"]["unused_m2"].tolist() == [800]
