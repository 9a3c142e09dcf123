# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether the Python packages are there that the plugin stands on, and in a state to be used; said in one sentence."""

from __future__ import annotations

from importlib import import_module

from heinola_planning_plugin.i18n import tr

PACKAGES = {"numpy": "numpy", "shapely": "shapely", "pyproj": "pyproj", "scipy": "scipy", "yaml": "PyYAML"}


def problem() -> str | None:
    """Say what must be installed before the plugin can work; None when nothing is missing."""
    for module, package in PACKAGES.items():
        try:
            import_module(module)
        except ImportError:
            return tr(
                "The Python package {} is missing, so the plugin can't run. Install it for QGIS's Python (Debian: apt "
                "install python3-shapely python3-scipy python3-yaml) and restart QGIS.",
                package,
            )
    return _problem_of_shapely()


def _problem_of_shapely() -> str | None:
    """Find an old shapely, and one whose GEOS is newer than QGIS's.

    Inside QGIS's executable QGIS's own GEOS comes first. Calls of a shapely that was built for a newer one land in it:
    writing WKB fails, other functions crash the process.
    """
    import shapely

    if int(shapely.__version__.split(".")[0]) < 2:
        return tr("The plugin needs shapely 2 or newer, this QGIS has {}.", shapely.__version__)
    try:
        shapely.to_wkb(shapely.Point(1, 2))
    except shapely.GEOSException:
        return tr(
            "Shapely {} was built for a newer GEOS library than this QGIS has, and would crash it. Install an older "
            "one for QGIS's Python, such as shapely 2.0, and restart QGIS.",
            shapely.__version__,
        )
    return None
