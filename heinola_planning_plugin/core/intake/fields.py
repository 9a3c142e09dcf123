# SPDX-License-Identifier: GPL-2.0-or-later
"""From a source's fields to the columns of a role's table, with every value brought to one form.

What a job reads is always the same table, whichever of its twenty spellings the data came in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ..errors import InputError
from ..features import Features
from . import codes, forms, matching, reading
from .findings import Finding
from .identifiers import property_id_digits
from .names import has_field, header
from .plan_json import from_features
from .signatures import SURE, Rule, Signature, recognise, rows_of, signatures
from .tags import expand

AS_GOOD = 0.97
"""A second field counts as fitting as well as the first from this share of its score; project's choice."""

_TEXTS = ("text", "zone_code", "property_id", "building_id", "notation", "storeys_text")


@dataclass(frozen=True)
class Normalised:
    """A role's table.

    Attributes:
        table: the features with every column of the role (unknown where the source has none), and the helper columns
            `parcel_key` (14 digits, for joins) and `use_scheme`.
        role: the role.
        found: column -> field it came from ("a + b" when several fill it, "= text" for a constant).
        missing: columns that the source doesn't have.
        notes: what was noticed.
        ambiguous: column -> fields that fit as well as the one taken, to be asked once.
        rows: shape (len(table),): row numbers in the source; rows of other kinds are left out.
        source: signature id, "" when none fits.
    """

    table: Features
    role: str
    found: Mapping[str, str]
    missing: tuple[str, ...]
    notes: tuple[Finding, ...]
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    source: str = ""


def normalise(
    features: Features,
    role: str,
    overrides: Mapping[str, str] | None = None,
    source: str | None = None,
) -> Normalised:
    """Give the table that jobs read.

    Args:
        features: the layer as it came.
        role: what it is ("parcels", "plan_units", …).
        overrides: column -> field, the user's own choices; "" leaves a column unknown.
        source: signature id; recognised when None, none used when "".

    Raises:
        InputError: unknown role; an override names a column or a field that isn't there.
    """
    features = expand(features)
    spec = matching.roles().get(role)
    if spec is None:
        raise InputError("is not a role; roles are {}", ", ".join(matching.roles()), field="ROLE", value=role)
    signature = _signature(features, role, source)
    rows = np.arange(len(features))
    if signature and signature.reader:
        plan = from_features(features)
        if role == "building_areas":
            features, rows = plan.building_areas, plan.area_rows
        else:
            features, rows = plan.units, plan.unit_rows
    elif signature and signature.where:
        rows = np.flatnonzero(rows_of(signature, features.columns))
        features = features.take(rows)
    chosen = dict(overrides or {})
    for column, name in chosen.items():
        if column not in spec.columns:
            raise InputError("is not a column of {}", role, field=column)
        if name and name not in features:
            raise InputError("the layer has no such field", layer=features.source.name, field=name)

    work = _Work(features, role, signature, chosen)
    for column, wanted in spec.columns.items():
        work.fill(column, wanted)
    work.finish()
    return Normalised(
        table=Features(features.geometry, work.columns, features.crs, features.source),
        role=role,
        found=work.found,
        missing=tuple(name for name in spec.columns if name not in work.found),
        notes=tuple(work.notes),
        ambiguous=work.ambiguous,
        rows=rows,
        source=signature.id if signature else "",
    )


def _signature(features: Features, role: str, source: str | None) -> Signature | None:
    if source == "":
        return None
    if source is not None:
        if source not in signatures():
            raise InputError("is not a known source", field="source", value=source)
        return signatures()[source]
    found = next((each for each in recognise(features) if each.role == role), None)
    return signatures()[found.source] if found and found.source and found.confidence >= SURE - 0.15 else None


class _Work:
    """One layer on its way: fills columns one by one and collects what is noticed."""

    def __init__(self, features: Features, role: str, signature: Signature | None, chosen: Mapping[str, str]):
        self.features, self.role, self.signature, self.chosen = features, role, signature, chosen
        self.columns: dict[str, np.ndarray] = {}
        self.found: dict[str, str] = {}
        self.ambiguous: dict[str, tuple[str, ...]] = {}
        self.notes: list[Finding] = []
        self._sample = matching.sample(features.columns)
        self._scheme = np.full(len(features), "", dtype=object)  # of the building uses converted last

    def fill(self, column: str, wanted: matching.Column) -> None:
        form = forms.FORMS[wanted.form]
        unknown = np.full(len(self.features), np.nan if form.number else None, dtype=float if form.number else object)
        self.columns[column] = unknown
        if column in self.chosen:
            if self.chosen[column]:
                self._take(column, wanted, self.chosen[column])
            return
        rules = self.signature.columns.get(column) if self.signature else None
        if rules is not None:
            self._by_rules(column, wanted, rules)
            if column in self.found or not rules:
                return
        fields = matching.candidates(self._sample, wanted, matching.roles()[self.role].columns.values())
        if not fields:
            return
        self._ask_if_tied(column, wanted, fields)
        self._take(column, wanted, fields[0].field)

    def _ask_if_tied(self, column: str, wanted: matching.Column, fields: list[matching.Candidate]) -> None:
        """Two names fit as well: no question if they say the same, as the two forms of a property id do."""
        best = fields[0]
        ties = [each.field for each in fields[1:] if best.score > 0 and each.score >= AS_GOOD * best.score]
        first = self._same_form(wanted, best.field)
        rivals = [name for name in ties if not np.array_equal(first, self._same_form(wanted, name))]
        if rivals:
            self.ambiguous[column] = (best.field, *rivals)
            facts = {"column": column, "field": best.field, "others": rivals}
            self.notes.append(Finding("field_ambiguous", 0, facts))

    def _same_form(self, wanted: matching.Column, name: str) -> np.ndarray:
        values = self._sample[name]
        if wanted.form == "property_id":
            return property_id_digits(values).astype(str)
        return forms.FORMS[wanted.form].convert(values).astype(str)

    def _take(self, column: str, wanted: matching.Column, name: str) -> None:
        raw = self.features[name]
        values = self._convert(wanted.form, name, raw)
        self.columns[column] = values
        if wanted.form == "building_use":
            self.columns["use_scheme"] = self._scheme
        if self.signature and self.signature.reader and not reading.filled(values).any():
            return  # the table was made here with every column; one without a value wasn't in the plan
        self.found[column] = name
        self._count_lost(column, wanted.form, name, raw, values)

    def _convert(self, form: str, name: str, raw: np.ndarray) -> np.ndarray:
        if form == "building_use":
            prefer = "2018" if "luokka" in header(name) or "purpose" in header(name) else "1994"
            values, self._scheme = forms.building_use(raw, prefer)
            return values
        values = forms.FORMS[form].convert(raw)
        if form == "area" and header(name).endswith("ha"):
            self.notes.append(Finding("area_in_hectares", 0, {"field": name}))
            values = values * 10_000
        return values

    def _count_lost(self, column: str, form: str, name: str, raw: np.ndarray, values: np.ndarray) -> None:
        """Say how many filled values became unknown: those that stand for unknown, and those not understood."""
        if form in _TEXTS or form == "building_use":
            return
        lost = reading.filled(raw) & _empty(values)
        if not lost.any():
            return
        kept_words = raw[lost]
        coded = np.array(codes.by_value(kept_words, lambda value: _stands_for_unknown(value, form)), dtype=bool)
        facts = {"field": name, "column": column}
        if coded.any():
            examples = sorted({str(value) for value in kept_words[coded][:200]})[:3]
            self.notes.append(Finding("value_means_unknown", int(coded.sum()), {**facts, "examples": examples}))
        if (~coded).any():
            examples = sorted({str(value)[:30] for value in kept_words[~coded][:200]})[:3]
            self.notes.append(Finding("value_not_understood", int((~coded).sum()), {**facts, "examples": examples}))

    def _by_rules(self, column: str, wanted: matching.Column, rules: tuple[Rule, ...]) -> None:
        """Fill a column by a signature's rules; a row takes the first that gives something."""
        values = self.columns[column]
        scheme = np.full(len(values), "", dtype=object)
        names = []
        for rule in rules:
            part, name = self._one_rule(column, wanted, rule)
            if part is None:
                continue
            if values.dtype.kind == "f":
                part = reading.numbers(part)
            open_rows = _empty(values)
            if wanted.form == "building_use":
                scheme = np.where(open_rows, self._scheme, scheme)
            values = np.where(open_rows, part, values)
            names.append(name)
        if names:
            self.columns[column] = values
            self.found[column] = " + ".join(dict.fromkeys(names))
            if wanted.form == "building_use":
                self.columns["use_scheme"] = scheme

    def _one_rule(self, column: str, wanted: matching.Column, rule: Rule) -> tuple[np.ndarray | None, str]:
        count = len(self.features)
        if rule.value is not None:
            return codes.column([rule.value] * count), f"= {rule.value}"
        if rule.layer:
            hit = re.search(rule.layer, self.features.source.name, re.IGNORECASE)
            return (codes.column([hit[1]] * count), "= layer name") if hit else (None, "")
        name = has_field(self.features.columns, rule.field)
        if name is None:
            return None, ""
        raw = self.features[name]
        if rule.codes:
            return codes.translate(raw, rule.codes), name
        form = rule.form or wanted.form
        values = self._convert(form, name, raw)
        self._count_lost(column, form, name, raw, values)
        return values, name

    def finish(self) -> None:
        """Make the helper columns and settle what hangs on two columns."""
        if "parcel_id" in self.columns:
            self.columns["parcel_key"] = parcel_key(self.columns["parcel_id"])
        if "use" in self.columns:
            self.columns.setdefault("use_scheme", np.full(len(self.features), "", dtype=object))
            self._no_storey_classes()
        if self.role == "plan_units":
            self._right_in_words()

    def _no_storey_classes(self) -> None:
        """The topographic database's kerrosluku is a class (1 = one or two storeys), never a count."""
        scheme = self.columns["use_scheme"]
        if "storeys" in self.found and len(scheme) and np.mean(scheme == "mtk") > 0.5:
            facts = {"field": self.found.pop("storeys")}
            self.columns["storeys"] = np.full(len(self.features), np.nan)
            self.notes.append(Finding("storeys_are_classes", 0, facts))

    def _right_in_words(self) -> None:
        """A right that is no plain number ("2740+yht 260", "e=0.40") is a notation; a plain number isn't one."""
        name = self.found.get("permitted_m2")
        if name is None or name not in self.features or self.features[name].dtype != object:
            return
        raw = self.features[name]
        words = np.array(codes.by_value(raw, _is_words), dtype=bool)
        notation = self.columns["notation"]
        if self.found.get("notation") == name:
            notation = np.where(words, notation, None)
        fill = words & _empty(notation)
        notation = np.where(fill, forms.FORMS["notation"].convert(raw), notation)
        moved = int((words & ~_empty(notation)).sum())
        self.columns["notation"] = notation
        if not moved:
            if self.found.get("notation") == name:
                del self.found["notation"]
            return
        self.found.setdefault("notation", name)
        self.notes = [
            note for note in self.notes if note.code != "value_not_understood" or note.facts.get("field") != name
        ]
        self.notes.append(Finding("right_in_words", moved, {"field": name}))


def _is_words(value: object) -> bool:
    return reading.text_of(value) is not None and reading.number(value) != reading.number(value)


def _empty(values: np.ndarray) -> np.ndarray:
    if values.dtype.kind == "f":
        return np.isnan(values)
    return np.array([value is None for value in values], dtype=bool)


def parcel_key(parcel_id: np.ndarray) -> np.ndarray:
    """Give the key that parcels are joined by: 14 digits of a property id, other ids as they are; None where none.

    The tail of an unparcelled area is left out: its buildings stand on the property it belongs to.
    """
    digits = property_id_digits(parcel_id)
    return codes.column(
        key[:14] if key is not None else (None if raw is None else str(raw).strip())
        for key, raw in zip(digits, parcel_id)
    )


def _stands_for_unknown(value: object, form: str) -> bool:
    """Numbers and dates outside the possible are the registers' signs for unknown; anything else was not understood."""
    if form == "date":
        return re.match(r"^(1900|9999|0000|0$)", str(value)) is not None
    return reading.number(value) == reading.number(value)


__all__ = ["Normalised", "normalise", "parcel_key"]
