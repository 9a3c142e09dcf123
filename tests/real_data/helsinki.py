# SPDX-License-Identifier: GPL-2.0-or-later
"""Helsinki: cadastral parcels, topographic-database buildings and roads; no plan, no floor area."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from heinola_planning_plugin.bridge import styles
from heinola_planning_plugin.bridge.project import layer_extent

from . import by_hand, place
from . import draw as draw_
from .place import DATA, Check, Place, Run, run

FOLDER = DATA / "fi-helsinki-mml-parcels-buildings"
EAST = FOLDER / "building_areas.gpkg"
WEST = FOLDER / "building_areas_by_parcel.gpkg"
EPSG = 3067
SCALE = 0.99975
"""Of the TM35FIN plane here: 0.9996 (1 + (110 km)² / 2 (6378 km)²)."""
DWELLINGS = "kohdeluokka IN (42210, 42211, 42212)"

CRITERIA = """# How much room a parcel has left; an example of a planner's own criteria, weights and limits are the project's.
id: room_left
title: {fi: Tilaa jäljellä, sv: Plats kvar, en: Room left}
constraints:
  - code: too_small
    kind: exclude
    field: area_ha
    op: "<"
    value: 0.05
    title: {fi: Ala, sv: Areal, en: Area}
    text: {fi: "ala {value}, alle {limit}", sv: "areal {value}, under {limit}", en: "area {value}, below {limit}"}
    source: project's choice
  - code: no_plot
    kind: exclude
    field: area_ha
    op: ">"
    value: 20
    title: {fi: Ala, sv: Areal, en: Area}
    text: {fi: "ala {value}, yli {limit}", sv: "areal {value}, över {limit}", en: "area {value}, above {limit}"}
    source: project's choice, for water and joint areas, whose kind the data doesn't tell
criteria:
  - {id: open, field: coverage_pct, weight: 4, curve: {type: linear, full: 0, zero: 40},
     title: {fi: Rakennettu osuus, sv: Bebyggd andel, en: Built-over share}, source: project's choice}
  - {id: size, field: area_ha, weight: 2, curve: {type: linear, full: 0.5, zero: 0.05},
     title: {fi: Koko, sv: Storlek, en: Size}, source: project's choice}
  - {id: width, field: inscribed_m, weight: 2, curve: {type: linear, full: 40, zero: 10},
     title: {fi: Leveys, sv: Bredd, en: Width}, source: project's choice}
  - {id: ratio, field: e_used, weight: 2, curve: {type: linear, full: 0, zero: 0.5},
     title: {fi: Toteutunut tehokkuus, sv: Exploatering, en: Built plot ratio}, source: project's choice}
"""


def make(folder: Path) -> Place:
    """Judge the parcels where the buildings lie, score them by own criteria, and join buildings to parcels elsewhere."""
    area = place.native("polygonfromlayerextent", folder / "area.gpkg", INPUT=_layer(EAST, "buildings"))
    criteria = folder / "room_left.yaml"
    criteria.write_text(CRITERIA, encoding="utf-8")
    industry = run(
        folder,
        "industrialreservation",
        ("OUTPUT", "ASSEMBLIES"),
        PARCELS=_layer(EAST, "parcels"),
        BUILDINGS=_layer(EAST, "buildings"),
        ROADS=_layer(EAST, "roads"),
        AREA=area,
    )
    scored = run(folder, "scoreparcels", ("OUTPUT",), INPUT=str(industry.files["OUTPUT"]), CRITERIA=str(criteria))
    west = run(
        folder,
        "industrialreservation",
        ("OUTPUT", "ASSEMBLIES"),
        "_west",
        PARCELS=_layer(WEST, "property_borders"),
        BUILDINGS=_layer(WEST, "buildings"),
    )
    table, points = industry.tables["OUTPUT"], scored.tables["OUTPUT"]
    found = Place(
        "helsinki",
        "Helsinki: parcels, buildings and roads without plan and floor area",
        "Two areas of MML's cadastral parcels (1 247 and 2 244 polygons) with the topographic database's buildings (1 173 "
        "and 2 328) and roads (75), EPSG:3067; `kerrosluku` is a class, not a number of storeys.",
        [industry, scored, west],
        [1_247, len(table), 2_244],
    )
    built = table["building_count"] > 0
    found.text += [
        f"**Industrial reservation** in the extent of the eastern buildings: {len(table)} properties, "
        f"{place.status_line(table)}. No property of a built-up town suits industry, and where nothing excludes one, too "
        "little is known to judge it (`evidence_incomplete`): plan, groundwater and protected areas were not given. The "
        f"western area: {len(west.tables['OUTPUT'])} properties, {place.status_line(west.tables['OUTPUT'])}.",
        f"**Floor area stays unknown.** {int(built.sum())} properties have buildings, and `e_used` is empty on all of them; "
        f"it is 0 on the {int((~built).sum())} without. The built-over share is known of all, from the footprints. Without "
        "AREA, parcels that the building layer doesn't reach would count as empty: a layer can't say where it ends.",
        "**At the edge of AREA.** Property 09104999030157 has one building by hand and two here: the other stands mostly on a "
        "neighbour outside the area, who was left out before the buildings were placed.",
        f"**Scored by own criteria** (built-over share, size, width, built plot ratio): {place.status_line(points)}; "
        f"completeness is 0.8 where the plot ratio is unknown. A property of 2 064 ha (sea and islands of Helsinki in one number) "
        f"is left out by size, since the data doesn't tell its kind. Best: {_best(points)}.",
    ]
    found.checks += _checks(table, points, west)
    return found


def _layer(file: Path, name: str) -> str:
    return f"{file}|layername={name}"


def _best(points) -> str:
    first = np.argsort(np.where(np.isnan(points["score"]), -1, points["score"]))[::-1][:3]
    return ", ".join(f"{points['parcel_id'][k]} ({points['score'][k]:.1f})" for k in first)


SCORES = {
    "09104901090039": (
        "open (40 − 13.36) / 40 × 4 = 2.664, size (0.1468 − 0.05) / 0.45 × 2 = 0.430, width (34.35 − 10) / 30 × 2 = 1.623; "
        "4.717 / 8",
        58.97,
    ),
}


def _checks(table, points, west: Run) -> list[Check]:
    checks = []
    for parcel, area, share, count, dwelling in HAND:
        row, again = place.row_of(table, "parcel_id", parcel), partial(_measure, parcel)
        checks += [
            Check(parcel, "ha", "polygon on the ellipsoid", area, float(table["area_ha"][row]), 1e-4, partial(again, "ha")),
            Check(
                parcel,
                "built over, %",
                "footprints ∩ parcel / parcel",
                share,
                float(table["coverage_pct"][row]),
                0.01,
                partial(again, "share"),
            ),
            Check(
                parcel, "buildings", "most of the footprint in it", count, float(table["building_count"][row]), 0,
                partial(again, "count"),
            ),
            Check(
                parcel,
                "to a dwelling, m",
                f"border to the wall of a 42211 or 42212, map plane / {SCALE}",
                dwelling,
                float(table["dwelling_m"][row]),
                0.01,
                partial(again, "dwelling"),
            ),
        ]  # fmt: skip
    for parcel, (how, hand) in SCORES.items():
        checks.append(
            Check(
                parcel, "room left", how, hand, float(points["score"][place.row_of(points, "parcel_id", parcel)]), 0.02
            )
        )
    other = west.tables["OUTPUT"]
    checks += [
        Check("west, all", "buildings on parcels", "all of the layer", 2_328, float(other["building_count"].sum())),
        Check(
            "west, all",
            "properties",
            "different ids",
            2_079,
            len(other),
            again=lambda: len(_ids(WEST, "property_borders")),
        ),
        Check(
            "east, all",
            "built properties with known e",
            "no building has a floor area",
            0,
            int((~np.isnan(table["e_used"]) & (table["building_count"] > 0)).sum()),
        ),
    ]
    return checks


HAND = (
    ("09104901090039", 0.14683, 13.362, 2, 0.0),
    ("09104901120003", 3.60671, 17.384, 25, 0.0),
    ("09104999050001", 4.72664, 4.469, 21, 0.0),
    ("09104900790002", 0.34312, 36.422, 1, 45.257),
)
"""Property, hectares, built-over share, buildings, distance to the nearest dwelling."""


# --- by hand


@lru_cache(maxsize=1)
def _buildings() -> list:
    return by_hand.shapes(EAST, layer="buildings")


def _ids(file: Path, layer: str) -> set[str]:
    return {facts["kiinteistotunnus"] for facts, _ in by_hand.shapes(file, layer=layer)}


def _measure(parcel: str, what: str) -> float:
    own = by_hand.union(by_hand.shapes(EAST, f"kiinteistotunnus = '{parcel}'", "parcels"))
    if what == "ha":
        return by_hand.ground_m2(own, EPSG) / 10_000
    if what == "dwelling":
        return min(own.Distance(shape) for _, shape in by_hand.shapes(EAST, DWELLINGS, "buildings")) / SCALE
    parts = [(own.Intersection(shape).Area(), shape.Area()) for _, shape in _buildings() if own.Intersects(shape)]
    if what == "count":
        return sum(inside > 0.5 * whole for inside, whole in parts)
    return 100 * sum(inside for inside, _ in parts) / own.Area()


def draw(found: Place, folder: Path, target: Path) -> None:
    """Draw the points of the own criteria, with the buildings."""
    buildings = draw_.open_layer(_layer(EAST, "buildings"), "Buildings")
    styles.area(buildings, "buildings")
    points = draw_.open_layer(found.runs[1].files["OUTPUT"], "Room left, points")
    draw_.steps(
        points, "score", (0, 20, 40, 60, 80, 100), ("0–20", "20–40", "40–60", "60–80", "80–100"), "Excluded", "excluded"
    )
    roads = draw_.open_layer(_layer(EAST, "roads"), "Roads")
    styles.line(roads, "other")
    name = f"real-{found.key}-room.png"
    draw_.picture(
        target / name,
        "Helsinki: room left on the properties, by a planner's own criteria",
        f"{place.status_line(found.runs[1].tables['OUTPUT'])}; floor area is not in the data and stays unknown",
        [buildings, roads, points],
        [points, buildings, roads],
        "Data: National Land Survey of Finland, cadastral index map and topographic database, CC BY 4.0",
        layer_extent(found.runs[1].tables["OUTPUT"], ~np.isnan(found.runs[1].tables["OUTPUT"]["score"])),
    )
    found.pictures.append((name, "Points of the own criteria on the eastern properties"))
