# SPDX-License-Identifier: GPL-2.0-or-later
"""Pieces of parcels put together: a property lies in several places, and map sheets cut it where they end.

What came from different original estates (emätilat) stays apart, since each has a shore right of its own; who asks of
whole properties puts those together, too (`jobs.whole_properties`).
"""

from __future__ import annotations

import numpy as np

from ..features import Features
from . import shapes


def put_together(kept: Features, done: np.ndarray) -> tuple[Features, np.ndarray, np.ndarray]:
    """Put the pieces of each property and original estate together.

    Args:
        kept: parcels, n rows.
        done: object (n,), what was repaired of each row; None = nothing.

    Returns:
        The parcels, what was done to each, and how many rows each is made of.
    """
    geometry, index, pieces = shapes.dissolve(kept.geometry, _groups(kept))
    columns = {name: _first_known(values, index, len(geometry)) for name, values in kept.columns.items()}
    done = _first_known(done, index, len(geometry))
    done[pieces > 1] = ["joined" if text is None else f"{text};joined" for text in done[pieces > 1]]
    return Features(geometry, columns, kept.crs, kept.source), done, pieces


def of_property(kept: Features, values: np.ndarray) -> np.ndarray:
    """Give each row the sum over its property's rows; float64 (n,)."""
    seen: dict[object, int] = {}
    label = np.array([seen.setdefault(key, len(seen)) for key in _keys(kept)], dtype=np.int64)
    return np.bincount(label, values)[label]


def _groups(kept: Features) -> np.ndarray:
    seen: dict[object, int] = {}
    pairs = zip(_keys(kept), kept["ematila"].tolist())
    return np.array([seen.setdefault(pair, len(seen)) for pair in pairs], dtype=np.int64)


def _keys(kept: Features) -> list[tuple[object, object]]:
    """Tell rows of one parcel by its id in the common form; rows without an id stay by themselves."""
    rows = enumerate(zip(kept["parcel_key"].tolist(), kept["parcel_id"].tolist()))
    return [("", row) if key is None else (key, _tail(written)) for row, (key, written) in rows]


def _tail(parcel_id: object) -> str:
    """Give the tail of an unparcelled area ("M0601"), which is a parcel of its own."""
    text = str(parcel_id or "").upper()
    return text[text.index("M") :] if "M" in text[5:] else ""


def _first_known(values: np.ndarray, index: np.ndarray, count: int) -> np.ndarray:
    """Give the first known value of each group."""
    if values.dtype.kind == "f":
        unknown, out = np.isnan(values), np.full(count, np.nan)
    elif values.dtype == object:
        unknown, out = values == None, np.full(count, None, dtype=object)  # noqa: E711 - elementwise
    else:
        unknown, out = np.zeros(len(values), dtype=bool), np.zeros(count, dtype=values.dtype)
    rows = np.flatnonzero(~unknown)[::-1]
    out[index[rows]] = values[rows]
    return out
