# SPDX-License-Identifier: GPL-2.0-or-later
"""Fields of numbers over the practice area, their noise, and the areas inside their contours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .draws import Draws

STEP = 1 / 1024
"""Fields are rounded to this before anything is decided by them, so that the last bits of an FFT never matter."""


@dataclass(frozen=True)
class Raster:
    """Values at the nodes of a square mesh; row 0 is the southernmost, node (0, 0) lies at (west, south)."""

    values: np.ndarray
    west: float
    south: float
    cell: float

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.values.shape[0], self.values.shape[1]

    def axes(self) -> tuple[np.ndarray, np.ndarray]:
        """Give the x of the columns and the y of the rows."""
        rows, columns = self.values.shape
        return self.west + self.cell * np.arange(columns), self.south + self.cell * np.arange(rows)

    def mesh(self) -> tuple[np.ndarray, np.ndarray]:
        """Give x and y of every node, both of the raster's shape."""
        x, y = np.meshgrid(*self.axes())
        return x, y

    def with_values(self, values: np.ndarray) -> Raster:
        """Give another field on the same mesh."""
        return Raster(values, self.west, self.south, self.cell)

    def at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Give the value at any places, linear between nodes, the edge's value outside."""
        rows, columns = self.values.shape
        c = np.clip((np.asarray(x) - self.west) / self.cell, 0, columns - 1.000001)
        r = np.clip((np.asarray(y) - self.south) / self.cell, 0, rows - 1.000001)
        c0, r0 = c.astype(np.int64), r.astype(np.int64)
        fc, fr = c - c0, r - r0
        v = self.values
        below = v[r0, c0] * (1 - fc) + v[r0, c0 + 1] * fc
        above = v[r0 + 1, c0] * (1 - fc) + v[r0 + 1, c0 + 1] * fc
        return below * (1 - fr) + above * fr


def settle(values: np.ndarray) -> np.ndarray:
    """Round a field to STEP."""
    return np.round(values / STEP) * STEP


def noise(
    draws: Draws,
    shape: tuple[int, int],
    cell: float,
    longest: float,
    shortest: float,
    roughness: float,
    stretch: float = 1.0,
    direction_deg: float = 0.0,
) -> np.ndarray:
    """Give a random landscape of mean 0 and standard deviation 1 that repeats itself at its edges.

    White noise is filtered in the frequency domain: amplitude falls as wavelength^roughness between the longest and
    the shortest wavelength (m). Forms are drawn out `stretch` times along a direction (degrees from east towards
    north), as ice does with hills and lakes.
    """
    rows, columns = shape
    ky = np.fft.fftfreq(rows, cell)[:, None]
    kx = np.fft.rfftfreq(columns, cell)[None, :]
    angle = np.radians(direction_deg)
    along = (kx * np.cos(angle) + ky * np.sin(angle)) * np.sqrt(stretch)
    across = (ky * np.cos(angle) - kx * np.sin(angle)) / np.sqrt(stretch)
    k2 = along * along + across * across
    # In two dimensions the number of waves grows with k, hence the one half more than the roughness itself.
    amplitude = (k2 + 1.0 / longest**2) ** (-(roughness + 1.0) / 2.0)
    amplitude[k2 > 1.0 / shortest**2] = 0.0
    amplitude[0, 0] = 0.0
    white = draws.uniform(-1, 1, shape)
    values = np.fft.irfft2(np.fft.rfft2(white) * amplitude, s=shape)
    return settle(values / np.sqrt(np.mean(values * values)))


def areas_below(raster: Raster, level: float, smallest: float, tolerance: float) -> np.ndarray:
    """Give the areas where the field lies below a level, as polygons with holes; object array.

    Contours run straight between linearly interpolated points on the mesh. Rings are simplified within `tolerance`
    and rounded to 0.01 m; areas and holes smaller than `smallest` (m2) are left out. Nothing reaches the mesh's edge.
    """
    values = settle(raster.values) - level + STEP / 2
    values = np.pad(values[1:-1, 1:-1], 1, constant_values=max(1.0, float(np.abs(values).max())))
    lines = _crossings(values)
    points = np.column_stack([raster.west + raster.cell * lines[:, 0], raster.south + raster.cell * lines[:, 1]])
    segments = shapely.linestrings(np.round(points, 2).reshape(-1, 2, 2))
    rings = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(segments)))
    rings = rings[shapely.is_closed(rings)]
    rings = shapely.linearrings(
        shapely.get_coordinates(rings), indices=np.repeat(np.arange(len(rings)), shapely.get_num_coordinates(rings))
    )
    size = shapely.area(shapely.polygons(rings))
    rings = rings[size >= smallest]
    areas = shapely.get_parts(shapely.build_area(shapely.multilinestrings(list(rings))))
    # Simplified shapes keep clear of their own rings, but two of them may come to touch: those become one.
    areas = shapely.get_parts(shapely.union_all(shapely.simplify(areas, tolerance, preserve_topology=True)))
    areas = shapely.normalize(shapely.get_parts(shapely.set_precision(areas, 0.01)))
    areas = areas[shapely.area(areas) >= smallest]
    bounds = shapely.bounds(areas)
    return areas[np.lexsort((bounds[:, 0], bounds[:, 1], -np.round(shapely.area(areas))))]


def _crossings(values: np.ndarray) -> np.ndarray:
    """Give the two ends of every contour piece at 0 in mesh units: shape (2 n, 2), column and row."""
    low = values < 0

    def horizontal(r: np.ndarray, c: np.ndarray) -> np.ndarray:
        a, b = values[r, c], values[r, c + 1]
        return np.column_stack([c + a / (a - b), r])

    def vertical(r: np.ndarray, c: np.ndarray) -> np.ndarray:
        a, b = values[r, c], values[r + 1, c]
        return np.column_stack([c, r + a / (a - b)])

    code = (low[:-1, :-1] * 1 + low[:-1, 1:] * 2 + low[1:, 1:] * 4 + low[1:, :-1] * 8).astype(np.int8)
    sides = {
        "south": lambda r, c: horizontal(r, c),
        "north": lambda r, c: horizontal(r + 1, c),
        "west": lambda r, c: vertical(r, c),
        "east": lambda r, c: vertical(r, c + 1),
    }
    pieces = []
    # Cells with two opposite low corners (5 and 10) keep the low corners apart.
    for codes, first, second in (
        ((1, 14, 5), "south", "west"),
        ((2, 13, 10), "south", "east"),
        ((4, 11, 5), "north", "east"),
        ((8, 7, 10), "north", "west"),
        ((3, 12), "west", "east"),
        ((6, 9), "south", "north"),
    ):
        r, c = np.nonzero(np.isin(code, codes))
        pieces.append(np.stack([sides[first](r, c), sides[second](r, c)], axis=1).reshape(-1, 2))
    return np.concatenate(pieces)
