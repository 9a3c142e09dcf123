# SPDX-License-Identifier: GPL-2.0-or-later
"""The tree of a criteria file as it is weighed: level by level, and written back as a file with other weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..policy import to_yaml
from .criteria import CriteriaSet


@dataclass(frozen=True)
class Node:
    """A criterion, or a group of them.

    Attributes:
        path: ids from the top, "access/junction".
        title: by language.
        share: of its level, 0-1; the shares of a level sum to 1.
        children: of a group; () for a criterion.
    """

    path: str
    title: Mapping[str, str]
    share: float
    children: tuple[Node, ...] = ()

    @property
    def id(self) -> str:
        """Give the id alone."""
        return self.path.rpartition("/")[2]


def weight_tree(criteria: CriteriaSet) -> tuple[Node, ...]:
    """Give the top level of a criteria set's tree, shared out as its weights are now."""
    weights = {criterion.id: criterion.weight for criterion in criteria.criteria}
    return _level(criteria.document["criteria"], weights, "")


def _level(entries: Iterable[Mapping[str, Any]], weights: Mapping[str, float], above: str) -> tuple[Node, ...]:
    entries = list(entries)
    totals = [_total(entry, weights) for entry in entries]
    whole = sum(totals)
    # A level of nothing but zeros keeps the proportions of the file, for when it gets weight again.
    of_file = [float(entry["weight"]) for entry in entries]
    given = totals if whole > 0 else of_file
    return tuple(
        Node(
            f"{above}{entry['id']}",
            entry["title"],
            weight / sum(given),
            _level(entry["criteria"], weights, f"{above}{entry['id']}/") if "criteria" in entry else (),
        )
        for entry, weight in zip(entries, given)
    )


def _total(entry: Mapping[str, Any], weights: Mapping[str, float]) -> float:
    if "criteria" in entry:
        return sum(_total(child, weights) for child in entry["criteria"])
    return weights[entry["id"]]


def leaf_weights(level: Iterable[Node], changed: Mapping[str, float], whole: float = 1.0) -> dict[str, float]:
    """Give every criterion's weight after changes.

    Args:
        level: the top level of a tree.
        changed: path -> new weight of a node within its level, on the scale of `share`; levels are scaled to sum 1.
        whole: what the level's weights sum to.

    Returns:
        Criterion id -> weight; all 0 where a level has nothing but zeros.
    """
    level = list(level)
    weights = [max(changed.get(node.path, node.share), 0.0) for node in level]
    total = sum(weights)
    out: dict[str, float] = {}
    for node, weight in zip(level, weights):
        own = whole * weight / total if total > 0 else 0.0
        if node.children:
            out.update(leaf_weights(node.children, changed, own))
        else:
            out[node.id] = own
    return out


def criteria_text(criteria: CriteriaSet, parameters: Mapping[str, object] | None = None) -> str:
    """Write a criteria set as a file: with its weights as they are now, and with changed parameters as their values.

    `parse_criteria` reads it back to the same set.
    """
    return to_yaml(criteria_document(criteria, parameters))


def criteria_document(criteria: CriteriaSet, parameters: Mapping[str, object] | None = None) -> dict[str, Any]:
    """Give what `criteria_text` writes as plain data; `from_document` takes it back."""
    values = criteria.values(parameters)
    document = dict(criteria.document)
    document["criteria"] = _written(document["criteria"], weight_tree(criteria))
    if "parameters" in document:
        document["parameters"] = {
            name: {**given, "value": values[name]} for name, given in document["parameters"].items()
        }
    return document


def _written(entries: Iterable[Mapping[str, Any]], level: tuple[Node, ...]) -> list[dict[str, Any]]:
    out = []
    for entry, node in zip(entries, level):
        changed = {**entry, "weight": round(100 * node.share, 9)}
        if node.children:
            changed["criteria"] = _written(entry["criteria"], node.children)
        out.append(changed)
    return out
