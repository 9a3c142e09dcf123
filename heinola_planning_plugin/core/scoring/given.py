# SPDX-License-Identifier: GPL-2.0-or-later
"""What a layer of the user's own gives to criteria: numbers that came as text are read, and what it lacks is named."""

from __future__ import annotations

import numpy as np

from ..errors import InputError
from ..features import Features
from ..intake import reading
from .criteria import CriteriaSet

_ORDERED = ("<", "<=", ">", ">=")


def evidence(table: Features, criteria: CriteriaSet) -> dict[str, np.ndarray]:
    """Give a layer's columns as `evaluate` wants them: text is read as numbers where a curve or a limit needs these.

    Numbers may be written as Finnish tables have them ("1 200,5"), and words for unknown are unknown.

    Raises:
        InputError: a text that is no number; names layer, field and value.
    """
    wanted = {one.field for one in criteria.criteria if one.curve.kind != "category"}
    wanted |= {one.field for one in criteria.constraints if one.op in _ORDERED}
    out = dict(table.columns)
    for name in wanted.intersection(out):
        held = out[name]
        if held.dtype != object:
            continue
        out[name] = reading.numbers(held)
        for row in np.flatnonzero(np.isnan(out[name]) & reading.filled(held))[:1]:
            raise InputError("is not a number", layer=table.source.name, field=name, value=held[row])
    return out


def lacking(table: Features, criteria: CriteriaSet) -> list[str]:
    """Name the fields that criteria and constraints ask for and the layer doesn't have, each once."""
    asked = [one.field for one in criteria.criteria] + [one.field for one in criteria.constraints]
    return [name for name in dict.fromkeys(asked) if name not in table]
