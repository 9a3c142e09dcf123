# SPDX-License-Identifier: GPL-2.0-or-later
"""Results of a planning run as projects: what each would give, what it costs, and what isn't known of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..errors import InputError
from ..features import Features, concat, text_column
from ..measures import unite
from .policy import Kind, ProgrammePolicy


def projects(tables: Mapping[str, Features], policy: ProgrammePolicy) -> Features:
    """Make the projects of every kind whose layer is there.

    A row without an amount, or with an amount of 0, is no project; an unknown amount or cost makes one that can't be
    chosen: it is listed, with NaN. A project of several rows has their amounts added, and is unknown if one is.

    Args:
        tables: layer name -> result table of a planning run.
        policy: kinds and costs.

    Returns:
        kind, measure_id, project_id, rows (how many features), amount, unit, score (mean, weighted by amount),
        conditional (share of the rows that are), benefit, cost. Shapes of one CRS. `benefit` is the project's share of
        its kind's whole amount x score, times the kind's weight: hectares, building places and floor area can't be
        added, shares can.

    Raises:
        InputError: no kind has its layer, or a layer lacks a column.
    """
    found = [_of_kind(tables[kind.layer], kind) for kind in policy.kinds if kind.layer in tables]
    if not found:
        names = ", ".join(kind.layer for kind in policy.kinds)
        raise InputError("the run has none of the layers that projects are made of: {}", names)
    crs = next((table.crs for table in found if table.crs), "")
    return concat([table.to_crs(crs) if table.crs else table for table in found])


def with_waters(projects: Features, policy: ProgrammePolicy, waters: Features | None) -> Features:
    """Add `water_name`, "" where a project is no water body's or its water has no name.

    Args:
        projects: of `projects`.
        policy: says which kinds have a project per water body.
        waters: a run's table with `water_id` and `water_name`; None = no names are known.
    """
    names: dict[str, str] = {}
    if waters is not None:
        names = {str(one): name or "" for one, name in zip(waters["water_id"].tolist(), waters["water_name"].tolist())}
    by_water = {kind.id for kind in policy.kinds if kind.group_by == "water_id"}
    rows = zip(projects["kind"].tolist(), projects["project_id"].tolist())
    return projects.with_columns(
        {"water_name": text_column(names.get(one, "") if kind in by_water else "" for kind, one in rows)}
    )


def _of_kind(table: Features, kind: Kind) -> Features:
    for name in (kind.identity, kind.amount, *([kind.group_by] if kind.group_by else [])):
        if name not in table:
            raise InputError("the layer lacks a column that its projects are made of", layer=kind.layer, field=name)
    if kind.statuses:
        if "status" not in table:
            raise InputError("the layer lacks a column that its projects are made of", layer=kind.layer, field="status")
        table = table.take(np.isin(table["status"].astype(str), kind.statuses))
    amount = table[kind.amount].astype(float)
    table, amount = table.take(~(amount <= 0)), amount[~(amount <= 0)]
    names, group = _groups(table, kind)
    total = np.bincount(group, amount, len(names))  # NaN goes through
    score = _weighted_score(table, amount, group, len(names))
    rows = np.bincount(group, minlength=len(names))
    conditional = np.zeros(len(names))
    if "status" in table:
        conditional = np.bincount(group, table["status"] == "conditional", len(names)) / np.maximum(rows, 1)
    worth = total * score / 100 if "score" in table else total
    whole = np.nansum(worth)
    per_project = np.nan if kind.cost_project is None else kind.cost_project
    per_unit = np.nan if kind.cost_unit is None else kind.cost_unit
    count = len(names)
    return Features(
        unite.by_key(group, table.geometry)[1],
        {
            "kind": text_column([kind.id] * count),
            "measure_id": text_column([kind.measure] * count),
            "project_id": names,
            "rows": rows,
            "amount": total,
            "unit": text_column([kind.unit] * count),
            "score": score,
            "conditional": conditional,
            "benefit": kind.weight * worth / whole if whole > 0 else np.zeros(count),
            "cost": per_project + per_unit * total,
        },
        table.crs,
    )


def _groups(table: Features, kind: Kind) -> tuple[np.ndarray, np.ndarray]:
    """Give the projects' names, sorted, and each row's project; a row that isn't in a group is its own project."""
    own = [str(one) for one in table[kind.identity].tolist()]
    if kind.group_by:
        group = [None if value is None or value != value else str(value) for value in table[kind.group_by].tolist()]
        own = [one if name is None else name for one, name in zip(own, group)]
    names, index = np.unique(np.array(own, dtype=str), return_inverse=True)
    return text_column(names.tolist()), index.reshape(-1)


def _weighted_score(table: Features, amount: np.ndarray, group: np.ndarray, count: int) -> np.ndarray:
    if "score" not in table:
        return np.full(count, np.nan)
    score = table["score"].astype(float)
    known = ~np.isnan(score) & ~np.isnan(amount)
    weight = np.bincount(group[known], amount[known], count)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.bincount(group[known], (score * amount)[known], count) / weight
