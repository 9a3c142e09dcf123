# SPDX-License-Identifier: GPL-2.0-or-later
"""Policy files: what is refused, and that the message names file, line and key."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heinola_planning_plugin.core.errors import PolicyError
from heinola_planning_plugin.core.policy import Reader, parse_yaml, read_yaml, say


def reader(text: str) -> Reader:
    return Reader(parse_yaml(text, "own.yaml"), "own.yaml")


def test_message_names_file_line_and_dotted_key():
    part = reader("a: 1\nb:\n  c: yes please\n").part("b")
    with pytest.raises(PolicyError) as refused:
        part.number("c")
    assert (refused.value.file, refused.value.line, refused.value.key) == ("own.yaml", 3, "b.c")
    assert str(refused.value).startswith("own.yaml, line 3, b.c: ")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        pytest.param("a: 1\na: 2\n", 2, "twice", id="same key twice"),
        pytest.param("x: &bomb [1]\ny: *bomb\n", 1, "anchors", id="anchor"),
        pytest.param("x: 1\ny: !!python/object/apply:os.getcwd []\n", 2, "tag", id="python tag"),
        pytest.param("x: 1\ny: !own 5\n", 2, "tag", id="own tag"),
        pytest.param("x: [1, 2\ny: 3\n", 2, "expected", id="not closed"),
        pytest.param("", None, "empty", id="empty"),
        pytest.param("[a]: 1\n", 1, "plain text", id="list as key"),
    ],
)
def test_refused_text(text, line, says):
    with pytest.raises(PolicyError, match=says) as refused:
        parse_yaml(text, "own.yaml")
    if line is not None:
        assert refused.value.line == line


def test_misspelt_key_is_refused_with_the_nearest_known_one():
    part = reader("wieght: 3\n")
    assert part.number("weight", 1) == 1
    with pytest.raises(PolicyError, match="did you mean 'weight'"):
        part.done()


def test_a_text_must_have_all_three_languages():
    with pytest.raises(PolicyError) as refused:
        reader("title: {fi: Nimi, en: Name}\n").texts("title")
    assert refused.value.key == "title.sv"


def test_true_is_not_a_number_and_nan_neither():
    for bad in ("true", ".nan", "'5'"):
        with pytest.raises(PolicyError, match="not a number"):
            reader(f"a: {bad}\n").number("a")


def test_dates_stay_as_they_were_written():
    assert parse_yaml("day: 2014-09-30\n")["day"] == "2014-09-30"


def test_missing_and_oversized_files(tmp_path):
    with pytest.raises(PolicyError, match="can't be read"):
        read_yaml(tmp_path / "none.yaml")
    big = tmp_path / "big.yaml"
    big.write_bytes(b"a: " + b"x" * 2_000_001)
    with pytest.raises(PolicyError, match="bytes"):
        read_yaml(big)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("nimi: Räävelin".encode("latin-1"))
    with pytest.raises(PolicyError, match="UTF-8"):
        read_yaml(latin)


def test_a_deep_nest_is_refused_not_crashed():
    with pytest.raises(PolicyError, match="deep"):
        parse_yaml("[" * 1500 + "]" * 1500)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_bounded_time(text):
    start = time.monotonic()
    try:
        parse_yaml(text)
    except PolicyError:
        pass
    assert time.monotonic() - start < 2


def test_say_falls_back_to_english():
    assert say({"fi": "Ranta", "en": "Shore"}, "sv") == "Shore"
    assert say("as it is", "fi") == "as it is"
