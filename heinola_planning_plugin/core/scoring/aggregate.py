# SPDX-License-Identifier: GPL-2.0-or-later
"""Aggregation: values of 0-1 and weights to scores of 0-100, each with contributions that add up to the score.

Every function takes `values`, float64 of shape (n, m) with NaN = unknown, and `weights`, shape (m,), and gives
`(score, contributions)` of shapes (n,) and (n, m). Unknown counts neither as good nor as bad: the known criteria
carry the whole weight of the row. A row with no known weight scores NaN; an unknown's contribution is NaN.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .promethee import Preference, net_flows

METHODS = ("weighted_sum", "weighted_product", "owa", "topsis", "promethee")


def shares(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give each row's weights over its known criteria (sum 1, NaN row when none is known), and completeness 0-1."""
    weights = np.asarray(weights, dtype=float)
    total = weights.sum()
    own = np.where(np.isnan(values), 0.0, weights)
    known = own.sum(axis=1)
    completeness = known / total if total > 0 else np.zeros(len(values))
    with np.errstate(invalid="ignore", divide="ignore"):
        own /= np.where(known > 0, known, np.nan)[:, None]
    return own, completeness


def weighted_sum(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Score = 100 Σ w v; a criterion contributes 100 w v."""
    own, _ = shares(values, weights)
    points = own * values
    points *= 100
    return _sum(points, own), points


def weighted_product(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Score = 100 Π v^w; a value of 0 makes it 0, whatever the others are.

    Contribution: each criterion starts with its weight's points, 100 w, and bears the loss 100 - score in
    proportion to w ln(1/v), its share of the logarithm of the product; so they add up to the score. Where values are
    0, these bear it all, in proportion to w (the limit as they go to 0 together).
    """
    own, _ = shares(values, weights)
    zero = (values <= 0) & (own > 0)
    spoilt = zero.any(axis=1)
    loss = -own * np.log(np.where(np.isnan(values) | (values <= 0), 1.0, values))
    loss[spoilt] = own[spoilt] * zero[spoilt]
    total = loss.sum(axis=1)
    score = np.where(spoilt, 0.0, 100 * np.exp(-total))
    with np.errstate(invalid="ignore", divide="ignore"):
        part = np.where(total[:, None] > 0, loss / total[:, None], 0.0)
    points = 100 * own - (100 - score)[:, None] * part
    return score, np.where(np.isnan(values), np.nan, points)


def owa(values: np.ndarray, weights: np.ndarray, orness: float = 0.3) -> tuple[np.ndarray, np.ndarray]:
    """Ordered weighted average with importances (Yager 1996): Σ (Q(S_j) - Q(S_j-1)) v_(j), best value first.

    Q(r) = r^((1-orness)/orness), S_j the weight of the j best. orness 0.5 is the weighted sum, towards 0 the worst
    value rules, towards 1 the best.
    """
    orness = min(max(float(orness), 0.01), 0.99)
    own, _ = shares(values, weights)
    order = np.argsort(-np.where(np.isnan(values), -1.0, values), axis=1, kind="stable")
    ordered = np.take_along_axis(own, order, axis=1)
    reached = np.minimum(np.cumsum(ordered, axis=1), 1.0) ** ((1 - orness) / orness)
    steps = np.diff(reached, axis=1, prepend=0.0)
    mine = np.empty_like(steps)
    np.put_along_axis(mine, order, steps, axis=1)
    points = 100 * mine * values
    return _sum(points, own), points


def topsis(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Closeness to the ideal (Hwang & Yoon 1981) over vector-normalised values, best and worst as observed.

    A constant column separates nobody and moves no score; where nothing separates, the score is 50. Contribution:
    the score divided by each criterion's share of the squared distance from the worst.
    """
    own, _ = shares(values, weights)
    known = ~np.isnan(values)
    length = np.sqrt(np.nansum(values**2, axis=0)) if len(values) else np.ones(values.shape[1])
    scaled = np.where(known, values, 0.0) / np.where(length > 0, length, 1.0) * own
    # The ideal of a criterion is the best normalised value under the row's own weight of it.
    high, low = _extremes(values, length)
    best = (np.where(known, high * own - scaled, 0.0)) ** 2
    worst = (np.where(known, scaled - low * own, 0.0)) ** 2
    to_best, to_worst = np.sqrt(best.sum(axis=1)), np.sqrt(worst.sum(axis=1))
    total = to_best + to_worst
    with np.errstate(invalid="ignore", divide="ignore"):
        score = np.where(total > 0, 100 * to_worst / total, 50.0)
        part = np.where(worst.sum(axis=1)[:, None] > 0, worst / worst.sum(axis=1)[:, None], own)
    score = np.where(np.isnan(own).any(axis=1), np.nan, score)
    return score, np.where(known, score[:, None] * part, np.nan)


def _extremes(values: np.ndarray, length: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if not len(values):
        return np.zeros(values.shape[1]), np.zeros(values.shape[1])
    scale = np.where(length > 0, length, 1.0)
    known = ~np.isnan(values)
    high = np.where(known, values, -np.inf).max(axis=0)
    low = np.where(known, values, np.inf).min(axis=0)
    nothing = ~known.any(axis=0)
    return np.where(nothing, 0.0, high) / scale, np.where(nothing, 0.0, low) / scale


def promethee(
    values: np.ndarray, weights: np.ndarray, preferences: Sequence[Preference] | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Score = 50 (1 + net flow) of PROMETHEE II (Brans & Vincke 1985); 50 = preferred as much as others are to it.

    The net flow is the weighted sum of one net flow for each criterion (see `promethee.net_flows`), so a criterion
    contributes 50 w (1 + its net flow). The contributions tell how a row stands among the others: leave a row out and
    all of them change.
    """
    own, _ = shares(values, weights)
    points = 50 * own * (1 + net_flows(values, preferences))
    return _sum(points, own), points


def _sum(points: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Sum the known points of a row; NaN where the row has no known weight (its weights are then all NaN)."""
    score = np.nansum(points, axis=1)
    score[np.isnan(own[:, 0])] = np.nan
    return score


def aggregate(
    method: str,
    values: np.ndarray,
    weights: np.ndarray,
    orness: float = 0.3,
    preferences: Sequence[Preference] | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Run a method by its name (one of METHODS); `orness` is for owa, `preferences` for promethee."""
    if method == "owa":
        return owa(values, weights, orness)
    if method == "promethee":
        return promethee(values, weights, preferences)
    methods = {"weighted_sum": weighted_sum, "weighted_product": weighted_product, "topsis": topsis}
    return methods[method](values, weights)


def ranks(score: np.ndarray) -> np.ndarray:
    """Rank scores, 1 = best, ties share the better rank, NaN stays NaN.

    Scores closer than 1e-9 points tie: the sums of two rows may differ in their last bits by the order of adding.
    """
    out = np.full(len(score), np.nan)
    known = np.flatnonzero(~np.isnan(score))
    if not len(known):
        return out
    rounded = np.round(score[known], 9)
    ordered = np.sort(-rounded)
    out[known] = np.searchsorted(ordered, -rounded, side="left") + 1
    return out
