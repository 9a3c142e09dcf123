# SPDX-License-Identifier: GPL-2.0-or-later
"""Every job there is, by id, in the order that a planning run does them."""

from __future__ import annotations

from .industry.jobs import INDUSTRIAL_RESERVATION
from .rights.jobs import BUILDING_RIGHTS, INFILL
from .shoreline.jobs import HOLIDAY_HOUSING

JOBS = {job.id: job for job in (INDUSTRIAL_RESERVATION, HOLIDAY_HOUSING, BUILDING_RIGHTS, INFILL)}
