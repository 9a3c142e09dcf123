# SPDX-License-Identifier: GPL-2.0-or-later
"""Ranks under drawn weights, the move that topples the first, one weight at a time."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import linprog
from scipy.stats import kstest

from heinola_planning_plugin.core.errors import Cancelled, InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.scoring.aggregate import METHODS, ranks, weighted_sum
from heinola_planning_plugin.core.scoring.certainty import with_certainty
from heinola_planning_plugin.core.scoring.criteria import parse_criteria
from heinola_planning_plugin.core.scoring.evaluate import evaluate
from heinola_planning_plugin.core.scoring.stability import (
    Uncertain,
    draw_weights,
    rank_stability,
    stability,
    toppling,
    tornado,
)


def test_ranks_are_those_of_the_weighted_sum_drawing_by_drawing():
    values = np.random.default_rng(2).integers(0, 6, (60, 4)) / 5
    values[np.random.default_rng(3).random(values.shape) < 0.15] = np.nan
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    found = stability(values, weights, draws=101, seed=7, top=5)
    drawn = draw_weights(weights, 101, 7)
    expected = np.array([ranks(np.round(weighted_sum(values, row)[0], 3)) for row in drawn])
    # A score may fall on the edge of a thousandth of a point: allow for one such tie.
    assert (abs(found.rank_min - expected.min(axis=0)) <= 1).all()
    assert (abs(found.rank_max - expected.max(axis=0)) <= 1).all()
    assert (abs(found.rank_median - np.median(expected, axis=0)) <= 1).all()
    assert found.p_top == pytest.approx((expected <= 5).mean(axis=0), abs=2 / 101)


def test_two_criteria_by_hand():
    """A leads while w1 > 1/2, B else, C always second: over the simplex each of A and B is first half the time."""
    values = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5], [np.nan, np.nan]])
    found = stability(values, np.array([0.9, 0.1]), draws=4000, seed=1, top=1)
    assert found.rank_min.tolist() == pytest.approx([1, 1, 2, np.nan], nan_ok=True)
    assert found.rank_max.tolist() == pytest.approx([3, 3, 2, np.nan], nan_ok=True)
    assert found.p_top.tolist() == pytest.approx([0.5, 0.5, 0, np.nan], abs=0.03, nan_ok=True)
    near = stability(values, np.array([0.9, 0.1]), draws=500, seed=1, top=1, spread=0.2)
    assert near.p_top.tolist() == pytest.approx([1, 0, 0, np.nan], nan_ok=True)


def test_order_of_features_does_not_matter_and_the_seed_does():
    values = np.random.default_rng(0).random((3000, 5))
    weights = np.ones(5)
    order = np.random.default_rng(1).permutation(3000)
    first, other = stability(values, weights, 50, 3), stability(values[order], weights, 50, 3)
    for name, column in first.columns().items():
        assert other.columns()[name].tolist() == column[order].tolist()
    assert stability(values, weights, 50, 4).p_top.tolist() != first.p_top.tolist()


def test_weights_are_uniform_over_the_simplex():
    """Each weight of m uniform ones is below x with probability 1 - (1 - x)^(m-1)."""
    drawn = draw_weights(np.ones(4), 4000, seed=11)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(4000))
    for column in drawn.T:
        assert kstest(column, lambda x: 1 - (1 - x) ** 3).pvalue > 0.001


def test_weights_within_a_spread_and_zeros_stay():
    given_ = np.array([0.5, 0.3, 0.2, 0.0])
    drawn = draw_weights(given_, 500, seed=1, spread=0.1)
    assert (drawn[:, 3] == 0).all()
    assert (drawn[:, :3] >= 0.9 / 1.1 * given_[:3] - 1e-12).all()
    assert (drawn[:, :3] <= 1.1 / 0.9 * given_[:3] + 1e-12).all()
    assert (draw_weights(given_, 500, seed=1)[:, 3] == 0).all()
    assert draw_weights(given_, 3, seed=1, spread=0.0) == pytest.approx(np.tile(given_, (3, 1)))


@pytest.mark.parametrize("bad", [{"draws": 0}, {"spread": -0.1}, {"spread": 1.5}])
def test_impossible_drawings_are_refused(bad):
    with pytest.raises(InputError):
        draw_weights(np.ones(3), **{"draws": 5, **bad})


def test_uncertain_measurements_move_ranks_though_weights_stand_still():
    measured = np.array([1000.0, 1010.0, 5000.0])

    def curve(metres):
        return np.interp(metres, [0, 10000], [1, 0])

    values = curve(measured)[:, None]
    sharp = stability(values, np.ones(1), draws=200, top=1)
    assert sharp.rank_min.tolist() == sharp.rank_max.tolist() == [1, 2, 3]
    blurred = stability(values, np.ones(1), draws=2000, top=1, uncertain=[Uncertain(0, measured, curve, 10.0)])
    # The difference of two errors of 10 m has a deviation of 14.1 m: 10 m behind is ahead with probability 0.24.
    assert blurred.p_top.tolist() == pytest.approx([0.76, 0.24, 0], abs=0.04)
    assert blurred.rank_max.tolist() == [2, 2, 3]


def test_memory_passes_give_the_same_medians(monkeypatch):
    values = np.random.default_rng(0).random((1000, 3))
    whole = stability(values, np.ones(3), draws=30)
    monkeypatch.setattr("heinola_planning_plugin.core.scoring.stability._MEMORY_BYTES", 4 * 30 * 300)
    assert stability(values, np.ones(3), draws=30).rank_median.tolist() == whole.rank_median.tolist()


def test_speed_grows_with_the_features_and_stays_within_the_bar():
    """The bar is 1 000 drawings x 100 000 features in 8 s with intervals; here a tenth of the drawings."""
    values = np.random.default_rng(0).random((100_000, 10))
    start = time.perf_counter()
    stability(values, np.ones(10), draws=100)
    assert time.perf_counter() - start < 2.0


def test_cancelling_stops_it():
    def stop(fraction, message=None):
        raise Cancelled

    with pytest.raises(Cancelled):
        stability(np.ones((5, 2)), np.ones(2), progress=stop)


VALUES = hnp.arrays(
    float, st.tuples(st.integers(2, 6), st.integers(2, 4)), elements=st.sampled_from([0, 0.2, 0.5, 0.7, 1])
)


@given(VALUES, st.lists(st.sampled_from([1.0, 2.0, 5.0]), min_size=4, max_size=4))
def test_toppling_move_is_the_optimum_of_the_linear_programme(values, weights):
    """Least weight t moved: min sum(down) so that w - down + up topples, sum(up) = sum(down)."""
    weights = np.array(weights[: values.shape[1]])
    weights /= weights.sum()
    found = toppling(values, weights)
    scores = weighted_sum(values, weights)[0]
    first = int(np.argmax(scores))
    size = values.shape[1]
    best = np.inf
    for row in range(len(values)):
        lead = values[row] - values[first]
        if row == first or lead.max() <= 0:
            continue
        solved = linprog(
            np.r_[np.ones(size), np.zeros(size)],
            A_ub=np.r_[lead, -lead][None],
            b_ub=[lead @ weights],
            A_eq=np.r_[np.ones(size), -np.ones(size)][None],
            b_eq=[0],
            bounds=[(0, w) for w in weights] + [(0, None)] * size,
        )
        if solved.status == 0:
            best = min(best, solved.fun)
    if not np.isfinite(best):
        assert found is None
        return
    assert found.first == first
    assert found.moved == pytest.approx(best, abs=1e-7)
    after = weighted_sum(values, found.weights)[0]
    assert after[found.challenger] >= after[first] - 1e-6
    assert found.weights.sum() == pytest.approx(1)
    assert (found.weights >= -1e-9).all()
    assert abs(found.weights - weights).sum() / 2 == pytest.approx(found.moved, abs=1e-7)


def test_toppling_by_hand_and_what_is_left_out():
    """A leads B by 0.7 x 0.5 - 0.3 x 0.5 = 0.2; a unit moved from 1 to 2 changes it by 1."""
    values, weights = np.array([[1.0, 0.2], [0.5, 0.7], [0.1, 0.1]]), np.array([0.7, 0.3])
    found = toppling(values, weights)
    assert (found.first, found.challenger, found.left_out) == (0, 1, 0)
    assert found.moved == pytest.approx(0.2)
    assert found.weights == pytest.approx([0.5, 0.5])
    holed = np.vstack([values, [0.7, np.nan]])
    assert toppling(holed, weights).left_out == 1
    assert toppling(np.array([[1.0, 0.9], [0.5, 0.7]]), weights) is None  # dominated: no weights topple the first


def test_tornado_by_hand():
    values = np.array([[1.0, 0.0], [0.4, 0.8]])
    found = tornado(values, np.array([0.5, 0.5]), 0, spread=0.5)
    assert found.score_low == pytest.approx([100 / 3, 200 / 3])
    assert found.score_high == pytest.approx([60, 40])
    assert found.rank_low.tolist() == [2, 1]
    assert found.rank_high.tolist() == [1, 2]


def test_only_what_has_a_score_is_ranked():
    t = "{fi: a, sv: b, en: c}"
    criteria = parse_criteria(
        f"id: x\ntitle: {t}\ncriteria:\n"
        f"  - {{id: a, field: a, weight: 1, curve: {{type: linear, full: 1, zero: 0}}, title: {t}, source: s}}\n"
        f"  - {{id: b, field: b, weight: 1, curve: {{type: linear, full: 1, zero: 0}}, title: {t}, source: s}}\n"
        f"constraints:\n"
        f"  - {{code: no, kind: exclude, field: a, op: '>', value: 0.9, title: {t}, text: {t}, source: s}}\n"
    )
    table = {"a": np.array([1.0, 0.8, 0.2]), "b": np.array([1.0, 0.1, 0.7])}
    found = rank_stability(table, criteria, draws=50, top=1, errors={"a": 0.01})
    assert np.isnan(found.rank_min[0])
    assert np.isnan(found.p_top[0])
    assert found.p_top[1] + found.p_top[2] == pytest.approx(1)
    with pytest.raises(InputError):
        rank_stability(table, criteria, draws=50, errors={"c": 0.01})


def test_classes_have_no_error_of_measurement():
    t = "{fi: a, sv: b, en: c}"
    curve = "{type: category, values: {a: 1, b: 0}}"
    criteria = parse_criteria(
        f"id: x\ntitle: {t}\ncriteria:\n  - {{id: k, field: k, weight: 1, curve: {curve}, title: {t}, source: s}}\n"
    )
    with pytest.raises(InputError, match="classes"):
        rank_stability({"k": np.array(["a", "b"], dtype=object)}, criteria, draws=5, errors={"k": 1.0})


@pytest.mark.parametrize("method", METHODS)
def test_a_rank_lies_in_its_interval_or_there_is_none(method):
    """The intervals are the weighted sum's; the product ranks otherwise: a 0 puts the best of the sum last."""
    t = "{fi: a, sv: b, en: c}"
    curve = "{type: linear, full: 1, zero: 0}"
    criteria = parse_criteria(
        f"id: x\ntitle: {t}\ncriteria:\n"
        + "".join(f"  - {{id: {k}, field: {k}, weight: 1, curve: {curve}, title: {t}, source: s}}\n" for k in "abcd")
    )
    values = np.array([[1.0, 1.0, 1.0, 0.0], [0.6, 0.6, 0.6, 0.6], [0.4, 0.4, 0.4, 0.4]])
    columns = dict(zip("abcd", values.T))
    judged = evaluate(columns, criteria, method=method)
    result = Features(np.full(3, None, dtype=object), {**columns, **judged.columns()}, "EPSG:3067")
    found = with_certainty(result, criteria, method=method)
    if method == "weighted_sum":
        assert ((found["rank_min"] <= found["rank"]) & (found["rank"] <= found["rank_max"])).all()
    else:
        assert all(np.isnan(found[name]).all() for name in ("rank_min", "rank_max", "p_top"))
