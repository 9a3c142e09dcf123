# SPDX-License-Identifier: GPL-2.0-or-later
"""The zoning in force laid over the strategy's target areas.

Each zone is cut by the borders of the target areas, so that its pieces cover it once: **one row per zone and
combination of target areas**, the ground outside every area among them. Areas of pieces therefore sum to the zone's
area and their shares to 1, also where target areas overlap. What several measures say of one piece stands in that one
row; docs/strategy.md has the rule with its formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from ...paths import resource
from ..features import Features, scale_factors
from ..measures import overlap
from ..policy import Reader
from ..progress import Progress, part, silent
from ..vocabulary import PlanCodes, plan_codes
from .gaps import UNIT_COLUMNS, Amounts, Laid, gap_table
from .model import Area, Measure, Strategy, Target
from .places import Places, find_places, only_polygons, polygons

RELATIONS = ("advances", "neutral", "conflicts")

_SNAP_M = 1e-6
"""How near a corner is to an edge that it lies on: above the rounding of coordinates of 27 million metres."""


@dataclass(frozen=True)
class Overlay:
    """What the overlay gave.

    Attributes:
        pieces: zones cut by target areas. Columns: `zone_row` (int, row of the zone in the input), `zone_code` as
            written, `land_use`, `target_id`, `measure_id`, `relation`, `advances`, `conflicts` (ids, `;`-separated),
            `area_m2` (on the ground), `share_of_zone`, `explanation`, and the zoning's `plan_id` and `name` where it
            has them. Ordered by zone, then by target areas.
        gaps: one row per target area of each measure with a target, without geometry; see `gaps.gap_table`.
        unmatched_areas: ids in the layer of target areas that are no area of the strategy.
    """

    pieces: Features
    gaps: Features
    unmatched_areas: tuple[str, ...]


def strategy_overlay(
    zoning: Features,
    strategy: Strategy,
    target_areas: Features | None = None,
    candidates: Mapping[str, Amounts] | None = None,
    progress: Progress = silent,
    *,
    language: str = "fi",
    vocabulary: PlanCodes | None = None,
) -> Overlay:
    """Lay the zoning over the strategy's targets, and count what is zoned and what is still wanted.

    Args:
        zoning: areas with `zone_code`, and `places` and `permitted_m2` where the plans give them. Areas may lie outside
            the municipality; nothing is clipped to it.
        strategy: the strategy.
        target_areas: polygons with `area_id` or `name`; None where there are none. Measures whose area is missing get
            a row in the gaps with `zoned` unknown.
        candidates: measure id -> amounts that could be added, in the measure's unit; see `gaps.gap_table`.
        progress: called with a fraction; raises Cancelled to stop.
        language: of `explanation` and of names.
        vocabulary: plan codes; those that ship with the plugin where not given.

    Raises:
        InputError: a CRS is not known, or `candidates` doesn't fit the strategy.
    """
    vocabulary = vocabulary or plan_codes()
    zoning = zoning.in_metres()
    places = find_places(strategy, target_areas, zoning.crs)
    zones = polygons(zoning.geometry)
    cut = partition(zones, places.geometry, part(progress, 0.0, 0.8))

    written = zoning["zone_code"] if "zone_code" in zoning else np.full(len(zoning), None, dtype=object)
    codes, _ = vocabulary.split(written)
    land_use = vocabulary.land_use(written)
    kind, kinds = _kinds(codes, land_use)
    plane = shapely.area(zones)
    share = shapely.area(cut.geometry) / np.where(plane > 0, plane, np.nan)[cut.zone_row]
    area_m2 = shapely.area(cut.geometry) / scale_factors(zones, zoning.crs)[1][cut.zone_row]

    progress(0.85, "Comparing plan codes with the measures")
    says = _say(strategy, places, kinds, language)
    texts = _by_signature(kind[cut.zone_row], cut.inside, says)
    pieces = Features(
        cut.geometry,
        {
            "zone_row": cut.zone_row,
            "zone_code": written[cut.zone_row],
            "land_use": land_use[cut.zone_row],
            **texts,
            "area_m2": area_m2,
            "share_of_zone": share,
            **{name: zoning[name][cut.zone_row] for name in ("plan_id", "name") if name in zoning},
        },
        zoning.crs,
        zoning.source,
    )
    progress(0.9, "Counting what is zoned and what is wanted")
    laid = Laid(
        area_m2 / 1e4,
        {name: zoning[name][cut.zone_row] * share for name in UNIT_COLUMNS.values() if name in zoning},
        cut.inside,
        kind[cut.zone_row],
        kinds,
        vocabulary.reserved(written)[cut.zone_row],
        cut.geometry,
        zoning.crs,
        places,
    )
    gaps = gap_table(laid, strategy, candidates, language)
    progress(1.0)
    return Overlay(pieces, gaps, places.unmatched)


@dataclass(frozen=True)
class Partition:
    """Zones cut so that the pieces of one cover it once.

    Attributes:
        zone_row: int64 (p,), ascending.
        inside: bool (p, k), the areas that each piece lies in.
        geometry: object (p,), None where the zone has no area.
    """

    zone_row: np.ndarray
    inside: np.ndarray
    geometry: np.ndarray


def partition(zones: np.ndarray, areas: np.ndarray, progress: Progress = silent) -> Partition:
    """Cut polygons by the borders of areas that may overlap each other.

    Every zone keeps at least one piece; pieces smaller than a touch (`overlap.TOUCH_M2`) are not cut off, so nothing
    of a zone is lost.

    Args:
        zones: shape (n,), valid polygons or None.
        areas: shape (k,), valid polygons.
        progress: called once per area.
    """
    zone_row = np.arange(len(zones))
    inside = np.zeros((len(zones), len(areas)), dtype=bool)
    geometry = zones
    i, j, shared = overlap.pieces(zones, areas, part(progress, 0.0, 0.6))
    whole = shapely.area(zones[i]) - shapely.area(shared) <= overlap.TOUCH_M2
    for number in range(len(areas)):
        progress(0.6 + 0.4 * number / len(areas))
        here = j == number
        held = np.zeros(len(zones), dtype=bool)
        held[i[here & whole]] = True
        inside[held[zone_row], number] = True
        crossing = here & ~whole
        shape = np.full(len(zones), None, dtype=object)
        shape[i[crossing]] = shared[crossing]
        rows = np.flatnonzero(~shapely.is_missing(shape[zone_row]))
        # What was cut has corners on the zone's edges, but only as exactly as a coordinate can say. Unless the zone
        # gets the same corners, needles of no width stay along those edges.
        cutter = shape[zone_row[rows]]
        whole_piece = shapely.snap(geometry[rows], cutter, _SNAP_M)
        within = only_polygons(shapely.intersection(whole_piece, cutter))
        without = only_polygons(shapely.difference(whole_piece, cutter))
        in_m2, out_m2 = shapely.area(within), shapely.area(without)
        all_in = out_m2 <= overlap.TOUCH_M2
        inside[rows[all_in | np.isnan(out_m2)], number] = True
        split = (in_m2 > overlap.TOUCH_M2) & (out_m2 > overlap.TOUCH_M2)
        rows, within, without = rows[split], within[split], without[split]
        geometry = geometry.copy()
        geometry[rows] = without
        added = inside[rows].copy()
        added[:, number] = True
        geometry = np.concatenate([geometry, within])
        zone_row = np.concatenate([zone_row, zone_row[rows]])
        inside = np.concatenate([inside, added])
    order = np.lexsort((*inside.T[::-1], zone_row))
    return Partition(zone_row[order], inside[order], geometry[order])


Kind = tuple["str | None", "str | None"]
"""Code and land use of a zone."""
Aim = tuple[Area, Measure, Target]
"""What a measure asks of one target area."""


def _kinds(codes: np.ndarray, land_use: np.ndarray) -> tuple[np.ndarray, list[Kind]]:
    """Number the different (code, land use); there are few, whatever the number of zones."""
    position: dict[Kind, int] = {}
    kind = np.array([position.setdefault(pair, len(position)) for pair in zip(codes, land_use)], dtype=np.int64)
    return kind, list(position)


@dataclass(frozen=True)
class _Said:
    """The text columns of one row."""

    target_id: str | None
    measure_id: str | None
    relation: str | None
    advances: str | None
    conflicts: str | None
    explanation: str


Say = Callable[[int, Iterable[int]], _Said]


def _say(strategy: Strategy, places: Places, kinds: Sequence[Kind], language: str) -> Say:
    """Give the function that words one (kind of zone, areas it lies in)."""
    aims = [aim for aim in strategy.targets() if aim[2].concerns_zoning]
    everywhere = [aim for aim in aims if aim[0].scope == "everywhere"]
    by_place = {area: [aim for aim in aims if aim[0].id == area] for area in places.ids}
    words = _words(language)

    def say(kind: int, areas: Iterable[int]) -> _Said:
        code, land_use = kinds[kind]
        own = [places.ids[number] for number in areas]
        local = [aim for area in own for aim in by_place[area]]
        if code is None and land_use is None:
            return _Said(_ids(own), _measure_ids(local), None, None, None, words["unknown"])

        def with_relation(relation: str, among: list[Aim]) -> list[Aim]:
            return [aim for aim in among if aim[2].relation(code, land_use) == relation]

        all_ = [*local, *everywhere]
        advances, conflicts = with_relation("advances", all_), with_relation("conflicts", all_)
        sides = _measure_ids(advances), _measure_ids(conflicts)
        sentences = [
            words[relation].format(measures=_named(held, language))
            for relation, held in (("advances", advances), ("conflicts", conflicts))
            if held
        ]
        explanation = ". ".join(sentences) or words["neutral"]
        for level in (local, everywhere):  # a measure about this place says more than one about the whole town
            for relation in ("conflicts", "advances"):
                deciding = with_relation(relation, level)
                if deciding:
                    target = _ids(area.id for area, _, _ in deciding)
                    return _Said(target, _measure_ids(deciding), relation, *sides, explanation)
        return _Said(_ids(own), _measure_ids(local), "neutral", *sides, explanation)

    return say


def _by_signature(kind: np.ndarray, inside: np.ndarray, say: Say) -> dict[str, np.ndarray]:
    """Word each different (kind, areas) once and spread the words over the rows."""
    key = kind.copy()
    for number in range(inside.shape[1]):
        _, key = np.unique(key * 2 + inside[:, number], return_inverse=True)
    _, first, key = np.unique(key, return_index=True, return_inverse=True)
    said = [say(kind[row], np.flatnonzero(inside[row])) for row in first]
    columns = {}
    for name in _Said.__dataclass_fields__:
        column = np.empty(len(said), dtype=object)
        column[:] = [getattr(one, name) for one in said]
        columns[name] = column[key]
    return columns


def _ids(ids: Iterable[str]) -> str | None:
    return ";".join(dict.fromkeys(ids)) or None


def _measure_ids(aims: Iterable[Aim]) -> str | None:
    """Give the measures' ids, those that drive the plugin first."""
    return _ids(measure.id for _, measure, _ in sorted(aims, key=lambda aim: not aim[1].drives))


def _named(aims: Iterable[Aim], language: str) -> str:
    return "; ".join(dict.fromkeys(f"{measure.id} {measure.names[language]}" for _, measure, _ in aims))


@lru_cache(maxsize=3)
def _words(language: str) -> dict[str, str]:
    reader = Reader.open(resource("vocabularies", "strategy_words.yaml")).part("relations")
    return {relation: reader.texts(relation)[language] for relation in (*RELATIONS, "unknown")}
