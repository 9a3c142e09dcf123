# SPDX-License-Identifier: GPL-2.0-or-later
"""A judged layer held in memory, to be weighed anew at once: new scores and ranks, and how sure they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..progress import Progress, part, silent
from .aggregate import ranks, weighted_sum
from .certainty import SPREAD, TOP, draws_for
from .criteria import CriteriaSet
from .evaluate import ceilings, valued
from .stability import Stability, Toppling, Tornado, stability, toppling, tornado


@dataclass(frozen=True)
class Trial:
    """The n features of a layer that have a score.

    Attributes:
        criteria: what they were judged by; its weights are the run's.
        ids: int64 (n,), the layer's own row ids.
        names: object (n,), what the features are called.
        values: float64 (n, m), 0-1, NaN = unknown.
        most: float64 (n,), the points that each may have at most.
    """

    criteria: CriteriaSet
    ids: np.ndarray
    names: np.ndarray
    values: np.ndarray
    most: np.ndarray

    @classmethod
    def of(cls, table: Mapping[str, np.ndarray], criteria: CriteriaSet, ids: np.ndarray, names: np.ndarray) -> Trial:
        """Make it from the evidence columns of the features that have a score."""
        values = valued(table, criteria, len(ids))
        return cls(criteria, ids, names, values, ceilings(table, criteria))

    @property
    def weights(self) -> np.ndarray:
        """Give the run's weights, (m,)."""
        return np.array([criterion.weight for criterion in self.criteria.criteria])

    @property
    def known(self) -> frozenset[str]:
        """Give the ids of the criteria whose evidence is known of every feature."""
        everywhere = ~np.isnan(self.values).any(axis=0)
        return frozenset(one.id for one, sure in zip(self.criteria.criteria, everywhere) if sure)

    def scores(self, weights: np.ndarray) -> np.ndarray:
        """Give the weighted sum under other weights, (n,)."""
        return np.minimum(weighted_sum(self.values, weights)[0], self.most)

    def best(self, scores: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Give the rows of the best scores, best first (ties by name), and the ranks of all."""
        rank = ranks(scores)
        some = np.flatnonzero(rank <= count)
        return some[np.lexsort((self.names[some].astype(str), rank[some]))][:count], rank


@dataclass(frozen=True)
class Certainty:
    """How sure the ranks are under the weights of a trial.

    Attributes:
        draws: how many times the weights were drawn, each within half of itself either way.
        toppling: None where no move of weights can topple the first.
    """

    weights: np.ndarray
    ranks: Stability
    toppling: Toppling | None
    draws: int

    @classmethod
    def of(cls, trial: Trial, weights: np.ndarray, progress: Progress = silent) -> Certainty:
        """Work it out."""
        count = len(trial.ids)
        draws = draws_for(count, len(weights))
        found = stability(
            trial.values,
            weights,
            draws,
            top=TOP,
            spread=SPREAD,
            median=False,
            most=trial.most,
            progress=part(progress, 0.0, 0.8),
        )
        return cls(weights, found, toppling_of(trial, weights), draws)


def toppling_of(trial: Trial, weights: np.ndarray) -> Toppling | None:
    """Find the smallest move of weight that topples the first; capped features don't follow the weights."""
    free = np.flatnonzero(np.isinf(trial.most))
    if not len(free):
        return None
    scores = trial.scores(weights)
    if np.isnan(scores).all() or np.nanargmax(scores) not in free:
        return None
    found = toppling(trial.values[free], weights)
    if found is None:
        return None
    left_out = found.left_out + len(trial.ids) - len(free)
    return Toppling(int(free[found.first]), int(free[found.challenger]), found.moved, found.weights, left_out)


def tornado_of(trial: Trial, weights: np.ndarray, row: int) -> Tornado:
    """Lower and raise each weight by half and see what becomes of one feature."""
    return tornado(trial.values, weights, row, SPREAD, trial.most)
