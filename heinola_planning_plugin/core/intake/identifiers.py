# SPDX-License-Identifier: GPL-2.0-or-later
"""Property ids (kiinteistötunnus) and permanent building ids (VTJ-PRT), whole columns at a time.

A property id is 14 digits: municipality 3, location 3, group 4, unit 4; shown as "111-403-1-25". A part of a
property that is not yet parcelled (määräala) has "M" and up to four digits after it. The id has no check digit.
A building id is nine digits and a check character. Unknown is None, both ways.
"""

from __future__ import annotations

import re

import numpy as np

CHECK_CHARACTERS = "0123456789" + "ABCDEFHJKLM" + "NPRSTUVWXY"
"""Check characters of a building id by remainder modulo 31 (Digital and Population Data Services Agency)."""

_PART_WIDTHS = (3, 3, 4, 4)
_FOURTEEN = re.compile(r"^(\d{3})(\d{3})(\d{4})(\d{4})(?:-?(M\d{1,4}))?$", re.ASCII)
_DASHED = re.compile(r"^(\d{1,3})-(\d{1,3})-(\d{1,4})-(\d{1,4})(?:-?(M\d{1,4}))?$", re.ASCII)
_BUILDING = re.compile(r"^(\d{9})([0-9A-Y])$", re.ASCII)


def property_id_digits(values: np.ndarray) -> np.ndarray:
    """Give the 14-digit form of property ids written in any usual way.

    Accepts 14 digits, the dashed form with or without leading zeros, and numbers that lost their leading zeros in
    a spreadsheet (12-14 digits, as text, int or float). An unparcelled area keeps its tail: "11140300010025M0601".

    Args:
        values: shape (n,), str, int, float or None.

    Returns:
        Object array of shape (n,): text, or None where the value is no property id.
    """
    return _each(values, _digits)


def property_id_display(values: np.ndarray) -> np.ndarray:
    """Give the form people read, "111-403-1-25", of property ids written in any usual way; None where it is none."""
    return _each(values, _display)


def is_property_id(values: np.ndarray) -> np.ndarray:
    """Tell which values are property ids in any form that `property_id_digits` accepts. Bool array of shape (n,)."""
    return _known(property_id_digits(values))


def property_id_parts(values: np.ndarray) -> np.ndarray:
    """Give municipality, location, group and unit as numbers: int64 array of shape (n, 4), -1 where no id."""
    digits = property_id_digits(values)
    known = _known(digits)
    parts = np.full((len(digits), 4), -1, dtype=np.int64)
    if known.any():
        number = np.array([text[:14] for text in digits[known]]).astype(np.int64)
        parts[known] = np.column_stack(
            [number // 10**11, number // 10**8 % 1000, number // 10**4 % 10**4, number % 10**4]
        )
    return parts


def property_ids(municipality: int, location: np.ndarray, group: np.ndarray, unit: np.ndarray) -> np.ndarray:
    """Put 14-digit ids together from numbers; object array of str."""
    rows = zip(location.tolist(), group.tolist(), unit.tolist())
    return _column([f"{municipality:03d}{a:03d}{b:04d}{c:04d}" for a, b, c in rows])


def building_id_check(numbers: np.ndarray) -> np.ndarray:
    """Give check characters of nine-digit numbers: `CHECK_CHARACTERS[number % 31]`, '<U1' of shape (n,)."""
    return np.array(list(CHECK_CHARACTERS))[np.asarray(numbers, dtype=np.int64) % 31]


def building_ids(numbers: np.ndarray) -> np.ndarray:
    """Give building ids with their check characters; object array of str."""
    numbers = np.asarray(numbers, dtype=np.int64)
    return _column([f"{n:09d}{c}" for n, c in zip(numbers.tolist(), building_id_check(numbers).tolist())])


def is_building_id(values: np.ndarray) -> np.ndarray:
    """Tell which values are building ids whose check character is right. Bool array of shape (n,)."""
    match = [_BUILDING.match(value.strip()) if isinstance(value, str) else None for value in values]
    shaped = np.array([m is not None for m in match], dtype=bool)
    right = np.zeros(len(match), dtype=bool)
    if shaped.any():
        numbers = np.array([int(m[1]) for m in match if m])
        right[shaped] = building_id_check(numbers) == np.array([m[2] for m in match if m])
    return right


def _digits(value: object) -> str | None:
    if isinstance(value, str) and len(value) == 14 and value.isascii() and value.isdigit() and value[:3] != "000":
        return value  # as registers write it: most of a million rows
    parts = _parts(value)
    if parts is None:
        return None
    *numbers, tail = parts
    return "".join(part.zfill(width) for part, width in zip(numbers, _PART_WIDTHS)) + tail


def _display(value: object) -> str | None:
    parts = _parts(value)
    if parts is None:
        return None
    *numbers, tail = parts
    return "-".join(str(int(part)) for part in numbers) + (f"-{tail}" if tail else "")


def _parts(value: object) -> tuple[str, ...] | None:
    text = _text(value)
    match = _FOURTEEN.match(text) or _DASHED.match(text)
    if not match or int(match[1]) == 0:
        return None
    return (match[1], match[2], match[3], match[4], match[5] or "")


def _text(value: object) -> str:
    """Write the value as it would stand in a register: a number that lost its leading zeros gets them back."""
    if value is None:
        return ""
    if isinstance(value, (float, np.floating)):
        value = int(value) if np.isfinite(value) and value == int(value) else ""
    text = str(value).strip()
    return text.zfill(14) if text.isdigit() and 12 <= len(text) <= 14 else text.upper()


def _each(values: np.ndarray, function) -> np.ndarray:
    return _column([function(value) for value in values])


def _known(column: np.ndarray) -> np.ndarray:
    return np.array([value is not None for value in column], dtype=bool)


def _column(values: list) -> np.ndarray:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
