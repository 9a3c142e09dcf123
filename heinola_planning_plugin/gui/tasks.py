# SPDX-License-Identifier: GPL-2.0-or-later
"""Looking at data and copying it, in the background: the window goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from heinola_planning_plugin.bridge.discover import Place, look_at
from heinola_planning_plugin.bridge.features import read_source
from heinola_planning_plugin.bridge.messages import sentence
from heinola_planning_plugin.bridge.threads import stay_known_to_python
from heinola_planning_plugin.bridge.writer import write_tables
from heinola_planning_plugin.core.errors import PlanningError
from heinola_planning_plugin.i18n import tr


class LookTask(QgsTask):
    """Looks at layers one by one and hands each to the window as it is known."""

    found = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, places: Callable[[], Iterable[Place]], municipality: str):
        super().__init__(tr("Recognising data"), QgsTask.Flag.CanCancel)
        self._places, self._municipality = places, municipality

    def run(self) -> bool:
        stay_known_to_python()
        try:
            for number, place in enumerate(self._places()):
                if self.isCanceled():
                    return False
                seen = look_at(place, self._municipality)
                if seen is not None:
                    self.found.emit(seen)
                self.setProgress(100 * (1 - 0.97**number))  # how many there are isn't known before they are opened
        except PlanningError as error:
            self.failed.emit(sentence(error))
            return False
        return True


class CopyTask(QgsTask):
    """Copies layers that lie neither in a file nor in a database into a GeoPackage beside the case."""

    failed = pyqtSignal(str)

    def __init__(self, path: Path, layers: list[tuple[str, object]]):
        super().__init__(tr("Copying layers"), QgsTask.Flag.CanCancel)
        self._path, self._layers = path, layers

    def run(self) -> bool:
        stay_known_to_python()
        try:
            write_tables(self._path, ((name, read_source(layer, name)) for name, layer in self._layers))
        except PlanningError as error:
            self.failed.emit(sentence(error))
            return False
        return True
