# SPDX-License-Identifier: GPL-2.0-or-later
"""OpenStreetMap's tags that GDAL leaves in one text column, taken out into columns of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from ..features import Features
from . import codes

WANTED = ("amenity", "shop", "power", "public_transport", "building:levels", "building:flats", "railway", "natural")
"""Tags that some role reads; the rest stay in `other_tags`."""

_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')


def expand(features: Features) -> Features:
    """Give the features with the wanted tags as columns, where the layer has an `other_tags` column."""
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


__all__ = ["WANTED", "expand"]
