# SPDX-License-Identifier: GPL-2.0-or-later
"""What a result layer was judged by, kept with the layer, so that its score can be questioned later."""

from __future__ import annotations

import json

from qgis.core import QgsVectorLayer

from heinola_planning_plugin.core.errors import PolicyError
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.planning_run import shipped_criteria
from heinola_planning_plugin.core.scoring.aggregate import METHODS
from heinola_planning_plugin.core.scoring.criteria import from_document
from heinola_planning_plugin.core.scoring.tree import criteria_document

_CRITERIA, _METHOD = "heinola/criteria", "heinola/method"


def remember(layer: QgsVectorLayer, settings: Settings) -> None:
    """Keep the criteria (with the weights and thresholds that were used) and the method with a layer."""
    if settings.criteria is not None and layer.fields().indexOf("score") >= 0:
        document = criteria_document(settings.criteria, settings.parameters)
        layer.setCustomProperty(_CRITERIA, json.dumps(document, ensure_ascii=False))
        layer.setCustomProperty(_METHOD, settings.method)


def recall(layer: QgsVectorLayer) -> Settings | None:
    """Give what a layer was judged by; None where it can't be known.

    A layer of an older run, which keeps nothing, was judged by the criteria that ship with the plugin if it has their
    contributions.
    """
    text = layer.customProperty(_CRITERIA)
    try:
        name = str(layer.customProperty("heinola/result") or "")
        criteria = from_document(json.loads(str(text)), layer.name()) if text else shipped_criteria(name)
    except (PolicyError, ValueError):
        return None
    if criteria is None:
        return None
    fields = layer.fields()
    if any(fields.indexOf(f"c_{one.id}") < 0 for one in criteria.criteria):
        return None
    method = str(layer.customProperty(_METHOD) or METHODS[0])
    return Settings(criteria, method=method if method in METHODS else METHODS[0])
