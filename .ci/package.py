# SPDX-License-Identifier: GPL-2.0-or-later
"""`make package`: the plugin as a zip for QGIS and the plugin site, from the files that git tracks, as they are now.

The same files give the same bytes, whatever the day and the machine's clock. The catalogues (.ts) go in compiled (.qm).
"""

from __future__ import annotations

import argparse
import configparser
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = "heinola_planning_plugin"
INSIDE = ("metadata.txt", "LICENSE", "CHANGELOG.md", "README.md", "resources", "processing_scripts")
MOMENT = (2020, 1, 1, 0, 0, 0)  # of every entry: the zip must not tell when it was built
LIMIT = 25 * 1024 * 1024  # the plugin site takes no more
FORBIDDEN = (".pyc", ".pyo", ".so", ".dll", ".exe", ".ui.py", "-wal", "-shm")


def tracked() -> list[str]:
    """Give the tracked files that belong into the package, relative to the checkout."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--", PLUGIN, *INSIDE]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603 - fixed words
    return [name for name in names.split("\0") if name and (ROOT / name).is_file()]


def compiled(catalogue: Path) -> bytes:
    """Give the .qm of a .ts file."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "catalogue.qm"
        subprocess.run(["lrelease", "-silent", str(catalogue), "-qm", str(target)], check=True)  # noqa: S603, S607
        return target.read_bytes()


def entries() -> dict[str, bytes]:
    """Give the content of the package by the path inside it."""
    content: dict[str, bytes] = {}
    for name in tracked():
        inside = name if name.startswith(f"{PLUGIN}/") else f"{PLUGIN}/{name}"
        path = ROOT / name
        if path.suffix == ".ts":
            content[inside.removesuffix(".ts") + ".qm"] = compiled(path)
        else:
            content[inside] = path.read_bytes()
    return content


def check(content: dict[str, bytes]) -> None:
    """Refuse what the plugin site would refuse."""
    missing = [name for name in ("metadata.txt", "LICENSE", "__init__.py") if f"{PLUGIN}/{name}" not in content]
    if missing:
        raise SystemExit(f"package: {', '.join(missing)} missing among the tracked files.")
    wrong = [name for name in content if name.endswith(FORBIDDEN) or "/__pycache__/" in name or "/." in name]
    if wrong:
        raise SystemExit("package: these may not be in it: " + ", ".join(sorted(wrong)))


def build(folder: Path) -> Path:
    """Write the zip into `folder` and give its path."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    content = entries()
    check(content)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{PLUGIN}-{metadata['general']['version']}.zip"
    unfinished = target.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(content):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, so that the permissions below hold
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content[name])
    unfinished.replace(target)
    if target.stat().st_size > LIMIT:
        raise SystemExit(f"package: {target.stat().st_size} bytes, the plugin site takes {LIMIT} at most.")
    return target


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="folder for the zip")
    made = build(parser.parse_args().out)
    with zipfile.ZipFile(made) as archive:
        print(f"{made} ({made.stat().st_size / 1024:.0f} kB, {len(archive.namelist())} files)")
    sys.exit(0)
