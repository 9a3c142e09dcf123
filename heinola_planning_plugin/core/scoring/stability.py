# SPDX-License-Identifier: GPL-2.0-or-later
"""How sure a rank is when the weights are argued about, or the measurements are not exact.

Ranks here are those of the weighted sum. Weights are drawn many times and every drawing ranks all features anew;
what comes out is, for each feature, its best, median and worst rank and how often it was among the best k
(stochastic multicriteria acceptability analysis, Lahdelma & Salminen 2001). Scores are compared to a thousandth of a
point of 100: what is closer ties and shares the better rank.

A drawing costs time in proportion to the features: the score is added up criterion by criterion, always in the same
order (so equal features get equal scores wherever they stand in the table), and the rank is read from a histogram
of scores instead of sorting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..progress import Progress, chunks, part, silent
from .aggregate import ranks, shares, weighted_sum
from .criteria import CriteriaSet
from .evaluate import ceilings, evaluate, valued

_STEPS = 100_000  # a thousandth of a point of 100
_MEMORY_BYTES = 400_000_000  # of ranks kept for the median; more features than fit go in passes
_AT_ONCE = 16  # drawings between two looks at the cancel button
_BLOCK = 2_000


@dataclass(frozen=True)
class Uncertain:
    """A criterion whose measurement has an error.

    Attributes:
        criterion: its column in `values`.
        measured: shape (n,), in the criterion's unit.
        curve: from measured to value.
        error: standard deviation, in the same unit; normal, independent from feature to feature.
    """

    criterion: int
    measured: np.ndarray
    curve: Callable[[np.ndarray], np.ndarray]
    error: float


@dataclass(frozen=True)
class Stability:
    """Ranks over all drawings, float64 (n,), NaN where a feature has no known criterion.

    `p_top` is the share of drawings in which the feature was among the best k.
    """

    rank_min: np.ndarray
    rank_median: np.ndarray
    rank_max: np.ndarray
    p_top: np.ndarray

    def columns(self) -> dict[str, np.ndarray]:
        """Give the result fields in the order of the public interface."""
        return {
            "rank_min": self.rank_min,
            "rank_median": self.rank_median,
            "rank_max": self.rank_max,
            "p_top": self.p_top,
        }


def rank_stability(
    table: Mapping[str, np.ndarray],
    criteria: CriteriaSet,
    parameters: Mapping[str, object] | None = None,
    draws: int = 1000,
    seed: int = 1,
    top: int = 10,
    spread: float | None = None,
    errors: Mapping[str, float] | None = None,
    progress: Progress = silent,
) -> Stability:
    """Judge features by a criteria set and tell how sure the ranks of the candidates and conditionals are.

    Args:
        table: evidence columns, as for `evaluate`.
        criteria: what to judge by; what it leaves excluded or unknown gets no rank.
        parameters: changes to the set's parameters.
        draws: number of drawings.
        seed: the same seed gives the same drawings.
        top: k of `p_top`.
        spread: see `draw_weights`.
        errors: criterion id -> standard deviation of its measurement, in its unit.
        progress: reports and cancels.

    Raises:
        InputError: as `evaluate`; `errors` names no criterion, or one of classes.
    """
    errors = errors or {}
    ids = [criterion.id for criterion in criteria.criteria]
    for name in errors:
        if name not in ids:
            raise InputError("is not a criterion of {}", criteria.file, value=name)
        if criteria.criteria[ids.index(name)].curve.kind == "category":
            problem = "is a criterion of classes, which have no error of measurement"
            raise InputError(problem, field="ERRORS", value=name)
    scored = np.flatnonzero(~np.isnan(evaluate(table, criteria, parameters).score))
    rows = {name: held[scored] for name, held in table.items()}
    uncertain = [
        Uncertain(k, rows[criterion.field].astype(float), criterion.curve, float(errors[criterion.id]))
        for k, criterion in enumerate(criteria.criteria)
        if criterion.id in errors and criterion.field in rows
    ]
    weights = np.array([criterion.weight for criterion in criteria.criteria])
    values = valued(rows, criteria, len(scored))
    most = ceilings(rows, criteria, parameters)
    found = stability(values, weights, draws, seed, top, spread, uncertain, most=most, progress=progress)
    count = len(next(iter(table.values()))) if table else 0
    spread_out = {}
    for name, ranked in found.columns().items():
        spread_out[name] = np.full(count, np.nan)
        spread_out[name][scored] = ranked
    return Stability(**spread_out)


def stability(
    values: np.ndarray,
    weights: np.ndarray,
    draws: int = 1000,
    seed: int = 1,
    top: int = 10,
    spread: float | None = None,
    uncertain: Sequence[Uncertain] = (),
    median: bool = True,
    most: np.ndarray | None = None,
    progress: Progress = silent,
) -> Stability:
    """Rank features under many drawn weights.

    Args:
        values: float64 (n, m), 0-1, NaN = unknown (the known criteria carry the whole weight of the row).
        weights: shape (m,).
        draws: number of drawings.
        seed: the same seed gives the same drawings.
        top: k of `p_top`.
        spread: see `draw_weights`.
        uncertain: criteria whose measurements are drawn, too.
        median: False leaves `rank_median` NaN and needs no memory for all ranks.
        most: points that each feature may have at most, shape (n,), as `evaluate.ceilings` gives.
        progress: reports and cancels.

    Raises:
        InputError: no drawing, or a spread outside 0-1.
    """
    drawn = draw_weights(weights, draws, seed, spread)
    count = len(values)
    known = ~np.isnan(values)
    ranked = (known & (np.asarray(weights) > 0)).any(axis=1)
    ceiling = None if most is None or np.isinf(most).all() else most[ranked] / 100
    scorer = _Scorer(values[ranked], [_rows(item, ranked) for item in uncertain], seed, ceiling)
    inside = int(ranked.sum())
    least, most = np.full(inside, inside + 1, dtype=np.int32), np.zeros(inside, dtype=np.int32)
    hits, middle = np.zeros(inside, dtype=np.int32), np.full(inside, np.nan)
    held = max(min(_MEMORY_BYTES // (4 * draws), inside), 1) if median else max(inside, 1)
    passes = range(0, inside, held)
    for number, start in enumerate(passes):
        mine = slice(start, start + held)
        kept = np.empty((draws, len(middle[mine])), dtype=np.int32) if median else None
        step = part(progress, number / len(passes), (number + 1) / len(passes))
        for rows in chunks(draws, _AT_ONCE, step):
            for draw in range(rows.start, rows.stop):
                rank = _ranks(scorer.score(draw, drawn[draw]))
                if kept is not None:
                    kept[draw] = rank[mine]
                if number == 0:
                    np.minimum(least, rank, out=least)
                    np.maximum(most, rank, out=most)
                    hits += rank <= top
        if kept is not None:
            middle[mine] = _medians(kept)
    progress(1.0)
    out = {"rank_min": least, "rank_median": middle, "rank_max": most, "p_top": hits / draws}
    return Stability(**{name: _placed(found, ranked, count) for name, found in out.items()})


def draw_weights(weights: np.ndarray, draws: int, seed: int = 1, spread: float | None = None) -> np.ndarray:
    """Draw weights, shape (draws, m), each row summing to 1.

    Args:
        weights: the given ones; a criterion with weight 0 keeps it.
        draws: how many.
        seed: of the generator.
        spread: None draws evenly from all possible weights (uniform over the simplex); 0.2 draws each weight evenly
            within 20 % of the given one, then scales to sum 1.

    Raises:
        InputError: no drawing, or a spread outside 0-1.
    """
    if draws < 1:
        raise InputError("must be at least 1", field="DRAWS", value=draws)
    if spread is not None and not 0 <= spread <= 1:
        raise InputError("must lie between 0 and 1", field="SPREAD", value=spread)
    given = np.asarray(weights, dtype=float)
    even = np.random.default_rng(seed).random((draws, len(given)))
    # Exponential variables scaled to sum 1 are uniform over the simplex (Devroye 1986).
    drawn = -np.log1p(-even) * (given > 0) if spread is None else given * (1 + spread * (2 * even - 1))
    total = drawn.sum(axis=1, keepdims=True)
    return np.where(total > 0, drawn / np.where(total > 0, total, 1.0), given / given.sum())


class _Scorer:
    """Adds up one drawing's scores, 0-1, always criterion by criterion: the same row gives the same bits anywhere."""

    def __init__(
        self, values: np.ndarray, uncertain: Sequence[Uncertain], seed: int, ceiling: np.ndarray | None = None
    ):
        known = ~np.isnan(values)
        self._values = np.ascontiguousarray(np.where(known, values, 0.0).T)
        self._known = {k: known[:, k].astype(float) for k in range(values.shape[1]) if not known[:, k].all()}
        self._uncertain = {item.criterion: item for item in uncertain}
        self._seed, self._ceiling = seed, ceiling
        self._sum, self._term = np.empty(len(values)), np.empty(len(values))

    def score(self, draw: int, weights: np.ndarray) -> np.ndarray:
        self._sum[:] = 0.0
        for k, weight in enumerate(weights):
            if weight > 0:
                np.multiply(self._column(k, draw), weight, out=self._term)
                self._sum += self._term
        if self._known:
            sure = sum(weight for k, weight in enumerate(weights) if k not in self._known)
            reached = np.full(len(self._sum), float(sure))
            for k, known in self._known.items():
                reached += known * weights[k]
            np.divide(self._sum, reached, out=self._sum, where=reached > 0)
        if self._ceiling is not None:
            np.minimum(self._sum, self._ceiling, out=self._sum)
        return self._sum

    def _column(self, k: int, draw: int) -> np.ndarray:
        item = self._uncertain.get(k)
        if item is None:
            return self._values[k]
        errors = np.random.default_rng((self._seed, draw, k)).standard_normal(len(item.measured))
        return np.nan_to_num(item.curve(item.measured + item.error * errors))


def _ranks(score: np.ndarray) -> np.ndarray:
    """Rank scores of 0-1 to a thousandth of a point, 1 = best, ties share the better rank."""
    step = np.clip(score * _STEPS + 0.5, 0, _STEPS).astype(np.int64)
    if len(step) < _STEPS // 20:  # few features: sorting them costs less than going through the steps
        return len(step) - np.searchsorted(np.sort(step), step, side="right") + 1
    above = len(step) - np.cumsum(np.bincount(step, minlength=_STEPS + 1))
    return above[step] + 1


def _medians(ranks_by_draw: np.ndarray) -> np.ndarray:
    draws = len(ranks_by_draw)
    low, high = (draws - 1) // 2, draws // 2
    out = np.empty(ranks_by_draw.shape[1])
    for start in range(0, len(out), _BLOCK):
        block = np.ascontiguousarray(ranks_by_draw[:, start : start + _BLOCK].T)
        block.partition([low, high], axis=1)
        out[start : start + _BLOCK] = (block[:, low] + block[:, high].astype(float)) / 2
    return out


def _rows(item: Uncertain, rows: np.ndarray) -> Uncertain:
    return Uncertain(item.criterion, item.measured[rows], item.curve, item.error)


def _placed(found: np.ndarray, rows: np.ndarray, count: int) -> np.ndarray:
    out = np.full(count, np.nan)
    out[rows] = found
    return out


@dataclass(frozen=True)
class Toppling:
    """The smallest change of weights after which another feature is at least as good as the first.

    Attributes:
        first, challenger: their rows.
        moved: share of the whole weight, 0-1, that has to move from some criteria to another.
        weights: the weights after the move, shape (m,), sum 1.
        left_out: features not looked at, because their unknown criteria differ from the first's.
    """

    first: int
    challenger: int
    moved: float
    weights: np.ndarray
    left_out: int


def toppling(values: np.ndarray, weights: np.ndarray) -> Toppling | None:
    """Find the smallest move of weight that topples the first of the weighted sum; None if no move can.

    For one challenger the best move is known: all of it goes to the criterion where the challenger's lead is largest,
    taken first where its lead is smallest, until the gap is closed (a linear programme with one constraint, solved by
    filling in order). All challengers are tried at once.

    Args:
        values: float64 (n, m), NaN = unknown.
        weights: shape (m,).
    """
    scores = weighted_sum(values, weights)[0]
    if np.isnan(scores).all():
        return None
    first = int(np.nanargmax(scores))
    known = ~np.isnan(values) & (np.asarray(weights) > 0)  # a criterion of weight 0 keeps it
    known_to_first = known[first]
    alike = (known == known_to_first).all(axis=1) & (np.arange(len(values)) != first)
    own = shares(values[[first]], weights)[0][0][known_to_first]
    lead = values[np.ix_(alike, known_to_first)] - values[first, known_to_first]
    moved = _moved(lead, own)
    left_out = int(len(values) - 1 - alike.sum())
    if not len(moved) or not np.isfinite(moved.min()):
        return None
    best = int(np.argmin(moved))
    changed = np.zeros(values.shape[1])
    changed[known_to_first] = _after(lead[best], own, float(moved[best]))
    return Toppling(first, int(np.flatnonzero(alike)[best]), float(moved[best]), changed, left_out)


def _moved(lead: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Give for each challenger the weight to move; inf where it leads nowhere."""
    gap = np.maximum(-(lead @ own), 0.0)
    order = np.argsort(lead, axis=1, kind="stable")
    most = lead.max(axis=1, initial=-np.inf)
    gains = most[:, None] - np.take_along_axis(lead, order, axis=1)
    weight = own[order]
    closed = np.cumsum(gains * weight, axis=1)
    before = np.concatenate([np.zeros((len(lead), 1)), closed[:, :-1]], axis=1)
    part_moved = np.clip((gap[:, None] - before) / np.where(gains > 0, gains, np.inf), 0.0, weight)
    return np.where(most > 0, part_moved.sum(axis=1), np.inf)


def _after(lead: np.ndarray, own: np.ndarray, moved: float) -> np.ndarray:
    out = own.copy()
    order = np.argsort(lead, kind="stable")
    reached = np.concatenate([[0.0], np.cumsum(own[order])])
    taken = np.clip(moved - reached[:-1], 0.0, own[order])
    out[order] -= taken
    out[np.argmax(lead)] += taken.sum()
    return out


@dataclass(frozen=True)
class Tornado:
    """What one feature's score and rank become when one weight at a time is lowered and raised; arrays (m,)."""

    score_low: np.ndarray
    score_high: np.ndarray
    rank_low: np.ndarray
    rank_high: np.ndarray


def tornado(
    values: np.ndarray, weights: np.ndarray, feature: int, spread: float = 0.5, most: np.ndarray | None = None
) -> Tornado:
    """Lower and raise each weight by `spread` (0.5 = half), the others keeping their proportions.

    Args:
        values: float64 (n, m), NaN = unknown; all features that are ranked.
        weights: shape (m,).
        feature: row of the feature looked at.
        spread: 0-1.
        most: points that each feature may have at most, shape (n,).

    Returns:
        `_low` is with the lowered, `_high` with the raised weight; which of the two is better depends on the feature.
    """
    given = np.asarray(weights, dtype=float)
    found = np.full((4, len(given)), np.nan)
    for k in range(len(given)):
        for side, factor in enumerate((1 - spread, 1 + spread)):
            changed = given.copy()
            changed[k] *= factor
            if changed.sum() > 0:
                scores = weighted_sum(values, changed)[0]
                if most is not None:
                    scores = np.minimum(scores, most)
                found[side, k] = scores[feature]
                found[2 + side, k] = ranks(scores)[feature]
    return Tornado(*found)
