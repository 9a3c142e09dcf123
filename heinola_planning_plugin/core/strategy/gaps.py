# SPDX-License-Identifier: GPL-2.0-or-later
"""What the strategy wants, what is zoned, what could be added, what is missing: one row per measure and target area.

    gap = wanted - zoned - candidate

`wanted` is what the strategy file says, unknown where nobody has set it; the strategy itself gives no amounts, and none
is made up. `zoned` is the zoning that advances the measure inside the area, in the measure's unit; what the plan only
reserves for later (`T/res`) isn't zoned yet. Sums of numbers of which some are unknown are "at least", and the row's
`notes` say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from ...paths import resource
from ..errors import InputError
from ..features import Features, true_area_m2
from ..measures import overlap
from ..policy import Reader
from .model import Area, Measure, Strategy, Target
from .places import Places

Amounts = np.ndarray | Features
"""Amounts in a measure's unit, one per candidate: numbers, or features with a column `amount` that are then counted in
the target area where they lie. NaN is an unknown amount."""

UNIT_COLUMNS = {"building_places": "places", "floor_area_m2": "permitted_m2"}
"""Which column of the zoning has the amount of a unit."""

_NUMBERS = (
    "wanted",
    "zoned",
    "candidate",
    "gap",
    "advances_ha",
    "conflicts_ha",
    "unknown_ha",
    "area_ha",
    "covered_share",
)
_OVERLAP = 1.001
"""Zoning that covers its target area more than this many times overlaps itself (project's choice: above rounding)."""


@dataclass(frozen=True)
class Laid:
    """The zoning cut by target areas, as numbers. Rows are pieces.

    Attributes:
        area_ha: on the ground.
        amounts: by column of the zoning (`places`, `permitted_m2`), the zone's amount by the piece's share of the zone;
            a column that the zoning lacks is missing here.
        inside: bool (p, k), the areas of `places` that the piece lies in.
        kind: number of the piece's (code, land use) in `kinds`.
        reserved: whether the plan only reserves the piece for later.
        geometry: of the piece.
        crs: of geometries.
    """

    area_ha: np.ndarray
    amounts: Mapping[str, np.ndarray]
    inside: np.ndarray
    kind: np.ndarray
    kinds: Sequence[tuple[str | None, str | None]]
    reserved: np.ndarray
    geometry: np.ndarray
    crs: str
    places: Places

    def related(self, target: Target, relation: str | None) -> np.ndarray:
        """Tell which pieces have this relation to the target; None asks for the unknown ones."""
        held = [number for number, kind in enumerate(self.kinds) if target.relation(*kind) == relation]
        return np.isin(self.kind, held)


def gap_table(
    laid: Laid, strategy: Strategy, candidates: Mapping[str, Amounts] | None = None, language: str = "fi"
) -> Features:
    """Count, for each target area of each measure that has a target, what is wanted, zoned and still missing.

    Args:
        laid: the zoning, cut.
        strategy: the strategy.
        candidates: measure id -> amounts. Features are counted where a point of them lies in the target area; of those
            in hectares only the share that no advancing zoning covers yet, so that nothing counts both as zoned and as
            a candidate. Plain numbers fit only measures with one area.
        language: of names and explanations.

    Returns:
        Features without geometry: `target_id`, `target`, `measure_id`, `measure`, `years` (2015–2016), `unit`,
        `wanted`, `zoned`, `candidate`, `gap` (negative = more than wanted; wanted - zoned where candidates have not
        been counted),
        `advances_ha`, `conflicts_ha`, `unknown_ha` (zoning of each relation inside the area), `area_ha` of the target
        area, `covered_share` (how much of it the zoning covers), `notes` (codes, `;`-separated) and `explanation`.

    Raises:
        InputError: an id of `candidates` is no measure with a target, or plain numbers can't be told apart by area.
    """
    candidates = dict(candidates or {})
    _check(candidates, strategy)
    counted = {
        measure.id: _new_only(laid, target, candidates[measure.id])
        for _, measure, target in strategy.targets()
        if measure.id in candidates
    }
    rows = [
        _row(laid, area, measure, target, counted.get(measure.id), language)
        for area, measure, target in strategy.targets()
    ]
    columns: dict[str, np.ndarray] = {}
    for name in ("target_id", "target", "measure_id", "measure", "years", "unit", *_NUMBERS, "notes", "explanation"):
        if name in _NUMBERS:
            columns[name] = np.array([row.get(name, np.nan) for row in rows], dtype=float)
        else:
            columns[name] = np.empty(len(rows), dtype=object)
            columns[name][:] = [row.get(name) for row in rows]
    return Features(np.full(len(rows), None, dtype=object), columns, laid.crs)


def _check(candidates: Mapping[str, Amounts], strategy: Strategy) -> None:
    for id_, amounts in candidates.items():
        measure = strategy.measures.get(id_)
        if measure is None or measure.target is None:
            raise InputError("is no measure of the strategy with a target", field="candidates", value=id_)
        if not isinstance(amounts, Features) and len(measure.target.areas) > 1:
            areas = ", ".join(measure.target.areas)
            raise InputError(
                "has several target areas ({}), so its candidates must have places",
                areas,
                field="candidates",
                value=id_,
            )


def _new_only(laid: Laid, target: Target, amounts: Amounts) -> Amounts:
    """Leave out of hectares what is zoned for the measure already."""
    if not isinstance(amounts, Features):
        return np.asarray(amounts, dtype=float)
    amounts = amounts.to_crs(laid.crs)
    if target.unit != "ha":
        return amounts
    advancing = laid.geometry[laid.related(target, "advances") & ~laid.reserved]
    share = overlap.share_within(amounts.geometry, advancing)
    return amounts.with_columns({"amount": amounts["amount"] * (1 - np.nan_to_num(share))})


def _row(
    laid: Laid, area: Area, measure: Measure, target: Target, candidates: Amounts | None, language: str
) -> dict[str, str | float | None]:
    notes: list[str] = []
    within = _within(laid, area)
    wanted, zoned, areas = target.wanted.get(area.id, np.nan), np.nan, {}
    if within is None:
        notes.append("target_area_missing")
    else:
        areas = _areas(laid, area, target, within, notes)
        zoned = _zoned(laid, target, within, notes)
    candidate = _candidate(laid, area, candidates, notes)
    if np.isnan(wanted):
        notes.append("wanted_not_set")
    # Candidates that nobody looked for are no evidence that there are none: the gap is then that of the zoning alone.
    gap = wanted - zoned - (0.0 if np.isnan(candidate) else candidate)
    return {
        "target_id": area.id,
        "target": area.names[language],
        "measure_id": measure.id,
        "measure": measure.names[language],
        "years": None if measure.years is None else measure.years.text(),
        "unit": target.unit,
        "wanted": wanted,
        "zoned": zoned,
        "candidate": candidate,
        "gap": gap,
        **areas,
        "notes": ";".join(notes) or None,
        "explanation": "; ".join(_notes(language)[note] for note in notes) or None,
    }


def _within(laid: Laid, area: Area) -> np.ndarray | None:
    """Tell which pieces lie in the area; None where the data doesn't have it."""
    if area.scope == "everywhere":
        return np.ones(len(laid.kind), dtype=bool)
    if area.id not in laid.places.ids:
        return None
    return laid.inside[:, laid.places.ids.index(area.id)]


def _areas(laid: Laid, area: Area, target: Target, within: np.ndarray, notes: list[str]) -> dict[str, float]:
    covered = float(np.nansum(laid.area_ha[within]))
    found = {"area_ha": covered}
    if area.scope == "area":
        shape = laid.places.geometry[[laid.places.ids.index(area.id)]]
        found["area_ha"] = float(true_area_m2(shape, laid.crs)[0]) / 1e4
        found["covered_share"] = covered / found["area_ha"]
        if found["covered_share"] > _OVERLAP:
            notes.append("zoning_overlaps")
    if target.concerns_zoning and covered:
        for name, relation in (("advances_ha", "advances"), ("conflicts_ha", "conflicts"), ("unknown_ha", None)):
            found[name] = float(np.nansum(laid.area_ha[within & laid.related(target, relation)]))
    return found


def _zoned(laid: Laid, target: Target, within: np.ndarray, notes: list[str]) -> float:
    if not target.concerns_zoning:
        notes.append("not_zoning")
        return np.nan
    if not np.nansum(laid.area_ha[within]):
        notes.append("no_zoning_in_area")
        return np.nan
    if target.unit != "ha" and target.unit not in UNIT_COLUMNS:
        notes.append("unit_not_in_zoning")
        return np.nan
    if (within & laid.related(target, None)).any():
        notes.append("zone_code_unknown")
    advancing = within & laid.related(target, "advances")
    if (advancing & laid.reserved).any():
        notes.append("reserved_not_zoned")
        advancing &= ~laid.reserved
    if not advancing.any():
        return 0.0
    amounts = laid.area_ha if target.unit == "ha" else laid.amounts.get(UNIT_COLUMNS[target.unit])
    if amounts is None or np.isnan(amounts[advancing]).all():
        notes.append("amount_not_in_zoning")
        return np.nan
    if np.isnan(amounts[advancing]).any():
        notes.append("amount_partly_unknown")
    return float(np.nansum(amounts[advancing]))


def _candidate(laid: Laid, area: Area, candidates: Amounts | None, notes: list[str]) -> float:
    if candidates is None:
        notes.append("candidates_not_counted")
        return np.nan
    if isinstance(candidates, Features):
        here = _lying_in(laid, area, candidates.geometry)
        if here is None:
            notes.append("candidates_not_counted")
            return np.nan
        amounts = candidates["amount"][here].astype(float)
    else:
        amounts = candidates
    unknown = np.isnan(amounts)
    if len(amounts) and unknown.all():
        notes.append("candidate_partly_unknown")
        return np.nan
    if unknown.any():
        notes.append("candidate_partly_unknown")
    return float(np.nansum(amounts))


def _lying_in(laid: Laid, area: Area, geometry: np.ndarray) -> np.ndarray | None:
    if area.scope == "everywhere":
        return np.ones(len(geometry), dtype=bool)
    if area.id not in laid.places.ids:
        return None
    shape = laid.places.geometry[laid.places.ids.index(area.id)]
    shapely.prepare(shape)
    return shapely.intersects(shape, shapely.point_on_surface(geometry))


@lru_cache(maxsize=3)
def _notes(language: str) -> dict[str, str]:
    reader = Reader.open(resource("vocabularies", "strategy_words.yaml")).part("notes")
    return {note: reader.texts(note)[language] for note in reader.names()}
