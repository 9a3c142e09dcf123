# SPDX-License-Identifier: GPL-2.0-or-later
"""How sure the ranks of a job's result are, as columns that cost little enough to be there always."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..features import Features
from .criteria import CriteriaSet
from .evaluate import ceilings, valued
from .stability import stability

SPREAD = 0.5
"""Each weight is drawn within half of itself either way (project's choice)."""
TOP = 10
"""`p_top` is the share of drawings among the ten best (project's choice: as many as the report shows)."""
_MOST, _LEAST = 1_000, 100
_WORK = 20_000_000  # drawings x features x criteria within about half a second on one core
FIELDS = ("rank_min", "rank_max", "p_top")


def draws_for(features: int, criteria: int) -> int:
    """Give how many drawings are worth their time: fewer for more features, so that the cost stays within bounds."""
    return int(np.clip(10 * _WORK // max(features * criteria, 1), _LEAST, _MOST))


def with_certainty(
    result: Features,
    criteria: CriteriaSet,
    parameters: Mapping[str, object] | None = None,
    method: str = "weighted_sum",
) -> Features:
    """Add `rank_min`, `rank_max` and `p_top` of the weighted sum after `completeness`; NaN where there is no score.

    Under another method they are NaN: its ranks are others, and would lie outside the intervals of the weighted sum.

    Args:
        result: a job's result with its evidence columns.
        criteria: what it was judged by.
        parameters: changes to the set's parameters.
        method: that the result was judged by.
    """
    scored = np.flatnonzero(~np.isnan(result["score"]) & (method == "weighted_sum"))
    rows = {name: held[scored] for name, held in result.columns.items()}
    values = valued(rows, criteria, len(scored))
    weights = np.array([criterion.weight for criterion in criteria.criteria])
    draws = draws_for(len(scored), len(weights))
    most = ceilings(rows, criteria, parameters)
    found = stability(values, weights, draws, top=TOP, spread=SPREAD, median=False, most=most).columns()
    columns: dict[str, np.ndarray] = {}
    for name, held in result.columns.items():
        columns[name] = held
        if name == "completeness":
            for field in FIELDS:
                columns[field] = np.full(len(result), np.nan)
                columns[field][scored] = found[field]
    return Features(result.geometry, columns, result.crs, result.source)
