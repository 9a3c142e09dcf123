# SPDX-License-Identifier: GPL-2.0-or-later
"""`make run ALG=heinola:NAME ARGS='KEY=value …'`: one algorithm by qgis_process, its JSON on standard output.

ARGS is split as a shell would: ARGS="NAME='two words' OTHER=x". A key given twice makes a list. Where that isn't
enough, ARGS_JSON names a file with {"KEY": value, …} or qgis_process's own {"inputs": {…}}.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
from pathlib import Path

from qgis_profile import make_profile, qgis_process


def inputs_from(args: str) -> dict[str, object]:
    """Read "KEY=value KEY2='two words'" as a dict; a repeated key gives a list."""
    inputs: dict[str, object] = {}
    for word in shlex.split(args):
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise SystemExit(f"ARGS: {word!r} isn't KEY=value; put quotes around a value with spaces: KEY='two words'.")
        if key in inputs:
            before = inputs[key]
            inputs[key] = [*before, value] if isinstance(before, list) else [before, value]
        else:
            inputs[key] = value
    return inputs


def main() -> int:
    """Run what ALG, ARGS and ARGS_JSON ask for; exit as qgis_process does."""
    algorithm = os.environ.get("ALG", "")
    if not algorithm:
        raise SystemExit("Usage: make run ALG=heinola:NAME ARGS='KEY=value …'   (or ARGS_JSON=file)")
    job: dict[str, object] = {"inputs": {}}
    if file := os.environ.get("ARGS_JSON"):
        read = json.loads(Path(file).read_text(encoding="utf-8"))
        job = read if "inputs" in read else {"inputs": read}
    job["inputs"] = {**job["inputs"], **inputs_from(os.environ.get("ARGS", ""))}
    return qgis_process("run", algorithm, "-", config=make_profile(), input=json.dumps(job)).returncode


if __name__ == "__main__":
    sys.exit(main())
