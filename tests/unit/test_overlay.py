# SPDX-License-Identifier: GPL-2.0-or-later
"""The strategy overlay and its gap table against figures worked out on paper."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from overlay_figures import GK26, HEINOLA, X, Y, areas, gap, rows_of, square, town_strategy, zoning

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features, text_column, true_area_m2
from heinola_planning_plugin.core.strategy.overlay import strategy_overlay


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return town_strategy(tmp_path_factory.mktemp("strategy"))


# ---- one figure, worked out on paper
#
#   0        100       200       300
#   +---------+---------+---------+ 100
#   |  T-1    |  AO     |  RA-1   |
#   |     north: x 50 … 250       |
#   +-----------------------------+ 50
#   |           south: x 150 … 300, y 0 … 80 (overlaps north)
#   +---------+---------+---------+ 0


@pytest.fixture(scope="module")
def figure(town):
    zones = zoning(
        ("T-1", square(0, 0, 100, 100)),
        ("AO", square(100, 0, 200, 100)),
        ("RA-1 (2 rp)", square(200, 0, 300, 100)),
        places=np.array([np.nan, np.nan, 12.0]),
        permitted_m2=np.array([5000.0, 2000.0, np.nan]),
    )
    targets = areas(("north", square(50, 50, 250, 100)), ("south", square(150, 0, 300, 80)))
    return zones, targets, strategy_overlay(zones, town, targets, language="en")


def test_pieces_of_the_figure(figure):
    pieces = figure[2].pieces
    found = {
        (row[0], row[1]): (round(row[2], 2), round(row[3], 6), *row[4:])
        for row in rows_of(pieces, "zone_code", "target_id", "area_m2", "share_of_zone", "relation", "measure_id")
    }
    assert len(pieces) == 10
    # T: half of its top lies in north. Both measures look at north; the one that it stands against is said first.
    assert found["T-1", "north"] == (2500.0, 0.25, "conflicts", "cottages")
    assert found["T-1", None] == (7500.0, 0.75, "neutral", None)
    assert {row for row in rows_of(pieces, "zone_code", "advances", "conflicts") if row[0] == "T-1"} == {
        ("T-1", "plots", "cottages"),
        ("T-1", None, None),
    }
    # AO: 50x50 only north, 50x20 north alone above south, 50x30 both, 50x50 south below north, 50x50 outside
    ao = rows_of(pieces, "zone_code", "target_id", "area_m2", "relation", "measure_id", "advances", "conflicts")
    ao = sorted((round(row[2], 2), *row[1:2], *row[3:]) for row in ao if row[0] == "AO")
    assert ao == [
        (1500.0, "north", "conflicts", "plots", "floor", "plots"),
        (2500.0, "town", "advances", "floor", "floor", None),
        (2500.0, "town", "advances", "floor", "floor", None),
        (3500.0, "north", "conflicts", "plots", "floor", "plots"),
    ]


def test_pieces_of_overlapping_areas_have_both(figure):
    pieces = figure[2].pieces
    rows = rows_of(pieces, "zone_code", "area_m2", "target_id", "relation", "measure_id")
    ra = [(round(row[1], 2), *row[2:]) for row in rows if row[0].startswith("RA")]
    assert sorted(ra, key=str) == [
        (1000.0, "north", "advances", "cottages"),  # 50 x 20 above south
        (1000.0, None, "neutral", None),  # 50 x 20 outside
        (1500.0, "north;south", "advances", "cottages"),  # 50 x 30 in both
        (6500.0, "south", "advances", "cottages"),  # 100 x 80 less the 1500
    ]


def test_gaps_of_the_figure(figure):
    gaps = figure[2].gaps
    plots = gap(gaps, "north", "plots")
    assert plots["zoned"] == pytest.approx(0.25, abs=1e-6)  # 50 x 50 m of T
    assert plots["conflicts_ha"] == pytest.approx(0.5, abs=1e-6)  # 100 x 50 m of AO
    assert plots["gap"] == pytest.approx(5 - 0.25, abs=1e-6)
    assert plots["area_ha"] == pytest.approx(1.0, abs=1e-6)
    assert plots["covered_share"] == pytest.approx(1.0, abs=1e-6)
    assert plots["notes"] == "candidates_not_counted"
    south = gap(gaps, "south", "cottages")
    assert south["zoned"] == pytest.approx(12 * 0.8)  # 8 000 of 10 000 m2 of a zone of 12 places
    assert south["gap"] == pytest.approx(20 - 9.6)
    north = gap(gaps, "north", "cottages")
    assert north["zoned"] == pytest.approx(12 * 0.25)
    assert np.isnan(north["wanted"])
    assert np.isnan(north["gap"])
    assert "wanted_not_set" in north["notes"]
    floor = gap(gaps, "town", "floor")
    assert floor["zoned"] == pytest.approx(2000)
    assert floor["gap"] == pytest.approx(1000)
    lifts = gap(gaps, "town", "lifts")
    assert np.isnan(lifts["zoned"])
    assert np.isnan(lifts["gap"])
    assert lifts["notes"].split(";") == ["not_zoning", "candidates_not_counted"]


def test_ground_reserved_for_later_is_not_zoned(figure, town):
    """The T zone as T/res: it advances the measure, zones nothing, and hides no candidate."""
    zones, targets, _ = figure
    codes = text_column(f"{code}/res" if code == "T-1" else code for code in zones["zone_code"].tolist())
    sites = Features(np.array([square(50, 50, 90, 90)], dtype=object), {"amount": np.array([0.16])}, GK26)
    overlay = strategy_overlay(zones.with_columns({"zone_code": codes}), town, targets, {"plots": sites})
    plots = gap(overlay.gaps, "north", "plots")
    assert plots["advances_ha"] == pytest.approx(0.25, abs=1e-6)
    assert plots["zoned"] == 0
    assert plots["candidate"] == pytest.approx(0.16, abs=1e-6)
    assert "reserved_not_zoned" in plots["notes"].split(";")


def test_candidates_lower_the_gap(figure, town):
    zones, targets, _ = figure
    sites = Features(
        np.array([square(40, 50, 140, 100), square(0, 0, 30, 30), square(210, 60, 240, 90)], dtype=object),
        {"amount": np.array([0.5, 0.09, np.nan])},
        GK26,
    )
    overlay = strategy_overlay(zones, town, targets, {"plots": sites, "lifts": np.array([1.0, 0.0, 1.0])})
    plots = gap(overlay.gaps, "north", "plots")
    # The first site has its middle in north, and 60 of its 100 m lie on the T zone already. The second lies outside,
    # the third has no amount.
    assert plots["candidate"] == pytest.approx(0.5 * 0.4, abs=1e-6)
    assert plots["gap"] == pytest.approx(5 - 0.25 - 0.2, abs=1e-6)
    assert plots["notes"] == "candidate_partly_unknown"
    lifts = gap(overlay.gaps, "town", "lifts")
    assert lifts["candidate"] == 2
    assert np.isnan(lifts["gap"])  # what the zoning has is not known
    none = strategy_overlay(zones, town, targets, {"plots": sites.take(np.array([], dtype=int))})
    assert gap(none.gaps, "north", "plots")["candidate"] == 0  # looked for, none found
    assert np.isnan(gap(none.gaps, "town", "lifts")["candidate"])  # not looked for


@pytest.mark.parametrize(("id_", "problem"), [("nothing", "no measure"), ("cottages", "several target areas")])
def test_candidates_that_fit_nothing_are_refused(figure, town, id_, problem):
    zones, targets, _ = figure
    with pytest.raises(InputError, match=problem):
        strategy_overlay(zones, town, targets, {id_: np.array([1.0])})


def test_what_is_not_known_is_never_neutral(town):
    zones = zoning(("AKR-3", square(60, 60, 90, 90)), (None, square(90, 60, 120, 90)), ("T", square(120, 60, 130, 70)))
    overlay = strategy_overlay(zones, town, areas(("north", square(50, 50, 250, 100))), language="en")
    assert overlay.pieces["relation"].tolist() == [None, None, "conflicts"]
    assert overlay.pieces["land_use"].tolist() == [None, None, "industry"]
    assert overlay.pieces["target_id"].tolist() == ["north", "north", "north"]
    assert "not known" in overlay.pieces["explanation"][0]
    plots = gap(overlay.gaps, "north", "plots")
    assert plots["zoned"] == pytest.approx(0.01, abs=1e-6)
    assert plots["unknown_ha"] == pytest.approx(0.18, abs=1e-6)
    assert "zone_code_unknown" in plots["notes"]


def test_missing_area_and_missing_zoning_are_told_apart(town):
    zones = zoning(("T", square(0, 0, 10, 10)))
    overlay = strategy_overlay(
        zones, town, areas(("south", square(500, 500, 600, 600)), ("nowhere", square(0, 0, 1, 1)))
    )
    assert "target_area_missing" in gap(overlay.gaps, "north", "plots")["notes"]
    assert np.isnan(gap(overlay.gaps, "north", "plots")["zoned"])
    assert "no_zoning_in_area" in gap(overlay.gaps, "south", "cottages")["notes"]
    assert np.isnan(gap(overlay.gaps, "south", "cottages")["zoned"])
    assert np.isnan(gap(overlay.gaps, "south", "cottages")["gap"])
    assert gap(overlay.gaps, "south", "cottages")["covered_share"] == 0
    assert overlay.unmatched_areas == ("nowhere",)
    assert gap(overlay.gaps, "town", "floor")["zoned"] == 0  # the zoning is there and none of it is housing


def test_amounts_that_the_plans_lack_stay_unknown(town):
    shapes = ("RA", square(0, 0, 10, 10)), ("RA", square(20, 0, 30, 10))
    targets = areas(("south", square(-5, -5, 50, 50)))
    without = strategy_overlay(zoning(*shapes), town, targets)
    assert gap(without.gaps, "south", "cottages")["notes"].startswith("amount_not_in_zoning")
    assert np.isnan(gap(without.gaps, "south", "cottages")["zoned"])
    some = strategy_overlay(zoning(*shapes, places=np.array([4.0, np.nan])), town, targets)
    assert gap(some.gaps, "south", "cottages")["zoned"] == 4
    assert "amount_partly_unknown" in gap(some.gaps, "south", "cottages")["notes"]


def test_same_area_in_two_parts_counts_once_and_is_found_by_name(town):
    zones = zoning(("RA", square(0, 0, 100, 100)), places=np.array([10.0]))
    target = Features(
        np.array([square(0, 0, 60, 100), square(40, 0, 80, 100)], dtype=object),
        {"area_id": text_column([None, "7"]), "name": text_column(["ETELÄ", "Etelä"])},
        GK26,
    )
    overlay = strategy_overlay(zones, town, target)
    assert gap(overlay.gaps, "south", "cottages")["zoned"] == pytest.approx(8)
    assert gap(overlay.gaps, "south", "cottages")["area_ha"] == pytest.approx(0.8)


def test_overlapping_zones_are_reported(town):
    zones = zoning(("RA", square(0, 0, 100, 100)), ("RA", square(0, 0, 100, 100)), places=np.array([10.0, 10.0]))
    overlay = strategy_overlay(zones, town, areas(("south", square(0, 0, 100, 100))))
    assert "zoning_overlaps" in gap(overlay.gaps, "south", "cottages")["notes"]


def test_nothing_is_lost(town):
    bowtie = shapely.Polygon([(X, Y), (X + 10, Y + 10), (X + 10, Y), (X, Y + 10)])
    zones = zoning(("T", None), ("AO", shapely.Point(X, Y)), ("AK", bowtie), ("T", shapely.Polygon()))
    overlay = strategy_overlay(zones, town, areas(("north", square(-50, -50, 50, 50)), ("south", None)))
    assert overlay.pieces["zone_row"].tolist() == [0, 1, 2, 3]
    assert np.isnan(overlay.pieces["area_m2"]).tolist() == [True, True, False, True]
    assert overlay.pieces["area_m2"][2] == pytest.approx(50)
    empty = strategy_overlay(zones.take(np.array([], dtype=int)), town, None)
    assert len(empty.pieces) == 0
    assert len(empty.gaps) == 5
    assert set(empty.pieces.columns) == set(overlay.pieces.columns)


def test_target_areas_outside_the_municipality_are_not_clipped():
    """Kimola canal lies in Iitti and Kouvola, some 12 km from Heinola's centre."""
    canal = shapely.box(26_513_000, 6_770_000, 26_518_000, 6_775_000)
    zones = Features(np.array([canal], dtype=object), {"zone_code": text_column(["LK"])}, GK26)
    target = Features(np.array([canal], dtype=object), {"area_id": text_column(["kimola"])}, GK26)
    overlay = strategy_overlay(zones, HEINOLA, target)
    assert overlay.pieces["relation"].tolist() == ["advances"]
    assert overlay.pieces["measure_id"].tolist() == ["6.2.11;7.1.6"]
    assert gap(overlay.gaps, "kimola", "7.1.6")["zoned"] == pytest.approx(
        true_area_m2(target.geometry, GK26)[0] / 1e4, rel=1e-9
    )
