# SPDX-License-Identifier: GPL-2.0-or-later
"""What the property register says of each parcel beside its id: type, owner, original estate, name."""

from __future__ import annotations

import numpy as np
import shapely

from ..features import Features
from . import design
from .draws import Draws, blank

OWNERS = ("kaupunki", "yksityinen", "yhtiö", "valtio", None)
UNKNOWN_AREA, UNKNOWN_ESTATE = 0.02, 0.07
TYPE_BY_KIND = {"plot": 13, "park": 14, "street": 14, "square": 14, "road": 22, "motorway": 22, "railway": 6,
                "water": 17, "estate": 1, "homestead": 1, "cottage": 1}  # fmt: skip
"""Register unit types (rekisteriyksikkölaji): 1 estate, 6 for a public need, 13 plot, 14 public area, 17 joint water,
22 road area."""
CITY_LAND_NEAR_WORKS = 2600.0


def columns(seed: int, parcels: Features, built: np.ndarray, reserves: np.ndarray) -> dict[str, np.ndarray]:
    """Give the register's columns.

    Args:
        seed: of this copy.
        parcels: as `land.Land` has them.
        built: bool, which have a building.
        reserves: rows that are nature reserves.
    """
    draws = Draws(seed, "register")
    n, kind = len(parcels), parcels["kind"]
    unit_type = np.array([TYPE_BY_KIND[k] for k in kind.tolist()], dtype=np.int64)
    unit_type[(kind == "plot") & draws.chance(0.06, n)] = 1
    owner = _owners(parcels, built, draws)
    state = (kind == "estate") & (owner == "valtio")
    unit_type[state] = 3
    unit_type[reserves] = 19
    owner[reserves] = "valtio"
    joint = (kind == "estate") & ~state & draws.chance(0.008, n)
    unit_type[joint], owner[joint] = 18, None
    rural = parcels["estate"] >= 0
    # Whether the original estate is known is a fact of the estate, not of the parcels formed from it.
    known = ~draws.chance(UNKNOWN_ESTATE, int(parcels["estate"].max()) + 1)[np.maximum(parcels["estate"], 0)]
    return {
        "rekisteriyksikkolaji": unit_type,
        "omistaja": owner,
        "has_estate": rural & known & ~np.isin(unit_type, (3, 18, 19)),
        "area_known": ~draws.chance(UNKNOWN_AREA, n),
        "nimi": _names(kind, parcels, rural),
    }


def _owners(parcels: Features, built: np.ndarray, draws: Draws) -> np.ndarray:
    n, kind, code = len(parcels), parcels["kind"], parcels["code"]
    starts = np.array([c[0] if c else "" for c in code.tolist()], dtype=object)
    owner = draws.pick(OWNERS, n, (5, 80, 8, 4, 3))
    company = np.isin(code, ("AK", "AL", "AR", "C", "K", "KL", "KM", "KTY", "LH", "RM")) | (starts == "T")
    owner = np.where(company, draws.pick(OWNERS, n, (8, 4, 82, 1, 5)), owner)
    works = np.hypot(*(shapely.get_coordinates(shapely.centroid(parcels.geometry)) - _works()).T)
    near = (kind == "estate") & (works < CITY_LAND_NEAR_WORKS)
    owner = np.where(near, draws.pick(OWNERS, n, (38, 34, 24, 0, 4)), owner)
    vacant = (kind == "plot") & ~built
    owner = np.where(vacant, draws.pick(OWNERS, n, (66, 20, 12, 0, 2)), owner)
    owner = np.where(
        np.isin(kind, ("park", "street", "square")) | ((kind == "plot") & (starts == "Y")), "kaupunki", owner
    )
    owner = np.where(np.isin(kind, ("road", "motorway", "railway")), "valtio", owner)
    return blank(owner, kind == "water")


def _works() -> np.ndarray:
    return np.array(next(d.origin for d in design.DISTRICTS if d.kind == "heavy"), dtype=float)


def _names(kind: np.ndarray, parcels: Features, rural: np.ndarray) -> np.ndarray:
    word = {"estate": "Harjoitustila", "homestead": "Harjoituspelto", "cottage": "Harjoitusranta"}
    triples = zip(kind.tolist(), parcels["group"].tolist(), parcels["unit"].tolist(), rural.tolist())
    names = [f"{word[k]} {g}:{u}" if r and k in word else None for k, g, u, r in triples]
    names = [{"water": "Harjoitusvesien yhteinen alue", "railway": "Harjoitusrata"}.get(k, name)
             for k, name in zip(kind.tolist(), names)]  # fmt: skip
    return np.array(names, dtype=object)
