# SPDX-License-Identifier: GPL-2.0-or-later
"""`make demo`: the planning run on the practice municipality, its figures and the paths of what it made."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time

from qgis_profile import BUILD, ROOT, make_profile, qgis_process

CASE = ROOT / "resources" / "demo" / "case.yaml"
OUTPUT = BUILD / "demo"


def main() -> int:
    """Run it and print; the exit code is qgis_process's."""
    if OUTPUT.exists():
        shutil.rmtree(OUTPUT)
    print(f"The practice municipality (synthetic data, {CASE.relative_to(ROOT)}) through the planning run:", flush=True)
    start = time.monotonic()
    job = {"inputs": {"CASE": str(CASE), "OUTPUT_FOLDER": str(OUTPUT)}}
    done = qgis_process(
        "run", "heinola:planningrun", "-", config=make_profile(), input=json.dumps(job), stdout=subprocess.PIPE
    )
    if done.returncode:
        print(done.stdout)
        return done.returncode
    answer = json.loads(done.stdout)
    for line in answer["log"].get("info", []):
        print(f"  {line}")
    for line in answer["log"].get("warning", []):
        print(f"  ! {line}")
    print("\nResults")
    width = max(len(key) for key in answer["results"])
    for key, value in answer["results"].items():
        print(f"  {key:<{width}}  {value}")
    print(f"\n{time.monotonic() - start:.0f} s. Open the project in QGIS, or the PDF in any viewer.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
