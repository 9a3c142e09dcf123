# SPDX-License-Identifier: GPL-2.0-or-later
"""Draft plan areas of hand-drawn results, and the plan JSON read back by the plugin's own reader of plans."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely

from heinola_planning_plugin.core.errors import InputError
from heinola_planning_plugin.core.features import Features, text_column
from heinola_planning_plugin.core.intake.plan_json import parse_plan
from heinola_planning_plugin.core.proposal.areas import Wishes, draft_areas, template_of, templates
from heinola_planning_plugin.core.proposal.page import proposal_html
from heinola_planning_plugin.core.proposal.ryhti_plan import plan_json
from heinola_planning_plugin.core.scoring.criteria import read_criteria
from heinola_planning_plugin.paths import resource

NAN = float("nan")
INDUSTRY = templates()["industry"]


def square(column, width=100.0):
    return shapely.box(26_500_000 + 100 * column, 6_780_000, 26_500_000 + 100 * column + width, 6_780_100)


def results(**columns) -> Features:
    """Make four parcels in a row, the third conditional and of another code, the last excluded."""
    table = {
        "parcel_id": text_column("abcd"),
        "status": text_column(["candidate", "candidate", "conditional", "excluded"]),
        "score": np.array([80.0, 60.0, 90.0, NAN]),
        "reasons": text_column(["", "relic", "groundwater_class_1;relic", "area_below_min"]),
        "proposed_code": text_column(["T/res", "T/res", "TY/res", "T/res"]),
        "zone_code": text_column(["M", "M", "MU", "M"]),
        "usable_ha": np.ones(4),
        **columns,
    }
    return Features(np.array([square(n) for n in range(4)], dtype=object), table, "EPSG:3880")


def test_adjoining_parcels_of_one_code_become_one_area():
    areas = draft_areas(results(), INDUSTRY, Wishes())
    assert areas["zone_code"].tolist() == ["TY/res", "T/res"]  # the better score first
    assert areas["ids"].tolist() == ["c", "a;b"]
    assert areas["area_m2"].tolist() == pytest.approx([10_000, 20_000], rel=1e-4)
    assert areas["score"].tolist() == pytest.approx([90, 70])
    assert areas["features"].tolist() == [1, 2]
    assert areas["conditional"].tolist() == [1.0, 0.0]
    assert areas["from_code"].tolist() == ["MU", "M"]
    assert areas["reasons"].tolist() == ["groundwater_class_1;relic", "relic"]


def test_the_right_is_unknown_until_somebody_says_it():
    assert np.isnan(draft_areas(results(), INDUSTRY, Wishes())["permitted_m2"]).all()
    areas = draft_areas(results(), INDUSTRY, Wishes(plot_ratio=0.3))
    assert areas["permitted_m2"].tolist() == pytest.approx([3_000, 6_000], rel=1e-4)


def test_wishes_narrow_the_choice():
    assert draft_areas(results(), INDUSTRY, Wishes(statuses=("candidate",)))["ids"].tolist() == ["a;b"]
    assert draft_areas(results(), INDUSTRY, Wishes(min_score=70))["ids"].tolist() == ["c", "a"]
    assert draft_areas(results(), INDUSTRY, Wishes(most=1))["ids"].tolist() == ["c"]
    with pytest.raises(InputError, match="nothing that could be proposed"):
        draft_areas(results(), INDUSTRY, Wishes(min_score=95))


def test_the_order_of_the_layer_changes_nothing():
    turned = results().take(np.array([3, 1, 2, 0]))
    one, other = (draft_areas(table, INDUSTRY, Wishes()) for table in (results(), turned))
    assert one["ids"].tolist() == other["ids"].tolist()
    assert shapely.equals(one.geometry, other.geometry).all()


def test_places_are_added_and_unknown_when_one_is():
    shore = results(frontage_m=np.ones(4), places=np.array([2.0, 3.0, NAN, 1.0])).select(
        ["parcel_id", "status", "score", "reasons", "frontage_m", "places"]
    )
    template = template_of(shore)
    assert template.id == "holiday"
    areas = draft_areas(shore, template, Wishes(right_per_place_m2=150))
    assert dict(zip(areas["ids"].tolist(), areas["places"].tolist()))["a"] == 2
    assert np.isnan(areas["places"][areas["ids"] == "c"][0])
    assert areas["permitted_m2"][areas["ids"] == "b"][0] == 450
    assert set(areas["zone_code"].tolist()) == {"RA"}


def test_the_plan_in_force_is_looked_up_by_area():
    zoning = Features(
        np.array([square(0, 120), shapely.box(26_500_120, 6_780_000, 26_501_000, 6_780_100)], dtype=object),
        {"zone_code": text_column(["AK", "V"])},
        "EPSG:3880",
    )
    assert draft_areas(results(), INDUSTRY, Wishes(), zoning)["from_code"].tolist() == ["V", "AK"]


def test_plan_json_says_what_the_areas_say():
    areas = draft_areas(results(), INDUSTRY, Wishes(plot_ratio=0.25))
    document = json.loads(json.dumps(plan_json(areas, INDUSTRY, "Vierumäki")))
    plan = parse_plan(document)
    assert plan.units.crs == "EPSG:3880"
    assert plan.units["zone_code"].tolist() == ["TY/res", "T/res"]
    assert plan.units["permitted_m2"].tolist() == [2_500, 5_000]
    assert plan.units["plot_ratio"].tolist() == [0.25, 0.25]
    assert plan.status == "preparation"
    assert shapely.equals_exact(shapely.normalize(plan.units.geometry), shapely.normalize(areas.geometry), 0.001).all()


def test_plan_json_keeps_to_the_plan_data_models_form():
    """Names as the plan service's interface has them; it refuses others. Keys are the same on any day."""
    areas = draft_areas(results(), INDUSTRY, Wishes())
    plan = plan_json(areas, INDUSTRY, "Vierumäki")
    assert set(plan) == {
        "planKey", "lifeCycleStatus", "planDescription", "geographicalArea", "planObjects", "planRegulationGroups",
        "planRegulationGroupRelations",
    }  # fmt: skip
    assert plan == plan_json(areas, INDUSTRY, "Vierumäki")
    outline = shapely.geometry.shape(plan["geographicalArea"]["geometry"])
    drawn = [shapely.geometry.shape(one["geometry"]["geometry"]) for one in plan["planObjects"]]
    assert shapely.area(shapely.symmetric_difference(outline, shapely.union_all(drawn))) < 1e-6  # covered, no more
    types = [
        one["type"].rsplit("/", 1)[-1] for group in plan["planRegulationGroups"] for one in group["planRegulations"]
    ]
    assert "sallittuKerrosala" not in types  # unknown is left out, never 0
    assert types.count("teollisuusalue") == 2
    info = json.dumps(plan["planRegulationGroups"])
    assert "ymparistoAsettaaToiminnanLaadulleErityisiaVaatimuksia" in info
    assert "reservialue" in info
    with pytest.raises(InputError, match="plan data model"):
        plan_json(areas.to_crs("EPSG:2393"), INDUSTRY, "x")


def test_page_escapes_what_came_from_data_and_speaks_the_readers_language():
    table = results(parcel_id=text_column(["<b>", "b", "c", "d"]))
    areas = draft_areas(table, INDUSTRY, Wishes())
    criteria = read_criteria(resource("methods", "industrial.yaml"))
    for language, words in (("fi", "Ratkaistava ennen"), ("sv", "Att lösa före"), ("en", "To be settled before")):
        page = proposal_html(areas, INDUSTRY, Wishes(), criteria, ["7.1.4 x"], [], language, "A & B")
        assert words in page
        assert "&lt;b&gt;" in page
        assert "A &amp; B" in page
        assert "<td><b>" not in page
