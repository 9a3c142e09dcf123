# SPDX-License-Identifier: GPL-2.0-or-later
"""Draft plan areas as a plan of the national plan data model (Ryhti plan JSON), in preparation.

Objects, regulation groups and the relations between them as the plan service's interface has them (SYKE, Ryhti
kaavatietopalvelu); regulation codes of the decree 311/2024. It is a draft to go on with, not a plan to be delivered:
what the plan matter needs (identifiers, decisions, documents) the planner's own system adds.
"""

from __future__ import annotations

import uuid

import numpy as np
import shapely

from ..errors import InputError
from ..features import Features
from ..vocabulary import plan_codes
from .areas import Template, code_name

_LISTS = "http://uri.suomi.fi/codelist/rytj/"
PREPARATION = f"{_LISTS}kaavaelinkaari/code/03"
_REGULATION = f"{_LISTS}RY_Kaavamaarayslaji/code/"
_INFO = f"{_LISTS}RY_Kaavamaarayksen_Lisatiedonlaji/code/"
_ABOVE_GROUND = f"{_LISTS}RY_MaanalaisuudenLaji/code/02"
_SPACE = uuid.UUID("6f0cbb2b-3f4b-5f39-9d0c-0d4f6bd5a2a1")  # of this program's keys: the same plan has the same keys
SRIDS = ("3067", *(str(number) for number in range(3873, 3886)), "4326")
_DECIMALS = 3  # a millimetre; the service's tolerance is half of one


def plan_json(areas: Features, template: Template, name: str) -> dict[str, object]:
    """Make the plan.

    Args:
        areas: what `areas.draft_areas` gave, in TM35FIN, an ETRS-GK zone or WGS 84.
        template: its regulation becomes the verbal regulation of each area.
        name: of the plan, Finnish.

    Raises:
        InputError: a CRS that the plan data model doesn't know.
    """
    srid = areas.crs.removeprefix("EPSG:")
    if srid not in SRIDS:
        raise InputError("the plan data model knows only ETRS-TM35FIN, ETRS-GK and WGS 84", value=areas.crs)
    seed = f"{name}\x00{srid}\x00" + "\x00".join(areas["ids"].tolist())
    objects, relations = [], []
    groups: dict[tuple, dict[str, object]] = {}
    for row in range(len(areas)):
        key = _key(seed, "object", row)
        objects.append(
            {
                "planObjectKey": key,
                "lifeCycleStatus": PREPARATION,
                "undergroundStatus": _ABOVE_GROUND,
                "geometry": {"srid": srid, "geometry": _geojson(areas.geometry[row])},
                "name": {"fin": f"Alue {areas['area_id'][row]}", "swe": f"Område {areas['area_id'][row]}"},
                "objectNumber": row + 1,
            }
        )
        which = (areas["zone_code"][row], *_amounts(areas, row))
        if which not in groups:
            groups[which] = _group(seed, which, template)
        group_key = groups[which]["planRegulationGroupKey"]
        relations.append({"planObjectKey": key, "planRegulationGroupKey": group_key})
    return {
        "planKey": _key(seed, "plan", ""),
        "lifeCycleStatus": PREPARATION,
        "planDescription": name,
        "geographicalArea": {"srid": srid, "geometry": _geojson(shapely.union_all(areas.geometry))},
        "planObjects": objects,
        "planRegulationGroups": list(groups.values()),
        "planRegulationGroupRelations": relations,
    }


def _key(seed: str, kind: str, what: object) -> str:
    return str(uuid.uuid5(_SPACE, f"{seed}\x00{kind}\x00{what}"))


def _geojson(geometry: object) -> dict[str, object]:
    rounded = shapely.set_precision(geometry, 10.0**-_DECIMALS)
    return dict(shapely.geometry.mapping(rounded))


def _group(seed: str, which: tuple, template: Template) -> dict[str, object]:
    """Make the group of a plan code and its amounts; areas alike in both share one."""
    code, *amounts = which
    codes = plan_codes()
    base, suffix = (part[0] for part in codes.split([code]))
    markers = [codes.markers[one] for one in str(suffix or "").split("/") if one in codes.markers]
    info = [{"type": f"{_INFO}{one}"} for one in ("paakayttotarkoitus", *codes.katja_info(base), *markers)]
    regulations: list[dict[str, object]] = [
        {"type": f"{_REGULATION}{one}", "additionalInformations": info} for one in codes.katja(base)
    ]
    for name, kind, number, unit in amounts:
        value: dict[str, object] = {"dataType": kind, "number": number}
        regulations.append({"type": f"{_REGULATION}{name}", "value": value | ({"unitOfMeasure": unit} if unit else {})})
    text = {"fin": template.regulation["fi"], "swe": template.regulation["sv"]}
    regulations.append(
        {
            "type": f"{_REGULATION}sanallinenMaarays",
            "value": {"dataType": "LocalizedText", "text": text},
            "verbalRegulations": [f"{_LISTS}RY_Sanallisen_Kaavamaarayksen_Laji/code/tontinKaytto"],
        }
    )
    colour = codes.colour(base)
    return {
        "planRegulationGroupKey": _key(seed, "group", which),
        "titleOfPlanRegulation": {"fin": code_name(code, "fi") or code, "swe": code_name(code, "sv") or code},
        "letterIdentifier": code,
        **({"colorNumber": colour.upper()} if colour else {}),
        "planRegulations": [
            {"planRegulationKey": _key(seed, f"regulation {place}", which), "lifeCycleStatus": PREPARATION, **one}
            for place, one in enumerate(regulations)
        ],
    }


def _amounts(areas: Features, row: int) -> list[tuple[str, str, float, str]]:
    """Give the numbers that are known of an area; what isn't known is left out, never 0."""
    out = []
    for column, code, kind, unit, decimals in (
        ("permitted_m2", "sallittuKerrosala", "PositiveNumeric", "k-m2", 0),
        ("plot_ratio", "tehokkuusluku", "PositiveDecimal", "k-m2/m2", 2),
        ("places", "rakennuspaikkojenMaara", "PositiveNumeric", "", 0),
    ):
        number = float(areas[column][row])
        if not np.isnan(number) and number > 0:
            out.append((code, kind, round(number, decimals) if decimals else round(number), unit))
    return out
