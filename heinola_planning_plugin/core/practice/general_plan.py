# SPDX-License-Identifier: GPL-2.0-or-later
"""The general plan (yleiskaava): land-use areas that cover the municipality."""

from __future__ import annotations

import numpy as np
import shapely

from ..features import Features, concat, text_column
from . import design
from .countryside import halve
from .draws import Draws
from .environment import lump
from .partition import absorb, paint
from .terrain import Terrain

LARGEST = 26_000_000.0
TOWN_CODES = {"centre": "C", "apartments": "AK", "mixed": "A", "houses": "AP", "village": "AP", "industry": "TY",
              "retail": "KM", "heavy": "T", "resort": "RM"}  # fmt: skip
NAMES = {
    "C": "Keskustatoimintojen alue", "AK": "Kerrostalovaltainen asuntoalue", "A": "Asuntoalue",
    "AP": "Pientalovaltainen asuntoalue", "AT": "Kyläalue", "T": "Teollisuusalue",
    "TY": "Teollisuusalue, jolla ympäristö asettaa vaatimuksia", "KM": "Vähittäiskaupan suuryksikkö",
    "RM": "Matkailupalvelujen alue", "RA": "Loma-asuntoalue", "R": "Loma- ja matkailualue", "V": "Virkistysalue",
    "VL": "Lähivirkistysalue", "M": "Maa- ja metsätalousvaltainen alue",
    "MU": "Maa- ja metsätalousvaltainen alue, jolla on ulkoilun ohjaamistarvetta",
    "MY": "Maa- ja metsätalousvaltainen alue, jolla on ympäristöarvoja", "MT": "Maatalousalue",
    "SL": "Luonnonsuojelualue", "L": "Liikennealue", "W": "Vesialue", "EV": "Suojaviheralue",
}  # fmt: skip
EXTENSIONS = (
    # Areas that the plan reserves and no detailed plan has taken up yet: code, place, reach, turn.
    ("A", (3900, 900), (620, 430), 0.6),
    ("AP", (-1500, -400), (420, 260), 1.2),
    ("R", (6200, -5400), (700, 380), 2.2),
    ("R", (-6900, 3300), (650, 350), 2.6),
    ("V", (1700, 3700), (900, 520), 1.2),
    ("V", (-500, -2900), (1000, 420), 0.9),
    ("RM", (-8000, -13300), (600, 420), 0.3),
    ("EV", (-4400, -11600), (380, 700), 0.0),
)


def make(
    seed: int, terrain: Terrain, green: Features, fields: np.ndarray, rows: np.ndarray, reserves: np.ndarray,
    motorway: np.ndarray,
) -> Features:  # fmt: skip
    """Draw the general plan.

    Args:
        seed: of this copy.
        terrain: its ground.
        green: the districts' land as `town.make` gives it.
        fields: arable land.
        rows: planned cottage lots.
        reserves: nature reserves.
        motorway: its land.

    Returns:
        A tiling of the municipality with `kaavamerkinta` and `nimi`.
    """
    draws = Draws(seed, "general plan")
    base = np.array([terrain.border], dtype=object)
    for _ in range(9):
        large = shapely.area(base) > LARGEST
        if not large.any():
            break
        base = np.concatenate([base[~large], *halve(base[large], draws, 0.15, 0.4)])
    layers = [
        _layer(base, draws.pick(("M", "MU", "MY"), len(base), (70, 18, 12))),
        _layer(_generalised(fields, 60, 160_000, 32), "MT"),
        *(_layer(np.array([lump(place, reach, draws, turn)]), code) for code, place, reach, turn in EXTENSIONS),
        _layer(np.array([lump(p, (420, 300), draws, 0.5) for p in list(design.VILLAGES.values())[1:]]), "AT"),
        _layer(_generalised(rows, 45, 5_000, 12), "RA"),
        _layer(reserves, "SL"),
        *_town(green),
        _layer(shapely.simplify(motorway, 2.0), "L"),
        _layer(
            shapely.simplify(np.append(terrain.river, terrain.lakes[shapely.area(terrain.lakes) > 60_000]), 16.0), "W"
        ),
    ]
    shapes = concat(layers)
    areas, owner = paint(shapes.geometry, terrain.border)
    small = (shapely.area(areas) < 4000) | (owner < 0)
    areas, owner = absorb(areas, owner, small, np.ones(len(areas), dtype=bool))
    code = shapes["kaavamerkinta"][owner]
    return Features(areas, {"kaavamerkinta": code, "nimi": text_column(NAMES[c] for c in code.tolist())})


def _layer(shapes: np.ndarray, code: str | np.ndarray) -> Features:
    codes = np.full(len(shapes), code, dtype=object) if isinstance(code, str) else code
    return Features(shapes, {"kaavamerkinta": codes})


def _generalised(shapes: np.ndarray, gap: float, smallest: float, tolerance: float) -> np.ndarray:
    """Join shapes that lie near each other and leave out the small ones."""
    joined = shapely.buffer(shapely.union_all(shapely.buffer(shapes, gap, quad_segs=1)), -gap * 0.7, quad_segs=1)
    parts = shapely.get_parts(shapely.simplify(joined, tolerance))
    return parts[(shapely.get_type_id(parts) == 3) & (shapely.area(parts) > smallest)]


def _town(green: Features) -> list[Features]:
    kinds = {district.number: district.kind for district in design.DISTRICTS}
    shapes = shapely.simplify(green.geometry, 16.0)
    between = green["between"]
    code = [("VL" if wide else TOWN_CODES[kinds[k]]) for k, wide in zip(green["location"].tolist(), between.tolist())]
    table = _layer(shapes, np.array(code, dtype=object))
    return [table.take(between), table.take(~between)]
