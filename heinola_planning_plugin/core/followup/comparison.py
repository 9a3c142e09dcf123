# SPDX-License-Identifier: GPL-2.0-or-later
"""Two runs of the same question side by side: what appeared, went, was divided or joined, rose or fell, and why.

Features are matched by their id. An id that is in one run only may be a property that was divided or joined in
between: then the shapes tell which ids of the other run it became.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from ..documents.figures import Question
from ..errors import InputError
from ..features import Features, text_column
from ..measures.overlap import pieces
from ..measures.shape import repaired
from ..scoring.criteria import CriteriaSet
from .sentences import Change, explain

SUCCESSOR_SHARE = 0.2
"""A shape of the other run continues an id where it covers this share of the smaller of the two (project's choice:
less is a border drawn anew)."""

LEAST_POINTS = 0.05
"""Smaller changes of a score are rounding: scores are shown with one decimal."""

CHANGES = ("appeared", "gone", "divided", "joined", "status", "rose", "fell", "rank", "same")
"""What can have happened, in the order that decides where several would fit."""


def compare(
    before: Features, after: Features, question: Question, criteria: CriteriaSet | None = None, language: str = "fi"
) -> Features:
    """Compare the result tables of one question.

    Args:
        before, after: tables with the question's identity, status, score, rank, reasons and c_… columns.
        question: names the identity.
        criteria: for the names of criteria and the evidence they read; None = their ids.
        language: of the explanation.

    Returns:
        One row per id, of either run, in the order of `after` and then of what has gone; the shape is that of `after`
        where there is one. Columns: question, id, change (one of CHANGES), related_ids (what it was made from or
        became, ";"-separated), status_before, status_after, score_before, score_after, score_change, rank_before,
        rank_after, reasons_new, reasons_gone (codes), criterion (which moved the score most), criterion_change
        (points), explanation.

    Raises:
        InputError: a table lacks the identity or the status, or has an id twice.
    """
    key = question.identity
    for table in (before, after):
        _require(table, key)
    before = before.to_crs(after.crs) if before.crs and after.crs else before
    ids = list(dict.fromkeys([*after[key].tolist(), *before[key].tolist()]))
    then, now = _places(before[key].tolist(), ids), _places(after[key].tolist(), ids)
    both = (then >= 0) & (now >= 0)
    status = [_text(table, "status", rows) for table, rows in ((before, then), (after, now))]
    score = [_number(table, "score", rows) for table, rows in ((before, then), (after, now))]
    rank = [_number(table, "rank", rows) for table, rows in ((before, then), (after, now))]
    moved, names = _criteria_changes(before, after, then, now)
    main, points = _largest(moved, names)
    new, gone = _reasons(_text(before, "reasons", then), _text(after, "reasons", now), both)
    related, kind = _related(before, after, then, now, ids)
    change = _change(then, now, kind, status, score, rank)
    columns = {
        "question": text_column([question.layer] * len(ids)),
        "id": text_column(ids),
        "change": change,
        "related_ids": related,
        "status_before": status[0],
        "status_after": status[1],
        "score_before": score[0],
        "score_after": score[1],
        "score_change": score[1] - score[0],
        "rank_before": rank[0],
        "rank_after": rank[1],
        "reasons_new": new,
        "reasons_gone": gone,
        "criterion": main,
        "criterion_change": points,
    }
    lines = explain(Change(columns, moved, names, _evidence(before, after, then, now, criteria)), criteria, language)
    geometry = np.full(len(ids), None, dtype=object)
    geometry[then >= 0] = before.geometry[then[then >= 0]]
    geometry[now >= 0] = after.geometry[now[now >= 0]]
    return Features(geometry, {**columns, "explanation": lines}, after.crs or before.crs)


def compare_gaps(before: Features, after: Features) -> Features:
    """Compare the gap tables of two runs, one row per target and measure.

    Returns:
        No geometry; target_id, target, measure_id, measure, unit, and for zoned, candidate and gap the value before
        and after and the change. A row that only one run has is unknown in the other.
    """
    keys = [list(zip(_plain(table, "target_id"), _plain(table, "measure_id"))) for table in (before, after)]
    every = list(dict.fromkeys([*keys[1], *keys[0]]))
    then, now = (_places(these, every) for these in keys)
    columns: dict[str, np.ndarray] = {}
    for name in ("target_id", "target", "measure_id", "measure", "unit"):
        old, new = _text(before, name, then), _text(after, name, now)
        columns[name] = np.where(now >= 0, new, old)
    for name in ("zoned", "candidate", "gap"):
        old, new = _number(before, name, then), _number(after, name, now)
        columns |= {f"{name}_before": old, f"{name}_after": new, f"{name}_change": new - old}
    return Features(np.full(len(every), None, dtype=object), columns)


# --- matching


def _require(table: Features, key: str) -> None:
    for name in (key, "status"):
        if name not in table:
            raise InputError("is no result of a planning run: a column is missing", layer=table.source.name, field=name)
    held = table[key].tolist()
    if len(set(held)) < len(held):
        twice = next(value for value in held if held.count(value) > 1)
        raise InputError("the id is there twice, so the runs can't be matched", layer=table.source.name, value=twice)


def _places(held: Sequence[object], wanted: Sequence[object]) -> np.ndarray:
    """Give the row of each wanted key, -1 where there is none."""
    row = {key: number for number, key in enumerate(held)}
    return np.array([row.get(key, -1) for key in wanted], dtype=np.int64)


def _plain(table: Features, name: str) -> list[object]:
    return table[name].tolist() if name in table else [None] * len(table)


def _text(table: Features, name: str, rows: np.ndarray) -> np.ndarray:
    out = np.full(len(rows), None, dtype=object)
    if name in table:
        out[rows >= 0] = table[name][rows[rows >= 0]]
    return out


def _number(table: Features, name: str, rows: np.ndarray) -> np.ndarray:
    out = np.full(len(rows), np.nan)
    if name in table and table[name].dtype != object:
        out[rows >= 0] = table[name][rows[rows >= 0]].astype(float)
    return out


# --- what happened


def _change(then, now, kind, status, score, rank) -> np.ndarray:
    step = np.nan_to_num(score[1] - score[0])
    both = (then >= 0) & (now >= 0)
    cases = (
        ("divided", kind == "divided"),
        ("joined", kind == "joined"),
        ("appeared", then < 0),
        ("gone", now < 0),
        ("status", both & (status[0] != status[1])),
        ("rose", step >= LEAST_POINTS),
        ("fell", step <= -LEAST_POINTS),
        ("rank", both & (np.nan_to_num(rank[0]) != np.nan_to_num(rank[1]))),
    )
    return np.select([mask for _, mask in cases], [name for name, _ in cases], "same").astype(object)


def _related(before, after, then, now, ids) -> tuple[np.ndarray, np.ndarray]:
    """Find what ids of one run only were made from, or became, by their shapes.

    A property is "divided" where its ground is on two ids or more now, itself among them or not, "joined" where its
    ground lies on one that holds others' too; what only got another id keeps "appeared" and "gone", and names it.
    """
    kind, related = np.full(len(ids), "", dtype=object), np.full(len(ids), None, dtype=object)
    old, new = _continued(before, after, then, now)
    if not len(old):
        return related, kind
    old_count, new_count = np.bincount(old, minlength=len(ids)), np.bincount(new, minlength=len(ids))
    place = np.argsort(np.argsort(np.array(ids, dtype=str), kind="stable"))  # named in the order of the ids
    for one, other in ((old, new), (new, old)):
        order = np.lexsort((place[other], one))
        for row, partner in zip(one[order].tolist(), other[order].tolist()):
            if row != partner:
                related[row] = str(ids[partner]) if related[row] is None else f"{related[row]};{ids[partner]}"
    divided, joined = old_count[old] > 1, new_count[new] > 1
    for rows, word in ((joined, "joined"), (divided, "divided")):
        kind[old[rows]] = kind[new[rows]] = word
    return related, kind


def _continued(before, after, then, now) -> tuple[np.ndarray, np.ndarray]:
    """Give pairs of ids, as rows: ground of the first in the earlier run is ground of the second in the later one.

    Of the ids that both runs have, only those are looked at that others' ground came to or went from.
    """
    old_rows, new_rows = np.flatnonzero(then >= 0), np.flatnonzero(now >= 0)
    old, new = repaired(before.geometry[then[old_rows]]), repaired(after.geometry[now[new_rows]])
    lone_old, lone_new = np.flatnonzero(now[old_rows] < 0), np.flatnonzero(then[new_rows] < 0)
    first = pieces(old[lone_old], new)
    second = pieces(old, new[lone_new])
    i = np.concatenate([lone_old[first[0]], second[0]])
    j = np.concatenate([first[1], lone_new[second[1]]])
    shared = shapely.area(np.concatenate([first[2], second[2]]))
    real = shared >= SUCCESSOR_SHARE * np.minimum(shapely.area(old[i]), shapely.area(new[j]))
    i, j = old_rows[i[real]], new_rows[j[real]]
    touched = np.unique(np.concatenate([i, j]))
    both = touched[(then[touched] >= 0) & (now[touched] >= 0)]  # what is left of an id is its own successor
    pairs = np.unique(np.column_stack([np.concatenate([i, both]), np.concatenate([j, both])]), axis=0)
    return pairs[:, 0], pairs[:, 1]


# --- why


def _criteria_changes(before, after, then, now) -> tuple[np.ndarray, list[str]]:
    """Give the change of each criterion's points, shape (ids, criteria), NaN where either run has none."""
    names = [name for name in dict.fromkeys([*after.columns, *before.columns]) if name.startswith("c_")]
    moved = [_number(after, name, now) - _number(before, name, then) for name in names]
    return (np.column_stack(moved) if names else np.empty((len(then), 0))), [name[2:] for name in names]


def _largest(moved: np.ndarray, names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    criterion = np.full(len(moved), None, dtype=object)
    points = np.full(len(moved), np.nan)
    if not names:
        return criterion, points
    size = np.nan_to_num(np.abs(moved))
    best = size.argmax(axis=1)
    rows = np.flatnonzero(size[np.arange(len(moved)), best] >= LEAST_POINTS)
    criterion[rows] = np.array(names, dtype=object)[best[rows]]
    points[rows] = moved[rows, best[rows]]
    return criterion, points


def _reasons(old: np.ndarray, new: np.ndarray, both: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    added, dropped = np.full(len(old), None, dtype=object), np.full(len(old), None, dtype=object)
    for row in np.flatnonzero(both & (old != new)).tolist():
        before, after = (str(text or "").split(";") for text in (old[row], new[row]))
        added[row] = ";".join(code for code in after if code and code not in before) or None
        dropped[row] = ";".join(code for code in before if code and code not in after) or None
    return added, dropped


def _evidence(before, after, then, now, criteria) -> Mapping[str, tuple[np.ndarray, np.ndarray]]:
    """Give each criterion's evidence before and after, numbers only."""
    if criteria is None:
        return {}
    return {one.id: (_number(before, one.field, then), _number(after, one.field, now)) for one in criteria.criteria}


def counts(table: Features) -> dict[str, int]:
    """Count the rows of each kind of change."""
    return {name: int((table["change"] == name).sum()) for name in CHANGES}


__all__ = ["CHANGES", "LEAST_POINTS", "SUCCESSOR_SHARE", "compare", "compare_gaps", "counts"]
