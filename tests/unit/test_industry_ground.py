# SPDX-License-Identifier: GPL-2.0-or-later
"""The ground of an industrial site: its usable part, its room for a building, and the uses that stand around it."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from industry_shapes import box, layer, point

from heinola_planning_plugin.core.industry.ground import area_ha, largest_part, size_and_shape, usable_part
from heinola_planning_plugin.core.industry.uses import of_kind, standing


def test_register_area_counts_unless_a_unit_has_several_rows():
    shapes = [box(0, 0, 100, 100), box(200, 0, 100, 100), box(400, 0, 100, 100), box(600, 0, 100, 100)]
    table = layer(shapes, parcel_id=["a", "b", "b", "c"], area_m2=[9900, 20000, 20000, None])
    assert area_ha(table) == pytest.approx([0.99, 1, 1, 1], rel=1e-6)


def test_usable_part_cuts_overlapping_blocks_once_and_leaves_others_as_they_came():
    shapes = np.array([box(0, 0, 100, 100), box(500, 0, 100, 100), box(900, 0, 10, 10)], dtype=object)
    blocks = np.array([box(40, -10, 20, 200), box(50, -10, 20, 200), box(890, -10, 50, 50)], dtype=object)
    usable = usable_part(shapes, blocks)
    assert shapely.area(usable).tolist() == pytest.approx([7000, 10000, 0])
    assert usable[1] is shapes[1]
    assert shapely.area(largest_part(usable)).tolist() == pytest.approx([4000, 10000, 0])


def test_room_for_a_building():
    shapes = [box(0, 0, 200, 200), box(0, 0, 110, 55), box(0, 0, 1000, 40), box(0, 0, 90, 90), shapely.Polygon()]
    table = layer(shapes)
    found = size_and_shape(table, table.geometry, np.ones(5), 100, 50)
    assert found["rectangle"].tolist()[:4] == ["yes", "perhaps", "no", "no"]


@pytest.mark.parametrize(
    ("scheme", "dwelling", "holiday_home", "industry"),
    [
        ("2018", ["0110", "0121", "0140"], ["0210", "0211"], ["0910", "0930"]),
        ("1994", ["011", "039"], ["041"], ["691", "699"]),
        ("mtk", ["42211", "1"], ["42230", "3"], ["42242", "4"]),
        ("open", ["05", "06"], ["01"], []),
    ],
)
def test_building_uses(scheme, dwelling, holiday_home, industry):
    uses = [*dwelling, *holiday_home, *industry, None]
    table = layer([point(k, 0) for k in range(len(uses))], use=uses, use_scheme=[scheme] * len(uses))
    for kind, wanted in (("dwelling", dwelling), ("holiday_home", holiday_home), ("industry", industry)):
        mask = of_kind(kind)(table)
        if wanted:
            assert [use for use, keep in zip(uses, mask) if keep] == wanted
        else:
            assert mask is None


def test_demolished_buildings_are_gone():
    table = layer([point(k, 0) for k in range(4)], usage_status=["01", "6", "07", None], demolished=[0, 0, 0, 1])
    assert standing(table).tolist() == [True, False, False, False]
