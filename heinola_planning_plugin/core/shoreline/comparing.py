# SPDX-License-Identifier: GPL-2.0-or-later
"""Ways of counting shore rights side by side, as a job: the scenarios are rows of text that a planner fills in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from heinola_planning_plugin.paths import resource

from ..errors import InputError
from ..features import Features
from ..jobs import Job, Layers, Settings
from ..policy import Reader
from ..progress import Progress
from .excluded import EXCLUDING_ROLES, excluded_shore
from .jobs import METHODS, SHORELINE_RIGHTS, shipped_method, shipped_rights
from .parameters import ShorePolicy, read_parameters
from .plan_places import plan_places
from .rules import RightsParameters
from .shores import data_edge
from .whatif import Comparison, Scenario, compare
from .words import water_names

MOST = 4
"""Scenarios in one comparison: more don't fit on a page."""
_BY_SCENARIO = ("norm", "rounding")


@dataclass(frozen=True)
class ScenarioRow:
    """One row as the planner wrote it."""

    name: str
    method: str
    norm: float
    rounding: str


def read_scenarios(text: str) -> tuple[ScenarioRow, ...]:
    """Read "name; method; norm; rounding", a row per line.

    Rounding may be left out (always down), and said by its code or its name in any language.

    Raises:
        InputError: the first row that isn't so, a name twice, none or more than MOST.
    """
    rows = [line.strip() for line in text.splitlines() if line.strip(" ;\t")]
    if not 1 <= len(rows) <= MOST:
        raise InputError("must have from 1 to {} rows, and has {}", MOST, len(rows), field="SCENARIOS")
    found = tuple(_row(row) for row in rows)
    names = [one.name.casefold() for one in found]
    twice = next((one.name for one, name in zip(found, names) if names.count(name) > 1), None)
    if twice is not None:
        raise InputError("two scenarios have the same name", field="SCENARIOS", value=twice)
    return found


def _row(row: str) -> ScenarioRow:
    parts = [part.strip() for part in row.split(";")]
    if not 3 <= len(parts) <= 4 or not parts[0]:
        raise InputError("a row must be name; method; norm; rounding", field="SCENARIOS", value=row)
    name, method = parts[0], parts[1].lower()
    if method not in METHODS:
        raise InputError("the method must be one of {}", ", ".join(METHODS), field="SCENARIOS", value=row)
    limits = shipped_rights().parameters["norm"]
    try:
        norm = float(parts[2].replace(",", "."))
    except ValueError:
        norm = -1.0
    if not limits.low <= norm <= limits.high:
        raise InputError(
            "the norm must be a number from {0:g} to {1:g}", limits.low, limits.high, field="SCENARIOS", value=row
        )
    said = parts[3].casefold() if len(parts) == 4 and parts[3] else "floor"
    choices = shipped_rights().parameters["rounding"].choices
    rounding = next(
        (code for code, titles in choices.items() if said in (code, *(title.casefold() for title in titles.values()))),
        None,
    )
    if rounding is None:
        raise InputError("the rounding must be one of {}", ", ".join(choices), field="SCENARIOS", value=row)
    return ScenarioRow(name, method, norm, rounding)


@lru_cache(maxsize=1)
def _policy() -> ShorePolicy:
    reader = Reader.open(resource("methods", "compare_methods.yaml"))
    own = read_parameters(reader.part("parameters"))
    policy = ShorePolicy(reader.texts("title"), own)
    reader.done()
    shared = {name: one for name, one in shipped_rights().parameters.items() if name not in _BY_SCENARIO}
    return ShorePolicy(policy.title, {**own, **shared})


def shared_rules(settings: Settings) -> RightsParameters:
    """Give what all scenarios of a run share."""
    changes = {name: value for name, value in settings.parameters.items() if name != "scenarios"}
    return shipped_rights().changed(**changes)


def compared(layers: Layers, settings: Settings, progress: Progress) -> Comparison:
    """Count all scenarios of a run on the same data."""
    rules = shared_rules(settings)
    rows = read_scenarios(str(settings.policy.values(settings.parameters)["scenarios"]))
    water = cast(Features, layers["water"]).in_metres()
    found = compare(
        water,
        layers["parcels"],
        [
            Scenario(row.name, shipped_method(row.method), rules.changed(norm=row.norm, rounding=row.rounding))
            for row in rows
        ],
        excluded_shore(layers, water.crs),
        data_edge(layers.get("extent"), water.crs),
        "ematila" if rules.basis == "ematila" else None,
        layers.get("buildings"),
        layers.get("sites"),
        layers.get("norm_zones"),
        progress,
        plan_places(layers.get("plan_units"), layers.get("zoning")),
    )
    return found.named(water_names(found.estates["water_id"], water))


def _compare(layers: Layers, settings: Settings, progress: Progress) -> dict[str, Features]:
    found = compared(layers, settings, progress)
    return {"TOTALS": found.totals, "ESTATES": found.estates}


_OTHERS = tuple(role for role in SHORELINE_RIGHTS.optional if role != "water")

COMPARE_METHODS = Job(
    id="comparemethods",
    required=("parcels", "water"),
    optional=(*_OTHERS, *(role for role in EXCLUDING_ROLES if role not in _OTHERS), "extent"),
    shipped=_policy,
    outputs=("TOTALS", "ESTATES"),
    run=_compare,
    fields=SHORELINE_RIGHTS.fields,
)
"""Not part of a planning run: a question that is asked while the plan's numbers are still open."""
