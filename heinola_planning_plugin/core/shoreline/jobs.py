# SPDX-License-Identifier: GPL-2.0-or-later
"""The shore's questions as jobs: how long it is, whose rights are left, and where they can be built."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from heinola_planning_plugin.paths import resource

from ..features import Features
from ..jobs import Job, Layers, Settings, whole_properties
from ..policy import Reader
from ..progress import Progress
from ..scoring.criteria import CriteriaSet, read_criteria
from .excluded import EXCLUDING_ROLES, at_shore, excluded_shore
from .holiday import ROLES, holiday_housing
from .method import ShorelineMethod, read_method
from .modified import modified_shoreline
from .parameters import ShorePolicy, Value, read_parameters
from .plan_places import plan_places
from .rights import shoreline_rights
from .rules import RightsParameters, read_rights
from .shores import data_edge
from .telling import told
from .words import explained, water_names

METHODS = tuple(f"v{number}" for number in range(1, 9))


@lru_cache(maxsize=len(METHODS))
def shipped_method(name: str) -> ShorelineMethod:
    """Give one of the methods that ship with the plugin."""
    return read_method(resource("methods", f"shoreline_{name}.yaml"))


@lru_cache(maxsize=1)
def _shoreline_choices() -> ShorePolicy:
    reader = Reader.open(resource("methods", "modified_shoreline.yaml"))
    part = reader.part("parameters")
    policy = ShorePolicy(reader.texts("title"), read_parameters(part))
    reader.done()
    return policy.with_choices("method", {name: shipped_method(name).title for name in METHODS})


def chosen_method(values: dict[str, Value]) -> ShorelineMethod:
    """Give the method of a run of the modified shoreline.

    Args:
        values: of its policy's parameters.
    """
    method = shipped_method(str(values["method"]))
    names = {"straighten_tolerance": "straighten_tolerance_m", "step": "step_m"}
    changes: dict[str, Value] = {
        names[name]: value for name, value in values.items() if name in names and value is not None
    }
    if values["combine"] != "method":
        changes["combine"] = values["combine"]
    return method.changed(**changes)


def _measure(layers: Layers, settings: Settings, progress: Progress) -> dict[str, Features]:
    method = chosen_method(settings.policy.values(settings.parameters))
    water = layers["water"].in_metres()
    excluded = excluded_shore(layers, water.crs)
    extent = data_edge(layers.get("extent"), water.crs)
    found = modified_shoreline(water, method, excluded, extent, progress)
    return {
        "OUTPUT": told(found.pieces, method, settings.language),
        "WATER_BODIES": found.water_bodies,
        "CROSS_SECTIONS": found.cross_sections(),
        "ISLANDS": found.islands,
        "EDGES": found.edges,
        "EXCLUDED_SHORE": at_shore(excluded, found.pieces),
    }


MODIFIED_SHORELINE = Job(
    id="modifiedshoreline",
    required=("water",),
    optional=(*EXCLUDING_ROLES, "extent"),
    shipped=_shoreline_choices,
    outputs=("OUTPUT", "WATER_BODIES", "CROSS_SECTIONS", "ISLANDS", "EDGES", "EXCLUDED_SHORE"),
    run=_measure,
    feeds={"OUTPUT": "shoreline"},
)


@lru_cache(maxsize=1)
def shipped_rights() -> RightsParameters:
    """Give the parameters of shore rights that ship with the plugin."""
    return read_rights(resource("methods", "shoreline_rights.yaml"))


def chosen_rules(settings: Settings) -> RightsParameters:
    """Give the parameters of a run of shore rights."""
    return cast(RightsParameters, settings.policy).changed(**settings.parameters)


def _count(layers: Layers, settings: Settings, progress: Progress) -> dict[str, Features]:
    rules = chosen_rules(settings)
    found = shoreline_rights(
        layers["shoreline"],
        layers["parcels"],
        rules,
        "ematila" if rules.basis == "ematila" else None,
        layers.get("buildings"),
        layers.get("sites"),
        layers.get("norm_zones"),
        progress,
        plan_places(layers.get("plan_units"), layers.get("zoning")),
    )
    named = {
        name: table.with_columns({"water_name": water_names(table["water_id"], layers.get("water"))})
        for name, table in (
            ("OUTPUT", found.estates),
            ("PARCEL_SHARES", found.parcel_shares),
            ("USED_SITES", found.sites),
            ("WATERS", found.waters),
        )
    }
    told = {"explanation": explained(found.estates, settings.language)}
    return {**named, "OUTPUT": named["OUTPUT"].with_columns(told)}


SHORELINE_RIGHTS = Job(
    id="shorelinerights",
    required=("shoreline", "parcels"),
    optional=("water", "buildings", "sites", "norm_zones", "plan_units", "zoning"),
    shipped=shipped_rights,
    outputs=("OUTPUT", "PARCEL_SHARES", "USED_SITES", "WATERS"),
    run=_count,
    feeds={"PARCEL_SHARES": "parcel_shares"},
    fields={"ematila_field": ("parcels", "ematila")},
    drawn=("shoreline", "water"),
)


@lru_cache(maxsize=1)
def _criteria() -> CriteriaSet:
    return read_criteria(resource("methods", "holiday.yaml"))


def _find(layers: Layers, settings: Settings, progress: Progress) -> dict[str, Features]:
    judged = holiday_housing(
        whole_properties(layers["parcels"]),
        layers["water"],
        layers,
        settings.scoring,
        settings.parameters,
        settings.method,
        settings.language,
        progress,
        settings.orness,
    )
    return {"OUTPUT": judged.parcels, "PLACES": judged.places, "BUILDABLE": judged.ground}


HOLIDAY_HOUSING = Job(
    id="holidayhousing",
    required=("parcels", "water"),
    optional=ROLES,
    shipped=_criteria,
    outputs=("OUTPUT", "PLACES", "BUILDABLE"),
    run=_find,
)
