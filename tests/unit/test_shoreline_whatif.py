# SPDX-License-Identifier: GPL-2.0-or-later
"""Methods, norms and roundings side by side."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shoreline_shapes import GK26, HEINOLA_GK26, channel, place, waters

from heinola_planning_plugin.core.errors import PlanningError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.shoreline.comparing import COMPARE_METHODS
from heinola_planning_plugin.core.shoreline.method import read_method
from heinola_planning_plugin.core.shoreline.rules import read_rights
from heinola_planning_plugin.core.shoreline.whatif import Scenario, compare
from heinola_planning_plugin.paths import resource

METHOD = {name: read_method(resource("methods", f"shoreline_{name}.yaml")) for name in ("v1", "v7")}
RULES = read_rights(resource("methods", "shoreline_rights.yaml"))


def layers():
    """A strait 150 m wide between two lakes; estate S has its southern bank, 1 000 m, N its northern."""
    banks = [shapely.box(0, -900, 1000, -75), shapely.box(0, 75, 1000, 900)]
    columns = {
        "parcel_id": np.array(["1", "2"], dtype=object),
        "ematila": np.array(["S", "N"], dtype=object),
    }
    ground = np.array([place(bank, 0, HEINOLA_GK26) for bank in banks], dtype=object)
    return waters(place(channel(150), 0, HEINOLA_GK26), water_id=["Salmi"]), Features(ground, columns, GK26)


def test_scenarios_side_by_side():
    water, parcels = layers()
    result = compare(
        water,
        parcels,
        [
            Scenario("Ruovesi, 5", METHOD["v1"], RULES),
            Scenario("Ruovesi, 5, puolesta ylös", METHOD["v1"], RULES.changed(rounding="half_up")),
            Scenario("58 %", METHOD["v7"], RULES),
            Scenario("Ruovesi, 6", METHOD["v1"], RULES.changed(norm=6)),
        ],
        buildings=Features(np.empty(0, dtype=object), {}, GK26),
    )
    estates = result.estates
    south = int(np.flatnonzero(estates["ematila"] == "S")[0])
    # Its shore: 1 000 m of bank at 1/2, and 825 m of lakeshore at either end at 1.
    bank_only = 1000 * 0.5 + 2 * 825
    assert estates["s1_modified_m"][south] == pytest.approx(bank_only, abs=30)
    assert estates["s3_modified_m"][south] == pytest.approx(0.58 * 2650, abs=15)
    for number, norm in ((1, 5), (4, 6)):
        assert estates[f"s{number}_right_raw"][south] == pytest.approx(estates["s1_modified_m"][south] * norm / 1000)
    assert estates["s2_change"].tolist() == [
        after - before for before, after in zip(estates["s1_remaining"], estates["s2_remaining"])
    ]
    totals = result.totals
    assert totals["scenario"].tolist() == ["s1", "s2", "s3", "s4"]
    assert totals["method"].tolist() == ["v1", "v1", "v7", "v1"]
    assert totals["remaining"].tolist() == [estates[f"s{n}_remaining"].sum() for n in (1, 2, 3, 4)]
    assert totals["ratio"][2] == pytest.approx(0.58)
    assert totals["estates_losing"][2] == (estates["s3_change"] < 0).sum() > 0
    assert result.shorelines[0] is result.shorelines[1]  # the shore is measured once per method
    assert result.shorelines[0] is result.shorelines[3]


def test_the_edge_of_the_data_is_no_shore_of_any_scenario():
    """A bay cut off by the map sheet along its crooked eastern side: the edge given takes its 1 000 m away."""
    bay = shapely.Polygon([(0, 0), (1000, 0), (1010, 250), (1000, 500), (1010, 750), (1000, 1000), (0, 1000)])
    edge = shapely.LineString([(1000, 0), (1010, 250), (1000, 500), (1010, 750), (1000, 1000)])
    bank = place(shapely.box(0, -400, 1000, 0), 0, HEINOLA_GK26)
    parcels = Features(np.array([bank]), {"parcel_id": np.array(["1"], dtype=object)}, GK26)
    water = waters(place(bay, 0, HEINOLA_GK26), water_id=["Lahti"])
    extent = Features(np.array([place(edge, 0, HEINOLA_GK26)]), {}, GK26)
    settings = Settings(COMPARE_METHODS.shipped(), {"scenarios": "V1; v1; 5"})
    layers = {"water": water, "parcels": parcels}
    runs = (COMPARE_METHODS.run(each, settings, lambda *_: None) for each in (layers, {**layers, "extent": extent}))
    without, given = (run["TOTALS"] for run in runs)
    assert without["real_m"][0] == pytest.approx(3000 + edge.length, abs=0.1)
    assert given["real_m"][0] == pytest.approx(3000, abs=0.1)


def test_scenarios_need_names_of_their_own():
    water, parcels = layers()
    with pytest.raises(PlanningError, match="own name"):
        compare(water, parcels, [Scenario("a", METHOD["v1"], RULES)] * 2)
    with pytest.raises(PlanningError, match="at least one"):
        compare(water, parcels, [])
