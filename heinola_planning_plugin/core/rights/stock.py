# SPDX-License-Identifier: GPL-2.0-or-later
"""What the building stock of a plot tells: houses that a lift could be built to, damaged buildings of the city, age."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..features import Features
from .method import Method
from .units import number, text
from .used import Buildings

LIFT = ("no", "unknown", "yes")


def lift_candidates(buildings: Buildings, least_dwellings: float, least_storeys: float) -> np.ndarray:
    """Tell which buildings could get ARA's lift grant: "yes", "no" or "unknown", object (m,).

    An apartment house of three dwellings or more, two residential storeys or more, no lift (Ara, hissiavustus; some
    towns add their own share from three storeys on). Where use, dwellings, storeys or lift isn't known and nothing
    known rules the house out, it is unknown: a class of its own, not a no.
    """
    table = buildings.features
    dwellings, storeys, lift = (number(table, name) for name in ("dwellings", "storeys", "lift"))
    with np.errstate(invalid="ignore"):
        out_of = (buildings.apartment == 0) | (dwellings < least_dwellings) | (storeys < least_storeys) | (lift == 1)
    unsure = np.isnan(buildings.apartment) | np.isnan(dwellings) | np.isnan(storeys) | np.isnan(lift)
    return np.array(LIFT, dtype=object)[np.where(out_of, 0, np.where(unsure, 1, 2))]


def worst_of_plot(classes: np.ndarray, plot: np.ndarray, count: int) -> np.ndarray:
    """Give each plot's class: yes if any of its buildings is, else unknown if any is, else no; object (n,)."""
    level = np.zeros(count, dtype=np.int64)
    on = plot >= 0
    order = {name: k for k, name in enumerate(LIFT)}
    np.maximum.at(level, plot[on], np.array([order[name] for name in classes[on].tolist()], dtype=np.int64))
    return np.array(LIFT, dtype=object)[level]


def with_plot(buildings: Features, plot: np.ndarray, table: Features, columns: Mapping[str, str]) -> Features:
    """Give buildings with columns of their plots: new name -> column of `table`; unknown for buildings on none."""
    added = {}
    for name, column in columns.items():
        values = table[column]
        empty: object = None if values.dtype == object else np.nan
        out = np.full(len(buildings), empty, dtype=object if values.dtype == object else float)
        out[plot >= 0] = values[plot[plot >= 0]]
        added[name] = out
    return buildings.with_columns(added)


def damaged_municipal(buildings: Features, method: Method) -> np.ndarray:
    """Tell which buildings the municipality owns and their condition names damage, bool (m,).

    Args:
        buildings: with `owner` as a class; see `owners`.
        method: with the words for damage.
    """
    words = method.lists["damage"]
    said = [
        value is not None and any(word in value.lower() for word in words) for value in text(buildings, "condition")
    ]
    return (text(buildings, "owner") == "city") & np.array(said, dtype=bool)


def median_year(buildings: Features, plot: np.ndarray, count: int) -> np.ndarray:
    """Give the median year of completion of each plot's buildings, float64 (n,), NaN where none is known."""
    day = text(buildings, "completed").tolist()
    year = np.array([float(v[:4]) if v is not None and v[:4].isdigit() else np.nan for v in day])
    year[(year < 1600) | (year == 1900) | (year > 2200)] = np.nan  # 1900 and 9999 stand for unknown
    known = (plot >= 0) & ~np.isnan(year)
    plot, year = plot[known], year[known]
    order = np.lexsort((year, plot))
    plot, year = plot[order], year[order]
    size = np.bincount(plot, minlength=count)
    start = np.cumsum(size) - size
    having = np.flatnonzero(size)
    out = np.full(count, np.nan)
    low, high = start[having] + (size[having] - 1) // 2, start[having] + size[having] // 2
    out[having] = (year[low] + year[high]) / 2
    return out
