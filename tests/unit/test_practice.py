# SPDX-License-Identifier: GPL-2.0-or-later
"""The practice municipality: a sound tiling, right ids and codes, the same from the same seed, faults as documented."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import numpy as np
import pyproj
import pytest
import shapely

from heinola_planning_plugin.core.errors import Cancelled, InputError
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake import identifiers
from heinola_planning_plugin.core.intake.fields import normalise
from heinola_planning_plugin.core.practice import design, municipality
from heinola_planning_plugin.core.practice.defects import DEFECTS

PARCELS, BUILDINGS, UNITS = "PalstanSijaintitiedot", "avoimet_rakennukset", "kaavayksikot"


@pytest.fixture(scope="module")
def larger() -> municipality.Practice:
    """Three copies of the pattern; the first is that of `practice`, made once more."""
    return municipality.make(3.0, 1)


def planted(layer: str, kind: str) -> int:
    return next(row for name, row, what in DEFECTS if (name, what) == (layer, kind))


def without(table: Features, *kinds: str) -> Features:
    keep = np.ones(len(table), dtype=bool)
    keep[[row for _, row, kind in DEFECTS if kind in kinds]] = False
    return table.take(keep)


def digest(table: Features) -> str:
    sha = hashlib.sha256()
    for shape in shapely.to_wkb(table.geometry):
        sha.update(shape)
    for name, values in table.columns.items():
        sha.update(name.encode())
        sha.update(values.tobytes() if values.dtype != object else repr(values.tolist()).encode())
    return sha.hexdigest()


def overlap_m2(shapes: np.ndarray) -> float:
    i, j = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    return float(shapely.area(shapely.intersection(shapes[i[i < j]], shapes[j[i < j]])).sum())


# -- the land ------------------------------------------------------------------------------------------------


def test_parcels_tile_the_municipality(practice):
    parcels = practice.layers[PARCELS]
    bow_tie = parcels.geometry[planted(PARCELS, "self_intersection")]
    shapes = without(parcels, "self_intersection").geometry
    assert overlap_m2(shapes) < 0.01
    gap = shapely.difference(practice.layers["kunta"].geometry[0], shapely.union_all(shapes))
    outside_the_fault = shapely.area(shapely.difference(gap, shapely.buffer(shapely.convex_hull(bow_tie), 0.1)))
    assert outside_the_fault < 8  # corners on the border are rounded to a centimetre
    assert 4700 <= len(parcels) <= 5400


def test_the_general_plan_tiles_the_municipality(practice):
    shapes = practice.layers["yleiskaava"].geometry
    assert overlap_m2(shapes) < 0.01
    assert shapely.area(shapely.difference(practice.layers["kunta"].geometry[0], shapely.union_all(shapes))) < 8


def test_every_shape_is_valid_but_the_planted_one(practice):
    for name, table in practice.layers.items():
        wrong = np.flatnonzero(~shapely.is_valid(table.geometry) | shapely.is_empty(table.geometry))
        expected = [planted(PARCELS, "self_intersection")] if name == PARCELS else []
        assert wrong.tolist() == expected, name


def test_it_lies_at_heinolas_coordinates(practice):
    for table in practice.layers.values():
        assert table.crs == "EPSG:3067"
    x, y = shapely.get_coordinates(practice.layers["keskipiste"].geometry)[0]
    assert abs(x - 448300) < 300
    assert abs(y - 6786100) < 300
    village = shapely.points(442450, 6774900)
    junction = practice.layers["liittymat"]
    nearest = junction["nimi"][np.argmin(shapely.distance(junction.geometry, village))]
    assert nearest == "Harjoitus-Vierumäki"


def test_lakes_have_islands_capes_bays_and_straits(practice):
    lakes = practice.layers["jarvi"]
    largest = lakes.geometry[:2]
    assert set(lakes["nimi_suomi"][:2]) == {"Harjoitusjärvi", "Harjoitusselkä"}
    assert (shapely.area(largest) > 10e6).all()
    holes = shapely.get_num_interior_rings(largest)
    assert holes.sum() > 40
    outlines = shapely.polygons(shapely.get_exterior_ring(largest))
    islands = shapely.area(shapely.get_parts(shapely.difference(outlines, largest)))
    assert islands.min() < 3_000
    assert islands.max() > 200_000
    for lake in largest:
        # What an opening by 50 m takes off the water is narrower than 100 m: bays and straits; off the land: capes.
        narrow = shapely.difference(lake, shapely.buffer(shapely.buffer(lake, -50), 50.5))
        assert shapely.area(narrow) > 100_000
        land = shapely.difference(shapely.envelope(lake), lake)
        capes = shapely.difference(land, shapely.buffer(shapely.buffer(land, -50), 50.5))
        assert shapely.area(capes) > 80_000
        # A real shore is several times longer than that of a round lake of the same area (circle: 1).
        assert shapely.length(lake) / (2 * np.sqrt(np.pi * shapely.area(lake))) > 3


def test_the_strait_through_town_joins_the_lakes(practice):
    river = practice.layers["virtavesialue"].geometry[0]
    lakes = practice.layers["jarvi"].geometry[:2]
    assert (shapely.distance(lakes, river) == 0).all()
    width = 2 * shapely.area(river) / shapely.length(river)
    assert 60 < width < 200


def test_original_estates_on_the_shore_have_several_present_properties(practice):
    parcels = without(practice.layers[PARCELS], "self_intersection")
    names, index = np.unique(parcels["ematila"].astype(str), return_inverse=True)
    water = shapely.union_all(practice.layers["jarvi"].geometry)
    shapely.prepare(water)
    at_shore = shapely.dwithin(water, parcels.geometry, 0.5)
    properties = np.bincount(index, weights=at_shore)[names != "None"]
    assert (properties > 1).sum() > 60
    apart = []
    for name in names[names != "None"][properties > 1]:
        together = shapely.union_all(shapely.buffer(parcels.geometry[parcels["ematila"] == name], 25))
        apart.append(shapely.get_num_geometries(together))
    assert np.mean(np.array(apart) == 1) > 0.85
    assert identifiers.is_property_id(names[names != "None"]).all()


# -- ids, areas, registers -----------------------------------------------------------------------------------


def test_every_property_id_is_right_and_unique_but_the_missing_one(practice):
    parcels = practice.layers[PARCELS]
    row = planted(PARCELS, "missing_id")
    digits, display = parcels["kiinteistotunnus"], parcels["kiinteistotunnuksenEsitysmuoto"]
    assert digits[row] is None
    assert display[row] is None
    known = np.arange(len(parcels)) != row
    assert identifiers.is_property_id(digits[known]).all()
    assert len(set(digits[known])) == known.sum()
    assert (identifiers.property_id_digits(display[known]) == digits[known]).all()
    assert (identifiers.property_id_parts(digits[known])[:, 0] == 111).all()


def test_waters_and_roads_are_units_of_their_own(practice):
    parcels = practice.layers[PARCELS]
    location = identifiers.property_id_parts(parcels["kiinteistotunnus"])[:, 1]
    water = shapely.area(parcels.geometry[location == 876]).sum()
    lakes = practice.layers["jarvi"].geometry
    own = shapely.area(lakes[shapely.area(lakes) >= 30_000]).sum()
    river = shapely.area(practice.layers["virtavesialue"].geometry).sum()
    assert water == pytest.approx(own + river, rel=1e-6)
    assert (parcels["rekisteriyksikkolaji"][location == 876] == 17).all()
    assert np.isin(parcels["rekisteriyksikkolaji"][location == 895], (11, 21, 22)).all()


def test_register_areas_are_areas_on_the_ground(practice):
    parcels = without(practice.layers[PARCELS], "self_intersection")
    known = np.flatnonzero(np.isfinite(parcels["rekisteripinta_ala"]))
    assert 0 < len(parcels) - len(known) < 0.05 * len(parcels)
    rows = known[np.linspace(0, len(known) - 1, 40).astype(int)]
    to_degrees = pyproj.Transformer.from_crs("EPSG:3067", "EPSG:4258", always_xy=True)
    ellipsoid = pyproj.Geod(ellps="GRS80")
    for shape, area in zip(parcels.geometry[rows], parcels["rekisteripinta_ala"][rows]):
        ring = shapely.get_coordinates(shapely.segmentize(shapely.get_exterior_ring(shape), 100))
        true = abs(ellipsoid.polygon_area_perimeter(*to_degrees.transform(*ring.T))[0])
        holes = shapely.area(shapely.polygons(shapely.get_exterior_ring(shape))) - shapely.area(shape)
        assert area == pytest.approx(true - holes * true / max(shapely.area(shape) + holes, 1), rel=2e-5, abs=0.6)
        assert abs(area - shapely.area(shape)) < 0.0012 * area + 1


def test_buildings_stand_inside_the_parcel_they_name(practice):
    parcels, buildings = practice.layers[PARCELS], practice.layers[BUILDINGS]
    row_of = {text: row for row, text in enumerate(parcels["kiinteistotunnus"]) if text is not None}
    named = np.array([owner is not None for owner in buildings["sijaintikiinteisto"]])
    named[planted(BUILDINGS, "zero_coordinates")] = False
    rows = np.array([row_of[owner] for owner in buildings["sijaintikiinteisto"][named]])
    inside = shapely.contains(shapely.convex_hull(parcels.geometry[rows]), buildings.geometry[named])
    exact = shapely.contains(shapely.buffer(parcels.geometry[rows], 0), buildings.geometry[named])
    bow_tie = rows == planted(PARCELS, "self_intersection")
    assert inside.all()
    assert exact[~bow_tie].all()
    assert 0 < (~named).sum() < 0.03 * len(named)


def test_footprints_are_the_registers_buildings_without_the_demolished(practice):
    footprints, buildings = practice.layers["rakennus"], practice.layers[BUILDINGS]
    standing = np.array([date is None for date in buildings["purkamispaivamaara"]])
    standing[planted(BUILDINGS, "zero_coordinates")] = False
    points = buildings.geometry[standing]
    hit = np.unique(shapely.STRtree(footprints.geometry).query(points, predicate="within")[0])
    assert len(hit) > 0.99 * standing.sum()
    assert overlap_m2(footprints.geometry) < 0.01
    assert ((footprints["kohdeluokka"] // 100) == 422).all()
    assert set(footprints["kerrosluku"]) == {0, 1, 2}


def test_building_ids_have_the_right_check_character_but_the_planted_one(practice):
    ids = practice.layers[BUILDINGS]["pysyva_rakennustunnus"]
    wrong = np.flatnonzero(~identifiers.is_building_id(ids))
    assert wrong.tolist() == [planted(BUILDINGS, "wrong_check_character")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("layer", "column"),
    [
        (BUILDINGS, "kerrosala"),
        (BUILDINGS, "kerrosluku"),
        (BUILDINGS, "hissi"),
        (BUILDINGS, "sijaintikiinteisto"),
        (PARCELS, "rekisteripinta_ala"),
        (PARCELS, "omistaja"),
        (PARCELS, "ematila"),
        (UNITS, "rakennusoikeus"),
    ],
)
def test_some_things_are_unknown(practice, layer, column):
    values = practice.layers[layer][column]
    unknown = np.array([v is None for v in values]) if values.dtype == object else np.isnan(values)
    assert 0 < unknown.sum() < len(values)


# -- plans ---------------------------------------------------------------------------------------------------


def test_the_intake_recognises_every_layer_and_its_columns(practice):
    optional = {"coverage_pct", "volume_m3", "plan_status", "owner", "lease_end", "condition", "name"}
    general = {"permitted_m2", "places"}  # the invented general plan gives no amounts
    for role, layer in practice.roles.items():
        if role == "dem":
            continue
        result = normalise(practice.layers[layer], role)
        own = {"zoning": general, "building_areas": {"plan_id", "storeys"}}.get(role, set())
        assert set(result.missing) <= optional | own, (role, result.missing)
        assert len(result.table) == len(practice.layers[layer]), role


def test_everything_with_a_name_says_that_it_is_practice(practice):
    for layer, table in practice.layers.items():
        for column in ("nimi", "nimi_suomi", "nimisuomi", "kohdenimi", "pvaluenimi", "namefin", "kaupunginosa"):
            if column in table and layer not in ("yleiskaava", "strategian_kohdealueet"):
                assert all("arjoitus" in text for text in table[column] if text is not None), (layer, column)


def test_heights_are_flat_on_the_lakes_and_hilly_on_land(practice):
    grid = practice.dem
    assert grid.cell_m == 10
    assert grid.crs == "EPSG:3067"
    west, south, east, north = shapely.total_bounds(practice.layers["kunta"].geometry)
    assert grid.bounds[0] <= west
    assert grid.bounds[1] <= south
    assert grid.bounds[2] >= east
    assert grid.bounds[3] >= north

    def at(shape: shapely.Geometry) -> np.ndarray:
        x, y = shapely.get_coordinates(shape).T
        row = ((grid.north - y) / 10).astype(int)
        return grid.values[row, ((x - grid.west) / 10).astype(int)]

    middle = shapely.buffer(practice.layers["jarvi"].geometry[0], -60)
    level = at(shapely.segmentize(middle, 200))
    assert level.min() == level.max() == pytest.approx(77.4, abs=0.1)
    assert at(practice.layers["palvelut"].geometry[0]) > 77.5
    assert 120 < np.nanmax(grid.values) < 220


# -- faults, seeds, scales -----------------------------------------------------------------------------------


def test_planted_faults_are_as_documented(practice):
    parcels, units, buildings = (practice.layers[name] for name in (PARCELS, UNITS, BUILDINGS))
    assert not shapely.is_valid(parcels.geometry[planted(PARCELS, "self_intersection")])
    twice = planted(UNITS, "duplicate_polygon")
    assert shapely.equals(units.geometry[twice], units.geometry[twice - 1])
    assert units["kaavayksikkotunnus"][twice] == units["kaavayksikkotunnus"][twice - 1]
    ids = units["kaavayksikkotunnus"]
    assert len(ids) - len(set(ids)) == 1
    over = planted(UNITS, "overlap")
    others = np.delete(units.geometry, [over, twice])
    assert shapely.area(shapely.intersection(others, units.geometry[over])).max() > 50
    assert overlap_m2(others) < 0.01
    assert shapely.equals(buildings.geometry[planted(BUILDINGS, "zero_coordinates")], shapely.Point(0, 0))
    assert (buildings["kerrosala"] >= 500_000).nonzero()[0].tolist() == [planted(BUILDINGS, "impossible_floor_area")]


def test_the_same_seed_gives_the_same_bytes(practice, larger):
    for name, table in practice.layers.items():
        if name in ("kunta", "strategian_kohdealueet"):
            continue
        first = larger.layers[name].take(np.arange(len(table)))
        assert digest(first) == digest(table), name


def test_another_seed_gives_another_municipality(larger):
    """The copies are made from seeds of their own."""
    lakes = larger.layers["jarvi"].geometry
    largest = lakes[np.argsort(-shapely.area(lakes))[:3]]
    moved = [shapely.transform(lake, lambda p, lake=lake: p - shapely.bounds(lake)[:2]) for lake in largest]
    assert not any(shapely.equals(a, b) for a, b in pairwise(moved))


def test_scale_3_has_three_times_as_much_and_no_id_twice(practice, larger):
    for name in (PARCELS, BUILDINGS, UNITS, "jarvi", "tieviiva"):
        assert len(larger.layers[name]) == pytest.approx(3 * len(practice.layers[name]), rel=0.2), name
    ids = [text for text in larger.layers[PARCELS]["kiinteistotunnus"] if text is not None]
    assert len(set(ids)) == len(ids) == len(larger.layers[PARCELS]) - 1
    buildings = larger.layers[BUILDINGS]["pysyva_rakennustunnus"]
    assert len(set(buildings)) == len(buildings)
    for name in ("jarvi", "tieviiva", "rakennus"):
        assert len(set(larger.layers[name]["mtk_id"])) == len(larger.layers[name])
    assert shapely.get_type_id(larger.layers["kunta"].geometry[0]) == 3


def test_copies_fit_together(larger):
    parcels = without(larger.layers[PARCELS], "self_intersection").geometry
    assert overlap_m2(parcels) < 5.0  # a road's corner on a slanting border is rounded to a centimetre
    whole = larger.layers["kunta"].geometry[0]
    assert shapely.area(whole) == pytest.approx(3 * design.WIDTH * design.HEIGHT, rel=1e-9)


@pytest.mark.parametrize(("scale", "seed"), [(0.5, 1), (401, 1), (float("nan"), 1), (1, -1)])
def test_a_scale_or_seed_out_of_range_is_refused(scale, seed):
    with pytest.raises(InputError):
        municipality.make(scale, seed)


def test_cancelling_stops_the_making():
    def cancel(fraction: float, message: str | None = None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        municipality.make(1.0, 1, cancel)


def test_roads_that_cross_share_a_vertex_but_those_that_bridge_the_motorway(practice):
    roads = practice.layers["tieviiva"]
    level = (roads["kohdeluokka"] != 12111) & (roads["nimi_suomi"] != "Harjoitusramppi")
    lines = roads.geometry[level]
    one, two = shapely.STRtree(lines).query(lines, predicate="crosses")
    points = [set(map(tuple, shapely.get_coordinates(line).tolist())) for line in lines]
    assert len(one) > 500
    assert all(points[a] & points[b] for a, b in zip(one.tolist(), two.tolist()))
