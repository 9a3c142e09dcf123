# SPDX-License-Identifier: GPL-2.0-or-later
"""Adjoining candidates joined to sites of a wanted size.

A site grows from the best parcel not yet taken. Of its free neighbours it takes the one whose score and whose share of
border against the site are highest together (both 0-1, added: the project's choice), so that it stays compact, until
it has the wanted size. A neighbour that would make it more than twice the wanted size is left for a site of its own.

Everything happens in one fixed order (score, then id, then place), so neither the order of the parcels in their layer
nor chance decides. Growing is one parcel after another by nature; its cost is that of sorting the borders between
candidates.
"""

from __future__ import annotations

import heapq

import numpy as np
import shapely

from ..features import Features, scale_factors
from ..measures import adjacency, shape
from ..progress import Progress, silent
from ..scoring.aggregate import ranks
from .ground import largest_part

_LARGEST = 2.0
_STEP = 500  # sites between two looks at the cancel button


def assemble(parcels: Features, wanted_ha: float, progress: Progress = silent) -> Features:
    """Join adjoining candidates and conditionals.

    Args:
        parcels: in a metric CRS, with status, score, parcel_id, area_ha, usable_ha, proposed_code and, where known,
            owner.
        wanted_ha: usable hectares that a site should have.
        progress: reports and cancels.

    Returns:
        One row per site, best first: site_id (1, 2 ...), area_ha, usable_ha, parcel_count, owner_count (NaN where an
        owner is unknown), proposed_code, score (mean weighted by usable area), rank, large_enough, inscribed_m and
        compactness of the whole, parcel_ids. The same CRS.
    """
    score = parcels["score"]
    order = _fixed_order(parcels, np.flatnonzero(~np.isnan(score)))
    chosen = parcels.take(order)
    label = _grow(chosen, wanted_ha, progress)
    return _sites(chosen, label, wanted_ha)


def _fixed_order(parcels: Features, rows: np.ndarray) -> np.ndarray:
    ids = parcels["parcel_id"][rows].astype(str) if "parcel_id" in parcels else np.full(len(rows), "")
    west, south, east, north = shapely.bounds(parcels.geometry[rows]).reshape(-1, 4).T
    return rows[np.lexsort((north, east, south, west, ids, -np.round(parcels["score"][rows], 9)))]


def _grow(parcels: Features, wanted_ha: float, progress: Progress) -> np.ndarray:
    """Give each parcel's site, numbered from 0; parcels in the fixed order."""
    count = len(parcels)
    size = np.nan_to_num(parcels["usable_ha"]).tolist()
    quality = (parcels["score"] / 100).tolist()
    border = shapely.length(parcels.geometry)
    first, neighbour, share = _borders(parcels.geometry, border)
    label = np.full(count, -1, dtype=np.int64)
    site = 0
    for seed in range(count):
        if label[seed] >= 0:
            continue
        if site % _STEP == 0:
            progress(seed / count)
        label[seed], area = site, size[seed]
        touching: dict[int, float] = {}
        queue: list[tuple[float, int, float]] = []
        newest = seed
        while area < wanted_ha:
            for k in range(first[newest], first[newest + 1]):
                other = neighbour[k]
                if label[other] < 0:
                    touching[other] = touching.get(other, 0.0) + share[k]
                    heapq.heappush(queue, (-(quality[other] + touching[other]), other, touching[other]))
            newest = -1
            while queue and newest < 0:
                _, other, known = heapq.heappop(queue)
                outdated = label[other] >= 0 or known != touching[other]
                if not outdated and area + size[other] <= _LARGEST * wanted_ha:
                    newest = other
            if newest < 0:
                break
            label[newest] = site
            area += size[newest]
        site += 1
    progress(1.0)
    return label


def _borders(geometry: np.ndarray, border: np.ndarray) -> tuple[list[int], list[int], list[float]]:
    """List each parcel's neighbours: where its list begins, the neighbours, share of *their* border against it."""
    i, j, shared = adjacency.neighbours(geometry)
    one, other = np.concatenate([i, j]), np.concatenate([j, i])
    length = np.concatenate([shared, shared])
    order = np.lexsort((other, one))
    one, other, length = one[order], other[order], length[order]
    first = np.searchsorted(one, np.arange(len(geometry) + 1))
    return first.tolist(), other.tolist(), np.minimum(length / border[other], 1.0).tolist()


def _sites(parcels: Features, label: np.ndarray, wanted_ha: float) -> Features:
    """Put the parcels of each site together; parcels in the fixed order, so that sums come out alike to the bit."""
    count = int(label.max(initial=-1)) + 1
    members = np.bincount(label, minlength=count)
    area, usable = (np.bincount(label, _number(parcels, name), count) for name in ("area_ha", "usable_ha"))
    weight = np.where(usable[label] > 0, np.nan_to_num(parcels["usable_ha"]), 1.0)
    score = np.bincount(label, weight * parcels["score"], count) / np.bincount(label, weight, count)
    grouped = np.argsort(label, kind="stable")
    ends = np.cumsum(members)[:-1]
    shapes = np.split(parcels.geometry[grouped], ends) if count else []
    geometry = np.empty(count, dtype=object)
    geometry[:] = [shapely.union_all(some) for some in shapes]
    ids = parcels["parcel_id"].astype(str) if "parcel_id" in parcels else np.full(len(parcels), "")
    named = np.empty(count, dtype=object)
    named[:] = [";".join(some.tolist()) for some in np.split(ids[grouped], ends)] if count else []
    special = np.bincount(label, parcels["proposed_code"].astype(str) == "TY/res", count) > 0
    code = np.full(count, "T/res", dtype=object)
    code[special] = "TY/res"
    main = largest_part(geometry)
    stretch = scale_factors(geometry, parcels.crs)[0] if count else np.empty(0)
    best = np.lexsort((np.arange(count), -np.round(score, 9)))
    columns = {
        "area_ha": area,
        "usable_ha": usable,
        "parcel_count": members,
        "owner_count": _owners(parcels, label, count),
        "proposed_code": code,
        "score": score,
        "rank": ranks(score),
        "large_enough": usable >= wanted_ha,
        "inscribed_m": 2 * shape.inscribed_radius(main) / stretch,
        "compactness": shape.compactness(main),
        "parcel_ids": named,
    }
    sites = Features(geometry, columns, parcels.crs).take(best)
    numbered = {"site_id": np.arange(1, count + 1)}
    return Features(sites.geometry, {**numbered, **sites.columns}, sites.crs)


def _owners(parcels: Features, label: np.ndarray, count: int) -> np.ndarray:
    """Count the owners of each site; NaN where one is unknown."""
    if "owner" not in parcels:
        return np.full(count, np.nan)
    owners = parcels["owner"]
    unknown = np.array([owner is None or owner != owner for owner in owners.tolist()], dtype=bool)
    _, owner = np.unique(owners.astype(str), return_inverse=True)
    pairs = np.unique(np.column_stack([label, owner]), axis=0)
    number = np.bincount(pairs[:, 0], minlength=count).astype(float) if len(pairs) else np.zeros(count)
    number[np.unique(label[unknown])] = np.nan
    return number


def _number(parcels: Features, name: str) -> np.ndarray:
    return np.nan_to_num(parcels[name].astype(float))
