# SPDX-License-Identifier: GPL-2.0-or-later
"""Every text that a planner sees is there in Finnish and Swedish, with the same placeholders."""

from __future__ import annotations

import ast
import re
import sys
import xml.etree.ElementTree as ElementTree

import pytest
from helpers import ROOT

from heinola_planning_plugin.core.errors import InputError

PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def catalogue(language: str) -> dict[str, str]:
    """Give the translations of a language by their English text, "" where one is missing."""
    messages = ElementTree.parse(ROOT / "resources" / "i18n" / f"heinola_{language}.ts").iter("message")  # noqa: S314 - our own file
    return {
        message.findtext("source"): "" if found.get("type") == "unfinished" else found.text or ""
        for message in messages
        if (found := message.find("translation")) is not None
    }


def core_texts():
    sys.path.insert(0, str(ROOT / ".ci"))
    try:
        import core_texts
    finally:
        sys.path.pop(0)
    return core_texts


def texts_in_the_sources() -> set[str]:
    found = set(core_texts().texts())
    for folder in ("heinola_planning_plugin", "processing_scripts"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Name(id="tr"), args=[ast.Constant(value=text), *_]):
                        found.add(text)
    return found


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_text_of_the_sources_is_translated(language):
    known = catalogue(language)
    missing = sorted(text for text in texts_in_the_sources() if not known.get(text))
    assert not missing, "run `make translations`, then translate in resources/i18n:\n" + "\n".join(missing)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_translation_has_the_placeholders_of_its_text(language):
    wrong = {
        text: translation
        for text, translation in catalogue(language).items()
        if translation and sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(translation))
    }
    assert not wrong


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_sentence_stays_a_sentence(language):
    """A text that ends with a full stop, an ellipsis or nothing ends so in translation as well."""
    wrong = {
        text: translation
        for text, translation in catalogue(language).items()
        if translation and (text[-1] in ".…:") != (translation[-1] in ".…:")
    }
    assert not wrong


def test_no_error_or_progress_text_is_put_together_on_the_spot():
    """What is no literal can't be in a catalogue: it would stay English in a Finnish window."""
    assert core_texts().made_up() == []


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_facts_go_into_the_translation_of_an_error(language):
    text = "row {0}, column {1} is outside 1/9-9"
    said = InputError(text, 2, 3, field="MATRIX").said(catalogue(language)[text], language)
    assert "2" in said and "3" in said and "{" not in said


def test_a_fact_may_speak_three_languages():
    error = InputError("it looks like {}, which no job reads; choose its role", {"fi": "rajamerkit", "en": "marks"})
    assert "marks" in str(error)
    assert error.said("taso on {}", "fi") == "taso on rajamerkit"
