# SPDX-License-Identifier: GPL-2.0-or-later
"""The modified shoreline (muunnettu rantaviiva) of waters, piece by piece.

    modified_m = k x straight_m,   k = min(k_water, k_land) x b   (or the product of the two, by the method)

with b = 0 on excluded shore, and nothing for islands and ponds that the method counts by area or not at all: those
give sites, not metres. Built on the variant of Ruovesi's shore plan (KHO:2017:123); the other variants are method
files. The result is a planner's aid for AKL 39 and 73 §, not a statement of right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..errors import InputError
from ..features import Features, Source, scale_factors, text_column
from ..progress import Progress, part, silent
from .bodies import Bodies, Classes, Lengths, codes
from .cutting import cut, parts_of
from .method import ShorelineMethod
from .shores import Shores, shorelines
from .straighten import Chords, Pieces, lines_of, pieces_of, straighten
from .widths import Opposite, Side, measure

ON_SHORE_M = 2.0
"""An excluded area this near to a piece of shore holds it: areas drawn to the shoreline touch it only by chance."""
_CUT_STEP_M = 5.0
_MAX_REASONS = 62


@dataclass(frozen=True)
class ModifiedShoreline:
    """Result for n pieces of shore.

    Attributes:
        pieces: LineStrings of real shore, the water on the left, following each other along each shore. Columns:
            piece_id, water_id, water_area_ha (of the whole water body), island_id (None on the mainland), island_class
            (None, "none", "area", "full"), shore_id (one unbroken shore), start_m (straightened metres from its
            beginning), real_m, straight_m, width_water_m, width_land_m (inf = no shore within the method's reach, NaN =
            not measured), k_water, k_land (NaN = not measured), k, modified_m, area_sites (share of the sites that its
            island or pond gives by area), water_direction_deg (0 = the water lies in the north), excluded (reasons,
            None), reasons (codes), method (`ShorelineMethod.label`).
        water_ray, land_ray: shape (n,), LineStrings of the cross-sections; None where no width was found.
        water_bodies: no geometry; water_id, area_ha, water_class ("none", "area", "full"), real_m, counted_m (real
            shore that the method treats as shoreline: without islands and ponds by area or below the minimum),
            straight_m, modified_m, ratio (modified / counted), ratio_before_exclusion, excluded_m, data_edge_m,
            islands_none, islands_area, islands_full, island_sites, pond_sites, warnings (codes).
        islands: polygons; island_id, water_id, area_ha, island_class, real_m, measured_m (its modified shoreline
            were it counted as shore), sites.
        edges: LineStrings at the edge of the data, not counted as shore; water_id, length_m, reasons ("data_edge",
            "data_edge_guessed").
        method: what it was made with.
    """

    pieces: Features
    water_ray: np.ndarray
    land_ray: np.ndarray
    water_bodies: Features
    islands: Features
    edges: Features
    method: ShorelineMethod

    def totals(self) -> dict[str, float]:
        """Give real_m, straight_m and modified_m of everything."""
        return {name: float(self.pieces[name].sum()) for name in ("real_m", "straight_m", "modified_m")}

    def cross_sections(self) -> Features:
        """Give the measured cross-sections as one layer: piece_id, water_id, side ("water", "land"), width_m, k."""
        rays = np.concatenate([self.water_ray, self.land_ray])
        found = np.flatnonzero(~shapely.is_missing(rays))
        is_water = found < len(self.pieces)
        pick = self.pieces.take(found % len(self.pieces))
        return Features(
            rays[found],
            {
                "piece_id": pick["piece_id"],
                "water_id": pick["water_id"],
                "side": np.where(is_water, "water", "land").astype(object),
                "width_m": np.where(is_water, pick["width_water_m"], pick["width_land_m"]),
                "k": np.where(is_water, pick["k_water"], pick["k_land"]),
            },
            self.pieces.crs,
            self.pieces.source,
        )


def modified_shoreline(
    water: Features,
    method: ShorelineMethod,
    excluded: Features | None = None,
    extent: object = None,
    progress: Progress = silent,
) -> ModifiedShoreline:
    """Compute the modified shoreline.

    Args:
        water: polygons; column `water_id` where the layer has one. Degrees are moved to a metric CRS, and the result
            is in it.
        method: see `read_method`.
        excluded: polygons of shore that isn't counted, column `reason` (text).
        extent: polygon or lines in the water's (metric) CRS where the data end; such stretches are no shore.
        progress: reports and cancels.

    Raises:
        InputError: no polygons, no CRS, or more reasons than can be kept apart.
    """
    water = water.in_metres()
    progress(0.0, "Finding the shores")
    shores = shorelines(water, method, extent)
    progress(0.1, "Straightening the shores")
    chords = straighten(shores, method.straighten_tolerance_m, method.detail_m)
    pieces = pieces_of(shores, chords, method.step_m)
    lines = lines_of(shores, pieces)
    line = chords.line[pieces.chord]
    ring = shores.line_ring[line]
    classes = Classes(shores, method)
    progress(0.2, "Measuring the widths of water and land")
    rows = np.flatnonzero(classes.measured(ring, shores.line_water[line]))
    sides = measure(chords, pieces, rows, Opposite(shores, chords, method), method, part(progress, 0.2, 0.85))
    progress(0.85, "Looking for excluded shore")
    table = _Table(water, shores, chords, pieces, lines, method)
    table.add_widths(*sides)
    table.exclude(excluded)
    return table.result(classes, *sides)


class _Table:
    """The pieces' columns as they come together."""

    def __init__(
        self,
        water: Features,
        shores: Shores,
        chords: Chords,
        pieces: Pieces,
        lines: np.ndarray,
        method: ShorelineMethod,
    ):
        self.shores, self.method, self.crs = shores, method, water.crs
        self.source = Source(water.source.name, water.source.uri, water.source.count, water.source.date)
        line = chords.line[pieces.chord]
        along = chords.direction[pieces.chord]
        self.geometry = lines
        scale = scale_factors(lines, water.crs)[0]
        # The line's direction turned left is where the water is; compass degrees run clockwise from north.
        towards = np.degrees(np.arctan2(-along[:, 1], along[:, 0])) % 360.0
        self.row = np.arange(len(lines))
        self.columns: dict[str, np.ndarray] = {
            "ring": shores.line_ring[line],
            "water": shores.line_water[line],
            "shore_id": shores.line_shore[line].astype(np.int64),
            "start_m": pieces.shore_start_m / scale,
            "real_m": pieces.real_m / scale,
            "straight_m": pieces.straight_m / scale,
            "water_direction_deg": towards,
            "scale": scale,
        }

    def add_widths(self, water: Side, land: Side) -> None:
        """Turn the widths into coefficients."""
        method, scale = self.method, self.columns["scale"]
        for name, side, classes in (("water", water, method.water), ("land", land, method.land)):
            width = side.width_m / scale
            self.columns[f"width_{name}_m"] = width
            self.columns[f"k_{name}"] = np.where(np.isnan(width), np.nan, classes.coefficient(width))
            self.columns[f"class_{name}"] = classes.number(width)
            self.columns[f"head_{name}"] = side.across_head
            self.columns[f"edge_{name}"] = side.at_edge

    def exclude(self, excluded: Features | None) -> None:
        """Cut the pieces at the borders of excluded areas and note the reasons."""
        mask = np.zeros(len(self.geometry), dtype=np.int64)
        self.reasons: list[str] = []
        if excluded is not None and len(excluded):
            areas = excluded.to_crs(self.crs) if self.crs and excluded.crs else excluded
            given = areas["reason"] if "reason" in areas else np.full(len(areas), None, dtype=object)
            told = [str(text or "excluded") for text in given]
            self.reasons = list(dict.fromkeys(told))  # in the order they come: the first draws the piece
            if len(self.reasons) > _MAX_REASONS:
                raise InputError(
                    "has {0} different reasons, at most {1} are kept apart; give kinds, not names",
                    len(self.reasons),
                    _MAX_REASONS,
                    layer=excluded.source.name,
                    field="reason",
                )
            place = {text: number for number, text in enumerate(self.reasons)}
            bit = np.left_shift(1, np.array([place[text] for text in told], dtype=np.int64))

            def inside(points: np.ndarray, _rows: np.ndarray) -> np.ndarray:
                # The areas ask for the points: what asks is prepared once, and a flood area can be large.
                area, point = shapely.STRtree(points).query(areas.geometry, predicate="dwithin", distance=ON_SHORE_M)
                held = np.zeros(len(points), dtype=np.int64)
                np.bitwise_or.at(held, point, bit[area])
                return held

            line, start, end, mask = cut(self.geometry, inside, _CUT_STEP_M)
            self.geometry = parts_of(self.geometry, line, start, end)
            self.row = line
            share = end - start
            whole = self.columns["straight_m"][line]
            self.columns = {name: values[line] for name, values in self.columns.items()}
            self.columns["start_m"] = self.columns["start_m"] + start * whole
            for name in ("real_m", "straight_m"):
                self.columns[name] = self.columns[name] * share
        self.columns["excluded"] = mask

    def result(self, classes: Classes, water: Side, land: Side) -> ModifiedShoreline:
        method, shores, columns = self.method, self.shores, self.columns
        island = classes.island[columns["ring"]]
        kind = classes.water[columns["water"]]
        k_water, k_land = (np.nan_to_num(columns[f"k_{name}"], nan=1.0) for name in ("water", "land"))
        k = k_water * k_land if method.combine == "product" else np.minimum(k_water, k_land)
        base = columns["straight_m"]
        if method.flat_ratio is not None:
            k, base = np.full(len(k), method.flat_ratio), columns["real_m"]
        counted = (kind == "full") & ((island == None) | (island == "full"))  # noqa: E711 - elementwise
        measured_m = np.where(kind == "full", k, 0.0) * np.where(island == "none", 0.0, base)
        before = np.where(counted, measured_m, 0.0)
        b = np.where(columns["excluded"] > 0, method.excluded_factor, 1.0)
        k = np.where(counted, k * b, 0.0)
        modified = k * base

        bodies = Bodies(shores, method, classes, self.crs, self.source)
        islands = bodies.islands(columns["ring"], columns["real_m"], measured_m * b)
        edges = bodies.edges()
        shore = Lengths(
            water=columns["water"],
            real=columns["real_m"],
            counted=np.where(counted, columns["real_m"], 0.0),
            straight=columns["straight_m"],
            modified=modified,
            before_exclusion=before,
            excluded=np.where(columns["excluded"] > 0, columns["real_m"], 0.0),
        )
        pieces = Features(
            self.geometry,
            {
                "piece_id": np.arange(1, len(k) + 1),
                "water_id": shores.water_id[columns["water"]],
                "water_area_ha": shores.water_area_ha[columns["water"]],
                "island_id": bodies.island_id[columns["ring"]],
                "island_class": island,
                "shore_id": columns["shore_id"] + 1,
                "start_m": columns["start_m"],
                "real_m": columns["real_m"],
                "straight_m": columns["straight_m"],
                "width_water_m": columns["width_water_m"],
                "width_land_m": columns["width_land_m"],
                "k_water": columns["k_water"],
                "k_land": columns["k_land"],
                "k": k,
                "modified_m": modified,
                "area_sites": bodies.area_sites(columns["ring"], shore, measured_m * b),
                "water_direction_deg": columns["water_direction_deg"],
                "excluded": self._excluded_text(),
                "reasons": self._reasons(island, kind),
                "method": np.full(len(k), method.label, dtype=object),
            },
            self.crs,
            self.source,
        )
        return ModifiedShoreline(
            pieces=pieces,
            water_ray=_rays(water, shores.origin)[self.row],
            land_ray=_rays(land, shores.origin)[self.row],
            water_bodies=bodies.water_bodies(shore, islands, edges),
            islands=islands,
            edges=edges,
            method=method,
        )

    def _excluded_text(self) -> np.ndarray:
        masks, which = np.unique(self.columns["excluded"], return_inverse=True)
        texts = [
            ";".join(text for n, text in enumerate(self.reasons) if mask >> n & 1) or None for mask in masks.tolist()
        ]
        return text_column(texts)[which.reshape(-1)]

    def _reasons(self, island: np.ndarray, kind: np.ndarray) -> np.ndarray:
        method, columns = self.method, self.columns
        told = [
            (f"{side}_below_{bound:g}", columns[f"class_{side}"] == number)
            for side, classes in (("water", method.water), ("land", method.land))
            for number, bound in enumerate(classes.below_m)
        ]
        told += [
            ("across_bay_head", columns["head_water"]),
            ("across_cape_tip", columns["head_land"]),
            ("water_to_data_edge", columns["edge_water"]),
            ("land_to_data_edge", columns["edge_land"]),
            ("flat_ratio", np.full(len(island), method.flat_ratio is not None)),
            ("island_below_min", island == "none"),
            ("island_by_area", island == "area"),
            ("water_below_min", kind == "none"),
            ("water_by_area", kind == "area"),
        ]
        told += [(f"excluded_{text}", columns["excluded"] >> n & 1 == 1) for n, text in enumerate(self.reasons)]
        return codes(len(island), told)


def _rays(side: Side, origin: np.ndarray) -> np.ndarray:
    rays = np.full(len(side.width_m), None, dtype=object)
    rows = np.flatnonzero(np.isfinite(side.from_xy[:, 0]) & np.isfinite(side.to_xy[:, 0]))
    rays[rows] = shapely.linestrings(np.stack([side.from_xy[rows], side.to_xy[rows]], axis=1) + origin)
    return rays
