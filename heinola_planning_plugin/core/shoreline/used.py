# SPDX-License-Identifier: GPL-2.0-or-later
"""Used rights: what is built, permitted or planned on the shore, and how much of a right each uses.

Buildings are found, put together to sites and weighed by the rules of the parameters; a sites table that the planner
keeps adds to them and corrects them. Every site stays visible with the rule that weighed it, also those that don't
count, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from ..errors import InputError
from ..features import Features, concat, scale_factors, text_column
from ..measures import floor_area
from ..measures.inside import inner_points
from .ownership import NOBODY, Properties
from .rules import RightsParameters
from .words import kind_code

MAIN = ("dwelling", "holiday_home")
PLAN_AREA = "plan_area"
"""A plan's holiday area that doesn't tell how many places it has: listed, not counted."""
UNKNOWN_USE = "unknown_use"
"""A building whose use the register doesn't tell: listed, not counted."""
PLAN_SHORE = "plan_holiday"
"""Reason of shore that isn't counted because a holiday plan in force settles it: then its places don't count either."""
_GONE = ("06", "07", "08")
"""Usage status in the register: demolished for a new building, demolished otherwise, destroyed."""
_LAPSED = "lapsed"
"""State of a building permit that never led to a building."""
_HOLIDAY_USE = "03"
"""Usage status of a building used for holidays, whatever it was built as."""


def used_sites(
    shore: Features,
    parcels: Features,
    owners: Properties,
    parameters: RightsParameters,
    buildings: Features | None = None,
    sites: Features | None = None,
    plans: Sequence[Features] = (),
) -> Features:
    """List what uses rights.

    Args:
        shore: as `ownership.owned_shore` gives it.
        parcels, owners: as there.
        parameters: kinds, weights, distances.
        buildings: domain table `buildings`; demolished ones and lapsed permits are left out.
        sites: the planner's table, or this function's own result corrected by her. parcel_id, or a geometry on the
            parcel, tells where; optional: site_id, water_id, kind ("plan_place" where unknown), weight of one place (by
            the rules where unknown), places (1), replaces (ids of buildings or plan areas, ";" between them, that this
            row stands in for; weight 0 = they use no right), basis.
        plans: holiday and tourism areas of plans in force, one table after another (`plan_places.plan_places`):
            site_id, kind, places (NaN = not told). Only what isn't taken yet counts: a site on the area takes a place.

    Returns:
        One row per site, a point where it is drawn: site_id, parcel_id, ematila, water_id, kind, shore ("own",
        "common", None), distance_m (unknown without geometry), places, weight (of one place; NaN where nothing tells),
        used (what it uses; NaN = can't be told), rule, basis ("building", "plan", "table"), counted, reasons,
        replaces, and property, estate, water row numbers for joining. Given back as `sites` it gives the same.

    Raises:
        InputError: a site whose parcel isn't known by id or place.
    """
    finder = _Sites(shore, parcels, owners, parameters)
    told = finder.from_table(_without_open(sites, plans)) if sites is not None and len(sites) else finder.empty()
    replaced = {one for value in told["replaces"] if value for one in value.split(";")}
    built = finder.from_buildings(buildings, replaced) if buildings is not None else finder.empty()
    rows = concat([built, told])
    for table in plans:
        rows = concat([rows, finder.from_plans(table, rows, replaced)])
    return rows


def _without_open(sites: Features, plans: Sequence[Features]) -> Features:
    """Leave out rows of a table given back that say of a plan's area that its places aren't known: the plan says so."""
    known = {name for table in plans for name in table["site_id"].tolist()}
    open_ = (_texts(sites, "basis") == "plan") & np.isnan(_numbers(sites, "places"))
    return sites.take(~(open_ & np.isin(_texts(sites, "site_id").astype(str), list(known))))


class _Sites:
    def __init__(self, shore: Features, parcels: Features, owners: Properties, parameters: RightsParameters):
        self._shore, self._parcels, self._owners, self._parameters = shore, parcels, owners, parameters
        self._water_ids, self._shore_water = np.unique(shore["water_id"].astype(str), return_inverse=True)
        self._shore_water = self._shore_water.reshape(-1)
        # Which property and which estate has shore on which water.
        waters = len(self._water_ids)
        self._property_has = np.zeros((len(owners.parcel_id) + 1, waters), dtype=bool)
        self._property_has[shore["property"], self._shore_water] = True
        self._estate_has = np.zeros((len(owners.ematila) + 1, waters), dtype=bool)
        self._estate_has[shore["estate"], self._shore_water] = True
        self._property_has[-1] = self._estate_has[-1] = False
        excluded = text_column(shore["excluded"]) if "excluded" in shore else np.full(len(shore), None, dtype=object)
        self._left_to_plan = np.array([PLAN_SHORE in (value or "").split(";") for value in excluded], dtype=bool)

    def empty(self) -> Features:
        none = np.empty(0, dtype=np.int64)
        return self._described(np.empty(0, dtype=object), none, none, {}, np.empty(0))

    def from_buildings(self, buildings: Features, replaced: set[str]) -> Features:
        table = buildings.with_columns({"building_id": _ids(buildings, "building_id")}).to_crs(self._shore.crs)
        table = table.take(_standing(table) & ~shapely.is_missing(table.geometry))
        kind = _kinds(table, self._parameters)
        table, kind = table.take(kind != ""), kind[kind != ""]
        parcel = self._parcel_of(table)
        table = table.with_geometry(inner_points(table.geometry))
        owner = np.where(parcel >= 0, self._owners.row[parcel] if len(self._owners.row) else -1, -1)
        water, distance, to_plan = self._water_of(table.geometry, owner)
        near = np.flatnonzero(water >= 0)
        table, kind, owner, water, distance = table.take(near), kind[near], owner[near], water[near], distance[near]
        lead, members = self._grouped(table, kind, owner, distance)
        kept = np.array([not (set(ids.split(";")) & replaced) for ids in members], dtype=bool)
        rows = lead[kept]
        told = {
            "kind": kind[rows],
            "site_id": table["building_id"][rows],
            "replaces": members[kept],
            "to_plan": to_plan[near][rows],
            "basis": "building",
        }
        return self._described(table.geometry[rows], owner[rows], water[rows], told, distance[rows])

    def from_plans(self, plans: Features, sites: Features, replaced: set[str]) -> Features:
        table = plans.to_crs(self._shore.crs)
        table = table.take(~np.isin(table["site_id"].astype(str), list(replaced)))
        parcel = self._parcel_of(table)
        owner = np.where(parcel >= 0, self._owners.row[parcel] if len(self._owners.row) else -1, -1)
        water = self._water_of(table.geometry, owner)[0]
        near = np.flatnonzero(water >= 0)
        table, owner, water = table.take(near), owner[near], water[near]
        # What stands there already takes its place; the register knows whose it is.
        placed = np.flatnonzero(~(shapely.is_missing(sites.geometry) | shapely.is_empty(sites.geometry)))
        area, site = shapely.STRtree(sites.geometry[placed]).query(table.geometry, predicate="intersects")
        taken = np.bincount(area, np.nan_to_num(sites["places"][placed][site]), len(table))
        middle = inner_points(table.geometry)
        _, distance, to_plan = self._water_of(middle, owner)
        told = {
            "kind": table["kind"],
            "site_id": table["site_id"],
            "replaces": table["site_id"],
            "places": np.maximum(table["places"] - taken, 0.0),
            "to_plan": to_plan,
            "basis": "plan",
        }
        return self._described(middle, owner, water, told, distance)

    def from_table(self, sites: Features) -> Features:
        table = sites.to_crs(self._shore.crs) if sites.crs and self._shore.crs else sites
        parcel = self._parcel_of(table)
        table = table.with_geometry(inner_points(table.geometry))
        replaces, basis = _texts(table, "replaces"), _texts(table, "basis")
        found_here = np.isin(basis.astype(str), ("building", "plan"))
        lost = np.flatnonzero((parcel < 0) & ~found_here & np.array([value is None for value in replaces], dtype=bool))
        if len(lost):
            raise InputError(
                "no parcel has this id, and the site doesn't lie on one; correct the id or draw the site",
                layer=sites.source.name,
                field="parcel_id",
                value=_texts(table, "parcel_id")[lost[0]],
            )
        owner = np.where(parcel >= 0, self._owners.row[parcel], -1)
        water, distance, to_plan = self._water_of(table.geometry, owner)
        named = _texts(table, "water_id")
        for n in np.flatnonzero([value is not None for value in named]):
            at = np.flatnonzero(self._water_ids == named[n])
            if not len(at):
                raise InputError(
                    "there is no such water body", layer=sites.source.name, field="water_id", value=named[n]
                )
            water[n] = at[0]
        # A place without geometry leans on the shore of its property where it has one, on its estate's otherwise.
        for has, who in ((self._property_has, owner), (self._estate_has, np.append(self._owners.estate, -1)[owner])):
            open_ = (water < 0) & has[who].any(axis=1)
            water[open_] = has[who][open_].argmax(axis=1)
        kind = text_column(kind_code(value) if value else "plan_place" for value in _texts(table, "kind"))
        places = _numbers(table, "places")
        told = {
            "kind": kind,
            "site_id": _ids(table, "site_id"),
            "replaces": replaces,
            "weight": _numbers(table, "weight"),
            "places": np.where(np.isnan(places) & (kind != PLAN_AREA), 1.0, places),
            "to_plan": to_plan,
            "basis": np.where(found_here, basis, "table"),
        }
        return self._described(table.geometry, owner, water, told, distance)

    def _parcel_of(self, table: Features) -> np.ndarray:
        """Find each row's parcel row by id, else by place; -1 = none."""
        for name in ("parcel_key", "parcel_id"):
            if name in table and name in self._parcels:
                ids, names = text_column(self._parcels[name]), text_column(table[name])
                return floor_area.assign(table.geometry, self._parcels.geometry, names, ids)[0]
        return floor_area.assign(table.geometry, self._parcels.geometry)[0]

    def _water_of(self, geometry: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Find the water each thing stands at: the nearest shore of its property, else of its estate, else any.

        Returns:
            Water row (-1 = none within the shore zone), distance to that shore in m, and whether that shore is left out
            of the count for a plan that settles its places.
        """
        water, distance = np.full(len(geometry), -1, dtype=np.int64), np.full(len(geometry), np.nan)
        to_plan = np.zeros(len(geometry), dtype=bool)
        placed = np.flatnonzero(~(shapely.is_missing(geometry) | shapely.is_empty(geometry)))
        if not len(placed) or not len(self._shore):
            return water, distance, to_plan
        scale = scale_factors(geometry[placed], self._shore.crs)[0]
        tree = shapely.STRtree(self._shore.geometry)
        reach = self._parameters.shore_zone_m * scale.max()
        thing, piece = tree.query(geometry[placed], predicate="dwithin", distance=reach)
        metres = shapely.distance(geometry[placed][thing], self._shore.geometry[piece]) / scale[thing]
        near = metres <= self._parameters.shore_zone_m
        thing, piece, metres = thing[near], piece[near], metres[near]
        own = owner[placed][thing]
        estate = np.append(self._owners.estate, -1)[own]
        rank = np.select(
            [
                (self._shore["property"][piece] == own) & (own >= 0),
                (self._shore["estate"][piece] == estate) & (own >= 0),
            ],
            [0, 1],
            2,
        )
        order = np.lexsort((metres, rank, thing))
        first = order[np.append(True, thing[order][1:] != thing[order][:-1])] if len(order) else order
        water[placed[thing[first]]] = self._shore_water[piece[first]]
        distance[placed[thing[first]]] = metres[first]
        to_plan[placed[thing[first]]] = self._left_to_plan[piece[first]]
        return water, distance, to_plan

    def _grouped(
        self, table: Features, kind: np.ndarray, owner: np.ndarray, distance: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Put buildings of one yard together to sites.

        Returns:
            The leading building of each site, and the building ids of each joined by ";".
        """
        limits = self._parameters
        main = np.isin(kind, MAIN)
        count = len(table)
        points = table.geometry
        wide = max(limits.yard_m, limits.sauna_yard_m)
        i, j = shapely.STRtree(points).query(points, predicate="dwithin", distance=wide) if count else (owner, owner)
        apart = shapely.distance(points[i], points[j])
        yard = np.where(main[i] & main[j], limits.yard_m, limits.sauna_yard_m)
        # A yard may lie across the old border inside a property that comes from two estates.
        name = np.append(np.unique(self._owners.parcel_id.astype(str), return_inverse=True)[1].reshape(-1), -1)[owner]
        same = (name[i] == name[j]) & (name[i] >= 0) & (apart <= yard)
        # Saunas join a dwelling, not each other: two shore saunas without a dwelling are two sites.
        joined = same & (main[i] & main[j])
        from scipy.sparse import coo_matrix  # not at QGIS's start
        from scipy.sparse.csgraph import connected_components

        label = connected_components(
            coo_matrix((np.ones(joined.sum()), (i[joined], j[joined])), shape=(count, count)), directed=False
        )[1]
        to_main = np.flatnonzero(same & ~main[i] & main[j])
        nearest = to_main[np.lexsort((apart[to_main], i[to_main]))]
        nearest = nearest[np.append(True, i[nearest][1:] != i[nearest][:-1])[: len(nearest)]]
        label[i[nearest]] = label[j[nearest]]
        # The dwelling leads its yard, and of several the one nearest to the shore.
        order = np.lexsort((distance, ~main, label))
        _, first = np.unique(label[order], return_index=True)
        lead = order[first]
        ids = table["building_id"]
        ends = np.append(first[1:], count)
        return lead, text_column(";".join(ids[order[a:b]]) for a, b in zip(first.tolist(), ends.tolist()))

    def _described(
        self,
        geometry: np.ndarray,
        owner: np.ndarray,
        water: np.ndarray,
        told: dict[str, Any],
        distance: np.ndarray,
    ) -> Features:
        """Weigh the sites and say which count."""
        count = len(owner)
        estate = np.append(self._owners.estate, -1)[owner]
        at_water = water >= 0
        own = at_water & self._property_has[owner, water]
        common = at_water & ~own & self._estate_has[estate, water]
        leaning = np.select([own, common], ["own", "common"], "").astype(object)
        kind = told.get("kind", np.empty(0, dtype=object))
        places = told.get("places", np.ones(count))
        kind = np.where((kind == PLAN_AREA) & ~np.isnan(places), "plan_place", kind)
        weight, rule = self._weighed(kind, leaning)
        given = told.get("weight", np.full(count, np.nan))
        by_hand = ~np.isnan(given) & (given != weight)
        weight = np.where(by_hand, given, weight)
        rule[by_hand] = "given"
        reasons = np.select(
            [
                owner < 0,
                ~at_water,
                ~(own | common),
                told.get("to_plan", np.zeros(count, dtype=bool)),
                kind == PLAN_AREA,
                kind == UNKNOWN_USE,
                np.isnan(weight),
                (kind == "plan_place") & (places == 0),
            ],
            [
                "no_parcel",
                "not_in_shore_zone",
                "estate_has_no_shore",
                "shore_left_to_plan",
                "places_unknown",
                "use_unknown",
                "no_rule_for_kind",
                "plan_places_built",
            ],
            "",
        ).astype(object)
        unsure = np.isin(reasons.astype(str), ("places_unknown", "use_unknown", "no_rule_for_kind"))
        return Features(
            geometry,
            {
                "site_id": told.get("site_id", np.empty(0, dtype=object)),
                "parcel_id": np.append(self._owners.parcel_id, NOBODY)[owner],
                "ematila": np.append(self._owners.ematila, NOBODY)[estate],
                "water_id": np.append(text_column(self._water_ids), NOBODY)[water],
                "kind": kind,
                "shore": np.where(leaning == "", None, leaning),
                "distance_m": distance,
                "places": places,
                "weight": weight,
                "used": np.where(unsure, np.nan, np.where(reasons == "", weight * places, 0.0)),
                "rule": rule,
                "basis": np.full(count, told.get("basis", ""), dtype=object),
                "counted": reasons == "",
                "reasons": reasons,
                "replaces": told.get("replaces", np.full(count, None, dtype=object)),
                "property": owner,
                "estate": estate,
                "water": water,
            },
            self._shore.crs,
        )

    def _weighed(self, kind: np.ndarray, leaning: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        weight, rule = np.full(len(kind), np.nan), np.full(len(kind), "", dtype=object)
        for line in reversed(self._parameters.weights):
            fits = np.isin(kind.astype(str), line.kinds)
            if line.shore != "any":
                fits &= leaning == line.shore
            weight[fits], rule[fits] = line.weight, line.code
        return weight, rule


def uses_known(buildings: Features) -> bool:
    """Tell whether a layer of buildings says of any of them what it is used for."""
    told = any(value is not None for value in _texts(buildings, "use").tolist())
    return told or "usage_status" in buildings or not len(buildings)


def _standing(table: Features) -> np.ndarray:
    standing = np.ones(len(table), dtype=bool)
    if "usage_status" in table:
        standing &= ~np.isin(text_column(table["usage_status"]).astype(str), _GONE)
    if "permit_state" in table:
        standing &= text_column(table["permit_state"]).astype(str) != _LAPSED
    if "demolished" in table:
        gone = table["demolished"].tolist()
        standing &= np.array([value in (None, "", "0", 0, False) or value != value for value in gone], dtype=bool)
    return standing


def _kinds(table: Features, parameters: RightsParameters) -> np.ndarray:
    """Tell each building's kind by its use code, "" where it isn't one that uses rights."""
    use = _texts(table, "use")
    uses = [f"{scheme}:{code}" for scheme, code in zip(_texts(table, "use_scheme").tolist(), use.tolist())]
    found, which = np.unique(np.array(uses, dtype=str), return_inverse=True)
    kinds = np.array([_kind_of(each, parameters) for each in found.tolist()], dtype=object)[which.reshape(-1)]
    kinds[np.array([code is None for code in use.tolist()], dtype=bool)] = UNKNOWN_USE
    if "usage_status" in table:
        holiday = np.isin(text_column(table["usage_status"]).astype(str), (_HOLIDAY_USE,))
        kinds[holiday & np.isin(kinds.astype(str), ("", "dwelling", UNKNOWN_USE))] = "holiday_home"
    return kinds


def _kind_of(use: str, parameters: RightsParameters) -> str:
    scheme, _, code = use.partition(":")
    for kind in parameters.kinds:
        for start in kind.codes.get(scheme, ()):
            # The topographic database knows one-digit classes, too; those are whole codes, not beginnings.
            if code == start or (len(start) > 1 and code.startswith(start)):
                return kind.kind
    return ""


def _texts(table: Features, name: str) -> np.ndarray:
    if name not in table:
        return np.full(len(table), None, dtype=object)
    return text_column(None if value in (None, "") or value != value else value for value in table[name].tolist())


def _numbers(table: Features, name: str) -> np.ndarray:
    if name not in table:
        return np.full(len(table), np.nan)
    values = table[name]
    return np.array([np.nan if value in (None, "") else float(value) for value in values.tolist()], dtype=float)


def _ids(table: Features, name: str) -> np.ndarray:
    given = _texts(table, name)
    return text_column(f"#{n + 1}" if value is None else value for n, value in enumerate(given.tolist()))
