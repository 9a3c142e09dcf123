# SPDX-License-Identifier: GPL-2.0-or-later
"""Values packed in one column, taken out into columns of their own: OpenStreetMap's tags, ARHO's regulations."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from ..features import Features
from . import codes

WANTED = ("amenity", "shop", "power", "public_transport", "building:levels", "building:flats", "railway", "natural")
"""Tags that some role reads; the rest stay in `other_tags`."""

_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')


PACKED = ("other_tags", "regulation_values")
"""Columns that hold several values each: OpenStreetMap's tags, and the regulations of ARHO's views."""

REGULATIONS = (
    "sallittuKerrosala", "tehokkuusluku", "rakentamisenSuhdeAlueenPintaAlaan", "sallittuRakennustilavuus",
    "maanpaallinenKerroslukuLuku", "rakennuspaikkojenMaara", "korttelinNumero",
)  # fmt: skip
"""Regulations with a value that some role reads, as RY_Kaavamaarayslaji calls them."""


def expand(features: Features) -> Features:
    """Give the features with the wanted tags and regulations as columns, where the layer has them packed in one."""
    return _expand_regulations(_expand_tags(features))


def _expand_regulations(features: Features) -> Features:
    texts = features.columns.get("regulation_values")
    if texts is None or texts.dtype != object:
        return features
    packed = codes.by_value(texts, _regulations)
    columns = dict(features.columns)
    for name in REGULATIONS:
        values = [each.get(name) for each in packed]
        if name not in columns and any(value is not None for value in values):
            columns[name] = codes.column(values)
    return replace(features, columns=columns)


def _regulations(text: object) -> dict[str, object]:
    """Read `{"sallittuKerrosala": {"numeric_value": 1200, "unit": "k-m2"}, …}`; a range of values gives none."""
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    values = {name: each for name, each in found.items() if isinstance(each, dict)}
    return {name: each.get("numeric_value", each.get("code_value")) for name, each in values.items()}


def _expand_tags(features: Features) -> Features:
    texts = features.columns.get("other_tags")
    if texts is None or texts.dtype != object:
        return features
    tags = codes.by_value(texts, _tags)
    columns = dict(features.columns)
    for name in WANTED:
        field = name.replace(":", "_")
        if field in columns:
            continue
        values = [each.get(name) for each in tags]
        if any(value is not None for value in values):
            columns[field] = codes.column(values)
    return replace(features, columns=columns)


def _tags(text: object) -> dict[str, str]:
    if not isinstance(text, str) or "=>" not in text:
        return {}
    return {key: value.replace('\\"', '"') for key, value in _PAIR.findall(text) if key in WANTED}


__all__ = ["PACKED", "REGULATIONS", "WANTED", "expand"]
