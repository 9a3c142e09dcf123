# SPDX-License-Identifier: GPL-2.0-or-later
"""Building areas (rakennusalat) as layers of their own, and out of a plan in JSON."""

from __future__ import annotations

import numpy as np
import shapely
from helpers import shared_data
from rights_tables import box, no_buildings, table, units

from heinola_planning_plugin.core.files import read
from heinola_planning_plugin.core.intake.checks import check
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.progress import silent
from heinola_planning_plugin.core.rights.jobs import ADDED_RIGHT, BUILDING_RIGHTS, INFILL
from heinola_planning_plugin.core.rights.reserve import building_rights


def areas():
    """Two areas with a right and one for outbuildings, as a municipality's layer writes them."""
    shapes = [box(2, 2, 18, 14), box(22, 2, 38, 14), box(2, 20, 12, 26)]
    rows = [
        {"rakennusoikeusmerkinta": "600 III", "rakennusoikeus": 600.0},
        {"rakennusoikeusmerkinta": "400 II", "rakennusoikeus": None},
        {"rakennusoikeusmerkinta": "t 60", "rakennusoikeus": None},
    ]
    return check(table(shapes, rows), "building_areas").kept


def test_several_building_areas_of_one_plot_are_its_right_in_every_job() -> None:
    layers = {"plan_units": units({"zone_code": "AK", "notation": "III"}), "building_areas": areas()}
    for job in (BUILDING_RIGHTS, INFILL):
        result = job.run({**layers, "buildings": no_buildings()}, Settings(job.shipped()), silent)["OUTPUT"]
        assert result["permitted_m2"].tolist() == [1000]
        assert result["permitted_basis"].tolist() == ["building_areas"]
    added = ADDED_RIGHT.run(layers, Settings(ADDED_RIGHT.shipped(), {"scenarios": "storeys=+1"}), silent)["OUTPUT"]
    np.testing.assert_allclose(added["s1_added_m2"], [1000 / 3])
    without = building_rights(layers["plan_units"], no_buildings())
    assert np.isnan(without.table["permitted_m2"][0])


def test_their_right_for_outbuildings_is_on_top() -> None:
    result = building_rights(units({"zone_code": "AK"}), no_buildings(), building_areas=areas()).table
    assert (result["permitted_m2"][0], result["extra_m2"][0], result["outbuilding_right_m2"][0]) == (1000, 60, 60)


def test_sipoo_s_building_areas_lie_in_its_blocks() -> None:
    """The plan in force draws 20 building areas; they give storeys, the right stands on the blocks."""
    folder = shared_data("fi-sipoo-nevasgard-asemakaava")
    plan = read(folder / "OGR-AK_SIPOO_5_lainvoimainen_kaava-sipoo-nevasgard.geojson")
    found, blocks = check(plan, "building_areas"), check(plan, "plan_units").kept
    assert len(found.kept) == 20
    assert found.kept_count + found.rejected_count == found.read_count == len(plan)
    assert set(found.kept["storeys"]) == {"1", "3"}
    inside = shapely.STRtree(blocks.geometry).query(shapely.point_on_surface(found.kept.geometry), "intersects")[0]
    assert len(set(inside.tolist())) == 20
    alone = building_rights(blocks, None).table["permitted_m2"]
    np.testing.assert_array_equal(building_rights(blocks, None, building_areas=found.kept).table["permitted_m2"], alone)
