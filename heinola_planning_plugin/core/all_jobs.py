# SPDX-License-Identifier: GPL-2.0-or-later
"""Every job there is, by id, in the order that a planning run does them."""

from __future__ import annotations

from .industry.jobs import INDUSTRIAL_RESERVATION
from .jobs import Job
from .rights.jobs import ADDED_RIGHT, BUILDING_RIGHTS, INFILL
from .shoreline.jobs import HOLIDAY_HOUSING, MODIFIED_SHORELINE, SHORELINE_RIGHTS

JOBS = {
    job.id: job
    for job in (
        INDUSTRIAL_RESERVATION,
        MODIFIED_SHORELINE,
        SHORELINE_RIGHTS,
        HOLIDAY_HOUSING,
        BUILDING_RIGHTS,
        INFILL,
        ADDED_RIGHT,
    )
}

FED_BY = {role: job for job in JOBS.values() for role in job.feeds.values()}
"""Roles that no layer of the user's needs to give: the job's result is that layer."""


def layers_of(job: Job) -> tuple[str, ...]:
    """Give the roles that a job can't be run without, those of the jobs that feed it in place of what they feed."""
    found: dict[str, None] = {}
    for role in job.required:
        found.update(dict.fromkeys(layers_of(FED_BY[role]) if role in FED_BY else (role,)))
    return tuple(found)
