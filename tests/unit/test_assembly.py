# SPDX-License-Identifier: GPL-2.0-or-later
"""Sites of adjoining candidates: drawn by hand, and the same whatever the order of the parcels."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.features import Features, text_column
from heinola_planning_plugin.core.industry.assembly import assemble

EAST, NORTH = 26_500_000, 6_788_000


def box(x: float, y: float, width: float = 100, height: float = 100):
    return shapely.box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + height)


def parcels(shapes, scores, ids=None, owners=None, codes=None) -> Features:
    count = len(shapes)
    hectares = shapely.area(np.array(shapes, dtype=object)) / 1e4
    columns = {
        "parcel_id": text_column(ids or [f"111-1-1-{k}" for k in range(count)]),
        "score": np.array(scores, dtype=float),
        "area_ha": hectares,
        "usable_ha": hectares,
        "proposed_code": text_column(codes or ["T/res"] * count),
    }
    if owners:
        columns["owner"] = text_column(owners)
    return Features(np.array(shapes, dtype=object), columns, "EPSG:3880")


def members(sites: Features) -> list[set[str]]:
    return [set(ids.split(";")) for ids in sites["parcel_ids"].tolist()]


def test_a_row_of_five_by_hand():
    """Wanted 2 ha. 90 takes 80; the rest is 10, 70, 60: 70 takes 60, 10 stays alone and is too small."""
    row = parcels([box(100 * k, 0) for k in range(5)], [90, 80, 10, 70, 60], ids=list("abcde"))
    sites = assemble(row, 2.0)
    assert members(sites) == [{"a", "b"}, {"d", "e"}, {"c"}]
    assert sites["site_id"].tolist() == [1, 2, 3]
    assert sites["score"].tolist() == pytest.approx([85, 65, 10])
    assert sites["area_ha"].tolist() == pytest.approx([2, 2, 1])
    assert sites["parcel_count"].tolist() == [2, 2, 1]
    assert sites["large_enough"].tolist() == [True, True, False]
    assert sites["rank"].tolist() == [1, 2, 3]
    assert sites.geometry[0].equals(box(0, 0, 200, 100))
    assert sites["inscribed_m"][0] == pytest.approx(100, rel=0.01)


def test_excluded_parcels_are_no_bridge_and_corners_do_not_join():
    shapes = [box(0, 0), box(100, 0), box(200, 0), box(300, 100)]
    sites = assemble(parcels(shapes, [90, np.nan, 80, 70], ids=list("abcd")), 3.0)
    assert members(sites) == [{"a"}, {"c"}, {"d"}]


def test_of_equal_scores_the_one_that_keeps_the_site_compact_is_taken():
    """A square beside the seed shares a quarter of its border, a strip that ends there only a fraction."""
    shapes = [box(0, 0), box(100, 0), box(-500, 40, 500, 20)]
    sites = assemble(parcels(shapes, [90, 70, 70], ids=["seed", "square", "strip"]), 2.0)
    assert members(sites) == [{"seed", "square"}, {"strip"}]


def test_a_much_better_score_outweighs_a_better_shape():
    shapes = [box(0, 0), box(100, 0), box(-500, 40, 500, 20)]
    sites = assemble(parcels(shapes, [90, 10, 85], ids=["seed", "square", "strip"]), 2.0)
    assert members(sites)[0] == {"seed", "strip"}


def test_a_neighbour_far_too_large_is_left_alone():
    shapes = [box(0, 0), box(100, 0, 1000, 1000), box(0, 100)]
    sites = assemble(parcels(shapes, [90, 80, 20], ids=["seed", "huge", "small"]), 3.0)
    assert members(sites) == [{"huge"}, {"seed", "small"}]  # the sites' own scores are 80 and 55
    assert sites["large_enough"].tolist() == [True, False]


def test_owners_are_counted_and_unknown_is_said():
    shapes = [box(0, 0), box(100, 0), box(500, 0), box(600, 0)]
    sites = assemble(parcels(shapes, [90, 80, 50, 40], owners=["A", "B", "A", None]), 2.0)
    assert sites["owner_count"].tolist() == pytest.approx([2, np.nan], nan_ok=True)
    assert "owner" not in sites
    assert np.isnan(assemble(parcels(shapes, [90, 80, 50, 40]), 2.0)["owner_count"]).all()


def test_one_sensitive_parcel_makes_the_site_sensitive():
    sites = assemble(parcels([box(0, 0), box(100, 0), box(900, 0)], [9, 8, 7], codes=["T/res", "TY/res", "T/res"]), 2.0)
    assert sites["proposed_code"].tolist() == ["TY/res", "T/res"]


@pytest.mark.parametrize("scores", [[], [np.nan, np.nan]])
def test_nothing_to_join(scores):
    shapes = [box(100 * k, 0) for k in range(len(scores))]
    sites = assemble(parcels(shapes, scores), 2.0)
    assert len(sites) == 0
    assert sites["site_id"].tolist() == []
    assert sites.crs == "EPSG:3880"


def test_order_of_parcels_changes_nothing_to_the_bit():
    rng = np.random.default_rng(8)
    shapes = [box(100 * column, 100 * row) for row in range(15) for column in range(15)]
    scores = rng.integers(0, 5, 225) * 20.0  # many ties
    scores[rng.random(225) < 0.2] = np.nan
    owners = [f"owner {k}" for k in rng.integers(0, 9, 225)]
    given = parcels(shapes, scores, ids=[f"111-1-{k}" for k in rng.permutation(225)], owners=owners)
    first = assemble(given, 4.0)
    assert sum(len(one) for one in members(first)) == int((~np.isnan(scores)).sum())
    for seed in (1, 2):
        other = assemble(given.take(np.random.default_rng(seed).permutation(225)), 4.0)
        assert shapely.to_wkb(other.geometry).tolist() == shapely.to_wkb(first.geometry).tolist()
        for name, column in first.columns.items():
            assert other[name].tolist() == column.tolist(), name


def test_sites_are_connected_and_no_larger_than_twice_the_wanted_size():
    rng = np.random.default_rng(9)
    shapes = [box(100 * column, 100 * row) for row in range(20) for column in range(20)]
    sites = assemble(parcels(shapes, rng.uniform(0, 100, 400)), 5.0)
    assert (shapely.get_num_geometries(sites.geometry) == 1).all()
    assert sites["area_ha"].max() <= 10 + 1e-9
    assert sites["area_ha"].sum() == pytest.approx(400)
