# SPDX-License-Identifier: GPL-2.0-or-later
"""The report of a planning run as a QGIS layout of A4 pages: maps, best candidates, gaps, and how it was counted."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsLayout,
    QgsLayoutItemPage,
    QgsPrintLayout,
    QgsProject,
)
from qgis.PyQt.QtCore import Qt

from heinola_planning_plugin.core.documents.figures import Answer, answer_text, answers, conflicts_text
from heinola_planning_plugin.core.documents.phrases import word
from heinola_planning_plugin.core.documents.report import best_table, gap_table, provenance
from heinola_planning_plugin.core.planning_run import Results
from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.progress import Progress, part, silent

from .page_items import QUIET, label, legend, map_item, north_arrow, scale_bar, table_item, text_height
from .painting import write_pdf, write_png
from .project import layer_extent
from .provenance import program_line

_PAGE = (297.0, 210.0)
_MARGIN = 12.0
_COLUMNS, _COLUMN_GAP, _COLUMN_TOP, _COLUMN_HEIGHT = 3, 5.0, 32.0, 165.0
_COLUMN_WIDTH = (_PAGE[0] - 2 * _MARGIN - (_COLUMNS - 1) * _COLUMN_GAP) / _COLUMNS
_SMALL = 6.1

_WORDS = {
    "report": {
        "fi": "Kaavoitus ja elinkeinostrategia 2020",
        "sv": "Planläggningen och näringslivsstrategin 2020",
        "en": "Zoning and the business strategy 2020",
    },
    "gaps": {
        "fi": "Strategian tavoitteet ja kaavavaranto",
        "sv": "Strategins mål och planreserven",
        "en": "Targets of the strategy and the zoned reserve",
    },
    "best": {"fi": "Parhaat kohteet", "sv": "De bästa objekten", "en": "Best candidates"},
    "how": {"fi": "Näin laskettiin", "sv": "Så räknades det", "en": "How it was counted"},
    "dash": {
        "fi": "– = ei tiedossa: strategia ei anna määrää tai aineisto puuttuu. Tuntematonta ei lasketa nollaksi.",
        "sv": "– = okänt: strategin anger ingen mängd eller material saknas. Det okända räknas inte som noll.",
        "en": "– = unknown: the strategy gives no amount or data are missing. What is unknown is not counted as 0.",
    },
}


def build_report(project: QgsProject, results: Results, progress: Progress = silent) -> QgsPrintLayout:
    """Build the report in a project that `project.build_project` filled; main thread only."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName("report")
    columns = _flow(provenance(results, results.case.language))
    progress(0.0)
    count = 3 + (len(columns) + _COLUMNS - 1) // _COLUMNS
    pages = layout.pageCollection()
    pages.page(0).setPageSize("A4", QgsLayoutItemPage.Orientation.Landscape)
    for _ in range(count - 1):
        page = QgsLayoutItemPage(layout)
        page.setPageSize("A4", QgsLayoutItemPage.Orientation.Landscape)
        pages.addPage(page)
    found = answers(results.tables, top=6)
    _map_page(layout, project, results, found)
    progress(0.5)
    _candidates_page(layout, results, found)
    progress(0.7)
    _gaps_page(layout, results)
    for page in range(3, count):
        _method_page(layout, page, columns[_COLUMNS * (page - 3) : _COLUMNS * (page - 2)], results)
    project.layoutManager().addLayout(layout)
    return layout


def export(layout: QgsPrintLayout, pdf: Path, png: Path, title: str, progress: Progress = silent) -> None:
    """Write the report as PDF and its map page as PNG; main thread only, and the window goes on meanwhile.

    Raises:
        InputError: one of them could not be written.
        Cancelled: by the progress callable.
    """
    write_pdf(layout, pdf, title, part(progress, 0.0, 0.7))
    write_png(layout, 0, png, 150, part(progress, 0.7, 1.0))


# --- pages


def _map_page(layout: QgsPrintLayout, project: QgsProject, results: Results, found: list[Answer]) -> None:
    language = results.case.language
    _heading(layout, 0, results.case.title, say(_WORDS["report"], language), results)
    width, gap = _PAGE[0] - 2 * _MARGIN, 5.0
    columns = max(len(found), 1)
    each = (width - gap * (columns - 1)) / columns
    for number, answer in enumerate(found):
        left = _MARGIN + number * (each + gap)
        label(layout, 0, say(answer.question.title, language), left, 33, each, 6, 11, bold=True)
        label(layout, 0, _counts_text(answer, language), left, 39.5, each, 9, 7.5, colour=QUIET)
        extent = layer_extent(results.tables[answer.question.layer], answer.best if len(answer.best) else None)
        item = map_item(layout, 0, answer.question.layer, extent, left, 49, each, 118)
        scale_bar(layout, 0, item, left, 168.5)
    _status_legend(layout, project, found, 180)
    north_arrow(layout, 0, _PAGE[0] - _MARGIN - 10, 180)
    _footer(layout, 0, results)


def _counts_text(answer: Answer, language: str) -> str:
    return answer_text(answer, language).partition(": ")[2]


def _candidates_page(layout: QgsPrintLayout, results: Results, found: list[Answer]) -> None:
    language = results.case.language
    _heading(layout, 1, say(_WORDS["best"], language), results.case.title, results)
    top = 34.0
    height = (_PAGE[1] - top - 18) / max(len(found), 1)
    for answer in found:
        label(layout, 1, say(answer.question.title, language), _MARGIN, top, 200, 6, 10.5, bold=True)
        table = best_table(results.tables[answer.question.layer], answer, language)
        table_item(layout, 1, table, _MARGIN, top + 6.5, _PAGE[0] - 2 * _MARGIN, height - 8)
        top += height
    _footer(layout, 1, results)


def _gaps_page(layout: QgsPrintLayout, results: Results) -> None:
    language = results.case.language
    _heading(layout, 2, say(_WORDS["gaps"], language), results.case.title, results)
    if "strategy_gaps" in results.tables:
        table_item(layout, 2, gap_table(results, language), _MARGIN, 34, _PAGE[0] - 2 * _MARGIN, 150)
        label(layout, 2, say(_WORDS["dash"], language), _MARGIN, 184.5, 250, 5, 7, colour=QUIET)
    if "conflicts" in results.tables:
        text = conflicts_text(results.tables["conflicts"], language)
        label(layout, 2, text, _MARGIN, 189, _PAGE[0] - 2 * _MARGIN, 8, 7)
    _footer(layout, 2, results)


def _method_page(layout: QgsPrintLayout, page: int, columns: list[str], results: Results) -> None:
    language = results.case.language
    _heading(layout, page, say(_WORDS["how"], language), results.case.title, results)
    for number, text in enumerate(columns):
        left = _MARGIN + number * (_COLUMN_WIDTH + _COLUMN_GAP)
        label(layout, page, text, left, _COLUMN_TOP, _COLUMN_WIDTH, _COLUMN_HEIGHT, _SMALL)
    _footer(layout, page, results)


def _flow(parts: list[str]) -> list[str]:
    """Put parts of several lines into as many pages of columns as they need, a part whole where a column holds it."""
    blank = text_height(" ", _COLUMN_WIDTH, _SMALL)
    pieces: list[tuple[float, list[str]]] = []
    for part_text in parts:
        pieces.append((blank, []))
        for line in part_text.splitlines():
            height = text_height(line, _COLUMN_WIDTH, _SMALL)
            if pieces[-1][0] + height > _COLUMN_HEIGHT:
                pieces.append((blank, []))
            pieces[-1] = (pieces[-1][0] + height, [*pieces[-1][1], line])
    filled: list[float] = []
    chosen: dict[int, int] = {}
    for number in sorted(range(len(pieces)), key=lambda number: -pieces[number][0]):
        height = pieces[number][0]
        if not any(one + height <= _COLUMN_HEIGHT for one in filled):
            filled += [0.0] * _COLUMNS
        page = next(
            n for n in range(0, len(filled), _COLUMNS) if min(filled[n : n + _COLUMNS]) + height <= _COLUMN_HEIGHT
        )
        column = min(range(page, page + _COLUMNS), key=filled.__getitem__)
        filled[column] += height
        chosen[number] = column
    return ["\n\n".join("\n".join(pieces[n][1]) for n in sorted(chosen) if chosen[n] == c) for c in range(len(filled))]


# --- items


def _heading(layout: QgsPrintLayout, page: int, title: str, subtitle: str, results: Results) -> None:
    label(layout, page, title, _MARGIN, 10, 200, 10, 18, bold=True)
    label(layout, page, subtitle, _MARGIN, 20, 200, 7, 10.5, colour=QUIET)
    if results.case.practice:
        item = label(
            layout, page, word("practice", results.case.language), 190, 11, 95, 8, 8.5, bold=True, colour="#8a2c0d"
        )
        item.setHAlign(Qt.AlignmentFlag.AlignRight)


def _footer(layout: QgsPrintLayout, page: int, results: Results) -> None:
    language, pages = results.case.language, layout.pageCollection().pageCount()
    text = f"{word('aid', language)}  {program_line(language)}.  {page + 1}/{pages}"
    label(layout, page, text, _MARGIN, _PAGE[1] - 11, _PAGE[0] - 2 * _MARGIN, 6, 7, colour=QUIET)


def _status_legend(layout: QgsLayout, project: QgsProject, found: list[Answer], y: float) -> None:
    """One legend serves all three maps: they are drawn by the same four statuses."""
    if not found:
        return
    first = next(
        layer
        for layer in project.mapLayers().values()
        if layer.customProperty("heinola/result") == found[0].question.layer
    )
    legend(layout, 0, first, _MARGIN, y, columns=4)
