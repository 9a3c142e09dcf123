# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:planningrun: everything from one case file, in one process."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProject,
)

from heinola_planning_plugin.bridge.aliases import learn
from heinola_planning_plugin.bridge.feedback import progress_of
from heinola_planning_plugin.bridge.lake_report import DOCUMENTS, write_run_shapes, write_shore_documents
from heinola_planning_plugin.bridge.layouts import build_report, export
from heinola_planning_plugin.bridge.loading import load_input
from heinola_planning_plugin.bridge.messages import sentence
from heinola_planning_plugin.bridge.painting import breathing, empty
from heinola_planning_plugin.bridge.project import build_project
from heinola_planning_plugin.bridge.provenance import layer_metadata
from heinola_planning_plugin.bridge.writer import write_tables
from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.case import read_case
from heinola_planning_plugin.core.documents.figures import answers, summary
from heinola_planning_plugin.core.documents.report import not_given_line
from heinola_planning_plugin.core.errors import Cancelled, InputError, PlanningError
from heinola_planning_plugin.core.intake.report import role_name
from heinola_planning_plugin.core.planning_run import Results, run
from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.progress import Progress, part
from heinola_planning_plugin.core.reuse import FILE as STEPS
from heinola_planning_plugin.core.reuse import Steps
from heinola_planning_plugin.i18n import tr
from heinola_planning_plugin.paths import resource

from .base import PlanningAlgorithm

FILES = {"RESULTS": "results.gpkg", "PROJECT": "project.qgz", "MAP": "map.png", "REPORT": "report.pdf"}
_WRITTEN = (*FILES.values(), *DOCUMENTS, STEPS)
_SHAPES = "shapes.gpkg"
_DRAWING: set[Path] = set()
"""Folders into which a run of this QGIS is drawing."""


class PlanningRun(PlanningAlgorithm):
    """Computes in the background; project, map and report are drawn afterwards in QGIS's main thread, as it asks."""

    NAME = "planningrun"
    GROUP = "run"
    ICON = "run.svg"

    def displayName(self) -> str:
        return tr("Planning run")

    def shortHelpString(self) -> str:
        return tr(
            "Reads a case file, answers every question whose layers are there, lays the zoning over the strategy's "
            "targets, and writes a GeoPackage, a styled project, a map and a report into the folder. Files of the same "
            "names there are replaced when everything is ready; a cancelled or failed run changes nothing."
        )

    def tags(self) -> list[str]:
        return ["zoning", "strategy", "report", "batch", "kaava", "strategia", "raportti"]

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        case = QgsProcessingParameterFile(
            "CASE", tr("Case file"), extension="yaml", defaultValue=str(resource("demo", "case.yaml"))
        )
        self.add(case, tr("Names the layers by role, the strategy, and what differs from the shipped criteria."))
        self.add(QgsProcessingParameterFolderDestination("OUTPUT_FOLDER", tr("Folder of the results")))
        for name, title in (
            ("RESULTS", tr("Result layers")),
            ("PROJECT", tr("Project")),
            ("MAP", tr("Map")),
            ("REPORT", tr("Report")),
        ):
            self.addOutput(QgsProcessingOutputFile(name, title))
        for question in ("INDUSTRIAL_RESERVATION", "HOLIDAY_HOUSING", "INFILL"):
            self.addOutput(QgsProcessingOutputNumber(f"{question}_CANDIDATES", f"{question}_CANDIDATES"))
            self.addOutput(QgsProcessingOutputNumber(f"{question}_CONDITIONAL", f"{question}_CONDITIONAL"))

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        read_case(self.parameterAsFile(parameters, "CASE", context), tuple(JOBS))
        folder = Path(self.parameterAsString(parameters, "OUTPUT_FOLDER", context))
        there = next(path for path in (folder, *folder.parents) if path.exists())
        if not there.is_dir() or not os.access(there, os.W_OK):
            raise InputError("nothing can be written there: choose another folder", value=str(folder))
        for file in (folder / name for name in _WRITTEN if name != STEPS):
            if file.exists():
                _move(file, file)  # Windows refuses it where a program has the file open

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        progress = progress_of(feedback)
        case = read_case(self.parameterAsFile(parameters, "CASE", context), tuple(JOBS))
        self._folder = Path(self.parameterAsString(parameters, "OUTPUT_FOLDER", context))
        steps = Steps(self._folder / STEPS)
        self._results = run(
            case, lambda one: load_input(one, progress, case.municipality), part(progress, 0.0, 0.85), steps
        )
        self._folder.mkdir(parents=True, exist_ok=True)
        # The results are made beside their final place, on the same disk, and moved when all of them are whole.
        self._beside = Path(tempfile.mkdtemp(prefix=".planning-run-", dir=self._folder))
        try:
            progress(0.86, "Writing the result layers")
            newest = max((source.date for _, source in self._results.sources), default="")
            write_tables(
                self._beside / FILES["RESULTS"],
                self._results.tables.items(),
                layer_metadata(self._results),
                date=newest,
            )
            learn()
            write_run_shapes(self._results, self._beside / _SHAPES)
            steps.save(self._beside / STEPS)
        except BaseException:
            self._drop()
            raise
        self._say_reused(feedback)
        for role, finding in self._results.findings:
            if finding.level() != "info":
                feedback.pushWarning(f"{role_name(role, case.language)}: {finding.sentence(case.language)}")
        for job_run in self._results.runs.values():
            if job_run.not_given:
                title = say(job_run.settings.policy.title, case.language)
                feedback.pushInfo(f"{title}: {not_given_line(job_run, case.language)}")
        return {name: str(self._folder / file) for name, file in FILES.items()} | figures(self._results, feedback)

    def _say_reused(self, feedback: QgsProcessingFeedback) -> None:
        language, reused = self._results.case.language, self._results.reused
        titles = ", ".join(say(JOBS[name].shipped().title, language) for name in reused if name in JOBS)
        if titles:
            rest = [name for name in self._results.runs if name not in reused]
            again = ", ".join(say(JOBS[name].shipped().title, language) for name in rest) or "–"
            feedback.pushInfo(tr("Nothing changed for these, taken from the last run: {}", titles))
            feedback.pushInfo(tr("Worked out anew: {}", again))

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        if not hasattr(self, "_beside"):
            return {}
        try:
            self._draw(breathing(part(progress_of(feedback), 0.9, 1.0)))
        except Cancelled:
            feedback.pushInfo(tr("Cancelled: nothing was written."))
            return dict.fromkeys(FILES, "")
        except PlanningError as error:
            raise QgsProcessingException(sentence(error)) from error
        finally:
            self._drop()
        return {}

    def _draw(self, progress: Progress) -> None:
        """Put the new files in their place, with the old ones aside until all is whole; on failure put those back.

        The window goes on meanwhile, so that another run may come to draw in the same folder: it is turned away.
        """
        progress(0.0, "Drawing the map and the report")
        place = self._folder.resolve()
        if place in _DRAWING:
            raise InputError("another run is writing its results there just now", value=place.name)
        _DRAWING.add(place)
        aside = self._beside / "before"
        aside.mkdir()
        old = [name for name in _WRITTEN if (self._folder / name).exists()]
        project = QgsProject()
        try:
            for name in old:
                _move(self._folder / name, aside / name)
            # The project names the layers where they will be, so there they must be.
            _move(self._beside / FILES["RESULTS"], self._folder / FILES["RESULTS"])
            documents = self._documents(project, progress)
            for name in (FILES["MAP"], FILES["REPORT"], STEPS, *documents):
                _move(self._beside / name, self._folder / name)
        except BaseException:
            empty(project)
            for name in _WRITTEN:
                if (aside / name).exists():
                    (aside / name).replace(self._folder / name)
                elif name not in old:
                    (self._folder / name).unlink(missing_ok=True)
            raise
        finally:
            _DRAWING.discard(place)

    def _documents(self, project: QgsProject, progress: Progress) -> list[str]:
        """Fill and write the project, draw the report and the shores' documents; give the names of the latter."""
        build_project(self._results, self._folder / FILES["RESULTS"], project, part(progress, 0.0, 0.15))
        layout = build_report(project, self._results, part(progress, 0.15, 0.2))
        files = (self._beside / FILES["REPORT"], self._beside / FILES["MAP"])
        export(layout, *files, self._results.case.title, part(progress, 0.2, 0.6))
        rest = part(progress, 0.6, 0.95)
        documents = write_shore_documents(self._results, self._beside, self._beside / _SHAPES, project, rest)
        progress(0.95)
        if not project.write(str(self._folder / FILES["PROJECT"])):
            raise InputError("could not be written: {}", project.error(), value=FILES["PROJECT"])
        progress(1.0)
        empty(project)
        return documents

    def _drop(self) -> None:
        shutil.rmtree(self._beside, ignore_errors=True)


def _move(file: Path, to: Path) -> None:
    try:
        file.replace(to)
    except OSError as error:
        problem = "can't be replaced, perhaps because it is open: close it, or choose another folder"
        raise InputError(problem, value=to.name) from error


def figures(results: Results, feedback: QgsProcessingFeedback) -> dict[str, object]:
    """Say each answer in a line, and give its counts as outputs."""
    out: dict[str, object] = {}
    for line in summary(results.tables, results.case.language):
        feedback.pushInfo(line)
    for answer in answers(results.tables):
        name = answer.question.layer.upper()
        out[f"{name}_CANDIDATES"] = answer.counts["candidate"]
        out[f"{name}_CONDITIONAL"] = answer.counts["conditional"]
    return out
