# SPDX-License-Identifier: GPL-2.0-or-later
"""The weighted sum of a criteria set as a QGIS expression over the evidence fields.

With it the map shows a score under any weights while the layer's file stays as it is, and a project that is saved so
shows the same without the plugin.
"""

from __future__ import annotations

from itertools import pairwise

from heinola_planning_plugin.core.scoring.criteria import CriteriaSet
from heinola_planning_plugin.core.scoring.curves import Curve


def score_expression(criteria: CriteriaSet, known: frozenset[str] = frozenset()) -> str:
    """Give the expression: 0-100, NULL where the layer has no score.

    Args:
        criteria: what to score by, with the weights to score by.
        known: ids of criteria whose evidence is known of every feature: they need no test for NULL.
    """
    terms, weights, sure = [], [], 0.0
    for criterion in criteria.criteria:
        if criterion.weight <= 0:
            continue
        value = f"({curve_expression(criterion.curve, criterion.field)})"
        weight = repr(criterion.weight)
        if criterion.id in known:
            terms.append(f"{weight}*{value}")
            sure += criterion.weight
        else:
            terms.append(f"coalesce({weight}*{value},0)")
            weights.append(f"if({value} IS NULL,0,{weight})")
    whole = "+".join([repr(sure), *weights])
    score = f"100*({'+'.join(terms)})/nullif({whole},0)"
    caps = [_cap(criteria, one.code, one.most) for one in criteria.constraints if one.kind == "cap"]
    capped = f"with_variable('s',{score},if(@s IS NULL,NULL,min(@s,{','.join(caps)})))" if caps else score
    return f'CASE WHEN "score" IS NOT NULL THEN {capped} END'


def _cap(criteria: CriteriaSet, code: str, most: object) -> str:
    points = criteria.parameters[most[1:]].value if isinstance(most, str) else most
    return f"if(array_contains(string_to_array(\"reasons\",';'),{_quoted(code)}),{points},100)"


def curve_expression(curve: Curve, field: str) -> str:
    """Give a value curve over a field as an expression: 0-1, NULL = unknown."""
    name = '"' + field.replace('"', '""') + '"'
    if curve.kind == "category":
        cases = [f"WHEN to_string({name})={_quoted(key)} THEN {value!r}" for key, value in curve.categories]
        return _case([f"WHEN {name} IS NULL THEN NULL", *cases], curve.otherwise)
    cases = [f"WHEN {name} IS NULL THEN NULL"]
    if curve.kind == "step":
        cases += [f"WHEN {name}<={x!r} THEN {y!r}" for x, y in zip(curve.x, curve.y)]
        return _case(cases, curve.otherwise)
    cases.append(f"WHEN {name}<={curve.x[0]!r} THEN {curve.y[0]!r}")
    for (x0, y0), (x1, y1) in pairwise(zip(curve.x, curve.y)):
        cases.append(f"WHEN {name}<={x1!r} THEN {y0!r}+({name}-{x0!r})*{(y1 - y0) / (x1 - x0)!r}")
    return _case(cases, curve.y[-1])


def _case(cases: list[str], otherwise: float) -> str:
    return f"CASE {' '.join(cases)} ELSE {'NULL' if otherwise != otherwise else repr(otherwise)} END"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
