# SPDX-License-Identifier: GPL-2.0-or-later
"""Weights from pairwise judgements: published matrices and what must be refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.scoring import ahp

CONSISTENT = "1,1/2,4,3,3, 2,1,7,5,5, 1/4,1/7,1,1/2,1/3, 1/3,1/5,2,1,1, 1/3,1/5,3,1,1"
"""The worked example of the R package mathmodels (function AHP)."""
CONTRADICTING = "1,1/4,4,1/6; 4,1,4,1/4; 1/4,1/4,1,1/5; 6,4,5,1"
"""The worked example of the R package MCDA (function AHP)."""


def test_published_matrix_gives_its_weights_and_ratio():
    found = ahp.weights(ahp.parse_matrix(CONSISTENT))
    assert found.weights == pytest.approx([0.263603, 0.475835, 0.053815, 0.098068, 0.108678], abs=1e-6)
    assert found.lambda_max == pytest.approx(5.072084, abs=1e-6)
    assert found.consistency_index == pytest.approx(0.018021, abs=1e-6)
    assert found.consistency_ratio == pytest.approx(0.016090, abs=1e-6)


def test_geometric_mean_variant():
    found = ahp.weights(ahp.parse_matrix(CONSISTENT), method="geometric_mean")
    assert found.weights == pytest.approx([0.263633, 0.477264, 0.053074, 0.098840, 0.107189], abs=1e-6)


def test_contradicting_matrix_is_measured_and_refused_with_its_judgement():
    matrix = ahp.parse_matrix(CONTRADICTING)
    found = ahp.judge(matrix)
    assert found.weights == pytest.approx([0.115872, 0.246852, 0.060015, 0.577261], abs=1e-6)
    assert found.lambda_max == pytest.approx(4.434693, abs=1e-6)
    assert found.consistency_ratio == pytest.approx(0.160997, abs=1e-6)
    with pytest.raises(InputError, match=r"0\.161 > 0\.10.*slope / rail: 4 given") as caught:
        ahp.weights(matrix, names=["slope", "junction", "rail", "size"])
    assert caught.value.field == "MATRIX"


def test_random_index_is_read_by_the_size_of_the_matrix():
    """A table read one place off turns 4 criteria's 0.90 into 0.58: a known defect of other plugins."""
    assert ahp.RANDOM_INDEX[:10] == (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
    assert len(ahp.RANDOM_INDEX) == ahp.MAX_CRITERIA
    for size in range(3, 16):
        matrix = np.ones((size, size))
        matrix[0, 1], matrix[1, 0] = 9, 1 / 9
        found = ahp.judge(matrix)
        assert found.consistency_ratio == pytest.approx(found.consistency_index / ahp.RANDOM_INDEX[size - 1])


@given(st.lists(st.sampled_from([1.0, 1.5, 2.0, 3.0]), min_size=4, max_size=8), st.data())
def test_one_wrong_judgement_among_agreeing_ones_is_found_and_its_right_value_named(importance, data):
    importance = np.array(importance)
    matrix = importance[:, None] / importance[None, :]
    row = data.draw(st.integers(0, len(matrix) - 2))
    column = data.draw(st.integers(row + 1, len(matrix) - 1))
    right = matrix[row, column]
    matrix[row, column] = right * data.draw(st.sampled_from([0.25, 0.5, 2.0, 3.0]))
    matrix[column, row] = 1 / matrix[row, column]
    worst = ahp.judge(matrix).worst
    assert (worst.row, worst.column) == (row, column)
    assert worst.implied == pytest.approx(right, rel=1e-6)
    assert worst.ratio_after == pytest.approx(0, abs=1e-6)


@given(st.lists(st.sampled_from([1.0, 1.5, 2.0, 3.0]), min_size=1, max_size=15))
def test_agreeing_judgements_give_back_the_importances(importance):
    importance = np.array(importance)
    found = ahp.weights(importance[:, None] / importance[None, :])
    assert found.weights == pytest.approx(importance / importance.sum())
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert found.worst is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no square"),
        ("1, 2, 3", "has 3 numbers"),
        ("1, 2; 2, 1", r"row 1, column 2 says 2, so row 2, column 1 must say 1/2, not 2"),
        ("1, 10; 1/10, 1", "outside 1/9-9"),
        ("1, -2; -1/2, 1", "not a number"),
        ("1, 1/0; 0, 1", "not a number"),
        ("1, two; 1/2, 1", "row 1, column 2 is not a number"),
        ("2, 1; 1, 1", "compare its criterion with itself"),
        ("1, 1e9; 1, 1", "not a number"),
        (",".join(["1"] * 256), "15 is the most"),
    ],
)
def test_bad_matrices_say_what_and_where(text, problem):
    with pytest.raises(InputError, match=problem):
        ahp.parse_matrix(text)


@pytest.mark.parametrize("text", ["1,3;0.33,1", "1 3\n1/3 1", "1, 3,\n1 / 3, 1,", "1;3;0.333;1"])
def test_matrices_as_people_write_them(text):
    assert ahp.parse_matrix(text) == pytest.approx(np.array([[1, 3], [1 / 3, 1]]), rel=0.01)
    assert ahp.weights(ahp.parse_matrix(text)).weights == pytest.approx([0.75, 0.25], abs=0.002)


def test_weights_by_rank():
    """Rank-order centroids of Barron & Barrett (1996): 3 criteria 11/18, 5/18, 2/18."""
    assert ahp.weights_by_rank([1, 2, 3]) == pytest.approx([11 / 18, 5 / 18, 2 / 18])
    assert ahp.weights_by_rank([2, 1, 2]) == pytest.approx([7 / 36, 11 / 18, 7 / 36])
    assert ahp.weights_by_rank([7]).tolist() == [1.0]
    assert ahp.weights_by_rank([5, 5]).tolist() == [0.5, 0.5]
