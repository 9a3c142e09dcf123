# SPDX-License-Identifier: GPL-2.0-or-later
"""One layer in every form that it is delivered in, through QGIS's own readers and the data check: the same table."""

from __future__ import annotations

import json
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from helpers import ROOT, shared_data
from qgis import processing
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsProcessingException,
    QgsRasterFileWriter,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from toolbox import Said

from heinola_planning_plugin.bridge.features import read_layer
from heinola_planning_plugin.bridge.raster import read_grid
from heinola_planning_plugin.bridge.writer import write_table, write_tables
from heinola_planning_plugin.core import files
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features, Source, text_column
from heinola_planning_plugin.core.intake.identifiers import building_ids

PRACTICE = ROOT / "resources" / "demo" / "practice.gpkg"


def check(source, **parameters):
    said = Said()
    settings = {"INPUT": str(source), "LANGUAGE": 3, "OUTPUT": "memory:", **parameters}
    answer = processing.run("heinola:checkdata", settings, feedback=said)
    kept = answer["OUTPUT"]
    layer = kept if isinstance(kept, QgsVectorLayer) else QgsVectorLayer(str(kept), "", "ogr")
    return answer, read_layer(layer), "\n".join(said.lines)


def some(layer: str, count: int = 200) -> Features:
    table = files.read(PRACTICE, layer)
    return table.take(np.arange(300, 300 + count) if len(table) > 600 else np.arange(len(table)))


def sheet(path: Path, table: Features) -> Path:
    """Write a spreadsheet, whose numbers and texts are what a spreadsheet makes of them."""
    write_table(path, Features(np.full(len(table), None, dtype=object), table.columns, source=Source(path.stem)))
    return path


@pytest.mark.parametrize("ending", [".gpkg", ".shp", ".geojson", ".gml", ".fgb", ".kml", ".tab"])
@pytest.mark.parametrize(("layer", "role"), [("PalstanSijaintitiedot", "parcels"), ("tieviiva", "roads")])
def test_every_format(provider, tmp_path, layer, role, ending):
    table = some(layer)
    path = tmp_path / f"{layer}{ending}"
    degrees = ending in (".geojson", ".kml")
    write_table(path, table.to_crs("EPSG:4326") if degrees else table)
    answer, kept, _ = check(path)
    assert answer["DETECTED_ROLE"] == role
    assert answer["KEPT_COUNT"] == len(table)
    back = kept.to_crs("EPSG:3067").geometry
    measure = shapely.area if role == "parcels" else shapely.length
    assert measure(back).sum() == pytest.approx(measure(table.geometry).sum(), rel=1e-5)
    np.testing.assert_allclose(shapely.total_bounds(back), shapely.total_bounds(table.geometry), atol=0.02)


def test_a_zip_as_it_was_downloaded(provider, tmp_path):
    files.write(some("PalstanSijaintitiedot"), tmp_path / "a" / "palstat.shp", "palstat")
    with zipfile.ZipFile(tmp_path / "lataus.zip", "w") as archive:
        for part in (tmp_path / "a").iterdir():
            archive.write(part, part.name)
    answer, _, _ = check(f"/vsizip/{tmp_path / 'lataus.zip'}/palstat.shp")
    assert (answer["DETECTED_ROLE"], answer["KEPT_COUNT"]) == ("parcels", 200)


GML = """<?xml version="1.0" encoding="UTF-8"?>
<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml/3.2" gml:id="a">
<ogr:featureMember><ogr:jarvi gml:id="c.0"><ogr:mtk_id>5</ogr:mtk_id><ogr:kohdeluokka>36200</ogr:kohdeluokka>
<ogr:geometryProperty><gml:Surface srsName="SRS" gml:id="s"><gml:patches><gml:PolygonPatch><gml:exterior><gml:Ring>
<gml:curveMember><gml:Curve gml:id="k"><gml:segments>
<gml:LineStringSegment><gml:posList>A</gml:posList></gml:LineStringSegment>
<gml:Arc><gml:posList>B</gml:posList></gml:Arc>
<gml:LineStringSegment><gml:posList>C</gml:posList></gml:LineStringSegment>
</gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>
</ogr:geometryProperty></ogr:jarvi></ogr:featureMember></ogr:FeatureCollection>
"""


@pytest.mark.parametrize(
    ("srs", "north_first"), [("EPSG:3880", False), ("urn:ogc:def:crs:EPSG::3880", True)], ids=["east", "north"]
)
def test_a_quarter_circle_of_gml_has_its_area(provider, tmp_path, srs, north_first):
    """Radius 100 m: pi 100^2 / 4; QGIS cuts arcs at 1 degree, so 4 mm of sagitta along 157 m of arc."""
    east, north, turned = 26_501_000.0, 6_788_000.0, 100 / 2**0.5
    corner, start, end = (east, north), (east + 100, north), (east, north + 100)
    middle = (east + turned, north + turned)

    def positions(*places):
        return " ".join(f"{y} {x}" if north_first else f"{x} {y}" for x, y in places)

    text = GML.replace("SRS", srs).replace(">A<", f">{positions(corner, start)}<")
    text = text.replace(">B<", f">{positions(start, middle, end)}<").replace(">C<", f">{positions(end, corner)}<")
    path = tmp_path / "jarvi.gml"
    path.write_text(text, encoding="utf-8")
    answer, kept, _ = check(path)
    assert (answer["DETECTED_ROLE"], answer["DETECTED_CRS"]) == ("water", "EPSG:3880")
    assert shapely.area(kept.geometry[0]) == pytest.approx(np.pi * 100**2 / 4, abs=0.004 * 157)
    assert shapely.distance(shapely.centroid(kept.geometry[0]), shapely.Point(east, north)) < 100


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv"])
def test_spreadsheets_with_coordinates_and_lost_zeros(provider, tmp_path, ending):
    """A register's sheet: property ids that lost their zeros (municipality 016), coordinates in two columns."""
    count = 20
    columns = {
        "Rakennustunnus": building_ids(100_000_000 + np.arange(count)),
        "Sijaintikiinteistön tunnus": np.array([16_401_0003_0025 + row for row in range(count)], dtype=np.int64),
        "Kerrosala": np.array([120.0 + row for row in range(count)]),
        "Itä-koordinaatti": np.array([447_000 + 10 * row for row in range(count)], dtype=np.int64),
        "Pohjois-koordinaatti": np.array([6_786_000 + 10 * row for row in range(count)], dtype=np.int64),
    }
    path = sheet(tmp_path / f"R1 rakennus{ending}", Features(np.full(count, None, dtype=object), columns))
    answer, kept, _ = check(path, ROLE=4)
    assert answer["KEPT_COUNT"] == count
    assert answer["DETECTED_CRS"] == "EPSG:3067"
    assert kept["parcel_key"].tolist() == [f"01640100030{25 + row:03d}" for row in range(count)]
    assert shapely.get_x(kept.geometry[0]) == 447_000


def test_a_sheet_with_ids_only_is_placed_by_its_parcels(provider, tmp_path):
    parcels = some("PalstanSijaintitiedot", 50)
    ids = [int(text) for text in parcels["kiinteistotunnus"].tolist() if text]
    columns = {"kiinteistotunnus": np.array(ids, dtype=np.int64), "kerrosala": np.full(len(ids), 100.0)}
    path = sheet(tmp_path / "rakennukset.xlsx", Features(np.full(len(ids), None, dtype=object), columns))
    _, kept, said = check(path, ROLE=4, PARCELS=f"{PRACTICE}|layername=PalstanSijaintitiedot")
    assert len(kept) == len(ids)
    inside = shapely.STRtree(parcels.geometry).query(kept.geometry, predicate="intersects")[0]
    assert len(np.unique(inside)) >= len(ids) - 2
    assert "placed" in said


# --- coordinate systems, through the algorithm

SYSTEMS = ["EPSG:3880", "EPSG:3133", "EPSG:3879", "EPSG:2393", "EPSG:4326"]


@pytest.mark.parametrize("crs", SYSTEMS)
@pytest.mark.parametrize("swapped", [False, True], ids=["east first", "north first"])
def test_an_unlabelled_file_is_placed(provider, tmp_path, crs, swapped):
    table = some("tieviiva").to_crs(crs)
    if swapped:
        table = table.with_geometry(shapely.transform(table.geometry, lambda xy: xy[:, ::-1]))
    path = tmp_path / "tieviiva.shp"
    write_table(path, table)
    path.with_suffix(".prj").unlink()
    if path.with_suffix(".qpj").exists():
        path.with_suffix(".qpj").unlink()
    answer, kept, said = check(path)
    assert answer["DETECTED_CRS"] == crs
    middle = shapely.centroid(kept.to_crs("EPSG:3067").geometry)
    assert shapely.distance(middle, shapely.centroid(some("tieviiva").geometry)).max() < 1.5
    assert ("0.50" in said) == (crs == "EPSG:2393" and "accurate" in said)


def test_a_wrong_label_is_overruled_aloud(provider, tmp_path):
    table = some("tieviiva").to_crs("EPSG:2393")
    path = tmp_path / "tieviiva.gpkg"
    write_table(path, Features(table.geometry, table.columns, "EPSG:3067", table.source))
    answer, _, said = check(path)
    assert answer["DETECTED_CRS"] == "EPSG:2393"
    assert "EPSG:3067" in said and "EPSG:2393" in said


def test_three_dimensions_and_a_compound_system(provider):
    lakes = shared_data("fi-mml-lakes-shorelines/lakes.gpkg")
    answer, kept, said = check(f"{lakes}|layername=lake_part", MUNICIPALITY="")
    assert (answer["DETECTED_CRS"], answer["KEPT_COUNT"]) == ("EPSG:3903", 11)
    flat = kept.to_crs("EPSG:3067")
    assert 400_000 < shapely.get_x(shapely.centroid(flat.geometry[0])) < 700_000
    assert "N60" not in said


HEINOLA = QgsRectangle(447_000, 6_785_000, 447_200, 6_785_200)


def heights(path: Path, crs: str, extent: QgsRectangle = HEINOLA) -> Path:
    """Write a small raster of heights."""
    writer = QgsRasterFileWriter(str(path))
    system = (
        QgsCoordinateReferenceSystem(crs)
        if "+" not in crs
        else QgsCoordinateReferenceSystem.createCompoundCrs(
            *(QgsCoordinateReferenceSystem(f"EPSG:{code}") for code in crs.removeprefix("EPSG:").split("+"))
        )[0]
    )
    provider = writer.createOneBandRaster(Qgis.DataType.Float32, 20, 20, extent, system)
    assert provider is not None
    from qgis.core import QgsRasterBlock
    from qgis.PyQt.QtCore import QByteArray

    block = QgsRasterBlock(Qgis.DataType.Float32, 20, 20)
    values = np.full((20, 20), 90.0, dtype=np.float32)
    values[0, :3] = (-9999.0, 3.4e38, -32768.0)  # cells without data that nothing marks as such
    block.setData(QByteArray(values.tobytes()))
    assert provider.writeBlock(block, 1)
    assert provider.setEditable(False)
    return path


def run_with(tmp_path: Path, inputs: str) -> str:
    case = tmp_path / "case.yaml"
    case.write_text(f"title: A\ninputs:\n{inputs}jobs:\n  buildingrights:\n", encoding="utf-8")
    said = Said()
    processing.run(
        "heinola:planningrun", {"CASE": str(case), "OUTPUT_FOLDER": str(tmp_path / "results")}, feedback=said
    )
    return "\n".join(said.lines)


def test_what_can_not_be_a_height_is_unknown(provider, tmp_path):
    grid = read_grid(QgsRasterLayer(str(heights(tmp_path / "h.tif", "EPSG:3067")), "h"))
    assert np.isnan(grid.values[0]).tolist() == [True] * 3 + [False] * 17
    assert np.nanmin(grid.values) == np.nanmax(grid.values) == 90


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_heights_whose_units_are_no_metres_are_refused(provider, tmp_path, crs):
    """A slope of metres over degrees came out as millions of per cent, over Web Mercator's as half of itself."""
    place = QgsRectangle(26.0, 61.2, 26.002, 61.202)
    if crs == "EPSG:3857":
        place = QgsRectangle(2_894_300, 8_648_700, 2_894_500, 8_648_900)
    layer = QgsRasterLayer(str(heights(tmp_path / "h.tif", crs, place)), "h")
    with pytest.raises(InputError, match=r"WGS 84.*not metres on the ground"):
        read_grid(layer)


def test_heights_of_two_systems_are_refused_and_old_ones_said(provider, tmp_path):
    lakes = some("jarvi", 5)
    deep = lakes.with_geometry(shapely.force_3d(lakes.geometry, 80.0))
    files.write(Features(deep.geometry, deep.columns, "EPSG:3067+3900", deep.source), tmp_path / "jarvi.gpkg", "jarvi")
    heights(tmp_path / "n60.tif", "EPSG:3067+5717")
    files.write(some("kaavayksikot"), tmp_path / "plan.gpkg", "kaavayksikot")
    files.write(some("rakennus"), tmp_path / "plan.gpkg", "rakennus")
    units = "  plan_units: {file: plan.gpkg, layer: kaavayksikot}\n  buildings: {file: plan.gpkg, layer: rakennus}\n"
    inputs = units + "  dem: {file: n60.tif}\n"
    assert "N60" in run_with(tmp_path, inputs)
    try:
        run_with(tmp_path, inputs + "  water: {file: jarvi.gpkg}\n")
    except QgsProcessingException as error:
        assert "N60" in str(error) and "N2000" in str(error)
    else:
        pytest.fail("heights of two systems were taken together")


def test_layers_of_a_service_come_as_they_stand_in_the_project(provider, tmp_path):
    """QGIS reads OGC API Features over GDAL's driver from what the service sends; here from its file."""
    table = some("PalstanSijaintitiedot", 30).to_crs("EPSG:4326")
    features = [
        {"type": "Feature", "properties": {"kiinteistotunnus": key}, "geometry": json.loads(shapely.to_geojson(shape))}
        for key, shape in zip(table["kiinteistotunnus"].tolist(), table.geometry)
    ]
    path = tmp_path / "items.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, "links": []}), encoding="utf-8")
    answer, _, _ = check(path)
    assert (answer["DETECTED_ROLE"], answer["KEPT_COUNT"]) == ("parcels", 30)


def test_time_and_rows(provider, tmp_path):
    """A sixth of a millisecond a row is far more than it takes on an idle machine; what it guards is the order."""
    count = 10_000
    x, y = 440_000 + 50.0 * (np.arange(count) % 200), 6_780_000 + 50.0 * (np.arange(count) // 200)
    ids = text_column(f"111401{row // 1000:04d}{row % 1000:04d}" for row in range(count))
    table = Features(shapely.box(x, y, x + 45, y + 45), {"kiinteistotunnus": ids}, "EPSG:3067", Source("palstat"))
    path = tmp_path / "palstat.gpkg"
    write_tables(path, [("palstat", table)])
    check(path, OUTPUT=str(tmp_path / "warm.gpkg"))
    started = time.process_time()
    answer, _, _ = check(path, OUTPUT=str(tmp_path / "out.gpkg"))
    assert answer["KEPT_COUNT"] == count
    assert time.process_time() - started < 0.00016 * count
