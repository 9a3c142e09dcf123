# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan's objects, with what the regulations say of them, as the tables that jobs read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import shapely

from ...paths import resource
from ..features import Features, Source
from ..policy import Reader
from ..vocabulary import plan_codes
from . import codes, reading
from .findings import Finding

TEXT_COLUMNS = ("zone_code", "storeys", "block_id", "plot_number", "protection", "detailed_use")
NUMBER_COLUMNS = ("permitted_m2", "plot_ratio", "coverage_pct", "places", "volume_m3", "airy")


@dataclass(frozen=True)
class Plan:
    """A plan's content.

    Attributes:
        plan_id, name, status, approved: of the plan; status as in `plan_status`, approved ISO; "" when not given.
        units: areas with a main use, columns of plan_units, and `name`, `plot_number`, `uses` (all main uses in words).
        building_areas: rakennusalat: `area_id`, `permitted_m2`, `storeys`, `notation`, `plan_id`.
        marks: everything else that is drawn: `mark_id`, `texts`, `plan_id`.
        unit_rows: for `units`, the row of each in the source table (from_features) or the object's number (JSON).
        area_rows: the same for `building_areas`.
        findings: what was noticed.
    """

    plan_id: str
    name: str
    status: str
    approved: str
    units: Features
    building_areas: Features
    marks: Features
    unit_rows: np.ndarray
    area_rows: np.ndarray
    findings: tuple[Finding, ...] = ()


@dataclass
class PlanObject:
    """A plan object with what its regulations say."""

    key: str
    geometry: object
    name: str = ""
    row: int = 0
    underground: bool = False
    status: str | None = None
    uses: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    info: list[str] = field(default_factory=list)
    said: dict[str, list[tuple[object, bool]]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Words:
    ryhti: Mapping[str, str]
    kaava_json: Mapping[str, str]
    main_use: frozenset[str]
    targeted: frozenset[str]
    underground: frozenset[str]
    uses: Mapping[str, str]


@lru_cache(maxsize=1)
def regulation_words() -> Words:
    reader = Reader.open(resource("vocabularies", "plan_regulations.yaml"))
    reader.text("source")
    known = {*TEXT_COLUMNS, *NUMBER_COLUMNS, "building_area"}
    tables = {}
    for name in ("ryhti", "kaava_json"):
        part = reader.part(name)
        tables[name] = {code.casefold(): part.text(code, choices=tuple(sorted(known))) for code in part.names()}
    uses = reader.part("uses")
    info = {
        key: frozenset(str(item).casefold() for item in reader.items(key))
        for key in ("main_use", "targeted", "underground")
    }
    words = Words(
        ryhti=tables["ryhti"],
        kaava_json=tables["kaava_json"],
        main_use=info["main_use"],
        targeted=info["targeted"],
        underground=info["underground"],
        uses={title.casefold(): uses.text(title) for title in uses.names()},
    )
    reader.done()
    return words


# --- values


def amount(value: Mapping[str, object]) -> object:
    """Give a number, text, or "2-4" for a range of storeys; the larger end where only one number can be used."""
    for name in ("number", "value"):
        given = value.get(name)
        if isinstance(given, (int, float, str)) and not isinstance(given, bool):
            found = reading.number(given)
            if found == found:
                return found
    low, high = (
        next((reading.number(value[key]) for key in keys if _is_number(value.get(key))), None)
        for keys in (("minimumValue", "minValue"), ("maximumValue", "maxValue"))
    )
    if low is not None and high is not None:
        return f"{low:g}-{high:g}"
    if high is not None or low is not None:
        return high if high is not None else low
    text = title_of(value.get("text")) or title_of(value.get("value"))
    return text or None


def _is_number(value: object) -> bool:
    known = isinstance(value, (int, float)) and not isinstance(value, bool)
    return known and reading.number(value) == reading.number(value)


def _number(said: object) -> float:
    if isinstance(said, str) and "-" in said[1:]:
        return reading.number(said.rsplit("-", 1)[-1])
    return reading.number(said) if not isinstance(said, bool) else float("nan")


def _total(said: Iterable[tuple[object, bool]]) -> float:
    """Give the floor area: the one for all uses together if there is one, else the sum of those for single uses."""
    whole = [_number(value) for value, targeted in said if not targeted]
    single = [_number(value) for value, targeted in said if targeted]
    known = [value for value in whole if value == value]
    if known:
        return max(known)
    known = [value for value in single if value == value]
    return sum(known) if known else float("nan")


def _zone_code(made: PlanObject) -> str | None:
    """Give the letters as written, else those of the main uses together, else of the first use that has any."""
    if made.letters:
        return made.letters[0]
    if not made.uses:
        return None
    words = regulation_words()
    together = [" + ".join([*made.uses, *made.info]), " + ".join(made.uses), *made.uses]
    known, _ = plan_codes().split(together)
    code = next((code for code in known if code is not None), None)
    named = next((words.uses[use.casefold()] for use in made.uses if use.casefold() in words.uses), None)
    return code or named or made.uses[0]


def tables(
    objects: Iterable[PlanObject],
    plan_id: str,
    name: str,
    status: str,
    approved: str,
    crs: str,
    file: str,
    source: Source | None,
) -> Plan:
    objects = list(objects)
    polygons = [each for each in objects if each.geometry is not None and shapely.get_dimensions(each.geometry) == 2]
    units = [each for each in polygons if (each.uses or each.letters) and not each.underground]
    areas = [each for each in polygons if each not in units and "building_area" in each.said]
    rest = [each for each in objects if each not in units and each not in areas and each.geometry is not None]
    source = source or Source(name=file, uri=file, count=len(objects))
    findings = []
    lost = sum(each.geometry is None for each in objects)
    if lost:
        findings.append(Finding("geometry_missing", lost))
    return Plan(
        plan_id,
        name,
        status,
        approved,
        Features(
            codes.column([each.geometry for each in units]),
            _unit_columns(units, plan_id, status, approved),
            crs,
            source,
        ),
        Features(
            _shapes(areas),
            {
                "area_id": codes.column([each.key for each in areas]),
                "permitted_m2": np.array([_total(each.said.get("permitted_m2", ())) for each in areas], dtype=float),
                "storeys": codes.column([_text(each, "storeys") for each in areas]),
                "notation": codes.column([None] * len(areas)),
                "plan_id": codes.column([plan_id or None] * len(areas)),
            },
            crs,
            source,
        ),
        Features(
            _shapes(rest),
            {
                "mark_id": codes.column([each.key for each in rest]),
                "texts": codes.column(["; ".join(each.texts) or None for each in rest]),
                "plan_id": codes.column([plan_id or None] * len(rest)),
            },
            crs,
            source,
        ),
        np.array([each.row for each in units], dtype=np.int64),
        np.array([each.row for each in areas], dtype=np.int64),
        tuple(findings),
    )


def _shapes(objects: list[PlanObject]) -> np.ndarray:
    return codes.column([each.geometry for each in objects])


def _unit_columns(units: list[PlanObject], plan_id: str, status: str, approved: str) -> dict[str, np.ndarray]:
    numbers = {name: [_total(each.said.get(name, ())) for each in units] for name in NUMBER_COLUMNS}
    airy = np.array(numbers.pop("airy"), dtype=float)
    columns = {name: np.array(values, dtype=float) for name, values in numbers.items()}
    with np.errstate(divide="ignore"):
        from_airy = np.where(airy > 0, 1.0 / airy, np.nan)
    columns["plot_ratio"] = np.where(np.isnan(columns["plot_ratio"]), from_airy, columns["plot_ratio"])
    return {
        "unit_id": codes.column([each.key for each in units]),
        "zone_code": codes.column([_zone_code(each) for each in units]),
        "notation": codes.column([None] * len(units)),
        **columns,
        "storeys": codes.column([_text(each, "storeys") for each in units]),
        "area_m2": np.full(len(units), np.nan),
        "block_id": codes.column([_text(each, "block_id") for each in units]),
        "district": codes.column([None] * len(units)),
        "plan_id": codes.column([plan_id or None] * len(units)),
        "plan_status": codes.column([each.status or status or None for each in units]),
        "approved": codes.column([approved or None] * len(units)),
        "protection": codes.column(["sr" if "protection" in each.said else None for each in units]),
        "plot_number": codes.column([_text(each, "plot_number") for each in units]),
        "name": codes.column([each.name or None for each in units]),
        "uses": codes.column(["; ".join(each.uses) or None for each in units]),
    }


def _text(made: PlanObject, column: str) -> str | None:
    for said, _ in made.said.get(column, ()):
        if isinstance(said, float):
            return f"{said:g}"
        if isinstance(said, str):
            return said
    return None


def title_of(value: object) -> str:
    """Give the Finnish text of {"fin": …}, else any; plain text as it is."""
    if isinstance(value, dict):
        value = value.get("fin") or next((text for text in value.values() if isinstance(text, str)), "")
    return value.strip() if isinstance(value, str) else ""
