# SPDX-License-Identifier: GPL-2.0-or-later
"""Value curves, criteria files, aggregation and evaluation.

Figures of other libraries were printed by pymcdm 1.4.0 and scikit-criteria 0.10 on the matrix OTHERS below.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from heinola_planning_plugin.core.errors import InputError, PolicyError
from heinola_planning_plugin.core.policy import Reader, parse_yaml
from heinola_planning_plugin.core.scoring import aggregate
from heinola_planning_plugin.core.scoring.criteria import parse_criteria
from heinola_planning_plugin.core.scoring.curves import read_curve
from heinola_planning_plugin.core.scoring.evaluate import evaluate
from heinola_planning_plugin.core.scoring.promethee import Preference

# Ties (rows 1 and 4), a constant column, a clear loser.
OTHERS = np.array(
    [
        [0.2, 0.9, 0.5, 0.4],
        [0.8, 0.3, 0.5, 0.4],
        [0.6, 0.6, 0.5, 1.0],
        [0.2, 0.9, 0.5, 0.4],
        [1.0, 0.1, 0.5, 0.7],
        [0.05, 0.4, 0.5, 0.2],
    ]
)
WEIGHTS = np.array([0.4, 0.3, 0.2, 0.1])

T = "{fi: a, sv: b, en: c}"
FILE = f"""
id: test
title: {T}
parameters:
  min_area_ha: {{value: 1.0, low: 0.1, high: 100, unit: ha, title: {T}, source: project's choice}}
  strict: {{value: false, title: {T}, source: project's choice}}
criteria:
  - id: place
    weight: 3
    title: {T}
    criteria:
      - {{id: junction, field: junction_m, weight: 2, curve: {{type: linear, full: 1000, zero: 10000}}, title: {T}, source: s}}
      - {{id: rail, field: rail_m, weight: 1, curve: {{type: linear, full: 500, zero: 5000}}, title: {T}, source: s}}
  - {{id: slope, field: slope_pct, weight: 1, curve: {{type: linear, full: 3, zero: 10}}, title: {T}, source: s}}
constraints:
  - {{code: area_below_min, kind: exclude, field: area_ha, op: "<", value: $min_area_ha, unknown: unknown, title: {T}, text: {T}, source: s}}
  - {{code: groundwater, kind: $strict, field: groundwater_class, op: in, value: [1, 2], title: {T}, text: {T}, source: s}}
  - {{code: unit_type, kind: exclude, field: unit_type, op: in, value: [8, 9], unknown: ignore, title: {T}, text: {T}, source: s}}
"""  # noqa: E501


def table(**changes) -> dict[str, np.ndarray]:
    """Three parcels: near and flat, far and steep, in between."""
    columns = {
        "junction_m": [1000.0, 10000.0, 5500.0],
        "rail_m": [500.0, 5000.0, 2750.0],
        "slope_pct": [3.0, 10.0, 6.5],
        "area_ha": [5.0, 5.0, 5.0],
        "groundwater_class": np.array(["none", "none", "none"], dtype=object),
        "unit_type": [1.0, 1.0, 1.0],
        **changes,
    }
    return {name: np.asarray(values) for name, values in columns.items()}


def curve(text: str):
    return read_curve(Reader(parse_yaml(text), "curve"))


@pytest.mark.parametrize(
    ("text", "measured", "values"),
    [
        ("{type: linear, full: 1000, zero: 10000}", [0, 1000, 5500, 10000, 99999], [1, 1, 0.5, 0, 0]),
        ("{type: linear, full: 10, zero: 1}", [0, 1, 5.5, 10, 500], [0, 0, 0.5, 1, 1]),
        ("{type: piecewise, points: [[0, 0], [5, 1], [10, 0.2]]}", [-1, 2.5, 5, 7.5, 20], [0, 0.5, 1, 0.6, 0.2]),
        (
            "{type: step, steps: [[100, 1], [300, 0.5]], otherwise: 0.1}",
            [0, 100, 100.1, 300, 301],
            [1, 1, 0.5, 0.5, 0.1],
        ),
    ],
    ids=["less is better", "more is better", "best in the middle", "step"],
)
def test_curves(text, measured, values):
    assert curve(text)(np.array(measured, dtype=float)).tolist() == pytest.approx(values)
    assert np.isnan(curve(text)(np.array([np.nan]))).all()


def test_category_curve_knows_classes_written_as_numbers_and_says_unknown_for_the_rest():
    one = curve("{type: category, values: {T: 1, TY: 0.8}, otherwise: null}")
    assert one(np.array(["TY", "AK", None, "T"], dtype=object)).tolist() == pytest.approx(
        [0.8, np.nan, np.nan, 1], nan_ok=True
    )
    yes_or_no = curve("{type: category, values: {true: 1, false: 0.2}}")
    for held in (np.array([True, False]), np.array([1.0, 0.0]), np.array(["true", "false"], dtype=object)):
        np.testing.assert_array_equal(yes_or_no(held), [1, 0.2])
    by_number = curve("{type: category, values: {'1': 1, '13': 0.5}, otherwise: 0}")
    assert by_number(np.array([1.0, 13.0, 8.0, np.nan])).tolist() == pytest.approx([1, 0.5, 0, np.nan], nan_ok=True)


def test_tree_weights_multiply_down_the_branches():
    """Hierarchy 0.58155 x (0.875, 0.125), 0.30900 x four, 0.10945 x 1 as printed (now publishers, table 7)."""
    leaf = "{{id: c{0}, field: f{0}, weight: {1}, curve: {{type: linear, full: 1, zero: 0}}, title: {2}, source: s}}"
    groups = [(0.58155, [0.875, 0.125]), (0.30900, [0.45668, 0.06289, 0.33496, 0.14547]), (0.10945, [1.0])]
    lines, number = [], 0
    for place, (weight, parts) in enumerate(groups):
        lines.append(f"  - id: g{place}\n    weight: {weight}\n    title: {T}\n    criteria:")
        for share in parts:
            lines.append(f"      - {leaf.format(number, share, T)}")
            number += 1
    criteria = parse_criteria(f"id: x\ntitle: {T}\ncriteria:\n" + "\n".join(lines))
    weights = [criterion.weight for criterion in criteria.criteria]
    assert weights == pytest.approx([0.509, 0.073, 0.141, 0.019, 0.104, 0.045, 0.109], abs=6e-4)
    assert sum(weights) == pytest.approx(1)


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ("full: 3, zero: 10", "full: 3, zero: 3", "zero", "must differ"),
        ("id: rail", "id: junction", "criteria", "given twice"),
        ("weight: 1, curve: {type: linear, full: 3", "wieght: 1, curve: {type: linear, full: 3", "weight", "missing"),
        ("value: $min_area_ha", "value: $min_area", "value", "names no parameter"),
        ("kind: $strict", "kind: $min_area_ha", "kind", "true-or-false"),
        ("kind: exclude, field: unit_type", "kind: exclud, field: unit_type", "kind", "did you mean"),
        ("op: in, value: [8, 9]", "op: in, value: 8", "value", "list"),
    ],
)
def test_errors_name_the_key_and_its_line(old, new, key, problem):
    with pytest.raises(PolicyError, match=problem) as caught:
        parse_criteria(FILE.replace(old, new), "test.yaml")
    assert caught.value.file == "test.yaml"
    assert caught.value.key.split(".")[-1] == key
    wanted = next(number for number, line in enumerate(FILE.splitlines(), 1) if old in line)
    assert caught.value.line == (wanted if key != "criteria" else FILE.splitlines().index("criteria:") + 1)


def test_parameters_are_checked_like_the_file():
    criteria = parse_criteria(FILE)
    assert criteria.values({"min_area_ha": 2})["min_area_ha"] == 2
    for change in ({"min_area": 2}, {"min_area_ha": 1000}, {"min_area_ha": "2"}, {"strict": 1}, {"min_area_ha": True}):
        with pytest.raises(InputError):
            criteria.values(change)


def test_changed_weights_are_scaled_and_nonsense_is_refused():
    criteria = parse_criteria(FILE)
    changed = criteria.with_weights({"junction": 1, "rail": 1, "slope": 2})
    assert [one.weight for one in changed.criteria] == pytest.approx([0.25, 0.25, 0.5])
    for weights in (
        {"junction": -1},
        {"juction": 1},
        {"junction": 0, "rail": 0, "slope": 0},
        {"junction": float("nan")},
    ):
        with pytest.raises(InputError):
            criteria.with_weights(weights)


def test_scores_agree_with_other_libraries():
    expected = {
        "weighted_sum": [0.49, 0.55, 0.62, 0.49, 0.6, 0.26],  # both
        "weighted_product": [0.4042823217, 0.506258550, 0.6088353721, 0.4042823217, 0.421021045, 0.1698646465],  # both
        "topsis": [
            0.4241208789,
            0.6041529922,
            0.6022390176,
            0.4241208789,
            0.6215761201,
            0.1730562806,
        ],  # both, vector norm
    }
    for method, scores in expected.items():
        assert aggregate.aggregate(method, OTHERS, WEIGHTS)[0] / 100 == pytest.approx(scores, abs=1e-9)


@pytest.mark.parametrize(
    ("preference", "flows"),
    [
        (Preference("usual", 0, 0), [0.06, 0.04, 0.24, 0.06, 0.16, -0.56]),
        (Preference("u_shape", 0.14, 0.14), [0.06, 0.1, 0.24, 0.06, 0.16, -0.62]),
        (
            Preference("v_shape", 0, 0.47),
            [-0.0085106383, 0.070212766, 0.2540425532, -0.0085106383, 0.1438297872, -0.4510638298],
        ),
        (Preference("level", 0.14, 0.47), [0.03, 0.1, 0.23, 0.03, 0.12, -0.51]),
        (
            Preference("linear", 0.14, 0.47),
            [-0.0375757576, 0.0757575758, 0.26, -0.0375757576, 0.136969697, -0.3975757576],
        ),
    ],
    ids=lambda value: value.kind if isinstance(value, Preference) else "",
)
def test_promethee_agrees_with_pymcdm(preference, flows):
    score, points = aggregate.promethee(OTHERS, WEIGHTS, [preference] * 4)
    assert score / 50 - 1 == pytest.approx(flows, abs=1e-9)
    assert points.sum(axis=1) == pytest.approx(score)


def drawn(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw a matrix of two decimals with a tie (first and last row) and a constant column, and its weights."""
    generator = np.random.default_rng(seed)
    rows, columns = int(generator.integers(5, 10)), int(generator.integers(3, 6))
    values = np.round(generator.random((rows, columns)) * 0.95 + 0.05, 2)
    values[-1], values[:, 1] = values[0], 0.5
    return values, np.round(generator.random(columns) + 0.1, 2)


DRAWN = {
    1: {
        "weighted_sum": "0.679658 0.493802 0.295817 0.532776 0.525970 0.592852 0.679658",
        "weighted_product": "-0.206710 -0.308712 -0.659769 -0.340937 -0.296454 -0.277880 -0.206710",
        "topsis": "0.653303 0.446519 0.129597 0.534418 0.505138 0.511959 0.653303",
        "promethee": "0.243980 0.035488 -0.406844 -0.166033 -0.036755 0.086185 0.243980",
    },
    2: {
        "weighted_sum": "0.297606 0.421408 0.453521 0.506761 0.619577 0.605211 0.437042 0.554930 0.297606",
        "weighted_product": "-0.588000 -0.415895 -0.454061 -0.297266 -0.211512 -0.247900 -0.386655 -0.290978 -0.588000",
        "topsis": "0.160010 0.373621 0.540616 0.581728 0.802480 0.679614 0.500676 0.590468 0.160010",
        "promethee": "-0.480634 -0.137324 0.126761 0.105634 0.464789 0.295775 -0.010563 0.116197 -0.480634",
    },
}
"""As printed: sum and product (its decimal logarithm) by scikit-criteria, TOPSIS with the vector norm and the net flows
of PROMETHEE II with the usual preference function by pymcdm."""


@pytest.mark.parametrize("seed", DRAWN)
def test_random_matrices_with_ties_and_constants_agree_with_other_libraries(seed):
    values, weights = drawn(seed)
    usual = [Preference("usual", 0, 0)] * len(weights)
    for method, printed in DRAWN[seed].items():
        score, points = aggregate.aggregate(method, values, weights, preferences=usual)
        theirs = {"weighted_product": np.log10(score / 100), "promethee": score / 50 - 1}.get(method, score / 100)
        assert theirs == pytest.approx([float(number) for number in printed.split()], abs=1e-6), method
        assert points.sum(axis=1) == pytest.approx(score)
        assert aggregate.ranks(score)[0] == aggregate.ranks(score)[-1]


def test_a_value_of_0_makes_the_product_0_however_little_it_weighs():
    """Π v^w (Bridgman 1922), as pymcdm's WPM has it."""
    values = np.array([[0.0, 1.0, 1.0], [0.0, 0.0, 0.4], [0.0, 0.5, np.nan], [0.0, 0.25, 0.25]])
    weights = np.array([0.05, 0.5, 0.45])
    score, points = aggregate.weighted_product(values, weights)
    assert score.tolist() == [0, 0, 0, 0]
    assert points[0].tolist() == pytest.approx([-95, 50, 45])  # what is 0 bears the whole loss
    assert np.nansum(points, axis=1) == pytest.approx([0, 0, 0, 0], abs=1e-12)
    free = aggregate.weighted_product(values, np.array([0.0, 0.5, 0.5]))[0]  # weight 0 spoils nothing
    assert free.tolist() == pytest.approx([100, 0, 50, 25])


def test_owa_between_worst_mean_and_best():
    row = np.array([[0.2, 0.6, 1.0]])
    even = np.ones(3)
    assert aggregate.owa(row, even, orness=0.5)[0][0] == pytest.approx(60)
    assert aggregate.owa(row, even, orness=0.01)[0][0] == pytest.approx(20, abs=0.01)
    assert aggregate.owa(row, even, orness=0.99)[0][0] == pytest.approx(100, abs=2)


VALUES = hnp.arrays(
    float, st.tuples(st.integers(1, 8), st.integers(1, 5)), elements=st.sampled_from([0, 0.1, 0.25, 0.5, 0.9, 1.0])
)
WEIGHT = st.lists(st.sampled_from([0.5, 1.0, 2.0, 7.0]), min_size=5, max_size=5)


@given(VALUES, WEIGHT, st.sampled_from(aggregate.METHODS), st.randoms(use_true_random=False))
def test_contributions_add_up_and_row_order_does_not_matter(values, weights, method, random):
    weights = np.array(weights[: values.shape[1]])
    score, points = aggregate.aggregate(method, values, weights)
    assert (score >= -1e-9).all()
    assert (score <= 100 + 1e-9).all()
    assert np.nansum(points, axis=1) == pytest.approx(score, abs=1e-7)
    order = list(range(len(values)))
    random.shuffle(order)
    assert aggregate.aggregate(method, values[order], weights)[0] == pytest.approx(score[order], abs=1e-9)


@given(VALUES, WEIGHT, st.sampled_from(("weighted_sum", "weighted_product", "owa")), st.data())
def test_better_evidence_never_lowers_a_score_and_touches_no_other(values, weights, method, data):
    weights = np.array(weights[: values.shape[1]])
    row, column = (data.draw(st.integers(0, size - 1)) for size in values.shape)
    better = values.copy()
    better[row, column] = data.draw(st.floats(values[row, column], 1.0))
    before, after = (aggregate.aggregate(method, v, weights)[0] for v in (values, better))
    assert after[row] >= before[row] - 1e-9
    others = np.arange(len(values)) != row
    assert after[others].tolist() == before[others].tolist()


@given(VALUES, WEIGHT, st.sampled_from(aggregate.METHODS))
def test_a_dominated_row_is_never_above_its_dominator(values, weights, method):
    score = aggregate.aggregate(method, values, np.array(weights[: values.shape[1]]))[0]
    for better in range(len(values)):
        dominated = (values <= values[better]).all(axis=1)
        assert (score[dominated] <= score[better] + 1e-7).all()


@given(VALUES, WEIGHT, st.sampled_from(("weighted_sum", "weighted_product", "owa", "promethee")), st.data())
def test_unknown_counts_neither_good_nor_bad(values, weights, method, data):
    """Scored as if the criterion weren't there."""
    assume(values.shape[1] > 1)
    weights = np.array(weights[: values.shape[1]])
    column = data.draw(st.integers(0, values.shape[1] - 1))
    holed = values.copy()
    holed[:, column] = np.nan
    without = aggregate.aggregate(method, np.delete(values, column, axis=1), np.delete(weights, column))[0]
    score, points = aggregate.aggregate(method, holed, weights)
    assert score == pytest.approx(without, abs=1e-9)
    assert np.isnan(points[:, column]).all()


@pytest.mark.parametrize("method", aggregate.METHODS)
def test_odd_tables_are_defined(method):
    assert len(aggregate.aggregate(method, np.empty((0, 3)), np.ones(3))[0]) == 0
    nothing_known = aggregate.aggregate(method, np.full((2, 3), np.nan), np.ones(3))[0]
    assert np.isnan(nothing_known).all()
    same = aggregate.aggregate(method, np.full((4, 3), 0.5), np.ones(3))[0]
    assert same == pytest.approx([50] * 4, abs=1e-9)  # constants: nobody is above anybody
    one_zero_weight = aggregate.aggregate(method, OTHERS, np.array([0.4, 0.3, 0.0, 0.1]))[0]
    assert (
        aggregate.ranks(one_zero_weight).tolist()
        == aggregate.ranks(
            aggregate.aggregate(method, np.delete(OTHERS, 2, axis=1), np.array([0.4, 0.3, 0.1]))[0]
        ).tolist()
    )


def test_ranks_share_the_better_place():
    assert aggregate.ranks(np.array([10.0, 30.0, np.nan, 30.0, 20.0])).tolist() == pytest.approx(
        [4, 1, np.nan, 1, 3], nan_ok=True
    )


def test_evaluation_by_hand():
    """Weights 3/4 x (2/3, 1/3) and 1/4 = 0.5, 0.25, 0.25; the middle parcel has half of everything."""
    found = evaluate(table(), parse_criteria(FILE))
    assert found.status.tolist() == ["candidate"] * 3
    assert found.score.tolist() == pytest.approx([100, 0, 50])
    assert found.rank.tolist() == [1, 3, 2]
    assert found.contributions["junction"].tolist() == pytest.approx([50, 0, 25])
    assert found.completeness.tolist() == [1, 1, 1]
    assert "1" in found.explanation[0]


def test_status_of_constraints_and_unknowns():
    changed = table(
        area_ha=[0.5, np.nan, 5.0],
        groundwater_class=np.array(["1", "1", None], dtype=object),
        unit_type=[1.0, 8.0, np.nan],
    )
    found = evaluate(changed, parse_criteria(FILE))
    assert found.status.tolist() == ["excluded", "excluded", "conditional"]
    assert found.reasons.tolist() == [
        "area_below_min;groundwater",
        "area_below_min_unknown;groundwater;unit_type",
        "groundwater_unknown",
    ]
    assert np.isnan(found.score[:2]).all()
    assert np.isnan(found.rank[:2]).all()
    assert found.rank[2] == 1


def test_a_parameter_turns_a_condition_into_an_exclusion():
    changed = table(groundwater_class=np.array(["1", "none", "2"], dtype=object))
    criteria = parse_criteria(FILE)
    assert evaluate(changed, criteria).status.tolist() == ["conditional", "candidate", "conditional"]
    assert evaluate(changed, criteria, {"strict": True}).status.tolist() == ["excluded", "candidate", "excluded"]


def test_little_evidence_is_unknown_not_a_low_score():
    found = evaluate(table(junction_m=[np.nan] * 3, rail_m=[500.0, np.nan, np.nan]), parse_criteria(FILE))
    assert found.completeness.tolist() == pytest.approx([0.5, 0.25, 0.25])
    assert found.status.tolist() == ["candidate", "unknown", "unknown"]
    assert found.reasons.tolist() == ["", "evidence_incomplete", "evidence_incomplete"]
    without = table()
    del without["slope_pct"]
    assert evaluate(without, parse_criteria(FILE)).completeness.tolist() == [0.75] * 3


def test_constraints_never_raise_a_score():
    criteria = parse_criteria(FILE)
    free = evaluate(table(), criteria).score
    bound = evaluate(table(groundwater_class=np.array(["1", "2", None], dtype=object)), criteria).score
    assert (bound <= free).all()


def test_units_do_not_matter():
    """The same criteria and evidence in kilometres and hectares x 10 000 give the same scores."""
    in_km = FILE.replace("full: 1000, zero: 10000", "full: 1, zero: 10").replace(
        "full: 500, zero: 5000", "full: 0.5, zero: 5"
    )
    rng = np.random.default_rng(3)
    junction, rail = rng.uniform(0, 12000, 3), rng.uniform(0, 6000, 3)
    in_metres = evaluate(table(junction_m=junction, rail_m=rail), parse_criteria(FILE))
    scaled = evaluate(table(junction_m=junction / 1000, rail_m=rail / 1000), parse_criteria(in_km))
    assert scaled.score == pytest.approx(in_metres.score)
    assert scaled.rank.tolist() == in_metres.rank.tolist()


def test_explanations_call_classes_by_their_words_and_never_show_unknown_as_a_number():
    words = (
        "words:\n  none: {fi: ei pohjavettä, sv: inget, en: none}\n  '1': {fi: luokka 1, sv: klass 1, en: class 1}\n"
    )
    said = FILE.replace(
        "value: [1, 2], title: " + T + ", text: " + T,
        "value: [1, 2], title: " + T + ", text: {fi: 'on {value}', sv: b, en: c}",
    )
    changed = table(groundwater_class=np.array(["1", "none", None], dtype=object), rail_m=[500.0, np.nan, 2750.0])
    found = evaluate(changed, parse_criteria(said + words), language="fi").explanation
    assert "on luokka 1" in found[0]
    assert "ei tiedossa" in found[1]
    assert "nan" not in "".join(found)
    assert "ei voitu tarkistaa" in found[2]


def test_wrong_kinds_of_evidence_name_the_field():
    text = np.array(["near", "far", "x"], dtype=object)
    with pytest.raises(InputError) as caught:
        evaluate(table(junction_m=text), parse_criteria(FILE))
    assert caught.value.field == "junction_m"
    with pytest.raises(InputError) as caught:
        evaluate(table(area_ha=text), parse_criteria(FILE))
    assert caught.value.field == "area_ha"
    with pytest.raises(InputError) as caught:
        evaluate(table(), parse_criteria(FILE), method="weighed_sum")
    assert caught.value.field == "METHOD"
