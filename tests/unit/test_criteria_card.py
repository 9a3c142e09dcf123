# SPDX-License-Identifier: GPL-2.0-or-later
"""A criteria file as a page: well-formed, whole, and its curves where the file says."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pytest

from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.documents.criteria_card import criteria_card, curve_picture
from heinola_planning_plugin.core.policy import Reader
from heinola_planning_plugin.core.scoring.criteria import CriteriaSet
from heinola_planning_plugin.core.scoring.curves import read_curve

SHIPPED = [policy for policy in (job.shipped() for job in JOBS.values()) if isinstance(policy, CriteriaSet)]


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - the plugin's own page


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("criteria", SHIPPED, ids=lambda one: one.id)
def test_every_criterion_rule_and_threshold_is_on_the_page(criteria, language):
    page = criteria_card(criteria, language)
    body = page[page.index("<body>") : page.index("</html>")]
    text = "".join(parsed(body).itertext())  # well-formed, or this fails
    for one in (*criteria.criteria, *criteria.constraints, *criteria.parameters.values()):
        assert one.title[language] in text
    assert body.count("<svg") == len(criteria.criteria)
    if language != "en":
        assert "project's choice" not in text


def picture(curve: dict, unit: str = "m") -> ElementTree.Element:
    return parsed(curve_picture(read_curve(Reader(curve, "test")), unit, 0, "en"))


def drawn(root: ElementTree.Element) -> list[tuple[float, float]]:
    points = next(node for node in root.iter() if node.tag.endswith("polyline")).get("points")
    return [tuple(float(number) for number in pair.split(",")) for pair in points.split()]


def test_a_linear_curve_is_a_line_from_full_to_zero_with_its_numbers():
    root = picture({"type": "linear", "full": 1000, "zero": 10000})
    points = drawn(root)
    heights = [y for _, y in points]
    assert heights[0] == heights[1] < heights[2] == heights[3]  # flat at 1, down, flat at 0
    labels = {node.text: float(node.get("x")) for node in root.iter() if node.tag.endswith("text")}
    assert labels["1,000"] == pytest.approx(points[1][0])
    assert labels["10,000\u00a0m"] == pytest.approx(points[2][0])


def test_a_step_curve_has_vertical_steps():
    points = drawn(picture({"type": "step", "steps": [[100, 1], [300, 0.5]], "otherwise": 0}))
    falls = [(a, b) for a, b in pairwise(points) if a[0] == b[0]]
    assert len(falls) == 2
    assert falls[0][1][1] - falls[0][0][1] == pytest.approx(falls[1][1][1] - falls[1][0][1], abs=0.11)


def test_classes_are_bars_by_their_words_and_text_is_escaped():
    curve = read_curve(Reader({"type": "category", "values": {"T": 1, "a<b": 0.5}, "otherwise": None}, "test"))
    svg = curve_picture(curve, "", 0, "fi", {"T": {"fi": "teollisuus & varasto", "sv": "x", "en": "y"}})
    widths = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', svg)]
    assert widths[1] == pytest.approx(widths[0] / 2)
    texts = [node.text for node in parsed(svg).iter() if node.tag.endswith("text")]
    assert {"teollisuus & varasto", "a<b", "0,5"} <= set(texts)
