# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers as each language writes them."""

from __future__ import annotations

import pytest

from heinola_planning_plugin.core.wording import number, numbers


@pytest.mark.parametrize(
    ("value", "decimals", "language", "unit", "written"),
    [
        (1234.56, 1, "fi", "ha", "1\u00a0234,6\u00a0ha"),
        (1234.56, 1, "sv", "ha", "1\u00a0234,6\u00a0ha"),
        (1234.56, 1, "en", "ha", "1,234.6\u00a0ha"),
        (5362, 0, "fi", "k-m2", "5\u00a0362\u00a0k-m²"),
        (0.6, 0, "fi", "share", "60\u00a0%"),
        (-0.04, 1, "fi", "", "0,0"),
        (-3.2, 1, "en", "m", "\u22123.2\u00a0m"),
        (float("nan"), 0, "fi", "m", "ei tiedossa"),
        (float("nan"), 0, "en", "", "unknown"),
    ],
)
def test_number(value, decimals, language, unit, written):
    assert number(value, decimals, language, unit) == written


def test_unknown_is_never_zero():
    assert numbers([0.0, float("nan")], 0, "fi") == ["0", "ei tiedossa"]
