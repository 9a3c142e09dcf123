# SPDX-License-Identifier: GPL-2.0-or-later
"""Excluded shore gathered from layers, and what it does to the modified shoreline of a drawn lake."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shoreline_shapes import GK26, HEINOLA_GK26, place, waters

from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.shoreline.excluded import excluded_shore, reason_title, reasons
from heinola_planning_plugin.core.shoreline.method import read_method
from heinola_planning_plugin.core.shoreline.modified import modified_shoreline
from heinola_planning_plugin.core.shoreline.shores import data_edge
from heinola_planning_plugin.core.shoreline.telling import told
from heinola_planning_plugin.paths import resource

V1 = read_method(resource("methods", "shoreline_v1.yaml"))
LAKE = shapely.box(0, 0, 3000, 3000)


def layer(*shapes, **columns):
    geometry = np.array([place(shape, 0, HEINOLA_GK26) for shape in shapes], dtype=object)
    return Features(geometry, {name: np.array(values, dtype=object) for name, values in columns.items()}, GK26)


def years(*values):
    return np.array(values, dtype=float)


def strip(start: float, end: float) -> shapely.Polygon:
    """Ground along the southern shore."""
    return shapely.box(start, -200, end, 0)


def test_each_layer_excludes_what_it_should_and_nothing_else():
    flood = layer(strip(400, 500), strip(500, 600)).with_columns({"return_period": years(100, 1000)})
    layers = {
        "protected": layer(
            strip(0, 100), strip(100, 200), strip(200, 300), kind=["reserve", "natura", "shore_programme"]
        ),
        "flood": flood,
        "wetland": layer(strip(700, 800), shapely.box(800, -600, 1000, 0)),  # 2 and 12 ha
        "relics": layer(strip(1000, 1100)),
        "plan_units": layer(strip(1100, 1200), strip(1200, 1300), strip(1300, 1400), zone_code=["RA", "VR", "T"]),
        "zoning": layer(strip(1100, 1500), strip(1500, 1600), zone_code=["VL", "M"]),
        "excluded": layer(strip(1600, 1700), reason=["oma syy"]),
    }
    result = modified_shoreline(waters(place(LAKE, 0, HEINOLA_GK26)), V1, excluded_shore(layers, GK26))
    pieces = result.pieces
    metres: dict[str, float] = {}
    for codes, real in zip(pieces["excluded"], pieces["real_m"]):
        for code in (codes or "").split(";"):
            metres[code] = metres.get(code, 0.0) + real
    metres.pop("")
    # Areas hold the shore within 2 m of them, at either end; the general plan only rules where no plan unit lies, so
    # of its 400 m of VL only the last 100 count, and RA isn't left out though VL lies under it.
    expected = {"protected": 104, "flood": 104, "wetland": 204, "relic": 104, "recreation": 104 + 104, "plan": 104}
    assert metres == pytest.approx({**expected, "oma syy": 104}, abs=0.5)
    assert pieces["modified_m"][pieces["excluded"] != None].sum() == 0  # noqa: E711
    assert "excluded_protected" in pieces["reasons"][pieces["excluded"] == "protected"][0]


def test_a_reason_can_be_chosen_and_a_layer_that_cannot_tell_excludes_nothing():
    units = layer(strip(0, 100), zone_code=["RA"])
    assert excluded_shore({"plan_units": units}, GK26) is None
    chosen = excluded_shore({"plan_units": units}, GK26, ["plan_holiday"])
    assert chosen["reason"].tolist() == ["plan_holiday"]
    assert excluded_shore({"flood": layer(strip(0, 100))}, GK26) is None
    assert excluded_shore({}, GK26) is None


def test_reasons_are_said_in_the_readers_language():
    assert reason_title("wetland", "fi") == "laaja suo"
    assert reason_title("oma syy", "sv") == "oma syy"
    assert all(one.source and set(one.title) == {"fi", "sv", "en"} for one in reasons().values())


def test_a_piece_says_what_it_was_counted_with():
    bay = LAKE.union(shapely.box(1000, -500, 1080, 0))
    excluded = layer(shapely.box(2000, -10, 2100, 10), reason=["protected"])
    pieces = modified_shoreline(waters(place(bay, 0, HEINOLA_GK26)), V1, excluded).pieces
    said = {language: told(pieces, V1, language)["explanation"] for language in ("fi", "sv", "en")}
    narrow = np.flatnonzero(pieces["k_water"] == 0.25)[3]
    assert said["fi"][narrow] == (
        "Kerroin 0,25; vesi 80\u00a0m leveä, kerroin 0,25; maa vähintään 150\u00a0m leveä; "
        "todellinen 25,0\u00a0m, suoristettu 25,0\u00a0m, muunnettu 6,2\u00a0m."
    )
    away = np.flatnonzero(pieces["excluded"] == "protected")[0]
    assert said["fi"][away].startswith("Kerroin 0; ei lueta: luonnonsuojelualue; vesi vähintään 300")
    assert said["sv"][away].startswith("Koefficient 0; räknas inte: naturskyddsområde; vattnet minst 300")
    assert any("head of a bay" in text for text in said["en"])
    assert len(set(said["en"])) > 3


@pytest.mark.parametrize("crs", [GK26, "EPSG:3067", "EPSG:4326"])
def test_the_extent_of_the_data_may_come_in_any_system_and_in_sheets(crs):
    """A lake cut along 3 km of two map sheets' border: that stretch is no shore, whatever system the sheets are in."""
    sheets = layer(shapely.box(-500, -2000, 1500, 60), shapely.box(1500, -2000, 4000, 60)).to_crs(GK26)
    corners = sheets.with_geometry(shapely.segmentize(sheets.geometry, 1000)).to_crs(crs)
    lake = waters(place(shapely.box(0, 0, 3000, 60), 0, HEINOLA_GK26))
    found = modified_shoreline(lake, V1, extent=data_edge(corners, GK26))
    assert found.edges["length_m"].sum() == pytest.approx(3000, abs=2)
    assert set(found.edges["reasons"]) == {"data_edge"}
    assert found.totals()["real_m"] == pytest.approx(3120, abs=2)
    assert data_edge(None, GK26) is None
