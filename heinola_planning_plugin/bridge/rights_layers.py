# SPDX-License-Identifier: GPL-2.0-or-later
"""How the results of building rights, infill lists and added right look: titles, colours, labels, map tips."""

from __future__ import annotations

import html

from qgis.core import QgsVectorLayer

from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.rights.method import building_rights_method
from heinola_planning_plugin.core.rights.pages import CARD
from heinola_planning_plugin.core.wording import UNKNOWN, unit_text

from . import styles
from .aliases import alias

TITLES = {
    "lift_candidates": {"fi": "Hissiehdokkaat", "sv": "Hisskandidater", "en": "Lift candidates"},
    "damaged_buildings": {
        "fi": "Kunnan vaurioituneet rakennukset",
        "sv": "Kommunens skadade byggnader",
        "en": "Damaged buildings of the municipality",
    },
    "building_disagreements": {
        "fi": "Kiinteistötunnus ja sijainti ristiriidassa",
        "sv": "Fastighetsbeteckning och läge stämmer inte",
        "en": "Property id and place disagree",
    },
    "unplaced_buildings": {
        "fi": "Rakennukset ilman tonttia",
        "sv": "Byggnader utan tomt",
        "en": "Buildings on no plot",
    },
    "added_right": {
        "fi": "Lisärakennusoikeus vaihtoehdoittain",
        "sv": "Tilläggsbyggrätt enligt alternativ",
        "en": "Added right by scenario",
    },
    "added_right_totals": {
        "fi": "Lisärakennusoikeus alueittain",
        "sv": "Tilläggsbyggrätt områdesvis",
        "en": "Added right by area",
    },
    "added_right_schools": {
        "fi": "Koulut ja päiväkodit vaihtoehdoittain",
        "sv": "Skolor och daghem enligt alternativ",
        "en": "Schools and day care by scenario",
    },
    "building_rights": {
        "fi": "Tontit käyttöasteen mukaan",
        "sv": "Tomter enligt utnyttjandegrad",
        "en": "Plots by use rate",
    },
    "building_rights_summary": {
        "fi": "Tonttivaranto kortteleittain",
        "sv": "Tomtreserv kvartersvis",
        "en": "Reserve by block",
    },
    "building_rights_districts": {
        "fi": "Tonttivaranto kaupunginosittain",
        "sv": "Tomtreserv stadsdelsvis",
        "en": "Reserve by district",
    },
    "building_rights_public": {
        "fi": "Tonttivaranto julkaistavaksi",
        "sv": "Tomtreserv för publicering",
        "en": "Reserve for publishing",
    },
    "building_rights_notes": {
        "fi": "Rakennusoikeuden laskennan huomiot",
        "sv": "Anmärkningar till byggrättens beräkning",
        "en": "Notes on the counting of rights",
    },
    "right_states": {
        "fi": "Yleiskaavasta rakennukseksi",
        "sv": "Från generalplan till byggnad",
        "en": "From general plan to building",
    },
}
"""Titles in the layer tree, in its order; all are switched off at first."""

THEMES = {
    "building_rights": (),
    "building_rights_summary": (),
    "lift_candidates": ("building_rights",),
    "damaged_buildings": ("building_rights",),
    "added_right": (),
}
"""Layers that get a map theme of their own, and what lies below them in it."""

_LISTS = {
    "lift_candidates": ("building_id", "unit_id", "lift_candidate", "storeys", "dwellings", "floor_area_m2"),
    "damaged_buildings": (
        "building_id", "condition", "floor_area_m2", "unit_id", "zone_code", "permitted_m2", "used_m2", "unused_m2",
        "plot_protection",
    ),
    "building_disagreements": ("building_id", "by_id", "by_place", "floor_area_m2"),
    "unplaced_buildings": ("building_id", "parcel_id", "floor_area_m2"),
    "right_states": (
        "zone_code", "name", "permitted_m2", "general_reserve_m2", "detail_m2", "detail_reserve_m2", "permit_m2",
        "built_m2", "units_unknown",
    ),
}  # fmt: skip
"""Fields of a map tip, by result layer."""
_BLOCKS = ("building_rights_summary", "building_rights_districts", "building_rights_public")
_PLOT_LABELS_FROM, _BLOCK_LABELS_FROM = 5_000, 20_000


def style(layer: QgsVectorLayer, name: str, language: str) -> bool:
    """Style a layer if it is one of these, and tell whether it was."""
    if name not in TITLES:
        return False
    tip = _tip_of(layer, name, language)
    if tip:
        layer.setMapTipTemplate(tip)
    if name == "building_rights":
        unknown = '"use_rate" IS NULL AND "counted" AND coalesce("use_class", \'\') <> \'nn\''
        styles.rules(layer, "use_rate", language, unknown=unknown, protected='"protected"')
        label = f"{_amount('unused_m2', language)} || coalesce('\\n' || \"protection\", '')"
        styles.label(layer, label, 7, _PLOT_LABELS_FROM, inside=True)
    elif name in _BLOCKS:
        mostly = '"unused_protected_m2" > "unused_m2" / 2'
        styles.rules(layer, "use_rate", language, unknown='"use_rate" IS NULL', protected=mostly)
        title = "block_id" if name == "building_rights_summary" else "district"
        amount = _amount("unused_m2", language)
        label = f"\"{title}\" || coalesce('\\n' || {amount}, '')"
        styles.label(layer, label, 8, _BLOCK_LABELS_FROM if title == "block_id" else 0, inside=title == "block_id")
    elif name == "added_right":
        styles.rules(layer, name, language)
        styles.label(layer, f"'+' || {_amount('s1_added_m2', language)}", 7, _PLOT_LABELS_FROM, inside=True)
    elif name == "added_right_schools":
        styles.points(layer, "#5b3fa0", "square", 3.0)
        styles.label(layer, f"\"name\" || ' +' || {_number('s1_children', language)}", 8)
    elif name == "right_states":
        styles.area(layer, "target_areas")
    elif layer.isSpatial():
        styles.rules(layer, name, language)
    return True


def _amount(field: str, language: str) -> str:
    """Write floor area from half a hundred m2 on: less isn't worth its room on the map."""
    unit = unit_text("k-m2", language)
    return f"CASE WHEN \"{field}\" >= 50 THEN {_number(field, language)} || ' {unit}' END"


def _number(field: str, language: str, times: str = "") -> str:
    """Write a whole number as the language does, whatever the language of QGIS."""
    return f"format_number(\"{field}\"{times}, 0, '{language}')"


def _tip_of(layer: QgsVectorLayer, name: str, language: str) -> str:
    if name in _BLOCKS:
        return block_tip(language, name == "building_rights_summary")
    fields = layer.fields()
    rows = [
        (alias(field, language), _value(field, "", language, fields[fields.indexOf(field)].isNumeric()))
        for field in _LISTS.get(name, ())
        if fields.indexOf(field) >= 0
    ]
    return _tip("", rows) if rows else ""


def block_tip(language: str, block: bool = True) -> str:
    """Give the card of a block, or of a district, as a map tip."""
    method = building_rights_method()
    rows = [(method.say(f"card_{name}", language), _value(name, unit, language)) for name, unit in CARD]
    rows.append((method.say("card_protected", language), _value("protection", "", language, False)))
    head = (
        f"{html.escape(method.say('card_block', language))} {_value('block_id', '', language, False)}, "
        if block
        else ""
    )
    return _tip(head + _value("district", "", language, False), rows)


def _value(field: str, unit: str, language: str, is_number: bool = True) -> str:
    """Write a field as an expression in a map tip; a plot without a protection mark has none, else unknown."""
    missing = "–" if field.endswith("protection") else UNKNOWN[language]
    if is_number:
        written = unit_text(unit, language)
        said = _number(field, language, " * 100" if unit == "share" else "") + (f" || ' {written}'" if written else "")
    elif field == "lift_candidate":
        yes, unknown = (say(styles.palette()["lift_candidates"][name], language) for name in ("yes", "unknown"))
        said = f"CASE WHEN \"{field}\" = 'yes' THEN '{yes}' ELSE '{unknown}' END"
    else:
        said = f"replace(replace(\"{field}\", '&', '&amp;'), '<', '&lt;')"
    return f"[% coalesce({said}, '{missing}') %]"


def _tip(head: str, rows: list[tuple[str, str]]) -> str:
    cells = "".join(
        f'<tr><td style="padding-right:1em">{html.escape(name)}</td><td><b>{value}</b></td></tr>'
        for name, value in rows
    )
    above = f"<b>{head}</b>" if head else ""
    return f'<div style="font-family:sans-serif;font-size:10pt">{above}<table>{cells}</table></div>'
