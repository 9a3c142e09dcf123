# SPDX-License-Identifier: GPL-2.0-or-later
"""What the strategy overlay keeps whatever the map looks like, and what it finds on real plans."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from helpers import shared_data
from hypothesis import given, settings
from hypothesis import strategies as st
from overlay_figures import GK26, HEINOLA, X, Y, areas, gap, rows_of, square, town_strategy, zoning

from heinola_planning_plugin.core.errors import Cancelled, InputError
from heinola_planning_plugin.core.features import Features, text_column, true_area_m2
from heinola_planning_plugin.core.strategy.amounts import candidate_amounts
from heinola_planning_plugin.core.strategy.overlay import partition, strategy_overlay


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return town_strategy(tmp_path_factory.mktemp("strategy"))


def turned(shape_rng: np.random.Generator, count: int, size: float) -> np.ndarray:
    """Make rotated boxes of random place and size."""
    x, y = shape_rng.uniform(0, 1000, (2, count))
    wide, high = shape_rng.uniform(size / 10, size, (2, count))
    boxes = shapely.box(X + x, Y + y, X + x + wide, Y + y + high)
    angles = shape_rng.uniform(0, np.pi, count)

    def turn(box, angle):
        def by(points):
            middle = points.mean(axis=0)
            c, s = np.cos(angle), np.sin(angle)
            return (points - middle) @ np.array([[c, -s], [s, c]]) + middle

        return shapely.transform(box, by)

    out = np.empty(count, dtype=object)
    out[:] = [turn(box, angle) for box, angle in zip(boxes, angles)]
    return out


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 4))
def test_pieces_cover_each_zone_once(seed, count):
    rng = np.random.default_rng(seed)
    zones, targets = turned(rng, 12, 400), turned(rng, count, 900)
    cut = partition(zones, targets)
    total = np.bincount(cut.zone_row, shapely.area(cut.geometry), minlength=len(zones))
    assert np.abs(total - shapely.area(zones)).max() < 0.01
    for row in range(len(zones)):
        pieces = cut.geometry[cut.zone_row == row]
        assert shapely.area(shapely.union_all(pieces)) == pytest.approx(shapely.area(pieces).sum(), abs=0.01)
        assert shapely.area(shapely.difference(zones[row], shapely.union_all(pieces))) < 0.01
    assert shapely.is_valid(cut.geometry).all()
    points = shapely.point_on_surface(cut.geometry)
    for number, target in enumerate(targets):  # a point of the piece tells the same as the flag
        assert (shapely.contains(target, points) == cut.inside[:, number]).all()
    combinations = {(row, *inside) for row, inside in zip(cut.zone_row.tolist(), cut.inside.tolist())}
    assert len(combinations) == len(cut.zone_row)


def random_case(seed: int = 5) -> tuple[Features, Features]:
    rng = np.random.default_rng(seed)
    codes = rng.choice(["T-1", "AK-2", "RA", "VP", "C", "EO", "AKR"], 30)
    zones = Features(
        turned(rng, 30, 300),
        {
            "zone_code": text_column(codes),
            "places": rng.integers(1, 9, 30).astype(float),
            "permitted_m2": rng.uniform(0, 9000, 30),
        },
        GK26,
    )
    return zones, Features(turned(rng, 3, 700), {"area_id": text_column(["north", "south", "north"])}, GK26)


def numbers(gaps: Features) -> np.ndarray:
    names = ("zoned", "gap", "advances_ha", "conflicts_ha", "unknown_ha", "area_ha", "covered_share")
    return np.array([gaps[name] for name in names])


def test_moving_and_turning_the_map_changes_nothing(town):
    zones, targets = random_case()
    before = strategy_overlay(zones, town, targets)

    def moved(points):
        return points + np.array([3.0, 40_000.0])

    def quarter(points):
        return np.column_stack([X - (points[:, 1] - Y), Y + (points[:, 0] - X)])

    for change in (moved, quarter):
        after = strategy_overlay(
            zones.with_geometry(shapely.transform(zones.geometry, change)),
            town,
            targets.with_geometry(shapely.transform(targets.geometry, change)),
        )
        np.testing.assert_allclose(numbers(after.gaps), numbers(before.gaps), rtol=1e-6, atol=1e-9)
        assert rows_of(after.pieces, "zone_row", "relation", "measure_id") == rows_of(
            before.pieces, "zone_row", "relation", "measure_id"
        )


def test_order_of_features_changes_nothing(town):
    zones, targets = random_case()
    before = strategy_overlay(zones, town, targets)
    order = np.random.default_rng(1).permutation(len(zones))
    after = strategy_overlay(zones.take(order), town, targets.take(np.array([2, 0, 1])))
    np.testing.assert_allclose(numbers(after.gaps), numbers(before.gaps), rtol=1e-9)

    def content(pieces: Features, row) -> list:
        names = "target_id", "measure_id", "relation", "advances", "conflicts", "explanation"
        area = np.round(pieces["area_m2"], 3)
        return sorted(map(repr, zip(row.tolist(), area.tolist(), *(pieces[name] for name in names))))

    assert content(after.pieces, order[after.pieces["zone_row"]]) == content(before.pieces, before.pieces["zone_row"])


def test_same_areas_in_another_crs(town):
    zones, targets = random_case()
    before = strategy_overlay(zones, town, targets)
    after = strategy_overlay(zones.to_crs("EPSG:3067"), town, targets)
    np.testing.assert_allclose(numbers(after.gaps), numbers(before.gaps), rtol=1e-5)
    assert after.pieces.crs == "EPSG:3067"


def test_input_is_not_changed_and_two_runs_are_the_same(town):
    zones, targets = random_case()
    shapes = shapely.to_wkb(zones.geometry).tolist(), shapely.to_wkb(targets.geometry).tolist()
    first, second = (strategy_overlay(zones, town, targets) for _ in range(2))
    assert (shapely.to_wkb(zones.geometry).tolist(), shapely.to_wkb(targets.geometry).tolist()) == shapes
    assert shapely.to_wkb(first.pieces.geometry).tolist() == shapely.to_wkb(second.pieces.geometry).tolist()
    for name, values in first.pieces.columns.items():
        np.testing.assert_array_equal(values, second.pieces[name])


def test_cancel_stops(town):
    zones, targets = random_case()

    def progress(fraction, message=None):
        raise Cancelled

    with pytest.raises(Cancelled):
        strategy_overlay(zones, town, targets, progress=progress)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_words_in_each_language(town, language):
    zones, targets = random_case()
    overlay = strategy_overlay(zones, town, targets, language=language)
    assert all(isinstance(text, str) and text for text in overlay.pieces["explanation"])
    assert {"fi": "tontit", "sv": "tomter", "en": "industrial plots"}[language] in set(overlay.gaps["measure"])


# ---- results of other jobs


def test_candidates_of_results_follow_the_strategy_file():
    shapes = np.array([square(i * 200, 0, i * 200 + 100, 100) for i in range(4)], dtype=object)
    status = text_column(["candidate", "excluded", "conditional", "unknown"])
    tables = {
        "industrial_reservation": Features(shapes, {"status": status}, GK26),
        "holiday_housing": Features(shapes, {"status": status}, GK26),
        "infill": Features(shapes, {"status": status}, GK26),
        "lift_candidates": Features(shapes, {"status": text_column(["candidate", "unknown"] * 2)}, GK26),
    }
    found = candidate_amounts(HEINOLA, tables)
    assert found["7.1.4"]["amount"].tolist() == pytest.approx([1.0, 1.0], rel=1e-6)  # one hectare each
    assert np.nansum(found["7.4.1b"]["amount"]) == 2
    assert found["7.4.1c"]["amount"].tolist() == [1.0]
    assert "6.3.6" not in found  # the layer has no column of remaining places: not counted
    assert "6.3.1" not in found  # unused right is in the zoning already
    overlay = strategy_overlay(
        zoning(("T", shapes[0])), HEINOLA, areas(("vierumaki", square(-10, -10, 900, 110))), found
    )
    row = gap(overlay.gaps, "vierumaki", "7.1.4")
    assert row["zoned"] == pytest.approx(1.0, rel=1e-6)
    assert row["candidate"] == pytest.approx(1.0, rel=1e-6)  # the first is zoned for industry already
    bad = {"holiday_housing": tables["holiday_housing"].with_columns({"new_places": text_column(["yes"] * 4)})}
    with pytest.raises(InputError, match="new_places"):
        candidate_amounts(HEINOLA, bad)


# ---- real plans


def test_general_plan_of_tampere_over_its_growth_zones():
    import fiona

    folder = "fi-tampere-yk2040-strategy/kartta_1/"
    with fiona.open(shared_data(folder + "yk2040_k1_yhdyskuntarakenne_kayttotarkoitusalueet_polygon.shp")) as layer:
        rows = list(layer)
    zones = Features(
        np.array([shapely.geometry.shape(row["geometry"]) for row in rows], dtype=object),
        {"zone_code": text_column(row["properties"]["Kayttotark"] for row in rows)},
        "EPSG:3878",
    )
    shapes, ids = [], []
    for name, area in (("kasvun_vyohyke", "keskusta"), ("strategisesti_kehitettavat_vyohykkeet", "vierumaki")):
        with fiona.open(shared_data(f"{folder}yk2040_k1_{name}_polygon.shp")) as layer:
            shapes += [shapely.geometry.shape(row["geometry"]) for row in layer]
        ids += [area] * (len(shapes) - len(ids))
    column = np.empty(len(shapes), dtype=object)
    column[:] = shapes
    overlay = strategy_overlay(zones, HEINOLA, Features(column, {"area_id": text_column(ids)}, "EPSG:3878"))
    pieces = overlay.pieces
    assert len(zones) == 304
    ground = true_area_m2(zones.geometry, zones.crs)
    assert np.abs(np.bincount(pieces["zone_row"], pieces["area_m2"]) - ground).max() < 0.01
    assert np.abs(np.bincount(pieces["zone_row"], pieces["share_of_zone"]) - 1).max() < 1e-9
    assert None not in pieces["relation"]
    # The gap table's hectares against one union and one intersection per land use.
    growth = shapely.union_all(column[np.array(ids) == "keskusta"])
    green = shapely.union_all(zones.geometry[zones["zone_code"] == "V"])
    hectares = shapely.area(shapely.intersection(growth, green)) / 1e4
    assert gap(overlay.gaps, "keskusta", "6.4.5")["zoned"] == pytest.approx(hectares, rel=1e-4)


def test_shore_plan_of_enonsaari():
    import fiona

    with fiona.open(
        shared_data("fi-lahti-enonsaari-shoreplan/enonsaari_flat.gpkg"), layer="plan_objects_polygon"
    ) as layer:
        rows = [row for row in layer if row["properties"]["landuse"]]
    places = [row["properties"]["Sallittujen rakennuspaikkojen lukumäärä"] for row in rows]
    zones = Features(
        np.array([shapely.geometry.shape(row["geometry"]) for row in rows], dtype=object),
        {
            "zone_code": text_column(row["properties"]["landuse"] for row in rows),
            "places": np.array([np.nan if count is None else count for count in places], dtype=float),
        },
        "EPSG:3067",
    )
    island = shapely.box(*shapely.total_bounds(zones.geometry))
    target = Features(np.array([island], dtype=object), {"area_id": text_column(["loma_asuntoalueet"])}, "EPSG:3067")
    row = gap(strategy_overlay(zones, HEINOLA, target).gaps, "loma_asuntoalueet", "7.1.5")
    assert row["zoned"] == pytest.approx(2 + 15 + 2 + 2 + 10 + 2)  # the plan's numbers; five RA areas have none
    assert "amount_partly_unknown" in row["notes"]
    assert "zone_code_unknown" in row["notes"]  # "Telttailu"
