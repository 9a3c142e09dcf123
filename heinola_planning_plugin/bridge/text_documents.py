# SPDX-License-Identifier: GPL-2.0-or-later
"""HTML pages as PDF and ODT by Qt's own text documents: no further library is needed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qgis.PyQt.QtCore import QMarginsF, QUrl
from qgis.PyQt.QtGui import QFont, QImage, QPageLayout, QPageSize, QPdfWriter, QTextDocument, QTextDocumentWriter

from heinola_planning_plugin.core.errors import InputError

_DPI = 300
_FONT = "DejaVu Sans"


def write_document(
    html: str,
    path: str | Path,
    title: str = "",
    landscape: bool = False,
    pictures: Mapping[str, QImage] | None = None,
) -> None:
    """Write a page as PDF or ODT, by the file's ending; the file is replaced when the new one is whole.

    Args:
        html: the page, in the little HTML that QTextDocument knows.
        path: where to.
        title: of the document.
        landscape: of a PDF.
        pictures: by the names that the page's images have.

    Raises:
        InputError: another ending, or the file can't be written.
    """
    path = Path(path)
    beside = path.with_name(f".{path.stem}.part{path.suffix}")
    ending = path.suffix.lower()
    if ending not in (".pdf", ".odt"):
        raise InputError("must end with .pdf or .odt", value=path.name)
    try:
        document = _document(html, pictures or {})
        written = _pdf(document, beside, title, landscape) if ending == ".pdf" else _odt(document, beside, title)
    finally:
        whole = beside.is_file() and beside.stat().st_size > 0
        if not whole:
            beside.unlink(missing_ok=True)
    if not written or not whole:
        beside.unlink(missing_ok=True)
        raise InputError("could not be written", value=path.name)
    beside.replace(path)


def _document(html: str, pictures: Mapping[str, QImage]) -> QTextDocument:
    document = QTextDocument()
    kind = QTextDocument.ResourceType.ImageResource
    for name, image in pictures.items():
        document.addResource(getattr(kind, "value", kind), QUrl(name), image)  # Qt 5 takes the member, Qt 6 its number
    document.setDefaultFont(QFont(_FONT, 9))
    document.setHtml(html)
    return document


def _pdf(document: QTextDocument, path: Path, title: str, landscape: bool) -> bool:
    writer = QPdfWriter(str(path))
    writer.setResolution(_DPI)
    writer.setTitle(title)
    writer.setCreator("Heinola planning")
    turn = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    # Without margins of the writer's: a document that has no page size of its own takes 2 cm and numbers the pages.
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turn, QMarginsF(0, 0, 0, 0))
    if not writer.setPageLayout(layout):
        return False
    document.print(writer)
    return True


def _odt(document: QTextDocument, path: Path, title: str) -> bool:
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
    writer = QTextDocumentWriter(str(path), b"ODF")
    return bool(writer.write(document))
