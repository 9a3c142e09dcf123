# SPDX-License-Identifier: GPL-2.0-or-later
"""The courts' worked examples of shore rights as arithmetic, and a shore plan in force."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from helpers import shared_data
from shoreline_shapes import HEINOLA_GK26, place, waters

from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.shoreline.method import read_method
from heinola_planning_plugin.core.shoreline.modified import modified_shoreline
from heinola_planning_plugin.core.shoreline.reserve import plan_reserve, plan_sites
from heinola_planning_plugin.core.shoreline.rules import (
    density,
    read_rights,
    remaining,
    right,
    rounded,
    whole_shares,
)
from heinola_planning_plugin.paths import resource

V1 = read_method(resource("methods", "shoreline_v1.yaml"))
RULES = read_rights(resource("methods", "shoreline_rights.yaml"))


@pytest.mark.parametrize(
    ("estate", "modified_m", "rights", "existing", "new", "total_density"),
    [
        ("246:12", 700, (3.5, 4.2), 2, 2, 5.7),
        ("115:76", 540, (2.7, 3.24), 4, 0, 7.4),
        ("Ristilahti", 1250, (6.25, 7.5), 7, 0, 5.6),
    ],
)
def test_lieksa(estate, modified_m, rights, existing, new, total_density):
    """KHO:2014:133: norms 5 and 6, never rounded up."""
    assert right(modified_m, 5) == pytest.approx(rights[0])
    assert right(modified_m, 6) == pytest.approx(rights[1])
    assert remaining(right(modified_m, 6), existing, "floor") == new
    assert density(existing + new, modified_m) == pytest.approx(total_density, abs=0.05)


def test_lieksa_refused_sites():
    assert density(6, 700) == pytest.approx(8.6, abs=0.05)  # 4 new on 246:12
    assert density(8, 1250) == pytest.approx(6.4)  # the 8th site of Ristilahti
    assert density(8, 1280) == pytest.approx(6.25)
    assert remaining(right(1250, 6), 7, "half_up") == 1  # what rounding up would have given: why it matters


KUOPIO = [  # lake, real m, modified m, right at 5, at 4, whole sites at 4
    ("Ylimmäinen", 2300, 1500, 7.5, 6.0, 6),
    ("Niittyjärvi", 1600, 1050, 5.25, 4.2, 4),
    ("Tahvanaisenlampi", 850, 635, 3.175, 2.54, 3),
    ("Syvä-Kankainen", 700, 650, 3.25, 2.6, 3),
]


@pytest.mark.parametrize(("lake", "real_m", "modified_m", "at_5", "at_4", "sites"), KUOPIO)
def test_kuopio_lakes(lake, real_m, modified_m, at_5, at_4, sites):
    """KHO:2020:92, norm 5 or 4 and rounding from a half."""
    assert right(modified_m, 5) == pytest.approx(at_5)
    assert right(modified_m, 4) == pytest.approx(at_4)
    assert rounded(right(modified_m, 4), "half_up") == sites


def test_kuopio_totals():
    """Small lakes at 1 site for 3 ha: the plan used 3 for Kolmisoppi's 12 ha, unexplained, and 4 for 14 ha."""
    modified = np.array([row[2] for row in KUOPIO], dtype=float)
    assert modified.sum() + 940 + 1080 == 5855
    assert sum(row[1] for row in KUOPIO) + 1550 + 2050 == 9050
    assert rounded(right(modified, 5), "half_up").sum() + 3 + 4 == 26
    assert rounded(right(modified, 4), "half_up").sum() + 3 + 4 == 23
    assert density(24, 5855) == pytest.approx(4.09, abs=0.05)
    assert density(24, 9050) == pytest.approx(2.6, abs=0.06)
    assert density(80, 23_000) == pytest.approx(3.47, abs=0.05)


def test_kuopio_ponds_by_area():
    ponds = waters(
        *(place(shapely.box(0, 0, 100 * ha**0.5, 100 * ha**0.5), 0, (HEINOLA_GK26[0] + n * 2000, HEINOLA_GK26[1]))
          for n, ha in enumerate((12, 14))),
        water_id=["Kolmisoppi", "Lauttalampi"],
    )  # fmt: skip
    kuopio = V1.changed(ponds_by_area_below_ha=20.0, ponds_ha_per_site=3.0)
    assert modified_shoreline(ponds, kuopio).water_bodies["pond_sites"].tolist() == [4, 4]


@pytest.mark.parametrize(
    ("case", "modified_m", "sites", "expected"),
    [
        ("Juuka, KHO:2009:90, real", 400, 2, 5.0),
        ("Juuka, KHO:2009:90, modified", 100 + 230, 2, 6.06),
        ("Hausjärvi, KHO:2018:76", 500 * 0.25, 1, 8.0),
        ("Utsjoki, KHO:2013:110", 980 * 0.5, 3, 6.1),
        ("Orivesi, KHO:2012:22", 1100, 6, 5.45),
    ],
)
def test_densities(case, modified_m, sites, expected):
    assert density(sites, modified_m) == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(
    ("case", "modified_m", "norm", "used", "left"),
    [
        ("Orivesi, KHO:2012:22: 6.6 -> 6", 1100, 6, 0, 6),
        ("Suomussalmi, KHO:2013:157: 1.41 -> 1", 282, 5, 0, 1),
        ("Suomussalmi's whole estate: 30.79 against 30", 6158, 5, 30, 0),
        ("Puumala, KHO:2006:4: 4 compensated and a home", 1000, 5, 5, 0),
    ],
)
def test_remaining_rights(case, modified_m, norm, used, left):
    assert remaining(right(modified_m, norm), used, "floor") == left


def test_rounding_at_the_limit():
    assert rounded(np.array([2.5, 2.49, 3 - 1e-12]), "half_up").tolist() == [3, 2, 3]
    assert rounded(np.array([2.99, 3 - 1e-12]), "floor").tolist() == [2, 3]
    assert remaining(np.array([1.0]), np.array([2.5]), "half_up").tolist() == [0]
    assert np.isnan(density(np.array([1.0]), np.array([0.0])))[0]


def test_whole_sites_are_divided_without_halves():
    parts, group = np.array([1.6, 0.9, 0.5, 2.0, -1.0]), np.array([0, 0, 0, 1, 1])
    assert whole_shares(parts, group, np.array([3.0, 1.0])).tolist() == [2, 1, 0, 1, 0]
    assert whole_shares(np.array([0.4, 0.4]), np.array([0, 0]), np.array([0.0])).tolist() == [0, 0]
    assert whole_shares(np.array([0.5, 0.5]), np.array([0, 0]), np.array([1.0])).sum() == 1


def test_the_plan_of_enonsaari_is_reserve_not_candidate():
    """Lahti, Enonsaari osayleiskaava Y-165: RA 320 k-m2 and 2 places; RM 500/15, 220/2, 250/2, 650/10, 120/2."""
    fiona = pytest.importorskip("fiona")
    path = shared_data("fi-lahti-enonsaari-shoreplan/enonsaari_flat.gpkg")
    with fiona.open(path, layer="plan_objects_polygon") as layer:
        rows = [(shapely.geometry.shape(row["geometry"]), row["properties"]) for row in layer]
    plan = Features(
        np.array([row[0] for row in rows], dtype=object),
        {
            "unit_id": np.array([row[1]["obj_id"] for row in rows], dtype=object),
            "zone_code": np.array([row[1]["landuse"] for row in rows], dtype=object),
            "permitted_m2": np.array([row[1]["Sallittu kokonaiskerrosala"] or np.nan for row in rows], dtype=float),
            "places": np.array(
                [row[1]["Sallittujen rakennuspaikkojen lukumäärä"] or np.nan for row in rows], dtype=float
            ),
        },
        "EPSG:3067",
    )
    reserve = plan_reserve(plan)
    assert set(reserve["reserve"]) == {"holiday", "tourism"}
    holiday, tourism = (reserve.take(reserve["reserve"] == kind) for kind in ("holiday", "tourism"))
    assert len(holiday) == 6
    known = ~np.isnan(holiday["places"])
    assert (holiday["permitted_m2"][known].tolist(), holiday["places"][known].tolist()) == ([320], [2])
    pairs = sorted(zip(tourism["permitted_m2"].tolist(), tourism["places"].tolist()))
    assert pairs == [(120, 2), (220, 2), (250, 2), (500, 15), (650, 10)]
    sites = plan_sites(reserve)
    # An area without a number of places is in the list, but how many rights it uses is unknown, not 0 or 1.
    assert sites["kind"].tolist().count("plan_place") == 1
    assert sites["places"][sites["kind"] == "plan_place"].tolist() == [2]
    assert sites["kind"].tolist().count("plan_area") == 5
    assert sites["places"][sites["kind"] == "tourism"].sum() == 31
