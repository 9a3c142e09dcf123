# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:landuseprogramme: which projects of a planning run in which year, within the budgets."""

from __future__ import annotations

import numpy as np
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from heinola_planning_plugin.bridge.earlier_run import EarlierRun
from heinola_planning_plugin.bridge.feedback import progress_of
from heinola_planning_plugin.bridge.text_documents import write_document
from heinola_planning_plugin.core.documents.programme import programme_html
from heinola_planning_plugin.core.programme.choose import choose
from heinola_planning_plugin.core.programme.policy import ProgrammePolicy, parse_budgets, read_programme, read_rules
from heinola_planning_plugin.core.programme.projects import projects, with_waters
from heinola_planning_plugin.core.programme.tables import STATES, by_year, programme_table, summary
from heinola_planning_plugin.core.progress import part
from heinola_planning_plugin.i18n import tr
from heinola_planning_plugin.paths import resource

from .base import PlanningAlgorithm
from .styling import dress_when_loaded


class LandUseProgramme(PlanningAlgorithm):
    """The programme that the council gets (toimenpideohjelma)."""

    NAME = "landuseprogramme"
    GROUP = "run"
    ICON = "run.svg"

    def displayName(self) -> str:
        return tr("Land-use programme")

    def shortHelpString(self) -> str:
        return tr(
            "Makes projects of a planning run's results, with the costs of a file that the city keeps, and chooses "
            "which are done in which year: the most benefit that budgets and rules allow. It says how far from the "
            "best the choice may be at most. A project whose cost, amount or score is unknown is listed but never "
            "chosen."
        )

    def tags(self) -> list[str]:
        return ["toimenpideohjelma", "budjetti", "ohjelmointi", "åtgärdsprogram", "budget", "phasing", "optimisation"]

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.add(
            QgsProcessingParameterFile("RUN", tr("Folder of a planning run"), folder),
            tr("The folder that a planning run wrote, with results.gpkg in it."),
        )
        shipped = str(resource("demo", "costs.yaml"))
        title = tr("Costs and kinds of project")
        costs = QgsProcessingParameterFile("COSTS", title, extension="yaml", defaultValue=shipped)
        self.add(costs, tr("The file that comes along holds invented costs for the practice municipality: copy it."))
        budgets = QgsProcessingParameterString("BUDGETS", tr("Budgets, as year=euros; year=euros"), optional=True)
        self.add(budgets, tr("Empty: those of the file of costs."))
        rules = QgsProcessingParameterFile("RULES", tr("Rules in place of the file's"), extension="yaml", optional=True)
        self.add(rules, tr("A file with the keys “rules”, “fixed” or both."), advanced=True)
        self.add_language()
        self.add_sink("OUTPUT", tr("Projects"), "polygon")
        self.add_sink("TABLE", tr("Programme by year and measure"), "table", optional=True)
        for name, title, kind in (
            ("PDF", tr("Programme as PDF"), tr("PDF files (*.pdf)")),
            ("ODT", tr("Programme as text document"), tr("ODT files (*.odt)")),
        ):
            self.add(QgsProcessingParameterFileDestination(name, title, kind, optional=True, createByDefault=False))
        for name in ("OBJECTIVE", "BOUND", "GAP", "CHOSEN_COUNT", "NOT_CHOSEN_COUNT", "UNKNOWN_COUNT"):
            self.addOutput(QgsProcessingOutputNumber(name, name))

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        EarlierRun(self.parameterAsString(parameters, "RUN", context))
        self._policy(parameters, context)

    def _policy(self, parameters: dict, context: QgsProcessingContext) -> ProgrammePolicy:
        policy = read_programme(self.parameterAsFile(parameters, "COSTS", context))
        rules = self.parameterAsFile(parameters, "RULES", context)
        if rules:
            policy = read_rules(rules, policy)
        typed = self.parameterAsString(parameters, "BUDGETS", context).strip()
        return policy.with_budgets(parse_budgets(typed) if typed else policy.budgets)

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        progress = progress_of(feedback)
        language = self.language(parameters, context)
        policy = self._policy(parameters, context)
        run = EarlierRun(self.parameterAsString(parameters, "RUN", context))
        wanted = dict.fromkeys(kind.layer for kind in policy.kinds)
        tables = {name: run.table(name, part(progress, 0.0, 0.2)) for name in wanted}
        for name, table in tables.items():
            if table is None:
                feedback.pushWarning(tr("The run has no layer {}: it gives no projects.", name))
        table = projects({name: one for name, one in tables.items() if one is not None}, policy)
        table = with_waters(table, policy, run.table("shoreline_waters"))
        chosen = choose(table, policy, part(progress, 0.2, 0.8))
        programme = programme_table(table, chosen, policy, language)
        years = by_year(programme, policy, language)
        lines = summary(programme, chosen, policy, language)
        for line in lines:
            feedback.pushInfo(line)
        out: dict[str, object] = {}
        for name, result in (("OUTPUT", programme), ("TABLE", years)):
            delivered = self.deliver(parameters, name, result, context, part(progress, 0.8, 0.9))
            if delivered is not None:
                out[name] = delivered
        html = programme_html(programme, years, policy, lines, run.provenance()["data"], language, run.is_practice())
        for name in ("PDF", "ODT"):
            file = self.parameterAsFileOutput(parameters, name, context)
            if file:
                write_document(html, file, self.displayName(), landscape=True)
                out[name] = file
        dress_when_loaded(context, str(out["OUTPUT"]), "programme", language)
        counts = {f"{state.upper()}_COUNT": int(np.sum(programme["state"] == state)) for state in STATES}
        return out | counts | {"OBJECTIVE": chosen.objective, "BOUND": chosen.bound, "GAP": chosen.gap}
