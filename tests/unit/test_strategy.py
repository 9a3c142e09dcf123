# SPDX-License-Identifier: GPL-2.0-or-later
"""Heinola's strategy file against the strategy's own table, and what a wrong file says."""

from __future__ import annotations

from collections import Counter

import pytest

from heinola_planning_plugin.core.errors import InputError, PolicyError
from heinola_planning_plugin.core.strategy.model import Years, parse_wanted, read_strategy, with_wanted
from heinola_planning_plugin.core.vocabulary import plan_codes
from heinola_planning_plugin.paths import resource

HEINOLA = read_strategy(resource("strategy", "heinola_2020.yaml"))

# Typed from the strategy's table of 83 measures, by section.
IDS = {
    "K1": "6.1.1 6.1.2 6.1.3 6.1.4 6.1.5",
    "K2": "6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12",
    "K3": "6.3.1 6.3.2 6.3.3 6.3.4 6.3.5 6.3.6",
    "K4": "6.4.1 6.4.2 6.4.3 6.4.4 6.4.5 6.4.6",
    "K5": "6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.5.6 6.5.7 6.5.8",
    "V1": "7.1.1 7.1.1a 7.1.1b 7.1.2 7.1.2a 7.1.3 7.1.4 7.1.4a 7.1.5 7.1.5a 7.1.6",
    "V2": "7.2.1 7.2.1a 7.2.2 7.2.2a",
    "V3": "7.3.1 7.3.1a 7.3.1b 7.3.2 7.3.3",
    "V4": "7.4.1 7.4.1a 7.4.1b 7.4.1c 7.4.2 7.4.2a 7.4.3 7.4.4",
    "V5": "7.5.1 7.5.1a 7.5.2 7.5.2a 7.5.2b",
    "V6": "7.6.1 7.6.2 7.6.3 7.6.4 7.6.5 7.6.6 7.6.7 7.6.8 7.6.9",
    "V7": "7.7.1 7.7.2 7.7.3 7.7.3a",
}
SPATIAL = (
    "6.1.5 6.2.10 6.2.11 6.3.1 6.3.3 6.3.6 6.4.1 6.4.5 6.5.6 6.5.7 7.1.1a 7.1.2 7.1.3 7.1.4 7.1.5 7.1.6 7.3.1 7.3.2 "
    "7.4.1 7.4.1a 7.4.1b 7.4.2a 7.5.2 7.7.3a"
)
PARTLY = (
    "6.1.1 6.2.7 6.3.2 6.3.4 6.3.5 6.4.3 6.4.4 6.4.6 6.5.5 6.5.8 7.2.2 7.2.2a 7.4.1c 7.4.2 7.5.1a 7.5.2a 7.6.9 7.7.1"
)
YEARS = {
    "6.2.3": (2014, 2014),
    "6.2.12": (None, 2020),
    "6.3.4": (2014, 2014),
    "6.3.6": (2014, 2014),
    "6.5.2": (2013, 2013),
    "6.5.3": (2014, 2015),
    "6.5.8": (2014, 2016),
    "7.1.1b": (2013, 2013),
    "7.1.2": (2013, 2016),
    "7.1.2a": (None, 2016),
    "7.1.4": (2015, 2016),
    "7.4.4": (2014, 2014),
}
# Only where the strategy names a body.
RESPONSIBLE = (
    "6.1.3 6.2.3 6.2.6 6.2.7 6.2.10 6.2.11 6.3.6 6.5.2 6.5.4 6.5.5 6.5.7 7.1.1 7.1.1a 7.1.1b 7.1.2 7.1.6 7.3.1 7.3.2 "
    "7.6.2 7.6.5 7.7.2 7.7.3 7.7.3a"
)
DRIVES = (
    "7.1.4 6.1.5 6.5.7 7.1.4a 6.3.3 6.3.4 6.3.5 6.3.6 7.1.5 7.2.2 7.4.2a 6.3.1 6.4.1 7.4.1 7.4.1a 7.4.1b 7.4.1c 7.5.2 "
    "6.2.11 7.1.6 7.1.2 6.5.8"
)


def test_all_83_measures_are_there_in_the_strategys_order():
    assert list(HEINOLA.measures) == [id_ for ids in IDS.values() for id_ in ids.split()]
    assert len(HEINOLA.measures) == 83
    assert {id_: measure.part for id_, measure in HEINOLA.measures.items()} == {
        id_: part for part, ids in IDS.items() for id_ in ids.split()
    }


def test_five_spearheads_and_seven_instruments():
    assert Counter(part.kind for part in HEINOLA.parts.values()) == {"spearhead": 5, "instrument": 7}
    assert [part.section for part in HEINOLA.parts.values()] == [
        "6.1", "6.2", "6.3", "6.4", "6.5", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "7.7",
    ]  # fmt: skip
    assert len(HEINOLA.foundation) == 4


def test_spatial_measures_are_those_of_the_table():
    by_spatial = {key: {m.id for m in HEINOLA.measures.values() if m.spatial == key} for key in "YPN"}
    assert by_spatial["Y"] == set(SPATIAL.split())
    assert by_spatial["P"] == set(PARTLY.split())
    assert {key: len(ids) for key, ids in by_spatial.items()} == {"Y": 24, "P": 18, "N": 41}


def test_years_bodies_and_priorities_are_those_of_the_strategy():
    measures = HEINOLA.measures
    assert {id_: (m.years.first, m.years.last) for id_, m in measures.items() if m.years} == YEARS
    assert {id_ for id_, m in measures.items() if m.responsible} == set(RESPONSIBLE.split())
    assert {id_ for id_, m in measures.items() if m.drives} == set(DRIVES.split())
    assert measures["6.3.6"].responsible["fi"] == "tekninen palvelukeskus"
    assert measures["6.5.2"].when["fi"] == "5.11.2013"
    assert measures["7.1.4"].years == Years(2015, 2016)
    assert HEINOLA.horizon == 2020


def test_no_amount_is_made_up():
    assert [m.id for m in HEINOLA.measures.values() if m.target and m.target.wanted] == []


def test_choices_of_the_project_are_marked():
    targets = [measure.target for measure in HEINOLA.measures.values() if measure.target]
    assert {target.source for target in targets} == {"project's choice"}
    assert (
        HEINOLA.measures["7.4.1b"].source == "Heinolan elinkeinostrategia 2020, valmistelun tilanne 1.10.2013, luku 7.4"
    )


def test_target_areas_of_the_table():
    areas = {id_: measure.areas for id_, measure in HEINOLA.measures.items() if measure.areas}
    assert areas["7.1.4"] == ("vierumaki",)
    assert areas["6.2.10"] == ("vierumaki", "kumpeli", "valolinna")
    assert areas["6.2.11"] == ("kimola",)
    assert areas["7.1.6"] == ("kimola", "satamat")
    assert areas["6.3.6"] == ("rannat",)
    assert areas["7.5.2"] == ("seminaari",)
    assert areas["7.3.1"] == ("myllyoja",)
    assert {id_ for id_, held in areas.items() if "keskusta" in held} == {
        "6.3.1", "6.4.1", "6.4.2", "6.4.3", "6.4.4", "6.4.5", "6.4.6", "7.4.1", "7.4.1a", "7.4.1c",
    }  # fmt: skip
    assert {area.id for area in HEINOLA.areas.values() if area.scope == "everywhere"} == {"koko_kaupunki"}


def test_all_texts_are_there_in_three_languages_and_differ():
    for measure in HEINOLA.measures.values():
        for texts in (measure.names, measure.sees, measure.responsible, measure.when):
            assert texts is None or (set(texts) == {"fi", "sv", "en"} and all(text.strip() for text in texts.values()))
        assert len(set(measure.names.values())) == 3, measure.id
    names = [measure.names["fi"] for measure in HEINOLA.measures.values()]
    assert len(set(names)) == 83


@pytest.mark.parametrize(
    ("measure", "zoning", "relation"),
    [
        ("7.1.4", "TY-2", "advances"),
        ("7.1.4", "T/kem", "advances"),
        ("7.1.4", "AO", "conflicts"),
        ("7.1.4", "RA", "conflicts"),
        ("7.1.4", "VP", "neutral"),
        ("7.1.4", "AKR-7", None),
        ("6.3.6", "RA-1 (2 rp)", "advances"),
        ("6.3.6", "SL", "conflicts"),
        ("6.3.6", "M", "neutral"),
        ("6.3.1", "AK", "advances"),
        ("6.3.1", "AO", "neutral"),
        ("6.5.7", "EO", "conflicts"),
        ("7.7.1", "Opetustoimintaa palvelevien rakennusten korttelialue", "advances"),
    ],
)
def test_relations_of_plan_codes(measure, zoning, relation):
    codes = plan_codes()
    target = HEINOLA.measures[measure].target
    assert target.relation(codes.split([zoning])[0][0], codes.land_use([zoning])[0]) == relation


GOOD = """id: test
municipality: "999"
source: test strategy
name: {fi: a, sv: b, en: c}
horizon: 2030
vision: {fi: a, sv: b, en: c}
foundation: []
starting_points: []
milestones: []
spearheads:
  - {id: K1, section: "1", name: {fi: a, sv: b, en: c}}
instruments: []
areas:
  - {id: north, scope: area, name: {fi: a, sv: b, en: c}}
  - {id: south, scope: area, name: {fi: a, sv: b, en: c}}
  - {id: region, scope: off_map, name: {fi: a, sv: b, en: c}}
measures:
  - id: m1
    part: K1
    spatial: Y
    source: p. 1
    name: {fi: a, sv: b, en: c}
    areas: [north]
    years: {from: 2020, to: 2030}
    target:
      advances: [industry]
      conflicts: [RA]
      unit: ha
      wanted: 12.5
      source: council
  - {id: m2, part: K1, spatial: N, source: p. 2, name: {fi: a, sv: b, en: c}}
"""

# what to replace, by what, the line and key that the error must name, and what it must say
WRONG = {
    "unknown spearhead": ("part: K1\n", "part: K9\n", 19, "measures[0].part", "'K9' is not"),
    "id twice": ("id: m2", "id: m1", 31, "measures[1].id", "m1 is given twice"),
    "bad code": ("[industry]", "[industri]", 26, "target.advances", "did you mean 'industry'"),
    "unknown plan code": ("[RA]", "[RAA]", 27, "target.conflicts", "'RAA' is not a known plan code"),
    "code with a marker": ("[RA]", "[T/kem]", 27, "target.conflicts", "'T/kem' is not a known plan code"),
    "code on both sides": ("[RA]", "[industry]", 27, "target.conflicts", "both advance and conflict"),
    "years reversed": ("from: 2020, to: 2030", "from: 2030, to: 2020", 24, "years.from", "2030 is after 2020"),
    "year absurd": ("to: 2030}", "to: 20300}", 24, "years.to", "outside 1900-2200"),
    "unknown area": ("areas: [north]", "areas: [nort]", 23, "measures[0].areas", "did you mean 'north'"),
    "area off the map": ("areas: [north]", "areas: [region]", None, "target.areas", "region has no polygon"),
    "unit": ("unit: ha", "unit: hectares", 28, "target.unit", "'hectares' is not one of"),
    "negative amount": ("wanted: 12.5", "wanted: -1", 29, "target.wanted", "-1 is outside"),
    "amount as text": ("wanted: 12.5", "wanted: plenty", 29, "target.wanted", "is not a number"),
    "one amount, two areas": ("areas: [north]", "areas: [north, south]", 29, "target.wanted", "north: …, south: …"),
    "spatial without target": ("spatial: N, ", "spatial: Y, ", 31, "measures[1].spatial", "needs a target"),
    "target of nothing": ("spatial: Y", "spatial: N", 25, "measures[0].target", "can't have a target"),
    "misspelt key": ("unit: ha", "unit: ha\n      wantde: 3", 29, "target.wantde", "did you mean 'wanted'"),
    "language missing": ('"1", name: {fi: a, sv: b,', '"1", name: {fi: a,', 11, "name.sv", "missing"),
    "no source": ("      source: council\n", "", 26, "target.source", "is missing"),
    "scope": ("south, scope: area", "south, scope: aera", 15, "areas[1].scope", "did you mean 'area'"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_refused_with_line_and_key(case, tmp_path):
    old, new, line, key, problem = WRONG[case]
    assert old in GOOD
    path = tmp_path / "town.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyError) as error:
        read_strategy(path)
    assert problem in error.value.problem
    assert error.value.file == "town.yaml"
    assert error.value.key.endswith(key)
    if line:
        assert error.value.line == line
    assert str(error.value.line) in str(error.value)


def test_a_right_file_of_another_town(tmp_path):
    path = tmp_path / "town.yaml"
    path.write_text(GOOD, encoding="utf-8")
    strategy = read_strategy(path)
    assert strategy.measures["m1"].target.wanted == {"north": 12.5}
    assert [(area.id, measure.id) for area, measure, _ in strategy.targets()] == [("north", "m1")]
    path.write_text(
        GOOD.replace("areas: [north]", "areas: [north, south]").replace("12.5", "{south: 3}"), encoding="utf-8"
    )
    assert read_strategy(path).measures["m1"].target.wanted == {"south": 3.0}


def test_amounts_that_the_planner_sets():
    heinola = read_strategy(resource("strategy", "heinola_2020.yaml"))
    assert parse_wanted("7.1.4=40,5, 7.1.5/heinola=20,25;6.1.5=60,0") == {
        "7.1.4": 40.5,
        "7.1.5": {"heinola": 20.25},
        "6.1.5": 60,
    }
    wanted = parse_wanted("7.1.4=40; 6.1.5 = 60")
    assert wanted == {"7.1.4": 40, "6.1.5": 60}
    set_ = with_wanted(heinola, wanted)
    assert set_.measures["7.1.4"].target.wanted == {"vierumaki": 40}
    assert heinola.measures["7.1.4"].target.wanted == {}
    several = next(one for one in heinola.measures.values() if one.target and len(one.target.areas) > 1)
    area = several.target.areas[0]
    by_area = with_wanted(heinola, parse_wanted(f"{several.id}/{area}=5"))
    assert by_area.measures[several.id].target.wanted == {area: 5}
    for bad in ({several.id: 5.0}, {"9.9": 1.0}, {several.id: {"atlantis": 1.0}}, {"6.1.2": 1.0}):
        with pytest.raises(InputError):
            with_wanted(heinola, bad)
    for bad in ("7.1.4", "7.1.4=-1", "=3", "7.1.4=inf"):
        with pytest.raises(InputError):
            parse_wanted(bad)


def test_years_as_they_are_written():
    texts = [Years(2015, 2016).text(), Years(2014, 2014).text(), Years(None, 2016).text(), Years(2014, None).text()]
    assert texts == ["2015–2016", "2014", "–2016", "2014–"]
