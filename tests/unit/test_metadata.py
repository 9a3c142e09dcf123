# SPDX-License-Identifier: GPL-2.0-or-later
"""metadata.txt is what the plugin site and QGIS's plugin manager ask for."""

from __future__ import annotations

import configparser
import re
from urllib.parse import urlparse

import pytest
from helpers import ROOT

from heinola_planning_plugin import paths


@pytest.fixture(scope="module")
def general() -> dict[str, str]:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    assert parser.sections() == ["general"]
    return dict(parser["general"])


@pytest.mark.parametrize(
    "key",
    ["name", "description", "about", "version", "qgisMinimumVersion", "author", "email", "tracker", "repository"],
)
def test_required_key_has_a_value(general, key):
    assert general[key.lower()].strip()


def test_it_is_offered_to_qgis_3_40_up_to_the_end_of_4(general):
    assert (general["qgisminimumversion"], general["qgismaximumversion"]) == ("3.40", "4.99")


def test_dead_key_is_not_used(general):
    assert "supportsqt6" not in general, "the plugin site calls it deprecated; qgisMaximumVersion says it"


def test_name_does_not_repeat_the_word_plugin(general):
    assert "plugin" not in general["name"].lower()


def test_version_is_a_release_number_and_the_code_reads_it_here(general):
    assert re.fullmatch(r"\d+\.\d+\.\d+", general["version"])
    assert paths.version() == general["version"]


@pytest.mark.parametrize("key", ["homepage", "tracker", "repository"])
def test_address_is_one_that_a_browser_can_open(general, key):
    address = urlparse(general[key])
    assert address.scheme == "https"
    assert "." in address.netloc


def test_qgis_process_loads_it(general):
    assert general["hasprocessingprovider"] == "yes"


def test_the_icon_is_there(general):
    assert (ROOT / general["icon"]).is_file()


@pytest.mark.parametrize("library", ["shapely", "scipy", "PyYAML"])
def test_what_must_be_installed_is_said(general, library):
    assert library in general["about"]


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("key", ["name", "description", "about"])
def test_the_plugin_manager_speaks_the_planners_language(general, key, language):
    assert general[f"{key}[{language}]"].strip()


def test_licence_is_shipped_under_the_name_the_plugin_site_asks_for():
    assert "GNU GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text(encoding="utf-8")
