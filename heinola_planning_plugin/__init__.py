# SPDX-License-Identifier: GPL-2.0-or-later
"""The Heinola planning plugin. Importing the package imports no QGIS, so `core` can be used without it."""

from __future__ import annotations


def classFactory(iface):
    """Give QGIS the plugin. `iface` is None in qgis_process."""
    from heinola_planning_plugin.plugin import PlanningPlugin

    return PlanningPlugin(iface)
