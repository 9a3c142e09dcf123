# SPDX-License-Identifier: GPL-2.0-or-later
"""Running the plugin's algorithms as the toolbox does, on the practice municipality; only for tests inside QGIS."""

from __future__ import annotations

from helpers import ROOT
from qgis import processing
from qgis.core import QgsProcessingFeedback

DEMO = ROOT / "resources" / "demo"


def source(layer: str) -> str:
    """Name a layer of the practice municipality as a parameter takes it."""
    return f"{DEMO / 'practice.gpkg'}|layername={layer}"


def run(name: str, **parameters):
    """Run an algorithm of the plugin and give its outputs."""
    return processing.run(f"heinola:{name}", parameters, feedback=QgsProcessingFeedback(False))


class Said(QgsProcessingFeedback):
    """Keeps what was said."""

    def __init__(self):
        super().__init__(False)
        self.lines: list[str] = []

    def pushWarning(self, warning: str) -> None:
        self.lines.append(warning)

    def pushInfo(self, info: str) -> None:
        self.lines.append(info)
