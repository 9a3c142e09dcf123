# SPDX-License-Identifier: GPL-2.0-or-later
"""Where two aims want the same ground: which, how much, and what each would lose."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import shapely

from ..features import Features, concat, scale_factors, true_area_m2
from ..measures import overlap
from ..progress import Progress, part, silent

_IDS = ("parcel_id", "unit_id", "site_id", "zone_code", "area_id")
LEAST_M2 = 100.0
"""Smaller overlaps are borders drawn twice, not conflicts (project's choice)."""


def conflicts(results: Mapping[str, Features], least_m2: float = LEAST_M2, progress: Progress = silent) -> Features:
    """Overlay the candidates of every two aims.

    Args:
        results: aim -> its result layer, in any known CRS. Rows with a `score` that is NULL (excluded, unknown) want
            nothing; a layer without `score` (recreation areas, protected buildings' plots) wants all its rows and loses
            ground, not points.
        least_m2: overlaps smaller than this, on the ground, are left out.
        progress: reports and cancels.

    Returns:
        One row per pair of overlapping features, in the first layer's CRS (or a local metric one, where that is in
        degrees): the shared shape, `aim_a`, `id_a`, `score_a`, `share_a` (share of a's area that is shared), the same
        for b, `area_ha` on the ground, `loss_a` and `loss_b` (points x hectares that the aim loses if the other takes
        the ground), `stronger` (the aim that would lose more; None where equal or not known). The largest first.
    """
    crs = next(iter(results.values())).in_metres().crs if results else ""
    wanting = {aim: _wanting(layer.to_crs(crs)) for aim, layer in results.items()}
    pairs = list(combinations(wanting, 2))
    found = [
        _pair(a, wanting[a], b, wanting[b], least_m2, part(progress, k / len(pairs), (k + 1) / len(pairs)))
        for k, (a, b) in enumerate(pairs)
    ]
    if not found:
        nothing = Features(np.empty(0, dtype=object), {}, crs)
        return _columns(nothing, nothing, nothing, "", "")
    table = concat(found)
    order = np.lexsort((np.arange(len(table)), -np.round(table["area_ha"], 9)))
    return table.take(order)


def _wanting(layer: Features) -> Features:
    placed = ~(shapely.is_missing(layer.geometry) | shapely.is_empty(layer.geometry))
    return layer.take(placed & ~np.isnan(layer["score"])) if "score" in layer else layer.take(placed)


def _pair(a: str, one: Features, b: str, other: Features, least_m2: float, progress: Progress) -> Features:
    i, j, piece = overlap.pieces(one.geometry, other.geometry, progress)
    shared = Features(piece, {}, one.crs)
    large = true_area_m2(piece, one.crs) >= least_m2 if len(piece) else np.empty(0, dtype=bool)
    return _columns(one.take(i[large]), other.take(j[large]), shared.take(large), a, b)


def _columns(one: Features, other: Features, shared: Features, a: str, b: str) -> Features:
    count = len(shared)
    area = shapely.area(shared.geometry)
    ground = area / scale_factors(shared.geometry, shared.crs)[1] / 1e4 if count else np.empty(0)
    score_a, score_b = _score(one), _score(other)
    loss_a, loss_b = score_a * ground, score_b * ground
    stronger = np.full(count, None, dtype=object)
    with np.errstate(invalid="ignore"):
        stronger[loss_a > loss_b] = a
        stronger[loss_b > loss_a] = b
    columns = {
        "aim_a": np.full(count, a, dtype=object),
        "id_a": _identity(one),
        "score_a": score_a,
        "share_a": np.minimum(area / shapely.area(one.geometry), 1.0),
        "aim_b": np.full(count, b, dtype=object),
        "id_b": _identity(other),
        "score_b": score_b,
        "share_b": np.minimum(area / shapely.area(other.geometry), 1.0),
        "area_ha": ground,
        "loss_a": loss_a,
        "loss_b": loss_b,
        "stronger": stronger,
    }
    return shared.with_columns(columns)


def _score(layer: Features) -> np.ndarray:
    return layer["score"].astype(float) if "score" in layer else np.full(len(layer), np.nan)


def _identity(layer: Features) -> np.ndarray:
    out = np.full(len(layer), None, dtype=object)
    for name in _IDS:
        if name in layer:
            out[:] = [None if one is None else str(one) for one in layer[name].tolist()]
            break
    return out
