# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the texts that errors and progress say in English as tr() calls, for pylupdate5 to find.

`core` knows no translator: `bridge` translates what comes out of it, and its own errors with it. So these texts stand
nowhere as tr("…").
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "heinola_planning_plugin"
FOLDERS = ("core", "bridge", "processing")
PLACE = {"InputError": 0, "PolicyError": 0, "PlanningError": 0, "progress": 1}  # which argument is the text


def texts() -> list[str]:
    """Give every literal text that is handed to an error or to a progress callable, sorted."""
    found = set()
    for path in (path for folder in FOLDERS for path in (PACKAGE / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            place = PLACE.get(node.func.id if isinstance(node.func, ast.Name) else "")
            if place is not None and len(node.args) > place:
                text = node.args[place]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found.add(text.value)
    return sorted(found)


if __name__ == "__main__":
    sys.stdout.write("".join(f"tr({text!r})\n" for text in texts()))
