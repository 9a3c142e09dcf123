# SPDX-License-Identifier: GPL-2.0-or-later
"""Which field of a layer is which column of a role's table: by name, confirmed by the form of the values.

Roles, columns and names lie in resources/vocabularies/fields.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from ...paths import resource
from ..policy import Reader
from . import forms
from .names import header, match

SAMPLE = 1000
"""Rows looked at when a column's values are judged; project's choice."""

FINDS_SHARE = 0.9
"""Share of values that must fit before a field with an unknown name is taken; project's choice."""

GEOMETRIES = ("point", "line", "polygon", "any")
_KINDS = {0: "point", 1: "line", 2: "line", 3: "polygon", 4: "point", 5: "line", 6: "polygon"}


@dataclass(frozen=True)
class Column:
    """A column of a role: the form of its values, the names it comes under, whether the role needs it."""

    form: str
    names: tuple[str, ...]
    need: bool = False


@dataclass(frozen=True)
class Role:
    """A role: the geometry it must have and its columns in order."""

    geometry: str
    columns: Mapping[str, Column]


@dataclass(frozen=True)
class Candidate:
    """A field that may be a column.

    Attributes:
        field: name as it came.
        name_score: 0-1, how well the name fits.
        share: share of filled values of the right form, NaN when none is filled.
        least: what the name alone counts for, where the form allows any value (ids of another country).
    """

    field: str
    name_score: float
    share: float
    least: float = 0.0

    @property
    def score(self) -> float:
        """0-1: the name's fit times the values' fit; a column without values counts half."""
        share = 0.5 if self.share != self.share else self.share
        return self.name_score * max(share, self.least)


@lru_cache(maxsize=1)
def roles() -> dict[str, Role]:
    """Give every role with its columns.

    Raises:
        PolicyError: fields.yaml names an unknown form or geometry.
    """
    reader = Reader.open(resource("vocabularies", "fields.yaml"))
    reader.text("source")
    part = reader.part("roles")
    out = {}
    for name in part.names():
        entry = part.part(name)
        columns = {}
        table = entry.part("columns")
        for column in table.names():
            one = table.part(column)
            names = tuple(str(word) for word in one.items("names"))
            for word in names:
                if header(word) != word:
                    raise one.fail("names", "{0!r} is not normalised, write {1!r}", word, header(word))
            form = one.text("form", choices=tuple(forms.FORMS))
            names = tuple(dict.fromkeys((header(column), *names)))  # our own tables come back as they went out
            columns[column] = Column(form, names, one.flag("need", False))
            one.done()
        out[name] = Role(entry.text("geometry", choices=GEOMETRIES), columns)
        entry.done()
    reader.done()
    return out


def geometry_kind(geometry: np.ndarray) -> str:
    """Give "point", "line" or "polygon" when (nearly) all shapes are that, "mixed", or "" when there are none."""
    step = max(1, len(geometry) // 20_000)
    types = shapely.get_type_id(geometry[::step])
    kinds, counts = np.unique([_KINDS.get(kind, "mixed") for kind in types[types >= 0].tolist()], return_counts=True)
    if not len(kinds):
        return ""
    return str(kinds[counts.argmax()]) if counts.max() >= 0.95 * counts.sum() else "mixed"


def geometry_fits(kind: str, wanted: str) -> bool:
    """Tell whether a layer of this kind of shapes can be of a role that wants that geometry."""
    return wanted == "any" or kind in ("", "mixed", wanted)


def sample(columns: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Give up to SAMPLE rows, evenly spread, of each column."""
    count = len(next(iter(columns.values()), ()))
    if count <= SAMPLE:
        return dict(columns)
    rows = np.linspace(0, count - 1, SAMPLE).astype(int)
    return {name: values[rows] for name, values in columns.items()}


def candidates(columns: Mapping[str, np.ndarray], wanted: Column, others: Iterable[Column] = ()) -> list[Candidate]:
    """Give the fields that may be a column, best first; equal ones in the order of the names in fields.yaml.

    Args:
        columns: name as it came -> sampled values.
        wanted: the column of the role.
        others: the role's columns; a field whose cut name fits one of them better is left to it.
    """
    form = forms.FORMS[wanted.form]
    out = []
    for field, values in columns.items():
        name_score, exact = _name_score(field, wanted.names)
        if name_score > 0 and not exact:
            name_score *= all(_name_score(field, other.names)[0] <= name_score for other in others)
        if name_score > 0:
            share = forms.share(form, values)
            if share != share or share >= form.least:
                out.append(Candidate(field, name_score, share, _by_name_alone(wanted.form)))
    if not out and form.finds:
        for field, values in columns.items():
            share = forms.share(form, values) if values.dtype.kind in "OiuU" else float("nan")
            if share >= FINDS_SHARE and _varied(values):
                out.append(Candidate(field, 0.4, share))
    return sorted(out, key=lambda each: -each.score)


def _by_name_alone(form: str) -> float:
    """Text says nothing of itself, so its name counts whole; an id may be another country's, its name counts half."""
    if form == "text":
        return 1.0
    return 0.0 if forms.FORMS[form].least else 0.5


def _name_score(field: str, names: Iterable[str]) -> tuple[float, bool]:
    """Give how well a name fits the best of some, 0-1, less for the later ones; and whether it is that name."""
    best, exact = 0.0, False
    for place, name in enumerate(names):
        fits = match(field, name)
        if fits > 0:
            score = fits * (1.0 - 0.02 * min(place, 20))
            if score > best:
                best, exact = score, fits == 1.0
    return best, exact


def _varied(values: np.ndarray) -> bool:
    """A field found by its values alone must have several, longer than one sign: "K" may be yes, a street or a code."""
    texts = {str(value).strip() for value in values.tolist() if value is not None}
    return len(texts) > 1 and sum(len(text) > 1 for text in texts) > 1


def assign(columns: Mapping[str, np.ndarray], role: str) -> dict[str, list[Candidate]]:
    """Give the candidates of each column of a role that has any."""
    some = sample(columns)
    wanted = roles()[role].columns
    found = {name: candidates(some, column, wanted.values()) for name, column in wanted.items()}
    return {name: fields for name, fields in found.items() if fields}
