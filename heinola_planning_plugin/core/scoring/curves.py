# SPDX-License-Identifier: GPL-2.0-or-later
"""Value curves: from a measured number (or a class) to a value of 0-1, the planner's judgement made visible.

linear     {type: linear, full: 1000, zero: 10000}          1 at `full`, 0 at `zero`, straight between, flat outside
piecewise  {type: piecewise, points: [[0, 0], [5, 1]]}      straight between the points, flat outside
step       {type: step, steps: [[100, 1], [300, 0.5]], otherwise: 0}   value of the first bound >= the number
category   {type: category, values: {T: 1, TY: 0.8}, otherwise: null}  value of the class; null = unknown
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ..policy import Reader


@dataclass(frozen=True)
class Curve:
    """One value curve; call it with the measured column, shape (n,), for values of shape (n,), NaN = unknown."""

    kind: str
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    categories: tuple[tuple[str, float], ...] = ()
    otherwise: float = float("nan")

    def __call__(self, measured: np.ndarray) -> np.ndarray:
        if self.kind == "category":
            return self._by_category(measured)
        numbers = np.asarray(measured, dtype=float)
        if self.kind == "step":
            bound = np.searchsorted(self.x, numbers, side="left")  # first bound that is not below the number
            values = np.append(self.y, self.otherwise)[np.minimum(bound, len(self.x))]
        else:
            values = np.interp(numbers, self.x, self.y)
        return np.where(np.isnan(numbers), np.nan, values)

    def _by_category(self, measured: np.ndarray) -> np.ndarray:
        known = {_TRUTH.get(name.lower(), name): value for name, value in self.categories} | dict(self.categories)
        missing = ("", "None", "nan")
        keys, inverse = np.unique(_as_text(measured), return_inverse=True)
        values = [np.nan if key in missing else known.get(key, self.otherwise) for key in keys.tolist()]
        return np.array(values, dtype=float)[inverse] if len(keys) else np.empty(0)


_TRUTH = {"true": "1", "false": "0"}
"""How `_as_text` writes yes and no."""


def _as_text(measured: np.ndarray) -> np.ndarray:
    """Write classes as a criteria file does: 3, not 3.0; yes and no as 1 and 0."""
    if measured.dtype.kind == "b":
        measured = measured.astype(float)
    if measured.dtype.kind == "f" and np.all((measured == np.trunc(measured)) | np.isnan(measured)):
        return np.where(np.isnan(measured), "nan", np.nan_to_num(measured).astype(np.int64).astype(str))
    return measured.astype(str)


def read_curve(reader: Reader) -> Curve:
    """Read a curve from a policy file; see the module's text for the forms."""
    kind = reader.text("type", choices=("linear", "piecewise", "step", "category"))
    if kind == "linear":
        full, zero = float(reader.number("full")), float(reader.number("zero"))
        if full == zero:
            raise reader.fail("zero", "must differ from 'full'")
        ends = sorted(((full, 1.0), (zero, 0.0)))
        curve = Curve(kind, tuple(x for x, _ in ends), tuple(y for _, y in ends))
    elif kind == "piecewise":
        x, y = _pairs(reader, "points")
        curve = Curve(kind, x, y)
    elif kind == "step":
        x, y = _pairs(reader, "steps")
        curve = Curve(kind, x, y, otherwise=float(reader.number("otherwise", 0.0, 0, 1)))
    else:
        part = reader.part("values")
        values = tuple((key, float(part.number(key, low=0, high=1))) for key in part.names())
        otherwise = reader.number("otherwise", None, 0, 1)
        curve = Curve(kind, categories=values, otherwise=float("nan") if otherwise is None else float(otherwise))
    reader.done()
    return curve


def _pairs(reader: Reader, key: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    pairs = reader.items(key)
    for pair in pairs:
        if not (
            isinstance(pair, list)
            and len(pair) == 2
            and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in pair)
        ):
            raise reader.fail(key, "{!r} is not a pair of numbers", pair)
        if not 0 <= pair[1] <= 1:
            raise reader.fail(key, "value {} is outside 0-1", pair[1])
    x = tuple(float(pair[0]) for pair in pairs)
    if (len(x) < 2 and key == "points") or not x or any(b <= a for a, b in pairwise(x)):
        raise reader.fail(key, "must be in growing order" if len(x) > 1 else "has too few pairs")
    return x, tuple(float(pair[1]) for pair in pairs)
