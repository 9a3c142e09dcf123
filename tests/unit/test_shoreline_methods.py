# SPDX-License-Identifier: GPL-2.0-or-later
"""The method files: each variant's own metres, sources that show, wrong files refused."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shoreline_shapes import HEINOLA_GK26, cape, channel, middles, place, roughen, waters

from heinola_planning_plugin.core.errors import PlanningError, PolicyError
from heinola_planning_plugin.core.shoreline.method import OWN_CHOICE, read_method
from heinola_planning_plugin.core.shoreline.modified import modified_shoreline
from heinola_planning_plugin.paths import resource

V1 = read_method(resource("methods", "shoreline_v1.yaml"))


def run(polygon, turn, method):
    """Compute on a turned shape; give the pieces and their middles in the shape's own coordinates."""
    result = modified_shoreline(waters(place(roughen(polygon, 5000.0), turn, HEINOLA_GK26)), method)
    return result.pieces, middles(result.pieces, turn, HEINOLA_GK26)


EXPECTED = {  # both banks of a channel 1 000 m long: 80, 150, 250, 350 m wide; cape 40, 80, 120 m wide, sides 400 m
    "v1": ((500, 1000, 1500, 2000), (0, 400, 600)),
    "v2": ((500, 1000, 2000, 2000), (800, 800, 800)),
    "v3": ((1500, 2000, 2000, 2000), (0, 400, 800)),
    "v4": ((1000, 1500, 2000, 2000), (0, 400, 600)),
    "v5": ((1000, 2000, 2000, 2000), (800, 800, 800)),
    "v6": ((2000, 2000, 2000, 2000), (800, 800, 800)),
    "v7": ((1160, 1160, 1160, 1160), (464, 464, 464)),
    "v8": ((2000, 2000, 2000, 2000), (800, 800, 800)),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_variant_gives_its_own_metres(name):
    method = read_method(resource("methods", f"shoreline_{name}.yaml"))
    assert set(method.title) == set(method.description) == {"fi", "sv", "en"}
    for width, expected in zip((80, 150, 250, 350), EXPECTED[name][0]):
        pieces, middle = run(channel(width), 19.0, method)
        banks = (middle[:, 0] > 0) & (middle[:, 0] < 1000) & (np.abs(middle[:, 1]) < width / 2 + 1)
        assert pieces["modified_m"][banks].sum() == pytest.approx(expected, rel=0.03)
    for width, expected in zip((40, 80, 120), EXPECTED[name][1]):
        pieces, middle = run(cape(width), 19.0, method)
        sides = (np.abs(np.abs(middle[:, 0]) - width / 2) < 1) & (middle[:, 1] > 0) & (middle[:, 1] < 399)
        assert pieces["modified_m"][sides].sum() == pytest.approx(expected, rel=0.03, abs=1)


def test_a_river_counts_by_the_variant_of_hausjarvi():
    """KHO:2018:76: 500 m of shore on a river 15-50 m wide x 1/4 = 125 m; here both banks of a winding river."""
    method = read_method(resource("methods", "shoreline_v6.yaml"))
    method = method.changed(ponds_none_below_ha=0.0, ponds_by_area_below_ha=0.0)
    x = np.arange(-300, 561, 5.0)
    river = shapely.LineString(np.column_stack([x, 40 * np.sin(x / 90)])).buffer(15, cap_style="flat")
    pieces, middle = run(river, 40.0, method)
    banks = (middle[:, 0] > 0) & (middle[:, 0] < 250)
    assert set(pieces["k"][banks]) == {0.25}
    assert pieces["width_water_m"][banks] == pytest.approx(30, abs=6)
    assert pieces["modified_m"][banks].sum() == pytest.approx(pieces["straight_m"][banks].sum() / 4)


def test_own_choices_are_visible_and_changes_too():
    rows = {name: (value, source) for name, value, source in V1.parameters()}
    assert rows["k_water below 100 m"] == (0.25, "KHO:2017:123")
    assert rows["step_m"][1].startswith(OWN_CHOICE)
    changed = {name: source for name, _, source in V1.changed(step_m=10.0, combine="min").parameters()}
    assert changed["step_m"] == "set for this run"
    assert changed["combine"] == rows["combine"][1]  # the same value is no change
    with pytest.raises(PlanningError, match="no parameter stepp_m"):
        V1.changed(stepp_m=10)
    with pytest.raises(PlanningError, match="combine"):
        V1.changed(combine="max")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("below_m: 200", "below_m: 90", "must be above the class before"),
        ("k: 0.5}", "k: 1.5}", "outside 0"),
        ("step_m: {value: 25", "step_m: {value: far", "not a number"),
        ("combine: {value: min", "combine: {value: mean", "not one of min, product"),
        ("opposite_from_ha: {value: 2", "opposite_ha: {value: 2", "opposite_from_ha"),
        ("across_heads: {value: true", "across_heads: {value: 1", "true or false"),
    ],
)
def test_a_wrong_method_file_is_refused_with_its_place(tmp_path, old, new, message):
    text = resource("methods", "shoreline_v1.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "wrong.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyError, match=message) as caught:
        read_method(path)
    assert caught.value.line is not None
