# SPDX-License-Identifier: GPL-2.0-or-later
"""The forms that values take: how to know a column by its values, and how to bring them to one kind.

Each form has a test, which gives the share of a column's filled values that look right, and a conversion. Values that
stand for "unknown" in the registers (0 and 500 000 m2 and more of floor area, dates of 1900 and 9999) become unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ..vocabulary import plan_codes
from . import codes, reading
from .identifiers import is_building_id, is_property_id

LARGEST_FLOOR_AREA_M2 = 500_000.0
"""Ryhti's open buildings: anything as large or larger stands for unknown."""
LARGEST_PLOT_RATIO = 5.0

_NOTATION = re.compile(
    r"\be\s*=\s*\d|\d\s*\+\s*\w|^\(?\d+\)?@?\s*\d*\s*$|\b[IVX]+\b|\d\s*%|\d\s*m3|m³|\d\s*rp\b|yht|k-?m2|kem",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Form:
    """One form of values.

    Attributes:
        number: the converted column is float64 with NaN; otherwise object with None.
        fits: one value (text, number; never None) -> does it look right.
        convert: the whole column -> the converted one.
        least: share of filled values that must fit before a field of that name is taken.
        finds: the form is so particular that it finds a field whose name is unknown.
    """

    number: bool
    fits: Callable[[object], bool]
    convert: Callable[[np.ndarray], np.ndarray]
    least: float = 0.5
    finds: bool = False


def share(form: Form, values: np.ndarray) -> float:
    """Give the share of filled values that look right; NaN when none is filled."""
    there = reading.filled(values)
    if not there.any():
        return float("nan")
    return float(np.mean(codes.by_value(values[there], form.fits)))


def _known(number: float) -> bool:
    return number == number


def _like_storeys(value: object) -> bool:
    return _known(reading.storeys(value)) or reading.number(value) == 0


def _like_notation(value: object) -> bool:
    return (
        isinstance(value, str)
        and reading.number(value) != reading.number(value)
        and bool(_NOTATION.search(value[:200]))
    )


def _date_like(value: object) -> bool:
    return reading.date(value) is not None or re.match(r"^(1900|9999)", str(value)) is not None


def zone_code(value: object) -> str | None:
    """Give the code as written; the main one of a list (["AK","sr"], {AK,sr})."""
    text = reading.text_of(value)
    if text is None:
        return None
    if text[0] in "[{" and text[-1] in "]}":
        items = [item.strip().strip("\"'").strip() for item in text[1:-1].split(",")]
        items = [item for item in items if item]
        if not items:
            return None
        known = plan_codes().split(items)[0]
        return next((item for item, code in zip(items, known) if code is not None), items[0])
    return text


def is_zone_code(value: object) -> bool:
    """Tell whether a value begins with a known plan code, is an area's name in words, or an INSPIRE land use."""
    text = zone_code(value)
    return text is not None and plan_codes().land_use([text])[0] is not None


def building_use(values: np.ndarray, prefer: str = "") -> tuple[np.ndarray, np.ndarray]:
    """Give building-use codes in full width and the scheme of each ("2018", "1994", "mtk", "open", "").

    A URI names its scheme. For bare codes the scheme whose list knows most of the column's values is taken; `prefer`
    decides where two know as many (110 is a house in 2018, 111 a shop in 1994). Codes that no scheme knows stay as
    they are, with scheme "".
    """
    parts = codes.by_value(values, codes.take_apart)
    schemes = codes.building_uses()
    by_uri = {use.scheme: name for name, use in schemes.items() if use.scheme}
    bare = [part.code for part in parts if part is not None and part.scheme not in by_uri]
    best = _scheme_of(bare, prefer)

    def one(part: codes.Code | None) -> tuple[str | None, str]:
        if part is None or reading.says_something(part.code) is False:
            return None, ""
        name = by_uri.get(part.scheme, best)
        if name:
            code = schemes[name].codes.get(codes.key(part.code, schemes[name].width))
            if code is not None:
                return code, name
        return part.code, ""

    pairs = codes.by_value(parts, one)
    return codes.column(pair[0] for pair in pairs), codes.column(pair[1] for pair in pairs)


def _scheme_of(bare: list[str], prefer: str) -> str:
    if not bare:
        return ""
    known: dict[str, tuple[int, bool]] = {}
    for name, use in codes.building_uses().items():
        known[name] = (sum(_width_fits(code, use) for code in bare), name == prefer)
    name = max(known, key=lambda each: known[each])
    return name if known[name][0] >= 0.5 * len(bare) else ""


def _width_fits(code: str, use: codes.CodeList) -> bool:
    """A code with a leading zero has kept its width: 011 can only be of 1994, 0110 only of 2018."""
    if code.startswith("0") and len(code) != use.width:
        return False
    return codes.key(code, use.width) in use.codes


def _is_building_use(value: object) -> bool:
    part = codes.take_apart(value)
    if part is None:
        return False
    return any(_width_fits(part.code, use) for use in codes.building_uses().values())


def _between(low: float, high: float) -> Callable[[object], bool]:
    return lambda value: low <= reading.number(value) <= high


def _keep(low: float, high: float, open_low: bool = False) -> Callable[[np.ndarray], np.ndarray]:
    def convert(values: np.ndarray) -> np.ndarray:
        out = reading.numbers(values)
        bad = (out < low) | (out > high) | ((out == low) if open_low else False)
        out[bad] = np.nan
        return out

    return convert


def _each(function: Callable[[object], object]) -> Callable[[np.ndarray], np.ndarray]:
    return lambda values: codes.column(codes.by_value(values, function))


def _each_number(function: Callable[[object], float]) -> Callable[[np.ndarray], np.ndarray]:
    return lambda values: np.array(codes.by_value(values, function), dtype=np.float64)


def _listed(*names: str) -> Form:
    return Form(
        False, lambda value: codes.look_up(value, names) is not None, lambda values: codes.translate(values, names), 0.5
    )


def _percent(values: np.ndarray) -> np.ndarray:
    out = _keep(0, 100)(values)
    if np.nanmax(out, initial=0.0) <= 1.0:  # a share was given, not a percentage
        out = out * 100
    return out


def _single(test: Callable[[np.ndarray], np.ndarray]) -> Callable[[object], bool]:
    return lambda value: bool(test(codes.column([value]))[0])


_TEXT = _each(reading.text_of)

FORMS: Mapping[str, Form] = {
    "text": Form(False, reading.says_something, _TEXT, 0.0),
    "number": Form(True, _between(-1e15, 1e15), reading.numbers),
    "count": Form(True, _between(0, 100_000), _keep(0, 100_000)),
    "area": Form(True, _between(0, 1e11), _keep(0, 1e11, open_low=True)),
    "floor_area": Form(
        True, _between(-1e9, 1e9), _keep(0, LARGEST_FLOOR_AREA_M2 - 1e-9, open_low=True), 0.5
    ),
    "plot_ratio": Form(True, _between(0, LARGEST_PLOT_RATIO), _keep(0, LARGEST_PLOT_RATIO, open_low=True), 0.8),
    "percent": Form(True, _between(0, 100), _percent),
    "volume": Form(True, _between(0, 1e9), _keep(0, 1e9, open_low=True)),
    "storeys_number": Form(True, _like_storeys, _each_number(reading.storeys)),
    "storeys_text": Form(False, _like_storeys, _each(reading.storeys_text)),
    "notation": Form(False, _like_notation, _TEXT, 0.3),
    "zone_code": Form(False, is_zone_code, _each(zone_code), 0.5, finds=True),
    "property_id": Form(False, _single(is_property_id), _TEXT, 0.0, finds=True),
    "building_id": Form(False, _single(is_building_id), _TEXT, 0.0, finds=True),
    "date": Form(False, _date_like, _each(reading.date)),
    "flag": Form(True, lambda value: _known(reading.flag(value)), _each_number(reading.flag)),
    "building_use": Form(False, _is_building_use, lambda values: building_use(values)[0], 0.3),
    "return_period": Form(True, lambda value: _known(reading.period(value)), _each_number(reading.period)),
    "level_db": Form(True, lambda value: _known(reading.level(value)), _each_number(reading.level)),
    "unit_type": _listed("unit_type"),
    "lifecycle": _listed("lifecycle_current", "lifecycle_old", "lifecycle_words"),
    "usage_status": _listed("usage_status"),
    "permit_state": _listed("permit_state", "permit_words"),
    "groundwater_class": _listed("groundwater"),
    "road_class": _listed("road_words", "road_mtk", "road_osm"),
    "water_kind": _listed("water_words", "water_mtk"),
    "line_class": _listed("line_words", "line_mtk"),
    "protected_kind": _listed("protected_words", "protected_reserve"),
    "service_kind": _listed("service_words", "service_osm"),
}  # fmt: skip
"""Every form by its name in the vocabulary files."""
