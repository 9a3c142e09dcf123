# SPDX-License-Identifier: GPL-2.0-or-later
"""From evidence columns to status, reasons, score, rank, contributions and an explanation in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..errors import InputError
from .aggregate import METHODS, aggregate, ranks, shares
from .criteria import Constraint, CriteriaSet, Criterion
from .explain import Explainer, Held, column, join_where

STATUSES = ("candidate", "conditional", "excluded", "unknown")


@dataclass(frozen=True)
class Evaluation:
    """What the criteria say of n features; every array has shape (n,)."""

    status: np.ndarray
    reasons: np.ndarray
    explanation: np.ndarray
    score: np.ndarray
    rank: np.ndarray
    completeness: np.ndarray
    contributions: dict[str, np.ndarray]

    def columns(self) -> dict[str, np.ndarray]:
        """Give the result fields in the order of the public interface."""
        return {
            "status": self.status,
            "reasons": self.reasons,
            "explanation": self.explanation,
            "score": self.score,
            "rank": self.rank,
            "completeness": self.completeness,
            **{f"c_{name}": points for name, points in self.contributions.items()},
        }


def evaluate(
    table: Mapping[str, np.ndarray],
    criteria: CriteriaSet,
    parameters: Mapping[str, object] | None = None,
    method: str = "weighted_sum",
    language: str = "fi",
    orness: float = 0.3,
    others: np.ndarray | None = None,
) -> Evaluation:
    """Judge features by a criteria set.

    A feature is `excluded` where an excluding constraint holds; `unknown` where evidence that a constraint can't do
    without is missing, or less than `min_completeness` of the weight is known; `conditional` where a conditional
    constraint holds or one couldn't be checked; else `candidate`. Only candidates and conditionals get a score. A
    capping constraint is conditional, and cuts the score: contributions shrink in proportion, so they still add up.

    Args:
        table: evidence columns of shape (n,); a column that is not there is unknown for every feature.
        criteria: what to judge by.
        parameters: changes to the set's parameters.
        method: one of `aggregate.METHODS`.
        language: fi, sv or en, for the explanation.
        orness: for method "owa".
        others: scores of features that aren't in the table but are ranked with it.

    Raises:
        InputError: unknown method; a criterion's column holds text where its curve wants numbers.
    """
    if method not in METHODS:
        raise InputError("is not one of {}", ", ".join(METHODS), field="METHOD", value=method)
    count = len(next(iter(table.values()))) if table else 0
    limits = criteria.values(parameters)
    criteria = replace(criteria, constraints=tuple(one.resolved(limits) for one in criteria.constraints))
    values = valued(table, criteria, count)
    weights = np.array([criterion.weight for criterion in criteria.criteria])
    own, completeness = shares(values, weights)

    held = [_holds(constraint, column(table, constraint.field, count)) for constraint in criteria.constraints]
    status = _status(criteria, held, completeness)
    scored = (status == "candidate") | (status == "conditional")
    score = np.full(count, np.nan)
    points = np.full(values.shape, np.nan)
    preferences = [criterion.preference for criterion in criteria.criteria]
    score[scored], points[scored] = aggregate(method, values[scored], weights, orness, preferences)
    factor = _factor(criteria, held, score)
    score, points = score * factor, points * factor[:, None]
    rank = ranks(score if others is None else np.concatenate([score, others]))[:count]
    contributions = {criterion.id: points[:, k] for k, criterion in enumerate(criteria.criteria)}
    reasons = _reasons(criteria, held, completeness)
    explainer = Explainer(criteria, table, limits, held, language)
    explanation = explainer.explain(status, score, rank, points, completeness, 100 * own)
    return Evaluation(status, reasons, explanation, score, rank, completeness, contributions)


def valued(table: Mapping[str, np.ndarray], criteria: CriteriaSet, count: int) -> np.ndarray:
    """Give the value, 0-1, of every criterion for every feature, float64 (count, m), NaN = unknown.

    Raises:
        InputError: a criterion's column holds text where its curve wants numbers.
    """
    return np.column_stack(
        [_valued(criterion, column(table, criterion.field, count)) for criterion in criteria.criteria]
    )


def _valued(criterion: Criterion, measured: np.ndarray) -> np.ndarray:
    try:
        return criterion.curve(measured)
    except (TypeError, ValueError) as error:
        raise InputError("must hold numbers", field=criterion.field) from error


def _unknown(evidence: np.ndarray) -> np.ndarray:
    if evidence.dtype == object:
        return np.array([value is None or value != value for value in evidence.tolist()], dtype=bool)
    return np.isnan(evidence) if evidence.dtype.kind == "f" else np.zeros(len(evidence), dtype=bool)


def _holds(constraint: Constraint, evidence: np.ndarray) -> Held:
    """Give two masks: where the constraint holds, and where it can't be told."""
    unknown = _unknown(evidence)
    holds = np.zeros(len(evidence), dtype=bool)
    if not unknown.all():
        holds[~unknown] = _compared(constraint, evidence[~unknown])
    return holds, unknown & (constraint.unknown != "ignore")


def _compared(constraint: Constraint, known: np.ndarray) -> np.ndarray:
    if constraint.op in ("in", "==", "!="):
        listed = constraint.value if isinstance(constraint.value, tuple) else (constraint.value,)
        if known.dtype == object:
            same = np.isin(known.astype(str), [str(item) for item in listed])
        else:
            same = np.isin(known, _numbers(constraint, listed))
        return ~same if constraint.op == "!=" else same
    numbers, limit = _numbers(constraint, known), _numbers(constraint, [constraint.value])[0]
    if constraint.op in ("<", "<="):
        return numbers < limit if constraint.op == "<" else numbers <= limit
    return numbers > limit if constraint.op == ">" else numbers >= limit


def _numbers(constraint: Constraint, values: object) -> np.ndarray:
    try:
        return np.asarray(values).astype(float)
    except (TypeError, ValueError) as error:
        problem = "constraint {} compares numbers with text"
        raise InputError(problem, constraint.code, field=constraint.field) from error


def _status(criteria: CriteriaSet, held: list[Held], completeness: np.ndarray) -> np.ndarray:
    count = len(completeness)
    excluded = np.zeros(count, dtype=bool)
    unknown = completeness < criteria.min_completeness
    conditional = np.zeros(count, dtype=bool)
    for constraint, (holds, missing) in zip(criteria.constraints, held):
        if constraint.kind == "exclude":
            excluded |= holds
        else:
            conditional |= holds
        if constraint.unknown == "unknown":
            unknown |= missing
        else:
            conditional |= missing
    status = np.full(count, "candidate", dtype=object)
    status[conditional] = "conditional"
    status[unknown] = "unknown"
    status[excluded] = "excluded"  # one proven ground is enough, whatever else is unknown
    return status


def _factor(criteria: CriteriaSet, held: list[Held], score: np.ndarray) -> np.ndarray:
    """Give what a score is to be multiplied by, 0-1, to be no more than the lowest cap that holds."""
    most = _most(criteria, held, len(score))
    over = score > most
    factor = np.ones(len(score))
    factor[over] = most[over] / score[over]
    return factor


def _most(criteria: CriteriaSet, held: list[Held], count: int) -> np.ndarray:
    most = np.full(count, np.inf)
    for constraint, (holds, _) in zip(criteria.constraints, held):
        if constraint.kind == "cap":
            most[holds] = np.minimum(most[holds], float(str(constraint.most)))
    return most


def ceilings(
    table: Mapping[str, np.ndarray], criteria: CriteriaSet, parameters: Mapping[str, object] | None = None
) -> np.ndarray:
    """Give the most points that each feature may have, shape (n,); inf where nothing caps it."""
    count = len(next(iter(table.values()))) if table else 0
    limits = criteria.values(parameters)
    capping = tuple(one.resolved(limits) for one in criteria.constraints if one.kind == "cap")
    held = [_holds(constraint, column(table, constraint.field, count)) for constraint in capping]
    return _most(replace(criteria, constraints=capping), held, count)


def _reasons(criteria: CriteriaSet, held: list[Held], completeness: np.ndarray) -> np.ndarray:
    """Join the codes of what holds (`code`) and of what couldn't be checked (`code_unknown`)."""
    masks: list[tuple[str, np.ndarray]] = []
    for constraint, (holds, missing) in zip(criteria.constraints, held):
        masks += [(constraint.code, holds), (f"{constraint.code}_unknown", missing)]
    masks.append(("evidence_incomplete", completeness < criteria.min_completeness))
    return join_where(masks, ";")
