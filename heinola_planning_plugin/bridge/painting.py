# SPDX-License-Identifier: GPL-2.0-or-later
"""Pages of a layout on paper, in short steps between which the window goes on; main thread only.

QgsLayoutExporter draws a whole document in one call, and the window stands still as long. Here each map is drawn by
QGIS's own job in a thread, straight onto the page, and the rest of the page in a step of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from qgis.core import (
    Qgis,
    QgsLayoutExporter,
    QgsLayoutItemMap,
    QgsMapRendererCustomPainterJob,
    QgsPrintLayout,
    QgsProject,
    QgsVectorSimplifyMethod,
)
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QMarginsF, QRectF, QSizeF, Qt, QTimer
from qgis.PyQt.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from heinola_planning_plugin.core.errors import Cancelled, InputError
from heinola_planning_plugin.core.progress import Progress

_DPI = 300
_MM_PER_INCH = 25.4
_LOOK_EVERY_MS = 100
"""How often a map under way asks whether the user has cancelled."""


def breathing(progress: Progress) -> Progress:
    """Make a callable that lets the window do what it has waiting, then tells how far the work is."""

    def inner(fraction: float, message: str | None = None) -> None:
        QCoreApplication.processEvents()
        progress(fraction, message)

    return inner


def empty(project: QgsProject) -> None:
    """Close a project's layouts and layers one by one, the window going on; all at once takes many times as long."""
    project.layoutManager().clear()
    for layer in list(project.mapLayers()):
        QCoreApplication.processEvents()
        project.removeMapLayer(layer)


def write_pdf(layout: QgsPrintLayout, pdf: Path, title: str, progress: Progress) -> None:
    """Write all pages of a layout as PDF, its texts as text to be searched, copied and read aloud.

    Raises:
        InputError: the file can't be written.
        Cancelled: by the progress callable.
    """
    pages = layout.pageCollection()
    writer, painter = QPdfWriter(str(pdf)), QPainter()
    writer.setResolution(_DPI)
    writer.setTitle(title)
    writer.setCreator("Heinola planning")
    try:
        with _on_paper(layout):
            for number in range(pages.pageCount()):
                share = number / pages.pageCount()
                progress(share)
                size = pages.page(number).rect().size()
                paper = QPageSize(QSizeF(size), QPageSize.Unit.Millimeter)
                turned = QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
                ready = writer.setPageLayout(turned) and (writer.newPage() if number else painter.begin(writer))
                if not ready:
                    raise InputError("could not be written", value=pdf.name)
                _page(layout, number, painter, _DPI, lambda share=share: progress(share))
    finally:
        whole = not painter.isActive() or painter.end()
    if not whole or not pdf.is_file():
        raise InputError("could not be written", value=pdf.name)


def write_png(layout: QgsPrintLayout, number: int, png: Path, dpi: float, progress: Progress) -> None:
    """Write one page as an image.

    Raises:
        InputError: the file can't be written.
        Cancelled: by the progress callable.
    """
    size = layout.pageCollection().page(number).rect().size() * (dpi / _MM_PER_INCH)
    image = QImage(size.toSize(), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(1000 * dpi / _MM_PER_INCH))
    image.setDotsPerMeterY(round(1000 * dpi / _MM_PER_INCH))
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        with _on_paper(layout):
            _page(layout, number, painter, dpi, lambda: progress(0.0))
    finally:
        painter.end()
    saved: list[bool] = []
    saving = Thread(target=lambda: saved.append(image.save(str(png))))
    saving.start()
    while saving.is_alive():
        QCoreApplication.processEvents()
        saving.join(0.01)
    if not any(saved):
        raise InputError("could not be written", value=png.name)


@contextmanager
def _on_paper(layout: QgsPrintLayout) -> Iterator[None]:
    """Draw as for paper: texts as text, shapes no finer than can be seen, no page of the screen's, no map by itself."""
    context = layout.renderContext()
    maps = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]
    finer = QgsVectorSimplifyMethod()
    finer.setSimplifyHints(Qgis.VectorRenderingSimplificationFlag.GeometrySimplification)
    finer.setSimplifyAlgorithm(Qgis.VectorSimplificationAlgorithm.SnappedToGridGlobal)
    finer.setThreshold(0.1)
    before = context.textRenderFormat(), context.simplifyMethod(), context.pagesVisible()
    context.setTextRenderFormat(Qgis.TextRenderFormat.AlwaysText)
    context.setSimplifyMethod(finer)
    context.setPagesVisible(False)
    for item in maps:
        item.setExcludeFromExports(True)
    try:
        yield
    finally:
        for item in maps:
            item.setExcludeFromExports(False)
        context.setTextRenderFormat(before[0])
        context.setSimplifyMethod(before[1])
        context.setPagesVisible(before[2])


def _page(layout: QgsPrintLayout, number: int, painter: QPainter, dpi: float, look: Callable[[], None]) -> None:
    for item in layout.pageCollection().itemsOnPage(number):
        if isinstance(item, QgsLayoutItemMap):
            _map(item, painter, dpi, look)
    QgsLayoutExporter(layout).renderPage(painter, number)


def _map(item: QgsLayoutItemMap, painter: QPainter, dpi: float, look: Callable[[], None]) -> None:
    """Draw a map with ground and frame at its place on the page, its layers in a thread of QGIS's."""
    dots = dpi / _MM_PER_INCH
    size, corner = item.rect().size() * dots, item.pagePos() * dots
    settings = item.mapSettings(item.extent(), size, dpi, True)
    painter.save()
    try:
        painter.translate(corner)
        painter.setClipRect(QRectF(0, 0, size.width(), size.height()))
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), item.backgroundColor())
        _wait_for(QgsMapRendererCustomPainterJob(settings, painter), look)
        painter.setClipping(False)
        if item.frameEnabled():
            painter.setPen(QPen(item.frameStrokeColor(), item.frameStrokeWidth().length() * dots))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(0, 0, size.width(), size.height()))
    finally:
        painter.restore()


def _wait_for(job: QgsMapRendererCustomPainterJob, look: Callable[[], None]) -> None:
    """Draw while the window goes on; `look` raises Cancelled when the user has cancelled."""
    loop, timer = QEventLoop(), QTimer()
    cancelled: list[Cancelled] = []

    def ask() -> None:
        try:
            look()
        except Cancelled as error:
            cancelled.append(error)
            job.cancelWithoutBlocking()

    job.finished.connect(loop.quit)
    timer.timeout.connect(ask)
    timer.start(_LOOK_EVERY_MS)
    job.start()
    if job.isActive():
        loop.exec()
    timer.stop()
    if job.isActive():  # QGIS is being closed: the loop ended before the map
        job.cancel()
        raise Cancelled
    if cancelled:
        raise cancelled[0]
