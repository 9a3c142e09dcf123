# SPDX-License-Identifier: GPL-2.0-or-later
"""What is left of areas when others are cut off them."""

from __future__ import annotations

import numpy as np
import shapely

from ..progress import Progress, silent
from . import overlap


def without(geometry: np.ndarray, areas: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """Cut areas off each feature.

    Args:
        geometry: shape (n,), valid polygons.
        areas: shape (m,), valid polygons that may overlap each other.
        progress: reports and cancels.

    Returns:
        object (n,): what is left, empty where nothing is; features that nothing touches as they came.
    """
    row, _, piece = overlap.pieces(geometry, areas, progress)
    out = geometry.copy()
    if not len(row):
        return out
    touched, place = np.unique(row, return_inverse=True)
    cut = shapely.union_all(shapely.geometrycollections(piece, indices=place)[:, None], axis=1)
    out[touched] = shapely.difference(geometry[touched], cut)
    return out
