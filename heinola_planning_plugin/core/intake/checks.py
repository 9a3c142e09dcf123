# SPDX-License-Identifier: GPL-2.0-or-later
"""Check a layer at the door: what can be used, what was repaired, what is turned away and why.

`READ = KEPT + REJECTED` always holds, counted in rows of the source. Rejected rows keep all their attributes and get
a reason; repaired rows say what was done; what was noticed comes as findings that say what it means for the results.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import shapely

from ...paths import resource
from ..errors import InputError
from ..features import Features, is_metric, true_area_m2
from ..policy import Reader
from ..progress import Progress, silent
from ..vocabulary import plan_codes
from . import matching, pieces, reading, relations, shapes
from .coordinates import (
    Detected,
    accuracy_findings,
    height_findings,
    municipalities,
    municipality,
    points_from_columns,
    settle,
)
from .fields import Normalised, normalise
from .findings import Finding
from .findings import codes as known_codes
from .identifiers import is_building_id, is_property_id, property_id_parts
from .signatures import OTHER, Recognised, recognise

AUTO = "auto"

BY_PARCEL = ("buildings", "plan_units", "sites")
"""Roles whose rows may come without a shape, by property id: registers' extracts and spreadsheets."""

OUT_OF_COUNT = ("06", "07", "08")
"""Usage states of buildings that are demolished or destroyed (DVV)."""


@dataclass(frozen=True)
class Tolerances:
    """How much is let pass; see resources/vocabularies/checks.yaml, from where `read_tolerances` takes the defaults."""

    max_area_change: float
    far_km: float
    stray_share: float
    overlap_m2: float
    gap_m2: float
    largest_gap_m2: float
    area_difference: float
    footprint_share: float
    footprint_m2: float
    buildable: tuple[str, ...]


@lru_cache(maxsize=8)
def read_tolerances(path: Path | None = None) -> Tolerances:
    """Read tolerances; those that ship with the plugin when no file is given.

    Raises:
        PolicyError: the file is wrong; file, line and key are named.
    """
    reader = Reader.open(path or resource("vocabularies", "checks.yaml"))
    reader.text("source")
    part = reader.part("tolerances")
    names = [each.name for each in fields(Tolerances) if each.name != "buildable"]
    numbers = {name: float(part.number(name, low=0)) for name in names}
    part.done()
    buildable = tuple(str(use) for use in reader.items("buildable"))
    reader.done()
    return Tolerances(**numbers, buildable=buildable)


@dataclass(frozen=True)
class Checked:
    """What came of checking a layer.

    Attributes:
        kept: the role's table, plus `source_rows` (rows of the source behind each) and `repaired` (what was done).
        rejected: the rows turned away with the source's own columns, plus `reject_reason` and `source_row`.
        role: the role.
        recognised: the roles the layer could play, the likeliest first.
        position: how its coordinate system was found.
        normalised: which field became which column.
        read_count, kept_count, rejected_count: rows of the source; the first is the sum of the others.
        repaired_count: rows of the source that were repaired and kept.
        findings: what was noticed, in the order of the checks.
    """

    kept: Features
    rejected: Features
    role: str
    recognised: tuple[Recognised, ...]
    position: Detected
    normalised: Normalised
    read_count: int
    kept_count: int
    rejected_count: int
    repaired_count: int
    findings: tuple[Finding, ...] = field(default_factory=tuple)


def check(
    features: Features,
    role: str = AUTO,
    municipality_code: object = None,
    tolerances: Tolerances | None = None,
    overrides: Mapping[str, str] | None = None,
    crs: str = "",
    parcels: Features | None = None,
    progress: Progress = silent,
) -> Checked:
    """Check a layer.

    Args:
        features: the layer as it came.
        role: what it is, or "auto".
        municipality_code: the municipality planned for ("111"); None = none in particular.
        tolerances: how much is let pass; those of checks.yaml when None.
        overrides: column -> field, the user's own choices.
        crs: the coordinate system, where the user knows better than the layer.
        parcels: checked parcels, for "buildings in no parcel or in two", and to place rows with an id but no shape.
        progress: called between the steps.

    Raises:
        InputError: no role fits, unknown role or municipality, the coordinate system can't be told.
    """
    tolerances = tolerances or read_tolerances()
    code = None if municipality_code in (None, "") else municipality(municipality_code).code
    recognised = tuple(recognise(features))
    role = _role(role, recognised, features)
    progress(0.05, "Finding the coordinate system")
    placed = points_from_columns(features) if role in matching.roles() else features
    placed, position = settle(placed, code, crs)
    findings = [*position.findings, *accuracy_findings(placed.crs)]
    if shapely.has_z(placed.geometry).any():
        findings += height_findings(placed.crs, features.source.name)

    progress(0.1, "Matching fields")
    normalised = normalise(placed, role, overrides)
    findings += normalised.notes
    if parcels is not None and role in BY_PARCEL:
        table, count = relations.placed_by_parcel(normalised.table, parcels, as_points=role != "plan_units")
        if count:
            normalised = replace(normalised, table=table)
            findings.append(Finding("placed_by_parcel", count))
    work = _Work(placed, normalised, code, tolerances, findings)
    progress(0.3, "Checking shapes")
    work.check_shapes()
    progress(0.5, "Looking for duplicates")
    work.check_ids()
    work.check_duplicates()
    progress(0.7, "Putting pieces together")
    kept = work.put_together()
    progress(0.8, "Checking the content")
    _check_content(kept, role, tolerances, findings, parcels)
    progress(1.0)
    return work.result(kept, role, recognised, position, normalised)


def _role(role: str, recognised: tuple[Recognised, ...], features: Features) -> str:
    if role != AUTO:
        return role
    found = next((each for each in recognised if each.role != OTHER), None)
    if found is None or (recognised[0].role == OTHER and recognised[0].confidence > found.confidence):
        if not recognised:
            raise InputError("nothing known fits it; choose its role", layer=features.source.name)
        problem = "it looks like {}, which no job reads; choose its role"
        raise InputError(problem, recognised[0].title, layer=features.source.name)
    return found.role


class _Work:
    """One layer's rows on their way to kept or rejected."""

    def __init__(
        self,
        source: Features,
        normalised: Normalised,
        code: str | None,
        tolerances: Tolerances,
        findings: list,
    ):
        self.source, self.normalised = source, normalised
        self.code, self.tolerances, self.findings = code, tolerances, findings
        self.table = normalised.table
        self.role = normalised.role
        count = len(self.table)
        self.reason = np.full(count, None, dtype=object)
        self.done = np.full(count, None, dtype=object)
        self.borrowed = shapely.is_missing(source.geometry[normalised.rows]) & ~shapely.is_missing(self.table.geometry)
        others = len(source) - count
        if others:
            findings.append(Finding("other_kind", others))

    def reject(self, rows: np.ndarray, code: str, **facts: object) -> None:
        """Turn rows away; the first reason stays."""
        rows = rows & (self.reason == None)  # noqa: E711 - elementwise
        if rows.any():
            self.reason[rows] = code
            self.findings.append(Finding(code, int(rows.sum()), facts))

    def check_shapes(self) -> None:
        wanted = matching.roles()[self.role].geometry
        repaired = shapes.repair(self.table.geometry, wanted, self.tolerances.max_area_change)
        self.done = repaired.done
        for code in sorted({code for code in repaired.reason if code is not None}):
            self.reject(repaired.reason == code, code, share=100 * self.tolerances.max_area_change)
        self.table = self.table.with_geometry(repaired.geometry)
        for code in sorted({code for text in self.done if text for code in text.split(";")}):
            count = sum(1 for text in self.done if text and code in text.split(";"))
            self.findings.append(Finding(code, count))
        zero, far = shapes.misplaced(self.table.geometry, self.table.crs, self.code, self.tolerances.far_km)
        self.reject(zero, "position_zero")
        if any(each.code == "crs_outside_finland" for each in self.findings):
            return
        usable = self.reason == None  # noqa: E711 - elementwise
        abroad = far & shapes.abroad(self.table.geometry, self.table.crs)
        # What nearly all rows are, the layer is: it may well be of another country.
        abroad &= (usable & ~abroad).sum() > self.tolerances.stray_share * usable.sum()
        usable &= ~abroad
        share, km = float(far[usable].mean()) if usable.any() else 0.0, self.tolerances.far_km
        elsewhere = share > self.tolerances.stray_share
        self.reject(abroad if elsewhere else far, "position_far", km=km)
        self._note("mostly_elsewhere", far & usable & elsewhere, km=km)

    def check_ids(self) -> None:
        usable = self.reason == None  # noqa: E711 - elementwise
        if self.role == "parcels":
            ids = self.table["parcel_id"]
            formal = is_property_id(ids)
            filled = np.array([value is not None for value in ids], dtype=bool)
            self._note("parcel_id_missing", usable & ~filled)
            if formal.sum() > 0.5 * max(filled.sum(), 1):  # another country's ids are not misspelt Finnish ones
                self._note("parcel_id_form", usable & filled & ~formal)
            self._reject_neighbours(ids, formal)
        if self.role == "buildings":
            ids = self.table["building_id"]
            shaped = np.array([isinstance(value, str) and _looks_like_building_id(value) for value in ids], dtype=bool)
            if shaped.sum() > 0.5 * len(ids):
                self._note("building_id_check", usable & shaped & ~is_building_id(ids))

    def _reject_neighbours(self, ids: np.ndarray, formal: np.ndarray) -> None:
        """Parcels of another municipality of today are the neighbours'; an abolished one's code may still be in use."""
        if self.code is None:
            return
        numbers = property_id_parts(ids)[:, 0]
        other = formal & (numbers != int(self.code))
        today = np.isin(numbers, [int(code) for code in municipalities()])
        self.reject(other & today, "other_municipality", municipality=municipalities()[self.code].names["fi"])
        self._note("old_municipality_code", other & ~today)

    def _note(self, code: str, rows: np.ndarray, **facts: object) -> None:
        if rows.any():
            self.findings.append(Finding(code, int(rows.sum()), facts))

    def check_duplicates(self) -> None:
        drawn = ~self.borrowed  # a parcel's shape says nothing of whether two rows of a register are one
        usable = np.flatnonzero((self.reason == None) & drawn)  # noqa: E711 - elementwise
        label = shapes.same_shapes(self.table.geometry[usable])
        twin = np.zeros(len(self.table), dtype=bool)
        twin[usable] = (label >= 0) & (label != np.arange(len(usable)))
        id_column = {"parcels": "parcel_id", "buildings": "building_id", "plan_units": "unit_id"}.get(self.role)
        if id_column is None:
            self.reject(twin, "duplicate_shape")
            return
        ids = self.table[id_column]
        seen: dict[tuple, int] = {}
        pairs = zip(label.tolist(), ids[usable].tolist())
        first = [seen.setdefault(pair, row) if pair[0] >= 0 else row for row, pair in enumerate(pairs)]
        same_id = np.zeros(len(self.table), dtype=bool)
        same_id[usable] = np.array(first, dtype=np.int64) != np.arange(len(usable))
        self.reject(same_id, "duplicate_row")
        if self.role == "plan_units":
            self.reject(twin, "duplicate_shape")
        else:
            self._note("same_place_other_id", twin & ~same_id)
        if self.role != "parcels":
            self._repeated_ids(ids)

    def _repeated_ids(self, ids: np.ndarray) -> None:
        usable = np.flatnonzero((self.reason == None) & (ids != None))  # noqa: E711 - elementwise
        _, first = np.unique(ids[usable].astype(str), return_index=True)
        again = np.zeros(len(ids), dtype=bool)
        again[np.delete(usable, first)] = True
        if self.role == "buildings" and again.any() and again.sum() <= 0.1 * len(ids):
            self.reject(again & is_building_id(ids), "duplicate_id")
            again &= self.reason == None  # noqa: E711 - elementwise
        self._note("repeated_id", again)

    def put_together(self) -> Features:
        """Give the kept rows; the pieces of a parcel as one."""
        rows = np.flatnonzero(self.reason == None)  # noqa: E711 - elementwise
        kept, done, count = self.table.take(rows), self.done[rows], np.ones(len(rows), dtype=np.int64)
        if self.role == "parcels" and len(kept):
            kept, done, count = pieces.put_together(kept, done)
            if (count > 1).any():
                found = {"pieces": int(count[count > 1].sum())}
                self.findings.append(Finding("pieces_joined", int((count > 1).sum()), found))
        return kept.with_columns({"source_rows": count, "repaired": done})

    def result(
        self, kept: Features, role: str, recognised: tuple, position: Detected, normalised: Normalised
    ) -> Checked:
        reason = np.full(len(self.source), "other_kind", dtype=object)
        reason[normalised.rows] = self.reason
        rows = np.flatnonzero(reason != None)  # noqa: E711 - elementwise
        rejected = self.source.take(rows).with_columns({"reject_reason": reason[rows], "source_row": rows})
        repaired = np.array([text is not None for text in self.done], dtype=bool) & (self.reason == None)  # noqa: E711
        return Checked(
            kept=kept,
            rejected=rejected,
            role=role,
            recognised=recognised,
            position=position,
            normalised=normalised,
            read_count=len(self.source),
            kept_count=len(self.source) - len(rows),
            rejected_count=len(rows),
            repaired_count=int(repaired.sum()),
            findings=tuple(self.findings),
        )


def _looks_like_building_id(text: str) -> bool:
    text = text.strip()
    return len(text) == 10 and text[:9].isdigit() and text[9].isalnum()


def _check_content(
    kept: Features, role: str, tolerances: Tolerances, findings: list[Finding], parcels: Features | None
) -> None:
    if not len(kept):
        findings.append(Finding("nothing_kept"))
        return
    metric = kept if is_metric(kept.crs) else kept.in_metres()
    if "area_m2" in kept:
        _compare_areas(kept, tolerances, findings)
    if role in ("plan_units", "zoning"):
        coded = kept["zone_code"] != None  # noqa: E711 - elementwise; marks of a part of an area lie on others
        i, _, area = relations.overlaps(metric.geometry[coded], tolerances.overlap_m2)
        if len(i):
            findings.append(Finding("areas_overlap", len(i), {"ha": float(area.sum()) / 10_000}))
    if role == "zoning":
        holes = relations.gaps(metric.geometry, tolerances.gap_m2, tolerances.largest_gap_m2)
        if len(holes):
            findings.append(Finding("areas_leave_gaps", len(holes), {"m2": float(shapely.area(holes).sum())}))
    if role == "plan_units":
        _count_rights(kept, tolerances, findings)
    if role == "buildings":
        _count_buildings(kept, metric, tolerances, findings, parcels)
    _count_unknown(kept, role, findings)


def _compare_areas(kept: Features, tolerances: Tolerances, findings: list[Finding]) -> None:
    drawn = true_area_m2(kept.geometry, kept.crs)
    if "ematila" in kept:
        drawn = pieces.of_property(kept, drawn)
    with np.errstate(divide="ignore", invalid="ignore"):
        differs = np.abs(drawn - kept["area_m2"]) > tolerances.area_difference * kept["area_m2"]
    if differs.any():
        findings.append(Finding("area_differs", int(differs.sum()), {"share": 100 * tolerances.area_difference}))


def _count_rights(kept: Features, tolerances: Tolerances, findings: list[Finding]) -> None:
    use = plan_codes().land_use(kept["zone_code"])
    buildable = np.isin(use.astype(str), tolerances.buildable)
    numbers = ("permitted_m2", "plot_ratio", "places", "coverage_pct", "volume_m3")
    given = ~np.isnan(np.column_stack([kept[name] for name in numbers])).all(axis=1)
    given |= kept["notation"] != None  # noqa: E711 - elementwise
    missing = buildable & ~given
    if missing.any():
        findings.append(Finding("right_missing", int(missing.sum())))
    unknown = (use == None) & (kept["zone_code"] != None)  # noqa: E711 - elementwise
    if unknown.any():
        examples = sorted({str(text)[:40] for text in kept["zone_code"][unknown]})[:5]
        findings.append(Finding("zone_code_unknown", int(unknown.sum()), {"examples": examples}))


def _count_buildings(
    kept: Features, metric: Features, tolerances: Tolerances, findings: list[Finding], parcels: Features | None
) -> None:
    gone = np.isin(kept["usage_status"].astype(str), OUT_OF_COUNT) | (kept["demolished"] != None)  # noqa: E711
    if gone.any():
        findings.append(Finding("building_gone", int(gone.sum())))
    if parcels is None:
        return
    count = relations.parcels_of_buildings(
        metric.geometry, parcels.to_crs(metric.crs).geometry, tolerances.footprint_share, tolerances.footprint_m2
    )
    if (count == 0).any():
        findings.append(Finding("building_outside_parcels", int((count == 0).sum())))
    if (count > 1).any():
        findings.append(Finding("building_on_two_parcels", int((count > 1).sum())))


def _count_unknown(kept: Features, role: str, findings: list[Finding]) -> None:
    """Count rows whose value is unknown, for the columns that results hang on; findings.yaml has a text for each."""
    for column in matching.roles()[role].columns:
        code = f"unknown_{role}_{column}"
        if code in known_codes():
            unknown = ~reading.filled(kept[column])
            if unknown.any():
                findings.append(Finding(code, int(unknown.sum()), {"total": len(kept)}))
