# SPDX-License-Identifier: GPL-2.0-or-later
"""Aims that want the same ground: which, how much, what each would lose."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.features import Features, text_column
from heinola_planning_plugin.core.scoring.conflicts import conflicts

EAST, NORTH = 26_500_000, 6_777_000


def box(x: float, y: float, width: float, height: float):
    return shapely.box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + height)


def layer(shapes, crs="EPSG:3880", **columns) -> Features:
    held = {
        name: text_column(values) if isinstance(values[0], str) else np.array(values, dtype=float)
        for name, values in columns.items()
    }
    return Features(np.array(shapes, dtype=object), held, crs)


@pytest.fixture
def aims() -> dict[str, Features]:
    """Industry wants two squares of 1 ha; holiday housing the right half of the first; recreation the second."""
    return {
        "industry": layer([box(0, 0, 100, 100), box(500, 0, 100, 100)], parcel_id=["a", "b"], score=[80, 60]),
        "holiday": layer([box(50, 0, 100, 100), box(500, 0, 100, 100)], parcel_id=["x", "y"], score=[90, np.nan]),
        "recreation": layer([box(400, 0, 300, 100)], zone_code=["VR"]),
    }


def test_overlaps_by_hand(aims):
    found = conflicts(aims)
    rows = list(zip(*(found[name].tolist() for name in ("aim_a", "id_a", "aim_b", "id_b", "stronger"))))
    assert rows == [("industry", "b", "recreation", "VR", None), ("industry", "a", "holiday", "x", "holiday")]
    assert found["area_ha"] == pytest.approx([1, 0.5], rel=1e-6)
    assert found["share_a"] == pytest.approx([1, 0.5])
    assert found["share_b"] == pytest.approx([1 / 3, 0.5])
    assert found["loss_a"] == pytest.approx([60, 40], rel=1e-6)
    assert found["loss_b"] == pytest.approx([np.nan, 45], rel=1e-6, nan_ok=True)
    assert found.geometry[1].equals(box(50, 0, 50, 100))


def test_borders_drawn_twice_are_no_conflict_and_candidates_alone_count(aims):
    aims["recreation"] = layer([box(599.5, 0, 100, 100)], zone_code=["VR"])
    assert found_pairs(conflicts(aims)) == {("a", "x")}
    assert found_pairs(conflicts(aims, least_m2=1)) == {("a", "x"), ("b", "VR")}


def test_any_crs_and_the_first_layers_comes_out(aims):
    elsewhere = {**aims, "holiday": aims["holiday"].to_crs("EPSG:4326")}
    found = conflicts(elsewhere)
    assert found.crs == "EPSG:3880"
    assert found["area_ha"] == pytest.approx([1, 0.5], rel=1e-4)


@pytest.mark.parametrize("names", [[], ["industry"], ["holiday", "recreation"]])
def test_nothing_in_common(aims, names):
    found = conflicts({name: aims[name] for name in names})
    assert len(found) == 0
    assert "loss_a" in found


def found_pairs(table: Features) -> set[tuple[str, str]]:
    return set(zip(table["id_a"].tolist(), table["id_b"].tolist()))
