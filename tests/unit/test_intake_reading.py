# SPDX-License-Identifier: GPL-2.0-or-later
"""Single values, as Finnish registers and plans write them; nothing that comes in may break a reader."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heinola_planning_plugin.core.intake import codes, forms, reading

NAN = float("nan")
ANYTHING = st.one_of(
    st.none(),
    st.text(max_size=80),
    st.integers(),
    st.just(10**400),
    st.floats(),
    st.booleans(),
    st.text("0123456789IVXeE=.,-+/ %", max_size=30),
)


def same(got, wanted) -> bool:
    return got == wanted or (got != got and wanted != wanted)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1200", 1200),
        ("1 200", 1200),
        ("1\u00a0200,5", 1200.5),
        ("0,40", 0.4),
        ("2740 k-m2", 2740),
        ("250 kem2", 250),
        ("35 %", 35),
        ("3,5 ha", 3.5),
        ("1e3", 1000),
        ("-4", -4),
        ("2740+yht 260", NAN),
        ("e=0.40", NAN),
        ("II", NAN),
        ("", NAN),
        (None, NAN),
        ("12 34", NAN),
        ("1.2.3", NAN),
        ("inf", NAN),
        ("nan", NAN),
        (math.inf, NAN),
        (True, 1),
        ("1e999", NAN),
        (7, 7),
        (np.float64(2.5), 2.5),
    ],
)
def test_number(text, value):
    assert same(reading.number(text), value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("II", 2),
        ("IV", 4),
        ("IX", 9),
        ("IIu1/2", 2),
        ("II u 2/3", 2),
        ("1/2kII", 2),
        ("½ k III", 3),
        ("3", 3),
        (2.0, 2),
        ("0", NAN),
        (0, NAN),
        ("IIII", NAN),
        ("abc", NAN),
        (None, NAN),
        (99, NAN),
        ("VI-VIII", 6),
    ],
)
def test_storeys(text, value):
    assert same(reading.storeys(text), value)


def test_storeys_as_the_plan_writes_them():
    assert [reading.storeys_text(value) for value in (3.0, "IIu1/2", " II-IV ", 0, None, "")] == [
        "3",
        "IIu1/2",
        "II-IV",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1980-01-01Z", "1980-01-01"),
        ("2021-05-06T10:00:00+02:00", "2021-05-06"),
        ("19800101", "1980-01-01"),
        (19800101, "1980-01-01"),
        (19800101.0, "1980-01-01"),
        ("1.2.1983", "1983-02-01"),
        ("01.02.1983", "1983-02-01"),
        ("1975", "1975"),
        (1975.0, "1975"),
        ("2020/3/4", "2020-03-04"),
        ("9999-12-31", None),
        ("1900-01-01", None),
        ("1900", None),
        ("99999999", None),
        ("32.1.2020", None),
        ("2020-13-01", None),
        ("ei tiedossa", None),
        (None, None),
        (NAN, None),
    ],
)
def test_date(text, iso):
    assert reading.date(text) == iso


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("k", 1),
        ("Kyllä", 1),
        ("e", 0),
        ("EI", 0),
        (1, 1),
        (0.0, 0),
        ("true", 1),
        (False, 0),
        ("08", 1),
        ("01,08", 1),
        ("01,02", NAN),
        ("ehkä", NAN),
        (None, NAN),
        ("", NAN),
    ],
)
def test_flag(text, value):
    assert same(reading.flag(text), value)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("1/100a", 100),
        ("1/20", 20),
        (250, 250),
        ("100 v", 100),
        ("Harvinainen (1/100a)", 100),
        ("usein", NAN),
        (None, NAN),
    ],
)
def test_return_period(text, years):
    assert same(reading.period(text), years)


@pytest.mark.parametrize(
    ("text", "level"), [("55-60", 55), ("> 55 dB", 55), (65, 65), ("LAeq 50,5", 50), ("melu", NAN)]
)
def test_noise_level_is_the_lower_end(text, level):
    assert same(reading.level(text), level)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("AK-17", "AK-17"),
        ('["AK", "sr"]', "AK"),
        ("{sr,AK}", "AK"),
        ("['melu']", "melu"),
        ("[]", None),
        ("  T/kem ", "T/kem"),
        (None, None),
        ("", None),
    ],
)
def test_zone_code_of_lists_is_the_main_use(written, code):
    assert forms.zone_code(written) == code


@pytest.mark.parametrize("text", ["AK-17", "AP", "T/kem", "A/res", "Asuinkerrostalojen korttelialue", "VP 3"])
def test_is_zone_code(text):
    assert forms.is_zone_code(text)


@pytest.mark.parametrize("text", ["Mäkelä", "12", "", None, "punainen", "kyllä"])
def test_is_no_zone_code(text):
    assert not forms.is_zone_code(text)


def uses(*values, prefer=""):
    code, scheme = forms.building_use(codes.column(values), prefer)
    return list(zip(code, scheme))


def test_building_use_of_each_scheme():
    assert uses(110, 121, 211, 1910) == [("0110", "2018"), ("0121", "2018"), ("0211", "2018"), ("1910", "2018")]
    assert uses("011", "041", "691", "941") == [("011", "1994"), ("041", "1994"), ("691", "1994"), ("941", "1994")]
    assert uses(11, 41, 691, 941) == [("011", "1994"), ("041", "1994"), ("691", "1994"), ("941", "1994")]
    assert uses(42211, "42230", 42270.0) == [("42211", "mtk"), ("42230", "mtk"), ("42270", "mtk")]
    uri = "http://uri.suomi.fi/codelist/rytj/avoin_rakennusluokitus/code/01"
    assert uses(uri) == [("01", "open")]
    assert uses("http://uri.suomi.fi/codelist/jhs/rakennus_1_20180712/code/0210", "0110") == [
        ("0210", "2018"),
        ("0110", "2018"),
    ]


def test_building_use_that_both_lists_have_goes_by_the_field():
    assert uses(111, 121, prefer="2018") == [("0111", "2018"), ("0121", "2018")]
    assert uses(111, 121, prefer="1994") == [("111", "1994"), ("121", "1994")]


def test_building_use_that_no_list_has_stays_as_it_is():
    assert uses("yes", None, "house") == [("yes", ""), (None, ""), ("house", "")]


def test_life_cycle_goes_by_the_scheme_never_by_the_number():
    lists = ("lifecycle_current", "lifecycle_old", "lifecycle_words")
    base = "http://uri.suomi.fi/codelist/rytj"
    assert codes.look_up(f"{base}/kaavaelinkaari/code/13", lists) == "in_force"
    assert codes.look_up(f"{base}/RY_KaavanElinkaaritila/code/13", lists) == "lapsed"
    assert codes.look_up(f"{base}/RY_KaavanElinkaaritila/code/10", lists) == "in_force"
    assert codes.look_up(f"{base}/kaavaelinkaari/code/10", lists) == "partly_in_force"
    assert codes.look_up(13, lists) is None
    assert codes.look_up("13", lists) is None
    assert codes.look_up("Lainvoimainen", lists) == "in_force"
    # The test version of the plan data model has 11 = Lainvoimainen, the list 11 = kumottu: only the title decides.
    assert codes.look_up(f"{base}/RY_KaavanElinkaariTila/code/11", lists) is None
    with_title = f'{{"code": "{base}/RY_KaavanElinkaariTila/code/11", "title": {{"fin": "Lainvoimainen"}}}}'
    assert codes.look_up(with_title, lists) == "in_force"


def test_codes_arrive_as_number_text_or_uri():
    for value in (36200, "36200", 36200.0, " 36200 ", "http://example.org/kohdeluokka/code/36200"):
        assert codes.look_up(value, ("water_mtk",)) == "lake"
    for value in (1, "01", 1.0, "http://uri.suomi.fi/codelist/vtj/rake_kaytossaolotilanne/code/01"):
        assert codes.look_up(value, ("usage_status",)) == "01"


@pytest.mark.parametrize(
    ("old", "new"), [("I", "1"), ("ii", "2"), ("1E", "1E"), ("1e", "1E"), ("2", "2"), (1, "1"), ("E", "E")]
)
def test_groundwater_classes_old_and_new(old, new):
    assert codes.look_up(old, ("groundwater",)) == new


@given(st.lists(ANYTHING, max_size=6))
def test_no_value_breaks_a_form(values):
    column = codes.column(values)
    for form in forms.FORMS.values():
        out = form.convert(column)
        assert out.shape == column.shape
        assert out.dtype.kind == ("f" if form.number else "O")
        share = forms.share(form, column)
        assert share != share or 0 <= share <= 1
        if form.number:
            assert not np.isinf(out).any()
        else:
            assert all(value is None or isinstance(value, str) for value in out)


@given(st.integers(1, 60))
def test_roman_numerals_against_their_definition(number):
    tens, ones = divmod(number, 10)
    written = ["", "X", "XX", "XXX", "XL", "L", "LX"][tens] + [
        "",
        "I",
        "II",
        "III",
        "IV",
        "V",
        "VI",
        "VII",
        "VIII",
        "IX",
    ][ones]
    assert reading.storeys(written) == number


@given(st.text("[{\"':,}]\\ fincode/#", max_size=300))
def test_broken_json_and_uris_are_only_text(text):
    codes.take_apart(text)
    codes.take_apart("{" * 5000 + text)
