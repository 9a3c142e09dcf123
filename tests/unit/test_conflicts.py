# SPDX-License-Identifier: GPL-2.0-or-later
"""Aims that want the same ground: which, how much, what each would lose."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.features import Features, text_column
from heinola_planning_plugin.core.scoring.conflicts import conflict_policy, conflicts

EAST, NORTH = 26_500_000, 6_777_000


def box(x: float, y: float, width: float, height: float):
    return shapely.box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + height)


def layer(shapes, crs="EPSG:3880", **columns) -> Features:
    held = {
        name: text_column(values) if any(isinstance(one, str) for one in values) else np.array(values, dtype=float)
        for name, values in columns.items()
    }
    return Features(np.array(shapes, dtype=object), held, crs)


@pytest.fixture
def aims() -> dict[str, Features]:
    """Industry wants two squares of 1 ha; holiday housing the right half of the first; recreation the second."""
    return {
        "industrial_reservation": layer(
            [box(0, 0, 100, 100), box(500, 0, 100, 100)], parcel_id=["a", "b"], score=[80, 60]
        ),
        "holiday_housing": layer(
            [box(50, 0, 100, 100), box(500, 0, 100, 100)], parcel_id=["x", "y"], score=[90, np.nan], new_places=[4, 9]
        ),
        "zoning": layer([box(400, 0, 300, 100), box(0, 0, 100, 100)], zone_code=["VR", "T"]),
    }


def found_pairs(table: Features) -> set[tuple[str, str]]:
    return set(zip(table["id_a"].tolist(), table["id_b"].tolist()))


def test_overlaps_by_hand(aims):
    found = conflicts(aims, language="en")
    rows = list(zip(*(found[name].tolist() for name in ("pair", "id_a", "id_b", "stronger"))))
    assert rows == [("industry:recreation", "b", "VR", None), ("industry:holiday", "a", "x", "holiday")]
    assert found["area_ha"] == pytest.approx([1, 0.5], rel=1e-6)
    assert found["share_a"] == pytest.approx([1, 0.5])
    assert found["share_b"] == pytest.approx([1 / 3, 0.5])
    assert found["amount_a"] == pytest.approx([1, 0.5], rel=1e-6)
    assert found["amount_b"] == pytest.approx([1, 2], rel=1e-6)  # half of four building places
    assert found["unit_b"].tolist() == ["ha", "places"]
    assert found["loss_a"] == pytest.approx([60, 40], rel=1e-6)
    assert found["loss_b"] == pytest.approx([np.nan, 45], rel=1e-6, nan_ok=True)
    assert found.geometry[1].equals(box(50, 0, 50, 100))
    said = found["explanation"][1].replace("\u00a0", " ")
    assert said == (
        "The same ground, 0.50 ha: industrial reservation a (80.0 points) and shoreline holiday housing x "
        "(90.0 points). Industrial reservation would lose 0.5 ha, 40 point hectares (50 % of the feature); shoreline "
        "holiday housing would lose 2.0 building places, 45 point hectares (50 % of the feature)."
    )


def test_infill_against_heritage_and_the_plans_own_protection():
    plots = [box(0, 0, 50, 40), box(60, 0, 50, 40)]
    found = conflicts(
        {
            "infill": layer(plots, unit_id=["1-1", "1-2"], score=[70, 50], unused_m2=[800, np.nan]),
            "heritage": layer([box(25, -100, 500, 500)], name=["Seminaari"]),
            "plan_units": layer(plots, unit_id=["1-1", "1-2"], protection=[None, "sr-1"]),
        }
    )
    by_pair = {(pair, one): k for k, (pair, one) in enumerate(zip(found["pair"], found["id_a"]))}
    assert set(by_pair) == {("infill:heritage", "1-1"), ("infill:heritage", "1-2"), ("infill:plan_protection", "1-2")}
    half = by_pair["infill:heritage", "1-1"]
    assert found["amount_a"][half] == pytest.approx(400)
    unknown = by_pair["infill:heritage", "1-2"]
    assert np.isnan(found["amount_a"][unknown])
    assert "menettäisi ei tiedossa" in found["explanation"][unknown]


def test_borders_drawn_twice_are_no_conflict_and_candidates_alone_count(aims):
    aims["zoning"] = layer([box(599.5, 0, 100, 100)], zone_code=["VR"])
    assert found_pairs(conflicts(aims)) == {("a", "x")}
    assert found_pairs(conflicts(aims, least_m2=1)) == {("a", "x"), ("b", "VR")}


def test_a_layer_of_ones_own_is_compared_with_every_aim(aims):
    own = {"Solar park": layer([box(40, 0, 20, 100)], name=["Laviassuo"])}
    found = conflicts(aims, own)
    assert {("a", "Laviassuo"), ("x", "Laviassuo")} <= found_pairs(found)


def test_any_crs_and_the_first_layers_comes_out(aims):
    found = conflicts({**aims, "holiday_housing": aims["holiday_housing"].to_crs("EPSG:4326")})
    assert found.crs == "EPSG:3880"
    assert found["area_ha"] == pytest.approx([1, 0.5], rel=1e-4)


@pytest.mark.parametrize("names", [[], ["industrial_reservation"], ["zoning"]])
def test_nothing_in_common(aims, names):
    found = conflicts({name: aims[name] for name in names})
    assert len(found) == 0
    assert {"conflict_id", "loss_a", "explanation"} <= set(found.columns)


def test_order_of_features_changes_no_sum(aims):
    turned = {name: table.take(np.arange(len(table))[::-1]) for name, table in aims.items()}
    one, other = conflicts(aims), conflicts(turned)
    assert found_pairs(one) == found_pairs(other)
    assert one["area_ha"].sum() == pytest.approx(other["area_ha"].sum(), rel=1e-12)


def test_the_shipped_pairs_are_those_the_strategy_can_quarrel_about():
    policy = conflict_policy()
    assert {("industry", "recreation"), ("industry", "holiday"), ("infill", "heritage")} <= set(policy.pairs)
    assert all(set(aim.title) == {"fi", "sv", "en"} for aim in policy.aims.values())
