# SPDX-License-Identifier: GPL-2.0-or-later
"""Buildings: footprints on the lots, and what the registers know of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..features import Features
from . import design
from .draws import Draws, blank
from .town import FRAME, SEMINARY


@dataclass(frozen=True)
class Use:
    """What stands on lots of a plan code.

    Attributes:
        classes: building classes 2018 of the main buildings. open_class: the coarse class of the open data.
        mtk: the topographic database's kayttotarkoitus. count: main buildings on a lot, from-to. depth: of a building,
            metres. storeys: from-to. years: of completion, from-to. outbuilding: chance of one. status: kaytossaolo.
    """

    classes: tuple[str, ...]
    open_class: str
    mtk: int
    count: tuple[int, int]
    depth: tuple[float, float]
    storeys: tuple[int, int]
    years: tuple[int, int]
    outbuilding: float = 0.0
    status: str = "01"


USES: dict[str, Use] = {
    "AK": Use(("0121", "0121", "0120"), "06", 1, (1, 2), (11, 14), (2, 6), (1955, 2018), 0.15),
    "AL": Use(("0121", "0121", "0319"), "06", 1, (1, 2), (12, 16), (2, 5), (1938, 2012), 0.1),
    "AO": Use(("0110",), "05", 1, (1, 1), (7, 10), (1, 2), (1947, 2019), 0.3),
    "AP": Use(("0110", "0110", "0111"), "05", 1, (1, 1), (8, 11), (1, 2), (1955, 2020), 0.25),
    "AR": Use(("0112",), "05", 1, (1, 4), (9, 11), (1, 2), (1968, 2014), 0.5),
    "C": Use(("0319", "0121", "0400"), "02", 2, (1, 1), (15, 24), (2, 5), (1900, 2008), 0.0, "02"),
    "K": Use(("0400", "0319"), "02", 2, (1, 1), (14, 22), (2, 3), (1955, 2010), 0.0, "02"),
    "KL": Use(("0319", "0311"), "02", 2, (1, 1), (16, 30), (1, 1), (1975, 2018), 0.0, "02"),
    "KM": Use(("0310",), "02", 2, (1, 1), (60, 90), (1, 1), (1990, 2019), 0.0, "02"),
    "KTY": Use(("0920", "0400"), "02", 2, (1, 2), (18, 30), (1, 2), (1980, 2020), 0.0, "02"),
    "T": Use(("0910", "0910", "0919", "1210"), "02", 4, (1, 3), (20, 46), (1, 2), (1962, 2020), 0.15, "02"),
    "TY": Use(("0910", "0920"), "02", 4, (1, 2), (18, 40), (1, 2), (1966, 2020), 0.1, "02"),
    "TV": Use(("1210", "1215"), "02", 4, (1, 3), (16, 34), (1, 1), (1966, 2016), 0.0, "02"),
    "Y": Use(("0710",), "07", 2, (1, 2), (16, 24), (2, 2), (1950, 2005), 0.0, "02"),
    "YH": Use(("0400",), "07", 2, (1, 1), (15, 20), (3, 4), (1958, 1984), 0.0, "02"),
    "YK": Use(("0730",), "07", 8, (1, 1), (16, 22), (1, 1), (1811, 1898), 0.0, "02"),
    "YL": Use(("0810",), "07", 2, (1, 1), (14, 20), (1, 1), (1972, 2019), 0.4, "02"),
    "YO": Use(("0820", "0830"), "07", 2, (1, 3), (15, 20), (2, 3), (1950, 2009), 0.2, "02"),
    "YO-7": Use(("0840", "0840", "0130"), "07", 2, (5, 5), (13, 16), (2, 3), (1898, 1936), 1.0, "02"),
    "YS": Use(("0613",), "07", 2, (1, 2), (18, 24), (3, 4), (1968, 1996), 0.0, "02"),
    "YY": Use(("0740",), "07", 2, (1, 1), (20, 26), (2, 2), (1968, 1994), 0.0, "02"),
    "YU": Use(("0741", "0743"), "07", 2, (2, 3), (24, 40), (1, 2), (1936, 2012), 0.3, "02"),
    "LH": Use(("0319",), "02", 2, (1, 1), (14, 20), (1, 1), (1975, 2015), 0.0, "02"),
    "ET": Use(("1110", "1120"), "02", 6, (1, 2), (10, 16), (1, 1), (1968, 2012), 0.0, "02"),
    "RM": Use(("0320", "0322"), "02", 2, (1, 3), (13, 18), (1, 2), (1950, 2016), 0.2, "02"),
    "RA": Use(("0211", "0211", "0210"), "01", 3, (1, 1), (6, 9), (1, 1), (1952, 2021), 0.45, "03"),
    "homestead": Use(("0110",), "05", 1, (1, 1), (8, 11), (1, 2), (1890, 2016), 1.0),
}
BUILT_COTTAGES, BUILT_HOMESTEADS = 0.86, 0.93
UNKNOWN_AREA, ZERO_AREA, UNKNOWN_STOREYS, UNKNOWN_PARCEL, GONE, EMPTY = 0.05, 0.012, 0.05, 0.015, 0.014, 0.045
INSET = 0.6
"""Buildings stay this far inside their parcel, metres."""


def make(seed: int, parcels: Features, aim: np.ndarray, water: shapely.Geometry) -> Features:
    """Build.

    Args:
        seed: of this copy.
        parcels: as `land.Land` has them.
        aim: floor area wanted on each (see `plans.make`), NaN where no plan says so.
        water: nothing is built in it (ponds lie inside estates).

    Returns:
        Footprints with `parcel` (row of the parcel), `outbuilding`, and the registers' columns.
    """
    draws = Draws(seed, "buildings")
    use, wanted = _wanted(parcels, aim, draws)
    rows = np.flatnonzero(wanted > 8)
    rule = [USES[u] for u in use[rows].tolist()]
    count = np.array([r.count for r in rule])
    number = count[:, 0] + np.floor((count[:, 1] - count[:, 0] + 1) * draws.uniform(0, 1, len(rows))).astype(np.int64)
    lot = np.repeat(np.arange(len(rows)), number)
    slot = np.arange(len(lot)) - np.repeat(np.cumsum(number) - number, number)
    main = _main(parcels, rows, lot, slot, number, rule, wanted[rows], draws)
    side = _outbuildings(parcels, rows, rule, use[rows], draws)
    shapes = np.concatenate([main.pop("shape"), side.pop("shape")])
    columns = {name: np.concatenate([main[name], side[name]]) for name in main}
    shapes, fits = _fit(shapes, parcels.geometry, columns["parcel"], water)
    table = Features(shapes, columns).take(fits)
    # What crosses a building of the same lot was never built.
    i, j = shapely.STRtree(table.geometry).query(table.geometry, predicate="intersects")
    clash = np.zeros(len(table), dtype=bool)
    clash[np.maximum(i, j)[i != j]] = True
    table = table.take(~clash)
    table = table.take(np.lexsort((table["outbuilding"], table["parcel"])))
    return _registered(table, parcels["code"][table["parcel"]] == SEMINARY, draws)


def _fit(
    shapes: np.ndarray, parcels: np.ndarray, parcel: np.ndarray, water: shapely.Geometry
) -> tuple[np.ndarray, np.ndarray]:
    """Shrink buildings that cross their parcel's edge and move them to its middle, twice; tell which fit in the end."""
    used, of_used = np.unique(parcel, return_inverse=True)
    ground = shapely.buffer(parcels[used], -INSET, quad_segs=1)[of_used.reshape(-1)]
    middle = shapely.get_coordinates(shapely.centroid(parcels[used]))[of_used.reshape(-1)]
    shapely.prepare(water)

    def fitting() -> np.ndarray:
        return shapely.contains(ground, shapes) & ~shapely.intersects(water, shapes)

    fits = fitting()
    for _ in range(2):
        corners = shapely.get_coordinates(shapes[~fits]).reshape(-1, 5, 2)
        centre = corners[:, :4].mean(axis=1, keepdims=True)
        corners = centre * 0.5 + middle[~fits][:, None] * 0.5 + (corners - centre) * 0.74
        shapes = shapes.copy()
        shapes[~fits] = shapely.polygons(np.round(corners, 2))
        fits = fitting()
    return shapes, fits & (shapely.area(shapes) > 8)


def _wanted(parcels: Features, aim: np.ndarray, draws: Draws) -> tuple[np.ndarray, np.ndarray]:
    """Give what stands on each parcel, and the floor area of its main buildings."""
    n, kind = len(parcels), parcels["kind"]
    use = np.array([c if c in USES else "" for c in parcels["code"].tolist()], dtype=object)
    use[kind == "cottage"], use[kind == "homestead"] = "RA", "homestead"
    cottage = np.where(draws.chance(BUILT_COTTAGES, n), draws.bell(72, 46, n), 0.0)
    homestead = np.where(draws.chance(BUILT_HOMESTEADS, n), draws.bell(150, 80, n), 0.0)
    wanted = np.nan_to_num(aim)
    loose = np.isnan(aim)
    wanted = np.where(loose & (kind == "cottage"), cottage, wanted)
    wanted = np.where(loose & (kind == "homestead"), homestead, wanted)
    return use, np.where((use != "") & np.isfinite(parcels["ax"]), wanted, 0.0)


class Yard:
    """The reach of lots along their front and inwards, from what roads and water left of the parcel."""

    def __init__(self, parcels: Features, rows: np.ndarray):
        corner = np.stack([parcels[name][rows] for name in FRAME], axis=1).reshape(-1, 4, 2)
        a, b, c, d = corner.transpose(1, 0, 2)
        front = b - a
        self.along = front / np.maximum(np.hypot(*front.T), 0.1)[:, None]
        self.inwards = np.column_stack([-self.along[:, 1], self.along[:, 0]])
        backwards = (((c + d) - (a + b)) * self.inwards).sum(axis=1) < 0
        self.inwards[backwards] *= -1
        points, index = shapely.get_coordinates(parcels.geometry[rows], return_index=True)
        first = np.searchsorted(index, np.arange(len(rows)))
        away = points - a[index]
        s, t = (away * self.along[index]).sum(axis=1), (away * self.inwards[index]).sum(axis=1)
        low, high = np.minimum.reduceat(s, first), np.maximum.reduceat(s, first)
        near, far = np.minimum.reduceat(t, first), np.maximum.reduceat(t, first)
        self.width, self.depth = high - low, far - near
        self.origin = a + self.along * ((low + high) / 2)[:, None] + self.inwards * near[:, None]

    def box(self, s: np.ndarray, t: np.ndarray, length: np.ndarray, depth: np.ndarray) -> np.ndarray:
        """Rectangles whose middle lies s from the middle of the front and t inwards; all in metres."""
        middle = self.origin + self.along * s[:, None] + self.inwards * t[:, None]
        u, v = self.along * (length / 2)[:, None], self.inwards * (depth / 2)[:, None]
        ring = np.stack([middle - u - v, middle + u - v, middle + u + v, middle - u + v], axis=1)
        return shapely.polygons(np.round(ring, 2))

    def take(self, index: np.ndarray) -> Yard:
        """Give the yards of an index array."""
        out = object.__new__(Yard)
        for name, value in vars(self).items():
            setattr(out, name, value[index])
        return out


def _main(
    parcels: Features, rows: np.ndarray, lot: np.ndarray, slot: np.ndarray, number: np.ndarray, rule: list[Use],
    wanted: np.ndarray, draws: Draws,
) -> dict[str, np.ndarray]:  # fmt: skip
    """Main buildings stand one behind or beside the other, whichever way the lot is longer."""
    n = len(lot)
    yard = Yard(parcels, rows).take(lot)
    depth_range = np.array([r.depth for r in rule])[lot]
    storey_range = np.array([r.storeys for r in rule])[lot]
    year_range = np.array([r.years for r in rule])[lot]
    storeys = storey_range[:, 0] + np.floor(
        draws.uniform(0, 1, n) ** 2 * (storey_range[:, 1] - storey_range[:, 0] + 1)
    ).astype(np.int64).clip(max=storey_range[:, 1] - storey_range[:, 0])
    share = number[lot]
    room_along = yard.width - 7
    room_inwards = yard.depth - 7
    beside = room_along >= room_inwards
    cell_along = np.where(beside, room_along / share, room_along)
    cell_inwards = np.where(beside, room_inwards, room_inwards / share)
    footprint = wanted[lot] / share / storeys
    depth = np.minimum(draws.uniform(depth_range[:, 0], depth_range[:, 1], n), cell_inwards * 0.9)
    depth = np.maximum(depth, np.minimum(cell_inwards * 0.9, footprint / np.maximum(cell_along * 0.94, 4)))
    length = np.minimum(footprint / np.maximum(depth, 3), cell_along * 0.94)
    # Low buildings can't hold the right of a small lot: they get more storeys instead.
    more = np.ceil(np.round(footprint * storeys / np.maximum(length * depth, 9) * 0.98, 3)).astype(np.int64)
    storeys = np.clip(more, storeys, storey_range[:, 1])
    shrink = np.minimum(1.0, wanted[lot] / share / np.maximum(length * depth * storeys, 1))
    length = np.maximum(length * shrink, np.minimum(4.0, length))
    s = np.where(beside, (slot + 0.5) / share - 0.5, 0.0) * room_along + draws.uniform(-0.12, 0.12, n) * np.maximum(
        cell_along - length, 0
    )
    shore = np.isin(parcels["kind"][rows], ("cottage",))[lot]
    set_back = np.minimum(draws.uniform(4, 9, n), np.maximum(cell_inwards - depth, 0) * 0.6)
    t = np.where(beside, set_back + depth / 2, 4 + (slot + 0.5) * cell_inwards)
    t = np.where(shore, np.minimum(draws.uniform(26, 44, n), yard.depth - depth), t)
    year = year_range[:, 0] + np.floor(draws.uniform(0, 1, n) * (year_range[:, 1] - year_range[:, 0] + 1)).astype(int)
    choice = draws.uniform(0, 1, n)
    which = [rule[k].classes[int(u * len(rule[k].classes))] for k, u in zip(lot.tolist(), choice.tolist())]
    return {
        "shape": yard.box(s, t, length, depth),
        "parcel": rows[lot],
        "outbuilding": np.zeros(n, dtype=bool),
        "storeys": storeys,
        "year": year,
        "class_2018": np.array(which, dtype=object),
        "open_class": np.array([rule[k].open_class for k in lot.tolist()], dtype=object),
        "mtk_use": np.array([rule[k].mtk for k in lot.tolist()], dtype=np.int64),
        "status": np.array([rule[k].status for k in lot.tolist()], dtype=object),
    }


def _outbuildings(
    parcels: Features, rows: np.ndarray, rule: list[Use], use: np.ndarray, draws: Draws
) -> dict[str, np.ndarray]:
    """Sheds and garages at the back of yards; saunas by the shore; barns on farms."""
    chance = np.array([r.outbuilding for r in rule])
    first, second = (draws.chance(chance * k, len(rows)) for k in (1.0, 0.2))
    lot = np.concatenate([np.flatnonzero(first), np.flatnonzero(second)])
    another = np.concatenate([np.zeros(first.sum(), dtype=bool), np.ones(second.sum(), dtype=bool)])
    n = len(lot)
    yard = Yard(parcels, rows).take(lot)
    shore = (parcels["kind"][rows] == "cottage")[lot]
    farm = (use[lot] == "homestead") & ~another
    sauna = shore & ~another
    length = np.where(farm, draws.uniform(9, 24, n), np.where(sauna, draws.uniform(5, 7, n), draws.uniform(5, 10, n)))
    depth = np.where(farm, draws.uniform(7, 11, n), np.where(sauna, draws.uniform(4, 5, n), draws.uniform(4, 7, n)))
    side = np.where(another, -1, 1) * np.where(draws.chance(0.5, n), 1, -1)
    s = side * (yard.width / 2 - length / 2 - 3)
    t = np.where(sauna, draws.uniform(11, 17, n), yard.depth - depth / 2 - draws.uniform(2, 5, n))
    year = np.floor(draws.uniform(1950, 2021, n)).astype(int)
    classes = np.where(farm, "1490", np.where(sauna, "1910", "1911"))
    return {
        "shape": yard.box(s, t, length, depth),
        "parcel": rows[lot],
        "outbuilding": np.ones(n, dtype=bool),
        "storeys": np.ones(n, dtype=np.int64),
        "year": year,
        "class_2018": classes.astype(object),
        "open_class": np.where(sauna, "04", "03").astype(object),
        "mtk_use": np.full(n, 6, dtype=np.int64),
        "status": np.full(n, "11", dtype=object),
    }


def _registered(table: Features, certain: np.ndarray, draws: Draws) -> Features:
    """Add what the registers know, with their gaps: unknown is NaN or None, as they deliver it.

    What is `certain` stands, and its floor area is known.
    """
    n = len(table)
    storeys = table["storeys"].astype(float)
    area = np.round(shapely.area(table.geometry) * storeys)
    apartment = np.isin(table["class_2018"], ("0120", "0121", "0130"))
    homes = np.where(apartment, np.maximum(np.floor(area / 68), 2), np.nan)
    homes = np.where(np.isin(table["class_2018"], ("0110", "0210", "0211")), 1.0, homes)
    homes = np.where(table["class_2018"] == "0111", 2.0, homes)
    homes = np.where(table["class_2018"] == "0112", np.maximum(np.floor(area / 88), 2), homes)
    known = np.where(draws.chance(UNKNOWN_AREA, n), np.nan, area)
    known = np.where(draws.chance(ZERO_AREA, n), 0.0, known)
    known = np.where(certain, area, known)
    # Lifts: nearly always in high new houses, seldom in the three-storey ones of the sixties, often not on record.
    likely = np.where(storeys >= 5, 0.9, np.where(table["year"] > 1990, 0.75, 0.25))
    lift = np.where(apartment & (storeys >= 2), draws.chance(likely, n).astype(float), np.nan)
    lift = np.where(apartment & draws.chance(0.22, n), np.nan, lift)
    day = draws.whole(0, 334, n)
    date = [f"{y}-{d // 28 + 1:02d}-{d % 28 + 1:02d}Z" for y, d in zip(table["year"].tolist(), day.tolist())]
    gone = draws.chance(GONE, n) & (table["year"] < 1975) & ~certain
    removed = [f"{2005 + d % 19}-06-15Z" if g else None for g, d in zip(gone.tolist(), day.tolist())]
    status = np.where(gone, "07", np.where(draws.chance(EMPTY, n), "05", table["status"]))
    return table.with_columns(
        {
            "valmistumispaivamaara": blank(np.array(date, dtype=object), draws.chance(0.03, n)),
            "purkamispaivamaara": np.array(removed, dtype=object),
            "kerrosluku": np.where(draws.chance(UNKNOWN_STOREYS, n), np.nan, storeys),
            "kerrosala": known,
            "huoneistojen_lukumaara": homes,
            "hissi": lift,
            "kaytossaolo": status.astype(object),
            "gone": gone,
            "no_parcel": draws.chance(UNKNOWN_PARCEL, n),
        }
    )


PRT_BASE = 100_000_000 + design.MUNICIPALITY * 100_000
"""Practice building numbers start here; their check characters are right."""
