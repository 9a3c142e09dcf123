# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes the package and the tests' helpers importable from wherever pytest is started."""

from __future__ import annotations

import sys
from pathlib import Path

for path in (Path(__file__).parent, Path(__file__).parent.parent):
    if str(path) not in sys.path:
        sys.path.insert(0, str(path))
