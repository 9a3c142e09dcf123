# SPDX-License-Identifier: GPL-2.0-or-later
"""The criteria tree: weighed level by level, and written back as a file."""

from __future__ import annotations

import pytest

from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.scoring.criteria import CriteriaSet, parse_criteria
from heinola_planning_plugin.core.scoring.tree import criteria_text, leaf_weights, weight_tree

SHIPPED = [policy for policy in (job.shipped() for job in JOBS.values()) if isinstance(policy, CriteriaSet)]


def weights(criteria: CriteriaSet) -> dict[str, float]:
    return {criterion.id: criterion.weight for criterion in criteria.criteria}


@pytest.mark.parametrize("criteria", SHIPPED, ids=lambda one: one.id)
def test_a_tree_untouched_has_the_files_weights(criteria):
    assert leaf_weights(weight_tree(criteria), {}) == pytest.approx(weights(criteria))


@pytest.mark.parametrize("criteria", SHIPPED, ids=lambda one: one.id)
def test_what_is_written_reads_back_the_same(criteria):
    again = parse_criteria(criteria_text(criteria), criteria.file)
    assert weights(again) == pytest.approx(weights(criteria), abs=1e-9)
    assert again.constraints == criteria.constraints
    assert again.parameters == criteria.parameters
    assert [repr(one.curve) for one in again.criteria] == [repr(one.curve) for one in criteria.criteria]
    assert again.words == criteria.words


def test_one_group_halved_by_hand():
    """Access has 30 of 100; at 15 of 85 its way to the junction, 60 % of it, weighs 0.6 x 15 / 85."""
    industrial = JOBS["industrialreservation"].shipped()
    changed = leaf_weights(weight_tree(industrial), {"access": 0.15})
    assert changed["junction"] == pytest.approx(0.6 * 15 / 85)
    assert changed["slope"] == pytest.approx(0.5 * 20 / 85)
    assert sum(changed.values()) == pytest.approx(1)
    inside = leaf_weights(weight_tree(industrial), {"access/junction": 0.0})
    assert inside["junction"] == 0
    assert inside["visibility"] == pytest.approx(0.15)  # the group keeps its 30 of 100, now shared by two
    assert inside["slope"] == pytest.approx(0.1)


def test_new_weights_and_thresholds_are_in_the_saved_file():
    industrial = JOBS["industrialreservation"].shipped()
    argued = industrial.with_weights(leaf_weights(weight_tree(industrial), {"access": 0.6}))
    again = parse_criteria(criteria_text(argued, {"min_area_ha": 3}))
    assert weights(again) == pytest.approx(weights(argued), abs=1e-9)
    assert again.parameters["min_area_ha"].value == 3
    assert again.parameters["min_area_ha"].source == industrial.parameters["min_area_ha"].source


def test_a_level_of_zeros_keeps_the_files_proportions():
    industrial = JOBS["industrialreservation"].shipped()
    none = industrial.with_weights({"slope": 0, "height_range": 0, "wetland": 0})
    ground = next(node for node in weight_tree(none) if node.id == "ground")
    assert ground.share == 0
    assert [child.share for child in ground.children] == pytest.approx([0.5, 0.25, 0.25])
