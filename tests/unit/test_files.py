# SPDX-License-Identifier: GPL-2.0-or-later
"""Files come in as tables that keep their word, go out whole, and say one sentence when they can't be read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from helpers import shared_data
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heinola_planning_plugin.core import files
from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features

SQUARE = shapely.box(448_000, 6_786_000, 448_010, 6_786_020)


def table(geometry, **columns) -> Features:
    return Features(np.array(geometry, dtype=object), {k: np.array(v) for k, v in columns.items()}, "EPSG:3067")


def objects(*values) -> np.ndarray:
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


@pytest.fixture(params=["pyogrio", "fiona"])
def driver(request, monkeypatch):
    pytest.importorskip(request.param)
    monkeypatch.setattr(files, "_pyogrio", lambda: request.param == "pyogrio")
    return request.param


@pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".fgb", ".shp"])
def test_what_goes_out_comes_in(driver, ending, tmp_path):
    before = Features(
        objects(SQUARE, shapely.box(0, 0, 1, 1)),
        {"name": objects("Mäntylä \"Å\" 'x'", None), "area": np.array([200.0, np.nan]), "n": np.array([3, -4])},
        "EPSG:3067",
    )
    path = files.write(before, tmp_path / f"deep/er{ending}", "kaava")
    after = files.read(path)
    assert after["name"].tolist() == before["name"].tolist()
    np.testing.assert_array_equal(after["area"], before["area"])
    np.testing.assert_array_equal(after["n"], before["n"])
    assert after["n"].dtype == np.int64
    assert after["name"].dtype == object
    assert shapely.equals(after.geometry, before.geometry).all()
    if ending != ".geojson":
        assert after.crs == "EPSG:3067"
    assert not list(tmp_path.glob("**/.writing*"))


def test_a_layer_is_replaced_and_its_neighbours_stay(driver, tmp_path):
    path = tmp_path / "a.gpkg"
    files.write(table([SQUARE], x=[1]), path, "one")
    files.write(table([SQUARE], x=[2]), path, "two")
    files.write(table([SQUARE], x=[3]), path, "one")
    assert sorted(files.list_layers(path)) == ["one", "two"]
    assert files.read(path, "one")["x"].tolist() == [3]
    assert files.read(path, "two")["x"].tolist() == [2]


def test_a_failed_write_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "a.gpkg"
    files.write(table([SQUARE], x=[1]), path, "one")
    before = path.read_bytes()

    def broken(*args, **kwargs):
        raise RuntimeError("disk full")

    monkeypatch.setattr(files, "_write_pyogrio", broken)
    monkeypatch.setattr(files, "_write_fiona", broken)
    with pytest.raises(InputError, match=r"a\.gpkg.*can't be written: disk full"):
        files.write(table([SQUARE], x=[2]), path, "one")
    assert path.read_bytes() == before
    assert [part.name for part in tmp_path.iterdir()] == ["a.gpkg"]


def test_the_same_table_is_the_same_bytes(tmp_path):
    files.write(table([SQUARE], x=[1]), tmp_path / "a" / "t.gpkg", "one")
    files.write(table([SQUARE], x=[1]), tmp_path / "b" / "t.gpkg", "one")
    assert (tmp_path / "a" / "t.gpkg").read_bytes() == (tmp_path / "b" / "t.gpkg").read_bytes()


def test_mixed_single_and_multi_become_multi(driver, tmp_path):
    two = shapely.multipolygons([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6)])
    path = files.write(table([SQUARE, two, None], x=[1, 2, 3]), tmp_path / "a.gpkg")
    after = files.read(path)
    assert [None if g is None else g.geom_type for g in after.geometry] == ["MultiPolygon", "MultiPolygon", None]
    assert shapely.area(after.geometry[:2]).tolist() == [200.0, 2.0]


def test_heights_stay_and_a_mixture_is_flattened(driver, tmp_path):
    deep = shapely.force_3d(SQUARE, 81.5)
    assert files.read(files.write(table([deep], x=[1]), tmp_path / "a.gpkg")).geometry[0].has_z
    mixed = files.read(files.write(table([deep, SQUARE], x=[1, 2]), tmp_path / "b.gpkg"))
    assert not mixed.geometry[0].has_z


def test_unknown_stays_unknown_in_every_kind_of_column(driver, tmp_path):
    (tmp_path / "a.geojson").write_text(
        '{"type":"FeatureCollection","features":['
        '{"type":"Feature","geometry":null,"properties":{"i":1,"b":true,"d":"2020-05-06","l":["a","ö"],"j":{"k":1},"s":"x"}},'
        '{"type":"Feature","geometry":{"type":"Point","coordinates":[26,61.2]},'
        '"properties":{"i":null,"b":null,"d":null,"l":null,"j":null,"s":null}}]}',
        encoding="utf-8",
    )
    got = files.read(tmp_path / "a.geojson")
    assert got.geometry[0] is None
    assert got.geometry[1].x == 26
    assert got["i"].dtype == np.float64
    np.testing.assert_array_equal(got["i"], [1.0, np.nan])
    np.testing.assert_array_equal(got["b"], [1.0, np.nan])
    assert got["d"].tolist() == ["2020-05-06", None]
    assert got["l"][0].replace(" ", "") == '["a","ö"]'
    assert got["j"][0].replace(" ", "") == '{"k":1}'
    for name in "dljs":
        assert got[name][1] is None


def test_columns_bbox_and_limit(driver, tmp_path):
    points = list(shapely.points([[0, 0], [10, 10], [20, 20]]))
    path = files.write(table(points, a=[1, 2, 3], b=[4, 5, 6]), tmp_path / "a.gpkg")
    got = files.read(path, columns=["b", "missing"], bbox=(5, 5, 25, 25))
    assert list(got.columns) == ["b"]
    assert got["b"].tolist() == [5, 6]
    assert len(files.read(path, limit=1)) == 1
    assert got.source.name == "a"


def test_gml_with_north_first_is_turned(driver):
    got = files.read(shared_data("fi-lahti-enonsaari-shoreplan/original/Y165.gml"))
    west, south, east, north = shapely.total_bounds(got.geometry)
    assert (round(west), round(south)) == (26_477_676, 6_768_871)  # as the plan's own shapefile has it
    assert east - west < 2000 > north - south
    assert not list(Path(shared_data("fi-lahti-enonsaari-shoreplan/original")).glob("*.gfs"))


def test_shapefile_without_code_page_still_reads_finnish(tmp_path):
    pyogrio = pytest.importorskip("pyogrio")
    name = objects("Mäntyharju", "Åbo")
    wkb = shapely.to_wkb(shapely.points([[1, 2], [3, 4]]))
    for encoding in ("UTF-8", "ISO-8859-1"):
        path = tmp_path / f"{encoding}.shp"
        pyogrio.raw.write(str(path), wkb, [name], ["nimi"], geometry_type="Point", crs="EPSG:3067", encoding=encoding)
        path.with_suffix(".cpg").unlink(missing_ok=True)
        data = bytearray(path.with_suffix(".dbf").read_bytes())
        data[29] = 0  # the code page byte
        path.with_suffix(".dbf").write_bytes(bytes(data))
        assert files.read(path)["nimi"].tolist() == ["Mäntyharju", "Åbo"], encoding


def test_a_code_page_that_lies_is_not_believed(tmp_path):
    pyogrio = pytest.importorskip("pyogrio")
    path = tmp_path / "a.shp"
    pyogrio.raw.write(
        str(path), shapely.to_wkb(shapely.points([[1, 2]])), [objects("Mäntyharju")], ["nimi"],
        geometry_type="Point", crs="EPSG:3067", encoding="CP1252",
    )  # fmt: skip
    path.with_suffix(".cpg").write_text("UTF-8", encoding="ascii")
    assert files.read(path)["nimi"].tolist() == ["Mäntyharju"]


def test_openstreetmap_rings_of_two_points_become_rows_without_shape(driver):
    got = files.read(shared_data("fi-osm-extracts/test.osm.pbf"), "multipolygons")
    assert len(got) == 2302
    assert sum(shape is None for shape in got.geometry) == 8


def test_esri_wkt_gets_its_code():
    assert files.read(shared_data("fi-mtk-L4132R/terrain_36200.shp")).crs == "EPSG:3067"


def test_a_data_set_in_a_zip():
    got = files.read(shared_data("fi-boundaries/mml_hallinnollisetrajat_2023_250k_gml.zip"))
    assert "111" in got["nationalCode"].tolist()


def test_sheets_with_personal_data_are_not_shown(tmp_path):
    pyogrio = pytest.importorskip("pyogrio")
    path = tmp_path / "dvv.xlsx"
    if "w" not in pyogrio.list_drivers().get("XLSX", ""):
        pytest.skip("no XLSX driver")
    from subprocess import run
    from sys import executable

    script = (  # the driver appends sheets only inside one GDAL data set; a fresh copy per sheet loses none
        "import sys,numpy as np,pyogrio\n"
        "o=np.array(['1'],dtype=object)\n"
        "for s in ('R1 rakennus','R3 omistaja','R9 huon asukkaat'):\n"
        "    pyogrio.raw.write(sys.argv[1],None,[o],['Rakennustunnus'],layer=s,driver='XLSX',geometry_type=None)\n"
    )
    run([executable, "-W", "ignore", "-c", script, str(path)], check=True)
    assert files.list_layers(path) == ["R1 rakennus"]
    with pytest.raises(InputError, match="no layer 'R3 omistaja'"):
        files.read(path, "R3 omistaja")


def bad_files(folder: Path) -> dict[str, Path]:
    good = files.write(table([SQUARE] * 400, x=list(range(400))), folder / "good.gpkg")
    files.write(table([SQUARE] * 40, x=list(range(40))), folder / "cut.shp")
    cut = folder / "cut.shp"
    cut.write_bytes(cut.read_bytes()[:700])
    (folder / "cut.gpkg").write_bytes(good.read_bytes()[:20_000])
    (folder / "cut.geojson").write_text('{"type":"FeatureCollection","features":[{"type":"Fea', encoding="utf-8")
    (folder / "empty.gpkg").write_bytes(b"")
    (folder / "text.shp").write_bytes(b"hello")
    (folder / "bad.zip").write_bytes(b"PK nope")
    with zipfile.ZipFile(folder / "none.zip", "w") as archive:
        archive.writestr("readme.txt", "x")
    (folder / "plan.json").write_text('{"planKey": "x", "planObjects": []}', encoding="utf-8")
    names = ("cut.shp", "cut.gpkg", "cut.geojson", "empty.gpkg", "text.shp", "bad.zip", "none.zip", "plan.json")
    return {name: folder / name for name in (*names, "nothing.gpkg")}


def test_bad_files_get_one_sentence_that_names_them(driver, tmp_path):
    for name, path in bad_files(tmp_path).items():
        with pytest.raises(InputError) as caught:
            files.read(path)
        text = str(caught.value)
        assert name in text, text
        assert str(tmp_path) not in text, text
        assert "\n" not in text


def test_unknown_layer_names_those_there_are(tmp_path):
    path = files.write(table([SQUARE], x=[1]), tmp_path / "a.gpkg", "palstat")
    with pytest.raises(InputError, match="no layer 'tontit'; it has palstat"):
        files.read(path, "tontit")


def test_a_layer_of_no_rows_is_a_table_of_no_rows(driver, tmp_path):
    path = files.write(table([SQUARE], x=[1]).take(np.zeros(0, dtype=int)), tmp_path / "a.gpkg")
    got = files.read(path)
    assert len(got) == 0
    assert list(got.columns) == ["x"]


def test_unknown_ending_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"\.docx is not one of"):
        files.write(table([SQUARE], x=[1]), tmp_path / "a.docx")


def test_curves_become_lines_near_enough(tmp_path):
    """A quarter circle of 100 m in GML: area pi * 100^2 / 4, within the stated 4 mm of sagitta."""
    (tmp_path / "c.gml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" '
        'xmlns:gml="http://www.opengis.net/gml/3.2" gml:id="a"><ogr:featureMember><ogr:c gml:id="c.0">'
        '<ogr:geometryProperty><gml:Surface srsName="EPSG:3067" gml:id="s"><gml:patches><gml:PolygonPatch>'
        "<gml:exterior><gml:Ring><gml:curveMember><gml:Curve gml:id='k'><gml:segments>"
        "<gml:LineStringSegment><gml:posList>448000 6786000 448100 6786000</gml:posList></gml:LineStringSegment>"
        "<gml:Arc><gml:posList>448100 6786000 448070.710678 6786070.710678 448000 6786100</gml:posList></gml:Arc>"
        "<gml:LineStringSegment><gml:posList>448000 6786100 448000 6786000</gml:posList></gml:LineStringSegment>"
        "</gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches>"
        "</gml:Surface></ogr:geometryProperty></ogr:c></ogr:featureMember></ogr:FeatureCollection>",
        encoding="utf-8",
    )
    got = files.read(tmp_path / "c.gml")
    assert shapely.area(got.geometry[0]) == pytest.approx(np.pi * 100**2 / 4, abs=0.004 * 157)


def cuttable(folder: Path) -> list[Path]:
    layer = table([shapely.box(i, 0, i + 1, 1) for i in range(30)], x=list(range(30)), t=["Mäki"] * 30)
    return [
        files.write(layer, folder / f"t{ending}", "t")
        for ending in (".gpkg", ".geojson", ".shp", ".gml", ".csv", ".fgb")
    ]


def test_a_file_cut_anywhere_is_read_or_refused_in_one_sentence(tmp_path):
    """Every format cut at twelve places: rows that were whole, or one sentence; never another error."""
    for path in cuttable(tmp_path):
        whole = path.read_bytes()
        for part in range(12):
            path.write_bytes(whole[: len(whole) * part // 12])
            try:
                got = files.read(path)
            except InputError as error:
                assert path.name in str(error)
            else:
                assert len(got) <= 30
        path.write_bytes(whole)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=400),
    st.sampled_from([".gpkg", ".geojson", ".json", ".shp", ".gml", ".csv", ".zip", ".pbf", ".xlsx"]),
)
def test_any_bytes_are_read_or_refused(tmp_path, data, ending):
    path = tmp_path / f"junk{ending}"
    path.write_bytes(data)
    try:
        files.read(path)
    except InputError as error:
        assert path.name in str(error)
