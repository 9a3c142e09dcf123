# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:zoningproposal: draft plan areas of a question's results, with the document and the plan's data."""

from __future__ import annotations

import json
from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from heinola_planning_plugin.bridge.feedback import progress_of
from heinola_planning_plugin.bridge.map_picture import Painted, map_picture
from heinola_planning_plugin.bridge.text_documents import write_document
from heinola_planning_plugin.bridge.writer import write_text
from heinola_planning_plugin.core.documents.phrases import word
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake.coordinates import settle
from heinola_planning_plugin.core.jobs import inside_area
from heinola_planning_plugin.core.policy import LANGUAGES, say
from heinola_planning_plugin.core.progress import part
from heinola_planning_plugin.core.proposal.areas import Template, Wishes, draft_areas, template_of, templates
from heinola_planning_plugin.core.proposal.page import MAP, proposal_html
from heinola_planning_plugin.core.proposal.ryhti_plan import SRIDS, plan_json
from heinola_planning_plugin.core.scoring.criteria import read_criteria
from heinola_planning_plugin.core.strategy.model import read_strategy
from heinola_planning_plugin.core.vocabulary import plan_codes
from heinola_planning_plugin.i18n import tr, ui_language
from heinola_planning_plugin.paths import resource

from .base import PlanningAlgorithm
from .styling import dress_when_loaded

_PAGE_WIDTH = 620  # of the picture on an A4 page, in the document's pixels
_WATER, _ROAD, _JUDGED = "#b3d7f1", "#d6604d", "#d9cfc0"


class ZoningProposal(PlanningAlgorithm):
    """What the technical service centre takes to the planner's desk (kaavaehdotusluonnos)."""

    NAME = "zoningproposal"
    GROUP = "run"
    ICON = "strategy.svg"

    def displayName(self) -> str:
        return tr("Zoning proposal")

    def shortHelpString(self) -> str:
        return tr(
            "Makes draft plan areas of the suitable and conditional features of a result layer: code, building right, "
            "places, what is in force now, and which conditions must be settled first. Out come the areas as a layer "
            "that can be read as plan units, a document (PDF, ODT), and the plan's data as Ryhti plan JSON in "
            "preparation. Only selected features are taken where the layer has a selection and you ask for it."
        )

    def tags(self) -> list[str]:
        return ["kaavaehdotus", "kaavaluonnos", "selostus", "Ryhti", "planförslag", "draft plan", "plan objects"]

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        self.add_source("INPUT", tr("Result layer: industrial reservation, holiday housing or infill"), "polygon")
        self.add_source("AREA", tr("Area: only features in it are proposed"), "polygon", optional=True)
        self.add_source("ZONING", tr("Plan in force"), "polygon", optional=True)
        self.add_source("WATER", tr("Water areas, for the map"), "polygon", optional=True)
        self.add_source("ROADS", tr("Roads, for the map"), "line", optional=True)
        titles = [tr("By the layer"), *(say(one.title, ui_language()) for one in templates().values())]
        self.add(QgsProcessingParameterEnum("TEMPLATE", tr("Template"), titles, defaultValue=0))
        self.add(QgsProcessingParameterString("TITLE", tr("Title"), optional=True))
        number = QgsProcessingParameterNumber
        double, whole = number.Type.Double, number.Type.Integer
        self.add(number("MIN_SCORE", tr("Least score"), double, 0, False, 0, 100))
        self.add(number("MOST", tr("At most so many features, the best first"), whole, None, True, 1))
        unknown = tr("Empty: the right that the result knows, else unknown.")
        self.add(number("PLOT_RATIO", tr("Plot ratio e of the proposed areas"), double, None, True, 0.01, 10), unknown)
        self.add(
            number("RIGHT_PER_PLACE_M2", tr("Floor area of each building place (m²)"), double, None, True, 1, 10_000),
            unknown,
        )
        self.add(QgsProcessingParameterBoolean("CONDITIONAL", tr("Take conditional features too"), True))
        self.add_language()
        self.add_sink("OUTPUT", tr("Draft plan areas"), "polygon")
        for name, title, kind in (
            ("PDF", tr("Proposal as PDF"), tr("PDF files (*.pdf)")),
            ("ODT", tr("Proposal as text document"), tr("ODT files (*.odt)")),
            ("PLAN_JSON", tr("Plan as Ryhti plan JSON"), tr("JSON files (*.json)")),
        ):
            self.add(QgsProcessingParameterFileDestination(name, title, kind, optional=True, createByDefault=False))
        for name, title in (
            ("AREA_COUNT", tr("Draft plan areas")),
            ("AREA_HA", tr("Their size (ha)")),
            ("FEATURE_COUNT", tr("Features in them")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        progress = progress_of(feedback)
        language = self.language(parameters, context)
        table = self.table(parameters, "INPUT", context, part(progress, 0.0, 0.3))
        if table is None or not len(table):
            raise InputError("has no features", field="INPUT")
        whole = table.in_metres()
        table = self._inside(parameters, whole, context, progress)
        template = self._template(parameters, table, context)
        wishes = self._wishes(parameters, context)
        zoning = self.by_role(parameters, "ZONING", "zoning", context, feedback)
        progress(0.5, "Making the draft plan areas")
        areas = draft_areas(table, template, wishes, zoning)
        out: dict[str, object] = {
            "OUTPUT": self.deliver(parameters, "OUTPUT", areas, context, part(progress, 0.6, 0.7)),
            "AREA_COUNT": len(areas),
            "AREA_HA": float(areas["area_m2"].sum() / 1e4),
            "FEATURE_COUNT": int(areas["features"].sum()),
        }
        out |= self._documents(parameters, areas, whole, template, wishes, context, feedback, language)
        dress_when_loaded(context, str(out["OUTPUT"]), "draft_areas", language)
        return out

    def _inside(self, parameters: dict, table: Features, context: QgsProcessingContext, progress) -> Features:
        area = self.table(parameters, "AREA", context, progress)
        if area is None:
            return table
        inside = inside_area(table, settle(area)[0])
        if not len(inside):
            raise InputError("no feature lies in the area", layer=table.source.name)
        return inside

    def _template(self, parameters: dict, table: Features, context: QgsProcessingContext) -> Template:
        choice = self.parameterAsEnum(parameters, "TEMPLATE", context)
        return list(templates().values())[choice - 1] if choice else template_of(table)

    def _wishes(self, parameters: dict, context: QgsProcessingContext) -> Wishes:
        def given(name: str) -> float | None:
            return None if parameters.get(name) is None else self.parameterAsDouble(parameters, name, context)

        most = given("MOST")
        conditional = self.parameterAsBool(parameters, "CONDITIONAL", context)
        return Wishes(
            statuses=("candidate", "conditional") if conditional else ("candidate",),
            min_score=self.parameterAsDouble(parameters, "MIN_SCORE", context),
            most=None if most is None else int(most),
            plot_ratio=given("PLOT_RATIO"),
            right_per_place_m2=given("RIGHT_PER_PLACE_M2"),
        )

    def _documents(
        self,
        parameters,
        areas: Features,
        whole: Features,
        template: Template,
        wishes: Wishes,
        context,
        feedback,
        language,
    ) -> dict[str, object]:
        out: dict[str, object] = {}
        files = {name: self.parameterAsFileOutput(parameters, name, context) for name in ("PDF", "ODT", "PLAN_JSON")}
        title = self.parameterAsString(parameters, "TITLE", context).strip()
        if files["PLAN_JSON"]:
            drawn = areas if areas.crs.removeprefix("EPSG:") in SRIDS else areas.to_crs("EPSG:3067")
            plan = plan_json(drawn, template, title or say(template.title, "fi"))
            write_text(Path(files["PLAN_JSON"]), json.dumps(plan, ensure_ascii=False, indent=1))
            out["PLAN_JSON"] = files["PLAN_JSON"]
        if not (files["PDF"] or files["ODT"]):
            return out
        picture = self._map(parameters, areas, whole, context, feedback)
        strategy = read_strategy(resource("strategy", "heinola_2020.yaml"))
        measures = [f"{one} {say(strategy.measures[one].names, language)}" for one in template.measures]
        about = self.parameterAsVectorLayer(parameters, "INPUT", context)
        said = [line for line in (about.metadata().abstract() if about else "").splitlines() if line.strip()]
        practice, aid = ({word(name, one) for one in LANGUAGES} for name in ("practice", "aid"))
        sources = [line for line in said if line not in practice | aid]
        html = proposal_html(
            areas,
            template,
            wishes,
            read_criteria(resource("methods", f"{template.criteria}.yaml")),
            measures,
            sources,
            language,
            title,
            _PAGE_WIDTH,
            practice=bool(practice & set(said)),
        )
        for name in ("PDF", "ODT"):
            if files[name]:
                heading = title or say(template.title, language)
                write_document(html, files[name], heading, pictures={MAP: picture})
                out[name] = files[name]
        return out

    def _map(self, parameters: dict, areas: Features, whole: Features, context, feedback):
        water, roads = (self.by_role(parameters, name, name.lower(), context, feedback) for name in ("WATER", "ROADS"))
        layers = [Painted(whole, line=_JUDGED)]
        if water is not None:
            layers.insert(0, Painted(water.to_crs(areas.crs), _WATER, "#6fa8d6"))
        if roads is not None:
            layers.append(Painted(roads.to_crs(areas.crs), line=_ROAD, width=2.5))
        colours = plan_codes()
        for code in dict.fromkeys(areas["zone_code"].tolist()):
            rows = areas["zone_code"] == code
            fill = colours.colour(colours.split([code])[0][0]) or "#c1c3c5"
            layers.append(Painted(areas.take(rows), fill, "#1b2733", 2.5, False, "area_id"))
        return map_picture(layers, areas)
