# SPDX-License-Identifier: GPL-2.0-or-later
"""The chart of how sure a rank is, in QGIS's light and dark themes."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QWidget

from heinola_planning_plugin.gui.certainty_chart import CertaintyChart, Picture, Swing


@pytest.mark.parametrize(("ground", "ink"), [("#ffffff", "#000000"), ("#202020", "#e0e0e0")])
def test_the_criteria_can_be_read_on_the_themes_ground(qgis_app, ground, ink):
    window = QWidget()
    colours = window.palette()
    colours.setColor(QPalette.ColorRole.Window, QColor(ground))
    colours.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    window.setPalette(colours)
    chart = CertaintyChart(window)
    chart.show_picture(Picture(3, 1, 9, 10, 80.0, [Swing("Etäisyys moottoritiestä", 75.0, 86.0, 9, 1)]))
    chart.resize(400, 90)
    image = chart.grab().toImage()
    half = 0.4 * image.width(), image.height()
    shades = {QColor(image.pixel(x, y)).lightness() for x in range(int(half[0])) for y in range(45, int(half[1]) - 25)}
    assert max(shades) - min(shades) > 120
