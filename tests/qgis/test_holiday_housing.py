# SPDX-License-Identifier: GPL-2.0-or-later
"""From water to new holiday places through three algorithms, each reading what the one before wrote."""

from __future__ import annotations

import numpy as np
from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer
from toolbox import run

from heinola_planning_plugin.bridge.features import read_layer
from heinola_planning_plugin.bridge.project import style_result

X, Y = 26_500_000, 6_780_000


def layer(kind: str, fields: str, *rows: tuple[str, list]) -> QgsVectorLayer:
    made = QgsVectorLayer(f"{kind}?crs=EPSG:3880{fields}", "made", "memory")
    for wkt, values in rows:
        feature = QgsFeature(made.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes(values)
        made.dataProvider().addFeatures([feature])
    return made


def box(west: float, south: float, east: float, north: float) -> str:
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return f"POLYGON(({', '.join(f'{X + a} {Y + b}' for a, b in ring)}))"


def test_new_places_are_what_fits_and_is_left(provider, tmp_path):
    water = layer("Polygon", "&field=water_id:string", (box(0, 0, 3000, 3000), ["lake"]))
    parcels = layer(
        "Polygon",
        "&field=kiinteistotunnus:string&field=ematila:string",
        (box(-200, -200, 0, 3000), ["11140100010001", "A"]),
        (box(0, -200, 400, 0), ["11140100010002", "B"]),
        (box(400, -200, 1010, 0), ["11140100010003", "B"]),
        (box(1010, -200, 3000, 0), ["11140100010004", "C"]),
    )
    buildings = layer(
        "Point",
        "&field=rakennustunnus:string&field=rakennusluokka:string",
        (f"POINT({X + 500} {Y - 40})", ["1000000001", "0210"]),
    )
    shore = run("modifiedshoreline", WATER=water, LANGUAGE=1, OUTPUT=str(tmp_path / "shore.gpkg"))
    rights = run(
        "shorelinerights",
        SHORELINE=shore["OUTPUT"],
        PARCELS=parcels,
        BUILDINGS=buildings,
        OUTPUT="memory:",
        PARCEL_SHARES=str(tmp_path / "shares.gpkg"),
    )
    answer = run(
        "holidayhousing",
        PARCELS=parcels,
        WATER=water,
        SHORELINE=shore["OUTPUT"],
        PARCEL_SHARES=rights["PARCEL_SHARES"],
        BUILDINGS=buildings,
        LANGUAGE=1,
        OUTPUT=str(tmp_path / "holiday.gpkg"),
        PLACES=str(tmp_path / "places.gpkg"),
    )
    judged = read_layer(QgsVectorLayer(answer["OUTPUT"], "judged", "ogr"))
    rows = {name[-1]: row for row, name in enumerate(judged["parcel_id"])}
    # Estate B: 1 010 m at 5 places a km, one used: 4 whole places are left, 2.0 and 2.05 by share of the shore.
    assert [judged["remaining"][rows[name]] for name in "23"] == [2, 2]
    assert judged["places"][rows["2"]] == 8  # 400 m
    assert judged["places"][rows["3"]] == 10  # 610 m less the 50 that the house takes: 75 m and 485 m
    assert [judged["new_places"][rows[name]] for name in "23"] == [2, 2]
    assert [judged["built_sites"][rows[name]] for name in "23"] == [0, 1]
    places = QgsVectorLayer(answer["PLACES"], "places", "ogr")
    assert places.featureCount() == np.nansum(judged["places"])
    style_result(places, "holiday_places", "fi")
    assert places.hasScaleBasedVisibility()
