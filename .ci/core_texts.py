# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the texts that errors and progress say in English as tr() calls, for pylupdate5 to find.

`core` knows no translator: `bridge` translates what comes out of it, and its own errors with it. So these texts stand
nowhere as tr("…").
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "heinola_planning_plugin"
FOLDERS = ("core", "bridge", "processing")
PLACE = {"InputError": 0, "PolicyError": 0, "PlanningError": 0, "fail": 1, "progress": 1, "step": 1}
"""Which argument is the text. Variables called `…problem`, `…problems` or `_SAYS` hold such texts, too."""


def texts() -> list[str]:
    """Give every literal text that is handed to an error or to a progress callable, sorted."""
    return sorted({text for _, node in _places() for text in _literals(node)})


def made_up() -> list[str]:
    """Give where such a text is put together on the spot, so that no catalogue can know it: "core/case.py:12"."""
    bad = (ast.JoinedStr, ast.BinOp, ast.Call)
    out = [f"{path.relative_to(PACKAGE)}:{node.lineno}" for path, node in _places() if isinstance(node, bad)]
    return sorted(out)


def _places() -> Iterator[tuple[Path, ast.expr]]:
    for path in (path for folder in FOLDERS for path in (PACKAGE / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                place = PLACE.get(_name(node.func))
                if place is not None and len(node.args) > place:
                    yield from ((path, one) for one in _branches(node.args[place]))
            elif isinstance(node, ast.Assign):
                for target, value in _assigned(node):
                    if target.lower().endswith(("problem", "problems")) or target == "_SAYS":
                        yield from ((path, one) for one in _branches(value))


def _name(function: ast.expr) -> str:
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _assigned(node: ast.Assign) -> Iterator[tuple[str, ast.expr]]:
    """Give names and values, those of `a, b = 1, 2` one by one."""
    for target in node.targets:
        if isinstance(target, ast.Name):
            yield target.id, node.value
        elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = zip(target.elts, node.value.elts)
            yield from ((one.id, value) for one, value in pairs if isinstance(one, ast.Name))


def _branches(node: ast.expr) -> Iterator[ast.expr]:
    """Give each text that an expression may come to."""
    if isinstance(node, ast.IfExp):
        yield from _branches(node.body)
        yield from _branches(node.orelse)
    elif isinstance(node, ast.Tuple):
        for one in node.elts:
            yield from _branches(one)
    elif isinstance(node, ast.Dict):
        for one in node.values:
            yield from _branches(one)
    else:
        yield node


def _literals(node: ast.expr) -> list[str]:
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


if __name__ == "__main__":
    sys.stdout.write("".join(f"tr({text!r})\n" for text in texts()))
