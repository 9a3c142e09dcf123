# SPDX-License-Identifier: GPL-2.0-or-later
"""The scan of `make lint` finds what it is there to find: a scan that passes everything proves nothing."""

from __future__ import annotations

import sys

import pytest
from helpers import ROOT

PLANTED = {
    "B102": "exec('1')",
    "B307": "eval('1')",
    "B301": "import pickle\npickle.loads(b'')",
    "B506": "import yaml\nyaml.load('')",
    "B602": "import subprocess\nsubprocess.run('ls', shell=True)",
    "B608": "def f(name):\n    return 'SELECT * FROM t WHERE a = ' + name",
    "B105": "password = 'hunter2'",
    "F821": "print(unknown_name)",
    "E999": "def broken(:",
    "secret?": "key = 'AKIA" + "Z7VRQK3XPLM2WDNE'",  # in two parts, so that it is no secret here
}


@pytest.fixture(scope="module")
def findings(tmp_path_factory) -> list[str]:
    sys.path.insert(0, str(ROOT / ".ci"))
    try:
        import scan
    finally:
        sys.path.pop(0)
    folder = tmp_path_factory.mktemp("planted")
    for name, text in PLANTED.items():
        (folder / f"{name.strip('?')}.py").write_text(f'"""A module."""\n\n{text}\n', encoding="utf-8")
    (folder / "clean.py").write_text('"""A module."""\n\nx = 1\n', encoding="utf-8")
    return scan.findings(folder)


@pytest.mark.parametrize("rule", PLANTED)
def test_planted_fault_is_found(findings, rule):
    assert [line for line in findings if f"{rule.strip('?')}.py" in line and rule in line]


def test_clean_file_is_left_alone(findings):
    assert not [line for line in findings if "clean.py" in line]
