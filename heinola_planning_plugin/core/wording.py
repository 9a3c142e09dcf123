# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers and fixed words in the reader's language: "1 234,5" in Finnish and Swedish, "1,234.5" in English."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

NBSP = "\u00a0"
_NORDIC = str.maketrans({",": NBSP, ".": ",", "-": "\u2212"})
_ENGLISH = str.maketrans({"-": "\u2212"})

UNKNOWN = {"fi": "ei tiedossa", "sv": "okänt", "en": "unknown"}

STATUS = {
    "candidate": {"fi": "soveltuva", "sv": "lämplig", "en": "suitable"},
    "conditional": {"fi": "ehdollinen", "sv": "villkorlig", "en": "conditional"},
    "excluded": {"fi": "ei sovellu", "sv": "olämplig", "en": "excluded"},
    "unknown": {"fi": "ei voida arvioida", "sv": "kan inte bedömas", "en": "can't be judged"},
}
"""A judged feature's status within a sentence."""

UNITS = {
    "k-m2": {"fi": "k-m²", "sv": "m² vy", "en": "m² GFA"},
    "m2": {"fi": "m²", "sv": "m²", "en": "m²"},
    "pct": {"fi": "%", "sv": "%", "en": "%"},
    "share": {"fi": "%", "sv": "%", "en": "%"},
    "places": {"fi": "rp", "sv": "byggplatser", "en": "building places"},
    "plots": {"fi": "kpl", "sv": "st", "en": "plots"},
    "count": {"fi": "kpl", "sv": "st", "en": ""},
    "deg": {"fi": "°", "sv": "°", "en": "°"},
    "": {"fi": "", "sv": "", "en": ""},
}
"""Units whose written form depends on the language; any other unit is written as it is."""


def unit_text(unit: str, language: str) -> str:
    """Give a unit as it is written in the language."""
    return UNITS.get(unit, {}).get(language, unit)


def number(value: float, decimals: int = 0, language: str = "fi", unit: str = "") -> str:
    """Write one number; unknown is said, never shown as 0. A unit "share" (0-1) is written in per cent."""
    return numbers([value], decimals, language, unit)[0]


def numbers(values: Iterable[float], decimals: int = 0, language: str = "fi", unit: str = "") -> list[str]:
    """Write numbers with the same decimals and unit; see `number`."""
    array = np.asarray(values, dtype=float)
    if unit == "share":
        array = array * 100
    array = np.round(array, decimals) + 0.0  # +0.0 so that a rounded-away negative isn't written as minus zero
    different, place = np.unique(array, return_inverse=True)  # rounded, a long column holds few different numbers
    table = _ENGLISH if language == "en" else _NORDIC
    pattern = f"{{:,.{decimals}f}}"
    written = unit_text(unit, language)
    tail = f"{NBSP}{written}" if written else ""
    missing = UNKNOWN.get(language, UNKNOWN["en"])
    texts = [
        pattern.format(value).translate(table) + tail if value == value else missing  # NaN differs from itself
        for value in different.tolist()
    ]
    return [texts[one] for one in place.tolist()]
