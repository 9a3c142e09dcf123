# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said of a missing layer is what the jobs do without it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
import shapely
from helpers import practice_municipality

from heinola_planning_plugin.core.all_jobs import FED_BY, JOBS
from heinola_planning_plugin.core.case import ROLES
from heinola_planning_plugin.core.completeness import costs, evidence, known_share
from heinola_planning_plugin.core.features import Features
from heinola_planning_plugin.core.intake.checks import check
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.progress import silent
from heinola_planning_plugin.core.scoring.criteria import CriteriaSet


@lru_cache(maxsize=1)
def layers():
    """Give the practice municipality's layers, what is judged cut to a few dozen downtown and on a shore."""
    practice = practice_municipality()
    tables = {role: check(practice.layers[name], role).kept for role, name in practice.roles.items() if role != "dem"}
    out = {**tables, "dem": practice.dem}
    water = shapely.union_all(tables["water"].geometry[:3])
    for role in ("parcels", "plan_units"):
        distance = shapely.distance(tables[role].geometry, water)
        rows = np.argsort(distance, kind="stable")[:: max(len(tables[role]) // 60, 1)][:60]
        out[role] = tables[role].take(np.sort(rows))
    line = shapely.LineString([(440_000, 6_780_000), (460_000, 6_790_000)])
    one = Features(np.array([line], dtype=object), {}, tables["parcels"].crs)
    area = shapely.box(446_000, 6_784_000, 450_000, 6_788_000)
    out["gas"] = one
    out["seveso"] = one.with_geometry(np.array([line.buffer(50)], dtype=object))
    out["heritage"] = one.with_geometry(np.array([area], dtype=object))
    out["water_supply"] = one
    out["soil"] = out["heritage"].with_columns({"soil": np.array(["Saraturve"], dtype=object)})
    out["parking"] = out["building_areas"] = out["heritage"]
    for role, job in FED_BY.items():
        made = job.run(out, Settings(job.shipped()), silent)
        out[role] = next(made[name] for name, fed in job.feeds.items() if fed == role)
    return out


def known_fields(job: str, roles: frozenset[str]) -> set[str]:
    """Run a job with these roles and give the columns of its answer that hold anything."""
    given = {role: layer for role, layer in layers().items() if role in roles}
    table = JOBS[job].run(given, Settings(JOBS[job].shipped()), silent)["OUTPUT"]
    return {name for name, values in table.columns.items() if holds_something(values)}


def holds_something(values: np.ndarray) -> bool:
    if values.dtype.kind == "f":
        return bool((~np.isnan(values)).any())
    return any(value not in (None, "unknown", "") for value in values.tolist())


CASES = [(job, role) for job in JOBS for role in JOBS[job].optional if role not in ("target_areas",)]


@pytest.mark.parametrize("job", JOBS)
def test_with_every_layer_all_evidence_is_known(job):
    known = known_fields(job, frozenset(layers()))
    assert not [field for field in evidence()[job] if field not in known]


@pytest.mark.parametrize(("job", "role"), CASES)
def test_without_a_layer_its_evidence_is_unknown_and_the_rest_known(job, role):
    roles = frozenset(layers()) - {role}
    known = known_fields(job, roles)
    for field, ways in evidence()[job].items():
        assert (field in known) == any(way <= roles for way in ways), field


@pytest.mark.parametrize("job", JOBS)
def test_every_field_of_the_criteria_is_accounted_for(job):
    """With nothing but the required layers only the fields named in evidence.yaml are unknown."""
    policy = JOBS[job].shipped()
    if not isinstance(policy, CriteriaSet):
        return
    known = known_fields(job, frozenset(JOBS[job].required))
    named = set(evidence()[job])
    for one in policy.criteria:
        assert one.field in known or one.field in named or one.field == "ownership", one.field


def test_the_share_is_that_of_the_weights():
    everything = set(ROLES)
    assert known_share("industrialreservation", everything) == pytest.approx(1.0)
    assert known_share("industrialreservation", everything - {"junctions"}) == pytest.approx(1 - 0.3 * 0.6)
    assert known_share("industrialreservation", everything - {"dem"}) == pytest.approx(1 - 0.2 * 0.75)
    assert known_share("industrialreservation", everything - {"zoning"}) == pytest.approx(1 - 0.1 * 0.5)
    assert known_share("industrialreservation", everything - {"parcels"}) is None
    assert known_share("buildingrights", {"plan_units"}) == 0.0


def test_missing_roles_name_what_they_cost():
    found = {(cost.job, cost.role): cost for cost in costs(set(ROLES) - {"dem", "water", "flood"})}
    assert found["holidayhousing", "water"].blocked
    assert found["industrialreservation", "dem"].share == pytest.approx(0.15)
    assert [title["en"] for title in found["industrialreservation", "flood"].conditions] == ["Flood hazard area"]
    assert ("infill", "dem") not in found
    assert not costs(ROLES)
