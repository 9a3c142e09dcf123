# SPDX-License-Identifier: GPL-2.0-or-later
"""`make run ARGS='…'` reads its words as a shell would."""

from __future__ import annotations

import sys

import pytest
from helpers import ROOT

sys.path.insert(0, str(ROOT / ".ci"))
from run_algorithm import inputs_from

sys.path.pop(0)


@pytest.mark.parametrize(
    ("args", "inputs"),
    [
        ("", {}),
        ("INPUT=a.gpkg DISTANCE=10", {"INPUT": "a.gpkg", "DISTANCE": "10"}),
        ("NAME='two words' X=\"three of them\"", {"NAME": "two words", "X": "three of them"}),
        ("INPUT='a.gpkg|layername=plots'", {"INPUT": "a.gpkg|layername=plots"}),
        ("EXPRESSION='\"e\" = 1'", {"EXPRESSION": '"e" = 1'}),
        ("LAYERS=a LAYERS=b LAYERS=c", {"LAYERS": ["a", "b", "c"]}),
        ("OUTPUT=Käyttämätön.gpkg", {"OUTPUT": "Käyttämätön.gpkg"}),
    ],
)
def test_words_become_inputs(args, inputs):
    assert inputs_from(args) == inputs


@pytest.mark.parametrize("args", ["INPUT", "a b", "=x", "NAME=two words"])
def test_what_is_no_pair_is_refused_with_the_word_named(args):
    with pytest.raises(SystemExit, match="isn't KEY=value"):
        inputs_from(args)
