# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads building-right notations as Finnish detailed plans write them: "AK-17 III e=0.70", "2740+yht 260+t50".

Sources: the standard markings as municipalities explain them (a Roman numeral is the largest number of storeys, a
fraction before it the share of the largest storey that may be used as floor area in the basement, one after it the same
in the attic, an underlined number must be used exactly: City of Porvoo, storey markings of Länsi-Haikko); SYKE,
application profile for detailed plans (values, additional right, shares of use).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .grammar import Grammar, ParkingNorm
from .method import Kinds, kinds
from .tokens import MOST_STOREYS, NAN

__all__ = ["EMPTY", "Notation", "NotationColumns", "ParkingNorm", "parse", "parse_column", "parse_columns"]

NUMBERS = (
    "main_right_m2", "plot_ratio", "storeys_min", "storeys_max", "coverage_pct", "places", "place_right_m2",
    "dwellings", "volume_m3",
)  # fmt: skip
_PLAIN = re.compile(r"[1-9]\d{1,4}")
_DIGIT_STOREYS = re.compile(r"\s*(\d{1,2})(?:[.,]0+)?(?:\s*[-–]\s*(\d{1,2}))?\s*")


@dataclass(frozen=True)
class Notation:
    """What a notation says; NaN or empty where it says nothing.

    Attributes:
        zone_code: the area reservation in front, as written ("AK-17").
        main_right_m2: floor area permitted for the main use.
        plot_ratio: floor area / area of the plot (e, or 1 / väljyysluku).
        extra_m2: (kind, m2) of rights on top of the main right: "yht" shared rooms, "t" outbuildings ...
        use_m2, use_pct: (kind, m2) and (kind, %) of the main right that is for a use: "as" dwellings, "m" shop ...
        storeys_min, storeys_max: "II-IV" is 2 and 4, "III" is NaN and 3.
        basement_share, attic_share: lowest and highest share (0-1) of the largest storey usable as floor area.
        coverage_pct: share of the area that buildings may cover.
        places, place_right_m2: number of building places, and the right of each.
        dwellings: largest number of dwellings.
        volume_m3: volume right; not convertible to floor area without heights.
        parking: parking norms.
        exact: which of "right", "storeys", "ratio" are underlined: to be used exactly.
        unread: what couldn't be read, verbatim.
    """

    zone_code: str | None = None
    main_right_m2: float = NAN
    plot_ratio: float = NAN
    extra_m2: tuple[tuple[str, float], ...] = ()
    use_m2: tuple[tuple[str, float], ...] = ()
    use_pct: tuple[tuple[str, float], ...] = ()
    storeys_min: float = NAN
    storeys_max: float = NAN
    basement_share: tuple[float, float] = (NAN, NAN)
    attic_share: tuple[float, float] = (NAN, NAN)
    coverage_pct: float = NAN
    places: float = NAN
    place_right_m2: float = NAN
    dwellings: float = NAN
    volume_m3: float = NAN
    parking: tuple[ParkingNorm, ...] = ()
    exact: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def extra_right(self, kind: str) -> float:
        """Give the right of one kind on top of the main right; NaN where there is none."""
        return dict(self.extra_m2).get(kind, NAN)


EMPTY = Notation()


def parse(text: object, vocabulary: Kinds | None = None) -> Notation:
    """Read one notation.

    Args:
        text: as written; None and blank give an empty Notation.
        vocabulary: kinds of extra right and use; those of resources/methods/building_rights.yaml by default.
    """
    if text is None:
        return EMPTY
    text = str(text)
    if _PLAIN.fullmatch(text):
        return Notation(main_right_m2=float(text))
    return Notation(**Grammar(text, vocabulary or kinds()).read())


def storeys(text: object) -> tuple[float, float]:
    """Read a column of storeys, where a plain number is storeys too: "III", "II-IV", "3", "2-4" -> (min, max)."""
    if text is None:
        return NAN, NAN
    match = _DIGIT_STOREYS.fullmatch(str(text))
    if match:
        low, high = float(match[1]), float(match[2] or match[1])
        if not 0 < low <= high <= MOST_STOREYS:
            return NAN, NAN
        return (low if match[2] else NAN), high
    read = parse(text)
    return read.storeys_min, read.storeys_max


def _silent(value: object) -> bool:
    if isinstance(value, tuple):
        return all(isinstance(part, float) and part != part for part in value)
    return value is None or value != value


@dataclass(frozen=True)
class NotationColumns:
    """Notations of n features: the different ones, and which of them each feature has."""

    notations: tuple[Notation, ...]
    index: np.ndarray

    def number(self, name: str) -> np.ndarray:
        """Give a number of each feature, float64 of shape (n,): a field's name, or "extra:t" for one kind."""
        kind = name.removeprefix("extra:")
        values = [getattr(n, name) if kind == name else n.extra_right(kind) for n in self.notations]
        return np.array(values, dtype=float)[self.index]

    def pairs(self, name: str) -> np.ndarray:
        """Give the lowest and highest value of a range, float64 of shape (n, 2)."""
        return np.array([getattr(n, name) for n in self.notations], dtype=float).reshape(-1, 2)[self.index]

    def text(self, name: str) -> np.ndarray:
        """Give a list of each feature as text, object of shape (n,): "t 50; yht 260"; None where empty."""
        return self._objects([_joined(getattr(n, name)) for n in self.notations])

    def says(self, name: str) -> np.ndarray:
        """Tell for each feature whether a field says anything, bool of shape (n,)."""
        return np.array([not _silent(getattr(n, name)) for n in self.notations], dtype=bool)[self.index]

    def _objects(self, values: list) -> np.ndarray:
        column = np.empty(len(values), dtype=object)
        column[:] = values
        return column[self.index]


def _joined(value: tuple) -> str | None:
    return "; ".join(part if isinstance(part, str) else f"{part[0]} {part[1]:g}" for part in value) or None


def parse_columns(texts: Iterable[object], vocabulary: Kinds | None = None) -> NotationColumns:
    """Read a column of notations, each different text once.

    A dict rather than np.unique: it takes None, and needs no array as wide as the longest text.
    """
    position: dict[object, int] = {}
    index = np.array([position.setdefault(text, len(position)) for text in texts], dtype=np.int64)
    return NotationColumns(tuple(parse(text, vocabulary) for text in position), index)


def parse_column(texts: Iterable[object], vocabulary: Kinds | None = None) -> dict[str, np.ndarray]:
    """Read a column of notations into columns of shape (n,): the numbers of `Notation`, and its lists as text."""
    read = parse_columns(texts, vocabulary)
    out = {name: read.number(name) for name in NUMBERS}
    for name in ("basement_share", "attic_share"):
        out[f"{name}_min"], out[f"{name}_max"] = read.pairs(name).T
    for name in ("extra_m2", "use_m2", "use_pct", "exact", "unread"):
        out[name] = read.text(name)
    return out
