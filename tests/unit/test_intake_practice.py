# SPDX-License-Identifier: GPL-2.0-or-later
"""The practice municipality, delivered in every form and coordinate system, comes in as the same tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers import practice_municipality

from heinola_planning_plugin.core import files
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake import checks, coordinates, signatures
from heinola_planning_plugin.core.intake.fields import normalise
from heinola_planning_plugin.core.practice import defects, municipality

ROLES = [role for role in municipality.ROLES if role != "dem"]


@pytest.mark.parametrize("role", ROLES)
def test_each_layer_is_recognised(role):
    layer = practice_municipality().layers[municipality.ROLES[role]]
    found = signatures.recognise(layer)
    assert found[0].role == role
    assert found[0].confidence >= signatures.SURE


@pytest.mark.parametrize("role", ROLES)
def test_each_layer_is_kept_whole_but_for_its_planted_defects(role):
    name = municipality.ROLES[role]
    checked = checks.check(practice_municipality().layers[name], "auto", "111")
    assert checked.role == role
    assert checked.read_count == checked.kept_count + checked.rejected_count
    planted = [kind for layer, _, kind in defects.DEFECTS if layer == name]
    assert checked.rejected_count <= len(planted)


FOUND = {
    "self_intersection": ("made_valid", "geometry_invalid"),
    "missing_id": ("parcel_id_missing",),
    "duplicate_polygon": ("duplicate_row", "duplicate_shape"),
    "overlap": ("areas_overlap",),
    "wrong_check_character": ("building_id_check",),
    "zero_coordinates": ("position_zero",),
    "impossible_floor_area": ("value_means_unknown",),
}


@pytest.mark.parametrize(("name", "row", "kind"), defects.DEFECTS, ids=[kind for _, _, kind in defects.DEFECTS])
def test_each_planted_defect_is_found(name, row, kind):
    checked = checks.check(practice_municipality().layers[name], "auto", "111")
    assert {finding.code for finding in checked.findings} & set(FOUND[kind])
    if kind in ("zero_coordinates", "duplicate_polygon"):
        assert row in checked.rejected["source_row"]


DELIVERED = ["parcels", "buildings", "plan_units", "zoning", "roads", "groundwater", "flood"]
CRS = ["EPSG:3067", "EPSG:3880", "EPSG:3133", "EPSG:3879", "EPSG:2393", "EPSG:4326"]


def few(role: str) -> Features:
    """Give some of a layer's rows, those with the planted defects left out."""
    layer = practice_municipality().layers[municipality.ROLES[role]]
    return layer.take(np.arange(len(layer))[200:500] if len(layer) > 500 else np.arange(len(layer)))


@pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".fgb", ".shp"])
@pytest.mark.parametrize("role", DELIVERED)
def test_every_file_format_gives_the_same_table(role, ending, tmp_path):
    layer = few(role)
    wanted = normalise(layer, role).table
    path = files.write(
        _fields_cut(layer) if ending == ".shp" else layer, tmp_path / f"aineisto{ending}", layer.source.name
    )
    got = files.read(path)
    assert len(got) == len(layer)
    table = normalise(replace(got, source=layer.source), role).table
    for column in wanted.columns:
        first, second = wanted[column], table[column]
        if first.dtype.kind == "f":
            np.testing.assert_allclose(second, first, err_msg=column)
        else:
            assert second.tolist() == first.tolist(), column


def _fields_cut(layer: Features) -> Features:
    """Cut field names as a shapefile does: ten characters, a number behind a second one of the same."""
    seen: Counter[str] = Counter()
    columns = {}
    for name, values in layer.columns.items():
        cut = name[:10]
        seen[cut] += 1
        columns[cut if seen[cut] == 1 else f"{cut[:8]}_{seen[cut] - 1}"] = values
    return Features(layer.geometry, columns, layer.crs, layer.source)


@pytest.mark.parametrize("label", [True, False], ids=["labelled", "unlabelled"])
@pytest.mark.parametrize("crs", CRS)
@pytest.mark.parametrize("role", ["parcels", "buildings", "roads"])
def test_every_coordinate_system_is_found(role, crs, label):
    layer = few(role)
    moved = layer.to_crs(crs)
    if not label:
        moved = replace(moved, crs="")
    settled, found = coordinates.settle(moved, "111")
    assert found.crs == crs
    back = settled.to_crs("EPSG:3067").geometry
    there = ~shapely.is_missing(back)
    off = shapely.distance(shapely.centroid(back[there]), shapely.centroid(layer.geometry[there]))
    assert off.max() < (1.0 if crs == "EPSG:2393" else 0.01)


def test_upper_case_and_swedish_letters_in_headers_change_nothing():
    layer = few("plan_units")
    shouted = replace(layer, columns={name.upper(): values for name, values in layer.columns.items()})
    want, got = normalise(layer, "plan_units").table, normalise(shouted, "plan_units").table
    for column in want.columns:
        assert got[column].astype(str).tolist() == want[column].astype(str).tolist()
