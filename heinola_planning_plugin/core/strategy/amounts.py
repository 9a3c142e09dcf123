# SPDX-License-Identifier: GPL-2.0-or-later
"""What the results of other jobs could add to each measure, as the strategy file's `candidates` say."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..errors import InputError
from ..features import Features, true_area_m2
from .model import Candidates, Strategy


def candidate_amounts(strategy: Strategy, tables: Mapping[str, Features]) -> dict[str, Features]:
    """Give the candidates of each measure whose layer of results is there, with their `amount` in its unit.

    Args:
        strategy: the strategy.
        tables: layers of results by name, each with `status` where statuses are asked for.

    Returns:
        measure id -> features with the one column `amount`. A measure whose layer or column is missing is left out:
        its candidates have not been counted.

    Raises:
        InputError: a column of amounts holds text.
    """
    found = {}
    for measure in strategy.measures.values():
        if measure.target is None or measure.target.candidates is None:
            continue
        wanted = measure.target.candidates
        table = tables.get(wanted.layer)
        if table is None or (wanted.statuses and "status" not in table):
            continue
        if wanted.statuses:
            table = table.take(np.flatnonzero(np.isin(table["status"].astype(str), wanted.statuses)))
        amount = _amount(table, wanted)
        if amount is not None:
            found[measure.id] = table.select(()).with_columns({"amount": amount})
    return found


def _amount(table: Features, wanted: Candidates) -> np.ndarray | None:
    if wanted.amount == "area":
        return true_area_m2(table.geometry, table.crs) / 1e4
    if wanted.amount == "count":
        return np.ones(len(table))
    if wanted.amount not in table:
        return None
    values = table[wanted.amount]
    try:
        return np.array([np.nan if value is None else float(value) for value in values.tolist()], dtype=float)
    except ValueError as error:
        raise InputError("is not a number", layer=wanted.layer, field=wanted.amount) from error
