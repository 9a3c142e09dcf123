# SPDX-License-Identifier: GPL-2.0-or-later
"""Building right of parcels, put together from the plan units they lie in.

Plot ratio counts on the part of the parcel's own area; any other right of a unit is divided by area where the unit is
on several parcels (project's choice, and said in the result). A part whose right is unknown makes the parcel's right
unknown; what is known of it stands in `permitted_known_m2`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from ..features import Features, true_area_m2
from ..jobs import whole_properties
from ..measures import overlap
from ..progress import Progress, silent
from .method import Method
from .permitted import Permitted
from .reasons import Reasons
from .units import Units, number


@dataclass(frozen=True)
class ParcelRights:
    """Parcels, one row each, with their right.

    Attributes:
        features: geometry and input columns; parts with one parcel_id together.
        permitted: as of units.
        known_m2: right of the parts where it is known.
        zone_code: codes of the units on the parcel, largest part first, joined by ";".
        main_unit: int64 (n,), the unit with the largest part, -1 for none.
        reasons: what to know of the right.
    """

    features: Features
    permitted: Permitted
    known_m2: np.ndarray
    zone_code: np.ndarray
    main_unit: np.ndarray
    reasons: Reasons


def parcel_rights(
    parcels: Features, units: Units, right: Permitted, method: Method, parameters: Mapping[str, Any],
    progress: Progress = silent,
) -> ParcelRights:  # fmt: skip
    """Put the right of each parcel together."""
    table = whole_properties(parcels.to_crs(units.features.crs))
    ground = true_area_m2(table.geometry, table.crs)
    register = number(table, "area_m2")
    area = np.where(register > 0, register, ground)
    live = np.flatnonzero(units.counted & ~shapely.is_missing(units.ground))
    parcel, unit, piece = overlap.pieces(table.geometry, units.ground[live], progress)
    unit = live[unit]
    size = shapely.area(piece)
    of_parcel = size / shapely.area(table.geometry)[parcel]
    of_unit = size / shapely.area(units.ground)[unit]
    sliver = float(parameters["sliver_share"])
    kept = (of_parcel >= sliver) | (of_unit >= sliver)
    parcel, unit, of_parcel, of_unit = parcel[kept], unit[kept], of_parcel[kept], of_unit[kept]
    of_unit = np.where(of_unit >= float(parameters["whole_share"]), 1.0, of_unit)
    of_parcel = np.where(of_parcel >= float(parameters["whole_share"]), 1.0, of_parcel)

    by_ratio = right.basis[unit] == "efficiency"
    ratio = right.m2[unit] / right.area_m2[unit]
    m2 = np.where(by_ratio, ratio * area[parcel] * of_parcel, right.m2[unit] * of_unit)
    count = len(table)

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(parcel, np.nan_to_num(values), minlength=count)

    unknown = np.bincount(parcel[np.isnan(m2)], minlength=count) > 0
    inside = np.bincount(parcel, minlength=count) > 0
    main = _largest(parcel, unit, of_parcel, count)
    basis = np.full(count, "unknown", dtype=object)
    settled = inside & ~unknown
    basis[settled] = right.basis[main[settled]]
    known = np.where(np.bincount(parcel[~np.isnan(m2)], minlength=count) > 0, total(m2), np.nan)
    reasons = _inherited(units.reasons, parcel, unit, count, method)
    reasons.add("no_plan", ~inside)
    reasons.add("part_without_number", unknown)
    reasons.add("right_divided_by_area", _any(parcel, ~by_ratio & (of_unit < 1) & ~np.isnan(m2), count))
    reasons.add("partly_outside_plan", inside & (np.bincount(parcel, of_parcel, minlength=count) < 1 - sliver))
    return ParcelRights(
        features=table,
        permitted=Permitted(
            area,
            np.where(unknown, np.nan, known),
            basis,
            _divided(right.extra_m2, unit, of_unit, parcel, count),
            _divided(right.outbuilding_m2, unit, of_unit, parcel, count),
        ),
        known_m2=known,
        zone_code=_codes(units.text("zone_code"), parcel, unit, of_parcel, count),
        main_unit=main,
        reasons=reasons,
    )


def _any(row: np.ndarray, mask: np.ndarray, count: int) -> np.ndarray:
    out = np.zeros(count, dtype=bool)
    out[row[mask]] = True
    return out


def _largest(parcel: np.ndarray, unit: np.ndarray, share: np.ndarray, count: int) -> np.ndarray:
    out = np.full(count, -1, dtype=np.int64)
    order = np.lexsort((-unit, share))  # the last written is the largest share, the lowest unit of equals
    out[parcel[order]] = unit[order]
    return out


def _divided(values: np.ndarray, unit: np.ndarray, share: np.ndarray, parcel: np.ndarray, count: int) -> np.ndarray:
    part = values[unit] * share
    there = ~np.isnan(part)
    total = np.bincount(parcel[there], part[there], minlength=count)
    return np.where(_any(parcel, there, count), total, np.nan)


def _codes(codes: np.ndarray, parcel: np.ndarray, unit: np.ndarray, share: np.ndarray, count: int) -> np.ndarray:
    order = np.lexsort((unit, -share, parcel))
    rows: list[list[str]] = [[] for _ in range(count)]
    for row, code in zip(parcel[order].tolist(), codes[unit[order]].tolist()):
        if code is not None and code not in rows[row]:
            rows[row].append(code)
    out = np.empty(count, dtype=object)
    out[:] = [";".join(row) or None for row in rows]
    return out


_PASSED_ON = ("protected", "newer_than_other", "plan_status_unread", "rights_capped", "partly_superseded_ratio")


def _inherited(reasons: Reasons, parcel: np.ndarray, unit: np.ndarray, count: int, method: Method) -> Reasons:
    """Give parcels what is to be known of their units."""
    out = Reasons(count, method)
    for code in _PASSED_ON:
        mask = reasons.holds(code)[unit]
        rows, first = np.unique(parcel[mask], return_index=True)
        held = np.zeros(count, dtype=bool)
        held[rows] = True
        out.add(code, held, reasons.values(code)[unit[mask][first]] if mask.any() else None)
    return out
