# SPDX-License-Identifier: GPL-2.0-or-later
"""What comes from outside as text is read or refused, never anything else, and the time grows with the length only."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.case import case_text, read_case
from heinola_planning_plugin.core.errors import PolicyError
from heinola_planning_plugin.core.features import text_column
from heinola_planning_plugin.core.intake import identifiers, reading
from heinola_planning_plugin.core.policy import parse_yaml

BITS = st.sampled_from(
    ["title: A", "inputs:", "  parcels: {file: a.gpkg}", "jobs:", "  infill:", "\n", "\n  ", "\n- ", "? ", ": ", "- ",
     "{", "}", "[", "]", ",", "'", '"', "|", ">", "#", "&a", "*a", "!!python/name:os.system", "!x", "%YAML 1.2", "---",
     "...", "\t", "\x00", "\ufeff", "ä", "1e400", ".nan", ".inf", "-.inf", "0x1f", "2026-02-30", "12:30:99", "null",
     "~", "<<: ", "yes", "9" * 400, "=", "\\", "\u2028", "\x85"]
)  # fmt: skip
TEXT = st.one_of(st.lists(BITS, max_size=40).map("".join), st.lists(BITS, max_size=40).map("\n".join))


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_anything_like_yaml_is_read_or_refused(text):
    start = time.process_time()
    try:
        parse_yaml(text)
    except PolicyError as error:
        assert "\n" not in str(error)
    assert time.process_time() - start < 1


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT)
def test_any_case_is_read_or_refused_and_so_is_its_change(tmp_path, text):
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        read_case(path, tuple(JOBS), lost_files=True)
    except PolicyError:
        return
    changed = case_text("B", "111", "fi", [], tmp_path, text)
    path.write_text(changed, encoding="utf-8")
    assert read_case(path, tuple(JOBS), lost_files=True).title == "B"


@pytest.mark.parametrize(
    "bit", ["[", "{", "{a: ", "- ", "? ", "a: ", "'", '"', "&a ", "\n- ", "a\n", "a: |\n  ", "#", "x,", "!a "]
)
def test_the_time_of_a_policy_file_grows_with_its_length_only(bit):
    start = time.process_time()
    try:
        parse_yaml(bit * (40_000 // len(bit)))
    except PolicyError:
        pass
    assert time.process_time() - start < 5


IDS = st.sampled_from(
    ["111", "-", "1", "0", "25", "M0601", "m", " ", "11140300010025", "٣", "²", "\n", "\x00", "9" * 20, ".", "e5", "X"]
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(st.lists(IDS, max_size=8).map("".join), st.floats(), st.integers(), st.none(), st.text(max_size=20)),
        max_size=8,
    )
)
def test_any_value_is_an_id_or_none(values):
    column = np.empty(len(values), dtype=object)
    column[:] = values
    digits = identifiers.property_id_digits(column)
    for text in digits:
        assert text is None or (text[:14].isascii() and text[:14].isdigit() and len(text) >= 14)
    known = text_column(text for text in digits if text is not None)
    assert identifiers.property_id_digits(known).tolist() == known.tolist()  # what it gives, it takes
    shown = identifiers.property_id_display(known)
    assert identifiers.property_id_digits(shown).tolist() == known.tolist()
    assert (identifiers.property_id_parts(known) >= 0).all()
    identifiers.is_building_id(column)
    reading.numbers(column)


@pytest.mark.parametrize("bit", ["1", "-", "111-", "M", " ", "0", "9 "])
def test_the_time_of_an_id_grows_with_its_length_only(bit):
    start = time.process_time()
    value = text_column([bit * (200_000 // len(bit))])
    identifiers.property_id_digits(value)
    identifiers.is_building_id(value)
    reading.numbers(value)
    assert time.process_time() - start < 1
