# SPDX-License-Identifier: GPL-2.0-or-later
"""The numbers by which shore rights are counted, read from a policy file, and the arithmetic itself.

    right     = sum over norm zones of (modified shoreline, km x norm) + sites by area (+ base right)
    used      = sum of the weights of what is built, permitted or planned
    remaining = max(0, rounded(right - used))
    density   = (used + remaining) / modified shoreline, km

The norm is an aid for AKL 39 and 73 §; it has no legal weight of its own (KHO:2013:91).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..policy import Reader
from .method import SET_FOR_RUN
from .parameters import ShoreParameter, ShorePolicy, Value, read_parameters

SCHEMES = ("2018", "1994", "mtk", "open")
SHORES = ("own", "common", "any")
_EXACT = 1e-9
"""2.9999999999 is 3: sums of pieces mustn't lose a right to the last binary digit."""


@dataclass(frozen=True)
class Kind:
    """A kind of building.

    Attributes:
        kind: holiday_home, dwelling, sauna …
        codes: scheme -> beginnings of use codes.
    """

    kind: str
    codes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Weight:
    """How much of a right something uses.

    Attributes:
        code: name of the rule, shown with each site.
        kinds: kinds it holds for.
        shore: "own", "common" or "any".
        weight: sites.
        source: where it comes from.
        title: in each language.
    """

    code: str
    kinds: tuple[str, ...]
    shore: str
    weight: float
    source: str
    title: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RightsParameters:
    """Everything that counting rights depends on besides the shore itself.

    It is the policy of the job, too: `parameters` and `values` are what a dialog and a case file show and change.

    Attributes:
        title: in each language.
        norm: building places for one km of modified shoreline where no zone says otherwise.
        rounding: "floor" or "half_up".
        basis: "ematila" = count per original estate where it is known, "present_property" = never.
        ematila_field: field of the parcels that names the original estate, "" = recognised.
        ematila_date: cross-section date of the original estates, as written.
        base_right: right of every estate with counted shore, before its metres; once, on the water where it has most.
        division: "modified" or "real" shore, by which an estate's right is divided among its present properties.
        frontage_per_site: straightened shore that a used site occupies.
        free_stretch_m: shorter unbuilt stretches aren't free shore.
        free_share_target: what the plan aims at; only for reports.
        reach_m: how far behind the shoreline a parcel may begin and still have that shore.
        shore_zone_m: how far from the shore a building uses it.
        yard_m: dwellings of one property this near to each other are one site.
        sauna_yard_m: saunas this near to a dwelling of their property belong to it.
        parameters: what may be changed, with titles and sources: the above, and weight_<code> of each weight.
        norm_classes: (norm, titles, source) for the legend of norm zones.
        kinds, weights: what counts as used.
    """

    title: Mapping[str, str]
    norm: float
    rounding: str
    basis: str
    ematila_field: str
    ematila_date: str
    base_right: float
    division: str
    frontage_per_site: float
    free_stretch_m: float
    free_share_target: float
    reach_m: float
    shore_zone_m: float
    yard_m: float
    sauna_yard_m: float
    parameters: Mapping[str, ShoreParameter]
    norm_classes: tuple[tuple[float, Mapping[str, str], str], ...]
    kinds: tuple[Kind, ...]
    weights: tuple[Weight, ...]

    def values(self, changes: Mapping[str, object] | None = None) -> dict[str, Value]:
        """Give every parameter's value, with the user's changes.

        Raises:
            InputError: no such parameter, or a value that it can't take.
        """
        changed = ShorePolicy(self.title, self.parameters).values(changes)
        given = set(changes or ())
        return {name: value if name in given else self._value(name) for name, value in changed.items()}

    def _value(self, name: str) -> Value:
        for weight in self.weights:
            if name == f"weight_{weight.code}":
                return weight.weight
        return getattr(self, name)

    def changed(self, **changes: Any) -> RightsParameters:
        """Give the parameters with other values; their source becomes "set for this run".

        Raises:
            InputError: no such parameter, or a value that it can't take.
        """
        before: dict[str, Any] = self.values()
        values: dict[str, Any] = self.values(changes)
        shown = {
            name: parameter if values[name] == before[name] else replace(parameter, source=SET_FOR_RUN)
            for name, parameter in self.parameters.items()
        }
        weights = tuple(
            replace(weight, weight=values[f"weight_{weight.code}"], source=shown[f"weight_{weight.code}"].source)
            for weight in self.weights
        )
        plain: dict[str, Any] = {name: value for name, value in values.items() if not name.startswith("weight_")}
        return replace(self, **plain, parameters=shown, weights=weights)

    def listed(self) -> list[tuple[str, Value, str]]:
        """List every number as (parameter, value, source), for the report that goes with the results."""
        return [(name, value, self.parameters[name].source) for name, value in self.values().items()]


def read_rights(path: Path | str) -> RightsParameters:
    """Read a file such as resources/methods/shoreline_rights.yaml.

    Raises:
        PolicyError: a key is missing, unknown or out of range; the message names file, line and key.
    """
    reader = Reader.open(path)
    reader.text("id")
    title = reader.texts("title")
    part = reader.part("parameters")
    shown = read_parameters(part)
    names = {item.name for item in fields(RightsParameters)} - {
        "title",
        "parameters",
        "norm_classes",
        "kinds",
        "weights",
    }
    for name in names - set(shown):
        raise part.fail(name, "is missing")
    for name in set(shown) - names:
        raise part.fail(name, "is not a parameter of shore rights")
    norm_classes = tuple(_norm_class(part) for part in reader.parts("norm_classes"))
    kinds = tuple(_kind(part) for part in reader.parts("kinds"))
    weights = tuple(_weight(part) for part in reader.parts("weights"))
    reader.done()
    values: dict[str, Any] = {name: parameter.value for name, parameter in shown.items()}
    for weight in weights:
        name = f"weight_{weight.code}"
        shown[name] = ShoreParameter(name, weight.weight, weight.title, "", 0.0, 10.0, weight.source)
    return RightsParameters(
        title=title, **values, parameters=shown, norm_classes=norm_classes, kinds=kinds, weights=weights
    )


def _norm_class(part: Reader) -> tuple[float, Mapping[str, str], str]:
    row = float(part.number("norm", low=0, high=30)), part.texts("title"), part.text("source")
    part.done()
    return row


def _kind(part: Reader) -> Kind:
    codes = part.part("codes")
    lists = {scheme: tuple(str(code) for code in codes.items(scheme, [])) for scheme in SCHEMES}
    codes.done()
    kind = Kind(part.text("kind"), lists)
    part.text("source")
    part.done()
    return kind


def _weight(part: Reader) -> Weight:
    weight = Weight(
        part.text("code"),
        tuple(str(kind) for kind in part.items("kinds")),
        part.text("shore", "any", choices=SHORES),
        float(part.number("weight", low=0, high=10)),
        part.text("source"),
        part.texts("title"),
    )
    part.done()
    return weight


def right(modified_m: np.ndarray, norm: np.ndarray | float, area_sites: np.ndarray | float = 0.0) -> np.ndarray:
    """Give the right in building places, not rounded."""
    return np.asarray(modified_m, dtype=float) / 1000 * norm + area_sites


def rounded(value: np.ndarray, rounding: str) -> np.ndarray:
    """Round to whole sites: "floor" never up, "half_up" from a half on."""
    return np.floor(np.asarray(value, dtype=float) + (0.5 if rounding == "half_up" else 0.0) + _EXACT)


def remaining(right_raw: np.ndarray, used: np.ndarray, rounding: str) -> np.ndarray:
    """Give the whole sites that are left; 0 where more is used than there is right."""
    return np.maximum(rounded(np.asarray(right_raw) - used, rounding), 0.0)


def density(sites: np.ndarray, modified_m: np.ndarray) -> np.ndarray:
    """Give sites for one km of modified shoreline; NaN where there is none."""
    length = np.asarray(modified_m, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(length > 0, np.asarray(sites, dtype=float) / (length / 1000), np.nan)


def whole_shares(parts: np.ndarray, group: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """Divide whole sites among owners by largest remainder: half rights are not lawful (KHO:2014:133).

    Args:
        parts: shape (n,), what each owner would get, not rounded; below 0 counts as 0.
        group: shape (n,), the estate of each owner, 0 … g - 1.
        totals: shape (g,), whole sites of each estate.

    Returns:
        float64 (n,), whole numbers that add up to the totals wherever an owner of the group has a part above 0.
    """
    wanted = np.maximum(np.nan_to_num(parts), 0.0)
    sums = np.bincount(group, wanted, len(totals))
    with np.errstate(divide="ignore", invalid="ignore"):
        wanted = np.where(sums[group] > 0, wanted * (totals / sums)[group], 0.0)
    out = np.floor(wanted + _EXACT)
    left = np.round(np.where(sums > 0, totals, 0.0) - np.bincount(group, out, len(totals)))
    order = np.lexsort((-(wanted - out), group))
    place = np.arange(len(group)) - np.searchsorted(group[order], group[order])
    out[order] += place < left[group[order]]
    return out
