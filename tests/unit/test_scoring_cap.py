# SPDX-License-Identifier: GPL-2.0-or-later
"""Constraints that cap: what they hold for is conditional at best and has no more points than they allow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heinola_planning_plugin.core.errors import PolicyError
from heinola_planning_plugin.core.scoring.aggregate import METHODS
from heinola_planning_plugin.core.scoring.criteria import parse_criteria
from heinola_planning_plugin.core.scoring.evaluate import evaluate

T = "{fi: a, sv: b, en: c}"
FILE = f"""
id: test
title: {T}
parameters:
  old_most: {{value: 40, low: 0, high: 100, title: {T}, source: s}}
  far: {{value: 1000, low: 0, high: 9000, title: {T}, source: s}}
criteria:
  - {{id: near, field: near_m, weight: 3, curve: {{type: linear, full: 0, zero: 100}}, title: {T}, source: s}}
  - {{id: flat, field: slope, weight: 1, curve: {{type: linear, full: 0, zero: 10}}, title: {T}, source: s}}
constraints:
  - {{code: old, kind: cap, most: $old_most, field: old, op: "==", value: "yes", title: {T},
      text: {{fi: "enintään {{most}}", sv: b, en: "at most {{most}}"}}, source: s}}
  - {{code: wet, kind: cap, most: 10, field: wet, op: ">", value: 0, unknown: ignore, title: {T}, text: {T}, source: s}}
"""
CRITERIA = parse_criteria(FILE)


def table(near: list[float], old: list[str | None], wet: list[float]) -> dict[str, np.ndarray]:
    return {
        "near_m": np.array(near, dtype=float),
        "slope": np.full(len(near), 5.0),
        "old": np.array([*old, None], dtype=object)[:-1],
        "wet": np.array(wet, dtype=float),
    }


def test_by_hand() -> None:
    """Points before the caps: 3/4 of the nearness and 12.5 of the slope."""
    rows = table([0, 0, 0, 90, 0, 0], ["no", "yes", "yes", "yes", "no", None], [0, 0, 2, 0, np.nan, 0])
    found = evaluate(rows, CRITERIA, language="en")
    assert found.score.tolist() == pytest.approx([87.5, 40, 10, 20, 87.5, 87.5])
    assert found.status.tolist() == ["candidate", *["conditional"] * 3, "candidate", "conditional"]
    assert found.reasons.tolist() == ["", "old", "old;wet", "old", "", "old_unknown"]
    assert found.rank.tolist() == [1, 4, 6, 5, 1, 1]
    assert found.contributions["near"].tolist() == pytest.approx([75, 40 * 75 / 87.5, 10 * 75 / 87.5, 7.5, 75, 75])
    assert "at most 40" in found.explanation[1]
    assert "40.0 points, rank 4" in found.explanation[1]


def test_the_parameter_moves_the_cap() -> None:
    rows = table([0, 0], ["yes", "no"], [0, 0])
    assert evaluate(rows, CRITERIA, {"old_most": 0}).score.tolist() == [0, 87.5]
    assert evaluate(rows, CRITERIA, {"old_most": 100}).score.tolist() == [87.5, 87.5]


@given(st.lists(st.tuples(st.floats(0, 120), st.booleans(), st.booleans()), min_size=1, max_size=12),
       st.sampled_from(METHODS))  # fmt: skip
def test_what_holds_of_any_cap(rows: list, method: str) -> None:
    near, old, wet = zip(*rows)
    free = evaluate(table(list(near), ["no"] * len(rows), [0.0] * len(rows)), CRITERIA, method=method)
    found = evaluate(
        table(list(near), ["yes" if v else "no" for v in old], [float(v) for v in wet]), CRITERIA, method=method
    )
    most = np.where(wet, 10.0, np.where(old, 40.0, 100.0))
    np.testing.assert_allclose(found.score, np.minimum(free.score, most))
    np.testing.assert_allclose(sum(found.contributions.values()), found.score, atol=1e-9)
    assert ((found.status == "candidate") == ~(np.array(old) | np.array(wet))).all()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("most: $old_most, ", "", "most"),
        ("most: $old_most", "most: $far", "0 to 100"),
        ("most: $old_most", "most: $nothing", "0 to 100"),
        ("most: 10", "most: 101", "outside 0-100"),
        ("kind: cap, most: 10", "kind: condition, most: 10", "most"),
    ],
)
def test_errors_name_the_key(old: str, new: str, problem: str) -> None:
    with pytest.raises(PolicyError, match=problem):
        parse_criteria(FILE.replace(old, new))
