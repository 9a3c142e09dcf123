# SPDX-License-Identifier: GPL-2.0-or-later
"""Criteria files: what is measured, how it is valued, what weighs how much, what excludes and what is conditional.

id: industrial_reservation
title: {fi: …, sv: …, en: …}
source: where the criteria come from
min_completeness: 0.5          # below this share of known weight the status is `unknown`
parameters:                    # thresholds that the user sees and may change
min_area_ha: {value: 1.0, low: 0.1, high: 500, unit: ha, title: {…}, source: …}
criteria:                      # a tree: an entry has either `field` and `curve`, or `criteria` of its own
- id: junction
field: junction_m          # evidence column
unit: m
decimals: 0
weight: 3                  # any positive number; weights of one level are scaled to sum 1
curve: {type: linear, full: 1000, zero: 10000}
title: {…}
source: …
constraints:
- code: area_below_min
kind: exclude              # or `condition`: stays a candidate, with what must be settled first
field: area_ha
op: "<"                    # < <= > >= == != in
value: $min_area_ha        # a number, text, list, or a parameter
unit: ha
decimals: 2
unknown: unknown           # what unknown evidence means: `unknown` (can't be judged), `condition` (must be
# settled first; the default) or `ignore`
title: {…}                 # what is looked at: "Luonnonsuojelualue"
text: {…}                  # why it holds; may have {value} and {limit} in it
source: …
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..policy import Reader, parse_yaml, read_yaml
from .curves import Curve, read_curve

OPERATORS = ("<", "<=", ">", ">=", "==", "!=", "in")


@dataclass(frozen=True)
class Parameter:
    """A threshold that the user sees."""

    name: str
    value: float | str | bool
    title: Mapping[str, str]
    unit: str
    low: float
    high: float
    source: str


@dataclass(frozen=True)
class Criterion:
    """A leaf of the criteria tree; `weight` is its share of the whole, all shares sum to 1."""

    id: str
    field: str
    weight: float
    curve: Curve
    title: Mapping[str, str]
    unit: str = ""
    decimals: int = 0
    group: str = ""
    source: str = ""


@dataclass(frozen=True)
class Constraint:
    """Something that excludes a feature or makes it conditional."""

    code: str
    kind: str
    field: str
    op: str
    value: object
    title: Mapping[str, str]
    text: Mapping[str, str]
    unit: str = ""
    decimals: int = 0
    unknown: str = "condition"
    source: str = ""

    def limit(self, parameters: Mapping[str, object]) -> object:
        """Give the value compared with: a parameter's where the file names one."""
        if isinstance(self.value, str) and self.value.startswith("$"):
            return parameters[self.value[1:]]
        return self.value


@dataclass(frozen=True)
class CriteriaSet:
    """A criteria file, checked."""

    id: str
    title: Mapping[str, str]
    criteria: tuple[Criterion, ...]
    constraints: tuple[Constraint, ...]
    parameters: Mapping[str, Parameter]
    min_completeness: float
    source: str
    file: str

    def values(self, changes: Mapping[str, object] | None = None) -> dict[str, object]:
        """Give every parameter's value, with the user's changes.

        Raises:
            KeyError: a change names no parameter.
        """
        out: dict[str, object] = {name: parameter.value for name, parameter in self.parameters.items()}
        for name, value in (changes or {}).items():
            if name not in out:
                raise KeyError(name)
            out[name] = value
        return out

    def with_weights(self, weights: Mapping[str, float]) -> CriteriaSet:
        """Give the same set with other weights, scaled to sum 1; a criterion not named keeps its own."""
        raw = [float(weights.get(criterion.id, criterion.weight)) for criterion in self.criteria]
        total = sum(raw)
        leaves = tuple(replace(criterion, weight=weight / total) for criterion, weight in zip(self.criteria, raw))
        return replace(self, criteria=leaves)


def read_criteria(path: Path | str) -> CriteriaSet:
    """Read a criteria file (YAML or JSON).

    Raises:
        PolicyError: with file, line and key.
    """
    return _criteria(read_yaml(path), Path(path).name)


def parse_criteria(text: str, file: str = "criteria") -> CriteriaSet:
    """Read criteria from text; see `read_criteria`."""
    return _criteria(parse_yaml(text, file), file)


def _criteria(value: object, file: str) -> CriteriaSet:
    reader = Reader(value, file)
    parameters = _parameters(reader)
    leaves = _tree(reader, 1.0, "")
    seen: set[str] = set()
    for leaf in leaves:
        if leaf.id in seen:
            raise reader.fail("criteria", f"criterion {leaf.id!r} is given twice")
        seen.add(leaf.id)
    constraints = tuple(_constraint(part, parameters) for part in reader.parts("constraints", []))
    out = CriteriaSet(
        id=reader.text("id"),
        title=reader.texts("title"),
        criteria=tuple(leaves),
        constraints=constraints,
        parameters=parameters,
        min_completeness=float(reader.number("min_completeness", 0.5, 0, 1)),
        source=reader.text("source", ""),
        file=file,
    )
    reader.done()
    return out


def _parameters(reader: Reader) -> dict[str, Parameter]:
    out: dict[str, Parameter] = {}
    if "parameters" not in reader:
        return out
    parts = reader.part("parameters")
    for name in parts.names():
        part = parts.part(name)
        low, high = part.number("low", -float("inf")), part.number("high", float("inf"))
        raw = part.value.get("value")
        if isinstance(raw, bool):
            value: float | str | bool = part.flag("value")
        elif isinstance(raw, str):
            value = part.text("value")
        else:
            value = float(part.number("value", low=low, high=high))
        out[name] = Parameter(name, value, part.texts("title"), part.text("unit", ""), low, high, part.text("source"))
        part.done()
    return out


def _tree(reader: Reader, share: float, group: str) -> list[Criterion]:
    """Flatten the tree: a leaf's share is the product of the shares on its way down."""
    parts = list(reader.parts("criteria"))
    if not parts:
        raise reader.fail("criteria", "has no criteria")
    weights = [float(part.number("weight", low=0)) for part in parts]
    if sum(weights) <= 0:
        raise reader.fail("criteria", "the weights of a level sum to 0")
    leaves: list[Criterion] = []
    for part, weight in zip(parts, weights):
        own = share * weight / sum(weights)
        identity = part.text("id")
        if "criteria" in part:
            part.texts("title")
            part.text("source", "")
            leaves += _tree(part, own, identity)
        else:
            leaves.append(
                Criterion(
                    id=identity,
                    field=part.text("field"),
                    weight=own,
                    curve=read_curve(part.part("curve")),
                    title=part.texts("title"),
                    unit=part.text("unit", ""),
                    decimals=int(part.number("decimals", 0, 0, 6)),
                    group=group,
                    source=part.text("source"),
                )
            )
        part.done()
    return leaves


def _constraint(part: Reader, parameters: Mapping[str, Parameter]) -> Constraint:
    value = part.any("value")
    if isinstance(value, str) and value.startswith("$") and value[1:] not in parameters:
        raise part.fail("value", f"{value!r} names no parameter of this file")
    op = part.text("op", choices=OPERATORS)
    if op == "in" and not isinstance(value, list):
        raise part.fail("value", "must be a list for 'in'")
    out = Constraint(
        code=part.text("code"),
        kind=part.text("kind", choices=("exclude", "condition")),
        field=part.text("field"),
        op=op,
        value=tuple(value) if isinstance(value, list) else value,
        title=part.texts("title"),
        text=part.texts("text"),
        unit=part.text("unit", ""),
        decimals=int(part.number("decimals", 0, 0, 6)),
        unknown=part.text("unknown", "condition", choices=("unknown", "condition", "ignore")),
        source=part.text("source"),
    )
    part.done()
    return out
