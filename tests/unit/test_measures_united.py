# SPDX-License-Identifier: GPL-2.0-or-later
"""Zones that touch are united before shares are measured: the ground stays the same, and so do the shares."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.errors import Cancelled
from heinola_planning_plugin.core.measures import unite
from heinola_planning_plugin.core.measures.difference import without
from heinola_planning_plugin.core.measures.overlap import share_within, within


def tiling(side: float, count: int, seed: int) -> np.ndarray:
    """Crooked zones that cover a square of count x side without gaps: neighbours share drawn borders."""
    rng = np.random.default_rng(seed)
    x, y = np.meshgrid(np.arange(count + 1) * side, np.arange(count + 1) * side, indexing="ij")
    inner = np.zeros(x.shape, dtype=bool)
    inner[1:-1, 1:-1] = True
    x, y = (a + inner * rng.uniform(-0.3, 0.3, a.shape) * side for a in (x, y))
    corners = np.stack([x, y], axis=-1)
    ring = [corners[:-1, :-1], corners[1:, :-1], corners[1:, 1:], corners[:-1, 1:]]
    return shapely.polygons(np.stack(ring, axis=2).reshape(-1, 4, 2))


def stars(seed: int, count: int, size: float, vertices: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    radius = rng.uniform(10, 60, (count, 1)) * (1 + rng.uniform(-0.4, 0.4, (count, vertices)))
    middle = rng.uniform(0, size, (count, 1, 2))
    return shapely.polygons(np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=2) + middle)


def check_shares(features: np.ndarray, areas: np.ndarray, atol: float) -> None:
    """Compare with plain shapely: cut by all that comes near, united, one feature at a time."""
    feature, area = shapely.STRtree(areas).query(features)
    expected = np.zeros(len(features))
    for row in range(len(features)):
        near = shapely.union_all(areas[area[feature == row]])
        expected[row] = shapely.area(shapely.intersection(features[row], near)) / shapely.area(features[row])
    np.testing.assert_allclose(share_within(features, areas), expected, atol=atol)


def test_zones_that_tile_the_ground_become_one():
    zones = tiling(100.0, 60, 1)
    united = unite.where_they_meet(zones)
    assert len(united) == 1
    assert shapely.area(united[0]) == pytest.approx(6000.0**2, rel=1e-12)


def test_shares_in_zones_that_tile_the_ground():
    zones = tiling(100.0, 30, 2)
    hole = np.delete(zones, [100, 101, 130, 500])
    check_shares(tiling(37.0, 60, 3), hole, 1e-9)


@pytest.mark.parametrize("count", [30, 300], ids=["sparse", "crowded"])
def test_shares_in_areas_that_overlap_as_they_like(count):
    check_shares(tiling(40.0, 30, 4), stars(5, count, 1200.0, 30), 1e-9)


def test_areas_that_are_not_united_count_once_all_the_same(monkeypatch):
    """Very large areas are left as they are; here all are very large."""
    features, areas = tiling(40.0, 20, 6), stars(7, 80, 800.0, 30)
    expected = share_within(features, areas)
    monkeypatch.setattr(unite, "_LARGE", 20)
    assert len(unite.where_they_meet(areas)) == 80
    np.testing.assert_allclose(share_within(features, areas), expected, atol=1e-9)


def test_uniting_stops_where_it_makes_nothing_smaller(monkeypatch):
    monkeypatch.setattr(unite, "_GROUP", 200)
    areas = stars(8, 60, 500.0, 60)
    united = unite.where_they_meet(areas)
    assert 1 < len(united) < 60
    assert shapely.area(shapely.union_all(united)) == pytest.approx(shapely.area(shapely.union_all(areas)), rel=1e-12)
    check_shares(tiling(40.0, 12, 6), areas, 1e-6)  # a touch of up to 0.001 m2 of an area counts for nothing


def test_a_share_depends_on_the_areas_that_reach_the_feature_and_no_others():
    """To the last bit: so a part of a municipality gives the same as the whole."""
    features, areas = tiling(40.0, 30, 4), np.concatenate([tiling(200.0, 5, 9), stars(5, 40, 1200.0, 300)])
    areas = np.delete(areas, [3, 7, 12, 13])
    whole = share_within(features, areas)
    assert len(np.unique(whole)) > 100
    for west in (0, 400, 800):
        here = shapely.box(west, 0, west + 400, 1200)
        rows = np.flatnonzero(shapely.intersects(shapely.centroid(features), here))
        near = shapely.intersects(areas, shapely.box(*shapely.total_bounds(features[rows])))
        np.testing.assert_array_equal(share_within(features[rows], areas[near]), whole[rows])


def test_what_lies_within_and_what_is_left_make_the_whole():
    features = np.append(tiling(40.0, 15, 4), [shapely.union_all(tiling(40.0, 15, 4)[[0, 50]]), None])
    areas = np.concatenate([stars(5, 20, 450.0, 30), stars(6, 2, 450.0, 900)])
    inside, left = within(features, areas), without(features, areas)
    every = shapely.union_all(areas)
    known = features[:-1]
    expected = shapely.area(shapely.intersection(known, every))
    np.testing.assert_allclose(shapely.area(inside[:-1]), expected, atol=1e-3)
    np.testing.assert_allclose(shapely.area(left[:-1]), shapely.area(known) - expected, atol=1e-3)
    held = shapely.contains_properly(every, known)
    assert held.sum() > 5
    assert all(one is other for one, other in zip(inside[:-1][held], known[held]))
    assert shapely.is_empty(left[:-1][held]).all()
    apart = shapely.disjoint(every, known)
    assert all(one is other for one, other in zip(left[:-1][apart], known[apart]))
    assert shapely.is_empty(inside[:-1][apart]).all()
    assert shapely.is_empty(inside[-1])
    assert left[-1] is None


def test_areas_apart_are_left_as_they_are():
    areas = shapely.buffer(shapely.points(np.arange(20) * 100.0, 0), 20)
    assert shapely.equals(unite.where_they_meet(areas), areas).all()
    assert len(unite.where_they_meet(areas[:0])) == 0


def test_uniting_can_be_cancelled():
    calls = []

    def cancel(fraction, message=None):
        calls.append(fraction)
        if len(calls) > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        unite.where_they_meet(tiling(100.0, 80, 1), cancel)
