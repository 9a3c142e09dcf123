# SPDX-License-Identifier: GPL-2.0-or-later
"""Every job there is, by id, in the order that a planning run does them."""

from __future__ import annotations

from .rights import jobs as rights

JOBS = {job.id: job for job in (rights.BUILDING_RIGHTS,)}
