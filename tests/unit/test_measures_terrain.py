# SPDX-License-Identifier: GPL-2.0-or-later
"""Slopes of known planes, zonal figures against cell-by-cell loops, and what the edges of knowledge do."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from heinola_planning_plugin.core.errors import Cancelled
from heinola_planning_plugin.core.measures import terrain
from heinola_planning_plugin.core.measures.terrain import Grid, zonal


def shapes(*items: shapely.Geometry | None) -> np.ndarray:
    out = np.empty(len(items), dtype=object)
    out[:] = items
    return out


def plane(east_pct: float, north_pct: float, side: int = 40, cell: float = 5.0, west: float = 0.0, south: float = 0.0):
    """Ground that rises evenly towards the east and the north."""
    x = (np.arange(side) + 0.5) * cell
    y = (side - np.arange(side) - 0.5) * cell
    return Grid(100 + x * east_pct / 100 + y[:, None] * north_pct / 100, west, south + side * cell, cell)


def rough(seed: int, rows: int = 50, columns: int = 70, cell: float = 4.0) -> Grid:
    """Ragged heights with holes in them."""
    rng = np.random.default_rng(seed)
    values = rng.normal(100, 2, (rows, columns)).cumsum(axis=0) / 10
    values[rng.random((rows, columns)) < 0.02] = np.nan
    return Grid(values, 0.0, rows * cell, cell)


def patches(seed: int, count: int, size: tuple[float, float] = (280.0, 200.0)) -> np.ndarray:
    rng = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, 11, endpoint=False)
    radius = rng.uniform(3, 50, (count, 1)) * (1 + rng.uniform(-0.5, 0.5, (count, 11)))
    middle = rng.uniform(0, 1, (count, 1, 2)) * size
    out = shapely.polygons(np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1) + middle)
    out[::4] = shapely.difference(out[::4], shapely.buffer(shapely.centroid(out[::4]), 5))
    out[1::4] = shapely.union(out[1::4], shapely.box(0, 0, 23, 17))
    return out


def cell_by_cell(area: shapely.Geometry, grid: Grid) -> dict[str, float]:
    """The same figures by asking shapely for each cell's middle."""
    rows, columns = grid.values.shape
    x = grid.west + (np.arange(columns) + 0.5) * grid.cell_m
    y = grid.north - (np.arange(rows) + 0.5) * grid.cell_m
    inside = shapely.contains_xy(area, *np.meshgrid(x, y))
    height, slope = grid.values[inside], grid.slope_pct()[inside]
    height, known = height[~np.isnan(height)], ~np.isnan(slope)
    if not inside.any() or not len(height) or not known.any():
        return {}
    out = {
        "slope_mean_pct": slope[known].mean(),
        "slope_max_pct": slope[known].max(),
        "height_mean_m": height.mean(),
        "height_range_m": np.ptp(height) if len(height) > 1 else np.nan,
        "known_share": len(height) / inside.sum(),
    }
    steep = slope >= 1.0
    direction = np.exp(1j * np.radians(grid.aspect_deg()[inside][steep])).mean()
    if out["slope_mean_pct"] >= 1.0 and abs(direction) >= terrain.AGREEMENT:
        out["aspect_deg"] = np.degrees(np.angle(direction)) % 360
    return out


@pytest.mark.parametrize(
    ("east_pct", "north_pct", "slope", "aspect"),
    [
        pytest.param(10, 0, 10, 270, id="rises-east-falls-west"),
        pytest.param(-10, 0, 10, 90, id="falls-east"),
        pytest.param(0, 8, 8, 180, id="falls-south"),
        pytest.param(0, -8, 8, 0, id="falls-north"),
        pytest.param(3, 4, 5, 180 + np.degrees(np.arctan(3 / 4)), id="falls-south-west-3-4-5"),
        pytest.param(-30, -40, 50, np.degrees(np.arctan(3 / 4)), id="falls-north-east-3-4-5"),
        pytest.param(0.3, 0.4, 0.5, np.nan, id="flat-faces-nowhere"),
        pytest.param(0, 0, 0, np.nan, id="level"),
    ],
)
def test_a_plane_has_its_slope_and_aspect(east_pct, north_pct, slope, aspect):
    grid = plane(east_pct, north_pct)
    np.testing.assert_allclose(grid.slope_pct()[1:-1, 1:-1], slope, atol=1e-9)
    found = zonal(shapes(shapely.box(50, 50, 100, 120)), grid)
    assert found["slope_mean_pct"][0] == pytest.approx(slope, abs=1e-9)
    assert found["slope_max_pct"][0] == pytest.approx(slope, abs=1e-9)
    # The middles of the outermost cells are 2.5 m inside the box.
    assert found["height_range_m"][0] == pytest.approx(45 * abs(east_pct) / 100 + 65 * abs(north_pct) / 100)
    assert found["height_mean_m"][0] == pytest.approx(100 + 75 * east_pct / 100 + 85 * north_pct / 100)
    np.testing.assert_allclose(found["aspect_deg"][0] % 359.9999999, aspect, atol=1e-6)
    assert found["known_share"][0] == 1


def test_horn_on_one_window():
    """Weights 1, 2, 1 over eight cells: by hand (3+2*6+9 - 1-2*4-7) / 8 = 1, (1+2*2+3 - 7-2*8-9) / 8 = -3."""
    grid = Grid(np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]), 0, 3, 1)
    assert grid.slope_pct()[1, 1] == pytest.approx(100 * np.sqrt(10))
    # Rises 1 to the east and 3 to the south: falls north and a third as much west.
    assert grid.aspect_deg()[1, 1] == pytest.approx(360 - np.degrees(np.arctan(1 / 3)))
    assert np.isnan(grid.slope_pct()).sum() == 8


def test_unknown_neighbours_make_a_slope_unknown():
    grid = plane(5, 0)
    grid.values[10, 10] = np.nan
    assert np.isnan(grid.slope_pct()[9:12, 9:12]).all()
    assert np.isnan(grid.slope_pct()[1:-1, 1:-1]).sum() == 9


@pytest.mark.parametrize("band", [70, 700, 10**6], ids=["row-by-row", "ten-rows", "all-at-once"])
@pytest.mark.parametrize("seed", range(3))
def test_agrees_with_asking_for_each_cell(seed, band, monkeypatch):
    monkeypatch.setattr(terrain, "_BAND_CELLS", band)
    grid, areas = rough(seed), patches(seed, 40)
    areas = shapely.intersection(areas, shapely.box(0, 0, 280, 200))
    found = zonal(areas, grid)
    compared = 0
    for row, area in enumerate(areas):
        for name, expected in cell_by_cell(area, grid).items():
            np.testing.assert_allclose(found[name][row], expected, rtol=1e-9, atol=1e-9, err_msg=f"{name} of {row}")
            compared += 1
    assert compared > 150


def test_each_cell_of_a_partition_falls_to_one_area():
    """Borders run through middles of cells, the worst case, and along crooked lines."""
    grid = Grid(np.ones((40, 60)), 0.0, 80.0, 2.0)
    cuts = np.array([0.0, 13.0, 27.0, 55.0, 120.0])
    strips = shapely.box(cuts[:-1], 0.0, cuts[1:], 80.0)
    crooked = shapely.Polygon([(0, 0), (120, 0), (120, 31), (77, 44), (50, 29), (0, 37)])
    parts = np.concatenate([shapely.intersection(strips, crooked), shapely.difference(strips, crooked)])
    edges = terrain._Edges.of(parts, grid)
    feature, _, begin, end = edges.runs(0, 40)
    assert (end - begin).sum() == 40 * 60
    np.testing.assert_allclose(np.bincount(feature, end - begin) * 4, shapely.area(parts), atol=60)


def test_a_small_area_has_the_cell_it_lies_in():
    grid = plane(10, 0)
    corner = shapely.box(50.1, 50.1, 51, 51)
    found = zonal(shapes(corner, shapely.Point(50.5, 50.5), shapely.LineString([(50, 50.5), (51, 50.5)])), grid)
    np.testing.assert_allclose(found["slope_mean_pct"], 10)
    np.testing.assert_allclose(found["height_mean_m"], 100 + 5.25)
    np.testing.assert_allclose(found["aspect_deg"], 270)
    np.testing.assert_array_equal(found["height_range_m"], np.nan)
    np.testing.assert_array_equal(found["known_share"], 1)


def test_ground_that_is_not_known_is_unknown():
    grid = plane(10, 0, side=20)
    grid.values[:10] = np.nan
    areas = shapes(
        None, shapely.Polygon(), shapely.box(20, 60, 80, 90), shapely.box(20, 20, 80, 80), shapely.Point(5, 99)
    )
    found = zonal(areas, grid)
    for name in ("slope_mean_pct", "slope_max_pct", "height_mean_m", "height_range_m", "aspect_deg"):
        np.testing.assert_array_equal(np.isnan(found[name]), [True, True, True, False, True])
    np.testing.assert_array_equal(found["known_share"], [np.nan, np.nan, 0, 0.5, 0])


def test_beyond_the_grid():
    grid = plane(10, 0, side=20)
    areas = shapes(
        shapely.box(-100, 0, 100, 100),
        shapely.box(0, 50, 100, 250),
        shapely.box(-100, -100, 200, 200),
        shapely.box(5000, 0, 6000, 100),
        shapely.Point(-1, 50),
        shapely.Point(1e7, 7e6),
    )
    found = zonal(areas, grid)
    np.testing.assert_allclose(found["known_share"], [0.5, 0.25, 1 / 9, 0, 0, 0])
    np.testing.assert_array_equal(np.isnan(found["slope_mean_pct"]), [False, False, False, True, True, True])
    assert found["height_mean_m"][0] == pytest.approx(105)


def test_a_hilltop_faces_all_ways():
    x, y = np.meshgrid(np.arange(41) - 20.0, np.arange(41) - 20.0)
    grid = Grid(100 - 0.1 * np.hypot(x, y), -20.5, 20.5, 1.0)
    found = zonal(shapes(shapely.Point(0, 0).buffer(15), shapely.box(1.5, -15.5, 15.5, 15.5)), grid)
    assert found["slope_mean_pct"][0] == pytest.approx(10, abs=0.2)
    np.testing.assert_allclose(found["aspect_deg"], [np.nan, 90], atol=0.5)


def test_aspect_is_a_circular_mean():
    """Half falls towards 350 degrees, half towards 10: together north, not south."""
    values = np.zeros((10, 40))
    for columns, degrees in ((slice(0, 20), 350), (slice(20, 40), 10)):
        x, y = np.meshgrid(np.arange(40.0), -np.arange(10.0))
        fall = np.radians(degrees)
        values[:, columns] = -(0.1 * (x * np.sin(fall) + y * np.cos(fall)))[:, columns]
    found = zonal(shapes(shapely.box(2, 2, 18, 8).union(shapely.box(22, 2, 38, 8))), Grid(values, 0.0, 10.0, 1.0))
    assert found["aspect_deg"][0] % 359.9999999 == pytest.approx(0, abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_moving_and_order_change_nothing(seed):
    grid, areas = rough(seed), patches(seed, 15)
    order = np.random.default_rng(seed).permutation(15)
    expected = zonal(areas, grid)
    moved = Grid(grid.values, grid.west + 26_500_000, grid.north + 6_780_000, grid.cell_m)
    found = zonal(shapely.transform(areas[order], lambda p: p + np.array([26_500_000.0, 6_780_000.0])), moved)
    for name, values in expected.items():
        np.testing.assert_allclose(found[name], values[order], atol=1e-6)


def test_halves_of_an_area_have_its_mean_between_them():
    grid = rough(5)
    grid.values[np.isnan(grid.values)] = 10.0
    found = zonal(
        shapes(shapely.box(20, 20, 220, 180), shapely.box(20, 20, 120, 180), shapely.box(120, 20, 220, 180)), grid
    )
    for name in ("slope_mean_pct", "height_mean_m"):
        whole, *halves = found[name]
        assert whole == pytest.approx(np.mean(halves))
    assert found["slope_max_pct"][0] == max(found["slope_max_pct"][1:])


def test_grids_that_are_none():
    with pytest.raises(ValueError, match="rows and columns"):
        Grid(np.zeros(5), 0, 0, 1)
    with pytest.raises(ValueError, match="cell size"):
        Grid(np.zeros((5, 5)), 0, 0, 0)
    assert Grid(np.zeros((5, 4), dtype=np.int16), 10, 20, 2.0).bounds == (10, 10, 18, 20)
    for size in ((0, 0), (2, 2)):
        found = zonal(shapes(shapely.box(0, 0, 4, 4)), Grid(np.ones(size), 0, 4, 2.0))
        assert np.isnan(found["slope_mean_pct"][0])
    assert all(len(values) == 0 for values in zonal(shapes(), plane(1, 1)).values())


def test_invalid_areas_are_measured_by_the_even_odd_rule():
    bow_tie = shapely.from_wkt("POLYGON ((50 50, 150 150, 150 50, 50 150, 50 50))")
    found = zonal(shapes(bow_tie, bow_tie.buffer(0)), plane(10, 5))
    assert found["height_mean_m"][0] == pytest.approx(100 + 100 * 0.1 + 100 * 0.05, abs=0.3)


def test_cancelling_stops_the_run():
    def cancel(fraction, message=None):
        raise Cancelled

    with pytest.raises(Cancelled):
        zonal(patches(1, 5), rough(1), cancel)
