# SPDX-License-Identifier: GPL-2.0-or-later
"""Walking distances of plots to the centre, services and stops, along roads and paths."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..features import Features
from ..measures.inside import inner_points
from ..measures.network import Network
from ..progress import Progress, silent
from .units import text

SERVICES = ("shop", "health", "school", "daycare", "library")
NOT_ON_FOOT = ("motorway", "ramp", "ferry")


def walking_columns(
    plots: Features,
    centre: Features | None,
    services: Features | None,
    stops: Features | None,
    roads: Features | None,
    access_m: float,
    crossings_meet: bool = False,
    progress: Progress = silent,
) -> dict[str, np.ndarray]:
    """Give `walk_m` (to the centre), `walk_stop_m` and `walk_<service>_m` of each plot, float64 (n,).

    Args:
        plots: in a metric CRS; the way begins at an inner point.
        centre: the market square; NaN where it isn't given.
        services: points with `kind`; NaN for a kind that no service is of.
        stops: points; NaN where they aren't given.
        roads: lines with `road_class`; motorways, ramps and ferries are no way on foot. Without them everything is NaN:
            the crow's flight isn't a walking distance.
        access_m: farther than this from a road a plot has no way; see `measures.network`.
        crossings_meet: whether roads meet where they only cross; see `measures.network`.
        progress: raises Cancelled to stop.
    """
    targets: dict[str, np.ndarray] = {}
    if centre is not None and len(centre):
        targets["walk_m"] = centre.to_crs(plots.crs).geometry
    if stops is not None and len(stops):
        targets["walk_stop_m"] = stops.to_crs(plots.crs).geometry
    if services is not None:
        here, kind = services.to_crs(plots.crs).geometry, text(services, "kind")
        for name in SERVICES:
            if (kind == name).any():
                targets[f"walk_{name}_m"] = here[kind == name]
    names = ("walk_m", "walk_stop_m", *(f"walk_{name}_m" for name in SERVICES))
    out = {name: np.full(len(plots), np.nan) for name in names}
    if roads is None or not targets or not len(plots):
        return out
    network = walk_network(plots, roads, crossings_meet)
    found = network.distances(inner_points(plots.geometry), targets, access_m, progress)
    return {**out, **found}


def walk_network(plots: Features, roads: Features, crossings_meet: bool) -> Network:
    """Make the network that one can walk, in the CRS of the plots."""
    way = roads.to_crs(plots.crs)
    on_foot = ~np.isin(text(way, "road_class").astype(str), NOT_ON_FOOT)
    return Network(way.geometry[on_foot], scale=plots.usual_stretch, crossings_meet=crossings_meet)


def columns_of(given: Mapping[str, np.ndarray] | np.ndarray | None) -> dict[str, np.ndarray]:
    """Give walking distances that the caller has worked out: an array is to the centre."""
    if given is None:
        return {}
    return dict(given) if isinstance(given, Mapping) else {"walk_m": np.asarray(given, dtype=float)}
