# SPDX-License-Identifier: GPL-2.0-or-later
"""Methods for the modified shoreline (muunnettu rantaviiva), read from policy files.

No statute says how a shoreline is converted (KHO:2013:110, KHO:2017:64); one method must hold for a whole plan area
(KHO:2014:133) and the plan must let the reader check it (KHO:2014:2). So a method is a file in which each number
stands with its source, and a number that no source gives says "project's choice".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import PlanningError
from ..policy import Reader

OWN_CHOICE = "project's choice"
SET_FOR_RUN = "set for this run"
COMBINATIONS = ("min", "product")


@dataclass(frozen=True)
class WidthClasses:
    """Coefficients by width: the first class whose bound is above the width; 1 where the width reaches them all.

    Attributes:
        below_m: upper bounds in metres, rising; a width that equals a bound, to 1 cm, belongs to the next class.
        k: coefficient of each class, 0-1.
        sources: where each class comes from; empty = not told.
    """

    below_m: tuple[float, ...] = ()
    k: tuple[float, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def reach_m(self) -> float:
        """The width from which the coefficient is 1: no need to measure farther; 0 without classes."""
        return self.below_m[-1] if self.below_m else 0.0

    def number(self, width_m: np.ndarray) -> np.ndarray:
        """Give the class of each width: 0 = narrowest, len(below_m) = wide or not measured."""
        known = np.round(np.where(np.isnan(width_m), np.inf, width_m), 2)
        return np.searchsorted(np.asarray(self.below_m, dtype=float), known, side="right")

    def coefficient(self, width_m: np.ndarray) -> np.ndarray:
        """Give the coefficient of each width; NaN (not measured) counts as wide."""
        return np.asarray((*self.k, 1.0))[self.number(width_m)]


@dataclass(frozen=True)
class ShorelineMethod:
    """All numbers of one way to convert a shoreline; `None` = the method has no such rule.

    Attributes:
        id, title, description, source: what it is and where it comes from; title and description by language.
        water, land: coefficients by width of the water and of the land.
        straighten_tolerance_m: capes and coves that rise less than this above a straight line are straightened.
        detail_m: shapes smaller than this aren't looked at when widths are measured.
        step_m: longest piece of straightened shore with one width.
        combine: "min" or "product" of the two coefficients.
        across_heads: the head of a bay and the tip of a cape are measured across, too (see modified.py).
        islands_none_below_ha: smaller islands give nothing.
        islands_full_from_ha: islands from this size are shoreline as the mainland; those between give sites by area.
        islands_ha_per_site: hectares of island for one site.
        islands_min_sites: sites of an island in the area class before the ceiling.
        islands_max_per_km: ceiling of sites for one km of the island's own modified shoreline.
        islands_opposite_from_ha: smaller islands aren't an opposite shore.
        ponds_none_below_ha: smaller lakes and ponds give nothing; rivers and the sea are always shoreline.
        ponds_by_area_below_ha: lakes and ponds under this size give sites by area.
        ponds_ha_per_site: hectares of water for one site.
        ponds_opposite_from_ha: smaller waters don't make the land in front of them narrow.
        excluded_factor: what remains of excluded shore (0 = not counted).
        flat_ratio: modified = real x this, whatever the widths.
        ratio_low, ratio_high: modified / real outside these gets a warning …
        ratio_from_m: … where the water body has this much shore.
        edge_straight_m: a straight stretch at least this long, and `edge_spacing_times` the usual spacing of the
            ring's vertices, is taken as the edge of the data; 0 = never.
        sources: field -> where its number comes from.
    """

    id: str = "own"
    title: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    source: str = OWN_CHOICE
    water: WidthClasses = WidthClasses()
    land: WidthClasses = WidthClasses()
    straighten_tolerance_m: float = 20.0
    detail_m: float = 1.0
    step_m: float = 25.0
    combine: str = "min"
    across_heads: bool = True
    islands_none_below_ha: float = 2.0
    islands_full_from_ha: float = 20.0
    islands_ha_per_site: float | None = None
    islands_min_sites: int = 0
    islands_max_per_km: float | None = None
    islands_opposite_from_ha: float = 2.0
    ponds_none_below_ha: float = 0.0
    ponds_by_area_below_ha: float = 0.0
    ponds_ha_per_site: float | None = None
    ponds_opposite_from_ha: float = 1.0
    excluded_factor: float = 0.0
    flat_ratio: float | None = None
    ratio_low: float = 0.55
    ratio_high: float = 0.85
    ratio_from_m: float = 5000.0
    edge_straight_m: float = 60.0
    edge_spacing_times: float = 20.0
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What says of each piece how it was measured: "v1", or "v1; step_m=10" where a number was set for the run."""
        set_now = [name for name, source in self.sources.items() if source == SET_FOR_RUN]
        return "; ".join([self.id, *(f"{name}={getattr(self, name)}" for name in sorted(set_now))])

    def changed(self, **values: Any) -> ShorelineMethod:
        """Give the method with other numbers; their source becomes "set for this run".

        Raises:
            PlanningError: no such parameter, or a combination that doesn't exist.
        """
        unknown = set(values) - {item.name for item in fields(self)}
        if unknown:
            raise PlanningError("a shoreline method has no parameter {}", ", ".join(sorted(unknown)))
        if values.get("combine", "min") not in COMBINATIONS:
            raise PlanningError("combine is {0!r}; it must be one of {1}", values["combine"], ", ".join(COMBINATIONS))
        same = {name for name, value in values.items() if getattr(self, name) == value}
        sources = {**self.sources, **{name: SET_FOR_RUN for name in values if name not in same}}
        return replace(self, **values, sources=sources)

    def parameters(self) -> list[tuple[str, object, str]]:
        """List every number as (parameter, value, source), for the report that goes with the results."""
        rows: list[tuple[str, object, str]] = []
        for side in ("water", "land"):
            classes: WidthClasses = getattr(self, side)
            source = self.sources.get(side, OWN_CHOICE)
            sources = classes.sources or (source,) * len(classes.k)
            rows += [
                (f"k_{side} below {bound:g} m", k, told) for bound, k, told in zip(classes.below_m, classes.k, sources)
            ]
            rows.append((f"k_{side} wider", 1.0, source))
        listed = {"id", "title", "description", "source", "sources", "water", "land"}
        rows += [
            (item.name, getattr(self, item.name), self.sources.get(item.name, OWN_CHOICE))
            for item in fields(self)
            if item.name not in listed
        ]
        return rows


def read_method(path: Path | str) -> ShorelineMethod:
    """Read a method file (resources/methods/shoreline_v1.yaml and its like).

    Raises:
        PolicyError: a key is missing, unknown or out of range; the message names file, line and key.
    """
    reader = Reader.open(path)
    sources: dict[str, str] = {}
    values: dict[str, object] = {
        "id": reader.text("id"),
        "title": reader.texts("title"),
        "description": reader.texts("description"),
        "source": reader.text("source"),
    }
    for side in ("water", "land"):
        part = reader.part(side)
        sources[side] = part.text("source")
        values[side] = _classes(part, sources[side])
        part.done()
    plain = _Numbers(reader, "", values, sources)
    plain.number("straighten_tolerance_m", 0, 200)
    plain.number("detail_m", 0, 10)
    plain.number("step_m", 1, 200)
    plain.choice("combine", COMBINATIONS)
    plain.flag("across_heads")
    plain.number("excluded_factor", 0, 1)
    plain.number("flat_ratio", 0, 1, optional=True)
    islands = _Numbers(reader.part("islands"), "islands_", values, sources)
    islands.number("none_below_ha", 0, 1000)
    islands.number("full_from_ha", 0, 1000)
    islands.number("ha_per_site", 0.01, 1000, optional=True)
    islands.number("min_sites", 0, 10)
    islands.number("max_per_km", 0, 50, optional=True)
    islands.number("opposite_from_ha", 0, 1000)
    islands.part.done()
    ponds = _Numbers(reader.part("ponds"), "ponds_", values, sources)
    ponds.number("none_below_ha", 0, 1000)
    ponds.number("by_area_below_ha", 0, 1000)
    ponds.number("ha_per_site", 0.01, 1000, optional=True)
    ponds.number("opposite_from_ha", 0, 1000)
    ponds.part.done()
    ratio = _Numbers(reader.part("ratio"), "ratio_", values, sources)
    ratio.number("low", 0, 1)
    ratio.number("high", 0, 1)
    ratio.number("from_m", 0, 1e6)
    ratio.part.done()
    edge = _Numbers(reader.part("data_edge"), "edge_", values, sources)
    edge.number("straight_m", 0, 10_000)
    edge.number("spacing_times", 0, 1000)
    edge.part.done()
    reader.done()
    return ShorelineMethod(**values, sources=sources)  # type: ignore[arg-type]


class _Numbers:
    """Reads `key: {value: …, source: …}` lines into two dicts."""

    def __init__(self, part: Reader, prefix: str, values: dict[str, object], sources: dict[str, str]):
        self.part, self._prefix, self._values, self._sources = part, prefix, values, sources

    def number(self, key: str, low: float, high: float, optional: bool = False) -> None:
        leaf = self.part.part(key)
        self._keep(key, leaf, leaf.number("value", None if optional else ..., low, high))

    def flag(self, key: str) -> None:
        leaf = self.part.part(key)
        self._keep(key, leaf, leaf.flag("value"))

    def choice(self, key: str, choices: tuple[str, ...]) -> None:
        leaf = self.part.part(key)
        self._keep(key, leaf, leaf.text("value", choices=choices))

    def _keep(self, key: str, leaf: Reader, value: object) -> None:
        self._values[self._prefix + key] = value
        self._sources[self._prefix + key] = leaf.text("source")
        leaf.done()


def _classes(part: Reader, source: str) -> WidthClasses:
    bounds: list[float] = []
    coefficients: list[float] = []
    sources: list[str] = []
    for row in part.parts("classes"):
        bound = row.number("below_m", low=0)
        if bounds and bound <= bounds[-1]:
            raise row.fail("below_m", "{0} must be above the class before it ({1})", bound, bounds[-1])
        bounds.append(float(bound))
        coefficients.append(float(row.number("k", low=0, high=1)))
        sources.append(row.text("source", source))
        row.done()
    return WidthClasses(tuple(bounds), tuple(coefficients), tuple(sources))
