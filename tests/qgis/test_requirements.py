# SPDX-License-Identifier: GPL-2.0-or-later
"""What is missing is said before anything else fails."""

from __future__ import annotations

import sys

import pytest
import shapely

from heinola_planning_plugin import requirements


def test_nothing_is_missing_here():
    assert requirements.problem() is None


@pytest.mark.parametrize(("module", "package"), [("shapely", "shapely"), ("scipy", "scipy"), ("yaml", "PyYAML")])
def test_missing_package_is_named(monkeypatch, module, package):
    monkeypatch.setitem(sys.modules, module, None)  # Python's own way to say "not to be had"
    assert f"package {package} is missing" in requirements.problem()


def test_old_shapely_is_refused_with_its_version(monkeypatch):
    monkeypatch.setattr(shapely, "__version__", "1.8.5")
    assert "1.8.5" in requirements.problem()


def test_shapely_built_for_a_newer_geos_is_refused(monkeypatch):
    def to_wkb(geometry):
        raise shapely.GEOSException("IllegalArgumentException: WKB output dimension must be 2 or 3")

    monkeypatch.setattr(shapely, "to_wkb", to_wkb)
    assert "newer GEOS" in requirements.problem()
