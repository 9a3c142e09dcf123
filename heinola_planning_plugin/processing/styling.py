# SPDX-License-Identifier: GPL-2.0-or-later
"""Styles, aliases and map tips for results that Processing loads into the project by itself."""

from __future__ import annotations

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsVectorLayer,
)

from heinola_planning_plugin.bridge.aliases import dress
from heinola_planning_plugin.bridge.judged import remember
from heinola_planning_plugin.bridge.named_styles import add_certainty, add_ways
from heinola_planning_plugin.bridge.project import style_result
from heinola_planning_plugin.core.jobs import Settings

_alive: dict[str, Dresser] = {}  # Processing holds a bare pointer until the layer is loaded


class Dresser(QgsProcessingLayerPostProcessorInterface):
    """Dresses one result layer when it has been loaded."""

    def __init__(self, name: str, language: str, settings: Settings | None):
        super().__init__()
        self.name, self.language, self.settings = name, language, settings

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if isinstance(layer, QgsVectorLayer):
            style_result(layer, self.name, self.language)
            dress(layer, self.language, self.settings.criteria if self.settings else None)
            layer.setCustomProperty("heinola/result", self.name)
            if self.settings is not None:
                remember(layer, self.settings)
            add_certainty(layer, self.language)
            add_ways(layer, self.language)
            layer.triggerRepaint()


def dress_when_loaded(
    context: QgsProcessingContext, destination: str, name: str, language: str, settings: Settings | None = None
) -> None:
    """Ask Processing to dress an output once it has loaded it; nothing where it won't.

    Args:
        context: of the run.
        destination: what the output's sink was given as.
        name: of the result layer, as in a planning run's GeoPackage.
        language: of titles and words.
        settings: of the job that it is a result of.
    """
    if context.willLoadLayerOnCompletion(destination):
        _alive[destination] = Dresser(name, language, settings)
        context.layerToLoadOnCompletionDetails(destination).setPostProcessor(_alive[destination])
