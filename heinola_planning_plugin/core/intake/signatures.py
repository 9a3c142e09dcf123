# SPDX-License-Identifier: GPL-2.0-or-later
"""Which source a layer is, and what role it can play: by its fields, its name, its shapes and its codes.

Each file under resources/signatures/ describes one source in every form it is delivered in; adding a source is adding
a file. Where none fits, the role is judged by the fields alone.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from ...paths import resource
from ..errors import PolicyError
from ..features import Features
from ..policy import Reader, say
from . import codes, forms, matching, reading
from .names import has_field, header
from .tags import expand

OTHER = "other"
"""Role of a layer that is known but that no job reads."""

SURE = 0.6
"""Confidence from which a recognised role is taken without asking; project's choice."""


@dataclass(frozen=True)
class Rule:
    """One way to fill a column: from a field (through code lists or a form), with a constant, from the layer's name."""

    field: str = ""
    codes: tuple[str, ...] = ()
    form: str = ""
    value: str | None = None
    layer: str = ""


@dataclass(frozen=True)
class Signature:
    """One layer of one source.

    Attributes:
        id: stable name, "mml_parcels".
        role: a role of fields.yaml, or "other".
        names: what the layer is called, by language.
        layers: patterns of layer names, any of them; folded as field names are.
        fields: fields that must all be there, in any spelling.
        without: fields that must not be there.
        geometry: as in `matching.GEOMETRIES`.
        needs_name: the fields say too little, the layer's name must fit as well.
        where: field -> codes; rows are of this role where any of them holds ([] = wherever the field is filled).
        reader: "kaava_json" where rows must first be put together from objects and regulations, "" otherwise.
        columns: column -> rules in order; a row takes the first that gives something. An empty list leaves it unknown.
    """

    id: str
    role: str
    names: Mapping[str, str]
    layers: tuple[str, ...]
    fields: tuple[str, ...]
    without: tuple[str, ...]
    geometry: str
    needs_name: bool
    where: Mapping[str, tuple[str, ...]]
    reader: str
    columns: Mapping[str, tuple[Rule, ...]]


@dataclass(frozen=True)
class Recognised:
    """A role that a layer can play.

    Attributes:
        role: "parcels", … or "other".
        source: signature id, "" when judged by the fields alone.
        confidence: 0-1.
        reasons: what speaks for it, as codes: "fields", "layer_name", "codes", "geometry", "values".
        title: the source's name in three languages.
    """

    role: str
    source: str
    confidence: float
    reasons: tuple[str, ...]
    title: Mapping[str, str]

    def name(self, language: str) -> str:
        """Give the source's name in a language."""
        return say(dict(self.title), language)


def recognise(features: Features | Mapping[str, np.ndarray], layer: str = "", geometry: str = "") -> list[Recognised]:
    """Give the roles that a layer can play, the likeliest first.

    Args:
        features: the layer, or only its columns (a sample will do).
        layer: the layer's name; taken from the features' source when not given.
        geometry: "point", "line" or "polygon"; taken from the features when not given.

    Returns:
        One entry per role at most; [] when nothing fits.
    """
    if isinstance(features, Features):
        features = expand(features)
        layer = layer or features.source.name
        geometry = geometry or matching.geometry_kind(features.geometry)
        columns = features.columns
    else:
        columns = features
    best: dict[str, Recognised] = {}
    for signature in signatures().values():
        found = _judge(signature, columns, layer, geometry)
        if found and (found.role not in best or found.confidence > best[found.role].confidence):
            best[found.role] = found
    for found in _by_fields(columns, geometry):
        if found.role not in best or found.confidence > best[found.role].confidence:
            best[found.role] = found
    order = [*matching.roles(), OTHER]
    return sorted(best.values(), key=lambda each: (-each.confidence, order.index(each.role)))


def _judge(signature: Signature, columns: Mapping[str, np.ndarray], layer: str, geometry: str) -> Recognised | None:
    if not matching.geometry_fits(geometry, signature.geometry):
        return None
    if any(has_field(columns, field) is None for field in signature.fields):
        return None
    if any(has_field(columns, field) is not None for field in signature.without):
        return None
    named = _layer_fits(signature, layer)
    if (signature.needs_name or not signature.fields) and not named:
        return None
    reasons = []
    confidence = 0.4
    if signature.fields:
        reasons.append("fields")
        confidence += 0.15 + 0.05 * min(len(signature.fields), 4)
    if named:
        reasons.append("layer_name")
        confidence += 0.25
    elif signature.layers and len(signature.fields) < 2:
        confidence -= 0.1
    if geometry and signature.geometry == geometry:
        reasons.append("geometry")
        confidence += 0.05
    if signature.where:
        rows = rows_of(signature, columns)
        share = float(rows.mean()) if len(rows) else 0.0
        if share == 0.0:
            return None
        reasons.append("codes")
        confidence += 0.1 if share > 0.5 else 0.0
    return Recognised(signature.role, signature.id, min(round(confidence, 3), 0.99), tuple(reasons), signature.names)


def _layer_fits(signature: Signature, layer: str) -> bool:
    name = header(layer)
    return bool(name) and any(fnmatch.fnmatchcase(name, pattern) for pattern in signature.layers)


def rows_of(signature: Signature, columns: Mapping[str, np.ndarray]) -> np.ndarray:
    """Tell which rows are of the signature's role: any condition of `where` holds. Bool array of shape (n,)."""
    count = len(next(iter(columns.values()), ()))
    rows = np.zeros(count, dtype=bool)
    for field, wanted in signature.where.items():
        name = has_field(columns, field)
        if name is None:
            continue
        values = columns[name]
        if not wanted:
            rows |= reading.filled(values)
            continue
        keys = {codes.key(code) for code in wanted}
        rows |= np.array(codes.by_value(values, partial(_is_one_of, keys=keys)), dtype=np.bool_)
    return rows


def _is_one_of(value: object, keys: set[str]) -> bool:
    part = codes.take_apart(value)
    if part is None:
        return False
    text = codes.key(part.code)
    return text in keys or any(key.endswith("*") and text.startswith(key[:-1]) for key in keys)


def _by_fields(columns: Mapping[str, np.ndarray], geometry: str) -> Iterator[Recognised]:
    """Judge roles by fields alone: a role needs its needed column, or two others of its own."""
    nameless = {"fi": "kentistä päätelty", "sv": "slutet av fälten", "en": "judged by its fields"}
    for role, spec in matching.roles().items():
        if role not in _TELLING or not matching.geometry_fits(geometry, spec.geometry):
            continue
        found = matching.assign(columns, role)
        needed, others = _TELLING[role]
        sure = [found[name][0] for name in needed if name in found]
        strong = [each.score for each in sure if each.share >= 0.5]
        if not strong:
            continue
        more = sum(1 for name in others if name in found and found[name][0].score >= 0.5)
        confidence = min(0.2 + 0.35 * max(strong) + 0.08 * min(more, 4), 0.85)
        yield Recognised(role, "", round(confidence, 3), ("fields", "values"), nameless)


_TELLING: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "parcels": (("parcel_id",), ("unit_type", "ematila", "owner")),
    "plan_units": (("zone_code",), ("permitted_m2", "plot_ratio", "block_id", "district", "notation", "places")),
    "zoning": (("zone_code",), ("plan_id",)),
    "buildings": (("building_id", "use"), ("floor_area_m2", "usage_status", "dwellings", "lift", "completed")),
    "groundwater": (("groundwater_class",), ()),
}  # fmt: skip
"""Columns that tell a role without a signature: the needed ones (any of them), and those that make it surer."""


@lru_cache(maxsize=1)
def signatures() -> dict[str, Signature]:
    """Give all signatures by id, read from resources/signatures/.

    Raises:
        PolicyError: a file is wrong; the message names file, line and key.
    """
    out: dict[str, Signature] = {}
    for path in sorted(resource("signatures").glob("*.yaml")):
        reader = Reader.open(path)
        reader.text("source")
        for entry in reader.parts("signatures"):
            signature = _read(entry)
            if signature.id in out:
                raise PolicyError("signature {!r} is there twice", signature.id, file=path.name)
            out[signature.id] = signature
        reader.done()
    return out


def _read(entry: Reader) -> Signature:
    role = entry.text("role", choices=(*matching.roles(), OTHER))
    columns: dict[str, tuple[Rule, ...]] = {}
    if "columns" in entry:
        part = entry.part("columns")
        known = tuple(matching.roles()[role].columns) if role != OTHER else ()
        for name in part.names():
            if name not in known:
                raise part.fail(name, "is not a column of {}", role)
            columns[name] = tuple(_read_rule(rule) for rule in part.parts(name))
    where: dict[str, tuple[str, ...]] = {}
    if "where" in entry:
        part = entry.part("where")
        where = {name: tuple(str(code) for code in part.items(name)) for name in part.names()}
    signature = Signature(
        id=entry.text("id"),
        role=role,
        names=entry.texts("name"),
        layers=tuple(_pattern(str(pattern)) for pattern in entry.items("layers", [])),
        fields=tuple(str(name) for name in entry.items("fields", [])),
        without=tuple(str(name) for name in entry.items("without", [])),
        geometry=entry.text("geometry", "any", choices=matching.GEOMETRIES),
        needs_name=entry.flag("needs_name", False),
        where=where,
        reader=entry.text("reader", "", choices=("", "kaava_json")),
        columns=columns,
    )
    if not signature.fields and not signature.layers:
        raise entry.fail("fields", "give fields or layers, else nothing tells the layer")
    entry.done()
    return signature


def _pattern(pattern: str) -> str:
    return "*".join(header(part) for part in pattern.split("*"))


def _read_rule(entry: Reader) -> Rule:
    rule = Rule(
        field=entry.text("field", ""),
        codes=tuple(str(name) for name in entry.items("codes", [])),
        form=entry.text("form", "", choices=("", *forms.FORMS)),
        value=entry.text("value", None),
        layer=entry.text("layer", ""),
    )
    for name in rule.codes:
        if name not in codes.code_lists():
            raise entry.fail("codes", "there is no code list {!r}", name)
    if sum(map(bool, (rule.field, rule.value is not None, rule.layer))) != 1:
        raise entry.fail("field", "give one of field, value and layer")
    if rule.layer:
        try:
            re.compile(rule.layer)
        except re.error as error:
            raise entry.fail("layer", "is not a pattern: {}", error) from error
    entry.done()
    return rule
