# SPDX-License-Identifier: GPL-2.0-or-later
"""Plans of the real plan data model and of Ryhti, against what their makers say is in them."""

from __future__ import annotations

import copy
import json

import numpy as np
import pytest
import shapely
from helpers import shared_data
from hypothesis import given
from hypothesis import strategies as st

from heinola_planning_plugin.core import files
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.intake import checks, plan_json
from heinola_planning_plugin.core.intake.fields import normalise

ENONSAARI = "fi-lahti-enonsaari-shoreplan/OGR-YM_LAHTI_Enonsaari_1_lainvoimainen_kaava-enonsaari.geojson"
SIPOO_5 = "fi-sipoo-nevasgard-asemakaava/OGR-AK_SIPOO_5_lainvoimainen_kaava-sipoo-nevasgard.geojson"
SIPOO_2 = "fi-sipoo-nevasgard-asemakaava/OGR-AK_SIPOO_2_kaavaehdotus_kaava-sipoo-nevasgard.geojson"
ESPOO = "fi-espoo-servinniemi/OGR-AK_ESPOO_vanha_kaava.geojson"
HERVANTA = "fi-tampere-yk2040-strategy/OGR-YK_TAMPERE_HERVANTA_1_lainvoimainen_kaava-hervanta.geojson"


def test_enonsaari_floor_areas_and_places():
    plan = plan_json.read_plan(shared_data(ENONSAARI))
    assert (plan.name, plan.status, plan.approved) == ("Osayleiskaava Enonsaari", "in_force", "1999-12-13")
    units = plan.units
    rights = sorted(
        (code, area, places)
        for code, area, places in zip(units["zone_code"], units["permitted_m2"], units["places"])
        if area == area
    )
    # as the plan has it: RA 320 k-m2 on 2 places; RM 120/2, 220/2, 250/2, 500/15, 650/10
    assert rights == [("RA", 320, 2), ("RM", 120, 2), ("RM", 220, 2), ("RM", 250, 2), ("RM", 500, 15), ("RM", 650, 10)]
    assert len(units) == 13  # as many as the city's own shapefile of land-use areas
    assert len(plan.building_areas) == 40


def test_sipoo_in_force_rights_of_several_uses_are_summed():
    plan = plan_json.read_plan(shared_data(SIPOO_5))
    units = plan.units
    assert len(units) == 44
    by_block = {block: area for block, area in zip(units["block_id"], units["permitted_m2"]) if area == area}
    # block 901: 4 500 for tourism + 500 for low-rise; 902: 5 500 + 750
    assert by_block == {"900": 10_000, "901": 5_000, "902": 6_250}
    ratios = units["plot_ratio"][~np.isnan(units["plot_ratio"])]
    assert (len(ratios), ratios.min(), ratios.max()) == (16, 0.05, 0.14)
    storeys = [text for text in (*units["storeys"], *plan.building_areas["storeys"]) if text is not None]
    assert len(storeys) == 39
    assert set(units["plan_status"]) == {"in_force"}


def test_sipoo_proposal_is_a_proposal():
    plan = plan_json.read_plan(shared_data(SIPOO_2))
    assert set(plan.units["plan_status"]) == {"proposal"}
    assert plan.approved == ""


def test_espoo_rights_stand_on_building_areas():
    plan = plan_json.read_plan(shared_data(ESPOO))
    assert plan.units["zone_code"].tolist() == ["AK"]
    assert plan.units["block_id"].tolist() == ["10007"]
    assert np.isnan(plan.units["permitted_m2"]).all()
    areas = dict(zip(plan.building_areas["permitted_m2"], plan.building_areas["storeys"]))
    assert areas == {1600: "5", 8800: "4"}
    assert shapely.within(plan.building_areas.geometry, plan.units.geometry[0].buffer(1e-5)).all()


def test_hervanta_general_plan_land_uses():
    plan = plan_json.read_plan(shared_data(HERVANTA))
    assert set(plan.units["zone_code"]) == {"A", "C", "K", "SL", "T", "V", "W"}


@pytest.mark.parametrize("path", [ENONSAARI, SIPOO_5, ESPOO, HERVANTA])
def test_read_as_a_map_layer_it_is_the_same(path):
    whole = plan_json.read_plan(shared_data(path))
    layer = files.read(shared_data(path))
    got = normalise(layer, "plan_units")
    assert got.source == "kaava_json_units"
    assert shapely.equals_exact(got.table.geometry, whole.units.geometry, 1e-9).all()
    for column in ("zone_code", "permitted_m2", "plot_ratio", "places", "storeys", "block_id"):
        assert got.table[column].astype(str).tolist() == whole.units[column].astype(str).tolist()
    assert layer["id"][got.rows].tolist() == whole.units["unit_id"].tolist()


def test_every_row_of_a_plan_is_counted():
    checked = checks.check(files.read(shared_data(SIPOO_5)), "plan_units", "753")
    assert (checked.read_count, checked.kept_count, checked.rejected_count) == (416, 44, 372)
    assert set(checked.rejected["reject_reason"]) == {"other_kind"}


# --- Ryhti

URI = "http://uri.suomi.fi/codelist/rytj"


def square(x: float) -> dict:
    ring = [[x, 6_788_000.0], [x + 50, 6_788_000.0], [x + 50, 6_788_040.0], [x, 6_788_040.0], [x, 6_788_000.0]]
    return {"srid": "3880", "geometry": {"type": "Polygon", "coordinates": [ring]}}


def regulation(code: str, value: dict | None = None, info: str = "", scheme: str = "RY_Kaavamaarayslaji") -> dict:
    out = {"type": f"{URI}/{scheme}/code/{code}", "lifeCycleStatus": f"{URI}/kaavaelinkaari/code/13"}
    if value:
        out["value"] = value
    if info:
        out["additionalInformations"] = [{"type": f"{URI}/RY_Kaavamaarayksen_Lisatiedonlaji/code/{info}"}]
    return out


def number(value: float, unit: str = "") -> dict:
    return {"dataType": "PositiveDecimal", "number": value, "unitOfMeasure": unit}


RYHTI = {
    "planKey": "plan-1",
    "lifeCycleStatus": f"{URI}/kaavaelinkaari/code/13",
    "approvalDate": "2024-05-06",
    "planObjects": [
        {"planObjectKey": "plot", "geometry": square(26_501_000.0), "name": {"fin": "Tontti"}},
        {"planObjectKey": "works", "geometry": square(26_501_100.0)},
        {"planObjectKey": "area", "geometry": square(26_501_000.0)},
        {
            "planObjectKey": "cellar",
            "geometry": square(26_501_200.0),
            "undergroundStatus": f"{URI}/RY_MaanalaisuudenLaji/code/01",
        },
        {
            "planObjectKey": "line",
            "geometry": {
                "srid": "3880",
                "geometry": {
                    "type": "LineString",
                    "coordinates": [[26_501_000.0, 6_788_000.0], [26_501_050.0, 6_788_000.0]],
                },
            },
        },
        {"planObjectKey": "broken", "geometry": {"srid": "3880", "geometry": {"type": "Polygon", "coordinates": "x"}}},
    ],
    "planRegulationGroups": [
        {
            "planRegulationGroupKey": "use",
            "letterIdentifier": "AK-1",
            "planRegulations": [regulation("asuinkerrostaloalue", info="paakayttotarkoitus")],
        },
        {
            "planRegulationGroupKey": "amount",
            "planRegulations": [
                regulation("sallittuKerrosala", number(2740, "k-m2")),
                regulation("SALLITTUKERROSALA", number(260, "k-m2"), "kayttotarkoituskohdistus"),
                regulation(
                    "maanpaallinenKerroslukuArvovali",
                    {"dataType": "PositiveNumericRange", "minimumValue": 2, "maximumValue": 4},
                ),
                regulation("korttelinNumero", {"dataType": "Text", "text": {"fin": "12"}}),
            ],
        },
        {
            "planRegulationGroupKey": "industry",
            "planRegulations": [
                regulation("teollisuusalue", info="paakayttotarkoitus"),
                regulation("varastoalue", info="paakayttotarkoitus"),
                regulation("valjyysluku", number(2.5, "m2/k-m2")),
                regulation("rakentamisenSuhdeAlueenPintaAlaan", number(35, "%")),
            ],
        },
        {
            "planRegulationGroupKey": "building",
            "planRegulations": [
                regulation("rakennusala", info="osaAlue"),
                regulation("sallittuKerrosala", number(900, "k-m2")),
            ],
        },
    ],
    "planRegulationGroupRelations": [
        {"planObjectKey": "plot", "planRegulationGroupKey": "use"},
        {"planObjectKey": "plot", "planRegulationGroupKey": "amount"},
        {"planObjectKey": "works", "planRegulationGroupKey": "industry"},
        {"planObjectKey": "area", "planRegulationGroupKey": "building"},
        {"planObjectKey": "cellar", "planRegulationGroupKey": "use"},
        {"planObjectKey": "nobody", "planRegulationGroupKey": "use"},
        {"planObjectKey": "plot", "planRegulationGroupKey": "nothing"},
    ],
}


def test_ryhti_objects_and_regulations_come_together():
    plan = plan_json.parse_plan(RYHTI)
    units = plan.units
    assert units.crs == "EPSG:3880"
    assert units["unit_id"].tolist() == ["plot", "works"]
    assert units["zone_code"].tolist() == ["AK-1", "T"]
    np.testing.assert_array_equal(units["permitted_m2"], [2740, np.nan])  # the 260 is for one use of the 2 740
    np.testing.assert_array_equal(units["plot_ratio"], [np.nan, 0.4])  # 1 / 2.5
    np.testing.assert_array_equal(units["coverage_pct"], [np.nan, 35])
    assert units["storeys"].tolist() == ["2-4", None]
    assert units["block_id"].tolist() == ["12", None]
    assert units["plan_status"].tolist() == ["in_force"] * 2
    assert units["approved"].tolist() == ["2024-05-06"] * 2
    assert plan.building_areas["permitted_m2"].tolist() == [900]
    assert plan.marks["mark_id"].tolist() == ["cellar", "line"]
    assert [(each.code, each.count) for each in plan.findings] == [("geometry_missing", 1)]
    assert units.geometry[0].centroid.x == pytest.approx(26_501_025)  # east first, also in GK


def test_ryhti_plan_inside_a_plan_matter():
    matter = {"planMatterPhases": [{"planDecision": {"plans": [RYHTI]}}]}
    assert len(plan_json.parse_plan(matter).units) == 2


def test_ryhti_file_reads_like_any_other(tmp_path):
    path = tmp_path / "kaava.json"
    path.write_text(json.dumps(RYHTI), encoding="utf-8")
    assert files.list_layers(path) == ["plan_units", "building_areas", "marks"]
    layer = files.read(path, "plan_units")
    checked = checks.check(layer, "auto", "111")
    assert checked.role == "plan_units"
    assert checked.kept["zone_code"].tolist() == ["AK-1", "T"]
    assert checked.read_count == checked.kept_count == 2


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "not a whole JSON"),
        ("[1, 2]", "holds no plan"),
        ('{"planObjects": []}', "no plan objects"),
        ('{"features": []}', "no plan objects"),
        ("[" * 100_000, "not a whole JSON"),
        ("\x80", "not a whole JSON"),
    ],
)
def test_bad_files_get_one_sentence(tmp_path, text, complaint):
    path = tmp_path / "k.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match=complaint) as caught:
        plan_json.read_plan(path)
    assert "k.json" in str(caught.value)


def test_missing_file(tmp_path):
    with pytest.raises(InputError, match=r"none\.json.*can't be read"):
        plan_json.read_plan(tmp_path / "none.json")


@pytest.mark.parametrize("srid", ["99999", 10**400])
def test_an_object_in_an_unknown_system_is_refused(srid):
    plan = copy.deepcopy(RYHTI)
    plan["planObjects"][1]["geometry"]["srid"] = srid
    with pytest.raises(InputError, match="not known"):
        plan_json.parse_plan(plan)


def _places(value, path=()):
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _places(child, (*path, key))


PLACES = [place for place in _places(RYHTI) if place]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(10**400) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=4))
def test_a_plan_with_junk_anywhere_is_read_or_refused(changes):
    """Whatever stands where, the reader gives a plan or one sentence, never a crash."""
    plan = copy.deepcopy(RYHTI)
    for place, junk in changes:
        holder = plan
        try:
            for key in place[:-1]:
                holder = holder[key]
            holder[place[-1]] = junk
        except (KeyError, IndexError, TypeError):
            continue
    try:
        got = plan_json.parse_plan(plan)
    except InputError:
        return
    assert len(got.units) + len(got.building_areas) + len(got.marks) <= len(plan["planObjects"])
