# SPDX-License-Identifier: GPL-2.0-or-later
"""Where thresholds come from is said in the reader's language."""

from __future__ import annotations

import re

import pytest

from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.shoreline.excluded import reasons
from heinola_planning_plugin.core.sources import source_text

ENGLISH = re.compile(r"\b(the|of|and|is|are|no|not|by|in|with|from|as|project's)\b")
FINNISH = re.compile(r"\b(hankkeen|ei|ja|noin|alle|kaavan|vähintään|kunnissa|lain)\b")


def shipped() -> list[str]:
    every = [parameter.source for job in JOBS.values() for parameter in job.shipped().parameters.values()]
    return sorted({*every, *(one.source for one in reasons().values())})


@pytest.mark.parametrize(("language", "foreign"), [("fi", ENGLISH), ("sv", FINNISH), ("en", FINNISH)])
def test_sources_of_all_thresholds_are_in_the_readers_language(language, foreign):
    assert not [said for said in (source_text(one, language) for one in shipped()) if foreign.search(said)]


def test_an_unknown_source_keeps_its_words_but_our_own_choice():
    assert source_text("project's choice: as in Orivesi", "sv") == "projektets val: as in Orivesi"
    assert source_text("KHO:2004:40", "fi") == "KHO:2004:40"
