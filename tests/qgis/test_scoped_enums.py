# SPDX-License-Identifier: GPL-2.0-or-later
"""Enums are written with their scope (`Qt.AlignmentFlag.AlignLeft`): QGIS 4 knows no other way.

Read from the syntax tree and looked up in the real QGIS and Qt: an attribute of a class whose value belongs to an enum
of that class is an enum member without its scope.
"""

from __future__ import annotations

import ast
import enum
import importlib

import pytest
from helpers import ROOT

SOURCES = sorted(
    path for folder in ("heinola_planning_plugin", "processing_scripts") for path in (ROOT / folder).rglob("*.py")
)


def qgis_names(module: ast.Module) -> dict[str, object]:
    """Give what a file imports from QGIS and Qt, by the name it uses."""
    names: dict[str, object] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis.") and not node.level:
            source = importlib.import_module(node.module)
            names |= {alias.asname or alias.name: getattr(source, alias.name, None) for alias in node.names}
    return names


def lacks_scope(owner: object, attribute: str) -> bool:
    """Tell whether `owner.attribute` is a member of an enum that has a name of its own inside `owner`."""
    if not isinstance(owner, type) or issubclass(owner, enum.Enum):
        return False
    value = getattr(owner, attribute, None)
    kind = type(value)
    if isinstance(value, type) or kind in (int, float, str, bool, type(None)):
        return False
    return isinstance(value, enum.Enum) or getattr(owner, kind.__name__, None) is kind


def unscoped(text: str) -> list[str]:
    module = ast.parse(text)
    names = qgis_names(module)
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and lacks_scope(names.get(node.value.id), node.attr)
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_enum_has_its_scope(path):
    found = unscoped(path.read_text(encoding="utf-8"))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("from qgis.PyQt.QtCore import Qt\nQt.AlignLeft", True),
        ("from qgis.PyQt.QtCore import Qt\nQt.AlignmentFlag.AlignLeft", False),
        ("from qgis.core import QgsProcessing\nQgsProcessing.TypeVectorPolygon", True),
        ("from qgis.core import QgsProcessing\nQgsProcessing.SourceType.TypeVectorPolygon", False),
        ("from qgis.core import QgsProcessing\nQgsProcessing.TEMPORARY_OUTPUT", False),
        ("from qgis.core import QgsWkbTypes\nQgsWkbTypes.Polygon", True),
        ("from qgis.core import Qgis\nQgis.WkbType.Polygon", False),
    ],
)
def test_the_check_itself_sees_what_it_should(line, seen):
    assert bool(unscoped(line)) is seen
