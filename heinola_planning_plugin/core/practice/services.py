# SPDX-License-Identifier: GPL-2.0-or-later
"""Services, stops, power lines and the strategy's target areas."""

from __future__ import annotations

import numpy as np
import shapely

from ..features import Features, concat, text_column
from . import design
from .draws import Draws
from .environment import lump
from .terrain import Terrain
from .town import SEMINARY

SERVICES = {
    "YO": ("koulu", "Harjoituskoulu"),
    SEMINARY: ("koulu", "Harjoitusseminaari"),
    "YL": ("päiväkoti", "Harjoituspäiväkoti"),
    "KL": ("kauppa", "Harjoituskauppa"),
    "KM": ("kauppa", "Harjoitusmarket"),
    "YS": ("terveysasema", "Harjoitusterveysasema"),
    "YY": ("kirjasto", "Harjoituskirjasto"),
    "YK": ("kirkko", "Harjoituskirkko"),
    "YH": ("kaupungintalo", "Harjoituskaupungintalo"),
    "YU": ("liikuntahalli", "Harjoitushalli"),
}
"""What a built lot of a plan code offers, and its name."""
STOP_STEP = 420.0
CANAL_HALF = 450.0
SHORE_DEPTH = 200.0
TARGETS = {
    "vierumaki": "Vierumäki (harjoitus)", "keskusta": "Keskusta (harjoitus)", "rannat": "Ranta-alueet (harjoitus)",
    "loma_asuntoalueet": "Loma-asuntoalueet (harjoitus)", "seminaari": "Seminaarin alue (harjoitus)",
    "kimola": "Kimolan kanava (harjoitus)", "myllyoja": "Myllyoja (harjoitus)",
    "avainkohteet": "Avainkohteet (harjoitus)", "koko_kaupunki": "Koko kaupunki (harjoitus)",
}  # fmt: skip


def services(parcels: Features, built: np.ndarray) -> Features:
    """Schools, day care, shops, health station, library and others, as points on their lots."""
    offers = np.array([c in SERVICES for c in parcels["code"].tolist()]) & built & (parcels["kind"] == "plot")
    # Not every lot for commerce holds a grocer's: the first of each block does.
    offers &= (parcels["code"] != "KL") | (parcels["plot"] == 1)
    lots = parcels.take(offers)
    kind, name = zip(*(SERVICES[c] for c in lots["code"].tolist()))
    order: dict[str, int] = {}
    names = []
    for word in name:
        order[word] = order.get(word, 0) + 1
        names.append(f"{word} {order[word]}" if order[word] > 1 or name.count(word) > 1 else word)
    return Features(shapely.point_on_surface(lots.geometry), {"laji": text_column(kind), "nimi": text_column(names)})


def stops(seed: int, roads: Features, town: shapely.Geometry, border: shapely.Geometry) -> Features:
    """Bus stops along the public roads in and between the built areas."""
    draws = Draws(seed, "stops")
    main = np.isin(roads["kohdeluokka"], (12121, 12122, 12131)) & (roads["nimi"] != "Harjoitusramppi")
    lines = roads.geometry[main & (shapely.length(roads.geometry) > 250)]
    count = np.maximum(shapely.length(lines) // STOP_STEP, 1).astype(np.int64)
    line = np.repeat(np.arange(len(lines)), count)
    step = np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)
    points = shapely.line_interpolate_point(lines[line], (step + 0.5) * STOP_STEP * 0.98)
    villages = shapely.buffer(shapely.points(list(design.VILLAGES.values())), 1300)
    near = shapely.union_all([shapely.buffer(town, 150, quad_segs=2), *villages])
    shapely.prepare(near)
    keep = shapely.intersects(near, points) | draws.chance(0.3, len(points))
    keep &= shapely.contains(border, points)
    points = shapely.points(np.round(shapely.get_coordinates(points[keep]), 2))
    return Features(points, {"nimi": text_column(f"Harjoituspysäkki {i + 1}" for i in range(len(points)))})


def power_lines(seed: int) -> Features:
    """Transmission lines as drawn, and a distribution line to each village."""
    draws = Draws(seed, "power")
    trunk = [shapely.linestrings(np.array(points, dtype=float)) for points in design.POWER_LINES]
    whole = shapely.union_all(trunk)
    branches = []
    for place in design.VILLAGES.values():
        ends = shapely.get_coordinates(shapely.shortest_line(shapely.points(place), whole))
        share = np.array([0.0, 0.35, 0.7, 1.0])[:, None]
        aside = np.array([ends[1][1] - ends[0][1], ends[0][0] - ends[1][0]]) * draws.uniform(-0.12, 0.12, (4, 1))
        aside[[0, -1]] = 0
        branches.append(shapely.linestrings(np.round(ends[0] * (1 - share) + ends[1] * share + aside, 1)))
    lines = np.array([*trunk, *branches], dtype=object)
    return Features(lines, {"kohdeluokka": np.array([22311] * len(trunk) + [22312] * len(branches), dtype=np.int64)})


def junctions() -> Features:
    """The motorway's junctions."""
    return Features(shapely.points(list(design.JUNCTIONS.values())), {"nimi": text_column(design.JUNCTIONS)})


def market(parcels: Features) -> Features:
    """The market square as a point."""
    square = shapely.centroid(parcels.geometry[parcels["kind"] == "square"])
    return Features(
        shapely.points(np.round(shapely.get_coordinates(square[:1]), 2)), {"nimi": text_column(["Harjoitustori"])}
    )


def target_areas(seed: int, terrain: Terrain, parcels: Features, green: Features) -> Features:
    """The areas that the strategy speaks of, except the whole municipality; the canal's reaches outside it."""
    draws = Draws(seed, "targets")
    centre = shapely.simplify(shapely.buffer(shapely.union_all(green.geometry[_centre(green)]), 90), 12)
    calm = shapely.simplify(terrain.lakes[:2], 30)
    shore = shapely.difference(shapely.buffer(shapely.union_all(calm), SHORE_DEPTH, quad_segs=1), terrain.water)
    shore = shapely.simplify(shapely.intersection(shore, terrain.border), 18)
    planned = shapely.buffer(parcels.geometry[parcels["planned"]], 320, quad_segs=2)
    school = parcels.geometry[parcels["code"] == SEMINARY]
    square = parcels.geometry[parcels["kind"] == "square"]
    key_places = [shapely.buffer(square[0], 70), lump((-1330, 620), (170, 90), draws, 0.8),
                  lump((1120, -820), (190, 110), draws, 0.4), shapely.buffer(school[0], 20)]  # fmt: skip
    shapes = {
        "vierumaki": lump((-5750, -10750), (1900, 2500), draws),
        "keskusta": centre,
        "rannat": shore,
        "loma_asuntoalueet": shapely.simplify(shapely.union_all(planned), 8),
        "seminaari": school[0],
        "kimola": shapely.buffer(shapely.linestrings(np.array(design.CANAL, dtype=float)), CANAL_HALF, quad_segs=4),
        "myllyoja": lump((3950, 350), (900, 520), draws, 0.5),
        "avainkohteet": shapely.union_all(key_places),
    }
    names = list(shapes)
    return Features(np.array([shapely.set_precision(shapes[n], 0.01) for n in names], dtype=object), {
        "aluetunnus": text_column(names), "nimi": text_column(TARGETS[n] for n in names)})  # fmt: skip


def _centre(green: Features) -> np.ndarray:
    return (green["location"] == 1) & ~green["between"]


def railway(lines: np.ndarray) -> Features:
    """The railway."""
    return Features(lines, {"kohdeluokka": np.full(len(lines), 14112, dtype=np.int64),
                            "nimi": text_column(["Harjoitusrata"] * len(lines))})  # fmt: skip


def all_roads(*tables: Features) -> Features:
    """Roads of every kind in one table, without the columns that only the making needed.

    Roads that cross have a common vertex there; motorway and ramps have none: they cross by bridges.
    """
    table = concat(tables)
    level = (table["kohdeluokka"] != 12111) & (table["nimi"] != "Harjoitusramppi")
    level &= (shapely.get_type_id(table.geometry) == 1) & ~shapely.is_empty(table.geometry)
    geometry = table.geometry.copy()
    geometry[level] = with_crossings(geometry[level])
    return table.with_geometry(geometry).select(("kohdeluokka", "tienumero", "nimi", "yksisuuntaisuus"))


def with_crossings(lines: np.ndarray) -> np.ndarray:
    """Give lines a vertex wherever they cross or touch one another, the same one on both."""
    tree = shapely.STRtree(lines)
    one, two = tree.query(lines, predicate="intersects")
    one, two = one[one < two], two[one < two]
    bits, pair = shapely.get_parts(shapely.intersection(lines[one], lines[two]), return_index=True)
    dots = shapely.get_type_id(bits) == 0
    places = np.round(shapely.get_coordinates(bits[dots]), 2)
    pair = pair[dots]
    line, xy = np.concatenate([one[pair], two[pair]]), np.concatenate([places, places])
    at = shapely.line_locate_point(lines[line], shapely.points(xy))
    own, of_line = shapely.get_coordinates(lines, return_index=True)
    step = np.hypot(*np.diff(own, axis=0, prepend=own[:1]).T)
    step[np.searchsorted(of_line, np.arange(len(lines)))] = 0.0
    run = np.cumsum(step)
    run -= run[np.searchsorted(of_line, np.arange(len(lines)))][of_line]
    line, xy, at = np.concatenate([of_line, line]), np.concatenate([own, xy]), np.concatenate([run, at])
    order = np.lexsort((np.round(at, 3), line))
    line, xy = line[order], xy[order]
    again = np.append(False, (np.diff(line) == 0) & (np.abs(np.diff(xy, axis=0)).max(axis=1) < 0.005))
    return shapely.linestrings(xy[~again], indices=line[~again])
