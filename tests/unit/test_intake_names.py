# SPDX-License-Identifier: GPL-2.0-or-later
"""Field names of every delivery form come to one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heinola_planning_plugin.core.intake.names import has_field, header, layer_signature, match


@pytest.mark.parametrize(
    ("as_it_came", "wanted"),
    [
        ("kiinteistotunnuksenEsitysmuoto", "kiinteistotunnuksenesitysmuoto"),
        ("KIINTEISTOTUNNUS", "kiinteistotunnus"),
        ("permanent_building_identifier", "permanentbuildingidentifier"),
        ("Sijaintikiinteistön tunnus", "sijaintikiinteistontunnus"),
        # headers of the Digital and Population Data Services Agency's workbook, broken as they are there
        ("Raken-nuksen tila", "rakennuksentila"),
        ("Valmis-tumis-\npäivä", "valmistumispaiva"),
        ("Käytös-säolo-tilanne", "kaytossaolotilanne"),
        ("Rakennus-\nLuokka", "rakennusluokka"),
        ("Itä-koordinaatti", "itakoordinaatti"),
        ("Kerros\u00adala", "kerrosala"),
        ("suojeluryhmä", "suojeluryhma"),
        ("Ka\u0308ytto\u0308tarkoitus", "kayttotarkoitus"),  # decomposed, as macOS writes it
        ("hame_paijat_hame:kaavaMerkL", "kaavamerkl"),
        ("Byggnadsår Å", "byggnadsara"),
    ],
)
def test_header(as_it_came, wanted):
    assert header(as_it_came) == wanted


@pytest.mark.parametrize(
    ("as_it_came", "wanted", "least"),
    [
        ("kohdeluokka", "kohdeluokka", 1.0),
        ("kohdeluokk", "kohdeluokka", 0.9),  # a shapefile's ten characters
        ("Kayttotark", "kayttotarkoitus", 0.9),
        ("pysyva_rak", "pysyvarakennustunnus", 0.9),
        ("Kaavamaa_1", "kaavamaarays", 0.7),  # the driver's number for a second field of the same ten
        ("maankaytto_asemakaava_kaavamerkinta", "kaavamerkinta", 0.8),
    ],
)
def test_match(as_it_came, wanted, least):
    assert match(as_it_came, wanted) == least


@pytest.mark.parametrize(
    ("as_it_came", "wanted"),
    [
        ("kerros", "kerrosala"),  # a beginning, but not of ten characters
        ("kerrosluku", "kerrosala"),
        ("", "kerrosala"),
        ("---", "kerrosala"),
        ("tunnus", "kiinteistotunnus"),
        ("xe", "e"),
    ],
)
def test_no_match(as_it_came, wanted):
    assert match(as_it_came, wanted) == 0.0


def test_has_field_finds_any_spelling():
    names = ["fid", "KOHDELUOKK", "mtk_id"]
    assert has_field(names, "kohdeluokka") == "KOHDELUOKK"
    assert has_field(names, "MTK_ID") == "mtk_id"
    assert has_field(names, "kerrosala") is None


def test_layer_signature_knows_fields_not_their_order():
    assert layer_signature(["Kerros-ala", "tunnus"]) == layer_signature(["tunnus", "kerrosala"])
    assert layer_signature(["tunnus"]) != layer_signature(["tunnus", "kerrosala"])


@given(st.text(max_size=60))
def test_header_is_settled_after_one_go(name):
    once = header(name)
    assert header(once) == once
    assert all(sign in "abcdefghijklmnopqrstuvwxyz0123456789" for sign in once)
