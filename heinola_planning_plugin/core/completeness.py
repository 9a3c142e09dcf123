# SPDX-License-Identifier: GPL-2.0-or-later
"""What a missing layer costs, told before anything is run: whose criteria stay unknown, and how much they weigh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..paths import resource
from .all_jobs import FED_BY, JOBS, layers_of
from .case import ROLES
from .policy import Reader
from .scoring.criteria import CriteriaSet


@dataclass(frozen=True)
class Cost:
    """What one missing role costs one job.

    Attributes:
        job: the job's id.
        role: the role that is missing.
        blocked: the job can't be run at all without it.
        share: weight of the criteria that stay unknown for want of it, 0-1.
        criteria: their titles by language.
        conditions: titles of what can then neither exclude a feature nor be said to be in order.
    """

    job: str
    role: str
    blocked: bool
    share: float
    criteria: tuple[Mapping[str, str], ...]
    conditions: tuple[Mapping[str, str], ...]


@lru_cache(maxsize=1)
def evidence() -> dict[str, dict[str, tuple[frozenset[str], ...]]]:
    """Give by job and field the sets of roles of which one is enough.

    Raises:
        PolicyError: evidence.yaml names a job or role that there isn't.
    """
    reader = Reader.open(resource("methods", "evidence.yaml"))
    reader.text("source")
    out = {}
    for job in JOBS:
        part = reader.part(job)
        out[job] = {field: _alternatives(part, field) for field in part.names()}
    reader.done()
    return out


def _alternatives(part: Reader, field: str) -> tuple[frozenset[str], ...]:
    out = []
    for one in part.text(field).split(" or "):
        roles = frozenset(role.strip() for role in one.split("+"))
        for role in roles - set(ROLES) - set(FED_BY):
            raise part.fail(field, "{!r} is not a role", role)
        out.append(roles)
    return tuple(out)


def known_share(job: str, given: Iterable[str]) -> float | None:
    """Give the share of a job's weight that can be known from the roles given; None where the job can't be run.

    A job without weights is known wholly or, where what it counts needs a missing layer, not at all.
    """
    roles = set(given)
    if not roles.issuperset(layers_of(JOBS[job])):
        return None
    roles |= _fed(roles)
    policy = JOBS[job].shipped()
    if not isinstance(policy, CriteriaSet):
        return float(not _unknown(job, roles))
    unknown = _unknown(job, roles)
    return 1.0 - sum(one.weight for one in policy.criteria if one.field in unknown)


def costs(given: Iterable[str]) -> list[Cost]:
    """Give what each missing role costs, the dearest first; roles that cost nothing are left out."""
    roles = set(given)
    out = []
    for job in JOBS.values():
        policy = job.shipped()
        for role in ROLES:
            if role in roles:
                continue
            blocked = role in layers_of(job)
            fields = _unknown(job.id, roles | set(job.required) | _fed(roles), role)
            scored = policy.criteria if isinstance(policy, CriteriaSet) else ()
            held = policy.constraints if isinstance(policy, CriteriaSet) else ()
            lost = [one for one in scored if one.field in fields]
            conditions = {str(dict(one.title)): one.title for one in held if one.field in fields}
            if blocked or fields:
                share = 1.0 if blocked or not scored else sum(one.weight for one in lost)
                titles = tuple(one.title for one in lost)
                out.append(Cost(job.id, role, blocked, share, titles, tuple(conditions.values())))
    return sorted(out, key=lambda cost: (not cost.blocked, -cost.share, -len(cost.conditions), ROLES.index(cost.role)))


def _fed(roles: set[str]) -> set[str]:
    """Give the roles that jobs fill from these layers."""
    return {role for role, job in FED_BY.items() if roles.issuperset(layers_of(job))}


def _unknown(job: str, roles: set[str], wanting: str = "") -> set[str]:
    """Give the fields that stay unknown; with `wanting`, only those that this role would help to know."""
    return {
        field
        for field, ways in evidence()[job].items()
        if not any(way <= roles for way in ways) and (not wanting or any(wanting in way for way in ways))
    }
