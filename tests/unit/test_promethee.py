# SPDX-License-Identifier: GPL-2.0-or-later
"""Net flows by sorting against the definition, pair by pair; test_scoring.py has the figures of pymcdm."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from heinola_planning_plugin.core.scoring.promethee import KINDS, Preference, net_flows

VALUES = hnp.arrays(
    float,
    st.tuples(st.integers(1, 12), st.integers(1, 3)),
    elements=st.one_of(st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.5, 1.0, np.nan]), st.floats(0, 1)),
)


def pair_by_pair(values: np.ndarray, preference) -> np.ndarray:
    """Net flows as Brans & Vincke define them."""
    out = np.full(len(values), np.nan)
    known = np.flatnonzero(~np.isnan(values))
    for a in known:
        flows = [preference(values[a] - values[b]) - preference(values[b] - values[a]) for b in known if b != a]
        out[a] = sum(flows) / len(flows) if flows else 0.0
    return out


def textbook(kind: str, q: float, p: float):
    """Write each preference function out, one number at a time."""

    def preference(d: float) -> float:
        if kind == "usual":
            return float(d > 1e-9)
        if kind == "u_shape":
            return float(d > q + 1e-9)
        if kind == "v_shape":
            return 0.0 if d <= 0 else min(d / p, 1.0)
        if kind == "level":
            return 0.0 if d <= q + 1e-9 else 0.5 if d <= p + 1e-9 else 1.0
        return 0.0 if d <= q else 1.0 if d > p else (d - q) / (p - q)

    return preference


@given(VALUES, st.sampled_from(KINDS), st.sampled_from([(0.1, 0.3), (0.05, 0.9), (0.2, 0.21)]))
def test_sorting_gives_what_comparing_all_pairs_gives(values, kind, thresholds):
    found = net_flows(values, [Preference(kind, *thresholds)] * values.shape[1])
    expected = np.column_stack([pair_by_pair(column, textbook(kind, *thresholds)) for column in values.T])
    assert found == pytest.approx(expected, abs=1e-7, nan_ok=True)


@pytest.mark.parametrize("kind", KINDS)
def test_the_function_itself(kind):
    preference = Preference(kind, 0.1, 0.3)
    differences = np.array([-0.5, 0.0, 0.05, 0.1, 0.2, 0.3, 0.31, 1.0])
    expected = [textbook(kind, 0.1, 0.3)(d) for d in differences.tolist()]
    assert preference(differences) == pytest.approx(expected)


def test_a_real_preference_function_ranks_differently_from_the_weighted_sum():
    """The raw difference as preference gives n x weighted sum less a constant, nothing new; a linear one doesn't."""
    values = np.array([[1.0, 0.0], [0.4, 0.45], [0.5, 0.35], [0.0, 0.2]])
    sums = values.mean(axis=1)
    raw = net_flows(values, [Preference("v_shape", 0, 1.0)] * 2).mean(axis=1)
    assert raw == pytest.approx((4 * sums - sums.sum()) / 3)
    real = net_flows(values, [Preference("linear", 0.05, 0.3)] * 2).mean(axis=1)
    assert np.argmax(sums) == 0
    assert np.argmax(real) != 0


def test_flows_of_all_add_up_to_nothing():
    values = np.random.default_rng(5).random((500, 4))
    assert net_flows(values).sum(axis=0) == pytest.approx([0] * 4, abs=1e-9)


@pytest.mark.parametrize(("kind", "q", "p"), [("linear", 0.4, 0.3), ("linear", -0.1, 0.3), ("gauss", 0.1, 0.3)])
def test_impossible_thresholds_are_refused(kind, q, p):
    with pytest.raises(ValueError, match=str(q) if kind == "linear" else kind):
        Preference(kind, q, p)
