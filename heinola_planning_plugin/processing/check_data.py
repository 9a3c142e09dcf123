# SPDX-License-Identifier: GPL-2.0-or-later
"""heinola:checkdata: what a layer is, what of it can be used, and what is turned away and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import shapely
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from heinola_planning_plugin.bridge.features import crs_text
from heinola_planning_plugin.bridge.feedback import progress_of
from heinola_planning_plugin.bridge.writer import write_text
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake import matching
from heinola_planning_plugin.core.intake.checks import AUTO, BY_PARCEL, Checked, Tolerances, check, read_tolerances
from heinola_planning_plugin.core.intake.coordinates import crs_name
from heinola_planning_plugin.core.intake.report import html, role_name
from heinola_planning_plugin.core.progress import part, wordless
from heinola_planning_plugin.i18n import tr

from .base import PlanningAlgorithm, say_checked
from .roles import role_title
from .styling import dress_when_loaded


class CheckData(PlanningAlgorithm):
    """Every row that is read is either in the result or among the rejected."""

    NAME = "checkdata"
    GROUP = "data"
    ICON = "data.svg"

    def displayName(self) -> str:
        return tr("Check data")

    def shortHelpString(self) -> str:
        return tr(
            "Finds out what a layer is, where its coordinates are and which field holds what, and gives it in the form "
            "that the other algorithms read. Rows that can't be used come as a layer of their own with the reason; the "
            "report says what the findings mean for the results. Rows read = rows kept + rows rejected."
        )

    def tags(self) -> list[str]:
        return ["tarkistus", "laatu", "geometria", "koordinaatit", "quality", "validity", "import", "granskning"]

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        self.add_source("INPUT", tr("Layer"), "table")
        role = QgsProcessingParameterEnum(
            "ROLE",
            tr("What the layer is"),
            [tr("Recognise it"), *(role_title(role) for role in matching.roles())],
            defaultValue=0,
        )
        self.add(role)
        municipality = QgsProcessingParameterString("MUNICIPALITY", tr("Municipality code"), "111", optional=True)
        self.add(municipality, tr("Tells where the coordinates ought to be. Empty: anywhere in Finland."))
        crs = QgsProcessingParameterCrs("CRS", tr("Coordinate system, where you know better"), optional=True)
        self.add(crs, tr("Otherwise what the layer says is compared with where its coordinates lie."))
        parcels = tr("With them, buildings in no parcel or on two are counted, and rows without a shape are placed.")
        self.add_source("PARCELS", tr("Parcels, for buildings and plan units"), "polygon", True, parcels)
        for name, value in _numbers(read_tolerances()).items():
            number = QgsProcessingParameterNumber
            definition = number(name.upper(), _tolerance_title(name), number.Type.Double, value, False, 0)
            self.add(definition, tr("Source: {}", tr("project's choice")), advanced=True)
        self.add_language()
        self.add_sink("OUTPUT", tr("Checked layer"), "any")
        self.add_sink("REJECTED", tr("Rejected rows"), "any", optional=True)
        report = QgsProcessingParameterFileDestination("REPORT", tr("Report"), tr("HTML files (*.html)"), optional=True)
        self.add(report)
        for name, title in (
            ("READ_COUNT", tr("Rows read")),
            ("KEPT_COUNT", tr("Rows kept")),
            ("REJECTED_COUNT", tr("Rows rejected")),
            ("REPAIRED_COUNT", tr("Rows repaired")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))
        for name, title in (
            ("DETECTED_ROLE", tr("Role")),
            ("DETECTED_CRS", tr("Coordinate system")),
            ("DETECTED_SOURCE", tr("Recognised source")),
        ):
            self.addOutput(QgsProcessingOutputString(name, title))

    def work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        progress = progress_of(feedback)
        language = self.language(parameters, context)
        table = self.table(parameters, "INPUT", context, part(progress, 0.0, 0.3))
        if table is None:
            raise InputError("the layer can't be opened", field="INPUT")
        if not len(table):
            raise InputError("has no features", layer=table.source.name)
        choice = self.parameterAsEnum(parameters, "ROLE", context)
        municipality = self.parameterAsString(parameters, "MUNICIPALITY", context).strip()
        parcels = self.table(parameters, "PARCELS", context, part(progress, 0.3, 0.4))
        if parcels is not None:
            parcels = check(parcels, "parcels").kept
        checked = check(
            table,
            list(matching.roles())[choice - 1] if choice else AUTO,
            municipality or None,
            self._tolerances(parameters, context),
            crs=crs_text(self.parameterAsCrs(parameters, "CRS", context)),
            parcels=parcels,
            progress=part(progress, 0.4, 0.8),
        )
        if parcels is not None and checked.role not in BY_PARCEL:
            feedback.pushWarning(tr("The parcels were not needed: the layer holds neither buildings nor plan units."))
        self._say(checked, language, feedback)
        out = self._deliver(parameters, checked, context, wordless(part(progress, 0.8, 1.0)))
        report = self.parameterAsFileOutput(parameters, "REPORT", context)
        if report:
            write_text(Path(report), html(checked, language))
            out["REPORT"] = report
        if out["OUTPUT"]:
            dress_when_loaded(context, out["OUTPUT"], "checked", language)
        return out | facts(checked)

    def _tolerances(self, parameters: dict, context: QgsProcessingContext) -> Tolerances:
        shipped = read_tolerances()
        names = _numbers(shipped)
        return replace(shipped, **{name: self.parameterAsDouble(parameters, name.upper(), context) for name in names})

    def _say(self, checked: Checked, language: str, feedback: QgsProcessingFeedback) -> None:
        feedback.pushInfo(
            tr(
                "{name}: {role}, {crs}",
                name=checked.kept.source.name,
                role=role_name(checked.role, language),
                crs=crs_name(checked.position.crs) or "–",
            )
        )
        say_checked(checked, language, feedback)

    def _deliver(self, parameters: dict, checked: Checked, context: QgsProcessingContext, progress) -> dict:
        kept = self.deliver(parameters, "OUTPUT", checked.kept, context, part(progress, 0.0, 0.7))
        out: dict[str, object] = {"OUTPUT": kept}
        rejected = self.deliver(parameters, "REJECTED", one_kind(checked.rejected), context, part(progress, 0.7, 1.0))
        if rejected is not None:
            out["REJECTED"] = rejected
        return out


def _numbers(tolerances: Tolerances) -> Mapping[str, float]:
    values = {each.name: getattr(tolerances, each.name) for each in fields(tolerances)}
    return {name: value for name, value in values.items() if isinstance(value, float)}


def _tolerance_title(name: str) -> str:
    return {
        "max_area_change": tr("A repair may change an area by less than this share"),
        "far_km": tr("Farther than this from the municipality is a wrong place (km)"),
        "stray_share": tr("Up to this share of rows far away they are strays; more, and the layer covers more"),
        "overlap_m2": tr("Smaller overlaps of plan areas are digitising (m²)"),
        "gap_m2": tr("Smaller gaps between plan areas are digitising (m²)"),
        "largest_gap_m2": tr("Larger holes between plan areas are land outside the plan (m²)"),
        "area_difference": tr("Register area and drawn area may differ by this share"),
        "footprint_share": tr("A building stands on a second parcel from this share of its footprint"),
        "footprint_m2": tr("… and from this area (m²)"),
    }[name]


def facts(checked: Checked) -> dict[str, object]:
    """Give the counts and what was recognised, for models and logs."""
    return {
        "READ_COUNT": checked.read_count,
        "KEPT_COUNT": checked.kept_count,
        "REJECTED_COUNT": checked.rejected_count,
        "REPAIRED_COUNT": checked.repaired_count,
        "DETECTED_ROLE": checked.role,
        "DETECTED_CRS": checked.position.crs,
        "DETECTED_SOURCE": checked.normalised.source,
    }


def one_kind(table: Features) -> Features:
    """Give a table whose shapes one layer can hold: points, lines and areas mixed become collections."""
    kinds = np.unique(shapely.get_dimensions(table.geometry)[~shapely.is_missing(table.geometry)])
    if len(kinds) < 2:
        return table
    wrap = np.flatnonzero(~shapely.is_missing(table.geometry) & (shapely.get_type_id(table.geometry) != 7))
    geometry = table.geometry.copy()
    geometry[wrap] = shapely.geometrycollections(geometry[wrap], indices=np.arange(len(wrap)))
    return table.with_geometry(geometry)


__all__ = ["CheckData"]
