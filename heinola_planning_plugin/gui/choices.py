# SPDX-License-Identifier: GPL-2.0-or-later
"""What the user chose for a kind of layer, kept in QGIS's settings under the layer's field names: asked once only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from qgis.core import QgsSettings

_PREFIX = "heinola_planning/choices"


@dataclass(frozen=True)
class Choice:
    """A role ("" = not used), and the fields that the user chose for its columns."""

    role: str
    fields: Mapping[str, str] = field(default_factory=dict)


def remembered(signature: str) -> Choice | None:
    """Give the choice made for layers of this signature, None where there is none."""
    try:
        value = json.loads(QgsSettings().value(f"{_PREFIX}/{signature}", "", type=str))
        return Choice(str(value["role"]), {str(key): str(name) for key, name in value["fields"].items()})
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # nothing there, or what an older version wrote


def remember(signature: str, choice: Choice) -> None:
    """Keep a choice."""
    text = json.dumps({"role": choice.role, "fields": dict(choice.fields)}, ensure_ascii=False)
    QgsSettings().setValue(f"{_PREFIX}/{signature}", text)
