# SPDX-License-Identifier: GPL-2.0-or-later
"""Every measure takes every shape that a layer may hold: none raises, rows keep their place, unknown stays unknown."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from helpers import shared_data

from heinola_planning_plugin.core.measures import adjacency, distance, floor_area, overlap, shape, shore, terrain

AWKWARD = {
    "none": None,
    "empty polygon": shapely.Polygon(),
    "empty point": shapely.Point(),
    "empty collection": shapely.GeometryCollection(),
    "collection of empties": shapely.GeometryCollection([shapely.Point(), shapely.Polygon()]),
    "not a number": shapely.LineString([(0, 0), (np.nan, 5)]),
    "infinite": shapely.LineString([(0, 0), (np.inf, 5)]),
    "bow tie": shapely.from_wkt("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))"),
    "spike": shapely.from_wkt("POLYGON ((0 0, 10 0, 10 10, 10 30, 10 10, 0 10, 0 0))"),
    "hole outside": shapely.from_wkt("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (20 20, 30 20, 30 30, 20 20))"),
    "overlapping parts": shapely.from_wkt("MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ((1 0, 9 0, 9 8, 1 0)))"),
    "no area": shapely.from_wkt("POLYGON ((0 0, 10 0, 5 0, 0 0))"),
    "one place": shapely.from_wkt("POLYGON ((5 5, 5 5, 5 5, 5 5))"),
    "line without length": shapely.from_wkt("LINESTRING (5 5, 5 5)"),
    "point": shapely.from_wkt("POINT Z (5 5 100)"),
    "line": shapely.from_wkt("LINESTRING (0 0, 10 10)"),
    "doubled vertices": shapely.from_wkt("POLYGON ((0 0, 0 0, 10 0, 10 0, 10 10, 0 10, 0 10, 0 0))"),
    "heights": shapely.from_wkt("POLYGON Z ((0 0 1, 10 0 2, 10 10 3, 0 10 4, 0 0 1))"),
    "nested": shapely.from_wkt(
        "GEOMETRYCOLLECTION (GEOMETRYCOLLECTION (MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0))), POINT (1 1)), POINT (0 0))"
    ),
    "sound": shapely.box(0, 0, 10, 10),
}  # fmt: skip
UNKNOWN = np.arange(len(AWKWARD)) < 7


def awkward() -> np.ndarray:
    out = np.empty(len(AWKWARD), dtype=object)
    out[:] = list(AWKWARD.values())
    return out


def grid() -> terrain.Grid:
    return terrain.Grid(np.arange(400.0).reshape(20, 20), -5.0, 15.0, 1.0)


def numbers(shapes: np.ndarray, others: np.ndarray) -> dict[str, np.ndarray]:
    """All figures per feature that the measures give."""
    out = {
        "distance": distance.nearest(shapes, others)[0],
        "share": overlap.share_within(shapes, others),
        "largest": overlap.largest(shapes, others)[1],
        "frontage": shore.frontage(shapes, others),
        "radius": shape.inscribed_radius(shapes),
        "compactness": shape.compactness(shapes),
        "long": shape.rectangle_sides(shapes)[0],
        "short": shape.rectangle_sides(shapes)[1],
    }
    return out | terrain.zonal(shapes, grid())


def test_awkward_shapes_by_awkward_shapes():
    for name, values in numbers(awkward(), awkward()).items():
        assert values.shape == (len(AWKWARD),), name
        assert values.dtype == np.float64, name
        assert np.isnan(values[UNKNOWN]).all(), name
        assert not np.isinf(values).any(), name


def test_what_any_shape_tells_is_known():
    known = numbers(awkward(), np.array([shapely.box(0, 0, 10, 10)], dtype=object))
    for name in ("distance", "long", "short", "known_share", "height_mean_m", "frontage"):
        assert not np.isnan(known[name][~UNKNOWN]).any(), name
    assert (known["distance"][~UNKNOWN] == 0).all()
    sized = ~np.isin(list(AWKWARD), ["no area", "one place", "line without length"]) & ~UNKNOWN
    np.testing.assert_array_equal(np.isnan(known["share"]), ~sized)
    same_square = [list(AWKWARD).index(name) for name in ("doubled vertices", "heights", "sound")]
    for name, values in known.items():
        if name != "frontage":  # a bit of shore has one owner only
            assert len(np.unique(values[same_square].round(9))) == 1, name


def test_pairs_of_awkward_shapes():
    i, j, shared = adjacency.neighbours(awkward())
    assert len(i) == len(j) == len(shared) > 0
    assert not UNKNOWN[i].any()
    assert not UNKNOWN[j].any()
    i, j, piece = overlap.pieces(awkward(), awkward())
    assert shapely.is_valid(piece).all()
    assert not shapely.is_empty(piece).any()
    index, basis = floor_area.assign(awkward(), awkward())
    assert ((index >= 0) == (basis == "location")).all()
    assert (index[UNKNOWN] == -1).all()


def test_real_invalid_buildings_raise_nothing():
    fiona = pytest.importorskip("fiona")
    folder = shared_data("be-invalid-geometries/polygon-invalid.gpkg")
    with fiona.open(folder) as source:
        buildings = np.array([shapely.geometry.shape(row["geometry"]) for row in source], dtype=object)
    assert (~shapely.is_valid(buildings)).sum() == 70
    figures = numbers(buildings, buildings)
    np.testing.assert_array_equal(figures["distance"], 0)
    np.testing.assert_allclose(figures["share"], 1, rtol=1e-6)
    assert (figures["radius"] > 0).all()
