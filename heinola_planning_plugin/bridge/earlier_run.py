# SPDX-License-Identifier: GPL-2.0-or-later
"""What a planning run wrote, read back: its tables, and what it says of its parameters and data."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from qgis.core import QgsLayerMetadata, QgsProviderRegistry, QgsVectorLayer

from heinola_planning_plugin.core.documents.figures import QUESTIONS
from heinola_planning_plugin.core.documents.phrases import word
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.policy import LANGUAGES
from heinola_planning_plugin.core.progress import Progress, silent

from .features import read_layer

RESULTS = "results.gpkg"


class EarlierRun:
    """A run's folder (or its GeoPackage).

    Raises:
        InputError: there is no such run.
    """

    def __init__(self, path: str | Path):
        given = Path(path)
        self.file = given if given.suffix == ".gpkg" else given / RESULTS
        self.folder = self.file.parent
        if not str(path) or not self.file.is_file():
            raise InputError("the folder has no results.gpkg, so it isn't a planning run's", value=str(path))
        details = QgsProviderRegistry.instance().querySublayers(str(self.file))
        self.layers = tuple(sorted(one.name() for one in details))

    def _layer(self, name: str) -> QgsVectorLayer | None:
        if name not in self.layers:
            return None
        layer = QgsVectorLayer(f"{self.file}|layername={name}", name, "ogr")
        if not layer.isValid():
            raise InputError("the result can't be opened", layer=name)
        return layer

    def table(self, name: str, progress: Progress = silent) -> Features | None:
        """Give a table of the run; None where the run has none of that name."""
        layer = self._layer(name)
        return None if layer is None else read_layer(layer, progress)

    @cached_property
    def _about(self) -> dict[str, QgsLayerMetadata]:
        opened = ((name, self._layer(name)) for name in self.layers)
        return {name: layer.metadata() for name, layer in opened if layer is not None}

    def is_practice(self) -> bool:
        """Tell whether the run is of the practice municipality: its layers say so."""
        says = {word("practice", language) for language in LANGUAGES}
        return any(says & set(about.abstract().splitlines()) for about in self._about.values())

    def provenance(self) -> dict[str, list[str]]:
        """Give what the run wrote into its layers: "parameters" of each question, "layer: line", and "data"."""
        fixed = {word(name, language) for name in ("practice", "aid") for language in LANGUAGES}
        questions = {question.layer for question in QUESTIONS}
        parameters = [
            f"{name}: {line}"
            for name, about in self._about.items()
            if name in questions
            for line in about.abstract().splitlines()
            if line and line not in fixed
        ]
        return {
            "parameters": parameters,
            "data": list(dict.fromkeys(line for about in self._about.values() for line in about.history())),
        }
