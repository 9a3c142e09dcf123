# SPDX-License-Identifier: GPL-2.0-or-later
"""Coordinate systems found from where the data lie, and said aloud."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest
import shapely
from helpers import shared_data

from heinola_planning_plugin.core import files
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake import coordinates

# Heinola's centre (26.03 E, 61.205 N) in each system, computed with PROJ 9.5.1 outside this project.
CENTRE = {
    "EPSG:3067": (447_876, 6_786_008),
    "EPSG:3880": (26_501_613, 6_788_337),
    "EPSG:3133": (501_613, 6_788_337),
    "EPSG:3879": (25_555_370, 6_788_773),
    "EPSG:2393": (3_448_026, 6_788_856),
    "EPSG:2392": (2_609_297, 6_790_171),
    "EPSG:4326": (26.03, 61.205),
    "EPSG:3857": (2_897_646, 8_673_047),
}


def points(east, north, crs="", spread=1000.0) -> Features:
    spread = spread if east > 1000 else spread / 100_000
    steps = np.linspace(-spread, spread, 9)
    return Features(shapely.points(np.column_stack([east + steps, north + steps[::-1]])), {}, crs)


@pytest.mark.parametrize("crs", CENTRE)
def test_unlabelled_layer_is_placed_by_its_extent(crs):
    found = coordinates.detect(points(*CENTRE[crs]), "111")
    assert (found.crs, found.swapped, found.confidence) == (crs, False, "certain")
    assert [finding.code for finding in found.findings] == ["crs_found"]


@pytest.mark.parametrize("crs", CENTRE)
def test_swapped_axes_are_turned(crs):
    east, north = CENTRE[crs]
    steps = np.linspace(-0.001, 0.001, 5)
    turned = Features(shapely.points(np.column_stack([north + steps, east + steps])), {}, "")
    settled, found = coordinates.settle(turned, 111)
    assert (found.crs, found.swapped) == (crs, True)
    assert settled.geometry[2].x == pytest.approx(east)
    assert "axes_swapped" in [finding.code for finding in found.findings]


@pytest.mark.parametrize("label", ["EPSG:3067", "EPSG:3880", "EPSG:3133", "EPSG:4326", "EPSG:3857"])
@pytest.mark.parametrize("truth", ["EPSG:3067", "EPSG:3880", "EPSG:3133", "EPSG:2393", "EPSG:3857"])
def test_a_wrong_label_is_overruled_and_said(label, truth):
    found = coordinates.detect(points(*CENTRE[truth], crs=label), "111")
    assert found.crs == truth
    codes = [finding.code for finding in found.findings]
    assert codes == ([] if label == truth else ["crs_mislabelled"])


def test_ykj_labelled_tm35fin_would_be_off_by_2_8_km():
    """What the label would cost: the northing of the same place differs by some 2.8 km."""
    assert CENTRE["EPSG:2393"][1] - CENTRE["EPSG:3067"][1] == pytest.approx(2848, abs=1)


def test_the_users_word_counts():
    assert coordinates.detect(points(*CENTRE["EPSG:3067"]), "111", crs="EPSG:3133").crs == "EPSG:3133"


def test_a_good_label_elsewhere_in_finland_stays():
    tampere = points(327_000, 6_822_000, "EPSG:3067")
    assert coordinates.detect(tampere, "111").crs == "EPSG:3067"
    assert coordinates.detect(tampere, "111").findings == ()


def test_a_national_layer_without_label_is_tm35fin():
    rng = np.random.default_rng(1)
    lon, lat = rng.uniform(21, 30, 500), rng.uniform(60.5, 69, 500)
    x, y = pyproj.Transformer.from_crs(4326, 3067, always_xy=True).transform(lon, lat)
    assert coordinates.detect(Features(shapely.points(np.column_stack([x, y])), {}, ""), "111").crs == "EPSG:3067"


def test_abroad_is_said_and_left_alone():
    found = coordinates.detect(points(-71.1, 42.38, "EPSG:4326"))
    assert found.crs == "EPSG:4326"
    assert [finding.code for finding in found.findings] == ["crs_outside_finland"]


def test_coordinates_that_fit_nothing_are_refused():
    with pytest.raises(InputError, match="coordinate system is not known"):
        coordinates.settle(points(123, 456_789), "111")


def test_points_at_zero_do_not_mislead():
    table = points(*CENTRE["EPSG:3067"])
    geometry = np.concatenate([table.geometry, shapely.points(np.zeros((30, 2)))])
    assert coordinates.detect(Features(geometry, {}, ""), "111").crs == "EPSG:3067"


def test_empty_and_shapeless_layers_keep_their_label():
    assert coordinates.detect(Features(np.zeros(0, dtype=object), {}, "EPSG:3067")).crs == "EPSG:3067"
    assert coordinates.detect(Features(np.array([None], dtype=object), {}, "")).confidence == "unknown"


def test_windows_of_municipalities():
    heinola = coordinates.municipality(111)
    assert heinola.names["fi"] == "Heinola"
    west, south, east, north = heinola.window
    assert west < 26.03 < east
    assert south < 61.205 < north
    assert coordinates.municipality("16").names["fi"] == "Asikkala"
    assert len(coordinates.municipalities()) == 309
    with pytest.raises(InputError, match="not a Finnish municipality code"):
        coordinates.municipality("999")


def test_real_districts_in_gk_without_prefix():
    layer = files.read(shared_data("fi-oulu-districts-gk26/kosa_1401_etrs-gk26_a_region.shp"))
    unlabelled = Features(layer.geometry, layer.columns, "")
    assert coordinates.detect(unlabelled, "564").crs == "EPSG:3133"
    assert coordinates.detect(Features(layer.geometry, {}, "EPSG:3880"), "564").crs == "EPSG:3133"


def test_real_shore_plan_in_gk26():
    layer = files.read(shared_data("fi-lahti-enonsaari-shoreplan/original/Y165Aluevaraus.shp"))
    assert coordinates.detect(Features(layer.geometry, {}, ""), "398").crs == "EPSG:3880"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EPSG:3067", "EPSG:3067"),
        ("urn:ogc:def:crs:EPSG::3880", "EPSG:3880"),
        (pyproj.CRS.from_epsg(3879).to_wkt("WKT1_ESRI"), "EPSG:3879"),
        (pyproj.CRS.from_epsg(2393).to_wkt("WKT1_GDAL"), "EPSG:2393"),
        (
            'PROJCS["Tekla GK26",GEOGCS["EUREF",DATUM["EUREF-FIN",SPHEROID["GRS 80",6378137,298.257222101]],'
            'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
            'PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",26],PARAMETER["scale_factor",1],'
            'PARAMETER["false_easting",26500000],PARAMETER["false_northing",0],UNIT["metre",1]]',
            "EPSG:3880",
        ),
        ("EPSG:3067+3900", "EPSG:3067+3900"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_crs_code(text, code):
    assert coordinates.crs_code(text) == code


@pytest.mark.parametrize("crs", ["EPSG:2391", "EPSG:2392", "EPSG:2393"])
def test_kkj_without_the_grid_says_half_a_metre(crs):
    moved = points(*CENTRE["EPSG:2393"], crs="EPSG:2393").to_crs("EPSG:3067")
    assert moved.geometry[4].x == pytest.approx(CENTRE["EPSG:3067"][0], abs=1.5)
    (finding,) = coordinates.accuracy_findings(crs)
    if coordinates.accuracy_m(crs, "EPSG:3067") >= 0.3:  # the grid isn't installed here
        assert finding.code == "transformation_inexact"
        assert "0,50" in finding.what("fi")
    else:
        assert (finding.code, finding.level()) == ("transformation_exact", "info")


@pytest.mark.parametrize("crs", ["EPSG:3880", "EPSG:3067", "EPSG:4258", "EPSG:4326", "EPSG:3903", ""])
def test_between_etrs_systems_nothing_is_lost_and_nothing_said(crs):
    assert coordinates.accuracy_findings(crs) == []
    moved = points(*CENTRE["EPSG:3880"], crs="EPSG:3880").to_crs("EPSG:3067")
    assert moved.geometry[4].x == pytest.approx(CENTRE["EPSG:3067"][0], abs=1)


def test_old_heights_are_said():
    assert [finding.code for finding in coordinates.height_findings("EPSG:3067+5717", "a")] == ["heights_old"]
    assert coordinates.height_findings("EPSG:3903", "a") == coordinates.height_findings("EPSG:3067", "a") == []


def test_heights_are_refused_when_mixed_never_shifted():
    assert coordinates.height_system("EPSG:3903") == "N2000"
    assert coordinates.height_system("EPSG:3067+5717") == "N60"
    assert coordinates.height_system("EPSG:3067") == ""
    assert coordinates.one_height_system({"a": "N2000", "b": ""}) == "N2000"
    with pytest.raises(InputError, match=r"layer 'old'.*N60.*'new'.*N2000|layer 'new'.*N2000.*'old'.*N60"):
        coordinates.one_height_system({"new": "N2000", "old": "N60"})


def test_compound_3d_lakes_keep_heights_when_turned():
    lakes = files.read(shared_data("fi-mml-lakes-shorelines/lakes.gpkg"))
    assert coordinates.height_system(lakes.crs) == "N2000"
    turned = coordinates.swap_axes(lakes.geometry)
    before, after = (shapely.get_coordinates(each, include_z=True) for each in (lakes.geometry, turned))
    np.testing.assert_array_equal(after, before[:, [1, 0, 2]])


def test_points_of_a_register_extract():
    def column(*values):
        out = np.empty(len(values), dtype=object)
        out[:] = values
        return out

    table = Features(
        np.full(3, None, dtype=object),
        {
            "Pohjois-koordinaatti": column("6786008", "6786100", None),
            "Itä-koordinaatti": column("447876", "447900,5", "1"),
        },
        "",
    )
    made, found = coordinates.settle(coordinates.points_from_columns(table), "111")
    assert found.crs == "EPSG:3067"
    assert (made.geometry[1].x, made.geometry[1].y) == (447_900.5, 6_786_100)
    assert made.geometry[2] is None
