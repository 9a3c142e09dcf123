# SPDX-License-Identifier: GPL-2.0-or-later
"""A real QGIS window: the three buttons, the practice municipality, a run in the background, and what it shows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT

sys.path.insert(0, str(ROOT / ".ci"))


def open_window(folder: Path, language: str, steps: str) -> dict:
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
    assert "error" not in seen, seen["error"]
    keep = os.environ.get("HEINOLA_PICTURES")
    if keep:
        for picture in out.glob("*.png"):
            shutil.copy(picture, Path(keep) / f"{language}-{picture.name}")
    return seen


@pytest.fixture(scope="module")
def finnish(tmp_path_factory) -> dict:
    return open_window(tmp_path_factory.mktemp("fi"), "fi", "practice run")


def test_three_buttons_in_finnish(finnish):
    assert len(finnish["actions"]) == 3
    assert finnish["actions"][0] == "Avaa harjoituskunta"


def test_the_practice_municipality_is_open_and_named_as_practice(finnish):
    assert "arjoitus" in finnish["title"]
    assert 20_000 < finnish["scale"] < 300_000  # the whole municipality, not the building that was put at 0,0
    assert {"Palstat", "Tiet", "Rakennukset"} <= set(finnish["layers"])


def test_cancelling_takes_less_than_a_second_and_leaves_nothing(finnish):
    assert finnish["cancel_s"] < 1.0
    assert finnish["after_cancel"] == []


def test_the_run_succeeds_and_its_results_open(finnish):
    assert finnish["good"]
    assert finnish["tabs"] == ["Teollisuusvaraus", "Ranta-alueen loma-asuminen", "Täydennysrakentaminen"]


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


def test_swedish_window(tmp_path):
    seen = open_window(tmp_path, "sv", "practice")
    assert seen["actions"][0] == "Öppna övningskommunen"
    assert {"Skiften", "Vägar", "Byggnader"} <= set(seen["layers"])
