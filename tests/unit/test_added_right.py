# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenarios of added right: figures worked out by hand, and what holds of any."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rights_tables import EAST, NORTH, box, no_buildings, point, table, units

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.rights.added import AddedRight, added_rights
from heinola_planning_plugin.core.rights.pages import block_cards, scenario_page
from heinola_planning_plugin.core.rights.reserve import building_rights
from heinola_planning_plugin.core.rights.scenario import AMOUNTS, Raise, added_right, added_right_method, read_scenarios

VALUES = added_right_method().values()


def plots() -> Features:
    """Five plots of 1 200 m2 in two blocks and districts."""
    return units(
        {"zone_code": "AK", "notation": "600 II 1 ap/80 k-m2", "block_id": "1", "district": "Itä"},
        {"zone_code": "AP", "notation": "e=0.25 I 1 ap/as", "block_id": "1", "district": "Itä"},
        {"zone_code": "K", "notation": "900 III", "block_id": "2", "district": "Länsi"},
        {"zone_code": "AK", "notation": "600 II", "block_id": "2", "district": "Länsi", "protection": "sr"},
        {"zone_code": "AK", "notation": "III", "block_id": "2", "district": "Länsi"},
    )


def added(text: str, **changes: object) -> dict[str, np.ndarray]:
    counted = building_rights(plots(), no_buildings()).units
    return added_right(counted, read_scenarios(text)[0], {**VALUES, **changes})


def run(text: str, **more: object) -> AddedRight:
    parameters = {"scenarios": text, **more.pop("parameters", {})}
    return added_rights(plots(), parameters=parameters, **more)


# -- the text ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tiivis: e=0.8", [("Tiivis", [Raise("plot_ratio", 0.8)])]),
        ("Tiivis: e = 0,8 @ Ydin keskusta", [("Tiivis", [Raise("plot_ratio", 0.8, False, "Ydin keskusta")])]),
        ("e=+0.2; krs=+1", [("e=+0.2", [Raise("plot_ratio", 0.2, True)]), ("krs=+1", [Raise("storeys", 1, True)])]),
        ("A: storeys=4; B: e=1; A: e=+0.1 @ x", [
            ("A", [Raise("storeys", 4), Raise("plot_ratio", 0.1, True, "x")]), ("B", [Raise("plot_ratio", 1)])]),
        ("Vaihtoehto 1: Kerroksia=5\n", [("Vaihtoehto 1", [Raise("storeys", 5)])]),
    ],
)  # fmt: skip
def test_scenarios_are_read(text: str, expected: list) -> None:
    assert [(one.name, list(one.raises)) for one in read_scenarios(text)] == expected


@pytest.mark.parametrize(
    "text", ["", ";", "e", "e=", "e=-1", "e=0", "e=99", "storeys=99", "x=3", "A: e=0.8 0.9", "A B"]
)
def test_what_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="SCENARIOS"):
        read_scenarios(text)


@given(st.text(alphabet="aeö:=+@;0123456789., storeys", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_scenarios(text)
    except InputError:
        return
    assert found
    assert all(0 < one.value <= 50 for scenario in found for one in scenario.raises)


# -- amounts -----------------------------------------------------------------------------------------------------------


def test_a_higher_plot_ratio() -> None:
    """Each plot is 1 200 m2; e = 0.80 gives 960."""
    found = added("e=0.8")
    np.testing.assert_allclose(found["added_m2"], [360, 660, 60, 0, np.nan], rtol=1e-5)
    np.testing.assert_allclose(found["permitted_m2"][:4], [960, 960, 960, 600], rtol=1e-5)
    np.testing.assert_allclose(found["dwellings"][:4], [360 / 95, 660 / 95, 0, 0], rtol=1e-5)
    np.testing.assert_allclose(found["parking_places"][:4], [360 / 80, 660 / 95, 60 / 85, 0], rtol=1e-5)
    np.testing.assert_allclose(found["pupils"][:2], [0.15 * 360 / 95, 0.15 * 660 / 95], rtol=1e-5)
    assert added("e=0.8", with_protected=True)["added_m2"][3] == pytest.approx(360, rel=1e-6)
    assert added("e=0.8", mixed_housing_share=0.5)["dwellings"][2] == pytest.approx(30 / 95, rel=1e-5)


def test_a_plot_ratio_on_top() -> None:
    np.testing.assert_allclose(added("e=+0.1")["added_m2"], [120, 120, 120, 0, np.nan], rtol=1e-5)


def test_storeys() -> None:
    """Right per storey: 600 / 2, 300 / 1, 900 / 3."""
    np.testing.assert_allclose(added("storeys=3")["added_m2"], [300, 600, 0, 0, np.nan], rtol=1e-5)
    np.testing.assert_allclose(added("storeys=+1")["added_m2"], [300, 300, 300, 0, np.nan], rtol=1e-5)


def test_the_larger_of_two_raises_counts() -> None:
    np.testing.assert_allclose(added("A: storeys=+1; A: e=0.8")["added_m2"], [360, 660, 300, 0, np.nan], rtol=1e-5)


def test_a_scenario_never_takes_right_away() -> None:
    assert np.nansum(added("e=0.01")["added_m2"]) == 0
    assert np.nansum(added("storeys=1")["added_m2"]) == 0


def test_the_plan_s_own_share_of_housing_counts() -> None:
    shops = units({"zone_code": "C", "notation": "1000 II as 80 %, m 20 %"})
    found = added_rights(shops, parameters={"scenarios": "storeys=+1"})
    assert found.table["s1_dwellings"][0] == pytest.approx(500 * 0.8 / 95)


def test_hsy_dwellings_of_the_housing_reserve() -> None:
    """9.5 million k-m2 of reserve, "just over 100 000 dwellings"."""
    found = added("e=0.8")
    assert 9.5e6 * found["dwellings"][0] / found["added_m2"][0] == pytest.approx(100_000, rel=1e-6)


# -- side by side ------------------------------------------------------------------------------------------------------


def test_scenarios_side_by_side_by_district() -> None:
    found = run("tehokkuus 0,8: e=0.8; kolme kerrosta: storeys=3")
    totals = found.totals
    assert totals["area"].tolist() == ["Itä", "Itä", "Länsi", "Länsi", "Yhteensä", "Yhteensä"]
    assert totals["scenario"].tolist() == ["tehokkuus 0,8", "kolme kerrosta"] * 3
    np.testing.assert_allclose(totals["added_m2"], [1020, 900, 60, 0, 1080, 900], rtol=1e-5)
    assert totals["units_unknown"].tolist() == [0, 0, 1, 1, 1, 1]
    assert totals["units"].tolist() == [2, 2, 1, 0, 3, 2]
    np.testing.assert_allclose(found.table["s1_added_m2"], [360, 660, 60, 0, np.nan], rtol=1e-5)
    np.testing.assert_allclose(found.table["s2_added_m2"], [300, 600, 0, 0, np.nan], rtol=1e-5)
    assert found.table["status"].tolist() == ["candidate", "candidate", "candidate", "excluded", "unknown"]
    assert found.table["reasons"].tolist() == ["plan_change"] * 3 + ["protected_left_out", "right_unknown"]
    assert "tehokkuus 0,8: lisää 360" in found.table["explanation"][0]


def test_a_sum_over_nothing_known_is_unknown() -> None:
    """Neither plot tells its storeys, so what one more adds can't be said; the park isn't asked."""
    plots = units(
        {"zone_code": "AK", "notation": "900"}, {"zone_code": "AP", "notation": "e=0.25"}, {"zone_code": "VP"}
    )
    found = added_rights(plots, parameters={"scenarios": "korotus: storeys=+1; tiivis: e=1"})
    totals = found.totals
    np.testing.assert_allclose(totals["added_m2"], [np.nan, 300 + 900], rtol=1e-5)
    assert np.isnan([totals[name][0] for name in AMOUNTS]).all()
    assert totals["units_unknown"].tolist() == [2, 0]
    assert np.isnan(found.schools["s1_children"]).all()
    assert found.schools["s2_children"].sum() > 0


def test_areas_may_lie_over_each_other_and_limit_a_raise() -> None:
    areas = table([box(0, 0, 50, 30), box(0, 0, 400, 30)], [{"name": "Ydin"}, {"name": "Kaikki"}])
    found = run("A: storeys=+1 @ ydin; B: storeys=+1", areas=areas)
    assert found.totals["area"].tolist() == ["Ydin", "Ydin", "Kaikki", "Kaikki", "Yhteensä", "Yhteensä"]
    np.testing.assert_allclose(found.totals["added_m2"], [300, 300, 300, 900, 300, 900], rtol=1e-5)
    assert found.totals["units_unknown"].tolist() == [0, 0, 0, 1, 0, 1]
    with pytest.raises(InputError, match="Ydin, Kaikki"):
        run("A: storeys=+1 @ satama", areas=areas)


def test_children_go_to_the_nearest_school_along_the_road() -> None:
    """The western school is nearer to the first plot; the second has only the eastern one's road."""
    services = table(
        [point(-100, 0), point(300, 0), point(0, 90)],
        [{"kind": "school", "name": "Länsi"}, {"kind": "school", "name": "Itä"}, {"kind": "daycare", "name": "Päivä"}],
    )
    road = table([_line((-100, 0), (0, 0), (300, 0))], [{"road_class": "street"}])
    found = run("storeys=+1", services=services, roads=road)
    rows = dict(zip(zip(found.schools["kind"], found.schools["name"]), found.schools["s1_children"]))
    assert rows["school", "Länsi"] == pytest.approx(2 * 300 / 95 * 0.15)
    assert rows["school", "Itä"] == 0
    assert rows["daycare", "Päivä"] == pytest.approx(2 * 300 / 95 * 0.07)
    assert rows["school", "Lähintä ei tunneta"] == 0
    without = run("storeys=+1", services=services)
    rows = dict(zip(zip(without.schools["kind"], without.schools["name"]), without.schools["s1_children"]))
    assert rows["school", "Lähintä ei tunneta"] == pytest.approx(2 * 300 / 95 * 0.15)


def _line(*places: tuple[float, float]) -> object:
    import shapely

    return shapely.LineString([(EAST + x, NORTH + y) for x, y in places])


@given(st.lists(st.tuples(st.integers(100, 3000), st.integers(1, 6)), min_size=1, max_size=8), st.integers(1, 4))
def test_what_holds_of_any_scenario(rows: list, more: int) -> None:
    """Totals are the units' sums, children of all schools are the pupils, a higher raise adds no less."""
    stock = units(*[{"zone_code": "AK", "notation": f"{right} {'I' * min(s, 3)}"} for right, s in rows])
    text = f"low: storeys=+{more}; high: storeys=+{more + 1}"
    found = added_rights(stock, parameters={"scenarios": text})
    low, high = found.table["s1_added_m2"], found.table["s2_added_m2"]
    assert (high >= low).all()
    assert found.totals["added_m2"].tolist() == pytest.approx([low.sum(), high.sum()])
    school = found.schools["kind"] == "school"
    assert found.schools["s1_children"][school].sum() == pytest.approx(found.table["s1_pupils"].sum())


# -- pages -------------------------------------------------------------------------------------------------------------


def test_block_cards_come_in_order_and_escaped() -> None:
    rows = [{"zone_code": "AK", "notation": "100", "block_id": block, "district": "Keskusta"} for block in ("10", "2")]
    rows.append({"zone_code": "AK", "notation": "100", "block_id": "<b>3", "district": "Keskusta", "protection": "sr"})
    rows.append({"zone_code": "VP", "notation": None, "district": "Keskusta"})
    page = block_cards(building_rights(units(*rows), no_buildings()).blocks, "en")
    names = re.findall("<h1>(.*?)</h1>", page)
    assert names == ["Block 2, Keskusta", "Block &lt;b&gt;3, Keskusta", "Block 10, Keskusta"]
    assert page.count("<section>") == 3
    assert "Protection" in page


def test_the_scenario_page_says_what_it_assumes() -> None:
    found = run("A <x>: storeys=+1; B: e=0.8", language="sv")
    page = scenario_page(found.totals, found.schools, found.parameters, "sv")
    assert "A &lt;x&gt;" in page
    assert "<x>" not in page
    for title in ("Bostäder", "Bilplatser", "Våningsyta per bostad", "HSY, slutet av 2024"):
        assert title in page
    assert page.count("<h2>") == len(set(found.totals["area"].tolist())) + 2
