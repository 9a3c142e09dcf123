# SPDX-License-Identifier: GPL-2.0-or-later
"""The plan-code vocabulary against the decree's list, the guides' colours, real plans and nonsense."""

from __future__ import annotations

import time
from collections import Counter

import numpy as np
import pytest
from helpers import shared_data
from hypothesis import given, settings
from hypothesis import strategies as st

from heinola_planning_plugin.core.errors import PolicyError
from heinola_planning_plugin.core.vocabulary import plan_codes, read_plan_codes

CODES = plan_codes()

# Typed from the colour table of guides 11 and 12 (Kuntaliitto's symbol library 2020).
FILLS = {
    "#e2c096": "A AP AR AO AH AM AT",
    "#b98444": "AK AL",
    "#d63648": "C",
    "#faab53": "K KL KM KT KTY P PL PV",
    "#ddd4e9": "Y YL YH YO YS YY YM YK YU PY",
    "#c1c3c5": "T TT TY TV T/kem",
    "#58ad41": "V VP VL VK VU VR VV",
    "#ffcf45": "R RA RM RL RV RP",
    "#f9c6d1": "LH LHA LTA LPY LPA",
    "#e6adcf": "E ET EN EJ EO EK EMT EA EP",
    "#74ccd3": "EH EV",
    "#b6e2e3": "S SL SM SR",
    "#dbdb55": "M",
    "#eced98": "MT",
    "#c3bc03": "ME MP",
    "#fff353": "MA",
    "#bcdeb2": "MU MY",
    "#b3d7f1": "W",
    "#f48c9a": "TP",
    None: "L LT LL LS LK LV LP LR",
}

# Typed from the decree 311/2024's list of regulation codes of main uses.
KATJA = {
    "A": "asumisenAlue",
    "AK": "asuinkerrostaloalue",
    "AP": "asuinpientaloalue",
    "AR": "rivitalojenJaMuidenKytkettyjenAsuinpientalojenAlue",
    "AO": "erillistenAsuinpientalojenAlue",
    "AL": "asumisenAlue+liikerakennustenAlue+toimistorakennustenAlue",
    "AM": "maatilanTalouskeskuksenAlue",
    "AT": "kylaAlue",
    "C": "keskustatoimintojenAlue",
    "CA": "keskustatoimintojenAlakeskus",
    "Y": "yleistenRakennustenAlue",
    "YO": "opetusrakennustenAlue",
    "YS": "hoitoalanRakennustenAlue",
    "YY": "kulttuurirakennustenAlue",
    "YM": "museorakennustenAlue",
    "YK": "uskonnollistenYhteisojenRakennustenAlue",
    "YU": "urheiluJaLiikuntaRakennustenAlue",
    "K": "liikerakennustenAlue+toimistorakennustenAlue",
    "KL": "liikerakennustenAlue",
    "KLM": "myymalarakennustenAlue",
    "KM": "vahittaiskaupanSuuryksikko",
    "KTY": "toimitilojenAlue",
    "TP": "tyopaikkojenAlue",
    "T": "teollisuusalue+varastoalue",
    "TT": "teollisuusalue",
    "TV": "varastoalue",
    "EJK": "kiertotaloudenAlue",
    "R": "vapaaAjanAsumisenJaMatkailunAlue",
    "RA": "vapaaAjanAsumisenAlue",
    "RM": "matkailupalvelujenAlue",
    "RL": "leirintaAlue",
    "RV": "asuntovaunualue",
    "RSP": "siirtolapuutarhaAlue",
    "RP": "palstaviljelyalue",
    "V": "virkistysalue",
    "VP": "puisto",
    "VL": "lahivirkistysalue",
    "VV": "uimaranta",
    "LT": "maantie",
    "LR": "raideliikenteenAlue",
    "LV": "venesatama",
    "LVV": "venevalkama",
    "EV": "suojaviheralue",
    "EO": "maaAinestenOttoalue",
    "S": "suojelualue",
    "SM": "muinaismuistoAlue",
    "M": "maaJaMetsatalousAlue",
    "W": "vesialue",
}
SUB_AREAS = "pv nat luo rky ma sm sr ge melu tulva pima vaara konsu mrk rr mrr st sa t srs sk kp mky pky hule"


def codes_of(*texts: object) -> list:
    return list(CODES.split(texts)[0])


@pytest.mark.parametrize("fill", FILLS)
def test_colours_are_those_of_the_guides(fill):
    for code in FILLS[fill].split():
        assert CODES.colour(code) == fill, code


def test_marks_of_parts_of_areas_are_known_but_no_land_use():
    marks = SUB_AREAS.split()
    assert set(marks) <= set(CODES.sub_areas)
    assert codes_of(*marks) == [None] * len(marks)
    assert CODES.name("pv", "fi") == "Tärkeä vedenhankintaan soveltuva pohjavesialue"


@pytest.mark.parametrize(
    ("text", "code", "suffix"),
    [
        ("AP-12", "AP", "-12"),
        ("T/kem", "T", "/kem"),
        ("A/res", "A", "/res"),
        ("AK-17", "AK", "-17"),
        ("KTY1", "KTY", "1"),
        ("YO-7", "YO", "-7"),
        ("C-2", "C", "-2"),
        ("RA-1 (2 rp)", "RA", "-1 (2 rp)"),
        ("RA(2)", "RA", "(2)"),
        ("A,AL", "A", ",AL"),
        ("VR/S1", "VR", "/S1"),
        (" LPA ", "LPA", ""),
        ("AK 17", "AK", " 17"),
        ("ak-17", "AK", "-17"),
        ("Kty", "KTY", ""),
        ("TY/s", "TY", "/s"),
    ],
)
def test_letters_as_written_on_plans(text, code, suffix):
    codes, suffixes = CODES.split([text])
    assert (codes[0], suffixes[0]) == (code, suffix)


@pytest.mark.parametrize(
    "text",
    [
        "AKR-1",
        "APX",
        "Z",
        "",
        "  ",
        "sr",
        "sm-1",
        "pv",
        "a",
        "t",
        "k",
        "en bostad",
        "Maa",
        "12",
        "0",
        "-",
        "T_1",
        "Ö-1",
    ],
)
def test_what_is_not_known_stays_unknown(text):
    codes, suffixes = CODES.split([text, None, float("nan")])
    assert list(codes) == [None, None, None]
    assert list(suffixes) == [None, None, None]
    assert list(CODES.land_use([text, None])) == [None, None]
    assert list(CODES.use_class([text, None])) == [None, None]


@pytest.mark.parametrize("code", KATJA)
def test_letters_to_regulation_codes_and_back(code):
    assert "+".join(CODES.katja(code)) == KATJA[code]
    uris = [f"http://uri.suomi.fi/codelist/rytj/RY_Kaavamaarayslaji/code/{one}" for one in KATJA[code].split("+")]
    assert codes_of(KATJA[code], KATJA[code].upper(), "; ".join(uris)) == [code] * 3


def test_every_code_comes_back_from_its_regulation_codes_and_information():
    back = {}
    for code in CODES.codes:
        found, suffix = CODES.split(["+".join(CODES.katja(code) + CODES.katja_info(code) + ("paakayttotarkoitus",))])
        back[code] = found[0] + suffix[0]
    # A canal has the same regulation code as a port in the decree's collection: it can't be told apart.
    assert {code: got for code, got in back.items() if got != code} == {"LK": "LS"}


def test_additional_information_becomes_the_marker():
    texts = ["teollisuusalue+varastoalue+reservialue", "asumisenAlue+sailytettava", "teollisuusalue+osaAlue"]
    codes, suffixes = CODES.split(texts)
    assert list(codes) == ["T", "A", None]
    assert list(suffixes) == ["/res", "/s", None]


def test_all_names_in_all_languages_are_read_back():
    for code, entry in CODES.codes.items():
        base = code.split("/")[0]
        for name in (*entry.names.values(), *entry.also):
            assert codes_of(name, name.upper(), f"  {name} ") == [base] * 3, name


def test_hilucs():
    texts = [
        "2_SecondaryProduction",
        "http://inspire.ec.europa.eu/codelist/HILUCSValue/5_1_PermanentResidentialUse",
        "5_3_OtherResidentialUse",
        "6_6_NotKnownUse",
        "6_3_2_WaterAreasNotInOtherEconomicUse",
        "4_2_LogisticalAndStorageServices",
        "4_1_1_RoadTransport",
        "7_Nothing",
    ]
    assert list(CODES.land_use(texts)) == ["industry", "housing", None, None, "water", "industry", "traffic", None]


def test_land_use_and_class_take_codes_and_plan_texts():
    texts = ["AK", "AK-3", "T/kem", "Loma-asuntojen alue", "YO-7", "KTY", "W", "LV-1"]
    assert list(CODES.land_use(texts)) == [
        "housing", "housing", "industry", "holiday", "public", "commerce", "water", "traffic",
    ]  # fmt: skip
    assert list(CODES.use_class(texts)) == ["ak", "ak", "t", "nn", "y", "k", "nn", "nn"]


def test_unknown_code_has_no_name_colour_or_regulation():
    assert CODES.name("AKR", "fi") is None
    assert CODES.name(None, "fi") is None
    assert CODES.colour("AKR") is None
    assert CODES.katja(None) == ()
    assert not CODES.hatch("AKR")


def test_all_names_of_the_municipalities_symbol_set():
    import fiona

    path = shared_data("fi-kuntaliitto-plan-symbols/asemakaava_testiaineisto.gpkg")
    with fiona.open(path, layer="asemakaava_maankaytto") as layer:
        names = [feature["properties"]["maankaytto_asemakaava_kaavamerkinta"] for feature in layer]
    codes = CODES.split(names)[0]
    missing = [name for name, code in zip(names, codes) if code is None]
    print(f"{len(names) - len(missing)} of {len(names)} land-use names recognised")
    assert len(names) == 80
    assert not missing
    # Two names share a code only as T and T/kem do.
    assert [code for code, count in Counter(codes).items() if count > 1] == ["T"]


def test_general_plan_of_tampere():
    import fiona

    path = shared_data(
        "fi-tampere-yk2040-strategy/kartta_1/yk2040_k1_yhdyskuntarakenne_kayttotarkoitusalueet_polygon.shp"
    )
    with fiona.open(path) as layer:
        rows = [dict(feature["properties"]) for feature in layer]
    letters, rest = CODES.split([row["Kayttotark"] for row in rows])
    assert len(letters) == 304
    assert not any(letter is None for letter in letters)
    mixed = sum(1 for text in rest if text)
    assert mixed == 20  # P/T 11, A/V 8, C/V 1: the first letters are the main use
    names = CODES.split([row["Kaavamaara"] for row in rows])[0]
    for letter, name, row in zip(letters, names, rows):
        assert name in (letter, None), row["Kaavamaara"]


def test_shore_plan_of_enonsaari():
    import fiona

    with fiona.open(shared_data("fi-lahti-enonsaari-shoreplan/original/Y165Aluevaraus.shp")) as layer:
        codes = CODES.split([feature["properties"]["Teksti"] for feature in layer])[0]
    assert Counter(codes) == {"RA": 6, "RM": 5, "VR": 2}


@settings(max_examples=300, deadline=1000)
@given(
    st.lists(st.one_of(st.none(), st.text(max_size=60), st.sampled_from(["AK-1", "A" * 5000, "T/" * 900, "(" * 99])))
)
def test_split_never_raises_and_keeps_the_text(texts):
    codes, suffixes = CODES.split(texts)
    assert codes.shape == suffixes.shape == (len(texts),)
    for text, code, suffix in zip(texts, codes, suffixes):
        assert (code is None) == (suffix is None)
        if code is not None:
            assert code in CODES.codes
            if suffix:
                assert text.strip().endswith(suffix) or suffix.startswith("/")


@settings(max_examples=200, deadline=1000)
@given(st.sampled_from([c for c in CODES.codes if "/" not in c]), st.sampled_from("-/ (,:;0123"), st.text(max_size=20))
def test_code_and_suffix_are_the_text(code, delimiter, rest):
    text = f"{code}{delimiter}{rest}".strip()
    found, suffix = CODES.split([text])
    assert found[0] + suffix[0] == text
    assert found[0] == code


def test_a_million_rows_take_under_two_seconds():
    texts = np.array(["AK-17", "T/kem", None, "Puisto", "zzz"] * 200_000, dtype=object)
    start = time.perf_counter()
    codes, _ = CODES.split(texts)
    assert time.perf_counter() - start < 2
    assert list(codes[:5]) == ["AK", "T", None, "VP", None]


BAD_FILES = {
    "land_use": ("land_use: housing", "land_use: hosing", 3, "did you mean 'housing'"),
    "colour": ('fill: "#b98444"', "fill: brown", 3, "not a colour"),
    "twice": ("code: AK", "code: A", 3, "given twice"),
    "name of two": ("fi: Talot", "fi: ASUMISEN  alue", 3, "already a name of A"),
    "key": ("katja: [y]", "katja: [y], katya: 1", 3, "not a known key"),
    "no katja": ("katja: [y]", "katja: []", 3, "needs at least one"),
}
GOOD_FILE = """codes:
  - {code: A, land_use: housing, use_class: ap, level: both, fill: null, katja: [x], fi: Asumisen alue, sv: B, en: C}
  - {code: AK, land_use: housing, use_class: ak, level: both, fill: "#b98444", katja: [y], fi: Talot, sv: D, en: E}
sources: {codes: test}
markers: []
sub_areas: []
hilucs: {}
"""


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_refused_with_its_line(case, tmp_path):
    old, new, line, problem = BAD_FILES[case]
    path = tmp_path / "codes.yaml"
    path.write_text(GOOD_FILE, encoding="utf-8")
    assert list(read_plan_codes(path).split(["ak-1"])[0]) == ["AK"]
    text = GOOD_FILE.splitlines()
    text[line - 1] = text[line - 1].replace(old, new)
    path.write_text("\n".join(text), encoding="utf-8")
    with pytest.raises(PolicyError, match=problem) as error:
        read_plan_codes(path)
    assert (error.value.file, error.value.line) == ("codes.yaml", line)
