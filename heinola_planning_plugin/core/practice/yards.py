# SPDX-License-Identifier: GPL-2.0-or-later
"""What lies on the town's lots beside buildings: building areas of the plan, surface parking, built heritage."""

from __future__ import annotations

import numpy as np
import shapely

from ..features import Features, text_column
from .buildings import Yard
from .draws import Draws, blank
from .town import SEMINARY

IN_AREAS = ("AK", "AL", "C", "K")
"""Codes of blocks whose right some plans give on building areas (rakennusala), not on the plot."""
SHARE_IN_AREAS = 0.3
PARKED = {"AK": 0.75, "AL": 0.6, "K": 0.6, "KL": 0.9, "KM": 0.95, "KTY": 0.7, "Y": 0.5, "YO": 0.5, "YS": 0.7, "YH": 0.6}
"""Share of lots of a code with surface parking; a lot for parking is all of it."""
WHOLLY = ("LP", "LPA")
SMALLEST_M2, GAP_M = 60.0, 3.0
HERITAGE = {SEMINARY: "Harjoitusseminaarin alue", "YK": "Harjoituskirkon ympäristö"}
HERITAGE_MARGIN_M = 5.0
NEWEST = 2016
"""Buildings of this year and later may still be under construction."""


def building_areas(
    seed: int, lots: Features, plain: np.ndarray, of_block: np.ndarray, right: np.ndarray, storeys: np.ndarray
) -> tuple[np.ndarray, Features]:
    """Choose lots of the centre whose right stands on two building areas, some with one for outbuildings, too.

    Args:
        seed: of this copy.
        lots: with the corners of their frames.
        plain: bool (n,), lots whose right the plan gives as one amount.
        of_block: number of each lot's block, in which all plots are alike.
        right: what each may hold, m2.
        storeys: as the plan writes them.

    Returns:
        Which lots, and the areas with the columns of the layer `rakennusalat`.
    """
    draws = Draws(seed, "building areas")
    chosen = draws.chance(SHARE_IN_AREAS, of_block.max(initial=0) + 1)[of_block]
    chosen &= plain & (lots["location"] == 1) & np.isin(lots["code"], IN_AREAS) & np.isfinite(lots["ax"])
    rows = np.flatnonzero(chosen & (shapely.area(lots.geometry) > 900))
    yard = Yard(lots, rows)
    ground = shapely.buffer(lots.geometry[rows], -2.0, quad_segs=1)
    beside = yard.width >= yard.depth
    shapes = []
    for side in (-1, 1):
        along = np.where(beside, side * yard.width / 4, 0.0)
        inwards = np.where(beside, yard.depth * 0.42, yard.depth * (0.5 + side * 0.22))
        length = np.where(beside, yard.width / 2 - 5, yard.width - 8)
        depth = np.where(beside, yard.depth * 0.5, yard.depth * 0.34)
        shapes.append(_polygons(yard.box(along, inwards, length, depth), ground))
    fits = (shapely.area(shapes[0]) > SMALLEST_M2) & (shapely.area(shapes[1]) > SMALLEST_M2)
    rows, shapes, yard, ground = rows[fits], [each[fits] for each in shapes], yard.take(fits), ground[fits]
    first = np.round(right[rows] * 0.6, -1)
    amounts = [first, right[rows] - first]
    sheds = draws.chance(0.4, len(rows))
    back = _polygons(
        yard.box(np.zeros(len(rows)), yard.depth - 6, np.minimum(yard.width - 8, 18), np.full(len(rows), 7.0)), ground
    )
    sheds &= shapely.area(back) > 40
    told = draws.chance(0.5, len(rows))  # some registers have the number, too, some only what stands on the map
    tables = [
        _areas(shape, [f"{m2:.0f} {s}".strip() for m2, s in zip(amount, storeys[rows])], np.where(told, amount, np.nan))
        for shape, amount in zip(shapes, amounts)
    ]
    tables.append(_areas(back[sheds], ["t 60"] * int(sheds.sum()), np.full(int(sheds.sum()), np.nan)))
    whole = np.zeros(len(lots), dtype=bool)
    whole[rows] = True
    geometry = np.concatenate([table.geometry for table in tables])
    columns = {name: np.concatenate([table[name] for table in tables]) for name in tables[0].columns}
    return whole, Features(geometry, columns)


def _areas(shapes: np.ndarray, texts: list[str], amounts: np.ndarray) -> Features:
    return Features(shapes, {"kaavamerkinta_teksti": text_column(texts), "rakennusoikeus": amounts.astype(float)})


def _polygons(shapes: np.ndarray, ground: np.ndarray) -> np.ndarray:
    """Cut shapes to the ground; what falls to pieces is left out."""
    cut = shapely.set_precision(shapely.intersection(shapes, ground), 0.01)
    return np.where(shapely.get_type_id(cut) == 3, cut, shapely.Polygon())


def parking(seed: int, parcels: Features, houses: Features) -> Features:
    """Lay surface parking at the back of lots, clear of the buildings."""
    draws = Draws(seed, "parking")
    share = np.array([PARKED.get(code, 0.0) for code in parcels["code"].tolist()])
    chosen = draws.chance(share, len(parcels)) & (parcels["kind"] == "plot") & np.isfinite(parcels["ax"])
    rows = np.flatnonzero(chosen & (shapely.area(parcels.geometry) > 700))
    yard = Yard(parcels, rows)
    depth = np.minimum(yard.depth * 0.3, 34)
    size = draws.uniform(0.45, 0.85, len(rows))
    shapes = yard.box(np.zeros(len(rows)), yard.depth - depth / 2 - 2, yard.width * size, depth)
    shapes = shapely.difference(shapes, _built(rows, houses))
    shapes = _polygons(shapes, shapely.buffer(parcels.geometry[rows], -1.0, quad_segs=1))
    whole = np.flatnonzero(np.isin(parcels["code"], WHOLLY) & (parcels["kind"] == "plot"))
    shapes = np.concatenate([shapes, shapely.set_precision(shapely.buffer(parcels.geometry[whole], -1.0), 0.01)])
    shapes = shapes[shapely.area(shapes) > SMALLEST_M2]
    return Features(shapes, {"nimi": text_column(f"Harjoituspysäköinti {k + 1}" for k in range(len(shapes)))})


def _built(rows: np.ndarray, houses: Features) -> np.ndarray:
    """Give the buildings of each lot with the room around them."""
    around = shapely.buffer(houses.geometry, GAP_M, join_style="mitre", quad_segs=1)
    place = {row: k for k, row in enumerate(rows.tolist())}
    own: list[list[object]] = [[] for _ in rows]
    for row, shape in zip(houses["parcel"].tolist(), around):
        if row in place:
            own[place[row]].append(shape)
    return np.array([shapely.union_all(shapes) if shapes else shapely.Polygon() for shapes in own], dtype=object)


def heritage(parcels: Features) -> Features:
    """Give built heritage of national importance: the old school and the churches."""
    rows = np.flatnonzero(np.isin(parcels["code"], tuple(HERITAGE)) & (parcels["kind"] == "plot"))
    shapes = shapely.buffer(parcels.geometry[rows], HERITAGE_MARGIN_M, join_style="mitre")
    names = [HERITAGE[code] for code in parcels["code"][rows].tolist()]
    columns = {"ID": np.arange(1, len(rows) + 1, dtype=np.int64), "kohdenimi": text_column(names)}
    return Features(shapely.set_precision(shapes, 0.01), columns)


def permits(seed: int, table: Features) -> dict[str, np.ndarray]:
    """Give some of the newest buildings a permit that isn't carried out yet: begun, or not begun."""
    draws = Draws(seed, "permits")
    n = len(table)
    open_ = draws.chance(0.3, n) & (table["year"] >= NEWEST) & ~table["outbuilding"]
    state = np.where(open_, draws.pick(("01", "02"), n, (30, 70)), "05").astype(object)
    day = blank(table["valmistumispaivamaara"], open_)
    return {"toimenpiteen_tila": blank(state, ~open_ & draws.chance(0.5, n)), "valmistumispaivamaara": day}


def owners(seed: int, table: Features) -> dict[str, np.ndarray]:
    """Give buildings an owner by kind, and those of the municipality a condition, as its own register has them."""
    draws = Draws(seed, "condition")
    n = len(table)
    public = table["open_class"] == "07"
    owner = np.where(public & draws.chance(0.8, n), "kaupunki", np.where(public, "valtio", "yksityinen")).astype(object)
    state = draws.pick(("hyvä", "tyydyttävä", "kosteusvaurio", "sisäilmaongelma"), n, (52, 24, 14, 10))
    return {
        "omistajalaji": blank(owner, draws.chance(0.04, n)),
        "kunto": blank(state, owner != "kaupunki"),
    }
