# SPDX-License-Identifier: GPL-2.0-or-later
"""Holiday areas of plans in force: a reserve of places that counts as used right, never a candidate for new zoning.

Sites already in a ranta-asemakaava belong to the totals (KHO:2013:91); tourism areas are outside the same
dimensioning (KHO:2014:89).
"""

from __future__ import annotations

import numpy as np

from ..features import Features, text_column
from ..vocabulary import plan_codes
from .used import PLAN_AREA

HOLIDAY, TOURISM = ("R", "RA"), ("RM", "RL", "RV")
"""Letter codes by what they reserve; RL (camping) and RV (caravans) serve tourism (project's choice)."""


def plan_reserve(plan_units: Features) -> Features:
    """Pick the holiday and tourism areas of plans.

    Args:
        plan_units: domain table `plan_units` (or `zoning`); column zone_code as letters ("RA-1"), a name or a
            regulation code; places and permitted_m2 where known.

    Returns:
        The rows that reserve holiday housing or tourism, with the columns code, reserve ("holiday", "tourism"),
        places and permitted_m2 (NaN = the plan doesn't tell).
    """
    written = plan_units["zone_code"] if "zone_code" in plan_units else np.full(len(plan_units), None, dtype=object)
    code = plan_codes().split(text_column(written).tolist())[0].astype(object)
    holiday, tourism = (np.isin(code.astype(str), codes) for codes in (HOLIDAY, TOURISM))
    rows = np.flatnonzero(holiday | tourism)
    unknown = np.full(len(plan_units), np.nan)
    return plan_units.take(rows).with_columns(
        {
            "code": code[rows],
            "reserve": np.where(holiday, "holiday", "tourism").astype(object)[rows],
            **{
                name: (plan_units[name].astype(float) if name in plan_units else unknown)[rows]
                for name in ("places", "permitted_m2")
            },
        }
    )


def plan_sites(reserve: Features) -> Features:
    """Make the rows of `plan_reserve` into rows of a sites table for `used.used_sites`.

    Places that are built already would count twice: keep either the plan's places or the buildings of an area, by
    `replaces` or by leaving the buildings out.

    Returns:
        site_id, kind ("plan_place", "tourism", and "plan_area" where the plan doesn't tell how many places: such a site
        is listed but can't be counted), places (NaN there).
    """
    count = len(reserve)
    ids = reserve["unit_id"] if "unit_id" in reserve else text_column(f"plan_{n + 1}" for n in range(count))
    holiday = reserve["reserve"] == "holiday"
    unknown = np.isnan(reserve["places"])
    kind = np.select([holiday & unknown, holiday], [PLAN_AREA, "plan_place"], "tourism").astype(object)
    return Features(
        reserve.geometry,
        {"site_id": ids, "kind": kind, "places": reserve["places"]},
        reserve.crs,
        reserve.source,
    )
