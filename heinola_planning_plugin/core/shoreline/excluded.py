# SPDX-License-Identifier: GPL-2.0-or-later
"""Shore that is not counted, gathered from the layers that tell: reserves, floods, wetlands, relics, plans in force."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from heinola_planning_plugin.paths import resource

from ..evidence import Filter, between, one_of
from ..features import Features, Source, concat, text_column, true_area_m2
from ..jobs import Layers
from ..measures.difference import without
from ..measures.shape import repaired
from ..policy import Reader, say
from ..vocabulary import plan_codes
from .modified import ON_SHORE_M

OWN = "excluded"
"""Role of the planner's own layer of such shore; its column `reason` says why, in the planner's words or codes."""


@dataclass(frozen=True)
class Reason:
    """Why shore isn't counted.

    Attributes:
        code: stands in the pieces' `excluded`.
        roles: the layers that tell of it; of areas of the first, those of the second only hold outside.
        keep: which of their areas; None = all.
        drop: which of them not.
        least_ha: smaller areas don't count.
        active: counts unless chosen otherwise.
        title, source: in each language; where it comes from.
    """

    code: str
    roles: tuple[str, ...]
    keep: Filter | None
    drop: Filter | None
    least_ha: float
    active: bool
    title: Mapping[str, str]
    source: str


@lru_cache(maxsize=1)
def reasons() -> Mapping[str, Reason]:
    """Read resources/methods/excluded_shore.yaml."""
    reader = Reader.open(resource("methods", "excluded_shore.yaml"))
    for key in ("id", "source"):
        reader.text(key)
    reader.texts("title")
    part = reader.part("reasons")
    out = {code: _reason(code, part.part(code)) for code in part.names()}
    reader.done()
    return out


def _reason(code: str, part: Reader) -> Reason:
    keep = _filter(part, "only")
    if "upto" in part:
        limits = part.part("upto")
        column = limits.names()[0]
        keep = between(column, 0.0, float(limits.number(column)))
    out = Reason(
        code=code,
        roles=tuple(str(role) for role in part.items("from")),
        keep=keep,
        drop=_filter(part, "not"),
        least_ha=float(part.number("least_ha", 0.0, 0)),
        active=part.flag("active"),
        title=part.texts("title"),
        source=part.text("source"),
    )
    part.done()
    return out


def _filter(part: Reader, key: str) -> Filter | None:
    if key not in part:
        return None
    inner = part.part(key)
    column = inner.names()[0]
    return one_of(column, *inner.items(column))


EXCLUDING_ROLES = ("protected", "flood", "wetland", "relics", "plan_units", "zoning", OWN)
"""Layers that `excluded_shore` looks at."""


def reason_title(code: str, language: str) -> str:
    """Say a reason in the reader's language; a reason of the planner's own as it was written."""
    known = reasons().get(code)
    return say(known.title, language) if known else code


def excluded_shore(layers: Layers, crs: str, chosen: Collection[str] | None = None) -> Features | None:
    """Gather the areas whose shore isn't counted.

    A layer that can't tell which of its areas are meant (no flood return period, no plan code) excludes nothing.

    Args:
        layers: role -> layer, see EXCLUDING_ROLES.
        crs: what the areas are wanted in.
        chosen: codes of the reasons that count; None = those that are active.

    Returns:
        Areas with the column `reason`; None where there are none.
    """
    wanted = [one for one in reasons().values() if (one.active if chosen is None else one.code in chosen)]
    found = [_areas(one, layers, crs) for one in wanted]
    own = layers.get(OWN)
    if isinstance(own, Features) and len(own):
        written = own["reason"] if "reason" in own else np.full(len(own), None, dtype=object)
        found.append(_told(own.to_crs(crs).geometry, [text or OWN for text in written.tolist()], crs))
    whole = concat(found) if found else None
    return whole if whole is not None and len(whole) else None


def at_shore(excluded: Features | None, pieces: Features) -> Features:
    """Give the areas that hold some of the shore; an empty table where there are none.

    Args:
        excluded: as `excluded_shore` gives them.
        pieces: in the same CRS, of the shoreline that was made with them.
    """
    if excluded is None:
        return _told(np.empty(0, dtype=object), [], pieces.crs)
    held = pieces.geometry[np.array([bool(text) for text in pieces["excluded"].tolist()], dtype=bool)]
    near = shapely.STRtree(held).query(excluded.geometry, predicate="dwithin", distance=ON_SHORE_M)[0]
    return excluded.take(np.unique(near))


def _areas(reason: Reason, layers: Layers, crs: str) -> Features:
    kept: list[np.ndarray] = []
    ruling: np.ndarray | None = None
    for role in reason.roles:
        layer = layers.get(role)
        if not isinstance(layer, Features) or not len(layer):
            continue
        geometry = repaired(layer.to_crs(crs).geometry)
        rows = _rows(reason, layer, geometry, crs)
        areas = geometry[rows]
        if ruling is not None and len(areas):
            # Where a detailed plan says what the ground is for, the general plan doesn't.
            areas = without(areas, ruling)
        kept.append(areas[~shapely.is_empty(areas)])
        ruling = geometry
    areas = np.concatenate(kept) if kept else np.empty(0, dtype=object)
    return _told(areas, [reason.code] * len(areas), crs)


def _rows(reason: Reason, layer: Features, geometry: np.ndarray, crs: str) -> np.ndarray:
    table = _with_land_use(layer)
    rows = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    if reason.keep is not None:
        mask = reason.keep(table)
        rows &= np.zeros(len(layer), dtype=bool) if mask is None else mask
    if reason.drop is not None:
        mask = reason.drop(table)
        rows &= np.ones(len(layer), dtype=bool) if mask is None else ~mask
    if reason.least_ha:
        rows &= np.nan_to_num(true_area_m2(geometry, crs)) >= reason.least_ha * 1e4
    return np.flatnonzero(rows)


def _with_land_use(layer: Features) -> Features:
    if "zone_code" not in layer:
        return layer
    return layer.with_columns({"land_use": plan_codes().land_use(layer["zone_code"].tolist())})


def _told(geometry: np.ndarray, texts: list[str], crs: str) -> Features:
    return Features(geometry, {"reason": text_column(texts)}, crs, Source(OWN))
