# SPDX-License-Identifier: GPL-2.0-or-later
"""Imports go one way: gui > processing > bridge > core; scripts use core and bridge. And what else a reader counts on.

Read from the syntax tree, so imports inside functions and under TYPE_CHECKING count as well. No library, no QGIS.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import ROOT

PACKAGE = "heinola_planning_plugin"
GUI_API = ("qgis.gui", "qgis.utils", "qgis.PyQt.QtWidgets", "PyQt5", "PyQt6")
# Wheels of fiona and pyogrio call into the older GDAL of QGIS's executables; inside QGIS, QGIS reads and writes.
OWN_GDAL = ("fiona", "pyogrio", f"{PACKAGE}.core.files")
ABOVE_CORE = tuple(f"{PACKAGE}.{name}" for name in ("bridge", "processing", "gui", "plugin", "i18n"))
NOT_ALLOWED = {
    f"{PACKAGE}/core": ("qgis", "osgeo", "PyQt5", "PyQt6", *ABOVE_CORE),
    f"{PACKAGE}/bridge": (*GUI_API, *OWN_GDAL, f"{PACKAGE}.processing", f"{PACKAGE}.gui", f"{PACKAGE}.plugin"),
    f"{PACKAGE}/processing": (*GUI_API, *OWN_GDAL, f"{PACKAGE}.gui", f"{PACKAGE}.plugin"),
    f"{PACKAGE}/gui": ("PyQt5", "PyQt6", *OWN_GDAL, f"{PACKAGE}.plugin"),
    "processing_scripts": (*GUI_API, *OWN_GDAL, f"{PACKAGE}.processing", f"{PACKAGE}.gui", f"{PACKAGE}.plugin"),
}
JOBS = ("shoreline", "rights", "industry")  # none imports another
CORE_MAY_USE = {*sys.stdlib_module_names, PACKAGE, "numpy", "shapely", "pyproj", "scipy", "yaml"}
ONLY_IN = {"yaml": {"policy.py"}, "fiona": {"files.py"}, "pyogrio": {"files.py"}}


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Give line and full dotted name of everything that a file imports, relative imports resolved."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, node.module) if node.module else base)
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def within(name: str, modules: tuple[str, ...]) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def where(path: Path, line: int, what: str) -> str:
    return f"{path.relative_to(ROOT)}:{line}: {what}"


@pytest.mark.parametrize("layer", NOT_ALLOWED)
def test_imports_point_downwards(layer):
    wrong = [
        where(path, line, name)
        for path in sources(layer)
        for line, name in imports(path)
        if within(name, NOT_ALLOWED[layer])
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_imports_the_wiring_but_the_package_itself():
    wrong = [
        where(path, line, name)
        for path in sources(PACKAGE)
        for line, name in imports(path)
        if within(name, (f"{PACKAGE}.plugin",)) and path != ROOT / PACKAGE / "__init__.py"
    ]
    assert not wrong, "\n".join(wrong)


def test_core_uses_only_the_named_libraries():
    allowed = CORE_MAY_USE | ONLY_IN.keys()
    wrong = [
        where(path, line, name)
        for path in sources(f"{PACKAGE}/core")
        for line, name in imports(path)
        if name.split(".")[0] not in allowed
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("library", ONLY_IN)
def test_library_is_used_in_one_file_of_core_only(library):
    wrong = [
        where(path, line, name)
        for path in sources(f"{PACKAGE}/core")
        for line, name in imports(path)
        if within(name, (library,)) and path.name not in ONLY_IN[library]
    ]
    assert not wrong, "\n".join(wrong)


def test_file_libraries_are_imported_late():
    """fiona and pyogrio are loaded when a file is read, never when `files` is imported."""
    module = tree(ROOT / PACKAGE / "core" / "files.py")
    top = [node for node in module.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in top for alias in node.names} | {getattr(node, "module", None) for node in top}
    assert not names & {"fiona", "pyogrio"}


@pytest.mark.parametrize("job", JOBS)
def test_a_job_imports_no_other_job(job):
    others = tuple(f"{PACKAGE}.core.{other}" for other in JOBS if other != job)
    wrong = [
        where(path, line, name)
        for path in sources(f"{PACKAGE}/core/{job}")
        for line, name in imports(path)
        if within(name, others)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("ground", ["features.py", "errors.py", "measures"])
def test_the_ground_of_core_knows_nobody_above_it(ground):
    base = ROOT / PACKAGE / "core" / ground
    allowed = tuple(f"{PACKAGE}.core.{name}" for name in ("features", "errors", "measures", "progress"))
    wrong = [
        where(path, line, name)
        for path in (sorted(base.rglob("*.py")) if base.is_dir() else [base])
        for line, name in imports(path)
        if name.startswith(f"{PACKAGE}.") and not within(name, allowed)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_package_itself_imports_no_qgis():
    """So that `core` can be used where there is no QGIS."""
    wrong = [
        where(path, node.lineno, "import of qgis at module level")
        for path in sorted((ROOT / PACKAGE).glob("*.py"))
        if path.name != "plugin.py"
        for node in tree(path).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        and within(node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name, ("qgis", "osgeo"))
    ]
    assert not wrong, "\n".join(wrong)


def calls_of_tr(node: ast.AST) -> Iterator[ast.Call]:
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            name = each.func.id if isinstance(each.func, ast.Name) else getattr(each.func, "attr", "")
            if name == "tr":
                yield each


# What core says in English comes to tr() as a variable here, and into the catalogue by .ci/core_texts.py.
TRANSLATES_CORE = {f"{PACKAGE}/bridge/messages.py", f"{PACKAGE}/bridge/feedback.py"}


def is_plain(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)


def is_built(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)


def test_texts_are_translated_as_they_stand_in_the_catalogue():
    """tr() takes one plain text: an f-string, a sum or a variable is never found in the catalogue."""
    wrong = [
        where(path, call.lineno, ast.unparse(call))
        for folder in (PACKAGE, "processing_scripts")
        for path in sources(folder)
        for call in calls_of_tr(tree(path))
        if (is_built(call) if path.relative_to(ROOT).as_posix() in TRANSLATES_CORE else not is_plain(call))
    ]
    assert not wrong, "\n".join(wrong)


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Give the nodes that run when the module is imported: all but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in (*child.decorator_list, *child.args.defaults, *(d for d in child.args.kw_defaults if d)):
                yield part
                yield from at_import(part)
        elif not isinstance(child, ast.Lambda):
            yield child
            yield from at_import(child)


def test_no_text_is_translated_at_import():
    """The translator isn't there yet when a module or a class body runs."""
    wrong = [
        where(path, node.lineno, ast.unparse(node))
        for folder in (PACKAGE, "processing_scripts")
        for path in sources(folder)
        for node in at_import(tree(path))
        if isinstance(node, ast.Call)
        and (node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")) == "tr"
    ]
    assert not wrong, "\n".join(wrong)


SCRIPTS = sources("processing_scripts")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_holds_one_algorithm_class_and_imports_no_other(script):
    """QGIS takes the first algorithm class by name, an imported one as well."""
    classes = [node for node in tree(script).body if isinstance(node, ast.ClassDef)]
    bases = [ast.unparse(base) for node in classes for base in node.bases]
    assert [base for base in bases if base.endswith("Algorithm")] == ["QgsProcessingAlgorithm"]
    imported = {name for _, name in imports(script) if name.endswith("Algorithm")}
    assert imported == {"qgis.core.QgsProcessingAlgorithm"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_does_nothing_at_import(script):
    """A script that fails at import empties the whole Scripts group, other people's scripts included."""
    harmless = (ast.Import, ast.ImportFrom, ast.ClassDef, ast.FunctionDef, ast.Assign, ast.AnnAssign)
    wrong = [
        ast.unparse(node)
        for node in tree(script).body
        if not isinstance(node, harmless) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    assert not wrong, "\n".join(wrong)


def test_what_only_some_runs_need_is_not_loaded_at_the_start_of_qgis():
    code = f"import sys, {PACKAGE}.core.all_jobs; assert 'scipy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
