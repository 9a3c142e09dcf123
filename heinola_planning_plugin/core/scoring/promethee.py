# SPDX-License-Identifier: GPL-2.0-or-later
"""PROMETHEE II (Brans & Vincke 1985): net outranking flows with real preference functions, in n log n.

Each pair of alternatives is compared on each criterion: the better one is preferred to the degree P(d), d being the
difference of their values. Of the six functions of the paper five are here; with d > 0, indifference q and strict
preference p:

    usual     P = 1
    u_shape   P = 0 up to q, then 1
    v_shape   P = d / p up to p, then 1
    level     P = 0 up to q, 1/2 up to p, then 1
    linear    P = 0 up to q, (d - q) / (p - q) up to p, then 1

(The Gaussian one has no closed sum over sorted values and is left out.) With v_shape and a p that no difference
reaches the ranking is that of the weighted sum; a function says something new only where q or p bite.

A pair is never looked at. All functions are differences of P(d) = clip((d - a) / (b - a), 0, 1) and of steps, and the
sum of such a function over all others follows from sorted values, their running sums and two binary searches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_SAME = 1e-9  # values closer than this are equal: the last bits of a curve are nobody's preference

KINDS = ("usual", "u_shape", "v_shape", "level", "linear")


@dataclass(frozen=True)
class Preference:
    """A preference function on values of 0-1: `indifference` q and `strict` p, 0 <= q <= p."""

    kind: str = "linear"
    indifference: float = 0.05
    strict: float = 0.30

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is not one of {', '.join(KINDS)}")
        if not 0 <= self.indifference <= self.strict:
            raise ValueError(f"indifference {self.indifference} must lie between 0 and strict {self.strict}")

    def __call__(self, difference: np.ndarray) -> np.ndarray:
        """Give P(d); 0 where d <= 0."""
        out = np.zeros(np.shape(difference))
        for share, start, end in self._ramps():
            if end > start:
                out += share * np.clip((difference - start) / (end - start), 0.0, 1.0)
            else:
                out += share * (difference > start + _SAME)
        return out

    def _ramps(self) -> tuple[tuple[float, float, float], ...]:
        """Give the function as a sum of ramps (share, start, end); start == end is a step after `start`."""
        q, p = self.indifference, self.strict
        return {
            "usual": ((1.0, 0.0, 0.0),),
            "u_shape": ((1.0, q, q),),
            "v_shape": ((1.0, 0.0, p),),
            "level": ((0.5, q, q), (0.5, p, p)),
            "linear": ((1.0, q, p),),
        }[self.kind]


def net_flows(values: np.ndarray, preferences: Sequence[Preference] | None = None) -> np.ndarray:
    """Give each alternative's net flow on each criterion, shape (n, m).

    The net flow is how much the alternative is preferred to the others less how much they are preferred to it, on the
    average: -1 ... 1. One alternative alone has nobody to be compared with and gets 0.

    Args:
        values: float64 (n, m), NaN = unknown: compared with nobody, and NaN in the result.
        preferences: m functions; None = the default one for all.
    """
    preferences = preferences or [Preference()] * values.shape[1]
    out = np.full(values.shape, np.nan)
    for k, preference in enumerate(preferences):
        known = ~np.isnan(values[:, k])
        out[known, k] = _net_flow(values[known, k], preference)
    return out


def _net_flow(values: np.ndarray, preference: Preference) -> np.ndarray:
    count = len(values)
    if count < 2:
        return np.zeros(count)
    order = np.argsort(values)
    ordered = values[order]
    ordered = ordered - ordered[count // 2]  # running sums of small numbers keep their digits
    flow = np.zeros(count)
    for share, start, end in preference._ramps():
        # What others lose to me looks down; what I lose to them is the same sum over mirrored values.
        flow += share * (_sum_over(ordered, start, end) - _sum_over(-ordered[::-1], start, end)[::-1])
    out = np.empty(count)
    out[order] = flow / (count - 1)
    return out


def _sum_over(ordered: np.ndarray, start: float, end: float) -> np.ndarray:
    """Sum a ramp of (own value - other's) over all others, for each of growing values."""
    if end <= start:
        return np.searchsorted(ordered, ordered - end - _SAME, side="left").astype(float)
    beaten = np.searchsorted(ordered, ordered - end, side="left")  # others strictly more than `end` below
    partly = np.searchsorted(ordered, ordered - start, side="left")
    reached = np.concatenate([[0.0], np.cumsum(ordered)])
    between = partly - beaten
    return beaten + (between * (ordered - start) - (reached[partly] - reached[beaten])) / (end - start)
