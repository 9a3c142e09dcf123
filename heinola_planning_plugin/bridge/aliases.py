# SPDX-License-Identifier: GPL-2.0-or-later
"""Field aliases, map tips and value words of result layers, in the reader's language."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import lru_cache

from qgis.core import QgsEditorWidgetSetup, QgsVectorLayer

from heinola_planning_plugin.core.policy import read_yaml, say
from heinola_planning_plugin.core.scoring.criteria import CriteriaSet
from heinola_planning_plugin.core.wording import unit_text
from heinola_planning_plugin.paths import resource

from .styles import palette

_NUMBERED = re.compile(r"s(\d+)_(.+)")
_POINTS = {"fi": "pisteet", "sv": "poäng", "en": "points"}


@lru_cache(maxsize=1)
def _fields() -> Mapping[str, Mapping[str, str]]:
    return read_yaml(resource("styles", "fields.yaml"))


def learn() -> None:
    """Read the field list, in any thread, so that the first layer dressed in the main thread needn't wait for it."""
    _fields()
    palette()


def alias(name: str, language: str, criteria: CriteriaSet | None = None) -> str:
    """Give a field's title: of the field list, else of the criterion that measures or scores by it, else its name."""
    if name in _fields():
        return say(_fields()[name], language)
    numbered = _NUMBERED.fullmatch(name)
    if numbered:  # of the first scenario, of the second …
        return f"{numbered[1]}. {alias(numbered[2], language)}"
    if criteria is not None:
        for criterion in criteria.criteria:
            title = say(criterion.title, language)
            if name == f"c_{criterion.id}":
                return f"{title}: {_POINTS[language]} (0–{100 * criterion.weight:.0f})"
            if name == criterion.field:
                unit = unit_text(criterion.unit, language)
                return f"{title} ({unit})" if unit else title
        for constraint in criteria.constraints:
            if name == constraint.field:
                return say(constraint.title, language)
    return name


def dress(layer: QgsVectorLayer, language: str, criteria: CriteriaSet | None = None) -> None:
    """Give a layer its aliases, words for its codes, and a map tip that says why."""
    fields = layer.fields()
    for position, field in enumerate(fields):
        layer.setFieldAlias(position, alias(field.name(), language, criteria))
    for name in ("status", "relation", "change", "status_before", "status_after", "state"):
        position = fields.indexOf(name)
        if position >= 0:
            kind = name.partition("_")[0]
            words = [{say(look, language): code} for code, look in palette()[kind].items()]
            layer.setEditorWidgetSetup(position, QgsEditorWidgetSetup("ValueMap", {"map": words}))
    identities = ("parcel_id", "unit_id", "site_id", "zone_code", "piece_id", "conflict_id", "id", "project_id")
    identity = next((name for name in identities if fields.indexOf(name) >= 0), None)
    if identity:
        layer.setDisplayExpression(f'"{identity}"')
    if identity and not layer.mapTipTemplate():
        layer.setMapTipTemplate(
            map_tip(identity, fields.indexOf("explanation") >= 0, alias(identity, language, criteria))
        )


def map_tip(identity: str, explained: bool, title: str) -> str:
    """Make the HTML of a map tip; values are escaped by QGIS's own function."""
    head = f'<b>{html.escape(title)} [% "{identity}" %]</b>'
    body = "<p style=\"max-width:32em\">[% replace(\"explanation\", '; ', ';<br>') %]</p>" if explained else ""
    return f'<div style="font-family:sans-serif;font-size:10pt">{head}{body}</div>'
