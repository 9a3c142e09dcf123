# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes plan units fit to be counted: parts of one unit together, each area once, only what is in force.

- Rows with the same id and the same attributes are parts of one unit: their areas add up, their right counts once.
- The same polygon twice with the same attributes counts once.
- Where units of different plans overlap, the one approved later is in force; where ages don't decide, none is chosen.
- Units of one plan overlap only by mistake; such a pair is found where the inner point of one lies in the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from ..features import Features, true_area_m2
from ..measures import unite
from ..measures._parts import tiled
from ..progress import Progress, chunks, silent
from .method import Method
from .notation import NotationColumns, parse_columns
from .reasons import Reasons

TEXTS = (
    "unit_id", "zone_code", "notation", "storeys", "block_id", "district", "plan_id", "plan_status", "approved",
    "protection",
)  # fmt: skip
NUMBERS = ("permitted_m2", "plot_ratio", "area_m2", "places", "coverage_pct", "volume_m3")
_SAME = (*TEXTS, *NUMBERS)
_PAIRS = 20_000
_NARROW_M = 0.01
"""What is narrower isn't looked at: neighbours that share a border are told from such that overlap by shrinking one,
which takes a third of the time of relating their interiors."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
_FACTS = ("permitted_m2", "plot_ratio", "places", "volume_m3", "coverage_pct")


@dataclass(frozen=True)
class Units:
    """Plan units, one row each.

    Attributes:
        features: geometry (parts as one multipolygon) with every input column.
        area_m2: register area where there is one, else area on the ground.
        lost_share: share of each unit's area that newer plans in force have taken.
        ground: what newer plans have left of each unit's geometry: here its right, its buildings and its parcels lie.
        counted: units that count in sums: in force, not duplicates, not superseded.
        notation: what the notation column says.
        reasons: so far.
    """

    features: Features
    area_m2: np.ndarray
    lost_share: np.ndarray
    ground: np.ndarray
    counted: np.ndarray
    notation: NotationColumns
    reasons: Reasons
    _texts: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.features)

    def text(self, name: str) -> np.ndarray:
        """Give a text column; None everywhere where the layer lacks it."""
        if name not in self._texts:
            self._texts[name] = text(self.features, name)
        return self._texts[name]

    def number(self, name: str) -> np.ndarray:
        """Give a number column; NaN everywhere where the layer lacks it."""
        return number(self.features, name)


def text(table: Features, name: str) -> np.ndarray:
    """Give a text column of a table, blanks as None; all None where the table lacks it."""
    if name not in table:
        return np.full(len(table), None, dtype=object)
    out = np.empty(len(table), dtype=object)
    out[:] = [(v.strip() or None) if v.__class__ is str else _said(v) for v in table[name].tolist()]
    return out


def _said(value: object) -> str | None:
    return None if value is None or value != value else str(value).strip() or None


def number(table: Features, name: str) -> np.ndarray:
    """Give a number column of a table; all NaN where the table lacks it."""
    if name not in table:
        return np.full(len(table), np.nan)
    values = table[name]
    return values.astype(float) if values.dtype != object else np.array([_float(v) for v in values.tolist()])


def _float(value: object) -> float:
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return np.nan


def prepare(plan_units: Features, method: Method, parameters: Mapping[str, Any], progress: Progress = silent) -> Units:
    """Put the rows of a plan-unit layer together into units; see the module."""
    table = plan_units.in_metres()
    row_area = true_area_m2(table.geometry, table.crs)
    label = _labels([text(table, name) for name in TEXTS] + [number(table, name) for name in NUMBERS])
    twin = _twins(table.geometry, row_area, label)
    first, unit_of_row = _together(text(table, "unit_id"), label, twin)
    features = table.take(first).with_geometry(unite.by_key(unit_of_row, table.geometry)[1])
    ground = np.bincount(unit_of_row[twin < 0], row_area[twin < 0], minlength=len(first))
    register = number(features, "area_m2")
    area = np.where(register > 0, register, np.where(ground > 0, ground, np.nan))
    area[shapely.is_missing(features.geometry) & ~(register > 0)] = np.nan
    duplicate = twin[first] >= 0

    reasons = Reasons(len(first), method)
    reasons.add("duplicate_polygon", duplicate)
    _note_repeated_ids(reasons, text(features, "unit_id"), duplicate)
    in_force = _in_force(reasons, text(features, "plan_status"), method)
    notation = parse_columns(text(features, "notation").tolist(), method.kinds)
    says = _says_right(features, notation)
    contest = in_force & ~duplicate & ~shapely.is_missing(features.geometry)
    lost, ground = _settle_overlaps(features, contest, says, reasons, float(parameters["overlap_share"]), progress)
    counted = in_force & ~duplicate
    gone = lost >= float(parameters["whole_share"])
    reasons.add("superseded", gone)
    return Units(features, area, np.where(gone, 1.0, lost), ground, counted & ~gone, notation, reasons)


def _labels(columns: list[np.ndarray]) -> np.ndarray:
    """Give rows that agree in every column the same whole number, int64 (n,)."""
    label = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        if column.dtype == object:
            position: dict[object, int] = {}
            own = np.array([position.setdefault(value, len(position)) for value in column.tolist()], dtype=np.int64)
        else:
            own = np.unique(column, return_inverse=True)[1].reshape(-1)  # NaNs are one value there
        label = np.unique(label * (own.max(initial=0) + 1) + own, return_inverse=True)[1].reshape(-1)
    return label


def _twins(geometry: np.ndarray, area: np.ndarray, label: np.ndarray) -> np.ndarray:
    """Give for each row the earlier row with the same polygon and attributes, -1 where there is none."""
    twin = np.full(len(geometry), -1, dtype=np.int64)
    box = np.round(shapely.bounds(geometry), 2)
    there = np.flatnonzero(np.isfinite(box).all(axis=1))
    if not len(there):
        return twin
    key = np.column_stack([label[there], box[there], np.round(area[there], 1)])
    order = np.lexsort((there, *key.T))
    same = (key[order][1:] == key[order][:-1]).all(axis=1)
    start = np.flatnonzero(np.append(True, ~same))
    head = order[start[np.cumsum(np.append(True, ~same)) - 1]]
    later, earlier = there[order], there[head]
    pair = later != earlier
    later, earlier = later[pair], earlier[pair]
    a, b = shapely.normalize(geometry[later]), shapely.normalize(geometry[earlier])
    equal = shapely.equals_exact(a, b, 0.01)
    twin[later[equal]] = earlier[equal]
    return twin


def _together(unit_id: np.ndarray, label: np.ndarray, twin: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the first row of each unit, and the unit of each row. A duplicate stays a row of its own."""
    count = len(label)
    key = np.where((unit_id == None) | (twin >= 0), count + np.arange(count), label)  # noqa: E711
    _, first, unit = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")  # units in the order of their first rows
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return first[order], place[unit.reshape(-1)]


def _note_repeated_ids(reasons: Reasons, unit_id: np.ndarray, duplicate: np.ndarray) -> None:
    known = np.array([value is not None for value in unit_id.tolist()], dtype=bool) & ~duplicate
    if not known.any():
        return
    _, place, count = np.unique(unit_id[known].astype(str), return_inverse=True, return_counts=True)
    repeated = np.zeros(len(unit_id), dtype=bool)
    repeated[known] = count[place.reshape(-1)] > 1
    reasons.add("unit_id_repeated", repeated)


def _in_force(reasons: Reasons, status: np.ndarray, method: Method) -> np.ndarray:
    """Tell which units are in force. Without a status they are: layers of plan units hold what is in force."""
    said = [None if value is None else value.lower() for value in status.tolist()]
    force, other = set(method.lists["in_force"]), set(method.lists["not_in_force"])
    ended = np.array([value in other for value in said], dtype=bool)
    strange = np.array([value is not None and value not in other and value not in force for value in said], dtype=bool)
    reasons.add("plan_not_in_force", ended)
    reasons.add("plan_status_unread", strange, status[strange])
    return ~ended


def _says_right(features: Features, notation: NotationColumns) -> np.ndarray:
    says = notation.says("main_right_m2") | notation.says("plot_ratio") | notation.says("volume_m3")
    for name in _FACTS:
        says = says | (number(features, name) > 0)
    return says | notation.says("places") | notation.says("extra_m2")


def _settle_overlaps(
    features: Features, contest: np.ndarray, says: np.ndarray, reasons: Reasons, least: float, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """Note who is newer than whom; give the share of each unit that newer units have taken, and the ground left."""
    rows = np.flatnonzero(contest)
    geometry = features.geometry[rows]
    plan_id, approved = text(features, "plan_id")[rows], text(features, "approved")[rows]
    plan = _labels([plan_id, approved])
    has_plan = np.array([a is not None or b is not None for a, b in zip(plan_id, approved)], dtype=bool)
    a, b, shared = _common_ground(geometry, plan, has_plan, progress)
    size = shapely.area(geometry)
    pair, place = np.unique(a * max(len(rows), 1) + b, return_inverse=True)
    common = np.bincount(place.reshape(-1), shapely.area(shared), minlength=len(pair))[place.reshape(-1)]
    real = common > least * np.minimum(size[a], size[b])
    a, b, shared, common = a[real], b[real], shared[real], common[real]

    day = _days(approved)
    older = np.where(day[a] < day[b], a, b)
    newer = np.where(day[a] < day[b], b, a)
    decided = _comparable(day[a], day[b])
    lost, ground = np.zeros(len(features)), features.geometry.copy()
    unit, taken = unite.by_key(older[decided], shared[decided])
    share = np.minimum(shapely.area(taken) / np.where(size[unit] > 0, size[unit], np.nan), 1.0)
    real = share > least
    lost[rows[unit[real]]] = share[real]
    ground[rows[unit[real]]] = shapely.difference(geometry[unit[real]], taken[real])
    newest = np.zeros(len(features), dtype=bool)
    newest[rows[newer[decided]]] = True
    reasons.add("newer_than_other", newest)

    open_ = ~decided & says[rows[a]] & says[rows[b]]
    undecided = np.zeros(len(features), dtype=bool)
    for side in (a, b):
        undecided[rows[side[open_ & (common > least * size[side])]]] = True
    reasons.add("overlap_undecided", undecided)
    return lost, ground


def _common_ground(
    geometry: np.ndarray, plan: np.ndarray, has_plan: np.ndarray, progress: Progress
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find the ground that two units share.

    Of different or unknown plans every pair is looked at for ground wider than a centimetre; of one plan those where
    the inner point of one lies in the other. Units of many vertices (a street area) are cut to tiles first.

    Returns:
        Rows a < b and the shape they share, in one or more pieces a pair.
    """
    tile, owner = tiled(geometry, np.arange(len(geometry)))
    tree = shapely.STRtree(tile)
    one, two = tree.query(tile)
    apart = (owner[one] < owner[two]) & ((plan[owner[one]] != plan[owner[two]]) | ~has_plan[owner[one]])
    one, two = one[apart], two[apart]
    core, place = np.unique(one, return_inverse=True)
    inner_part = shapely.buffer(tile[core], -_NARROW_M, join_style="mitre", quad_segs=1)
    shapely.prepare(inner_part)
    shares = np.zeros(len(one), dtype=bool)
    for now in chunks(len(one), _PAIRS, progress):
        shares[now] = shapely.intersects(inner_part[place[now]], tile[two[now]])
    one, two = one[shares], two[shares]
    a, b, shared = owner[one], owner[two], shapely.intersection(tile[one], tile[two])

    inner = shapely.STRtree(shapely.point_on_surface(geometry))
    holder, point = inner.query(tile, predicate="contains")
    holder = owner[holder]
    same = (point != holder) & (plan[point] == plan[holder]) & has_plan[point]
    low, high = np.minimum(point[same], holder[same]), np.maximum(point[same], holder[same])
    key = np.unique(low * max(len(geometry), 1) + high)
    low, high = key // max(len(geometry), 1), key % max(len(geometry), 1)
    within = shapely.intersection(geometry[low], geometry[high])
    return np.concatenate([a, low]), np.concatenate([b, high]), np.concatenate([shared, within])


def _days(dates: np.ndarray) -> np.ndarray:
    """Give ISO dates as yyyymmdd, a bare year as yyyy0000, 0 where unknown or a placeholder, int64 (n,)."""
    position: dict[object, int] = {}
    place = np.array([position.setdefault(value, len(position)) for value in dates.tolist()], dtype=np.int64)
    return np.array([_day(value) for value in position], dtype=np.int64)[place]


def _day(value: object) -> int:
    match = _DATE.match(str(value or ""))
    if not match:
        return 0
    day = int("".join(part or "00" for part in match.groups()))
    return 0 if day // 10_000 >= 9000 or day in (19000101, 19000000) else day


def _comparable(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Tell which pairs of days can be put in order: within one year only if both name the day."""
    known = (a > 0) & (b > 0)
    return known & ((a // 10_000 != b // 10_000) | ((a != b) & (a % 100 > 0) & (b % 100 > 0)))
