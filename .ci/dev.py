# SPDX-License-Identifier: GPL-2.0-or-later
"""`make dev`: the checkout as a plugin in the user's own QGIS profile, by links, so edits are live."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from qgis_profile import PLUGIN, link, link_checkout, site_packages


def main(profile: str) -> int:
    """Link the plugin into `profile` of QGIS 3, and of QGIS 4 where there is one; tell how to go on."""
    share = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "QGIS"
    checkout = link_checkout()
    for version in ("QGIS3", "QGIS4"):
        if version == "QGIS4" and not (share / version).is_dir():
            continue
        place = share / version / "profiles" / profile / "python" / "plugins" / PLUGIN
        if place.exists() and not place.is_symlink():
            raise SystemExit(f"{place} is an installed plugin: uninstall it in QGIS first, then run this again.")
        place.parent.mkdir(parents=True, exist_ok=True)
        link(place, checkout)
        print(f"Linked: {place}")
    print(
        "Now:  1. start QGIS so that it finds the Python packages:\n"
        f"         PYTHONPATH={site_packages()} qgis\n"
        "      2. Plugins > Manage and Install Plugins > Installed: tick 'Heinola planning'\n"
        "      3. after an edit: restart QGIS, or use the Plugin Reloader plugin.\n"
        "      Run `make dev` again when a file was added directly under heinola_planning_plugin/."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "default"))
