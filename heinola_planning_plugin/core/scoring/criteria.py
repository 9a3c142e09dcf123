# SPDX-License-Identifier: GPL-2.0-or-later
"""Criteria files: what is measured, how it is valued, what weighs how much, what excludes and what is conditional.

id: industrial_reservation
title: {fi: …, sv: …, en: …}
source: where the criteria come from
min_completeness: 0.5          # below this share of known weight the status is `unknown`
parameters:                    # thresholds that the user sees and may change
  min_area_ha: {value: 1.0, low: 0.1, high: 500, unit: ha, title: {…}, source: …}
  groundwater_excludes: {value: false, title: {…}, source: …}
criteria:                      # a tree: an entry has either `field` and `curve`, or `criteria` of its own
  - id: junction
    field: junction_m          # evidence column
    unit: m
    decimals: 0
    weight: 3                  # any positive number; weights of one level are scaled to sum 1
    curve: {type: linear, full: 1000, zero: 10000}
    preference: {type: linear, indifference: 0.05, strict: 0.3}   # for method `promethee` only; may be left out
    title: {…}
    source: …
constraints:
  - code: area_below_min
    kind: exclude              # or `condition`: stays a candidate, with what must be settled first;
                               # or `$groundwater_excludes`: exclude where that parameter is true, else condition;
                               # or `cap`: a condition, and no more points than `most` (0-100, or a parameter)
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
words:                         # how classes that are evidence are called in explanations; may be left out
  farming_forestry: {fi: …, sv: …, en: …}
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..policy import Reader, parse_yaml, read_yaml
from .curves import Curve, read_curve
from .promethee import KINDS, Preference

OPERATORS = ("<", "<=", ">", ">=", "==", "!=", "in")
KINDS_OF_CONSTRAINT = ("exclude", "condition", "cap")


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

    def accept(self, value: object) -> float | str | bool:
        """Check a user's value against the kind and the range of the parameter.

        Raises:
            InputError: another kind of value, or outside the range.
        """
        if isinstance(self.value, (bool, str)):
            if type(value) is not type(self.value):
                problem = "must be true or false" if isinstance(self.value, bool) else "must be text"
                raise InputError(problem, field=self.name, value=value)
            return value
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not self.low <= value <= self.high:
            raise InputError("must be a number from {0:g} to {1:g}", self.low, self.high, field=self.name, value=value)
        return float(value)


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
    preference: Preference = dataclasses.field(default_factory=Preference)


@dataclass(frozen=True)
class Constraint:
    """Something that excludes a feature or makes it conditional; `most` are the points it may have where it caps."""

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
    most: object = None

    def limit(self, parameters: Mapping[str, object]) -> object:
        """Give the value compared with: a parameter's where the file names one."""
        if isinstance(self.value, str) and self.value.startswith("$"):
            return parameters[self.value[1:]]
        return self.value

    def resolved(self, parameters: Mapping[str, object]) -> Constraint:
        """Give the constraint with `kind`, `value` and `most` in place of the parameters named for them."""
        kind = self.kind
        if kind.startswith("$"):
            kind = "exclude" if parameters[kind[1:]] else "condition"
        most = parameters[self.most[1:]] if isinstance(self.most, str) else self.most
        return replace(self, kind=kind, value=self.limit(parameters), most=most)


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
    words: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    document: Mapping[str, Any] = dataclasses.field(default_factory=dict, compare=False, repr=False)
    """The file's whole content, to be written anew with other weights."""

    def values(self, changes: Mapping[str, object] | None = None) -> dict[str, Any]:
        """Give every parameter's value, with the user's changes.

        Raises:
            InputError: a change names no parameter, or its value can't be one.
        """
        out: dict[str, Any] = {name: parameter.value for name, parameter in self.parameters.items()}
        for name, value in (changes or {}).items():
            if name not in self.parameters:
                raise InputError("is not a parameter of {0}: {1}", self.file, ", ".join(self.parameters), field=name)
            out[name] = self.parameters[name].accept(value)
        return out

    def with_weights(self, weights: Mapping[str, float]) -> CriteriaSet:
        """Give the same set with other weights, scaled to sum 1; a criterion not named keeps its own.

        Raises:
            InputError: a name that is no criterion's, a negative weight, or nothing but zeros.
        """
        named = {criterion.id for criterion in self.criteria}
        for name, weight in weights.items():
            if name not in named:
                raise InputError("is not a criterion of {}", self.file, field="WEIGHTS", value=name)
            if not 0 <= weight < float("inf"):
                raise InputError("the weight of {} must be 0 or more", name, field="WEIGHTS", value=weight)
        raw = [float(weights.get(criterion.id, criterion.weight)) for criterion in self.criteria]
        total = sum(raw)
        if total <= 0:
            raise InputError("all weights are 0", field="WEIGHTS")
        leaves = tuple(replace(criterion, weight=weight / total) for criterion, weight in zip(self.criteria, raw))
        return replace(self, criteria=leaves)


def read_criteria(path: Path | str) -> CriteriaSet:
    """Read a criteria file (YAML or JSON).

    Raises:
        PolicyError: with file, line and key.
    """
    return from_document(read_yaml(path), Path(path).name)


def parse_criteria(text: str, file: str = "criteria") -> CriteriaSet:
    """Read criteria from text; see `read_criteria`."""
    return from_document(parse_yaml(text, file), file)


def from_document(value: object, file: str) -> CriteriaSet:
    """Check what a criteria file holds, as it was read; see `read_criteria`."""
    reader = Reader(value, file)
    parameters = read_parameters(reader)
    leaves = _tree(reader, 1.0, "")
    seen: set[str] = set()
    for leaf in leaves:
        if leaf.id in seen:
            raise reader.fail("criteria", "criterion {!r} is given twice", leaf.id)
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
        words=_words(reader),
        document=reader.value,
    )
    reader.done()
    return out


def read_parameters(reader: Reader) -> dict[str, Parameter]:
    """Read the `parameters` of a policy file; none where it has no such part."""
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


def _words(reader: Reader) -> dict[str, Mapping[str, str]]:
    if "words" not in reader:
        return {}
    part = reader.part("words")
    return {name: part.texts(name) for name in part.names()}


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
                    preference=_preference(part),
                )
            )
        part.done()
    return leaves


def _preference(part: Reader) -> Preference:
    if "preference" not in part:
        return Preference()
    given = part.part("preference")
    kind = given.text("type", choices=KINDS)
    strict = float(given.number("strict", 0.0 if kind in ("usual", "u_shape") else ..., 0, 1))
    indifference = float(given.number("indifference", 0.0, 0, 1))
    if kind != "u_shape" and indifference > strict:
        raise given.fail("indifference", "must not be above 'strict'")
    given.done()
    return Preference(kind, indifference, max(strict, indifference))


def _constraint(part: Reader, parameters: Mapping[str, Parameter]) -> Constraint:
    value = part.any("value")
    if isinstance(value, str) and value.startswith("$") and value[1:] not in parameters:
        raise part.fail("value", "{!r} names no parameter of this file", value)
    op = part.text("op", choices=OPERATORS)
    if op == "in" and not isinstance(value, list):
        raise part.fail("value", "must be a list for 'in'")
    kind = part.text("kind")
    if kind.startswith("$"):
        named = parameters.get(kind[1:])
        if named is None or not isinstance(named.value, bool):
            raise part.fail("kind", "{!r} names no true-or-false parameter of this file", kind)
    else:
        part.text("kind", choices=KINDS_OF_CONSTRAINT)
    out = Constraint(
        code=part.text("code"),
        kind=kind,
        field=part.text("field"),
        op=op,
        value=tuple(value) if isinstance(value, list) else value,
        title=part.texts("title"),
        text=part.texts("text"),
        unit=part.text("unit", ""),
        decimals=int(part.number("decimals", 0, 0, 6)),
        unknown=part.text("unknown", "condition", choices=("unknown", "condition", "ignore")),
        source=part.text("source"),
        most=_most(part, parameters) if kind == "cap" else None,
    )
    part.done()
    return out


def _most(part: Reader, parameters: Mapping[str, Parameter]) -> object:
    """Read the most points that a capped feature may have: a number, or the name of a parameter that holds one."""
    most = part.any("most")
    if isinstance(most, str) and most.startswith("$"):
        named = parameters.get(most[1:])
        if named is None or isinstance(named.value, (bool, str)) or not 0 <= named.low <= named.high <= 100:
            raise part.fail("most", "{!r} names no parameter of this file that is a number from 0 to 100", most)
        return most
    return part.number("most", low=0, high=100)
