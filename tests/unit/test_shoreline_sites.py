# SPDX-License-Identifier: GPL-2.0-or-later
"""What counts as used: plans' places beside buildings, and the table of sites given back."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shoreline_lake import LAKE, PARCELS, RULES, V1, by, house, rights, table
from shoreline_shapes import GK26

from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.shoreline.modified import modified_shoreline
from heinola_planning_plugin.core.shoreline.plan_places import plan_places
from heinola_planning_plugin.core.shoreline.rights import shoreline_rights

BUILDINGS = table([house(100, -50), house(160, -60, "931"), house(450, -40), house(800, -150)])
# An RA area of four places over the first 550 m of estate A's shore: two of them stand there already.
UNITS = table(
    [
        (shapely.box(50, -200, 550, 0), {"unit_id": "ra1", "zone_code": "RA", "places": 4}),
        (shapely.box(1100, -100, 1200, 0), {"unit_id": "rm1", "zone_code": "RM", "places": 10}),
        (shapely.box(1300, -100, 1400, 0), {"unit_id": "at1", "zone_code": "AO", "places": 1}),
    ]
)


def used(result) -> dict[str, float]:
    return {key[0]: result.estates["used"][n] for key, n in by(result.estates, "ematila").items()}


def test_a_plans_place_that_is_built_counts_once():
    assert used(rights(buildings=BUILDINGS))["A"] == 3
    result = rights(buildings=BUILDINGS, plans=plan_places(UNITS, None))
    assert used(result) == {"A": 2 + (4 - 2) + 1, "B": 0, "5": 0}
    rows = by(result.sites, "site_id")
    assert result.sites["places"][rows[("ra1",)]] == 2
    assert result.sites["basis"][rows[("ra1",)]] == "plan"
    assert result.sites["rule"][rows[("rm1",)]] == "tourism"
    assert ("at1",) not in rows
    without = rights(plans=plan_places(UNITS, None))
    assert used(without)["A"] == 4
    built = rights(buildings=table([house(100 + 100 * n, -50) for n in range(5)]), plans=plan_places(UNITS, None))
    assert used(built)["A"] == 5
    row = by(built.sites, "site_id")[("ra1",)]
    assert built.sites["reasons"][row] == "plan_places_built"


def test_a_general_plan_gives_way_to_the_detailed_one():
    zoning = table(
        [
            (shapely.box(0, -250, 580, 0), {"zone_code": "RA", "places": 5}),  # most of it under ra1
            (shapely.box(620, -250, 1000, 0), {"zone_code": "RA", "places": 3}),
            (shapely.box(1000, -250, 1400, 0), {"zone_code": "RA", "places": 9, "plan_status": "proposal"}),
        ]
    )
    result = rights(buildings=BUILDINGS, plans=plan_places(UNITS, zoning))
    # Two built and two to build in ra1; one built and two to build in the general plan's second area.
    assert used(result) == {"A": 4 + 3, "B": 0, "5": 0}
    assert used(rights(buildings=BUILDINGS, plans=plan_places(None, zoning)))["A"] == 5 + 3


def test_a_plan_that_does_not_tell_its_places_makes_what_is_used_a_lower_bound():
    units = table([(shapely.box(500, -200, 1200, -1), {"unit_id": "ra", "zone_code": "RA"})])
    result = rights(buildings=BUILDINGS, plans=plan_places(units, None))
    rows = by(result.estates, "ematila")
    assert used(result)["A"] == 3
    assert "used_at_least" in result.estates["reasons"][rows[("A",)]]
    assert "used_at_least" in result.estates["reasons"][rows[("B",)]]
    assert "used_at_least" not in result.estates["reasons"][rows[("5",)]]
    told = result.sites.with_columns({"places": np.where(result.sites["site_id"] == "ra", 2.0, result.sites["places"])})
    corrected = rights(buildings=BUILDINGS, sites=told, plans=plan_places(units, None))
    assert sum(used(corrected).values()) == 5
    assert "used_at_least" not in ";".join(corrected.estates["reasons"])


def test_shore_left_to_a_plan_leaves_its_places_out_too():
    area = UNITS.take(np.array([0])).with_columns({"reason": np.array(["plan_holiday"], dtype=object)})
    pieces = modified_shoreline(LAKE, V1, area).pieces
    result = shoreline_rights(pieces, PARCELS, RULES, buildings=BUILDINGS, plans=plan_places(UNITS, None))
    a = by(result.estates, "ematila")[("A",)]
    assert result.estates["modified_m"][a] == pytest.approx(1010 - 500, abs=6)
    assert used(result)["A"] == 1
    assert set(result.sites["reasons"]) == {"", "shore_left_to_plan"}


@pytest.mark.parametrize("buildings", [BUILDINGS, BUILDINGS.select(["use", "use_scheme"])], ids=["ids", "no ids"])
def test_the_table_of_sites_given_back_changes_nothing(buildings):
    houses = table([house(1200, -150, "05", "open"), house(3000, -150)])
    layers = {
        "buildings": Features(
            np.concatenate([buildings.geometry, houses.geometry]),
            {name: np.concatenate([buildings[name], houses[name]]) for name in buildings.columns},
            GK26,
        )
    }
    zoning = table([(shapely.box(620, -250, 1200, 0), {"zone_code": "RA"})])
    plans = plan_places(UNITS, zoning)
    first = rights(**layers, plans=plans)
    second = rights(**layers, plans=plans, sites=first.sites)
    for before, after in ((first.estates, second.estates), (first.parcel_shares, second.parcel_shares)):
        for name in before.columns:
            np.testing.assert_array_equal(before[name], after[name], name)
    order = [np.argsort(each.sites["site_id"].astype(str)) for each in (first, second)]
    for name in first.sites.columns:
        np.testing.assert_array_equal(first.sites[name][order[0]], second.sites[name][order[1]], name)
    # And she can correct it: that house is a ruin.
    weight = np.where(first.sites["site_id"] == first.sites["site_id"][0], 0.0, first.sites["weight"])
    third = rights(**layers, plans=plans, sites=first.sites.with_columns({"weight": weight}))
    assert used(third)["A"] == used(first)["A"] - 1


def test_a_building_of_unknown_use_is_listed_and_makes_what_is_used_a_lower_bound():
    buildings = table([house(100, -50), house(130, -60, None, None), house(800, -50, None, None)])
    result = rights(buildings=buildings)
    a = by(result.estates, "ematila")[("A",)]
    # The one in the cottage's yard belongs to it; the other may be a cottage.
    assert result.estates["used"][a] == 1
    assert "used_at_least" in result.estates["reasons"][a]
    assert sorted(result.sites["reasons"]) == ["", "use_unknown"]
    nothing_told = rights(buildings=table([house(100, -50, None, None)]))
    assert np.isnan(nothing_told.estates["used"]).all()
