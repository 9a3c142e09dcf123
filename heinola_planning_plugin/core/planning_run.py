# SPDX-License-Identifier: GPL-2.0-or-later
"""The whole run of a case: layers in, every question answered, targets overlaid, figures and provenance out.

Reading and writing are the caller's: `load` gives the table or grid of an input, and the tables that come back are
written by whoever asked (QGIS through `bridge`, a script through `files`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import shapely

from heinola_planning_plugin.paths import resource

from .all_jobs import FED_BY, JOBS, layers_of
from .case import Case, Input, JobCase
from .errors import InputError
from .features import Features, Source, concat, text_column
from .intake.checks import BY_PARCEL, Checked, check
from .intake.coordinates import height_findings, height_system, one_height_system
from .intake.findings import Finding
from .jobs import Job, Layers, Settings, judged_inside
from .measures import difference
from .measures.terrain import Grid
from .progress import Progress, part, silent, wordless
from .reuse import Steps
from .scoring.certainty import with_certainty
from .scoring.conflicts import conflict_policy, conflicts
from .scoring.criteria import CriteriaSet, read_criteria
from .strategy.amounts import candidate_amounts
from .strategy.model import Strategy, read_strategy, with_wanted
from .strategy.overlay import strategy_overlay

Load = Callable[[Input], "Features | Grid"]


@dataclass(frozen=True)
class JobRun:
    """What one job gave, and what it was run with.

    Attributes:
        not_given: the roles that it would have looked at.
        drawn: the layers that its documents show, by role.
    """

    job: Job
    settings: Settings
    area: str | None
    tables: Mapping[str, Features]
    not_given: tuple[str, ...] = ()
    drawn: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Results:
    """What a planning run gave.

    Attributes:
        case: what was asked.
        strategy: the strategy overlaid with.
        runs: by job id.
        tables: layer name -> table, in the order that they are written.
        sources: role and where its data came from, one per layer.
        crs: of every table.
        findings: what the checks noticed: role and finding.
        reused: names of the steps that an earlier run's tables were taken for.
    """

    case: Case
    strategy: Strategy
    runs: Mapping[str, JobRun]
    tables: Mapping[str, Features]
    sources: tuple[tuple[str, Source], ...]
    crs: str
    findings: tuple[tuple[str, Finding], ...] = ()
    reused: tuple[str, ...] = ()


LAYER_NAMES = {
    ("industrialreservation", "OUTPUT"): "industrial_reservation",
    ("industrialreservation", "ASSEMBLIES"): "industrial_sites",
    ("modifiedshoreline", "OUTPUT"): "shoreline",
    ("modifiedshoreline", "WATER_BODIES"): "shoreline_water_bodies",
    ("modifiedshoreline", "CROSS_SECTIONS"): "shoreline_cross_sections",
    ("modifiedshoreline", "ISLANDS"): "shoreline_islands",
    ("modifiedshoreline", "EDGES"): "shoreline_edges",
    ("modifiedshoreline", "EXCLUDED_SHORE"): "shoreline_excluded",
    ("shorelinerights", "OUTPUT"): "shoreline_rights",
    ("shorelinerights", "PARCEL_SHARES"): "shoreline_parcels",
    ("shorelinerights", "USED_SITES"): "shoreline_sites",
    ("shorelinerights", "WATERS"): "shoreline_waters",
    ("comparemethods", "TOTALS"): "shoreline_comparison",
    ("comparemethods", "ESTATES"): "shoreline_comparison_estates",
    ("holidayhousing", "OUTPUT"): "holiday_housing",
    ("holidayhousing", "PLACES"): "holiday_places",
    ("holidayhousing", "BUILDABLE"): "holiday_buildable",
    ("buildingrights", "OUTPUT"): "building_rights",
    ("buildingrights", "SUMMARY"): "building_rights_summary",
    ("buildingrights", "DISTRICTS"): "building_rights_districts",
    ("buildingrights", "PUBLIC"): "building_rights_public",
    ("buildingrights", "DAMAGED"): "damaged_buildings",
    ("buildingrights", "DISAGREEMENTS"): "building_disagreements",
    ("buildingrights", "UNPLACED"): "unplaced_buildings",
    ("buildingrights", "NOTES"): "building_rights_notes",
    ("buildingrights", "STATES"): "right_states",
    ("infill", "OUTPUT"): "infill",
    ("infill", "LIFTS"): "lift_candidates",
    ("addedright", "OUTPUT"): "added_right",
    ("addedright", "TOTALS"): "added_right_totals",
    ("addedright", "SCHOOLS"): "added_right_schools",
}


def shipped_criteria(layer: str) -> CriteriaSet | None:
    """Give the shipped criteria that a result layer is judged by, None where it is judged by none."""
    policy = next((JOBS[job_id].shipped() for (job_id, _), name in LAYER_NAMES.items() if name == layer), None)
    return policy if isinstance(policy, CriteriaSet) else None


def run(case: Case, load: Load, progress: Progress = silent, steps: Steps | None = None) -> Results:
    """Run a case.

    Args:
        case: what to read and do.
        load: gives the data of an input; x = east first.
        progress: called with the step's name; raises Cancelled to stop.
        steps: knows what an earlier run worked out and still holds.

    Raises:
        PolicyError: strategy or criteria can't be used.
        InputError: an input can't be used, or a job that the case names lacks a layer.
    """
    steps = steps or Steps(keep=False)
    jobs = _wanted(case)
    strategy = with_wanted(read_strategy(_strategy_path(case)), case.wanted)
    settings = {job.id: _settings(case, job) for job in jobs}  # read before the long work: a typo shows at once
    layers, sources, findings, rejected = _layers(case, _named_fields(settings), load, part(progress, 0.0, 0.2))
    layers = _in_one_crs(layers)
    runs: dict[str, JobRun] = {}
    for number, job in enumerate(jobs):
        step = part(progress, 0.2 + 0.6 * number / len(jobs), 0.2 + 0.6 * (number + 1) / len(jobs))
        step(0.0, _SAYS[job.id])
        own = _job_case(case, job.id)
        its = _for_job(layers, job, own)
        rests_on: tuple[object, ...] = (settings[job.id], job.outputs, its)
        given = steps.do(job.id, rests_on, partial(_run, job, its, settings[job.id], wordless(part(step, 0.0, 0.95))))
        missing = tuple(role for role in job.optional if role not in layers)
        drawn = {role: its[role] for role in job.drawn if role in its}
        runs[job.id] = JobRun(job, settings[job.id], own.area, given, missing, drawn)
        layers.update({role: given[name] for name, role in job.feeds.items()})
    tables = {LAYER_NAMES[job_id, name]: table for job_id, done in runs.items() for name, table in done.tables.items()}
    if "zoning" in layers or "plan_units" in layers:
        progress(0.8, "Laying the zoning over the strategy's targets")
        plans = {role: layers.get(role) for role in ("plan_units", "zoning")}
        step = wordless(part(progress, 0.8, 0.86))
        in_force = partial(_zoning_in_force, layers, tables.get("building_rights"), step)
        layers = {**layers, **steps.do("zoning", (plans, tables.get("building_rights")), in_force)}
        rests_on = (strategy, layers["zoning"], layers.get("target_areas"), tables, case.language)
        step = wordless(part(progress, 0.86, 0.98))
        laid = partial(_overlay, layers, strategy, tables, case.language, step)
        tables.update(steps.do("strategyoverlay", rests_on, laid))
    tables["conflicts"] = _conflicts(layers, tables, case.language, part(progress, 0.98, 1.0))
    crs = next((layer.crs for layer in layers.values() if isinstance(layer, Features)), "")
    tables["rejected"] = rejected
    tables["findings"] = _findings_table(findings, case.language)
    return Results(case, strategy, runs, tables, tuple(sources), crs, tuple(findings), tuple(steps.reused))


def _run(job: Job, layers: Layers, settings: Settings, progress: Progress) -> dict[str, Features]:
    return surely(job, settings, job.run(layers, settings, progress))


def surely(job: Job, settings: Settings, tables: Mapping[str, Features]) -> dict[str, Features]:
    """Give a job's tables, the main one with how sure its ranks are."""
    main = job.outputs[0]
    if settings.criteria is None:
        return dict(tables)
    sure = with_certainty(tables[main], settings.criteria, settings.parameters, settings.method)
    return {**tables, main: sure}


_LEFT_OUT = {"buildingrights": ("parcels",)}
"""Layers that a job doesn't get in a run: there the right is counted per plan unit, the unit of the reserve."""

_SAYS = {
    "industrialreservation": "Judging parcels for the industrial reservation",
    "modifiedshoreline": "Measuring the modified shoreline",
    "shorelinerights": "Counting shore rights per original estate",
    "holidayhousing": "Looking for shore parcels for holiday housing",
    "buildingrights": "Counting permitted and used building right",
    "infill": "Ranking plots for infill",
    "addedright": "Working out scenarios of added right",
}


def _wanted(case: Case) -> list[Job]:
    """Give the jobs to run: those the case names and what they rest on, or every one whose layers the case has."""
    roles = {one.role for one in case.inputs}
    if case.jobs is None:
        return [job for job in JOBS.values() if roles.issuperset(layers_of(job)) and not job.on_request]
    wanted = {job_id for named in case.jobs for job_id in _rests_on(JOBS[named])}
    for job in (JOBS[job_id] for job_id in case.jobs):
        missing = [role for role in layers_of(job) if role not in roles]
        if missing:
            raise InputError("the case has no {}, which the job needs", " and no ".join(missing), field=job.id)
    return [job for job in JOBS.values() if job.id in wanted]


def _rests_on(job: Job) -> set[str]:
    """Give the ids of a job and of those whose results it can't do without."""
    return {job.id}.union(*(_rests_on(FED_BY[role]) for role in job.required if role in FED_BY))


def _strategy_path(case: Case):
    if isinstance(case.strategy, str):
        return resource("strategy", f"{case.strategy}.yaml")
    return case.strategy


def _job_case(case: Case, job_id: str) -> JobCase:
    return (case.jobs or {}).get(job_id, JobCase(job_id))


def _settings(case: Case, job: Job) -> Settings:
    own = _job_case(case, job.id)
    policy = read_criteria(own.criteria) if own.criteria else job.shipped()
    policy.values(own.parameters)  # refuses a parameter that there isn't, and a value out of bounds
    if own.weights:
        if not isinstance(policy, CriteriaSet):
            raise InputError("the job has no weights", field=job.id)
        policy = policy.with_weights(own.weights)
    return Settings(policy, own.parameters, own.method, language=case.language)


def _named_fields(settings: Mapping[str, Settings]) -> dict[str, dict[str, str]]:
    """Give the fields that jobs' parameters name: role -> column -> field."""
    named: dict[str, dict[str, str]] = {}
    for job_id, own in settings.items():
        values = own.policy.values(own.parameters)
        for parameter, (role, column) in JOBS[job_id].fields.items():
            if values[parameter]:
                named.setdefault(role, {})[column] = str(values[parameter])
    return named


def _layers(case: Case, named: Mapping[str, Mapping[str, str]], load: Load, progress: Progress):
    """Load and check the inputs, parcels first: buildings and plan units are placed by them."""
    layers: dict[str, Any] = {}
    sources: list[tuple[str, Source]] = []
    findings: list[tuple[str, Finding]] = []
    rejected: list[Features] = []
    heights: dict[str, str] = {}
    for number, one in enumerate(sorted(case.inputs, key=lambda one: one.role != "parcels")):
        step = part(progress, number / len(case.inputs), (number + 1) / len(case.inputs))
        step(0.0, "Reading and checking the layers")
        loaded = load(one)
        name = one.layer or one.file.stem
        if isinstance(loaded, Grid):
            if one.role in layers:
                raise InputError("is a second raster of heights; put them together, as a virtual raster", layer=name)
            layers[one.role] = loaded
            heights[name] = height_system(loaded.crs)
            findings += [(one.role, finding) for finding in height_findings(loaded.crs, name)]
            sources.append((one.role, Source(one.file.stem, one.file.name)))
            continue
        parcels = layers.get("parcels") if one.role in BY_PARCEL else None
        overrides = {**one.fields, **named.get(one.role, {})}
        code = case.municipality or None
        checked = check(loaded, one.role, code, overrides=overrides, parcels=parcels, progress=wordless(step))
        if shapely.has_z(loaded.geometry).any():
            heights[name] = height_system(loaded.crs)
        before = layers.get(one.role)
        layers[one.role] = checked.kept if before is None else concat([before, checked.kept.to_crs(before.crs)])
        sources.append((one.role, loaded.source))
        findings += [(one.role, finding) for finding in checked.findings]
        rejected.append(_rejected(one, checked))
    one_height_system(heights)
    return layers, sources, findings, concat(rejected)


def _rejected(one: Input, checked: Checked) -> Features:
    """Put what was turned away into one form for all layers: reason, and every attribute it came with but the owner."""
    table = checked.rejected
    owner = {field.strip() for field in checked.normalised.found.get("owner", "").split("+")}  # may be a person
    names = [name for name in table.columns if name not in ("reject_reason", "source_row", *owner)]
    rows = zip(*(table[name].tolist() for name in names)) if names else ([] for _ in range(len(table)))
    attributes = [json.dumps(dict(zip(names, row)), ensure_ascii=False, default=str) for row in rows]
    count = len(table)
    columns = {
        "role": text_column([one.role] * count),
        "layer": text_column([one.layer or one.file.stem] * count),
        "source_row": table["source_row"].astype(np.int64) if count else np.empty(0, dtype=np.int64),
        "reject_reason": table["reject_reason"] if count else np.empty(0, dtype=object),
        "attributes": text_column(attributes),
    }
    return Features(np.full(count, None, dtype=object), columns, source=Source("rejected"))


def _findings_table(findings: list[tuple[str, Finding]], language: str) -> Features:
    """Say what was noticed in the data and what it means for the results, in the language of the case."""
    columns = {
        "role": text_column(role for role, _ in findings),
        "level": text_column(each.level() for _, each in findings),
        "code": text_column(each.code for _, each in findings),
        "count": np.array([each.count for _, each in findings], dtype=np.int64),
        "what": text_column(each.what(language) for _, each in findings),
        "effect": text_column(each.effect(language) or None for _, each in findings),
    }
    return Features(np.full(len(findings), None, dtype=object), columns, source=Source("findings"))


def _in_one_crs(layers: Layers) -> dict[str, Any]:
    """Move every table to the metric CRS of the parcels (of the plan units, where there are none)."""
    first = next((layers[role] for role in ("parcels", "plan_units", "zoning") if role in layers), None)
    if first is None:
        raise InputError("the case has neither parcels, plan units nor zoning: there is nothing to judge")
    crs = first.in_metres().crs
    return {role: layer.to_crs(crs) if isinstance(layer, Features) else layer for role, layer in layers.items()}


def _for_job(layers: Layers, job: Job, own: JobCase) -> Layers:
    """Give a job its layers and no others, the judged ones cut to its area."""
    areas = layers.get("target_areas")
    named = [role for role in (*job.required, *job.optional) if role not in _LEFT_OUT.get(job.id, ())]
    layers = {role: layers[role] for role in named if role in layers}
    if own.area is None:
        return layers
    if areas is None or "area_id" not in areas:
        raise InputError("the case has no target areas, so the area can't be found", field=job.id, value=own.area)
    rows = areas["area_id"] == own.area
    if not rows.any():
        raise InputError("is no target area of the layer", field="area", value=own.area)
    return judged_inside(layers, job.required[0], areas.take(np.flatnonzero(rows)), own.area)


def _overlay(
    layers: Layers, strategy: Strategy, tables: Mapping[str, Features], language: str, progress: Progress
) -> dict[str, Features]:
    overlay = strategy_overlay(
        layers["zoning"],
        strategy,
        layers.get("target_areas"),
        candidate_amounts(strategy, tables),
        progress=progress,
        language=language,
    )
    return {"strategy_pieces": overlay.pieces, "strategy_gaps": overlay.gaps}


def _conflicts(layers: Layers, tables: Mapping[str, Features], language: str, progress: Progress) -> Features:
    """Say where two aims want the same ground."""
    progress(0.0, "Looking for aims that want the same ground")
    wanted = {aim.layer for aim in conflict_policy().aims.values()}
    inputs = {name: layer for name, layer in layers.items() if name in wanted and isinstance(layer, Features)}
    found = {name: table for name, table in tables.items() if name in wanted}
    return conflicts({**inputs, **found}, language=language, progress=wordless(progress))


_ZONING = ("zone_code", "plan_id", "permitted_m2", "places")


def _zoning_in_force(layers: Layers, rights: Features | None, progress: Progress) -> dict[str, Features]:
    """Put the detailed plans over the general plan: where there is a plan unit, it rules."""
    if "plan_units" not in layers:
        return {"zoning": layers["zoning"]}
    units, general = layers["plan_units"], layers.get("zoning")
    detailed = units
    if rights is not None and "unit_id" in rights:
        # The right that was worked out, from e and notations too, not only what the plan gives as a number.
        places = dict(zip(units["unit_id"].tolist(), units["places"].tolist()))
        known = np.array([places.get(unit, np.nan) for unit in rights["unit_id"].tolist()], dtype=float)
        detailed = rights.with_columns({"places": known})
    detailed = detailed.select(name for name in _ZONING if name in detailed)
    if general is None:
        return {"zoning": detailed}
    rest = difference.without(general.geometry, detailed.geometry[shapely.is_valid(detailed.geometry)], progress)
    left = ~shapely.is_empty(rest)
    kept = general.with_geometry(rest).take(np.flatnonzero(left))
    return {"zoning": concat([detailed, kept.select(name for name in (*_ZONING, "name") if name in kept)])}
