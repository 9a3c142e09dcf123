# SPDX-License-Identifier: GPL-2.0-or-later
"""What every algorithm of the provider shares: names, errors in words, reading by role, delivering whole files."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from qgis.core import (
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QIcon

from heinola_planning_plugin.bridge.features import (
    layer_source,
    own_name,
    qgis_crs,
    qgis_fields,
    read_source,
    read_whole,
    wkb_type,
    write_sink,
)
from heinola_planning_plugin.bridge.feedback import progress_of
from heinola_planning_plugin.bridge.messages import sentence
from heinola_planning_plugin.bridge.writer import steady_bytes, write_table
from heinola_planning_plugin.core.errors import Cancelled, InputError, PlanningError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake.checks import Checked, check
from heinola_planning_plugin.core.progress import Progress
from heinola_planning_plugin.i18n import LANGUAGES, tr, ui_language
from heinola_planning_plugin.paths import resource

VECTOR = {
    "any": QgsProcessing.SourceType.TypeVectorAnyGeometry,
    "point": QgsProcessing.SourceType.TypeVectorPoint,
    "line": QgsProcessing.SourceType.TypeVectorLine,
    "polygon": QgsProcessing.SourceType.TypeVectorPolygon,
    "table": QgsProcessing.SourceType.TypeVector,
}


class PlanningAlgorithm(QgsProcessingAlgorithm):
    """Base of the provider's algorithms; a subclass names itself and writes `work`."""

    NAME = ""
    GROUP = ""
    ICON = "plugin.svg"

    def name(self) -> str:
        return self.NAME

    def groupId(self) -> str:
        return self.GROUP

    def group(self) -> str:
        return {
            "strategy": tr("Strategy"),
            "industry": tr("Industry"),
            "shore": tr("Shores and holiday housing"),
            "rights": tr("Building rights"),
            "scoring": tr("Scoring"),
            "run": tr("Planning run"),
            "data": tr("Data"),
        }[self.GROUP]

    def icon(self) -> QIcon:
        return QIcon(str(resource("icons", self.ICON)))

    def createInstance(self) -> QgsProcessingAlgorithm:
        return type(self)()

    def checkParameterValues(self, parameters: dict, context: QgsProcessingContext) -> tuple[bool, str]:
        good, message = super().checkParameterValues(parameters, context)
        if good:
            try:
                self._refuse_own_inputs(parameters, context)
                self.check(parameters, context)
            except PlanningError as error:
                return False, sentence(error)
        return good, message

    def check(self, parameters: dict, context: QgsProcessingContext) -> None:
        """Refuse what can be told to be wrong before work starts; may raise PlanningError."""

    def processAlgorithm(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        try:
            # GEOS divides by 0 on its way to right answers; what really fails raises an error of its own.
            with np.errstate(invalid="ignore", divide="ignore"):
                self._say_cuts(parameters, context, feedback)
                return self.work(parameters, context, feedback)
        except Cancelled:
            feedback.pushInfo(tr("Cancelled: nothing was written."))
            return {}
        except PlanningError as error:
            said = sentence(error)
            traceback.clear_frames(error.__traceback__)  # they hold layers, and may outlive QGIS
            raise QgsProcessingException(said) from None
        except OSError as error:  # a disk that is full, a folder without the right to write
            what = InputError("can't be read or written: {}", error.strerror or "", value=str(error.filename or ""))
            raise QgsProcessingException(sentence(what)) from None

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        """Do the work; may raise PlanningError."""
        raise QgsProcessingException(self.NAME)  # a subclass without work is a mistake of ours

    # --- parameters

    def add_source(self, name: str, title: str, kind: str = "any", optional: bool = False, help_text: str = "") -> None:
        """Add a layer parameter; kind is a key of VECTOR."""
        parameter = QgsProcessingParameterFeatureSource(name, title, [VECTOR[kind]], optional=optional)
        self.add(parameter, help_text)

    def add_sink(self, name: str, title: str, kind: str = "polygon", optional: bool = False) -> None:
        """Add an output layer."""
        self.add(QgsProcessingParameterFeatureSink(name, title, VECTOR[kind], None, optional, not optional))

    def add_language(self) -> None:
        """Add the language of explanations and documents."""
        parameter = QgsProcessingParameterEnum(
            "LANGUAGE",
            tr("Language of explanations"),
            [tr("As QGIS"), "suomi", "svenska", "English"],
            defaultValue=0,
        )
        self.add(parameter, advanced=True)

    def add(self, parameter: QgsProcessingParameterDefinition, help_text: str = "", advanced: bool = False) -> None:
        """Add a parameter with its help."""
        if help_text:
            parameter.setHelp(help_text)
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def language(self, parameters: dict, context: QgsProcessingContext) -> str:
        """Give the chosen language."""
        if self.parameterDefinition("LANGUAGE") is None:
            return ui_language()
        choice = self.parameterAsEnum(parameters, "LANGUAGE", context)
        return ui_language() if choice == 0 else LANGUAGES[choice - 1]

    # --- reading

    def table(self, parameters: dict, name: str, context: QgsProcessingContext, progress: Progress) -> Features | None:
        """Read a layer parameter as it is; None when it was not given."""
        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            return None
        layer = self.parameterAsVectorLayer(parameters, name, context)
        if not isinstance(layer, QgsVectorLayer):
            return read_source(source, progress=progress)
        table = read_whole(source, layer, progress=progress)
        about = replace(layer_source(layer, len(table)), name=own_name(layer))
        return Features(table.geometry, table.columns, table.crs, about)

    def by_role(
        self,
        parameters: dict,
        name: str,
        role: str,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        fields: Mapping[str, str] | None = None,
        parcels: Features | None = None,
    ) -> Features | None:
        """Read a layer parameter and give its columns the canonical names of its role; see `check` for `parcels`."""
        table = self.table(parameters, name, context, progress_of(feedback))
        if table is None:
            return None
        checked = check(table, role, overrides=fields, parcels=parcels)
        say_checked(checked, self.language(parameters, context), feedback)
        return checked.kept

    # --- delivering

    def _targets(self, parameters: dict, context: QgsProcessingContext) -> dict[str, Path]:
        """Give the files that outputs were asked into, by parameter."""
        out = {}
        for definition in self.destinationParameterDefinitions():
            value = parameters.get(definition.name())
            if isinstance(value, QgsProcessingOutputLayerDefinition):
                value = value.sink.valueAsString(context.expressionContext())[0]
            if isinstance(value, str) and Path(value).suffix and not value.startswith(_NO_FILES):
                out[definition.name()] = Path(value)
        return out

    def _refuse_own_inputs(self, parameters: dict, context: QgsProcessingContext) -> None:
        """Refuse to write over a file that is read: its other layers would go with it."""
        there = {name: path.resolve() for name, path in self._targets(parameters, context).items() if path.is_file()}
        if not there:
            return
        own = {Path(path).resolve() for path in self._read_files(parameters, context) if path}
        for name, path in there.items():
            if path in own:
                raise InputError("is a file that is read: choose another name", field=name, value=path.name)

    def _read_files(self, parameters: dict, context: QgsProcessingContext) -> Iterator[str]:
        for definition in self.parameterDefinitions():
            name = definition.name()
            if isinstance(definition, QgsProcessingParameterFile):
                yield self.parameterAsFile(parameters, name, context)
            layers: list[QgsMapLayer | None] = []
            if isinstance(definition, QgsProcessingParameterFeatureSource):
                layers = [self.parameterAsVectorLayer(parameters, name, context)]
            elif isinstance(definition, QgsProcessingParameterRasterLayer):
                layers = [self.parameterAsRasterLayer(parameters, name, context)]
            elif isinstance(definition, QgsProcessingParameterMultipleLayers):
                layers = self.parameterAsLayerList(parameters, name, context)
            for layer in filter(None, layers):
                uri = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
                yield uri.get("path") or ""

    def _say_cuts(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        """Warn of formats that don't hold all of a result."""
        for parameter, path in self._targets(parameters, context).items():
            definition = self.parameterDefinition(parameter)
            if not isinstance(definition, QgsProcessingParameterFeatureSink):
                continue
            name, kind = path.name, path.suffix.lower()
            if kind == ".shp":
                text = tr("{}: a shapefile cuts names to 10 characters and texts to 254; a GeoPackage keeps all.", name)
                feedback.pushWarning(text)
            elif kind in (".csv", ".xlsx", ".ods") and definition.dataType() != VECTOR["table"]:
                feedback.pushWarning(tr("{}: a table holds no shapes; a GeoPackage keeps all.", name))

    def deliver(
        self, parameters: dict, name: str, table: Features, context: QgsProcessingContext, progress: Progress
    ) -> str | None:
        """Write a result where the user wants it: a file only once it is whole, else QGIS's own sink."""
        if parameters.get(name) is None and self.parameterDefinition(name).flags() & _OPTIONAL:
            return None
        target = self.parameterAsOutputLayer(parameters, name, context)
        if not target:
            return None
        if Path(target).suffix and not target.startswith(_NO_FILES) and Path(target).parent.is_dir():
            write_table(target, table, progress)
            return target
        fields = qgis_fields(table)
        kind = wkb_type(table)
        as_multi = kind not in (QgsWkbTypes.Type.NoGeometry, QgsWkbTypes.Type.Point)
        kind = QgsWkbTypes.multiType(kind) if as_multi else kind
        with steady_bytes():
            sink, destination = self.parameterAsSink(parameters, name, context, fields, kind, qgis_crs(table.crs))
            if sink is None:
                raise QgsProcessingException(self.invalidSinkError(parameters, name))
            write_sink(sink, table, fields, as_multi, progress)
            sink.flushBuffer()
        del sink
        return destination


_NO_FILES = ("ogr:", "postgres:", "memory:")
_OPTIONAL = QgsProcessingParameterDefinition.Flag.FlagOptional


def say_checked(checked: Checked, language: str, feedback: QgsProcessingFeedback) -> None:
    """Tell which fields were taken for what, and what the checks noticed."""
    found = checked.normalised.found
    name = checked.kept.source.name
    if found:
        feedback.pushInfo(f"{name}: {', '.join(f'{column} ← {field}' for column, field in found.items())}")
    for finding in checked.findings:
        say = feedback.pushInfo if finding.level() == "info" else feedback.pushWarning
        say(f"{name}: {finding.sentence(language)}")
