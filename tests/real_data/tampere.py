# SPDX-License-Identifier: GPL-2.0-or-later
"""Tampere's strategic general plan (GK24 shapefiles): its own development zones as a strategy, and industrial siting."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path

import numpy as np
from qgis.core import QgsVectorLayer

from heinola_planning_plugin.bridge import styles

from . import by_hand, place, tampere_sites
from . import draw as draw_
from .place import DATA, Check, Place, Run, run

FOLDER = DATA / "fi-tampere-yk2040-strategy"
_ONE = FOLDER / "kartta_1"
LAND_USE = _ONE / "yk2040_k1_yhdyskuntarakenne_kayttotarkoitusalueet_polygon.shp"
GROWTH = _ONE / "yk2040_k1_kasvun_vyohyke_polygon.shp"
ZONES = _ONE / "yk2040_k1_strategisesti_kehitettavat_vyohykkeet_polygon.shp"
CENTRES = _ONE / "yk2040_k1_keskukset_ja_vak_ratapiha_polygon.shp"
JUNCTIONS = _ONE / "yk2040_k1_katuverkon_liittymat_point.shp"
RAILWAYS = _ONE / "yk2040_k1_rautatiet_line.shp"
ROADS = _ONE / "yk2040_k1_autoliikenne_vaylat_line.shp"
GREEN = FOLDER / "kartta_2" / "yk2040_k2_V_AV_CV_SL_kayttotark_polygon.shp"
RELICS = FOLDER / "kartta_3" / "yk2040_k3_muinaisjaannos_ja_kulttuuriperinto_kohteet_point.shp"
GROUNDWATER = FOLDER / "kartta_4" / "yk2040_k4_pohjavesialueet_polygon.shp"
SEVESO = FOLDER / "kartta_4" / "yk2040_k4_kemikaalilaitokset_konsultointivyohykkeet_polygon.shp"
LINES = FOLDER / "kartta_4" / "yk2040_k4_yhdyskuntatekniset_viivat_line.shp"
EPSG = 3878

MEASURED = {
    "areas": (LAND_USE, ""),
    "railway": (RAILWAYS, "Kaavamaara = 'RAUTATIE'"),
    "power line": (LINES, "Kaavamaara LIKE '110-400%'"),
    "gas pipe": (LINES, "Kaavamaara = 'KAASULINJA'"),
    "industry": (LAND_USE, "Kayttotark IN ('T', 'TY')"),
    "Seveso zone": (SEVESO, ""),
}
"""What the sites are measured to -> file and which of its rows."""

TARGETS = {
    "growth": (GROWTH, "id > 0"),
    "vitality": (ZONES, "Kaavamaara LIKE 'ELINVOIMAN%'"),
    "south": (ZONES, "Kaavamaara NOT LIKE 'ELINVOIMAN%'"),
    "centres": (CENTRES, "Kaavamaara = 'ALUEKESKUS'"),
}
"""Area of the strategy -> the plan's layer and which of its polygons."""


def _measure(number: int, area: str, name: str, advances: str, conflicts: str) -> str:
    return f"""
  - id: T.{number}
    part: P1
    spatial: Y
    source: kartta 1
    name: {{fi: "{name}", sv: "{name}", en: "{name}"}}
    areas: [{area}]
    target: {{advances: [{advances}], conflicts: [{conflicts}], unit: ha, wanted: null, source: project's choice}}"""


def _area(area: str, scope: str, name: str) -> str:
    return f"\n  - {{id: {area}, scope: {scope}, name: {{fi: {name}, sv: {name}, en: {name}}}}}"


STRATEGY = (
    """# The development zones of Tampere's general plan 2040 as a strategy; which land uses serve them is our choice.
id: tampere_yk2040
municipality: "837"
source: Tampere, Kantakaupungin yleiskaava 2040
name: {fi: Kantakaupungin yleiskaava 2040, sv: Generalplan 2040, en: General plan 2040}
horizon: 2040
vision: {fi: Kasvu ohjataan vyöhykkeille, sv: Tillväxten styrs till zoner, en: Growth is led to the zones}
foundation: []
starting_points: []
milestones: []
spearheads:
  - {id: P1, section: "1", name: {fi: Yhdyskuntarakenne, sv: Samhällsstruktur, en: Urban structure}}
instruments: []
areas:"""
    + _area("growth", "area", "Kasvun vyöhyke")
    + _area("vitality", "area", "Elinvoiman vyöhyke")
    + _area("south", "area", "Etelän kasvusuunta")
    + _area("centres", "area", "Aluekeskukset")
    + "\nmeasures:"
    + _measure(1, "growth", "Mixed infill near good public transport", "centre, housing, commerce", "industry, holiday")
    + _measure(2, "vitality", "New places for jobs along the tram", "centre, commerce, industry", "holiday")
    + _measure(3, "south", "A place of work of the future", "centre, commerce, industry", "housing, holiday")
    + _measure(4, "centres", "Centres with jobs, homes and services", "centre, commerce, housing", "industry, holiday")
    + "\n"
)


def _target_areas(folder: Path) -> str:
    """Put the polygons of the targets into one layer with the strategy's area ids."""
    parts = []
    for area, (file, which) in TARGETS.items():
        picked = place.native("extractbyexpression", None, INPUT=str(file), EXPRESSION=which)
        mapping = [{"expression": f"'{area}'", "name": "area_id", "type": 10, "length": 20, "precision": 0}]
        parts.append(place.native("refactorfields", None, INPUT=picked, FIELDS_MAPPING=mapping))
    return place.native("mergevectorlayers", folder / "target_areas.gpkg", LAYERS=parts)


def make(folder: Path) -> Place:
    """Run the strategy overlay and the industrial reservation."""
    strategy = folder / "tampere_strategy.yaml"
    strategy.write_text(STRATEGY, encoding="utf-8")
    overlay = run(
        folder,
        "strategyoverlay",
        ("OUTPUT", "GAPS"),
        ZONING=str(LAND_USE),
        STRATEGY=str(strategy),
        TARGET_AREAS=_target_areas(folder),
    )
    industry = run(
        folder,
        "industrialreservation",
        ("OUTPUT", "ASSEMBLIES"),
        PARCELS=str(LAND_USE),
        ZONING=str(LAND_USE),
        ROADS=str(ROADS),
        JUNCTIONS=place.extract(
            JUNCTIONS,
            "\"Kaavamaara\" ILIKE '%eritaso%' OR \"Kaavamaara\" ILIKE '%suuntais%'",
            folder / "junctions.gpkg",
        ),
        RAILWAYS=place.extract(RAILWAYS, "\"Kaavamaara\" = 'RAUTATIE'", folder / "railways.gpkg"),
        GROUNDWATER=str(GROUNDWATER),
        PROTECTED=place.extract(GREEN, "\"Kayttotark\" = 'SL'", folder / "protected.gpkg"),
        WATER=place.extract(GREEN, "\"Kayttotark\" = 'W'", folder / "water.gpkg"),
        POWERLINES=place.extract(LINES, "\"Kaavamaara\" LIKE '110-400%'", folder / "powerlines.gpkg"),
        GAS=place.extract(LINES, "\"Kaavamaara\" = 'KAASULINJA'", folder / "gas.gpkg"),
        RELICS=str(RELICS),
        SEVESO=str(SEVESO),
    )
    found = Place(
        "tampere",
        "Tampere: general plan against its own development zones, and industrial siting",
        "304 land-use areas, growth and development zones, centres, junctions, railways, Seveso zones, relics, "
        "groundwater and technical networks of Kantakaupungin yleiskaava 2040: shapefiles in ETRS-GK24 (EPSG:3878), "
        "field names cut to ten characters, text in Latin-1 without a .cpg file.",
        [overlay, industry],
        [304, 304],
    )
    _overlay_findings(found, overlay)
    _industry_findings(found, industry)
    return found


def _overlay_findings(found: Place, overlay: Run) -> None:
    pieces, gaps = overlay.tables["OUTPUT"], overlay.tables["GAPS"]
    hectares = pieces["area_m2"] / 10_000
    relation = pieces["relation"]
    found.text.append(
        "**Strategy overlay.** The plan's growth zone (11 polygons), vitality zone (5), southern growth direction and "
        "five regional centres are the target areas. Which land uses serve them is our choice, written in the strategy "
        "file with that source; the plan gives no amounts, so `wanted` and `gap` are empty. "
        f"{len(pieces)} pieces: "
        + ", ".join(
            f"{name} {hectares[relation == name].sum():,.1f} ha" for name in ("advances", "conflicts", "neutral")
        )
        + ". The conflicts are mostly housing areas in the southern growth direction, which the plan wants for jobs."
    )
    rows = [
        [
            gaps["target"][k],
            *(f"{gaps[name][k]:,.1f}" for name in ("area_ha", "zoned", "conflicts_ha")),
            f"{gaps['covered_share'][k]:.3f}",
            gaps["notes"][k],
        ]
        for k in range(len(gaps))
    ]
    found.tables.append(
        ("Gap table", ["target area", "area ha", "zoned ha", "conflicting ha", "share with zoning", "notes"], rows)
    )
    total = "sum over the 304 areas, each on the GRS80 ellipsoid"
    found.checks.append(
        Check("all", "pieces, ha", total, 16_203.057, float(hectares.sum()), 0.01, lambda: _ground(LAND_USE) / 1e4)
    )
    for area, column, hand in (
        ("growth", "area_ha", 2_134.696),
        ("growth", "zoned", 1_842.497),
        ("growth", "conflicts_ha", 14.405),
        ("vitality", "zoned", 486.202),
        ("south", "zoned", 626.504),
        ("south", "conflicts_ha", 250.856),
        ("centres", "zoned", 362.690),
    ):
        got = float(gaps[column][place.row_of(gaps, "target_id", area)])
        how = (
            f"land uses {_CODES[area, column]} cut by the zone"
            if column != "area_ha"
            else "the zone's polygons, joined"
        )
        again = partial(_cut_ha, area, _CODES.get((area, column), ""))
        found.checks.append(Check(area, f"{column}", how, hand, got, 0.001, again))
    for number, hand in ((172, 319_240.5), (147, 636_350.2), (146, 457_703.6)):
        rows = (pieces["zone_row"] == _row(number)) & ["south" in (ids or "").split(";") for ids in pieces["target_id"]]
        found.checks.append(
            Check(
                f"area {number} (A)",
                "m² in the southern growth direction",
                "polygon ∩ zone on the ellipsoid; the plugin's pieces with `south` added up",
                hand,
                float(pieces["area_m2"][rows].sum()),
                0.5,
                partial(_in_south, number),
            )
        )


def _industry_findings(found: Place, industry: Run) -> None:
    table = industry.tables["OUTPUT"]
    reasons = place.reason_counts(table)
    best = int(np.nanargmax(table["score"]))
    found.text.append(
        f"**Industrial reservation**, the 304 areas as parcels: {place.status_line(table)}. Nothing is `candidate`, since "
        "neither dwellings nor holiday homes are in the data; the areas on groundwater areas, which have no class, say that "
        "this could not be checked either. Reasons: "
        + ", ".join(f"`{code}` {number}" for code, number in reasons.items())
        + ". "
        f"First is area {_id(best)} ({table['zone_code'][best]}, {table['area_ha'][best]:.1f} ha, "
        f"{table['score'][best]:.1f} points, {table['completeness'][best]:.0%} of the weight known). Existing housing "
        "areas stand among the best, because the data has no buildings that would show them built."
    )
    found.text.append(
        "**To look at before trusting it.** The field `pinta_ala_` is taken for the register's area, and in nine areas it "
        "is stale: area 167 is drawn as 1.74 ha, while its field says 46.07 ha, which is what counts. The log says “"
        + place.said(industry, "register area differs").partition(": ")[2]
        + "”, but not in which rows."
    )
    row, by_hand_score = _row(21), "54.685 / 0.585"
    how = (
        "weights known 18 + 6 + 10 + 6 + 4 + 3.5 + 1.5 + 4.5 + 5 = 58.5 of 100; way 627 m → 18, rail 0 m → 6, 32.7 ha → "
        "10, circle 462 m → 6, compactness (0.6715 − 0.2) / 0.5 × 4 = 3.772, power (5000 − 1326.8) / 4500 × 3.5 = 2.857, "
        "gas (5000 − 4833.3) / 4500 × 1.5 = 0.056, industry 0 m → 4.5, commerce 0.7 × 5 = 3.5; "
        f"{by_hand_score}"
    )
    found.checks += tampere_sites.checks(table, _row, MEASURED)
    found.checks += [
        Check("area 21 (P/T)", "score", how, 93.48, float(table["score"][row]), 0.01),
        Check("area 21 (P/T)", "completeness", "58.5 / 100", 0.585, float(table["completeness"][row]), 1e-9),
        Check(
            "area 21 (P/T)", "area, ha", "ellipsoid", 32.7187, float(table["area_ha"][row]), 0.001, partial(_area, 21)
        ),
        Check(
            "area 21 (P/T)",
            "to a power line, m",
            "shortest distance polygon – line",
            1_326.82,
            float(table["powerline_m"][row]),
            0.02,
            lambda: _distance(21, LINES, "Kaavamaara LIKE '110-400%'"),
        ),
        Check(
            "area 226 (P/T)",
            "to the railway, m",
            "shortest distance polygon – railway in use",
            598.13,
            float(table["rail_m"][_row(226)]),
            0.02,
            lambda: _distance(226, RAILWAYS, "Kaavamaara = 'RAUTATIE'"),
        ),
        Check(
            "area 167 (A)",
            "area, ha",
            "`pinta_ala_` 460 662 / 10 000 (drawn: 1.7394)",
            46.0662,
            float(table["area_ha"][_row(167)]),
            1e-6,
        ),
        Check("all", "`already_zoned`", "T 8 + TY 3", 11, reasons["already_zoned"]),
        Check("all", "`water_area`", "W 28", 28, reasons["water_area"], again=partial(_count, "W")),
        Check("all", "`protected_area`", "SL 17", 17, reasons["protected_area"], again=partial(_count, "SL")),
        Check("all", "`plan_forbids`", "W 28 + SL 17", 45, reasons["plan_forbids"]),
        Check(
            "all",
            "`seveso_statement`",
            "areas that meet one of the 19 zones",
            80,
            reasons["seveso_statement"],
            again=lambda: _meet(SEVESO),
        ),
        Check(
            "all",
            "`groundwater_class_1_unknown`",
            "areas that a groundwater area without a class covers part of",
            53,
            reasons["groundwater_class_1_unknown"],
            again=_on_groundwater,
        ),
    ]


_CODES = {
    ("growth", "zoned"): "C, C/V, A, A/V, P/T",
    ("growth", "conflicts_ha"): "T, TY, RA, R",
    ("vitality", "zoned"): "C, C/V, P/T, T, TY",
    ("south", "zoned"): "C, C/V, P/T, T, TY",
    ("south", "conflicts_ha"): "A, A/V, RA, R",
    ("centres", "zoned"): "C, C/V, A, A/V, P/T",
}


# --- by hand


def _row(number: int) -> int:
    return _numbers().index(number)


def _id(row: int) -> int:
    return _numbers()[row]


@lru_cache(maxsize=1)
def _numbers() -> list[int]:
    return [int(facts["id"]) for facts, _ in by_hand.shapes(LAND_USE)]


def _shape(number: int):
    return by_hand.shapes(LAND_USE, f"id = {number}")[0][1]


def _area(number: int) -> float:
    return by_hand.ground_m2(_shape(number), EPSG) / 10_000


def _ground(file: Path, where: str = "") -> float:
    return sum(by_hand.ground_m2(shape, EPSG) for _, shape in by_hand.shapes(file, where))


@lru_cache(maxsize=4)
def _target(area: str):
    file, which = TARGETS[area]
    return by_hand.union(by_hand.shapes(file, which))


def _cut_ha(area: str, codes: str) -> float:
    zone = _target(area)
    if not codes:
        return by_hand.ground_m2(zone, EPSG) / 10_000
    listed = ", ".join(f"'{code}'" for code in codes.split(", "))
    cut = [shape.Intersection(zone) for _, shape in by_hand.shapes(LAND_USE, f"Kayttotark IN ({listed})")]
    return sum(by_hand.ground_m2(shape, EPSG) for shape in cut) / 10_000


def _in_south(number: int) -> float:
    return by_hand.ground_m2(_shape(number).Intersection(_target("south")), EPSG)


def _distance(number: int, file: Path, where: str) -> float:
    return min(_shape(number).Distance(shape) for _, shape in by_hand.shapes(file, where))


def _count(code: str) -> float:
    return len(by_hand.shapes(LAND_USE, f"Kayttotark = '{code}'"))


def _meet(file: Path) -> float:
    zones = [shape for _, shape in by_hand.shapes(file)]
    return sum(any(shape.Intersects(zone) for zone in zones) for _, shape in by_hand.shapes(LAND_USE))


def _on_groundwater() -> float:
    zones = by_hand.union(by_hand.shapes(GROUNDWATER))
    return sum(shape.Intersection(zones).Area() > 1.0 for _, shape in by_hand.shapes(LAND_USE))


# --- pictures

CREDIT = "Data: City of Tampere, Kantakaupungin yleiskaava 2040, via SYKE's plan data model test data, CC BY 4.0"


def draw(found: Place, folder: Path, target: Path) -> None:
    """Draw both results."""
    water = _water(folder)
    targets = draw_.open_layer(folder / "target_areas.gpkg", "Target areas")
    draw_.outline(targets, "#000000", 0.6)
    pieces = draw_.open_layer(found.runs[0].files["OUTPUT"], "Zoning against the targets")
    styles.relation(pieces, "en")
    name = f"real-{found.key}-strategy.png"
    draw_.picture(
        target / name,
        "Tampere: the general plan against its own development zones",
        "Growth zone, vitality zone, southern growth direction and regional centres; zoning outside them is neutral",
        [targets, pieces, water],
        [pieces, targets, water],
        CREDIT,
        targets.extent(),
    )
    found.pictures.append((name, "Zoning against the development zones"))

    judged = draw_.open_layer(found.runs[1].files["OUTPUT"], "Points of conditional areas")
    bounds, words = (0, 40, 55, 70, 85, 100), ("under 40", "40–55", "55–70", "70–85", "85 and over")
    draw_.steps(judged, "score", bounds, words, "Excluded", "excluded")
    styles.label(judged, 'CASE WHEN "rank" <= 10 THEN to_string(to_int("rank")) END', 8)
    seveso = draw_.open_layer(SEVESO, "Consultation zones (Seveso)")
    draw_.outline(seveso, "#d55e00", 0.5)
    rails = draw_.open_layer(folder / "railways.gpkg", "Railways")
    styles.line(rails, "railways")
    junctions = draw_.open_layer(folder / "junctions.gpkg", "Grade-separated junctions")
    styles.points(junctions, "#b2182b", "diamond", 3.0)
    water = _water(folder)
    name = f"real-{found.key}-industry.png"
    draw_.picture(
        target / name,
        "Tampere: land-use areas judged for an industrial reservation",
        f"{place.status_line(found.runs[1].tables['OUTPUT'])}; numbers are the ten best ranks",
        [junctions, rails, seveso, judged, water],
        [judged, junctions, rails, seveso, water],
        CREDIT,
        judged.extent(),
    )
    found.pictures.append((name, "Industrial reservation, the plan's land-use areas as parcels"))
    tampere_sites.draw(found, folder, target, MEASURED, CREDIT)


def _water(folder: Path) -> QgsVectorLayer:
    water = draw_.open_layer(folder / "water.gpkg", "Water areas of the plan")
    styles.area(water, "water")
    return water
