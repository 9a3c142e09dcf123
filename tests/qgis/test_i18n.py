# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts come in the language of QGIS, from the compiled catalogue."""

from __future__ import annotations

import subprocess

import pytest
from helpers import ROOT
from qgis.core import QgsApplication

from heinola_planning_plugin import i18n


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory):
    folder = tmp_path_factory.mktemp("i18n")
    for source in (ROOT / "resources" / "i18n").glob("*.ts"):
        subprocess.run(["lrelease", "-silent", str(source), "-qm", str(folder / f"{source.stem}.qm")], check=True)
    return folder


@pytest.fixture
def speak(catalogues, monkeypatch):
    """Give a function that makes QGIS speak a language, and the plugin with it."""

    def change(locale: str) -> None:
        monkeypatch.setattr(QgsApplication, "locale", staticmethod(lambda: locale))
        i18n.install_translator()

    monkeypatch.setattr(i18n, "resource", lambda *parts: catalogues / parts[-1])
    yield change
    i18n.remove_translator()


@pytest.mark.parametrize(
    ("locale", "language", "text"),
    [
        ("fi", "fi", "Rakennusoikeudet"),
        ("fi_FI", "fi", "Rakennusoikeudet"),
        ("sv_FI", "sv", "Byggrätter"),
        ("en_GB", "en", "Building rights"),
        ("de_DE", "en", "Building rights"),
        ("C", "en", "Building rights"),
    ],
)
def test_text_comes_in_the_language_of_qgis(speak, locale, language, text):
    speak(locale)
    assert i18n.ui_language() == language
    assert i18n.tr("Building rights") == text


def test_placeholders_are_filled_after_translating(speak):
    speak("fi")
    assert i18n.tr("line {}", 7) == "rivi 7"


def test_a_text_without_placeholders_may_hold_braces(speak):
    speak("en")
    assert i18n.tr("{not a placeholder}") == "{not a placeholder}"


def test_unknown_text_stays_as_it_is(speak):
    speak("fi")
    assert i18n.tr("never translated") == "never translated"


def test_language_can_be_changed_and_dropped(speak):
    speak("fi")
    speak("sv")
    assert i18n.tr("Scoring") == "Poängsättning"
    i18n.remove_translator()
    assert i18n.tr("Scoring") == "Scoring"
