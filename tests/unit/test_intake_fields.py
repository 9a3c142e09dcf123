# SPDX-License-Identifier: GPL-2.0-or-later
"""The same data in every form it is delivered in gives the same table."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.features import Features, Source
from heinola_planning_plugin.core.intake import matching
from heinola_planning_plugin.core.intake.fields import normalise, parcel_key


def objects(*values) -> np.ndarray:
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


def layer(name: str, kind: str = "polygon", /, **columns) -> Features:
    count = len(next(iter(columns.values())))
    boxes = [shapely.box(448_000 + 20 * i, 6_786_000, 448_010 + 20 * i, 6_786_010) for i in range(count)]
    geometry = {"polygon": boxes, "point": [box.centroid for box in boxes], "line": [box.exterior for box in boxes]}[
        kind
    ]
    columns = {k: v if isinstance(v, np.ndarray) else objects(*v) for k, v in columns.items()}
    return Features(geometry, columns, "EPSG:3067", Source(name))


FOURTEEN = ["11140300010025", "11140300010026", "01640100050001"]
DASHED = ["111-403-1-25", "111-403-1-26", "16-401-5-1"]

PARCELS = {
    "interface": layer("PalstanSijaintitiedot", kiinteistotunnus=FOURTEEN, kiinteistotunnuksenEsitysmuoto=DASHED),
    "GeoPackage, display form only": layer("PalstanSijaintitiedot", kiinteistotunnuksenEsitysmuoto=DASHED),
    "shapefile by sheet": layer(
        "L4132R_palstaalue", ID=np.arange(3), TPTEKSTI=DASHED, TUNNUS=FOURTEEN, KTUNNUS=["111", "111", "016"]
    ),
    "INSPIRE": layer("cp:CadastralParcel", nationalCadastralReference=FOURTEEN, label=["x", "y", "z"]),
    "old interface": layer(
        "ktjkiiwfs:PalstanTietoja", rekisteriyksikonKiinteistotunnus=FOURTEEN, tekstiKartalla=DASHED
    ),
    "Tekla": layer("KIINTEISTOT", KIINTEISTOTUNNUS=DASHED, REKISTERIPINTAALA=np.array([1.0, 2.0, 3.0])),
    "shapefile names": layer("tontit", KIINTEISTO=FOURTEEN),
    "name unknown, values tell": layer("jotain", avain=DASHED, muuta=["a", "b", "c"]),
    "spreadsheet's number": layer("taulukko", kiinteistotunnus=np.array([float(x) for x in FOURTEEN])),
}


@pytest.mark.parametrize("form", PARCELS)
def test_parcels_in_every_form(form):
    got = normalise(PARCELS[form], "parcels")
    assert "parcel_id" in got.found
    assert got.table["parcel_key"].tolist() == FOURTEEN
    assert not got.ambiguous
    if "number" not in form:
        assert got.table["parcel_id"].tolist() in (FOURTEEN, DASHED)  # unchanged, as it came
    assert set(matching.roles()["parcels"].columns) <= set(got.table.columns)


def test_register_units_of_ktj():
    got = normalise(
        layer(
            "ktjkiiwfs:RekisteriyksikonTietoja",
            kiinteistotunnus=FOURTEEN,
            rekisteriyksikkolaji=["1", "13", "yhteinen vesialue"],
            nimi=["Mäki", None, "Vesi"],
            maapintaala=["12000,5", "0", "7"],
            vesipintaala=["1", "2", "3"],
        ),
        "parcels",
    )
    assert got.table["unit_type"].tolist() == ["1", "13", "17"]
    np.testing.assert_array_equal(got.table["area_m2"], [12000.5, np.nan, 7.0])
    assert [(note.code, note.count) for note in got.notes] == [("value_means_unknown", 1)]


def test_parcel_keys_of_unparcelled_areas_and_foreign_ids():
    keys = parcel_key(objects("111-403-1-25-M601", "11140300010025M0601", "7-18", None, " 12 "))
    assert keys.tolist() == ["11140300010025", "11140300010025", "7-18", None, "12"]


def test_areas_in_hectares_become_square_metres():
    got = normalise(layer("palstat", kiinteistotunnus=FOURTEEN, pinta_ala_ha=["1,5", "2", "0,25"]), "parcels")
    assert got.table["area_m2"].tolist() == [15_000, 20_000, 2_500]
    assert "area_in_hectares" in [note.code for note in got.notes]


PRT = ["100012345X", "1000123467", "103456789A"]

BUILDINGS = {
    "Ryhti, English": layer(
        "ryhti_building:open_building",
        "point",
        permanent_building_identifier=PRT,
        property_identifier=["11140300010025", "", None],
        completion_date=["1980-01-01Z", "1900-01-01Z", None],
        main_purpose=[f"http://uri.suomi.fi/codelist/rytj/avoin_rakennusluokitus/code/{c}" for c in ("01", "06", "05")],
        usage_status=[f"http://uri.suomi.fi/codelist/vtj/rake_kaytossaolotilanne/code/{c}" for c in ("03", "01", "07")],
        number_of_storeys=np.array([1.0, 5.0, np.nan]),
        gross_floor_area=np.array([80.0, 0.0, np.nan]),
        floor_area=np.array([70.0, np.nan, 99_999_999.0]),
        apartment_count=np.array([1, 24, 1]),
    ),
    "Ryhti, Finnish": layer(
        "ryhti_building:avoimet_rakennukset",
        "point",
        pysyva_rakennustunnus=PRT,
        sijaintikiinteisto=["11140300010025", "", None],
        valmistumispaivamaara=["1980-01-01", "1900-01-01", None],
        paaasiallinen_kayttotarkoitus=["01", "06", "05"],
        kaytossaolo=["03", "01", "07"],
        kerrosluku=np.array([1.0, 5.0, np.nan]),
        kerrosala=np.array([80.0, 0.0, 500_000.0]),
        huoneistojen_lukumaara=np.array([1, 24, 1]),
    ),
    "Finnish, as a shapefile": layer(
        "avoimet_rakennukset",
        "point",
        pysyva_rak=PRT,
        sijaintiki=["11140300010025", "", None],
        valmistumi=["1980-01-01", "1900-01-01", None],
        paaasialli=["01", "06", "05"],
        kaytossaol=["03", "01", "07"],
        kerrosluku=np.array([1, 5, 0]),
        kerrosala=np.array([80, 0, 500_000]),
        huoneistoj=np.array([1, 24, 1]),
    ),
}


@pytest.mark.parametrize("form", BUILDINGS)
def test_ryhti_buildings_in_every_form(form):
    table = normalise(BUILDINGS[form], "buildings").table
    assert table["building_id"].tolist() == PRT
    assert table["parcel_key"].tolist() == ["11140300010025", None, None]
    assert table["completed"].tolist() == ["1980-01-01", None, None]
    assert table["use"].tolist() == ["01", "06", "05"]
    assert table["use_scheme"].tolist() == ["open"] * 3
    assert table["usage_status"].tolist() == ["03", "01", "07"]
    np.testing.assert_array_equal(table["floor_area_m2"], [80, np.nan, np.nan])
    np.testing.assert_array_equal(table["storeys"], [1, 5, np.nan])
    np.testing.assert_array_equal(table["dwellings"], [1, 24, 1])


def test_dvv_workbook_with_its_broken_headers():
    sheet = Features(
        np.full(4, None, dtype=object),
        {
            "Rakennustunnus": objects(*PRT, "1034567890"),
            "Sijainti-kunta": objects("111", "111", "111", "111"),
            "Sijaintikiinteistön tunnus": np.array([11140300010025, 11140300010026, 1640100050001, np.nan]),
            "Valmis-tumis-\npäivä": np.array([19800101, 19000101, 20200506, np.nan]),
            "Kerros-ala": objects("120", "0", "1 250", None),
            "Kerros-luku": objects("2", "", "4", "0"),
            "Käytös-säolo-tilanne": np.array([1.0, 3.0, 5.0, np.nan]),
            "Käyttö-tarkoitus": objects("011", "041", "039", "511"),
            "Rakennus-\nLuokka": np.array([110.0, 211.0, np.nan, np.nan]),
            "Pohjois-koordinaatti": np.array([6786008.0, 6786108, 6786208, 6786308]),
            "Itä-koordinaatti": np.array([447876.0, 447976, 448076, 448176]),
        },
        "",
        Source("R1 rakennus"),
    )
    got = normalise(sheet, "buildings")
    assert got.source == "dvv_buildings"
    assert got.table["parcel_key"].tolist() == ["11140300010025", "11140300010026", "01640100050001", None]
    assert got.table["completed"].tolist() == ["1980-01-01", None, "2020-05-06", None]
    # the 2018 class where it is given, else the 1994 one
    assert list(zip(got.table["use"], got.table["use_scheme"])) == [
        ("0110", "2018"),
        ("0211", "2018"),
        ("039", "1994"),
        ("511", "1994"),
    ]
    np.testing.assert_array_equal(got.table["floor_area_m2"], [120, np.nan, 1250, np.nan])
    np.testing.assert_array_equal(got.table["storeys"], [2, np.nan, 4, np.nan])


def test_lift_from_the_municipal_register():
    got = normalise(
        layer("rakennukset", "point", prt=PRT, hissi=["k", "e", None], kerrosala=["1", "2", "3"]), "buildings"
    )
    np.testing.assert_array_equal(got.table["lift"], [1, 0, np.nan])


def test_topographic_storey_class_is_never_a_count():
    layer_ = layer("talot", kohdeluokka=[42210, 42212, 42231], kerrosluku=np.array([1, 2, 1]))
    got = normalise(layer_, "buildings")
    assert np.isnan(got.table["storeys"]).all()
    assert got.table["use_scheme"].tolist() == ["mtk"] * 3
    assert "storeys_are_classes" in [note.code for note in got.notes]


def test_plan_units_of_helsinki():
    got = normalise(
        layer(
            "avoindata:Kaavayksikot",
            kaavayksikkotunnus=["09101000010001", "09101000010002"],
            kaavatunnus=["12345", "12345"],
            sijaintialue=["010", "010"],
            ryhma=["0001", "0001"],
            yksikko=["0001", "0002"],
            rakennusoikeus=["2740+yht 260+t50", "1200"],
            kayttotarkoitusluokka=["Asuinkerrostalojen korttelialue", "x"],
            kayttotarkoitusluokka_koodi=["AK", "KL"],
            rekisteriala=np.array([3856.0, 0.0]),
        ),
        "plan_units",
    )
    table = got.table
    assert table["zone_code"].tolist() == ["AK", "KL"]
    assert table["notation"].tolist() == ["2740+yht 260+t50", None]
    np.testing.assert_array_equal(table["permitted_m2"], [np.nan, 1200])
    np.testing.assert_array_equal(table["area_m2"], [3856, np.nan])
    assert table["district"].tolist() == ["010", "010"]
    assert "right_in_words" in [note.code for note in got.notes]


def test_notations_alone_go_to_the_notation():
    got = normalise(
        layer("tontit", kaavamerkinta=["AK-17", "AO", "T"], rakennusoikeus=["e=0.40 II", "e=0,25 I", "5000+t50"]),
        "plan_units",
    )
    assert got.table["notation"].tolist() == ["e=0.40 II", "e=0,25 I", "5000+t50"]
    assert np.isnan(got.table["permitted_m2"]).all()


def test_arho_views():
    got = normalise(
        layer(
            "land_use_area_v",
            short_names=['{"AK-1",sr}', "{T}"],
            type_of_underground_id=["2", "2"],
            primary_use=["asuinkerrostaloalue", "teollisuusalue"],
            plan_id=["p", "p"],
            approval_date=["2024-01-02", None],
        ),
        "plan_units",
    )
    assert got.source == "arho_land_use"
    assert got.table["zone_code"].tolist() == ["AK-1", "T"]
    assert got.table["approved"].tolist() == ["2024-01-02", None]


@pytest.mark.parametrize(
    ("name", "columns", "codes"),
    [
        (
            "hame_paijat_hame:Aluevaraukset2023",
            {"kaavaMerkL": ["A", "T/kem", "VR"], "kohdeTunnus": ["1", "1", "2"]},
            ["A", "T/kem", "VR"],
        ),
        (
            "asemakaava_maankaytto",
            {"maankaytto_asemakaava_kaavamerkinta": ["Puisto", "Katualue", "Vesialue"]},
            ["Puisto", "Katualue", "Vesialue"],
        ),
        (
            "ZoningElement",
            {"hilucsLandUse": ["http://inspire.ec.europa.eu/codelist/HILUCSValue/5_ResidentialUse"] * 3},
            None,
        ),
        ("kaava", {"merkintä": ["AK-1", "AP 3", "VL(2)"], "numero": ["1", "2", "3"]}, ["AK-1", "AP 3", "VL(2)"]),
        ("kaava", {"mika_lie": ["AK-1", "AP 3", "VL(2)"], "numero": ["1", "2", "3"]}, ["AK-1", "AP 3", "VL(2)"]),
    ],
)
def test_zoning_in_every_form(name, columns, codes):
    got = normalise(layer(name, **columns), "zoning")
    assert "zone_code" in got.found
    if codes:
        assert got.table["zone_code"].tolist() == codes


def test_digiroad_link_type_says_more_than_the_functional_class():
    got = normalise(
        layer(
            "DR_LINKKI",
            "line",
            LINK_ID=["a", "b", "c", "d"],
            TOIMINN_LK=np.array([1, 1, 4, 8]),
            LINKKITYYP=np.array([1, 3, 6, 8]),
            TIENUMERO=np.array([4.0, 46.0, np.nan, np.nan]),
            TIENIMI_SU=["Lahdentie", None, None, None],
        ),
        "roads",
    )
    assert got.table["road_class"].tolist() == ["motorway", "main", "ramp", "cycle"]
    assert got.table["road_number"].tolist() == ["4", "46", None, None]


def test_zoning_keeps_the_amounts_that_the_gap_table_counts():
    zones = layer("zones", kaavamerkinta=["RA", "RM"], rakennuspaikkojen_maara=["2", None], rakennusoikeus=["320", "0"])
    got = normalise(zones, "zoning").table
    np.testing.assert_array_equal(got["places"], [2.0, np.nan])
    np.testing.assert_array_equal(got["permitted_m2"], [320.0, np.nan])


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("rautatie", {"mtk_id": np.arange(4), "kohdeluokka": np.array([14111, 14112, 14121, 14131])}),
        ("lines", {"osm_id": ["1", "2", "3", "4"], "railway": ["rail", "rail", "narrow_gauge", "subway"]}),
    ],
)
def test_no_goods_train_comes_by_metro_or_narrow_gauge(name, columns):
    assert normalise(layer(name, "line", **columns), "railways").rows.tolist() == [0, 1]
