# SPDX-License-Identifier: GPL-2.0-or-later
"""Building-right notations: every form and its combinations, what must not be guessed, time within bounds."""

from __future__ import annotations

import json
import math
import time
from dataclasses import fields

import numpy as np
import pytest
from helpers import shared_data
from hypothesis import given, settings
from hypothesis import strategies as st

from heinola_planning_plugin.core.rights.notation import (
    Notation,
    ParkingNorm,
    parse,
    parse_column,
    parse_columns,
    storeys,
)
from heinola_planning_plugin.core.rights.regulations import from_regulations

HALF = (0.5, 0.5)
TWO_THIRDS = (2 / 3, 2 / 3)


def said(notation: Notation) -> dict[str, object]:
    """Give only what a notation says."""
    out = {}
    for item in fields(Notation):
        value = getattr(notation, item.name)
        empty = value is None or value == () or value != value
        if not empty and not (isinstance(value, tuple) and all(isinstance(v, float) and v != v for v in value)):
            out[item.name] = value
    return out


CASES = [
    # plot ratio
    ("e=0.40", {"plot_ratio": 0.4}),
    ("e = 0,40", {"plot_ratio": 0.4}),
    ("E=0.40", {"plot_ratio": 0.4}),
    ("e 0,25", {"plot_ratio": 0.25}),
    ("tehokkuusluku 0,40", {"plot_ratio": 0.4}),
    ("e=1", {"plot_ratio": 1.0}),
    ("väljyysluku 2,5", {"plot_ratio": 0.4}),
    # floor area
    ("1200", {"main_right_m2": 1200}),
    ("1 200 k-m2", {"main_right_m2": 1200}),
    ("1\u00a0200 k-m²", {"main_right_m2": 1200}),
    ("1200 kem2", {"main_right_m2": 1200}),
    ("12 500", {"main_right_m2": 12500}),
    ("rakennusoikeus 1200", {"main_right_m2": 1200}),
    ("enintään 1200 k-m2", {"main_right_m2": 1200}),
    ("<u>1200</u>", {"main_right_m2": 1200, "exact": ("right",)}),
    ("%%u1200%%u III", {"main_right_m2": 1200, "storeys_max": 3, "exact": ("right",)}),
    # on top of the main right
    ("2740+yht 260+t50", {"main_right_m2": 2740, "extra_m2": (("t", 50), ("yht", 260))}),
    ("2740 + 260 k-m2 yht + t 50", {"main_right_m2": 2740, "extra_m2": (("t", 50), ("yht", 260))}),
    ("t50", {"extra_m2": (("t", 50),)}),
    ("e=0.2 + t40 + t30", {"plot_ratio": 0.2, "extra_m2": (("t", 70),)}),
    # storeys
    ("III", {"storeys_max": 3}),
    ("II-IV", {"storeys_min": 2, "storeys_max": 4}),
    ("II–IV", {"storeys_min": 2, "storeys_max": 4}),
    ("XII", {"storeys_max": 12}),
    ("V", {"storeys_max": 5}),
    ("Ⅲ", {"storeys_max": 3}),
    ("3 krs", {"storeys_max": 3}),
    ("1/2 k I", {"storeys_max": 1, "basement_share": HALF}),
    ("½kI", {"storeys_max": 1, "basement_share": HALF}),
    ("1/2 r II", {"storeys_max": 2, "basement_share": HALF}),
    ("I u 2/3", {"storeys_max": 1, "attic_share": TWO_THIRDS}),
    ("IIu1/2", {"storeys_max": 2, "attic_share": HALF}),
    ("½kIu½", {"storeys_max": 1, "basement_share": HALF, "attic_share": HALF}),
    ("<u>½kI</u>u½", {"storeys_max": 1, "basement_share": HALF, "attic_share": HALF, "exact": ("storeys",)}),
    # coverage, shares of use
    ("35 %", {"coverage_pct": 35}),
    ("as 80 %", {"use_pct": (("as", 80),)}),
    ("m20 %", {"use_pct": (("m", 20),)}),
    ("as 80 % m 20 %", {"use_pct": (("as", 80), ("m", 20))}),
    ("4000 as2000 m2", {"main_right_m2": 4000, "use_m2": (("as", 2000),)}),
    ("300 k-m2 liiketilaa", {"use_m2": (("li", 300),)}),
    ("as 1000 + li 200", {"main_right_m2": 1200, "use_m2": (("as", 1000), ("li", 200))}),
    ("2000+li200", {"main_right_m2": 2200, "use_m2": (("li", 200),)}),
    # places, volume
    ("2 rp", {"places": 2}),
    ("5 rakennuspaikkaa", {"places": 5}),
    ("2 rp x 150 k-m2", {"places": 2, "place_right_m2": 150}),
    ("150 k-m2/rp, 3 rp", {"places": 3, "place_right_m2": 150}),
    ("12 asuntoa", {"dwellings": 12}),
    ("12000 m3", {"volume_m3": 12000}),
    ("12 000 m³", {"volume_m3": 12000}),
    # parking
    ("1 ap/80 kem2", {"parking": (ParkingNorm(1, 80, "m2"),)}),
    ("1ap / 80 k-m²", {"parking": (ParkingNorm(1, 80, "m2"),)}),
    ("1 ap/as", {"parking": (ParkingNorm(1, 1, "dwelling"),)}),
    ("1,5 ap/asunto", {"parking": (ParkingNorm(1.5, 1, "dwelling"),)}),
    ("2 ap/rp", {"parking": (ParkingNorm(2, 1, "place"),)}),
    (
        "1 ap/80 k-m2, 1 pp/30 k-m2",
        {"parking": (ParkingNorm(1, 80, "m2"), ParkingNorm(1, 30, "m2", "bicycle"))},
    ),
    # whole strings of a plan
    (
        "AK-17 2740+yht 260+t50",
        {"zone_code": "AK-17", "main_right_m2": 2740, "extra_m2": (("t", 50), ("yht", 260))},
    ),
    (
        "AK-17 III e=0.70 35 % 1 ap/85 k-m2",
        {
            "zone_code": "AK-17",
            "storeys_max": 3,
            "plot_ratio": 0.7,
            "coverage_pct": 35,
            "parking": (ParkingNorm(1, 85, "m2"),),
        },
    ),
    ("T/kem e=0.30", {"zone_code": "T/kem", "plot_ratio": 0.3}),
    ("YO-7 13400", {"zone_code": "YO-7", "main_right_m2": 13400}),
    ("AO-12 e=0.20 I u 1/2", {"zone_code": "AO-12", "plot_ratio": 0.2, "storeys_max": 1, "attic_share": HALF}),
    ("RA 2 rp", {"zone_code": "RA", "places": 2}),
    ("VP", {"zone_code": "VP"}),
    ("II/1200", {"storeys_max": 2, "main_right_m2": 1200}),
    ("V 5000", {"storeys_max": 5, "main_right_m2": 5000}),
    ("1200 (as 80 %)", {"main_right_m2": 1200, "use_pct": (("as", 80),)}),
    ("e=0.40 e=0,40", {"plot_ratio": 0.4}),
    ("", {}),
    ("  ", {}),
]

UNREAD = [
    # not guessed: what it says, what stays verbatim
    ("1200 + 300", {"main_right_m2": 1200}, ("+ 300",)),
    ("1200 1300", {}, ("1200 1300",)),
    ("e=0.40 e=0.25", {}, ("e=0.40 e=0.25",)),
    ("1200 k-m2 5", {"main_right_m2": 1200}, ("5",)),
    ("AK 17", {"zone_code": "AK"}, ("17",)),
    ("kortteli 12 II", {"storeys_max": 2}, ("kortteli 12",)),
    ("1.200", {}, ("1.200",)),
    ("1200/600", {}, ("1200/600",)),
    ("e=0.4/0.2", {}, ("e=0.4/0.2",)),
    ("RA/5", {"zone_code": "RA"}, ("5",)),
    ("e=0.25, t 0.05", {"plot_ratio": 0.25}, ("t 0.05",)),
    ("li/m 20 %", {}, ("li/m 20 %",)),
    ("1200 m2", {}, ("1200 m2",)),
    ("1200-1500 k-m2", {}, ("1200-1500 k-m2",)),
    ("e=0.25-0.40", {}, ("e=0.25-0.40",)),
    ("e=40", {}, ("e=40",)),
    ("e=0", {}, ("e=0",)),
    ("ek=0.40", {}, ("ek=0.40",)),
    ("0", {}, ("0",)),
    ("99999999", {}, ("99999999",)),
    ("600000 k-m2", {}, ("600000 k-m2",)),
    ("IIII", {}, ("IIII",)),
    ("IV-II", {}, ("IV-II",)),
    ("II 1200 I t50", {"main_right_m2": 1200, "extra_m2": (("t", 50),)}, ("II", "I")),
    ("vähintään 300 k-m2", {}, ("vähintään 300 k-m2",)),
    ("1 ap/3 työntekijää II", {"storeys_max": 2}, ("1 ap/3 työntekijää",)),
    ("(1200)", {}, ("1200",)),
    ("a2000", {}, ("a2000",)),
    ("yht 5 % + t20 %", {"use_pct": (("yht", 5),)}, ("+ t20 %",)),
    ("120 %", {}, ("120 %",)),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] or "empty" for case in CASES])
def test_reads(text: str, expected: dict[str, object]) -> None:
    assert said(parse(text)) == expected


@pytest.mark.parametrize(("text", "expected", "unread"), UNREAD, ids=[case[0] for case in UNREAD])
def test_keeps_verbatim_what_it_cannot_read(text: str, expected: dict[str, object], unread: tuple[str, ...]) -> None:
    assert said(parse(text)) == {**expected, "unread": unread}


def test_lempaala_permit_text_gives_the_plot_ratio_of_the_permit() -> None:
    notation = parse("2740+yht 260+t50")  # plot of 3 856 m2, AK-17
    assert round(notation.main_right_m2 / 3856, 3) == 0.711


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("III", (math.nan, 3)),
        ("3", (math.nan, 3)),
        ("3.0", (math.nan, 3)),
        ("2-4", (2, 4)),
        ("IIu1/2", (math.nan, 2)),
        ("0", (math.nan, math.nan)),
        ("99", (math.nan, math.nan)),
        (None, (math.nan, math.nan)),
    ],
)
def test_storeys_column(text: str | None, expected: tuple[float, float]) -> None:
    np.testing.assert_equal(storeys(text), expected)


def test_columns_agree_with_single_notations_and_keep_none() -> None:
    texts = np.array(["e=0.40", None, "2740+yht 260+t50", "e=0.40", "1/2 k II", "hm"], dtype=object)
    columns = parse_column(texts)
    np.testing.assert_equal(columns["plot_ratio"], [0.4, np.nan, np.nan, 0.4, np.nan, np.nan])
    np.testing.assert_equal(columns["basement_share_max"], [np.nan] * 4 + [0.5, np.nan])
    assert columns["extra_m2"].tolist() == [None, None, "t 50; yht 260", None, None, None]
    assert columns["unread"].tolist() == [None] * 5 + ["hm"]
    assert len(parse_columns(texts).notations) == 5  # each different text once
    np.testing.assert_equal(parse_columns(texts).number("extra:t"), [np.nan, np.nan, 50, np.nan, np.nan, np.nan])


# -- fuzzing -----------------------------------------------------------------------------------------------------------

BITS = st.sampled_from(
    ["e=0.4", "1200", "+", "yht 260", "t50", "II", "-", "IV", "1/2", "k", "u", "%", "35", "as", "rp", "m3", "k-m2",
     "ap", "/", " ", "\n", "½", "AK-17", "(", ")", "<u>", "</u>", "%%u", "0", "9" * 30, "väljyysluku", "x", "=", ",",
     ".", "Ⅻ", "\u0332", "\x00", "1 200"]
)  # fmt: skip


ROWS = st.lists(BITS, max_size=14)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), ROWS.map("".join), ROWS.map(" ".join)))
def test_any_text_gives_sane_values_and_its_own_words_back(text: str) -> None:
    notation = parse(text)
    for name, limit in (("main_right_m2", 1e7), ("plot_ratio", 10), ("storeys_max", 50), ("coverage_pct", 100)):
        value = getattr(notation, name)
        assert value != value or 0 < value <= limit
    assert all(bit and bit in text for bit in notation.unread)
    if notation.main_right_m2 == notation.main_right_m2:
        assert any(letter.isdigit() for letter in text)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 499_999), st.sampled_from(["", " k-m2", " kem2"]), st.sampled_from(["", "AK-3 ", "II "]))
def test_a_floor_area_is_read_whatever_stands_around_it(value: int, unit: str, front: str) -> None:
    notation = parse(f"{front}{value}{unit}")
    if front == "AK-3 " and value < 100 and not unit:
        assert notation.main_right_m2 != notation.main_right_m2
    else:
        assert notation.main_right_m2 == value


@pytest.mark.parametrize(
    "bit", ["e ", "I", "1 ", "1/", "+", "as", "e=0.4 ", "(", "9", "111 ", "II-", "t5 ", "½", "k-m2"]
)
def test_time_grows_with_length_only(bit: str) -> None:
    def seconds(length: int) -> float:
        text = bit * (length // len(bit))
        start = time.process_time()
        parse(text)
        return time.process_time() - start

    seconds(1000)
    short, long = seconds(20_000), seconds(160_000)
    assert long < 5.0
    assert long < 40 * max(short, 0.002)


# -- regulations as data -----------------------------------------------------------------------------------------------

URI = "http://uri.suomi.fi/codelist/rytj/RY_Kaavamaarayslaji/code/"
INFO = "http://uri.suomi.fi/codelist/rytj/RY_Kaavamaarayksen_Lisatiedonlaji/code/"


def regulation(code: str, number: object = None, unit: str = "", infos: tuple = (), **value: object) -> dict:
    out: dict = {"type": URI + code, "additionalInformations": list(infos)}
    if number is not None:
        value = {"number": number}
    if value:
        out["value"] = {"dataType": "PositiveNumeric", "unitOfMeasure": unit, **value}
    return out


def test_ryhti_regulations_give_the_same_structure() -> None:
    notation = from_regulations(
        [
            regulation("asuinkerrostaloalue", infos=({"type": INFO + "paakayttotarkoitus"},)),
            regulation("sallittuKerrosala", 2300, "k-m2"),
            regulation("ullakonSallittuOsuusKerrosalasta", minimumValue=33, maximumValue=34, unit="%"),
            regulation("maanpaallinenKerroslukuArvovali", minimumValue=2, maximumValue=4),
            regulation("kerrosneliomaaraYhtaAutopaikkaaKohden", 41),
            regulation("lisarakennusoikeudenMaara", 50, "k-m2"),
            regulation("rakentamisenSuhdeAlueenPintaAlaan", 35, "%"),
            regulation("vesikatonYlimmanKohdanKorkeusasema", 95.5, "m"),
        ]
    )
    assert said(notation) == {
        "zone_code": "AK",
        "main_right_m2": 2300,
        "attic_share": (0.33, 0.34),
        "storeys_min": 2,
        "storeys_max": 4,
        "parking": (ParkingNorm(1, 41, "m2"),),
        "extra_m2": (("lisärakennusoikeus", 50),),
        "coverage_pct": 35,
    }


def test_shares_of_uses_lie_inside_the_total() -> None:
    """SYKE's example: an AL block of 10 000 k-m2, 6 000 of it for dwellings and 4 000 for business."""

    def share(amount: float) -> tuple:
        value = {"dataType": "PositiveNumeric", "number": amount, "unitOfMeasure": "k-m2"}
        part = {"type": INFO + "kayttotarkoituksenOsuusKerrosalastaK-m2", "value": value}
        return ({"type": INFO + "paakayttotarkoitus"}, part)

    notation = from_regulations(
        [
            regulation("asumisenAlue", infos=share(6000)),
            regulation("liikerakennustenAlue", infos=share(4000)),
            regulation("sallittuKerrosala", 10000, "k-m2"),
        ],
        letter="AL",
    )
    assert notation.main_right_m2 == 10_000
    assert notation.use_m2 == (("asumisenAlue", 6000), ("liikerakennustenAlue", 4000))
    assert notation.zone_code == "AL"


def test_rights_for_one_use_each_add_up() -> None:
    """SYKE's example: 2 500 k-m2 for dwellings and 1 500 for business on one building area."""

    def only(code: str) -> tuple:
        return ({"type": INFO + "kayttotarkoituskohdistus", "value": {"dataType": "Code", "code": URI + code}},)

    notation = from_regulations(
        [
            regulation("sallittuKerrosala", 2500, "k-m2", only("asumisenAlue")),
            regulation("sallittuKerrosala", 1500, "k-m2", only("liikerakennustenAlue")),
        ]
    )
    assert notation.main_right_m2 == 4000


def test_contradicting_or_strange_regulations_are_unread() -> None:
    notation = from_regulations(
        [
            regulation("sallittuKerrosala", 1000, "k-m2"),
            regulation("sallittuKerrosala", 1200, "k-m2"),
            regulation("tehokkuusluku", 40),
            regulation("sallittuRakennustilavuus", text={"fin": "paljon"}),
        ]
    )
    assert notation.main_right_m2 != notation.main_right_m2
    assert notation.plot_ratio != notation.plot_ratio
    assert len(notation.unread) == 4


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "value", "values", "number", "code", "title", "text"]), inner),
        max_leaves=12,
    )
)
def test_broken_regulations_never_raise(value: object) -> None:
    broken = {"type": URI + "sallittuKerrosala", "value": value, "additionalInformations": value, "values": value}
    assert isinstance(from_regulations([broken]), Notation)


def sipoo(stage: str) -> dict[str, Notation]:
    path = shared_data(f"fi-sipoo-nevasgard-asemakaava/OGR-AK_SIPOO_{stage}_kaava-sipoo-nevasgard.geojson")
    rows = [feature["properties"] for feature in json.loads(path.read_text(encoding="utf-8"))["features"]]
    regulations = {row["localId"]: row for row in rows if row["featureType"] == "PlanRegulation"}
    out = {}
    for row in rows:
        if row["featureType"] == "PlanObject" and "KORTTELI" in row["localId"]:
            keys = [one["linkedFeatureId"] for one in row["regulations"]]
            name = row["localId"].split("-")[-1].split(".")[0]
            out[name] = from_regulations([regulations[key] for key in keys if key in regulations])
    return out


def test_sipoo_in_force_by_hand() -> None:
    blocks = sipoo("5_lainvoimainen")
    assert blocks["900"].main_right_m2 == 10_000
    assert blocks["901"].main_right_m2 == 4500 + 500  # tourism and dwellings, each its own regulation
    assert blocks["902"].main_right_m2 == 5500 + 750
    assert blocks["904"].plot_ratio == 0.14
    assert blocks["900"].basement_share == HALF
    assert blocks["910"].attic_share == HALF
    assert blocks["902"].zone_code == "RM"
    assert blocks["904"].zone_code == "RA"
    assert sum(b.plot_ratio == b.plot_ratio for b in blocks.values()) == 16
    assert not any(b.unread for b in blocks.values())


def test_sipoo_proposal_differs_where_the_plan_changed() -> None:
    before, after = sipoo("2_kaavaehdotus"), sipoo("5_lainvoimainen")
    assert before["901"].main_right_m2 == 11_250
    assert after["901"].main_right_m2 == 5_000
    assert before["902"].main_right_m2 != before["902"].main_right_m2  # RA without any figure
    assert {name for name in before if name not in after} == {"903"}
    assert {name for name in after if name not in before} == {"919"}
