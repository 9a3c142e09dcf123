# SPDX-License-Identifier: GPL-2.0-or-later
"""The land-use programme against every possible programme counted out, and its rules one by one."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.errors import InputError, PolicyError
from heinola_planning_plugin.core.features import Features, text_column
from heinola_planning_plugin.core.programme.choose import choose
from heinola_planning_plugin.core.programme.policy import (
    Fixed,
    Kind,
    ProgrammePolicy,
    Rule,
    parse_budgets,
    read_programme,
)
from heinola_planning_plugin.core.programme.projects import projects, with_waters
from heinola_planning_plugin.core.programme.tables import by_year, programme_table, summary

NAN = float("nan")
TITLE = {"fi": "Teollisuus", "sv": "Industri", "en": "Industry"}


def kind(name="industry", **changes) -> Kind:
    whole = Kind(name, "7.1.4", TITLE, f"{name}_layer", "id", None, "ha", "ha", (), 1.0, 10.0, 1.0, "invented")
    return replace(whole, **changes)


def policy(budgets, kinds=(), fixed=(), rules=(), carry_over=True, delay=1.0) -> ProgrammePolicy:
    return ProgrammePolicy(
        "p", TITLE, "invented", "EUR", budgets, carry_over, delay, tuple(kinds), tuple(fixed), tuple(rules), "p.yaml"
    )


def table(cost, benefit, amount=None, kinds=None) -> Features:
    count = len(cost)
    amount = benefit if amount is None else amount
    return Features(
        np.array([shapely.box(n, 0, n + 1, 1) for n in range(count)], dtype=object),
        {
            "kind": text_column(kinds or ["industry"] * count),
            "measure_id": text_column(["7.1.4"] * count),
            "project_id": text_column(range(count)),
            "rows": np.ones(count, dtype=np.int64),
            "amount": np.array(amount, dtype=float),
            "unit": text_column(["ha"] * count),
            "score": np.full(count, 50.0),
            "conditional": np.zeros(count),
            "benefit": np.array(benefit, dtype=float),
            "cost": np.array(cost, dtype=float),
        },
        "EPSG:3067",
    )


def test_a_project_of_a_lake_has_the_lakes_name():
    some = table([10, 10, 10], [1.0, 1.0, 1.0], kinds=["industry", "shore", "shore"])
    which = policy({2027: 100.0}, [kind(), kind("shore", group_by="water_id")])
    waters = Features(
        np.full(3, None), {"water_id": text_column("012"), "water_name": text_column(["A", "", "Konnivesi"])}
    )
    assert with_waters(some, which, waters)["water_name"].tolist() == ["", "", "Konnivesi"]
    assert with_waters(some, which, None)["water_name"].tolist() == ["", "", ""]


def best_of_all(projects_table, which: ProgrammePolicy) -> float:
    """Count out every programme: each project in one of the years or none."""
    years = list(which.budgets)
    cost, benefit = projects_table["cost"], projects_table["benefit"]
    best = 0.0
    for places in product(range(len(years) + 1), repeat=len(cost)):
        spent = np.bincount(places, cost, len(years) + 1)[: len(years)]
        left = np.array([which.budgets[year] for year in years]) - spent
        if ((np.cumsum(left) if which.carry_over else left) < -1e-9).any():
            continue
        gain = sum(benefit[n] * which.delay_weight**p for n, p in enumerate(places) if p < len(years))
        best = max(best, gain)
    return best


@pytest.mark.parametrize("carry_over", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_no_programme_is_better(seed, carry_over):
    draws = np.random.default_rng(seed)
    some = table(draws.integers(10, 60, 7), draws.random(7))
    which = policy({2027: 60.0, 2028: 45.0}, carry_over=carry_over, delay=0.9)
    found = choose(some, which)
    assert found.objective == pytest.approx(best_of_all(some, which), rel=1e-3)
    assert found.bound >= best_of_all(some, which) - 1e-9
    assert found.gap <= 1e-3


def test_the_order_of_projects_changes_nothing():
    draws = np.random.default_rng(5)
    some = table(draws.integers(10, 60, 12), draws.random(12))
    which = policy({2027: 100.0, 2028: 50.0}, delay=0.95)
    order = draws.permutation(12)
    assert choose(some.take(order), which).year.tolist() == choose(some, which).year[order].tolist()


def test_more_budget_never_gives_less():
    draws = np.random.default_rng(7)
    some = table(draws.integers(10, 60, 12), draws.random(12))
    gains = [choose(some, policy({2027: budget})).objective for budget in (0.0, 40.0, 80.0, 160.0, 1000.0)]
    assert gains == sorted(gains)
    assert gains[0] == 0.0
    assert gains[-1] == pytest.approx(some["benefit"].sum())


def test_what_is_unknown_is_never_chosen_nor_lost():
    some = table([10, NAN, 10], [1.0, 5.0, NAN])
    which = policy({2027: 1000.0}, [kind()])
    found = choose(some, which)
    assert found.year.tolist() == [2027, 0, 0]
    result = programme_table(some, found, which, "fi")
    assert sorted(result["state"].tolist()) == ["chosen", "unknown", "unknown"]
    said = dict(zip(result["project_id"].tolist(), result["explanation"].tolist()))
    assert "kustannus ei tiedossa" in said["1"]
    assert "määrä ei tiedossa" in said["2"]


def test_money_left_is_carried_over_only_where_that_is_asked():
    some = table([80], [1.0])
    assert choose(some, policy({2027: 50.0, 2028: 50.0})).year.tolist() == [2028]
    assert choose(some, policy({2027: 50.0, 2028: 50.0}, carry_over=False)).year.tolist() == [0]


def test_at_least_so_much_by_a_year():
    some = table([50, 50, 50], [1.0, 2.0, 3.0], amount=[9.0, 1.0, 1.0])
    which = policy({2027: 50.0, 2028: 50.0}, rules=[Rule("industry", at_least=9.0, by=2027)])
    assert choose(some, which).year.tolist() == [2027, 0, 2028]
    with pytest.raises(InputError, match="at most 9"):
        choose(some, policy({2027: 50.0, 2028: 50.0}, rules=[Rule("industry", at_least=10.0, by=2027)]))


def test_at_most_so_many_a_year():
    some = table([1, 1, 1, 1], [1.0, 1.0, 1.0, 1.0])
    found = choose(some, policy({2027: 50.0, 2028: 50.0}, rules=[Rule("industry", most_per_year=1)]))
    assert sorted(found.year.tolist()) == [0, 0, 2027, 2028]


def test_one_kind_waits_for_another():
    some = table([10, 10], [5.0, 0.1], kinds=["shore", "industry"])
    rules = [Rule("shore", after="industry", years=1)]
    assert choose(some, policy({2027: 10.0, 2028: 10.0}, rules=rules)).year.tolist() == [2028, 2027]
    assert choose(some, policy({2027: 20.0}, rules=rules)).year.tolist() == [0, 2027]


def test_fixed_costs_come_first():
    some = table([50], [1.0])
    fixed = [Fixed("7.1.4a", TITLE, 2027, 20.0)]
    assert choose(some, policy({2027: 60.0}, fixed=fixed)).year.tolist() == [0]
    assert choose(some, policy({2027: 70.0}, fixed=fixed)).year.tolist() == [2027]
    with pytest.raises(InputError, match="fixed costs alone"):
        choose(some, policy({2027: 10.0}, fixed=fixed))


def test_many_projects_are_filled_in_with_a_proven_gap():
    draws = np.random.default_rng(11)
    some = table(draws.uniform(5, 50, 2000), draws.random(2000))
    which = policy({2027: 3000.0, 2028: 2000.0}, delay=0.97, rules=[Rule("industry", most_per_year=150)])
    exact, filled = choose(some, which), choose(some, which, exact_most=0)
    assert filled.objective <= exact.bound + 1e-9
    assert filled.bound >= exact.objective - 1e-9
    assert filled.gap < 0.01
    for found in (exact, filled):
        assert some["cost"][found.year == 2027].sum() <= 3000 + 1e-6
        assert some["cost"][found.year > 0].sum() <= 5000 + 1e-6
        assert (found.year == 2027).sum() <= 150


def test_results_become_projects():
    layer = Features(
        np.array([shapely.box(n, 0, n + 1, 1) for n in range(5)], dtype=object),
        {
            "id": text_column("abcde"),
            "lake": text_column(["L", "L", None, "M", "M"]),
            "ha": np.array([1.0, 3.0, 2.0, NAN, 1.0]),
            "score": np.array([50.0, 90.0, 100.0, 80.0, 10.0]),
            "status": text_column(["candidate", "conditional", "candidate", "candidate", "excluded"]),
        },
        "EPSG:3067",
    )
    shore = kind(group_by="lake", statuses=("candidate", "conditional"), cost_project=10.0, cost_unit=2.0)
    found = projects({"industry_layer": layer}, policy({2027: 1.0}, [shore]))
    row = {name: place for place, name in enumerate(found["project_id"].tolist())}
    assert set(row) == {"L", "M", "c"}
    assert found["amount"][row["L"]] == 4.0
    assert found["cost"][row["L"]] == 10 + 2 * 4
    assert found["score"][row["L"]] == pytest.approx((1 * 50 + 3 * 90) / 4)
    assert found["conditional"][row["L"]] == 0.5
    assert np.isnan(found["amount"][row["M"]])
    assert np.isnan(found["cost"][row["M"]])
    # shares of the kind's whole: L has 3.2 of 5.2, c 2.0
    assert found["benefit"][row["L"]] == pytest.approx(3.2 / 5.2)
    assert found["benefit"][row["c"]] == pytest.approx(2.0 / 5.2)
    assert shapely.area(found.geometry[row["L"]]) == 2.0


def test_years_add_up():
    some = table([50, 30, 20], [3.0, 2.0, 1.0], amount=[5.0, 3.0, 2.0])
    which = policy({2027: 60.0, 2028: 60.0}, [kind()], [Fixed("7.1.4a", TITLE, 2028, 10.0)], delay=0.9)
    found = choose(some, which)
    result = programme_table(some, found, which, "en")
    years = by_year(result, which, "en")
    assert np.nansum(years["cost"]) == pytest.approx(some["cost"][found.year > 0].sum() + 10)
    last = years["left"][~np.isnan(years["left"])][-1]
    assert last == pytest.approx(120 - np.nansum(years["cost"]))
    assert np.nansum(years["amount"]) == pytest.approx(some["amount"][found.year > 0].sum())
    assert summary(result, found, which, "en")[0].startswith("3 projects in the programme, 100")


def test_budgets_as_typed():
    assert parse_budgets("2027=150 000; 2028=99,5") == {2027: 150_000.0, 2028: 99.5}
    for wrong in ("2027", "2027=x", "27=5", "2027=5;2027=6", "2027=-1"):
        with pytest.raises(InputError, match="year=euros"):
            parse_budgets(wrong)


def test_a_file_with_a_wrong_rule_names_its_line(tmp_path):
    file = tmp_path / "costs.yaml"
    text = """\
id: p
title: {fi: a, sv: b, en: c}
source: invented
projects:
  - id: industry
    measure: "7.1.4"
    title: {fi: a, sv: b, en: c}
    layer: industrial_sites
    identity: site_id
    amount: usable_ha
    unit: ha
    cost: {project: 1}
    source: invented
rules:
  - {kind: industri, at_least: 1, by: 2027}
"""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match=r"line 15.*did you mean 'industry'"):
        read_programme(file)
    file.write_text(text.replace("industri,", "industry,"), encoding="utf-8")
    read = read_programme(file)
    assert read.kinds[0].cost_unit is None
    assert read.with_budgets({2027: 5.0}).budgets == {2027: 5.0}
    with pytest.raises(InputError, match="no budget"):
        read.with_budgets({2028: 5.0})
