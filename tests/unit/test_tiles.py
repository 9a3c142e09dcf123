# SPDX-License-Identifier: GPL-2.0-or-later
"""A run in tiles gives what one run gives, to the last bit: on the practice municipality and on what lies awkwardly."""

from __future__ import annotations

import random

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.evidence import Distance, Largest, Share, Total, between, gather, one_of
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.tiles import ROW, Bounds, Load, grid, in_memory, joined, measure, told

CRS = "EPSG:3067"
ORIGIN = np.array([450_000.0, 6_780_000.0])
SPECS = (
    Distance("road_m", "roads"),
    Distance("near_water_m", "water", reach_m=300.0),
    Distance("junction_m", "junctions"),
    Distance("main_road_m", "roads", one_of("road_class", "1")),
    Share("zone_share", "zoning"),
    Share("flood_share", "flood", between("return_period", 0, 100)),
    Largest(("zone_code",), "zoning", share="largest_share"),
    Largest(("zone_code",), "zoning", one_of("zone_code", "V"), prefix="water_", otherwise="none"),
    Total("floor_m2", "buildings", "floor_area_m2"),
    Distance("nowhere_m", "missing"),
    Distance("empty_m", "empty"),
)


def as_gdal_does(load: Load) -> Load:
    """Give only what itself meets the rectangle, not what does by its bounds alone."""

    def strict(role: str, where: Bounds | None) -> Features | None:
        table = load(role, where)
        return (
            table
            if table is None or where is None
            else table.take(shapely.intersects(table.geometry, shapely.box(*where)))
        )

    return strict


def in_tiles(layers: dict, specs: tuple, count: int, halo_m: float = 2_000.0) -> dict[str, np.ndarray]:
    load = as_gdal_does(in_memory(layers))
    tiles = grid(tuple(shapely.total_bounds(layers["parcels"].geometry)), count)
    random.Random(count).shuffle(tiles)
    settled = told(specs, load)
    return joined([measure(tile, load, settled, halo_m) for tile in tiles], settled, len(layers["parcels"]))


def check_same(layers: dict, specs: tuple, count: int, halo_m: float = 2_000.0) -> dict[str, np.ndarray]:
    whole = gather(layers["parcels"], layers, specs)
    tiled = in_tiles(layers, specs, count, halo_m)
    assert list(tiled) == list(whole)
    for name, values in whole.items():
        np.testing.assert_array_equal(tiled[name], values, err_msg=name)
    return whole


def crooked(side: float, count: int, rng: np.random.Generator, vertices: int = 1) -> np.ndarray:
    """Areas that cover a square without gaps, each side drawn with so many segments."""
    x, y = np.meshgrid(np.arange(count + 1) * side, np.arange(count + 1) * side, indexing="ij")
    inner = np.pad(np.ones((count - 1, count - 1)), 1)
    corners = np.stack([a + inner * rng.uniform(-0.3, 0.3, a.shape) * side for a in (x, y)], axis=-1)
    ring = np.stack([corners[:-1, :-1], corners[1:, :-1], corners[1:, 1:], corners[:-1, 1:]], axis=2).reshape(-1, 4, 2)
    areas = shapely.polygons(ring + ORIGIN)
    return shapely.segmentize(areas, side / vertices) if vertices > 1 else areas


def stars(count: int, vertices: int, size: float, rng: np.random.Generator) -> np.ndarray:
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    radius = size * (1 + rng.uniform(-0.3, 0.3, (count, vertices)))
    middle = rng.uniform(0, 4_800, (count, 1, 2)) + ORIGIN
    return shapely.polygons(np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=2) + middle)


@pytest.fixture(scope="module")
def municipality() -> dict[str, Features | None]:
    """Some 2 300 parcels: crooked, in parts, with hundreds of vertices, without a shape; and layers of every kind."""
    rng = np.random.default_rng(1)
    parcels = crooked(100.0, 48, rng)
    parcels[::90] = shapely.segmentize(parcels[::90], 0.5)
    parcels[5] = shapely.union_all(parcels[[5, 900]])
    parcels[6] = shapely.union_all(parcels[300:340])
    parcels[[3, 40]] = None
    ends = rng.uniform(0, 4_800, (60, 1, 2)) + rng.uniform(-300, 300, (60, 5, 2)).cumsum(axis=1) + ORIGIN
    code = np.array(["V", "M", "AP", None], dtype=object)
    things = np.append(shapely.points(rng.uniform(0, 4_800, (900, 2)) + ORIGIN), stars(100, 6, 15.0, rng))

    def table(shapes: np.ndarray, **columns: np.ndarray) -> Features:
        return Features(shapes, columns, CRS)

    return {
        "parcels": table(parcels),
        "roads": table(shapely.linestrings(ends), road_class=np.resize(np.array(["1", "2", None], dtype=object), 60)),
        "water": table(stars(30, 700, 120.0, rng)),
        "junctions": table(shapely.points(rng.uniform(0, 4_800, (2, 2)) + ORIGIN)),
        "zoning": table(
            np.append(crooked(600.0, 8, rng, 100)[::2], stars(6, 40, 200.0, rng)), zone_code=np.resize(code, 38)
        ),
        "flood": table(stars(40, 60, 150.0, rng), return_period=np.resize([100.0, np.nan, 250.0], 40)),
        "buildings": table(things, floor_area_m2=np.append(rng.uniform(20, 300, 980), np.full(20, np.nan))),
        "empty": table(np.empty(0, dtype=object)),
        "missing": None,
    }


@pytest.mark.parametrize("count", [2, 9, 40])
def test_a_municipality_in_tiles(municipality, count):
    whole = check_same(municipality, SPECS, count, halo_m=500.0)
    assert len(np.unique(whole["road_m"])) > 1000
    assert 0 < (whole["near_water_m"] < 300).sum() < len(whole["near_water_m"])
    assert len(np.unique(whole["zone_share"])) > 100
    assert np.isnan(whole["flood_share"]).sum() > 10
    assert np.nansum(whole["floor_m2"]) > 1000
    assert np.isnan(whole["nowhere_m"]).all()
    assert np.isnan(whole["road_m"][[3, 40]]).all()


def plots(side: float = 50.0, count: int = 6) -> Features:
    x, y = np.meshgrid(np.arange(count) * side, np.arange(count) * side)
    return Features(shapely.box(x, y, x + side, y + side).ravel(), crs=CRS)


def test_each_parcel_belongs_to_one_tile():
    parcels = plots()
    load = in_memory({"parcels": parcels})
    for count in (1, 3, 4, 16, 36, 200):
        tiles = grid((0.0, 0.0, 300.0, 300.0), count)
        rows = np.concatenate([measure(tile, load, ())[0] for tile in tiles])
        np.testing.assert_array_equal(np.sort(rows), np.arange(36))


def test_a_bent_parcel_whose_middle_lies_in_a_tile_that_it_does_not_meet():
    bent = shapely.from_wkt("POLYGON ((10 10, 290 10, 290 20, 20 20, 20 290, 10 290, 10 10))")
    around = shapely.box([0.0, 299.0], [0.0, 299.0], [1.0, 300.0], [1.0, 300.0])
    layers = {
        "parcels": Features(np.append(around, bent), crs=CRS),
        "roads": Features(shapely.points([[5.0, 5.0]]), crs=CRS),
    }
    for count in (4, 9, 16, 25):
        assert not np.isnan(check_same(layers, (Distance("road_m", "roads"),), count)["road_m"]).any()


def test_a_target_far_away_is_found_however_small_the_halo():
    parcels = plots()
    layers = {"parcels": parcels, "roads": Features(shapely.points([[40_000.0, 20.0]]), crs=CRS)}
    whole = check_same(layers, (Distance("road_m", "roads"),), 9, halo_m=1.0)
    assert whole["road_m"].max() == pytest.approx(39_950, rel=0.01)
    check_same(layers, (Distance("road_m", "roads", reach_m=10_000.0),), 9, halo_m=1.0)


def test_a_building_on_the_border_of_two_tiles_stands_on_one_parcel():
    parcels = plots()
    on_borders = shapely.points(np.array([[150.0, 150.0], [150.0, 20.0], [10.0, 150.0], [149.0, 149.0]]))
    wide = shapely.box(120, 140, 290, 160)
    things = np.append(on_borders, wide)
    layers = {"parcels": parcels, "buildings": Features(things, {"area": np.array([1.0, 2, 4, 8, 16])}, CRS)}
    whole = check_same(layers, (Total("floor_m2", "buildings", "area"),), 4)
    assert whole["floor_m2"].sum() == 31


def test_a_filter_whose_column_is_unknown_round_one_tile():
    """Near the west tile no road's class is known. The layer can tell, so no main road is near; it isn't unknown."""
    roads = Features(
        shapely.points([[10.0, 10.0], [290.0, 290.0]]), {"road_class": np.array([None, "1"], dtype=object)}, CRS
    )
    zones = Features(
        shapely.box([0.0, 200.0], [0.0, 0.0], [100.0, 300.0], [300.0, 300.0]),
        {"code": np.array([None, "T"], dtype=object)},
        CRS,
    )
    specs = (
        Distance("main_m", "roads", one_of("road_class", "1")),
        Largest(("code",), "zoning", one_of("code", "T"), otherwise="none"),
        Share("share", "zoning", one_of("code", "T")),
    )
    layers = {"parcels": plots(), "roads": roads, "zoning": zones}
    assert not np.isnan(check_same(layers, specs, 4, halo_m=10.0)["main_m"]).any()
    nothing = {**layers, "roads": roads.take(np.array([0])), "zoning": zones.take(np.array([0]))}
    assert np.isnan(check_same(nothing, specs, 4, halo_m=10.0)["main_m"]).all()


def test_rows_are_the_layers_own():
    load = in_memory({"parcels": plots()})
    np.testing.assert_array_equal(load("parcels", (260.0, 260.0, 290.0, 290.0))[ROW], [35])
