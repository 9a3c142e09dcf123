# SPDX-License-Identifier: GPL-2.0-or-later
"""Machine-readable plans: the Ryhti plan JSON, and the plan data model's earlier GeoJSON ("Kaava-JSON").

In both, what is drawn and what is regulated are apart: plan objects have shapes, regulations have values, and they are
tied many to many. Here they come together as the tables that jobs read: plan units (areas with a main use), building
areas inside them, and the rest as marks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pyproj
from shapely.geometry import shape

from ..errors import InputError
from ..features import Features, Source
from ..vocabulary import plan_codes
from . import codes, reading
from .plan_objects import Plan, PlanObject, amount, regulation_words, tables, title_of

MAX_BYTES = 200_000_000
"""Largest plan file read; project's choice."""


def read_plan(path: Path | str) -> Plan:
    """Read a plan file of either kind.

    Raises:
        InputError: missing, too big, not JSON, no plan in it.
    """
    path = Path(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError("is larger than the {} bytes a plan file may have", MAX_BYTES, layer=path.name)
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError("can't be read ({})", error.strerror, layer=path.name) from error
    except (ValueError, RecursionError) as error:
        raise InputError("is not a whole JSON file", layer=path.name) from error
    return parse_plan(document, path.name)


def parse_plan(document: object, name: str = "plan") -> Plan:
    """Take a loaded JSON document apart; see `read_plan`. The first plan in it counts."""
    try:
        if isinstance(document, dict) and isinstance(document.get("features"), list):
            return _from_kaava_json(document["features"], name)
        plan = _find_plan(document)
    except RecursionError as error:
        raise InputError("is nested too deep for a plan", layer=name) from error
    if plan is None:
        raise InputError("holds no plan: neither planObjects nor plan features", layer=name)
    return _from_ryhti(plan, name)


def from_features(features: Features) -> Plan:
    """Take a Kaava-JSON apart that was read as a map layer: its objects stand as JSON text in the columns."""
    columns = {name: features.columns[name].tolist() for name in features.columns}
    items = []
    for row, geometry in enumerate(features.geometry):
        properties = {name: _loaded(values[row]) for name, values in columns.items()}
        items.append({"id": properties.get("id"), "properties": properties, "shape": geometry, "row": row})
    return _from_kaava_json(items, features.source.name, features.crs or "EPSG:4326", features.source)


def _loaded(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _find_plan(document: object, depth: int = 0) -> Mapping[str, object] | None:
    if depth > 12:
        return None
    if isinstance(document, dict):
        if isinstance(document.get("planObjects"), list):
            return document
        document = list(document.values())
    if isinstance(document, list):
        for item in document:
            found = _find_plan(item, depth + 1)
            if found is not None:
                return found
    return None


# --- the plan data model's GeoJSON


def _from_kaava_json(items: list, name: str, crs: str = "EPSG:4326", source: Source | None = None) -> Plan:
    plan: Mapping[str, object] = {}
    objects: dict[str, PlanObject] = {}
    regulations: list[Mapping[str, object]] = []
    holders: dict[str, str] = {}
    for row, item in enumerate(items):
        properties = _dict(item, "properties")
        kind = properties.get("featureType")
        key = str(_first(item, properties, "id"))
        if kind == "SpatialPlan":
            plan = properties
        elif kind == "PlanObject":
            drawn = item["shape"] if "shape" in item else _shape(item.get("geometry"))
            made = PlanObject(key, drawn, title_of(properties.get("name")), item.get("row", row))
            made.status = codes.look_up(_as_text(properties.get("lifecycleStatus")), _LIFECYCLE)
            made.underground = _ends(_code(properties.get("groundRelativePosition")), regulation_words().underground)
            objects[key] = made
            for link in _list(properties, "regulations"):
                holders[str(_dict_value(link, "linkedFeatureId"))] = key
        elif kind == "PlanRegulation":
            regulations.append({"id": key, **properties})
    if not objects:
        raise InputError("has no plan objects", layer=name)
    for regulation in regulations:
        target = str(_dict_value(regulation.get("targetObject"), "linkedFeatureId"))
        owner = objects.get(target) or objects.get(holders.get(str(regulation["id"]), ""))
        if owner is not None:
            _hear_kaava_json(owner, regulation)
    status = codes.look_up(_as_text(plan.get("lifecycleStatus")), _LIFECYCLE) or ""
    approved = reading.date(plan.get("approvalTime")) or reading.date(plan.get("validFrom")) or ""
    plan_id = str(plan.get("planId") or plan.get("localId") or "")
    return tables(objects.values(), plan_id, title_of(plan.get("name")), status, approved, crs, name, source)


_LIFECYCLE = ("lifecycle_current", "lifecycle_old", "lifecycle_words")


def _hear_kaava_json(owner: PlanObject, regulation: Mapping[str, object]) -> None:
    code = _code(regulation.get("type"))
    column = regulation_words().kaava_json.get("/".join(code.casefold().replace("/code/", "/").rsplit("/", 2)[-2:]))
    values = _list(regulation, "values")
    texts = [title_of(value.get("value")) for value in values if value.get("valueType") == "TextValue"]
    title = title_of(_dict(regulation, "type").get("title"))
    owner.texts.append(": ".join(part for part in (title, *texts) if part))
    if column is None:
        return
    if column in ("zone_code", "detailed_use"):
        uses = [title_of(value.get("title")) for value in values if value.get("valueType") == "CodeValue"]
        if column == "zone_code":
            owner.uses.extend(uses)
        return
    numbers = [amount(value) for value in values]
    said = next((number for number in numbers if number is not None), title or True)
    owner.said.setdefault(column, []).append((said, bool(_list(regulation, "additionalInfo"))))


# --- the Ryhti plan


def _from_ryhti(plan: Mapping[str, object], name: str) -> Plan:
    objects: dict[str, PlanObject] = {}
    crs = ""
    for row, item in enumerate(_list(plan, "planObjects")):
        holder = _dict(item, "geometry")
        drawn = _shape(holder.get("geometry"))
        own = f"EPSG:{holder.get('srid')}" if str(holder.get("srid") or "").isdigit() else ""
        if drawn is not None and crs and own and own != crs:
            try:
                drawn = Features(codes.column([drawn]), {}, own).to_crs(crs).geometry[0]
            except pyproj.exceptions.CRSError as error:
                problem = "has objects in coordinate systems of which one is not known"
                raise InputError(problem, layer=name, value=own[:20]) from error
        crs = crs or own
        made = PlanObject(str(item.get("planObjectKey")), drawn, title_of(item.get("name")), row)
        made.status = codes.look_up(_as_text(item.get("lifeCycleStatus")), _LIFECYCLE)
        made.underground = _ends(_code(item.get("undergroundStatus")), regulation_words().underground)
        objects[made.key] = made
    if not objects:
        raise InputError("has no plan objects", layer=name)
    groups = {str(group.get("planRegulationGroupKey")): group for group in _list(plan, "planRegulationGroups")}
    for relation in _list(plan, "planRegulationGroupRelations"):
        owner = objects.get(str(relation.get("planObjectKey")))
        group = groups.get(str(relation.get("planRegulationGroupKey")))
        if owner is not None and group is not None:
            _hear_ryhti(owner, group)
    status = codes.look_up(_as_text(plan.get("lifeCycleStatus")), _LIFECYCLE) or ""
    approved = (
        reading.date(plan.get("approvalDate")) or reading.date(_dict(plan, "periodOfValidity").get("begin")) or ""
    )
    return tables(
        objects.values(), str(plan.get("planKey") or ""), title_of(plan.get("name")), status, approved, crs, name, None
    )


def _hear_ryhti(owner: PlanObject, group: Mapping[str, object]) -> None:
    words = regulation_words()
    letter = str(group.get("letterIdentifier") or "").strip()
    main = []
    for regulation in _list(group, "planRegulations"):
        code = _code(regulation.get("type")).rsplit("/", 1)[-1]
        info = {
            _code(_dict_value(each, "type")).rsplit("/", 1)[-1].casefold()
            for each in _list(regulation, "additionalInformations")
        }
        value = _dict(regulation, "value")
        if info & words.main_use:
            main.append(code)
            owner.info.extend(sorted(info - words.main_use))
        column = words.ryhti.get(code.casefold())
        if column is not None and value:
            said = amount(value)
            owner.said.setdefault(column, []).append((True if said is None else said, bool(info & words.targeted)))
        elif column in ("building_area", "protection"):
            owner.said.setdefault(column, []).append((code, False))
        text = title_of(value.get("text"))
        if text:
            owner.texts.append(text)
    if main:
        owner.uses.extend(main)
        if letter:
            owner.letters.append(letter)
    elif letter and plan_codes().split([letter])[0][0] is not None and not owner.letters:
        owner.letters.append(letter)  # a plan that doesn't mark its main uses still writes their letters


def _shape(geometry: object) -> object:
    if not isinstance(geometry, dict):
        return None
    try:
        made = shape(geometry)
    except Exception:  # a broken geometry is one row's defect, whatever way it is broken
        return None
    return None if made.is_empty else made


def _dict(holder: object, name: str) -> Mapping[str, object]:
    value = holder.get(name) if isinstance(holder, dict) else None
    return value if isinstance(value, dict) else {}


def _list(holder: object, name: str) -> list[Mapping[str, object]]:
    value = holder.get(name) if isinstance(holder, dict) else None
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _dict_value(holder: object, name: str) -> object:
    return holder.get(name) if isinstance(holder, dict) else None


def _first(item: Mapping[str, object], properties: Mapping[str, object], name: str) -> object:
    return item.get(name) or properties.get(name) or properties.get("localId")


def _code(value: object) -> str:
    """Give the URI of a code given as text or as {"code": …}."""
    if isinstance(value, dict):
        value = value.get("code")
    return value.strip() if isinstance(value, str) else ""


def _as_text(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _ends(code: str, endings: frozenset[str]) -> bool:
    plain = code.casefold().replace("/code/", "/")
    return any(plain.endswith(ending) for ending in endings)
