# SPDX-License-Identifier: GPL-2.0-or-later
"""The report on a layer that was checked: in plain words, and whatever the data say."""

from __future__ import annotations

from html.parser import HTMLParser

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.features import Features, Source
from heinola_planning_plugin.core.intake import report
from heinola_planning_plugin.core.intake.checks import check
from heinola_planning_plugin.core.intake.codes import column
from heinola_planning_plugin.core.policy import LANGUAGES


def objects(*values) -> np.ndarray:
    return column(values)


def box(column: int) -> shapely.Polygon:
    return shapely.box(448_000 + 20 * column, 6_786_000, 448_020 + 20 * column, 6_786_020)


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.text.append(data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_escapes_what_the_data_say(language):
    evil = "<script>alert('Mäki & \"Å\"')</script>"
    layer = Features(
        objects(box(0), box(1)),
        {"kaavamerkinta": objects(evil, "AK-1"), "rakennusoikeus": objects(None, None), evil: objects("x", "y")},
        "EPSG:3067",
        Source(evil),
    )
    checked = check(layer, "plan_units", "111", overrides={"block_id": evil})
    page = report.html(checked, language)
    parser = _Text()
    parser.feed(page)
    assert "script" not in parser.tags
    assert any(evil in text for text in parser.text)
    assert f'lang="{language}"' in page


def test_report_says_it_in_plain_finnish():
    layer = Features(
        objects(*(box(i) for i in range(40))),
        {"kaavamerkinta": objects(*["AO"] * 40), "rakennusoikeus": objects("100", "200", *[None] * 38)},
        "EPSG:3067",
        Source("Tontit"),
    )
    checked = check(layer, "plan_units", "111")
    lines = report.lines(checked, "fi")
    assert lines[0] == "Tontit: kaavayksiköt ja tontit; luettu 40 = käytössä 40 + hylätty 0; korjattu 0"
    assert "38 tontilta puuttuu rakennusoikeus: käyttämätön oikeus jää tuntemattomaksi" in lines
