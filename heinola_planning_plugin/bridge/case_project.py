# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes a new case file, and beside it a QGIS project with its layers grouped and styled."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsProject, QgsReferencedRectangle, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.case import Input, case_text, read_case
from heinola_planning_plugin.core.errors import InputError

from . import styles
from .project import add_inputs

CASE, PROJECT = "case.yaml", "project.qgz"
_FRAME = ("plan_units", "parcels", "zoning", "buildings")


def save_case_project(
    folder: Path, title: str, municipality: str, language: str, inputs: list[Input], changed: Path | None = None
) -> Path:
    """Write a case file and project.qgz into a folder, replaced when both are whole; give the project's path.

    Args:
        folder: where they go.
        title, municipality, language, inputs: of the case.
        changed: an earlier case file of the folder, of which everything else stays as it is; None = a new case.yaml.

    Raises:
        PlanningError: an input can't be opened, the earlier case can't be read, or the project can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name, before = (changed.name, changed.read_text(encoding="utf-8-sig")) if changed else (CASE, "")
    case_file, project_file = folder / name, folder / PROJECT
    text = case_text(title, municipality, language, inputs, folder.resolve(), before)
    new_case, new_project = folder / f".{name}", folder / f".{PROJECT}"
    project = QgsProject()
    try:
        new_case.write_text(text, encoding="utf-8")
        case = read_case(new_case, tuple(JOBS))
        project.setTitle(title)
        project.setFilePathStorage(Qgis.FilePathType.Relative)
        project.setBackgroundColor(QColor(str(styles.palette()["context"]["land"]["fill"])))
        layers = add_inputs(case, project)
        _frame(project, layers)
        if not project.write(str(new_project)):
            raise InputError("could not be written: {}", project.error(), value=PROJECT)
        new_case.replace(case_file)
        new_project.replace(project_file)
    finally:
        project.clear()
        new_case.unlink(missing_ok=True)
        new_project.unlink(missing_ok=True)
    return project_file


def _frame(project: QgsProject, layers: dict) -> None:
    """Open the project on what is planned, in its coordinate system."""
    first = next((layers[role] for role in (*_FRAME, *layers) if role in layers), None)
    if not isinstance(first, QgsVectorLayer) or not first.crs().isValid():
        return
    project.setCrs(first.crs())
    extent = first.extent()
    if not extent.isEmpty():
        whole = extent.buffered(0.02 * max(extent.width(), extent.height()))
        project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(whole, first.crs()))
