# SPDX-License-Identifier: GPL-2.0-or-later
"""Sums of building right over blocks and districts, in the terms of HSY's SeutuRAMAVA.

Each unit's reserve is cut at 0 before it is summed, so an overbuilt unit doesn't cancel another's reserve (in HSY's
block 0490100001 of 2025 the reserve is larger than right minus used floor area). Field names are HSY's: `kala` right,
`karayht` floor area in use (with what is under construction), `karaas` and `karamu` its residential and other part,
`rakerayht` under construction, `laskvar_*` calculated reserve by use class, `laskvar_yh` in all.

Sources: HSY, Pääkaupunkiseudun tonttivaranto kortteleittain (avoindata.fi); HRI, Pääkaupunkiseudun rakennusmaavaranto
(areas with fewer than 5 units or buildings are blank); Helsinki, Yleiskaavavarantoselvitys 2012:4 (states of a right).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from ..features import Features, text_column
from ..measures import overlap
from ..progress import chunks

CLASSES = ("ak", "ap", "k", "t", "y", "nn")
_GROUPS = 50  # an overlap in one group costs its fellows a slow union, too
HIDDEN = (
    "kala", "karayht", "karaas", "karamu", "karatun", "rakerayht", "unused_m2", "unused_protected_m2", "overbuilt_m2",
    "use_rate",
)  # fmt: skip
"""What `public` blanks, beside the reserves."""


def summarise(units: Mapping[str, np.ndarray], by: Sequence[str]) -> dict[str, np.ndarray]:
    """Sum units by the values of some columns.

    Args:
        units: columns of shape (n,): those named in `by`, `use_class`, `counted`, `protected` (bool), `area_m2`,
            `permitted_m2`, `unused_m2`, `reserve_m2`, `overbuilt_m2`, `used_m2`, `used_known_m2`, `residential_m2`,
            `other_m2`, `unknown_use_m2`, `under_way_m2`, `buildings`, `protection`.
        by: the columns to group by, for instance ("district", "block_id").

    Returns:
        Columns of shape (k,), ordered by the group's names: the names, `units`, `buildings`, `units_unknown` (right or
        used floor area unknown, so not in the reserve), `units_protected`, their marks `protection`, `area_m2`, HSY's
        fields, `unused_m2`, `unused_protected_m2` (of protected units: not free), `use_rate` (of the units whose right
        and use are both known) and `overbuilt_m2`.
        `karatun` is floor area of unknown use. A sum over nothing known is NaN, never 0. A unit whose use class is
        unknown counts in `laskvar_nn`.
    """
    rows = np.flatnonzero(units["counted"])
    names = [units[column][rows] for column in by]
    keys = np.array(["\x1f".join("" if v is None else str(v) for v in row) for row in zip(*names)], dtype=object)
    _, first, group = np.unique(keys.astype(str), return_index=True, return_inverse=True)
    group = group.reshape(-1)
    count = len(first)

    def total(values: np.ndarray, chosen: np.ndarray | None = None) -> np.ndarray:
        values = values[rows].astype(float)
        known = ~np.isnan(values)
        if chosen is not None:
            values = np.where(chosen, values, 0.0)
        summed = np.bincount(group[known], values[known], minlength=count)
        return np.where(np.bincount(group[known], minlength=count) > 0, summed, np.nan)

    reserve = units["reserve_m2"]
    use = np.array([v if v in CLASSES else "nn" for v in units["use_class"][rows].tolist()], dtype=object)
    out = {column: text_column(values[first].tolist()) for column, values in zip(by, names)}
    out["units"] = np.bincount(group, minlength=count)
    out["buildings"] = np.bincount(group, units["buildings"][rows], minlength=count).astype(np.int64)
    out["units_unknown"] = np.bincount(group[np.isnan(reserve[rows])], minlength=count)
    protected = units["protected"][rows].astype(bool)
    out["units_protected"] = np.bincount(group[protected], minlength=count)
    out["protection"] = _marks(units["protection"][rows], group, count)
    out["area_m2"] = total(units["area_m2"])
    out["kala"] = total(units["permitted_m2"])
    # A unit on which nothing but unknown floor area stands has a lower bound of 0, but nothing known to add.
    blank = np.isnan(units["used_m2"]) & (units["used_known_m2"] == 0)
    for field, column in (
        ("karayht", "used_known_m2"), ("karaas", "residential_m2"), ("karamu", "other_m2"),
        ("karatun", "unknown_use_m2"), ("rakerayht", "under_way_m2"),
    ):  # fmt: skip
        out[field] = total(np.where(blank, np.nan, units[column]))
    for name in CLASSES:
        out[f"laskvar_{name}"] = total(reserve, use == name)
    out["laskvar_yh"] = total(reserve)
    out["unused_m2"] = total(units["unused_m2"])
    out["unused_protected_m2"] = total(units["unused_m2"], protected)
    out["overbuilt_m2"] = total(units["overbuilt_m2"])
    whole = ~np.isnan(reserve[rows])  # right and use both known
    with np.errstate(invalid="ignore", divide="ignore"):
        out["use_rate"] = total(np.where(np.isnan(reserve), np.nan, units["used_known_m2"])) / total(
            units["permitted_m2"], whole
        )
    return out


def _marks(marks: np.ndarray, group: np.ndarray, count: int) -> np.ndarray:
    """Join each group's different marks by "; "; None where it has none."""
    said: list[set[str]] = [set() for _ in range(count)]
    for row in np.flatnonzero(marks != None).tolist():  # noqa: E711
        said[group[row]].add(marks[row])
    out = np.empty(count, dtype=object)
    out[:] = ["; ".join(sorted(own)) or None for own in said]
    return out


def public(summary: Mapping[str, np.ndarray], min_units: int = 5) -> dict[str, np.ndarray]:
    """Give the table that may be shown to everybody: figures of areas with few units or buildings are NaN.

    Returns:
        The same columns and `hidden` (bool). Only areas with a right are kept, as HSY does.
    """
    kept = ~np.isnan(summary["kala"])
    few = (summary["units"] < min_units) | (summary["buildings"] < min_units)
    out = {}
    for name, values in summary.items():
        secret = name in HIDDEN or name.startswith("laskvar_")
        out[name] = (np.where(few, np.nan, values) if secret else values)[kept]
    return {**out, "hidden": few[kept]}


def outlines(pieces: Features, summary: Mapping[str, np.ndarray], by: Sequence[str]) -> Features:
    """Give a summary with the united shape of each area's pieces; what has no name (no block) has no shape."""
    place = {row: k for k, row in enumerate(zip(*[summary[column].tolist() for column in by]))}
    named = np.array([value is not None for value in pieces[by[-1]].tolist()], dtype=bool)
    rows = np.flatnonzero(named & ~shapely.is_missing(pieces.geometry))
    keys = zip(*[pieces[column][rows].tolist() for column in by])
    owner = np.array([place[key] for key in keys], dtype=np.int64)
    part, of = shapely.get_parts(pieces.geometry[rows], return_index=True)
    areal = shapely.get_type_id(part) == 3
    out = np.full(len(place), None, dtype=object)
    found, shapes = _united(owner[of[areal]], part[areal])
    out[found] = shapes
    return Features(out, summary, pieces.crs, pieces.source)


def _united(owner: np.ndarray, part: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Unite polygons by owner.

    Blocks of a district lie apart, so putting them side by side is enough; plots of a block touch along their borders,
    so they are a coverage; a plain union, which costs ten times as much as the first, is left for the rest.
    """
    order = np.argsort(owner, kind="stable")
    owner, part = owner[order], part[order]
    rows, start, size = np.unique(owner, return_index=True, return_counts=True)
    out = shapely.multipolygons(part, indices=np.repeat(np.arange(len(rows)), size))
    touching = ~shapely.is_valid(out)
    for several in np.unique(size[touching]):
        chosen = np.flatnonzero(touching & (size == several))
        for now in chunks(len(chosen), _GROUPS):
            some = chosen[now]
            out[some] = _coverage(part[start[some][:, None] + np.arange(several)])
    return rows, out


def _coverage(groups: np.ndarray) -> np.ndarray:
    """Unite the polygons of each row of (k, m)."""
    try:
        with np.errstate(invalid="ignore"):
            out = shapely.coverage_union_all(groups, axis=1)
    except shapely.errors.GEOSException:  # some overlap
        return shapely.union_all(groups, axis=1)
    whole = shapely.area(groups).sum(axis=1)
    wrong = ~shapely.is_valid(out) | (np.abs(shapely.area(out) - whole) > 1e-6 * whole)
    out[wrong] = shapely.union_all(groups[wrong], axis=1)
    return out


def states(general: Features, units: Features) -> Features:
    """Follow the right of general-plan areas through its states: general plan -> detail plan -> permit -> built.

    A right leaves the general plan's reserve when a detail plan takes it over, and the detail plan's reserve when a
    building permit is granted (Helsinki 2012).

    Args:
        general: areas of a general plan with `permitted_m2`, the right that it fixes.
        units: the table of `reserve.building_rights`.

    Returns:
        `general` with `detail_m2` (right of the detail plans inside), `general_reserve_m2`, `detail_reserve_m2`,
        `permit_m2`, `built_m2`, and `units_unknown`. The general plan's reserve is NaN where the right of some unit
        inside is unknown; the other sums are over what is known, NaN where nothing is.
    """
    rows = np.flatnonzero(units["counted"])
    index, _ = overlap.largest(units.geometry[rows], general.to_crs(units.crs).geometry)
    inside = index >= 0
    area, rows = index[inside], rows[inside]
    count = len(general)

    def total(values: np.ndarray) -> np.ndarray:
        own = values[rows].astype(float)
        missing = np.isnan(own)
        none_known = np.bincount(area, minlength=count) == np.bincount(area[missing], minlength=count)
        summed = np.bincount(area, np.nan_to_num(own), minlength=count)
        return np.where(none_known & (np.bincount(area, minlength=count) > 0), np.nan, summed)

    right = total(units["permitted_m2"])
    right_unknown = np.bincount(area[np.isnan(units["permitted_m2"][rows])], minlength=count)
    left = np.maximum(general["permitted_m2"].astype(float) - right, 0.0)
    named = [name for name in ("zone_code", "name", "plan_id", "permitted_m2") if name in general]
    return general.select(named).with_columns(
        {
            "detail_m2": right,
            "general_reserve_m2": np.where(right_unknown > 0, np.nan, left),
            "detail_reserve_m2": total(units["reserve_m2"]),
            "permit_m2": total(units["under_way_m2"]),
            "built_m2": total(units["used_known_m2"]) - total(units["under_way_m2"]),
            "units_unknown": np.bincount(area[np.isnan(units["reserve_m2"][rows])], minlength=count),
        }
    )
