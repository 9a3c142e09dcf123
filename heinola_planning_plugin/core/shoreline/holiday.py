# SPDX-License-Identifier: GPL-2.0-or-later
"""Shore parcels for holiday housing: what is measured on them, what fits, and what the criteria say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from ..evidence import Distance, Largest, Share, between, gather
from ..features import Features, scale_factors, true_area_m2
from ..jobs import Layers
from ..measures import terrain
from ..measures.terrain import Grid
from ..progress import Progress, part, silent
from ..scoring.criteria import CriteriaSet
from ..scoring.evaluate import evaluate
from ..vocabulary import plan_codes
from .buildable import Limits, buildable
from .packing import SiteSize, pack
from .shoreland import OTHER_USES, Shoreland, planned_places, shoreland

ROLES = (
    "parcel_shares",
    "shoreline",
    "plan_units",
    "zoning",
    "buildings",
    "roads",
    "services",
    "powerlines",
    "protected",
    "flood",
    "wetland",
    "relics",
    "heritage",
    "groundwater",
    "dem",
)
"""Layers that are looked at where given, besides parcels and water."""

_FLOOD_YEARS = 100.0
_FOR_REVIEW = ("natura", "shore_programme")
"""Kinds of protected area that don't forbid building: their effect is assessed (luonnonsuojelulaki 9/2023 34-35 §)."""
_NOT_DRIVABLE = ("path", "cycle", "ferry", "motorway", "ramp")
_SECTORS = np.array(["N", "NE", "E", "SE", "S", "SW", "W", "NW"], dtype=object)
_ALL_ROUND = "all"
"""Direction of a parcel that has water on all sides, as a cape or an islet."""


@dataclass(frozen=True)
class HolidayHousing:
    """Result.

    Attributes:
        parcels: one row per parcel with shore, in the parcels' order, judged.
        places: lines along the shore, one per place that fits: parcel_id, frontage_m, area_m2, buildable_m2.
        ground: what can be built on, where there is any: parcel_id, buildable_m2.
    """

    parcels: Features
    places: Features
    ground: Features


def holiday_housing(
    parcels: Features,
    water: Features,
    layers: Layers,
    criteria: CriteriaSet,
    parameters: Mapping[str, object] | None = None,
    method: str = "weighted_sum",
    language: str = "fi",
    progress: Progress = silent,
    orness: float = 0.3,
) -> HolidayHousing:
    """Judge the parcels that have shore.

    Args:
        parcels: in a metric CRS; others, that aren't judged, are the layer `neighbours`, or they give their shore away.
        water: lakes and rivers, islands as holes.
        layers: role -> layer; see ROLES. What isn't given is unknown.
        criteria: resources/methods/holiday.yaml, or another file with its parameters.
        parameters: changes to the file's parameters.
        method, language, orness: as for `scoring.evaluate`.
        progress: reports and cancels.
    """
    limits = {name: float(value) for name, value in criteria.values(parameters).items()}
    progress(0.0, "Measuring shore frontage")
    land = shoreland(parcels, water, layers, limits, part(progress, 0.0, 0.3))
    own = land.parcels
    progress(0.3, "Cutting the buildable area")
    ground = _ground(land, water.to_crs(own.crs), layers, limits, part(progress, 0.3, 0.6))
    progress(0.6, "Fitting places along the shore")
    size = SiteSize(limits["min_frontage_m"], limits["min_site_m2"], limits["shore_zone_m"], limits["min_buildable_m2"])
    free, step = land.shore["free"], part(progress, 0.6, 0.8)
    packed = pack(land.shore, land.parcel, own.geometry, ground.geometry, size, free, step)
    places = packed.places.astype(float)
    remaining = _remaining(own, layers)
    table = {
        "frontage_m": land.columns["frontage_m"],
        "remaining": remaining,
        "places": places,
        "new_places": places,  # to its place in the table; counted when the status is known
        "built_sites": land.columns["built_sites"],
        "full": _full(land.columns["built_sites"], places),
        **_described(land, ground, layers),
        **_surroundings(own, layers, part(progress, 0.8, 1.0)),
        "planned_places": planned_places(own, layers),
        **{name: land.columns[name] for name in ("reserve", "zone_code", "zone_land_use", "water_id")},
    }
    judged = evaluate(table, criteria, parameters, method, language, orness)
    table["new_places"] = _new_places(own, places, remaining, judged.status)
    columns = judged.columns()
    points = {name: values for name, values in columns.items() if name.startswith("c_")}
    verdict = {name: values for name, values in columns.items() if name not in points}
    identity = {name: own[name] for name in ("parcel_id", "name", "ematila") if name in own}
    progress(1.0)
    return HolidayHousing(
        Features(own.geometry, {**identity, **verdict, **table, **points}, own.crs, own.source),
        _sites(packed.sites, own),
        _free_ground(ground, own),
    )


def _ground(
    land: Shoreland, water: Features, layers: Layers, limits: Mapping[str, float], progress: Progress
) -> Features:
    heights = layers.get("dem")
    rules = Limits(
        dwelling_m=limits["setback_m"],
        sauna_m=limits["sauna_setback_m"],
        border_m=limits["border_m"],
        zone_m=limits["shore_zone_m"],
        max_slope_pct=limits["max_slope_pct"],
        flood_level_m=limits["flood_level_m"] or None,
    )
    blocked = _blocked(layers, land.parcels.crs, limits)
    blocked["water"] = water.take(true_area_m2(water.geometry, water.crs) < 1e4 * limits["water_min_ha"])
    grid = heights if isinstance(heights, Grid) else None
    return buildable(land.parcels, land.pieces, rules, blocked, grid, progress)


def _blocked(layers: Layers, crs: str, limits: Mapping[str, float]) -> dict[str, Features]:
    """Give the areas where nothing may be built, by kind; only of layers that are given."""
    out: dict[str, Features] = {}
    flood = between("return_period", 0, _FLOOD_YEARS)
    for name, keep in (("flood", flood), ("wetland", None), ("protected", _strict)):
        layer = layers.get(name)
        mask = keep(layer) if keep and isinstance(layer, Features) else None
        if isinstance(layer, Features):
            out[name] = (layer if mask is None else layer.take(mask)).to_crs(crs)
    if limits["landscape_blocks"] and isinstance(layers.get("heritage"), Features):
        out["landscape"] = layers["heritage"].to_crs(crs)
    if isinstance(layers.get("relics"), Features):
        out["relics"] = _widened(layers["relics"].to_crs(crs), limits["relic_strip_m"])
    if isinstance(layers.get("powerlines"), Features):
        lines = layers["powerlines"].to_crs(crs)
        kinds = lines["line_class"].astype(str) if "line_class" in lines else np.full(len(lines), "", dtype=str)
        strip = np.where(kinds == "distribution", limits["distribution_strip_m"], limits["transmission_strip_m"])
        out["powerlines"] = _widened(lines, strip)
    if isinstance(layers.get("plan_units"), Features):
        out["plan"] = _planned(layers["plan_units"].to_crs(crs))
    return out


def _widened(layer: Features, metres: np.ndarray | float) -> Features:
    scale = np.nan_to_num(scale_factors(layer.geometry, layer.crs)[0], nan=1.0)
    return layer.with_geometry(shapely.buffer(layer.geometry, metres * scale))


def _planned(units: Features) -> Features:
    """Pick the areas of detailed plans whose use is settled, holiday areas too."""
    if "zone_code" not in units:
        return units.take(np.empty(0, dtype=np.int64))
    use = plan_codes().land_use(units["zone_code"].tolist()).astype(str)
    return units.take(np.isin(use, ("holiday", *OTHER_USES)))


def _described(land: Shoreland, ground: Features, layers: Layers) -> dict[str, np.ndarray]:
    """Describe the ground behind the shore, and which way the water lies."""
    aspect = land.columns["aspect_deg"]
    sector = np.where(np.isnan(aspect), _ALL_ROUND, _SECTORS[np.nan_to_num((aspect + 22.5) // 45).astype(int) % 8])
    slope = np.full(len(ground), np.nan)
    grid = layers.get("dem")
    if isinstance(grid, Grid):
        empty = shapely.is_empty(ground.geometry)
        place = Features(np.where(empty, land.parcels.geometry, ground.geometry), crs=ground.crs).to_crs(grid.crs)
        slope = terrain.zonal(place.geometry, grid)["slope_mean_pct"]
    return {
        "buildable_m2": ground["buildable_m2"],
        "sauna_m2": ground["sauna_m2"],
        "aspect_deg": aspect,
        "aspect_sector": sector.astype(object),
        "view_m": land.columns["view_m"],
        "slope_pct": slope,
        **{name: values for name, values in ground.columns.items() if name.startswith("blocked_")},
    }


def _remaining(own: Features, layers: Layers) -> np.ndarray:
    """Give the whole places left to each parcel's property, over all its waters; NaN where they weren't counted."""
    shares = layers.get("parcel_shares")
    out = np.full(len(own), np.nan)
    if not isinstance(shares, Features) or not len(shares) or "parcel_id" not in own:
        return out
    ids, which = np.unique(shares["parcel_id"].astype(str), return_inverse=True)
    # NaN on one water makes the sum unknown: what is left there can't be told.
    left = np.bincount(which.reshape(-1), shares["remaining"].astype(float), len(ids))
    wanted = own["parcel_id"].astype(str)
    place = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    found = ids[place] == wanted
    out[found] = left[place[found]]
    return out


def _full(built: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Say "full" where something stands on the shore already and no more fits, "room" elsewhere, None = unknown."""
    out = np.where(np.isnan(built), None, "room").astype(object)
    out[(built > 0) & (places < 1)] = "full"
    return out


def _new_places(own: Features, places: np.ndarray, remaining: np.ndarray, status: np.ndarray) -> np.ndarray:
    """Give the places that both fit and are left: 0 where excluded, NaN where what is left isn't known.

    The parcels of one property share what it has left: the one where most fit comes first.
    """
    flagged = np.isin(status.astype(str), ("candidate", "conditional"))
    out = np.where(status == "excluded", 0.0, np.nan)
    rows = np.flatnonzero(flagged & ~np.isnan(remaining))
    if not len(rows):
        return out
    ids = np.unique(own["parcel_id"][rows].astype(str), return_inverse=True)[1].reshape(-1)
    order = np.lexsort((rows, -places[rows], ids))
    rows, ids = rows[order], ids[order]
    taken = np.cumsum(places[rows]) - places[rows]
    first = np.flatnonzero(np.diff(ids, prepend=-1))
    before = taken - taken[first][np.searchsorted(first, np.arange(len(rows)), side="right") - 1]
    out[rows] = np.clip(remaining[rows] - before, 0.0, places[rows])
    return out


def _surroundings(own: Features, layers: Layers, progress: Progress) -> dict[str, np.ndarray]:
    specs = (
        Distance("road_m", "roads", keep=_drivable),
        Distance("service_m", "services"),
        Distance("powerline_m", "powerlines"),
        Distance("relic_m", "relics"),
        Distance("protected_m", "protected", keep=_strict),
        Share("protected_share", "protected", keep=_strict),
        Distance("natura_m", "protected", keep=_natura),
        Share("shore_programme_share", "protected", keep=_shore_programme),
        Share("flood_share", "flood", keep=between("return_period", 0, _FLOOD_YEARS)),
        Share("landscape_share", "heritage"),
        Largest(("groundwater_class",), "groundwater", otherwise="–"),
    )
    return gather(own, layers, specs, progress)


def _kind(protected: Features) -> np.ndarray:
    return protected["kind"].astype(str) if "kind" in protected else np.full(len(protected), "", dtype=object)


def _strict(protected: Features) -> np.ndarray:
    """Keep what forbids building; an area whose kind isn't known, too."""
    return ~np.isin(_kind(protected).astype(str), _FOR_REVIEW)


def _natura(protected: Features) -> np.ndarray:
    return _kind(protected).astype(str) == "natura"


def _shore_programme(protected: Features) -> np.ndarray:
    return _kind(protected).astype(str) == "shore_programme"


def _drivable(roads: Features) -> np.ndarray:
    if "road_class" not in roads:
        return np.ones(len(roads), dtype=bool)
    return ~np.isin(roads["road_class"].astype(str), _NOT_DRIVABLE)


def _sites(sites: Features, own: Features) -> Features:
    ids = own["parcel_id"] if "parcel_id" in own else np.full(len(own), None, dtype=object)
    columns = {"parcel_id": ids[sites["parcel"]]}
    return Features(
        sites.geometry,
        {**columns, **{name: sites[name] for name in ("frontage_m", "area_m2", "buildable_m2")}},
        sites.crs,
        sites.source,
    )


def _free_ground(ground: Features, own: Features) -> Features:
    ids = own["parcel_id"] if "parcel_id" in own else np.full(len(own), None, dtype=object)
    rows = np.flatnonzero(ground["buildable_m2"] > 0)
    table = {"parcel_id": ids, "buildable_m2": ground["buildable_m2"]}
    return Features(ground.geometry, table, ground.crs, ground.source).take(rows)
