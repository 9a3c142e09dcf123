# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests without QGIS share."""

from __future__ import annotations

import pytest
from helpers import practice_municipality

from heinola_planning_plugin.core.practice.municipality import Practice


@pytest.fixture(scope="session")
def practice() -> Practice:
    """Give the practice municipality that ships with the plugin."""
    return practice_municipality()
