# SPDX-License-Identifier: GPL-2.0-or-later
"""The practice town: its plans and notations, rights, services, heritage, and what is planted for each question."""

from __future__ import annotations

import re

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.rights import notation
from heinola_planning_plugin.core.vocabulary import plan_codes

PARCELS, BUILDINGS, UNITS = "PalstanSijaintitiedot", "avoimet_rakennukset", "kaavayksikot"


def overlap_m2(shapes: np.ndarray) -> float:
    i, j = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    return float(shapely.area(shapely.intersection(shapes[i[i < j]], shapes[j[i < j]])).sum())


# -- the land ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("layer", "column"), [(UNITS, "kayttotarkoitusluokka_koodi"), ("yleiskaava", "kaavamerkinta")])
def test_plan_codes_are_in_the_vocabulary(practice, layer, column):
    written = practice.layers[layer][column]
    code, _ = plan_codes().split(written)
    assert [w for w, c in zip(written, code) if c is None] == []


def test_plan_units_cover_all_kinds_of_town_and_country(practice):
    codes = {code.split("-")[0] for code in practice.layers[UNITS]["kayttotarkoitusluokka_koodi"]}
    assert codes >= {"AK", "AP", "AO", "AR", "AL", "C", "K", "KL", "YO", "YK", "YH", "T", "TY", "KTY", "VP", "VL", "RA",
                     "RM", "LP"}  # fmt: skip
    assert {"AK-17", "YO-7"} <= set(practice.layers[UNITS]["kayttotarkoitusluokka_koodi"])


NOTATIONS = [
    r"^e=0\.\d\d",
    r"^\d{3,5}$",
    r"^2740\+yht 260\+t50",
    r"\bII-IV\b",
    r"1/2 k I",
    r"I+V? u 2/3",
    r"^\d\d % I",
    r"as 80 %, m 20 %",
    r"1 ap/80 kem2",
    r"1 ap/as",
    r"^1 rp ",
    r"^\d+ m3$",
    r"^[IV]+$",
]


@pytest.mark.parametrize("pattern", NOTATIONS)
def test_each_notation_is_written_somewhere(practice, pattern):
    texts = np.array([t or "" for t in practice.layers[UNITS]["kaavamerkinta_teksti"]])
    assert any(re.search(pattern, text) for text in texts)


def test_notations_say_the_same_as_the_number_fields(practice):
    units = practice.layers[UNITS]
    read = notation.parse_columns(units["kaavamerkinta_teksti"])
    right, ratio = units["rakennusoikeus"], units["tehokkuusluku"]
    for name, given in (("main_right_m2", right), ("plot_ratio", ratio)):
        said = read.number(name)
        known = np.isfinite(given)
        assert known.sum() > 300
        assert (said[known] == given[known]).all(), name
        # The place right of a shore plan is in the notation as a right too.
    assert [n.unread for n in read.notations if n.unread] == []


def test_rights_are_used_in_every_way(practice):
    """Some units are overbuilt, most have right left, some are vacant: seen by an own count, point in polygon."""
    units, buildings = practice.layers[UNITS], practice.layers[BUILDINGS]
    known = np.isfinite(buildings["kerrosala"]) & (buildings["kerrosala"] < 500_000)
    main = ~np.isin(buildings["paaasiallinen_kayttotarkoitus"], ("03", "04"))
    point, unit = shapely.STRtree(units.geometry).query(buildings.geometry, predicate="within")
    area = np.where(known & main, buildings["kerrosala"], 0)
    used = np.bincount(unit, weights=area[point], minlength=len(units))
    count = np.bincount(unit, minlength=len(units))
    right = units["rakennusoikeus"]
    given = np.isfinite(right)
    assert (used[given] > right[given]).sum() > 10
    assert (used[given] < 0.8 * right[given]).sum() > 200
    assert (count[given] == 0).sum() > 30
    school = units["kayttotarkoitusluokka_koodi"] == "YO-7"
    assert units["suojelu"][school].tolist() == ["sr-1"]
    assert 0.2 < used[school][0] / right[school][0] < 0.8


def test_the_works_of_vierumaki_lie_partly_on_class_1_groundwater(practice):
    units, water = practice.layers[UNITS], practice.layers["VHS2022_Pohjavesi"]
    works = units.geometry[units["kaupunginosa"] == "Harjoitusyrityspuisto"]
    first = shapely.union_all(water.geometry[water["pvalueluokka"] == "1"])
    share = shapely.area(shapely.intersection(works, first)).sum() / shapely.area(works).sum()
    assert 0.1 < share < 0.9
    assert set(water["pvalueluokka"]) >= {"1", "2", "1E"}


# -- the rest of the layers ----------------------------------------------------------------------------------


def test_target_areas_have_the_strategys_keys(practice):
    areas = practice.layers["strategian_kohdealueet"]
    assert areas["aluetunnus"].tolist() == [
        "vierumaki", "keskusta", "rannat", "loma_asuntoalueet", "seminaari", "kimola", "myllyoja", "avainkohteet",
        "koko_kaupunki",
    ]  # fmt: skip
    canal, whole = areas.geometry[5], areas.geometry[8]
    inside = shapely.area(shapely.intersection(canal, whole)) / shapely.area(canal)
    assert 0.05 < inside < 0.95


def test_services_and_stops(practice):
    kinds = set(practice.layers["palvelut"]["laji"])
    assert kinds >= {"koulu", "päiväkoti", "kauppa", "terveysasema", "kirjasto"}
    assert len(practice.layers["pysakit"]) > 100


def test_the_right_of_some_plots_stands_on_their_building_areas(practice):
    """Two areas on a plot; the plot itself then has no number, and the areas lie inside it."""
    areas, units = practice.layers["rakennusalat"], practice.layers[UNITS]
    row, unit = shapely.STRtree(units.geometry).query(shapely.point_on_surface(areas.geometry), predicate="within")
    assert row.tolist() == list(range(len(areas)))
    assert np.isnan(units["rakennusoikeus"][unit]).all()
    assert shapely.covers(shapely.buffer(units.geometry[unit], 0.02), areas.geometry).all()
    main = np.array([not text.startswith("t ") for text in areas["kaavamerkinta_teksti"]])
    assert set(np.unique(unit[main], return_counts=True)[1].tolist()) == {2}
    read = notation.parse_columns(areas["kaavamerkinta_teksti"].tolist())
    told = ~np.isnan(areas["rakennusoikeus"])
    assert told.any()
    np.testing.assert_array_equal(read.number("main_right_m2")[told], areas["rakennusoikeus"][told])
    assert np.isnan(read.number("main_right_m2")[~main]).all()
    assert (read.number("extra:t")[~main] == 60).all()


def test_surface_parking_lies_on_lots_beside_their_buildings(practice):
    parking, houses = practice.layers["pysakointialueet"], practice.layers[BUILDINGS]
    assert len(parking) > 200
    assert not shapely.STRtree(parking.geometry).query(houses.geometry, predicate="intersects").size
    assert overlap_m2(parking.geometry) == 0


def test_the_old_school_is_protected_heritage_and_known(practice):
    """Of the right of e 0.494 six tenths are used, as at Heinola's seminary; nothing of it is unknown."""
    units, houses, heritage = practice.layers[UNITS], practice.layers[BUILDINGS], practice.layers["rky_alue"]
    row = units["kayttotarkoitusluokka_koodi"].tolist().index("YO-7")
    inside = shapely.contains(units.geometry[row], houses.geometry)
    right, used = units["rakennusoikeus"][row], houses["kerrosala"][inside].sum()
    assert units["suojelu"][row] == "sr-1"
    assert right / units["rekisteriala"][row] == pytest.approx(0.494, abs=0.006)
    assert used / right == pytest.approx(0.6, abs=0.02)
    assert shapely.covers(heritage.geometry, units.geometry[row]).any()


def test_the_municipality_has_damaged_buildings(practice):
    houses = practice.layers[BUILDINGS]
    damaged = np.isin(houses["kunto"].astype(str), ("kosteusvaurio", "sisäilmaongelma"))
    assert damaged.sum() >= 3
    assert set(houses["omistajalaji"][damaged]) == {"kaupunki"}


def test_some_new_buildings_are_under_construction(practice):
    houses = practice.layers[BUILDINGS]
    going_on = np.isin(houses["toimenpiteen_tila"].astype(str), ("01", "02"))
    assert 10 < going_on.sum() < 0.05 * len(houses)
    assert all(day is None for day in houses["valmistumispaivamaara"][going_on])
