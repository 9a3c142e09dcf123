# SPDX-License-Identifier: GPL-2.0-or-later
"""Starts QGIS without a window when imported; before anything else of QGIS or of the plugin."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "tests", "/usr/share/qgis/python/plugins", "/usr/share/qgis/python"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from qgis.core import QgsApplication  # noqa: E402 - the paths come first

app = QgsApplication([], False)
app.initQgis()


def peak_gb() -> float:
    """Give the most memory that this process has held; getrusage would count the parent's before the fork as well."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1e6
