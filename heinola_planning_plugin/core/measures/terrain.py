# SPDX-License-Identifier: GPL-2.0-or-later
"""Height grids: slope and aspect of cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Grid:
    """A north-up height grid with square cells.

    Attributes:
        values: shape (rows, columns), float; heights in metres, NaN = no height known. Row 0 is the northernmost.
        west: x of the grid's western edge (the edge of the first cell, not its centre).
        north: y of the grid's northern edge.
        cell_m: side of a cell in metres.
        crs: "EPSG:3067" or WKT; "" when unknown.
    """

    values: np.ndarray
    west: float
    north: float
    cell_m: float
    crs: str = ""

    def __post_init__(self) -> None:
        values = np.asarray(self.values)
        if values.ndim != 2:
            raise ValueError(f"a grid has rows and columns, got an array of {values.ndim} dimensions")
        if not self.cell_m > 0:
            raise ValueError(f"the cell size must be above 0, got {self.cell_m}")
        object.__setattr__(self, "values", values if values.dtype.kind == "f" else values.astype(np.float64))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north edge."""
        rows, columns = self.values.shape
        return self.west, self.north - rows * self.cell_m, self.west + columns * self.cell_m, self.north

    def slope_pct(self) -> np.ndarray:
        """Give the slope of each cell in percent (100 = 45 degrees), shape (rows, columns).

        Horn's weighted differences over the eight neighbours (Horn 1981, Hill shading and the reflectance map,
        Proceedings of the IEEE 69:14-47). NaN on the outermost cells and wherever a neighbour's height is unknown.
        """
        east, north = _gradient(self.values, self.cell_m)
        return 100.0 * np.hypot(east, north)

    def aspect_deg(self) -> np.ndarray:
        """Give the compass direction each cell falls towards: 0 = north, 90 = east; NaN where level or unknown."""
        east, north = _gradient(self.values, self.cell_m)
        aspect = np.degrees(np.arctan2(-east, -north)) % 360.0
        aspect[(east == 0) & (north == 0)] = np.nan
        return aspect


def _gradient(values: np.ndarray, cell_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Give the rise per metre towards the east and towards the north, NaN on the rim."""
    east = np.full(values.shape, np.nan)
    north = np.full(values.shape, np.nan)
    if min(values.shape) < 3:
        return east, north
    z = values.astype(np.float64, copy=False)
    nw, n, ne = z[:-2, :-2], z[:-2, 1:-1], z[:-2, 2:]
    w, middle, e = z[1:-1, :-2], z[1:-1, 1:-1], z[1:-1, 2:]
    sw, s, se = z[2:, :-2], z[2:, 1:-1], z[2:, 2:]
    # 0 x middle keeps a cell without a height unknown though Horn's weights don't use it.
    east[1:-1, 1:-1] = ((ne + 2 * e + se) - (nw + 2 * w + sw)) / (8 * cell_m) + 0 * middle
    north[1:-1, 1:-1] = ((nw + 2 * n + ne) - (sw + 2 * s + se)) / (8 * cell_m) + 0 * middle
    return east, north
