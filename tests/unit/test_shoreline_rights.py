# SPDX-License-Identifier: GPL-2.0-or-later
"""Rights per original estate: a lake whose borders are drawn by hand, and what must not change totals."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shoreline_lake import LAKE, NO_BUILDINGS, PARCELS, RULES, V1, at, by, house, rights, table
from shoreline_shapes import GK26, great_lake, waters

from heinola_planning_plugin.core.errors import InputError, PlanningError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake.identifiers import property_id_digits
from heinola_planning_plugin.core.shoreline.modified import modified_shoreline
from heinola_planning_plugin.core.shoreline.rights import shoreline_rights


def test_shore_goes_to_the_parcel_behind_it_and_to_its_estate():
    result = rights()
    rows = by(result.estates, "ematila", "water_id")
    assert set(rows) == {("A", "Järvi"), ("B", "Järvi"), ("5", "Järvi")}
    real = {key[0]: result.estates["real_m"][n] for key, n in rows.items()}
    # Past parcel 3 its last 10 m of reach go to it, too: nobody else claims them. Likewise west of 1 round the corner.
    assert real["A"] == pytest.approx(1000 + 10, abs=0.1)
    assert real["B"] == pytest.approx(500 + 10, abs=0.1)
    assert real["5"] == pytest.approx(2000 + 2 * (10 - 4), abs=0.1)
    basis = {key[0]: result.estates["basis"][n] for key, n in rows.items()}
    assert basis == {"A": "ematila", "B": "ematila", "5": "present_property"}
    reasons = {key[0]: result.estates["reasons"][n] for key, n in rows.items()}
    assert reasons == {"A": "", "B": "", "5": "present_property_not_ematila"}
    shares = by(result.parcel_shares, "parcel_id")
    assert set(shares) == {("1",), ("2",), ("3",), ("5",)}
    assert result.parcel_shares["share"][shares[("1",)]] == pytest.approx(610 / 1010, abs=1e-3)
    assert result.waters["real_m"][0] == pytest.approx(8000, abs=0.01)
    assert result.waters["nobodys_m"][0] == pytest.approx(8000 - sum(real.values()), abs=0.01)


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0]])
def test_a_property_joined_from_two_estates_has_shore_of_both(order):
    """Its western 600 m were A's and 400 m B's; of a third parcel nothing is known."""
    joined = table(
        [
            (shapely.box(0, -300, 600, 0), {"parcel_id": "1", "ematila": "A"}),
            (shapely.box(600, -300, 1000, 0), {"parcel_id": "1", "ematila": "B"}),
            (shapely.box(1000, -300, 1500, 0), {"parcel_id": "2", "ematila": "B"}),
            (shapely.box(1500, -300, 2000, 0), {"parcel_id": "1"}),
        ]
    ).take(np.array(order))
    buildings = table([house(100, -50), house(590, -50), house(605, -30, "931")])  # the last two are one yard
    result = rights(joined, buildings=buildings)
    estates = by(result.estates, "ematila", "basis")
    assert set(estates) == {("A", "ematila"), ("B", "ematila"), ("1", "present_property")}
    real = {key[0]: result.estates["real_m"][n] for key, n in estates.items()}
    assert real == {name: pytest.approx(metres, abs=0.1) for name, metres in (("A", 610), ("B", 900), ("1", 510))}
    assert result.estates["used"][estates["A", "ematila"]] == 2
    assert result.estates["used"][estates["B", "ematila"]] == 0
    shares = by(result.parcel_shares, "parcel_id", "ematila")
    assert set(shares) == {("1", "A"), ("1", "B"), ("2", "B"), ("1", "1")}
    assert result.parcel_shares["share"][shares["1", "B"]] == pytest.approx(400 / 900, abs=1e-3)


def test_a_joint_water_area_of_unknown_kind_has_no_shore_either():
    """Its border runs 3 m inland; the parcel behind it has the shore all the same."""
    columns = {"parcel_id": "111-401-1-1", "ematila": "A"}
    waters_of = {"parcel_id": "111-876-1-0", "ematila": None}
    land, joint = shapely.box(0, -300, 2000, -3), shapely.box(0, -3, 2000, 2000)
    found = rights(table([(land, columns), (joint, waters_of)])).estates
    assert found["ematila"].tolist() == ["A"]
    assert found["real_m"][0] == pytest.approx(2000 + 2 * 7, abs=0.5)
    # A unit that the register calls a farm is one, whatever its id.
    farm = rights(table([(land, {**columns, "unit_type": 1}), (joint, {**waters_of, "unit_type": 1})])).estates
    assert "11187600010000" in property_id_digits(farm["ematila"]).tolist()


def test_rights_follow_from_metres_norm_and_rounding():
    result = rights(parameters=RULES.changed(norm=6))
    rows = by(result.estates, "ematila")
    a = rows[("A",)]
    modified = result.estates["modified_m"][a]
    assert modified == pytest.approx(1010, abs=1)
    assert result.estates["right_raw"][a] == pytest.approx(modified * 6 / 1000)
    assert result.estates["remaining"][a] == 6
    assert result.estates["density"][a] == pytest.approx(6 / modified * 1000)
    assert result.estates["norm"][a] == pytest.approx(6)
    assert rights(parameters=RULES.changed(norm=5.6, rounding="half_up")).estates["remaining"][a] == 6
    assert rights(parameters=RULES.changed(norm=5.6)).estates["remaining"][a] == 5
    assert rights(parameters=RULES.changed(base_right=1.0, norm=1.0)).estates["right_raw"][a] == pytest.approx(
        2.01, abs=0.01
    )


def test_an_estate_on_two_waters_has_its_base_right_once():
    """A has 1 000 m on the upper lake and 600 m on the lower; its one base right goes with the 1 000 m."""
    lakes = waters(at(shapely.box(0, 0, 2000, 2000)), at(shapely.box(0, -3000, 2000, -1000)), water_id=["ylä", "ala"])
    land = table(
        [
            (shapely.box(0, -500, 1000, 0), {"parcel_id": "1", "ematila": "A"}),
            (shapely.box(0, -1000, 600, -500), {"parcel_id": "1", "ematila": "A"}),
        ]
    )
    found = rights(land, water=lakes, parameters=RULES.changed(norm=1.0, base_right=1.0)).estates
    right = {found["water_id"][n]: found["right_raw"][n] for n in range(len(found))}
    assert right == {"ylä": pytest.approx(2.01, abs=0.02), "ala": pytest.approx(0.61, abs=0.02)}


def test_without_buildings_and_sites_what_is_left_is_unknown():
    result = rights(buildings=None)
    assert (result.estates["right_raw"] > 0).all()
    for found, names in (
        (result.estates, ("used", "remaining", "over_used", "density", "free_share", "built_share")),
        (result.parcel_shares, ("used", "remaining_raw", "remaining")),
        (result.waters, ("used", "remaining", "density", "free_share")),
    ):
        for name in names:
            assert np.isnan(found[name]).all(), name
    assert all("used_unknown" in text for text in result.estates["reasons"])
    assert np.isnan(result.totals()["remaining"])


def test_norm_zones_count_metre_by_metre_and_the_lowest_of_two():
    zones = table([(shapely.box(-50, -300, 300, 10), {"norm": 2}), (shapely.box(-50, -200, 500, 10), {"norm": 4})])
    result = rights(norm_zones=zones)
    a = by(result.estates, "ematila")[("A",)]
    # 300 m and the corner at 2, 200 m and the 10 m that a zone reaches past its end at 4, what is left at 5.
    expected = (310 * 2 + 210 * 4 + 490 * 5) / 1000
    assert result.estates["right_raw"][a] == pytest.approx(expected, abs=0.02)
    with pytest.raises(InputError, match="norm"):
        rights(norm_zones=table([(shapely.box(0, 0, 1, 1), {"nrm": 2})]))


def test_used_rights_by_building_kind_distance_and_shore():
    buildings = table(
        [
            house(100, -50),  # holiday home on its own shore: 1
            house(120, -60),  # its guest house, 22 m away: the same site
            house(140, -20, "931"),  # their sauna
            house(400, -40, "1910", "2018"),  # a separate shore sauna: 1
            house(500, -250),  # 250 m from the shore: outside the shore zone
            house(800, -150, "4221", "mtk"),  # a dwelling 150 m from the shore: 1
            house(900, -100, usage_status="07"),  # demolished
            house(930, -100, permit_state="lapsed"),  # never built
            house(950, -100, "941"),  # an outbuilding
            house(1200, -30, "05", "open"),  # B's dwelling: 1
        ]
    )
    result = rights(buildings=buildings)
    used = {key[0]: result.estates["used"][n] for key, n in by(result.estates, "ematila").items()}
    assert used == {"A": 3, "B": 1, "5": 0}
    sites = result.sites
    assert sorted(sites["rule"]) == ["sauna_own", "site_own", "site_own", "site_own"]
    assert set(sites["shore"]) == {"own"}
    assert sites["distance_m"][sites["site_id"] == "b100_-50"] == pytest.approx([50])
    assert result.estates["remaining"][by(result.estates, "ematila")[("A",)]] == 2  # 5.05 - 3
    shares = {
        key[0]: (result.parcel_shares["used"][n], result.parcel_shares["remaining"][n])
        for key, n in by(result.parcel_shares, "parcel_id").items()
    }
    assert shares["1"][0] == 2
    assert shares["2"][0] == 1
    assert shares["1"][1] + shares["2"][1] == 2


def test_a_building_behind_another_property_of_its_estate_uses_half():
    shallow = table(
        [
            (shapely.box(0, -100, 1000, 0), {"parcel_id": "1", "ematila": "A"}),
            (shapely.box(0, -600, 1000, -100), {"parcel_id": "4", "ematila": "A"}),
            (shapely.box(1000, -100, 1500, 0), {"parcel_id": "6", "ematila": "B"}),
            (shapely.box(1000, -600, 1500, -100), {"parcel_id": "7", "ematila": "C"}),
        ]
    )
    result = rights(shallow, buildings=table([house(500, -150), house(1200, -150)]))
    rows = by(result.sites, "parcel_id")
    assert result.sites["weight"][rows[("4",)]] == 0.5
    assert result.sites["shore"][rows[("4",)]] == "common"
    assert result.estates["used"][by(result.estates, "ematila")[("A",)]] == 0.5
    # C has no shore at all: its house is listed, counts nowhere, and says why.
    assert result.sites["used"][rows[("7",)]] == 0
    assert result.sites["reasons"][rows[("7",)]] == "estate_has_no_shore"
    # The half weighs on the property that has the shore.
    assert result.parcel_shares["remaining_raw"][by(result.parcel_shares, "parcel_id")[("1",)]] == pytest.approx(
        result.estates["right_raw"][0] - 0.5
    )


def test_the_planners_table_adds_and_corrects():
    buildings = table([house(100, -50), house(800, -50)])
    corrected = table(
        [
            (None, {"parcel_id": "1", "kind": "permit"}),  # a permit not yet built
            (None, {"parcel_id": "2", "kind": "plan_place", "places": 2}),
            (None, {"parcel_id": "2", "kind": "farm_centre", "replaces": "b800_-50"}),  # that house is a farm centre
            (None, {"parcel_id": "1", "weight": 0, "replaces": "b100_-50"}),  # that one is a ruin
            (None, {"parcel_id": "3", "kind": "tourism", "places": 10}),  # RM is outside the same dimensioning
            (None, {"parcel_id": "3", "kind": "jetty"}),
            (None, {"parcel_id": "3", "kind": "plan_area"}),  # an RA area without a number of places
        ]
    )
    result = rights(buildings=buildings, sites=corrected)
    used = {key[0]: result.estates["used"][n] for key, n in by(result.estates, "ematila").items()}
    assert used == {"A": 1 + 2 + 2, "B": 0, "5": 0}
    assert result.sites["reasons"][result.sites["kind"] == "jetty"].tolist() == ["no_rule_for_kind"]
    assert result.sites["reasons"][result.sites["kind"] == "plan_area"].tolist() == ["places_unknown"]
    with pytest.raises(InputError, match=r"site.*parcel_id.*'99'|parcel_id.*99"):
        rights(sites=table([(None, {"parcel_id": "99"})]))
    with pytest.raises(InputError, match="water_id"):
        rights(sites=table([(None, {"parcel_id": "1", "water_id": "Toinen"})]))


@pytest.mark.parametrize("kinds", [("loma-asunto", "Talouskeskus ", "lupa"), ("fritidshus", "driftscentrum", "lov")])
def test_kinds_in_the_planners_own_language(kinds):
    """Written as the reports write them: one site, a farm centre of two, one permit."""
    sites = table([(None, {"parcel_id": "1", "kind": kind}) for kind in kinds])
    result = rights(sites=sites)
    assert result.estates["used"][by(result.estates, "ematila")[("A",)]] == 1 + 2 + 1
    assert result.sites["kind"].tolist() == ["holiday_home", "farm_centre", "permit"]


def test_free_shore_is_what_lies_in_long_stretches_between_sites():
    # Sites occupy 50 m each. On A: 0-75 free, 75-125 built, 125-175 free (both short), 175-225 built, then free.
    result = rights(buildings=table([house(100, -30), house(200, -30)]))
    a = by(result.estates, "ematila")[("A",)]
    # The free stretch before 75 m goes on round the corner, far beyond 250 m: a ring has no beginning.
    assert result.estates["free_share"][a] == pytest.approx((1010 - 150) / 1010, abs=0.001)
    assert result.estates["built_share"][a] == pytest.approx(100 / 1010, abs=0.001)
    lone = rights(buildings=table([house(x, -30) for x in range(50, 1000, 300)]))
    # Between sites 300 m apart 250 m are free: just enough.
    assert lone.estates["free_share"][a] == pytest.approx((1010 - 200) / 1010, abs=0.001)
    dense = rights(buildings=table([house(x, -30) for x in range(50, 1000, 290)]))
    between = 3 * 240
    assert dense.estates["free_share"][a] == pytest.approx((1010 - 200 - between) / 1010, abs=0.001)


def test_built_share_of_orivesi():
    """KHO:2012:22: six sites on 1 600 m of shore, built 17 %, free 83 %: the court's figures mean 45 m for a site."""
    lake = waters(at(shapely.box(0, 0, 4000, 4000)), water_id=["Kalkunjärvi"])
    parcels = table([(shapely.box(500, -300, 2100 - 20, 0), {"parcel_id": "1", "ematila": "A"})])
    result = shoreline_rights(
        modified_shoreline(lake, V1).pieces,
        parcels,
        RULES.changed(norm=6, frontage_per_site=1600 * 0.17 / 6, free_stretch_m=0.0),
        buildings=table([house(600 + 250 * n, -30) for n in range(6)]),
    )
    assert result.estates["built_share"][0] == pytest.approx(0.17, abs=0.002)
    assert result.estates["free_share"][0] == pytest.approx(0.83, abs=0.002)


def test_islands_by_area_and_ponds_bring_sites_to_their_owners():
    lake = shapely.box(0, 0, 2000, 2000).difference(shapely.box(900, 900, 1100, 1100))  # an island of 4 ha
    pond = shapely.box(5000, 0, 5300, 300)  # 9 ha: 4 sites
    water = waters(at(lake), at(pond), water_id=["Järvi", "Lampi"])
    parcels = table(
        [
            (shapely.box(900, 900, 1100, 1100), {"parcel_id": "s", "ematila": "S"}),
            (shapely.box(4800, -200, 5150, 500), {"parcel_id": "l", "ematila": "L"}),
            (shapely.box(5150, -200, 5500, 500), {"parcel_id": "m", "ematila": "M"}),
        ]
    )
    result = rights(parcels, water=water)
    right_raw = {key: result.estates["right_raw"][n] for key, n in by(result.estates, "ematila", "water_id").items()}
    assert right_raw[("S", "Järvi")] == pytest.approx(1)
    assert right_raw[("L", "Lampi")] == pytest.approx(2, abs=1e-3)
    assert right_raw[("M", "Lampi")] == pytest.approx(2, abs=1e-3)


@pytest.fixture(scope="module")
def wide() -> tuple[Features, Features]:
    """A real-looking lake and a chequer of parcels round it, estates of about four parcels."""
    pieces = modified_shoreline(great_lake(shore_km=120, islands=100), V1).pieces
    west, south, east, north = shapely.total_bounds(pieces.geometry)
    x, y = (
        grid.ravel()
        for grid in np.meshgrid(np.arange(west - 200, east + 200, 230), np.arange(south - 200, north + 200, 310))
    )
    parcels = Features(
        shapely.box(x, y, x + 230, y + 310),
        {
            "parcel_id": np.array([f"p{n}" for n in range(len(x))], dtype=object),
            "ematila": np.array([f"e{n // 4}" for n in range(len(x))], dtype=object),
        },
        GK26,
    )
    return pieces, parcels


def test_the_sum_over_parcels_is_the_whole(wide):
    pieces, parcels = wide
    result = shoreline_rights(pieces, parcels, RULES, buildings=NO_BUILDINGS)
    for name in ("real_m", "modified_m"):
        whole = pieces[name].sum()
        assert result.shore[name].sum() == pytest.approx(whole)
        assert result.estates[name].sum() == pytest.approx(whole)
        assert result.parcel_shares[name].sum() == pytest.approx(whole)
    assert result.estates["area_sites"].sum() == pytest.approx(pieces["area_sites"].sum())
    assert result.parcel_shares["right_share"].sum() == pytest.approx(result.estates["right_raw"].sum())
    assert result.parcel_shares["remaining"].sum() == result.estates["remaining"].sum()
    assert shapely.length(result.shore.geometry).sum() == pytest.approx(shapely.length(pieces.geometry).sum())


def test_each_part_of_shore_lies_in_its_parcel(wide):
    pieces, parcels = wide
    result = shoreline_rights(pieces, parcels, RULES)
    middle = shapely.line_interpolate_point(result.shore.geometry, 0.5, normalized=True)
    row = np.array([int(name[1:]) for name in result.shore["parcel_id"]])
    assert shapely.distance(middle, parcels.geometry[row]).max() < 0.25


def test_cutting_parcels_in_two_changes_no_estates_total(wide):
    pieces, parcels = wide
    bounds = shapely.bounds(parcels.geometry)
    middle = bounds[:, 0] + 97.3
    halves = Features(
        np.concatenate(
            [
                shapely.box(bounds[:, 0], bounds[:, 1], middle, bounds[:, 3]),
                shapely.box(middle, bounds[:, 1], bounds[:, 2], bounds[:, 3]),
            ]
        ),
        {
            "parcel_id": np.concatenate(
                [parcels["parcel_id"], np.array([f"{name}b" for name in parcels["parcel_id"]], dtype=object)]
            ),
            "ematila": np.tile(parcels["ematila"], 2),
        },
        GK26,
    )
    rng = np.random.default_rng(5)
    near = shapely.buffer(rng.choice(pieces.geometry, 150), 30)
    points = shapely.point_on_surface(near)
    buildings = Features(
        points, {"use": np.full(150, "041", dtype=object), "use_scheme": np.full(150, "1994", dtype=object)}, GK26
    )
    one = shoreline_rights(pieces, parcels, RULES.changed(yard_m=0.0), buildings=buildings)
    two = shoreline_rights(pieces, halves, RULES.changed(yard_m=0.0), buildings=buildings)
    assert two.estates["ematila"].tolist() == one.estates["ematila"].tolist()
    for name in ("real_m", "modified_m", "right_raw", "free_share"):
        assert two.estates[name] == pytest.approx(one.estates[name], abs=0.001), name
    assert len(two.parcel_shares) > len(one.parcel_shares)


def test_without_original_estates_every_row_says_so():
    result = rights(ematila_field=None)
    assert set(result.estates["basis"]) == {"present_property"}
    assert set(result.estates["ematila"]) == {"1", "2", "3", "5"}
    with pytest.raises(InputError, match="no such field"):
        rights(ematila_field="kantatila")
    with pytest.raises(InputError, match="modified shoreline"):
        shoreline_rights(LAKE, PARCELS, RULES)


def test_shore_without_parcels_is_nobodys():
    nowhere = table([(shapely.box(9000, 9000, 9100, 9100), {"parcel_id": "9"}), (None, {"parcel_id": "10"})])
    for parcels in (nowhere, nowhere.take(np.empty(0, dtype=int))):
        result = rights(parcels)
        assert len(result.estates) == len(result.parcel_shares) == 0
        assert result.waters["nobodys_m"] == pytest.approx([8000], abs=0.01)
        assert result.waters["right_raw"].tolist() == [0]


def test_wrong_choices_are_refused():
    with pytest.raises(PlanningError, match="rounding"):
        RULES.changed(rounding="up")
    with pytest.raises(PlanningError, match="is not a parameter"):
        RULES.changed(nrm=5)
    changed = RULES.changed(norm=6.0, weight_site_common=1.0)
    rows = {name: (value, source) for name, value, source in changed.listed()}
    assert rows["norm"] == (6.0, "set for this run")
    assert rows["weight_site_common"] == (1.0, "set for this run")
    assert rows["weight_farm_centre_own"] == (2.0, "KHO:2004:40")
    assert changed.changed(norm=6.0).values() == changed.values()
