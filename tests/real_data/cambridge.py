# SPDX-License-Identifier: GPL-2.0-or-later
"""Cambridge, Massachusetts: 13 116 parcels, the assessor's table as a building register, zones, water."""

from __future__ import annotations

import csv
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
from osgeo import ogr, osr

from heinola_planning_plugin.bridge.project import layer_extent
from heinola_planning_plugin.core.measures import overlap

from . import by_hand, place
from . import draw as draw_
from .place import DATA, SQUARE_FOOT_M2, Check, Place, run

FOLDER = DATA / "us-cambridge-parcels-zoning"
PARCELS = FOLDER / "ASSESSING_ParcelsFY2014.topojson"
ZONES = FOLDER / "CDD_ZoningDistricts.geojson"
WATER = FOLDER / "HYDRO_WaterBodies.geojson"
TAX = FOLDER / "TaxFY14.csv"
STATE_PLANE_M = 26986


def make(folder: Path) -> Place:
    """Put the register's floor area on its parcels, and look at the shores."""
    register = place.native(
        "refactorfields", folder / "register.gpkg", INPUT=str(TAX), FIELDS_MAPPING=[_text("ML", "parcel_id"), _AREA]
    )
    rights = run(
        folder,
        "buildingrights",
        ("OUTPUT", "SUMMARY"),
        PLAN_UNITS=str(ZONES),
        PARCELS=str(PARCELS),
        BUILDINGS=register,
    )
    shores = run(folder, "holidayhousing", ("OUTPUT",), PARCELS=str(PARCELS), WATER=str(WATER))
    table = rights.tables["OUTPUT"]
    used, basis = table["used_m2"], place.counts(table["used_basis"])
    found = Place(
        "cambridge",
        "Cambridge, Massachusetts: floor area on 13 116 parcels",
        "TopoJSON without a coordinate system (37 parcels not valid, 80 repeated keys), 27 528 tax rows without shapes, up "
        "to 438 to a lot, areas in square feet; 261 zoning districts, 74 water bodies.",
        [rights, shores],
        [13_116, 13_116],
    )
    shore = shores.tables["OUTPUT"]
    found.text += [
        f"**Floor area per parcel.** {len(table):,} lots; the register's rows are tied by their key ML, and square feet "
        f"were turned to m² beforehand, since no plugin can tell feet from metres. Used floor area: {basis['register']:,} "
        f"lots known, {basis['unknown']:,} unknown (a row without floor area makes a lot unknown), {basis['none']:,} "
        f"without a row. Known lots have {np.nansum(used) / 1e6:,.2f} million m², all lots at least "
        f"{np.nansum(table['used_known_m2']) / 1e6:,.2f}.",
        f"**Right stays unknown.** The zoning ordinance's ratios are not in the data: {place.status_line(table)}, no lot "
        "has a permitted, unused or overbuilt floor area, and none is 0.",
        f"**Shores.** {len(shore)} lots lie on the water, {np.nansum(shore['frontage_m']) / 1000:,.1f} km of it. Each bit of "
        "shore belongs to one lot only, so lots behind a shore path have less than a buffer would give them.",
        "The register placed on parcels gives one false alarm: “"
        + place.said(rights, "more than 50 km").partition(": ")[2]
        + "”, though the parcels it was placed on had said that they don't lie in Finland.",
    ]
    found.tables.append(_zones(table))
    found.checks += _checks(table, shore)
    return found


def _text(field: str, name: str) -> dict[str, object]:
    return {"expression": f'"{field}"', "name": name, "type": 10, "length": 40, "precision": 0}


_AREA = {
    "expression": f"to_real(nullif(\"GrossArea\", '')) * {SQUARE_FOOT_M2}",
    "name": "floor_area_m2",
    "type": 6,
    "length": 0,
    "precision": 0,
}


def _zones(table) -> tuple[str, list[str], list[list[str]]]:
    """Sum floor area and area by the zone type that most of a lot lies in."""
    from qgis.core import QgsVectorLayer

    from heinola_planning_plugin.bridge.features import read_layer

    zones = read_layer(QgsVectorLayer(str(ZONES), "zones", "ogr")).to_crs(table.crs)
    index, _ = overlap.largest(table.geometry, zones.geometry)
    kind = np.where(index >= 0, zones["ZONE_TYPE"][index], "outside")
    rows = []
    for name in np.unique(kind.astype(str)):
        known = (kind == name) & ~np.isnan(table["used_m2"])
        area, used = table["area_m2"][known].sum(), table["used_m2"][known].sum()
        rows.append(
            (used, [name, f"{(kind == name).sum():,}", f"{known.sum():,}", f"{used:,.0f}", f"{used / area:.2f}"])
        )
    rows.sort(key=lambda row: -row[0])
    heads = ["zone", "lots", "with known floor area", "floor area m²", "built ratio e of those"]
    return "The ten zones with most floor area", heads, [row for _, row in rows[:10]]


def _checks(table, shore) -> list[Check]:
    checks = []
    for lot, how, hand in (
        ("127-123", "4 247 ft²", 394.56),
        ("189-8", "2 146 ft²", 199.37),
        ("1A-109", "438 rows, 425 171 ft²", 39_499.68),
    ):
        row = place.row_of(table, "parcel_id", lot)
        how = f"{how} × 0.09290304"
        checks.append(Check(lot, "used m²", how, hand, float(table["used_m2"][row]), 0.01, partial(_floor_area, lot)))
    lot, row = "127-123", place.row_of(table, "parcel_id", "127-123")
    checks += [
        Check(lot, "area m²", "ellipsoid", 294.37, float(table["area_m2"][row]), 0.05, partial(_area, lot)),
        Check(lot, "built ratio e", "394.56 / 294.37", 1.3403, float(table["e_used"][row]), 0.0005),
    ]
    for lot, hand in (("274-1H", 69.5), ("1A-67", 95.0), ("242B-998", 29.6)):
        got = float(shore["frontage_m"][place.row_of(shore, "parcel_id", lot)])
        how = "water's edge within 10 m of the lot, which has it alone"
        checks.append(Check(lot, "shore m", how, hand, got, 0.5, partial(_shore, lot)))
    checks += [
        Check(
            "all",
            "lots with known floor area",
            "keys on the map all of whose rows have a floor area above 0",
            12_304,
            int((table["used_basis"] == "register").sum()),
            again=lambda: len(_known()),
        ),
        Check(
            "all",
            "m² on them",
            "their GrossArea × 0.09290304",
            10_898_296.3,
            float(np.nansum(table["used_m2"])),
            0.1,
            lambda: sum(_floor_area(lot) for lot in _known()),
        ),
        Check("all", "lots", "13 035 keys; one lot's shapes were rejected, five shapes have no key", 13_035, len(table)),
        Check("all", "lots with a right", "no ratio in the data", 0, int((~np.isnan(table["permitted_m2"])).sum())),
        Check("all", "lots with unused right", "unknown − anything is unknown",
            0, int((~np.isnan(table["unused_m2"])).sum())),
    ]  # fmt: skip
    return checks


# --- by hand


@lru_cache(maxsize=1)
def _register() -> dict[str, list[float | None]]:
    lots: dict[str, list[float | None]] = {}
    with TAX.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            lots.setdefault(row["ML"], []).append(float(row["GrossArea"]) if row["GrossArea"] else None)
    return lots


def _floor_area(lot: str) -> float:
    return sum(value for value in _register()[lot] if value is not None) * SQUARE_FOOT_M2


@lru_cache(maxsize=1)
def _known() -> list[str]:
    """Give the lots on the map whose every row has a floor area."""
    lots, register = {facts["ML"] for facts, _ in by_hand.shapes(PARCELS)}, _register()
    return [lot for lot in lots if lot in register and all(value and value > 0 for value in register[lot])]


def _lot(lot: str) -> ogr.Geometry:
    return by_hand.union(by_hand.shapes(PARCELS, f"ML = '{lot}'"))


def _area(lot: str) -> float:
    return by_hand.ground_m2(_lot(lot), 4326)


def _shore(lot: str) -> float:
    change = _to_state_plane()
    near = _lot(lot)
    near.Transform(change)
    near = near.Buffer(10.0, 30)
    total = 0.0
    for _, shape in by_hand.shapes(WATER):
        shape.Transform(change)
        if shape.Intersects(near):
            total += near.Intersection(shape.Boundary()).Length()
    return total


def _to_state_plane() -> osr.CoordinateTransformation:
    source, target = osr.SpatialReference(), osr.SpatialReference()
    source.ImportFromEPSG(4326)
    target.ImportFromEPSG(STATE_PLANE_M)
    for system in (source, target):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return osr.CoordinateTransformation(source, target)


def draw(found: Place, folder: Path, target: Path) -> None:
    """Draw the built plot ratio of a part of the city; the whole has too many lots for a small picture."""
    table = found.runs[0].tables["OUTPUT"]
    lots = draw_.open_layer(found.runs[0].files["OUTPUT"], "Built plot ratio e")
    words = ("0 (no row in the register)", "up to 0.5", "0.5–1", "1–2", "over 2")
    draw_.steps(lots, "e_used", (0, 1e-9, 0.5, 1.0, 2.0, 100.0), words, "Floor area unknown")
    middle = layer_extent(table).center()
    name = f"real-{found.key}-ratio.png"
    box = draw_.box(middle.x(), middle.y(), 1_450)
    draw_.picture(
        target / name,
        "Cambridge, Massachusetts: how densely the lots are built",
        "Floor area of the assessor's register 2014 on its lots, by the area of the lot; a part of the city",
        [lots],
        [lots],
        "Data: City of Cambridge, Massachusetts, public domain (PDDL)",
        box,
    )
    found.pictures.append((name, "Built plot ratio of the lots in a part of the city"))
