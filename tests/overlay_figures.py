# SPDX-License-Identifier: GPL-2.0-or-later
"""A little strategy and hand-drawn zones for the tests of the overlay.

Drawn figures lie on the central meridian of ETRS-GK26, where map and ground areas are the same.
"""

from __future__ import annotations

import numpy as np
import shapely

from heinola_planning_plugin.core.features import Features, text_column
from heinola_planning_plugin.core.strategy.model import read_strategy
from heinola_planning_plugin.paths import resource

X, Y = 26_500_000.0, 6_788_000.0
GK26 = "EPSG:3880"
HEINOLA = read_strategy(resource("strategy", "heinola_2020.yaml"))

TOWN = """id: town
municipality: "999"
source: test
name: {fi: kaupunki, sv: stad, en: town}
horizon: 2030
vision: {fi: a, sv: b, en: c}
foundation: []
starting_points: []
milestones: []
spearheads: [{id: K1, section: "1", name: {fi: a, sv: b, en: c}}]
instruments: []
areas:
  - {id: north, scope: area, name: {fi: Pohjoisranta, sv: Norra, en: North shore}}
  - {id: south, scope: area, name: {fi: etelä, sv: syd, en: south}}
  - {id: town, scope: everywhere, name: {fi: kaupunki, sv: stad, en: town}}
measures:
  - id: plots
    part: K1
    spatial: Y
    source: p. 1
    name: {fi: tontit, sv: tomter, en: industrial plots}
    areas: [north]
    target: {advances: [industry], conflicts: [housing, EO], unit: ha, wanted: 5, source: council}
  - id: cottages
    part: K1
    spatial: Y
    drives: true
    source: p. 2
    name: {fi: mökit, sv: stugor, en: cottages}
    areas: [north, south]
    target: {advances: [RA], conflicts: [industry], unit: building_places, wanted: {south: 20}, source: council}
  - id: floor
    part: K1
    spatial: Y
    source: p. 3
    name: {fi: kerrosala, sv: våningsyta, en: floor area}
    areas: [town]
    target: {advances: [housing, centre], conflicts: [], unit: floor_area_m2, wanted: 3000, source: council}
  - id: lifts
    part: K1
    spatial: P
    source: p. 4
    name: {fi: hissit, sv: hissar, en: lifts}
    areas: [town]
    target: {advances: [], conflicts: [], unit: count, wanted: 10, source: council}
"""


def town_strategy(folder):
    """Read the little strategy above through a file in the folder."""
    path = folder / "town.yaml"
    path.write_text(TOWN, encoding="utf-8")
    return read_strategy(path)


def square(west: float, south: float, east: float, north: float):
    return shapely.box(X + west, Y + south, X + east, Y + north)


def zoning(*rows: tuple, **columns) -> Features:
    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = [shape for _, shape in rows]
    return Features(shapes, {"zone_code": text_column(code for code, _ in rows), **columns}, GK26)


def areas(*rows: tuple) -> Features:
    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = [shape for _, shape in rows]
    return Features(shapes, {"area_id": text_column(id_ for id_, _ in rows)}, GK26)


def rows_of(table: Features, *names: str) -> list[tuple]:
    return list(zip(*(table[name].tolist() for name in names)))


def gap(gaps: Features, target: str, measure: str) -> dict:
    row = np.flatnonzero((gaps["target_id"] == target) & (gaps["measure_id"] == measure))
    assert len(row) == 1
    return {name: values[row[0]] for name, values in gaps.columns.items()}
