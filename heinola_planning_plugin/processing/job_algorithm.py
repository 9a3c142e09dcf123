# SPDX-License-Identifier: GPL-2.0-or-later
"""An algorithm made from a Job: a layer parameter per role, and every threshold of its criteria file as a parameter."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import shapely
from qgis.core import (
    QgsCoordinateTransform,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsRasterLayer,
    QgsRectangle,
)

from heinola_planning_plugin.bridge.features import qgis_crs
from heinola_planning_plugin.bridge.feedback import progress_of
from heinola_planning_plugin.bridge.raster import read_grid
from heinola_planning_plugin.bridge.writer import write_text
from heinola_planning_plugin.core.all_jobs import FED_BY
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake.checks import BY_PARCEL
from heinola_planning_plugin.core.intake.coordinates import settle
from heinola_planning_plugin.core.intake.reading import pairs
from heinola_planning_plugin.core.jobs import Job, Policy, Settings, judged_inside
from heinola_planning_plugin.core.measures.terrain import Grid
from heinola_planning_plugin.core.planning_run import LAYER_NAMES, surely
from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.progress import part
from heinola_planning_plugin.core.scoring.aggregate import METHODS
from heinola_planning_plugin.core.scoring.criteria import CriteriaSet, read_criteria
from heinola_planning_plugin.core.scoring.evaluate import STATUSES
from heinola_planning_plugin.core.sources import source_text
from heinola_planning_plugin.core.wording import unit_text
from heinola_planning_plugin.i18n import tr, ui_language

from .base import PlanningAlgorithm
from .roles import role_kind, role_title
from .styling import dress_when_loaded


class JobAlgorithm(PlanningAlgorithm):
    """Base of the algorithms that run one Job; a subclass gives JOB, the titles and the help.

    A subclass that writes a page of HTML, too, names its output in PAGE and writes it in `page`.
    """

    JOB: Job
    DEM_MARGIN_M = 50.0
    """How much of the heights around what is judged is read."""
    PAGE = ""
    ADVANCED: Collection[str] = ()
    """Parameters of the policy that the dialog shows under its advanced ones."""

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        for role in self.JOB.required:
            self._add_role(role, optional=role in FED_BY)
        for role in self.JOB.optional:
            self._add_role(role, optional=True)
        if self.area_title():
            self.add_source("AREA", self.area_title(), "polygon", optional=True, help_text=tr("Optional."))
        self._add_policy()
        self.add_language()
        for number, name in enumerate(self.JOB.outputs):
            self.add_sink(name, self.output_title(name), self.output_kind(name), optional=number > 0)
        if self.PAGE:
            file = QgsProcessingParameterFileDestination
            self.add(file(self.PAGE, self.output_title(self.PAGE), tr("HTML files (*.html)"), None, True, False))

    def area_title(self) -> str:
        """Say what the area does; "" = the question isn't asked of an area."""
        return tr("Area: only parcels in it are judged")

    def output_title(self, name: str) -> str:
        """Give the title of an output."""
        return tr("Result") if name == "OUTPUT" else name.capitalize()

    def output_kind(self, name: str) -> str:
        """Give the geometry kind of an output, a key of base.VECTOR."""
        return "polygon"

    def page(self, results: Mapping[str, Features], settings: Settings) -> str:
        """Write the page of PAGE."""
        raise QgsProcessingException(self.NAME)  # a subclass with a PAGE and no page is a mistake of ours

    def keep(self, layers: Mapping[str, Features | Grid], results: Mapping[str, Features], settings: Settings) -> None:
        """Keep what is needed after the results have been delivered."""

    def _add_role(self, role: str, optional: bool) -> None:
        if role == "dem":
            self.add(QgsProcessingParameterRasterLayer("DEM", role_title(role), optional=optional))
        else:
            self.add_source(role.upper(), role_title(role), role_kind(role), optional)

    def _add_policy(self) -> None:
        policy = self.JOB.shipped()
        for parameter in policy.parameters.values():
            definition = self.definition(parameter)
            self.add(
                definition,
                tr("Source: {}", source_text(parameter.source, ui_language())),
                advanced=parameter.name in self.ADVANCED,
            )
        if not isinstance(policy, CriteriaSet):
            return
        self.add(
            QgsProcessingParameterEnum(
                "METHOD", tr("How the criteria are put together"), method_titles(), defaultValue=0
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString("WEIGHTS", tr("Weights, as id=number, …"), optional=True),
            tr("Criteria and their shares of the whole: {}", weights_text(policy)),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFile(
                "CRITERIA", tr("Criteria file instead of the shipped one"), extension="yaml", optional=True
            ),
            advanced=True,
        )

    def definition(self, parameter) -> QgsProcessingParameterDefinition:
        """Make the dialog's parameter of one of the policy's."""
        definition = threshold(parameter, ui_language())
        if parameter.name not in self.JOB.fields:
            return definition
        title, role = definition.description(), self.JOB.fields[parameter.name][0]
        return QgsProcessingParameterField(parameter.name.upper(), title, None, role.upper(), optional=True)

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        settings = self.settings(parameters, context)
        settings.policy.values(settings.parameters)

    def _policy(self, parameters: dict, context: QgsProcessingContext) -> Policy:
        policy = self.JOB.shipped()
        if not isinstance(policy, CriteriaSet):
            return policy
        file = self.parameterAsFile(parameters, "CRITERIA", context)
        criteria = read_criteria(file) if file else policy
        weights = parse_weights(self.parameterAsString(parameters, "WEIGHTS", context), criteria)
        return criteria.with_weights(weights) if weights else criteria

    def settings(self, parameters: dict, context: QgsProcessingContext) -> Settings:
        """Gather how the job is to be run."""
        policy = self._policy(parameters, context)
        changes: dict[str, object] = {}
        for name, parameter in policy.parameters.items():
            key = name.upper()
            if parameters.get(key) is None or self.parameterDefinition(key) is None:
                continue
            choices = getattr(parameter, "choices", None)
            if choices:
                changes[name] = tuple(choices)[self.parameterAsEnum(parameters, key, context)]
            elif isinstance(parameter.value, bool):
                changes[name] = self.parameterAsBool(parameters, key, context)
            elif isinstance(parameter.value, str):
                changes[name] = self.parameterAsString(parameters, key, context)
            else:
                changes[name] = self.parameterAsDouble(parameters, key, context)
        method = METHODS[self.parameterAsEnum(parameters, "METHOD", context)] if self._scores() else METHODS[0]
        return Settings(policy, changes, method, language=self.language(parameters, context))

    def _scores(self) -> bool:
        return self.parameterDefinition("METHOD") is not None

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        progress = progress_of(feedback)
        settings = self.settings(parameters, context)
        if self._scores() and parameters.get("WEIGHTS") and settings.criteria is not None:
            feedback.pushInfo(tr("Weights: {}", weights_text(settings.criteria)))
        layers = self._layers(parameters, context, feedback)
        missing = ", ".join(role_title(role) for role in self.JOB.optional if role not in layers)
        if missing:
            feedback.pushInfo(tr("Not given, so not looked at: {}", missing))
        results = surely(self.JOB, settings, self.JOB.run(layers, settings, part(progress, 0.2, 0.88)))
        for text in results["NOTES"]["explanation"].tolist() if "NOTES" in results else ():
            feedback.pushInfo(text)
        self.keep(layers, results, settings)
        out: dict[str, object] = {}
        for name in self.JOB.outputs:
            if name not in results:  # made from a layer that wasn't given
                continue
            delivered = self.deliver(parameters, name, results[name], context, part(progress, 0.9, 1.0))
            if delivered is not None:
                out[name] = delivered
                layer_name = LAYER_NAMES[self.JOB.id, name]
                dress_when_loaded(context, delivered, layer_name, settings.language, settings)
        page = self.parameterAsFileOutput(parameters, self.PAGE, context) if self.PAGE else ""
        if page:
            write_text(Path(page), self.page(results, settings))
            out[self.PAGE] = page
        return {**out, **counts(results[self.JOB.outputs[0]])}

    def read_role(
        self,
        parameters: dict,
        role: str,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        layers: Mapping[str, Features | Grid],
    ) -> Features | None:
        """Read one role's layer, None where it isn't given; `layers` are those read before, parcels the first."""
        if role in FED_BY:  # our own table: its columns are known
            return self.table(parameters, role.upper(), context, progress_of(feedback))
        values = self.settings(parameters, context).parameters
        named = {
            column: str(values[parameter])
            for parameter, (own, column) in self.JOB.fields.items()
            if own == role and values.get(parameter)
        }
        parcels = layers.get("parcels") if role in BY_PARCEL else None
        return self.by_role(parameters, role.upper(), role, context, feedback, named or None, parcels)

    def _layers(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Features | Grid]:
        layers: dict[str, Features | Grid] = {}
        main = self.JOB.required[0]
        # Parcels first: a register's rows without a shape are placed by them. What can be made of the others last.
        roles = sorted((*self.JOB.required, *self.JOB.optional), key=lambda role: (role in FED_BY, role != "parcels"))
        for role in roles:
            if role == "dem":
                continue
            table = self.read_role(parameters, role, context, feedback, layers)
            if table is None:
                continue
            if not len(table) and role in self.JOB.required:
                raise InputError("has no features", layer=table.source.name)
            layers[role] = table.in_metres() if role == main else table
        area = self.table(parameters, "AREA", context, progress_of(feedback)) if self.area_title() else None
        if area is not None:
            layers = judged_inside(layers, main, settle(area)[0])
        if "dem" in (*self.JOB.required, *self.JOB.optional):
            raster = self.parameterAsRasterLayer(parameters, "DEM", context)
            if raster is not None:
                layers["dem"] = read_grid(raster, extent_in(layers[main], raster, context, self.DEM_MARGIN_M))
        return layers


def threshold(parameter, language: str) -> QgsProcessingParameterDefinition:
    """Make the dialog's parameter of a policy file's parameter."""
    title, name = say(parameter.title, language), parameter.name.upper()
    unit = unit_text(parameter.unit, language)
    if unit:
        title = f"{title} ({unit})"
    choices = getattr(parameter, "choices", None)
    if choices:
        titles = [say(each, language) for each in choices.values()]
        return QgsProcessingParameterEnum(name, title, titles, defaultValue=list(choices).index(parameter.value))
    if isinstance(parameter.value, bool):
        return QgsProcessingParameterBoolean(name, title, parameter.value)
    if isinstance(parameter.value, str):
        return QgsProcessingParameterString(name, title, parameter.value, optional=not parameter.value)
    number = QgsProcessingParameterNumber
    definition = number(name, title, number.Type.Double, parameter.value, parameter.value is None)
    if parameter.low > -float("inf"):
        definition.setMinimum(parameter.low)
    if parameter.high < float("inf"):
        definition.setMaximum(parameter.high)
    return definition


def extent_in(
    table: Features, raster: QgsRasterLayer, context: QgsProcessingContext, margin_m: float = 50.0
) -> QgsRectangle:
    """Give a table's extent in a raster's CRS, with a margin.

    Raises:
        InputError: the raster has no CRS.
    """
    if not raster.crs().isValid():
        raise InputError("the coordinate system is not known", layer=raster.name())
    west, south, east, north = shapely.total_bounds(table.geometry)
    change = QgsCoordinateTransform(qgis_crs(table.crs), raster.crs(), context.transformContext())
    return change.transformBoundingBox(QgsRectangle(west, south, east, north)).buffered(margin_m)


def counts(table: Features) -> dict[str, object]:
    """Count the features of each status, for models and logs."""
    if "status" not in table:
        return {}
    status = table["status"]
    return {f"{name.upper()}_COUNT": int((status == name).sum()) for name in STATUSES}


def method_titles() -> list[str]:
    """Give the titles of aggregate.METHODS."""
    return [
        tr("weighted sum"),
        tr("weighted product"),
        tr("ordered weighted average (OWA)"),
        tr("TOPSIS"),
        tr("PROMETHEE II"),
    ]


def weights_text(criteria: CriteriaSet) -> str:
    """Write the weights as the WEIGHTS parameter takes them."""
    return ", ".join(f"{criterion.id}={criterion.weight:.3g}" for criterion in criteria.criteria)


def parse_weights(text: str, criteria: CriteriaSet, field: str = "WEIGHTS") -> dict[str, float]:
    """Read "id=number, …" of a parameter; "id=0,3" with a decimal comma, too.

    Raises:
        InputError: not of that form, an id that is no criterion, a number that is negative or has no end.
    """
    known = {criterion.id for criterion in criteria.criteria}
    out: dict[str, float] = {}
    for bit, name, number in pairs(text):
        try:
            value = float(number)
        except ValueError:
            value = -1.0
        if name not in known or not 0 <= value < float("inf"):
            raise InputError("must be id=number, …, with ids {}", ", ".join(sorted(known)), field=field, value=bit)
        out[name] = value
    return out
