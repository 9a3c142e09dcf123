# SPDX-License-Identifier: GPL-2.0-or-later
"""Opens the dialog of the planning run; Processing runs it in the background, with progress and cancel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis import processing
from qgis.core import Qgis, QgsProject
from qgis.PyQt.QtWidgets import QPushButton

from heinola_planning_plugin.i18n import tr

from .practice import practice_folder


def planning_run(iface, open_results: Callable[[str], None]) -> None:
    """Let the user run a case, the practice municipality's at first; then offer the results."""
    case = case_of_project() or practice_folder() / "case.yaml"
    folder = case.parent / "results"
    answer = processing.execAlgorithmDialog("heinola:planningrun", {"CASE": str(case), "OUTPUT_FOLDER": str(folder)})
    project = (answer or {}).get("PROJECT")
    if project and Path(project).exists():
        offer(iface, project, open_results)


def offer(iface, project: str, open_results: Callable[[str], None]) -> None:
    """Say that results are ready, with a button that opens them."""
    bar = iface.messageBar()
    message = bar.createMessage(tr("Planning run"), tr("The results are ready."))
    button = QPushButton(tr("Open the results"), message)
    button.clicked.connect(lambda: (bar.popWidget(message), open_results(project)))
    message.layout().addWidget(button)
    bar.pushWidget(message, Qgis.MessageLevel.Success)


def case_of_project() -> Path | None:
    """Give the case file beside the open project or, where that is a run's results in a folder below, above it."""
    home = QgsProject.instance().absolutePath()
    places = (Path(home), Path(home).parent) if home else ()
    return next((place / "case.yaml" for place in places if (place / "case.yaml").is_file()), None)
