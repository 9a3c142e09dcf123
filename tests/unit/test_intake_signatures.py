# SPDX-License-Identifier: GPL-2.0-or-later
"""Signature and vocabulary files keep their form, and recognise what they describe."""

from __future__ import annotations

import re

import numpy as np
import pytest
import shapely

from heinola_planning_plugin import paths
from heinola_planning_plugin.core.errors import PolicyError
from heinola_planning_plugin.core.features import Features, Source
from heinola_planning_plugin.core.intake import codes, findings, forms, matching, report, signatures
from heinola_planning_plugin.core.intake.plan_objects import regulation_words
from heinola_planning_plugin.core.policy import LANGUAGES
from heinola_planning_plugin.core.vocabulary import plan_codes


def objects(*values) -> np.ndarray:
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


# --- the files


def test_every_signature_file_is_read_and_has_a_source():
    files = sorted(paths.resource("signatures").glob("*.yaml"))
    assert len(files) >= 9
    assert len(signatures.signatures()) > 80
    for signature in signatures.signatures().values():
        assert re.fullmatch(r"[a-z0-9_]+", signature.id)
        assert set(signature.names) == set(LANGUAGES)


def test_rules_name_columns_forms_and_lists_that_exist():
    for signature in signatures.signatures().values():
        if signature.role == signatures.OTHER:
            assert not signature.columns
            continue
        columns = matching.roles()[signature.role].columns
        for column, rules in signature.columns.items():
            assert column in columns
            for rule in rules:
                assert not rule.form or rule.form in forms.FORMS
                assert set(rule.codes) <= set(codes.code_lists())


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- {id: a, role: palsta, name: N, fields: [x]}", "role.*'palsta' is not one of"),
        ("- {id: a, role: parcels, name: N}", "give fields or layers"),
        (
            "- {id: a, role: parcels, name: N, fields: [x], columns: {korkeus: []}}",
            "korkeus.*is not a column of parcels",
        ),
        (
            "- {id: a, role: parcels, name: N, fields: [x], columns: {name: [{codes: [unit_type]}]}}",
            "give one of field",
        ),
        (
            "- {id: a, role: parcels, name: N, fields: [x], columns: {name: [{field: y, codes: [zz]}]}}",
            "no code list 'zz'",
        ),
        ("- {id: a, role: parcels, name: N, fields: [x], columns: {name: [{layer: '('}]}}", "is not a pattern"),
        ("- {id: a, role: parcels, name: N, fields: [x], feilds: [y]}", "feilds.*not a known key.*fields"),
        ("- {id: a, role: parcels, name: {fi: x}, fields: [x]}", "name.sv.*is missing"),
        (
            "- {id: a, role: parcels, name: N, fields: [x]}\n- {id: a, role: parcels, name: N, fields: [x]}",
            "there twice",
        ),
    ],
)
def test_a_wrong_signature_is_refused_with_its_place(tmp_path, monkeypatch, text, complaint):
    text = text.replace("N", "{fi: a, sv: b, en: c}", 2) if "name: N" in text else text
    body = "\n".join(f"  {line}" for line in text.splitlines())
    (tmp_path / "own.yaml").write_text(f"source: test\nsignatures:\n{body}\n", encoding="utf-8")
    monkeypatch.setattr(signatures, "resource", lambda *_: tmp_path)
    with pytest.raises(PolicyError, match=complaint) as caught:
        signatures.signatures.__wrapped__()
    assert "own.yaml" in str(caught.value)


def test_a_source_is_added_by_adding_a_file(tmp_path, monkeypatch):
    (tmp_path / "own.yaml").write_text(
        "source: test\nsignatures:\n"
        "  - id: own\n    role: parcels\n    name: {fi: Oma, sv: Egen, en: Own}\n    fields: [lohko_nro]\n"
        "    columns: {parcel_id: [{field: lohko_nro}]}\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(signatures, "resource", lambda *_: tmp_path)
    signatures.signatures.cache_clear()
    try:
        found = signatures.recognise({"LOHKO_NRO": objects("1", "2")}, geometry="polygon")
        assert [(each.role, each.source) for each in found] == [("parcels", "own")]
        assert found[0].name("sv") == "Egen"
    finally:
        monkeypatch.undo()
        signatures.signatures.cache_clear()


def test_every_role_has_a_name_and_every_column_a_form():
    for role, spec in matching.roles().items():
        assert all(report.role_name(role, language) != role or language == "en" for language in LANGUAGES)
        assert spec.geometry in matching.GEOMETRIES
        for column in spec.columns.values():
            assert column.form in forms.FORMS
            assert len(set(column.names)) == len(column.names)


def test_every_finding_speaks_three_languages_and_fills_its_braces():
    facts = {
        "declared": "A",
        "found": "B",
        "others": ["C", "D"],
        "source": "E",
        "target": "F",
        "accuracy": 0.5,
        "field": "g",
        "column": "h",
        "examples": ["0", "1"],
        "share": 1.0,
        "km": 50.0,
        "municipality": "Heinola",
        "pieces": 4,
        "ha": 1.25,
        "m2": 12.0,
        "total": 40,
        "system": "N60",
        "layer": "L",
    }
    for code in findings.codes():
        for count in (1, 1234):
            finding = findings.Finding(code, count, facts)
            for language in LANGUAGES:
                text = finding.sentence(language)
                assert "–" not in text, (code, language)
                assert "{" not in text
                assert finding.level() in findings.LEVELS


def test_the_sentence_planners_asked_for():
    finding = findings.Finding("right_missing", 38)
    assert finding.sentence("fi") == "38 tontilta puuttuu rakennusoikeus: käyttämätön oikeus jää tuntemattomaksi"
    assert findings.Finding("areas_overlap", 2, {"ha": 31.915}).what("fi").endswith("31,9 ha")
    assert findings.Finding("geometry_missing", 1).what("en") == "1 row has no shape"


def test_plan_regulations_and_code_lists_are_consistent():
    words = regulation_words()
    assert words.ryhti["sallittukerrosala"] == "permitted_m2"
    known, _ = plan_codes().split(list(words.uses.values()))
    assert all(code is not None for code in known)
    for name in codes.code_lists():
        assert codes.code_list(name).codes


# --- recognising


def layer(name: str, kind: str, fields: list[str], **values) -> Features:
    shapes = {
        "polygon": shapely.box(448_000, 6_786_000, 448_010, 6_786_010),
        "line": shapely.linestrings([[448_000, 6_786_000], [448_010, 6_786_010]]),
        "point": shapely.points(448_000, 6_786_000),
    }
    columns = {field: objects("x", "y") for field in fields} | {k: objects(*v) for k, v in values.items()}
    return Features([shapes[kind]] * 2, columns, "EPSG:3067", Source(name))


KNOWN = [
    (
        "PalstanSijaintitiedot",
        "polygon",
        ["kiinteistotunnus", "kiinteistotunnuksenEsitysmuoto"],
        {},
        "parcels",
        "mml_parcels",
    ),
    ("palstat", "polygon", ["kiinteisto", "kiinteistotunnuksenEsitysmuoto"], {}, "parcels", "mml_parcels"),
    ("L4132R_palstaalue", "polygon", ["ID", "TPTEKSTI", "TUNNUS", "KTUNNUS"], {}, "parcels", "mml_parcels_sheet"),
    ("cp:CadastralParcel", "polygon", ["nationalCadastralReference", "label"], {}, "parcels", "inspire_parcels"),
    ("KiinteistorajanSijaintitiedot", "line", ["kiinteistorajalaji"], {}, "other", "mml_parcel_borders"),
    ("jarvi", "polygon", ["mtk_id"], {"kohdeluokka": ["36200", "36200"]}, "water", "mtk_lake"),
    ("meri", "polygon", ["mtk_id"], {"kohdeluokka": [36211, 36211]}, "water", "mtk_sea"),
    ("virtavesialue", "polygon", ["mtk_id"], {"kohdeluokka": [36313, 36313]}, "water", "mtk_river"),
    ("rakennus", "polygon", ["mtk_id", "kerrosluku"], {"kohdeluokka": [42211, 42230]}, "buildings", "mtk_buildings"),
    ("tieviiva", "line", ["mtk_id", "paallyste"], {"kohdeluokka": [12111, 12316]}, "roads", "mtk_roads"),
    ("rautatie", "line", ["mtk_id"], {"kohdeluokka": [14111, 14112]}, "railways", "mtk_railways"),
    ("sahkolinja", "line", ["mtk_id"], {"kohdeluokka": [22311, 22312]}, "powerlines", "mtk_powerlines"),
    ("suo", "polygon", ["mtk_id"], {"kohdeluokka": [35411, 35412]}, "wetland", "mtk_wetland"),
    ("syke_rantaviiva:Ranta10_Jarvi", "polygon", ["objectid", "nimi", "area_m2"], {}, "water", "syke_lakes"),
    ("jarvi10", "polygon", ["JarviTunnu", "Nimi"], {}, "water", "syke_lakes"),
    (
        "syke_vhspohjavesi:VHS2022_Pohjavesi",
        "polygon",
        ["pvaluenimi", "kunta"],
        {"pvalueluokka": ["1", "2E"]},
        "groundwater",
        "syke_groundwater",
    ),
    (
        "inspire_ps:PS.ProtectedSitesSpecialAreaOfConservation",
        "polygon",
        ["naturatunnus", "nimisuomi"],
        {},
        "protected",
        "syke_natura",
    ),
    (
        "inspire_ps:PS.ProtectedSitesValtionOmistamaLuonnonsuojelualue",
        "polygon",
        ["tyyppilyhenne", "lsaluetunnus", "nimi"],
        {},
        "protected",
        "syke_reserves",
    ),
    (
        "inspire_nz:NZ.Tulvavaaravyohykkeet_Vesistotulva_1_100a",
        "polygon",
        ["objectid", "kohdenro"],
        {},
        "flood",
        "syke_flood",
    ),
    ("inspire_nz:NZ.Tulvavaarakartoitetut_alueet_Vesistotulva", "polygon", ["nimi"], {}, "other", "syke_flood_mapped"),
    ("muinaisjaannos_alue", "polygon", ["mjtunnus", "kohdenimi"], {}, "relics", "museo_relics"),
    (
        "ryhti_building:open_building",
        "point",
        ["permanent_building_identifier"],
        {},
        "buildings",
        "ryhti_open_building",
    ),
    (
        "avoimet_rakennukset",
        "point",
        ["pysyva_rakennustunnus", "kerrosala"],
        {},
        "buildings",
        "ryhti_avoimet_rakennukset",
    ),
    ("avoimet_lupa_rakennukset", "point", ["pysyva_lupatunnus", "pysyva_rakennustunnus"], {}, "other", "ryhti_permits"),
    (
        "R1 rakennus",
        "point",
        ["Rakennustunnus", "Sijaintikiinteistön tunnus", "Kerros-ala"],
        {},
        "buildings",
        "dvv_buildings",
    ),
    (
        "pub_valid_ld_plan_ix_gs",
        "polygon",
        ["permanent_plan_identifier", "plan_life_cycle_status"],
        {},
        "other",
        "ryhti_plan_index",
    ),
    ("land_use_area_v", "polygon", ["short_names", "type_of_underground_id"], {}, "plan_units", "arho_land_use"),
    ("Aluevaraukset2023", "polygon", ["kaavaMerkL", "kohdeTunnus"], {}, "zoning", "regional_plan"),
    ("SeutuRAMAVA_kortteli_12026", "polygon", ["korttunnus", "kala", "karayht"], {}, "plan_units", "hsy_block_reserve"),
    (
        "akaava:Rakennusala",
        "polygon",
        ["tunnus", "kaavatunnus", "kaavamerkinta"],
        {},
        "building_areas",
        "kuntagml_building_area",
    ),
    ("DR_LINKKI_K", "line", ["LINK_ID", "TOIMINN_LK", "LINKKITYYP"], {}, "roads", "digiroad_links"),
    ("digiroad:dr_pysakki", "point", ["VALTAK_ID"], {}, "stops", "digiroad_stops"),
    ("vaestoruutu:vaki2025_1km", "polygon", ["grd_id", "vaesto"], {}, "other", "tilastokeskus_grid"),
    ("plu:ZoningElement", "polygon", ["hilucsLandUse"], {}, "zoning", "inspire_plu"),
    ("eritasoliittymat", "point", ["nimi"], {}, "junctions", "vayla_junctions"),
]


@pytest.mark.parametrize(("name", "kind", "fields", "values", "role", "source"), KNOWN, ids=[row[0] for row in KNOWN])
def test_known_layers(name, kind, fields, values, role, source):
    found = signatures.recognise(layer(name, kind, fields, **values))
    assert found, "nothing fits"
    assert (found[0].role, found[0].source) == (role, source)
    assert found[0].confidence >= signatures.SURE


@pytest.mark.parametrize(("name", "kind", "fields", "values", "role", "source"), KNOWN, ids=[row[0] for row in KNOWN])
def test_known_layers_as_shapefiles_with_names_cut(name, kind, fields, values, role, source):
    """Fields cut to ten characters still tell the source, or at least the role, unless only the name could."""
    cut = [field[:10] for field in fields]
    if len(set(cut)) < len(cut) or "short_names" in fields:
        pytest.skip("two fields share their first ten characters, or the source has no shapefiles")
    found = signatures.recognise(layer(name, kind, cut, **{k[:10]: v for k, v in values.items()}))
    assert found
    assert found[0].role == role


def test_geometry_decides_against():
    lines = layer("PalstanSijaintitiedot", "line", ["kiinteistotunnus", "kiinteistotunnuksenEsitysmuoto"])
    assert "parcels" not in [each.role for each in signatures.recognise(lines)]


def test_values_tell_where_names_do_not():
    ids = objects("111-403-1-25", "111-403-1-26", "111-403-1-27")
    found = signatures.recognise({"avain": ids, "muu": objects("a", "b", "c")}, geometry="polygon")
    assert found[0].role == "parcels"
    assert found[0].source == ""
    assert found[0].confidence < signatures.SURE  # so sure that it must be asked


def test_a_layer_of_nothing_known_is_nothing():
    assert signatures.recognise({"a": objects("x", "y"), "b": np.array([1.0, 2.0])}, "taso", "polygon") == []
    assert signatures.recognise({}, "", "") == []


def test_another_layer_of_the_same_database_has_no_role():
    other = layer("korkeuskayra", "line", ["mtk_id"], kohdeluokka=[52100, 52100])
    assert [each.role for each in signatures.recognise(other)] == ["other"]
