# SPDX-License-Identifier: GPL-2.0-or-later
"""What a plan change would add: raise the plot ratio or the storeys of an area, and see what comes with it.

A new plot ratio adds e x area - right; new storeys add the right of one storey, right / storeys, for each storey more.
A scenario raises, it never takes right away. Dwellings, parking places, pupils and day-care places follow from the
added floor area by numbers that are parameters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..errors import InputError
from ..features import Features, text_column
from .method import building_rights_method

AMOUNTS = ("added_m2", "permitted_m2", "dwellings", "parking_places", "pupils", "daycare_places")


@dataclass(frozen=True)
class Scenario:
    """One alternative.

    Attributes:
        name: what it is called.
        plot_ratio: new plot ratio of every unit; None with `storeys`.
        storeys: new largest number of storeys of every unit; None with `plot_ratio`.
        housing_share: share of the added floor area that is for dwellings, by use class; classes not named have 1 in
            ak and ap, 0 elsewhere.
        with_protected: whether protected units are raised too.
        parameters: changes to dwelling_m2, parking_m2, pupils_per_dwelling, daycare_per_dwelling.
    """

    name: str
    plot_ratio: float | None = None
    storeys: float | None = None
    housing_share: Mapping[str, float] | None = None
    with_protected: bool = False
    parameters: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        if (self.plot_ratio is None) == (self.storeys is None):
            raise InputError("raises either plot ratio or storeys, one of the two", field="scenario", value=self.name)
        for name, value, most in (("plot_ratio", self.plot_ratio, 10), ("storeys", self.storeys, 50)):
            if value is not None and not 0 < value <= most:
                raise InputError("must be above 0 and at most {}", most, field=name, value=value)


def added_right(units: Features, scenario: Scenario) -> dict[str, np.ndarray]:
    """Give what a scenario adds to each unit.

    Args:
        units: the table `units` of `reserve.building_rights`.
        scenario: what is raised.

    Returns:
        Columns of shape (n,): AMOUNTS (`permitted_m2` is the new right) and `raised` (bool). NaN where the right, or
        for storeys the present number of storeys, is unknown; 0 where the unit has as much already or is left out
        (not in force, protected).
    """
    values = building_rights_method().values(scenario.parameters)
    right, area, storeys = units["permitted_m2"], units["area_m2"], units["storeys_max"]
    if scenario.storeys is not None:
        new = right / storeys * scenario.storeys
    else:
        new = float(scenario.plot_ratio or 0) * area
    raised = units["counted"] & (scenario.with_protected | ~units["protected"])
    added = np.where(raised, np.maximum(new - right, 0.0), 0.0)
    dwellings = added * _housing(units["use_class"], scenario.housing_share or {}) / float(values["dwelling_m2"])
    return {
        "added_m2": added,
        "permitted_m2": right + added,
        "dwellings": dwellings,
        "parking_places": _parking(units, added, dwellings, float(values["parking_m2"])),
        "pupils": dwellings * float(values["pupils_per_dwelling"]),
        "daycare_places": dwellings * float(values["daycare_per_dwelling"]),
        "raised": raised,
    }


def _housing(use: np.ndarray, shares: Mapping[str, float]) -> np.ndarray:
    table = {"ak": 1.0, "ap": 1.0, **shares}
    return np.array([float(table.get(name, 0.0)) for name in use.tolist()])


def _parking(units: Features, added: np.ndarray, dwellings: np.ndarray, default_m2: float) -> np.ndarray:
    """Count parking places by the plan's own norms, the larger where it has both; else by the default."""
    by_area, by_dwelling = added / units["parking_m2"], dwellings * units["parking_per_dwelling"]
    own = np.fmax(by_area, by_dwelling)
    return np.where(np.isnan(units["parking_m2"]) & np.isnan(units["parking_per_dwelling"]), added / default_m2, own)


def compare(units: Features, areas: np.ndarray, scenarios: Sequence[Scenario]) -> dict[str, np.ndarray]:
    """Put scenarios side by side.

    Args:
        units: as of `added_right`.
        areas: object (n,), the area of each unit (block, district, target area); None is left out.
        scenarios: alternatives with different names.

    Returns:
        Columns of shape (areas x scenarios,), ordered by area, then as the scenarios were given: `area`, `scenario`,
        the sums of AMOUNTS over what is known, `units` raised and `units_unknown` whose amount isn't known.
    """
    names = [scenario.name for scenario in scenarios]
    if len(set(names)) != len(names):
        raise InputError("two scenarios have the same name", field="scenarios", value=names)
    inside = np.flatnonzero(np.array([area is not None for area in areas.tolist()], dtype=bool) & units["counted"])
    labels, group = np.unique(areas[inside].astype(str), return_inverse=True)
    group, count = group.reshape(-1), len(labels)
    per: list[dict[str, np.ndarray]] = []
    for scenario in scenarios:
        amounts = {name: values[inside] for name, values in added_right(units, scenario).items()}
        unknown = np.isnan(amounts["added_m2"])
        sums = {name: np.bincount(group, np.nan_to_num(amounts[name]), minlength=count) for name in AMOUNTS}
        sums["units"] = np.bincount(group[amounts["raised"] & ~unknown], minlength=count)
        sums["units_unknown"] = np.bincount(group[unknown], minlength=count)
        per.append(sums)
    out: dict[str, np.ndarray] = {
        "area": text_column(np.repeat(labels, len(names)).tolist()),
        "scenario": text_column(names * count),
    }
    for name in (*AMOUNTS, "units", "units_unknown"):
        out[name] = np.stack([sums[name] for sums in per], axis=1).ravel() if per else np.empty(0)
    return out
