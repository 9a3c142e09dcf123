# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables between QGIS and core, and files that are whole or not there."""

from __future__ import annotations

import hashlib
import json
import time

import numpy as np
import pytest
import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsLayerMetadata, QgsProject, QgsVectorLayer, QgsWkbTypes

from heinola_planning_plugin.bridge import layouts
from heinola_planning_plugin.bridge.features import read_layer, read_source, to_multi
from heinola_planning_plugin.bridge.writer import write_table, write_tables
from heinola_planning_plugin.core import files
from heinola_planning_plugin.core.errors import Cancelled, InputError
from heinola_planning_plugin.core.features import Features, Source, text_column


@pytest.fixture
def plots() -> Features:
    geometry = np.array([shapely.box(0, 0, 10, 10), shapely.box(20, 0, 30, 10), None], dtype=object)
    columns = {
        "tunnus": text_column(["11140300010025", "Räävelin “lahti”; o'clock", None]),
        "ala": np.array([100.5, np.nan, 0.0]),
        "kerrokset": np.array([1, 2, 3]),
    }
    return Features(geometry, columns, "EPSG:3067", Source("plots"))


def test_a_table_comes_back_from_a_geopackage_as_it_was(plots, tmp_path):
    path = tmp_path / "plots.gpkg"
    write_tables(path, [("plots", plots)])
    back = read_layer(QgsVectorLayer(f"{path}|layername=plots", "plots", "ogr")).select(plots.columns)
    assert back.crs == "EPSG:3067"
    assert back["tunnus"].tolist() == plots["tunnus"].tolist()
    np.testing.assert_array_equal(back["ala"], plots["ala"])
    assert back["kerrokset"].dtype == np.int64
    assert shapely.equals(back.geometry[:2], to_multi(plots.geometry)[:2]).all()
    assert back.geometry[2] is None


def test_only_the_columns_that_are_needed_are_read(plots, tmp_path):
    path = tmp_path / "plots.gpkg"
    write_tables(path, [("plots", plots)])
    layer = QgsVectorLayer(f"{path}|layername=plots", "plots", "ogr")
    back = read_layer(layer, columns=("kerrokset", "ala", "elsewhere"))
    assert list(back.columns) == ["ala", "kerrokset"]
    np.testing.assert_array_equal(back["ala"], plots["ala"])
    np.testing.assert_array_equal(back["kerrokset"], plots["kerrokset"])
    assert list(read_layer(layer, columns=()).columns) == []
    assert shapely.equals(read_layer(layer, columns=()).geometry[:2], to_multi(plots.geometry)[:2]).all()


def test_core_without_qgis_reads_the_same_file_alike(plots, tmp_path):
    path = tmp_path / "plots.gpkg"
    write_tables(path, [("plots", plots)])
    outside = files.read(path, "plots")
    assert outside["tunnus"].tolist() == plots["tunnus"].tolist()
    np.testing.assert_array_equal(outside["ala"], plots["ala"])
    assert shapely.equals(outside.geometry[:2], to_multi(plots.geometry)[:2]).all()


def test_curves_become_lines_and_whole_numbers_with_null_become_float():
    layer = QgsVectorLayer("CurvePolygon?crs=EPSG:3880&field=krs:integer", "curves", "memory")
    for wkt, storeys in (
        ("CURVEPOLYGON(CIRCULARSTRING(0 0, 5 5, 10 0, 5 -5, 0 0))", 2),
        ("POLYGON((0 0,1 0,1 1,0 0))", None),
    ):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes([storeys])
        layer.dataProvider().addFeatures([feature])
    table = read_source(layer)
    assert shapely.area(table.geometry[0]) == pytest.approx(np.pi * 25, rel=1e-3)
    assert table["krs"].tolist()[0] == 2
    assert np.isnan(table["krs"][1])


@pytest.mark.parametrize(
    ("kind", "wkt"),
    [
        ("CurvePolygonZ", "CurvePolygon Z ((0 0 5, 10 0 5, 10 10 5, 0 10 5, 0 0 5))"),
        ("CurvePolygon", "CurvePolygon (CompoundCurve ((0 0, 10 0), (10 0, 10 10, 0 10, 0 0)))"),
        ("MultiSurface", "MultiSurface (CurvePolygon ((0 0, 10 0, 10 10, 0 10, 0 0)))"),
        ("MultiSurface", "MultiSurface (((0 0, 10 0, 10 10, 0 10, 0 0)))"),
    ],
)
def test_curve_types_without_any_arc_keep_their_shape(kind, wkt):
    """GML and GeoPackage layers with one arc somewhere give all their features such types."""
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:3880", "surfaces", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(wkt))
    assert layer.dataProvider().addFeature(feature)
    assert shapely.area(read_source(layer).geometry).tolist() == [100]


def test_same_table_gives_same_bytes_on_another_second(plots, tmp_path):
    about = QgsLayerMetadata()
    about.setTitle("Tontit")
    prints = []
    for name in ("a.gpkg", "b.gpkg"):
        write_tables(tmp_path / name, [("plots", plots), ("more", plots)], {"plots": about})
        prints.append(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
        time.sleep(1.1)
    assert prints[0] == prints[1]


def test_metadata_is_in_the_file(plots, tmp_path):
    about = QgsLayerMetadata()
    about.setAbstract("Menetelmä: painotettu summa")
    write_tables(tmp_path / "a.gpkg", [("plots", plots)], {"plots": about})
    layer = QgsVectorLayer(f"{tmp_path / 'a.gpkg'}|layername=plots", "plots", "ogr")
    assert layer.metadata().abstract() == "Menetelmä: painotettu summa"


@pytest.mark.parametrize("name", ["old.gpkg", "old.geojson"])
def test_a_cancelled_writing_leaves_the_old_file_and_no_litter(plots, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"what was there before")

    def stop(*_):
        raise Cancelled

    with pytest.raises(Cancelled):
        if name.endswith("gpkg"):
            write_tables(path, [("plots", plots)], progress=stop)
        else:
            write_table(path, plots, stop)
    assert path.read_bytes() == b"what was there before"
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_points_and_areas_in_one_table_are_refused(tmp_path):
    mixed = Features(np.array([shapely.Point(0, 0), shapely.box(0, 0, 1, 1)], dtype=object), crs="EPSG:3067")
    with pytest.raises(InputError, match="mixed"):
        write_table(tmp_path / "mixed.gpkg", mixed)
    assert not list(tmp_path.iterdir())


def test_a_table_without_shapes_has_no_geometry(tmp_path):
    table = Features(np.full(2, None, dtype=object), {"gap": np.array([1.5, np.nan])})
    write_table(tmp_path / "gaps.gpkg", table)
    layer = QgsVectorLayer(str(tmp_path / "gaps.gpkg"), "gaps", "ogr")
    assert layer.wkbType() == QgsWkbTypes.Type.NoGeometry
    assert layer.featureCount() == 2
    del layer
    QgsProject.instance().clear()


def test_nested_objects_of_a_geojson_stay_json_that_intake_can_load(tmp_path):
    path = tmp_path / "plan.geojson"
    regulation = {"type": {"title": {"fin": "Sallittu kerrosala"}}, "values": [{"value": 500}], "names": ["é", None]}
    feature = {"type": "Feature", "properties": regulation, "geometry": {"type": "Point", "coordinates": [26, 61]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    read = read_layer(QgsVectorLayer(str(path), "plan", "ogr"))
    assert json.loads(read["type"][0]) == regulation["type"]
    assert json.loads(read["values"][0]) == regulation["values"]


def test_how_it_was_counted_flows_over_as_many_columns_as_it_needs(qgis_app):
    """A large case names hundreds of layers and thresholds; none may fall off the page."""
    parts = [
        "\n".join(f"part {part} line {line}" for line in range(lines)) for part, lines in enumerate((90, 200, 5, 40))
    ]
    columns = layouts._flow(parts)
    told = [line for column in columns for line in column.splitlines() if line]
    assert sorted(told) == sorted(line for part in parts for line in part.splitlines())
    assert max(len(column.splitlines()) for column in columns) < 80  # lines of 6.1 points in 165 mm, gaps between them
    assert any(parts[2] in column for column in columns)
