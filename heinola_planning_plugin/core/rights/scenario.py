# SPDX-License-Identifier: GPL-2.0-or-later
"""What a plan change would add: raise the plot ratio or the storeys of an area, and see what comes with it.

A plot ratio e gives e x area; storeys give the right of one storey, right / storeys, for each. A scenario raises, it
never takes right away. Dwellings, parking places, pupils and day-care places follow from the added floor area by
numbers that are parameters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ...paths import resource
from ..errors import InputError
from ..features import Features, text_column
from ..vocabulary import plan_codes
from .method import Method, read_method

AMOUNTS = ("added_m2", "permitted_m2", "dwellings", "parking_places", "pupils", "daycare_places")
MOST = {"plot_ratio": 10.0, "storeys": 50.0}
_WORDS = {
    "e": "plot_ratio", "tehokkuus": "plot_ratio", "exploateringstal": "plot_ratio", "plot_ratio": "plot_ratio",
    "storeys": "storeys", "kerroksia": "storeys", "krs": "storeys", "våningar": "storeys",
}  # fmt: skip
_ENTRY = re.compile(
    r"(?:(?P<name>[^=;]*?)\s*:)?\s*(?P<what>[a-zåäö_]+)\s*=\s*(?P<more>\+?)\s*(?P<value>\d+(?:[.,]\d+)?)\s*"
    r"(?:@\s*(?P<area>[^;]+?))?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Raise:
    """One step of a scenario.

    Attributes:
        what: "plot_ratio" or "storeys".
        value: the new value, or with `more` what comes on top of the present one.
        more: see `value`.
        area: name of the area that it holds in; None = everywhere.
    """

    what: str
    value: float
    more: bool = False
    area: str | None = None


@dataclass(frozen=True)
class Scenario:
    """One alternative; where two of its raises meet, the larger counts."""

    name: str
    raises: tuple[Raise, ...]


@lru_cache(maxsize=1)
def added_right_method() -> Method:
    """Give the method file that ships with the plugin."""
    return read_method(resource("methods", "added_right.yaml"))


def read_scenarios(text: str) -> tuple[Scenario, ...]:
    """Read "Dense: e=0.8 @ centre; Dense: storeys=+1; e=+0.2": entries of one name are one scenario.

    Raises:
        InputError: an entry that isn't of that form, a value out of range, no entry at all.
    """
    found: dict[str, list[Raise]] = {}
    for entry in filter(None, (bit.strip() for bit in re.split(r"[;\n]", text))):
        match = _ENTRY.fullmatch(entry)
        what = _WORDS.get(match["what"].lower()) if match else None
        if match is None or what is None:
            raise InputError(
                "must be NAME: e=0.8 or NAME: storeys=+1, with @ AREA behind it", field="SCENARIOS", value=entry
            )
        value = float(match["value"].replace(",", "."))
        if not 0 < value <= MOST[what]:
            raise InputError("must be above 0 and at most {}", f"{MOST[what]:g}", field="SCENARIOS", value=entry)
        name = match["name"] or f"{match['what']}={match['more']}{match['value']}"
        found.setdefault(name, []).append(Raise(what, value, bool(match["more"]), match["area"]))
    if not found:
        raise InputError("has no scenario", field="SCENARIOS", value=text)
    return tuple(Scenario(name, tuple(raises)) for name, raises in found.items())


def raised(units: Features, scenario: Scenario, inside: Mapping[str, np.ndarray], protected: bool) -> np.ndarray:
    """Tell which units a scenario raises, bool (n,): in force, for building, in its areas; protected if asked for."""
    within = [_within(one, inside, len(units)) for one in scenario.raises]
    chosen = units["counted"] & for_building(units) & (protected | ~units["protected"])
    return np.logical_or.reduce(within) & chosen


def for_building(units: Features) -> np.ndarray:
    """Tell which units are for building, bool (n,): no scenario raises a park, a street or water."""
    uses = added_right_method().lists["for_building"]
    return np.isin(plan_codes().land_use(units["zone_code"].tolist()).astype(str), uses)


def _within(one: Raise, inside: Mapping[str, np.ndarray], count: int) -> np.ndarray:
    if one.area is None:
        return np.ones(count, dtype=bool)
    for name, mask in inside.items():
        if name.casefold() == one.area.casefold():
            return mask
    raise InputError("is no area; there are {}", ", ".join(inside) or "–", field="SCENARIOS", value=one.area)


def added_right(
    units: Features, scenario: Scenario, values: Mapping[str, Any], inside: Mapping[str, np.ndarray] | None = None
) -> dict[str, np.ndarray]:
    """Give what a scenario adds to each unit.

    Args:
        units: the table `units` of `reserve.building_rights`.
        scenario: what is raised.
        values: of the parameters of resources/methods/added_right.yaml.
        inside: area -> the units that lie in it, bool (n,); for raises that name an area.

    Returns:
        Columns of shape (n,): AMOUNTS (`permitted_m2` is the new right) and `raised` (bool). NaN where the right, or
        for storeys the present number of storeys, is unknown; 0 where the unit has as much already or isn't raised.
    """
    inside = inside or {}
    right, area, storeys = units["permitted_m2"], units["area_m2"], units["storeys_max"]
    added = np.zeros(len(units))
    for one in scenario.raises:
        if one.what == "storeys":
            new = right / storeys * (one.value + (storeys if one.more else 0.0))
        else:
            new = one.value * area + (right if one.more else 0.0)
        gain = np.where(_within(one, inside, len(units)), np.maximum(new - right, 0.0), 0.0)
        added = np.maximum(added, gain)  # NaN where either is unknown
    chosen = raised(units, scenario, inside, bool(values["with_protected"]))
    added = np.where(chosen, added, 0.0)
    dwellings = added * _housing(units, float(values["mixed_housing_share"])) / float(values["dwelling_m2"])
    return {
        "added_m2": added,
        "permitted_m2": right + added,
        "dwellings": dwellings,
        "parking_places": _parking(units, added, dwellings, float(values["parking_m2"])),
        "pupils": dwellings * float(values["pupils_per_dwelling"]),
        "daycare_places": dwellings * float(values["daycare_per_dwelling"]),
        "raised": chosen,
    }


def _housing(units: Features, mixed: float) -> np.ndarray:
    """Give the share of housing: the plan's own, else all on housing plots and the parameter's elsewhere."""
    usual = np.where(np.isin(units["use_class"].astype(str), ("ak", "ap")), 1.0, mixed)
    own = units["housing_share"]
    return np.where(np.isnan(own), usual, own)


def _parking(units: Features, added: np.ndarray, dwellings: np.ndarray, default_m2: float) -> np.ndarray:
    """Count parking places by the plan's own norms, the larger where it has both; else by the default."""
    by_area, by_dwelling = added / units["parking_m2"], dwellings * units["parking_per_dwelling"]
    own = np.fmax(by_area, by_dwelling)
    return np.where(np.isnan(units["parking_m2"]) & np.isnan(units["parking_per_dwelling"]), added / default_m2, own)


def nothing_known(found: Mapping[str, np.ndarray], own: np.ndarray) -> bool:
    """Tell whether of none of the units asked of it is known what a scenario adds; one that asks of none adds 0."""
    asked = found["raised"] & own
    return bool(asked.any() and np.isnan(found["added_m2"][asked]).all())


def compare(
    units: Features, inside: Mapping[str, np.ndarray], amounts: Sequence[tuple[str, Mapping[str, np.ndarray]]]
) -> dict[str, np.ndarray]:
    """Put scenarios side by side.

    Args:
        units: as of `added_right`.
        inside: area -> the units that lie in it, bool (n,); a unit counts in each area that it lies in.
        amounts: name of a scenario and what it adds, see `added_right`.

    Returns:
        Columns of shape (areas x scenarios,), areas in their order, scenarios in theirs: `area`, `scenario`, sums of
        AMOUNTS over what is known (NaN where that is none of the units that the scenario asks of), `units` that get
        more, and `units_unknown` whose amount isn't known.
    """
    rows: list[dict[str, object]] = []
    for area, mask in inside.items():
        own = mask & units["counted"]
        for name, found in amounts:
            unknown = np.isnan(found["added_m2"])
            row: dict[str, object] = {"area": area, "scenario": name}
            told = not nothing_known(found, own)
            row |= {key: float(np.nansum(found[key][own])) if told else np.nan for key in AMOUNTS}
            row |= {
                "units": int((found["raised"] & own & (found["added_m2"] > 0)).sum()),
                "units_unknown": int((unknown & own).sum()),
            }
            rows.append(row)
    texts = {name: text_column([row[name] for row in rows]) for name in ("area", "scenario")}
    numbers = {name: np.array([row[name] for row in rows]) for name in (*AMOUNTS, "units", "units_unknown")}
    return {**texts, **numbers}
