# SPDX-License-Identifier: GPL-2.0-or-later
"""Provenance of results: what was run on which data with which parameters, in layer metadata and as lines of text."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsLayerMetadata

from heinola_planning_plugin.core.documents.phrases import word
from heinola_planning_plugin.core.documents.report import settings_lines, source_line
from heinola_planning_plugin.core.planning_run import LAYER_NAMES, JobRun, Results
from heinola_planning_plugin.paths import version

from .features import qgis_crs


def program_line(language: str) -> str:
    """Say which program and version made it."""
    return f"{word('program', language)} Heinola planning {version()}"


def layer_metadata(results: Results) -> dict[str, QgsLayerMetadata]:
    """Make the metadata of every result layer: case, parameters, data with dates and counts, version."""
    job_of = {layer: job_id for (job_id, _), layer in LAYER_NAMES.items()}
    return {name: _metadata(results, name, results.runs.get(job_of.get(name, ""))) for name in results.tables}


def _metadata(results: Results, name: str, run: JobRun | None) -> QgsLayerMetadata:
    language = results.case.language
    about = QgsLayerMetadata()
    about.setIdentifier(name)
    about.setTitle(f"{results.case.title}: {name}")
    about.setType("dataset")
    about.setLanguage(language)
    about.setAbstract("\n".join(_abstract(results, run, language)))
    about.setKeywords({"heinola": ["zoning", "planning"]})
    if results.crs:
        about.setCrs(qgis_crs(results.crs))
    about.setHistory(
        [
            f"heinola:planningrun {version()}",
            f"{word('case', language)}: {results.case.path.name}",
            *(source_line(role, source, language) for role, source in results.sources),
        ]
    )
    return about


def _abstract(results: Results, run: JobRun | None, language: str) -> Iterable[str]:
    if results.case.practice:
        yield word("practice", language)
    yield word("aid", language)
    if run is not None:
        yield from settings_lines(run, language)
    yield program_line(language)
