# SPDX-License-Identifier: GPL-2.0-or-later
"""What is left of areas when others are cut off them."""

from __future__ import annotations

import numpy as np
import shapely

from ..progress import Progress, silent
from . import _parts, overlap

_PAIRS = 1_000


def without(geometry: np.ndarray, areas: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """Cut areas off each feature.

    Args:
        geometry: shape (n,), valid polygons.
        areas: shape (m,), valid polygons that may overlap each other.
        progress: reports and cancels.

    Returns:
        object (n,): what is left, empty where nothing is; features that nothing touches as they came.
    """
    cut = overlap.within(geometry, areas, progress)
    out = geometry.copy()
    touched = np.flatnonzero(~shapely.is_empty(cut))
    whole = touched[shapely.equals_exact(cut[touched], geometry[touched])]
    out[whole] = shapely.Polygon()
    rest = np.setdiff1d(touched, whole)
    out[rest] = _parts.in_threads(shapely.difference, geometry[rest], cut[rest], size=_PAIRS, progress=progress)
    return out
