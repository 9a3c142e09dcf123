# SPDX-License-Identifier: GPL-2.0-or-later
"""The evidence for industrial siting, parcel by parcel."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import shapely

from ..errors import InputError
from ..evidence import Distance, Filter, Keep, Largest, Share, Terrain, between, gather, one_of
from ..features import Features
from ..measures import floor_area, overlap
from ..measures.inside import inner_points
from ..measures.network import Network
from ..measures.terrain import Grid
from ..progress import Progress, part, silent
from ..vocabulary import plan_codes
from .earthwork import levelling_m3
from .ground import area_ha, size_and_shape, usable_part
from .uses import of_kind, standing
from .view import motorway_view

Layers = Mapping[str, "Features | Grid"]
Limit = Callable[[str], Any]
"""Gives a parameter of the criteria file by name."""

ROLES = (
    "zoning",
    "roads",
    "junctions",
    "railways",
    "buildings",
    "groundwater",
    "protected",
    "water",
    "flood",
    "wetland",
    "powerlines",
    "gas",
    "water_supply",
    "soil",
    "relics",
    "seveso",
    "dem",
)
"""Layers that are looked at where given."""

ACCESS_M = 2_000.0
"""A parcel farther than this from any road has no way along the network (project's choice: a new street can be as
long)."""

_DRIVABLE = one_of("road_class", "main", "regional", "connecting", "local", "track")
_TERRAIN = ("slope_mean_pct", "slope_max_pct", "height_range_m")


def limits_of(values: Mapping[str, object], file: str) -> Limit:
    """Give the parameters that measuring itself needs; the callable raises InputError for one the file lacks."""

    def limit(name: str) -> Any:
        if name not in values:
            raise InputError("the criteria file {} must have this parameter", file, field=name)
        return values[name]

    return limit


def measure(parcels: Features, layers: Layers, limit: Limit, progress: Progress = silent) -> dict[str, np.ndarray]:
    """Measure everything that the industrial criteria and constraints ask of.

    Args:
        parcels: n parcels in a metric CRS with `parcel_id` and, where known, `area_m2`, `unit_type`, `owner`.
        layers: role -> layer; see ROLES.
        limit: see `limits_of`.
        progress: reports and cancels.

    Returns:
        Columns of shape (n,). Numbers are NaN and texts None where unknown.
    """
    zoning, dem = _vector(layers, "zoning"), layers.get("dem")
    if zoning is not None:
        layers = {**layers, "zoning": _with_land_use(zoning)}
    out: dict[str, np.ndarray] = {"area_ha": area_ha(parcels), "unit_type": _numbers(parcels, "unit_type")}
    out.update(gather(parcels, layers, _specs(limit), part(progress, 0.0, 0.5)))
    out["industry_m"] = np.fmin(out.pop("zoned_industry_m"), out.pop("industry_building_m"))
    out["groundwater_class"] = _groundwater_class(out, float(limit("sliver_share")))
    out["land_use"] = out.pop("zone_land_use")
    out.update(_junction(parcels, layers, str(limit("motorway_road")), part(progress, 0.5, 0.6)))
    lines = _motorway_lines(parcels, layers, str(limit("motorway_road")))
    out["motorway_view"] = motorway_view(parcels, lines, dem if isinstance(dem, Grid) else None)
    out.update(_built(parcels, _vector(layers, "buildings"), out["area_ha"], float(limit("plot_ratio_max"))))
    out["ownership"] = _ownership(parcels, str(limit("city_owner")))

    usable = usable_part(parcels.geometry, _blocking(parcels, layers, limit), part(progress, 0.65, 0.8))
    sides = float(limit("rectangle_long_m")), float(limit("rectangle_short_m"))
    out.update(size_and_shape(parcels, usable, out["area_ha"], *sides))
    near = np.where(np.isnan(out["industry_m"]), np.nan, out["industry_m"] <= float(limit("expansion_m")))
    out["expansion_ha"] = near * out["usable_ha"]
    ground = parcels.with_geometry(usable)
    out.update(gather(ground, layers, [Terrain(_TERRAIN)], part(progress, 0.85, 0.95)))
    out["levelling_m3"] = levelling_m3(ground, dem if isinstance(dem, Grid) else None)
    progress(1.0)
    return out


def not_given(layers: Layers) -> tuple[str, ...]:
    """Name the layers that were not looked at because they were not given."""
    return tuple(role for role in ROLES if layers.get(role) is None)


def _specs(limit: Limit) -> tuple[Distance | Share | Largest, ...]:
    flood_years, motorway_road = float(limit("flood_years")), str(limit("motorway_road"))
    return (
        Largest(("zone_code", "plan_id", "zone_land_use"), "zoning", share="zone_share"),
        Share("zoned_industry_share", "zoning", keep=one_of("zoned_for", "industry")),
        Distance("zoned_industry_m", "zoning", keep=one_of("zoned_for", "industry")),
        Distance("motorway_m", "roads", keep=_motorway(motorway_road)),
        Distance("rail_m", "railways"),
        Distance("powerline_m", "powerlines"),
        Distance("transmission_m", "powerlines", keep=one_of("line_class", "transmission")),
        Distance("gas_m", "gas"),
        Distance("water_service_m", "water_supply"),
        Share("soft_soil_share", "soil", keep=_named("soil", str(limit("soft_soils")))),
        Share("groundwater_1_share", "groundwater", keep=one_of("groundwater_class", "1", "1E", "I")),
        Share("groundwater_2_share", "groundwater", keep=one_of("groundwater_class", "2", "2E", "II")),
        Share("groundwater_e_share", "groundwater", keep=one_of("groundwater_class", "E", "1E", "2E")),
        Share("protected_share", "protected"),
        Share("water_share", "water"),
        Share("flood_share", "flood", keep=between("return_period", 0, flood_years)),
        Share("wetland_share", "wetland"),
        Distance("relic_m", "relics"),
        Distance("seveso_m", "seveso"),
        Distance("dwelling_m", "buildings", keep=of_kind("dwelling")),
        Distance("holiday_home_m", "buildings", keep=of_kind("holiday_home")),
        Distance("industry_building_m", "buildings", keep=of_kind("industry")),
    )


def _vector(layers: Layers, role: str) -> Features | None:
    layer = layers.get(role)
    return layer if isinstance(layer, Features) else None


def _named(column: str, words: str) -> Filter:
    """Keep the rows whose text has one of the words, which stand with ; between."""
    wanted = tuple(filter(None, (word.strip().casefold() for word in words.split(";"))))

    def fits(held: np.ndarray) -> np.ndarray:
        texts = [str(text).casefold() for text in held.tolist()]
        return np.array([any(word in text for word in wanted) for text in texts], dtype=bool)

    return Filter(column, fits)


def _motorway(number: str) -> Keep:
    """Keep roads of the motorway class, or of a road number; where there is neither, classes tell nothing of it.

    The topographic database has no class for motorways: there the number is needed.
    """
    by_class, by_number = one_of("road_class", "motorway"), one_of("road_number", number)

    def keep(roads: Features) -> np.ndarray | None:
        masks = [mask for mask in (by_class(roads), by_number(roads)) if mask is not None]
        both = np.logical_or.reduce(masks) if masks else np.zeros(len(roads), dtype=bool)
        return both if both.any() else None

    return keep


def _motorway_lines(parcels: Features, layers: Layers, number: str) -> np.ndarray | None:
    """Give the motorway's lines in the parcels' CRS, None where it can't be told which they are."""
    roads = _vector(layers, "roads")
    kept = None if roads is None else _motorway(number)(roads)
    if roads is None or kept is None:
        return None
    # One line from end to end: a road layer cuts it at every crossing, and the view is from along the road.
    return shapely.get_parts(shapely.line_merge(shapely.union_all(roads.take(kept).to_crs(parcels.crs).geometry)))


def _with_land_use(zoning: Features) -> Features:
    """Add to the zones their land use, and what they are zoned for: a reservation (T/res) zones nothing yet."""
    if "zone_code" not in zoning:
        return zoning
    codes = plan_codes()
    use = codes.land_use(zoning["zone_code"])
    zoned = use.copy()
    zoned[codes.reserved(zoning["zone_code"])] = "reservation"
    return zoning.with_columns({"zone_land_use": use, "zoned_for": zoned})


def _groundwater_class(table: Mapping[str, np.ndarray], least: float) -> np.ndarray:
    """Give the strictest class that covers more than a sliver: "1", "2", "E", "none"; None where unknown."""
    unknown = np.isnan(table["groundwater_1_share"])
    out = np.full(len(unknown), "none", dtype=object)
    for name in ("e", "2", "1"):
        out[np.nan_to_num(table[f"groundwater_{name}_share"]) > least] = name.upper()
    out[unknown] = None
    return out


def _junction(parcels: Features, layers: Layers, motorway_road: str, progress: Progress) -> dict[str, np.ndarray]:
    """Give the way to the nearest motorway junction: along roads where they lead there, else the straight distance.

    The way begins at a point inside the parcel: the nearest point of its border isn't one where a border runs along the
    road, and any of them would do.
    Motorways and ramps are left out of the network: nobody drives onto them from a parcel. Junctions join it at the
    nearest ordinary road.
    """
    straight = gather(parcels, layers, [Distance("junction_m", "junctions")])["junction_m"]
    basis = np.full(len(parcels), None, dtype=object)
    basis[~np.isnan(straight)] = "straight"
    roads, junctions = _vector(layers, "roads"), _vector(layers, "junctions")
    if roads is None or junctions is None or not len(roads) or not len(junctions):
        return {"junction_m": straight, "junction_basis": basis}
    roads = roads.to_crs(parcels.crs)
    open_ = _all(_DRIVABLE(roads), len(roads), True) & ~_all(_motorway(motorway_road)(roads), len(roads), False)
    lines = roads.geometry[open_]
    points = {"": junctions.to_crs(parcels.crs).geometry}
    way = Network(lines, scale=parcels.usual_stretch).distances(
        inner_points(parcels.geometry), points, ACCESS_M, progress
    )[""]
    basis[~np.isnan(way)] = "network"
    return {"junction_m": np.where(np.isnan(way), straight, way), "junction_basis": basis}


def _all(mask: np.ndarray | None, count: int, untold: bool) -> np.ndarray:
    return np.full(count, untold) if mask is None else mask


def _built(
    parcels: Features, buildings: Features | None, whole_ha: np.ndarray, ratio_max: float
) -> dict[str, np.ndarray]:
    """Count standing buildings, the built plot ratio and the built-over share.

    Where a building's floor area is unknown the plot ratio is at least that of the others: kept where it is above
    the limit already, unknown otherwise. A building given as a point covers an unknown area.
    """
    count = len(parcels)
    if buildings is None:
        unknown = np.full(count, np.nan)
        return {"building_count": unknown, "e_used": unknown.copy(), "coverage_pct": unknown.copy()}
    buildings = buildings.to_crs(parcels.crs)
    buildings = buildings.take(standing(buildings) & ~shapely.is_missing(buildings.geometry))
    index, _ = floor_area.assign(buildings.geometry, parcels.geometry, *_ids(buildings, parcels))
    floor, unknown, number = floor_area.total(index, _numbers(buildings, "floor_area_m2"), count)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(whole_ha > 0, floor / (1e4 * whole_ha), np.nan)
    areal = shapely.get_dimensions(buildings.geometry) == 2
    covered = 100 * overlap.share_within(parcels.geometry, buildings.geometry[areal])
    points = np.bincount(index[~areal & (index >= 0)], minlength=count)
    return {
        "building_count": number.astype(float),
        "e_used": np.where((unknown == 0) | (ratio > ratio_max), ratio, np.nan),
        "coverage_pct": np.where(points == 0, covered, np.nan),
    }


def _ids(buildings: Features, parcels: Features) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Give the property ids to join by, in a form that both tables have."""
    for name in ("parcel_key", "parcel_id"):
        if name in buildings and name in parcels:
            return buildings[name], parcels[name]
    return None, None


def _ownership(parcels: Features, city: str) -> np.ndarray:
    """Tell the city's own land from others' without naming anybody: "city", "other" or None."""
    out = np.full(len(parcels), None, dtype=object)
    if "owner" in parcels:
        names = [re.escape(name.strip().casefold()) for name in city.split(";") if name.strip()]
        ours = re.compile(rf"(?:{'|'.join(names) or '(?!)'})(?!\w)")  # "kunta", not "kuntayhtymä"
        owners = [str(owner or "").strip().casefold() for owner in parcels["owner"].tolist()]
        out[:] = [("city" if ours.match(owner) else "other") if owner else None for owner in owners]
    return out


def _blocking(parcels: Features, layers: Layers, limit: Limit) -> np.ndarray:
    """Gather what can't be built on: protected areas, water, flooded ground."""
    shapes = [np.empty(0, dtype=object)]
    for role in ("protected", "water"):
        layer = _vector(layers, role)
        if layer is not None:
            shapes.append(layer.to_crs(parcels.crs).geometry)
    flood = _vector(layers, "flood")
    often = None if flood is None else between("return_period", 0, float(limit("flood_years")))(flood)
    if flood is not None and often is not None:
        shapes.append(flood.take(often).to_crs(parcels.crs).geometry)
    joined = np.concatenate(shapes)
    return joined[shapely.get_dimensions(joined) == 2]


def _numbers(table: Features, name: str) -> np.ndarray:
    if name not in table:
        return np.full(len(table), np.nan)
    held = table[name]
    if held.dtype != object:
        return held.astype(float)
    return np.array([np.nan if one is None else float(one) for one in held.tolist()], dtype=float)
