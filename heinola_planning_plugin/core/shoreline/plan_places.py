# SPDX-License-Identifier: GPL-2.0-or-later
"""Places of plans in force as used rights: reserve that the plan gave already (KHO:2013:91)."""

from __future__ import annotations

import numpy as np
import shapely

from ..features import Features, text_column
from ..measures import overlap
from .reserve import plan_reserve, plan_sites

NOT_IN_FORCE = (
    "initiative",
    "initiated",
    "preparation",
    "proposal",
    "approved",
    "appeal",
    "repealed",
    "lapsed",
    "rejected",
    "interrupted",
)
"""Stages of a plan that give no place to be used; a plan that doesn't tell its stage is taken to be in force."""
_COVERED = 0.5
"""Of an area of the general plan more than this under a detailed plan: the detailed plan rules there."""


def plan_places(plan_units: Features | None, zoning: Features | None) -> tuple[Features, ...]:
    """Give the holiday and tourism areas of plans in force, as `used.used_sites` takes them.

    Args:
        plan_units: domain table `plan_units`, of detailed plans.
        zoning: domain table `zoning`, of the general plan; where detailed plans cover most of an area, they rule.

    Returns:
        One table per layer given, the detailed plans' first: a place there takes one of the general plan's.
    """
    out = []
    if plan_units is not None:
        out.append(_places(plan_units, "plan"))
    if zoning is not None:
        own = _places(zoning, "zone")
        if plan_units is not None:
            detailed = plan_units.to_crs(own.crs).take(_in_force(plan_units))
            own = own.take(overlap.share_within(own.geometry, detailed.geometry) <= _COVERED)
        out.append(own)
    return tuple(out)


def _places(table: Features, kind: str) -> Features:
    table = table.take(_in_force(table) & ~shapely.is_missing(table.geometry))
    found = plan_sites(plan_reserve(table))
    names = [value or f"{kind}_{n + 1}" for n, value in enumerate(found["site_id"].tolist())]
    return found.with_columns({"site_id": text_column(names)})


def _in_force(table: Features) -> np.ndarray:
    if "plan_status" not in table:
        return np.ones(len(table), dtype=bool)
    return ~np.isin(table["plan_status"].astype(str), NOT_IN_FORCE)
