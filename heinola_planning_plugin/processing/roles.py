# SPDX-License-Identifier: GPL-2.0-or-later
"""The roles a layer can have, as the dialogs name them."""

from __future__ import annotations

from heinola_planning_plugin.i18n import tr

_KINDS = {
    "parcels": "polygon",
    "plan_units": "polygon",
    "zoning": "polygon",
    "buildings": "any",
    "water": "polygon",
    "roads": "line",
    "junctions": "point",
    "railways": "line",
    "powerlines": "line",
    "groundwater": "polygon",
    "protected": "polygon",
    "flood": "polygon",
    "relics": "any",
    "heritage": "polygon",
    "wetland": "polygon",
    "services": "any",
    "stops": "point",
    "centre": "any",
    "target_areas": "polygon",
    "sites": "any",
    "norm_zones": "polygon",
    "noise": "polygon",
    "seveso": "any",
    "gas": "line",
}


def role_kind(role: str) -> str:
    """Give the geometry kind that a role's layer must have."""
    return _KINDS[role]


def role_title(role: str) -> str:
    """Give a role's title in the user's language."""
    return {
        "parcels": tr("Parcels"),
        "plan_units": tr("Plan units"),
        "zoning": tr("Zoning in force"),
        "buildings": tr("Buildings"),
        "water": tr("Water areas"),
        "roads": tr("Roads"),
        "junctions": tr("Motorway junctions"),
        "railways": tr("Railways"),
        "powerlines": tr("Power lines"),
        "groundwater": tr("Groundwater areas"),
        "protected": tr("Natura 2000 and nature reserves"),
        "flood": tr("Flood hazard areas"),
        "relics": tr("Ancient relics"),
        "heritage": tr("Built heritage areas"),
        "wetland": tr("Wetlands"),
        "services": tr("Services"),
        "stops": tr("Public transport stops"),
        "centre": tr("Town centre (market square)"),
        "target_areas": tr("Target areas of the strategy"),
        "sites": tr("Building places counted by the planner"),
        "norm_zones": tr("Zones of the dimensioning norm"),
        "noise": tr("Noise areas"),
        "seveso": tr("Consultation zones of chemical plants"),
        "gas": tr("Gas pipes"),
        "dem": tr("Elevation model"),
    }[role]
