# SPDX-License-Identifier: GPL-2.0-or-later
"""The roles a layer can have, as the dialogs name them."""

from __future__ import annotations

from heinola_planning_plugin.core.intake.report import role_name
from heinola_planning_plugin.i18n import ui_language

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
    "sites": "table",
    "norm_zones": "polygon",
    "excluded": "polygon",
    "extent": "any",
    "shoreline": "line",
    "parcel_shares": "any",
    "noise": "polygon",
    "building_areas": "polygon",
    "parking": "polygon",
    "seveso": "any",
    "gas": "line",
    "water_supply": "any",
    "soil": "polygon",
}


def role_kind(role: str) -> str:
    """Give the geometry kind that a role's layer must have."""
    return _KINDS[role]


def role_title(role: str) -> str:
    """Give a role's title in the user's language."""
    return role_name(role, ui_language()).capitalize()
