# SPDX-License-Identifier: GPL-2.0-or-later
"""Lahti, Enonsaari: a shore plan in force as reserve of holiday housing (Kaava-JSON, GK26 shapefile, GML)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np

from heinola_planning_plugin.bridge import styles

from . import by_hand, place
from . import draw as draw_
from .place import DATA, Check, Place, Run, run

FOLDER = DATA / "fi-lahti-enonsaari-shoreplan"
PLAN = FOLDER / "OGR-YM_LAHTI_Enonsaari_1_lainvoimainen_kaava-enonsaari.geojson"
ZONING = FOLDER / "original" / "Y165Aluevaraus.shp"
OUTLINE = FOLDER / "original" / "Y165KaavaAlue.shp"
OUTLINE_GML = FOLDER / "original" / "Y165.gml"
EPSG = 3880
HOLIDAY = ("6.3.3", "6.3.6", "7.1.5", "7.2.2a", "7.4.2a")
"""Measures of Heinola's strategy about holiday housing, counted in building places."""

GIVEN = {
    1: ("RA", 320, 2),
    10: ("RM", 500, 15),
    11: ("RM", 220, 2),
    12: ("RM", 250, 2),
    13: ("RM", 650, 10),
    2: ("RM", 120, 2),
}
"""Area of the plan -> its code, floor area and number of building places, as the plan's documents say them."""


def make(folder: Path) -> Place:
    """Count the plan's rights and lay it over Heinola's measures for holiday housing."""
    rights = run(folder, "buildingrights", ("OUTPUT", "SUMMARY"), PLAN_UNITS=str(PLAN))
    by_gml = run(folder, "buildingrights", ("OUTPUT",), "_gml_area", PLAN_UNITS=str(PLAN), AREA=str(OUTLINE_GML))
    island = place.native(
        "refactorfields",
        folder / "target_areas.gpkg",
        INPUT=str(OUTLINE),
        FIELDS_MAPPING=[
            {"expression": "'loma_asuntoalueet'", "name": "area_id", "type": 10, "length": 40, "precision": 0}
        ],
    )
    from_json = run(folder, "strategyoverlay", ("OUTPUT", "GAPS"), ZONING=str(PLAN), TARGET_AREAS=island)
    from_shape = run(
        folder, "strategyoverlay", ("OUTPUT", "GAPS"), "_shapefile", ZONING=str(ZONING), TARGET_AREAS=island
    )
    found = Place(
        "enonsaari",
        "Lahti, Enonsaari: a shore plan as existing reserve of holiday housing",
        "Osayleiskaava Y-165 of 2000 on an island of Vesijärvi, in three forms: Kaava-JSON in degrees (128 of 200 features "
        "without a shape), shapefile in ETRS-GK26 (EPSG:3880, ten-character names), and its outline as GML with northing "
        "before easting.",
        [rights, by_gml, from_json, from_shape],
        [200, 200, 200, 13],
    )
    table, gaps = rights.tables["OUTPUT"], from_json.tables["GAPS"]
    known = ~np.isnan(table["permitted_m2"])
    found.text += [
        f"**Rights.** {known.sum()} of {len(table)} areas have a number: {np.nansum(table['permitted_m2']):,.0f} k-m² and "
        f"{np.nansum(table['places']):.0f} building places. Five RA areas without a number of their own and the two "
        "recreation areas stay unknown (`right_no_value`), not 0. What is built is not in the data, so what is left of the "
        "reserve is unknown, too.",
        "**GML.** Given as AREA, the outline with northing first picks the same "
        f"{len(by_gml.tables['OUTPUT'])} areas as without it.",
        "**Strategy.** Over Heinola's own strategy, with the island as its holiday-housing area, each measure for holiday "
        "housing sees "
        + _zoned(gaps)
        + " (33 where the strategy file counts all holiday areas, 2 where RA only). Five areas have no number, so it means “at "
        "least” (`amount_partly_unknown`). From the shapefile, which has no number of places, `zoned` is empty "
        "(`amount_not_in_zoning`), not 0.",
    ]
    heads = ["area", "code", "area m²", "k-m²", "places", "status", "reasons"]
    rows = [
        [
            table["unit_id"][k].split("/")[-1].removesuffix(".GEOJSON"),
            table["zone_code"][k],
            f"{table['area_m2'][k]:,.0f}",
            *(
                "unknown" if np.isnan(table[name][k]) else f"{table[name][k]:,.0f}"
                for name in ("permitted_m2", "places")
            ),
            table["status"][k],
            table["reasons"][k],
        ]
        for k in range(len(table))
    ]
    found.tables.append(("The plan's areas", heads, rows))
    found.checks += _checks(found.runs)
    return found


def _zoned(gaps) -> str:
    rows = [k for k in range(len(gaps)) if gaps["measure_id"][k] in HOLIDAY and not np.isnan(gaps["zoned"][k])]
    return ", ".join(f"{gaps['measure_id'][k]}: {gaps['zoned'][k]:.0f} places" for k in rows)


def _checks(runs: list[Run]) -> list[Check]:
    rights, by_gml, from_json, from_shape = runs
    table, gaps = rights.tables["OUTPUT"], from_json.tables["GAPS"]
    checks = []
    for number, (code, floor_area, places) in GIVEN.items():
        row = place.row_of(table, "unit_id", _key(number))
        name = f"area {number} ({code})"
        checks += [
            Check(name, "code", "plan", code, table["zone_code"][row]),
            Check(name, "k-m²", "plan", floor_area, float(table["permitted_m2"][row]), 0, partial(_said, number, _M2)),
            Check(name, "places", "plan", places, float(table["places"][row]), 0, partial(_said, number, _PLACES)),
        ]
    total = "320 + 500 + 220 + 250 + 650 + 120"
    checks += [
        Check("all", "k-m²", total, 2_060, float(np.nansum(table["permitted_m2"])), 1e-9),
        Check("all", "places", "2 + 15 + 2 + 2 + 10 + 2", 33, float(np.nansum(table["places"])), 1e-9),
        Check("all", "areas without a number", "13 − 6", 7, int(np.isnan(table["permitted_m2"]).sum())),
        Check("GML outline", "areas in it", "all 13", 13, len(by_gml.tables["OUTPUT"])),
        Check(
            "area 1 (RA)",
            "m²",
            "ellipsoid, from degrees",
            13_597.5,
            float(table["area_m2"][place.row_of(table, "unit_id", _key(1))]),
            0.1,
            lambda: by_hand.ground_m2(by_hand.plan_shape(PLAN, _key(1)), 4326),
        ),
    ]
    pieces = from_shape.tables["OUTPUT"]
    ra = np.array([text.startswith("RA") for text in pieces["zone_code"]])
    hand = 45_524.6
    checks += [
        Check(
            "all RA",
            "m², shapefile",
            "RA polygons on the ellipsoid",
            hand,
            float(pieces["area_m2"][ra].sum()),
            0.5,
            lambda: sum(by_hand.ground_m2(s, EPSG) for _, s in by_hand.shapes(ZONING, "Teksti LIKE 'RA%'")),
        ),
        Check(
            "plan outline",
            "m² of the target area",
            "outline on the ellipsoid",
            473_058.3,
            float(gaps["area_ha"][_row(gaps, "7.1.5")] * 10_000),
            1.0,
            lambda: by_hand.ground_m2(by_hand.shapes(OUTLINE)[0][1], EPSG),
        ),
        Check("7.2.2a", "places zoned", "advanced by RA: area 1", 2, float(gaps["zoned"][_row(gaps, "7.2.2a")]), 0.01),
        Check(
            "7.1.5",
            "places zoned",
            "advanced by all holiday areas: 2 + 31; drawing of outline and areas differ by 0.001 %",
            33,
            float(gaps["zoned"][_row(gaps, "7.1.5")]),
            0.01,
        ),
    ]
    return checks


def _row(gaps, measure: str) -> int:
    return int(np.flatnonzero((gaps["measure_id"] == measure) & (gaps["target_id"] == "loma_asuntoalueet"))[0])


# --- by hand

_M2 = "Sallittu kokonaiskerrosala"
_PLACES = "Sallittujen rakennuspaikkojen lukumäärä"


def _key(number: int) -> str:
    return f"KAAVAKOHDE/ALUEVARAUS-{number}.GEOJSON"


def _said(number: int, title: str) -> float:
    return by_hand.plan_regulations(PLAN, _key(number))[title][0]


def draw(found: Place, folder: Path, target: Path) -> None:
    """Draw the plan by its codes, with right and places."""
    units = draw_.open_layer(found.runs[0].files["OUTPUT"], "Plan areas")
    styles.zoning(units, "zone_code", "en")
    root = units.renderer().rootRule()
    root.removeChildAt(len(root.children()) - 1)  # every code here is known
    right = "format_number(\"permitted_m2\", 0) || ' k-m², ' || \"places\" || ' places'"
    styles.label(units, f"\"zone_code\" || coalesce('\\n' || {right}, '')", 8)
    name = f"real-{found.key}-rights.png"
    draw_.picture(
        target / name,
        "Lahti, Enonsaari: what the shore plan in force permits",
        "2 060 k-m² and 33 building places on six areas; of the other RA areas the plan gives no number",
        [units],
        [units],
        "Data: City of Lahti, Enonsaaren osayleiskaava Y-165, via SYKE's plan data model test data, CC BY 4.0",
    )
    found.pictures.append((name, "Floor area and building places of each area"))
