# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests inside QGIS share: the plugin's provider, and qgis_process in a profile of the test's own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from helpers import ROOT
from qgis.core import QgsApplication, QgsProcessingProvider

import heinola_planning_plugin

sys.path.insert(0, str(ROOT / ".ci"))


@pytest.fixture(scope="session")
def provider(qgis_processing) -> QgsProcessingProvider:
    """Give the provider, started as QGIS does it; after that `processing.run("heinola:…")` works."""
    registry = QgsApplication.processingRegistry()
    if registry.providerById("heinola") is None:
        heinola_planning_plugin.classFactory(None).initProcessing()
    return registry.providerById("heinola")


@pytest.fixture(scope="session")
def checkout_profile(tmp_path_factory) -> Path:
    """Give a QGIS configuration folder with this checkout's plugin linked and enabled."""
    from qgis_profile import make_profile

    return make_profile(tmp_path_factory.mktemp("profile"))
