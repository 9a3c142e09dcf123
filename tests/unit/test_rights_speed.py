# SPDX-License-Identifier: GPL-2.0-or-later
"""A fifth of the largest town: whatever the plots are told by, the work grows with their number and nothing else."""

from __future__ import annotations

import time

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.features import Features, text_column
from heinola_planning_plugin.core.rights.reserve import building_rights
from heinola_planning_plugin.core.rights.walking import walking_columns

COUNT, SIDE = 20_000, 142
EAST, NORTH = 26_500_000.0, 6_780_000.0


def plots() -> tuple[np.ndarray, np.ndarray]:
    number = np.arange(COUNT)
    return EAST + number % SIDE * 40.0, NORTH + number // SIDE * 30.0


@pytest.mark.parametrize("told", [True, False], ids=["with plan and property ids", "without"])
def test_building_rights_of_20_000_plots(told: bool) -> None:
    """The bar is 5 s for 100 000: a second of one processor here, three times that for a busy machine."""
    x, y = plots()
    names = text_column(f"u{k}" for k in range(COUNT))
    notes = ("e=0.40 II", "1200", "2740+yht 260+t50", "800 III")
    units = {
        "unit_id": names,
        "zone_code": text_column(("AK", "AO", "K", "T")[k % 4] for k in range(COUNT)),
        "notation": text_column(notes[k % 4] for k in range(COUNT)),
        "block_id": text_column(str(k // 20) for k in range(COUNT)),
        "district": text_column(f"d{k // 5000}" for k in range(COUNT)),
    }
    houses = {"floor_area_m2": 50.0 + np.arange(COUNT) % 700}
    if told:
        units["plan_id"] = text_column(f"p{k // 1000}" for k in range(COUNT))
        houses["parcel_id"] = names
    turned = np.array([[0.8, 0.6], [-0.6, 0.8]])  # no border runs along the axes
    shapes = shapely.transform(
        shapely.box(x, y, x + 40, y + 30), lambda xy: (xy - [EAST, NORTH]) @ turned + [EAST, NORTH]
    )
    tables = Features(shapes, units, "EPSG:3880"), Features(shapely.centroid(shapes), houses, "EPSG:3880")
    start = time.process_time()
    found = building_rights(*tables)
    assert time.process_time() - start < 3.0
    assert np.nansum(found.units["used_m2"]) == pytest.approx(houses["floor_area_m2"].sum())
    assert not (found.units["reasons"] == "overlap_undecided").any()


def test_walking_from_20_000_plots() -> None:
    """The bar is 10 s over a town's streets; the ways are those of the grid."""
    x, y = plots()
    cuts = np.arange(0, SIDE * 40 + 1, 40.0)
    streets = [shapely.LineString(np.column_stack([EAST + cuts, np.full(len(cuts), NORTH + at)])) for at in cuts]
    streets += [shapely.LineString(np.column_stack([np.full(len(cuts), EAST + at), NORTH + cuts])) for at in cuts]
    roads = Features(
        np.array(streets, dtype=object), {"road_class": text_column(["street"] * len(streets))}, "EPSG:3880"
    )
    units = Features(shapely.box(x, y, x + 40, y + 30), {}, "EPSG:3880")
    centre = Features(shapely.points([[EAST, NORTH]]), {}, "EPSG:3880")
    start = time.process_time()
    ways = walking_columns(units, centre, None, centre, roads, 300.0)
    assert time.process_time() - start < 5.0
    middle = shapely.get_coordinates(shapely.centroid(units.geometry)) - [EAST, NORTH]
    away = np.abs(ways["walk_m"] - middle.sum(axis=1))
    assert away.max() < 45  # along the grid, but for the way to the nearest street
    np.testing.assert_allclose(ways["walk_m"], ways["walk_stop_m"], atol=1e-6)
