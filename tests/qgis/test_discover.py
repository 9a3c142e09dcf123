# SPDX-License-Identifier: GPL-2.0-or-later
"""What the window of a new project finds: in folders, workbooks and the open project."""

from __future__ import annotations

import json
import zipfile

import numpy as np
import shapely
from helpers import ROOT
from qgis.core import QgsProject, QgsVectorFileWriter, QgsVectorLayer

from heinola_planning_plugin.bridge import discover
from heinola_planning_plugin.bridge.aliases import alias
from heinola_planning_plugin.bridge.features import read_source
from heinola_planning_plugin.bridge.writer import write_tables
from heinola_planning_plugin.core import files
from heinola_planning_plugin.core.features import Features, Source, text_column
from heinola_planning_plugin.core.intake import matching
from heinola_planning_plugin.i18n import LANGUAGES

PRACTICE = ROOT / "resources" / "demo" / "practice.gpkg"


def practice(layer: str) -> QgsVectorLayer:
    return QgsVectorLayer(f"{PRACTICE}|layername={layer}", f"oma nimi: {layer}", "ogr")


def names(places) -> list[str]:
    return [place.at.layer or place.at.file.name for place in places]


def test_a_folder_is_looked_through_and_hidden_files_are_left(provider, tmp_path):
    for name in ("a.gpkg", "sub/b.shp", ".hidden.gpkg", "notes.txt", "sub/.git/c.gpkg", "lataus.zip"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = [path.relative_to(tmp_path).as_posix() for path in discover.files_under(tmp_path)]
    assert found == ["a.gpkg", "lataus.zip", "sub/b.shp"]


def test_every_layer_of_a_file_and_of_a_zip_with_its_name(provider, tmp_path):
    assert {"PalstanSijaintitiedot", "kaavayksikot"} <= set(names(discover.file_places(PRACTICE)))
    with zipfile.ZipFile(tmp_path / "lataus.zip", "w") as archive:
        archive.write(PRACTICE, "practice.gpkg")
    places = {place.at.layer: place for place in discover.file_places(tmp_path / "lataus.zip")}
    found = discover.look_at(places["tieviiva"], "111")
    files.write(files.read(PRACTICE, "suo"), tmp_path / "a" / "suo.shp", "suo")
    with zipfile.ZipFile(tmp_path / "suot.zip", "w") as archive:
        for part in (tmp_path / "a").iterdir():
            archive.write(part, part.name)
    (bogs,) = discover.file_places(tmp_path / "suot.zip")
    assert discover.look_at(bogs, "111").proposed() == "wetland"
    assert found is not None and found.proposed() == "roads"


def test_sheets_of_people_are_neither_listed_nor_opened(provider, tmp_path):
    path = tmp_path / "rekisteri.xlsx"
    table = Features(np.full(2, None, dtype=object), {"nimi": text_column("ab")}, source=Source("x"))
    write_tables(tmp_path / "all.gpkg", [("x", table)])
    for number, sheet in enumerate(("R1 rakennus", "R3 omistajat", "R4 asukkaat")):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName = "XLSX", sheet
        if number:
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        layer = QgsVectorLayer(f"{tmp_path / 'all.gpkg'}|layername=x", "x", "ogr")
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)
    assert names(discover.file_places(path)) == ["R1 rakennus"]


def test_layers_of_the_project_that_a_case_cannot_name_are_copied(provider, tmp_path):
    """A layer of a service, a scratch layer, a filtered layer: read in another thread, as they are now."""
    project = QgsProject()
    whole, filtered = practice("tieviiva"), practice("PalstanSijaintitiedot")
    assert filtered.setSubsetString("\"kiinteistotunnus\" LIKE '1110010%'")
    scratch = QgsVectorLayer("Point?crs=EPSG:3067&field=fclass:string", "palvelut ä", "memory")
    result = practice("jarvi")
    result.setCustomProperty("heinola/result", "infill")
    for layer in (whole, filtered, scratch, result):
        project.addMapLayer(layer)
    places = discover.project_places(project)
    by_name = {place.at.layer: place for place in places}
    assert set(by_name) == {"tieviiva", "oma nimi: PalstanSijaintitiedot", "palvelut ä"}
    assert by_name["tieviiva"].snapshot is None and by_name["tieviiva"].at.file == PRACTICE
    copied = by_name["oma nimi: PalstanSijaintitiedot"].snapshot
    assert len(read_source(copied, "a")) == len(list(filtered.getFeatures())) > 0
    found = discover.look_at(by_name["oma nimi: PalstanSijaintitiedot"], "111")
    assert found.proposed() == "parcels"
    assert "no features" in str(discover.look_at(by_name["palvelut ä"], "111").problem)
    project.clear()


def test_an_unlabelled_layer_is_placed_by_the_municipality(provider, tmp_path):
    roads = files.read(PRACTICE, "tieviiva").to_crs("EPSG:3133")
    path = tmp_path / "tieviiva.geojson"
    shapes = [json.loads(text) for text in shapely.to_geojson(roads.geometry[:50])]
    features = [
        {"type": "Feature", "properties": {"mtk_id": row, "kohdeluokka": 12121}, "geometry": shape}
        for row, shape in enumerate(shapes)
    ]
    text = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(text), encoding="utf-8")
    found = discover.look_at(discover.file_places(path)[0], "111")
    assert found.crs == "EPSG:3133"
    assert found.findings[0].code == "crs_mislabelled"  # GeoJSON says degrees


def test_every_column_that_is_read_has_a_name_in_each_language(provider):
    roles = matching.roles().values()
    bare = {name for role in roles for name in role.columns for language in LANGUAGES if alias(name, language) == name}
    assert not bare
