# SPDX-License-Identifier: GPL-2.0-or-later
"""Looking at data and copying it, in the background: the window goes on."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from pathlib import Path

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from heinola_planning_plugin.bridge.discover import Place, look_at
from heinola_planning_plugin.bridge.features import read_source
from heinola_planning_plugin.bridge.loading import load_input
from heinola_planning_plugin.bridge.messages import sentence
from heinola_planning_plugin.bridge.threads import stay_known_to_python
from heinola_planning_plugin.bridge.writer import write_tables
from heinola_planning_plugin.core.case import Input
from heinola_planning_plugin.core.errors import Cancelled, PlanningError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake.checks import BY_PARCEL, check
from heinola_planning_plugin.core.intake.report import noticed_html
from heinola_planning_plugin.i18n import tr, ui_language


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
        except OSError as error:
            self.failed.emit(tr("{} can’t be read.", error.filename or error))
            return False
        return True


class CheckTask(QgsTask):
    """Checks whole layers, parcels first, and hands over what it means for the results, layer by layer."""

    checked = pyqtSignal(object, str)

    def __init__(self, inputs: list[tuple[object, Input]], municipality: str):
        super().__init__(tr("Checking data"), QgsTask.Flag.CanCancel)
        self._inputs = sorted(inputs, key=lambda each: each[1].role != "parcels")
        self._municipality, self._language = municipality, ui_language()

    def run(self) -> bool:
        stay_known_to_python()
        parcels = None
        try:
            for number, (key, one) in enumerate(self._inputs):
                said, kept = self._look(one, parcels)
                parcels = kept if one.role == "parcels" else parcels
                self.checked.emit(key, said)
                self.setProgress(100 * (number + 1) / len(self._inputs))
        except Cancelled:
            return False
        return True

    def _look(self, one: Input, parcels: Features | None) -> tuple[str, Features | None]:
        try:
            table = load_input(one, self._step, self._municipality)
            if not isinstance(table, Features):
                return "", None
            by = parcels if one.role in BY_PARCEL else None
            code, fields = self._municipality or None, dict(one.fields)
            done = check(table, one.role, code, overrides=fields, parcels=by, progress=self._step)
            return noticed_html(done, self._language), done.kept
        except Cancelled:
            raise
        except PlanningError as error:
            name = one.layer or one.file.stem
            return f"<h4>{html.escape(name)}</h4><p>{html.escape(sentence(error))}</p>", None

    def _step(self, _fraction: float, _message: str | None = None) -> None:
        if self.isCanceled():
            raise Cancelled


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
