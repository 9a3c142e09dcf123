# SPDX-License-Identifier: GPL-2.0-or-later
"""What if: the same shore under other methods, norms or roundings, side by side.

One method must hold for a whole plan area (KHO:2014:133), so a change is always made for all of it, and this table
shows what it does to each estate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..errors import PlanningError
from ..features import Features, text_column
from ..progress import Progress, part, silent
from .method import ShorelineMethod
from .modified import ModifiedShoreline, modified_shoreline
from .rights import ShoreRights, shoreline_rights
from .rules import RightsParameters, density

COMPARED = ("modified_m", "right_raw", "used", "remaining")


@dataclass(frozen=True)
class Scenario:
    """One way to count: what the planner calls it, and with what it is counted."""

    name: str
    method: ShorelineMethod
    parameters: RightsParameters


@dataclass(frozen=True)
class Comparison:
    """Scenarios side by side; the first is what the others are compared with.

    Attributes:
        totals: no geometry, one row per scenario: scenario ("s1", "s2", …), name, method, norm, rounding, real_m,
            straight_m, modified_m, ratio (modified / real), right_raw, used, remaining, density, estates_gaining,
            estates_losing (how many have more or fewer whole sites left than in the first).
        estates: one row per estate and water body, with the shore as geometry: ematila, water_id, basis, real_m, then
            for each scenario s1_modified_m, s1_right_raw, s1_used, s1_remaining, and from the second on
            s2_change (whole sites against the first).
        shorelines, rights: the full results of each scenario.
    """

    totals: Features
    estates: Features
    shorelines: tuple[ModifiedShoreline, ...]
    rights: tuple[ShoreRights, ...]

    def named(self, water_name: np.ndarray) -> Comparison:
        """Give the same with the water bodies' names beside their ids."""
        return replace(self, estates=self.estates.with_columns({"water_name": water_name}))


def compare(
    water: Features,
    parcels: Features,
    scenarios: Sequence[Scenario],
    excluded: Features | None = None,
    extent: object = None,
    ematila_field: str | None = "ematila",
    buildings: Features | None = None,
    sites: Features | None = None,
    norm_zones: Features | None = None,
    progress: Progress = silent,
    plans: Sequence[Features] = (),
) -> Comparison:
    """Count all scenarios on the same data; see `modified_shoreline` and `shoreline_rights` for the layers.

    Raises:
        PlanningError: no scenario, or two of one name.
        InputError: as in the two steps.
    """
    names = [scenario.name for scenario in scenarios]
    if not names or len(set(names)) < len(names):
        raise PlanningError("a comparison needs at least one scenario, and each its own name")
    measured: list[tuple[ShorelineMethod, ModifiedShoreline]] = []
    shorelines, rights = [], []
    for number, scenario in enumerate(scenarios):
        step = part(progress, number / len(names), (number + 1) / len(names))
        # A change of norm or rounding alone leaves the shore as it was measured.
        shoreline = next((result for method, result in measured if method == scenario.method), None)
        if shoreline is None:
            shoreline = modified_shoreline(water, scenario.method, excluded, extent, part(step, 0.0, 0.5))
            measured.append((scenario.method, shoreline))
        shorelines.append(shoreline)
        rights.append(
            shoreline_rights(
                shoreline.pieces,
                parcels,
                scenario.parameters,
                ematila_field,
                buildings,
                sites,
                norm_zones,
                part(step, 0.5, 1.0),
                plans,
            )
        )
    progress(1.0)
    estates = _side_by_side(rights)
    return Comparison(_totals(scenarios, shorelines, rights, estates), estates, tuple(shorelines), tuple(rights))


def _side_by_side(rights: Sequence[ShoreRights]) -> Features:
    # Estates and waters are the same in every scenario but for shore of a centimetre at a border: join by name.
    keys = [
        np.array([f"{e}\x00{w}" for e, w in zip(r.estates["ematila"], r.estates["water_id"])], dtype=str)
        for r in rights
    ]
    every, first = np.unique(np.concatenate(keys), return_index=True)
    origin = np.repeat(np.arange(len(rights)), [len(key) for key in keys])[first]
    row = first - np.cumsum([0, *(len(key) for key in keys)])[origin]

    def leading(name: str) -> np.ndarray:
        return np.array([rights[n].estates[name][i] for n, i in zip(origin, row)])

    geometry = np.empty(len(every), dtype=object)
    geometry[:] = [rights[n].estates.geometry[i] for n, i in zip(origin, row)]
    columns: dict[str, np.ndarray] = {
        "ematila": text_column(key.partition("\x00")[0] for key in every.tolist()),
        "water_id": text_column(key.partition("\x00")[2] for key in every.tolist()),
        "basis": leading("basis").astype(object),
        "real_m": leading("real_m").astype(float),
    }
    for number, (key, result) in enumerate(zip(keys, rights), start=1):
        place = np.searchsorted(every, key)
        for name in COMPARED:
            values = np.zeros(len(every))
            values[place] = result.estates[name]
            columns[f"s{number}_{name}"] = values
        if number > 1:
            columns[f"s{number}_change"] = columns[f"s{number}_remaining"] - columns["s1_remaining"]
    return Features(geometry, columns, rights[0].estates.crs, rights[0].estates.source)


def _totals(
    scenarios: Sequence[Scenario],
    shorelines: Sequence[ModifiedShoreline],
    rights: Sequence[ShoreRights],
    estates: Features,
) -> Features:
    count = len(scenarios)
    shore = [shoreline.totals() for shoreline in shorelines]
    sums = [result.totals() for result in rights]
    real = np.array([total["real_m"] for total in shore])
    modified = np.array([total["modified_m"] for total in shore])
    used, left = (np.array([total[name] for total in sums]) for name in ("used", "remaining"))
    change = [estates[f"s{n}_change"] if n > 1 else np.zeros(len(estates)) for n in range(1, count + 1)]
    return Features(
        np.full(count, None, dtype=object),
        {
            "scenario": text_column(f"s{n}" for n in range(1, count + 1)),
            "name": text_column(scenario.name for scenario in scenarios),
            "method": text_column(scenario.method.label for scenario in scenarios),
            "norm": np.array([scenario.parameters.norm for scenario in scenarios], dtype=float),
            "rounding": text_column(scenario.parameters.rounding for scenario in scenarios),
            "real_m": real,
            "straight_m": np.array([total["straight_m"] for total in shore]),
            "modified_m": modified,
            "ratio": modified / real,
            "right_raw": np.array([total["right_raw"] for total in sums]),
            "used": used,
            "remaining": left,
            "density": density(used + left, modified),
            "estates_gaining": np.array([(values > 0).sum() for values in change]),
            "estates_losing": np.array([(values < 0).sum() for values in change]),
        },
        estates.crs,
        estates.source,
    )
