# SPDX-License-Identifier: GPL-2.0-or-later
"""Water bodies and islands: what the method makes of each by its size, and their totals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..features import Features, Source, scale_factors
from .method import ShorelineMethod
from .shores import Shores


class Classes:
    """What the method makes of each island and water body by its size.

    Attributes:
        island: shape (r,) by ring, None on the mainland, else "none", "area" or "full".
        water: shape (w,), "none", "area" or "full".
    """

    def __init__(self, shores: Shores, method: ShorelineMethod):
        area = _as_printed(shores.ring_area_ha)
        small, large = area < method.islands_none_below_ha, area >= method.islands_full_from_ha
        self.island = np.select([small, large], ["none", "full"], "area").astype(object)
        self.island[~shores.ring_island] = None
        water = np.where(shores.water_is_lake, _as_printed(shores.water_area_ha), np.inf)
        small, by_area = water < method.ponds_none_below_ha, water < method.ponds_by_area_below_ha
        self.water = np.select([small, by_area], ["none", "area"], "full").astype(object)

    def measured(self, ring: np.ndarray, water: np.ndarray) -> np.ndarray:
        """Tell which pieces need widths: those that can count, and islands by area for their ceiling."""
        return (self.island[ring] != "none") & (self.water[water] == "full")


@dataclass(frozen=True)
class Lengths:
    """Metres of each piece by what they are, each shape (n,), and the row of the water body."""

    water: np.ndarray
    real: np.ndarray
    counted: np.ndarray
    straight: np.ndarray
    modified: np.ndarray
    before_exclusion: np.ndarray
    excluded: np.ndarray


class Bodies:
    """Makes the tables of islands, edges and water bodies.

    Attributes:
        island_id: shape (r,) by ring, "<water>/<number from the largest>", None on the mainland.
    """

    def __init__(self, shores: Shores, method: ShorelineMethod, classes: Classes, crs: str, source: Source):
        self._shores, self._method, self._classes, self._crs, self._source = shores, method, classes, crs, source
        rows = np.flatnonzero(shores.ring_island)
        self._rows = rows[np.lexsort((-shores.ring_area_ha[rows], shores.ring_water[rows]))]
        water = shores.ring_water[self._rows]
        begins = np.flatnonzero(np.diff(water, prepend=-1))
        place = np.arange(len(rows))
        number = place - begins[np.searchsorted(begins, place, side="right") - 1] + 1
        self.island_id = np.full(len(shores.ring_island), None, dtype=object)
        self.island_id[self._rows] = [f"{shores.water_id[w]}/{n}" for w, n in zip(water.tolist(), number.tolist())]

    def islands(self, ring: np.ndarray, real_m: np.ndarray, measured_m: np.ndarray) -> Features:
        """Give the islands, the largest of each water first.

        Args:
            ring, real_m, measured_m: shape (n,), of the pieces; measured = modified were the island shoreline.
        """
        shores, rows, count = self._shores, self._rows, len(self._shores.ring_island)
        measured = np.bincount(ring, measured_m, count)
        return Features(
            self._polygons(),
            {
                "island_id": self.island_id[rows],
                "water_id": shores.water_id[shores.ring_water[rows]],
                "area_ha": shores.ring_area_ha[rows],
                "island_class": self._classes.island[rows],
                "real_m": np.bincount(ring, real_m, count)[rows],
                "measured_m": measured[rows],
                "sites": self._island_sites(measured)[rows],
            },
            self._crs,
            self._source,
        )

    def _island_sites(self, measured_m: np.ndarray) -> np.ndarray:
        shores, method = self._shores, self._method
        sites = np.full(len(measured_m), np.inf)
        if method.islands_ha_per_site is not None:
            sites = np.maximum(_sites(shores.ring_area_ha, method.islands_ha_per_site), method.islands_min_sites)
        if method.islands_max_per_km is not None:
            sites = np.minimum(sites, np.floor(measured_m / 1000 * method.islands_max_per_km + 1e-9))
        counts = (self._classes.island == "area") & (self._classes.water[shores.ring_water] == "full")
        return np.where(counts & np.isfinite(sites), sites, 0.0)

    def area_sites(self, ring: np.ndarray, lengths: Lengths, measured_m: np.ndarray) -> np.ndarray:
        """Spread the sites of islands and ponds by area over their pieces of shore, by real metres; shape (n,)."""
        kind, pond = self._classes.water, self._pond_sites()
        of_ring = self._island_sites(np.bincount(ring, measured_m, len(self.island_id)))
        ring_m = np.bincount(ring, lengths.real, len(self.island_id))
        water_m = np.bincount(lengths.water, lengths.real, len(kind))
        with np.errstate(invalid="ignore", divide="ignore"):
            return lengths.real * (np.nan_to_num(of_ring / ring_m)[ring] + np.nan_to_num(pond / water_m)[lengths.water])

    def _pond_sites(self) -> np.ndarray:
        sites = _sites(self._shores.water_area_ha, self._method.ponds_ha_per_site)
        return np.where(self._classes.water == "area", sites, 0.0)

    def _polygons(self) -> np.ndarray:
        """Give the islands' shapes; None where part of the shore is the edge of the data."""
        shores = self._shores
        ring = np.repeat(shores.line_ring, np.diff(shores.line_start))
        wanted = np.full(len(shores.ring_island), -1)
        wanted[self._rows] = np.arange(len(self._rows))
        order = np.argsort(wanted[ring], kind="stable")
        order = order[wanted[ring][order] >= 0]
        out = np.full(len(self._rows), None, dtype=object)
        if len(order):
            present, index = np.unique(wanted[ring][order], return_inverse=True)
            out[present] = shapely.polygons(
                shapely.linearrings(shores.xy[order] + shores.origin, indices=index.reshape(-1))
            )
        return out

    def edges(self) -> Features:
        """Give the edges of the data as lines."""
        shores = self._shores
        lines = shapely.linestrings(shores.edges.reshape(-1, 2, 2) + shores.origin)
        return Features(
            lines,
            {
                "water_id": shores.water_id[shores.edge_water],
                "length_m": shapely.length(lines) / scale_factors(lines, self._crs)[0],
                "reasons": np.where(shores.edge_guessed, "data_edge_guessed", "data_edge").astype(object),
            },
            self._crs,
            self._source,
        )

    def water_bodies(self, lengths: Lengths, islands: Features, edges: Features) -> Features:
        """Give the totals of each water body."""
        shores, method, kind = self._shores, self._method, self._classes.water
        count = len(shores.water_id)

        def total(values: np.ndarray) -> np.ndarray:
            return np.bincount(lengths.water, values, count)

        counted, modified, before = (
            total(part) for part in (lengths.counted, lengths.modified, lengths.before_exclusion)
        )
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio, ratio_before = modified / counted, before / counted
        island_water = shores.ring_water[self._rows]
        by_class = {
            f"islands_{name}": np.bincount(island_water[islands["island_class"] == name], minlength=count)
            for name in ("none", "area", "full")
        }
        edge_m = np.bincount(shores.edge_water, edges["length_m"], count)
        guessed = np.bincount(shores.edge_water[shores.edge_guessed], minlength=count) > 0
        odd = (ratio_before < method.ratio_low) | (ratio_before > method.ratio_high)
        return Features(
            np.full(count, None, dtype=object),
            {
                "water_id": shores.water_id,
                "area_ha": shores.water_area_ha,
                "water_class": kind,
                "real_m": total(lengths.real),
                "counted_m": counted,
                "straight_m": total(lengths.straight),
                "modified_m": modified,
                "ratio": ratio,
                "ratio_before_exclusion": ratio_before,
                "excluded_m": total(lengths.excluded),
                "data_edge_m": edge_m,
                **by_class,
                "island_sites": np.bincount(island_water, islands["sites"], count),
                "pond_sites": self._pond_sites(),
                "warnings": codes(
                    count,
                    [
                        ("ratio_outside_usual", odd & (counted >= method.ratio_from_m)),
                        ("data_edge", edge_m > 0),
                        ("data_edge_guessed", guessed),
                    ],
                ),
            },
            self._crs,
            self._source,
        )


def codes(count: int, told: list[tuple[str, np.ndarray]]) -> np.ndarray:
    """Write the codes that hold in each row, ";" between them; "" where none holds."""
    out = np.full(count, "", dtype=object)
    for code, mask in told:
        out[mask] += ";" + code
    return np.array([text[1:] for text in out], dtype=object)


def _sites(area_ha: np.ndarray, ha_per_site: float | None) -> np.ndarray:
    """Give the whole sites of an area."""
    return np.zeros(len(area_ha)) if ha_per_site is None else np.floor(_as_printed(area_ha) / ha_per_site + 1e-9)


def _as_printed(area_ha: np.ndarray) -> np.ndarray:
    """Round to 0.01 ha, so that what the report prints as 12.00 ha counts as 12 ha."""
    return np.round(area_ha, 2)
