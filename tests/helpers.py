# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests share: where the real data lie, small geometry makers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"


def shared_data(relative: str) -> Path:
    """Give the path of a file of the real open data; skip the test where it is absent."""
    path = SHARED_DATA / relative
    if not path.exists():
        pytest.skip(f"real data absent: {path}")
    return path


@lru_cache(maxsize=1)
def practice_municipality():
    """Make the practice municipality that ships with the plugin; some seconds, so once for all tests of a process."""
    from heinola_planning_plugin.core.practice import municipality

    return municipality.make()
