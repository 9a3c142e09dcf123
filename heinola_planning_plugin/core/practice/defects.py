# SPDX-License-Identifier: GPL-2.0-or-later
"""A handful of faults planted in the first copy, of the kinds that real deliveries have, for the data check to find."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from ..features import Features
from .draws import blank

PARCELS, BUILDINGS, UNITS = "PalstanSijaintitiedot", "avoimet_rakennukset", "kaavayksikot"

DEFECTS: tuple[tuple[str, int, str], ...] = (
    (PARCELS, 40, "self_intersection"),
    (PARCELS, 75, "missing_id"),
    (UNITS, 61, "duplicate_polygon"),
    (UNITS, 90, "overlap"),
    (BUILDINGS, 25, "wrong_check_character"),
    (BUILDINGS, 60, "zero_coordinates"),
    (BUILDINGS, 110, "impossible_floor_area"),
)
"""Layer, row (from 0) and kind of each planted fault; the rows lie downtown, where the layers begin."""

OVERLAP_M = 3.0
IMPOSSIBLE_AREA = 9_999_999.0


def plant(layers: dict[str, Features]) -> dict[str, Features]:
    """Give the layers with the faults of `DEFECTS`; nothing else changes, but that row 61 of the plan units is new."""
    layers = dict(layers)
    for layer, row, kind in DEFECTS:
        layers[layer] = _KINDS[kind](layers[layer], row)
    # A parcel without an id leaves the buildings on it without one as well.
    gone = _rows(PARCELS, "missing_id")
    before = layers[BUILDINGS]
    inside = shapely.contains(layers[PARCELS].geometry[gone[0]], before.geometry)
    layers[BUILDINGS] = before.with_columns({"sijaintikiinteisto": blank(before["sijaintikiinteisto"], inside)})
    return layers


def _rows(layer: str, kind: str) -> list[int]:
    return [row for name, row, what in DEFECTS if (name, what) == (layer, kind)]


def _self_intersection(table: Features, row: int) -> Features:
    """Two neighbouring corners of the outline in the wrong order, the first pair that crosses it: a bow tie."""
    ring = shapely.get_coordinates(shapely.get_exterior_ring(table.geometry[row]))
    for k in range(1, len(ring) - 2):
        order = np.arange(len(ring))
        order[[k, k + 1]] = k + 1, k
        crossed = shapely.polygons(ring[order])
        if not shapely.is_valid(crossed):
            return _with_shape(table, row, crossed)
    raise AssertionError("an outline of three corners has no bow tie; choose another row for this fault")


def _missing_id(table: Features, row: int) -> Features:
    table = _with_value(table, "kiinteistotunnus", row, None)
    return _with_value(table, "kiinteistotunnuksenEsitysmuoto", row, None)


def _duplicate_polygon(table: Features, row: int) -> Features:
    """The row before once more."""
    again = np.concatenate([np.arange(row), np.arange(row - 1, len(table))])
    return table.take(again)


def _overlap(table: Features, row: int) -> Features:
    return _with_shape(table, row, shapely.buffer(table.geometry[row], OVERLAP_M, join_style="mitre"))


def _wrong_check_character(table: Features, row: int) -> Features:
    right = table["pysyva_rakennustunnus"][row]
    return _with_value(table, "pysyva_rakennustunnus", row, right[:-1] + ("A" if right[-1] != "A" else "B"))


def _zero_coordinates(table: Features, row: int) -> Features:
    return _with_shape(table, row, shapely.Point(0, 0))


def _impossible_floor_area(table: Features, row: int) -> Features:
    return _with_value(table, "kerrosala", row, IMPOSSIBLE_AREA)


def _with_shape(table: Features, row: int, shape: shapely.Geometry) -> Features:
    geometry = table.geometry.copy()
    geometry[row] = shape
    return table.with_geometry(geometry)


def _with_value(table: Features, name: str, row: int, value: object) -> Features:
    column = table[name].copy()
    column[row] = value
    return table.with_columns({name: column})


_KINDS: dict[str, Callable[[Features, int], Features]] = {
    "self_intersection": _self_intersection,
    "missing_id": _missing_id,
    "duplicate_polygon": _duplicate_polygon,
    "overlap": _overlap,
    "wrong_check_character": _wrong_check_character,
    "zero_coordinates": _zero_coordinates,
    "impossible_floor_area": _impossible_floor_area,
}
