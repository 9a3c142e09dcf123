# SPDX-License-Identifier: GPL-2.0-or-later
"""Our measures beside QGIS's own algorithms, on a part of the practice municipality."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from qgis import processing
from qgis.core import QgsProcessingFeedback, QgsVectorLayer
from toolbox import DEMO

from heinola_planning_plugin.bridge.features import read_layer
from heinola_planning_plugin.bridge.writer import write_table
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.measures import distance, floor_area, overlap
from heinola_planning_plugin.core.measures.terrain import zonal


def layer(name: str) -> QgsVectorLayer:
    return QgsVectorLayer(f"{DEMO / 'practice.gpkg'}|layername={name}", name, "ogr")


@pytest.fixture(scope="module")
def parcels(tmp_path_factory, provider):
    """Every eighth valid parcel, as a table and as a file with its row number."""
    table = read_layer(layer("PalstanSijaintitiedot"))
    rows = np.flatnonzero(shapely.is_valid(table.geometry))[::8]
    part = Features(table.geometry[rows], {"row": np.arange(len(rows))}, table.crs)
    path = tmp_path_factory.mktemp("parcels") / "parcels.gpkg"
    write_table(path, part)
    return part, str(path)  # not a layer: it would outlive QGIS where this module is the last


def native(algorithm: str, **parameters):
    answer = processing.run(algorithm, {**parameters, "OUTPUT": "memory:"}, feedback=QgsProcessingFeedback(False))
    return read_layer(answer["OUTPUT"])


@pytest.mark.parametrize("name", ["tieviiva", "jarvi", "palvelut"])
def test_distance_is_joinbynearests(parcels, name):
    table, as_layer = parcels
    theirs = native("native:joinbynearest", INPUT=as_layer, INPUT_2=layer(name), NEIGHBORS=1)
    targets = read_layer(layer(name)).geometry
    ours, index = distance.nearest(table.geometry, targets)
    np.testing.assert_allclose(ours, shapely.distance(table.geometry, targets[index]), atol=1e-6)
    some = np.random.default_rng(0).choice(len(table), 100, replace=False)
    np.testing.assert_allclose(
        ours[some], shapely.distance(table.geometry[some, None], targets[None, :]).min(axis=1), atol=1e-6
    )
    # With libspatialindex 2.1 QGIS misses the nearest of many (github.com/libspatialindex/libspatialindex/issues/276):
    # ours may be nearer, never farther; where QGIS is right the two agree.
    row = theirs["row"].astype(int)
    assert (ours[row] - theirs["distance"]).max() < 1e-6
    right = np.abs(theirs["distance"] - ours[row]) < 1e-6
    assert right.mean() > 0.1


def test_share_is_calculatevectoroverlaps(parcels):
    table, as_layer = parcels
    zones = layer("tulvavaara_1_100a")
    theirs = native("native:calculatevectoroverlaps", INPUT=as_layer, LAYERS=[zones])
    percent = next(name for name in theirs.columns if name.endswith("_pc"))
    ours = overlap.share_within(table.geometry, read_layer(zones).geometry)
    order = theirs["row"].astype(int)
    assert (theirs[percent] > 0).any()
    np.testing.assert_allclose(100 * ours[order], theirs[percent], atol=1e-4)  # theirs is of ellipsoidal areas


def test_floor_area_is_joinbylocationsummarys(parcels):
    table, as_layer = parcels
    buildings = read_layer(layer("avoimet_rakennukset"))
    theirs = native(
        "native:joinbylocationsummary",
        INPUT=as_layer,
        JOIN=layer("avoimet_rakennukset"),
        PREDICATE=[0],
        JOIN_FIELDS=["kerrosala"],
        SUMMARIES=[0, 5],
        DISCARD_NONMATCHING=True,
    )
    index = floor_area.assign(buildings.geometry, table.geometry)[0]
    amount = buildings["kerrosala"].astype(float)
    total, unknown, count = floor_area.total(index, amount, len(table))
    sure = (unknown == 0)[theirs["row"].astype(int)]  # QGIS adds up what it knows; we say that the sum isn't known
    assert sure.sum() > 100
    np.testing.assert_allclose(total[theirs["row"].astype(int)][sure], theirs["kerrosala_sum"][sure])
    np.testing.assert_array_equal(count[theirs["row"].astype(int)][sure], theirs["kerrosala_count"][sure])


def test_mean_height_is_zonalstatistics(parcels):
    from qgis.core import QgsRasterLayer

    from heinola_planning_plugin.bridge.raster import read_grid

    table, as_layer = parcels
    raster = QgsRasterLayer(str(DEMO / "heights.tif"), "heights")
    theirs = native("native:zonalstatisticsfb", INPUT=as_layer, INPUT_RASTER=raster, STATISTICS=[0, 2])
    ours = zonal(table.geometry, read_grid(raster))["height_mean_m"]
    large = theirs["_count"] > 30  # QGIS weighs border cells when there are few
    order = theirs["row"].astype(int)
    np.testing.assert_allclose(ours[order][large], theirs["_mean"][large], atol=0.05)
