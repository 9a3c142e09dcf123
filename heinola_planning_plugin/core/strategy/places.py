# SPDX-License-Identifier: GPL-2.0-or-later
"""The target areas of a strategy on the map."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely

from ..features import Features
from ..measures.shape import repaired
from .model import Strategy


@dataclass(frozen=True)
class Places:
    """Target areas that the data has, one shape each, and how zones lie in them."""

    ids: tuple[str, ...]
    geometry: np.ndarray
    """Shape (k,), polygons; parts of the same area are joined, so that ground counts once."""
    unmatched: tuple[str, ...]
    """Ids of features that are no target area of the strategy, sorted."""


def find_places(strategy: Strategy, target_areas: Features | None, crs: str) -> Places:
    """Find the strategy's areas in a layer, by `area_id` or else by `name` in any language.

    Letters' case, accents and spaces don't matter: "Vierumäki" and `vierumaki` are the same.

    Raises:
        InputError: the layer's CRS is not known.
    """
    if target_areas is None or not len(target_areas):
        return Places((), np.empty(0, dtype=object), ())
    target_areas = target_areas.to_crs(crs)
    known: dict[str, str] = {}
    for area in strategy.areas.values():
        if area.scope == "area":
            known.update({_plain(text): area.id for text in (*area.names.values(), area.id)})
    ids = _column(target_areas, "area_id")
    names = _column(target_areas, "name")
    found = [known.get(_plain(id_)) or known.get(_plain(name)) for id_, name in zip(ids, names)]
    geometry = polygons(target_areas.geometry)
    unmatched = {str(id_ or name) for id_, name, match in zip(ids, names, found) if match is None}
    shapes = {
        id_: [shape for shape, match in zip(geometry, found) if match == id_ and shape is not None]
        for id_ in strategy.areas
        if id_ in found
    }
    placed = tuple(id_ for id_, parts in shapes.items() if parts)
    column = np.empty(len(placed), dtype=object)
    column[:] = [shapely.union_all(shapes[id_]) for id_ in placed]
    return Places(placed, column, tuple(sorted(unmatched)))


def polygons(geometry: np.ndarray) -> np.ndarray:
    """Give valid 2D polygons; None where there is no area."""
    return only_polygons(repaired(geometry))


def only_polygons(geometry: np.ndarray) -> np.ndarray:
    """Drop points and lines, also from collections; None where nothing is left."""
    kind = shapely.get_type_id(geometry)
    out = np.asarray(geometry, dtype=object).copy()
    out[(kind != 3) & (kind != 6)] = None
    mixed = np.flatnonzero(kind == 7)
    if len(mixed):
        parts, owner = shapely.get_parts(geometry[mixed], return_index=True)
        parts, inner = shapely.get_parts(parts, return_index=True)
        areal = shapely.get_type_id(parts) == 3
        owner = owner[inner][areal]
        shapes = np.full(len(mixed), None, dtype=object)
        if len(owner):
            shapely.multipolygons(parts[areal], indices=owner, out=shapes)
        out[mixed] = shapes
    out[shapely.is_empty(out)] = None
    return out


def _column(table: Features, name: str) -> Iterable[object]:
    return table[name] if name in table else [None] * len(table)


def _plain(text: object) -> str:
    if text is None:
        return ""
    letters = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")
