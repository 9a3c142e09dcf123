# SPDX-License-Identifier: GPL-2.0-or-later
"""Opens the practice municipality from a copy in the user's own folder: QGIS writes beside files that it opens."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsProject, QgsRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QColor

from heinola_planning_plugin.bridge import styles
from heinola_planning_plugin.bridge.messages import sentence
from heinola_planning_plugin.bridge.project import add_inputs
from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.case import read_case
from heinola_planning_plugin.core.errors import PlanningError
from heinola_planning_plugin.i18n import tr, ui_language
from heinola_planning_plugin.paths import resource


def practice_folder() -> Path:
    """Give the user's own copy of the practice municipality, in QGIS's language; renewed when another ships."""
    folder = Path(QgsApplication.qgisSettingsDirPath()) / "heinola_planning" / "practice"
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(resource("demo").iterdir()):
        own = folder / file.name
        if file.is_file() and (not own.exists() or own.stat().st_size != file.stat().st_size):
            shutil.copyfile(file, own)
    case = folder / "case.yaml"
    text = case.read_text(encoding="utf-8")
    spoken = re.sub(r"(?m)^language: \w+$", f"language: {ui_language()}", text)
    if spoken != text:
        case.write_text(spoken, encoding="utf-8")
    return folder


def show(canvas: QgsMapCanvas, extent: QgsRectangle) -> None:
    """Zoom the canvas to an extent in the project's CRS."""
    canvas.setExtent(extent)
    canvas.refresh()


def open_practice(iface) -> None:
    """Open the practice municipality as a new project, unless the user keeps the one that is open."""
    if not iface.newProject(True):
        return
    project = QgsProject.instance()
    try:
        case = read_case(practice_folder() / "case.yaml", tuple(JOBS))
        # QGIS would zoom to everything at the first layer, a building at 0,0 included.
        iface.layerTreeCanvasBridge().setAutoSetupOnFirstLayer(False)
        layers = add_inputs(case, project)
    except PlanningError as error:
        iface.messageBar().pushMessage(tr("Heinola planning"), sentence(error), Qgis.MessageLevel.Critical)
        return
    finally:
        iface.layerTreeCanvasBridge().setAutoSetupOnFirstLayer(True)
    project.setTitle(case.title)
    project.setCrs(layers["parcels"].crs())
    land = QColor(str(styles.palette()["context"]["land"]["fill"]))
    project.setBackgroundColor(land)
    iface.mapCanvas().setCanvasColor(land)
    # After the events that the new project left behind: one of them zooms to everything there is.
    extent = layers["parcels"].extent()
    QTimer.singleShot(0, lambda: show(iface.mapCanvas(), extent))
    iface.messageBar().pushMessage(
        tr("Practice municipality"),
        tr("Invented data: no real property is shown. Next: the planning run."),
        Qgis.MessageLevel.Info,
        15,
    )
