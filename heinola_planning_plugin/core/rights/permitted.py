# SPDX-License-Identifier: GPL-2.0-or-later
"""Permitted floor area of plan units.

Order (project's choice): floor area given for the plot; the sum over the building areas inside it; plot ratio x area;
building places x right of a place; otherwise unknown, with the reason. The plot's total may not exceed the right
whichever way the plan expresses it (SYKE, application profile for detailed plans), so where floor area and plot ratio
are both given and differ, the lower binds. 0 in a register may mean "none" or "unknown" (City of Tampere, description
of its plan reserve data), so it is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..features import Features
from ..measures import overlap
from ..wording import numbers
from .method import Method
from .notation import parse_columns
from .tokens import LARGEST_RIGHT_M2
from .units import Units, number, text

BASES = ("floor_area", "building_areas", "efficiency", "places", "unknown")


@dataclass(frozen=True)
class Permitted:
    """Permitted floor area of n units.

    Attributes:
        area_m2: area that the right is counted on: the part that newer plans haven't taken.
        m2: permitted floor area; NaN where unknown.
        basis: one of BASES.
        extra_m2: rights on top of the main right, all kinds.
        outbuilding_m2: those of them that are for outbuildings; NaN where the plan gives none.
    """

    area_m2: np.ndarray
    m2: np.ndarray
    basis: np.ndarray
    extra_m2: np.ndarray
    outbuilding_m2: np.ndarray


def sane(values: np.ndarray) -> np.ndarray:
    """Give floor areas with what registers write for "unknown" (0, below, 500 000 and over) as NaN."""
    with np.errstate(invalid="ignore"):
        return np.where((values > 0) & (values < LARGEST_RIGHT_M2), values, np.nan)


def permitted(
    units: Units, method: Method, parameters: Mapping[str, Any], building_areas: Features | None = None,
    language: str = "fi",
) -> Permitted:  # fmt: skip
    """Work out each unit's permitted floor area and note in `units.reasons` why it is what it is.

    Args:
        units: see `units.prepare`.
        method: words and lists.
        parameters: `whole_share`, `agreement_share`, `right_per_place_m2`.
        building_areas: rakennusalat, with `notation` or `permitted_m2`; each counts to the unit that holds most of it.
        language: of numbers in the reasons.
    """
    area = units.area_m2 * (1 - units.lost_share)
    extra = _extras(units.notation.notations, method)[units.notation.index]
    of_areas, without, area_extra = _building_areas(units, building_areas, method)
    extra = np.where(np.isnan(extra), area_extra, extra + np.nan_to_num(area_extra))

    plot = _first(sane(units.number("permitted_m2")), units.notation.number("main_right_m2"))
    ratio = _first(_positive(units.number("plot_ratio")), units.notation.number("plot_ratio"))
    place = units.notation.number("place_right_m2")
    if parameters["right_per_place_m2"] is not None:
        place = _first(place, np.full(len(place), float(parameters["right_per_place_m2"])))
    places = _first(_positive(units.number("places")), units.notation.number("places"))
    candidates = (plot, of_areas, ratio * area, places * place)
    stack = np.column_stack(candidates)
    known = ~np.isnan(stack)
    chosen = np.where(known.any(axis=1), known.argmax(axis=1), len(candidates))
    m2 = np.append(stack, np.full((len(stack), 1), np.nan), axis=1)[np.arange(len(stack)), chosen]

    written = sane(units.number("permitted_m2")), units.notation.number("main_right_m2"), ratio * area
    m2, chosen = _capped(units, m2, chosen, written, float(parameters["agreement_share"]), language)
    _note_building_areas(units, chosen, without)
    _note_parts_lost(units, chosen, language)
    hidden = units.reasons.holds("overlap_undecided") | units.reasons.holds("partly_superseded") | ~units.counted
    m2, chosen = np.where(hidden, np.nan, m2), np.where(hidden, len(candidates), chosen)
    _note_unknown(units, (chosen == len(candidates)) & ~hidden, ratio, places)
    _note_shares(units, m2)
    return Permitted(area, m2, np.array(BASES, dtype=object)[chosen], extra[:, 0], extra[:, 1])


def _first(*columns: np.ndarray) -> np.ndarray:
    out = columns[0]
    for column in columns[1:]:
        out = np.where(np.isnan(out), column, out)
    return out


def _positive(values: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return np.where(values > 0, values, np.nan)


def _extras(notations: tuple, method: Method) -> np.ndarray:
    """Give extra right in all and for outbuildings, (k, 2); NaN where there is none."""
    own = set(method.lists["outbuilding_kinds"])
    rows = [
        (
            sum(m2 for _, m2 in notation.extra_m2) if notation.extra_m2 else np.nan,
            sum(m2 for kind, m2 in notation.extra_m2 if kind in own) or np.nan,
        )
        for notation in notations
    ]
    return np.array(rows, dtype=float).reshape(-1, 2)


def _building_areas(units: Units, areas: Features | None, method: Method) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the sum of the right of each unit's building areas (NaN: none has any), how many have no figure, and their
    extra right (n, 2).
    """
    count = len(units)
    if areas is None or not len(areas):
        return np.full(count, np.nan), np.zeros(count, dtype=np.int64), np.full((count, 2), np.nan)
    areas = areas.to_crs(units.features.crs)
    live = np.flatnonzero(units.counted)
    index, _ = overlap.largest(areas.geometry, units.ground[live])
    inside = index >= 0
    unit = live[index[inside]]
    notation = parse_columns(text(areas, "notation").tolist(), method.kinds)
    right = _first(sane(number(areas, "permitted_m2")), notation.number("main_right_m2"))[inside]
    extra = _extras(notation.notations, method)[notation.index][inside]
    known = ~np.isnan(right)
    own = np.bincount(unit[known], right[known], minlength=count)
    having = np.bincount(unit[known], minlength=count)
    silent = np.bincount(unit[~known & np.isnan(extra[:, 0])], minlength=count)
    extras = np.column_stack(
        [np.bincount(unit, np.nan_to_num(extra[:, k]), minlength=count) for k in range(2)]
    )  # nothing said adds nothing
    return np.where(having > 0, own, np.nan), silent, _positive(extras)


def _capped(
    units: Units, m2: np.ndarray, chosen: np.ndarray, written: tuple[np.ndarray, ...], tolerance: float, language: str
) -> tuple[np.ndarray, np.ndarray]:
    """Bring the right down to the lowest figure the plan gives, where they differ by more than rounding."""
    lowest = np.fmin.reduce(written)
    with np.errstate(invalid="ignore"):
        over = lowest < m2 * (1 - tolerance)
    by_ratio = over & (written[2] == lowest)
    units.reasons.add("rights_capped", over, numbers(m2[over], 0, language, "k-m2"))
    return np.where(over, lowest, m2), np.where(by_ratio, BASES.index("efficiency"), np.where(over, 0, chosen))


def _note_building_areas(units: Units, chosen: np.ndarray, without: np.ndarray) -> None:
    units.reasons.add("building_area_without_number", (chosen == BASES.index("building_areas")) & (without > 0))


def _note_parts_lost(units: Units, chosen: np.ndarray, language: str) -> None:
    """A plot ratio is counted on what is left of the area; a figure for the whole plot isn't ours to divide."""
    part = (units.lost_share > 0) & units.counted
    ratio = part & (chosen == BASES.index("efficiency"))
    other = part & ~ratio & (chosen < len(BASES) - 1)
    units.reasons.add("partly_superseded_ratio", ratio, numbers(units.lost_share[ratio], 0, language, "share"))
    units.reasons.add("partly_superseded", other, numbers(units.lost_share[other], 0, language, "share"))


def _note_unknown(units: Units, unknown: np.ndarray, ratio: np.ndarray, places: np.ndarray) -> None:
    """Say for each unit without a figure the one thing that is missing."""
    notation, left = units.notation, unknown.copy()
    unread = notation.text("unread")
    register = units.number("permitted_m2")
    grounds = (
        ("area_unknown", ~np.isnan(ratio)),
        ("place_right_unknown", ~np.isnan(places)),
        ("right_unread", np.array([bits is not None for bits in unread.tolist()], dtype=bool)),
        ("right_zero", register <= 0),
        ("right_volume_only", notation.says("volume_m3") | (units.number("volume_m3") > 0)),
        ("right_coverage_only", notation.says("coverage_pct") | (units.number("coverage_pct") > 0)),
        ("right_storeys_only", notation.says("storeys_max") | (units.text("storeys") != None)),  # noqa: E711
        ("right_no_value", np.ones(len(left), dtype=bool)),
    )
    for code, holds in grounds:
        here = left & holds
        units.reasons.add(code, here, unread[here] if code == "right_unread" else None)
        left &= ~holds
    beside = ~unknown & units.counted & np.array([bits is not None for bits in unread.tolist()], dtype=bool)
    units.reasons.add("notation_partly_unread", beside, unread[beside])


def _note_shares(units: Units, m2: np.ndarray) -> None:
    """Note where the plan's own shares of uses come to more than its right."""
    notations = units.notation.notations
    percent = np.array([sum(value for _, value in notation.use_pct) for notation in notations])[units.notation.index]
    area = np.array([sum(value for _, value in notation.use_m2) for notation in notations])[units.notation.index]
    with np.errstate(invalid="ignore"):
        units.reasons.add("use_shares_over_100", (percent > 100.5) | (area > m2 * 1.005))
