# SPDX-License-Identifier: GPL-2.0-or-later
"""Shore building rights of original estates (emätilat), and their division among the present properties.

The right is counted per original estate and water body, all parcels on the same water together, and then divided
among the properties formed from it (KHO:2014:133, KHO:2013:110). The open cadastre doesn't hold the properties of the
cross-section date: where no original estate is given, the present property stands in, and `basis` says so.
The table is a planner's aid for AKL 39 and 73 §, not a statement of right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..features import Features
from ..progress import Progress, part, silent
from .bodies import codes
from .free_shore import free_and_built
from .ownership import ESTATE, Properties, owned_shore, properties
from .rules import RightsParameters, density, remaining, right, whole_shares
from .used import used_sites, uses_known


@dataclass(frozen=True)
class ShoreRights:
    """Result.

    Attributes:
        estates: MultiLineStrings of shore, one row per estate and water body. Columns: ematila, water_id, basis
            ("ematila", "present_property"), properties (how many), real_m, straight_m, modified_m, norm (mean by
            modified metres), area_sites, right_raw, used, remaining, over_used (what is used beyond the right),
            density (used + remaining, for one km), density_used, free_share, built_share, reasons.
        parcel_shares: MultiLineStrings, one row per present property, estate and water body: parcel_id, ematila,
            water_id, basis, real_m, modified_m, share (of the estate's shore), right_share, used, remaining_raw,
            remaining (whole sites).
        shore: parts of shore with owner and norm, see `ownership.owned_shore`.
        sites: what was counted as used and what wasn't, see `used.used_sites`; without row numbers.
        waters: no geometry, one row per water body: water_id, real_m, modified_m, nobodys_m (real shore within no
            parcel's reach), right_raw, used, remaining, density, free_share, estates,
            straight_m, density_used, method (as the shoreline says).
        parameters: what it was made with.
    """

    estates: Features
    parcel_shares: Features
    shore: Features
    sites: Features
    waters: Features
    parameters: RightsParameters

    def totals(self) -> dict[str, float]:
        """Give the sums over all estates."""
        names = ("real_m", "modified_m", "right_raw", "used", "remaining")
        return {name: float(self.estates[name].sum()) for name in names}


def shoreline_rights(
    pieces: Features,
    parcels: Features,
    parameters: RightsParameters,
    ematila_field: str | None = "ematila",
    buildings: Features | None = None,
    sites: Features | None = None,
    norm_zones: Features | None = None,
    progress: Progress = silent,
    plans: Sequence[Features] = (),
) -> ShoreRights:
    """Count the rights.

    Args:
        pieces: as `modified_shoreline` gives them (or read back from its layer).
        parcels: domain table `parcels`; all of them, or a neighbour's shore is given away.
        parameters: see `rules.read_rights`.
        ematila_field: the parcels' column with the original estate; None = count per present property.
        buildings: domain table `buildings`; without it (or its uses) and without `sites` what is used, and so what
            remains, is unknown.
        sites: the planner's table of sites, see `used.used_sites`.
        norm_zones: polygons with the column `norm`.
        progress: reports and cancels.
        plans: holiday and tourism areas of plans in force, see `used.used_sites`.

    Raises:
        InputError: a layer or column is missing or can't be joined.
    """
    progress(0.0, "Finding whose shore it is")
    parcels = parcels.to_crs(pieces.crs)
    owners = properties(parcels, ematila_field)
    shore = owned_shore(pieces, parcels, owners, parameters, norm_zones, part(progress, 0.0, 0.6))
    progress(0.6, "Counting used rights")
    used = used_sites(shore, parcels, owners, parameters, buildings, sites, plans)
    progress(0.8, "Counting free shore")
    frontage, stretch = parameters.frontage_per_site, parameters.free_stretch_m
    counted = used.take(used["counted"])
    free, built = free_and_built(shore, counted.geometry, counted["used"], frontage, stretch)
    known = sites is not None or (buildings is not None and uses_known(buildings))
    unknown = np.full(len(shore), np.nan)
    shore = shore.with_columns({"free_m": free if known else unknown, "built_m": built if known else unknown})
    progress(0.9, "Adding up per estate")
    water_id, water = np.unique(shore["water_id"].astype(str), return_inverse=True)
    water = water.reshape(-1)
    by_estate = _Groups(shore, water, shore["estate"])
    by_property = _Groups(shore, water, shore["property"])
    names = water_id.astype(object)
    taken = _used(by_estate, used, "estate", known)
    more = _unsure(by_estate, shore, used, plans, parameters.reach_m)
    estates = _estates(by_estate, shore, taken, more, owners, names, parameters)
    taken = _used(by_property, used, "property", known)
    shares = _shares(by_property, by_estate, estates, taken, owners, names, parameters)
    bodies = _waters(water, names, shore, estates)
    progress(1.0)
    drop = ("property", "estate", "water", "counted")
    return ShoreRights(
        estates=estates,
        parcel_shares=shares,
        shore=shore.select([name for name in shore.columns if name not in drop]),
        sites=used.select([name for name in used.columns if name not in drop]),
        waters=bodies,
        parameters=parameters,
    )


class _Groups:
    """Parts of shore gathered by owner and water body; nobody's shore is in no group."""

    def __init__(self, shore: Features, water: np.ndarray, owner: np.ndarray):
        self._rows = np.flatnonzero(owner >= 0)
        self._waters = int(water.max(initial=0)) + 1
        key, group = np.unique(owner[self._rows] * self._waters + water[self._rows], return_inverse=True)
        self.key, self.group = key, group.reshape(-1)
        self.owner, self.water = key // self._waters, key % self._waters
        self.shore = shore

    def __len__(self) -> int:
        return len(self.key)

    def total(self, values: np.ndarray) -> np.ndarray:
        return np.bincount(self.group, values[self._rows], len(self)).astype(float)

    def find(self, owner: np.ndarray, water: np.ndarray) -> np.ndarray:
        """Give the group of each pair, -1 where the owner has no shore on the water."""
        wanted = owner * self._waters + water
        place = np.minimum(np.searchsorted(self.key, wanted), len(self.key) - 1)
        return np.where(self.key[place] == wanted, place, -1)

    def lines(self) -> np.ndarray:
        order = np.argsort(self.group, kind="stable")
        return shapely.line_merge(
            shapely.multilinestrings(self.shore.geometry[self._rows][order], indices=self.group[order])
        )


def _used(groups: _Groups, used: Features, owner: str, known: bool) -> np.ndarray:
    if not known:
        return np.full(len(groups), np.nan)
    counted = np.flatnonzero(used["counted"])
    if not len(counted):
        return np.zeros(len(groups))
    place = groups.find(used[owner][counted], used["water"][counted])
    return np.bincount(place[place >= 0], used["used"][counted][place >= 0], len(groups))


def _unsure(groups: _Groups, shore: Features, used: Features, plans: Sequence[Features], reach_m: float) -> np.ndarray:
    """Tell the estates that a site whose use can't be told concerns: it stands there, or its area lies on the shore."""
    rows = np.flatnonzero(np.isnan(used["used"]) & (used["water"] >= 0))
    out = np.zeros(len(groups), dtype=bool)
    if not len(rows) or not len(groups):
        return out
    place = groups.find(used["estate"][rows], used["water"][rows])
    out[place[place >= 0]] = True
    touched = np.zeros(len(shore))
    tree = shapely.STRtree(shore.geometry)
    for table in plans:
        areas = table.to_crs(shore.crs).geometry[np.isin(table["site_id"], used["site_id"][rows])]
        touched[tree.query(areas, predicate="dwithin", distance=reach_m)[1]] = 1.0
    return out | (groups.total(touched) > 0)


def _estates(
    groups: _Groups,
    shore: Features,
    taken: np.ndarray,
    more: np.ndarray,
    owners: Properties,
    water_id: np.ndarray,
    parameters: RightsParameters,
) -> Features:
    modified, straight = groups.total(shore["modified_m"]), groups.total(shore["straight_m"])
    area_sites = groups.total(shore["area_sites"]) if "area_sites" in shore else np.zeros(len(groups))
    by_norm = groups.total(right(shore["modified_m"], shore["norm"]))
    base = np.where(_longest(groups.owner, modified) & (modified > 0), parameters.base_right, 0.0)
    right_raw = by_norm + area_sites + base
    left = remaining(right_raw, taken, parameters.rounding)
    with np.errstate(divide="ignore", invalid="ignore"):
        norm = np.where(modified > 0, by_norm / (modified / 1000), np.nan)
        free, built = groups.total(shore["free_m"]) / straight, groups.total(shore["built_m"]) / straight
    basis = owners.basis[groups.owner]
    pairs = np.unique(np.stack([shore["estate"], shore["property"]], axis=1)[shore["estate"] >= 0], axis=0)
    return Features(
        groups.lines(),
        {
            "ematila": owners.ematila[groups.owner],
            "water_id": water_id[groups.water],
            "basis": basis,
            "properties": np.bincount(pairs[:, 0], minlength=len(owners.ematila))[groups.owner],
            "real_m": groups.total(shore["real_m"]),
            "straight_m": straight,
            "modified_m": modified,
            "norm": norm,
            "area_sites": area_sites,
            "right_raw": right_raw,
            "used": taken,
            "remaining": left,
            "over_used": np.maximum(taken - right_raw, 0.0),
            "density": density(taken + left, modified),
            "density_used": density(taken, modified),
            "free_share": free,
            "built_share": built,
            "reasons": codes(
                len(groups),
                [
                    ("present_property_not_ematila", basis != ESTATE),
                    ("used_unknown", np.isnan(taken)),
                    ("used_at_least", more & ~np.isnan(taken)),
                ],
            ),
        },
        shore.crs,
        shore.source,
    )


def _longest(owner: np.ndarray, metres: np.ndarray) -> np.ndarray:
    """Mark each owner's row with the most metres, to the centimetre, the first of equals."""
    order = np.lexsort((-np.round(metres, 2), owner))
    out = np.zeros(len(owner), dtype=bool)
    out[order[np.unique(owner[order], return_index=True)[1]]] = True
    return out


def _shares(
    groups: _Groups,
    by_estate: _Groups,
    estates: Features,
    taken: np.ndarray,
    owners: Properties,
    water_id: np.ndarray,
    parameters: RightsParameters,
) -> Features:
    shore = groups.shore
    real, modified = groups.total(shore["real_m"]), groups.total(shore["modified_m"])
    estate = by_estate.find(owners.estate[groups.owner], groups.water)
    share = _share(modified if parameters.division == "modified" else real, real, estate, len(by_estate))
    # Sites by area and the metres of one norm zone belong where they lie only on average: the estate's whole right
    # is divided, as the courts have it.
    right_share = share * estates["right_raw"][estate]
    left = right_share - taken
    # Sites on common shore belong to a property without shore of its own; they weigh on all that have shore.
    common = estates["used"] - np.bincount(estate, taken, len(by_estate))
    left = left - share * common[estate]
    whole = whole_shares(left, estate, np.nan_to_num(estates["remaining"]))
    return Features(
        groups.lines(),
        {
            "parcel_id": owners.parcel_id[groups.owner],
            "ematila": estates["ematila"][estate],
            "water_id": water_id[groups.water],
            "basis": estates["basis"][estate],
            "real_m": real,
            "modified_m": modified,
            "share": share,
            "right_share": right_share,
            "used": taken,
            "remaining_raw": left,
            "remaining": np.where(np.isnan(left), np.nan, whole),
        },
        shore.crs,
        shore.source,
    )


def _share(length: np.ndarray, real: np.ndarray, group: np.ndarray, groups: int) -> np.ndarray:
    """Give each part's share of its group's shore; by real metres where the group has no other."""
    total = np.bincount(group, length, groups)
    use = np.where(total[group] > 0, length, real)
    total = np.bincount(group, use, groups)
    return use / total[group]


def _methods(shore: Features, water: np.ndarray, count: int) -> np.ndarray:
    """Give the method that each water's shore was measured by, None where the shoreline doesn't tell."""
    out = np.full(count, None, dtype=object)
    if "method" in shore:
        out[water] = shore["method"]
    return out


def _waters(water: np.ndarray, water_id: np.ndarray, shore: Features, estates: Features) -> Features:
    count = len(water_id)
    row = np.searchsorted(water_id.astype(str), estates["water_id"].astype(str))

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(water, values, count)

    def of_estates(name: str) -> np.ndarray:
        return np.bincount(row, estates[name], count).astype(float)

    modified, used, left = total(shore["modified_m"]), of_estates("used"), of_estates("remaining")
    return Features(
        np.full(count, None, dtype=object),
        {
            "water_id": water_id,
            "real_m": total(shore["real_m"]),
            "straight_m": total(shore["straight_m"]),
            "modified_m": modified,
            "nobodys_m": total(np.where(shore["estate"] < 0, shore["real_m"], 0.0)),
            "right_raw": of_estates("right_raw"),
            "used": used,
            "remaining": left,
            "density_used": density(used, modified),
            "density": density(used + left, modified),
            "free_share": total(shore["free_m"]) / total(shore["straight_m"]),
            "estates": np.bincount(row, minlength=count),
            "method": _methods(shore, water, count),
        },
        shore.crs,
        shore.source,
    )
