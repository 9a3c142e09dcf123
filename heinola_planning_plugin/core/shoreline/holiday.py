# SPDX-License-Identifier: GPL-2.0-or-later
"""Shore parcels for holiday housing: what is measured on them, and what the criteria say."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely

from ..evidence import Distance, Largest, Share, between, gather
from ..features import Features, scale_factors, true_area_m2
from ..jobs import Layers
from ..measures import difference, shore, terrain
from ..measures.terrain import Grid
from ..progress import Progress, part, silent
from ..scoring.criteria import CriteriaSet
from ..scoring.evaluate import evaluate
from ..vocabulary import plan_codes

ROLES = (
    "plan_units",
    "zoning",
    "roads",
    "services",
    "powerlines",
    "protected",
    "flood",
    "wetland",
    "relics",
    "groundwater",
    "dem",
)
"""Layers that are looked at where given, besides parcels and water."""

_WATER_UNITS = (8, 17)  # rekisteriyksikkölaji: public and joint water areas have no shore of their own
_FLOOD_YEARS = 100.0
_SECTORS = np.array(["N", "NE", "E", "SE", "S", "SW", "W", "NW"], dtype=object)


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
) -> Features:
    """Judge the parcels that have shore.

    Args:
        parcels: in a metric CRS, all of them: a neighbour that is left out gives its shore away.
        water: lakes and rivers, islands as holes.
        layers: role -> layer; see ROLES. What isn't given is unknown.
        criteria: resources/methods/holiday.yaml, or another file with its parameters.
        parameters: changes to the file's parameters.
        method, language, orness: as for `scoring.evaluate`.
        progress: reports and cancels.

    Returns:
        One row per parcel with shore, in the parcels' order.
    """
    limits = {name: float(value) for name, value in criteria.values(parameters).items()}
    progress(0.0, "Measuring shore frontage")
    own, table = _shore(parcels, water, limits, part(progress, 0.0, 0.4))
    evidence = _surroundings(own, layers, part(progress, 0.4, 0.7))
    progress(0.7, "Cutting the buildable area")
    table |= _buildable(own, table.pop("line"), layers, limits)
    table |= evidence
    table["remaining"] = np.full(len(own), np.nan)
    judged = evaluate(table, criteria, parameters, method, language, orness).columns()
    points = {name: values for name, values in judged.items() if name.startswith("c_")}
    verdict = {name: values for name, values in judged.items() if name not in points}
    identity = {name: own[name] for name in ("parcel_id", "name", "ematila") if name in own}
    progress(1.0)
    return Features(own.geometry, {**identity, **verdict, **table, **points}, own.crs, own.source)


def _shore(
    parcels: Features, water: Features, limits: Mapping[str, float], progress: Progress
) -> tuple[Features, dict[str, np.ndarray]]:
    """Give the parcels with shore, and their frontage; `line` is all shore of each as one shape."""
    water = water.to_crs(parcels.crs)
    large = true_area_m2(water.geometry, water.crs) >= 1e4 * limits["water_min_ha"]
    land = ~shapely.is_missing(parcels.geometry)
    if "unit_type" in parcels:
        land &= ~np.isin(parcels["unit_type"].astype(float), _WATER_UNITS)
    rows = np.flatnonzero(land)
    lines, owner, body, length = shore.pieces(parcels.geometry[rows], water.geometry[large], progress=progress)
    with_shore, place = np.unique(owner, return_inverse=True)
    own = parcels.take(rows[with_shore])
    frontage = np.bincount(place, length, minlength=len(own)) / scale_factors(own.geometry, own.crs)[0]
    order = np.argsort(place, kind="stable")
    line = shapely.multilinestrings(lines[order], indices=place[order]) if len(order) else np.empty(0, dtype=object)
    table = {"frontage_m": frontage, "line": line}
    if "water_id" in water:
        longest = np.lexsort((length, place))  # the last of each parcel is its longest stretch
        main = np.full(len(own), -1, dtype=np.int64)
        main[place[longest]] = body[longest]
        table["water_id"] = water["water_id"][np.flatnonzero(large)][main]
    return own, table


def _buildable(own: Features, line: np.ndarray, layers: Layers, limits: Mapping[str, float]) -> dict[str, np.ndarray]:
    """Measure the part of the shore zone behind the setback that nothing blocks, and which way the water lies."""
    stretch = scale_factors(own.geometry, own.crs)[0]
    zone = shapely.intersection(_valid(own.geometry), shapely.buffer(line, limits["shore_zone_m"] * stretch))
    blocking = [shapely.buffer(line, limits["setback_m"] * stretch)]
    for role, keep in (("flood", between("return_period", 0, _FLOOD_YEARS)), ("wetland", None), ("protected", None)):
        layer = layers.get(role)
        if isinstance(layer, Features):
            mask = keep(layer) if keep else None
            rows = np.flatnonzero(mask) if mask is not None else np.arange(len(layer))
            blocking.append(_valid(layer.take(rows).to_crs(own.crs).geometry))
    buildable = difference.without(zone, np.concatenate(blocking))
    area = true_area_m2(np.where(shapely.is_empty(buildable), None, buildable), own.crs)
    area = np.where(shapely.is_missing(own.geometry), np.nan, np.nan_to_num(area))
    frontage = shapely.length(line) / stretch
    places = np.minimum(frontage // max(limits["min_frontage_m"], 1.0), area // limits["min_site_m2"])
    aspect = _aspect(zone, line)
    grid = layers.get("dem")
    slope = np.full(len(own), np.nan)
    if isinstance(grid, Grid):
        ground = Features(np.where(shapely.is_empty(buildable), zone, buildable), crs=own.crs).to_crs(grid.crs)
        slope = terrain.zonal(ground.geometry, grid)["slope_mean_pct"]
    sector = _SECTORS[np.nan_to_num((aspect + 22.5) // 45).astype(int) % 8]
    return {
        "buildable_m2": area,
        "places": places,
        "aspect_deg": aspect,
        "aspect_sector": np.where(np.isnan(aspect), None, sector),
        "slope_pct": slope,
    }


def _aspect(zone: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Give the compass direction from the middle of a parcel's shore zone to the middle of its shore, degrees.

    NaN where the two are less than a metre apart: an islet or a cape has water all round.
    """
    # Bounds of a point are its coordinates, and NaN where there is none: the zone can be empty.
    land, water = shapely.bounds(shapely.centroid(zone)), shapely.bounds(shapely.centroid(line))
    east, north = water[:, 0] - land[:, 0], water[:, 1] - land[:, 1]
    return np.where(~(np.hypot(east, north) >= 1.0), np.nan, np.degrees(np.arctan2(east, north)) % 360)


def _surroundings(own: Features, layers: Layers, progress: Progress) -> dict[str, np.ndarray]:
    specs = (
        Distance("road_m", "roads"),
        Distance("service_m", "services"),
        Distance("powerline_m", "powerlines"),
        Distance("relic_m", "relics"),
        Distance("protected_m", "protected"),
        Share("protected_share", "protected"),
        Share("flood_share", "flood", keep=between("return_period", 0, _FLOOD_YEARS)),
        Largest(("groundwater_class",), "groundwater", otherwise="–"),
        Largest(("zone_code",), "zoning"),
        Largest(("zone_code",), "plan_units", prefix="unit_", share="unit_share"),
    )
    found = gather(own, layers, specs, progress)
    # A detailed plan that covers most of the parcel decides; the general plan speaks elsewhere.
    detailed = np.nan_to_num(found.pop("unit_share")) > 0.5
    code = np.where(detailed, found.pop("unit_zone_code"), found["zone_code"])
    land_use = plan_codes().land_use(code.tolist())
    return {**found, "zone_code": code, "zone_land_use": land_use}


def _valid(geometry: np.ndarray) -> np.ndarray:
    wrong = ~shapely.is_valid(geometry) & ~shapely.is_missing(geometry)
    out = geometry.copy()
    out[wrong] = shapely.make_valid(geometry[wrong])
    return out
