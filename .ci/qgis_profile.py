# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS's command line with this checkout's plugin, in a profile of its own under build/.

The plugin in the profile is a folder of links of the same shape as the installed zip, so what runs is the checkout.
Works with any Python 3.10, nothing installed: the profile and the environment are made here, QGIS does the rest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
PLUGIN = "heinola_planning_plugin"
BESIDE = ("metadata.txt", "LICENSE", "CHANGELOG.md", "README.md", "resources", "processing_scripts")  # as in the zip


def link_checkout(folder: Path = BUILD / "dev" / PLUGIN) -> Path:
    """Make `folder` look like the installed plugin by links into the checkout, whatever lay there before."""
    wanted = {path.name: path for path in (ROOT / PLUGIN).iterdir() if path.name != "__pycache__"}
    wanted |= {name: ROOT / name for name in BESIDE if (ROOT / name).exists()}
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.is_symlink() and old.name not in wanted:
            old.unlink()
    for name, target in wanted.items():
        link(folder / name, target)
    return folder


def link(path: Path, target: Path) -> None:
    """Make `path` a link to `target`; a link that points elsewhere is replaced, anything else is an error."""
    if path.is_symlink():
        if path.readlink() == target:
            return
        path.unlink()
    path.symlink_to(target)


def make_profile(config: Path = BUILD / "profile") -> Path:
    """Make a QGIS configuration folder with the plugin linked and enabled. Returns the folder."""
    profile = config / "profiles" / "default"
    plugins = profile / "python" / "plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    link(plugins / PLUGIN, link_checkout())
    settings = profile / "QGIS" / "QGIS3.ini"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(f"[PythonPlugins]\n{PLUGIN}=true\nprocessing=true\n", encoding="utf-8")
    return config


def site_packages() -> Path:
    """Give the folder of the Python packages that `make setup` put beside QGIS's own."""
    found = sorted((BUILD / "venv" / "lib").glob("python3*/site-packages"))
    if not found:
        raise SystemExit("The Python packages aren't there yet: run `make setup`.")
    return found[-1]


def environment(config: Path) -> dict[str, str]:
    """Give the environment in which qgis_process finds the profile and the Python packages, and needs no screen."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("QGIS_", "MAKE", "MFLAGS"))}
    runtime = config / "runtime"
    runtime.mkdir(parents=True, exist_ok=True)
    runtime.chmod(0o700)  # Qt refuses a folder that others can read
    env.update(
        QGIS_CUSTOM_CONFIG_PATH=str(config),
        PYTHONPATH=str(site_packages()),
        PYTHONNOUSERSITE="1",  # a numpy of the user's own must not come before QGIS's
        PYTHONUTF8="1",
        QT_QPA_PLATFORM="offscreen",
        XDG_RUNTIME_DIR=str(runtime),
    )
    if "utf" not in (env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or "").lower():
        env["LC_ALL"] = "C.UTF-8"  # else Qt can't name a file with ä or ö
    return env


def qgis_process(*arguments: str, config: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Run qgis_process in the profile `config`; `options` go to subprocess.run."""
    executable = shutil.which("qgis_process")
    if executable is None:
        raise SystemExit("qgis_process isn't installed: run `make setup`.")
    return subprocess.run([executable, *arguments], env=environment(config), text=True, check=False, **options)  # noqa: S603 - no shell, the caller's own words


if __name__ == "__main__":
    print(link_checkout())
    sys.exit(0)
