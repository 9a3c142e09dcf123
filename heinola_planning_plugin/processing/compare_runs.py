# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:compareruns: what changed between two planning runs, feature by feature, and by which criterion."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from heinola_planning_plugin.bridge.earlier_run import EarlierRun
from heinola_planning_plugin.bridge.feedback import progress_of
from heinola_planning_plugin.bridge.writer import write_text
from heinola_planning_plugin.core.documents.figures import QUESTIONS
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features, concat
from heinola_planning_plugin.core.followup.comparison import CHANGES, compare, compare_gaps, counts
from heinola_planning_plugin.core.followup.report import html, summary
from heinola_planning_plugin.core.planning_run import shipped_criteria
from heinola_planning_plugin.core.progress import part
from heinola_planning_plugin.i18n import tr

from .base import PlanningAlgorithm
from .styling import dress_when_loaded


class CompareRuns(PlanningAlgorithm):
    """Next year's run against this year's."""

    NAME = "compareruns"
    GROUP = "run"
    ICON = "run.svg"

    def displayName(self) -> str:
        return tr("Compare runs")

    def shortHelpString(self) -> str:
        return tr(
            "Lays two planning runs side by side: which parcels and plots appeared or went, were divided or joined, "
            "whose status or score changed and by which criterion, and how the gaps of the strategy's targets moved. "
            "What differs in parameters and data between the runs is said first: not every change is one on the ground."
        )

    def tags(self) -> list[str]:
        return ["vertailu", "seuranta", "muutos", "jämförelse", "uppföljning", "difference", "follow-up", "change"]

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        folder = QgsProcessingParameterFile.Behavior.Folder
        say_folder = tr("The folder that a planning run wrote, with results.gpkg in it.")
        self.add(QgsProcessingParameterFile("BEFORE", tr("Folder of the earlier run"), folder), say_folder)
        self.add(QgsProcessingParameterFile("AFTER", tr("Folder of the later run"), folder), say_folder)
        self.add(QgsProcessingParameterBoolean("ALL", tr("List what stayed the same, too"), False))
        self.add_language()
        self.add_sink("OUTPUT", tr("Changes"), "polygon")
        self.add_sink("GAPS", tr("Changes of the strategy's gaps"), "table", optional=True)
        report = QgsProcessingParameterFileDestination("REPORT", tr("Report"), tr("HTML files (*.html)"), optional=True)
        self.add(report)
        for name in CHANGES:
            self.addOutput(QgsProcessingOutputNumber(f"{name.upper()}_COUNT", f"{name.upper()}_COUNT"))

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        for name in ("BEFORE", "AFTER"):
            EarlierRun(self.parameterAsString(parameters, name, context))

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        progress = progress_of(feedback)
        language = self.language(parameters, context)
        before, after = (EarlierRun(self.parameterAsString(parameters, name, context)) for name in ("BEFORE", "AFTER"))
        found: dict[str, Features] = {}
        for number, question in enumerate(QUESTIONS):
            step = part(progress, 0.8 * number / len(QUESTIONS), 0.8 * (number + 1) / len(QUESTIONS))
            old, new = (run.table(question.layer, step) for run in (before, after))
            if old is None or new is None:
                if old is not new:
                    feedback.pushWarning(tr("Only one of the runs has the layer {}: it is left out.", question.layer))
                continue
            found[question.layer] = compare(old, new, question, shipped_criteria(question.layer), language)
        if not found:
            raise InputError("the two runs have no question in common", value=before.folder.name)
        for line in summary(found, language):
            feedback.pushInfo(line)
        out = self._deliver(parameters, found, (before, after), context, language, part(progress, 0.8, 1.0))
        total = {name: sum(counts(table)[name] for table in found.values()) for name in CHANGES}
        return out | {f"{name.upper()}_COUNT": count for name, count in total.items()}

    def _deliver(
        self, parameters: dict, found: dict[str, Features], runs: tuple, context, language: str, progress
    ) -> dict[str, object]:
        tables = list(found.values())
        if not self.parameterAsBool(parameters, "ALL", context):
            tables = [table.take(table["change"] != "same") for table in tables]
        crs = next((table.crs for table in tables if table.crs), "")
        whole = concat([table.to_crs(crs) if table.crs else table for table in tables])
        out: dict[str, object] = {"OUTPUT": self.deliver(parameters, "OUTPUT", whole, context, progress)}
        gaps = [run.table("strategy_gaps") for run in runs]
        compared = compare_gaps(*gaps) if None not in gaps else None
        if compared is not None:
            delivered = self.deliver(parameters, "GAPS", compared, context, progress)
            if delivered is not None:
                out["GAPS"] = delivered
        report = self.parameterAsFileOutput(parameters, "REPORT", context)
        if report:
            names = tuple(run.folder.name for run in runs)
            text = html(found, compared, names, tuple(run.provenance() for run in runs), language)
            write_text(Path(report), text)
            out["REPORT"] = report
        dress_when_loaded(context, str(out["OUTPUT"]), "changes", language)
        return out
