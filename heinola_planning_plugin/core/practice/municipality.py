# SPDX-License-Identifier: GPL-2.0-or-later
"""The practice municipality as a whole: layers as the real sources have them, heights, the role of each layer."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from ..errors import InputError
from ..features import Features, Source, concat, text_column
from ..measures.terrain import Grid
from ..progress import Progress, part, silent
from . import design
from .defects import plant
from .numbering import moved, place
from .pattern import Pattern
from .pattern import make as make_pattern
from .services import TARGETS
from .terrain import DEM_CELL, DEM_MARGIN, DEM_STEP, border

VARIANTS = 4
"""So many different copies are made; beyond that they are used again in other places."""
STRIDE = 1_000_003
"""From the seed of one variant to the next: neighbouring seeds share none."""
LARGEST_SCALE = 400
MOST_CELLS = 40_000_000
"""The height grid's cells grow until there are no more than this."""
ROLES = {
    "parcels": "PalstanSijaintitiedot", "plan_units": "kaavayksikot", "zoning": "yleiskaava",
    "buildings": "avoimet_rakennukset", "water": "jarvi", "roads": "tieviiva", "junctions": "liittymat",
    "railways": "rautatie", "powerlines": "sahkolinja", "groundwater": "VHS2022_Pohjavesi", "protected": "natura2000",
    "flood": "tulvavaara_1_100a", "relics": "muinaisjaannos_piste", "wetland": "suo", "services": "palvelut",
    "stops": "pysakit", "centre": "keskipiste", "target_areas": "strategian_kohdealueet", "noise": "melu",
    "building_areas": "rakennusalat", "parking": "pysakointialueet", "heritage": "rky_alue",
}  # fmt: skip
"""Which layer plays which part by default; the others (footprints, reserves, river, mapped flood area ...) are for the
user to choose."""


@dataclass(frozen=True)
class Practice:
    """The practice municipality.

    Attributes:
        layers: tables by source layer name, in EPSG:3067, fields and codes as the real sources have them.
        dem: ground heights in N2000 metres.
        roles: role -> layer name, "dem" -> "dem".
    """

    layers: dict[str, Features]
    dem: Grid
    roles: dict[str, str]


def make(scale: float = 1.0, seed: int = 1, progress: Progress = silent) -> Practice:
    """Make the practice municipality.

    The same scale and seed give the same bytes on every numpy; another version of GEOS, on which shapely stands, may
    simplify and round shapes another way and so change them. A larger municipality is the first one with further copies
    of its pattern north and east of it, the first `VARIANTS` of them made from random numbers of their own, so that
    parcels, buildings and everything else grow in step.

    Args:
        scale: 1 has about 5 000 parcels; rounded to whole copies, at most LARGEST_SCALE.
        seed: a whole number, 0 or more.
        progress: told what is being made.

    Raises:
        InputError: scale or seed is out of range.
    """
    if not 1 <= scale <= LARGEST_SCALE:
        raise InputError("the scale of the practice municipality is from 1 to {}", LARGEST_SCALE, value=scale)
    if seed < 0:
        raise InputError("the seed is a whole number, 0 or more", value=seed)
    copies = int(scale + 0.5)
    different = min(copies, VARIANTS)
    making = part(progress, 0.0, 0.9 if copies <= VARIANTS else 0.6)
    patterns = [
        make_pattern(seed + k * STRIDE, seed, part(making, k / different, (k + 1) / different))
        for k in range(different)
    ]
    origins = _origins(copies)
    rest = part(progress, 0.9 if copies <= VARIANTS else 0.6, 1.0)
    placed = []
    for copy, (east, north) in enumerate(origins):
        rest(0.9 * copy / copies, "placing the copies")
        layers = place(patterns[copy % different], copy, east, north)
        placed.append(plant(layers) if copy == 0 else layers)
    layers = {name: concat([tables[name] for tables in placed]) for name in placed[0]}
    layers |= _municipal_layers(patterns[0], origins)
    layers = {
        name: replace(table, crs=design.CRS, source=Source(name, "", len(table))) for name, table in layers.items()
    }
    rest(0.95, "measuring heights")
    return Practice(layers, _heights(patterns, origins), {**ROLES, "dem": "dem"})


def _origins(copies: int) -> list[tuple[int, int]]:
    """Give the market square of each copy: the first at Heinola's coordinates, then rows to the east and north."""
    columns = int(np.ceil(np.sqrt(copies)))
    return [
        (design.MARKET[0] + design.WIDTH * (k % columns), design.MARKET[1] + design.HEIGHT * (k // columns))
        for k in range(copies)
    ]


def _municipal_layers(first: Pattern, origins: list[tuple[int, int]]) -> dict[str, Features]:
    """Give the layers that there is one of: border and target areas."""
    outline = border()
    whole = shapely.union_all([moved(np.array([outline]), *origin)[0] for origin in origins])
    targets = np.append(moved(first.targets.geometry, *origins[0]), whole)
    names = [*first.targets["aluetunnus"].tolist(), "koko_kaupunki"]
    return {
        "strategian_kohdealueet": Features(targets, {
            "aluetunnus": text_column(names), "nimi": text_column(TARGETS[name] for name in names)}),
        "kunta": Features(np.array([whole], dtype=object), {
            "natcode": text_column([str(design.MUNICIPALITY)]), "namefin": text_column(["Harjoituskunta"]),
            "nameswe": text_column(["Övningskommun"])}),
    }  # fmt: skip


def _heights(patterns: list[Pattern], origins: list[tuple[int, int]]) -> Grid:
    margin, width, height = (int(v / DEM_CELL) for v in (DEM_MARGIN, design.WIDTH, design.HEIGHT))
    east = max(e for e, _ in origins) - design.MARKET[0]
    north = max(n for _, n in origins) - design.MARKET[1]
    columns, rows = int(east / DEM_CELL) + width + 2 * margin, int(north / DEM_CELL) + height + 2 * margin
    step = 1
    while (columns // step) * (rows // step) > MOST_CELLS:
        step *= 2
    grids = [_coarser(pattern.heights.values, step) for pattern in patterns]
    values = np.full((rows // step, columns // step), np.nan, dtype=np.float32)
    edge = margin // step
    # First with their margins, so that the outer ones reach past the border, then the copies themselves.
    for inner in (0, edge):
        for copy, (e, n) in enumerate(origins):
            grid = grids[copy % len(grids)]
            r = int((n - design.MARKET[1]) / DEM_CELL) // step + inner
            c = int((e - design.MARKET[0]) / DEM_CELL) // step + inner
            piece = grid[inner : grid.shape[0] - inner, inner : grid.shape[1] - inner]
            values[r : r + piece.shape[0], c : c + piece.shape[1]] = piece
    west = design.MARKET[0] + design.WEST - DEM_MARGIN
    top = design.MARKET[1] + design.SOUTH - DEM_MARGIN + rows * DEM_CELL
    return Grid(values[::-1].copy(), west, top, DEM_CELL * step, design.CRS)


def _coarser(values: np.ndarray, step: int) -> np.ndarray:
    if step == 1:
        return values
    rows, columns = values.shape
    means = values.astype(np.float64).reshape(rows // step, step, columns // step, step).mean(axis=(1, 3))
    return (np.round(means / DEM_STEP) * DEM_STEP).astype(np.float32)
