# SPDX-License-Identifier: GPL-2.0-or-later
"""A real QGIS window: the four buttons, the practice municipality, a run in the background, a project of own data."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shapely
from helpers import ROOT

from heinola_planning_plugin.core import files

sys.path.insert(0, str(ROOT / ".ci"))


def open_window(folder: Path, language: str, steps: str, data: Path | None = None) -> dict:
    """Start QGIS with this checkout's plugin in a profile of the test's own and let it look around."""
    from qgis_profile import environment, make_profile

    config = make_profile(folder / "config")
    settings = config / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    with settings.open("a", encoding="utf-8") as file:
        file.write(f"\n[locale]\noverrideFlag=true\nuserLocale={language}\nglobalLocale={language}\n")
    out = folder / "out"
    out.mkdir()
    env = environment(config)
    env.pop("QT_QPA_PLATFORM")
    env.update(HEINOLA_GUI_OUT=str(out), HEINOLA_GUI_STEPS=steps, DISPLAY=os.environ["DISPLAY"], QT_QPA_PLATFORM="xcb")
    if data is not None:
        env["HEINOLA_GUI_DATA"] = str(data)
    command = [
        shutil.which("qgis") or "qgis",
        "--noversioncheck",
        "--nologo",
        "--profiles-path",
        str(config),
        "--code",
        str(ROOT / "tests" / "gui" / "in_window.py"),
    ]
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as file:
        subprocess.run(command, env=env, stdout=file, stderr=subprocess.STDOUT, timeout=400, check=False)
    answer = out / "seen.json"
    assert answer.exists(), log.read_text(encoding="utf-8")[-3000:]
    seen = json.loads(answer.read_text(encoding="utf-8"))
    assert "error" not in seen, (
        seen["error"],
        {k: seen[k] for k in ("instead", "after_save", "case_rows") if k in seen},
    )
    keep = os.environ.get("HEINOLA_PICTURES")
    if keep:
        for picture in out.glob("*.png"):
            shutil.copy(picture, Path(keep) / f"{language}-{picture.name}")
    return seen


@pytest.fixture(scope="module")
def finnish(tmp_path_factory) -> dict:
    return open_window(tmp_path_factory.mktemp("fi"), "fi", "practice run")


def test_four_buttons_in_finnish(finnish):
    assert len(finnish["actions"]) == 4
    assert finnish["actions"][:2] == ["Avaa harjoituskunta", "Uusi kaavoitushanke…"]


def test_the_practice_municipality_is_open_and_named_as_practice(finnish):
    assert "arjoitus" in finnish["title"]
    assert 20_000 < finnish["scale"] < 300_000  # the whole municipality, not the building that was put at 0,0
    assert {"Palstat", "Tiet", "Rakennukset"} <= set(finnish["layers"])


def test_cancelling_takes_less_than_a_second_and_leaves_nothing(finnish):
    assert finnish["cancel_s"] < 1.0
    assert finnish["after_cancel"] == []


def test_cancelling_while_the_report_is_drawn_puts_all_back(finnish):
    assert finnish["cancel_drawing_s"] < 1.0
    assert finnish["kept"]
    assert not finnish["project_after_cancel"]  # no results to offer


def test_the_window_goes_on_while_project_and_reports_are_drawn(finnish):
    # What is left is QGIS's own: writing the project in one call, and a full page into the PDF.
    assert finnish["stood_still_s"] < 1.5


def test_the_run_succeeds_and_its_results_open(finnish):
    assert finnish["good"]
    assert finnish["tabs"] == [
        "Teollisuusvaraus",
        "Ranta-alueen loma-asuminen",
        "Täydennysrakentaminen",
        "Aineistot",
    ]
    assert "rantarakennusoikeus lasketaan nykyisen kiinteistön mukaan" in finnish["data_page"]


def test_the_map_tip_tells_the_explanation(finnish):
    words = finnish["first"]["explanation"].split(". ")[0]
    assert finnish["first"]["parcel_id"] in finnish["map_tip"]
    assert words.split("; ")[0] in finnish["map_tip"]
    assert "pistettä, sija 1" in finnish["map_tip"]


def test_the_dock_shows_the_best_parcel_with_its_points(finnish):
    parts = finnish["first"]["parcel_id"]
    written = "-".join(str(int(part)) for part in (parts[:3], parts[3:6], parts[6:10], parts[10:]))
    assert written in finnish["why"]
    assert "pistettä, sija 1" in finnish["why"]


def test_fields_have_finnish_names(finnish):
    assert finnish["aliases"]["explanation"] == "Perustelu"
    bare = [name for name, alias in finnish["aliases"].items() if name != "fid" and not alias]
    assert not bare


def test_a_project_whose_results_stayed_behind_says_which_file_is_missing(finnish):
    assert finnish["tabs_without_results"] == 0
    assert "elsewhere/results.gpkg" in finnish["hint_without_results"]


def test_swedish_window(tmp_path):
    seen = open_window(tmp_path, "sv", "practice")
    assert seen["actions"][0] == "Öppna övningskommunen"
    assert {"Skiften", "Vägar", "Byggnader"} <= set(seen["layers"])
    assert "language: sv" in seen["case"].splitlines()  # so that the results speak Swedish, too


@pytest.fixture(scope="module")
def weights(tmp_path_factory) -> dict:
    """Give what became of 20 000 parcels when the weight of access was taken away bit by bit."""
    return open_window(tmp_path_factory.mktemp("weights"), "fi", "weights")


def test_reweighing_20_000_parcels_asks_for_a_repaint_within_50_ms(weights):
    assert sorted(weights["reweigh_ms"])[3] <= 50
    assert max(weights["reweigh_ms"]) <= 150  # the first makes the map's style
    assert weights["prepare_stood_still_s"] < 0.5


def test_other_weights_give_another_best_and_the_way_back(weights):
    assert weights["after"] != weights["before"]
    assert weights["back"] == weights["before"]
    assert weights["trial_style"] == "Kokeillut painot"
    assert weights["back_style"] == "Tila"


def test_the_explanation_follows_the_weights(weights):
    assert "Matka moottoritieliittymään" in weights["explained_anew"]
    assert "(0,0/0,0)" in weights["explained_anew"]  # access weighs nothing now
    assert "pistettä, sija 1\n" not in weights["explained_anew"]


def test_certainty_is_said_in_words(weights):
    said = weights["sure"].replace("\u00a0", " ")
    assert said.startswith("Sija 1. Kun kutakin painoa muutetaan enintään ±50 %, sija on 1–")
    assert "painosta siirtyy" in weights["topple"]


POINT = {"type": "Point", "coordinates": [26.03, 61.2]}


@pytest.fixture(scope="module")
def wizard(tmp_path_factory) -> dict:
    """Give what the window of a new project did with a folder of data, some of it damaged or of no use."""
    data = tmp_path_factory.mktemp("aineisto ä")
    demo = ROOT / "resources" / "demo"
    for name in ("practice.gpkg", "heights.tif", "README.md"):
        shutil.copy(demo / name, data / name)
    (data / "kansio").mkdir()
    points = [{"type": "Feature", "properties": {"x1": letter}, "geometry": POINT} for letter in "ab"]
    (data / "kansio" / "muut.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": points}))
    noise = files.read(demo / "practice.gpkg", "melu")
    files.write(noise.with_geometry(shapely.buffer(noise.geometry, 100)), data / "kansio" / "melu2.gpkg", "melu 2026")
    (data / "rikki.gpkg").write_bytes((demo / "practice.gpkg").read_bytes()[:3000])
    (data / "asetukset.json").write_text('{"a": 1}')
    (data / "tyhja.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    return open_window(tmp_path_factory.mktemp("wizard"), "fi", "wizard", data)


def test_the_window_fits_on_the_screen(wizard):
    assert wizard["fits"]


def test_every_layer_of_the_folder_is_recognised(wizard):
    roles = {name: role for name, role, _ in wizard["rows"]}
    wanted = {"PalstanSijaintitiedot": "parcels", "kaavayksikot": "plan_units", "jarvi": "water", "heights": "dem"}
    assert wanted.items() <= roles.items()
    assert roles["muut"] == roles["kunta"] == roles["rikki"] == ""
    assert "asetukset" not in roles


def test_of_two_sources_of_buildings_the_fuller_one_is_taken(wizard):
    notes = {name: (role, note) for name, role, note in wizard["rows"]}
    assert notes["avoimet_rakennukset"] == ("buildings", "")
    assert notes["rakennus"] == ("", "Rooliin rakennukset on otettu toinen taso")


def test_damaged_and_empty_files_say_so(wizard):
    notes = {name: note for name, _, note in wizard["rows"]}
    assert "ei voi avata" in notes["rikki"]
    assert "ei ole kohteita" in notes["tyhja"]


def test_what_is_missing_is_told_with_its_weight(wizard):
    assert "kaasuputket" in wizard["missing"]
    assert "2 % painosta jää tuntemattomaksi" in wizard["missing"].replace("\u00a0", " ")
    assert "Ranta-alueen loma-asuminen: kaikki tarvittavat tiedot voidaan tuntea" in wizard["missing"]


def test_the_window_goes_on_while_data_are_looked_at(wizard):
    assert wizard["stood_still_s"] < 0.5


def test_case_and_project_are_written_and_opened(wizard):
    assert wizard["files"] == ["case.yaml", "project.qgz"]
    assert 'title: "Heinola, kevät"' in wizard["case"]
    assert 'sites: {file: "' in wizard["case"]
    assert 'layer: "rakennus"' not in wizard["case"]
    assert {"Palstat", "Tiet", "Rakennukset", "Rakennuspaikat", "Korkeusmalli"} <= set(wizard["opened"])
    assert all(wizard["opened"].values())


def test_a_choice_is_remembered_by_the_layers_fields(wizard):
    assert wizard["remembered"]["muut"] == ["sites", True]
    assert wizard["remembered"]["jarvi"] == ["water", False]


def test_what_was_noticed_is_told_with_what_it_means(wizard):
    said = " ".join(wizard["noticed"].split())
    assert "rantarakennusoikeus lasketaan nykyisen kiinteistön mukaan" in said
    assert "luettu 2 602 = käytössä 2 601 + hylätty 1" in said.replace("\u00a0", " ")
    assert "Vielä tarkistamatta" not in said
    assert wizard["check_stood_still_s"] < 0.5


def test_an_earlier_case_is_changed_and_the_rest_of_it_stays(wizard):
    before = dict(wizard["case_rows"])
    assert before["melu"] == "noise" and before["muut"] == "sites"
    assert "melu2" in wizard["instead"]
    after = wizard["case_changed"].splitlines()
    noise = next(line for line in after if line.startswith("  noise:"))
    assert 'melu2.gpkg", layer: "melu 2026"' in noise
    assert after[-3:] == ["# vain tämä", "jobs:", "  buildingrights:"]
    before_lines = wizard["case"].splitlines()
    assert [line for line in before_lines if "noise" not in line] == [
        line for line in after[: len(before_lines)] if "noise" not in line
    ]
