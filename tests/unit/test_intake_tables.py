# SPDX-License-Identifier: GPL-2.0-or-later
"""Constraint layers, choices of the user, our own tables again, real data: what fields become columns."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from helpers import shared_data

from heinola_planning_plugin.core import files
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features, Source
from heinola_planning_plugin.core.intake import matching
from heinola_planning_plugin.core.intake.fields import normalise


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

PRT = ["100012345X", "1000123467", "103456789A"]


@pytest.mark.parametrize(
    ("name", "kind", "role", "columns", "column", "wanted"),
    [
        (
            "jarvi",
            "polygon",
            "water",
            {"mtk_id": [-5, 6], "kohdeluokka": [36200, 36200]},
            "water_kind",
            ["lake", "lake"],
        ),
        (
            "syke_rantaviiva:Ranta10_Jarvi",
            "polygon",
            "water",
            {"objectid": [1, 2], "nimi": ["A", "B"]},
            "water_kind",
            ["lake"] * 2,
        ),
        (
            "syke_vhspohjavesi:VHS2022_Pohjavesi",
            "polygon",
            "groundwater",
            {"pvaluenimi": ["A", "B"], "pvalueluokka": ["1E", "II"]},
            "groundwater_class",
            ["1E", "2"],
        ),
        (
            "pohjavesialue",
            "polygon",
            "groundwater",
            {"PvAlueTunn": ["1", "2"], "PvAlueNimi": ["A", "B"], "PvAlueLuok": ["I", "E"]},
            "groundwater_class",
            ["1", "E"],
        ),
        (
            "inspire_nz:NZ.Tulvavaaravyohykkeet_Vesistotulva_1_100a",
            "polygon",
            "flood",
            {"objectid": [1, 2], "nimi": ["A", "B"]},
            "return_period",
            [100.0, 100.0],
        ),
        (
            "inspire_ps:PS.ProtectedSitesSpecialAreaOfConservation",
            "polygon",
            "protected",
            {"naturatunnus": ["FI1", "FI2"], "nimisuomi": ["A", "B"]},
            "kind",
            ["natura"] * 2,
        ),
        (
            "PS.ProtectedSitesYksityistenMaillaOlevaLuonnonsuojelualue",
            "polygon",
            "protected",
            {"tyyppilyhenne": ["YSA", "LTA"], "lsaluetunnus": ["1", "2"]},
            "kind",
            ["reserve", "habitat"],
        ),
        (
            "sahkolinja",
            "line",
            "powerlines",
            {"mtk_id": [1, 2], "kohdeluokka": [22311, 22312]},
            "line_class",
            ["transmission", "distribution"],
        ),
        (
            "tieviiva",
            "line",
            "roads",
            {"mtk_id": [1, 2], "kohdeluokka": [12111, 12313]},
            "road_class",
            ["main", "path"],
        ),
        (
            "muinaisjaannos_piste",
            "point",
            "relics",
            {"mjtunnus": ["1", "2"], "kohdenimi": ["Linna   ", "Kumpu"]},
            "name",
            ["Linna", "Kumpu"],
        ),
    ],
)
def test_constraint_layers(name, kind, role, columns, column, wanted):
    columns = {k: np.array(v) if isinstance(v[0], int) else v for k, v in columns.items()}
    got = normalise(layer(name, kind, **columns), role)
    assert got.table[column].tolist() == wanted


def test_rows_of_other_kinds_are_left_out_and_numbered():
    mixed = layer("MTK-vakavesi_24-01-01", mtk_id=np.arange(4), kohdeluokka=np.array([36200, 35411, 44300, 36211]))
    got = normalise(mixed, "water")
    assert got.rows.tolist() == [0, 2, 3]
    assert got.table["water_kind"].tolist() == ["lake", "pond", "sea"]


def test_two_fields_that_fit_as_well_are_asked_once():
    twins = layer("tontit", kaavamerkinta=["AK", "AO"], rakennusoikeus=["100", "200"], kala=["300", "400"])
    got = normalise(twins, "plan_units")
    assert got.ambiguous["permitted_m2"] == ("rakennusoikeus", "kala")
    assert got.table["permitted_m2"].tolist() == [100, 200]
    assert [note.facts["others"] for note in got.notes if note.code == "field_ambiguous"] == [["kala"]]
    chosen = normalise(twins, "plan_units", {"permitted_m2": "kala"})
    assert chosen.table["permitted_m2"].tolist() == [300, 400]
    assert "permitted_m2" not in chosen.ambiguous


def test_two_fields_that_say_the_same_are_no_question():
    got = normalise(layer("x", kiinteistotunnus=FOURTEEN, kiinteistotunnuksenEsitysmuoto=DASHED), "parcels", source="")
    assert got.ambiguous == {}


def test_overrides():
    table = layer("x", kiinteistotunnus=FOURTEEN, nimi=["a", "b", "c"])
    assert normalise(table, "parcels", {"name": ""}).table["name"].tolist() == [None] * 3
    with pytest.raises(InputError, match="no such field"):
        normalise(table, "parcels", {"name": "puuttuva"})
    with pytest.raises(InputError, match="not a column of parcels"):
        normalise(table, "parcels", {"korkeus": "nimi"})
    with pytest.raises(InputError, match="is not a role"):
        normalise(table, "kissat")


@pytest.mark.parametrize("role", sorted(matching.roles()))
def test_our_own_tables_come_back_as_they_went_out(role):
    """Every column keeps its values when a result is fed in again: names and words of ours are read, too."""
    spec = matching.roles()[role]
    kind = "polygon" if spec.geometry == "any" else spec.geometry
    example = {
        "property_id": FOURTEEN,
        "building_id": PRT,
        "zone_code": ["AK-1", "AP", "T"],
        "date": ["2020-01-02", "1999", None],
        "lifecycle": ["in_force", "proposal", None],
        "notation": ["e=0.4", "II", None],
        "unit_type": ["1", "13", None],
        "usage_status": ["01", "03", None],
        "permit_state": ["started", "suspended", None],
        "groundwater_class": ["1", "2E", "E"],
        "road_class": ["motorway", "local", None],
        "water_kind": ["lake", "sea", None],
        "line_class": ["transmission", "distribution", None],
        "building_use": ["0110", "0211", None],
        "protected_kind": ["natura", "reserve", None],
        "service_kind": ["school", "shop", None],
        "storeys_text": ["II", "3", None],
        "level_db": [55.0, 60.0, np.nan],
        "text": ["a", "b", None],
        "flag": [1.0, 0.0, np.nan],
    }
    columns = {
        name: np.array([2.0, 3.0, np.nan]) if column.form not in example else objects(*example[column.form])
        for name, column in spec.columns.items()
    }
    if not columns:
        return
    columns = {
        name: v.astype(float) if spec.columns[name].form in ("flag", "level_db") else v for name, v in columns.items()
    }
    once = normalise(layer("tulos", kind, **columns), role, source="")
    again = normalise(once.table, role, source="")
    assert list(once.missing) == []
    for name in spec.columns:
        first, second = once.table[name], again.table[name]
        assert first.astype(str).tolist() == columns[name].astype(str).tolist(), name
        assert first.astype(str).tolist() == second.astype(str).tolist(), name


def test_openstreetmap_tags_come_out_of_their_column():
    layer_ = files.read(shared_data("fi-osm-extracts/Helsinki.osm.pbf"), "points")
    got = normalise(layer_, "services")
    kinds = set(got.table["kind"].tolist())
    assert {"restaurant", "shop", "health"} <= kinds
    assert None not in kinds
    assert len(got.table) == len(got.rows) > 100


def test_real_parcels_all_have_keys():
    layer_ = files.read(shared_data("fi-helsinki-mml-parcels-buildings/building_areas.gpkg"), "parcels")
    got = normalise(layer_, "parcels")
    assert got.table["parcel_key"].tolist() == layer_["kiinteistotunnus"].tolist()
    from_display = normalise(layer_.select(["kiinteistotunnuksenEsitysmuoto"]), "parcels")
    assert from_display.table["parcel_key"].tolist() == layer_["kiinteistotunnus"].tolist()
