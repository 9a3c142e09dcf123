# SPDX-License-Identifier: GPL-2.0-or-later
"""Two runs side by side: hand-drawn properties that divide, join, rise and go, with known answers."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.documents.figures import QUESTIONS
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features, text_column
from heinola_planning_plugin.core.followup.comparison import compare, compare_gaps, counts

INDUSTRY = QUESTIONS[0]
NAN = float("nan")


def table(*rows):
    """Make a result table of (id, shape, status, score, rank, reasons, points of rail, points of slope)."""
    ids, shapes, status, score, rank, reasons, rail, slope = zip(*rows)
    return Features(
        np.array(shapes, dtype=object),
        {
            "parcel_id": text_column(ids),
            "status": text_column(status),
            "score": np.array(score, dtype=float),
            "rank": np.array(rank, dtype=float),
            "reasons": text_column(reasons),
            "c_rail": np.array(rail, dtype=float),
            "c_slope": np.array(slope, dtype=float),
        },
        "EPSG:3067",
    )


def square(x, width=100.0):
    return shapely.box(500_000 + x, 6_780_000, 500_000 + x + width, 6_780_100)


def judged(name, x, width=100.0, status="candidate", score=50.0, rank=1, reasons="", rail=20.0, slope=30.0):
    return (name, square(x, width), status, score, rank, reasons, rail, slope)


def by_id(result, column):
    return dict(zip(result["id"].tolist(), result[column].tolist()))


def test_nothing_changed():
    one = table(judged("a", 0), judged("b", 100, rank=2))
    result = compare(one, one, INDUSTRY)
    assert counts(result)["same"] == 2
    assert sum(counts(result).values()) == 2
    assert not result["score_change"].any()


def test_divided_joined_replaced_gone_and_new():
    before = table(
        judged("mother", 0, 200), judged("whole", 300), judged("a", 500), judged("b", 600), judged("sold", 900),
        judged("old id", 1200),
    )  # fmt: skip
    after = table(
        judged("mother", 0, 120), judged("daughter", 120, 80), judged("left", 300, 50), judged("right", 350, 50),
        judged("ab", 500, 200), judged("new id", 1200), judged("filled", 2000),
    )  # fmt: skip
    result = compare(before, after, INDUSTRY)
    change, related = by_id(result, "change"), by_id(result, "related_ids")
    assert change == {
        "mother": "divided", "daughter": "divided", "whole": "divided", "left": "divided", "right": "divided",
        "a": "joined", "b": "joined", "ab": "joined", "sold": "gone", "old id": "gone", "new id": "appeared",
        "filled": "appeared",
    }  # fmt: skip
    assert related["whole"] == "left;right"
    assert related["left"] == "whole"
    assert related["mother"] == "daughter"
    assert related["daughter"] == "mother"
    assert related["ab"] == "a;b"
    assert related["old id"] == "new id"
    assert related["sold"] is None
    assert len(result) == 12  # every id of either run, once


def test_a_border_drawn_anew_divides_nothing():
    before = table(judged("a", 0), judged("b", 100))
    after = table(judged("a", 0, 105), judged("b", 105, 95))
    assert counts(compare(before, after, INDUSTRY))["same"] == 2


def test_score_says_which_criterion_moved_it():
    before = table(judged("a", 0, score=50, rail=20, slope=30), judged("b", 100, score=49, rank=2))
    after = table(judged("a", 0, score=45, rank=2, rail=14, slope=31), judged("b", 100, score=49, rank=1))
    result = compare(before, after, INDUSTRY, language="en")
    assert by_id(result, "change") == {"a": "fell", "b": "rank"}
    assert by_id(result, "criterion")["a"] == "rail"
    assert by_id(result, "criterion_change")["a"] == pytest.approx(-6)
    assert by_id(result, "score_change")["a"] == pytest.approx(-5)
    said = by_id(result, "explanation")["a"]
    assert said == "Score fell: suitable; score 50.0 → 45.0; rank 1 → 2; rail (−6.0 pts); slope (+1.0 pts)."
    assert by_id(result, "criterion")["b"] is None


def test_status_says_which_grounds_came_and_went():
    before = table(judged("a", 0, status="conditional", reasons="flood;relic"))
    after = table(judged("a", 0, status="excluded", score=NAN, rank=NAN, reasons="relic;protected_area"))
    result = compare(before, after, INDUSTRY)
    assert result["change"][0] == "status"
    assert result["reasons_new"][0] == "protected_area"
    assert result["reasons_gone"][0] == "flood"
    assert np.isnan(result["score_change"][0])  # unknown, not 0
    assert "ehdollinen → ei sovellu" in result["explanation"][0]


def test_the_order_of_rows_changes_nothing():
    before = table(judged("mother", 0, 200), judged("a", 500), judged("b", 600))
    after = table(judged("ab", 500, 200), judged("mother", 0, 100), judged("d1", 100, 50), judged("d2", 150, 50))
    forward = compare(before, after, INDUSTRY)
    turned = compare(before.take(np.array([2, 0, 1])), after.take(np.array([3, 1, 0, 2])), INDUSTRY)
    for column in ("change", "related_ids", "explanation"):
        assert by_id(forward, column) == by_id(turned, column)


def test_an_id_twice_is_refused():
    one = table(judged("a", 0), judged("a", 100))
    with pytest.raises(InputError, match="twice"):
        compare(one, one, INDUSTRY)


def test_gaps_are_matched_by_target_and_measure():
    def gaps(*rows):
        target, measure, zoned = zip(*rows)
        empty = np.full(len(rows), None, dtype=object)
        columns = {
            "target_id": text_column(target),
            "measure_id": text_column(measure),
            "unit": text_column("h" * len(rows)),
        }
        return Features(empty, {**columns, "zoned": np.array(zoned, dtype=float)})

    result = compare_gaps(
        gaps(("x", "7.1.4", 10.0), ("x", "6.5.7", 3.0)), gaps(("x", "6.5.7", 5.0), ("y", "7.1.4", NAN))
    )
    found = {(t, m): c for t, m, c in zip(*(result[n].tolist() for n in ("target_id", "measure_id", "zoned_change")))}
    assert found["x", "6.5.7"] == 2.0
    assert np.isnan(found["x", "7.1.4"])
    assert np.isnan(found["y", "7.1.4"])
    assert np.isnan(result["gap_change"]).all()  # a column that neither has is unknown
