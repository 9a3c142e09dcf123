# SPDX-License-Identifier: GPL-2.0-or-later
"""Industrial reservation: which parcels suit, which on a condition, which don't and why; and the sites they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..features import Features
from ..progress import Progress, part, silent
from ..scoring.criteria import CriteriaSet
from ..scoring.evaluate import evaluate
from .assembly import assemble
from .siting import Layers, Limit, limits_of, measure, not_given

CODE = "T/res"
CODE_CONDITIONS = "TY/res"


@dataclass(frozen=True)
class IndustrialResult:
    """What the industrial criteria say.

    Attributes:
        output: one row per parcel that came in, in the same order, with its own shape and CRS.
        assemblies: one row per site of adjoining candidates, see `assembly.assemble`.
        not_checked: roles of the layers that were not given; what they would have shown is unknown.
    """

    output: Features
    assemblies: Features
    not_checked: tuple[str, ...]


def industrial_reservation(
    parcels: Features,
    layers: Layers,
    criteria: CriteriaSet,
    parameters: Mapping[str, object] | None = None,
    method: str = "weighted_sum",
    language: str = "fi",
    progress: Progress = silent,
    orness: float = 0.3,
) -> IndustrialResult:
    """Judge parcels for an industrial reservation.

    Args:
        parcels: n parcels in any known CRS, with `parcel_id` and, where known, `area_m2` (register), `unit_type`,
            `owner` (never copied to the result: only whether it is the city).
        layers: role -> layer with canonical columns, any CRS; see `siting.ROLES`. What isn't given is unknown.
        criteria: resources/methods/industrial.yaml, or another file with its parameters.
        parameters: changes to the file's parameters.
        method: one of `aggregate.METHODS`.
        language: fi, sv or en, for the explanations.
        progress: reports and cancels.
        orness: for method "owa".

    Raises:
        InputError: a parameter can't be used, or a layer's CRS is unknown.
    """
    limit = limits_of(criteria.values(parameters), criteria.file)
    metric = parcels.in_metres()
    table = measure(metric, layers, limit, part(progress, 0.0, 0.8))
    found = evaluate(table, criteria, parameters, method, language, orness)
    progress(0.9)
    judged = found.columns()
    contributions = {name: points for name, points in judged.items() if name.startswith("c_")}
    verdict = {name: held for name, held in judged.items() if name not in contributions}
    columns = {
        **{name: parcels[name] for name in ("parcel_id", "name") if name in parcels},
        **verdict,
        "proposed_code": _proposed_code(table, found.status, limit),
        **table,
        **contributions,
    }
    sites = assemble(metric.with_columns(columns), float(limit("site_ha")), part(progress, 0.9, 1.0))
    output = Features(parcels.geometry, columns, parcels.crs, parcels.source)
    return IndustrialResult(output, sites.to_crs(parcels.crs), not_given(layers))


def _proposed_code(table: Mapping[str, np.ndarray], status: np.ndarray, limit: Limit) -> np.ndarray:
    """Propose T/res; TY/res (the surroundings set special conditions) on groundwater and near homes."""
    sensitive = np.isin(table["groundwater_class"].astype(str), ("1", "2", "E"))
    with np.errstate(invalid="ignore"):
        for field, name in (("dwelling_m", "residential_m"), ("holiday_home_m", "holiday_home_m")):
            sensitive |= table[field] < float(limit(name))
    out = np.full(len(status), None, dtype=object)
    suits = (status == "candidate") | (status == "conditional")
    out[suits] = CODE
    out[suits & sensitive] = CODE_CONDITIONS
    return out
