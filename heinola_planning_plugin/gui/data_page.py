# SPDX-License-Identifier: GPL-2.0-or-later
"""What was noticed in the data of a planning run, and what it means for the results: a page of the dock."""

from __future__ import annotations

import html

from qgis.core import QgsFeatureRequest, QgsVectorLayer
from qgis.PyQt.QtWidgets import QTextBrowser, QWidget

from heinola_planning_plugin.core.intake.findings import LEVELS
from heinola_planning_plugin.core.intake.report import role_name
from heinola_planning_plugin.i18n import tr, ui_language


class DataPage(QTextBrowser):
    """Shows the table of findings that a run wrote beside its results, gravest first within each kind of data."""

    def __init__(self, findings: QgsVectorLayer, parent: QWidget):
        super().__init__(parent)
        self.setAccessibleName(tr("What was noticed in the data"))
        by_role: dict[str, list[tuple[int, str]]] = {}
        for row in findings.getFeatures(QgsFeatureRequest()):
            level = LEVELS.index(row["level"]) if row["level"] in LEVELS else 0
            if level:
                effect = f": {row['effect']}" if row["effect"] else ""
                by_role.setdefault(row["role"], []).append((-level, f"{row['what']}{effect}"))
        parts = [self._of(role, said) for role, said in by_role.items()]
        nothing = html.escape(tr("Nothing to remark."))
        self.setHtml("".join(parts) or f"<p>{nothing}</p>")

    def _of(self, role: str, said: list[tuple[int, str]]) -> str:
        title = html.escape(role_name(role, ui_language()).capitalize())
        items = "".join(f"<li>{html.escape(text)}</li>" for _, text in sorted(said, key=lambda each: each[0]))
        return f"<h4>{title}</h4><ul>{items}</ul>"


def findings_of(result: QgsVectorLayer) -> QgsVectorLayer | None:
    """Give the findings beside a result layer, None where an older run wrote none."""
    file = result.source().partition("|")[0]
    layer = QgsVectorLayer(f"{file}|layername=findings", "findings", "ogr")
    fits = layer.isValid() and all(layer.fields().indexOf(name) >= 0 for name in ("role", "level", "what", "effect"))
    return layer if fits else None
