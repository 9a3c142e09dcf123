# SPDX-License-Identifier: GPL-2.0-or-later
"""Opens the practice municipality from a copy in the user's own folder: QGIS writes beside files that it opens."""

from __future__ import annotations

import shutil
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.PyQt.QtGui import QColor

from heinola_planning_plugin.bridge import styles
from heinola_planning_plugin.bridge.messages import sentence
from heinola_planning_plugin.bridge.project import add_inputs
from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.case import read_case
from heinola_planning_plugin.core.errors import PlanningError
from heinola_planning_plugin.i18n import tr
from heinola_planning_plugin.paths import resource


def practice_folder() -> Path:
    """Give the user's own copy of the practice municipality, made or renewed when the shipped one differs."""
    folder = Path(QgsApplication.qgisSettingsDirPath()) / "heinola_planning" / "practice"
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(resource("demo").iterdir()):
        own = folder / file.name
        if file.is_file() and (not own.exists() or own.stat().st_size != file.stat().st_size):
            shutil.copyfile(file, own)
    return folder


def open_practice(iface) -> None:
    """Open the practice municipality as a new project, unless the user keeps the one that is open."""
    if not iface.newProject(True):
        return
    project = QgsProject.instance()
    try:
        case = read_case(practice_folder() / "case.yaml", tuple(JOBS))
        layers = add_inputs(case, project)
    except PlanningError as error:
        iface.messageBar().pushMessage(tr("Heinola planning"), sentence(error), Qgis.MessageLevel.Critical)
        return
    project.setTitle(case.title)
    project.setCrs(layers["parcels"].crs())
    land = QColor(str(styles.palette()["context"]["land"]["fill"]))
    project.setBackgroundColor(land)
    iface.mapCanvas().setCanvasColor(land)
    iface.mapCanvas().setExtent(layers["parcels"].extent())
    iface.mapCanvas().refresh()
    iface.messageBar().pushMessage(
        tr("Practice municipality"),
        tr("Invented data: no real property is shown. Next: the planning run."),
        Qgis.MessageLevel.Info,
        15,
    )
