# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip that `make package` builds: what is in it, and that QGIS runs it from a profile that has nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from helpers import ROOT

PLUGIN = "heinola_planning_plugin"
# The algorithms that users' models and case files count on.
ALGORITHMS = {
    "strategyoverlay", "industrialreservation", "holidayhousing", "buildingrights", "infill", "scoreparcels",
    "planningrun", "demodata",
}  # fmt: skip


def build(folder: Path) -> Path:
    subprocess.run([sys.executable, str(ROOT / ".ci" / "package.py"), "--out", str(folder)], check=True, timeout=120)
    (made,) = folder.glob("*.zip")
    return made


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def names(package) -> list[str]:
    with zipfile.ZipFile(package) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def profile(package, tmp_path_factory) -> Path:
    """Install the zip as QGIS does (unpacked into the profile's plugins) and enable it as a user would."""
    from qgis_profile import qgis_process

    config = tmp_path_factory.mktemp("clean")
    plugins = config / "profiles" / "default" / "python" / "plugins"
    plugins.mkdir(parents=True)
    with zipfile.ZipFile(package) as archive:
        archive.extractall(plugins)
    for name in ("processing", PLUGIN):
        done = qgis_process("plugins", "enable", name, config=config, capture_output=True, cwd=config, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
    return config


def run(config: Path, *arguments: str, job: dict | None = None) -> dict:
    """Run qgis_process far from the checkout and give its JSON."""
    from qgis_profile import qgis_process

    done = qgis_process(
        *arguments, config=config, cwd=config, capture_output=True, input=json.dumps(job) if job else "", timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return json.loads(done.stdout)


def test_all_lies_in_the_plugins_folder(names):
    assert {name.split("/")[0] for name in names} == {PLUGIN}


@pytest.mark.parametrize("name", ["metadata.txt", "LICENSE", "__init__.py", "plugin.py", "resources/icons/plugin.svg"])
def test_needed_file_is_in_it(names, name):
    assert f"{PLUGIN}/{name}" in names


def test_nothing_that_the_plugin_site_refuses_is_in_it(package, names):
    wrong = [name for name in names if "__pycache__" in name or "/." in name or "/tests/" in name]
    wrong += [name for name in names if Path(name).suffix in (".pyc", ".so", ".dll", ".exe", ".zip", ".ts")]
    assert not wrong
    assert package.stat().st_size < 25 * 1024 * 1024


def test_every_catalogue_is_compiled(names):
    catalogues = {path.stem for path in (ROOT / "resources" / "i18n").glob("*.ts")}
    assert {Path(name).stem for name in names if name.endswith(".qm")} == catalogues


def test_no_empty_resource_folder_is_promised(names):
    """Each folder of resources/ that the code reads from is there with something in it."""
    inside = {name.split("/")[2] for name in names if name.startswith(f"{PLUGIN}/resources/")}
    assert {"icons", "strategy", "methods", "vocabularies", "styles", "demo"} <= inside


def test_same_files_give_the_same_bytes(package, tmp_path):
    assert build(tmp_path).read_bytes() == package.read_bytes()


def test_qgis_lists_the_provider_and_its_algorithms(profile):
    listed = run(profile, "--json", "list")["providers"]["heinola"]
    assert set(listed["algorithms"]) >= {f"heinola:{name}" for name in ALGORITHMS}


def test_the_planning_run_works_from_the_installed_zip(profile, tmp_path):
    case = profile / "profiles" / "default" / "python" / "plugins" / PLUGIN / "resources" / "demo" / "case.yaml"
    output = tmp_path / "tulokset ä"
    job = {"inputs": {"CASE": str(case), "OUTPUT_FOLDER": str(output)}}
    answer = run(profile, "run", "heinola:planningrun", "-", job=job)
    made = {path.suffix: path for path in output.rglob("*") if path.is_file()}
    assert {".gpkg", ".pdf", ".png"} <= made.keys()
    assert made.keys() & {".qgz", ".qgs"}
    assert made[".pdf"].read_bytes().startswith(b"%PDF")
    assert answer["results"]
    assert not [path for path in case.parent.rglob("*") if path.suffix in (".gpkg-wal", ".gpkg-shm")]
