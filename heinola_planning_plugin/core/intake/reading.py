# SPDX-License-Identifier: GPL-2.0-or-later
"""Single values read: numbers, Roman numerals, storeys, dates, yes and no, as registers and plans write them.

Each reader gives NaN or None for what it doesn't understand, and for what stands for "unknown".
"""

from __future__ import annotations

import re

import numpy as np

from . import codes

MOST_STOREYS = 60
UNKNOWN_TEXTS = frozenset({"", "-", "--", "null", "none", "nan", "n/a", "ei tietoa", "ei tiedossa", "tuntematon", "?"})
_NUMBER = re.compile(r"^[-+]?(\d{1,3}([ \u00a0\u2009\u202f]\d{3})+|\d+)([.,]\d+)?(e[-+]?\d{1,3})?$", re.IGNORECASE)
_UNIT = re.compile(r"\s*(k-?e?m²?2?|kem|m2|m²|m3|m³|ha|%|kpl|db|dB)\s*\.?$", re.IGNORECASE)
_ROMAN = re.compile(r"(?<![A-Z])(M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?![A-Z])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_FRACTION = re.compile(r"\d+\s*/\s*\d+|[½⅓⅔¼¾]")
_DATES = (
    (re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[T Z+])"), (1, 2, 3)),
    (re.compile(r"^(\d{4})(\d{2})(\d{2})$"), (1, 2, 3)),
    (re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:$|\s)"), (3, 2, 1)),
    (re.compile(r"^(\d{4})/(\d{1,2})/(\d{1,2})(?:$|\s)"), (1, 2, 3)),
)
_YES = frozenset({"1", "true", "t", "k", "kyllä", "kylla", "on", "yes", "y", "ja", "j", "x", "08", "8"})
_NO = frozenset({"0", "false", "f", "e", "ei", "no", "n", "nej", "puuttuu"})
_PERIOD = re.compile(r"1\s*/\s*(\d{1,5})|(?:^|[^\d])(\d{1,5})\s*(?:a|v|vuot\w*|år|years?)?\s*$")
_DECIMAL_COMMA = re.compile(r"(=\s*\d+),(\d+)(?=\s*(?:[,;]|$))")
_LEVEL = re.compile(r"(\d{2,3})(?:[.,]\d+)?")


def filled(values: np.ndarray) -> np.ndarray:
    """Tell which values say something: not None, NaN, empty or a word for unknown. Bool array of shape (n,)."""
    if values.dtype.kind == "f":
        return ~np.isnan(values)
    if values.dtype.kind != "O":
        return np.ones(len(values), dtype=bool)
    return np.array(codes.by_value(values, says_something), dtype=bool)


def says_something(value: object) -> bool:
    return value is not None and not (isinstance(value, str) and value.strip().casefold() in UNKNOWN_TEXTS)


def number(value: object) -> float:
    """Read a number as Finnish and English sources write it; NaN where it is none.

    Decimal comma or point, thousands apart with spaces, a unit behind ("1 200,5 k-m2").
    """
    if value is None:
        return float("nan")
    if isinstance(value, (bool, np.bool_)):
        return float(value)
    if isinstance(value, (int, float, np.integer, np.floating)):
        try:
            result = float(value)
        except OverflowError:  # an integer of hundreds of digits
            return float("nan")
        return result if np.isfinite(result) else float("nan")
    text = _UNIT.sub("", str(value).strip()[:64]).strip()
    if not _NUMBER.match(text):
        return float("nan")
    result = float(re.sub(r"[ \u00a0\u2009\u202f]", "", text).replace(",", "."))
    return result if np.isfinite(result) else float("nan")


def numbers(values: np.ndarray) -> np.ndarray:
    """Read a column of numbers; float64, NaN where it is none."""
    if values.dtype.kind in "iufb":
        out = values.astype(np.float64)
        out[~np.isfinite(out)] = np.nan
        return out
    return np.array(codes.by_value(values, number), dtype=np.float64)


def roman(text: str) -> float:
    """Read a Roman numeral; NaN where it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return float("nan")
    values = [_ROMAN_VALUES[sign] for sign in text]
    return float(sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0])))


def storeys(value: object) -> float:
    """Read a number of storeys: 3, "3", "III", "IIu1/2" (two storeys and an attic), "1/2kII"; NaN where it is none."""
    plain = number(value)
    if plain == plain:
        return plain if 0 < plain <= MOST_STOREYS else float("nan")
    if not isinstance(value, str):
        return float("nan")
    text = _FRACTION.sub(" ", value.strip()[:64])
    for token in re.split(r"[^A-Z0-9]+", text):
        found = roman(token) if token and not token.isdigit() else number(token or None)
        if 0 < found <= MOST_STOREYS:
            return found
    return float("nan")


def storeys_text(value: object) -> str | None:
    """Give the storeys as the plan writes them; a number without its decimals."""
    if value is None:
        return None
    plain = number(value)
    if plain == plain:
        return f"{plain:g}" if 0 < plain <= MOST_STOREYS else None
    return text_of(value)


def date(value: object) -> str | None:
    """Give an ISO date ("1980-01-01", or "1980" for a bare year); None for 1900, 9999 and what is no date."""
    if value is None:
        return None
    text = f"{value:.0f}" if isinstance(value, (float, np.floating)) and np.isfinite(value) else str(value).strip()[:40]
    if re.fullmatch(r"\d{4}", text):
        return text if 1000 < int(text) < 2200 and text != "1900" else None
    for pattern, order in _DATES:
        found = pattern.match(text)
        if found:
            year, month, day = (int(found[part]) for part in order)
            if not (1000 < year < 2200 and 1 <= month <= 12 and 1 <= day <= 31) or year == 1900:
                return None
            return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def flag(value: object) -> float:
    """Read yes or no: 1, 0, NaN. A list of equipment codes is yes when lift (08) is among them."""
    if value is None:
        return float("nan")
    if isinstance(value, (bool, np.bool_)):
        return float(value)
    text = str(value).strip().casefold()
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        text = str(int(value))
    if text in _YES:
        return 1.0
    if text in _NO:
        return 0.0
    parts = set(re.findall(r"\w+", text))
    return 1.0 if len(parts) > 1 and "08" in parts else float("nan")


def text_of(value: object) -> str | None:
    """Give text without the spaces registers pad with; None for an empty one."""
    if value is None or value != value:
        return None
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))
    text = str(value).strip()
    return text if text and text.casefold() not in UNKNOWN_TEXTS else None


def period(value: object) -> float:
    """Read how often a flood comes, in years: 100, "1/100a", "100 v"; NaN where it is none."""
    years = number(value)
    if years != years and value is not None:
        found = _PERIOD.search(str(value)[:80])
        years = float(found[1] or found[2]) if found else years
    return years if 1 <= years <= 10_000 else float("nan")


def level(value: object) -> float:
    """Read a noise level in dB, the lower end of a range ("55-60"); NaN where it is none."""
    found = _LEVEL.search(str(value)[:80]) if value is not None else None
    decibels = float(found[1]) if found else float("nan")
    return decibels if 20 <= decibels <= 120 else float("nan")


def pairs(text: str) -> list[tuple[str, str, str]]:
    """Take "a=1,5; b=2" apart: each pair as written, its name and its number, a decimal comma as a point.

    Commas stand between pairs, too: one with nothing but digits before the next comma or the end is a decimal comma.
    """
    tidy = _DECIMAL_COMMA.sub(r"\1.\2", text).replace(";", ",")
    out = []
    for bit in filter(None, (piece.strip() for piece in tidy.split(","))):
        name, _, number = bit.partition("=")
        out.append((bit, name.strip(), number.strip()))
    return out
