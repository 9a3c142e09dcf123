# SPDX-License-Identifier: GPL-2.0-or-later
"""Puts a copy of the pattern in its place and gives its rows the ids and fields that the real sources deliver."""

from __future__ import annotations

import numpy as np
import shapely

from ..features import Features, text_column, true_area_m2
from ..intake.identifiers import building_ids, property_id_display, property_ids
from . import buildings, design
from .draws import blank
from .land import RAILWAYS, ROADS, WATERS
from .pattern import Pattern

PAGES = 25
"""Copies that share location numbers; each has its own range of group and unit numbers."""
GROUPS_PER_PAGE, UNITS_PER_PAGE, LAKES_PER_COPY, WATER_PAGES = 390, 399, 40, 240
FIRST_VILLAGE, FIRST_JOINT, FIRST_PUBLIC = 401, 871, 9901
BUILDINGS_PER_COPY, OBJECTS_PER_COPY = 8_000, 30_000
SMALLEST_MAPPED = 10.0
"""The topographic database has no smaller footprints, m2."""


def place(pattern: Pattern, copy: int, east: int, north: int) -> dict[str, Features]:
    """Give the layers of one copy as delivered.

    Args:
        pattern: what is copied.
        copy: number of the copy, from 0; no two copies share an id.
        east: coordinate of its market square.
        north: coordinate of its market square.
    """
    layers = {name: _moved(table, east, north) for name, table in pattern.layers.items()}
    parcels = layers["PalstanSijaintitiedot"]
    digits = _property_ids(parcels, copy)
    out = {
        "PalstanSijaintitiedot": _parcels(parcels, digits, copy),
        "avoimet_rakennukset": _register_buildings(layers["avoimet_rakennukset"], digits, copy),
        "rakennus": _footprints(layers["avoimet_rakennukset"], copy),
        "kaavayksikot": _plan_units(layers["kaavayksikot"], copy),
    }
    for name, finish in _FINISH.items():
        out[name] = finish(layers[name], copy)
    for name in layers:
        out.setdefault(name, layers[name])
    return out


def moved(geometry: np.ndarray, east: int, north: int) -> np.ndarray:
    """Shift shapes and round them to 0.01 m again."""
    return shapely.transform(geometry, lambda points: np.round(points + np.array([east, north]), 2))


def _moved(table: Features, east: int, north: int) -> Features:
    return Features(moved(table.geometry, east, north), table.columns, design.CRS)


def _property_ids(table: Features, copy: int) -> np.ndarray:
    """Give 14-digit ids that no other copy has."""
    location, group, unit = (table[name].copy() for name in ("location", "group", "unit"))
    page, sheet = copy % PAGES, copy // PAGES
    joint = location >= FIRST_JOINT
    town = location < FIRST_VILLAGE
    public = town & (group >= FIRST_PUBLIC)
    location += np.where(joint, 0, np.where(town, len(design.DISTRICTS), len(design.VILLAGES)) * sheet)
    group += np.where(joint | public, 0, GROUPS_PER_PAGE * page)
    unit += np.where(public, UNITS_PER_PAGE * page, 0)
    water = location == WATERS
    group += np.where(water, LAKES_PER_COPY * (copy % WATER_PAGES), 0)
    location -= np.where(water, copy // WATER_PAGES, 0)
    group += np.where(np.isin(location, (ROADS, RAILWAYS)), copy + 1, 0)
    return property_ids(design.MUNICIPALITY, location, group, unit)


def _parcels(table: Features, digits: np.ndarray, copy: int) -> Features:
    area = np.round(true_area_m2(table.geometry, design.CRS))
    estate = property_id_display(
        _property_ids(table.with_columns({"unit": np.zeros(len(table), dtype=np.int64)}), copy)
    )
    return Features(table.geometry, {
        "kiinteistotunnus": digits,
        "kiinteistotunnuksenEsitysmuoto": property_id_display(digits),
        "rekisteriyksikkolaji": table["rekisteriyksikkolaji"],
        "rekisteripinta_ala": np.where(table["area_known"], area, np.nan),
        "ematila": blank(estate, ~table["has_estate"]),
        "omistaja": table["omistaja"],
        "nimi": table["nimi"],
    }, design.CRS)  # fmt: skip


def _register_buildings(table: Features, digits: np.ndarray, copy: int) -> Features:
    n = len(table)
    numbers = buildings.PRT_BASE + copy * BUILDINGS_PER_COPY + np.arange(n)
    return Features(shapely.centroid(table.geometry), {
        "pysyva_rakennustunnus": building_ids(numbers),
        "sijaintikiinteisto": blank(digits[table["parcel"]], table["no_parcel"]),
        "valmistumispaivamaara": table["valmistumispaivamaara"],
        "paaasiallinen_kayttotarkoitus": table["open_class"],
        "rakennusluokka": table["class_2018"],
        "kuntanumero": text_column([str(design.MUNICIPALITY)] * n),
        "kaytossaolo": table["kaytossaolo"],
        "purkamispaivamaara": table["purkamispaivamaara"],
        "kerrosluku": table["kerrosluku"],
        "kerrosala": table["kerrosala"],
        "huoneistojen_lukumaara": table["huoneistojen_lukumaara"],
        "hissi": table["hissi"],
        "omistajalaji": table["omistajalaji"],
        "kunto": table["kunto"],
        "toimenpiteen_tila": table["toimenpiteen_tila"],
    }, design.CRS)  # fmt: skip


def _footprints(table: Features, copy: int) -> Features:
    """Buildings as the topographic database maps them: classes of storeys, no floor area, nothing demolished."""
    table = table.take(~table["gone"] & (shapely.area(table.geometry) > SMALLEST_MAPPED))
    use = table["mtk_use"]
    storeys = np.where(np.isnan(table["kerrosluku"]), 0, np.where(table["storeys"] >= 3, 2, 1)).astype(np.int64)
    code = np.where(use == 8, 42270, 42200 + 10 * use + storeys)
    return _topographic(
        table.geometry,
        copy,
        7,
        {"kohdeluokka": code, "kayttotarkoitus": use, "kerrosluku": storeys,
         "kohderyhma": np.full(len(table), 75, dtype=np.int64)},
    )  # fmt: skip


def _plan_units(table: Features, copy: int) -> Features:
    own = _property_ids(table, copy)
    location = [int(text[3:6]) for text in own.tolist()]
    plan = text_column(f"H{a:03d}{b:02d}" for a, b in zip(location, table["plan"].tolist()))
    block = text_column(str(int(text[6:10])) if name is not None else None
                        for text, name in zip(own.tolist(), table["kortteli"].tolist()))  # fmt: skip
    area = np.round(true_area_m2(table.geometry, design.CRS))
    names = ("kaupunginosa", "kayttotarkoitusluokka_koodi", "kaavamerkinta_teksti", "rakennusoikeus", "tehokkuusluku",
             "kerrosluku")  # fmt: skip
    rest = ("rakennuspaikkojen_maara", "voimaantulopvm", "suojelu", "kaavatilanne")
    return Features(table.geometry, {
        "kaavayksikkotunnus": own, "kaavatunnus": plan, "kortteli": block, **{n: table[n] for n in names},
        "rekisteriala": area, **{n: table[n] for n in rest},
    }, design.CRS)  # fmt: skip


def _topographic(geometry: np.ndarray, copy: int, layer: int, columns: dict[str, np.ndarray]) -> Features:
    """Add the fields that every object of the topographic database has; ids may be negative, as real ones."""
    n = len(geometry)
    number = (layer * 400 + copy) * OBJECTS_PER_COPY + np.arange(n)
    return Features(geometry, {
        "mtk_id": np.where(number % 3 == 0, -number - 2_000_000_000, number + 500_000_000),
        "sijaintitarkkuus": np.full(n, 3000, dtype=np.int64), "aineistolahde": np.ones(n, dtype=np.int64), **columns,
    }, design.CRS)  # fmt: skip


def _topographic_layer(layer: int):
    def finish(table: Features, copy: int) -> Features:
        columns = {("nimi_suomi" if name == "nimi" else name): values for name, values in table.columns.items()}
        return _topographic(table.geometry, copy, layer, columns)

    return finish


def _relics(table: Features, copy: int) -> Features:
    numbers = text_column(str(9_911_000_000 + copy * 1000 + k) for k in table["number"].tolist())
    rest = {name: values for name, values in table.columns.items() if name != "number"}
    return Features(table.geometry, {"mjtunnus": numbers, **rest}, design.CRS)


def _groundwater(table: Features, copy: int) -> Features:
    area = np.round(true_area_m2(table.geometry, design.CRS))
    codes = text_column(f"9911{copy:03d}{i:02d}" for i in range(len(table)))
    return Features(table.geometry, {"pvaluetunnus": codes, **table.columns, "area_m2": area}, design.CRS)


def _general_plan(table: Features, copy: int) -> Features:
    n = len(table)
    return table.with_columns({
        "kaavatunnus": text_column([f"Y{copy + 1}"] * n), "kaavanimi": text_column(["Harjoitusyleiskaava"] * n),
        "voimaantulopvm": text_column(["2014-05-20"] * n),
    })  # fmt: skip


_FINISH = {
    "jarvi": _topographic_layer(1), "virtavesialue": _topographic_layer(2), "virtavesikapea": _topographic_layer(3),
    "suo": _topographic_layer(4), "maatalousmaa": _topographic_layer(5), "tieviiva": _topographic_layer(6),
    "rautatie": _topographic_layer(8), "sahkolinja": _topographic_layer(9), "muinaisjaannos_piste": _relics,
    "muinaisjaannos_alue": _relics, "VHS2022_Pohjavesi": _groundwater, "yleiskaava": _general_plan,
}  # fmt: skip
