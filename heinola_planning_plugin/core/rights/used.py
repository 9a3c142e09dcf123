# SPDX-License-Identifier: GPL-2.0-or-later
"""Used floor area of plots: what the building register says stands on, or has a permit for, each plot.

Floor area under construction counts as used (HSY, Tonttivaranto); demolished and destroyed buildings and lapsed permits
don't. A building's property id decides where it belongs, its place where the id says nothing; where the two disagree,
the id counts and the building is listed. An unknown floor area stays unknown: the plot's used floor area is then
unknown, and what is known of it stands in a column of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from ..features import Features, true_area_m2
from ..measures import floor_area
from .method import Method
from .owners import owner_classes
from .permitted import sane
from .reasons import Reasons
from .units import number, text

BASES = ("register", "estimated", "none", "unknown")


@dataclass(frozen=True)
class EstimateError:
    """How far footprint x storeys is from the register, on buildings that have both.

    Attributes:
        count: buildings that have both.
        median_ratio: estimate / register.
        median_error, p90_error: size of the relative error.
    """

    count: int
    median_ratio: float
    median_error: float
    p90_error: float


@dataclass(frozen=True)
class Buildings:
    """The buildings that count, made ready; arrays of shape (m,).

    Attributes:
        features: the rows that count.
        m2: floor area; NaN where unknown.
        estimated: whether it is an estimate.
        residential, apartment, outbuilding: 1, 0 or NaN (use unknown).
        under_way: permitted or under construction, not completed.
        gone, repeated: how many rows were left out as demolished or lapsed, and as the same building again.
        error: of the estimate; None where nothing can be compared.
    """

    features: Features
    m2: np.ndarray
    estimated: np.ndarray
    residential: np.ndarray
    apartment: np.ndarray
    outbuilding: np.ndarray
    under_way: np.ndarray
    gone: int
    repeated: int
    error: EstimateError | None

    def __len__(self) -> int:
        return len(self.features)


@dataclass(frozen=True)
class Used:
    """Used floor area of n plots, arrays of shape (n,) unless said otherwise.

    Attributes:
        m2: used of the main right; NaN where some building's floor area is unknown.
        known_m2: sum of what is known, a lower bound.
        basis: one of BASES.
        outbuilding_m2: outbuildings that use a right of their own, no more than that right.
        under_way_m2, residential_m2, other_m2, unknown_use_m2: parts of `known_m2`; the last three make it whole.
        buildings, unknown, estimated: how many.
        index: int64 (m,), for each building its plot, -1 where it is on none.
        by_id: bool (m,), whether the property id decided.
        elsewhere: int64 (m,), plot of the building's place where it isn't that of its id, else -1.
    """

    m2: np.ndarray
    known_m2: np.ndarray
    basis: np.ndarray
    outbuilding_m2: np.ndarray
    under_way_m2: np.ndarray
    residential_m2: np.ndarray
    other_m2: np.ndarray
    unknown_use_m2: np.ndarray
    buildings: np.ndarray
    unknown: np.ndarray
    estimated: np.ndarray
    index: np.ndarray
    by_id: np.ndarray
    elsewhere: np.ndarray


def prepare_buildings(buildings: Features, crs: str, method: Method, parameters: Mapping[str, Any]) -> Buildings:
    """Leave out what is gone and what comes twice, and find out floor area and use of the rest."""
    table = buildings.to_crs(crs)
    gone = _gone(table, method, parameters["as_of"])
    again = _repeated(table) & ~gone
    table = table.take(np.flatnonzero(~gone & ~again))
    register = sane(number(table, "floor_area_m2"))
    guess = _estimate(table)
    use = uses_of(table, ("residential", "apartment", "outbuilding"), method)
    estimated = np.isnan(register) & ~np.isnan(guess) & bool(parameters["estimate"])
    state = _lower(text(table, "permit_state"))
    return Buildings(
        features=table.with_columns({"owner": owner_classes(text(table, "owner"), method)}),
        m2=np.where(estimated, guess, register),
        estimated=estimated,
        residential=use[0],
        apartment=use[1],
        outbuilding=use[2],
        under_way=_among(state, method.lists["under_way"]),
        gone=int(gone.sum()),
        repeated=int(again.sum()),
        error=_error(guess, register),
    )


def _gone(table: Features, method: Method, as_of: object) -> np.ndarray:
    status = _among(_lower(text(table, "usage_status")), method.lists["gone"])
    lapsed = _among(_lower(text(table, "permit_state")), method.lists["lapsed"])
    limit = str(as_of) if as_of else "9"  # 9999-12-31 is an open end
    day = text(table, "demolished").tolist()
    demolished = np.array([value is not None and value[:10] <= limit for value in day], dtype=bool)
    return status | lapsed | demolished


def _lower(values: np.ndarray) -> list[str | None]:
    return [None if value is None else value.lower() for value in values.tolist()]


def _among(values: list[str | None], words: tuple[str, ...]) -> np.ndarray:
    wanted = set(words)
    return np.array([value in wanted for value in values], dtype=bool)


def _repeated(table: Features) -> np.ndarray:
    """Find rows that repeat an earlier one: same building id, floor area and place. Without an id nothing is."""
    identity = text(table, "building_id")
    known = np.flatnonzero(np.array([value is not None for value in identity.tolist()], dtype=bool))
    again = np.zeros(len(table), dtype=bool)
    if not len(known):
        return again
    place = np.round(shapely.bounds(table.geometry[known])[:, :2], 2)
    area = number(table, "floor_area_m2")[known]
    label = np.unique(identity[known].astype(str), return_inverse=True)[1].reshape(-1)
    key = np.nan_to_num(np.column_stack([label, area, place]), nan=-1.0)
    first = np.unique(key, axis=0, return_index=True)[1]
    again[known] = True
    again[known[first]] = False
    return again


def _estimate(table: Features) -> np.ndarray:
    """Give footprint x storeys, NaN where a building is no polygon or its storeys are unknown."""
    storeys = number(table, "storeys")
    area = np.full(len(table), np.nan)
    areal = np.isin(shapely.get_type_id(table.geometry), (3, 6))
    if areal.any():
        area[areal] = true_area_m2(table.geometry[areal], table.crs)
    return sane(area * np.where((storeys >= 1) & (storeys <= 60), storeys, np.nan))


def _error(guess: np.ndarray, register: np.ndarray) -> EstimateError | None:
    both = ~np.isnan(guess) & ~np.isnan(register)
    if not both.any():
        return None
    ratio = guess[both] / register[both]
    error = np.abs(ratio - 1)
    return EstimateError(
        int(both.sum()), float(np.median(ratio)), float(np.median(error)), float(np.percentile(error, 90))
    )


def uses_of(table: Features, kinds: Sequence[str], method: Method) -> list[np.ndarray]:
    """Tell which buildings are of each kind by their use code: 1, 0, or NaN where the use is unknown, float64 (m,)."""
    position: dict[tuple[object, object], int] = {}
    pairs = zip(text(table, "use_scheme").tolist(), text(table, "use").tolist())
    place = np.array([position.setdefault(pair, len(position)) for pair in pairs], dtype=np.int64)
    return [
        np.array([_use_of(scheme, code, kind, method) for scheme, code in position] or [0.0])[place] for kind in kinds
    ]


def _use_of(scheme: object, code: object, kind: str, method: Method) -> float:
    starts = method.lists.get(f"{kind}_{scheme}")
    if code is None or starts is None:
        return np.nan
    excluded = method.lists.get(f"{kind}_not_{scheme}", ())
    return float(str(code).startswith(starts) and not str(code).startswith(excluded or ("\0",)))


def used(
    plots: Features, ids: np.ndarray, live: np.ndarray, buildings: Buildings | None, outbuilding_right: np.ndarray,
    reasons: Reasons,
) -> Used:  # fmt: skip
    """Add up the buildings of each plot and note what is unknown in `reasons`.

    Args:
        plots: shape (n,).
        ids: property ids of the plots (see `property_ids`), compared with the buildings' as they are.
        live: bool (n,), plots that buildings may belong to.
        buildings: see `prepare_buildings`; None where no layer was given, so everything is unknown.
        outbuilding_right: right for outbuildings apart from the main right; NaN where the plan gives none.
        reasons: of the plots; added to.
    """
    count = len(plots)
    if buildings is None:
        reasons.add("no_building_data", live)
        return _nothing(count)
    index, by_id, elsewhere = _placed(plots, ids, live, buildings)
    on = index >= 0
    unit, m2 = index[on], buildings.m2[on]
    missing = np.isnan(m2)
    apart = (buildings.outbuilding[on] == 1) & ~np.isnan(outbuilding_right)[unit]

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(unit, values, minlength=count)

    known = np.nan_to_num(m2)
    outside = total(known * apart)
    own = np.fmin(outside, np.nan_to_num(outbuilding_right))
    excess = outside - own
    unknown = np.bincount(unit[missing & ~apart], minlength=count)
    guessed = np.bincount(unit[buildings.estimated[on]], minlength=count)
    number_of = np.bincount(unit, minlength=count)
    known_m2 = total(known * ~apart) + excess
    home, strange = buildings.residential[on] == 1, np.isnan(buildings.residential[on])
    residential, unknown_use = total(known * ~apart * home), total(known * ~apart * strange)
    basis = np.where(unknown > 0, 3, np.where(guessed > 0, 1, np.where(number_of > 0, 0, 2)))
    _note(reasons, unknown, guessed, excess, index, elsewhere)
    return Used(
        m2=np.where(unknown > 0, np.nan, known_m2),
        known_m2=known_m2,
        basis=np.array(BASES, dtype=object)[basis],
        outbuilding_m2=own,
        under_way_m2=total(known * ~apart * buildings.under_way[on]),
        residential_m2=residential,
        other_m2=known_m2 - residential - unknown_use,
        unknown_use_m2=unknown_use,
        buildings=number_of,
        unknown=unknown,
        estimated=guessed,
        index=index,
        by_id=by_id,
        elsewhere=elsewhere,
    )


def property_ids(table: Features) -> np.ndarray:
    """Give property ids in the form to join by, object (n,): `parcel_key` of the intake, else `parcel_id`."""
    key, written = text(table, "parcel_key"), text(table, "parcel_id")
    return np.where(key == None, written, key)  # noqa: E711


def _nothing(count: int) -> Used:
    unknown = np.full(count, np.nan)
    none = np.zeros(count, dtype=np.int64)
    nobody = np.empty(0, dtype=np.int64)
    return Used(
        m2=unknown,
        known_m2=unknown,
        basis=np.full(count, "unknown", dtype=object),
        outbuilding_m2=unknown,
        under_way_m2=unknown,
        residential_m2=unknown,
        other_m2=unknown,
        unknown_use_m2=unknown,
        buildings=none,
        unknown=none,
        estimated=none,
        index=nobody,
        by_id=np.empty(0, dtype=bool),
        elsewhere=nobody,
    )


def _placed(
    plots: Features, ids: np.ndarray, live: np.ndarray, buildings: Buildings
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = np.flatnonzero(live)
    by_place = floor_area.locate(buildings.features.geometry, plots.geometry[rows])
    by_place = np.where(by_place >= 0, rows[by_place] if len(rows) else -1, -1)
    row_of = {}
    for row, name in zip(rows.tolist(), ids[rows].tolist()):
        if name is not None:
            row_of[name] = -1 if name in row_of else row  # an id of several plots decides nothing
    names = property_ids(buildings.features).tolist()
    by_id = np.array([row_of.get(name, -1) for name in names], dtype=np.int64)
    index = np.where(by_id >= 0, by_id, by_place)
    return index, by_id >= 0, np.where((by_id >= 0) & (by_place >= 0) & (by_id != by_place), by_place, -1)


def _note(
    reasons: Reasons, unknown: np.ndarray, guessed: np.ndarray, excess: np.ndarray, index: np.ndarray,
    elsewhere: np.ndarray,
) -> None:  # fmt: skip
    for code, counts in (("floor_area_unknown", unknown), ("floor_area_estimated", guessed)):
        reasons.add(code, counts > 0, [str(value) for value in counts[counts > 0].tolist()])
    over = excess > 0.5
    reasons.add("outbuilding_right_exceeded", over, [f"{value:.0f} k-m²" for value in excess[over].tolist()])
    torn = np.zeros(reasons.count, dtype=np.int64)
    differ = elsewhere >= 0
    np.add.at(torn, index[differ], 1)
    np.add.at(torn, elsewhere[differ], 1)
    reasons.add("building_place_disagrees", torn > 0, [str(value) for value in torn[torn > 0].tolist()])
